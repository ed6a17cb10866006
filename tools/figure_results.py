"""Compute what takes minutes for the figures of 6.3: bias and variance, and depth at equal budgets.

    python tools/figure_results.py

It writes bias_and_variance.json and depth.json beside feedforward/figures/experiments.py. A test
computes a sample of both again.
"""

import json

import numpy as np

from feedforward.figures.experiments import (
    DEPTH_TASKS,
    GRID,
    HERE,
    fit_resampled,
    trained_with_depth,
    wave_curve,
)

WIDTHS = [1, 2, 3, 4, 6, 8, 12, 20, 40, 100]
SHOWN = [2, 8, 100]  # whose single fits are drawn
SEEDS, SHOWN_SEEDS = 40, 12
DEPTHS, DEPTH_SEEDS = [1, 2, 3, 4, 5, 6], 10


def bias_and_variance():
    """Fit every width to SEEDS training sets, and measure bias and variance over them."""
    found = {"widths": WIDTHS, "bias2": [], "variance": [], "seeds": SEEDS, "fits": {}}
    for width in WIDTHS:
        fits = np.array([fit_resampled(width, seed) for seed in range(SEEDS)])
        found["bias2"].append(round(np.mean((fits.mean(axis=0) - wave_curve(GRID)) ** 2), 4))
        found["variance"].append(round(np.mean(fits.var(axis=0)), 4))
        if width in SHOWN:
            found["fits"][str(width)] = fits[:SHOWN_SEEDS].round(3).tolist()
    return found


def depth():
    """Train every depth DEPTH_SEEDS times on every task: width and held-out accuracies."""
    found = {}
    for task in DEPTH_TASKS:
        found[task] = {"widths": [], "accuracies": []}
        for layers in DEPTHS:
            runs = [trained_with_depth(task, layers, seed) for seed in range(DEPTH_SEEDS)]
            found[task]["widths"].append(runs[0][1])
            found[task]["accuracies"].append([round(accuracy, 4) for *_, accuracy in runs])
            print(task, layers, np.mean(found[task]["accuracies"][-1]).round(3), flush=True)
    return found


if __name__ == "__main__":
    for compute in (depth, bias_and_variance):
        (HERE / f"{compute.__name__}.json").write_text(json.dumps(compute()) + "\n")
