"""A learner's path through each section: what is moved, written wrong, and then read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Walk:
    """One path: move a slider of an explorer, answer wrong, read, answer right, read.

    link: the section's link on the first page. slider: the label of a slider in the notebook's
    explorer number `explorer` (from 0). exercise, wrong, told, right, passed: the exercise that is
    answered, twice, and words of what is said of each answer.
    """

    link: str
    slider: str
    exercise: str
    wrong: str
    told: str
    right: str
    passed: str
    explorer: int = 0


WALKS = {
    "6.1_xor": Walk(
        link="6.1 XOR",
        slider="c[0]",
        exercise="relu",
        wrong="def relu(z): return np.abs(z)",
        told="Negative entries come back positive: this is |z|.",
        right="def relu(z): return np.maximum(z, 0)",
        passed="relu: passed (1 of 1 point)",
    ),
}
