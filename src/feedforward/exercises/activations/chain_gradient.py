"""Exercise `chain_gradient` of section 6.4."""

import numpy as np

from feedforward.activations import sigmoid, sigmoid_backward, tanh_backward
from feedforward.checking.exercise import Case, Exercise, Mistake, Potential
from feedforward.exercises.case_arrays import tidy
from feedforward.gradcheck import complex_step_gradient, numerical_gradient


def sigmoid_prime(h):
    """sigmoid'(h), for the chains."""
    return sigmoid_backward(1.0, sigmoid(h))


def tanh_prime(h):
    """tanh'(h), for the chains."""
    return tanh_backward(1.0, np.tanh(h))


def chain_gradient(x, weights, f, df):
    """Return the derivative dz_L/dx of a chain of L layers with one unit each.

    h_l = weights[l - 1] * z_{l-1}, z_l = f(h_l), z_0 = x; df(h) is the derivative of f at h.
    x a number, weights (L,) -> a float, 1.0 for an empty chain
    """
    z, gradient = x, 1.0
    for w in weights:
        gradient *= w * df(w * z)
        z = f(w * z)
    return gradient


def _cases(rng):
    yield Case((0.5, np.array([1.5, -0.8]), np.tanh, tanh_prime))
    yield Case((1.2, tidy(rng, 3), sigmoid, sigmoid_prime))
    yield Case((0.7, rng.normal(0, 1, size=5), np.sin, np.cos))
    yield Case((-0.4, np.array([0.6]), sigmoid, sigmoid_prime), "one layer")
    yield Case((0.3, np.array([]), np.tanh, tanh_prime), "an empty chain")
    yield Case((0.9, rng.uniform(0.5, 2, size=20), sigmoid, sigmoid_prime), "20 layers")
    yield Case((1, np.array([1, -2, 3]), sigmoid, sigmoid_prime), "whole numbers")
    yield Case((0.8, tidy(rng, 4).astype(np.float32), sigmoid, sigmoid_prime), "float32")


def _chain(x, weights, f, factor):
    """The product over layers of factor(w, z before, h, z after)."""
    z, product = x, 1.0
    for w in weights:
        h = w * z
        product, z = product * factor(w, z, h, f(h)), f(h)
    return product


def _chain_end(args, path, step):
    x, weights, f, _ = args
    z = x + step
    for w in weights:
        z = f(w * z)
    return z


def _without_f(x, weights, f, df):
    return _chain(x, weights, lambda h: h, lambda w, z, h, Z: w * df(h))


def _last_layer_only(x, weights, f, df):
    factors = [1.0]
    _chain(x, weights, f, lambda w, z, h, Z: factors.append(w * df(h)) or 1.0)
    return factors[-1]


def _factors_added(x, weights, f, df):
    factors = []
    _chain(x, weights, f, lambda w, z, h, Z: factors.append(w * df(h)) or 1.0)
    return sum(factors)


def _from_h_1(x, weights, f, df):
    gradient = _chain(x, weights, f, lambda w, z, h, Z: w * df(h))
    return gradient / weights[0] if len(weights) else 1.0


def _chain_value(x, weights, f, df):
    return _chain_end((x, weights, f, df), (), 0.0)


def _factor_of_each(x, weights, f, df):
    factors = []
    _chain(x, weights, f, lambda w, z, h, Z: factors.append(w * df(h)) or 1.0)
    return factors


def _products_like_weights(x, weights, f, df):
    products = np.ones_like(weights)
    for i, factor in enumerate(_factor_of_each(x, weights, f, df)):
        products[i] = factor * (products[i - 1] if i else 1.0)
    return products[-1] if len(weights) else 1.0


CHAIN_GRADIENT = Exercise(
    name="chain_gradient",
    section="6.4_activations",
    points=3,
    reference=chain_gradient,
    cases=_cases,
    off_limits=(numerical_gradient, complex_step_gradient),
    potentials={"result": Potential("x", _chain_end, "z_L")},
    open_question=(
        "Work out z_1, z_2, ... and the derivative of each with respect to the one before. Where "
        "does your code compute another number?"
    ),
    hints=(
        "Start with one layer: z_1 = f(w x). What is dz_1/dx by the chain rule? It has two "
        "factors.",
        "Every further layer contributes two factors of the same kind, evaluated at its own h_l.",
        "Go through the weights once and keep track of two numbers: z, and the product so far.",
    ),
    mistakes=(
        Mistake(
            "df_of_z",
            "In your result df is evaluated at z_l, the output of f; it should be evaluated at "
            "h_l, the input of f.",
            "What is the argument of f in layer l?",
            function=lambda x, weights, f, df: _chain(x, weights, f, lambda w, z, h, Z: w * df(Z)),
        ),
        Mistake(
            "df_of_input",
            "In your result df is evaluated at z_{l-1}. Layer l applies f to another number.",
            "What is the argument of f: z_{l-1} or h_l?",
            function=lambda x, weights, f, df: _chain(x, weights, f, lambda w, z, h, Z: w * df(z)),
        ),
        Mistake(
            "weights_forgotten",
            "Your result is the product of the slopes f'(h_l). The weights are missing from it.",
            "How much does h_l change if z_{l-1} changes by 1?",
            function=lambda x, weights, f, df: _chain(x, weights, f, lambda w, z, h, Z: df(h)),
        ),
        Mistake(
            "df_forgotten",
            "Your result is the product of the weights alone, as if every f had slope 1.",
            "How much does z_l change if h_l changes a little?",
            function=lambda x, weights, f, df: np.prod(weights),
        ),
        Mistake(
            "f_for_df",
            "Your factors contain the values f(h_l) where the slopes f'(h_l) belong.",
            "Which function tells you how fast z_l changes with h_l, f or df?",
            function=lambda x, weights, f, df: _chain(x, weights, f, lambda w, z, h, Z: w * Z),
        ),
        Mistake(
            "last_layer_only",
            "This is the factor of the last layer alone, dz_L/dz_{L-1}.",
            "What happened to the factors of the layers before it?",
            function=_last_layer_only,
        ),
        Mistake(
            "added",
            "Your result adds the factors of the layers; the chain rule multiplies them.",
            "Two layers each halve a small change. What is left of it?",
            function=_factors_added,
        ),
        Mistake(
            "always_x",
            "Every layer receives x itself instead of the output of the layer before it.",
            "What is z_{l-1} for the second layer?",
            function=lambda x, weights, f, df: np.prod([w * df(w * x) for w in weights]),
        ),
        Mistake(
            "f_forgotten",
            "In your forward pass f is missing: every h_l is a product of weights and x.",
            "What happens to h_l before it reaches the next weight?",
            function=_without_f,
        ),
        Mistake(
            "from_h_1",
            "This is dz_L/dh_1: the first weight is missing.",
            "How does h_1 change with x?",
            function=_from_h_1,
        ),
        Mistake(
            "last_forgotten",
            "This is dz_{L-1}/dx: the last layer is missing.",
            "How many factors does your product have, and how many layers are there?",
            function=lambda x, weights, f, df: _chain(
                x, weights[:-1], f, lambda w, z, h, Z: w * df(h)
            ),
        ),
        Mistake(
            "reversed",
            "Your result uses the weights in reverse order.",
            "Which weight does x meet first?",
            function=lambda x, weights, f, df: _chain(
                x, weights[::-1], f, lambda w, z, h, Z: w * df(h)
            ),
        ),
        Mistake(
            "value",
            "This is z_L, the output of the chain, not its derivative with respect to x.",
            "By which factor does each layer multiply a small change of x?",
            function=_chain_value,
        ),
        Mistake(
            "list_of_factors",
            "These are the factors of the layers, one by one.",
            "What does the chain rule do with these factors?",
            function=_factor_of_each,
        ),
        Mistake(
            "integer_result",
            "An array of integers in your code has cut off the decimals.",
            "What is the dtype of `np.zeros_like(a)` if `a` holds whole numbers?",
            function=_products_like_weights,
        ),
        Mistake(
            "x_included",
            "Your product contains the factor x.",
            "What is dx/dx?",
            function=lambda x, weights, f, df: (
                x * _chain(x, weights, f, lambda w, z, h, Z: w * df(h))
            ),
        ),
    ),
)
