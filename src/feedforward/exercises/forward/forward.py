"""Exercise `forward` of section 6.7."""

import numpy as np

from feedforward.activations import relu, softplus, tanh
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import tidy
from feedforward.exercises.forward.shared import forward_variant, random_params
from feedforward.network import forward


def _cases(rng):
    def case(N, sizes, f, note=""):
        return Case((tidy(rng, N, sizes[0]), random_params(rng, sizes), f), note)

    yield case(2, [3, 2, 4], tanh)
    yield case(4, [3, 5, 2, 3], softplus)
    yield case(5, [2, 4, 3, 6, 2], tanh)
    yield case(6, [4, 7, 3], relu, "relu")
    yield case(3, [4, 2], tanh, "no hidden layer")
    yield case(1, [2, 3, 4], softplus, "one sample")
    yield case(3, [3, 3, 3, 3], tanh, "layers of equal width")
    X, params, f = case(5, [3, 4, 2], tanh).args
    single = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    yield Case((X.astype(np.float32), single, f), "float32")


def _out_through_f(X, params, f):
    out, cache = forward_variant(X, params, f)
    return f(out), cache


def _f_before_affine(X, params, f):
    Z, cache = X, []
    for W, b in params[:-1]:
        Z = f(Z) @ W + b
        cache.append((Z, f(Z)))
    return f(Z) @ params[-1][0] + params[-1][1], cache


def _X_everywhere(X, params, f):
    cache = []
    for W, b in params[:-1]:
        h = X @ W + b
        cache.append((h, f(h)))
    W, b = params[-1]
    return X @ W + b, cache


def _last_b_left_out(X, params, f):
    out, cache = forward_variant(X, params, f)
    return out - params[-1][1], cache


def _last_layer_missing(X, params, f):
    Z, cache = X, []
    for W, b in params[:-1]:
        h = Z @ W + b
        Z = f(h)
        cache.append((h, Z))
    return Z, cache


def _and_cache(change):
    """The right out, and a cache that went wrong."""

    def answer(X, params, f):
        out, cache = forward_variant(X, params, f)
        return out, change(X, out, cache, f)

    return answer


FORWARD = Exercise(
    name="forward",
    section="6.7_forward",
    points=3,
    reference=forward,
    cases=_cases,
    results=("out", "cache"),
    hints=(
        "Start with Z = X. Each hidden layer computes h from Z, and then a new Z from h.",
        "`params[:-1]` are the hidden layers, `params[-1]` is the output layer.",
        "Append the pair (h, Z) of each hidden layer to the cache as soon as you have both.",
    ),
    mistakes=(
        Mistake(
            "f_on_output",
            "f is applied to the output as well; the last layer is affine.",
            "Which outputs would be impossible if f were ReLU?",
            function=_out_through_f,
        ),
        Mistake(
            "f_left_out",
            "f is never applied, so all layers together are one affine layer.",
            "How is Z_l computed from h_l?",
            function=lambda X, params, f: forward_variant(X, params, lambda h: h),
        ),
        Mistake(
            "h_passed_on",
            "The next layer receives h instead of Z = f(h).",
            "Which of the two is the input of the next layer?",
            function=lambda *args: forward_variant(*args, on=lambda h, Z: h),
        ),
        Mistake(
            "b_left_out",
            "No layer adds its b.",
            "What should the output of a layer be for a row of zeros?",
            function=lambda *args: forward_variant(*args, biases=0),
        ),
        Mistake(
            "last_b_left_out",
            "The output layer does not add its b.",
            "What should `out` be if the last Z were all zeros?",
            function=_last_b_left_out,
        ),
        Mistake(
            "f_before_affine",
            "In your network f is also applied to X, as if X were the h of a layer.",
            "Which array is f applied to in the formula for Z_1?",
            function=_f_before_affine,
        ),
        Mistake(
            "X_everywhere",
            "In your network every layer receives X.",
            "What is the input of the second layer?",
            function=_X_everywhere,
        ),
        Mistake(
            "last_layer_missing",
            "Your output is the last hidden layer.",
            "Which W and b have not been used?",
            function=_last_layer_missing,
        ),
        Mistake(
            "cache_turned",
            "The cache contains the pairs as (Z, h).",
            "Which of the two is computed first?",
            function=lambda *args: forward_variant(*args, entry=lambda before, h, Z: (Z, h)),
        ),
        Mistake(
            "input_cached",
            "Your cache pairs each h with the input of its layer.",
            "In (h_l, Z_l), which of the two is computed from the other?",
            function=lambda *args: forward_variant(*args, entry=lambda before, h, Z: (before, h)),
        ),
        Mistake(
            "h_first_input",
            "Your cache pairs each h with the input of its layer.",
            "In (h_l, Z_l), which of the two is computed from the other?",
            function=lambda *args: forward_variant(*args, entry=lambda before, h, Z: (h, before)),
        ),
        Mistake(
            "only_Z_cached",
            "The cache contains only the Z; the backward pass needs h too.",
            "Which array do you need to compute f'(h)?",
            function=lambda *args: forward_variant(*args, entry=lambda before, h, Z: Z),
        ),
        Mistake(
            "only_h_cached",
            "The cache contains only the h; the dW of the next layer needs Z.",
            "What is the input of layer l + 1?",
            function=lambda *args: forward_variant(*args, entry=lambda before, h, Z: h),
        ),
        Mistake(
            "output_cached",
            "Your cache has an entry for the output layer, too.",
            "Which layers have an h and a Z = f(h)?",
            function=_and_cache(lambda X, out, cache, f: [*cache, (out, out)]),
        ),
        Mistake(
            "output_and_f_cached",
            "Your cache has an entry for the output layer, too, although no f is applied there.",
            "Which layers have an h and a Z = f(h)?",
            function=_and_cache(lambda X, out, cache, f: [*cache, (out, f(out))]),
        ),
        Mistake(
            "X_cached",
            "Your cache starts with an entry for X.",
            "Which layer should cache[0] describe?",
            function=_and_cache(lambda X, out, cache, f: [(X, X), *cache]),
        ),
        Mistake(
            "last_pair_only",
            "The cache contains the last pair alone.",
            "What will the first hidden layer need in the backward pass?",
            function=_and_cache(lambda X, out, cache, f: cache[-1:]),
        ),
        Mistake(
            "cache_reversed",
            "Your cache starts with the last hidden layer.",
            "Which layer comes first in the forward pass?",
            function=_and_cache(lambda X, out, cache, f: cache[::-1]),
        ),
    ),
)
