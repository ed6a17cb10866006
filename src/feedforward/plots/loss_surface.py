"""A model with two parameters, w and b, and its loss as a surface over them: arrays to arrays."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from feedforward.losses import (
    cross_entropy,
    cross_entropy_backward,
    mse,
    mse_backward,
    mse_on_softmax,
    mse_on_softmax_backward,
)

GRID = 33  # points each way; what they leave out is straight
SLICES = ("along w", "along b", "downhill")


@dataclass(frozen=True, eq=False)
class Problem:
    """One input per sample, what should come out, and the losses that measure it."""

    x: np.ndarray  # (N,)
    y: np.ndarray  # (N,), numbers, or classes 0 and 1
    two_classes: bool
    limit: float  # w and b lie between -limit and limit
    rate: float  # learning rate of gradient descent
    losses: dict  # name -> (loss, its derivative with respect to out)


LINE = Problem(
    x=np.array([-0.6, -0.3, 0.1, 0.4, 0.9, 1.2, 1.5, 2.0]),
    y=np.array([-1.1, -0.5, -0.6, 0.3, 0.2, 0.9, 0.8, 1.6]),
    two_classes=False,
    limit=3.0,
    rate=0.3,
    losses={"squared error": (mse, mse_backward)},
)
CLASSES = Problem(
    x=np.array([-2.0, -1.6, -1.1, -0.7, -0.2, 0.3, 0.6, 1.0, 1.5, 1.9]),
    y=np.array([0, 0, 0, 1, 0, 1, 0, 1, 1, 1]),
    two_classes=True,
    limit=6.0,
    rate=1.0,
    losses={
        "cross-entropy": (cross_entropy, cross_entropy_backward),
        "squared error on S": (mse_on_softmax, mse_on_softmax_backward),
    },
)


@dataclass(frozen=True)
class SurfaceArrays:
    """All that the model, the surface and the slice show."""

    problem: Problem
    heights: np.ndarray  # (GRID, GRID), J, a row for each b
    path: np.ndarray  # (P, 2), (w, b) from the start to where the model is now
    path_J: np.ndarray  # (P,)
    left_box: bool  # whether the next step would leave the picture
    slope: np.ndarray  # (2,), dJ/dw and dJ/db at the end of the path
    curve: np.ndarray  # (K,), the model's out (a line) or S for class 1, over curve_x
    fitted: np.ndarray  # (N,), the same at the data
    slice_name: str
    slice_points: np.ndarray  # (41, 2), (w, b) along the slice
    slice_at: np.ndarray  # (41,), w, b, or the distance downhill
    slice_J: np.ndarray  # (41,)
    here: float  # where on that axis the model is
    slice_slope: float  # how steep the slice is there
    view: tuple  # azimuth, elevation
    note: str = ""


def axis_of(problem):
    """The values of w, and of b, at which the surface is computed."""
    return np.linspace(-problem.limit, problem.limit, GRID)


def outputs(problem, w, b):
    """out for every sample: (N,), or (N, 2) with the logits 0 and xw + b of two classes."""
    out = problem.x * w + b
    return np.column_stack([np.zeros(len(out)), out]) if problem.two_classes else out


def shown(problem, x, w, b):
    """Return the height of the model's curve at x: a line, or the probability of class 1."""
    out = x * w + b
    return 1 / (1 + np.exp(-out)) if problem.two_classes else out


def slope_at(problem, backward, w, b):
    """(dJ/dw, dJ/db): every sample's dJ/dout, times how its out moves with w, and with b."""
    dout = backward(outputs(problem, w, b), problem.y)
    dout = dout[:, 1] if problem.two_classes else dout
    return np.array([dout @ problem.x, dout.sum()])


@lru_cache(maxsize=16)
def surface_of(problem, loss):
    """J over the square of w and b -> (GRID, GRID), a row for each b."""
    axis = axis_of(problem)
    return np.array([[loss(outputs(problem, w, b), problem.y) for w in axis] for b in axis], float)


def walk(problem, backward, start, steps):
    """Take steps of gradient descent -> (places (P, 2), whether it left the square)."""
    places = [np.asarray(start, float)]
    for _ in range(steps):
        place = places[-1] - problem.rate * slope_at(problem, backward, *places[-1])
        if np.abs(place).max() > problem.limit:
            return np.array(places), True
        places.append(place)
    return np.array(places), False


def slice_through(problem, place, slope, name):
    """The slice's points inside the square, their values on its axis, and its direction."""
    length = np.hypot(*slope)
    downhill = -slope / length if length > 1e-12 else np.array([1.0, 0.0])
    way = {"along w": np.array([1.0, 0.0]), "along b": np.array([0.0, 1.0])}.get(name, downhill)
    moving = np.abs(way) > 1e-12
    ends = (np.array([[-1.0], [1.0]]) * problem.limit - place)[:, moving] / way[moving]
    t = np.linspace(ends.min(axis=0).max(), ends.max(axis=0).min(), 41)
    axis = {"along w": place[0] + t, "along b": place[1] + t}.get(name, t)
    return place + t[:, None] * way, axis, way


def loss_surface_arrays(problem, loss, backward, start, steps, slice_name, view):
    """Compute the model, the surface, the path from start and the slice -> SurfaceArrays.

    `loss(out, y)` and `backward(out, y)` say what J is and how it moves with out.
    """

    def J(place):
        return float(loss(outputs(problem, *place), problem.y))

    path, left_box = walk(problem, backward, start, steps)
    here = path[-1]
    slope = slope_at(problem, backward, *here)
    points, at, way = slice_through(problem, here, slope, slice_name)
    return SurfaceArrays(
        problem=problem,
        heights=surface_of(problem, loss),
        path=path,
        path_J=np.array([J(place) for place in path]),
        left_box=left_box,
        slope=slope,
        curve=shown(problem, curve_x(problem), *here),
        fitted=shown(problem, problem.x, *here),
        slice_name=slice_name,
        slice_points=points,
        slice_at=at,
        slice_J=np.array([J(place) for place in points]),
        here={"along w": here[0], "along b": here[1]}.get(slice_name, 0.0),
        slice_slope=float(slope @ way),
        view=view,
    )


def curve_x(problem):
    """Return the inputs x at which the model's curve is drawn."""
    reach = np.array([problem.x.min() - 0.5, problem.x.max() + 0.5])
    return np.linspace(*reach, 61) if problem.two_classes else reach
