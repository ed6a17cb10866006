"""Count the updates a digit network needs to reach a loss, for many batch sizes and rates."""

import numpy as np

from feedforward.activations import relu
from feedforward.data import digits
from feedforward.losses import cross_entropy
from feedforward.network import forward, init_params, loss_and_grads
from feedforward.training import minibatches, sgd_step

from .experiment import Experiment

N, TARGET, MOST = 512, 0.3, 500
SIZES = tuple(2**k for k in range(2, 10))
RATES = tuple(round(0.1 * 2 ** (k / 2), 2) for k in range(9))


def updates_until_target(seed, B, lr):
    """Count the updates until the loss on N digits is below TARGET; MOST if it never is."""
    rng = np.random.default_rng(seed)
    X, y = (part[:N] for part in digits(np.random.default_rng(0)).train)
    params, updates = init_params([64, 16, 10], rng), 0
    while updates < MOST:
        for X_batch, y_batch in minibatches(X, y, B, rng):
            _, grads = loss_and_grads(X_batch, y_batch, params)
            params, updates = sgd_step(params, grads, lr), updates + 1
            if cross_entropy(forward(X, params, relu)[0], y) < TARGET:
                return {"updates": updates}
    return {"updates": MOST}


BATCH_SIZES_ON_DIGITS = Experiment(
    name="batch_sizes_on_digits",
    about=f"Updates of plain descent until the loss of a 64-16-10 network on {N} digits is below "
    f"{TARGET}, for batches of 4 to {N} samples at constant rates; {MOST} where it never is.",
    run=updates_until_target,
    settings=tuple({"B": B, "lr": lr} for B in SIZES for lr in RATES),
    seeds=5,
    tolerance={"updates": 5},
    digits=0,
)
