"""The shapes of a diagram as SVG: sharp at any size, in the theme of the page around it."""

import base64
import html
import re

from matplotlib.colors import to_hex

from .contrast import on_a_dark_page
from .diagram import BASELINE, Area, Box, Group, Label, Lines, runs, text_width
from .picture import DARK_PAGES
from .style import FONTS, INK, PAPER

SMALL, SHIFT = 0.72, 0.28  # size and shift of subscripts and superscripts, in sizes of the text
SANS = "'Feedforward Sans','Source Sans 3',-apple-system,'Segoe UI',Roboto,Arial,sans-serif"
SERIF = "'Feedforward Math','STIX Two Text',STIXGeneral,'Times New Roman',Times,serif"
# The characters that diagrams need, for a page to hold once (tools/build_fonts.py makes the files).
FACES = {
    "FeedforwardSans-Regular": "font-family: 'Feedforward Sans'; font-weight: 400",
    "FeedforwardSans-SemiBold": "font-family: 'Feedforward Sans'; font-weight: 600",
    "FeedforwardMath-Regular": "font-family: 'Feedforward Math'",
    "FeedforwardMath-Italic": "font-family: 'Feedforward Math'; font-style: italic",
}


def _face(name, style):
    data = base64.b64encode((FONTS / f"{name}.woff").read_bytes()).decode()
    return f"@font-face {{ {style}; src: url(data:font/woff;base64,{data}); }}"


FONT_STYLE = f"<style>{''.join(_face(name, style) for name, style in FACES.items())}</style>"


def to_svg(shapes, width, height, description):
    """Write shapes as SVG that scales with the width of its place; description: its alt text."""
    body = "".join(map(_svg, shapes))
    colors = sorted(set(re.findall(r"var\(--ff-(\w{6})", body)))
    dark = "".join(f"--ff-{color}:{to_hex(on_a_dark_page('#' + color))};" for color in colors)
    pages = ",".join(f"{page} .feedforward-diagram" for page in DARK_PAGES)
    return (
        f'<svg class="feedforward-diagram" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-label="{html.escape(description)}" viewBox="0 0 {width} {height}" width="{width}" '
        f'style="display:block;max-width:100%;height:auto;font-family:{html.escape(SANS)}">'
        f"<style>{pages}{{{dark}}} .feedforward-math{{font-family:{SERIF}}}</style>{body}</svg>"
    )


def _paint(color):
    """A colour that follows the theme: the ink of the page, or a variable that dark pages set."""
    if color == INK:
        return "currentColor"
    name = to_hex(color)[1:]
    own = f"var(--ff-{name},#{name})"
    return f"var(--jp-layout-color0,{own})" if color == PAPER else own


def _n(number):
    """A coordinate with one decimal at most."""
    return f"{round(float(number), 1) + 0.0:.1f}".removesuffix(".0")


def _pairs(points):
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _stroke(color, width, dash):
    dashes = f' stroke-dasharray="{" ".join(map(_n, dash))}"' if dash else ""
    return f' stroke="{_paint(color)}" stroke-width="{_n(width)}"{dashes}' if color else ""


def _svg(shape):
    match shape:
        case Group():
            title = f"<title>{html.escape(shape.description)}</title>" if shape.description else ""
            return f"<g>{title}{''.join(map(_svg, shape.shapes))}</g>"
        case Box():
            fill = _paint(shape.fill) if shape.fill else "none"
            return (
                f'<rect x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" '
                f'height="{_n(shape.height)}" rx="{_n(shape.radius)}" fill="{fill}"'
                f"{_stroke(shape.edge, shape.line_width, shape.dash)}/>"
            )
        case Area():
            return f'<polygon points="{_pairs(shape.points)}" fill="{_paint(shape.fill)}"/>'
        case Lines():
            join = "C" if shape.curved else "L"
            path = "".join(f"M{_pairs(line[:1])}{join}{_pairs(line[1:])}" for line in shape.lines)
            faint = f' opacity="{shape.opacity:.2f}"' if shape.opacity < 1 else ""
            stroke = _stroke(shape.color, shape.width, shape.dash)
            return f'<path d="{path}" fill="none"{stroke}{faint}/>' if shape.lines else ""
        case Label():
            return _svg_text(shape)


def _svg_text(label):
    weight = ' font-weight="600"' if label.weight == "semibold" else ""
    spans, moved = [], 0.0
    for word, mathematics, italic, shift in runs(label.text):
        looks = ' class="feedforward-math"' if mathematics else ""
        looks += ' font-style="italic"' if italic else ""
        looks += f' font-size="{_n(SMALL * label.size)}"' if shift else ""
        down = SHIFT * label.size * shift
        looks += f' dy="{_n(down - moved)}"' if down != moved else ""
        moved = down
        spans.append(f"<tspan{looks}>{html.escape(word)}</tspan>" if looks else html.escape(word))
    # With its width given, a label takes the same room in whatever typeface the page has.
    width = _n(text_width(label.text, label.size, label.weight))
    return (
        f'<text x="{_n(label.x)}" y="{_n(label.y + BASELINE * label.size)}" '
        f'textLength="{width}" lengthAdjust="spacingAndGlyphs" '
        f'text-anchor="{label.anchor}" font-size="{_n(label.size)}" fill="{_paint(label.color)}"'
        f"{weight}>{''.join(spans)}</text>"
    )
