"""A code as rectangles: width is how often a word is sent, height how many bits it takes."""

from dataclasses import dataclass

import numpy as np
from matplotlib.patches import Rectangle

from feedforward.losses import entropy, kl_divergence

from .style import FONT_SIZE, INK, MUTED, SERIES, SMALL_SIZE, TRUTH, dress

WORDS = ("A", "B", "C", "D")
EXTRA = SERIES[3]


@dataclass(frozen=True)
class Code:
    """The code made for q where p is true; all lengths in bits."""

    p: np.ndarray  # (K,)
    lengths: np.ndarray  # (K,), of q's code words
    shortest: np.ndarray  # (K,), of p's
    entropy: float
    extra: float  # KL(p || q)

    @property
    def length(self):
        """H(p, q), the mean length of a message."""
        return self.entropy + self.extra


def code(p, q):
    """Lengths of the words of q's code, and what it costs where p is true. p, q (K,) -> Code"""
    bit = np.log(2)
    return Code(
        p, -np.log2(q), -np.log2(p), float(entropy(p) / bit), float(kl_divergence(p, q) / bit)
    )


def draw_code(ax, code, title):
    """Draw each word as p_k wide and as high as its code word is long."""
    dress(ax, title, "share of messages $p_k$", "bits in the code word")
    left = np.append(0, np.cumsum(code.p))[:-1]
    for k, (x, width, height) in enumerate(zip(left, code.p, code.lengths, strict=True)):
        best = code.shortest[k]
        ax.add_patch(Rectangle((x, 0), width, min(height, best), fc=TRUTH.tint, ec="none"))
        if height > best:
            ax.add_patch(Rectangle((x, best), width, height - best, fc=EXTRA.tint, ec="none"))
            ax.text(x + width / 2, height - 0.12, "longer", ha="center", va="top", color=EXTRA.ink,
                    fontsize=SMALL_SIZE)  # fmt: skip
        elif height < best:
            saved = Rectangle((x, height), width, best - height, fc="none", ec=MUTED, lw=0.8,
                              linestyle=(0, (2, 2)))  # fmt: skip
            ax.add_patch(saved)
            ax.text(x + width / 2, best - 0.12, "shorter", ha="center", va="top", color=MUTED,
                    fontsize=SMALL_SIZE, rotation=90)  # fmt: skip
        ax.add_patch(Rectangle((x, 0), width, height, fc="none", ec=INK, lw=1))
        ax.text(x + width / 2, height / 2, WORDS[k], ha="center", va="center", fontsize=FONT_SIZE,
                fontweight="semibold", color=INK)  # fmt: skip
    ax.text(1, 3.8, f"area {code.length:.4g} bits", ha="right", va="top", color=INK,
            fontsize=FONT_SIZE)  # fmt: skip
    ax.set(xlim=(0, 1.005), ylim=(0, 3.9), yticks=[0, 1, 2, 3])
    ax.set_xticks([0, 0.5, 0.75, 1], ["0", "0.5", "0.75", "1"])


def draw_lengths(ax, codes):
    """Draw the mean length of each code as entropy and extra, end to end. codes: by name"""
    dress(ax, "Mean length in two parts", "bits per message", "")
    for row, code in enumerate(codes.values()):
        ax.barh(row, code.entropy, 0.56, color=TRUTH.tint, edgecolor=INK, linewidth=0.8)
        ax.barh(
            row, code.extra, 0.56, left=code.entropy, color=EXTRA.fill, edgecolor=INK, linewidth=0.8
        )
        ax.text(code.entropy / 2, row, f"{code.entropy:.3g}", ha="center", va="center", color=INK,
                fontsize=FONT_SIZE)  # fmt: skip
        extra = f"+{code.extra:.3g}" if code.extra else "+0"
        ax.text(code.length + 0.06, row, extra, va="center", color=EXTRA.ink, fontsize=FONT_SIZE,
                fontweight="semibold")  # fmt: skip
    ax.set_yticks(range(len(codes)), codes, fontsize=FONT_SIZE, color=INK)
    ax.tick_params(axis="y", length=0)
    ax.set(xlim=(0, 3.4), ylim=(len(codes) - 0.4, -0.9), xticks=[0, 1, 2, 3])
    first = next(iter(codes.values()))
    ax.text(0.02, -0.42, "entropy $H(p)$", fontsize=SMALL_SIZE + 0.5, color=MUTED)
    ax.text(first.entropy + 0.06, -0.42, "extra: $KL(p\\,\\Vert\\,q)$", fontsize=SMALL_SIZE + 0.5,
            color=EXTRA.ink)  # fmt: skip
