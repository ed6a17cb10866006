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
    open_question=("Write out this entry as a sum. Which of its terms does your code compute?"),
    hints=(
        "Write the shapes next to each other: (N, M) and (M, K). Which product turns them "
        "into (N, K)?",
        "b has shape (K,). What does NumPy do if you add it to an array of shape (N, K)?",
    ),
    mistakes=(
        Mistake(
            "b_left_out",
            "Your result is ZW; b is missing.",
            "What should the output be for a row of zeros?",
            function=lambda Z, W, b: Z @ W,
        ),
        Mistake(
            "elementwise",
            "`*` multiplies entry by entry, and nothing is summed.",
            "Which operator multiplies matrices?",
            function=lambda Z, W, b: Z * W + b,
        ),
        Mistake(
            "W_turned",
            "Your product uses W transposed, but W has the right shape already.",
            "Which axis of W corresponds to the inputs?",
            function=lambda Z, W, b: Z @ W.T + b,
        ),
        Mistake(
            "W_first",
            "In your product, W is on the left of Z.",
            "In which order do the shapes (N, M) and (M, K) fit together?",
            function=lambda Z, W, b: W @ Z + b,
        ),
        Mistake(
            "out_turned",
            "`out` has a column for each sample; in this book a row is a sample.",
            "Which shape should `out` have for N samples and K outputs?",
            function=lambda Z, W, b: (Z @ W + b).T,
        ),
        Mistake(
            "b_as_column",
            "b is added as a column, so its entries are matched with samples instead of outputs.",
            "Does an entry of b correspond to a sample or to an output?",
            function=_b_as_column,
        ),
        Mistake(
            "b_before_W",
            "You add b to the inputs, so W multiplies b, too.",
            "What should the output be for a row of zeros?",
            function=lambda Z, W, b: (Z + b) @ W,
        ),
        Mistake(
            "b_summed",
            "Your result adds the sum of b to every entry.",
            "Which entry of b corresponds to output k?",
            function=lambda Z, W, b: Z @ W + b.sum(),
        ),
        Mistake(
            "b_taken_away",
            "b is subtracted instead of added.",
            "What should the output be for a row of zeros?",
            function=lambda Z, W, b: Z @ W - b,
        ),
        Mistake(
            "with_relu",
            "Your result has passed through a ReLU; an affine layer has no activation function.",
            "Can an output be negative in your version?",
            function=lambda Z, W, b: np.maximum(0, Z @ W + b),
        ),
    ),
)
