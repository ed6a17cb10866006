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
    open_question=(
        "Work out J by hand for the first sample alone. Which numbers does your code add up, and "
        "what does it divide by?"
    ),
    hints=(
        "Three steps: the differences, their squares, and the sum of all squares.",
        "Then divide once, by 2N. N is the number of samples: is that `out.size` or `len(out)`?",
    ),
    mistakes=(
        Mistake(
            "mean_of_all",
            "Your result is the mean over all N * n entries: the sum of the squares divided by N "
            "* n. J divides that sum by 2N.",
            "Which of the two denominators depends on the number of outputs?",
            function=lambda out, y: np.mean((out - y) ** 2),
        ),
        Mistake(
            "half_mean_of_all",
            "Your result is the sum of the squares divided by 2 * N * n, twice the number of "
            "entries. J divides that sum by 2N, twice the number of samples.",
            "How many samples are there, and how many entries?",
            function=lambda out, y: np.mean((out - y) ** 2) / 2,
        ),
        Mistake(
            "not_halved",
            "Your J is twice as large as it should be: the ½ of 1/(2N) is missing.",
            "When you differentiate J, the square brings down a 2. What should cancel it?",
            function=lambda out, y: np.sum((out - y) ** 2) / len(out),
        ),
        Mistake(
            "not_averaged",
            "Your J is the sum over the samples instead of their mean, so it grows with N.",
            "What should happen to J if every sample appears twice?",
            function=lambda out, y: np.sum((out - y) ** 2) / 2,
        ),
        Mistake(
            "bare_sum",
            "This is the plain sum of squares, not divided by 2N.",
            "What should the sum be divided by?",
            function=lambda out, y: np.sum((out - y) ** 2),
        ),
        Mistake(
            "precedence",
            "Your result is (sum / 2) * N, which is how Python reads sum / 2 * N.",
            "Which factors belong in the denominator?",
            function=lambda out, y: np.sum((out - y) ** 2) / 2 * len(out),
        ),
        Mistake(
            "square_of_sum",
            "Your result squares the sum of the differences, so errors of opposite sign cancel.",
            "Which comes first in the formula, the square or the sum?",
            function=lambda out, y: np.sum(out - y) ** 2 / (2 * len(out)),
        ),
        Mistake(
            "absolute",
            "Your result adds up the absolute values of the differences, not their squares.",
            "How much should a difference of 3 contribute?",
            function=lambda out, y: np.sum(np.abs(out - y)) / (2 * len(out)),
        ),
        Mistake(
            "not_squared",
            "The differences are summed without squares, so errors of opposite sign cancel.",
            "Can a loss be negative?",
            function=lambda out, y: np.sum(out - y) / (2 * len(out)),
        ),
        Mistake(
            "root",
            "Your result is the square root of J.",
            "Does the formula contain a root?",
            function=lambda out, y: np.sqrt(np.sum((out - y) ** 2) / (2 * len(out))),
        ),
        Mistake(
            "one_a_sample",
            "Your result has one number per sample; J is a single number.",
            "What remains to be done with the N numbers?",
            function=lambda out, y: np.sum((out - y) ** 2, axis=-1) / (2 * len(out)),
        ),
        Mistake(
            "axis_1",
            "Your function fails for targets of shape (N,), which have no axis 1.",
            "Does J depend on how the entries are arranged?",
            function=lambda out, y: np.mean(np.sum((out - y) ** 2, axis=1)) / 2,
        ),
    ),
)
