"""How an explorer stands on a page: its widgets arranged, its words as HTML, its still picture."""

import base64
import html
import io

import ipywidgets as widgets
import PIL.Image

WRAP = {"display": "flex", "flex_flow": "row wrap"}


def arrange(explorer, groups):
    """One widget: buttons, controls in groups, pictures side by side, words; rows wrap."""
    columns = []
    for heading, labels in groups.items():
        title = [widgets.HTML(f"<b>{html.escape(heading)}</b>")] if heading else []
        columns.append(widgets.VBox([*title, *(explorer.controls[label] for label in labels)]))
    return widgets.VBox(
        [
            widgets.Box(list(explorer.buttons.values()), layout=widgets.Layout(**WRAP)),
            widgets.Box(columns, layout=widgets.Layout(**WRAP)),
            widgets.Box([panel.image for panel in explorer.panels], layout=widgets.Layout(**WRAP)),
            explorer.message,
        ]
    )


def words(text, header, rows):
    """The line of text and the table below it, as HTML."""
    return (
        f'<p style="margin: 4px 0; line-height: 1.4">{html.escape(text)}</p>{_table(header, rows)}'
    )


def _table(header, rows):
    if not header:
        return ""
    cell = "padding: 1px 10px; text-align: right"
    head = "".join(f'<th scope="col" style="{cell}">{html.escape(word)}</th>' for word in header)
    body = "".join(
        "<tr>" + "".join(f'<td style="{cell}">{html.escape(word)}</td>' for word in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def static_html(explorer):
    """The picture as it is now, with alt text: what a page without a kernel shows."""
    images = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(panel.png).decode()}" '
        f'width="{panel.image.width}" alt="{html.escape(panel.image.tooltip, quote=True)}">'
        for panel in explorer.panels
    )
    return f"<div>{images}{words(explorer.text, explorer.header, explorer.rows)}</div>"


def static_png(explorer):
    """All panels side by side in one PNG, base64: for pages that take no HTML, as in print."""
    images = [PIL.Image.fromarray(panel.pixels) for panel in explorer.panels]
    size = sum(image.width for image in images), max(image.height for image in images)
    sheet = PIL.Image.new("RGB", size, "white")
    left = 0
    for image in images:
        sheet.paste(image, (left, 0))
        left += image.width
    file = io.BytesIO()
    sheet.save(file, format="png", optimize=True)
    return base64.b64encode(file.getvalue()).decode()


def close(widget):
    """Close a widget and all that it holds."""
    for child in getattr(widget, "children", ()):
        close(child)
    for part in (widget.layout, getattr(widget, "style", None)):
        if isinstance(part, widgets.Widget):
            part.close()
    widget.close()
