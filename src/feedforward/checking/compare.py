"""Compare what came with what is right: form first, then values."""

from dataclasses import dataclass

import numpy as np

from .describe_values import counted, listed, number, shape_text
from .observe import Opaque

# Ids of mistakes that are plain from the form of a result.
NUMBER_OF_RESULTS, NOTHING_RETURNED, WRONG_TYPE = "number_of_results", "nothing_returned", "type"
LENGTH = "length"
# Relative to an entry, and to the largest entry of its array: rounding differs with the order of
# summation, a mistake is larger than this.
TOLERANCES = {"float64": (1e-6, 1e-9), "float32": (1e-3, 1e-5)}


@dataclass(frozen=True)
class Difference:
    """A difference between a result and its expected value: its place and its kind.

    `kind` is "form", "value", "effect" or "raised", `text` a sentence. A difference of values also
    has the two arrays, the index at which they differ most, and the path that leads to them in a
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
    """Return the results by name, or a Difference where their number is wrong."""
    if len(names) == 1:
        return {names[0]: returned}
    wanted = f"It should return {len(names)} results: {listed(names)}"
    if not isinstance(returned, list):
        one = "" if kind_text(returned) == "None" else ", which is one result"
        text = f"Your function returned {kind_text(returned)}{one}. {wanted}."
        return Difference("form", text, mistake=NUMBER_OF_RESULTS)
    if len(returned) != len(names):
        return Difference(
            "form",
            f"Your function returned {counted(len(returned), 'result')}. {wanted}.",
            mistake=NUMBER_OF_RESULTS,
        )
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
    index = _worst(got, expected, right)
    text = _entry_text(got, expected, right, name, index)
    return Difference("value", text, got, expected, index, path)


def form_fault(name, value, shape):
    """A Difference where `value` is no array of real numbers of that shape, else None."""
    wanted = _wanted(np.zeros(shape))
    if not isinstance(value, np.ndarray):
        text = f"For {name} you return {kind_text(value)}; it should be {wanted}."
        return Difference("form", text, mistake=_type_mistake(value))
    if value.dtype.kind == "c":
        return Difference(
            "form", f"{name} holds complex numbers; it should be {wanted} of real numbers."
        )
    if value.shape != shape:
        has = f"has shape {shape_text(value.shape)}" if value.ndim else "is a number"
        return Difference("form", f"{name} {has}; it should be {wanted}.", mistake="shape")
    return None


def _type_mistake(value):
    return (
        NOTHING_RETURNED if isinstance(value, Opaque) and value.kind == "NoneType" else WRONG_TYPE
    )


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
    """Describe a value in words for a learner."""
    if isinstance(value, Opaque):
        return "None" if value.kind == "NoneType" else f"a {value.kind}"
    if isinstance(value, list):
        return f"a list or tuple of {len(value)} parts of different shapes"
    return _wanted(value)


def _wanted(array):
    if array.ndim == 0:
        return "a number"
    return f"an array of shape {shape_text(array.shape)}"


def _list_difference(got, expected, name, precision, path):
    is_array = isinstance(got, np.ndarray) and got.ndim
    if not is_array and not isinstance(got, list):
        wanted = counted(len(expected), "entry", "entries")
        text = f"{name} is {kind_text(got)}; it should be a list or tuple of {wanted}."
        return Difference("form", text, mistake=_type_mistake(got))
    if len(got) != len(expected):
        came = counted(len(got), "entry", "entries")
        text = f"{name} has {came}; it should have {len(expected)}."
        return Difference("form", text, mistake=LENGTH)
    if is_array:
        got = list(map(np.asarray, got))  # it has the right length here, so it is short
    pairs = enumerate(zip(got, expected, strict=True))
    found = (difference(g, e, f"{name}[{i}]", precision, (*path, i)) for i, (g, e) in pairs)
    return next((d for d in found if d), None)


def _with_values(fault, got, expected, precision):
    """A fault of form that says so where the numbers are right in the wrong shape."""
    if fault.mistake != "shape" or got.size != expected.size:
        return fault
    if not close(got.ravel(), expected.ravel(), precision).all():
        return fault
    return Difference(
        fault.kind,
        f"{fault.text} Only its shape is wrong.",
        mistake="shape",
    )


def deviation(fault):
    """The largest error of a result relative to its largest right entry; infinite for NaN."""
    if fault.got is None or fault.got.shape != fault.expected.shape:
        return np.inf
    return np.max(_errors(fault.got, fault.expected), initial=0.0)


def _errors(got, expected):
    """The size of each entry's error, relative to the largest finite entry of `expected`."""
    with np.errstate(invalid="ignore", over="ignore"):
        errors = np.abs(np.subtract(got, expected, dtype=float))
    errors = np.where(np.isnan(errors), np.inf, errors)
    return errors / (np.abs(expected[np.isfinite(expected)]).max(initial=0.0) or 1.0)


def _worst(got, expected, right):
    """The index of the entry that is furthest off, the first of equals."""
    errors = np.where(right, -1.0, _errors(got, expected))
    return tuple(int(i) for i in np.unravel_index(errors.argmax(), errors.shape))


def _entry_text(got, expected, right, name, index):
    yours, correct = number(got[index], expected[index]), number(expected[index], got[index])
    place = f"[{', '.join(map(str, index))}]" if index else ""
    sentence = f"{name}{place} should be {correct}; yours is {yours}."
    if right.size > 1:
        count = (~right).sum()
        every = "Both" if count == 2 else f"All {count}"
        all_of = every if count == right.size else f"{count} of {right.size}"
        sentence += f" ({all_of} entries {'is' if count == 1 else 'are'} wrong.)"
    return sentence
