"""The pictures of 6.6 show what descent does: walks down a bowl, floors, batch sizes."""

import numpy as np
import pytest
from drawing import drawn

import feedforward as ff
from feedforward.plots.batch_size import batch_noise, per_sample_gradients
from feedforward.plots.bowl import FAR, Bowl, walk_down
from feedforward.plots.descent import draw_contour, draw_excess
from feedforward.plots.labels import spread
from feedforward.plots.noise_floor import (
    BLOCK,
    DOUBLED,
    FULL,
    HALVED,
    UPDATES,
    YOURS,
    N,
    batch_bowls,
    centred_line,
    drawn_batches,
    floor_arrays,
    run_down,
)
from feedforward.plots.race import (
    ADAM,
    AXES,
    BATCH,
    MINI,
    MOMENTUM,
    NAMES,
    NESTEROV,
    ONE,
    START,
    STEPS,
    RaceArrays,
    racer_walk,
)


@pytest.fixture
def bowl():
    return Bowl(*ff.noisy_line(np.random.default_rng(1), N=13))


def J(bowl, w, b):
    """The loss, a sample at a time."""
    errors = [x[0] * w + b - t for x, t in zip(bowl.X, bowl.y, strict=True)]
    return sum(e * e for e in errors) / (2 * len(errors))


def test_the_height_over_the_lowest_point_is_the_difference_of_two_losses(bowl):
    places = np.random.default_rng(0).normal(0, 3, size=(9, 2))
    expected = [J(bowl, *place) - J(bowl, *bowl.best) for place in places]
    np.testing.assert_allclose(bowl.excess(places), expected, rtol=1e-9)
    assert bowl.excess(bowl.best) == 0


def test_the_curvature_is_the_second_difference_of_the_loss(bowl):
    w, b, step = 0.3, -0.7, 0.1
    along_w = (J(bowl, w + step, b) - 2 * J(bowl, w, b) + J(bowl, w - step, b)) / step**2
    along_b = (J(bowl, w, b + step) - 2 * J(bowl, w, b) + J(bowl, w, b - step)) / step**2
    np.testing.assert_allclose(np.diag(bowl.curvature), [along_w, along_b], rtol=1e-9)


@pytest.mark.parametrize(("share", "converges"), [(0.98, True), (1.02, False)])
def test_the_full_batch_converges_just_below_the_largest_rate_and_not_above(bowl, share, converges):
    rng = np.random.default_rng(0)
    walk = walk_down(bowl, START, share * bowl.largest_rate, 13, 3000, rng)
    assert (walk.excess[-1] < 1e-9) == converges
    assert converges or np.abs(walk.places[-1]).max() > FAR


def test_one_loop_walks_with_any_batch_size_and_counts_what_it_sees(bowl):
    walk = walk_down(bowl, START, 0.1, 5, 7, np.random.default_rng(4))
    np.testing.assert_array_equal(walk.samples, [0, 5, 10, 13, 18, 23, 26, 31])
    order, (w, b) = np.random.default_rng(4).permutation(13), START
    for i in (order[:5], order[5:10], order[10:]):
        e = bowl.X[i, 0] * w + b - bowl.y[i]
        w, b = w - 0.1 * np.mean(e * bowl.X[i, 0]), b - 0.1 * np.mean(e)
    np.testing.assert_allclose(walk.places[3], [w, b])


def race(bowl, names=NAMES, axis="updates", step=26, batch_size=4, lr=0.2):
    walks = {name: racer_walk(bowl, name, lr, batch_size, 3, axis) for name in names}
    return RaceArrays(bowl, walks, axis, step)


UPDATES_BY_HALFTIME = {  # of 13 samples, by one racer's batch size
    "updates": {13: 48, 4: 48, 1: 48},
    "epochs": {13: 6, 4: 24, 1: 78},
    "samples": {13: 6, 4: 24, 1: 78},
    "seconds": {13: 28, 4: 62, 1: 96},  # 2.4 ms; the mean batch of 4, 4, 4 and 1 has 3.25
}


@pytest.mark.parametrize("axis", AXES)
def test_the_clock_counts_on_each_axis_what_its_name_says(bowl, axis):
    arrays = race(bowl, axis=axis, step=STEPS // 2)
    for name in NAMES:
        size = {BATCH: 13, ONE: 1}.get(name, 4)
        expected = UPDATES_BY_HALFTIME[axis][size]
        if axis == "seconds":
            cost = 20 + 5 * {13: 13, 4: 3.25, 1: 1}[size]  # µs an update, on average
            expected = pytest.approx(2400 / cost, abs=1)
        assert arrays.updates(name) == expected, name


def test_a_race_starts_with_no_update_and_ends_with_all(bowl):
    for axis in AXES:
        arrays = race(bowl, axis=axis, step=0)
        assert [arrays.updates(name) for name in NAMES] == [0] * 6
        arrays = race(bowl, axis=axis, step=STEPS)
        for name, walk in arrays.walks.items():
            along = arrays.along(name)
            assert along[arrays.updates(name)] <= arrays.end + 1e-9
            assert along[-1] > arrays.end - np.diff(along).max() and len(walk.places) == len(along)


def test_racers_of_one_batch_size_are_dealt_the_same_batches(bowl):
    """The first step of momentum is that of plain descent, and Adam's has the same signs."""
    walks = race(bowl).walks
    plain = walks[MINI].places
    np.testing.assert_allclose(walks[MOMENTUM].places[1], plain[1])
    step, adams = plain[1] - START, walks[ADAM].places[1] - START
    np.testing.assert_allclose(walks[NESTEROV].places[1], START + 1.9 * step)
    np.testing.assert_allclose(adams, 0.2 * np.sign(step), rtol=1e-6)
    np.testing.assert_allclose(walks[MOMENTUM].samples, walks[MINI].samples)


def test_momentum_adds_up_what_is_left_of_earlier_gradients(bowl):
    walk = racer_walk(bowl, MOMENTUM, 0.1, 13, 0, "updates", decay=0.5)
    place, velocity = np.array(START), np.zeros(2)
    for step in range(9):
        np.testing.assert_allclose(walk.places[step], place)
        velocity = 0.5 * velocity + bowl.curvature @ (place - bowl.best)
        place = place - 0.1 * velocity


@pytest.mark.parametrize("axis", AXES)
def test_both_pictures_end_each_walk_where_the_clock_is(bowl, axis):
    arrays = race(bowl, axis=axis)
    contour, heights = drawn(draw_contour, arrays), drawn(draw_excess, arrays)
    for name in NAMES:
        done = arrays.updates(name)
        places = arrays.walks[name].places
        assert len(contour[name].get_xydata()) == done + 1
        np.testing.assert_array_equal(contour[f"{name}, now"].get_xydata(), [places[done]])
        np.testing.assert_array_equal(contour[f"{name}, lately"].get_xydata()[-1], places[done])
        x, y = heights[name].get_data()
        assert len(x) == done + 1 and x[-1] <= heights["clock"].get_xdata()[0] + 1e-9
        assert y[-1] == heights[f"{name}, now"].get_ydata()[0] == arrays.walks[name].excess[done]
    assert len({contour[f"{name}, now"].get_marker() for name in NAMES}) == 6


def test_nothing_of_the_end_is_shown_at_the_start(bowl):
    heights = drawn(draw_excess, race(bowl, step=0))
    for name in NAMES:
        np.testing.assert_allclose(heights[name].get_xydata(), [[0, bowl.excess(START)]])


@pytest.mark.parametrize("axis", AXES)
@pytest.mark.parametrize("lr", [0.2, 1.2])
@pytest.mark.parametrize("step", [0, 40, STEPS])
def test_no_two_names_overlap_and_none_leaves_the_picture(bowl, axis, lr, step):
    artists = drawn(draw_excess, race(bowl, axis=axis, step=step, lr=lr))
    boxes = [artists[f"{name}, name"].get_window_extent() for name in NAMES]
    ax = artists["clock"].axes
    frame = ax.bbox.padded(3)
    for i, box in enumerate(boxes):
        assert frame.y0 <= box.y0 and box.y1 <= frame.y1 and box.x1 <= ax.figure.bbox.x1
        assert all(abs(box.y0 - other.y0) > 0.6 * box.height for other in boxes[:i])


def test_racers_that_do_not_race_are_hidden(bowl):
    arrays = race(bowl, (BATCH,))
    for artists in (drawn(draw_contour, arrays), drawn(draw_excess, arrays)):
        visible = {key for key, artist in artists.items() if artist.get_visible()}
        assert {key.split(",")[0] for key in visible} - {"clock", "lowest"} == {BATCH}
        assert {BATCH, f"{BATCH}, now"} <= visible


def test_names_are_spread_as_little_as_needed():
    wide = {"low": -99, "high": 99}
    np.testing.assert_allclose(spread([3.0, 0.0, 9.0], 1.0, **wide), [3, 0, 9])
    np.testing.assert_allclose(spread([1.0, 1.0, 1.0], 2.0, **wide), [-1, 1, 3])
    np.testing.assert_allclose(spread([5.2, 5.0, 0.0], 1.0, **wide), [5.6, 4.6, 0])
    np.testing.assert_allclose(spread([9.0, 9.0, 0.0], 1.0, low=1, high=9), [8, 9, 1])
    values = np.random.default_rng(0).normal(size=12)
    placed = spread(values, 0.3, **wide)
    assert (np.argsort(placed) == np.argsort(values)).all()
    assert np.diff(np.sort(placed)).min() >= 0.3 - 1e-12
    assert len(spread([], 1.0)) == 0


@pytest.mark.parametrize(("size", "with_replacement"), [(1, True), (7, False), (64, False)])
def test_the_fast_run_is_plain_descent(size, with_replacement):
    bowl, rate = centred_line(0.6), 0.15
    run = run_down(bowl, rate, size, with_replacement, np.random.default_rng(5))
    rows, starts = drawn_batches(size, with_replacement, np.random.default_rng(5))
    w, b = (-1.0, 1.5)
    heights = []
    for i in np.split(rows, starts[1:])[: 2 * BLOCK]:
        e = bowl.X[i, 0] * w + b - bowl.y[i]
        w, b = w - rate * np.mean(e * bowl.X[i, 0]), b - rate * np.mean(e)
        heights.append(J(bowl, w, b) - J(bowl, *bowl.best))
    blocks = np.reshape(heights, (2, BLOCK)).mean(axis=1)
    np.testing.assert_allclose(run.excess[1:3], blocks, rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize("size", [1, 5, 8, 32])
def test_without_replacement_each_epoch_has_every_sample_once(size):
    rows, starts = drawn_batches(size, False, np.random.default_rng(0))
    assert len(starts) == UPDATES
    sizes = np.diff(np.append(starts, len(rows)))
    assert sizes.max() <= size and sizes.min() >= 1
    for epoch in range(3):
        assert sorted(rows[epoch * N : (epoch + 1) * N]) == list(range(N))


def test_a_batch_of_all_has_the_curvature_of_the_bowl_and_no_gradient_at_its_lowest_point():
    bowl = centred_line(0.5)
    ww, wb, bb, dw, db = batch_bowls(bowl, np.arange(N), np.array([0]))[0]
    np.testing.assert_allclose([[ww, wb], [wb, bb]], bowl.curvature, atol=1e-12)
    np.testing.assert_allclose([dw, db], 0, atol=1e-12)


def test_floors_follow_the_law_of_rate_over_batch_size():
    heights = {name: [] for name in (YOURS, DOUBLED, HALVED)}
    for seed in range(6):
        arrays = floor_arrays(0.1, 2, 0.5, True, seed)
        for name, floors in heights.items():
            floors.append(arrays.runs[name].floor)
        assert arrays.runs[FULL].floor is None and arrays.runs[FULL].excess[-1] < 1e-20
    yours, doubled, halved = (np.mean(heights[name]) for name in (YOURS, DOUBLED, HALVED))
    assert yours == pytest.approx(0.05 * arrays.law, rel=0.25)
    assert doubled == pytest.approx(yours, rel=0.25)
    assert halved == pytest.approx(yours / 2, rel=0.25)


def test_without_label_noise_there_is_no_floor_and_with_twice_the_noise_four_times_it():
    still = floor_arrays(0.1, 2, 0.0, True, 0).runs
    assert all(run.floor is None and run.excess[-1] < 1e-20 for run in still.values())
    low, high = (floor_arrays(0.1, 2, noise, True, 0).runs[YOURS].floor for noise in (0.4, 0.8))
    assert high == pytest.approx(4 * low, rel=1e-3)


def test_a_run_that_still_falls_has_no_floor():
    runs = floor_arrays(0.01, 32, 0.05, True, 0).runs
    assert runs[HALVED].floor is None and runs[HALVED].excess[-1] > 1e-8


def test_per_sample_gradients_are_those_of_the_samples_alone():
    rng = np.random.default_rng(0)
    X, labels = rng.normal(size=(7, 5)), rng.integers(0, 3, 7)
    params = [(W, rng.normal(size=len(b))) for W, b in ff.init_params([5, 4, 3], rng)]
    rows = per_sample_gradients(X, labels, params)
    for i in range(7):
        _, grads = ff.loss_and_grads(X[i : i + 1], labels[i : i + 1], params)
        expected = np.concatenate([part.ravel() for pair in grads for part in pair])
        np.testing.assert_allclose(rows[i], expected, atol=1e-12)


def test_the_noise_of_a_batch_without_replacement_obeys_its_law():
    per_sample = np.random.default_rng(0).normal(1, 2, size=(40, 6))
    total = np.sqrt(per_sample.var(axis=0).sum()) / np.linalg.norm(per_sample.mean(axis=0))
    for size in (1, 10, 39):
        expected = total / np.sqrt(size) * np.sqrt((40 - size) / 39)
        measured = batch_noise(per_sample, size, np.random.default_rng(1), draws=4000)
        assert measured == pytest.approx(expected, rel=0.05)
    assert batch_noise(per_sample, 40, np.random.default_rng(1)) == pytest.approx(0, abs=1e-9)
