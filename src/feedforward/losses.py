"""Losses on the network's output `out`, one row a sample, and their derivatives with respect to it.

J is a mean over the N rows, and the factor 1/N stands here and nowhere else.
"""

import numpy as np


def mse(out, y):
    """J = 1/(2N) times the sum of squared differences.

    out and y both (N, n), or both (N,) -> a float
    """
    return np.sum((out - y) ** 2) / (2 * len(out))


def gaussian_nll(out, y, sigma):
    """Return the mean over the samples of -log p(y | out), with y ~ Normal(out, sigma^2).

    The density of one target is exp(-(y - out)^2 / (2 sigma^2)) / (sigma sqrt(2 pi)).
    out and y both (N,), sigma > 0 a float -> a float, finite for errors of up to 1000 sigma
    """
    z = (y - out) / sigma
    return float(np.mean(z**2) / 2 + np.log(sigma) + np.log(2 * np.pi) / 2)


def mse_backward(out, y):
    """dJ/dout for J = 1/(2N) times the sum of squared differences.

    out and y both (N, n), or both (N,) -> dout of the same shape
    """
    return (out - y) / len(out)


def softmax(out):
    """S_ik = e^out_ik / sum_j e^out_ij: no entry is negative, and each row sums to 1.

    out (N, K) -> S (N, K), without overflow for entries of out from -1000 to 1000
    """
    e = np.exp(out - out.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def softmax_backward(dS, S):
    """dJ/dout from dJ/dS and S = softmax(out): row by row, dS times dS_j/dout_k, summed over j.

    dS_j/dout_k = S_j (1 - S_j) where j = k, and -S_j S_k elsewhere.
    dS (N, K), S (N, K) -> dout (N, K)
    """
    return S * (dS - np.sum(dS * S, axis=1, keepdims=True))


def mse_on_softmax(out, labels):
    """J = 1/(2N) times the sum of (S - one-hot)^2, S = softmax(out): for comparison.

    Its slope dies where the network is confidently wrong; cross_entropy's does not.
    out (N, K), labels (N,) integers from 0 to K - 1 -> a float
    """
    S = softmax(out)
    return mse(S, np.eye(S.shape[1], dtype=S.dtype)[labels])


def mse_on_softmax_backward(out, labels):
    """dJ/dout for J = 1/(2N) times the sum of (softmax(out) - one-hot)^2.

    out (N, K), labels (N,) integers from 0 to K - 1 -> dout (N, K)
    """
    S = softmax(out)
    return softmax_backward(mse_backward(S, np.eye(S.shape[1], dtype=S.dtype)[labels]), S)


def cross_entropy(out, labels):
    """J = mean over samples of -log softmax(out)[label], computed from the logits.

    out (N, K), labels (N,) integers from 0 to K - 1 -> a float
    The result is finite for entries of out from -1000 to 1000.
    """
    shifted = out - out.max(axis=1, keepdims=True)
    log_S = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -log_S[np.arange(len(out)), labels].mean()


def cross_entropy_backward(out, labels):
    """dJ/dout for J = mean over samples of -log softmax(out)[label].

    out (N, K), labels (N,) integers from 0 to K - 1 -> dout (N, K)
    """
    dout = softmax(out)
    dout[np.arange(len(out)), labels] -= 1
    return dout / len(out)


def entropy(p):
    """H(p) = -sum over the last axis of p log p, with 0 log 0 = 0, in nats.

    p (..., K), each row a distribution -> (...), a float for one distribution (K,)
    """
    # 0 minus the sum, since -0.0 would be what a reader sees of a certain outcome.
    return 0 - np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1)


def kl_divergence(p, q):
    """KL(p || q) = sum over the last axis of p log(p/q), in nats.

    0 log 0 = 0, and the result is +inf where q = 0 < p.
    p and q both (..., K), each row a distribution -> (...), or a float if p and q are (K,)
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * (np.log(p) - np.log(q))
    return np.where(p > 0, terms, 0).sum(axis=-1)


# A name stands for the pair (loss, its derivative with respect to out).
LOSSES = {
    "cross_entropy": (cross_entropy, cross_entropy_backward),
    "mse": (mse, mse_backward),
}


def loss_pair(loss):
    """The pair (loss, backward) that a loss's name stands for; a pair is given back as it is.

    loss(out, y) gives J, and backward(out, y) gives dJ/dout. ValueError for an unknown name.
    """
    if isinstance(loss, str) and loss in LOSSES:
        return LOSSES[loss]
    if isinstance(loss, tuple | list) and len(loss) == 2:
        return tuple(loss)
    raise ValueError(
        f"loss is {loss!r}; expected a pair of functions (loss, backward) "
        f"or one of {', '.join(LOSSES)}."
    )
