"""Readers use explorers and questions in Notebook 7 and in JupyterLab."""

import contextlib
import json
import socket
import subprocess
import sys
import time
import urllib.request

import lab_server
import nbformat
import pytest

IMPORTS = """
import numpy as np
import feedforward as ff
from feedforward.widgets import Explorer, Panel, choice, slider, stepper
from feedforward.widgets.position import startable
"""
EXPLORER = """
def draw(ax, a, artists=None):
    artists = artists or {"curve": ax.plot([], [])[0]}
    artists["curve"].set_data([0, 1], [0, a["rate"]])
    return artists

@startable
def explore_rate():
    return Explorer(
        [
            stepper("step", 3, 0, 9),
            slider("rate", 1.0, 0.0, 3.0, 0.1),
            choice("show", "all", ["all", "one"]),
        ],
        dict,
        [Panel("Left", draw), Panel("Right", draw)],
        lambda a: f"step {a['step']}, rate {a['rate']:.1f}",
        table=lambda a: (("", "rate"), [["now", f"{a['rate']:.1f}"]]),
        groups={"a heading": ["rate"], "another": ["step", "show"]},
    )

explore_rate()
"""
QUESTION = 'ff.ask_number("steepest_sigmoid")'
ANSWER = """
def softmax(out):
    e = np.exp(out - out.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)

ff.check(softmax)
"""
RECALL = 'ff.recall("6.2")'
MISTAKES = {"relu": "absolute_value", "collapse": "b_forgotten"}  # each app answers one
APPS = {"Notebook 7": "notebooks/play.ipynb", "JupyterLab": "lab/tree/play.ipynb"}


@pytest.fixture(scope="module")
def server(chromium, tmp_path_factory):
    """The address of a server of both, with a notebook of an explorer and questions."""
    folder = tmp_path_factory.mktemp("play")
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(source)
            for source in (IMPORTS + EXPLORER, QUESTION, RECALL, ANSWER)
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    (folder / "work" / ".progress").mkdir(parents=True)
    for name, mistake in MISTAKES.items():
        record = json.dumps({"attempts": 1, "mistakes": [mistake]})
        (folder / "work" / ".progress" / f"{name}.json").write_text(record)
    nbformat.write(notebook, folder / "work" / "play.ipynb")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        *(sys.executable, "-m", "notebook", "--no-browser", "--allow-root", f"--port={port}"),
        *("--IdentityProvider.token=", f"--ServerApp.root_dir={folder / 'work'}"),
        "--JupyterNotebookApp.expose_app_in_browser=True",
        "--LabApp.expose_app_in_browser=True",
    ]
    with open(folder / "log", "w") as log:
        process = subprocess.Popen(
            command, env=lab_server.fresh_user(folder), stdout=log, stderr=log
        )
    try:
        address = f"http://127.0.0.1:{port}/"
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(address + "api", timeout=2).close()
                break
            time.sleep(0.3)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture(scope="module", params=APPS)
def page(request, chromium, server):
    """The notebook, run from top to bottom, in one of the two."""
    page = chromium.new_page(viewport={"width": 1280, "height": 1200})
    page.set_default_timeout(90_000)
    page.goto(server + APPS[request.param])
    page.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status"
        " === 'idle'"
    )
    if request.param == "JupyterLab":
        execute(page, "application:toggle-left-area")
    execute(page, "notebook:run-all-cells")
    page.locator(".feedforward-question [role=slider][aria-label]").wait_for()
    page.locator(".feedforward-explorer [role=slider][aria-label]").first.wait_for()
    page.locator(".feedforward-recall").wait_for()
    page.set_default_timeout(20_000)
    yield page
    page.close()


def execute(page, command):
    page.evaluate("command => { window.jupyterapp.commands.execute(command) }", command)


def said(page):
    return page.locator(".feedforward-said p")


def handle(page, label):
    return page.locator(f".feedforward-explorer [role=slider][aria-label={label}]")


def test_an_arrow_key_moves_the_focused_slider_and_not_the_selected_cell(page):
    active = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    handle(page, "rate").focus()
    before = page.evaluate(active)
    page.keyboard.press("ArrowUp")
    said(page).get_by_text("rate 1.1").wait_for()
    page.keyboard.press("ArrowDown")
    said(page).get_by_text("rate 1.0").wait_for()
    assert handle(page, "rate").evaluate("e => e === document.activeElement")
    assert page.evaluate(active) == before


def test_enter_presses_a_focused_button_and_play_runs_to_the_end(page):
    row = page.locator(".feedforward-stepper")
    row.get_by_role("button", name="one step on").focus()
    page.keyboard.press("Enter")
    said(page).get_by_text("step 4").wait_for()
    row.get_by_role("button", name="one step back").press("Enter")
    said(page).get_by_text("step 3").wait_for()
    row.get_by_role("button", name="play").click()
    said(page).get_by_text("step 9").wait_for()
    page.get_by_role("button", name="reset").press("Enter")
    said(page).get_by_text("step 3").wait_for()


def test_a_recalled_mistake_is_answered_by_keyboard(page):
    recalled = page.locator(".feedforward-recall")
    recalled.get_by_text("1. From 6.1").wait_for()
    active = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    first = recalled.get_by_role("button").first
    first.focus()
    before = page.evaluate(active)
    page.keyboard.press("Enter")
    recalled.locator("[role=status] .feedforward-verdict").wait_for()
    page.keyboard.press("Tab")
    second = recalled.get_by_role("button").nth(1)
    assert second.evaluate("e => e === document.activeElement")
    assert page.evaluate(active) == before


def test_copy_as_code_puts_the_line_on_the_clipboard_and_shows_it(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    handle(page, "rate").press("ArrowUp")
    said(page).get_by_text("rate 1.1").wait_for()
    page.get_by_role("button", name="copy as code").press("Enter")
    page.locator(".feedforward-line").get_by_text("Copied.").wait_for()
    line = page.locator(".feedforward-line code").inner_text()
    assert line.startswith("ff.explore_rate(") and line.endswith("rate=1.1)")
    assert page.evaluate("navigator.clipboard.readText()") == line
    page.get_by_role("button", name="reset").click()
    page.locator(".feedforward-line").wait_for(state="hidden")


def test_the_question_about_the_code_unfolds_below_the_verdict_and_is_answered(page):
    page.get_by_role("button", name="One question about your code").press("Enter")
    asked = page.locator(".feedforward-own-code .feedforward-question")
    asked.get_by_text("of your code is").wait_for()
    asked.get_by_role("button").first.click()
    asked.get_by_role("status").wait_for()


@pytest.mark.parametrize("width", [1280, 800, 700])
def test_two_panels_stay_side_by_side_and_nothing_scrolls_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 1200})
    # Both at one moment, since a page that is being laid out moves.
    boxes = "panels => panels.slice(0, 2).map(panel => panel.getBoundingClientRect().toJSON())"
    left, right = page.locator(".feedforward-panels > *").evaluate_all(boxes)
    assert left["y"] == right["y"] and left["x"] + left["width"] <= right["x"]
    assert abs(left["width"] - right["width"]) < 1
    for output in page.locator(".jp-OutputArea-output").all():
        assert output.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_the_tracks_and_the_readouts_of_controls_line_up(page):
    page.set_viewport_size({"width": 1280, "height": 1200})
    rate = page.locator(".feedforward-explorer .widget-slider", has_text="rate").first
    label, readout = rate.locator("label").bounding_box(), rate.locator(".widget-readout")
    track = rate.locator(".slider-container").bounding_box()
    assert label["x"] + label["width"] <= track["x"]
    assert track["x"] + track["width"] <= readout.bounding_box()["x"]


def test_a_picture_has_two_pixels_for_each_of_css_and_is_dark_on_a_dark_page(page):
    image = page.locator(".feedforward-explorer img.feedforward-picture").first
    page.set_viewport_size({"width": 1280, "height": 1200})
    natural, shown = image.evaluate("e => [e.naturalWidth, e.getBoundingClientRect().width]")
    assert natural == 2 * shown
    look = "e => getComputedStyle(e).filter"
    assert image.evaluate(look) == "none"
    page.evaluate("() => { document.body.dataset.jpThemeLight = 'false' }")
    assert image.evaluate(look) == "invert(1) hue-rotate(180deg)"
    page.evaluate("() => { document.body.dataset.jpThemeLight = 'true' }")


def test_axe_finds_nothing_in_explorers_and_questions(page, web_modules):
    page.add_script_tag(path=str(web_modules / "axe-core" / "axe.min.js"))
    found = page.evaluate(
        "async () => (await axe.run({include: ['.feedforward-explorer', '.feedforward-question']}))"
        ".violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 160))])"
    )
    assert found == []


def test_questions_to_recall_are_skipped_by_keyboard(page):
    recalled = page.locator(".feedforward-recall")
    recalled.get_by_role("button", name="Skip").press("Enter")
    recalled.get_by_text("Skipped.").wait_for()
    recalled.get_by_text("3. From 6.1").wait_for(state="hidden")  # not answered by any test here
