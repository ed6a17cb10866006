"""Exercise `collapse` of section 6.1."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import tidy


def collapse(W, c, w, b):
    """Return (w_eff, b_eff): (X W + c) w + b equals X w_eff + b_eff for every X.

    W (M, m), c (m,), w (m,), b a float -> w_eff (M,), b_eff a float.
    """
    return W @ w, float(c @ w + b)


def _cases(rng):
    def case(M, m, note="", kind=float):
        W, c, w, b = tidy(rng, M, m), tidy(rng, m), tidy(rng, m), tidy(rng)
        return Case((W.astype(kind), c.astype(kind), w.astype(kind), float(b)), note)

    yield case(2, 3)
    yield case(2, 2, "as many units as inputs")
    yield case(4, 3)
    yield case(3, 1, "one hidden unit")
    yield case(1, 4, "one input")
    yield Case((np.array([[1, 2, 0], [3, -1, 2]]), np.array([1, 0, -2]), np.array([2, 1, 5]), 3.0),
               "whole numbers")  # fmt: skip
    yield case(3, 5, "float32", np.float32)


COLLAPSE = Exercise(
    name="collapse",
    section="6.1_xor",
    points=2,
    reference=collapse,
    cases=_cases,
    results=("w_eff", "b_eff"),
    factors=lambda case: {"m": len(case.args[1]), "M": len(case.args[0])},
    hints=(
        "Multiply (XW + c)w + b out. Which terms hold X, and which do not?",
        "What X is multiplied by is w_eff, shape (M,). The rest is b_eff, one number.",
    ),
    mistakes=(
        Mistake(
            "c_forgotten",
            "b_eff is b alone: the hidden layer's own c is lost.",
            "What does c become on its way through w?",
            function=lambda W, c, w, b: (W @ w, b),
        ),
        Mistake(
            "b_forgotten",
            "b_eff holds what c becomes, but b itself is lost.",
            "At x = 0, what do the two layers put out?",
            function=lambda W, c, w, b: (W @ w, c @ w),
        ),
        Mistake(
            "c_unweighted",
            "c goes into b_eff without its weights.",
            "By what is each hidden unit multiplied after c is added?",
            function=lambda W, c, w, b: (W @ w, c.sum() + b),
        ),
        Mistake(
            "transposed",
            "W is transposed here. Its rows belong to the inputs, its columns to the units.",
            "Over which index must W and w be summed together?",
            function=lambda W, c, w, b: (W.T @ w, c @ w + b),
        ),
        Mistake(
            "w_forgotten",
            "w_eff adds up the weights into the units and never uses w.",
            "How strongly does each unit reach the output?",
            function=lambda W, c, w, b: (W.sum(axis=1), c @ w + b),
        ),
        Mistake(
            "not_summed",
            "w_eff still has one column per unit.",
            "An input reaches the output by every unit: what becomes of those paths?",
            function=lambda W, c, w, b: (W * w, c @ w + b),
        ),
        Mistake(
            "b_twice",
            "Your b is multiplied by w, as c is; but b is added after that.",
            "In (XW + c)w + b, what multiplies b?",
            function=lambda W, c, w, b: (W @ w, (c + b) @ w),
        ),
    ),
)
