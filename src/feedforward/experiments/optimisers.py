"""Four optimisers on two digit networks, each at many rates: which gets lowest in equal epochs?"""

from functools import partial

import numpy as np

from feedforward.data import digits
from feedforward.network import init_params
from feedforward.optimizers import OPTIMIZERS
from feedforward.training import train

from .experiment import Experiment

RECORDS, BATCH_SIZE = 10, 32
# name: activation, layer sizes, epochs; the gradients of the second network vanish (6.4)
NETWORKS = {
    "relu": ("relu", [64, 64, 64, 10], 10),
    "sigmoid": ("sigmoid", [64, 32, 32, 32, 32, 10], 30),
}
RATES = {
    "sgd": (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2),
    "momentum": (0.0125, 0.025, 0.05, 0.1, 0.2, 0.4),
    "nesterov": (0.0125, 0.025, 0.05, 0.1, 0.2, 0.4),
    "adam": (0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032),
}
BETAS = {"sgd": (0,), "momentum": (0.5, 0.9), "nesterov": (0.5, 0.9), "adam": (0,)}


def loss_on_digits(seed, network, optimizer, lr, beta):
    """Train a network -> the training loss at RECORDS times, and the accuracy on held-out digits.

    beta: the share of the velocity that momentum and Nesterov keep; ignored by the others.
    """
    activation, sizes, epochs = NETWORKS[network]
    rng = np.random.default_rng(seed)
    data = digits(rng)
    step = OPTIMIZERS[optimizer]
    _, history = train(
        *data.train, init_params(sizes, rng), activation=activation, epochs=epochs, lr=lr,
        batch_size=BATCH_SIZE, optimizer=partial(step, decay=beta) if beta else step, rng=rng,
        validation=data.held_out, record_every=epochs // RECORDS, progress=False,
    )  # fmt: skip
    return {"train": history["loss"], "held_out": history["val_accuracy"][-1]}


OPTIMISERS_ON_DIGITS = Experiment(
    name="optimisers_on_digits",
    about="Training loss of two digit networks, batches of 32, at ten times during training: two "
    "hidden layers of 64 ReLUs for 10 epochs, and four of 32 sigmoids for 30. SGD, momentum, "
    "Nesterov and Adam at constant rates from too small to too large.",
    run=loss_on_digits,
    settings=tuple(
        {"network": network, "optimizer": optimizer, "lr": lr, "beta": beta}
        for network in NETWORKS
        for optimizer, rates in RATES.items()
        for beta in BETAS[optimizer]
        for lr in rates
    ),
    seeds=10,
    tolerance={"train": 0.2, "held_out": 0.1},
)
