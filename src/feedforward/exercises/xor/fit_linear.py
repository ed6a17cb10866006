"""Exercise `fit_linear` of section 6.1."""

import numpy as np

from feedforward.checking.compare import Difference, as_array, form_fault, precision_of, split
from feedforward.checking.describe_values import number
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided, tidy
from feedforward.exercises.xor.truth_table import XOR_X, XOR_Y


def fit_linear(X, y):
    """Return the (w, b) for which the mean of (X w + b - y)^2 is smallest.

    X (N, M), y (N,) -> w (M,), b a float.
    If several (w, b) attain this minimum, any of them will do.
    """
    columns = np.column_stack([X, np.ones(len(X))])
    solution = np.linalg.lstsq(columns, y)[0]
    return solution[:-1], float(solution[-1])


def _cases(rng):
    yield Case((XOR_X, XOR_Y), "the four points of XOR")
    yield Case((tidy(rng, 5, 1), tidy(rng, 5)))
    yield Case((rng.normal(2, 1, size=(7, 3)), rng.normal(size=7)))
    yield Case((strided(rng.normal(1, 1, size=(12, 2))), rng.normal(size=12)), "every other column")
    yield Case((rng.normal(size=(1, 3)), rng.normal(size=1)), "one sample")
    x = rng.normal(size=(6, 1))
    yield Case((np.hstack([x, 2 * x]), rng.normal(size=6)), "redundant columns")
    X, y = rng.normal(1, 1, size=(9, 2)), rng.normal(size=9)
    yield Case((X.astype(np.float32), y.astype(np.float32)), "float32")


def _linear_law(case, got):
    """Each of w and b is right where the other can be chosen so that the least mean is reached."""
    X, y = (np.asarray(a, float) for a in case.args)
    named = split(got, ("w", "b"))
    if isinstance(named, Difference):
        return {"w": named, "b": named}
    w, b = as_array(named["w"]), as_array(named["b"])
    faults = {"w": form_fault("w", w, X.shape[1:]), "b": form_fault("b", b, ())}
    least = _mean_square(X, y, *fit_linear(X, y))
    slack = {"float64": 1e-10, "float32": 1e-6}[precision_of(case)] * np.mean(y**2)
    reached = {}
    if not faults["w"]:
        reached["w"] = _mean_square(X, y, w, np.mean(y - X @ w))
    if not faults["b"]:
        reached["b"] = _mean_square(X, y, np.linalg.lstsq(X, y - b)[0], b)
    both = _mean_square(X, y, w, b) if len(reached) == 2 else None
    for name in reached:
        if reached[name] > least + slack:
            faults[name] = Difference("value", _least_text(name, reached, both, least, slack))
    if both is not None and not any(faults.values()) and both > least + slack:
        faults["b"] = Difference("value", _least_text("b", reached, both, least, slack))
    return faults


def _mean_square(X, y, w, b):
    return np.mean((X @ w + b - y) ** 2)


def _least_text(name, reached, both, least, slack):
    """Say what w or b reaches with the best partner, and what the two reach together."""
    if both is None:
        return (
            f"With your {name} the mean of (Xw + b - y)^2 is {number(reached[name], least)} at "
            f"best; the smallest possible is {number(least, reached[name])}."
        )
    said = (
        f"With your w and b the mean of (Xw + b - y)^2 is {number(both, least)}; the smallest "
        f"possible is {number(least, both)}."
    )
    for name, other in (("b", "w"), ("w", "b")):
        if reached[other] <= least + slack:
            said += f" Your {other} would reach it with another {name}."
    return said


def _is_best_for_its_b(case, got):
    """Return True if w is the best one for a b that is not the best."""
    X, y = (np.asarray(a, float) for a in case.args)
    named = split(got, ("w", "b"))
    if isinstance(named, Difference):
        return False
    w, b = as_array(named["w"]), as_array(named["b"])
    if form_fault("w", w, X.shape[1:]) or form_fault("b", b, ()):
        return False
    best = _mean_square(X, y, np.linalg.lstsq(X, y - b)[0], b)
    least = _mean_square(X, y, *fit_linear(X, y))
    tolerance = {"float64": 1e-9, "float32": 1e-5}[precision_of(case)] * np.mean(y**2)
    return bool(_mean_square(X, y, w, b) <= best + tolerance and best > least + tolerance)


def _without_ones(X, y):
    return np.linalg.lstsq(X, y)[0], 0.0


def _fitted_in_turn(X, y):
    w = np.linalg.lstsq(X, y)[0]
    return w, float(np.mean(y - X @ w))


def _ones_last(X, y):
    return np.linalg.lstsq(np.column_stack([X, np.ones(len(X))]), y)[0]


def _b_as_mean(X, y):
    return _ones_last(X, y)[:-1], float(y.mean())


def _ones_read_first(X, y):
    solution = np.linalg.lstsq(np.column_stack([np.ones(len(X)), X]), y)[0]
    return solution[:-1], float(solution[-1])


def _whole_solution(X, y):
    return _ones_last(X, y), float(_ones_last(X, y)[-1])


def _normal_equations(X, y):
    columns = np.column_stack([X, np.ones(len(X))])
    solution = np.linalg.solve(columns.T @ columns, columns.T @ y)
    return solution[:-1], float(solution[-1])


def _slopes_one_by_one(X, y):
    from_mean = X - X.mean(axis=0)
    w = from_mean.T @ (y - y.mean()) / (from_mean**2).sum(axis=0)
    return w, float(y.mean() - X.mean(axis=0) @ w)


def _constant_half(X, y):
    return np.zeros(X.shape[1]), 0.5


FIT_LINEAR = Exercise(
    name="fit_linear",
    section="6.1_xor",
    points=2,
    reference=fit_linear,
    cases=_cases,
    results=("w", "b"),
    law=_linear_law,
    open_question="Does your code minimise exactly this mean, and does it reach the minimum?",
    hints=(
        "b is the weight of an input that is always 1. Add that input to X as a column.",
        "With A = [X, 1], w and b together form the vector v that minimises the mean of (Av "
        "- y)^2.",
        "The first value that `np.linalg.lstsq(A, y)` returns is v. The last entry of v belongs "
        "to the column of ones.",
    ),
    mistakes=(
        Mistake(
            "no_intercept",
            "Your fit has no intercept: b is 0, and w is the best fit through the origin.",
            "Which column would X need so that b is fitted too?",
            function=_without_ones,
        ),
        Mistake(
            "b_is_mean",
            "Your b is the mean of y, which is right only if Xw has mean 0.",
            "What must b be so that Xw + b has the same mean as y?",
            function=_b_as_mean,
        ),
        Mistake(
            "ones_read_first",
            "Your w contains the weight of the column of ones, and your b is the weight of an "
            "input.",
            "Which entry of the solution belongs to the column of ones?",
            function=_ones_read_first,
        ),
        Mistake(
            "whole_solution",
            "Your w is the whole solution and includes b.",
            "Which entries of the solution belong to the columns of X?",
            function=_whole_solution,
        ),
        Mistake(
            "normal_equations",
            "Several fits are equally good here, so the matrix of the normal equations has no "
            "inverse.",
            "Which NumPy function returns one of many least-squares solutions?",
            function=_normal_equations,
        ),
        Mistake(
            "one_by_one",
            "Each weight is fitted as if the other columns of X did not exist.",
            "What happens to one weight if another column already explains a part of y?",
            function=_slopes_one_by_one,
        ),
        Mistake(
            "constant",
            "Your function returns the answer for XOR, whatever the data are.",
            "How do X and y enter your computation?",
            function=_constant_half,
        ),
        Mistake(
            "fitted_in_turn",
            "w is the best fit through the origin, and b is the mean of y - Xw for this w. "
            "Together they are not the best pair.",
            "Which w would be best if w and b were chosen together?",
            function=_fitted_in_turn,
        ),
        Mistake(
            "best_for_its_b",
            "Your w is the best for your b, but another pair (w, b) is better.",
            "How does your code choose b?",
            rule=_is_best_for_its_b,
        ),
    ),
)
