"""The visual language as a picture: roles with all of their cues, and the colour maps."""

import numpy as np
from matplotlib.patches import Rectangle

from . import style
from .picture import picture
from .sketch import canvas, heading, note, put_text

MARKERS = {
    "o": "disc", "s": "square", "D": "diamond", "v": "triangle, down", "^": "triangle, up",
    "P": "plus",
}  # fmt: skip
ROW = 30  # CSS pixels


def dash_name(linestyle):
    """Return a line style in words."""
    if isinstance(linestyle, str):
        return {"-": "solid", "--": "dashed"}[linestyle]
    drawn = linestyle[1][0::2]
    if len(drawn) == 1:
        return "dotted" if drawn[0] <= 1 else "dashed"
    return {2: "dash and dot", 3: "dash and two dots"}[len(drawn)]


def marker_name(marker):
    """Return a marker in words."""
    return MARKERS[marker]


def neutrals():
    """Return (name, colour, what it is for) of each grey."""
    return (
        ("INK", style.INK, "text, axes that matter, the object of the argument"),
        ("MUTED", style.MUTED, "secondary text, data without a class"),
        ("FAINT", style.FAINT, "frames and grid lines, never text"),
        ("GROUND", style.GROUND, "a panel that stands out from the page"),
        ("ZONE", style.ZONE, "a part of a panel that means something"),
        ("PAPER", style.PAPER, "the page"),
    )


def draw_roles():
    """Draw every role and series in two columns -> Picture"""
    columns = (style.ROLES, style.SERIES)
    titles = ("Roles", "Curves of equal rank")
    height = ROW * max(map(len, columns)) + 70
    with style.look():
        figure, ax = canvas(720, height)
        for x, title, roles in zip((16, 376), titles, columns, strict=True):
            heading(ax, x, height - 22, title)
            for row, role in enumerate(roles):
                _draw_role(ax, x, height - 62 - ROW * row, role)
        for x in (16, 376):
            for dx, text in ((168, "line"), (213, "fill"), (258, "tint")):
                note(ax, x + dx, height - 42, text)
        return picture(figure, f"{len(style.ROLES)} roles and {len(style.SERIES)} series.")


def _draw_role(ax, x, y, role):
    put_text(ax, x, y, role.name, ha="left", color=role.ink)
    ax.plot([x + 140, x + 196], [y, y], color=role.ink, linestyle=role.linestyle)
    ax.plot(x + 213, y, role.marker, color=role.fill, markersize=role.marker_size + 1)
    ax.add_patch(Rectangle((x + 232, y - 9), 52, 18, facecolor=role.tint, edgecolor="none"))
    put_text(ax, x + 258, y, "text", color=role.ink, fontsize=style.SMALL_SIZE)


def draw_colormaps():
    """Draw the colour maps as bars with contours -> Picture"""
    maps = {"PROBABILITY": style.PROBABILITY, "HEIGHT": style.HEIGHT, "SIGNED": style.SIGNED}
    with style.look():
        figure, ax = canvas(720, 34 * len(maps) + 16)
        for row, (name, colours) in enumerate(maps.items()):
            y = 34 * (len(maps) - row) - 10
            put_text(ax, 16, y, name, ha="left")
            ax.imshow(np.linspace(0, 1, 256)[None], cmap=colours, aspect="auto",
                      extent=(140, 660, y - 11, y + 11))  # fmt: skip
        ax.set(xlim=(0, 720), ylim=(0, 34 * len(maps) + 16))
        return picture(figure, f"{len(maps)} colour maps.")
