"""The error of a finite difference over its step: curvature, a kink, and rounding."""

from dataclasses import dataclass

import numpy as np

from feedforward.gradcheck import numerical_gradient

from .style import (
    FONT_SIZE,
    GRADIENT,
    INK,
    MUTED,
    NETWORK,
    PAPER,
    SERIES,
    SMALL_SIZE,
    dress,
    label_curve,
    number_by_powers,
)

PLACE = 1.0  # where the derivative is asked for
SLOPE = np.cos(PLACE)  # and what it is, on either curve
EXPONENTS = np.arange(-12, -0.9, 0.25)
ABOUT_EQUAL = 10  # the largest ratio of two errors that both matter
STEPS = 10.0**EXPONENTS
PRECISIONS = {"float64": np.float64, "float32": np.float32}
SIDES = ("central", "one-sided")
IN_STEPS = np.linspace(-2, 2, 161)  # how far the close-up reaches, in steps
SMALLEST, LARGEST = 1e-13, 10.0  # errors that are drawn


@dataclass(frozen=True)
class DifferenceArrays:
    """The error of each step of STEPS, and a close-up of the curve around one of them."""

    eps: float
    precision: str
    distance: float | None  # of a kink, to the right
    side: str
    estimate: float  # what the difference gives for the derivative
    errors: dict  # by precision, (45,): relative to the derivative
    truncation: np.ndarray  # (45,): what the bend alone does
    rounding: np.ndarray  # (45,): the size of what rounding does in this precision
    close_up: np.ndarray  # (161,): (J(x + t eps) - J(x)) / eps for t of IN_STEPS
    ends: np.ndarray  # (2, 2): the two points of the difference, in the close-up
    note: str = ""

    @property
    def error(self):
        return abs(self.estimate - SLOPE) / SLOPE

    @property
    def cause(self):
        """Return where the error comes from at this step: "kink", "bend", "rounding" or "both"."""
        if self.distance is not None and self.eps > self.distance:
            return "kink"
        at = np.argmin(abs(STEPS - self.eps))
        ratio = self.truncation[at] / self.rounding[at]
        if 1 / ABOUT_EQUAL < ratio < ABOUT_EQUAL:
            return "both"
        return "bend" if ratio > 1 else "rounding"


def curve(precision, distance=None):
    """J(x) = the sum of sin x, plus max(0, x - kink) where a kink lies that far right of PLACE.

    All is computed in the precision -> a function from an array to a number of that precision
    """
    values = curve_values(precision, distance)
    return lambda x: values(x).sum()


def curve_values(precision, distance=None):
    """The same entry by entry."""
    kind = PRECISIONS[precision]

    def values(x):
        x = np.asarray(x).astype(kind)
        if distance is None:
            return np.sin(x)
        return np.sin(x) + np.maximum(x - kind(PLACE + distance), kind(0))

    return values


def one_sided(J, x, eps=1e-5):
    """(J(x + eps) - J(x)) / eps for a single entry x (1,)."""
    return np.array([(J(x + eps) - J(x)) / eps])


def difference_arrays(eps, precision, distance, side, gradient=numerical_gradient):
    """Compute both pictures. eps one of STEPS, side one of SIDES -> DifferenceArrays.

    `gradient(J, x, eps)` gives the central difference.
    """
    measure = gradient if side == "central" else one_sided
    estimates = {
        name: np.array([_at_place(measure, curve(name, distance), step) for step in STEPS])
        for name in PRECISIONS
    }
    values = curve_values(precision, distance)
    start = np.float64(values(PLACE))
    feet = np.array([-1.0, 1.0] if side == "central" else [0.0, 1.0])
    change = {
        key: (np.float64(values(PLACE + t * eps)) - start) / eps
        for key, t in {"all": IN_STEPS, "feet": feet}.items()
    }
    return DifferenceArrays(
        eps=eps,
        precision=precision,
        distance=distance,
        side=side,
        estimate=float(estimates[precision][np.argmin(abs(STEPS - eps))]),
        errors={name: abs(found - SLOPE) / SLOPE for name, found in estimates.items()},
        # Taylor: J'''/6 eps^2 beside J', and J''/2 eps where only one side is asked
        truncation=STEPS**2 / 6 if side == "central" else STEPS * np.tan(PLACE) / 2,
        rounding=np.finfo(PRECISIONS[precision]).eps / 2 * np.tan(PLACE) / STEPS,
        close_up=change["all"],
        ends=np.column_stack([feet, change["feet"]]),
    )


def _at_place(measure, J, step):
    return float(measure(J, np.array([PLACE]), step)[0])


PALE = "#9cc6e4"  # of HEIGHT
PRECISION_ROLES = dict(zip(PRECISIONS, SERIES[:2], strict=True))
# Where a name stands beside its curve, in points.
NAMED = {"float64": (0, -14), "float32": (0, 10), "truncation": (9, -6), "rounding": (7, 6)}


def _error_artists(ax):
    dress(ax, "Error of the difference", "step $\\varepsilon$", "relative error")
    ax.set(xscale="log", yscale="log", xlim=(5e-13, 0.2), ylim=(SMALLEST, LARGEST),
           xticks=10.0 ** np.arange(-12, 0, 2), yticks=10.0 ** np.arange(-12, 1, 2))  # fmt: skip
    ax.minorticks_off()
    number_by_powers(ax.xaxis, ax.yaxis)
    ax.grid(axis="y")
    artists = {}
    for name, role in PRECISION_ROLES.items():
        artists[name] = ax.plot([], [], linestyle="-", color=role.ink, marker=role.marker,
                                markersize=4.5, linewidth=1.6, mew=0, zorder=3)[0]  # fmt: skip
        artists[f"{name}, name"] = label_curve(ax, 1, 1, name, role, xytext=NAMED[name])
    for name in ("truncation", "rounding"):
        artists[name] = ax.plot([], [], color=MUTED, linestyle=(0, (2, 2)), linewidth=1.2,
                                zorder=2)[0]  # fmt: skip
        artists[f"{name}, name"] = ax.annotate(
            name, (1, 1), NAMED[name], textcoords="offset points", color=MUTED,
            fontsize=SMALL_SIZE + 0.5, va="center", in_layout=False, zorder=2,
        )  # fmt: skip
    artists["kink"] = ax.plot([], [], color=INK, linewidth=1, linestyle=(0, (5, 2)), zorder=2)[0]
    artists["kink, name"] = ax.text(1, LARGEST * 0.8, "the kink ", color=INK, fontsize=SMALL_SIZE,
                                    ha="right", va="top")  # fmt: skip
    artists["chosen"] = ax.plot([], [], "o", mfc=PAPER, mec=INK, mew=1.8, markersize=9, zorder=5)[0]
    return artists


def draw_error_curve(ax, arrays, artists=None):
    """Draw the error over the step, on logarithmic axes, in both precisions.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _error_artists(ax)
    for name, errors in arrays.errors.items():
        shown = np.clip(errors, SMALLEST, LARGEST)
        artists[name].set_data(STEPS, shown)
        start = shown[:8]  # as far as the name reaches
        artists[f"{name}, name"].xy = STEPS[0], start.min() if name == "float64" else start.max()
    heights = {
        "truncation": 1e-8 if arrays.side == "central" else 1e-6,
        "rounding": 1e-6 if arrays.precision == "float64" else 1e-3,
    }
    for name, height in heights.items():
        line = getattr(arrays, name)
        artists[name].set_data(STEPS, line)
        at = np.argmin(np.abs(np.log(line / height)))
        artists[f"{name}, name"].xy = STEPS[at], line[at]
    artists["chosen"].set_data([arrays.eps], [np.clip(arrays.error, SMALLEST, LARGEST)])
    kink = [] if arrays.distance is None else [arrays.distance] * 2
    artists["kink"].set_data(kink, [SMALLEST, LARGEST][: len(kink)])
    artists["kink, name"].set(x=arrays.distance or 1, visible=bool(kink))
    return artists


def _close_up_artists(ax):
    dress(ax, "Close-up at $x$", "distance from $x$, in steps of $\\varepsilon$",
          "change in $J$, divided by $\\varepsilon$")  # fmt: skip
    ax.set(xlim=(-2, 2), ylim=(-2.2, 2.2), xticks=[-2, -1, 0, 1, 2], yticks=[-2, -1, 0, 1, 2])
    ax.grid()
    artists = {
        # From wide to narrow, so that all three can be seen where they coincide.
        "curve": ax.plot([], [], color=PALE, linewidth=10, zorder=2, label="$J$")[0],
        "true": ax.plot([], [], color=GRADIENT.fill, linewidth=4.5, zorder=3,
                        label="slope of $J$")[0],
        "difference": ax.plot([], [], color=INK, linewidth=1.5, linestyle=(0, (4, 2)), zorder=4,
                              label="slope of the difference")[0],
        "ends": ax.plot([], [], "o", mfc=PAPER, mec=INK, mew=1.8, markersize=9, zorder=5)[0],
    }  # fmt: skip
    ax.legend(loc="upper left", frameon=True, framealpha=1, edgecolor=PAPER, facecolor=PAPER,
              borderaxespad=0.2, fontsize=FONT_SIZE, labelcolor=[NETWORK.ink, GRADIENT.ink, INK]
              )  # fmt: skip
    return artists


def draw_close_up(ax, arrays, artists=None):
    """Draw J around x as far as two steps: the difference's two points, its slope and the true one.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _close_up_artists(ax)
    artists["curve"].set_data(IN_STEPS, arrays.close_up)
    artists["true"].set_data(IN_STEPS, SLOPE * IN_STEPS)
    (t, height), _ = arrays.ends
    artists["difference"].set_data(IN_STEPS, height + arrays.estimate * (IN_STEPS - t))
    artists["ends"].set_data(*arrays.ends.T)
    return artists
