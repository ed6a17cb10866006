"""Exercise `affine_loops` of section 6.7."""

import numpy as np

from feedforward.checking.exercise import Ban, Exercise, Mistake
from feedforward.exercises.forward.shared import affine_cases
from feedforward.network import affine_forward


def affine_loops(Z, W, b):
    """out[i, k] = b[k] + the sum over m of Z[i, m] W[m, k], without a matrix product.

    Z (N, M), W (M, K), b (K,) -> out (N, K)
    """
    out = np.empty((len(Z), len(b)))
    for i in range(len(Z)):
        for k in range(len(b)):
            out[i, k] = b[k] + sum(Z[i, m] * W[m, k] for m in range(len(W)))
    return out


def _terms(Z, W):
    """All products Z[i, m] W[m, k], (N, M, K): mistakes are written without a matrix product."""
    return Z[:, :, None] * W


def _never_reset(Z, W, b):
    out, total = np.zeros((len(Z), len(b))), 0
    for i in range(len(Z)):
        for k in range(len(b)):
            for m in range(len(W)):
                total += Z[i, m] * W[m, k]
            out[i, k] = total + b[k]
    return out


def _b_of_the_sample(Z, W, b):
    out = _terms(Z, W).sum(axis=1) * 1.0
    for i in range(len(Z)):
        out[i] += b[i]
    return out


def _first_row_only(Z, W, b):
    out = np.zeros((len(Z), len(b)))
    out[0] = (_terms(Z, W).sum(axis=1) + b)[0]
    return out


AFFINE_LOOPS = Exercise(
    name="affine_loops",
    section="6.7_forward",
    points=2,
    reference=affine_loops,
    cases=affine_cases,
    off_limits=(affine_forward,),
    factors=lambda case: {"M": len(case.args[1])},
    ban=Ban(
        (
            *("@", "dot", "matmul", "einsum", "tensordot", "inner", "vdot", "multi_dot"),
            *("vecdot", "matvec", "vecmat", "matrix", "asmatrix", "__matmul__", "__rmatmul__"),
            *("convolve", "correlate", "matrix_power", "c_einsum", "innerproduct", "imatmul"),
        ),
        "Your answer uses a ready-made product; here you write the sum yourself.",
        "Which products add up to one entry out[i, k]?",
    ),
    hints=(
        "Start with one entry: which row of Z and which column of W determine out[0, 0]?",
        "Two loops choose i and k; a sum over m adds up Z[i, m] W[m, k].",
        "b[k] is added once to each sum.",
    ),
    mistakes=(
        Mistake(
            "b_left_out",
            "The sums are there, but b is missing.",
            "What should the output be for a row of zeros?",
            function=lambda Z, W, b: _terms(Z, W).sum(axis=1),
        ),
        Mistake(
            "b_in_every_term",
            "b[k] is added to every term of the sum; it should be added once to the whole sum.",
            "What should the output be for a row of zeros?",
            function=lambda Z, W, b: _terms(Z, W).sum(axis=1) + len(W) * b,
        ),
        Mistake(
            "last_term_only",
            "Only the last term of each sum is left.",
            "What is the difference between `=` and `+=`?",
            function=lambda Z, W, b: Z[:, -1:] * W[-1] + b,
        ),
        Mistake(
            "last_term_missing",
            "The last term of each sum is missing.",
            "Which m is the last one in your sum?",
            function=lambda Z, W, b: _terms(Z, W)[:, :-1].sum(axis=1) + b,
        ),
        Mistake(
            "first_term_missing",
            "The first term of each sum is missing.",
            "Which m is the first one in your sum?",
            function=lambda Z, W, b: _terms(Z, W)[:, 1:].sum(axis=1) + b,
        ),
        Mistake(
            "never_reset",
            "Each of your sums continues from the sum of the entry before.",
            "With which value should each sum start?",
            function=_never_reset,
        ),
        Mistake(
            "averaged",
            "Your result averages the terms of each sum; a layer adds them up.",
            "Should an extra input with weight 0 change `out`?",
            function=lambda Z, W, b: _terms(Z, W).mean(axis=1) + b,
        ),
        Mistake(
            "sums_multiplied",
            "Your result multiplies the sum of the row by the sum of the column.",
            "Which entry of W should Z[i, m] be multiplied by?",
            function=lambda Z, W, b: Z.sum(axis=1)[:, None] * W.sum(axis=0) + b,
        ),
        Mistake(
            "b_of_the_sample",
            "Your result uses b[i], but i is the index of a sample.",
            "Does an entry of b correspond to a sample or to an output?",
            function=_b_of_the_sample,
        ),
        Mistake(
            "W_turned",
            "W is read at [k, m], as if its rows were the outputs.",
            "W is (M, K): which of its two indices belongs to the input?",
            function=lambda Z, W, b: _terms(Z, W.T).sum(axis=1) + b,
        ),
        Mistake(
            "out_turned",
            "`out` has a column for each sample; in this book a row is a sample.",
            "What is the first index of `out`, i or k?",
            function=lambda Z, W, b: (_terms(Z, W).sum(axis=1) + b).T,
        ),
        Mistake(
            "first_row_only",
            "Only the first sample is computed.",
            "At which point does your function return?",
            function=_first_row_only,
        ),
        Mistake(
            "elementwise",
            "`*` multiplies entry by entry, and nothing is summed.",
            "Over which index should the products be summed?",
            function=lambda Z, W, b: Z * W + b,
        ),
    ),
)
