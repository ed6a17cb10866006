"""Exercise `mse` of section 6.5."""

import numpy as np

from feedforward.checking.exercise import Exercise, Mistake
from feedforward.exercises.losses.shared import mse_cases, mse_sizes
from feedforward.losses import mse

MSE = Exercise(
    name="mse",
    section="6.5_losses",
    points=1,
    reference=mse,
    cases=mse_cases,
    factors=mse_sizes,
    hints=(
        "Three steps: the differences, their squares, the sum of all of them.",
        "Then divide once, by 2N. N counts the samples: is that `out.size` or `len(out)`?",
    ),
    mistakes=(
        Mistake(
            "mean_of_all",
            "`np.mean` divides by the number of all entries, N times n.",
            "The sum belongs over 2N: which two numbers have changed places with it?",
            function=lambda out, y: np.mean((out - y) ** 2),
        ),
        Mistake(
            "half_mean_of_all",
            "The mean goes over all entries, so each sample is also averaged over its n outputs.",
            "How many samples are there, and how many entries?",
            function=lambda out, y: np.mean((out - y) ** 2) / 2,
        ),
        Mistake(
            "not_halved",
            "The 1/2 of 1/(2N) is missing, and J is twice as large.",
            "Which factor does the 2 from the square meet when J is differentiated?",
            function=lambda out, y: np.sum((out - y) ** 2) / len(out),
        ),
        Mistake(
            "not_averaged",
            "This grows with the number of samples: it is a sum over them, no mean.",
            "What happens to J when every sample stands there twice?",
            function=lambda out, y: np.sum((out - y) ** 2) / 2,
        ),
        Mistake(
            "bare_sum",
            "This is the bare sum of squares.",
            "By what is it to be divided?",
            function=lambda out, y: np.sum((out - y) ** 2),
        ),
        Mistake(
            "precedence",
            "Python works from left to right: `/ 2 * N` divides by 2, then multiplies by N.",
            "What has to be multiplied before you divide?",
            function=lambda out, y: np.sum((out - y) ** 2) / 2 * len(out),
        ),
        Mistake(
            "square_of_sum",
            "The differences are added first, and their sum is squared: "
            "errors of opposite sign cancel.",
            "Which comes first, the square or the sum?",
            function=lambda out, y: np.sum(out - y) ** 2 / (2 * len(out)),
        ),
        Mistake(
            "absolute",
            "These are the sizes of the differences, not their squares.",
            "What should a difference of 3 contribute?",
            function=lambda out, y: np.sum(np.abs(out - y)) / (2 * len(out)),
        ),
        Mistake(
            "not_squared",
            "The differences are added as they are, and those of opposite sign cancel.",
            "Can a loss be below 0?",
            function=lambda out, y: np.sum(out - y) / (2 * len(out)),
        ),
        Mistake(
            "root",
            "This is the length of the error: a root was taken.",
            "Does the formula hold a root?",
            function=lambda out, y: np.sqrt(np.sum((out - y) ** 2) / (2 * len(out))),
        ),
        Mistake(
            "one_a_sample",
            "This is one number a sample; J is one number for all.",
            "What is left to be done with the samples?",
            function=lambda out, y: np.sum((out - y) ** 2, axis=-1) / (2 * len(out)),
        ),
        Mistake(
            "axis_1",
            "An (N,) has no axis 1, so a regression with one output a sample fails.",
            "Does J need to know which axis an entry stands on?",
            function=lambda out, y: np.mean(np.sum((out - y) ** 2, axis=1)) / 2,
        ),
    ),
)
