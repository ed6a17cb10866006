"""Exercise `linear_gradient` of section 6.6."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake, Potential
from feedforward.exercises.case_arrays import strided, tidy
from feedforward.exercises.descent.linear_model import J, random_line


def linear_gradient(X, y, w, b):
    """Return (dw, db), the gradient of J = 1/(2N) times the sum of (X w + b - y)^2.

    X (N, M), y (N,), w (M,), b a float -> dw (M,), db a float
    """
    error = X @ w + b - y
    return X.T @ error / len(X), float(error.mean())


def _cases(rng):
    yield Case(random_line(rng, 3, 2))
    yield Case(random_line(rng, 7, 3))
    yield Case(random_line(rng, 1, 4), "one sample")
    yield Case(random_line(rng, 5, 1), "one input")
    X, y, w, b = random_line(rng, 6, 4)
    yield Case((strided(X), y, w, b), "every other column")
    X = rng.integers(1, 9, size=(5, 3))
    yield Case((X, rng.integers(1, 9, size=5), tidy(rng, 3), float(tidy(rng))), "whole numbers")
    X, y, w, b = random_line(rng, 9, 2)
    yield Case((*(a.astype(np.float32) for a in (X, y, w)), b), "float32")
    X, y, w, b = random_line(rng, 4, 3)
    yield Case((X, y, rng.integers(1, 5, size=3), b), "whole numbers in w")


def _residual(X, y, w, b):
    return X @ w + b - y


def _gradient_of(error, X, divisor):
    return X.T @ error / divisor, error.sum() / divisor


LINEAR_GRADIENT = Exercise(
    name="linear_gradient",
    section="6.6_gradient_descent",
    points=3,
    reference=linear_gradient,
    cases=_cases,
    results=("dw", "db"),
    factors=lambda case: {"N": len(case.args[0]), "M": case.args[0].shape[1]},
    potentials={
        "dw": Potential("w", lambda args, path, step: J(*args[:2], args[2] + step, args[3])),
        "db": Potential("b", lambda args, path, step: J(*args[:3], args[3] + step)),
    },
    open_question=(
        "Write out this derivative as a sum over the samples. What does your code add up?"
    ),
    hints=(
        "Write J for one sample, with the error e = xw + b - y. What is dJ/de, and what is "
        "de/dw_j?",
        "In sample i the weight w_j is multiplied by X[i, j], so its derivative is a sum "
        "over i. Which product of X and the errors computes this sum for all j at once?",
        "J = 1/(2N) sum e^2, and differentiating the square brings down a 2. b enters every "
        "error with the factor 1.",
    ),
    mistakes=(
        Mistake(
            "two_kept",
            "This is twice the gradient. The 2 from differentiating the square cancels the 1/2 "
            "in J.",
            "What is the derivative of e^2/2 with respect to e?",
            function=lambda X, y, w, b: _gradient_of(_residual(X, y, w, b), X, len(X) / 2),
        ),
        Mistake(
            "half_kept",
            "This is half the gradient. The 2 from differentiating the square cancels the 2 in "
            "1/(2N).",
            "What is the derivative of e^2/2 with respect to e?",
            function=lambda X, y, w, b: _gradient_of(_residual(X, y, w, b), X, 2 * len(X)),
        ),
        Mistake(
            "not_averaged",
            "Your result is N times too large: it sums over the samples, but J averages over them.",
            "What should happen to the gradient if every sample appears twice?",
            function=lambda X, y, w, b: _gradient_of(_residual(X, y, w, b), X, 1),
        ),
        Mistake(
            "error_turned_round",
            "Every sign is wrong: your result points downhill, in the direction in which J falls.",
            "When every prediction is too large, does a larger b make J larger or smaller?",
            function=lambda X, y, w, b: _gradient_of(-_residual(X, y, w, b), X, len(X)),
        ),
        Mistake(
            "b_left_out",
            "This is the gradient for the errors Xw - y, without b.",
            "What does the model predict at x = 0?",
            function=lambda X, y, w, b: _gradient_of(X @ w - y, X, len(X)),
        ),
        Mistake(
            "y_left_out",
            "This is the gradient for the errors Xw + b: y has no influence.",
            "What should the gradient be when every prediction equals its target?",
            function=lambda X, y, w, b: _gradient_of(X @ w + b, X, len(X)),
        ),
        Mistake(
            "X_left_out",
            "Every entry of dw is the mean error, as if every input were 1.",
            "By how much does a prediction change when w_j grows by 1?",
            function=lambda X, y, w, b: (
                np.full(len(w), _residual(X, y, w, b).mean()),
                _residual(X, y, w, b).mean(),
            ),
        ),
        Mistake(
            "means_multiplied",
            "dw is the mean input times the mean error; it should be the mean of their products.",
            "Suppose that there are two samples, with errors +1 and -1. Must dw be 0?",
            function=lambda X, y, w, b: (
                X.mean(axis=0) * _residual(X, y, w, b).mean(),
                _residual(X, y, w, b).mean(),
            ),
        ),
        Mistake(
            "averaged_over_inputs",
            "In your result, the sum over the samples is divided by the number of inputs (M), not "
            "by the number of samples (N).",
            "Which axis of X runs over the samples?",
            function=lambda X, y, w, b: _gradient_of(_residual(X, y, w, b), X, X.shape[1]),
        ),
        Mistake(
            "absolute_errors",
            "Only the sign of each error counts in your result: it is the gradient of the mean "
            "of |e|.",
            "Should an error of 2 have the same influence as an error of 0.1?",
            function=lambda X, y, w, b: _gradient_of(np.sign(_residual(X, y, w, b)), X, len(X)),
        ),
        Mistake(
            "not_summed",
            "Your result keeps the contributions of the samples apart. dw should have one entry "
            "per weight, and db should be one number.",
            "Over which axis does J take its sum?",
            function=lambda X, y, w, b: (
                X * _residual(X, y, w, b)[:, None] / len(X),
                _residual(X, y, w, b) / len(X),
            ),
        ),
    ),
)
