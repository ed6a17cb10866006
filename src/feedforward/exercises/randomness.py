"""Judge random numbers, with limits that a right answer exceeds less than once in 1e9 times."""

import copy

import numpy as np

from feedforward.checking.compare import Difference, flat

SIGMAS = 8
ANOTHER_SEED = 2**31


def several_runs(function, args, times):
    """Call a function with equal generators, the same generator again, and another generator.

    The generator is the last of args. The results are those with a copy of it, those of `times`
    calls with the generator itself, and one with a generator of another seed.
    """
    *rest, rng = args
    twin, other = copy.deepcopy(rng), np.random.default_rng(ANOTHER_SEED)
    again = [function(*rest, rng) for _ in range(times)]
    return [function(*rest, twin), *again, function(*rest, other)]


def is_unrepeatable(got):
    """Return True if two equal generators gave different results."""
    return not alike(got[0], got[1])


def is_own_seed(got):
    """Return True if two different generators gave the same results."""
    return alike(got[1], got[2]) and alike(got[1], got[-1])


def is_stuck(got):
    """Return True if a second call repeats the results, but another generator does not."""
    return alike(got[1], got[2]) and not alike(got[1], got[-1])


def use_fault(got, fresh=True):
    """Return a Difference if several runs show that the given generator is not used, else None.

    fresh: True if a run has so many numbers that two runs cannot be equal by chance.
    """
    if is_unrepeatable(got):
        return Difference(
            "value", "For two equal generators, your function gives different numbers."
        )
    if fresh and is_own_seed(got):
        return Difference("value", "Two different generators give the same numbers.")
    if fresh and is_stuck(got):
        return Difference("value", "Two calls with one generator give the same numbers twice.")
    return None


def alike(a, b):
    """Return True if two results contain the same numbers."""
    a, b = flat(a), flat(b)
    return len(a) == len(b) and all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


def is_share(found, p, n):
    """Return True if `found` is a plausible share of n independent events of probability p."""
    return abs(found - p) <= SIGMAS * np.sqrt(p * (1 - p) / n)


def are_independent(rows):
    """Return True if no two rows of normal numbers are correlated; short rows always pass.

    For two independent rows of length n, P(r^2 > t) is below (1 - t)^((n - 2) / 2).
    """
    n = rows.shape[1]
    if n < 20 or len(rows) < 2:
        return True
    limit = 1 - 10 ** (-36 / (n - 2))
    r = np.corrcoef(rows)
    return bool((r[~np.eye(len(rows), dtype=bool)] ** 2 <= limit).all())
