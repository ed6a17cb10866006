"""Judging random numbers: limits that a right answer oversteps less than once in 1e9 times."""

import copy

import numpy as np

from feedforward.checking.compare import Difference, flat

SIGMAS = 8
ANOTHER_SEED = 2**31


def several_runs(function, args, times):
    """What a function gives with a twin of its generator, `times` times with the generator itself,
    and once with another one. The generator is the last of args.
    """
    *rest, rng = args
    twin, other = copy.deepcopy(rng), np.random.default_rng(ANOTHER_SEED)
    again = [function(*rest, rng) for _ in range(times)]
    return [function(*rest, twin), *again, function(*rest, other)]


def is_unrepeatable(got):
    """Whether two equal generators gave different results."""
    return not alike(got[0], got[1])


def is_own_seed(got):
    """Whether two different generators gave the same results."""
    return alike(got[1], got[2]) and alike(got[1], got[-1])


def is_stuck(got):
    """Whether a generator gave the same results again, and another one gave others."""
    return alike(got[1], got[2]) and not alike(got[1], got[-1])


def use_fault(got, fresh=True):
    """A Difference where several runs show that not the given generator is drawn from, else None.

    fresh: whether there are enough numbers in a run to say that two runs are never the same.
    """
    if is_unrepeatable(got):
        return Difference("value", "Two equal generators give different numbers.")
    if fresh and is_own_seed(got):
        return Difference("value", "Two different generators give the same numbers.")
    if fresh and is_stuck(got):
        return Difference("value", "Two calls with one generator give the same numbers twice.")
    return None


def alike(a, b):
    """Whether two results hold the same numbers."""
    a, b = flat(a), flat(b)
    return len(a) == len(b) and all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


def is_share(found, p, n):
    """Whether `found`, a share of n independent things, may have come by probability p."""
    return abs(found - p) <= SIGMAS * np.sqrt(p * (1 - p) / n)


def are_independent(rows):
    """Whether no two rows of normal numbers are correlated; too short ones always pass.

    For two independent rows of length n, P(r^2 > t) is below (1 - t)^((n - 2) / 2).
    """
    n = rows.shape[1]
    if n < 20 or len(rows) < 2:
        return True
    limit = 1 - 10 ** (-36 / (n - 2))
    r = np.corrcoef(rows)
    return bool((r[~np.eye(len(rows), dtype=bool)] ** 2 <= limit).all())
