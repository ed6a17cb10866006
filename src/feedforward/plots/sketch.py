"""The parts of a diagram: circles for units, boxes for functions, and arrows, in CSS pixels.

A `canvas` has one unit of data per CSS pixel and y pointing up, so that sizes in a diagram are the
sizes on the page.
"""

from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from .style import FONT_SIZE, INK, MUTED, PAPER, SMALL_SIZE, TITLE_SIZE, new_figure


def canvas(width, height):
    """Return a figure of width x height CSS pixels and bare axes in pixels over all of it."""
    figure = new_figure(width, height, layout=None)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(0, height))
    ax.axis("off")
    return figure, ax


def heading(ax, x, y, text, **look):
    """Write a title, left-aligned at x."""
    look = {"ha": "left", "va": "center", "fontsize": TITLE_SIZE, "fontweight": "semibold"} | look
    return ax.text(x, y, text, **look)


def put_text(ax, x, y, text, **look):
    """Write a line of text, centred at (x, y)."""
    look = {"ha": "center", "va": "center", "fontsize": FONT_SIZE, "zorder": 6} | look
    return ax.text(x, y, text, **look)


def note(ax, x, y, text, **look):
    """Write a remark in small grey letters, centred at (x, y)."""
    return put_text(ax, x, y, text, **{"fontsize": SMALL_SIZE, "color": MUTED} | look)


def unit(ax, x, y, role, radius=14, text="", **look):
    """Draw a unit as a circle in the tint of its role, with a rim in its ink and text inside."""
    circle = Circle(
        (x, y), radius, facecolor=role.tint, edgecolor=role.ink, linewidth=1.3, zorder=4
    )
    ax.add_patch(circle)
    if text:
        put_text(ax, x, y, text, **{"color": role.ink} | look)
    return circle


def box(ax, x, y, width, height, role, text="", **look):
    """Draw a function as a box with round corners, centred at (x, y), with text inside."""
    patch = FancyBboxPatch(
        (x - width / 2, y - height / 2), width, height, boxstyle="round,pad=0,rounding_size=6",
        facecolor=role.tint, edgecolor=role.ink, linewidth=1.3, zorder=4,
    )  # fmt: skip
    ax.add_patch(patch)
    if text:
        put_text(ax, x, y, text, **{"color": role.ink} | look)
    return patch


def arrow(ax, start, end, gap=(0, 0), bend=0.0, **look):
    """Draw an arrow that keeps a distance, in pixels, from both of its ends."""
    look = {"color": INK, "linewidth": 1.2, "mutation_scale": 9, "zorder": 3} | look
    points_per_pixel = 72 / 100
    patch = FancyArrowPatch(
        start, end, arrowstyle="-|>", connectionstyle=f"arc3,rad={bend}",
        shrinkA=gap[0] * points_per_pixel, shrinkB=gap[1] * points_per_pixel, **look,
    )  # fmt: skip
    ax.add_patch(patch)
    return patch


def edge(ax, start, end, **look):
    """Draw a plain line between two places, below the units there."""
    look = {"color": MUTED, "linewidth": 0.8, "zorder": 2} | look
    return ax.plot(*zip(start, end, strict=True), **look)[0]


def edge_label(ax, start, end, text, along=0.5, **look):
    """Write on a line, on a patch of paper that interrupts it."""
    x, y = (a + along * (b - a) for a, b in zip(start, end, strict=True))
    paper = {"boxstyle": "round,pad=0.15", "facecolor": PAPER, "edgecolor": "none"}
    return put_text(ax, x, y, text, **{"bbox": paper} | look)


def brace(ax, x_from, x_to, y, text, below=True, **look):
    """Draw a bracket from x_from to x_to at height y, and name what it spans."""
    sign = -1 if below else 1
    look = {"color": MUTED} | look
    ax.plot(
        [x_from, x_from, x_to, x_to], [y, y + 6 * sign, y + 6 * sign, y],
        color=MUTED, linewidth=1.0, solid_joinstyle="miter",
    )  # fmt: skip
    return put_text(ax, (x_from + x_to) / 2, y + 19 * sign, text, **look)
