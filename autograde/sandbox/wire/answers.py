"""Pack observations inside the sandbox, and read them outside without trusting them.

Anything that does not have exactly the agreed form raises Garbled. Texts are cut to a maximum
length, and characters that UTF-8 cannot encode are replaced.
"""

import math
import re
from dataclasses import astuple

import numpy as np

from feedforward.checking.observe import Observation, Opaque, Raised

from .frames import Garbled, TooMuch
from .limits import Limits

DTYPES = re.compile(r"[<>|](b1|[iu][1248]|f[248]|c8|c16)")
DEEPEST = 32
LONGEST_SIDE = 1 << 31
MOST_TEXT = 1000  # of a name, a warning, a line
MOST_TEXTS = 50


def pack_observation(seen, blobs):
    """Return an Observation as a JSON tree; append the bytes of its arrays to `blobs`."""
    raised = seen.raised
    return {
        "returned": None if raised else _pack(seen.returned, blobs),
        "raised": raised and list(astuple(raised)),
        "changed": seen.changed,
        "warnings": [text[:MOST_TEXT] for text in seen.warnings[:MOST_TEXTS]],
        "used": seen.used,
        "global_random": seen.global_random,
        "seconds": seen.seconds,
    }


def _pack(value, blobs):
    if isinstance(value, list):
        return [_pack(item, blobs) for item in value]
    if isinstance(value, Opaque):
        return {"kind": value.kind}
    if value.dtype.str[1:] in ("f16", "c32"):
        value = value.astype("f8" if value.dtype.kind == "f" else "c16")
    blobs.append(value.tobytes())
    return {"dtype": value.dtype.str, "shape": value.shape, "size": len(blobs[-1])}


def read_observation(message, blob, most_parts=Limits.parts):
    """Return the Observation in a message.

    most_parts: how many arrays and lists its result may consist of. Raises Garbled.
    """
    keys = {"returned", "raised", "changed", "warnings", "used", "global_random", "seconds"}
    if not isinstance(message, dict) or message.keys() != keys:
        raise Garbled("an observation that lacks a part")
    reader = _Reader(blob, most_parts)
    raised = message["raised"]
    observation = Observation(
        returned=None if raised else reader.value(message["returned"]),
        raised=_raised(raised) if raised else None,
        changed=_texts(message["changed"]),
        warnings=_texts(message["warnings"]),
        used=_texts(message["used"]),
        global_random=of(bool, message["global_random"]),
        seconds=number(message["seconds"]),
    )
    if reader.at != len(blob):
        raise Garbled("more bytes than its arrays have")
    return observation


class _Reader:
    """Reads nested lists of arrays, whose bytes follow one another in `blob`."""

    def __init__(self, blob, most_parts):
        self.blob, self.at, self.parts_left = blob, 0, most_parts

    def value(self, tree, depth=0):
        self.parts_left -= 1
        if depth > DEEPEST or self.parts_left < 0:
            raise TooMuch("a result of too many parts")
        if isinstance(tree, list):
            return [self.value(item, depth + 1) for item in tree]
        if isinstance(tree, dict) and tree.keys() == {"kind"}:
            return Opaque(text(tree["kind"]))
        if isinstance(tree, dict) and tree.keys() == {"dtype", "shape", "size"}:
            return self._array(**tree)
        raise Garbled("a result that is no array, list or name of a type")

    def _array(self, dtype, shape, size):
        if not DTYPES.fullmatch(of(str, dtype)):
            raise Garbled("an array of a type that is not taken")
        shape = tuple(whole(side, LONGEST_SIDE) for side in of(list, shape))
        dtype = np.dtype(dtype)
        if len(shape) > DEEPEST or math.prod(shape) * dtype.itemsize != whole(size):
            raise Garbled("an array whose size does not fit its shape")
        data = self.blob[self.at : self.at + size]
        if len(data) != size:
            raise Garbled("fewer bytes than its arrays have")
        self.at += size
        if dtype.kind == "b":  # a byte other than 0 or 1 is not a valid bool
            return (np.frombuffer(data, np.uint8) != 0).reshape(shape)
        return np.frombuffer(data, dtype).reshape(shape).astype(dtype.newbyteorder("="))


def text(value, most=MOST_TEXT):
    """Return at most `most` characters of a text, with lone surrogates replaced."""
    return of(str, value)[:most].encode("utf-8", "replace").decode()


def number(value):
    """Return a finite number that is not negative. Raises Garbled."""
    if type(value) not in (int, float) or not 0 <= value < math.inf:
        raise Garbled("a number that is negative or not finite")
    return float(value)


def whole(value, most=1 << 62):
    """Return a whole number from 0 to `most`. Raises Garbled."""
    if type(value) is not int or not 0 <= value <= most:
        raise Garbled("a whole number that is out of range")
    return value


def of(kind, value):
    if type(value) is not kind:
        raise Garbled(f"a {type(value).__name__} where a {kind.__name__} is expected")
    return value


def _texts(values):
    return tuple(text(value) for value in of(list, values)[:MOST_TEXTS])


def _raised(parts):
    if len(of(list, parts)) != 6:
        raise Garbled("an exception of another form")
    kind, what, line_number, *texts = parts
    line_number = None if line_number is None else whole(line_number)
    return Raised(text(kind), text(what), line_number, *map(text, texts))
