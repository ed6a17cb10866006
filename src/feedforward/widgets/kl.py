"""An explorer of 6.5: two distributions, and what it costs to take one for the other."""

from dataclasses import replace

import numpy as np

from feedforward.formatting import decimal
from feedforward.plots.kl import OUTCOMES, UNITS, draw_distributions, draw_lengths, kl_arrays

from .explorer import Explorer, Story, choice, slider
from .guard import computed_with, guarded
from .panel import Panel
from .position import startable

START = {"p[0]": 4.0, "p[1]": 2.0, "p[2]": 1.0, "p[3]": 1.0,
         "q[0]": 5.0, "q[1]": 1.0, "q[2]": 1.0, "q[3]": 1.0}  # fmt: skip
PRESETS = {
    "q = p": lambda values: {f"q[{k}]": values[f"p[{k}]"] for k in range(4)},
    "p one-hot": lambda values: dict(zip(list(START)[:4], (0.0, 8.0, 0.0, 0.0), strict=True)),
    # All from the start: after "p one-hot", p would rule C out as well.
    "q rules C out": lambda values: START | {"q[2]": 0.0},
}
# No word above the outcomes: the table is as wide as a telephone.
HEADER = ("", "p", "q", "−log p", "−log q", "p log(p/q)", "q log(q/p)")


def parts_of(values, name):
    """Return the parts (4,) that the sliders of one distribution give."""
    return np.array([round(values[f"{name}[{k}]"], 9) for k in range(len(OUTCOMES))])


def compute_with(kl_divergence):
    """The explorer's compute: with the learner's kl_divergence where it works, else the book's."""
    own = guarded(
        kl_divergence, "kl_divergence", lambda p, q: (), lambda p, q: "one pair", infinite=True
    )

    def compute(values):
        p, q = parts_of(values, "p"), parts_of(values, "q")
        result, note = computed_with(lambda **how: kl_arrays(p, q, values["unit"], **how), kl=own)
        return replace(result, note=note)

    return compute


def describe(arrays):
    """Say both divergences, and how each adds to the entropy."""
    said = []
    for way, (one, other) in enumerate((("p", "q"), ("q", "p"))):
        H, KL, whole = (decimal(a[way], 3) for a in (arrays.H, arrays.KL, arrays.crossed))
        said.append(
            f"KL({one}‖{other}) = {KL} {arrays.unit}, "
            f"H({one},{other}) = {whole} where H({one}) = {H}."
        )
    for way, (one, other) in enumerate((("p", "q"), ("q", "p"))):
        if np.isinf(arrays.crossed[way]):
            said.append(
                f"{other} gives probability 0 to an outcome of {one}, and has no code word for it."
            )
    said += [f"All parts of {name} are 0: it counts as uniform." for name in arrays.even]
    return " ".join([*said, arrays.note]).strip()


def table(arrays):
    """A row for each outcome: its probabilities, its code lengths, its terms of both sums."""
    nats = UNITS[arrays.unit]

    def length(a):
        return np.inf if a == 0 else -np.log(a) / nats

    def term(a, b):
        return 0.0 if a == 0 else a * (length(b) - length(a))

    rows = [
        [name, *(decimal(a, 3) for a in (p, q, length(p), length(q), term(p, q), term(q, p)))]
        for name, p, q in zip(OUTCOMES, arrays.p, arrays.q, strict=True)
    ]
    log = "log₂" if arrays.unit == "bits" else "log"
    return tuple(name.replace("log", log) for name in HEADER), rows


@startable
def explore_kl(kl_divergence=None):
    """Mix two distributions p and q, and see KL in both directions beside their entropies.

    kl_divergence: your own `kl_divergence(p, q)`; what it gives is what is drawn. Where it is blank
    or fails, a sentence says so, and the book's own is drawn.
    """
    names = list(START)
    explorer = Explorer(
        controls=[
            *(slider(label, value, 0.0, 10.0, 0.1) for label, value in START.items()),
            choice("unit", "nats", list(UNITS)),
        ],
        compute=compute_with(kl_divergence),
        panels=[
            Panel("Two distributions", draw_distributions, width=440, height=350),
            Panel("Mean lengths", draw_lengths, width=400, height=350),
        ],
        describe=describe,
        table=table,
        presets={label: lambda give=give: give(explorer.values) for label, give in PRESETS.items()},
        groups={"p, in parts": names[:4], "q, in parts": names[4:], "counted in": ["unit"]},
        story=Story(
            "q[2]", (0.0, 0.1, 0.3, 0.6, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0), {"unit": "bits"}
        ),
    )
    return explorer
