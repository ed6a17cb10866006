"""The explorers of 6.6, moved without a browser."""

import html

import explorers
import numpy as np
import pytest
from explorers import as_it_starts
from threads import in_a_thread

import feedforward as ff
from feedforward.formatting import unbroken
from feedforward.plots.race import ADAM, AXES, BATCH, MINI, MOMENTUM, NESTEROV, ONE, STEPS
from feedforward.widgets.interleaved_training import (
    MOST_UPDATES,
    SIZES,
    N,
    first_digits,
    start_params,
)


@pytest.fixture(scope="module")
def data():
    return ff.noisy_line(np.random.default_rng(6))


@pytest.fixture(scope="module")
def opened_descent(data):
    explorer = ff.explore_descent(*data)
    yield explorer
    explorer.close()


@pytest.fixture
def descent(opened_descent):
    """The explorer that all tests of this file move, as it starts."""
    return as_it_starts(opened_descent)


def full_batch(data, rate, updates):
    """w and b after full-batch updates, and how far J lies above its minimum."""
    (X, y), w, b = data, -1.0, 0.0
    x = X[:, 0]
    for _ in range(updates):
        e = x * w + b - y
        w, b = w - rate * np.mean(e * x), b - rate * np.mean(e)
    slope, cut = np.polyfit(x, y, 1)
    return w, b, (np.mean((x * w + b - y) ** 2) - np.mean((x * slope + cut - y) ** 2)) / 2


def column(explorer, name):
    place = explorer.header.index(name)
    return {row[0]: row[place] for row in explorer.rows}


@pytest.mark.parametrize("rate", [0.01, 0.2, 0.9, 1.2])
def test_the_numbers_of_the_full_batch_are_those_of_descent(descent, data, rate):
    descent.set({"rate": rate})
    for step in (0, 1, 7, 40, STEPS):
        descent.set({"step": step})
        w, b, excess = full_batch(data, rate, int(column(descent, "updates")[BATCH]))
        words = [column(descent, name)[BATCH] for name in ("w", "b", "J − J*")]
        shown = [float(word.replace("−", "-")) for word in words]
        np.testing.assert_allclose(shown, [w, b, excess], rtol=0.02, atol=2e-4)
        assert unbroken(descent.text) in html.unescape(descent.message.value)


def test_it_opens_with_a_few_steps_drawn_and_the_race_still_open(data):
    descent = ff.explore_descent(*data)
    assert descent.text.startswith("After 3 updates")
    for name in (BATCH, MINI, ONE):
        assert len(descent.panels[0].artists[name].get_xdata()) == 4
        assert float(column(descent, "J − J*")[name]) > 0.05


CLOCKS = {
    "updates": "60 updates",
    "epochs": "7.5 epochs (step 60 of 96)",
    "samples": "240 samples (step 60 of 96)",
    "seconds": "3.00 ms (step 60 of 96)",
}


@pytest.mark.parametrize(
    "label", ["step", "rate", "rate with β", "rate of Adam", "B", "shuffle", "β"]
)
@pytest.mark.parametrize("axis", AXES)
def test_no_position_of_a_slider_breaks_the_pictures(descent, label, axis):
    descent.set({"x-axis": axis, "step": 60, "racers": "all six"})
    assert descent.text.startswith(f"After {CLOCKS[axis]}, J − J* is ")
    slider = descent.controls[label]
    for value in np.linspace(slider.min, slider.max, 4):
        slider.value = type(slider.value)(value)
        for name, walk in descent.arrays.walks.items():
            done = descent.arrays.updates(name)
            now = descent.panels[0].artists[f"{name}, now"].get_xydata()[0]
            np.testing.assert_array_equal(now, walk.places[done])
            assert f"({name}, {done} update" in descent.text


def test_the_clock_counts_samples_or_updates_and_the_table_says_both(descent):
    descent.set({"step": 16, "x-axis": "samples", "B": 8})
    assert list(column(descent, "updates").values()) == ["2", "8", "64"]
    descent.set({"step": 64, "x-axis": "updates"})
    assert list(column(descent, "samples").values()) == ["2,048", "512", "64"]


@in_a_thread
def test_play_runs_to_the_end_and_its_curves_grow_on_the_way(descent):
    lengths, opened_at = [], descent.values["step"]
    curve = descent.panels[1].artists[ONE]
    descent.controls["step"].observe(lambda _: lengths.append(len(curve.get_xdata())), "value")
    descent.controls["step"].buttons["play"].click()
    assert descent.values["step"] == STEPS and len(lengths) == STEPS - opened_at
    assert lengths == sorted(lengths) and lengths[0] < 8 < lengths[-1]
    descent.controls["step"].buttons["back"].click()
    assert descent.values["step"] == STEPS - 1


def test_a_step_of_the_clock_walks_nothing_again(descent):
    before = descent.arrays.walks
    descent.set({"step": 50})
    assert all(descent.arrays.walks[name] is walk for name, walk in before.items())


def test_too_large_a_rate_is_named_with_its_limit(descent, data):
    descent.buttons["too large a rate"].click()
    A = np.column_stack([data[0], np.ones(len(data[1]))])
    limit = 2 / np.linalg.svd(A)[1][0] ** 2 * len(A)
    assert f"2 / largest curvature = {limit:.2f}, so the full batch diverges" in descent.text
    descent.buttons["small rate"].click()
    assert "diverges" not in descent.text


def test_racers_can_be_switched_on_and_race_alone(descent):
    descent.buttons["optimisers"].click()
    assert [row[0] for row in descent.rows] == [MINI, MOMENTUM, NESTEROV, ADAM]
    assert column(descent, "rate") == {MINI: "0.2", MOMENTUM: "0.05", NESTEROV: "0.05", ADAM: "0.2"}
    heights = {name: float(words) for name, words in column(descent, "J − J*").items()}
    assert max(heights[MOMENTUM], heights[NESTEROV]) < heights[MINI]
    descent.set({"racers": f"{ONE} alone"})
    assert [row[0] for row in descent.rows] == [ONE]
    assert not descent.panels[0].artists[BATCH].get_visible()
    assert BATCH not in descent.text


def own_gradient(X, y, w, b):
    error = X @ w + b - y
    return (X * error[:, None]).mean(axis=0), error.mean()


def sorted_deal(X, y, batch_size, rng):
    for first in range(0, len(X), batch_size):
        yield X[first : first + batch_size], y[first : first + batch_size]


def test_the_learners_functions_are_what_walks(data, descent):
    own = ff.explore_descent(*data, linear_gradient=own_gradient, minibatches=sorted_deal)
    assert own.text.endswith("Drawn with your linear_gradient and minibatches.")
    own.set({"step": 1}), descent.set({"step": 1})
    x, e = data[0][0, 0], -1.0 * data[0][0, 0] - data[1][0]
    np.testing.assert_allclose(own.arrays.walks[ONE].places[1], [-1 - 0.2 * e * x, -0.2 * e])
    for name in (ONE, MINI):  # not dealt by chance, so not as the book's
        assert not np.allclose(
            own.arrays.walks[name].places[1], descent.arrays.walks[name].places[1]
        )
    uphill = ff.explore_descent(*data, linear_gradient=lambda *a: [-g for g in own_gradient(*a)])
    uphill.set({"step": 5})
    assert float(column(uphill, "J − J*")[BATCH]) > 10


def blank(*_):
    raise NotImplementedError


def deals_for_ever(X, y, batch_size, rng):
    while True:
        yield X[:batch_size], y[:batch_size]


def fails_late(X, y, batch_size, rng):
    yield X[:batch_size], y[:batch_size]
    raise ValueError("lost")


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ({"linear_gradient": blank}, "Your linear_gradient is still blank"),
        ({"minibatches": blank}, "Your minibatches is still blank"),
        ({"linear_gradient": lambda X, y, w, b: (w, w)}, "Your linear_gradient gave shape (1,)"),
        ({"linear_gradient": lambda X, y, w, b: w}, "Your linear_gradient did not give 2 results"),
        ({"minibatches": deals_for_ever}, "Your minibatches"),
        ({"minibatches": fails_late}, "Your minibatches raised ValueError: lost"),
        ({"minibatches": lambda *_: None}, "Your minibatches raised TypeError"),
        ({"minibatches": lambda *_: [(1, 2)]}, "Your minibatches"),
        ({"minibatches": lambda *_: []}, "Your minibatches did not give"),
    ],
)
def test_a_function_that_fails_is_said_and_the_books_own_walks(data, descent, own, sentence):
    explorer = ff.explore_descent(*data, **own)
    assert sentence in explorer.text
    assert explorer.text.endswith("this is drawn with the book's own.")
    explorer.set({"step": 30}), descent.set({"step": 30})
    assert explorer.rows == descent.rows


@pytest.fixture(scope="module")
def opened_floor():
    with explorers.opened([ff.explore_noise_floor]) as found:
        yield found[ff.explore_noise_floor]


@pytest.fixture
def floor(opened_floor):
    return as_it_starts(opened_floor)


@pytest.mark.parametrize("label", ["rate", "B", "noise", "seed"])
@pytest.mark.parametrize("draw", ["with replacement", "each once per epoch"])
def test_every_position_of_the_floor_shows_four_runs(floor, label, draw):
    floor.set({"draw": draw})
    slider = floor.controls[label]
    for value in np.linspace(slider.min, slider.max, 4):
        slider.value = value
        rate, B = floor.values["rate"], floor.values["B"]
        ratios = [float(ratio) for ratio in column(floor, "rate / B").values()]
        np.testing.assert_allclose(ratios, [rate / B] * 2 + [rate / B / 2, rate / 64], rtol=0.01)
        for name, words in column(floor, "floor").items():
            assert (words == "none") == (floor.arrays.runs[name].floor is None)
            shown = floor.panels[0].artists[name].get_ydata()
            np.testing.assert_array_equal(shown, floor.arrays.runs[name].excess)


def test_the_floor_vanishes_with_the_noise_and_sinks_with_the_rate():
    floor = ff.explore_noise_floor()
    high = float(column(floor, "floor")["yours"])
    floor.buttons["a fifth of the rate"].click()
    assert float(column(floor, "floor")["yours"]) == pytest.approx(high / 5, rel=0.3)
    floor.buttons["reset"].click()
    floor.buttons["no label noise"].click()
    assert set(column(floor, "floor").values()) == {"none"}
    assert floor.panels[1].artists["none"].get_visible()
    floor.buttons["reset"].click()
    assert float(column(floor, "floor")["yours"]) == high
    assert floor.text.startswith(f"Yours: rate/B = 0.05, floor at {high:.2g}. Rate and B doubled")


def test_what_is_dealt_once_an_epoch_settles_lower_than_what_is_drawn_with_replacement(floor):
    high = float(column(floor, "floor")["half the rate"])
    floor.set({"draw": "each once per epoch"})
    assert float(column(floor, "floor")["half the rate"]) < high / 2


@pytest.fixture(scope="module")
def sizes():
    explorer = ff.explore_batch_size()
    yield explorer
    explorer.close()


def to_target(explorer, axis):
    return {size: float(words) for size, words in column(explorer, f"{axis} to target").items()}


def test_the_order_of_the_batch_sizes_turns_round_between_epochs_and_updates(sizes):
    epochs, updates = to_target(sizes, "epochs"), to_target(sizes, "updates")
    assert epochs["2"] <= epochs["8"] < epochs["32"] < epochs["192"] < epochs["1,344"]
    assert updates["2"] > updates["8"] > updates["32"] > updates["192"] * 1.05
    assert updates["1,344"] == pytest.approx(updates["192"], rel=0.1)  # nothing gained any more


def test_each_axis_shows_the_same_losses_at_places_that_follow_from_the_batch_size(sizes):
    for axis in ("epochs", "updates", "samples seen", "seconds"):
        sizes.set({"x-axis": axis})
        assert f"by {axis}" in sizes.text and sizes.panels[0].axes.get_xlabel() == axis
        for trial in sizes.arrays.trials:
            x, y = sizes.panels[0].artists[trial.batch_size].get_data()
            np.testing.assert_array_equal(y, trial.losses[1:])
            assert (np.diff(x) > 0).all()
            if axis == "epochs":
                np.testing.assert_allclose(x * N, trial.samples[1:])
            if axis == "updates":
                np.testing.assert_array_equal(x * trial.batch_size, trial.samples[1:])
    sizes.press("reset")


def test_the_full_batch_is_what_train_makes_of_it(sizes):
    full = sizes.arrays.trials[-1]
    X, labels = first_digits()
    _, history = ff.train(X, labels, start_params(), epochs=10, lr=0.2,
                          rng=np.random.default_rng(0), progress=False)  # fmt: skip
    np.testing.assert_allclose(full.losses[1:11], history["loss"], rtol=1e-9)


def test_noise_is_measured_and_drawn_by_the_learners_law(sizes):
    assert sizes.arrays.law * np.sqrt(SIZES) == pytest.approx(sizes.arrays.law[0] * 2**0.5)
    np.testing.assert_allclose(sizes.arrays.noise[:3], sizes.arrays.law[:3], rtol=0.15)
    assert sizes.arrays.noise[-1] < 1e-9


def test_training_again_at_another_rate_grows_the_curves_and_moves_the_bar():
    explorer = ff.explore_batch_size(lambda per_sample, B: per_sample.std(axis=0) / B)
    assert "Drawn with your gradient_noise." in explorer.text
    assert explorer.arrays.law * np.array(SIZES) == pytest.approx(explorer.arrays.law[0] * 2)
    bar = explorer.widget.children[1]
    seen = []
    bar.observe(lambda change: seen.append(change.new), "value")
    explorer.set({"rate": 0.5, "target": 0.5})
    assert "The curves are for the rate 0.2: press train to update them." in explorer.text
    draws = explorer.draws
    explorer.press("train")
    assert "press train" not in explorer.text and bar.value == 1.0
    assert explorer.draws - draws >= 2 and 0 <= min(seen) <= 1
    for trial in explorer.arrays.trials:
        assert trial.losses[-1] < 0.5 or trial.updates[-1] >= MOST_UPDATES
    explorer.close()


def test_a_rate_at_which_small_batches_fail_is_told():
    explorer = ff.explore_batch_size(blank)
    assert "Your gradient_noise is still blank: this is drawn with the book's own." in explorer.text
    explorer.set({"rate": 1.0})
    explorer.press("train")
    assert "Not reached: B = 2" in explorer.text
    assert column(explorer, "epochs to target")["2"] == "not reached"
    explorer.close()
