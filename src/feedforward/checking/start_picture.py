"""The picture on the first page: a digit goes through a network. Plain SVG, for light and dark.

An image cannot know the theme of its page, so what has to be read stands on a shape of the picture,
and each shape is seen on white as well as on dark grey (3:1).
"""

THREE = (
    "00268500",
    "03AFFFC1",
    "0042006F",
    "00006FE4",
    "0005FFA0",
    "00000AF4",
    "02200CF2",
    "05FFFA40",
)  # an 8 x 8 digit as the ones in 6.8, from 0 to F
PIXEL, WIDTH, HEIGHT = 14, 720, 168
FONTS = "'Source Sans 3', Helvetica, Arial, sans-serif"  # unquoted, the 3 would void the list
BLUE, GREEN, ORANGE, GREY = "#2b83c6", "#129a76", "#bd7700", "#868686"
INK = "#111111"  # of a digit in its unit
LAYERS = ((230, 7, 20), (370, 5, 26))  # x, units, distance
OUTPUTS = (520, 10, 16)
SAID = (2, 1, 3, 92, 1, 4, 1, 2, 3, 2)  # how strongly the network believes in each digit


def svg():
    """Return the picture as the text of an SVG file."""
    columns = [_column(*layer) for layer in (*LAYERS, OUTPUTS)]
    parts = [_pixels(), *_lines(columns), *_units(columns[:2]), *_answers(columns[2])]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
    font = f'font-family="{FONTS}" font-size="12"'
    return f'{head}width="{WIDTH}" height="{HEIGHT}" {font}>{"".join(parts)}</svg>'


def _column(x, units, distance):
    top = (HEIGHT - distance * (units - 1)) / 2
    return [(x, top + distance * i) for i in range(units)]


def _pixels():
    top = (HEIGHT - 8 * PIXEL) / 2
    return "".join(
        f'<rect x="{PIXEL * j}" y="{top + PIXEL * i}" width="{PIXEL - 1}" height="{PIXEL - 1}" '
        f'rx="2" fill="{BLUE}" fill-opacity="{0.08 + 0.92 * int(ink, 16) / 15:.2f}"/>'
        for i, row in enumerate(THREE)
        for j, ink in enumerate(row)
    )


def _lines(columns):
    left = [(8 * PIXEL, y) for y in range(40, HEIGHT - 34, 18)]
    for before, after in zip([left, *columns], columns, strict=False):
        for x, y in before:
            for to_x, to_y in after:
                yield (
                    f'<line x1="{x}" y1="{y:.1f}" x2="{to_x}" y2="{to_y:.1f}" stroke="{GREY}" '
                    'stroke-opacity="0.25"/>'
                )


def _units(columns):
    for column in columns:
        for x, y in column:
            yield f'<circle cx="{x}" cy="{y:.1f}" r="7" fill="{GREEN}"/>'


def _answers(column):
    for digit, ((x, y), percent) in enumerate(zip(column, SAID, strict=True)):
        color = ORANGE if percent > 50 else GREY
        yield (
            f'<circle cx="{x}" cy="{y:.1f}" r="7.5" fill="{color}"/>'
            f'<text x="{x}" y="{y + 4:.1f}" text-anchor="middle" fill="{INK}">{digit}</text>'
            f'<rect x="{x + 14}" y="{y - 4:.1f}" width="{1.6 * percent:.1f}" height="8" rx="2" '
            f'fill="{color}"/>'
        )
