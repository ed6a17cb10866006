"""The mechanism on which every explorer stands."""

import base64
import gc
import io
import subprocess
import sys
import urllib.request
from pathlib import Path

import nbformat
import numpy as np
import PIL.Image
import pytest
from matplotlib.figure import Figure
from nbconvert import HTMLExporter
from traitlets import TraitError

from feedforward import widgets
from feedforward.formatting import unbroken
from feedforward.widgets import Explorer, Panel, choice, slider


def compute(values):
    x = np.linspace(-1, 1, 41)
    power = {"line": 1, "parabola": 2}[values["shape"]]
    return x, values["a"] * x**power


def draw(ax, arrays, artists=None):
    if artists is None:
        ax.set(xlim=(-1, 1), ylim=(-3, 3))
        artists = {"curve": ax.plot([], [])[0]}
    artists["curve"].set_data(*arrays)
    return artists


def describe(arrays):
    return f"at x = 1 the curve is at {arrays[1][-1]:.1f}"


def make(draw=draw, **options):
    return Explorer(
        [slider("a", 1.0, -2.0, 2.0, 0.1), choice("shape", "line", ["line", "parabola"])],
        compute,
        [Panel("Curve", draw, width=300, height=200)],
        describe,
        presets={"steep": {"a": 2.0, "shape": "parabola"}},
        **options,
    )


def test_moving_a_control_moves_picture_text_and_name_of_the_picture():
    explorer = make()
    before = explorer.panels[0].widget.value
    explorer.controls["a"].value = -1.5
    assert explorer.text == "at x = 1 the curve is at -1.5"
    assert explorer.panels[0].alt == f"Curve. {explorer.text}"
    assert unbroken(explorer.text) in explorer.message.value
    assert explorer.panels[0].artists["curve"].get_ydata()[-1] == -1.5
    assert explorer.panels[0].widget.value != before


def test_the_picture_has_the_size_that_its_image_says():
    panel = make().panels[0]
    with urllib.request.urlopen(bytes(panel.widget.value).decode()) as shown:
        picture = shown.read()
    assert picture == panel.png
    assert PIL.Image.open(io.BytesIO(picture)).size == (600, 400)


def test_what_is_moved_by_blitting_is_what_a_full_drawing_gives():
    explorer = make()
    panel = explorer.panels[0]
    for value in (-2.0, 0.3, 1.9):
        explorer.controls["a"].value = value
    assert panel.backgrounds == 1
    moved = np.asarray(panel.picture())
    explorer.panels[0].figure.stale = True
    explorer.redraw()
    assert panel.backgrounds == 2
    np.testing.assert_array_equal(np.asarray(panel.picture()), moved)


def test_new_limits_draw_the_background_anew():
    def zooming(ax, arrays, artists=None):
        artists = draw(ax, arrays, artists)
        ax.set_ylim(-3, 3 + abs(arrays[1][-1]))
        return artists

    explorer = make(zooming)
    before = explorer.panels[0].backgrounds
    explorer.controls["a"].value = 2.0
    assert explorer.panels[0].backgrounds == before + 1


def test_several_controls_set_at_once_draw_once():
    explorer = make()
    before = explorer.draws
    explorer.buttons["steep"].click()
    assert explorer.draws == before + 1
    assert explorer.values == {"a": 2.0, "shape": "parabola"}
    explorer.buttons["reset"].click()
    assert explorer.values == {"a": 1.0, "shape": "line"}


def test_an_unknown_control_is_named_and_nothing_moves():
    explorer = make()
    with pytest.raises(KeyError, match="no control is called.*slope.*there are.*'a', 'shape'"):
        explorer.set({"a": 0.5, "slope": 3})
    assert explorer.values["a"] == 1.0


def test_the_picture_follows_the_controls_where_one_refuses_its_value():
    explorer = make()
    with pytest.raises(TraitError):
        explorer.set({"a": -2.0, "shape": "circle"})
    assert explorer.values == {"a": -2.0, "shape": "line"}
    assert explorer.text == "at x = 1 the curve is at -2.0"


def test_an_exception_while_drawing_is_raised_and_shown_until_the_next_picture():
    def fragile(ax, arrays, artists=None):
        if arrays[1][-1] < 0:
            raise ZeroDivisionError("no <way> down")
        return draw(ax, arrays, artists)

    explorer = make(fragile)
    with pytest.raises(ZeroDivisionError):
        explorer.controls["a"].value = -1.0
    assert explorer.text == "This picture could not be drawn: ZeroDivisionError: no <way> down"
    assert "no &lt;way&gt; down" in explorer.message.value
    explorer.controls["a"].value = 1.5
    assert explorer.text == "at x = 1 the curve is at 1.5"
    assert "could not" not in explorer.message.value


def test_an_exception_in_a_preset_does_not_leave_the_explorer_deaf():
    def fragile(ax, arrays, artists=None):
        if arrays[1][-1] == 2.0:
            raise ZeroDivisionError
        return draw(ax, arrays, artists)

    explorer = make(fragile)
    with pytest.raises(ZeroDivisionError):
        explorer.press("steep")
    explorer.controls["a"].value = 0.5
    assert explorer.text == "at x = 1 the curve is at 0.5"


def test_a_hundred_moves_leave_as_many_figures_and_artists_as_before():
    explorer = make()

    def found():
        gc.collect()
        # By its type: a stand-in of another library may warn when it is asked for its class.
        figures = [thing for thing in gc.get_objects() if issubclass(type(thing), Figure)]
        return figures, len(explorer.panels[0].figure.findobj())

    explorer.controls["a"].value = 0.1
    figures, artists = found()  # held, or those of other tests might go away meanwhile
    for step in range(100):
        explorer.controls["a"].value = step / 50
    now, artists_now = found()
    assert (len(now), artists_now) == (len(figures), artists)


def test_a_panel_may_hold_several_axes():
    def two(axes, arrays, artists=None):
        if artists is None:
            artists = {"curves": [ax.plot(*arrays)[0] for ax in axes]}
        for curve in artists["curves"]:
            curve.set_data(*arrays)
        return artists

    panel = Panel("Two", two, axes=lambda figure: figure.subplots(2, 1))
    panel.show((np.arange(3.0), np.arange(3.0)), "two lines")
    assert len(panel.figure.axes) == 2 and panel.png.startswith(b"\x89PNG")


def test_a_page_without_a_kernel_shows_the_picture_and_its_alt_text():
    explorer = make(table=lambda arrays: (("x", "y"), [["1", f"{arrays[1][-1]:.1f}"]]))
    explorer.controls["a"].value = -0.5
    bundle, metadata = explorer._repr_mimebundle_()
    output = nbformat.v4.new_output(
        "execute_result", data=bundle, metadata=metadata, execution_count=1
    )
    cell = nbformat.v4.new_code_cell(outputs=[output])
    page, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    picture = base64.b64encode(explorer.panels[0].png).decode()
    assert picture in page
    assert 'alt="Curve. at x = 1 the curve is at -0.5"' in page
    assert "<td" in page and ">-0.5</td>" in page
    sheet = PIL.Image.open(io.BytesIO(base64.b64decode(bundle["image/png"])))
    assert sheet.size == (600, 400)
    assert bundle["text/plain"] == explorer.text
    assert metadata["image/png"] == {"width": 300, "height": 200, "alt": explorer.text}


def test_close_leaves_no_widget_behind():
    from ipywidgets.widgets.widget import _instances

    before = set(_instances)
    explorer = make()
    assert set(_instances) > before
    explorer.close()
    left = [type(_instances[key]).__name__ for key in set(_instances) - before]
    assert left == []


def test_the_package_loads_no_drawing_library_until_an_explorer_is_asked_for():
    program = (
        "import sys, feedforward as ff; assert 'matplotlib' not in sys.modules;"
        "assert 'explore_xor' in dir(ff); ff.explore_xor; assert 'matplotlib' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_every_explorer_is_measured_by_the_benchmark():
    text = (Path(__file__).parents[2] / "benchmarks" / "widgets.py").read_text(encoding="utf-8")
    names = [name for name in widgets.__all__ if name.startswith(("explore_", "find_"))]
    assert len(names) > 20 and [name for name in names if f'"{name}": Measured' not in text] == []
