"""Numbers, arrays and arguments in words short enough for a message."""

import numpy as np

MOST_ENTRIES = 12


def number(value, other=None):
    """Four digits, or as many as it takes to tell it from `other`; a whole number in full."""
    value = np.asarray(value).item()
    if isinstance(value, float):
        value += 0.0  # no minus before a zero
    if isinstance(value, int):
        return str(value)
    for digits in (4, 7, 10, 17):
        text = f"{value:.{digits}g}"
        if other is None or text != f"{np.asarray(other).item():.{digits}g}":
            break
    return text


def counted(count, one, many=None):
    """Write a number with its noun, as in "3 entries". many: the plural, if it is not one + "s"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(names):
    """Join names in a sentence, as in "W, c and w"."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def shape_text(shape):
    """A shape as NumPy prints it."""
    return str(tuple(int(length) for length in shape))


def argument_texts(parameters, args):
    """Return each argument of a call as Python code, such as "z = np.array([-1.5, 0.3])"."""
    names = list(parameters[: len(args)])
    names += [f"argument_{i + 1}" for i in range(len(names), len(args))]
    return tuple(map(_assignment, names, args))


def _assignment(name, value):
    comments = []
    code = _code(value, comments)
    return f"{name} = {code}  # {'; '.join(comments)}" if comments else f"{name} = {code}"


def _code(value, comments):
    """A value as Python code. What is too long or has no code is `...`, and goes to `comments`."""
    if isinstance(value, np.random.Generator):
        comments.append("in some state")
        return "np.random.default_rng()"
    if callable(value) and hasattr(value, "__name__"):
        return value.__name__
    if callable(value):
        comments.append("a function")
        return "..."
    if isinstance(value, (list, tuple)):
        if len(value) > MOST_ENTRIES:
            comments.append(f"a {type(value).__name__} of {len(value)}")
            return "..."
        inside = ", ".join(_code(item, comments) for item in value)
        if isinstance(value, list):
            return f"[{inside}]"
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    array = np.asarray(value)
    if array.size > MOST_ENTRIES:
        comments.append(f"an array of shape {shape_text(array.shape)}")
        return "..."
    if not array.ndim:
        return number(array)
    dtype = "" if array.dtype in (float, int) else f", dtype=np.{array.dtype}"
    return f"np.array({_entries(array)}{dtype})"


def _entries(array):
    if array.ndim:
        return "[" + ", ".join(map(_entries, array)) + "]"
    text = number(array)
    whole = array.dtype.kind == "f" and text.lstrip("-").isdigit()
    return f"{text}.0" if whole else text
