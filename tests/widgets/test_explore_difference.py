"""`explore_difference_step`, moved without a browser."""

import itertools
import math
import re

import numpy as np
import pytest

import feedforward as ff
from feedforward.plots.difference import STEPS
from feedforward.widgets.difference import KINKS, LOG_STEP

SLOPE = math.cos(1)


EXPLORER = ff.explore_difference_step


def shown_estimate(explorer):
    return float(re.search(r"gives (-?[\d.]+),", explorer.text).group(1))


def by_hand(eps, distance, side):
    """The difference of sin x + max(0, x - 1 - distance) at 1, without rounding to speak of."""
    kink = 0.0 if distance is None else max(0.0, eps - distance)
    if side == "central":
        return (SLOPE * math.sin(eps) * 2 + kink) / (2 * eps)
    return (math.sin(1 + eps) - math.sin(1) + kink) / eps


def test_every_step_shows_the_difference_as_far_as_digits_go(explorer):
    ways = [("no kink", "central"), ("0.01", "central"), ("0.0001", "one-sided")]
    for exponent, (kink, side) in itertools.product(np.arange(-12, -0.9, 1), ways):
        explorer.set({LOG_STEP: exponent, "kink at": kink, "difference": side})
        eps = 10.0**exponent
        expected = by_hand(eps, KINKS[kink], side)
        assert shown_estimate(explorer) == pytest.approx(expected, abs=3e-16 / eps + 2e-10)
        x, y = explorer.panels[0].artists["chosen"].get_data()
        assert x[0] == pytest.approx(eps)
        assert y[0] == pytest.approx(
            max(abs(shown_estimate(explorer) / SLOPE - 1), 1e-13), abs=1e-9
        )


def test_the_error_is_a_u_with_its_foot_where_theory_puts_it(explorer):
    errors = explorer.arrays.errors
    for name, unit in [("float64", 1.1e-16), ("float32", 6e-8)]:
        foot = STEPS[errors[name].argmin()]
        assert 0.03 < foot / (3 * unit) ** (1 / 3) < 30
        assert errors[name].min() < min(errors[name][0], errors[name][-1]) / 1000


def test_the_bend_alone_is_what_long_steps_show(explorer):
    long = STEPS > 1e-3
    for side in ("central", "one-sided"):
        explorer.set({"difference": side})
        np.testing.assert_allclose(
            explorer.arrays.errors["float64"][long], explorer.arrays.truncation[long], rtol=0.06
        )


@pytest.mark.parametrize(
    ("side", "reason"),
    [("central", "The curvature of J changes between"), ("one-sided", "J curves between")],
)
def test_a_long_step_is_blamed_on_what_spoils_that_difference(explorer, side, reason):
    explorer.set({"difference": side, LOG_STEP: -1.0})
    assert f"{reason} the two points: a shorter step is better." in explorer.text


def test_float32_stands_still_where_a_step_no_longer_moves_x(explorer):
    explorer.set({LOG_STEP: -9.0, "precision": "float32"})
    assert explorer.arrays.estimate == 0 and explorer.arrays.error == 1
    assert not explorer.arrays.close_up.any()


@pytest.mark.parametrize("kink", ["0.01", "0.0001", "0.000001"])
def test_a_kink_spoils_every_step_that_reaches_beyond_it(explorer, kink):
    explorer.set({"kink at": kink})
    errors = explorer.arrays.errors["float64"]
    beyond = STEPS > 2 * KINKS[kink]
    assert (errors[beyond] > 0.4).all() and (errors[STEPS < KINKS[kink] / 2] < 2e-4).all()
    explorer.set({LOG_STEP: -1.0})
    assert "lies beyond the kink" in explorer.text


def test_the_close_up_holds_both_points_of_the_difference(explorer):
    explorer.set({LOG_STEP: -2.0, "kink at": "0.0001"})
    artists = explorer.panels[1].artists
    feet, heights = artists["ends"].get_data()
    rise = (heights[1] - heights[0]) / (feet[1] - feet[0])
    assert rise == pytest.approx(explorer.arrays.estimate)
    x, y = artists["difference"].get_data()
    np.testing.assert_allclose(np.interp(feet, x, y), heights)
    x, y = artists["true"].get_data()
    np.testing.assert_allclose(y, SLOPE * x)


def test_no_picture_breaks_in_the_corners(explorer):
    for exponent, precision, kink in itertools.product(
        (-12.0, -1.0), ("float64", "float32"), KINKS
    ):
        explorer.set({LOG_STEP: exponent, "precision": precision, "kink at": kink})
        assert "could not be drawn" not in explorer.text


def test_presets_and_reset():
    explorer = ff.explore_difference_step()
    text = explorer.text
    explorer.press("show the rounding, in float32")
    assert "float32" in explorer.text and "J is rounded" in explorer.text
    explorer.press("the default, 10⁻⁵")
    assert "ε = 10⁻⁵" in explorer.text
    explorer.press("reset")
    assert explorer.text == text


def test_the_learners_own_difference_is_what_is_drawn(explorer):
    def one_sided(J, x, eps=1e-5):
        return np.array([(J(x + eps) - J(x)) / eps])

    own = ff.explore_difference_step(one_sided)
    explorer.set({"difference": "one-sided"})
    assert own.arrays.estimate == explorer.arrays.estimate
    assert own.text.endswith("Drawn with your numerical_gradient.")


def test_a_difference_that_fails_is_said_and_the_books_own_is_drawn(explorer):
    def blank(J, x, eps=1e-5):
        raise NotImplementedError

    own = ff.explore_difference_step(blank)
    assert own.text.endswith(
        "Your numerical_gradient is still blank: this is drawn with the book's own."
    )
    assert own.panels[0].png == explorer.panels[0].png
