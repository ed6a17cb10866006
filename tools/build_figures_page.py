"""Build docs/figures.md: the book's visual language, and all of its figures, on one page.

python tools/build_figures_page.py            the page and its pictures, docs/images/figures/
python tools/build_figures_page.py --missing  draw only the figures that have no picture yet
python tools/build_figures_page.py --check    say whether the page is stale; exit status 1
"""

import argparse
import io
import re
import sys
from pathlib import Path

import numpy as np
import PIL.Image

from feedforward import figures
from feedforward.plots import style
from feedforward.plots.contrast import contrast, on_a_dark_page
from feedforward.plots.palette import (
    dash_name,
    draw_colormaps,
    draw_roles,
    marker_name,
    neutrals,
)

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "figures.md"
IMAGES = ROOT / "docs" / "images" / "figures"
SMALL = 0.5  # of the pixels that a figure is rendered with: one for each CSS pixel
COLOURS = 256  # in the picture of a figure; keeps a file near 20 kB

SECTIONS = {
    "6.1": "6.1 XOR",
    "6.2": "6.2 Structure",
    "6.3": "6.3 Expressive power and overfitting",
    "6.4": "6.4 Activation functions",
    "6.5": "6.5 Losses",
    "6.6": "6.6 Gradient descent",
    "6.7": "6.7 Forward propagation",
    "6.8": "6.8 Backpropagation",
}
OTHERS = "Other figures"

INTRODUCTION = """\
# The visual language

Every picture of the book, static or interactive, takes its colours, line styles and sizes from
`src/feedforward/plots/style.py`. This page shows that language and every still figure. It is
generated: run `make figures` after a change, and commit the page together with its pictures.

Three rules explain the rest. One thing has one colour in the whole book. Colour is never the only
cue, so every role also has a line style and a marker. Text is written in an *ink* only, because the
brighter *fill* of a role cannot be read in small letters.

## Roles

![Every role with its line, its marker, its fill and its tint.](images/figures/roles.png)

On a dark page our pictures pass through the CSS filter `{filter}`,
which exchanges light and dark and keeps the hues:

![The same on a dark page.](images/figures/roles_dark.png)

An ink needs a contrast of at least 4.5:1, on white and on a dark page.
"""

COLORMAPS = """\
## Colour maps

`PROBABILITY` runs from class 0 over white to class 1, `HEIGHT` from low to high, and `SIGNED` from
negative over white to positive. Contour lines are their second cue.

![The three colour maps.](images/figures/colormaps.png)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare with what is there")
    parser.add_argument("--missing", action="store_true", help="draw only what has no picture")
    options = parser.parse_args()
    return report_stale() if options.check else build(options.missing)


def build(missing=False):
    """Write the page and its pictures, or only the missing ones; remove those that are gone."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    roles = pixels(draw_roles().png)
    save(roles, "roles")
    save(on_a_dark_page(roles), "roles_dark")
    save(pixels(draw_colormaps().png), "colormaps")
    for name in figures.__all__:
        if missing and (IMAGES / f"{name}.png").exists():
            continue
        save(pixels(getattr(figures, name)().png), name, COLOURS)
    for path in set(IMAGES.glob("*.png")) - expected():
        path.unlink()
    print(f"wrote {PAGE.relative_to(ROOT)} and {len(expected())} pictures")
    return 0


def report_stale():
    """Compare text and names, which are the same on every machine; pixels are not."""
    missing = sorted(path.name for path in expected() if not path.exists())
    extra = sorted(path.name for path in set(IMAGES.glob("*.png")) - expected())
    stale = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page()
    if stale:
        print(f"{PAGE.relative_to(ROOT)} is stale.", file=sys.stderr)
    for word, names in (("missing", missing), ("left over", extra)):
        if names:
            print(f"{word} in {IMAGES.relative_to(ROOT)}: {', '.join(names)}", file=sys.stderr)
    if stale or missing or extra:
        print("Run make figures and commit what it writes.", file=sys.stderr)
        return 1
    return 0


def expected():
    """Return the path of every picture on the page."""
    return {
        IMAGES / f"{name}.png" for name in ("roles", "roles_dark", "colormaps", *figures.__all__)
    }


def page():
    """Return the text of the page."""
    parts = [
        INTRODUCTION.format(filter=style.DARK_FILTER), roles_table(), neutrals_table(), COLORMAPS,
        type_table(), "## The figures\n", *figure_sections(),
    ]  # fmt: skip
    return "\n".join(parts).rstrip() + "\n"


def roles_table():
    """Return the table of roles, then of curves of equal rank."""
    head = ["role", "ink", "on white", "on dark", "fill", "tint", "line", "marker"]
    rows = []
    for role in (*style.ROLES, *style.SERIES):
        rows.append([
            role.name, f"`{role.ink}`", *contrasts(role.ink), f"`{role.fill}`", f"`{role.tint}`",
            dash_name(role.linestyle), marker_name(role.marker),
        ])  # fmt: skip
    return table(head, rows) + (
        "\nThe roles *first* to *sixth* are `SERIES`: curves of equal rank, such as activations\n"
        "or optimisers, each named by a label on the curve.\n"
    )


def neutrals_table():
    """Return the table of greys."""
    rows = [
        [f"`{name}`", f"`{colour}`", *contrasts(colour), use] for name, colour, use in neutrals()
    ]
    return table(["neutral", "colour", "on white", "on dark", "for"], rows)


def contrasts(colour):
    """Return a colour's contrast on white and on JupyterLab's dark page, as words."""
    dark = contrast(on_a_dark_page(colour), "#111111")
    return f"{contrast(colour, style.PAPER):.1f}", f"{dark:.1f}"


def type_table():
    """Return the table of type sizes; CSS pixels are what a browser shows."""
    sizes = [
        ("title of a panel, semi-bold, left-aligned", style.TITLE_SIZE),
        ("labels of axes and curves", style.FONT_SIZE),
        ("numbers on axes, remarks", style.SMALL_SIZE),
    ]
    rows = [[use, f"{size:g} pt", f"{size * style.DPI / 72:.1f}"] for use, size in sizes]
    return (
        "## Type\n\n"
        + table(["what", "size", "CSS pixels"], rows)
        + "\nThe typeface is Source Sans 3, and mathematics is set in STIX. A figure is rendered\n"
        + f"with {style.SHARPNESS} device pixels per CSS pixel and is at most 760 CSS pixels "
        "wide.\n"
    )


def figure_sections():
    """Yield a heading and the figures of each section."""
    names = {}
    for name in figures.__all__:
        names.setdefault(SECTIONS.get(section_of(name), OTHERS), []).append(name)
    for title in (*SECTIONS.values(), OTHERS):
        if title in names:
            yield f"### {title}\n"
            yield from (figure_entry(name) for name in sorted(names[title]))


def section_of(name):
    """Return the number of the section that the docstring of a figure's module names, or None."""
    module = sys.modules[getattr(figures, name).__module__]
    found = re.search(r"section (6\.\d)", module.__doc__)
    return found[1] if found else None


def figure_entry(name):
    """Return a figure's name, what it shows, and its picture."""
    shows = getattr(figures, name).__doc__.strip().split("\n")[0]
    return f"`ff.figures.{name}()`: {shows}\n\n![{shows}](images/figures/{name}.png)\n"


def table(head, rows):
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def pixels(png):
    """Return a PNG at the size of the page, RGB in [0, 1]."""
    image = PIL.Image.open(io.BytesIO(png)).convert("RGB")
    size = [round(SMALL * side) for side in image.size]
    return np.asarray(image.resize(size, PIL.Image.Resampling.LANCZOS)) / 255


def save(rgb, name, colours=None):
    """Write a picture, with few colours if `colours` says how many."""
    image = PIL.Image.fromarray((255 * rgb).round().astype("uint8"))
    if colours:
        # Median cut, the default, merges hues that cover few pixels: a thin pink line turns red.
        image = image.quantize(
            colours, PIL.Image.Quantize.MAXCOVERAGE, kmeans=2, dither=PIL.Image.Dither.NONE
        )
    image.save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    sys.exit(main())
