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
    hints=(
        "Write J for one sample, with the error e = xw + b - y. What is dJ/de, and what de/dw_m?",
        "w_m touches sample n with factor X[n, m]: its share is a sum over n. Which product of "
        "X and the errors adds that up for all m at once?",
        "J = 1/(2N) sum e^2: the square brings a 2 down. b touches each sample with factor 1.",
    ),
    mistakes=(
        Mistake(
            "two_kept",
            "The 2 that the square brings down is still there; in J it meets a 1/2.",
            "What is the derivative of e^2/2?",
            function=lambda X, y, w, b: _gradient_of(_residual(X, y, w, b), X, len(X) / 2),
        ),
        Mistake(
            "half_kept",
            "It is divided by 2N; the square brings a 2 down that meets that 2.",
            "What is the derivative of e^2/2?",
            function=lambda X, y, w, b: _gradient_of(_residual(X, y, w, b), X, 2 * len(X)),
        ),
        Mistake(
            "not_averaged",
            "The samples are added up, but J is their mean.",
            "By how much does this gradient grow when every sample is given twice?",
            function=lambda X, y, w, b: _gradient_of(_residual(X, y, w, b), X, 1),
        ),
        Mistake(
            "error_turned_round",
            "Your error is y - (Xw + b), whose slope along w is -X: this points downhill, "
            "and the gradient points uphill.",
            "When a prediction is too large, should a larger b make J larger or smaller?",
            function=lambda X, y, w, b: _gradient_of(-_residual(X, y, w, b), X, len(X)),
        ),
        Mistake(
            "b_left_out",
            "The error leaves b out: it is Xw - y.",
            "What does the model predict where x = 0?",
            function=lambda X, y, w, b: _gradient_of(X @ w - y, X, len(X)),
        ),
        Mistake(
            "y_left_out",
            "The prediction stands where the error should: y plays no part.",
            "At the best w and b, what is the gradient, and which term makes it so?",
            function=lambda X, y, w, b: _gradient_of(X @ w + b, X, len(X)),
        ),
        Mistake(
            "X_left_out",
            "Every weight gets the mean error, as if each input were 1.",
            "By how much does the prediction move when w_m moves by 1?",
            function=lambda X, y, w, b: (
                np.full(len(w), _residual(X, y, w, b).mean()),
                _residual(X, y, w, b).mean(),
            ),
        ),
        Mistake(
            "means_multiplied",
            "dw is the mean input times the mean error; asked is the mean of their products.",
            "Can the errors cancel in their mean while they still pull at w?",
            function=lambda X, y, w, b: (
                X.mean(axis=0) * _residual(X, y, w, b).mean(),
                _residual(X, y, w, b).mean(),
            ),
        ),
        Mistake(
            "averaged_over_inputs",
            "The sum over the samples is divided by the number of inputs.",
            "Which of X's two lengths is the N of 1/(2N)?",
            function=lambda X, y, w, b: _gradient_of(_residual(X, y, w, b), X, X.shape[1]),
        ),
        Mistake(
            "absolute_errors",
            "Only the sign of each error counts here: that is the gradient of |e|.",
            "Should an error of 2 pull as hard as an error of 0.1?",
            function=lambda X, y, w, b: _gradient_of(np.sign(_residual(X, y, w, b)), X, len(X)),
        ),
        Mistake(
            "not_summed",
            "This keeps each sample's own share; dw has one entry a weight, db is one number.",
            "Along which axis are the samples, and what becomes of them in J?",
            function=lambda X, y, w, b: (
                X * _residual(X, y, w, b)[:, None] / len(X),
                _residual(X, y, w, b) / len(X),
            ),
        ),
    ),
)
