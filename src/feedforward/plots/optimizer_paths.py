"""Paths of optimisers down one narrow bowl, and loss curves of batch and stochastic descent."""

from functools import partial

import numpy as np

from feedforward.optimizers import adam, momentum, nesterov, sgd

from .bowl import Bowl, walk_down
from .descent import ROLES as RACERS
from .labels import spread
from .style import FONT_SIZE, HEIGHT, INK, MUTED, SMALL_SIZE, dress, label_curve, number_by_powers

N = 32
CLOSE = 1e-3  # of the first J - J*: a walk has arrived where it stays below this share
START = (3.5, 0.6)  # distances from the lowest point along the flat and the steep axis
# The best settings in the grids of test_figures_optimizers.py: rate times the largest curvature,
# and the share of the last steps that momentum keeps.
SETTINGS = {
    "batch": (1.95, 0.0),
    "stochastic": (0.1, 0.0),
    "momentum": (3.0, 0.7),
    "Nesterov": (0.6, 0.9),
    "Adam": (2.0, 0.9),
}
ROLES = {name: RACERS[name] for name in SETTINGS}
MOST = {"stochastic": 6000}  # updates that a walk may take; 400 where nothing is said
LEVELS = 0.001 * 4.0 ** np.arange(8)
START_VIEW, REACH = (1.05, -1.3), (1.55, 2.5)  # the map: its centre from the lowest point, and size


def narrow_bowl():
    """Return the bowl of a line whose inputs are not centred: its condition number is about 100."""
    x = np.linspace(1.14, 3.14, N)
    noise = np.random.default_rng(0).normal(0, 0.1, N)
    return Bowl(x[:, None], 1.5 * x - 0.5 + noise)


def start_on(bowl):
    """Return the place (2,) at the distances START from the lowest one, along the bowl's axes."""
    _, axes = np.linalg.eigh(bowl.curvature)
    axes = axes * np.sign(axes[0])
    return bowl.best + axes @ np.array(START)


def path(bowl, name, rate, decay=0.9, seed=0, updates=None):
    """Walk with one of SETTINGS' optimisers; rate is in units of 1/(largest curvature) -> Walk"""
    rules = {
        "momentum": partial(momentum, decay=decay), "Nesterov": partial(nesterov, decay=decay),
        "Adam": adam,
    }  # fmt: skip
    lr = rate * bowl.largest_rate / 2
    return walk_down(
        bowl, start_on(bowl), lr, 1 if name == "stochastic" else N,
        updates or MOST.get(name, 400), np.random.default_rng(seed), rule=rules.get(name, sgd),
    )  # fmt: skip


def arrival(walk):
    """Return the number of updates after which a walk stays CLOSE; infinity where it never does."""
    far = np.flatnonzero(~(walk.excess <= CLOSE * walk.excess[0]))
    after = far[-1] + 1
    return np.inf if walk.left or after == len(walk.excess) else int(after)


def draw_path(ax, bowl, name, walk, arrived):
    """Draw the bowl as a map and one path down to where it has arrived."""
    role, places = ROLES[name], walk.places[: int(arrived) + 1]
    sides = [
        np.linspace(middle - reach, middle + reach, 141)
        for middle, reach in zip((bowl.best + START_VIEW), REACH, strict=True)
    ]
    heights = bowl.excess(np.stack(np.meshgrid(*sides), axis=-1))
    shades = HEIGHT(np.linspace(0, 0.27, len(LEVELS) + 1))
    ax.contourf(*sides, heights, [0, *LEVELS, 1e3], colors=shades)
    ax.contour(*sides, heights, LEVELS, colors="white", linewidths=0.8)
    many = len(places) > 300
    ax.plot(*places.T, color=role.ink, linewidth=0.5 if many else 1.1, zorder=3)
    if not many:
        ax.plot(*places.T, ".", color=role.ink, markersize=5, markeredgewidth=0, zorder=4)
    ax.plot(*places[0], "o", mfc="white", mec=INK, mew=1.2, markersize=7, zorder=5)
    ax.plot(*bowl.best, "*", color=INK, markersize=12, zorder=5)
    ax.set(xlim=sides[0][[0, -1]], ylim=sides[1][[0, -1]], aspect="equal", xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    ax.set_title(name, color=role.ink, fontsize=FONT_SIZE + 1, fontweight="semibold", pad=51)
    ax.set_xlabel("$w$", fontsize=FONT_SIZE, labelpad=2)


def caption_path(ax, name, updates, settings):
    """Write above a path how many updates of how many samples it took, and its settings."""
    samples = "1 sample each" if name == "stochastic" else f"all {N} samples each"
    lines = ((35, f"{updates:,} updates", INK), (20, samples, MUTED), (5, settings, MUTED))
    for up, text, color in lines:
        ax.annotate(text, (0, 1), (0, up), xycoords="axes fraction", textcoords="offset points",
                    color=color, fontsize=SMALL_SIZE)  # fmt: skip


def decreasing(theta, gradient, half_after):
    """Step as sgd does, with lr divided by 1 + t/half_after after t steps (Robbins, Monro 1951)."""
    step, t = sgd(theta, gradient), 0

    def smaller_and_smaller(lr):
        nonlocal t
        step(lr / (1 + t / half_after))
        t += 1

    return smaller_and_smaller


def mean_excess(bowl, start, lr, batch_size, epochs, seeds, rule=sgd):
    """Return J - J* at the start and after each epoch, the mean over seeds. -> (epochs + 1,)"""
    updates = len(bowl.X) // batch_size
    walks = [
        walk_down(bowl, start, lr, batch_size, epochs * updates, np.random.default_rng(seed),
                  rule=rule)
        for seed in range(seeds)
    ]  # fmt: skip
    return np.mean([walk.excess[::updates] for walk in walks], axis=0)


def draw_convergence(ax, curves):
    """Draw J - J* over epochs. curves: by name, a role and the mean excess (epochs + 1,)"""
    dress(ax, "", "epochs", "$J - J^*$")
    for role, excess in curves.values():
        ax.plot(excess, color=role.ink, linestyle=role.linestyle)
    ends = spread([np.log10(excess[-1]) for _, excess in curves.values()], 2.25, -12, 0)
    for (name, (role, _)), end in zip(curves.items(), ends, strict=True):
        label_curve(ax, len(excess) - 1, 10**end, name, role, linespacing=0.95)
    ax.set(yscale="log", xlim=(0, len(excess) - 1), ylim=(1e-13, 10),
           xticks=range(0, len(excess), 10), yticks=10.0 ** np.arange(-12, 1, 3))  # fmt: skip
    ax.minorticks_off()
    number_by_powers(ax.yaxis)
