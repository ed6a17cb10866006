"""Run the experiments that are too slow for a notebook, and store what they give.

python tools/experiments.py                        all of them
python tools/experiments.py depth_against_width    this one

It runs on one core at low priority; how long each takes is printed. The results are JSON files in
src/feedforward/experiments; a test runs a sample of each again.
"""

import argparse
import os
import time

import numpy as np
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from feedforward.experiments import EXPERIMENTS, path_of, store


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(EXPERIMENTS))
    names = parser.parse_args().names or list(EXPERIMENTS)
    unknown = [name for name in names if name not in EXPERIMENTS]
    if unknown:
        parser.error(f"No experiment is called {unknown[0]}. There are: {', '.join(EXPERIMENTS)}.")
    if hasattr(os, "nice"):
        os.nice(10)
    for name in names:
        run(EXPERIMENTS[name])


def run(experiment):
    """Run every setting with every seed, and store the numbers."""
    start = time.process_time()
    runs = [(s, seed) for s in experiment.settings for seed in range(experiment.seeds)]
    with threadpool_limits(1):  # small products gain nothing from a second thread
        results = [experiment.run(seed, **setting) for setting, seed in tqdm(runs, experiment.name)]
    measured = {
        quantity: [
            [
                np.round(r[quantity], experiment.digits).tolist()
                for r in results[i : i + experiment.seeds]
            ]
            for i in range(0, len(results), experiment.seeds)
        ]
        for quantity in results[0]
    }
    store(experiment, measured)
    seconds = time.process_time() - start
    path = path_of(experiment.name)
    print(f"{experiment.name}: {seconds:.0f} s of processor time, stored in {path}")


if __name__ == "__main__":
    main()
