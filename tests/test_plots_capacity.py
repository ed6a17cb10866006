"""Overfitting, dropout and the scores of experiments: what their pictures show is so."""

import statistics

import numpy as np
import pytest
from drawing import drawn

from feedforward.plots.capacity import (
    LOSS_LIMITS,
    X1,
    X2,
    draw_boundary,
    draw_losses,
    fit_arrays,
    noisy_moons,
)
from feedforward.plots.dropout import (
    PASSES,
    X,
    draw_mean,
    draw_thinned,
    dropout_arrays,
    small_network,
)
from feedforward.plots.scores import check_results, draw_scores, score_arrays


def fit(**changes):
    start = {"width": 50, "depth": 2, "N": 60, "noise": 0.3, "l2": 0.0, "drop": 0.0}
    return fit_arrays(**(start | changes))


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
    path = drawn(draw_boundary, arrays)["region"].get_path()
    near = np.abs(arrays.margin) < 0.3  # the outline is straight between the grid's points
    for row, column in np.argwhere(~near)[::97]:
        inside = path.contains_point((X1[column], X2[row]))
        assert inside == (arrays.margin[row, column] > 0)


def test_samples_are_drawn_by_class_and_those_not_fitted_crossed():
    arrays = fit(width=2, depth=1)
    artists = drawn(draw_boundary, arrays)
    for label in (0, 1):
        shown = artists[f"class {label}"].get_xydata()
        np.testing.assert_array_equal(shown, arrays.X[arrays.labels == label])
    np.testing.assert_array_equal(artists["wrong"].get_xydata(), arrays.X[arrays.wrong])


def test_both_losses_are_drawn_over_the_updates_and_stay_on_the_axes():
    arrays = fit(depth=3)
    artists = drawn(draw_losses, arrays)
    for name, losses in [("training", arrays.loss), ("validation", arrays.val_loss)]:
        x, y = artists[name].get_data()
        np.testing.assert_array_equal(x, arrays.updates)
        np.testing.assert_allclose(y, np.clip(losses, *LOSS_LIMITS))
    assert artists["best"].get_ydata()[0] == pytest.approx(arrays.val_loss.min())


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
    artists = drawn(draw_thinned, arrays)
    kept = np.count_nonzero(arrays.masks[0][1])
    assert len(artists["crosses"].get_xydata()) == 8 - kept
    assert len(artists["hidden"].get_xydata()) == kept
    assert (artists["edges"].get_colors()[:, 3] > 0).sum() == 4 * kept


def test_the_mean_is_drawn_up_to_the_pass_that_is_shown():
    arrays = dropout_arrays(1, 0.5, 30, seed=0)
    artists = drawn(draw_mean, arrays)
    np.testing.assert_allclose(artists["mean"].get_ydata(), arrays.running_mean[:30])
    assert artists["now"].get_xydata()[0] == pytest.approx([30, arrays.out[29]])


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
    np.testing.assert_allclose(artists["mean"].get_xydata(), [[0.92, 0], [0.92333, 1]], atol=1e-4)
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
