"""The pictures of the site: files beside its pages, and explorers as frames to move through."""

import base64
import hashlib
import html
import json
import re
from pathlib import Path

import PIL.Image

from feedforward.plots.diagram_svg import FONT_STYLE
from feedforward.plots.picture import image_html
from feedforward.plots.style import SHARPNESS
from feedforward.widgets.frames import webp

FOLDER = "pictures"  # beside the pages
HELD = re.compile(r"data:image/(png|webp|svg\+xml);base64,([A-Za-z0-9+/=]+)")


class Pictures:
    """Keeps pictures as files that are named after their content, each only once."""

    def __init__(self, folder):
        self.folder = Path(folder, FOLDER)
        self.folder.mkdir(parents=True)

    def address(self, data_url):
        """Write the picture that a data URL holds, and return the address of its file."""
        kind, data = HELD.fullmatch(data_url).groups()
        suffix = "svg" if kind == "svg+xml" else kind
        content = base64.b64decode(data)
        if suffix == "svg":
            # As an image, a diagram may not fetch its typefaces, nor take those of the page.
            content = content.replace(b">", f">{FONT_STYLE}".encode(), 1)
        name = f"{hashlib.sha256(content).hexdigest()[:16]}.{suffix}"
        (self.folder / name).write_bytes(content)
        return f"{FOLDER}/{name}"

    def outside(self, page):
        """Return HTML with an address in place of every picture that it holds."""
        page = HELD.sub(lambda held: self.address(held.group()), page)
        return re.sub(r"<img (?![^>]*\bloading=)", '<img loading="lazy" ', page)

    def size(self, address):
        """Width and height of a picture in CSS pixels."""
        if address.endswith(".svg"):
            return _svg_size((self.folder.parent / address).read_text("utf-8"))
        with PIL.Image.open(self.folder.parent / address) as image:
            return tuple(round(side / SHARPNESS) for side in image.size)


def _svg_size(svg):
    *_, width, height = re.search(r'viewBox="([^"]+)"', svg)[1].split()
    return round(float(width)), round(float(height))


def compressed(page):
    """Return HTML with WebP, which takes a third of the room, for every PNG that it holds."""
    return HELD.sub(_as_webp, page)


def _as_webp(held):
    if held[1] != "png":
        return held.group()
    return f"data:image/webp;base64,{base64.b64encode(webp(base64.b64decode(held[2]))).decode()}"


def frames_html(frames, pictures):
    """Return the HTML of an explorer: its control, its pictures, its words, and all of its frames.

    frames: as from feedforward.widgets.frames. pictures: Pictures, which keeps what they hold.
    """
    for frame in frames["frames"]:
        frame["pictures"] = [pictures.address(address) for address in frame["pictures"]]
    first = frames["frames"][frames["start"]]
    images = "".join(
        map(_image, first["pictures"], first["alts"], map(pictures.size, first["pictures"]))
    )
    data = json.dumps(
        [
            [frame[key] for key in ("value", "words", "pictures", "alts", "focus")]
            for frame in frames["frames"]
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    ).replace("</", "<\\/")  # which would end the script
    return (
        f'<figure class="frames" data-shown="{frames["start"]}">{_control(frames)}'
        f'<div class="feedforward-pictures">{images}</div>'
        f'<div class="frames-words" aria-live="polite">{first["words"]}</div>'
        f'{_others(frames["others"])}<script type="application/json">{data}</script></figure>'
    )


def _image(address, alt, size):
    width, height = size
    return image_html(address, width, alt, height)


def _control(frames):
    """A list or a slider over the frames, with its label; frames.js shows it and makes it work."""
    label, start = html.escape(frames["control"], quote=True), frames["start"]
    values = [html.escape(frame["value"], quote=True) for frame in frames["frames"]]
    if frames["kind"] == "select":
        options = "".join(f'<option value="{i}">{value}</option>' for i, value in enumerate(values))
        options = options.replace(f'"{start}"', f'"{start}" selected')
        control = f"<label><span>{label}</span> <select>{options}</select></label>"
    else:
        control = (
            f'<button type="button" aria-label="Play {label}"></button>'
            f'<label><span>{label}</span> <input type="range" min="0" max="{len(values) - 1}" '
            f'value="{start}" aria-valuetext="{values[start]}"></label>'
            f'<output aria-hidden="true">{values[start]}</output>'
        )
    return f'<div class="frames-control" hidden>{control}</div>'


def _others(labels):
    """Name the controls that only the notebook has."""
    if not labels:
        return ""
    named = ", ".join(f"<em>{html.escape(label)}</em>" for label in labels)
    return f'<p class="frames-others">In the notebook you can also change {named}.</p>'
