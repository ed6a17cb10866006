"""Short questions about the exercises of 6.5."""

import numpy as np

from feedforward.exercises.case_arrays import tidy

from .template import Template, first, one_of, short, whole

ROWS = ((0.7, 0.2, 0.1), (0.6, 0.3, 0.1), (0.5, 0.4, 0.1), (0.8, 0.1, 0.1), (0.2, 0.6, 0.2))
PAIRS = ((0.5, 0.5), (0.25, 0.75), (0.8, 0.2), (0.1, 0.9))


def _outputs_and_targets(rng):
    shape = 2, one_of(rng, 1, 3)
    y = whole(rng, *shape)
    return y + whole(rng, *shape, most=4), y


def _two_pairs(rng):
    p, q = rng.permutation(len(PAIRS))[:2]
    return np.array(PAIRS[p]), np.array(PAIRS[q])


def _logits(rng):
    """Draw two rows of logits whose softmax has one decimal, and two labels."""
    S = np.array([rng.permutation(one_of(rng, *ROWS)) for _ in range(2)])
    return np.log(S), rng.integers(0, 3, size=2)


TEMPLATES = (
    Template(
        "mse",
        _outputs_and_targets,
        lambda out, y: f"What is J = `mse(out, y)` for `out = {short(out)}` and `y = {short(y)}`?",
        "It is the sum of all squared differences divided by 2N, and here N is 2.",
    ),
    Template(
        "gaussian_nll",
        lambda rng: (tidy(rng, 1), tidy(rng, 1), 2.0),
        lambda out, y, sigma: (
            f"A Gaussian has mean {short(out[0])} and standard deviation 2. What is the negative "
            f"logarithm of its density at y = {short(y[0])}? (log 2 is 0.69, and log 2π is 1.84.)"
        ),
        "It is (y - out)²/(2 sigma²) + log(sigma) + log(2π)/2.",
        part=first,
    ),
    Template(
        "mse_backward",
        _outputs_and_targets,
        lambda out, y: (
            f"J = `mse(out, y)` with `out = {short(out)}` and `y = {short(y)}`. What is dJ/dout?"
        ),
        "It is (out - y)/N, and here N is 2.",
    ),
    Template(
        "softmax",
        lambda rng: (whole(rng, 2, 2, most=2),),
        lambda out: f"What is `softmax(out)` for `out = {short(out)}`?",
        "Each e^out is divided by the sum of its row, so each row sums to 1 and keeps its order.",
    ),
    Template(
        "kl_divergence",
        _two_pairs,
        lambda p, q: (
            f"What is the divergence KL(p || q) for `p = {short(p)}` and `q = {short(q)}`?"
        ),
        "It is the sum of p log(p/q), with natural logarithms.",
    ),
    Template(
        "cross_entropy",
        _logits,
        lambda out, labels: (
            f"Let `softmax(out) = {short(np.exp(out))}` and `labels = {short(labels)}`. What is the "
            "cross-entropy J?"
        ),
        "Take -log of the probability of each sample's label, and average over the samples.",
    ),
    Template(
        "cross_entropy_backward",
        _logits,
        lambda out, labels: (
            f"Let `softmax(out) = {short(np.exp(out))}` and `labels = {short(labels)}`. What is dJ/dout, "
            "where J is the cross-entropy?"
        ),
        "It is (S - one-hot)/N: subtract 1 at each label, then divide by the 2 samples.",
    ),
)
