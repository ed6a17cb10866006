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
    """The derivative dz_L/dx of a chain of L layers with one neuron each.

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
    return sum(factors) if factors else 1.0


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
    hints=(
        "One layer first: z_1 = f(w x). What is dz_1/dx by the chain rule? It has two factors.",
        "Each further layer multiplies by two factors of the same kind, taken at its own h_l.",
        "Walk through the weights once, and carry two things along: z, and the product so far.",
    ),
    mistakes=(
        Mistake(
            "df_of_z",
            "df is asked at z_l, what the layer puts out. f' belongs at h_l, what went into f.",
            "At which point of its curve does f stand when it gets h_l?",
            function=lambda x, weights, f, df: _chain(x, weights, f, lambda w, z, h, Z: w * df(Z)),
        ),
        Mistake(
            "df_of_input",
            "df is asked at z_{l-1}, before it is weighted.",
            "What goes into f: z_{l-1}, or h_l?",
            function=lambda x, weights, f, df: _chain(x, weights, f, lambda w, z, h, Z: w * df(z)),
        ),
        Mistake(
            "weights_forgotten",
            "Only the f' are multiplied. Between two f's stands a weight.",
            "How far does h_l move when z_{l-1} moves by 1?",
            function=lambda x, weights, f, df: _chain(x, weights, f, lambda w, z, h, Z: df(h)),
        ),
        Mistake(
            "df_forgotten",
            "Only the weights are multiplied, as if every f had slope 1.",
            "How far does z_l move when h_l moves a little?",
            function=lambda x, weights, f, df: np.prod(weights),
        ),
        Mistake(
            "f_for_df",
            "The factors hold f(h_l), the value, where its slope is meant.",
            "Which of the two functions gives the rate at which z_l follows h_l?",
            function=lambda x, weights, f, df: _chain(x, weights, f, lambda w, z, h, Z: w * Z),
        ),
        Mistake(
            "last_layer_only",
            "This is the last layer's share alone: dz_L/dz_{L-1}.",
            "What happened to the factors of the layers before it?",
            function=_last_layer_only,
        ),
        Mistake(
            "added",
            "The layers' factors are added up.",
            "A layer turns a move of 1 into 0.5, the next does so again: what is left?",
            function=_factors_added,
        ),
        Mistake(
            "always_x",
            "Every layer gets x itself; none gets what the layer before it put out.",
            "What is z_{l-1} in the second layer?",
            function=lambda x, weights, f, df: np.prod([w * df(w * x) for w in weights]),
        ),
        Mistake(
            "f_forgotten",
            "On the way forward f is left out: every h_l is a product of weights.",
            "What becomes of h_l before the next weight?",
            function=_without_f,
        ),
        Mistake(
            "from_h_1",
            "This is dz_L/dh_1: the first weight is not in it.",
            "How does h_1 move when x does?",
            function=_from_h_1,
        ),
        Mistake(
            "last_forgotten",
            "The last layer is left out: this is dz_{L-1}/dx.",
            "Where does your loop end?",
            function=lambda x, weights, f, df: _chain(
                x, weights[:-1], f, lambda w, z, h, Z: w * df(h)
            ),
        ),
        Mistake(
            "reversed",
            "The weights are used last first.",
            "Which weight does x meet?",
            function=lambda x, weights, f, df: _chain(
                x, weights[::-1], f, lambda w, z, h, Z: w * df(h)
            ),
        ),
        Mistake(
            "value",
            "This is z_L, what the chain puts out, not how fast it follows x.",
            "By which factor does each layer pass a small move of x on?",
            function=_chain_value,
        ),
        Mistake(
            "list_of_factors",
            "These are the layers' factors one by one.",
            "What does the chain rule do with them?",
            function=_factor_of_each,
        ),
        Mistake(
            "integer_result",
            "Made like weights that are whole numbers, the array holds whole numbers, "
            "and what you put in loses its decimals.",
            "Of which type should the array be that you fill in?",
            function=_products_like_weights,
        ),
        Mistake(
            "x_included",
            "The product starts with x.",
            "What is dx/dx?",
            function=lambda x, weights, f, df: (
                x * _chain(x, weights, f, lambda w, z, h, Z: w * df(h))
            ),
        ),
    ),
)
