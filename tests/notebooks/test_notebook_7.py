"""A learner's visit in a real browser after `make learn-notebook`."""

import lab_server
import nbformat
import pytest
from playwright.sync_api import expect
from project import ROOT

from autograde.course.blanks import TEXT

IMPORTS = "import numpy as np\nimport feedforward as ff\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of the first page in Notebook 7."""
    folder = tmp_path_factory.mktemp("notebook_7")
    with lab_server.started(folder, lab_server.NOTEBOOK_COMMAND) as (address, _):
        yield address


@pytest.fixture
def notebook_7(chromium, address):
    """The first page, opened in a browser that has never been there."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(180_000)  # a busy machine takes its time
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def test_a_learner_starts_on_the_first_page_and_goes_on_from_exercise_to_exercise(notebook_7):
    first = notebook_7
    first.locator(".jp-RenderedMarkdown h1", has_text="start here").wait_for()
    with first.expect_popup() as opened:
        first.get_by_role("link", name="Begin with the first section").click()
    section = opened.value
    section.wait_for_function("() => window._JUPYTERLAB?.['feedforward-book']")

    answer = "relu = lambda z: np.maximum(z, 0)"
    section.locator(".jp-CodeCell", has_text="def relu(").first.locator(".cm-content").click()
    section.keyboard.press("Control+a")
    section.keyboard.insert_text(IMPORTS + answer)
    expect(section.locator(".jp-CodeCell", has_text=answer)).to_be_visible()
    section.keyboard.press("Shift+Enter")
    section.keyboard.press("Shift+Enter")
    onward = section.locator("p", has_text="Next exercise:").get_by_role("link")
    following = onward.inner_text()
    onward.click()
    cell = section.locator(".jp-CodeCell", has_text=f"def {following}(")
    expect(cell).to_be_in_viewport(timeout=90_000)
    assert first.context.pages == [first, section]

    # A browser without windows does not tell a page that its tab has come to the front.
    first.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    with first.expect_popup() as opened:
        first.get_by_role("link", name=f"Go on with {following}").click()
    cell = opened.value.locator(".jp-CodeCell", has_text=f"def {following}(")
    expect(cell).to_be_in_viewport(timeout=90_000)


def test_an_open_answer_is_written_as_its_cell_says(notebook_7):
    """A double click would show the source, and then take letters for commands."""
    page = notebook_7
    notebook = nbformat.read(ROOT / "chapters" / "6.1_xor.ipynb", as_version=4)
    open_answer = next(cell.id for cell in notebook.cells if cell.source == TEXT)
    cells = len(notebook.cells)
    section = "/notebooks/6.1_xor.ipynb"
    page.goto(page.url.replace("/edit/START_HERE.md", section) + f"#cell-id={open_answer}")
    page.wait_for_function("() => window._JUPYTERLAB?.['feedforward-book']")
    told = page.locator(".jp-RenderedMarkdown", has_text=TEXT.strip("*"))
    told.click()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("A bend is needed.")
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".jp-RenderedMarkdown p", has_text="A bend is needed.")).to_be_visible()
    expect(told).to_have_count(0)
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells


def test_a_learner_sees_nothing_that_is_for_instructors(notebook_7):
    page = notebook_7
    page.goto(page.url.replace("/edit/START_HERE.md", "/notebooks/6.1_xor.ipynb"))
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.get_by_role("menuitem", name="Kernel", exact=True).wait_for()
    page.wait_for_function("() => window._JUPYTERLAB?.['feedforward-book']")
    shown = page.locator("#top-panel, #menu-panel, .jp-Toolbar").all_inner_texts()
    shown = "\n".join(shown).lower()
    assert "kernel" in shown
    assert [word for word in (*lab_server.INSTRUCTORS_ONLY, "nbgrader") if word in shown] == []
