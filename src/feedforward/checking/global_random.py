"""The global random generators, NumPy's and Python's: how they stand, and whether that changed."""

import ctypes
import random

import numpy as np

SIZE = 4 * 625  # bytes of a Mersenne Twister: its numbers, and how many of them are used up
_known = {"bits": None, "memory": None, "state": None}


def stand():
    """How both generators stand, to be compared and restored."""
    bits = np.random.get_bit_generator()
    return bits, _state(bits), random.getstate()


def changed(before):
    """Whether a generator no longer stands as it did."""
    bits, state, pythons = stand()
    return bits is not before[0] or pythons != before[2] or not _same(state, before[1])


def restore(before):
    """Let both generators stand as they did."""
    bits, state, pythons = before
    np.random.set_bit_generator(bits)
    np.random.set_state(state)
    random.setstate(pythons)


def _state(bits):
    """NumPy's state. To ask for it takes long, so while nothing is drawn it is asked for once.

    Beside the generator's memory there is a normal number that may be left over; where none is, the
    memory is all.
    """
    memory = _memory(bits)
    if bits is not _known["bits"] or memory is None or memory != _known["memory"]:
        state = np.random.get_state(legacy=False)
        _known.update(bits=bits, memory=None if state["has_gauss"] else memory, state=state)
        return state
    return _known["state"]


def _memory(bits):
    """The bytes of NumPy's generator, or None where it is of another kind than usual."""
    if type(bits) is not np.random.MT19937:
        return None
    return ctypes.string_at(bits.ctypes.state_address, SIZE)


def _same(one, other):
    """Whether two states are the same: dicts of dicts, arrays and numbers."""
    if one is other:
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    return np.array_equal(one, other)
