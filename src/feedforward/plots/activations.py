"""An activation function at work: its curve, its slope, and what becomes of a unit's inputs."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from feedforward.activations import ACTIVATIONS
from feedforward.exercises.activations.slope import slope as central_difference

NAMES = ("sigmoid", "tanh", "relu", "leaky_relu", "gelu")
LIMIT = 8.0
GRID = np.linspace(-LIMIT, LIMIT, 321)
DOTS = np.linspace(-LIMIT, LIMIT, 33)
N = 1000
# Every share in the picture is then the normal distribution's own, not that of a drawing.
QUANTILES = np.array([NormalDist().inv_cdf((i + 0.5) / N) for i in range(N)])
FLAT = 0.1  # a slope under this share of the steepest one counts as flat


@dataclass(frozen=True)
class Other:
    """An activation that is drawn for comparison."""

    curve: np.ndarray  # (321,), f on GRID
    slopes: np.ndarray  # (321,), f' on GRID
    Z: float  # f(h)
    slope: float  # f'(h)


@dataclass(frozen=True)
class ActivationArrays:
    """All that the picture shows of one f, at one point and for one set of inputs."""

    name: str
    curve: np.ndarray  # (321,), f on GRID
    slopes: np.ndarray | None  # (321,), f' on GRID; None where no f' is known
    dots: np.ndarray | None  # (33,), f' measured at DOTS; None where nothing measures it
    h: float
    Z: float
    slope: float  # f'(h), or what was measured where no f' is known
    measured: float | None
    inputs: np.ndarray  # (1000,)
    outputs: np.ndarray  # (1000,)
    passed: np.ndarray  # (1000,), f' at every input
    flat: np.ndarray  # (1000,) of bool: where it is under a tenth of the steepest slope
    steepest: float
    others: dict  # name -> Other, those that are drawn for comparison
    note: str = ""


def _other(name, h):
    f, df = ACTIVATIONS[name]
    points = np.append(GRID, h)
    values = f(points)
    slopes = df(points, values)
    return Other(values[:-1], slopes[:-1], values[-1], slopes[-1])


def activation_arrays(name, h, center, spread, f=None, df=None, measure=None, beside=()):
    """Compute the picture of f around the point h, and for inputs ~ Normal(center, spread).

    f(h) and df(h, Z), which gives f'(h), are the book's for this name where they are None; a name
    of no book's function may have no df. measure(f, x) is a finite difference, or None.
    beside: names of the activations to compare it with.
    """
    book_f, book_df = ACTIVATIONS.get(name, (None, None))
    f, df = f or book_f, df or book_df
    inputs = center + spread * QUANTILES
    points = np.concatenate([[h], inputs, GRID])
    values = f(points)
    slopes = df(points, values) if df else (measure or central_difference)(f, points)
    steepest = np.abs(slopes[1 + N :]).max()
    return ActivationArrays(
        name=name,
        curve=values[1 + N :],
        slopes=slopes[1 + N :] if df else None,
        dots=measure(f, DOTS) if measure else None,
        h=h,
        Z=values[0],
        slope=slopes[0],
        measured=measure(f, np.array([h]))[0] if measure else None,
        inputs=inputs,
        outputs=values[1 : 1 + N],
        passed=slopes[1 : 1 + N],
        flat=np.abs(slopes[1 : 1 + N]) < FLAT * steepest,
        steepest=steepest,
        others={other: _other(other, h) for other in beside if other != name},
    )
