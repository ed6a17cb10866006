"""Exercise `affine_forward` of section 6.7."""

import numpy as np

from feedforward.checking.exercise import Exercise, Mistake
from feedforward.exercises.forward.shared import affine_cases
from feedforward.network import affine_forward


def _b_as_column(Z, W, b):
    return Z @ W + b[:, None]


AFFINE_FORWARD = Exercise(
    name="affine_forward",
    section="6.7_forward",
    points=1,
    reference=affine_forward,
    cases=affine_cases,
    hints=(
        "Write the shapes side by side: (N, M) and (M, K). Which product makes (N, K) of them?",
        "b is (K,). What does NumPy do when an (N, K) and a (K,) meet in a sum?",
    ),
    mistakes=(
        Mistake(
            "b_left_out",
            "This is Z W; b is missing.",
            "What should come out for a row of zeros?",
            function=lambda Z, W, b: Z @ W,
        ),
        Mistake(
            "elementwise",
            "`*` multiplies entry by entry; nothing is summed.",
            "Which operator multiplies matrices?",
            function=lambda Z, W, b: Z * W + b,
        ),
        Mistake(
            "W_turned",
            "W stands transposed. With a row a sample, it is Z W.",
            "Which axis of W belongs to the inputs?",
            function=lambda Z, W, b: Z @ W.T + b,
        ),
        Mistake(
            "W_first",
            "W stands in front of Z, as where a column is a sample. Here a row is one.",
            "In which order do the shapes (N, M) and (M, K) fit together?",
            function=lambda Z, W, b: W @ Z + b,
        ),
        Mistake(
            "out_turned",
            "out has a column a sample. In this book a row is a sample.",
            "Which shape should N samples with K outputs have?",
            function=lambda Z, W, b: (Z @ W + b).T,
        ),
        Mistake(
            "b_as_column",
            "b is stood upright, so that its entries meet samples, not outputs.",
            "Does b belong to a sample or to an output?",
            function=_b_as_column,
        ),
        Mistake(
            "b_before_W",
            "b is added to the inputs, and goes through W with them.",
            "What should come out for a row of zeros?",
            function=lambda Z, W, b: (Z + b) @ W,
        ),
        Mistake(
            "b_summed",
            "The sum of b is added to every entry.",
            "Which entry of b belongs to output k?",
            function=lambda Z, W, b: Z @ W + b.sum(),
        ),
        Mistake(
            "b_taken_away",
            "b is subtracted.",
            "What should come out for a row of zeros?",
            function=lambda Z, W, b: Z @ W - b,
        ),
        Mistake(
            "with_relu",
            "The result went through a relu as well; an affine layer has no f.",
            "Could an output ever be negative in your version?",
            function=lambda Z, W, b: np.maximum(0, Z @ W + b),
        ),
    ),
)
