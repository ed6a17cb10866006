"""Depth against width at an equal budget of parameters, on spirals that are hard to tell apart."""

import numpy as np

from feedforward.data import spirals
from feedforward.exercises.structure import width_for_budget
from feedforward.network import init_params, predict
from feedforward.training import train

from .experiment import Experiment

BUDGET, EPOCHS = 600, 800
TRAINED, JUDGED = 1000, 1000


def spiral_accuracy(seed, depth, lr):
    """Train a network of `depth` hidden layers on 1000 samples -> its accuracies.

    "validation" is for choosing the rate, "held_out" is measured on other samples.
    """
    rng = np.random.default_rng(seed)
    N = TRAINED + 2 * JUDGED
    data = spirals(rng, N=N, turns=3, held_out=2 * JUDGED / N)
    width = width_for_budget(2, 3, depth, BUDGET)
    params, _ = train(
        *data.train, init_params([2, *[width] * depth, 3], rng), epochs=EPOCHS, lr=lr,
        lr_decay=0.01 ** (1 / EPOCHS), batch_size=50, optimizer="adam", rng=rng,
        record_every=EPOCHS, progress=False,
    )  # fmt: skip
    X, y = data.held_out
    right = predict(X, params) == y
    return {
        "train": np.mean(predict(data.train[0], params) == data.train[1]),
        "validation": np.mean(right[:JUDGED]),
        "held_out": np.mean(right[JUDGED:]),
    }


DEPTH_AGAINST_WIDTH = Experiment(
    name="depth_against_width",
    about="Accuracy on three spiral arms of three turns: 1 to 6 hidden layers of equal width, at "
    f"most {BUDGET} parameters in all, {TRAINED} training samples, {EPOCHS} epochs of Adam with "
    "five learning rates that decay to a hundredth.",
    run=spiral_accuracy,
    settings=tuple(
        {"depth": depth, "lr": lr}
        for depth in (1, 2, 3, 4, 5, 6)
        for lr in (0.003, 0.006, 0.0125, 0.025, 0.05)
    ),
    seeds=10,
    tolerance={"train": 0.1, "validation": 0.1, "held_out": 0.1},
)
