"""An explorer where no Python runs: a few of its states, drawn in advance for the website.

An explorer's story names the one control that a reader moves there. `frames` moves it through the
story's values and keeps what the explorer shows at each: the pictures, their alt text, the line of
text and the table. The page only exchanges them, so no formula is written again in JavaScript.
"""

import base64
import io

import PIL.Image

from feedforward import audience

from . import page
from .explorer import Explorer

MIMETYPE = "application/vnd.feedforward.frames+json"
COUNT = 13  # states of an explorer that has no story
COLOURS = 4096  # above that, as on a shaded surface, a lossy picture is much smaller


def install(ipython):
    """Let an IPython shell display every explorer as its frames, for readers of the website."""
    audience.at_a_notebook = False
    formatter = ipython.display_formatter.mimebundle_formatter
    formatter.for_type(Explorer, bundle)


def bundle(explorer):
    """Return the frames of an explorer as a MIME bundle."""
    drawn = frames(explorer)
    return {"text/plain": drawn["frames"][drawn["start"]]["text"], MIMETYPE: drawn}


def frames(explorer):
    """Return the states of an explorer's story as a dict that JSON can hold.

    `control` is the label of the control, `kind` "range" or "select", `others` the labels of the
    controls that stay where they are, `start` the index of the frame to open with: the
    control's own value, or the one that the story's setting has for it. Each frame has
    its `value` in words, `text`, `words` (the text and the table as HTML), `alts`, `pictures`
    (for each panel an address that holds it) and `focus` (which part of it a narrow page shows, or
    None). The explorer is left in the last state.
    """
    control, values, setting = _story(explorer)
    opening = setting.get(control, explorer.values[control])
    drawn = [_frame(explorer, control, setting | {control: value}) for value in values]
    return {
        "control": control,
        "kind": "select" if _is_list(explorer.controls[control]) else "range",
        "others": [label for label in explorer.controls if label != control],
        "start": list(values).index(opening) if opening in values else 0,
        "frames": drawn,
    }


def _frame(explorer, control, values):
    explorer.set(values)
    return {
        "value": _in_words(explorer.controls[control]),
        "text": explorer.text,
        "words": page.text_and_table(explorer.text, explorer.header, explorer.rows),
        "alts": [panel.alt for panel in explorer.panels],
        "pictures": [_address(panel) for panel in explorer.panels],
        "focus": [panel.focus for panel in explorer.panels],
    }


def _story(explorer):
    """The control, its values, and the setting of the others."""
    if explorer.story:
        return explorer.story.control, explorer.story.values, explorer.story.setting
    for label in explorer.controls:
        values = _spread(explorer.controls[label])
        if len({_text_at(explorer, label, value) for value in (values[0], values[-1])}) == 2:
            return label, values, {}
    raise ValueError(f"No control of {explorer.panels[0].name!r} changes its text.")


def _spread(control):
    """COUNT values over the range of a control, or all of its options if there are fewer."""
    if hasattr(control, "options"):
        values = [o[1] if isinstance(o, tuple) else o for o in control.options]
    else:
        steps = round((control.max - control.min) / control.step)
        values = [control.min + k * control.step for k in range(steps + 1)]
    last = len(values) - 1
    return [values[k] for k in sorted({round(i * last / (COUNT - 1)) for i in range(COUNT)})]


def _text_at(explorer, label, value):
    before = explorer.values
    explorer.set({label: value})
    text = explorer.text
    explorer.set(before)
    return text


def _is_list(control):
    """Return True for a drop-down list, False for whatever is a slider."""
    return hasattr(control, "options") and not hasattr(control, "readout")


def _in_words(control):
    if hasattr(control, "options"):
        # `control.label` is empty until the value changes for the first time.
        return str(control._options_labels[control.index])
    return format(control.value, control.readout_format).replace("-", "−")


def _address(panel):
    """The picture of a panel, as an address that holds it: SVG where the panel has it, or WebP."""
    if getattr(panel, "svg", None):
        return _data_url("svg+xml", panel.svg.encode())
    return _data_url("webp", webp(panel.png))


def _data_url(kind, data):
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def webp(png):
    """Return a PNG as WebP: lossless, or lossy if its many colours show a shaded surface."""
    image = PIL.Image.open(io.BytesIO(png)).convert("RGB")
    if image.getcolors(COLOURS):
        return _encoded(image, lossless=True, quality=30, method=2)
    return _encoded(image, quality=88, method=3)


def _encoded(image, **options):
    file = io.BytesIO()
    image.save(file, format="webp", **options)
    return file.getvalue()
