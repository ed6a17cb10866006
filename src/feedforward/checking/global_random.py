"""The global random generators of NumPy and Python: their state, and whether it has changed."""

import random

import numpy as np

PYTHONS = random.getstate.__self__


def stand():
    """Return the state of both generators, to be compared and restored."""
    bits = np.random.get_bit_generator()
    return bits, np.random.get_state(legacy=False), PYTHONS.getstate()


def changed(before):
    """Return True if a generator has another state than before."""
    bits, numpys, pythons = stand()
    return bits is not before[0] or pythons != before[2] or not _same(numpys, before[1])


def restore(before):
    """Give both generators the state that they had before."""
    bits, state, pythons = before
    np.random.set_bit_generator(bits)
    np.random.set_state(state)
    PYTHONS.setstate(pythons)


def _same(one, other):
    """Compare two states: dicts of dicts, arrays and numbers."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    return np.array_equal(one, other)
