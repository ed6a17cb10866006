"""Ways to keep a large network from fitting noise, each with several settings, on noisy moons."""

import numpy as np

from feedforward.activations import relu
from feedforward.data import moons
from feedforward.losses import cross_entropy
from feedforward.network import forward, init_params
from feedforward.training import train

from .experiment import Experiment

SAMPLES, WIDTH, NOISE = 100, 200, 0.3
EPOCHS, RECORD_EVERY = 600, 10
JUDGED = 1000


def loss_on_moons(seed, change, value):
    """Train on noisy moons with one change -> losses and accuracies, at the end and stopped.

    change: "none", or what is set to `value`: "width", "l2", "dropout" or "samples". "stopped" is
    the epoch with the lowest loss on the validation samples; "held_out" are samples of their own.
    """
    most = 4 * SAMPLES
    N = value if change == "samples" else SAMPLES
    rng = np.random.default_rng(seed)
    total = most + 2 * JUDGED
    (X, y), (X_new, y_new), _ = moons(rng, total, NOISE, held_out=2 * JUDGED / total)
    validation, judged = np.split(X_new, 2), np.split(y_new, 2)
    how = {change: value} if change in ("l2", "dropout") else {}
    found = {}
    for name, patience in (("end", None), ("stopped", EPOCHS)):
        rng = np.random.default_rng(seed)
        params = init_params([2, value if change == "width" else WIDTH, 2], rng)
        params, _ = train(
            X[:N], y[:N], params, epochs=EPOCHS, lr=0.02, optimizer="adam", rng=rng,
            validation=(validation[0], judged[0]), patience=patience, record_every=RECORD_EVERY,
            progress=False, **how,
        )  # fmt: skip
        for whose, inputs, labels in zip(
            ("validation", "held_out"), validation, judged, strict=True
        ):
            out, _ = forward(inputs, params, relu)
            found[f"{name}_{whose}_loss"] = cross_entropy(out, labels)
        found[f"{name}_accuracy"] = np.mean(out.argmax(axis=1) == labels)
    return found


LOSSES = [
    f"{when}_{whose}_loss" for when in ("end", "stopped") for whose in ("validation", "held_out")
]

BRAKES = Experiment(
    name="brakes",
    about=f"A hidden layer of {WIDTH} units on {SAMPLES} noisy samples of two moons, {EPOCHS} "
    "epochs of Adam, with one change at a time: fewer units, an L2 penalty, dropout, more samples. "
    f"Loss and accuracy on {JUDGED} new samples, at the end and where the validation loss was "
    "lowest.",
    run=loss_on_moons,
    settings=(
        {"change": "none", "value": 0},
        *({"change": "width", "value": m} for m in (2, 3, 5, 10, 20)),
        *({"change": "l2", "value": lam} for lam in (0.001, 0.003, 0.01, 0.03)),
        *({"change": "dropout", "value": drop} for drop in (0.2, 0.5, 0.8)),
        *({"change": "samples", "value": N} for N in (200, 400)),
    ),
    seeds=20,
    tolerance={
        **dict.fromkeys(LOSSES, 0.3),
        "end_accuracy": 0.05,
        "stopped_accuracy": 0.05,
    },  # fmt: skip
)
