"""An explorer of 6.6: one network trained with several batch sizes in turn."""

from functools import partial
from types import SimpleNamespace

import ipywidgets as widgets
import numpy as np

from feedforward.exercises.descent.gradient_noise import gradient_noise
from feedforward.plots.batch_size import (
    AXES,
    NO_NOISE,
    BatchSizeArrays,
    batch_noise,
    draw_costs,
    draw_losses,
    per_sample_gradients,
)

from .explorer import Explorer, Story, choice, slider
from .guard import computed_with, guarded
from .interleaved_training import SIZES, InterleavedTraining, first_digits, start_params
from .panel import Panel
from .position import startable

HEADER = ("B", "updates per epoch", "ms per epoch", "µs per update", "noise / |gradient|",
          "epochs to target", "updates to target", "ms to target")  # fmt: skip
RATE, TARGET = 0.2, 0.3


def measured_noise(own):
    """Return the noise relative to the gradient, measured and by formula, and a note."""
    X, labels = first_digits()
    per_sample = per_sample_gradients(X, labels, start_params())
    rng = np.random.default_rng(0)
    size = np.linalg.norm(per_sample.mean(axis=0))

    def law(gradient_noise=gradient_noise):
        return np.array([np.linalg.norm(gradient_noise(per_sample, B)) / size for B in SIZES])

    guard = guarded(own, "gradient_noise", lambda per_sample, B: per_sample.shape[1:])
    formula, note = computed_with(law, gradient_noise=guard)
    return np.array([batch_noise(per_sample, B, rng) for B in SIZES]), formula, note


def compute(state, values):
    """Gather the trials so far, and the axis on which to show them -> BatchSizeArrays."""
    note = state.note
    if round(values["rate"], 9) != state.training.rate:
        shown = f"The curves are for the rate {state.training.rate:g}: press train to update them."
        note = f"{note} {shown}".strip()
    trials = tuple(state.training.trial(size) for size in SIZES)
    return BatchSizeArrays(trials, values["x-axis"], values["target"], *state.noise, note)


def describe(arrays):
    """Say in which order the batch sizes reach the target on this axis."""
    places = {trial.batch_size: trial.reaches(arrays.target, arrays.axis)
              for trial in arrays.trials}  # fmt: skip
    there = sorted((place, size) for size, place in places.items() if place is not None)
    words = ", ".join(
        f"B\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{size:,} after {_place(place)}"
        for place, size in there
    )
    said = f"J < {arrays.target:g}, by {arrays.axis}: {words or 'none yet'}."
    missing = [f"{size:,}" for size, place in places.items() if place is None]
    if there and missing:
        said += f" Not reached: B = {'; '.join(missing)}."
    return f"{said} {arrays.note}".strip()


def _place(place):
    return f"{place:,.0f}" if place >= 100 else f"{place:.3g}"


def table(arrays):
    """A header, and a row of words for each batch size."""
    rows = []
    for trial, noise in zip(arrays.trials, arrays.noise, strict=True):
        updates = -(-trial.N // trial.batch_size)
        trained = len(trial.losses) > 1
        time = 1000 * trial.seconds_per_epoch if trained else np.nan
        costs = (_place(time), _place(1000 * time / updates)) if trained else ("", "")
        noisy = f"{noise:.2g}" if noise > NO_NOISE else "0"
        rows.append([f"{trial.batch_size:,}", f"{updates:,}", *costs, noisy,
                     *_to_target(trial, arrays.target)])  # fmt: skip
    return HEADER, rows


def _to_target(trial, target):
    places = [trial.reaches(target, axis) for axis in ("epochs", "updates", "seconds")]
    if places[0] is None:
        return ["not reached"] * 3
    return [_place(place) for place in (*places[:2], 1000 * places[2])]


@startable
def explore_batch_size(gradient_noise=None, *, trained=(RATE, TARGET)):
    """Train a network on digits with several batch sizes in turn, from one start at one rate.

    Each is trained until its loss is below the target. Press *train* after changing the rate or
    the target; the curves grow while it runs.
    gradient_noise: your own function, with which the line of the noise is then drawn.
    trained: the rate and the target with which the network is trained at the start.
    """
    *noise, note = measured_noise(gradient_noise)
    state = SimpleNamespace(training=InterleavedTraining(*trained), noise=noise, note=note)
    bar = widgets.FloatProgress(
        0, max=1, description="trained", tooltip="how far the training is",
        layout=widgets.Layout(width="auto", max_width="540px"),
    )  # fmt: skip

    def train():
        values = explorer.values
        state.training = InterleavedTraining(round(values["rate"], 9), values["target"])
        for bar.value in state.training.run():
            explorer.redraw()
        return {}

    for bar.value in state.training.run():
        pass
    explorer = Explorer(
        controls=[
            choice("x-axis", AXES[0], AXES),
            slider("rate", trained[0], 0.05, 1.0, 0.05),
            slider("target", trained[1], 0.1, 1.0, 0.1),
        ],
        compute=partial(compute, state),
        panels=[
            Panel("Losses", draw_losses, width=440, height=440),
            Panel("Costs", draw_costs, width=400, axes=lambda figure: figure.subplots(2, 1)),
        ],
        describe=describe,
        table=table,
        presets={"train": train},
        story=Story("x-axis"),
        extra_arguments=lambda: {"trained": (state.training.rate, state.training.target)},
    )
    explorer.widget.children = (explorer.widget.children[0], bar, *explorer.widget.children[1:])
    return explorer
