"""Cases that a loss shares with its backward pass, and wrong softmaxes that mistakes share."""

import numpy as np

from feedforward.checking.exercise import Case
from feedforward.exercises.case_arrays import strided, tidy


def mse_cases(rng):
    """Never two columns: there a mean over all entries equals 1/(2N)."""

    def case(*shape, note="", kind=float):
        return Case((tidy(rng, *shape).astype(kind), tidy(rng, *shape).astype(kind)), note)

    yield case(2, 3)
    yield case(5, 4)
    yield case(6, note="out and y of shape (N,)")
    yield case(1, 3, note="one sample")
    yield case(4, 1, note="one output")
    yield Case((np.array([[1, 5, -2]]), np.array([[2, 2, 2]])), "whole numbers")
    yield Case(tuple(strided(a) for a in case(3, 5).args), "every other column")
    yield case(7, 3, note="float32", kind=np.float32)


def mse_sizes(case):
    """N and n, which is 1 where out is (N,)."""
    out = case.args[0]
    return {"N": len(out), "n": out.size // len(out)}


def log_softmax(out):
    shifted = out - out.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def softmax_of_columns(out):
    e = np.exp(out - out.max(axis=0))
    return e / e.sum(axis=0)


def labelled_case(rng, N, K, note="", kind=float):
    """Labels among which each class stands, the last first, as far as N allows."""
    labels = rng.permutation(np.append(np.arange(K)[::-1], rng.integers(0, K, size=N))[:N])
    return Case((tidy(rng, N, K).astype(kind), labels), note)


def label_cases(rng):
    yield Case((tidy(rng, 2, 3), np.array([0, 2])))
    yield labelled_case(rng, 6, 4)
    yield labelled_case(rng, 1, 4, "one sample")
    yield labelled_case(rng, 3, 1, "one class")
    yield Case((tidy(rng, 5, 4), np.array([1, 0, 2, 1, 1])), "labels that miss the last class")
    yield Case((np.array([[2, -1, 0, 1, 3], [1, 4, -2, 0, 2]]), np.array([4, 0])), "whole numbers")
    out, labels = labelled_case(rng, 7, 3).args
    yield Case((strided(out), labels), "every other column")
    yield labelled_case(rng, 8, 5, "float32", np.float32)


def label_sizes(case):
    N, K = case.args[0].shape
    return {"N": N, "K": K}
