"""Overfitting, dropout and the scores of experiments: what their pictures show is so."""

import itertools
import statistics

import numpy as np
import pytest
from drawing import drawn

from feedforward.experiments.resampling import squared_bias_and_variance
from feedforward.plots.capacity import (
    LOSS_LIMITS,
    STRENGTHS,
    WIDTHS,
    X1,
    X2,
    CapacityArrays,
    fit_arrays,
    noisy_moons,
    over_strengths,
    over_updates,
    over_widths,
    true_margin,
)
from feedforward.plots.decision import decision_axes, draw_boundary, draw_losses, loss_axes
from feedforward.plots.diagram import Lines
from feedforward.plots.dropout import (
    FRAME,
    PASSES,
    X,
    draw_thinned,
    dropout_arrays,
    small_network,
)
from feedforward.plots.dropout_mean import draw_mean
from feedforward.plots.graph import network_graph
from feedforward.plots.scores import check_results, draw_scores, score_arrays

START = {"width": 50, "depth": 2, "N": 60, "noise": 0.3, "l2": 0.0, "drop": 0.0}


def fit(**changes):
    return fit_arrays(**(START | changes))


def shown(arrays):
    return CapacityArrays(arrays, over_updates(arrays))


def test_l2_ends_lowest_for_most_seeds_and_shares_the_lowest_points_with_more_samples():
    changes = ({"l2": 0.01}, {"N": 200}, {"width": 3}, {"drop": 0.5})
    val_losses = np.array(
        [[fit(**change, seed=seed).val_loss for change in changes] for seed in range(1, 21)]
    )
    ends, lowest = val_losses[:, :, -1].argmin(axis=1), val_losses.min(axis=2).argmin(axis=1)
    # The book says 18 of 20, and ten each; rounding may decide a close race differently elsewhere.
    assert (ends == 0).sum() >= 17
    assert 8 <= (lowest == 0).sum() <= 12 and 8 <= (lowest == 1).sum() <= 12


def test_the_variance_of_fits_is_half_the_mean_square_of_their_differences():
    fits = np.random.default_rng(3).normal(size=(2, 5, 41))
    pairs = [fits[:, i] - fits[:, j] for i, j in itertools.combinations(range(5), 2)]
    expected = np.mean(np.square(pairs), axis=(0, 2)) / 2
    np.testing.assert_allclose(squared_bias_and_variance(fits)[1], expected)


def test_noise_moves_every_sample_along_its_own_way():
    (clean, labels), (held, _) = noisy_moons(30, 0.0, seed=2)
    (little, _), (held_little, _) = noisy_moons(30, 0.1, seed=2)
    (much, labels_much), _ = noisy_moons(30, 0.4, seed=2)
    np.testing.assert_allclose(much - clean, 4 * (little - clean), atol=1e-12)
    np.testing.assert_array_equal(labels, labels_much)
    assert np.abs(held_little - held).max() > 0.1


def test_fewer_samples_are_the_first_of_more():
    (few, _), (held, _) = noisy_moons(20, 0.3, seed=1)
    (many, _), (held_too, _) = noisy_moons(200, 0.3, seed=1)
    np.testing.assert_array_equal(few, many[:20])
    np.testing.assert_array_equal(held, held_too)


def test_a_wide_network_learns_noise_by_heart_and_an_l2_penalty_keeps_it_from_that():
    free, braked = fit(), fit(l2=0.01)
    assert free.accuracy == 1.0 and not free.wrong.any()
    assert braked.loss[-1] > 10 * free.loss[-1]
    assert braked.val_loss[-1] < free.val_loss[-1] / 2
    assert free.val_loss[-1] > 2 * free.val_loss[free.best]
    assert free.val_loss[free.best] == min(free.val_loss)


def test_accuracy_samples_and_plane_agree():
    arrays = fit(width=3, depth=1)
    assert arrays.accuracy == pytest.approx(1 - arrays.wrong.mean()) and arrays.wrong.any()
    assert arrays.val_accuracy == pytest.approx(1 - arrays.held_out_wrong.mean())
    artists = drawn(draw_boundary, shown(arrays), axes=decision_axes)
    np.testing.assert_allclose(
        artists["shade"].get_array(), 1 / (1 + np.exp(-arrays.margin)), atol=1e-12
    )
    for points, labels, wrong in [
        (arrays.X, arrays.labels, arrays.wrong),
        (arrays.held_out, arrays.held_out_labels, arrays.held_out_wrong),
    ]:
        columns = np.abs(points[:, :1] - X1).argmin(axis=1)
        rows = np.abs(points[:, 1:] - X2).argmin(axis=1)
        near = arrays.margin[rows, columns]
        sure = np.abs(near) > 0.5  # the nearest point of the grid is on the same side
        assert sure.sum() > 40
        np.testing.assert_array_equal(((near > 0) != (labels == 1))[sure], wrong[sure])


@pytest.mark.parametrize(("name", "level"), [("cut", 0.5), ("beliefs", 0.1), ("beliefs", 0.9)])
def test_contours_run_where_the_network_is_as_sure_as_they_say(name, level):
    arrays = fit(width=10, depth=1)
    segments = drawn(draw_boundary, shown(arrays), axes=decision_axes)[name].get_segments()
    points = np.concatenate(segments)
    columns = np.abs(points[:, :1] - X1).argmin(axis=1)
    rows = np.abs(points[:, 1:] - X2).argmin(axis=1)
    distances = np.abs(arrays.probability[rows, columns] - level)
    if name == "cut":
        assert np.quantile(distances, 0.9) < 0.25
    else:  # both beliefs are in one collection
        others = np.abs(arrays.probability[rows, columns] - (1 - level))
        assert (distances < 0.1).any() and np.quantile(np.minimum(distances, others), 0.9) < 0.25


def test_samples_of_both_kinds_are_drawn_by_class_and_the_wrong_ones_ringed():
    arrays = fit(width=2, depth=1)
    artists = drawn(draw_boundary, shown(arrays), axes=decision_axes)
    for label in (0, 1):
        seen = artists[f"class {label}"].get_xydata()
        np.testing.assert_array_equal(seen, arrays.X[arrays.labels == label])
        unseen = artists[f"held out {label}"].get_xydata()
        np.testing.assert_array_equal(unseen, arrays.held_out[arrays.held_out_labels == label])
    np.testing.assert_array_equal(artists["wrong"].get_xydata(), arrays.X[arrays.wrong])
    np.testing.assert_array_equal(
        artists["held out wrong"].get_xydata(), arrays.held_out[arrays.held_out_wrong]
    )


def density(point, moon, noise):
    """A class's density by a sum over many points of its half circle, without its constant."""
    angles = np.pi * (np.arange(2000) + 0.5) / 2000
    circle = [(np.cos(t), np.sin(t)) if moon == 0 else (1 - np.cos(t), 0.5 - np.sin(t))
              for t in angles]  # fmt: skip
    return np.mean([np.exp(-(np.hypot(*(point - p)) ** 2) / 2 / noise**2) for p in circle])


def test_the_best_possible_boundary_is_where_both_classes_are_equally_dense():
    for point in np.random.default_rng(0).uniform(-1, 2, size=(6, 2)):
        expected = np.log(density(point, 1, 0.3) / density(point, 0, 0.3))
        assert true_margin(point[None], 0.3)[0] == pytest.approx(expected, abs=0.03)


def test_no_network_beats_the_true_probabilities_on_new_samples_and_they_are_calibrated():
    for changes in ({}, {"l2": 0.01}, {"width": 3}, {"N": 200, "l2": 0.01}):
        arrays = fit(**changes)
        assert arrays.true_loss < arrays.val_loss.min()
    _, (X, labels) = noisy_moons(1, 0.3, seed=1)
    probability = 1 / (1 + np.exp(-true_margin(X, 0.3)))
    assert probability.mean() == pytest.approx(labels.mean(), abs=0.05)
    assert ((probability > 0.5) == labels).mean() > 0.88


def test_both_losses_are_drawn_over_the_updates_and_stay_on_the_axes():
    arrays = fit(depth=3)
    artists = drawn(draw_losses, shown(arrays), axes=loss_axes)
    for name, losses in [("training", arrays.loss), ("validation", arrays.val_loss)]:
        x, y = artists[name].get_data()
        np.testing.assert_array_equal(x, arrays.updates)
        np.testing.assert_allclose(y, np.clip(losses, *LOSS_LIMITS))
        assert artists[f"{name} here"].get_xdata()[0] == arrays.updates[-1]
    assert artists["best"].get_ydata()[0] == pytest.approx(arrays.val_loss.min())
    assert artists["best name"].get_text() == f"lowest: {arrays.val_loss.min():.2f}"
    assert artists["true loss"].get_ydata()[0] == pytest.approx(arrays.true_loss)


@pytest.mark.parametrize(
    ("over", "name", "values"), [(over_strengths, "l2", STRENGTHS), (over_widths, "width", WIDTHS)]
)
def test_an_axis_of_settings_has_the_losses_of_networks_trained_with_them(over, name, values):
    settings = START | {"N": 20, "depth": 1, name: values[2]}
    curves = over(settings)
    for place in (0, 2, len(values) - 1):
        alone = fit_arrays(**settings | {name: values[place]})
        assert curves.loss[place] == alone.loss[-1]
        assert curves.val_loss[place] == alone.val_loss[-1]
    assert curves.here == 2 and len(curves.names) == len(values)
    artists = drawn(draw_losses, CapacityArrays(fit_arrays(**settings), curves), axes=loss_axes)
    ax = artists["validation"].axes
    assert [label.get_text() for label in ax.get_xticklabels()] == list(curves.names)
    assert artists["validation here"].get_xdata()[0] == artists["here"].get_xdata()[0] == 2
    boxes = [label.get_window_extent() for label in artists["ends"]]
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))


@pytest.mark.parametrize("depth", [1, 2])
def test_a_pass_is_the_network_with_its_masks(depth):
    arrays = dropout_arrays(depth, 0.5, 7, seed=3)
    _, params = small_network(depth)
    for number in (1, 7, PASSES):
        Z = X
        for (W, b), masks in zip(params[:-1], arrays.masks, strict=True):
            Z = np.maximum(Z @ W + b, 0) * masks[number - 1]
        out = (Z @ params[-1][0] + params[-1][1])[0]
        assert arrays.out[number - 1] == pytest.approx(out)
        assert arrays.running_mean[number - 1] == pytest.approx(arrays.out[:number].mean())
    assert arrays.full == pytest.approx(1)


def test_units_only_leave_as_drop_grows_and_none_is_gone_at_0():
    kept = [dropout_arrays(1, drop, 1, seed=5).masks[0] > 0 for drop in np.arange(0, 1, 0.1)]
    assert kept[0].all()
    for more, fewer in zip(kept[:-1], kept[1:], strict=True):
        assert (fewer <= more).all() and fewer.sum() < more.sum()
    np.testing.assert_allclose(dropout_arrays(2, 0.0, 1, seed=0).out, 1)


def test_one_masked_layer_keeps_the_mean_of_out():
    means = [dropout_arrays(1, 0.5, 1, seed).running_mean[-1] for seed in range(40)]
    error = statistics.stdev(means) / np.sqrt(len(means))
    assert abs(statistics.mean(means) - 1) < 4 * error < 0.05


def test_a_second_relu_lets_the_mean_of_out_grow():
    means = [dropout_arrays(2, 0.5, 1, seed).running_mean[-1] for seed in range(21)]
    assert min(means) > 1 and statistics.mean(means) > 1.1


def test_dropped_units_are_crossed_out_and_lose_their_edges():
    arrays = dropout_arrays(1, 0.5, 2, seed=0)
    off = arrays.masks[0][1] == 0
    edges, *crosses = (s for s in draw_thinned(arrays) if isinstance(s, Lines))
    assert 0 < off.sum() < 8 and len(crosses) == off.sum() + 1  # one more in the key
    assert len(edges.lines) == 4 * (~off).sum()  # three inputs and the output for each unit left
    places = network_graph(arrays.sizes, FRAME).places[1]
    crossed = [np.mean(cross.lines, axis=(0, 1)) for cross in crosses[: off.sum()]]
    np.testing.assert_allclose(crossed, places[off])


def test_the_mean_is_drawn_up_to_the_pass_that_is_shown():
    arrays = dropout_arrays(1, 0.5, 30, seed=0)
    artists = drawn(draw_mean, arrays)
    np.testing.assert_allclose(artists["mean"].get_ydata(), arrays.running_mean[:30])
    np.testing.assert_allclose(artists["passes"].get_ydata(), arrays.out[:30])
    assert artists["now"].get_xydata()[0] == pytest.approx([30, arrays.out[29]])
    assert list(artists["full"].get_ydata()) == [arrays.full] * 2
    x, y = artists["mean name"].get_position()
    assert (x, y) == pytest.approx((31.8, arrays.running_mean[29]), abs=0.15)


def test_the_names_of_the_lines_are_apart_after_all_passes():
    artists = drawn(draw_mean, dropout_arrays(1, 0.5, PASSES, seed=0))
    names = [artists[name].get_position()[1] for name in ("full name", "mean name")]
    assert abs(names[0] - names[1]) > 0.13 * np.ptp(artists["mean"].axes.get_ylim())


RESULTS = {
    "wine": {"one": [0.9, 0.95, 0.91], "two": [0.92, 0.94, 0.91]},
    "digits": {"one": [0.8, 0.85], "two": [0.7, 0.9]},
}


def test_scores_have_their_mean_spread_and_wins():
    arrays = score_arrays(RESULTS, "wine", "one")
    for i, scores in enumerate(RESULTS["wine"].values()):
        assert arrays.mean[i] == pytest.approx(statistics.mean(scores))
        assert arrays.spread[i] == pytest.approx(statistics.stdev(scores))
    assert arrays.wins.tolist() == [[0, 0], [1, 1]]
    assert score_arrays(RESULTS, "digits", "two").wins.tolist() == [[1, 1], [0, 0]]


def test_a_dot_is_drawn_for_each_seed_in_the_row_of_its_setting():
    arrays = score_arrays(RESULTS, "wine", "two")
    artists = drawn(draw_scores, arrays)
    dots = artists["seeds"].get_xydata()
    for row, scores in enumerate(RESULTS["wine"].values()):
        assert sorted(x for x, y in dots if round(y) == row) == sorted(scores)
    x, y = artists["mean"].get_data()
    np.testing.assert_allclose(x, [0.92, 0.92333], atol=1e-4)
    assert list(np.round(y)) == [0, 1] and max(y) < dots[:, 1].max()
    lines = artists["range"].get_xdata().reshape(2, 3)[:, :2]
    assert lines.tolist() == [[min(s), max(s)] for s in RESULTS["wine"].values()]
    assert artists["baseline"].get_xdata()[0] == pytest.approx(arrays.mean[1])


@pytest.mark.parametrize(
    ("results", "complaint"),
    [
        ({"a": {"one": [1, 2]}, "b": {"two": [1, 2]}}, "the same for all"),
        ({"a": {"one": [1, 2], "two": [1]}}, "as many"),
        ({"a": {"one": [1]}}, "two or more"),
    ],
)
def test_scores_that_cannot_be_compared_are_refused(results, complaint):
    with pytest.raises(ValueError, match=complaint):
        check_results(results)
