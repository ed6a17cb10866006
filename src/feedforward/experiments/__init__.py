"""Experiments that take minutes: run by tools/experiments.py, stored here, read by ff.experiment.

Each is an Experiment in a module of its own; add it to EXPERIMENTS.
"""

from .batch_size import BATCH_SIZES_ON_DIGITS
from .brakes import BRAKES
from .depth import (
    DEPTH_AGAINST_WIDTH,
    DEPTH_ON_A_BUDGET,
    DEPTH_ON_DIGITS,
    DEPTH_ON_WINE,
    SPIRAL_BOUNDARIES,
)
from .experiment import Experiment, Results, load, path_of, store
from .optimisers import OPTIMISERS_ON_DIGITS
from .resampling import BIAS_AND_VARIANCE

__all__ = ["EXPERIMENTS", "Experiment", "Results", "experiment", "path_of", "store"]

EXPERIMENTS = {
    e.name: e
    for e in (
        DEPTH_ON_A_BUDGET,
        DEPTH_AGAINST_WIDTH,
        DEPTH_ON_DIGITS,
        DEPTH_ON_WINE,
        SPIRAL_BOUNDARIES,
        BIAS_AND_VARIANCE,
        BRAKES,
        OPTIMISERS_ON_DIGITS,
        BATCH_SIZES_ON_DIGITS,
    )
}


def experiment(name):
    """Return the stored results of a long experiment.

    Results r: r["held_out"] is a measured quantity (settings, seeds), r["depth"] what the settings
    were (settings,). Raises ValueError, with the names that there are, for another name.
    """
    if name not in EXPERIMENTS:
        raise ValueError(f"No experiment is called {name!r}. There are: {', '.join(EXPERIMENTS)}.")
    return load(name)
