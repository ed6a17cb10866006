"""Random layer sizes, and the cases of exercises that take a list of them."""

import numpy as np

from feedforward.checking.exercise import Case


def random_widths(rng, count, low=2, high=12):
    """Different whole numbers, as Python's own."""
    return [int(m) for m in rng.choice(np.arange(low, high), size=count, replace=False)]


def sizes_cases(rng):
    yield Case((random_widths(rng, 3),))
    yield Case((random_widths(rng, 4),))
    yield Case((random_widths(rng, 6),))
    yield Case((random_widths(rng, 2),), "no hidden layer")
    a, b, c = random_widths(rng, 3)
    yield Case(([a, 1, b, c],), "a layer of one unit")
    yield Case(([1, a, c],), "one input")
    yield Case(([a, b, c, b],), "two layers of the same size")
    yield Case(([a, b, b, b, c],), "layers of equal shape")
    yield Case(([784, *random_widths(rng, 2, 100, 600), 10],), "a network for digits")
