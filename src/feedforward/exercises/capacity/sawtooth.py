"""Exercise `sawtooth` of section 6.3."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided


def sawtooth(x, depth):
    """Return the tent map t(x) = 2 min(x, 1 - x), applied `depth` times.

    x of any shape, with entries in [0, 1]; depth >= 1 -> the shape of x
    """
    for _ in range(depth):
        x = 2 * np.minimum(x, 1 - x)
    return x


def _cases(rng):
    yield Case((np.array([0.0, 0.1, 0.3, 0.6, 0.9]), 2))
    yield Case((rng.random((3, 4)), 3))
    yield Case((rng.random(9), 5))
    yield Case((np.array([0.2, 0.45, 0.7]), 1), "depth 1")
    yield Case((np.array([0, 1]), 3), "whole numbers")
    yield Case((np.arange(17) / 16, 4), "all corners")
    yield Case((rng.random((2, 3, 5)), 2), "three axes")
    yield Case((strided(rng.random((4, 6))), 4), "every other column")
    yield Case((rng.random(20).astype(np.float32), 3), "float32")


def _again(step):
    """A mistaken sawtooth: another map, applied `depth` times."""

    def wrong(x, depth):
        for _ in range(depth):
            x = step(x)
        return x

    return wrong


def _tent(x):
    return 2 * np.minimum(x, 1 - x)


def _mixed(x, depth):
    z = x
    for _ in range(depth):
        z = 2 * np.minimum(z, 1 - x)
    return z


SAWTOOTH = Exercise(
    name="sawtooth",
    section="6.3_capacity",
    points=2,
    reference=sawtooth,
    cases=_cases,
    open_question=(
        "Draw t(x), t(t(x)) and so on, up to this depth, and your curves next to them. From which "
        "depth on do they differ?"
    ),
    hints=(
        "Write t(x) for an array first. `np.minimum` compares two arrays entry by entry.",
        "With depth 2 it is t(t(x)): the result of the first t is the argument of the second.",
        "Repeat `depth` times: replace x by t(x).",
    ),
    mistakes=(
        Mistake(
            "once",
            "Your result is t(x), the tent map applied once, whatever the depth is.",
            "How many times should the map be applied, and how many times does your code apply it?",
            function=lambda x, depth: _tent(x),
        ),
        Mistake(
            "once_too_often",
            "The tent map is applied once too often.",
            "With depth 1, how many times should it be applied?",
            function=lambda x, depth: _again(_tent)(x, depth + 1),
        ),
        Mistake(
            "once_too_few",
            "In your result the tent map is applied `depth` - 1 times.",
            "With depth 1, how many times should it be applied?",
            function=lambda x, depth: _again(_tent)(x, depth - 1),
        ),
        Mistake(
            "without_2",
            "The factor 2 is missing, so the height of your tent is 1/2 instead of 1.",
            "What should t(x) be at x = 1/2?",
            function=_again(lambda x: np.minimum(x, 1 - x)),
        ),
        Mistake(
            "not_folded",
            "Your result is the fractional part of 2x, taken `depth` times in a row. It jumps from "
            "1 to 0 where t(x) comes down slowly.",
            "What should t(x) be at x = 3/4?",
            function=_again(lambda x: 2 * x % 1),
        ),
        Mistake(
            "larger_one",
            "You take the larger of x and 1 - x.",
            "At x = 0, which of the two should be taken?",
            function=_again(lambda x: 2 * np.maximum(x, 1 - x)),
        ),
        Mistake(
            "repeated_by_a_factor",
            "Your result is t(x) times the depth. The tent is higher, but it is still one tent.",
            "What should t be applied to the second time?",
            function=lambda x, depth: depth * _tent(x),
        ),
        Mistake(
            "power",
            "Your result is t(x) to the power `depth`, but t(t(x)) is not t(x) times t(x).",
            "What should t be applied to the second time?",
            function=lambda x, depth: _tent(x) ** depth,
        ),
        Mistake(
            "steeper_only",
            "Your tent becomes steeper and falls below 0, but it still has two pieces.",
            "What should the second t do to a value above 1/2?",
            function=lambda x, depth: np.minimum(2.0**depth * x, 2 - 2.0**depth * x),
        ),
        Mistake(
            "parabola",
            "This is 4x(1 - x): it has the same ends and the same tip, but is curved.",
            "Which function of x and 1 - x has straight sides?",
            function=_again(lambda x: 4 * x * (1 - x)),
        ),
        Mistake(
            "original_kept",
            "In your formula of the tent map, one of the two x is always the original x.",
            "Which value should replace both of them after the first round?",
            function=_mixed,
        ),
    ),
)
