"""Numbers for the cases of exercises."""

import numpy as np


def tidy(rng, *shape):
    """Random numbers of one decimal, none 0, between -3 and 3: they read well in a message."""
    return rng.integers(1, 31, size=shape) / 10 * rng.choice([-1, 1], size=shape)


def strided(array):
    """The same numbers, as every other column of a wider array."""
    return np.repeat(array, 2, axis=-1)[..., ::2]
