"""The pictures of 6.5 show the mathematics of losses, computed here in another way."""

import numpy as np
import pytest
from drawing import drawn
from scipy.special import rel_entr
from scipy.special import softmax as their_softmax
from scipy.stats import entropy

from feedforward.formatting import decimal
from feedforward.plots.bars import grown
from feedforward.plots.confident_error import (
    MARGINS,
    NAMES,
    STEPS,
    draw_losses_and_slopes,
    draw_walks,
    error_arrays,
    two_axes,
)
from feedforward.plots.kl import code_length, draw_distributions, draw_lengths, kl_arrays, shares
from feedforward.plots.softmax import draw_logits, draw_losses, draw_shares, softmax_arrays


def test_shares_and_losses_are_those_of_the_softmax():
    out = np.array([2.0, -1.0, 0.5, 3.0])
    arrays = softmax_arrays(out, 1)
    np.testing.assert_allclose(arrays.S, their_softmax(out))
    np.testing.assert_allclose(arrays.losses, -np.log(their_softmax(out)))
    for draw, heights in [
        (draw_logits, out),
        (draw_shares, arrays.S),
        (draw_losses, arrays.losses),
    ]:
        artists = drawn(draw, arrays)
        np.testing.assert_allclose([bar.get_height() for bar in artists["bars"]], heights)
        colors = [bar.get_facecolor() for bar in artists["bars"]]
        assert colors[0] == colors[2] == colors[3] != colors[1]
        assert artists["label"].get_position()[0] == 1 and artists["label"].get_text()
        assert [word.get_text() for word in artists["words"]] == [decimal(h) for h in heights]


def test_a_share_of_0_has_an_infinite_loss_that_ends_at_the_edge():
    arrays = softmax_arrays(np.zeros(4), 0, softmax=lambda out: np.array([[0.0, 1.0, -0.5, 0.5]]))
    assert arrays.losses[0] == arrays.losses[2] == np.inf
    artists = drawn(draw_losses, arrays)
    assert artists["bars"][0].get_height() == artists["bars"][0].axes.get_ylim()[1]
    assert artists["words"][0].get_text() == "∞"


def test_no_number_stands_on_the_axis_or_outside():
    for out in ([2.0, -5.0, 0.0, 5.0], [0.0, 0.0, 0.0, 0.0], [15.0, -15.0, 3.0, 1.0]):
        arrays = softmax_arrays(np.array(out), 2)
        for draw in (draw_logits, draw_shares, draw_losses):
            for word in drawn(draw, arrays)["words"]:
                box, frame = word.get_window_extent(), word.axes.bbox.padded(1)
                assert frame.y0 <= box.y0 and box.y1 <= frame.y1, (out, word.get_text())


def test_entropies_and_divergences_agree_with_scipy_in_either_unit():
    p, q = np.array([4.0, 2.0, 1.0, 1.0]), np.array([1.0, 0.5, 3.0, 0.7])
    for unit, base in (("nats", np.e), ("bits", 2)):
        arrays = kl_arrays(p, q, unit)
        np.testing.assert_allclose(arrays.H, [entropy(p, base=base), entropy(q, base=base)])
        np.testing.assert_allclose(arrays.KL, [entropy(p, q, base=base), entropy(q, p, base=base)])
        np.testing.assert_allclose(arrays.crossed, np.add(arrays.H, arrays.KL))


def test_a_q_of_0_makes_one_direction_infinite_and_a_p_of_0_the_other():
    arrays = kl_arrays(np.array([1.0, 1.0, 1.0, 1.0]), np.array([1.0, 1.0, 0.0, 1.0]), "nats")
    assert arrays.KL[0] == arrays.crossed[0] == np.inf
    assert arrays.KL[1] == pytest.approx(rel_entr([1 / 3] * 3, [1 / 4] * 3).sum())
    artists = drawn(draw_lengths, arrays)
    bar, limit = artists["KL"][0], artists["KL"][0].axes.get_xlim()[1]
    assert bar.get_x() + bar.get_width() == pytest.approx(limit)
    assert artists["KL words"][0].get_text() == "∞ →"


def test_stacked_bars_meet_and_end_where_the_whole_ends():
    arrays = kl_arrays(np.array([4.0, 2.0, 1.0, 1.0]), np.array([1.0, 0.5, 3.0, 0.7]), "bits")
    artists = drawn(draw_lengths, arrays)
    for way in (0, 1):
        whole, H, KL = (artists[name][way] for name in ("whole", "H", "KL"))
        assert H.get_x() == whole.get_x() == 0 and KL.get_x() == H.get_width()
        assert KL.get_x() + KL.get_width() == pytest.approx(whole.get_width())
    artists = drawn(draw_distributions, arrays)
    np.testing.assert_allclose([bar.get_height() for bar in artists["q"]], arrays.q)


def test_parts_of_nothing_count_as_even_and_codes_for_the_impossible_do_not_end():
    np.testing.assert_array_equal(shares(np.zeros(4)), [0.25] * 4)
    assert code_length(np.array([0.5, 0.5]), np.array([1.0, 0.0])) == np.inf
    assert code_length(np.array([1.0, 0.0]), np.array([1.0, 0.0])) == 0


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_both_losses_and_slopes_over_the_margin_are_their_formulas(classes):
    arrays = error_arrays(-10.0, classes, 0.5, "as it is")
    S = 1 / (1 + (classes - 1) * np.exp(-MARGINS))
    spread = classes / (classes - 1)
    np.testing.assert_allclose(arrays.J[0], -np.log(S), rtol=1e-9)
    np.testing.assert_allclose(arrays.J[1], (1 - S) ** 2 * spread / 2, rtol=1e-9)
    np.testing.assert_allclose(arrays.slope[0], S - 1, rtol=1e-9)
    np.testing.assert_allclose(arrays.slope[1], -spread * S * (1 - S) ** 2, rtol=1e-9)


def test_at_a_margin_of_minus_10_the_slopes_are_minus_1_and_minus_9e_minus_5():
    slopes = error_arrays(-10.0, 2, 0.5, "as it is").slope_here
    assert slopes == (pytest.approx(-1, abs=1e-4), pytest.approx(-9e-5, rel=0.02))


def test_each_step_moves_both_logits_by_the_rate_times_their_slopes():
    walks = error_arrays(-4.0, 2, 0.5, "as it is").walks
    for walk, slope in zip(walks, (lambda S: S - 1, lambda S: -2 * S * (1 - S) ** 2), strict=True):
        margin = -4.0
        for step in range(STEPS + 1):
            assert walk[step] == pytest.approx(margin)
            margin -= 2 * 0.5 * slope(1 / (1 + np.exp(-margin)))


def test_the_log_axis_shows_the_size_of_the_slope_and_both_axes_the_margin():
    for scale, sign in (("as it is", -1), ("size, log axis", 1)):
        arrays = error_arrays(-10.0, 2, 0.5, scale)
        artists = drawn(draw_losses_and_slopes, arrays, two_axes)
        point = artists[f"slope point {NAMES[1]}"]
        assert point.get_ydata()[0] == pytest.approx(sign * 9.08e-5, rel=1e-3)
        assert point.axes.get_yscale() == ("log" if sign == 1 else "linear")
        assert artists["J here"].get_xdata() == [-10.0, -10.0]
    ends = [drawn(draw_walks, arrays)[f"walk {name}"].get_ydata()[-1] for name in NAMES]
    assert ends[0] > 4 and ends[1] == pytest.approx(-9.98, abs=0.02)


def test_axes_grow_in_steps_and_numbers_lose_the_minus_of_a_zero():
    assert [grown(v) for v in (0.3, 5.0, 5.1, 21.0, np.inf)] == [5, 5, 10, 40, 5]
    assert decimal(-0.001) == "0.00" and decimal(-1.5, 1) == "−1.5"
    assert decimal(np.inf) == "∞" and decimal(-np.inf) == "−∞"
