"""Depth against width: networks of equal budget and several depths, each at its best rate."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np

from feedforward.data import digits, spirals, wine
from feedforward.exercises.structure.width_for_budget import width_for_budget
from feedforward.network import init_params, predict
from feedforward.training import train

from .experiment import Experiment

DEPTHS = (1, 2, 3, 4, 5, 6)
RATES = (0.003, 0.006, 0.0125, 0.025, 0.05)
BEST_RATES = {1: 0.025, 2: 0.0125, 3: 0.0125, 4: 0.006}  # on the spirals, by validation


@dataclass(frozen=True)
class Task:
    """Data to tell apart: draw(rng) -> Dataset with M inputs and K classes; `budget` parameters.

    Half of what is held out is for choosing a rate, the other half for the result. During training
    the learning rate decays to `last_rate` times its first value.
    """

    draw: Callable
    M: int
    K: int
    budget: int
    epochs: int
    last_rate: float = 0.01
    depths: tuple[int, ...] = DEPTHS
    rates: tuple[float, ...] = RATES


SHORT_SPIRALS = Task(
    lambda rng: spirals(rng, N=3000, turns=2.25, held_out=2 / 3), 2, 3, 400, 150,
    last_rate=1, depths=(1, 2, 3, 4, 8), rates=(0.00125, 0.0025, 0.005, 0.01, 0.02, 0.04),
)  # fmt: skip
SPIRALS = Task(lambda rng: spirals(rng, N=3000, turns=3, held_out=2 / 3), 2, 3, 600, 800)
DIGITS = Task(lambda rng: digits(rng, held_out=0.5), 64, 10, 5000, 60)
WINE = Task(lambda rng: wine(rng, held_out=0.5), 13, 3, 1000, 100)


def fit(task, seed, depth, lr):
    """Train `depth` equally wide hidden layers on a task -> the task's data, params."""
    rng = np.random.default_rng(seed)
    data = task.draw(rng)
    width = width_for_budget(task.M, task.K, depth, task.budget)
    params, _ = train(
        *data.train, init_params([task.M, *[width] * depth, task.K], rng), epochs=task.epochs,
        lr=lr, lr_decay=task.last_rate ** (1 / task.epochs), batch_size=50, optimizer="adam",
        rng=rng, record_every=task.epochs, progress=False,
    )  # fmt: skip
    return data, params


def boundary(seed, depth, lr):
    """Train on the spirals -> params in one array (budget,), zeros behind them, and held_out."""
    ((_, (X_new, y_new), _), params) = fit(SPIRALS, seed, depth, lr)
    numbers = np.concatenate([part.ravel() for pair in params for part in pair])
    return {
        "params": np.pad(numbers, (0, SPIRALS.budget - len(numbers))),
        "held_out": np.mean(predict(X_new, params) == y_new),
    }


def stored_boundary(results, row):
    """Return the params of one setting of `boundary`, seed 0, as a list of (W, b)."""
    depth = results["depth"][row]
    width = width_for_budget(SPIRALS.M, SPIRALS.K, depth, SPIRALS.budget)
    numbers, params = results["params"][row, 0], []
    for m_in, m_out in pairwise([SPIRALS.M, *[width] * depth, SPIRALS.K]):
        W, b, numbers = np.split(numbers, [m_in * m_out, (m_in + 1) * m_out])
        params.append((W.reshape(m_in, m_out), b))
    return params


def accuracies(task, seed, depth, lr):
    """The shares of samples that a trained network gets right: train, validation, held_out."""
    ((X, y), (X_new, y_new), _), params = fit(task, seed, depth, lr)
    right = predict(X_new, params) == y_new
    half = len(right) // 2
    return {
        "train": np.mean(predict(X, params) == y),
        "validation": np.mean(right[:half]),
        "held_out": np.mean(right[half:]),
    }


def _experiment(name, task, data, tolerance):
    decays = task.last_rate < 1
    rates = "with learning rates that decay to a hundredth" if decays else "at a constant rate"
    return Experiment(
        name=name,
        about=f"Accuracy on {data}: {task.depths[0]} to {task.depths[-1]} hidden layers of equal "
        f"width, at most {task.budget} parameters in all, {task.epochs} epochs of Adam, {rates}.",
        run=partial(accuracies, task),
        settings=tuple({"depth": depth, "lr": lr} for depth in task.depths for lr in task.rates),
        seeds=10,
        tolerance=dict.fromkeys(("train", "validation", "held_out"), tolerance),
    )


DEPTH_ON_A_BUDGET = _experiment(
    "depth_on_a_budget",
    SHORT_SPIRALS,
    "three spiral arms of 2.25 turns, 1000 training samples",
    0.1,
)
DEPTH_AGAINST_WIDTH = _experiment(
    "depth_against_width", SPIRALS, "three spiral arms of three turns, 1000 training samples", 0.1
)
DEPTH_ON_DIGITS = _experiment("depth_on_digits", DIGITS, "898 digits", 0.03)
DEPTH_ON_WINE = _experiment("depth_on_wine", WINE, "89 wines", 0.07)
SPIRAL_BOUNDARIES = Experiment(
    name="spiral_boundaries",
    about="The parameters of one network of each depth on three spiral arms, trained as in "
    "depth_against_width at the best learning rate of its depth.",
    run=boundary,
    settings=tuple({"depth": depth, "lr": lr} for depth, lr in BEST_RATES.items()),
    seeds=1,
    # Rounding that differs between machines leads to other parameters that are just as good.
    tolerance={"params": np.inf, "held_out": 0.1},
)
