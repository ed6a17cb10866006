"""A loss of two weights with a saddle between two minima, and walks that pass it."""

from dataclasses import dataclass

import numpy as np
from matplotlib.colors import LightSource

from .style import FONT_SIZE, GRADIENT, HEIGHT, INK, MUTED, SERIES, SMALL_SIZE, dress

REACH = 1.45  # how far the pictures show both weights
EDGE_OF_W1, EDGE_OF_W2 = (0, -1.7, -0.2), (1.7, 0, 0)  # beside the two edges in front
LEVELS = np.array([-0.45, -0.3, -0.15, 0.0, 0.15, 0.35, 0.6, 0.9])


def saddle_loss(w):
    """J = w1^2/2 - w2^2 + w2^4/2: a saddle at 0, minima at (0, ±1). w (..., 2) -> (...)"""
    return w[..., 0] ** 2 / 2 - w[..., 1] ** 2 + w[..., 1] ** 4 / 2


def saddle_gradient(w):
    """The gradient of `saddle_loss`. w (..., 2) -> (..., 2)"""
    return np.stack([w[..., 0], 2 * w[..., 1] ** 3 - 2 * w[..., 1]], axis=-1)


@dataclass(frozen=True)
class Passage:
    """One walk, and what is said of it."""

    name: str
    places: np.ndarray  # (T + 1, 2)

    @property
    def losses(self):
        return saddle_loss(self.places)


def walk(start, lr, updates):
    """Descend from start (2,) -> places (updates + 1, 2)."""
    places = [np.array(start, float)]
    for _ in range(updates):
        places.append(places[-1] - lr * saddle_gradient(places[-1]))
    return np.array(places)


def _plane(points=141):
    side = np.linspace(-REACH, REACH, points)
    w1, w2 = np.meshgrid(side, side)
    return w1, w2, saddle_loss(np.stack([w1, w2], axis=-1))


def draw_saddle_surface(ax, passages):
    """Draw the surface, finely shaded, with the saddle marked. ax: three-dimensional"""
    w1, w2, J = _plane()
    light = LightSource(azdeg=300, altdeg=55)
    colours = light.shade(J, cmap=HEIGHT, vert_exag=0.6, blend_mode="soft", vmin=-0.9, vmax=1.6)
    # The faces have edges of their own colours, or the page would show between them.
    ax.plot_surface(
        w1, w2, J, facecolors=colours, rcount=141, ccount=141, linewidth=0.4, shade=False
    )
    for passage, role in zip(passages, (SERIES[1], GRADIENT), strict=True):
        ax.plot(*passage.places.T, passage.losses + 0.03, color=role.ink, linewidth=2, zorder=15)
    ax.plot([0], [0], [0.03], "X", color=INK, markersize=9, zorder=20, markeredgewidth=0.8)
    ax.view_init(elev=38, azim=-28)
    ax.set_box_aspect((1, 1, 0.62), zoom=1.3)
    ax.set_axis_off()
    for place, name in ((EDGE_OF_W1, "$w_1$"), (EDGE_OF_W2, "$w_2$")):
        ax.text(*place, name, color=INK, fontsize=FONT_SIZE, ha="center", va="center")
    ax.set_title("$J$ over $w_1$ and $w_2$")
    ax.title.set_y(1.0)  # mplot3d sets a title lower than those of the other panels


def draw_saddle_map(ax, passages):
    """Draw the surface from above, and the walks."""
    dress(ax, "From above", "$w_1$", "$w_2$")
    w1, w2, J = _plane()
    ax.contourf(w1, w2, J, [-1, *LEVELS, 2], cmap=HEIGHT, vmin=-0.8, vmax=2.0)
    ax.contour(w1, w2, J, LEVELS, colors="white", linewidths=0.7, linestyles="solid")
    for passage, role in zip(passages, (SERIES[1], GRADIENT), strict=True):
        ax.plot(*passage.places.T, color=role.ink, linewidth=1.2, zorder=3)
        ax.plot(*passage.places[0], "o", mfc="white", mec=INK, mew=1.2, markersize=7, zorder=5)
        ax.plot(*passage.places.T, role.marker, color=role.ink, markersize=3.5, zorder=4,
                markeredgewidth=0)  # fmt: skip
    ax.plot(0, 0, "X", color=INK, markersize=10, zorder=6)
    ax.plot([0, 0], [-1, 1], "*", color=INK, markersize=13, zorder=2)
    ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal",
           xticks=[-1, 0, 1], yticks=[-1, 0, 1])  # fmt: skip
    ax.spines[:].set_visible(False)
    ax.annotate("saddle", (0, 0), (-9, -9), textcoords="offset points", fontsize=FONT_SIZE,
                color=INK, ha="right", va="top")  # fmt: skip


def draw_plateau(ax, passages):
    """Draw the loss of each walk over its updates, and its height at the saddle."""
    dress(ax, "On the way down", "updates", "$J$")
    ax.axhline(0, color=MUTED, linewidth=0.8, linestyle=(0, (2, 2)), zorder=1)
    for passage, role, above in zip(passages, (SERIES[1], GRADIENT), (True, False), strict=True):
        ax.plot(passage.losses, color=role.ink, linestyle=role.linestyle)
        ax.annotate(
            passage.name, (len(passage.losses) - 1, passage.losses[-1]), (0, 6 if above else -6),
            textcoords="offset points", ha="right", va="bottom" if above else "top",
            fontsize=SMALL_SIZE + 0.5, color=role.ink,
        )  # fmt: skip
    ax.set(xlim=(0, len(passages[0].losses) - 1), ylim=(-0.72, 0.85), yticks=[-0.5, 0, 0.5])
