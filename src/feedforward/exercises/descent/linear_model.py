"""A random linear model with its data, and its loss J."""

import feedforward as ff
from feedforward.exercises.case_arrays import tidy


def random_line(rng, N, M):
    return tidy(rng, N, M), tidy(rng, N), tidy(rng, M), float(tidy(rng))


def J(X, y, w, b):
    return ff.mse(X @ w + b, y)
