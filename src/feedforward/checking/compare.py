"""Compare what came with what is right: form first, then values."""

from dataclasses import dataclass

import numpy as np

from .observe import Opaque
from .words import number, shape_text

# Relative to an entry, and to the largest entry of its array: rounding differs with the order of
# summation, a mistake is larger than this.
TOLERANCES = {"float64": (1e-6, 1e-9), "float32": (1e-3, 1e-5)}


@dataclass(frozen=True)
class Difference:
    """Where and how one result is not what it should be.

    `kind` is "form", "value", "effect" or "raised", `text` a sentence. A difference of values also
    has the two arrays, the first index at which they differ, and the path that leads to them in a
    nested list. `mistake` is the id of a mistake that is plain from the difference alone.
    """

    kind: str
    text: str
    got: np.ndarray | None = None
    expected: np.ndarray | None = None
    index: tuple[int, ...] = ()
    path: tuple[int, ...] = ()
    mistake: str | None = None


def close(got, expected, precision="float64"):
    """Entry by entry, whether two arrays of one shape agree; NaN agrees with nothing."""
    got, expected = np.asarray(got), np.asarray(expected)
    if expected.dtype.kind in "biu":
        return got == expected
    relative, absolute = TOLERANCES[precision]
    finite = np.abs(expected[np.isfinite(expected)])
    scale = finite.max(initial=0.0) or 1.0
    with np.errstate(invalid="ignore", over="ignore"):
        near = np.abs(got - expected) <= relative * np.abs(expected) + absolute * scale
    return np.where(np.isfinite(expected), near, got == expected)


def precision_of(case):
    """The precision that a case allows: that of its coarsest array."""
    single = any(isinstance(a, np.ndarray) and a.dtype == np.float32 for a in flat(case.args))
    return "float32" if single else "float64"


def flat(value):
    """The leaves of nested lists and tuples."""
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in flat(item)]
    return [value]


def split(returned, names):
    """What came, by named result; a Difference where their number is wrong."""
    if len(names) == 1:
        return {names[0]: returned}
    wanted = f"{len(names)} results are expected: {', '.join(names)}"
    if not isinstance(returned, list):
        return Difference("form", f"It returns {kind_text(returned)}; {wanted}.")
    if len(returned) != len(names):
        return Difference("form", f"It returns {len(returned)} results; {wanted}.")
    return dict(zip(names, returned, strict=True))


def difference(got, expected, name, precision, path=()):
    """The first Difference between what came and what is right, or None.

    name: how the result is called in a sentence, such as "dW" or "params[1][0]".
    """
    if isinstance(expected, list):
        return _list_difference(got, expected, name, precision, path)
    got = as_array(got)
    fault = form_fault(name, got, expected.shape)
    if fault:
        return _with_values(fault, got, expected, precision)
    right = close(got, expected, precision)
    if right.all():
        return None
    index = tuple(int(i) for i in np.argwhere(~right)[0])
    text = _first_wrong(got, expected, right, name, index)
    return Difference("value", text, got, expected, index, path)


def form_fault(name, value, shape):
    """A Difference where `value` is no array of real numbers of that shape, else None."""
    wanted = _wanted(np.zeros(shape))
    if not isinstance(value, np.ndarray):
        return Difference("form", f"{name} is {kind_text(value)}; {wanted} is expected.")
    if value.dtype.kind == "c":
        return Difference("form", f"{name} is complex; {wanted} is expected.")
    if value.shape != shape:
        return Difference(
            "form", f"{name} is {_wanted(value)}; {wanted} is expected.", mistake="shape"
        )
    return None


def as_array(value):
    """A list of equal shapes as one array; anything else as it is."""
    if isinstance(value, list):
        parts = [as_array(item) for item in value]
        if not parts:
            return np.zeros(0)
        if all(isinstance(p, np.ndarray) and p.shape == parts[0].shape for p in parts):
            return np.array(parts)
    return value


def kind_text(value):
    """What something is, in words for a learner."""
    if isinstance(value, Opaque):
        return "None (is there a `return`?)" if value.kind == "NoneType" else f"a {value.kind}"
    if isinstance(value, list):
        return f"a list of {len(value)} parts of different shapes"
    return _wanted(value)


def _wanted(array):
    if array.ndim == 0:
        return "a number"
    return f"an array of shape {shape_text(array.shape)}"


def _list_difference(got, expected, name, precision, path):
    if isinstance(got, np.ndarray) and got.ndim:
        got = [np.asarray(item) for item in got]
    if not isinstance(got, list):
        text = f"{name} is {kind_text(got)}; a list of {len(expected)} is expected."
        return Difference("form", text)
    if len(got) != len(expected):
        text = f"{name} has {len(got)} entries; {len(expected)} are expected."
        return Difference("form", text)
    pairs = enumerate(zip(got, expected, strict=True))
    found = (difference(g, e, f"{name}[{i}]", precision, (*path, i)) for i, (g, e) in pairs)
    return next((d for d in found if d), None)


def _with_values(fault, got, expected, precision):
    """A fault of form that says so where the numbers are right in the wrong shape."""
    if fault.mistake != "shape" or got.size != expected.size:
        return fault
    if not close(got.ravel(), expected.ravel(), precision).all():
        return fault
    return Difference(fault.kind, f"{fault.text} Its numbers are right.", mistake="shape")


def _first_wrong(got, expected, right, name, index):
    if not expected.ndim:
        return f"{name}: yours is {number(got, expected)}, it should be {number(expected, got)}."
    place = ", ".join(map(str, index))
    count = f"{(~right).sum()} of {right.size} entries differ; the first is"
    return (
        f"{count} {name}[{place}]: yours is {number(got[index], expected[index])}, "
        f"it should be {number(expected[index], got[index])}."
    )
