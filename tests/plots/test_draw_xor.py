"""The two planes of XOR show what relu(XW + c) w + b computes."""

import numpy as np
import pytest
from drawing import drawn
from matplotlib.patches import Rectangle

from feedforward.plots.bending_sheet import draw_hidden_plane
from feedforward.plots.labels import merged_names
from feedforward.plots.xor import GRID, NAMES, TARGETS, X, bent, plane_frame, xor_arrays
from feedforward.plots.xor_planes import draw_input_plane, square

KNOWN = (np.ones((2, 2)), np.array([0.0, -1.0]), np.array([1.0, -2.0]), 0.0)


def by_hand(x, W, c, w, b):
    """One out, a number at a time."""
    total = b
    for j in range(2):
        h = x[0] * W[0, j] + x[1] * W[1, j] + c[j]
        total += max(h, 0.0) * w[j]
    return total


def test_the_known_solution_is_right_at_all_four_points():
    arrays = xor_arrays(*KNOWN)
    np.testing.assert_array_equal(arrays.out, [0, 1, 1, 0])
    np.testing.assert_array_equal(arrays.h, [[0, -1], [1, 0], [1, 0], [2, 1]])
    np.testing.assert_array_equal(arrays.Z, [[0, 0], [1, 0], [1, 0], [2, 1]])
    assert arrays.right.all()


def test_both_planes_hold_what_is_computed_by_hand(seed=3):
    rng = np.random.default_rng(seed)
    W, c, w, b = rng.normal(size=(2, 2)), rng.normal(size=2), rng.normal(size=2), 0.3
    arrays = xor_arrays(W, c, w, b)
    for row, column in [(0, 0), (7, 61), (80, 13)]:
        expected = by_hand((GRID[column], GRID[row]), W, c, w, b)
        assert arrays.out_input[row, column] == pytest.approx(expected)
    Z1, Z2 = arrays.hidden_grid[4], arrays.hidden_grid[17]
    assert arrays.out_hidden[17, 4] == pytest.approx(Z1 * w[0] + Z2 * w[1] + b)
    np.testing.assert_allclose(arrays.output_line @ w + b, 0.5, atol=1e-12)


def test_the_drawn_region_holds_the_points_of_class_1_and_no_others():
    rng = np.random.default_rng(0)
    classes = set()
    for _ in range(30):
        W, c, w, b = rng.normal(size=(2, 2)), rng.normal(size=2), rng.normal(size=2), 0.1
        arrays = xor_arrays(W, c, w, b)
        path = drawn(draw_input_plane, arrays)["region"].get_path()
        for x in rng.uniform(-0.45, 1.45, size=(20, 2)):
            out = by_hand(x, W, c, w, b)
            if abs(out - 0.5) < 0.1:  # the outline is straight between the grid's points
                continue
            classes.add(out > 0.5)
            assert path.contains_point(x) == (out > 0.5)
    assert classes == {True, False}


def test_all_is_class_1_where_out_is_one_half_everywhere():
    arrays = xor_arrays(np.eye(2), np.zeros(2), np.zeros(2), 0.5)
    for draw, points in [(draw_input_plane, X), (draw_hidden_plane, X + 0.1)]:
        assert drawn(draw, arrays)["region"].get_path().contains_points(points).all()
    assert arrays.output_line.shape == (0, 2)
    np.testing.assert_array_equal(arrays.right, TARGETS == 1)


def test_an_exact_half_that_rounding_lowers_is_still_class_1():
    w = np.array([0.1, 0.2])
    W = np.array([[1.0, 1.0], [1.0, 1.0]])
    b = 0.5 - (0.1 + 0.2) - 1e-17
    assert xor_arrays(W, np.zeros(2), w, b).right[1]


def test_no_region_is_drawn_where_class_1_never_comes_out():
    arrays = xor_arrays(np.eye(2), np.zeros(2), np.zeros(2), 0.0)
    assert len(drawn(draw_input_plane, arrays)["region"].get_path().vertices) == 0


def test_points_lie_where_they_are_computed_with_their_target_as_marker():
    artists = drawn(draw_hidden_plane, xor_arrays(*KNOWN))
    np.testing.assert_array_equal(artists["class 0"].get_xydata(), [[0, 0], [2, 1]])
    np.testing.assert_array_equal(artists["class 1"].get_xydata(), [[1, 0], [1, 0]])
    assert artists["class 0"].get_marker() != artists["class 1"].get_marker()
    assert len(artists["wrong"].get_xydata()) == 0


def test_points_that_fold_together_share_a_label_that_lists_their_names():
    labels = drawn(draw_hidden_plane, xor_arrays(*KNOWN))["names"]
    shown = sorted(label.get_text() for label in labels if label.get_visible())
    assert shown == ["(0,0)", "(0,1) and (1,0)", "(1,1)"]
    assert merged_names(np.zeros((4, 2)), NAMES, 16) == [(0, "(0,0), (0,1), (1,0) and (1,1)")]


def test_names_of_points_that_almost_meet_stand_in_the_order_of_the_points():
    positions = np.array([[100.0, 50.0], [210.0, 50.0], [200.0, 52.0], [200.0, 90.0]])
    expected = [(0, "(0,0)"), (2, "(1,0) and (0,1)"), (3, "(1,1)")]
    assert merged_names(positions, NAMES, 16) == expected


@pytest.mark.parametrize("bend", [0.3, 1.0, 2.0])
@pytest.mark.parametrize("seed", range(6))
def test_no_label_leaves_the_plane_nor_covers_another(seed, bend):
    arrays = xor_arrays(*random_parameters(seed), bend)
    for draw in (draw_input_plane, draw_hidden_plane):
        artists = drawn(draw, arrays, axes=square)
        words = [artist for name, artist in artists.items() if name.endswith("name")]
        labels = [a for a in [*artists["names"], *words] if a.get_visible()]
        boxes = [label.get_window_extent() for label in labels]
        frame = labels[0].axes.bbox.padded(2)
        assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in boxes)
        for index, box in enumerate(boxes):
            assert not any(box.padded(-2).overlaps(other.padded(-2)) for other in boxes[:index])


def test_the_hidden_plane_grows_in_steps_and_holds_every_point():
    assert plane_frame(np.zeros((4, 2))) == (-1.25, 2.5)
    assert plane_frame(np.array([[2.0, -1.0]])) == (-1.25, 2.5)
    assert plane_frame(np.array([[2.4, -1.2]])) == (-2.5, 5.0)
    assert plane_frame(np.array([[9.0, -9.0]])) == (-20.0, 10.0)


def random_parameters(seed):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(2, 2)), rng.normal(size=2), rng.normal(size=2), 0.1


def test_the_sheet_goes_straight_from_x_to_h_and_from_there_to_z():
    W, c = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([0.5, -3.0])
    h, Z = np.array([[1.5, -2.0]]), np.array([[1.5, 0.0]])
    x = np.array([[1.0, 1.0]])
    for bend, expected in [(0, x), (0.5, (x + h) / 2), (1, h), (1.25, h + (Z - h) / 4), (2, Z)]:
        np.testing.assert_allclose(bent(x, W, c, bend), expected, atol=1e-12)


@pytest.mark.parametrize("bend", [0.0, 0.6, 1.0, 1.4, 2.0])
@pytest.mark.parametrize("seed", range(4))
def test_what_rides_on_the_sheet_lies_where_its_inputs_go(seed, bend):
    parameters = random_parameters(seed)
    arrays = xor_arrays(*parameters, bend)
    for flat, moved in [*zip(arrays.mesh, arrays.bent_mesh, strict=True),
                        (arrays.cut, arrays.bent_cut)]:  # fmt: skip
        for line, bent_line in zip(flat, moved, strict=True):
            np.testing.assert_allclose(bent_line, bent(line, *parameters[:2], bend))
    for label, lines in enumerate(arrays.mesh):
        for line in lines:
            outs = np.array([by_hand(x, *parameters) for x in line[1:-1]])
            assert ((outs > 0.49) if label else (outs < 0.51)).all()
    for line in arrays.cut:
        assert abs(np.median([by_hand(x, *parameters) for x in line]) - 0.5) < 0.01


def shoelace(ring):
    following = np.roll(ring, -1, axis=0)
    return 0.5 * np.sum(ring[:, 0] * following[:, 1] - ring[:, 1] * following[:, 0])


@pytest.mark.parametrize("seed", range(4))
def test_the_sheet_keeps_its_share_of_class_1_until_relu_bends_it(seed):
    parameters = random_parameters(seed)
    areas = []
    for bend in (0.0, 1.0):
        arrays = xor_arrays(*parameters, bend)
        areas.append([abs(sum(map(shoelace, rings))) for rings in arrays.bent_sheet])
    assert areas[0][0] == pytest.approx(4.0)
    assert areas[0][1] == pytest.approx(4 * (arrays.out_input > 0.5).mean(), abs=0.15)
    stretch = abs(np.linalg.det(parameters[0]))
    assert areas[1] == pytest.approx([stretch * area for area in areas[0]])


def test_the_known_solution_flattens_the_sheet_and_relu_bends_the_line():
    arrays = xor_arrays(*KNOWN, 1.0)
    assert arrays.collapsed
    for line in [*arrays.bent_mesh[0], *arrays.bent_mesh[1]]:
        np.testing.assert_allclose(line[:, 0] - line[:, 1], 1.0, atol=1e-12)
    sums = [np.sort(line.sum(axis=1)) for line in xor_arrays(*KNOWN, 2.0).bent_mesh[1]]
    # class 1 is the part around the corner (1, 0): from (1/2, 0) to (3/2, 1/2)
    assert min(ends[0] for ends in sums) == pytest.approx(0.5)
    assert max(ends[-1] for ends in sums) == pytest.approx(2.0)
    assert not xor_arrays(*random_parameters(0)).collapsed


def test_only_a_finished_bend_is_cut_by_the_output_line():
    for bend, alpha in [(0.0, 0), (1.0, 0), (1.5, 0.5), (2.0, 1)]:
        artists = drawn(draw_hidden_plane, xor_arrays(*KNOWN, bend), axes=square)
        assert artists["output line"].get_alpha() == alpha
        assert artists["output line name"].get_visible() == (bend == 2)
        shown = {1.0: "all $h$ lie on one line", 1.5: "ReLU bends the line"}.get(bend)
        if shown:
            assert artists["line name"].get_visible()
            assert artists["line name"].get_text() == shown
        if bend < 1:
            assert not artists["line name"].get_visible()
        assert artists["dot"].get_xdata()[0] == bend / 2
        np.testing.assert_allclose(artists["class 1"].get_xydata(), arrays_of(bend)[[1, 2]])


def arrays_of(bend):
    return bent(X, *KNOWN[:2], bend)


@pytest.mark.parametrize("scale", [1.0, 3.0])
def test_what_relu_cannot_reach_is_covered_whatever_the_frame(scale):
    artists = drawn(draw_hidden_plane, xor_arrays(scale * np.eye(2), *KNOWN[1:]))
    low, high = artists["region"].axes.get_xlim()
    covers = artists["unreached"]
    assert all(isinstance(cover, Rectangle) and cover.get_alpha() == 1 for cover in covers)
    for Z in np.random.default_rng(0).uniform(low, high, size=(50, 2)):
        covered = any(cover.get_bbox().contains(*Z) for cover in covers)
        assert covered == (Z.min() < 0)
