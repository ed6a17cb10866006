"""How an explorer stands on a page: its widgets arranged, its words as HTML, its still picture."""

import html
import io
import re

import ipywidgets as widgets
import PIL.Image

from feedforward.plots.picture import DARK_STYLE, image_tag

NUMBER = re.compile(r"[-−+±]?[\d∞]|nan|-?inf")
STYLE = (
    """<style>
.feedforward-explorer .widget-readout {
  flex: 0 0 44px; min-width: 0; margin: 0; padding: 0; text-align: right;
}
.feedforward-explorer .widget-label { flex: 0 0 auto; }
.feedforward-explorer .widget-html-content {
  line-height: 1.4; min-width: 0; overflow-x: auto; white-space: normal;
}
.feedforward-explorer table { border-collapse: collapse; }
</style>"""
    + DARK_STYLE
)

# ipywidgets gives a slider's handle and its number no name, so a screen reader says "slider" nine
# times. An image that cannot load is the one way to run a line of script from its HTML.
NAME_THE_SLIDERS = """<img src="data:," alt="" style="display: none" onerror="
  const name = (tries) => {
    const page = this.closest('.feedforward-explorer');
    for (const slider of page?.querySelectorAll('.widget-slider') ?? []) {
      const label = slider.querySelector('label').textContent;
      slider.querySelector('[role=slider]')?.setAttribute('aria-label', label);
      slider.querySelector('.widget-readout')?.setAttribute('role', 'textbox');
      slider.querySelector('.widget-readout')?.setAttribute('aria-label', label);
    }
    if (tries > 0) setTimeout(() => name(tries - 1), 500);
  };
  name(6);">"""


def row(children, **layout):
    """A row that wraps where the page is narrow."""
    layout = widgets.Layout(display="flex", flex_flow="row wrap", overflow="visible", **layout)
    return widgets.Box(children, layout=layout)


def arrange(explorer, groups):
    """One widget: buttons, controls in groups, pictures side by side, words; rows wrap."""
    columns = []
    for heading, labels in groups.items():
        title = [widgets.HTML(f"<b>{html.escape(heading)}</b>")] if heading else []
        controls = [explorer.controls[label] for label in labels]
        controls = [getattr(control, "row", control) for control in controls]
        layout = widgets.Layout(flex="1 1 165px", max_width="270px")
        columns.append(widgets.VBox([*title, *controls], layout=layout))
    page = widgets.VBox(
        [
            row(list(explorer.buttons.values())),
            row(columns),
            row([panel.widget for panel in explorer.panels], margin="6px 0 0 0"),
            explorer.message,
            widgets.HTML(STYLE + NAME_THE_SLIDERS, layout=widgets.Layout(height="0", margin="0")),
        ]
    )
    page.add_class("feedforward-explorer")
    return page


def words(text, header, rows):
    """The line of text and the table below it, as HTML."""
    return f'<p style="margin: 4px 0">{html.escape(text)}</p>{_table(header, rows)}'


def _table(header, rows):
    """Columns of numbers end at the right, those of words begin at the left."""
    if not header:
        return ""
    sides = [
        "right" if any(map(NUMBER.match, column)) else "left" for column in zip(*rows, strict=True)
    ]
    styles = [f"padding: 1px 5px; text-align: {side}" for side in sides or ["left"] * len(header)]

    def line(row, tag, scope=""):
        cells = zip(row, styles, strict=True)
        return "".join(
            f'<{tag}{scope} style="{style}">{html.escape(word)}</{tag}>' for word, style in cells
        )

    head = line(header, "th", ' scope="col"')
    body = "".join(f"<tr>{line(row, 'td')}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def static_html(explorer):
    """The picture as it is now, with alt text: what a page without a kernel shows."""
    images = "".join(image_tag(panel.png, panel.alt) for panel in explorer.panels)
    said = words(explorer.text, explorer.header, explorer.rows)
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


def close(widget):
    """Close a widget and all that it holds."""
    for child in getattr(widget, "children", ()):
        close(child)
    for part in (widget.layout, getattr(widget, "style", None)):
        if isinstance(part, widgets.Widget):
            part.close()
    widget.close()
