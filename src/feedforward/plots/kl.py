"""Two distributions, and what it costs to hold one for the other: arrays, and bars."""

from dataclasses import dataclass

import numpy as np

from feedforward.losses import entropy, kl_divergence

from .bars import grown, make_bars, move_bars, number_on
from .style import BLACK, BLUE, FONT_SIZE, ORANGE, SKY, VERMILION, dress

OUTCOMES = ("A", "B", "C", "D")
PLACES = np.arange(len(OUTCOMES))
UNITS = {"nats": 1.0, "bits": np.log(2)}  # how many nats one of it is
# The bars from the top down: (name of the whole, of its two parts), once for each direction.
ROWS = ("H(p,q)", "H(p) + KL(p‖q)", "H(q,p)", "H(q) + KL(q‖p)")
HEIGHTS = (4.0, 3.1, 1.6, 0.7)


@dataclass(frozen=True)
class KLArrays:
    """Both distributions and all that is computed of them, in one unit."""

    p: np.ndarray  # (4,)
    q: np.ndarray  # (4,)
    unit: str
    H: tuple  # H(p), H(q)
    KL: tuple  # KL(p||q), KL(q||p)
    crossed: tuple  # H(p,q), H(q,p), each by its own sum
    even: tuple  # the names of those whose parts were all 0
    note: str = ""


def shares(parts):
    """Parts (K,), none below 0 -> shares that sum to 1; all alike where every part is 0."""
    total = np.sum(parts)
    return parts / total if total > 0 else np.full(len(parts), 1 / len(parts))


def code_length(p, q):
    """H(p, q) = -sum p log q in nats: the mean length of q's code where p is true; may be inf."""
    if np.any((q == 0) & (p > 0)):
        return np.inf
    return float(-np.sum(p * np.log(np.where(p > 0, q, 1.0)))) + 0.0


def kl_arrays(p_parts, q_parts, unit, kl=kl_divergence):
    """Compute entropies, divergences and cross-entropies both ways -> KLArrays.

    `kl(p, q)` gives KL(p || q) in nats.
    """
    p, q = shares(p_parts), shares(q_parts)
    nats = UNITS[unit]
    return KLArrays(
        p=p,
        q=q,
        unit=unit,
        H=(float(entropy(p)) / nats + 0.0, float(entropy(q)) / nats + 0.0),
        KL=(float(kl(p, q)) / nats, float(kl(q, p)) / nats),
        crossed=(code_length(p, q) / nats, code_length(q, p) / nats),
        even=tuple(n for n, parts in (("p", p_parts), ("q", q_parts)) if not np.any(parts)),
    )


def _distribution_artists(ax):
    dress(ax, "Two distributions", "outcome", "probability")
    ax.set(xlim=(-0.6, 3.6), ylim=(0, 1.12))
    ax.set_xticks(PLACES, OUTCOMES)
    p_bars, p_words = make_bars(ax, PLACES - 0.2, 0.38, SKY, label="p")
    q_bars, q_words = make_bars(ax, PLACES + 0.2, 0.38, ORANGE, "//", label="q")
    ax.legend(loc="upper right", frameon=False, fontsize=FONT_SIZE, ncols=2)
    return {"p": p_bars, "p words": p_words, "q": q_bars, "q words": q_words}


def draw_distributions(ax, arrays, artists=None):
    """Draw p and q side by side, outcome by outcome; given its artists, move them."""
    artists = artists or _distribution_artists(ax)
    move_bars(ax, artists["p"], artists["p words"], arrays.p)
    move_bars(ax, artists["q"], artists["q words"], arrays.q)
    return artists


def _length_artists(ax):
    dress(ax, "Mean length of a message", "", "")
    ax.set(ylim=(0.1, 4.6))
    ax.set_yticks(HEIGHTS, ROWS, fontsize=FONT_SIZE)
    ax.tick_params(axis="y", length=0)
    artists = {}
    looks = {"whole": ("white", None), "H": (BLUE, None), "KL": (VERMILION, "//")}
    for name, (color, hatch) in looks.items():
        heights = HEIGHTS[0::2] if name == "whole" else HEIGHTS[1::2]
        bars = ax.barh(heights, 0, 0.75, color=color, alpha=0.75, hatch=hatch, edgecolor=BLACK,
                       label={"whole": None, "H": "entropy", "KL": "extra: KL"}[name])  # fmt: skip
        artists[name] = list(bars)
        artists[f"{name} words"] = [
            ax.text(0, y, "", ha="center", va="center", fontsize=FONT_SIZE - 1, zorder=5,
                    bbox={"boxstyle": "round,pad=0.1", "fc": "white", "ec": "none", "alpha": 0.8})
            for y in heights
        ]  # fmt: skip
    ax.legend(loc="upper center", bbox_to_anchor=(0.4, -0.13), ncols=2, frameon=False,
              fontsize=FONT_SIZE - 1)  # fmt: skip
    return artists


def _move_part(bar, word, start, width, limit):
    """Lay a bar from start over width, cut at limit, with its number in the middle."""
    end = min(max(start + width, 0.0), limit)
    bar.set_x(start)
    bar.set_width(end - start)
    arrow = " →" if start + width > limit else ""
    word.set_text(number_on(width) + arrow if abs(width) > 5e-3 else "")
    word.set_x(np.clip((start + end) / 2, 0.06 * limit, 0.94 * limit))


def draw_lengths(ax, arrays, artists=None):
    """Draw H(p,q) above H(p) and KL(p||q) laid end to end, and the same the other way round."""
    lengths = [
        *arrays.crossed,
        *arrays.H,
        *(h + k for h, k in zip(arrays.H, arrays.KL, strict=True)),
    ]
    limit = 1.08 * grown(max(length for length in lengths if np.isfinite(length)), 2.5)
    artists = artists or _length_artists(ax)
    if not np.isclose(ax.get_xlim()[1], limit):
        ax.set_xlim(0, limit)
    if ax.get_xlabel() != arrays.unit:
        ax.set_xlabel(arrays.unit)
    for way in (0, 1):
        H, KL, whole = arrays.H[way], arrays.KL[way], arrays.crossed[way]
        for name, start, width in (("whole", 0.0, whole), ("H", 0.0, H), ("KL", H, KL)):
            _move_part(artists[name][way], artists[f"{name} words"][way], start, width, limit)
    return artists
