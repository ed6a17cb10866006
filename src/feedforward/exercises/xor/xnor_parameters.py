"""Exercise `xnor_parameters` of section 6.1."""

from dataclasses import replace

import numpy as np

from feedforward.checking.compare import Difference, as_array, form_fault, split
from feedforward.checking.describe_values import listed, number
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.xor.truth_table import XOR_X, XOR_Y
from feedforward.exercises.xor.xor_forward import xor_forward

XNOR_Y = 1 - XOR_Y
MOST_UNITS = 3  # whose h is shown


def xnor_parameters():
    """Return (W, c, w, b) for which xor_forward gives XNOR on the four points.

    XNOR is 1 if the two inputs are equal, else 0. Any parameters that achieve this will do:
    W (2, m), c (m,), w (m,), b a float, with any m.
    """
    return np.array([[1, 1], [1, 1]]), np.array([0, -1]), np.array([-1, 2]), 1.0


def _no_arguments(rng):
    yield Case(())
    yield Case((), "a second call")


def _xnor_law(case, got):
    named = split(got, ("W", "c", "w", "b"))
    if isinstance(named, Difference):
        return {"parameters": named}
    W, c, w, b = (as_array(value) for value in named.values())
    m = _width(W, c, w)
    shapes = {"W": (W, (2, m)), "c": (c, (m,)), "w": (w, (m,)), "b": (b, ())}
    faults = {name: form_fault(name, value, shape) for name, (value, shape) in shapes.items()}
    name = next((n for n, f in faults.items() if f), None)
    if name is None:
        return {"parameters": _truth_fault(W, c, w, b)}
    fault = faults[name]
    if name != "b":
        text = f"{fault.text} Any m will do, but W (2, m), c (m,) and w (m,) must have the same m."
        fault = replace(fault, text=text)
    return {"parameters": fault}


def _width(W, c, w):
    """Return the m that most of the three have, W first; 2 if none of them shows it."""
    shown = [W.shape[1]] if isinstance(W, np.ndarray) and W.ndim == 2 else []
    shown += [len(a) for a in (c, w) if isinstance(a, np.ndarray) and a.ndim == 1]
    return max(shown, key=shown.count, default=2)


def _truth_fault(W, c, w, b):
    out = xor_forward(XOR_X, W, c, w, b)
    wrong = np.flatnonzero(~(np.abs(out - XNOR_Y) <= 1e-6))
    if not len(wrong):
        return None
    seen = listed([f"{number(o)} at ({x1}, {x2})" for (x1, x2), o in zip(XOR_X, out, strict=True)])
    units = [
        f"({', '.join(map(number, h))}) in unit {unit}"
        for unit, h in enumerate((XOR_X @ W + c).T, 1)
    ]
    hidden = (
        f" At these points h = xW + c is {listed(units)}." if 0 < len(units) <= MOST_UNITS else ""
    )
    return Difference("value", f"Your network gives {seen}. XNOR is 1, 0, 0, 1.{hidden}")


def _xnor_out(got):
    """Return the output on the four points, or NaN if the shapes do not fit."""
    if _xnor_law(None, got)["parameters"].kind == "form":
        return np.full(4, np.nan)
    return xor_forward(XOR_X, *(as_array(value) for value in got))


def _gives(*table):
    return lambda case, got: bool(np.allclose(_xnor_out(got), table))


def _is_xnor_shifted(case, got):
    return bool(np.ptp(_xnor_out(got) - XNOR_Y) < 1e-6)


def _is_right_by_threshold(case, got):
    out = _xnor_out(got)
    return bool(np.isfinite(out).all() and ((out > 0.5) == XNOR_Y).all())


def _is_right_transposed(case, got):
    if np.isnan(_xnor_out(got)).any():
        return False
    W, c, w, b = (as_array(value) for value in got)
    return W.shape == (2, 2) and bool(np.allclose(xor_forward(XOR_X, W.T, c, w, b), XNOR_Y))


def _is_never_folded(case, got):
    if np.isnan(_xnor_out(got)).any():
        return False
    W, c, *_ = (as_array(value) for value in got)
    h = XOR_X @ W + c
    return bool(((h >= 0).all(axis=0) | (h <= 0).all(axis=0)).all())


XNOR_PARAMETERS = Exercise(
    name="xnor_parameters",
    section="6.1_xor",
    points=2,
    reference=xnor_parameters,
    cases=_no_arguments,
    results=("W", "c", "w", "b"),
    law=_xnor_law,
    open_question=(
        "Choose a point that comes out wrong, and work out h, Z and the output there. Which units "
        "are on, and which units should be on?"
    ),
    hints=(
        "You know parameters that give XOR. XNOR is 1 - XOR at all four points.",
        "Only the output layer has to change. How does `out` change if w becomes -w, and how if b "
        "grows?",
    ),
    mistakes=(
        Mistake(
            "gives_xor",
            "These parameters give XOR; XNOR is its opposite.",
            "How can one multiplication and one addition turn 0 into 1 and 1 into 0?",
            rule=_gives(0, 1, 1, 0),
        ),
        Mistake(
            "negated_only",
            "The outputs are 0, -1, -1, 0: each of them is 1 too low.",
            "Which parameter shifts all four outputs at once?",
            rule=_gives(0, -1, -1, 0),
        ),
        Mistake(
            "gives_and",
            "These parameters give AND, which is 1 only where both inputs are 1.",
            "What should the output be where both inputs are 0?",
            rule=_gives(0, 0, 0, 1),
        ),
        Mistake(
            "gives_nor",
            "These parameters give NOR, which is 1 only where both inputs are 0.",
            "What should the output be where both inputs are 1?",
            rule=_gives(1, 0, 0, 0),
        ),
        Mistake(
            "constant",
            "All four points get ½: this is the best linear fit, not XNOR.",
            "Which of your hidden units is on at some of the four points and off at others?",
            rule=_gives(0.5, 0.5, 0.5, 0.5),
        ),
        Mistake(
            "shifted",
            "All four outputs differ from XNOR by the same amount.",
            "Which parameter shifts all four outputs at once?",
            rule=_is_xnor_shifted,
        ),
        Mistake(
            "right_by_threshold",
            "Every output is on the correct side of ½, but at least one is not exactly 0 or 1.",
            "Which weights decide how much `out` changes from one point to the next?",
            rule=_is_right_by_threshold,
        ),
        Mistake(
            "units_in_rows",
            "With the rows and columns of W exchanged, your parameters give XNOR.",
            "Where in W do the two weights of one unit stand: in a row or in a column?",
            rule=_is_right_transposed,
        ),
        Mistake(
            "never_folded",
            "In each of your units, h = xW + c has the same sign at all four points, or is 0. So "
            "on these points your network is affine, and no affine function gives XNOR.",
            "Which unit should have a negative h at some of the points and a positive h at others?",
            rule=_is_never_folded,
        ),
        Mistake(
            "gives_nand",
            "These parameters compute NAND: the result is 0 only if both inputs are 1.",
            "What should the result for (0, 1) be?",
            rule=_gives(1, 1, 1, 0),
        ),
        Mistake(
            "gives_or",
            "These parameters compute OR: the result is 1 if any input is 1.",
            "What should the result for (0, 1) be?",
            rule=_gives(0, 1, 1, 1),
        ),
    ),
)
