"""Exercise `affine_loops` of section 6.7."""

import numpy as np

from feedforward.checking.exercise import Ban, Exercise, Mistake
from feedforward.exercises.forward.shared import affine_cases
from feedforward.network import affine_forward


def affine_loops(Z, W, b):
    """out[n, k] = b[k] + the sum over m of Z[n, m] W[m, k], with no matrix product.

    Z (N, M), W (M, K), b (K,) -> out (N, K)
    """
    out = np.empty((len(Z), len(b)))
    for n in range(len(Z)):
        for k in range(len(b)):
            out[n, k] = b[k] + sum(Z[n, m] * W[m, k] for m in range(len(W)))
    return out


def _terms(Z, W):
    """All products Z[n, m] W[m, k], (N, M, K): mistakes are written without a matrix product."""
    return Z[:, :, None] * W


def _never_reset(Z, W, b):
    out, total = np.zeros((len(Z), len(b))), 0
    for n in range(len(Z)):
        for k in range(len(b)):
            for m in range(len(W)):
                total += Z[n, m] * W[m, k]
            out[n, k] = total + b[k]
    return out


def _b_of_the_sample(Z, W, b):
    out = _terms(Z, W).sum(axis=1) * 1.0
    for n in range(len(Z)):
        out[n] += b[n]
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
        "A ready-made product does the sum for you; here the sum itself is asked for.",
        "Which products are added up to make one entry out[n, k]?",
    ),
    hints=(
        "Begin with one entry: which row of Z and which column of W make out[0, 0]?",
        "Two loops choose n and k; a sum over m adds up Z[n, m] W[m, k].",
        "b[k] joins each sum once.",
    ),
    mistakes=(
        Mistake(
            "b_left_out",
            "The sums are there, b is not.",
            "What should come out for a row of zeros?",
            function=lambda Z, W, b: _terms(Z, W).sum(axis=1),
        ),
        Mistake(
            "b_in_every_term",
            "b[k] is added once for every m.",
            "What should come out for a row of zeros?",
            function=lambda Z, W, b: _terms(Z, W).sum(axis=1) + len(W) * b,
        ),
        Mistake(
            "last_term_only",
            "Of each sum only the last term is left.",
            "What does `=` do to the terms that came before, and what would `+=` do?",
            function=lambda Z, W, b: Z[:, -1:] * W[-1] + b,
        ),
        Mistake(
            "last_term_missing",
            "The last term of each sum is missing.",
            "Which m is the last one that your loop reaches?",
            function=lambda Z, W, b: _terms(Z, W)[:, :-1].sum(axis=1) + b,
        ),
        Mistake(
            "first_term_missing",
            "The first term of each sum is missing.",
            "At which m does your loop begin?",
            function=lambda Z, W, b: _terms(Z, W)[:, 1:].sum(axis=1) + b,
        ),
        Mistake(
            "never_reset",
            "The sum of one entry goes on from that of the entry before.",
            "Where does your sum start from 0 again?",
            function=_never_reset,
        ),
        Mistake(
            "averaged",
            "The terms are averaged; a layer adds them up.",
            "What happens to out when an input is added whose weight is 0?",
            function=lambda Z, W, b: _terms(Z, W).mean(axis=1) + b,
        ),
        Mistake(
            "sums_multiplied",
            "Row and column are summed first and multiplied then.",
            "Which m of Z goes with which m of W?",
            function=lambda Z, W, b: Z.sum(axis=1)[:, None] * W.sum(axis=0) + b,
        ),
        Mistake(
            "b_of_the_sample",
            "b is read at n, the number of the sample.",
            "Does b belong to a sample or to an output?",
            function=_b_of_the_sample,
        ),
        Mistake(
            "W_turned",
            "W is read at [k, m]: its rows are taken for outputs.",
            "W is (M, K): which of its two indices is the input's?",
            function=lambda Z, W, b: _terms(Z, W.T).sum(axis=1) + b,
        ),
        Mistake(
            "out_turned",
            "out has a column a sample. In this book a row is a sample.",
            "What is the first index of out, n or k?",
            function=lambda Z, W, b: (_terms(Z, W).sum(axis=1) + b).T,
        ),
        Mistake(
            "first_row_only",
            "Only the first sample is computed.",
            "Where does your `return` stand: in the loop over n, or behind it?",
            function=_first_row_only,
        ),
        Mistake(
            "elementwise",
            "`*` multiplies entry by entry; nothing is summed.",
            "Over which index do Z and W have to be summed?",
            function=lambda Z, W, b: Z * W + b,
        ),
    ),
)
