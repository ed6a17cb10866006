"""Two distributions, and what it costs to take one for the other."""

from dataclasses import dataclass

import numpy as np

from feedforward.formatting import decimal
from feedforward.losses import entropy, kl_divergence

from .bars import grown, make_bars, move_bars
from .style import FONT_SIZE, INK, MUTED, NETWORK, PAPER, SERIES, SMALL_SIZE, TRUTH, dress

OUTCOMES = ("A", "B", "C", "D")
PLACES = np.arange(len(OUTCOMES))
UNITS = {"nats": 1.0, "bits": np.log(2)}  # how many nats one of it is
P, Q, EXTRA = TRUTH, NETWORK, SERIES[3]
# The bars from the top down: the whole, and its two parts, once for each direction.
ROWS = (
    "$H(p, q)$", "$H(p)+KL(p\\,\\Vert\\,q)$", "$H(q, p)$", "$H(q)+KL(q\\,\\Vert\\,p)$",
)  # fmt: skip
HEIGHTS = (4.0, 3.15, 1.75, 0.9)


@dataclass(frozen=True)
class KLArrays:
    """Both distributions and what is computed from them, in one unit."""

    p: np.ndarray  # (4,)
    q: np.ndarray  # (4,)
    unit: str
    H: tuple  # H(p), H(q)
    KL: tuple  # KL(p||q), KL(q||p)
    crossed: tuple  # H(p,q), H(q,p), each by its own sum
    even: tuple  # the names of those whose parts were all 0
    note: str = ""


def shares(parts):
    """Normalise parts (K,), none negative, to sum to 1; equal shares if every part is 0."""
    total = np.sum(parts)
    return parts / total if total > 0 else np.full(len(parts), 1 / len(parts))


def code_length(p, q):
    """H(p, q) = -sum p log q in nats: the mean length of q's code under p; may be inf."""
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
    dress(ax, "Two distributions", "probability = part on the slider / sum of the parts",
          "probability")  # fmt: skip
    ax.set(xlim=(-0.6, 3.6), ylim=(0, 1.12), yticks=[0, 0.5, 1])
    ax.set_xticks(PLACES, OUTCOMES, fontsize=FONT_SIZE)
    ax.tick_params(axis="x", length=0, pad=20)
    ax.grid(axis="y")
    artists = {}
    for name, role, side in (("p", P, -0.2), ("q", Q, 0.2)):
        color = role.fill if name == "q" else "#8a94a3"
        artists[name], artists[f"{name} words"] = make_bars(
            ax, PLACES + side, 0.37, role, color=color
        )
        for place in PLACES + side:
            ax.text(place, -0.02, f"${name}$", transform=ax.get_xaxis_transform(), ha="center",
                    va="top", fontsize=FONT_SIZE + 1, color=role.ink)  # fmt: skip
    return artists


def draw_distributions(ax, arrays, artists=None):
    """Draw p and q side by side, outcome by outcome; given its artists, move them."""
    artists = artists or _distribution_artists(ax)
    move_bars(ax, artists["p"], artists["p words"], arrays.p, 3)
    move_bars(ax, artists["q"], artists["q words"], arrays.q, 3)
    return artists


def _length_artists(ax):
    dress(ax, "Mean length of a message", "", "")
    ax.set(ylim=(0.1, 4.75))
    ax.set_yticks(HEIGHTS, ROWS, fontsize=FONT_SIZE + 0.5, color=INK)
    ax.tick_params(axis="y", length=0)
    artists = {}
    fills = {"whole": PAPER, "H": "#dfe4ec", "KL": EXTRA.fill}
    pill = {"boxstyle": "round,pad=0.15", "fc": PAPER, "ec": "none", "alpha": 0.85}
    for name, color in fills.items():
        heights = HEIGHTS[0::2] if name == "whole" else HEIGHTS[1::2]
        bars = ax.barh(heights, 0, 0.66, color=color, edgecolor=INK, linewidth=0.9, zorder=3)
        artists[name] = list(bars)
        box = pill if name == "KL" else None  # on the fill, its ink cannot be read
        artists[f"{name} words"] = [
            ax.text(0, y, "", ha="center", va="center", fontsize=SMALL_SIZE, zorder=5, bbox=box,
                    color=EXTRA.ink if name == "KL" else INK)
            for y in heights
        ]  # fmt: skip
    for y, words in ((HEIGHTS[0], "messages from $p$, with the code for $q$"),
                     (HEIGHTS[2], "messages from $q$, with the code for $p$")):  # fmt: skip
        ax.text(0.012, y + 0.4, words, transform=ax.get_yaxis_transform(), fontsize=SMALL_SIZE,
                color=MUTED, va="bottom")  # fmt: skip
    return artists


def _move_part(bar, word, start, width, limit):
    """Lay a bar from start over width, cut at limit, its number in or beside it."""
    end = min(max(start + width, 0.0), limit)
    bar.set_x(start)
    bar.set_width(end - start)
    arrow = " →" if start + width > limit else ""
    word.set_text(decimal(width, 3) + arrow if abs(width) > 5e-3 else "")
    narrow = abs(end - start) < 0.13 * limit  # then the number stands beside its bar
    beside = max(start, end) + 0.015 * limit
    word.set(x=beside if narrow else (start + end) / 2, ha="left" if narrow else "center")


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
    unit = f"{arrays.unit} per message"
    if ax.get_xlabel() != unit:
        ax.set_xlabel(unit)
    for way in (0, 1):
        H, KL, whole = arrays.H[way], arrays.KL[way], arrays.crossed[way]
        for name, start, width in (("whole", 0.0, whole), ("H", 0.0, H), ("KL", H, KL)):
            _move_part(artists[name][way], artists[f"{name} words"][way], start, width, limit)
    return artists
