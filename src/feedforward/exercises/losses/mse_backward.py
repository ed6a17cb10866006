"""Exercise `mse_backward` of section 6.5."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake, Potential
from feedforward.exercises.losses.shared import mse_cases, mse_sizes
from feedforward.gradcheck import complex_step_gradient, numerical_gradient
from feedforward.losses import mse, mse_backward


def _mse_gradient_like_out(out, y):
    dout = np.zeros_like(out)
    dout[...] = ((out - y) / len(out)).astype(out.dtype)
    return dout


def _cases(rng):
    for case in mse_cases(rng):
        if case.note != "whole numbers":
            yield case
    whole = np.array([[1, 5, -2, 0], [3, -1, 4, 2], [2, 0, 1, 5]])
    yield Case((whole, whole[::-1] + 2), "whole numbers")


MSE_BACKWARD = Exercise(
    name="mse_backward",
    section="6.5_losses",
    points=2,
    reference=mse_backward,
    cases=_cases,
    factors=mse_sizes,
    off_limits=(numerical_gradient, complex_step_gradient),
    potentials={
        "result": Potential("out", lambda args, path, step: mse(args[0] + step, args[1])),
    },
    hints=(
        "Each entry of out occurs in exactly one square. Differentiate that square: which "
        "factor comes down?",
        "That factor meets the 1/(2N) in front of the sum. What remains of the two?",
    ),
    mistakes=(
        Mistake(
            "half_kept",
            "Every entry is half of what it should be: the 2 from the square has to cancel the "
            "2 in 1/(2N).",
            "What is the derivative of (out - y)^2?",
            function=lambda out, y: (out - y) / (2 * len(out)),
        ),
        Mistake(
            "two_kept",
            "Every entry is twice as large as it should be. The 2 from the square should cancel "
            "the 2 in 1/(2N).",
            "Which factor stands in front of the sum in J?",
            function=lambda out, y: 2 * (out - y) / len(out),
        ),
        Mistake(
            "not_averaged",
            "The factor 1/N of the mean is missing.",
            "How much does one of N samples contribute to J?",
            function=lambda out, y: out - y,
        ),
        Mistake(
            "averaged_over_all",
            "Your result is divided by the number of entries (N * n), not by the number of "
            "samples (N).",
            "Over how many samples does J take its mean?",
            function=lambda out, y: (out - y) / out.size,
        ),
        Mistake(
            "of_np_mean",
            "This is the derivative of `np.mean((out - y)**2)`, which is a different J.",
            "Which factor stands in front of the sum of squares here?",
            function=lambda out, y: 2 * (out - y) / out.size,
        ),
        Mistake(
            "averaged_over_outputs",
            "Your result is divided by the number of outputs (n), not by the number of samples "
            "(N).",
            "Which axis of `out` runs over the samples?",
            function=lambda out, y: (out - y) / out.shape[-1],
        ),
        Mistake(
            "sign",
            "Every sign is wrong: this is (y - out)/N, the direction in which J falls.",
            "If `out` is above y and grows further, does J rise or fall?",
            function=lambda out, y: (y - out) / len(out),
        ),
        Mistake(
            "squared",
            "Your result still contains the squares of the differences, as J itself does.",
            "What is the derivative of x^2?",
            function=lambda out, y: (out - y) ** 2 / len(out),
        ),
        Mistake(
            "direction_only",
            "Only the sign of each difference is left: this is the derivative of |out - y|.",
            "Should a large error have a larger derivative than a small one?",
            function=lambda out, y: np.sign(out - y) / len(out),
        ),
        Mistake(
            "loss",
            "This is J itself, a single number.",
            "How many derivatives are asked for: one, or one for each entry of `out`?",
            function=lambda out, y: np.sum((out - y) ** 2) / (2 * len(out)),
        ),
        Mistake(
            "summed",
            "All derivatives have been added up into one number; each entry of `out` has its own.",
            "What shape should dJ/dout have?",
            function=lambda out, y: np.sum(out - y) / len(out),
        ),
        Mistake(
            "summed_over_samples",
            "The derivatives have been added up over the samples; each sample has its own.",
            "What shape should dJ/dout have?",
            function=lambda out, y: np.sum(out - y, axis=0) / len(out),
        ),
        Mistake(
            "integer_result",
            "An array of integers in your code has cut off the decimals of every derivative.",
            "What is the dtype of `np.zeros_like(a)` if `a` holds whole numbers?",
            function=_mse_gradient_like_out,
        ),
    ),
)
