"""Time a check: on the right answer, and on each known mistake with its diagnosis.

    python benchmarks/checking.py

Medians of REPEATS runs in one process, on one core. Limits: 50 ms on the reference and 250 ms with
a diagnosis, for every exercise but `train`; 5 s for that.
"""

import inspect
import os
import statistics
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np  # noqa: E402

import feedforward as ff  # noqa: E402
from feedforward.checking import examine  # noqa: E402
from feedforward.exercises import EXERCISES, earlier_than  # noqa: E402

REPEATS = 7
LIMITS = {"train": (5.0, 5.0)}
LIMIT = (0.050, 0.250)


def written_anew(exercise):
    """The reference as a learner would have written it: from its source, in a notebook's names."""
    namespace = {"np": np, "ff": ff, **earlier_than(exercise.name)}
    exec(inspect.getsource(exercise.reference), namespace)
    return namespace[exercise.name]


def seconds(name, function):
    """Median time of a check, in seconds."""
    repeats = 1 if name in LIMITS else REPEATS
    times = []
    for seed in range(repeats):
        start = time.perf_counter()
        examine(name, function, seed)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main():
    over = False
    print(f"{'exercise':26} {'right':>8} {'worst mistake':>14}  (ms)")
    for exercise in EXERCISES.values():
        right = seconds(exercise.name, written_anew(exercise))
        wrong = {m.id: seconds(exercise.name, m.function) for m in exercise.mistakes if m.function}
        worst = max(wrong, key=wrong.get, default="")
        slow, slow_wrong = LIMITS.get(exercise.name, LIMIT)
        late = right > slow or wrong.get(worst, 0) > slow_wrong
        over |= late
        print(
            f"{exercise.name:26} {1000 * right:8.1f} {1000 * wrong.get(worst, 0):14.1f}  "
            f"{worst}{'  OVER THE LIMIT' if late else ''}"
        )
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
