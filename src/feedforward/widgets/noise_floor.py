"""An explorer of 6.6: rate, batch size and label noise against the floor of J - J*."""

from feedforward.formatting import with_power
from feedforward.plots.noise_floor import (
    BLOCK,
    DRAWS,
    LOWEST,
    NAMES,
    UPDATES,
    N,
    draw_floors,
    draw_runs,
    floor_arrays,
)

from .explorer import Explorer, Story, choice, slider
from .panel import Panel
from .position import startable

HEADER = ("run", "rate", "B", "rate / B", f"J − J* after {UPDATES:,} updates", "floor")


def compute(values):
    """Run descent four times, as the controls say -> FloorArrays."""
    with_replacement = values["draw"] == DRAWS[0]
    rate, noise = round(values["rate"], 9), round(values["noise"], 9)
    return floor_arrays(rate, values["B"], noise, with_replacement, values["seed"])


def describe(arrays):
    """Say at what height each run stops falling, and which runs do not."""
    return " ".join(
        f"{name[0].upper()}{name[1:]}: {_fate(run)}." for name, run in arrays.runs.items()
    )


def _fate(run):
    setting = f"rate/B = {run.rate / run.batch_size:.3g}"
    if run.left:
        return f"{setting}, diverged within {len(run.excess) * BLOCK:,} updates"
    if run.floor is not None:
        return f"{setting}, floor at {with_power(run.floor)}"
    if run.excess[-1] < LOWEST:
        return f"{setting}, no floor above {with_power(LOWEST)}"
    return f"{setting}, still falling at {with_power(run.excess[-1])}"


def table(arrays):
    """A header, and a row of words for each run."""
    rows = [
        [name, f"{run.rate:.3g}", str(run.batch_size), f"{run.rate / run.batch_size:.3g}",
         "diverged" if run.left else with_power(run.excess[-1]),
         "none" if run.floor is None else with_power(run.floor)]
        for name, run in ((name, arrays.runs[name]) for name in NAMES)
    ]  # fmt: skip
    return HEADER, rows


@startable
def explore_noise_floor():
    """Change the rate, batch size and label noise, and see where descent at a constant rate stalls.

    Besides your setting, three others run on the same 64 points around a line: rate and batch size
    both doubled, half the rate, and the full batch.
    """
    return Explorer(
        controls=[
            slider("rate", 0.1, 0.01, 0.5, 0.01),
            slider("B", 2, 1, N // 2, 1),
            slider("noise", 0.5, 0.0, 1.0, 0.05),
            slider("seed", 0, 0, 20, 1),
            choice("draw", DRAWS[0], DRAWS),
        ],
        compute=compute,
        panels=[
            Panel("Runs", draw_runs, width=430, height=400),
            Panel("Floors", draw_floors, width=410, height=400),
        ],
        describe=describe,
        table=table,
        presets={
            "no label noise": {"noise": 0.0},
            "a fifth of the rate": {"rate": 0.02},
            "larger batch": {"B": 16},
        },
        groups={"descent": ["rate", "B", "draw"], "labels": ["noise", "seed"]},
        story=Story("rate", (0.02, 0.04, 0.06, 0.08, 0.1, 0.14, 0.18, 0.22, 0.28, 0.36, 0.44, 0.5)),
    )
