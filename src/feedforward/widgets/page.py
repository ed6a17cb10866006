"""The layout of an explorer: its widgets, its words as HTML, and its still picture."""

import html
import io
import re
from pathlib import Path
from unicodedata import normalize

import ipywidgets as widgets
import PIL.Image

from feedforward.formatting import unbroken
from feedforward.plots.diagram_svg import FONT_STYLE
from feedforward.plots.picture import DARK_STYLE, image_tag, least_width

from .play import Stepper

NUMBER = re.compile(r"[-−+±]?[\d∞]|nan|-?inf")
POWER = re.compile("(?<=10)[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")  # as `formatting.power_of_ten` writes it
NOT_YET = "–"  # in a table, a number that is not known yet
CSS = Path(__file__).with_name("page.css").read_text(encoding="utf-8")

# ipywidgets gives neither a slider's handle nor its number a name, so a screen reader says "slider"
# nine times, and it names an icon button by the icon's private character. The only way to run a
# script from the HTML of a widget is an image that cannot load.
NAME_CONTROLS = """
  const name = (page) => {
    for (const slider of page.querySelectorAll('.widget-inline-hbox')) {
      const label = slider.querySelector('label')?.textContent;
      slider.querySelector('[role=slider]')?.setAttribute('aria-label', label);
      slider.querySelector('.widget-readout')?.setAttribute('role', 'textbox');
      slider.querySelector('.widget-readout')?.setAttribute('aria-label', label);
    }
    for (const button of page.querySelectorAll('button[title]'))
      if (!button.textContent) button.setAttribute('aria-label', button.title);
  };
  const start = () => {
    const page = this.closest('.feedforward-explorer, .feedforward-question');
    if (!page) return setTimeout(start, 200);
    name(page);
    const changes = {childList: true, subtree: true, attributeFilter: ['title']};
    new MutationObserver(() => name(page)).observe(page, changes);
  };
  start();
"""
# In command mode a notebook handles arrow keys and Enter itself, and Notebook 7 listens at the
# document, so a slider never gets them. A listener at the window runs first: it marks the element,
# and Jupyter leaves a marked element alone.
KEEP_KEYS = """
  window.feedforwardKeys ??= window.addEventListener('keydown', (event) => {
    const target = event.target;
    if (!target.closest?.('.feedforward-explorer, .feedforward-question')) return;
    const keys = target.matches('button') ? /^(Enter| )$/ : /^(Arrow.*|Page.*|Home|End)$/;
    const mine = target.matches('[role=slider], select, button') && keys.test(event.key);
    target.toggleAttribute('data-lm-suppress-shortcuts', mine);
  }, true) ?? true;
"""
# A page may write to the clipboard only just after a click. The line to copy arrives a moment
# later, so the time of the click is noted.
NOTE_PRESS = """
  window.feedforwardCopies ??= window.addEventListener('click', (event) => {
    if (event.target.closest?.('.feedforward-copy')) window.feedforwardCopy = Date.now();
  }, true) ?? true;
"""
SCRIPT = f'<img src="data:," alt="" onerror="{NAME_CONTROLS}{KEEP_KEYS}{NOTE_PRESS}">'

SIDE_BY_SIDE = 560  # CSS pixels: panels share a row down to this width, in a window of 700
GAP = 12  # between two panels
MOST_COLUMNS = 3  # of controls without headings


def style():
    """Return a widget that is not seen and gives the page around it its style and its script."""
    part = widgets.HTML(f"<style>{CSS}</style>{DARK_STYLE}{FONT_STYLE}{SCRIPT}")
    part.add_class("feedforward-page-style")
    return part


def row(children, name="feedforward-row"):
    """Return a row that wraps where the page is narrow."""
    return _named(widgets.Box(children, layout={"flex_flow": "row wrap"}), name)


def arrange(explorer, groups):
    """Return one widget: buttons, controls in groups, steppers, pictures side by side, words."""
    _align(explorer.controls.values())
    parts = [
        row(list(explorer.buttons.values())),
        _columns(explorer, groups),
        *_steppers(explorer, groups),
        _pictures(explorer.panels),
        _named(explorer.message, "feedforward-said"),
        style(),
    ]
    page = _named(widgets.VBox([part for part in parts if part]), "feedforward-explorer")
    if any(map(_has_long_options, explorer.controls.values())):
        page.add_class("feedforward-wide")
    return page


def _named(widget, name):
    widget.add_class(name)
    return widget


def _align(controls):
    """Give all labels one width, that of the longest."""
    longest = max(len(control.description) for control in controls)
    for control in controls:
        control.style.description_width = f"{min(max(7 * longest + 4, 24), 110)}px"


def _has_long_options(control):
    """Return True if a selection slider shows words that a number's place cannot hold."""
    if not isinstance(control, widgets.SelectionSlider):
        return False
    return any(len(str(option)) > 6 for option in control._options_labels)


def _columns(explorer, groups):
    """Return a column for each group, under its heading; steppers have rows of their own."""
    columns = []
    headed = any(heading.strip() for heading in groups)
    for heading, labels in groups.items():
        controls = [explorer.controls[label] for label in labels]
        controls = [control for control in controls if not isinstance(control, Stepper)]
        # Every column has a heading, possibly an empty one, so that the first controls line up.
        title = [_heading(heading)] if headed else []
        height = len(controls) if headed else -(-len(controls) // MOST_COLUMNS)
        for first in range(0, len(controls), height or 1):
            column = widgets.VBox(controls[first : first + height])
            columns.append(_named(widgets.VBox([*title, column]), "feedforward-column"))
    if not columns:
        return None
    box = _named(widgets.Box(columns), "feedforward-controls")
    box.layout.max_width = f"{320 * len(columns)}px"
    return box


def _steppers(explorer, groups):
    """Return the row of each stepper, under the heading of its group if it is alone there."""
    for heading, labels in groups.items():
        for label in labels:
            control = explorer.controls[label]
            if isinstance(control, Stepper):
                if heading.strip() and len(labels) == 1:
                    yield _heading(heading)
                yield control.row


def _heading(text):
    return _named(widgets.HTML(html.escape(text)), "feedforward-heading")


def _pictures(panels):
    """Return the panels in a row: they shrink together, and stack where SIDE_BY_SIDE is missing.

    A wide panel shrinks as far as its labels are readable, and scrolls sideways below that.
    """
    if not panels:
        return None
    space = SIDE_BY_SIDE - GAP * (len(panels) - 1)
    share = min(1.0, space / sum(panel.width for panel in panels))
    for panel in panels:
        layout = panel.widget.layout
        layout.flex = f"{panel.width} 1 {int(panel.width * share)}px"
        layout.width, layout.max_width = "auto", f"min({panel.width}px, 100%)"
        layout.min_width = f"{least_width(panel.width)}px"
    box = _named(widgets.Box([panel.widget for panel in panels]), "feedforward-panels")
    return _named(box, "feedforward-scroll") if any(least_width(p.width) for p in panels) else box


def text_and_table(text, header, rows):
    """The line of text and the table below it, as HTML."""
    return f"<p>{_as_html(unbroken(text))}</p>{_table(header, rows)}"


def _as_html(text):
    """Escape text, and raise the exponents of powers of ten: the raised letters are too small."""
    return POWER.sub(lambda found: f"<sup>{normalize('NFKC', found[0])}</sup>", html.escape(text))


def _table(header, rows):
    """Columns of numbers, known or not, end at the right; those of words begin at the left."""
    if not header:
        return ""
    sides = [
        "right" if any(map(NUMBER.match, column)) or set(column) == {NOT_YET} else "left"
        for column in zip(*rows, strict=True)
    ]
    styles = [f"text-align: {side}" for side in sides or ["left"] * len(header)]

    def line(row, tag, scope=""):
        # To a screen reader, an empty heading is an error.
        cells = [(tag + scope if word or tag == "td" else "td", word) for word in row]
        return "".join(
            f'<{kind} style="{style}">{_as_html(word)}</{kind.split()[0]}>'
            for (kind, word), style in zip(cells, styles, strict=True)
        )

    head = line(header, "th", ' scope="col"')
    body = "".join(f"<tr>{line(row, 'td')}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def static_html(explorer):
    """The picture as it is now, with alt text: what a page without a kernel shows."""
    images = "".join(image_tag(panel.png, panel.alt) for panel in explorer.panels)
    said = text_and_table(explorer.text, explorer.header, explorer.rows)
    return f'{DARK_STYLE}<div><div class="feedforward-pictures">{images}</div>{said}</div>'


def static_png(explorer):
    """All panels side by side in one PNG: for pages that take no HTML, as in print."""
    images = [PIL.Image.open(io.BytesIO(panel.png)) for panel in explorer.panels]
    size = sum(image.width for image in images), max(image.height for image in images)
    sheet = PIL.Image.new("RGB", size, "white")
    left = 0
    for image in images:
        sheet.paste(image, (left, 0))
        left += image.width
    file = io.BytesIO()
    sheet.save(file, format="png", optimize=True)
    return file.getvalue()


def live_view(widget):
    """Return what a MIME bundle needs to show a widget where a kernel runs."""
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    return {"application/vnd.jupyter.widget-view+json": view}


def close(widget):
    """Close a widget and all that it holds."""
    for child in getattr(widget, "children", ()):
        close(child)
    for part in (widget.layout, getattr(widget, "style", None)):
        if isinstance(part, widgets.Widget):
            part.close()
    widget.close()
