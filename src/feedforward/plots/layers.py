"""Layer by layer: the weights of a network to scale, and what a deep network does to a size."""

from itertools import pairwise

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.ticker import LogLocator, NullLocator

from feedforward.network import count_parameters

from .sketch import note, put_text
from .style import ACTIVATION, FAINT, NETWORK, SERIES, dress, label_curve

GAP = 70  # pixels between two matrices


def draw_sizes(ax, sizes, left, bottom, scale):
    """Draw W_l of every layer as a rectangle to scale, b_l as a row below it, and their count.

    Rows are the m_in units before the layer, columns the m_out units in it. Returns the total.
    """
    top = bottom + scale * max(sizes[:-1])
    total = count_parameters(sizes)
    for layer, (m_in, m_out) in enumerate(pairwise(sizes), 1):
        _draw_matrix(ax, layer, (m_in, m_out), left, top, scale)
        share = count_parameters([m_in, m_out]) / total
        put_text(ax, left, bottom - 46, f"{share:.0%}", ha="left", fontweight="semibold")
        if layer == 1:
            note(ax, left + 34, bottom - 46, "of all parameters", ha="left")
        left += scale * m_out + GAP
    return total


def _draw_matrix(ax, layer, shape, left, top, scale):
    m_in, m_out = shape
    width, height = scale * m_out, scale * m_in
    for bottom, tall, color, rim, line in [
        (top - height, height, NETWORK.tint, NETWORK.ink, 1.1),
        # A row to scale has no room for a rim.
        (top - height - 6 - scale, scale, ACTIVATION.ink, ACTIVATION.ink, 0),
    ]:
        ax.add_patch(Rectangle((left, bottom), width, tall, fc=color, ec=rim, lw=line))
    wide, middle = width > 60, top - height / 2
    put_text(ax, left + width / 2, middle + (13 if wide else 0), f"$W_{layer}$", color=NETWORK.ink,
          fontsize=14 if wide else 12)  # fmt: skip
    count = f"{m_in} × {m_out} = {m_in * m_out}"
    if wide:
        note(ax, left + width / 2, middle - 13, count)
    else:
        note(ax, left + width + 9, middle, count, ha="left")
    put_text(ax, left + width + 9, top - height - 8, f"$b_{layer}$: {m_out}", ha="left",
          color=ACTIVATION.ink)  # fmt: skip


def spread_over_layers(ax, runs, names, ylabel, roles=SERIES, xlabel="layer $l$"):
    """Draw a size per layer on a log axis: each setting in its own look, every run a thin line.

    runs: for each setting a list of (L + 1,); names: a label for each, beside the end of its lines.
    """
    layers = len(runs[0][0]) - 1
    dress(ax, "", xlabel, ylabel)
    ax.set(yscale="log", xlim=(0, layers), xticks=[0, layers // 3, 2 * layers // 3, layers])
    ax.yaxis.set_major_locator(LogLocator(numticks=6))
    ax.yaxis.set_minor_locator(NullLocator())
    ax.axhline(1, color=FAINT, linewidth=0.8, zorder=0)
    for lines, name, role in zip(runs, names, roles, strict=False):
        middle = np.exp(np.median(np.log(lines), axis=0))
        for line in lines:
            ax.plot(line, color=role.ink, linewidth=0.8, alpha=0.6, zorder=2)
        ax.plot(middle, color=role.ink, linestyle=role.linestyle, zorder=3)
        if name:
            label_curve(ax, layers, middle[-1], name, role)
