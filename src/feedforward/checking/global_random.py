"""The global random generators, NumPy's and Python's: how they stand, and whether that changed.

To ask a generator how it stands takes long. So its memory is looked at, and while that is as it
was, the generator is asked once.
"""

import ctypes
import random
import struct

import numpy as np

WORDS = 625  # of a Mersenne Twister: its numbers, and how many of them are used up
SIZE = 4 * WORDS  # bytes
PYTHONS = random.getstate.__self__
_known = {}  # {whose: (memory or None, state)}


def stand():
    """How both generators stand, to be compared and restored."""
    bits = np.random.get_bit_generator()
    numpys = _state("NumPy", _numpys_memory(bits), _ask_numpy)
    return bits, numpys, _state("Python", _pythons_memory(), _ask_python)


def changed(before):
    """Whether a generator no longer stands as it did."""
    bits, state, pythons = stand()
    return bits is not before[0] or pythons != before[2] or not _same(state, before[1])


def restore(before):
    """Let both generators stand as they did."""
    bits, state, pythons = before
    np.random.set_bit_generator(bits)
    np.random.set_state(state)
    PYTHONS.setstate(pythons)
    _known.clear()  # a normal number may be left over again


def _state(whose, memory, ask):
    """A generator's state. ask() -> (state, whether a normal number is left over beside it).

    Where none is left over, the memory is all there is.
    """
    if memory is None or memory != _known.get(whose, (None,))[0]:
        state, left_over = ask()
        _known[whose] = None if left_over else memory, state
    return _known[whose][1]


def _ask_numpy():
    state = np.random.get_state(legacy=False)
    return state, state["has_gauss"]


def _ask_python():
    state = PYTHONS.getstate()
    return state, state[2] is not None


def _numpys_memory(bits):
    """NumPy's generator and its bytes, or None where it is of another kind than usual."""
    if type(bits) is not np.random.MT19937:
        return None
    return bits, ctypes.string_at(bits.ctypes.state_address, SIZE)


def _pythons_memory():
    """The bytes of Python's generator, or None where they do not lie where they are looked for."""
    return ctypes.string_at(_PYTHONS_PLACE, SIZE) if _PYTHONS_PLACE else None


def _pythons_place():
    """The address of those bytes, which follow what every object has; 0 where others are there."""
    place = id(PYTHONS) + object.__basicsize__
    if type(PYTHONS).__basicsize__ < object.__basicsize__ + SIZE:
        return 0
    _, numbers, _ = PYTHONS.getstate()
    words = struct.unpack(f"{WORDS}I", ctypes.string_at(place, SIZE))
    return place if words == (numbers[-1], *numbers[:-1]) else 0


_PYTHONS_PLACE = _pythons_place()


def _same(one, other):
    """Whether two states are the same: dicts of dicts, arrays and numbers."""
    if one is other:
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    return np.array_equal(one, other)
