"""Exercise `collapse` of section 6.1."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import tidy


def collapse(W, c, w, b):
    """Return the (w_eff, b_eff) for which X w_eff + b_eff equals (X W + c) w + b, for every X.

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
    W, c = np.array([[1, 2, 0], [3, -1, 2]]), np.array([1, 0, -2])
    yield Case((W, c, np.array([0.2, 0.1, 0.5]), 3.0), "whole numbers in W and c")
    yield case(3, 5, "float32", np.float32)


COLLAPSE = Exercise(
    name="collapse",
    section="6.1_xor",
    points=2,
    reference=collapse,
    cases=_cases,
    results=("w_eff", "b_eff"),
    factors=lambda case: {"m": len(case.args[1]), "M": len(case.args[0])},
    open_question=(
        "Write out the two layers for one input, with no function between them. What multiplies"
        " x, and what is left when x is 0?"
    ),
    hints=(
        "Expand (XW + c)w + b. Which terms contain X, and which do not?",
        "w_eff is what X is multiplied by, with shape (M,). The rest is b_eff, a single number.",
    ),
    mistakes=(
        Mistake(
            "c_forgotten",
            "Your b_eff is b alone: the contribution of c is missing.",
            "What does c become when it is multiplied by w?",
            function=lambda W, c, w, b: (W @ w, b),
        ),
        Mistake(
            "b_forgotten",
            "Your b_eff contains the contribution of c, but not b.",
            "At x = 0, what is the output of the two layers?",
            function=lambda W, c, w, b: (W @ w, c @ w),
        ),
        Mistake(
            "c_unweighted",
            "Your b_eff adds the entries of c without their weights w.",
            "What is each hidden unit multiplied by after c has been added?",
            function=lambda W, c, w, b: (W @ w, c.sum() + b),
        ),
        Mistake(
            "transposed",
            "Your code for w_eff exchanges the rows and columns of W. W has a row for each input "
            "and a column for each hidden unit.",
            "Does w have an entry for each input, or for each hidden unit?",
            function=lambda W, c, w, b: (W.T @ w, c @ w + b),
        ),
        Mistake(
            "w_forgotten",
            "Your w_eff adds up the entries in each row of W and does not depend on w.",
            "How strongly does each hidden unit influence the output?",
            function=lambda W, c, w, b: (W.sum(axis=1), c @ w + b),
        ),
        Mistake(
            "not_summed",
            "Your w_eff still has one column per hidden unit.",
            "An input reaches the output through every hidden unit. How do these paths combine?",
            function=lambda W, c, w, b: (W * w, c @ w + b),
        ),
        Mistake(
            "b_for_each_unit",
            "Your b_eff contains b once for each hidden unit.",
            "In (XW + c)w + b, how many times is b added to the output of a sample?",
            function=lambda W, c, w, b: (W @ w, c @ w + len(w) * b),
        ),
        Mistake(
            "product_of_sums",
            "Your w_eff multiplies the sum of a row of W by the sum of w. It should be the sum of "
            "the products.",
            "Which weight multiplies the output of hidden unit k?",
            function=lambda W, c, w, b: (W.sum(axis=1) * w.sum(), c @ w + b),
        ),
        Mistake(
            "b_twice",
            "Your b_eff multiplies not only c by w, but b as well.",
            "In (XW + c)w + b, which of b and c does w multiply?",
            function=lambda W, c, w, b: (W @ w, (c + b) @ w),
        ),
    ),
)
