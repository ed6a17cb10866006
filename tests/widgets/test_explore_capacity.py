"""The explorers of 6.3, moved without a browser."""

import re

import numpy as np
import pytest

import feedforward as ff
from feedforward.plots.capacity import EPOCHS, STRENGTHS, WIDTHS
from feedforward.plots.towers import CURVES


@pytest.fixture
def opened():
    """Opens explorers, and closes them afterwards."""
    explorers = []

    def open_one(explore, *arguments):
        explorers.append(explore(*arguments))
        return explorers[-1]

    yield open_one
    for explorer in explorers:
        explorer.close()


def reset_is_the_start(explorer, moved):
    explorer.press("reset")
    text, pngs = explorer.text, [panel.png for panel in explorer.panels]
    explorer.set(moved)
    assert explorer.text != text
    explorer.buttons["reset"].click()
    assert explorer.text == text and [panel.png for panel in explorer.panels] == pngs


def right_hat(x, left, peak, right):
    return np.interp(x, [left, peak, right], [0, 1, 0])


def test_towers_say_the_distance_of_straight_lines_from_the_curve(opened):
    explorer = opened(ff.explore_towers)
    fine = np.linspace(0, 1, 20001)
    for curve in CURVES:
        for towers in (2, 3, 7, 16, 30):
            explorer.set({"curve": curve, "towers": towers})
            points = np.linspace(0, 1, towers)
            straight = np.interp(fine, points, CURVES[curve](points))
            expected = np.abs(straight - CURVES[curve](fine)).max()
            assert explorer.text.startswith(f"{towers} towers, so {3 * towers} units: ")
            said = float(explorer.text.split("[0, 1] is ")[1].split(",")[0])
            assert said == pytest.approx(expected, abs=0.002)
    reset_is_the_start(explorer, {"towers": 9})


def test_the_learners_hat_is_what_is_drawn(opened):
    books, right = opened(ff.explore_towers), opened(ff.explore_towers, right_hat)
    assert right.text == f"{books.text} Drawn with your hat."
    box = opened(ff.explore_towers, lambda x, left, peak, right: 1.0 * ((x > left) & (x < right)))
    assert box.text != right.text and "Drawn with your hat." in box.text
    assert box.panels[0].png != books.panels[0].png


def blank(*arguments):
    raise NotImplementedError


@pytest.mark.parametrize(
    ("explore", "name"),
    [
        (ff.explore_towers, "hat"),
        (ff.explore_pieces, "sawtooth"),
        (ff.explore_dropout, "dropout_forward"),
    ],
)
def test_a_blank_is_said_and_the_books_own_is_drawn(opened, explore, name):
    books, learners = opened(explore), opened(explore, blank)
    assert learners.text == (
        f"{books.text} Your {name} is still blank: this is drawn with the book's own."
    )
    assert learners.panels[0].png == books.panels[0].png


@pytest.mark.parametrize("units", [1, 2, 9, 33, 64])
def test_pieces_are_two_to_the_layers_against_one_a_unit(opened, units):
    explorer = opened(ff.explore_pieces)
    for layers in range(1, 7):
        explorer.set({"layers": layers, "units": units})
        deep, shallow = explorer.rows
        assert deep[1:] == [str(layers), str(2 * layers), str(6 * layers + 1), str(2**layers)]
        assert shallow[1:] == ["1", str(units), str(3 * units + 1), str(min(units, 2**layers))]
        error = "0.50" if units < 2**layers else "0.00"
        words = "1 unit" if units == 1 else f"{units} units"
        assert explorer.text == (
            f"{2**layers} pieces from {layers} folding layers, {min(units, 2**layers)} from one "
            f"hidden layer of {words}; the largest distance between the two is {error}."
        )
    reset_is_the_start(explorer, {"layers": 5})


def test_the_learners_sawtooth_is_what_is_counted(opened):
    def folds_once(x, depth):
        return 1 - np.abs(2 * x - 1)

    def folds(x, depth):
        return x if depth == 0 else folds(1 - np.abs(2 * x - 1), depth - 1)

    assert "2 pieces from 3 folding" in opened(ff.explore_pieces, folds_once).text
    right = opened(ff.explore_pieces, folds)
    assert "8 pieces from 3 folding" in right.text and "Drawn with your sawtooth." in right.text


def said_losses(explorer):
    """Training loss, accuracy, validation loss, accuracy, the lowest one, as the text has them."""
    return [float(number) for number in re.findall(r"\d+\.\d+", explorer.text)]


EXTREMES = {
    "width": (1, 50),
    "depth": (1, 3),
    "N": (10, 200),
    "noise": (0.0, 0.6),
    "L2": (0.0003, 0.5),
    "dropout": (0.0, 0.8),
}


@pytest.mark.parametrize("label", EXTREMES)
def test_the_fit_follows_every_control_to_its_ends(opened, label):
    explorer = opened(ff.explore_capacity)
    seen = {explorer.text}
    for value in EXTREMES[label]:
        explorer.controls[label].value = value
        loss, accuracy, val_loss, val_accuracy, lowest, true = said_losses(explorer)
        arrays = explorer.arrays.fit
        assert true == pytest.approx(arrays.true_loss, abs=6e-4) and true < lowest + 1e-3
        assert loss == pytest.approx(arrays.loss[-1], abs=6e-4)
        assert accuracy == pytest.approx(1 - arrays.wrong.mean(), abs=6e-4)
        assert lowest == pytest.approx(arrays.val_loss.min(), abs=6e-4) and lowest <= val_loss
        assert np.isfinite(loss) and 0 <= val_accuracy <= 1 and arrays.updates[-1] == EPOCHS
        seen.add(explorer.text)
    assert len(seen) >= 2


def test_all_controls_at_one_end_break_nothing(opened):
    explorer = opened(ff.explore_capacity)
    for end in (0, 1):
        explorer.set({label: ends[end] for label, ends in EXTREMES.items()})
        assert explorer.text.startswith(f"After {EPOCHS} updates")


def test_each_brake_and_more_data_lower_the_validation_loss_of_the_start(opened):
    explorer = opened(ff.explore_capacity)
    start = said_losses(explorer)
    assert start[1] == 1.0 and start[2] > 2 * start[4]
    for label in ("few units", "L2", "dropout", "more data"):
        explorer.buttons[label].click()
        loss, _, val_loss, *_ = said_losses(explorer)
        assert loss > start[0] and val_loss < start[2]
    explorer.buttons["reset"].click()
    assert said_losses(explorer) == start


@pytest.mark.parametrize(("axis", "places"), [("L2", STRENGTHS), ("width", WIDTHS)])
def test_the_losses_can_be_seen_over_a_setting_and_the_decision_follows_it(opened, axis, places):
    explorer = opened(ff.explore_capacity)
    explorer.set({"N": 20, "depth": 1, "loss over": axis})
    seen = set()
    for place in (0, 3, len(places) - 1):
        explorer.controls[axis].value = places[place]
        curves, fit = explorer.arrays.curves, explorer.arrays.fit
        assert curves.here == place and curves.val_loss[place] == fit.val_loss[-1]
        lowest = f"is {curves.val_loss.min():.3f}, at {curves.names[curves.val_loss.argmin()]}."
        assert lowest in explorer.text
        seen.add(explorer.panels[0].png)
    assert len(seen) == 3


def test_l2_has_a_best_strength_in_the_middle_of_its_axis(opened):
    explorer = opened(ff.explore_capacity)
    explorer.set({"loss over": "L2"})
    val_loss = explorer.arrays.curves.val_loss
    assert 0 < val_loss.argmin() < len(STRENGTHS) - 1
    assert val_loss.min() < val_loss[0] / 2 and val_loss.min() < val_loss[-1] / 1.5
    explorer.set({"loss over": "updates"})  # the axis takes its numbers back
    ticks = [tick.get_text() for tick in explorer.panels[1].figure.axes[0].get_xticklabels()]
    assert ticks == ["0", "50", "100", "150", "200"]


def test_dropout_says_who_is_kept_and_what_comes_out(opened):
    explorer = opened(ff.explore_dropout)
    for layers in (1, 2):
        for drop in (0.0, 0.35, 0.9):
            for number in (1, 50, 200):
                explorer.set({"layers": layers, "drop": drop, "pass": number, "seed": 4})
                arrays = explorer.arrays
                kept = " and ".join(str((m[number - 1] > 0).sum()) for m in arrays.masks)
                assert explorer.text.startswith(f"Pass {number} keeps {kept} of 8 units")
                assert f"each times {1 / (1 - drop):.2f}. out is " in explorer.text
                mean = f"{arrays.out[:number].mean():.3f} as the mean of {number}"
                assert mean in explorer.text and "1.000 without dropout" in explorer.text
    reset_is_the_start(explorer, {"pass": 9})


def test_a_learners_mask_without_the_factor_lowers_the_mean(opened):
    def unscaled(Z, drop, rng):
        mask = 1.0 * (rng.random(Z.shape) >= drop)
        return Z * mask, mask

    explorer = opened(ff.explore_dropout, unscaled)
    explorer.press("all passes")
    assert explorer.arrays.running_mean[-1] == pytest.approx(0.5, abs=0.1)
    assert "each times 1.00" in explorer.text
    assert explorer.text.endswith("Drawn with your dropout_forward.")


SCORES = {
    "wine": {"one": [0.9, 0.95, 0.91], "two": [0.92, 0.94, 0.91]},
    "digits": {"one": [0.8, 0.85], "two": [0.7, 0.9]},
}


def test_scores_are_told_with_their_spread_and_who_beats_whom(opened):
    explorer = opened(ff.explore_scores, SCORES)
    assert explorer.rows == [
        ["one", "0.920", "0.026", "0.900", "0.950", "0", "0"],
        ["two", "0.923", "0.015", "0.910", "0.940", "1", "1"],
    ]
    explorer.set({"data": "digits", "compared with": "two"})
    assert explorer.text.startswith(
        "digits, 2 seeds, mean ± standard deviation: highest one, 0.825"
    )
    assert explorer.rows[0] == ["one", "0.825", "0.035", "0.800", "0.850", "1", "1"]
    reset_is_the_start(explorer, {"data": "digits"})


@pytest.mark.parametrize("chosen", ["low", "high"])
def test_the_name_of_the_compared_setting_lies_within_the_axes(opened, chosen):
    explorer = opened(ff.explore_scores, {"any": {"low": [0.6, 0.7], "high": [0.94, 0.96]}})
    explorer.set({"compared with": chosen})
    axes, name = explorer.panels[0].axes, explorer.panels[0].artists["baseline name"]
    assert (
        axes.bbox.x0 <= name.get_window_extent().x0 <= name.get_window_extent().x1 <= axes.bbox.x1
    )


@pytest.mark.parametrize("chosen", ["one", "two"])
def test_the_name_of_the_compared_setting_covers_no_score(opened, chosen):
    explorer = opened(ff.explore_scores, SCORES)
    explorer.set({"compared with": chosen})
    artists = explorer.panels[0].artists
    box = artists["baseline name"].get_window_extent()
    for name in ("seeds", "range", "mean"):
        points = artists[name].get_transform().transform(artists[name].get_xydata())
        assert not any(box.contains(x, y) for x, y in points)
