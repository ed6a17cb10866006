"""Numbers, arrays and arguments in words short enough for a message."""

import numpy as np

MOST_ENTRIES = 12


def number(value, other=None):
    """Four digits, or as many as it takes to tell it from `other`; a whole number in full."""
    value = np.asarray(value).item()
    if isinstance(value, int):
        return str(value)
    for digits in (4, 7, 10, 17):
        text = f"{value:.{digits}g}"
        if other is None or text != f"{np.asarray(other).item():.{digits}g}":
            break
    return text


def shape_text(shape):
    """A shape as NumPy prints it."""
    return str(tuple(int(length) for length in shape))


def value_text(value):
    """A small array in full, a large one by its shape."""
    if isinstance(value, np.random.Generator):
        return "a Generator"
    if callable(value):
        return getattr(value, "__name__", "a function")
    if isinstance(value, (list, tuple)):
        inside = ", ".join(value_text(item) for item in value)
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    array = np.asarray(value)
    if array.size > MOST_ENTRIES:
        return f"an array of shape {shape_text(array.shape)}"
    return _array_text(array)


def _array_text(array):
    if not array.ndim:
        return number(array)
    return "[" + ", ".join(map(_array_text, array)) + "]"


def argument_texts(parameters, args):
    """Return each argument of a call as text: ("X = [[0, 1]]", "b = 0.5")."""
    names = list(parameters[: len(args)])
    names += [f"argument {i + 1}" for i in range(len(names), len(args))]
    return tuple(f"{n} = {value_text(a)}" for n, a in zip(names, args, strict=True))
