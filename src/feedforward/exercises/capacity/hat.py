"""Exercise `hat` of section 6.3."""

import numpy as np

import feedforward as ff
from feedforward.activations import relu
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided


def hat(x, left, peak, right):
    """Return a hat over [left, right]: 0 outside, 1 at the peak, and linear in between.

    x of any shape, numbers left < peak < right -> the shape of x
    Three calls to `ff.relu` are enough.
    """
    up, down = 1 / (peak - left), 1 / (right - peak)
    return up * ff.relu(x - left) - (up + down) * ff.relu(x - peak) + down * ff.relu(x - right)


def _cases(rng):
    def corners():
        left = int(rng.integers(-8, 9)) / 4
        return left, left + int(rng.integers(2, 4)) / 4, left + int(rng.integers(10, 14)) / 4

    left = int(rng.integers(-8, 9)) / 4
    peak, right = left + 0.5, left + 2.5  # slopes without rounding: what is 0 reads as 0
    yield Case((np.array([left - 1, left, peak, right, right + 1]), left, peak, right))
    yield Case((rng.uniform(left, right, size=(3, 4)), left, peak, right))
    left, peak, right = corners()
    yield Case((rng.uniform(-6, 6, size=20), left, peak, right))
    left, peak, right = corners()
    between = np.array([(left + peak) / 2, (peak + right) / 2])
    yield Case((between, left, right - (peak - left), right))
    yield Case((rng.uniform(-4, 4, size=(2, 3, 5)), *corners()), "three axes")
    left, peak, right = corners()
    yield Case((np.array([-1000.0, -50, peak, 50, 1000]), left, peak, right), "x far outside")
    yield Case((np.arange(-4, 8), -3, 1, 6), "whole numbers")
    yield Case((strided(rng.uniform(-3, 3, size=(5, 4))), *corners()), "every other column")
    yield Case((rng.uniform(-4, 4, size=30).astype(np.float32), *corners()), "float32")


def _up(x, left, peak):
    return (x - left) / (peak - left)


def _down(x, peak, right):
    return (right - x) / (right - peak)


HAT = Exercise(
    name="hat",
    section="6.3_capacity",
    points=1,
    reference=hat,
    cases=_cases,
    open_question=(
        "Choose an x where your result is wrong, and work out each part of your formula there. "
        "Which part is wrong?"
    ),
    hints=(
        "`ff.relu(x - left)` is 0 up to left and rises with slope 1 from there. "
        "Which factor makes it reach 1 at peak?",
        "At peak the slope must change from rising to falling: a second relu, which starts at "
        "peak, adds that change.",
        "At right the slope must return to 0. What does a third relu have to add there?",
    ),
    mistakes=(
        Mistake(
            "slopes_of_1",
            "Your hat has slopes 1 and -1, so its height at peak is not 1.",
            "Which slope leads from 0 at left to 1 at peak?",
            function=lambda x, left, peak, right: (
                relu(x - left) - 2 * relu(x - peak) + relu(x - 2 * peak + left)
            ),
        ),
        Mistake(
            "slopes_of_1_to_right",
            "Your slopes are 1 and -1, whatever left, peak and right are.",
            "Which slope leads from 0 at left to 1 at peak?",
            function=lambda x, left, peak, right: (
                relu(x - left) - 2 * relu(x - peak) + relu(x - right)
            ),
        ),
        Mistake(
            "never_stops_falling",
            "To the right of the hat your function keeps falling below 0.",
            "What brings the slope back to 0 at x = `right`?",
            function=lambda x, left, peak, right: (
                relu(np.minimum(_up(x, left, peak), 1)) - relu(x - peak) / (right - peak)
            ),
        ),
        Mistake(
            "stays_up",
            "Your function climbs to 1 and stays there.",
            "What brings it down again between peak and right?",
            function=lambda x, left, peak, right: np.clip(_up(x, left, peak), 0, 1),
        ),
        Mistake(
            "change_forgotten",
            "To the right of peak your function still has its rising slope as well as the falling "
            "one. So it falls too little there, or rises.",
            "By how much must the slope change at peak?",
            function=lambda x, left, peak, right: (
                relu(_up(x, left, peak))
                - relu(x - peak) / (right - peak)
                + relu(x - right) / (right - peak)
            ),
        ),
        Mistake(
            "rising_slope_twice",
            "Both sides of your hat are equally steep, but the right one may be longer or shorter "
            "than the left one.",
            "How far is it from peak to right?",
            function=lambda x, left, peak, right: relu(1 - np.abs(_up(x, peak, 2 * peak - left))),
        ),
        Mistake(
            "peak_in_the_middle",
            "The top of your function lies in the middle between left and right.",
            "How does peak enter your formula?",
            function=lambda x, left, peak, right: relu(
                1 - np.abs(2 * x - left - right) / (right - left)
            ),
        ),
        Mistake(
            "box",
            "Your function is 1 on the whole interval and jumps at both ends.",
            "What should the value halfway between left and peak be?",
            function=lambda x, left, peak, right: ((x >= left) & (x <= right)) * 1.0,
        ),
        Mistake(
            "negative_outside",
            "Your function is right inside the interval. Outside it, both lines continue below 0.",
            "Which function replaces negative numbers by 0?",
            function=lambda x, left, peak, right: np.minimum(
                _up(x, left, peak), _down(x, peak, right)
            ),
        ),
        Mistake(
            "rises_twice",
            "To the right of peak your function rises from 0 to 1; it should fall from 1 to 0.",
            "What should the value close to the right end be?",
            function=lambda x, left, peak, right: np.where(
                x <= peak, relu(_up(x, left, peak)), relu(1 - _down(x, peak, right)) * (x <= right)
            ),
        ),
        Mistake(
            "right_not_closed",
            "Your function is 0 at `right`, but its slope beyond that point is not 0.",
            "By how much must the slope change at `right`?",
            function=lambda x, left, peak, right: (
                relu(x - left) / (peak - left)
                - relu(x - peak) * (1 / (peak - left) + 1 / (right - peak))
                + relu(x - right) / (peak - left)
            ),
        ),
        Mistake(
            "half_the_width",
            "Your hat is equally wide on both sides of the peak, wherever the peak is.",
            "How far is it from left to peak, and from peak to right?",
            function=lambda x, left, peak, right: relu(1 - 2 * np.abs(x - peak) / (right - left)),
        ),
    ),
)
