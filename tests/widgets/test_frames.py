"""Explorers where no Python runs: states drawn in advance."""

import base64
import io

import numpy as np
import PIL.Image
import pytest
from IPython.core.interactiveshell import InteractiveShell

from feedforward import audience
from feedforward.formatting import unbroken
from feedforward.widgets import Explorer, Panel, choice, guard, slider, steps
from feedforward.widgets.explorer import Story
from feedforward.widgets.frames import COUNT, MIMETYPE, frames, install, webp

SIDE = 60


def draw(ax, arrays, artists=None):
    artists = artists or {"curve": ax.plot([], [])[0]}
    artists["curve"].set_data(*arrays)
    return artists


def describe(arrays):
    return f"at x = 1 the curve is at {arrays[1][-1]:.2f}"


def compute(values):
    x = np.linspace(-1, 1, 5)
    return x, (values["a"] + values.get("idle", 0) * 0) * x ** {"line": 1, "parabola": 2}[
        values["shape"]
    ]


def make(*more, **options):
    return Explorer(
        [*more, slider("a", 1.0, -2.0, 2.0, 0.1), choice("shape", "line", ["line", "parabola"])],
        compute,
        [
            Panel("Curve", draw, width=SIDE, height=SIDE),
            Panel("Again", draw, width=SIDE, height=SIDE),
        ],
        describe,
        table=lambda arrays: (("x", "y"), [["1", f"{arrays[1][-1]:.2f}"]]),
        **options,
    )


def test_frames_follow_the_story():
    drawn = frames(make(story=Story("a", (-1.0, 0.0, 0.5), {"shape": "parabola"})))
    assert (drawn["control"], drawn["kind"], drawn["start"]) == ("a", "range", 0)
    assert drawn["others"] == ["shape"]
    assert [frame["value"] for frame in drawn["frames"]] == ["−1.00", "0.00", "0.50"]
    last = drawn["frames"][-1]
    assert last["text"] == "at x = 1 the curve is at 0.50"
    assert last["alts"] == [f"Curve. {last['text']}", f"Again. {last['text']}"]
    assert "<table" in last["words"] and unbroken(last["text"]) in last["words"]


def test_a_frame_names_the_first_option_of_a_slider_over_options():
    penalty = steps("penalty", 0.0, [("off", 0.0), ("0.1", 0.1)])
    drawn = frames(make(penalty, story=Story("penalty", (0.0, 0.1))))
    assert [frame["value"] for frame in drawn["frames"]] == ["off", "0.1"]


def test_a_frame_holds_its_pictures_at_double_density():
    explorer = make(story=Story("a", (-1.0, 1.0)))
    first, last = frames(explorer)["frames"]
    assert first["pictures"] != last["pictures"]
    kind, _, data = last["pictures"][0].partition(";base64,")
    assert kind == "data:image/webp"
    image = PIL.Image.open(io.BytesIO(base64.b64decode(data)))
    assert image.size == (2 * SIDE, 2 * SIDE)
    shown = PIL.Image.open(io.BytesIO(explorer.panels[0].png)).convert("RGB")
    assert (np.asarray(image.convert("RGB")) == np.asarray(shown)).all()


def test_frames_open_where_the_explorer_does_unless_the_story_says_otherwise():
    values = (-1.0, 0.0, 1.0, 2.0)
    assert frames(make(story=Story("a", values)))["start"] == 2
    assert frames(make(story=Story("a", values, {"a": 2.0})))["start"] == 3


def test_a_choice_shows_all_of_its_options():
    drawn = frames(make(story=Story("shape")))
    assert drawn["kind"] == "select"
    assert [frame["value"] for frame in drawn["frames"]] == ["line", "parabola"]


def test_an_explorer_without_a_story_moves_its_first_control_that_changes_the_text():
    drawn = frames(make(slider("idle", 0, 0, 3, 1)))
    assert drawn["control"] == "a"
    values = [frame["value"] for frame in drawn["frames"]]
    assert len(values) == COUNT and values[0] == "−2.00" and values[-1] == "2.00"


def test_an_explorer_that_no_control_moves_is_an_error():
    explorer = Explorer(
        [slider("idle", 0, 0, 3, 1)],
        lambda values: (np.arange(3), np.arange(3)),
        [Panel("Curve", draw, width=SIDE, height=SIDE)],
        describe,
    )
    with pytest.raises(ValueError, match="No control of 'Curve' changes its text"):
        frames(explorer)


def test_a_diagram_is_kept_as_svg():
    explorer = make(story=Story("a", (-1.0, 1.0)))
    explorer.panels[0].svg = "<svg width='1' height='1'></svg>"
    address = frames(explorer)["frames"][0]["pictures"][0]
    assert address.startswith("data:image/svg+xml;base64,")


def test_a_picture_is_kept_without_loss_unless_it_has_very_many_colours():
    noise = np.random.default_rng(0).integers(0, 256, (200, 300, 3), dtype=np.uint8)
    for pixels, exact in ((np.zeros_like(noise), True), (noise, False)):
        file = io.BytesIO()
        PIL.Image.fromarray(pixels).save(file, format="png")
        kept = np.asarray(PIL.Image.open(io.BytesIO(webp(file.getvalue()))).convert("RGB"))
        assert (kept == pixels).all() == exact


def test_an_installed_shell_shows_frames_and_no_word_of_blanks(monkeypatch):
    monkeypatch.setattr(audience, "at_a_notebook", True)
    shell = InteractiveShell()
    install(shell)
    data, _ = shell.display_formatter.format(make(story=Story("a", (-1.0, 1.0))))
    assert data[MIMETYPE]["control"] == "a"
    assert data["text/plain"] == "at x = 1 the curve is at 1.00"

    def blank(x):
        raise NotImplementedError

    own = guard.guarded(blank, "blank", lambda x: ())
    assert guard.computed_with(lambda f=abs: f(-1), f=own) == (1, "")
