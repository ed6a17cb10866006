"""Draw a decision with its samples, and what it costs along an axis."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from .boundary import PALE
from .capacity import EPOCHS, LOSS_LIMITS, X1, X2
from .geometry import lines_at
from .labels import PLACES, boxes_along, halo, label_ends, place_labels, place_on_line
from .style import (
    CLASSES,
    FONT_SIZE,
    INK,
    MUTED,
    PROBABILITY,
    SMALL_SIZE,
    TRAINING,
    TRUTH,
    VALIDATION,
    axes_at,
    dress,
    legend_below,
)  # fmt: skip

BELIEFS = (0.1, 0.9)  # where the network is nine parts sure
HIGHER = ("left", "bottom", (8, 26))  # for a name, where a curve rises beside its point


def decision_axes(figure):
    """Axes with room below for a legend."""
    return axes_at(figure, left=48, below=138, right=10, above=36)


def loss_axes(figure):
    """Axes as high as those of the decision, with room at the right for the curves' names."""
    return axes_at(figure, left=44, below=138, right=92, above=36)


def _lines(ax, color, width, style, zorder):
    lines = LineCollection([], colors=color, linewidths=width, linestyles=style, zorder=zorder)
    ax.add_collection(lines, autolim=False)
    return lines


def _dots(ax, marker, zorder, **look):
    return ax.plot([], [], marker, linestyle="", zorder=zorder, **look)[0]


def _boundary_artists(ax):
    dress(ax, "Decision", "$x_1$", "$x_2$")
    ax.set(xlim=(X1[0], X1[-1]), ylim=(X2[0], X2[-1]), xticks=[-1, 0, 1, 2], yticks=[-1, 0, 1, 2])
    artists = {
        "shade": ax.imshow(
            np.zeros((len(X2), len(X1))), extent=(X1[0], X1[-1], X2[0], X2[-1]), origin="lower",
            cmap=PROBABILITY, vmin=0, vmax=1, interpolation="bilinear", aspect="auto",
            alpha=PALE, zorder=0,
        ),
        "beliefs": _lines(ax, MUTED, 0.7, "-", 2),
        "truth": _lines(ax, TRUTH.ink, 2.2, TRUTH.linestyle, 3),
        "cut": _lines(ax, INK, 1.8, "-", 3),
        "wrong": _dots(ax, "o", 6, mfc="none", mec=INK, ms=13, mew=1.2),
        "held out wrong": _dots(ax, "o", 4, mfc="none", mec=VALIDATION.ink, ms=6, mew=1),
    }  # fmt: skip
    for label, role in enumerate(CLASSES):
        mark, unseen = role.marker, {"ms": 2.8, "mew": 0}
        seen = {"ms": 7, "mec": "white" if label == 0 else role.ink}
        artists[f"class {label}"] = _dots(ax, mark, 5, color=role.fill, **seen)
        artists[f"held out {label}"] = _dots(ax, mark, 2.5, color=role.ink, **unseen)
    names = [("cut name", "network", INK), ("truth name", "best possible", TRUTH.ink)]
    for name, text, ink in names:
        artists[name] = ax.text(0, 0, text, color=ink, fontsize=FONT_SIZE, ha="center",
                                va="center", zorder=7, path_effects=halo())  # fmt: skip
    legend_below(ax, _sample_keys(), columns=2, below=0.17)
    return artists


def _sample_keys():
    ring = {"linestyle": "", "marker": "o", "mfc": "none"}
    seen, unseen = (
        tuple(
            Line2D([], [], linestyle="", marker=role.marker, label=label, ms=size, mew=0,
                   color=getattr(role, shade))
            for role in CLASSES
        )
        for label, size, shade in (
            ("training sample", 6.5, "fill"), ("validation sample", 3, "ink"),
        )
    )  # fmt: skip
    return [
        seen,
        unseen,
        Line2D([], [], color=MUTED, lw=0.7, label="probability 0.1 and 0.9"),
        Line2D([], [], mec=INK, ms=11, label="not fitted, if any", **ring),
        Line2D([], [], mec=VALIDATION.ink, ms=6, label="wrong on validation", **ring),
    ]


def draw_boundary(ax, arrays, artists=None):
    """Draw how sure the network is where, both kinds of samples, and the best possible boundary.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _boundary_artists(ax)
    fit = arrays.fit
    artists["shade"].set_data(fit.probability)
    cut, truth = lines_at(X1, X2, fit.margin, 0.0), lines_at(X1, X2, fit.true_margin, 0.0)
    artists["cut"].set_segments(cut)
    artists["truth"].set_segments(truth)
    artists["beliefs"].set_segments(
        [line for belief in BELIEFS for line in lines_at(X1, X2, fit.probability, belief)]
    )
    for label in (0, 1):
        artists[f"class {label}"].set_data(*fit.X[fit.labels == label].T)
        artists[f"held out {label}"].set_data(*fit.held_out[fit.held_out_labels == label].T)
    artists["wrong"].set_data(*fit.X[fit.wrong].T)
    artists["held out wrong"].set_data(*fit.held_out[fit.held_out_wrong].T)
    samples, reach = ax.transData.transform(fit.X), 5 * ax.figure.dpi / 72
    taken = np.hstack([samples - reach, samples + reach])
    for name, lines in [("cut name", cut), ("truth name", truth)]:
        longest = max(lines, key=len, default=np.empty((0, 2)))
        taken = place_on_line(ax, artists[name], longest, taken)
    return artists


def _loss_artists(ax):
    dress(ax, "Cross-entropy")
    ax.set(ylim=LOSS_LIMITS, yscale="log")
    ax.grid(axis="y")
    artists = {"here": ax.axvline(0, color=MUTED, lw=1, linestyle=(0, (4, 3)), zorder=1)}
    artists["true loss"] = ax.plot(
        [0, 1], [1, 1], color=TRUTH.ink, linestyle=TRUTH.linestyle, lw=1.6, zorder=2,
        transform=ax.get_yaxis_transform(),
    )[0]  # fmt: skip
    for name, role in [("training", TRAINING), ("validation", VALIDATION)]:
        artists[name] = ax.plot(
            [], [], color=role.ink, linestyle=role.linestyle, lw=2.2, zorder=3
        )[0]  # fmt: skip
        artists[f"{name} here"] = ax.plot([], [], role.marker, color=role.ink, ms=8, zorder=5,
                                           clip_on=False)[0]  # fmt: skip
    artists["best"] = _dots(ax, "o", 4, mfc="none", mec=VALIDATION.ink, ms=15, mew=1.5,
                             clip_on=False)  # fmt: skip
    artists["best name"] = ax.annotate(
        "", (0, 0), xytext=(0, 0), textcoords="offset points", color=VALIDATION.ink,
        fontsize=SMALL_SIZE, zorder=6, path_effects=halo(),
    )  # fmt: skip
    artists["ends"] = [
        ax.text(1.035, 0, text, color=role.ink, fontsize=FONT_SIZE, va="center",
                transform=ax.transAxes)
        for text, role in [("training", TRAINING), ("validation", VALIDATION),
                           ("best possible", TRUTH)]
    ]  # fmt: skip
    return artists


def _set_axis(ax, curves):
    """Set the horizontal axis where it has changed: only then is the background drawn again."""
    if ax.get_xlabel() == curves.label:
        return
    ax.set_xlabel(curves.label)
    if curves.names:
        ax.set_xticks(curves.x, curves.names, rotation=45 if len(curves.names) > 8 else 0)
        ax.set_xlim(-0.6, len(curves.x) - 0.7)
    else:
        ticks = np.linspace(0, EPOCHS, 5)  # their labels replace those of the axis before
        ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks], rotation=0)
        ax.set_xlim(0, EPOCHS)


def draw_losses(ax, arrays, artists=None):
    """Draw both losses along the chosen axis, on a log scale; what leaves it stays at its edge."""
    artists = artists or _loss_artists(ax)
    curves = arrays.curves
    _set_axis(ax, curves)
    ends = []
    for name, losses in [("training", curves.loss), ("validation", curves.val_loss)]:
        clipped = np.clip(losses, *LOSS_LIMITS)
        artists[name].set_data(curves.x, clipped)
        artists[f"{name} here"].set_data(curves.x[[curves.here]], clipped[[curves.here]])
        ends.append(clipped[-1])
    artists["here"].set_xdata([curves.x[curves.here]] * 2)
    true_loss = np.clip(arrays.fit.true_loss, *LOSS_LIMITS)
    artists["true loss"].set_ydata([true_loss] * 2)
    _move_lowest(ax, artists, curves, true_loss)
    label_ends(ax, artists["ends"], [*ends, true_loss])
    return artists


def _move_lowest(ax, artists, curves, true_loss):
    """Ring the lowest validation loss, and name it where the name covers no curve."""
    lowest = curves.val_loss[curves.best]
    place = [curves.x[curves.best], np.clip(lowest, *LOSS_LIMITS)]
    artists["best"].set_data(*np.transpose([place]))
    lines = [artists[name].get_xydata() for name in ("training", "validation")]
    level = np.column_stack([ax.get_xlim(), [true_loss, true_loss]])
    # Beyond the line of the best possible loss, the number would be read as that line's.
    across = ax.bbox.y0 if lowest > true_loss else ax.bbox.y1
    edge = ax.transData.transform((0, true_loss))[1]
    beyond = [ax.bbox.x0, min(across, edge), ax.bbox.x1, max(across, edge)]
    taken = np.vstack([boxes_along(ax, [*lines, level]), beyond])
    place_labels(ax, [artists["best name"]], [place], [f"lowest: {lowest:.2f}"], taken,
                 (*PLACES, HIGHER))  # fmt: skip
