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


def _mse_gradient_in_place(out, y):
    out -= y
    return out / len(out)


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
        "One entry of out stands in one square only. Differentiate that square: which factor "
        "comes down?",
        "That factor meets the 1/(2N) in front of the sum. What is left of the two?",
    ),
    mistakes=(
        Mistake(
            "half_kept",
            "The 2 that the square sends down is missing: 1/(2N) still stands in front.",
            "What is the derivative of (out - y)^2?",
            function=lambda out, y: (out - y) / (2 * len(out)),
        ),
        Mistake(
            "two_kept",
            "The 2 that the square sends down is still there.",
            "Which factor in front of the sum does it meet?",
            function=lambda out, y: 2 * (out - y) / len(out),
        ),
        Mistake(
            "not_averaged",
            "The 1/N of the mean is missing.",
            "How much does one of N samples count in J?",
            function=lambda out, y: out - y,
        ),
        Mistake(
            "averaged_over_all",
            "You divide by the number of all entries, N times n.",
            "Over how many samples does J take its mean?",
            function=lambda out, y: (out - y) / out.size,
        ),
        Mistake(
            "of_np_mean",
            "This is the derivative of `np.mean((out - y)**2)`, another J.",
            "What stands in front of the sum of squares here?",
            function=lambda out, y: 2 * (out - y) / out.size,
        ),
        Mistake(
            "averaged_over_outputs",
            "You divide by the number of outputs a sample.",
            "Which axis of out holds the samples?",
            function=lambda out, y: (out - y) / out.shape[-1],
        ),
        Mistake(
            "sign",
            "The sign is turned round: this is y - out, the way downhill.",
            "When out is above y and grows further, does J rise or fall?",
            function=lambda out, y: (y - out) / len(out),
        ),
        Mistake(
            "squared",
            "The square is still there: no derivative was taken.",
            "What does d/dx x^2 look like?",
            function=lambda out, y: (out - y) ** 2 / len(out),
        ),
        Mistake(
            "direction_only",
            "Only the sign of each difference is left: this is the derivative of |out - y|.",
            "Should a far miss pull harder than a near one?",
            function=lambda out, y: np.sign(out - y) / len(out),
        ),
        Mistake(
            "loss",
            "This is J itself.",
            "How many derivatives are asked for: one, or one for each entry of out?",
            function=lambda out, y: np.sum((out - y) ** 2) / (2 * len(out)),
        ),
        Mistake(
            "summed",
            "All entries are added up; each has a derivative of its own.",
            "Which shape should dJ/dout have?",
            function=lambda out, y: np.sum(out - y) / len(out),
        ),
        Mistake(
            "summed_over_samples",
            "The samples are added up; each has derivatives of its own.",
            "Which shape should dJ/dout have?",
            function=lambda out, y: np.sum(out - y, axis=0) / len(out),
        ),
        Mistake(
            "integer_result",
            "Made like an out of whole numbers, the result holds whole numbers, "
            "and every derivative loses its decimals.",
            "Of which type should the array be that you fill in?",
            function=_mse_gradient_like_out,
        ),
        Mistake(
            "changed_arguments",
            "The difference is written into out itself, and somebody still needs it.",
            "How do you get it in a new array?",
            function=_mse_gradient_in_place,
        ),
    ),
)
