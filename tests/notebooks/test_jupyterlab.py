"""A learner's walk in a real browser after `make learn`."""

import itertools
import json
import logging
import re
import urllib.request
from urllib.parse import urlsplit

import lab_server
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from project import WRITTEN
from tornado.websocket import WebSocketClosedError
from traitlets.config.loader import PyFileConfigLoader
from walks import WALKS

NEW_WORKSPACES = (f"visit-{number}" for number in itertools.count())


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    """(address, what JupyterLab printed) of a running JupyterLab.

    6.1 is whole. In the others, the cells that only demonstrate are left out: every chapter is run
    from top to bottom elsewhere, and their training would take most of the time here.
    """
    folder = tmp_path_factory.mktemp("learner")
    with lab_server.started(folder) as running:
        for section in WRITTEN[1:]:
            leave_out_demonstrations(folder / "chapters" / f"{section}.ipynb")
        yield running


def leave_out_demonstrations(path):
    """Keep all text, the imports, the exercises and the first explorer of a notebook."""
    notebook = nbformat.read(path, as_version=4)
    code = [c for c in notebook.cells if c.cell_type == "code"]
    explorer = next(c for c in code if c.source.startswith("ff.explore_"))
    kept = [code[0], explorer, *(c for c in code if "nbgrader" in c.metadata)]
    notebook.cells = [c for c in notebook.cells if c.cell_type != "code" or c in kept]
    nbformat.write(notebook, path)


@pytest.fixture
def visit(chromium, lab):
    """A page on the first screen, and the troubles seen on it so far."""
    address, _ = lab
    host = address.split("/")[2]
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    page, troubles = context.new_page(), []
    page.set_default_timeout(180_000)  # a busy machine takes its time

    def note_request(request):
        if request.url.startswith(("http", "ws")) and request.url.split("/")[2] != host:
            troubles.append(f"asked {request.url}")

    def note_console(message):
        if message.type == "error":
            troubles.append(f"console: {message.text}")

    context.on("request", note_request)
    page.on("websocket", note_request)
    page.on("console", note_console)
    page.on("pageerror", lambda error: troubles.append(f"page error: {error}"))
    # A workspace of its own, so that the tabs of the visit before do not come back.
    page.goto(address.replace("/lab/", f"/lab/workspaces/{next(NEW_WORKSPACES)}/", 1))
    page.locator(".jp-RenderedMarkdown h1", has_text="Start here").wait_for()
    yield page, troubles
    context.close()


def commands(page):
    """The names of all commands that the palette offers."""
    page.get_by_role("menuitem", name="View", exact=True).click()
    page.get_by_text("Activate Command Palette").click()
    labels = page.locator(".lm-CommandPalette-itemLabel")
    labels.first.wait_for(state="attached")
    names = labels.all_text_contents()
    page.keyboard.press("Escape")
    return names


def open_section(page, link):
    """Open a section by its link on the first page, and wait until its kernel is ready."""
    page.get_by_role("link", name=link).click()
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.get_by_text("| Idle").wait_for()
    return page.locator(".jp-Notebook")


def cell_with(notebook, text):
    return notebook.locator(".jp-CodeCell", has=notebook.page.get_by_text(text, exact=False)).first


def run_all(page):
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()


def answer(page, notebook, exercise, source):
    """Put source into an exercise's answer cell, run it and its check; the check's output."""
    cell = cell_with(notebook, f"def {exercise}(")
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(source)
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    return cell_with(notebook, f"ff.check({exercise})").locator(".jp-OutputArea-output")


def explorer_picture(explorer):
    """An explorer's first picture as the browser has it: a PNG's bytes or the markup of an SVG."""
    return explorer.locator("img.widget-image, svg.feedforward-diagram").first.evaluate(
        "async (picture) => picture.src"
        " ? Array.from(new Uint8Array(await (await fetch(picture.src)).arrayBuffer()))"
        " : picture.outerHTML"
    )


def wait_until(page, condition, seconds=30):
    for _ in range(10 * seconds):
        if condition():
            return
        page.wait_for_timeout(100)
    pytest.fail(f"Still not so after {seconds} s.")


def test_the_first_page_says_where_to_start_on_one_screen(visit):
    page, _ = visit
    assert page.get_by_role("link", name="6.1 XOR").is_visible()
    body = page.locator(".jp-MarkdownViewer .jp-RenderedMarkdown")
    assert body.evaluate("e => e.scrollHeight <= e.clientHeight + 1")


def test_the_table_of_symbols_is_in_the_list_of_files_and_opens(visit):
    page, troubles = visit
    assert page.locator(".jp-DirListing-item", has_text="NOTATION.md").count() == 1
    page.get_by_role("link", name="Notation").click()
    page.locator(".jp-RenderedMarkdown h1", has_text="Notation").wait_for()
    page.locator("mjx-container").first.wait_for()
    assert page.locator("mjx-merror").count() == 0
    assert troubles == []


def test_nothing_pops_up_and_nothing_is_asked_of_another_host(visit):
    page, troubles = visit
    page.wait_for_timeout(5_000)  # JupyterLab asks about its news a while after it has started
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    assert troubles == []


def test_a_learner_sees_no_commands_for_instructors(visit):
    page, _ = visit
    names = commands(page)
    assert "Run All Cells" in " ".join(names)
    shown = "\n".join([*names, page.locator("body").inner_text()]).lower()
    assert [word for word in lab_server.INSTRUCTORS_ONLY if word in shown] == []


def pressed(page, slider):
    """Press a key on a slider: once more, as a learner would, where the page was still busy."""
    slider.get_by_role("slider").press("ArrowRight")
    page.wait_for_timeout(1_000)
    return True


@pytest.mark.parametrize("section", WALKS)
def test_a_learner_opens_a_section_moves_a_slider_and_passes_an_exercise(visit, section):
    page, troubles = visit
    walk = WALKS[section]
    notebook = open_section(page, walk.link)
    assert page.locator(".jp-NotebookPanel-toolbar").get_by_text("Validate").count() == 0
    run_all(page)
    page.get_by_text("| Idle").wait_for()

    explorer = page.locator(".feedforward-explorer").first
    explorer.scroll_into_view_if_needed()
    before = explorer_picture(explorer)
    slider = explorer.locator(".widget-slider", has_text=walk.slider).first
    wait_until(page, lambda: pressed(page, slider) and explorer_picture(explorer) != before)

    wrong = answer(page, notebook, walk.exercise, walk.wrong)
    wrong.get_by_text(walk.told).wait_for()
    right = answer(page, notebook, walk.exercise, walk.right)
    right.get_by_text(walk.passed).wait_for()
    assert page.locator("mjx-merror, .jp-RenderedMarkdown .MathJax_Error").count() == 0
    assert troubles == []


def end_kernels(address):
    """Shut every kernel of the server down, as happens between two sessions of work."""
    parts = urlsplit(address)
    base, token = f"{parts.scheme}://{parts.netloc}", address.rpartition("token=")[2]
    kernels = f"{base}/api/kernels"
    with urllib.request.urlopen(f"{kernels}?token={token}") as listed:
        running = [kernel["id"] for kernel in json.load(listed)]
    for kernel in running:
        request = urllib.request.Request(f"{kernels}/{kernel}?token={token}", method="DELETE")
        urllib.request.urlopen(request).close()


def test_a_saved_notebook_shows_its_pictures_until_they_are_run_again(visit, lab):
    page, _ = visit
    address, printed = lab
    saved = new_notebook(cells=[new_code_cell("import feedforward as ff\nff.explore_pieces()")])
    saved.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(saved, printed.parent / "chapters" / "saved.ipynb")
    place = address.replace("/lab/tree/START_HERE.md", "/lab/workspaces/{}/tree/saved.ipynb")
    page.goto(place.format("save"))
    explorer = page.locator(".feedforward-explorer")
    page.get_by_text("| Idle").wait_for()
    run_all(page)
    explorer.wait_for()
    page.keyboard.press("Control+s")
    wait_until(page, lambda: "widget-view" in (printed.parent / "chapters/saved.ipynb").read_text())
    end_kernels(address)

    page.goto(place.format("reopen"))
    page.get_by_text("then this one, to make it live again.").wait_for()
    assert page.locator("img.feedforward-picture").first.get_attribute("alt").startswith("Deep.")
    assert page.get_by_text("Error displaying widget").count() == 0
    run_all(page)
    explorer.wait_for()
    assert page.get_by_text("then this one, to make it live again.").count() == 0


def test_a_learner_who_comes_back_goes_on_where_they_were(visit, lab, web_modules):
    page, troubles = visit
    # Earlier tests may have left attempts in this server's folder, so that there is a way to go on.
    begins = re.compile("Begin with the first section|Go on with")
    page.get_by_role("link", name=begins).first.wait_for()
    page.evaluate((web_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run('.jp-RenderedMarkdown')")["violations"]
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in found] == []

    notebook = open_section(page, "6.2 Structure")
    source = "import numpy as np\nimport feedforward as ff\ncompose = lambda fs: 0"
    answer(page, notebook, "compose", source).get_by_text("1st attempt").wait_for()
    page.get_by_role("button", name="Show hint 1").click()
    page.get_by_text("Hint 1 of ").wait_for()

    page.locator(".lm-TabBar-tabLabel", has_text="START_HERE.md").click()
    page.get_by_role("link", name="Go on with compose").click()
    wait_until(page, cell_with(notebook, "compose = lambda").is_visible)

    address, _ = lab
    page.keyboard.press("Control+s")
    page.goto(address.replace("START_HERE.md", "6.2_structure.ipynb"))
    left = page.locator(".jp-Cell.jp-mod-active", has_text="ff.check(compose)")
    wait_until(page, lambda: left.count() == 1)
    assert troubles == []


def test_after_a_restart_a_learner_reads_what_to_run(visit):
    page, troubles = visit
    notebook = open_section(page, "6.2 Structure")
    source = "import numpy as np\nimport feedforward as ff\nlayer_shapes = lambda sizes: []"
    answer(page, notebook, "layer_shapes", source).get_by_text("attempt").wait_for()
    check = cell_with(notebook, "ff.check(layer_shapes)")
    hint = check.get_by_role("button", name="Show hint")
    hint.wait_for()

    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_text("Restart Kernel…", exact=True).click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    hint.wait_for(state="hidden")
    below = "hints => getComputedStyle(hints, '::after').content"
    said = check.locator(".feedforward-hints").evaluate(below)
    assert "For hints, run the notebook's first code cell, the cell with your function" in said

    check.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    page.get_by_text("ff does not exist yet. Run the cell that begins with").wait_for()
    assert troubles == []


def test_every_section_is_walked():
    assert list(WALKS) == WRITTEN


def test_the_terminal_shows_the_address_and_no_complaint(lab):
    address, printed = lab
    text = printed.read_text()
    assert address in text
    assert "WARNING" not in text and "[E " not in text and "Traceback" not in text


@pytest.mark.parametrize("logger", ["asyncio", "tornado.application", "tornado.general"])
def test_a_page_closed_while_it_is_written_to_leaves_no_traceback(logger, caplog, monkeypatch):
    log = logging.getLogger(logger)
    monkeypatch.setattr(log, "filters", list(log.filters))
    # A server that an earlier test started in this process may have turned the loggers to its own.
    monkeypatch.setattr(log, "handlers", [caplog.handler])
    monkeypatch.setattr(log, "propagate", False)
    monkeypatch.setattr(log, "disabled", False)
    caplog.set_level(logging.ERROR, logger)
    monkeypatch.setenv("PYTHONSTARTUP", "")  # else the configuration sets it for later tests
    PyFileConfigLoader("jupyter_lab_config.py", str(lab_server.ROOT / "lab")).load_config()
    for error in (WebSocketClosedError(), ValueError("something else")):
        log.error("Uncaught exception in ZMQStream callback", exc_info=error)
    assert [record.exc_info[0] for record in caplog.records] == [ValueError]


def test_make_learn_starts_this_configuration():
    makefile = (lab_server.ROOT / "Makefile").read_text()
    assert " ".join(lab_server.COMMAND) in makefile
    assert " ".join(lab_server.NOTEBOOK_COMMAND) in makefile
