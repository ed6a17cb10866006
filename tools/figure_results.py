"""Compute what takes minutes for the figures of 6.3: bias and variance.

    python tools/figure_results.py

It writes bias_and_variance.json beside feedforward/figures/experiments.py. A test computes one of
its curves again.
"""

import json

import numpy as np

from feedforward.figures.experiments import (
    GRID,
    HERE,
    fit_resampled,
    wave_curve,
)

WIDTHS = [1, 2, 3, 4, 6, 8, 12, 20, 40, 100]
SHOWN = [2, 8, 100]  # whose single fits are drawn
SEEDS, SHOWN_SEEDS = 40, 12


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


if __name__ == "__main__":
    (HERE / "bias_and_variance.json").write_text(json.dumps(bias_and_variance()) + "\n")
