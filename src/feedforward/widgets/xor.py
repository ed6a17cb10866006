"""The explorer of 6.1: nine weights, and XOR in the input plane and in the hidden plane."""

from dataclasses import replace
from functools import partial

import numpy as np

from feedforward.exercises.xor.xor_forward import xor_forward
from feedforward.formatting import decimal
from feedforward.plots.bending_sheet import draw_hidden_plane
from feedforward.plots.xor import NAMES, TARGETS, X, effect_on_line, xor_arrays
from feedforward.plots.xor_planes import draw_input_plane, square

from .explorer import Explorer, Story, slider, stepper
from .guard import computed_with, guarded
from .panel import Panel
from .position import startable

GROUPS = {
    "hidden unit 1": ["W[0,0]", "W[1,0]", "c[0]"],
    "hidden unit 2": ["W[0,1]", "W[1,1]", "c[1]"],
    "output": ["w[0]", "w[1]", "b"],
}
LIMIT, STEP = 3.0, 0.1
BEND = 10  # steps from X to h, and as many from h to Z
SIZE = {"width": 400, "height": 480, "axes": square}
HEADER = ("x1", "x2", "h1", "h2", "Z1", "Z2", "out", "target", "right?")


def as_values(W, c, w, b):
    """W (2, 2), c (2,), w (2,), b -> the sliders' values by label."""
    values = {f"W[{i},{j}]": W[i][j] for i in range(2) for j in range(2)}
    values |= {f"c[{j}]": c[j] for j in range(2)} | {f"w[{j}]": w[j] for j in range(2)}
    return values | {"b": b}


def as_parameters(values):
    """The sliders' values by label -> W (2, 2), c (2,), w (2,), b."""
    # A browser sends 3 steps of 0.1 as 0.30000000000000004.
    values = {label: round(float(value), 9) for label, value in values.items()}
    W = np.array([[values[f"W[{i},{j}]"] for j in range(2)] for i in range(2)])
    c = np.array([values["c[0]"], values["c[1]"]])
    w = np.array([values["w[0]"], values["w[1]"]])
    return W, c, w, values["b"]


# With c = 1 both units are on all over the input plane, so out = x1 is linear there.
LINEAR = as_values([[1.0, 0.0], [0.0, 1.0]], [1.0, 1.0], [1.0, 0.0], -1.0)
KNOWN_SOLUTION = as_values([[1.0, 1.0], [1.0, 1.0]], [0.0, -1.0], [1.0, -2.0], 0.0)
STARTS = {"linear": LINEAR, "known solution": KNOWN_SOLUTION}
# Its W is invertible, so ReLU folds a plane and not just a line.
ANOTHER_SOLUTION = as_values([[1.0, -2.0], [-2.0, 1.0]], [0.0, 0.0], [1.0, 1.0], 0.0)
# On the website, a reader shifts a sloping line over the points, or bends the plane.
SLOPING = as_values([[1.0, 0.0], [0.0, 1.0]], [0.6, 0.6], [1.0, 1.0], -2.2)
STORIES = {
    "linear": Story("b", tuple(round(-2.2 + 0.2 * k, 9) for k in range(11)), SLOPING),
    "known solution": Story("bend", tuple(range(0, 2 * BEND + 1, 2)), KNOWN_SOLUTION),
}


def random_values(rng):
    """A value for every slider, drawn evenly from the inner part of its range."""
    return {label: round(rng.integers(-20, 21) * STEP, 9) for label in LINEAR}


def compute_with(forward, y):
    """The explorer's compute: with the learner's forward where it works, else with the book's."""
    own = guarded(
        forward, "xor_forward", lambda X, *_: (len(X),), about=lambda X, *_: f"{len(X)} rows",
        like=xor_forward,
    )  # fmt: skip

    def compute(values):
        parameters = as_parameters(values)
        build = partial(xor_arrays, *parameters, values["bend"] / BEND, y=y)
        arrays, note = computed_with(build, forward=own)
        return replace(arrays, note=note)

    return compute


def _folds(arrays):
    """Return a sentence for each hidden point that several inputs share."""
    meetings = {}
    for name, Z in zip(NAMES, arrays.Z.round(9), strict=True):
        meetings.setdefault(tuple(Z), []).append(name)
    return [
        f"{' and '.join(names)} share the hidden point ({decimal(Z[0])}, {decimal(Z[1])})."
        for Z, names in meetings.items()
        if len(names) > 1
    ]


def _degenerate(arrays):
    """Return a sentence for each line that does not exist."""
    W, _, w, b = arrays.parameters
    sentences = []
    for j in range(2):
        if len(arrays.fold_lines[j]):
            continue
        state = "on" if arrays.h[0, j] > 0 else "off"
        why = "its line is out of view" if W[:, j].any() else "it has no weights, so no line"
        sentences.append(f"Unit {j + 1} is {state} everywhere here: {why}.")
    if not w.any():
        sentences.append(
            f"w = 0: the hidden plane has no line; w·Z + b is {decimal(b)} everywhere."
        )
    return sentences


def _bend(arrays):
    """Say how far the plane is on its way from X through h to Z, and whether W flattens it."""
    stage, share = divmod(arrays.bend, 1)
    ways = ("X to h = XW + c", "h to Z = relu(h)")
    stops = ("at X", "at h = XW + c", "at Z = relu(h)")
    where = f"{100 * share:.0f}% of the way from {ways[int(stage)]}" if share else stops[int(stage)]
    said = [f"The plane is shown {where}."]
    if arrays.collapsed:
        place = "lie on one line" if arrays.parameters[0].any() else "are one point"
        said.append(f"W flattens it: all h {place}.")
        if effect := effect_on_line(arrays, "that line"):
            said.append(f"{effect}.")
    return " ".join(said)


def describe(arrays):
    """Give the outputs, and say which points are right or coincide, and which lines are missing."""
    outs = ", ".join(f"{decimal(o)} at {name}" for o, name in zip(arrays.out, NAMES, strict=True))
    first = f"{arrays.right.sum()} of 4 right: out is {outs}."
    return " ".join(
        [first, *_folds(arrays), _bend(arrays), *_degenerate(arrays), arrays.note]
    ).strip()


def table(arrays):
    """The forward pass of the four points: a header, and a row of words for each."""
    rows = [
        [*(f"{x:.0f}" for x in X[n]), *map(decimal, (*arrays.h[n], *arrays.Z[n], arrays.out[n])),
         str(arrays.y[n]), "yes" if arrays.right[n] else "no"]
        for n in range(len(X))
    ]  # fmt: skip
    return HEADER, rows


@startable
def explore_xor(forward=None, rng=None, *, start="linear", y=TARGETS):
    """Play with the nine numbers of relu(XW + c) w + b, and bend the plane of XOR's inputs.

    The slider bend moves the plane from X through h = XW + c to Z = relu(h).

    forward: your own `xor_forward(X, W, c, w, b)`, whose outputs are drawn. If it is blank,
    fails or gives other numbers than the formula, a sentence says so, and the outputs are those of
    the book's own.
    rng: a numpy Generator for the button "random".
    start: "linear" or "known solution". y (4,): the class that each of the points (0,0), (0,1),
    (1,0), (1,1) should get, by default those of XOR.
    Raises ValueError for another start, and for a y that is not four zeros and ones.
    """
    y = np.asarray(y)
    if y.shape != (4,) or not np.isin(y, (0, 1)).all():
        raise ValueError(f"y is {y.tolist()}; expected four classes, each 0 or 1.")
    if start not in STARTS:
        raise ValueError(f"start is {start!r}; expected one of {', '.join(map(repr, STARTS))}.")
    rng = np.random.default_rng(0) if rng is None else rng
    return Explorer(
        controls=[
            stepper("bend", 2 * BEND, 0, 2 * BEND),
            *(
                slider(label, STARTS[start][label], -LIMIT, LIMIT, STEP)
                for labels in GROUPS.values()
                for label in labels
            ),
        ],
        compute=compute_with(forward, y.astype(int)),
        panels=[
            Panel("Input plane", draw_input_plane, **SIZE),
            Panel("Hidden plane", draw_hidden_plane, **SIZE),
        ],
        describe=describe,
        table=table,
        presets={
            **STARTS,
            "another solution": ANOTHER_SOLUTION,
            "random": lambda: random_values(rng),
        },
        groups={"from X (0) through h (10) to Z (20)": ["bend"], **GROUPS},
        story=STORIES[start],
    )
