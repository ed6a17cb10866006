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
    yield case(3, [3, 3, 3, 3], tanh, "layers of one width")
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
        "Let Z start as X, and let each hidden layer replace it: h from Z, then Z from h.",
        "`params[:-1]` are the hidden layers, `params[-1]` is the last one.",
        "Put the pair (h, Z) of each hidden layer into the cache as soon as both are there.",
    ),
    mistakes=(
        Mistake(
            "f_on_output",
            "The output went through f as well; the last layer is affine.",
            "Which loss could ask for an out that f cannot reach?",
            function=_out_through_f,
        ),
        Mistake(
            "f_left_out",
            "f is never applied, so all layers together are one affine layer.",
            "What lies between h_l and Z_l?",
            function=lambda X, params, f: forward_variant(X, params, lambda h: h),
        ),
        Mistake(
            "h_passed_on",
            "Z = f(h) is computed, but h goes on to the next layer.",
            "Which of the two does the next layer take in?",
            function=lambda *args: forward_variant(*args, on=lambda h, Z: h),
        ),
        Mistake(
            "b_left_out",
            "No layer adds its b.",
            "What should come out of a layer for a row of zeros?",
            function=lambda *args: forward_variant(*args, biases=0),
        ),
        Mistake(
            "f_before_affine",
            "f is applied to what goes into a layer, X included; it belongs on what comes out.",
            "Which formula turns h_1 into Z_1, and is there one that turns X into something?",
            function=_f_before_affine,
        ),
        Mistake(
            "X_everywhere",
            "Every layer takes X in.",
            "What does the second layer get to see?",
            function=_X_everywhere,
        ),
        Mistake(
            "last_layer_missing",
            "What comes out is the last hidden layer.",
            "Which W and b have not been used?",
            function=_last_layer_missing,
        ),
        Mistake(
            "cache_turned",
            "The cache has the pairs as (Z, h).",
            "In which order do h and Z come into being?",
            function=lambda *args: forward_variant(*args, entry=lambda before, h, Z: (Z, h)),
        ),
        Mistake(
            "input_cached",
            "The cache pairs each h with what went into its layer.",
            "What does (h_l, Z_l) hold that came after h_l?",
            function=lambda *args: forward_variant(*args, entry=lambda before, h, Z: (before, h)),
        ),
        Mistake(
            "h_first_input",
            "The cache pairs each h with what went into its layer.",
            "What does (h_l, Z_l) hold that came after h_l?",
            function=lambda *args: forward_variant(*args, entry=lambda before, h, Z: (h, before)),
        ),
        Mistake(
            "only_Z_cached",
            "The cache holds each Z alone; the way back needs h, too.",
            "From which of the two does f' of a relu know where it was switched off?",
            function=lambda *args: forward_variant(*args, entry=lambda before, h, Z: Z),
        ),
        Mistake(
            "only_h_cached",
            "The cache holds each h alone; the next layer's dW needs Z.",
            "What is (h_l, Z_l) to the layer after it?",
            function=lambda *args: forward_variant(*args, entry=lambda before, h, Z: h),
        ),
        Mistake(
            "output_cached",
            "The cache has an entry for the output layer, too.",
            "For which layers is there an h and a Z = f(h)?",
            function=_and_cache(lambda X, out, cache, f: [*cache, (out, out)]),
        ),
        Mistake(
            "output_and_f_cached",
            "The cache has an entry for the output layer, too, with an f that it does not have.",
            "For which layers is there an h and a Z = f(h)?",
            function=_and_cache(lambda X, out, cache, f: [*cache, (out, f(out))]),
        ),
        Mistake(
            "X_cached",
            "The cache begins with an entry for X.",
            "Which hidden layer does cache[0] belong to?",
            function=_and_cache(lambda X, out, cache, f: [(X, X), *cache]),
        ),
        Mistake(
            "last_pair_only",
            "The cache is the last pair alone.",
            "What will the first hidden layer need on the way back?",
            function=_and_cache(lambda X, out, cache, f: cache[-1:]),
        ),
        Mistake(
            "cache_reversed",
            "The cache begins with the last hidden layer.",
            "Which layer is cached first on the way forward?",
            function=_and_cache(lambda X, out, cache, f: cache[::-1]),
        ),
    ),
)
