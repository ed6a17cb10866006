"""Random layers and networks, and a forward pass with parts to exchange."""

import numpy as np

from feedforward.checking.exercise import Case
from feedforward.exercises.case_arrays import strided, tidy


def random_layer(rng, N, M, K):
    return tidy(rng, N, M), tidy(rng, M, K), tidy(rng, K)


def affine_cases(rng):
    yield Case(random_layer(rng, 2, 3, 4))
    yield Case(tuple(rng.normal(size=s) for s in ((5, 2), (2, 3), (3,))))
    yield Case(random_layer(rng, 4, 3, 3), "as many outputs as inputs")
    yield Case(random_layer(rng, 1, 4, 2), "one sample")
    yield Case(random_layer(rng, 3, 1, 2), "one input")
    yield Case(random_layer(rng, 3, 4, 1), "one output")
    Z, W, b = random_layer(rng, 4, 2, 5)
    yield Case((strided(Z), strided(W), b), "every other column")
    Z, W, b = (rng.integers(1, 6, size=s) for s in ((4, 3), (3, 2), (2,)))
    yield Case((Z, W, b + 0.5), "whole numbers in Z and W")
    yield Case(tuple(a.astype(np.float32) for a in random_layer(rng, 6, 3, 2)), "float32")


def random_params(rng, sizes):
    """Tidy params: the deeper the layer, the smaller its weights, so that f does not saturate."""
    pairs = zip(sizes[:-1], sizes[1:], strict=True)
    return [(tidy(rng, a, m) / a, tidy(rng, m) / 2) for a, m in pairs]


def forward_variant(
    X, params, f, *, biases=1, entry=lambda before, h, Z: (h, Z), on=lambda h, Z: Z
):
    """A forward pass with parts that can be exchanged, to write mistakes with."""
    Z, cache = X, []
    for W, b in params[:-1]:
        before = Z
        h = before @ W + biases * b
        Z = f(h)
        cache.append(entry(before, h, Z))
        Z = on(h, Z)
    W, b = params[-1]
    return Z @ W + biases * b, cache
