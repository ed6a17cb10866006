"""XOR in two planes: what relu(XW + c) w + b does to the plane of its inputs."""

from dataclasses import dataclass

import numpy as np

from feedforward.activations import relu
from feedforward.data import xor_points
from feedforward.exercises.xor.xor_forward import xor_forward

from .geometry import clipped, line_in_box, lines_at, regions_above, split_at_level

X, TARGETS = xor_points()
NAMES = ("(0,0)", "(0,1)", "(1,0)", "(1,1)")
# Class 1 begins at 1/2; rounding in an out's last digits must not put an exact 1/2 below it.
LEVEL = 0.5 - 1e-9
LOW, HIGH = -0.5, 1.5
GRID = np.linspace(LOW, HIGH, 81)
MESH = slice(None, None, 10)  # every tenth line of GRID is drawn
SQUARE = np.array([[LOW, LOW], [HIGH, LOW], [HIGH, HIGH], [LOW, HIGH]])
STAGES = ("X", "h", "Z")  # at bend 0, 1 and 2


@dataclass(frozen=True)
class XorArrays:
    """All that the two planes show, for one choice of W, c, w, b and bend.

    What rides on the sheet is there twice: where it lies in the input plane, and bent.
    """

    parameters: tuple  # W (2, 2), c (2,), w (2,), b
    bend: float  # 0: the sheet lies as X, 1: as h = XW + c, 2: as Z = relu(h)
    h: np.ndarray  # (4, 2), before relu
    Z: np.ndarray  # (4, 2), after it
    out: np.ndarray  # (4,)
    y: np.ndarray  # (4,), the class that each point should get
    right: np.ndarray  # (4,) of bool
    out_input: np.ndarray  # (81, 81), out over the input plane, a row for each x2 of GRID
    fold_lines: list  # two of (2, 2) or (0, 2): where h_j = 0, its on-side to the left
    mesh: tuple  # lines (k, 2) of the sheet in class 0 and in class 1
    cut: list  # lines (k, 2) where out = 1/2
    points: np.ndarray  # (4, 2), bent
    bent_mesh: tuple
    bent_cut: list
    bent_sheet: tuple  # polygons (k, 2): the whole sheet, and its part in class 1
    frame: tuple  # the hidden plane reaches from frame[0] to frame[1], both ways
    hidden_grid: np.ndarray  # (21,), from 0 to frame[1]
    out_hidden: np.ndarray  # (21, 21), out over what relu can reach, a row for each Z2
    output_line: np.ndarray  # (2, 2) or (0, 2): where w . Z + b = 1/2
    reached_output_line: np.ndarray  # the part of it where relu can go
    note: str = ""  # what else the reader must be told

    @property
    def collapsed(self):
        """Return True if W has no inverse, so that every h lies on one line or in one point."""
        return np.linalg.matrix_rank(self.parameters[0], tol=1e-9) < 2


def bent(X, W, c, bend):
    """Move X (N, 2) towards h = XW + c, reached at bend = 1, and on to relu(h), at bend = 2."""
    h = X @ W + c
    if bend <= 1:
        return (1 - bend) * X + bend * h
    return (2 - bend) * h + (bend - 1) * relu(h)


def _out_over(grid, forward, W, c, w, b):
    """Return out (n, n) over the square of a grid (n,), a row for each second coordinate."""
    first, second = np.meshgrid(grid, grid)
    points = np.column_stack([first.ravel(), second.ravel()])
    return np.asarray(forward(points, W, c, w, b)).reshape(first.shape)


def _mesh_by_class(out):
    """The sheet's mesh, out (81, 81) over it -> lines (k, 2) in class 0, lines in class 1."""
    by_class = [], []
    for place, across, along in zip(GRID[MESH], out[MESH], out.T[MESH], strict=True):
        still = np.full(len(GRID), place)
        for line, values in [((GRID, still), across), ((still, GRID), along)]:
            for label, parts in enumerate(split_at_level(np.column_stack(line), values, LEVEL)):
                by_class[label].extend(parts)
    return by_class


def _cut_at_folds(rings, W, c):
    """Cut polygons where either unit switches, so that relu moves each part in one piece."""
    for j in range(2):
        sides = [(W[:, j], c[j]), (-W[:, j], -c[j])]
        rings = [clipped(ring, *side) for ring in rings for side in sides]
        rings = [ring for ring in rings if len(ring) > 2]
    return rings


def _class_1_rings(out):
    return [
        points[start:stop]
        for points, offsets in regions_above(GRID, GRID, out, LEVEL)
        for start, stop in zip(offsets[:-1], offsets[1:], strict=True)
    ]


def plane_frame(points):
    """Limits that hold points (N, 2) with some air, and change in few steps."""
    high, low = max(points.max(), 1e-9) / 2.3, max(-points.min(), 1e-9) / 1.1
    grown = [2.0 ** max(0, np.ceil(np.log2(ratio))) for ratio in (low, high)]
    return -1.25 * grown[0], 2.5 * grown[1]


def xor_arrays(W, c, w, b, bend=2.0, forward=xor_forward, y=TARGETS):
    """Compute both planes. W (2, 2), c (2,), w (2,), b and bend numbers, y (4,) -> XorArrays.

    `forward(X, W, c, w, b)` says what comes out, over either plane: with W = 1 and c = 0 it maps a
    hidden point Z >= 0 to its out, since relu leaves such a point where it is.
    """
    h = X @ W + c
    out = np.asarray(forward(X, W, c, w, b))
    out_input = _out_over(GRID, forward, W, c, w, b)
    mesh, cut = _mesh_by_class(out_input), lines_at(GRID, GRID, out_input, LEVEL)
    sheet = [_cut_at_folds(rings, W, c) for rings in ([SQUARE], _class_1_rings(out_input))]

    def move(lines):
        return [bent(line, W, c, bend) for line in lines]

    frame = plane_frame(np.concatenate([X, h]))
    hidden_grid = np.linspace(0, frame[1], 21)
    return XorArrays(
        parameters=(W, c, w, b),
        bend=bend,
        h=h,
        Z=relu(h),
        out=out,
        y=y,
        right=(out >= LEVEL) == (y == 1),
        out_input=out_input,
        fold_lines=[line_in_box(W[:, j], c[j], LOW, HIGH) for j in range(2)],
        mesh=mesh,
        cut=cut,
        points=bent(X, W, c, bend),
        bent_mesh=tuple(map(move, mesh)),
        bent_cut=move(cut),
        bent_sheet=tuple(map(move, sheet)),
        frame=frame,
        hidden_grid=hidden_grid,
        out_hidden=_out_over(hidden_grid, forward, np.eye(2), np.zeros(2), w, b),
        output_line=line_in_box(w, b - 0.5, *frame),
        reached_output_line=line_in_box(w, b - 0.5, 0, frame[1]),
    )


def flattened_line(arrays):
    """Return the line (P, 2) onto which W flattens the sheet, bent; (0, 2) if there is none."""
    W, c, *_ = arrays.parameters
    if not arrays.collapsed or arrays.bend < 1 or not W.any():
        return np.empty((0, 2))
    way = np.linalg.svd(W)[0][:, 0]  # the direction of the inputs that W keeps
    middle = (LOW + HIGH) / 2
    inputs = middle + np.linspace(-1, 1, 81)[:, None] * way * (HIGH - LOW) / 2 / np.abs(way).max()
    return bent(inputs, W, c, arrays.bend)


def effect_on_line(arrays, name):
    """Say what relu has done so far to the line of `flattened_line`; "" before it starts."""
    line = flattened_line(arrays)
    if arrays.bend <= 1 or not len(line):
        return ""
    effects = (f"shrinks {name} to a point", f"leaves {name} straight", f"bends {name}")
    return f"ReLU {effects[np.linalg.matrix_rank(line - line[0], tol=1e-9)]}"
