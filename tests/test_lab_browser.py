"""What a learner meets in a real browser after `make learn`."""

import itertools

import lab_server
import pytest

INSTRUCTORS_ONLY = (
    "formgrader",
    "assignment",
    "course list",
    "validate",
    "jupytext",
    "extension manager",
    "jupyterlab news",
)
NEW_WORKSPACES = (f"visit-{number}" for number in itertools.count())
WRONG_RELU = "def relu(z): return np.abs(z)"
RIGHT_RELU = "def relu(z): return np.maximum(z, 0)"


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    """(address, what JupyterLab printed) of a running JupyterLab."""
    with lab_server.started(tmp_path_factory.mktemp("learner")) as running:
        yield running


@pytest.fixture
def visit(chromium, lab):
    """A page on the first screen, and the troubles seen on it so far."""
    address, _ = lab
    host = address.split("/")[2]
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    page, troubles = context.new_page(), []
    page.set_default_timeout(60_000)

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


def open_xor(page):
    """Open 6.1 by its link on the first page, and wait until its kernel is ready."""
    page.get_by_role("link", name="6.1 XOR").click()
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.get_by_text("| Idle").wait_for()
    return page.locator(".jp-Notebook")


def cell_with(notebook, text):
    return notebook.locator(".jp-CodeCell", has=notebook.page.get_by_text(text, exact=False)).first


def run_all(page):
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()


def answer(page, notebook, source):
    """Put source into the answer cell of relu, run it and its check, return the check's output."""
    cell = cell_with(notebook, "def relu(z)")
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(source)
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    return cell_with(notebook, "ff.check(relu)").locator(".jp-OutputArea-output")


def explorer_picture(page):
    """The bytes of the explorer's picture, as the browser has them."""
    image = page.locator("img.widget-image").first
    image.scroll_into_view_if_needed()
    return image.evaluate(
        "async (img) => Array.from(new Uint8Array(await (await fetch(img.src)).arrayBuffer()))"
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
    assert [word for word in INSTRUCTORS_ONLY if word in shown] == []


def test_a_learner_opens_6_1_moves_a_slider_and_passes_an_exercise(visit):
    page, troubles = visit
    notebook = open_xor(page)
    assert page.locator(".jp-NotebookPanel-toolbar").get_by_text("Validate").count() == 0
    run_all(page)

    before = explorer_picture(page)
    slider = page.locator(".widget-slider", has_text="c[0]").first
    slider.get_by_role("slider").press("ArrowRight")
    wait_until(page, lambda: explorer_picture(page) != before)

    wrong = answer(page, notebook, WRONG_RELU)
    wrong.get_by_text("Negative entries come back positive: this is |z|.").wait_for()
    right = answer(page, notebook, RIGHT_RELU)
    right.get_by_text("relu: passed (1 of 1 point)").wait_for()
    assert troubles == []


def test_the_terminal_shows_the_address_and_no_complaint(lab):
    address, printed = lab
    text = printed.read_text()
    assert address in text
    assert "WARNING" not in text and "[E " not in text and "Traceback" not in text


def test_make_learn_starts_this_configuration():
    assert " ".join(lab_server.COMMAND) in (lab_server.ROOT / "Makefile").read_text()
