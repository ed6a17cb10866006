"""The site in a real browser: every page whole, nothing asked of another host, accessible."""

import functools
import gzip
import http.server
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from filelock import FileLock
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from project import ROOT, WRITTEN
from site_pages import page_of

WEB = ROOT / "web"
AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
PAGES = [
    "index",
    *WRITTEN,
    "notation",
    "glossary",
    "references",
    *(f"answers/{s}" for s in WRITTEN),
]
EXPLORER = re.compile(r"^ff\.(explore_\w+|find_the_bug)\(", re.MULTILINE)
SITE_LIMIT, PAGE_LIMIT = 30_000_000, 1_000_000  # bytes


@pytest.fixture(scope="session")
def site(shared_folder, executed_chapter, web_modules):
    """The folder of the built site, which is built once for all processes that test."""
    shared = shared_folder / "site"
    with FileLock(f"{shared}.lock"):
        if not (shared / "html" / "index.html").exists():
            for section in WRITTEN:
                executed_chapter(section)
            build = [sys.executable, ROOT / "tools" / "build_site.py"]
            places = {"out": shared / "html", "work": shared / "pages"}
            places["executed"] = shared_folder / "executed"
            for option, place in places.items():
                build += [f"--{option}", place]
            built = subprocess.run(list(map(str, build)), capture_output=True, text=True)
            assert built.returncode == 0, built.stdout + built.stderr
    return shared / "html"


@pytest.fixture
def visit(chromium, site):
    """A function (name, width) -> page, and the troubles seen on its pages.

    formulas=False leaves them unset, which is quicker.
    """
    contexts, troubles = [], []

    def open_page(name, width=1280, formulas=True, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        if not formulas:
            context.route("**/mathjax/**", lambda route: route.fulfill(body=""))
        page = context.new_page()

        def note_console(message):
            if message.type == "error":
                troubles.append(f"console: {message.text}")

        def note_request(request):
            if not request.url.startswith(("file:", "data:", "blob:")):
                troubles.append(f"asked {request.url}")

        page.on("console", note_console)
        page.on("request", note_request)
        page.on("requestfailed", lambda request: troubles.append(f"not found: {request.url}"))
        page.on("pageerror", lambda error: troubles.append(f"page error: {error}"))
        page.goto((site / f"{name}.html").as_uri())
        if formulas:
            page.wait_for_function(
                "() => window.MathJax === undefined || (window.MathJax.startup?.promise && "
                "window.MathJax.startup.promise.then(() => true))"
            )
        return page

    yield open_page, troubles
    for context in contexts:
        context.close()


# One test for each page and width, since to load a page takes longer than to look at it.
@pytest.mark.parametrize("name", [*PAGES, "search"])
def test_a_page_is_whole_asks_nobody_and_has_no_fault_of_accessibility(visit, name):
    open_page, troubles = visit
    page = open_page(name, color_scheme="light")
    assert page.locator("h1").count() >= 1
    assert page.locator("mjx-merror").count() == 0
    assert name not in PAGES or page.evaluate(UNSET_FORMULAS) == []
    assert page.locator("img:not([alt]), article :not(.cards a) > img[alt='']").count() == 0
    check_links(local_links(page))
    assert troubles == []
    check_accessibility(page)  # axe reads the style sheets again, which a page from a disk may not


@pytest.mark.parametrize("name", [*PAGES, "search"])
def test_a_page_is_accessible_and_scrolls_only_code_sideways_on_a_telephone(visit, name):
    page = visit[0](name, width=390, color_scheme="dark")
    if name in PAGES and not name.startswith("answers"):
        page.wait_for_function("() => document.querySelector('article').dataset.fitted")
        assert page.evaluate(TOO_WIDE) == []
        assert page.evaluate(STRAY_PUNCTUATION) == []
    check_accessibility(page)


def check_links(links):
    for link in links:
        path, _, anchor = link.removeprefix("file://").partition("#")
        target = Path(unquote(path))
        assert target.is_file(), link
        if anchor:
            assert f'id="{unquote(anchor)}"' in target.read_text(encoding="utf-8"), link


def check_accessibility(page):
    """Look for faults with axe. This comes last: it replaces each formula by a box."""
    page.evaluate(FORMULAS_TO_BOXES)
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run()")["violations"]
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in found] == []
    assert page.locator("th").evaluate_all("all => all.filter(h => !h.textContent.trim())") == []


# Text outside of code that still has the marks of a formula, which MathJax would have set.
UNSET_FORMULAS = """() => {
  const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest('pre, code, script, style, mjx-container, title')) continue;
    if (/\\$|\\\\\\(|\\\\[a-z]+\\{/.test(node.textContent)) found.push(node.textContent.trim());
  }
  return found;
}"""


def local_links(page):
    """Every address on the page that is not on another host."""
    links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    return {link for link in links if link.startswith("file:")}


# MathJax's own elements are many, and the same on every page. axe would look at each of them.
# What takes a formula's place is as large, so that what scrolls goes on scrolling.
FORMULAS_TO_BOXES = """() => {
  const formulas = [...document.querySelectorAll('mjx-container')];
  const sizes = formulas.map(formula => formula.getBoundingClientRect());
  formulas.forEach((formula, i) => {
    const box = document.createElement('span');
    box.textContent = 'x';
    box.style = `display: inline-block; width: ${sizes[i].width}px; height: ${sizes[i].height}px`;
    formula.replaceWith(box);
  });
}"""
# Commas and full stops that stand on the line below the formula before them.
STRAY_PUNCTUATION = """() => [...document.querySelectorAll('article mjx-container:not([display])')]
  .map(formula => {
    const after = (formula.closest('.math') ?? formula).nextSibling;
    if (!/^[.,;:?!)]/.test(after?.data ?? '')) return '';
    const range = document.createRange();
    range.setStart(after, 0);
    range.setEnd(after, 1);
    const [mark, set] = [range, formula].map(part => part.getBoundingClientRect());
    return mark.width && mark.left < set.left ? formula.parentElement.textContent : '';
  }).filter(Boolean)"""
# Tables and pages that are wider than the screen.
TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll('article table')]
  .filter(part => part.scrollWidth > part.clientWidth + 1)
  .map(part => part.outerHTML.slice(0, 150))"""


def test_a_wide_picture_keeps_a_readable_size_on_a_telephone_and_scrolls_by_keyboard(visit):
    page = visit[0]("6.8_backprop", width=390)
    page.wait_for_function("() => document.querySelector('article').dataset.fitted")
    graph = page.locator("figure.frames .feedforward-scroll").first
    share = "box => box.firstElementChild.clientWidth / box.firstElementChild.getAttribute('width')"
    assert graph.evaluate(share) == pytest.approx(0.75, abs=0.01)
    assert graph.evaluate("box => getComputedStyle(box, '::after').content") != "none"
    # It opens with the active part in view, which is J at its right end.
    at_its_end = "box => box.scrollLeft >= box.scrollWidth - box.clientWidth - 1"
    page.wait_for_function(at_its_end, arg=graph.element_handle())
    graph.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(f"box => !({at_its_end})(box)", arg=graph.element_handle())
    step = page.locator("figure.frames input").first
    step.fill(step.get_attribute("max"))
    page.wait_for_function("box => box.scrollLeft === 0", arg=graph.element_handle())
    page.set_viewport_size({"width": 800, "height": 900})
    page.wait_for_function("box => !box.hasAttribute('tabindex')", arg=graph.element_handle())
    assert graph.evaluate("box => box.scrollWidth <= box.clientWidth")


def explorers_of(section):
    """Count the explorers that a section's notebook shows."""
    chapter = nbformat.read(ROOT / "chapters" / f"{section}.ipynb", as_version=4)
    return sum(len(EXPLORER.findall(c.source)) for c in chapter.cells if c.cell_type == "code")


# What a reader is shown of an explorer: addresses of its pictures, their alt texts, and its words.
SHOWN = """figure => ({
  pictures: [...figure.querySelectorAll('img')].map(image => image.getAttribute('src')),
  alts: [...figure.querySelectorAll('img')].map(image => image.alt),
  words: figure.querySelector('.frames-words').textContent,
  drawn: [...figure.querySelectorAll('img')].every(image => image.naturalWidth > 0),
})"""


@pytest.mark.parametrize("section", WRITTEN)
def test_every_explorer_moves_by_keyboard(visit, section):
    open_page, troubles = visit
    page = open_page(section, formulas=False)
    figures = page.locator("figure.frames")
    assert figures.count() == explorers_of(section)
    for figure in figures.all():
        control = figure.locator("input, select")
        control.focus()
        page.keyboard.press("Home")
        seen = []
        for i in range(control.evaluate("c => Number(c.max ?? c.options.length - 1)") + 1):
            if i:
                page.keyboard.press(
                    "ArrowDown" if control.evaluate("c => c.options") else "ArrowRight"
                )
            figure.and_(page.locator(f"[data-shown='{i}']")).wait_for()
            seen.append(figure.evaluate(SHOWN))
        assert all(shown["drawn"] for shown in seen)
        for part in ("pictures", "alts", "words"):
            assert len({str(shown[part]) for shown in seen}) > 1, (control.inner_text(), part)
        assert all(a != b for a, b in zip(seen, seen[1:], strict=False))
        assert not any("blank" in shown["words"] for shown in seen)
    assert troubles == []


def test_an_explorer_plays_and_stops(visit):
    page = visit[0]("6.1_xor", formulas=False)
    figure = page.locator("figure.frames:has(button)").first
    play, control = figure.locator("button"), figure.locator("input")
    last, shown = control.get_attribute("max"), figure.element_handle()
    shown.evaluate(RECORD_PICTURES)
    play.click()
    page.wait_for_function("figure => figure.seen.includes('2')", arg=shown)
    play.click()
    stopped = control.input_value()
    assert 2 <= int(stopped) < int(last)
    control.fill(last)
    shown.evaluate("figure => { figure.seen = []; }")
    play.click()  # from the end it begins anew
    page.wait_for_function("figure => figure.seen.includes('1')", arg=shown)


# A busy machine may be too late to see a picture while it is shown.
RECORD_PICTURES = """figure => {
  figure.seen = [];
  new MutationObserver(() => figure.seen.push(figure.dataset.shown))
    .observe(figure, {attributes: true, attributeFilter: ['data-shown']});
}"""


@pytest.mark.parametrize("section", WRITTEN)
def test_answers_are_not_on_the_page_of_the_section(visit, section):
    page = visit[0](section, formulas=False)
    assert page.locator("article", has_text="raise NotImplementedError").count() == 1
    link = page.get_by_role("link", name="An answer").first
    link.click()
    assert page.url.split("#")[0].endswith(f"answers/{section}.html")


@pytest.mark.parametrize("section", WRITTEN[1:])
def test_a_question_keeps_its_replies_folded(visit, section):
    page = visit[0](section, formulas=False)
    assert page.get_by_text("Predict.").count() >= 1
    recalled = page.locator("article details > summary", has_text=re.compile(r"^\s*1\. "))
    assert recalled.evaluate("summary => summary.parentElement.open") is False
    assert page.locator("pre", has_text="ff.ask").count() == 0
    assert page.locator("pre", has_text="ff.recall").count() == 0


PAPER = 718  # CSS pixels of a sheet of A4 between margins of 1 cm
# What stands further to the right than the paper goes, or than the part that would cut it off.
CUT = """(paper) => [...document.querySelectorAll('article :is(img, pre, table, mjx-container)')]
  .filter(part => {
    const edge = Math.max(part.getBoundingClientRect().right, ...[...part.children]
      .filter(child => child.tagName !== 'MJX-ASSISTIVE-MML')
      .map(child => child.getBoundingClientRect().right));
    return edge > paper + 1;
  }).map(part => part.outerHTML.slice(0, 150))"""
FOLDED = "article details:not([open], .choice):visible"


@pytest.mark.parametrize("section", WRITTEN)
def test_a_section_is_printed_whole_on_white_without_its_hints(visit, section):
    page = visit[0](section, width=PAPER, color_scheme="dark")
    page.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    page.locator(".btn-print-button").click()
    page.emulate_media(media="print")
    assert page.evaluate(CUT, PAPER) == []
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.locator("article details[open]").count() >= 1
    assert page.locator(FOLDED).count() == 0
    for part in (".hint", ".outcome", ".solution", ".bd-sidebar-primary", ".btn-print-button"):
        assert page.locator(f"{part}:visible").count() == 0, part
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.locator("article details[open]").count() == 0


def test_a_section_s_notebook_can_be_downloaded_as_learners_begin_with_it(visit, site):
    page = visit[0]("6.1_xor", formulas=False)
    address = page.locator("a.btn-notebook-button").get_attribute("href")
    assert (site / address).read_bytes() == (ROOT / "chapters" / "6.1_xor.ipynb").read_bytes()


def test_the_buttons_that_launch_a_notebook_follow_one_file(site, tmp_path):
    web, pages = tmp_path / "web", tmp_path / "pages"
    shutil.copytree(WEB, web, ignore=shutil.ignore_patterns("node_modules"))
    (web / "node_modules").symlink_to(WEB / "node_modules")
    settings = web / "settings.toml"
    ours = 'repository = "https://github.com/someone/book"'
    settings.write_text(settings.read_text().replace('repository = ""', ours, 1))
    pages.mkdir()
    shutil.copy(ROOT / "chapters" / "6.1_xor.ipynb", pages)
    (pages / "index.md").write_text("# Book\n\n```{toctree}\n6.1_xor\n```\n")
    command = ["-m", "sphinx", "-q", "-b", "html", "-c", web, pages, tmp_path / "html"]
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    page = (tmp_path / "html" / "6.1_xor.html").read_text(encoding="utf-8")
    path = "chapters/6.1_xor.ipynb"
    assert f"https://mybinder.org/v2/gh/someone/book/main?urlpath=lab/tree/{path}" in page
    assert f"https://colab.research.google.com/github/someone/book/blob/main/{path}" in page
    ours = (site / "6.1_xor.html").read_text(encoding="utf-8")
    assert "mybinder" not in ours and "colab" not in ours


@pytest.fixture
def served(site):
    """The address of the site on a server: pages from a disk may not read each other."""
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    handler = functools.partial(quiet, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("word", ["relu", "softmax"])
def test_the_search_finds_a_word_of_the_book_and_shows_no_latex(chromium, served, word):
    page = chromium.new_page()
    page.goto(f"{served}/search.html?q={word}")
    page.locator("#search-results li p.context").first.wait_for()
    page.wait_for_load_state("networkidle")
    results = page.locator("#search-results").inner_text()
    assert not re.search(r"\$|\\[a-zA-Z(\[]", results)
    page.close()


def test_nothing_lies_over_the_words_that_are_searched_for(visit):
    page = visit[0]("search")
    field = page.locator(".bd-search input:visible").first
    glass = page.locator(".bd-search .fa-magnifying-glass:visible").first.bounding_box()
    indent = field.evaluate("field => parseFloat(getComputedStyle(field).paddingLeft)")
    assert field.bounding_box()["x"] + indent >= glass["x"] + glass["width"]


def test_the_whole_site_is_within_its_budget(site):
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < SITE_LIMIT


@pytest.mark.parametrize("name", ["index", *WRITTEN])
def test_a_page_fetches_little_before_its_pictures(chromium, served, site, name):
    page = chromium.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served}/{name}.html", wait_until="networkidle")
    assert all(url.startswith((served, "data:", "blob:")) for url in asked)
    files = {unquote(urlsplit(url).path) for url in asked if url.startswith(served)}
    files = {path for path in files if not path.startswith("/pictures/")}  # they are lazy
    assert sum(transferred(site / path[1:]) for path in files) < PAGE_LIMIT
    page.close()


def transferred(path):
    """Bytes of a file as servers send it: text compressed, fonts and pictures as they are."""
    content = path.read_bytes()
    return len(gzip.compress(content)) if path.suffix in (".html", ".css", ".js") else len(content)


@pytest.mark.parametrize("section", WRITTEN)
def test_pictures_lie_beside_a_page_and_wait_until_they_are_near(site, section):
    page = (site / f"{section}.html").read_text(encoding="utf-8")
    images = re.findall(r"<img [^>]*>", page)
    assert images
    for image in images:
        assert 'loading="lazy"' in image and 'src="pictures/' in image, image[:200]


@pytest.mark.parametrize("section", WRITTEN)
def test_no_page_shows_what_a_kernel_says_of_itself(site, section):
    page = (site / f"{section}.html").read_text(encoding="utf-8")
    assert re.findall(r'<div class="output stderr.*?<pre>(.*?)</pre>', page, re.DOTALL) == []
    assert "Traceback" not in page and "is not installed, so this cell" not in page


def test_headings_look_like_a_hierarchy(visit):
    page = visit[0]("6.5_losses", formulas=False)
    size = "h => parseFloat(getComputedStyle(h).fontSize)"
    sizes = [page.locator(f"article h{level}").first.evaluate(size) for level in (1, 2, 3)]
    text = page.locator("article p").first.evaluate(size)
    assert all(above > 1.2 * below for above, below in zip(sizes, [*sizes[1:], text], strict=True))


def test_a_button_copies_code(visit):
    page = visit[0]("6.1_xor", formulas=False)
    block = page.locator("article .cell_input .highlight").first
    block.hover()
    block.locator("button.copy").click()
    block.get_by_text("Copied").wait_for()
    field = page.locator("article input").first.evaluate_handle(
        "() => document.body.appendChild(document.createElement('textarea'))"
    )
    field.as_element().focus()
    page.keyboard.press("Control+V")
    assert field.evaluate("field => field.value") == block.locator("pre").inner_text()


def test_a_figure_has_no_code_and_its_caption_looks_like_one():
    figure = new_code_cell("ff.figures.four_points()", outputs=[])
    caption = new_markdown_cell("*Figure 6.1. Four points.*")
    page = page_of(new_notebook(cells=[figure, caption]), "6.1_xor", new_notebook(), None)
    assert page.cells[0].metadata["tags"] == ["remove-input"]
    assert page.cells[1].source.startswith("{.picture-caption}\n*Figure 6.1.")


def test_what_a_cell_prints_is_whole_however_the_kernel_has_cut_it():
    pieces = ["B = 16: 1.1 us", ", 0.9 MB\n", "B = 32\n"]
    outputs = [new_output("stream", name="stdout", text=text) for text in pieces]
    cell = new_code_cell("print()", outputs=outputs)
    page = page_of(new_notebook(cells=[cell]), "6.1_xor", new_notebook(), None)
    assert [output.text for output in page.cells[0].outputs] == ["".join(pieces)]


def test_the_file_of_symbols_is_a_page_of_the_site():
    text = new_markdown_cell("The file `NOTATION.md` compares them; see the\nfile `NOTATION.md`.")
    page = page_of(new_notebook(cells=[text]), "6.1_xor", new_notebook(), None)
    link = "page [Notation](notation.md)"
    assert page.cells[0].source == f"The {link} compares them; see the {link}."


def test_pictures_have_the_same_size_in_both_themes(visit):
    sizes = "all => all.map(image => [image.clientWidth, image.offsetWidth, image.offsetHeight])"
    light, dark = (
        visit[0]("6.5_losses", color_scheme=theme).locator("article img").evaluate_all(sizes)
        for theme in ("light", "dark")
    )
    assert light == dark


def test_a_stacked_table_keeps_its_entries_beside_their_columns(visit):
    page = visit[0]("6.6_gradient_descent", width=280)  # at 390 the tables of today fit as they are
    page.wait_for_function("() => document.querySelector('article').dataset.fitted")
    overlapping = page.locator("article table.stacked td:has(.entry)").evaluate_all(OVERLAPPING)
    assert page.locator("article table.stacked").count() > 0 and overlapping == []


# The cells of a stacked table in which the name of the column reaches into the entry.
OVERLAPPING = """cells => cells.filter(cell => {
  const name = document.createRange();
  name.selectNodeContents(cell.querySelector('.column'));
  const entry = cell.querySelector('.entry').getBoundingClientRect();
  return name.getBoundingClientRect().right > entry.left;
}).map(cell => cell.textContent)"""


def test_a_narrow_table_breaks_no_name_in_code(visit):
    page = visit[0]("notation", width=390)
    page.wait_for_function("() => document.querySelector('article').dataset.fitted")
    rows = "all => all.map(word => word.getClientRects().length)"
    assert set(page.locator("article table code .pre").evaluate_all(rows)) == {1}


def test_a_term_leads_to_its_entry_in_the_glossary(visit):
    page = visit[0]("6.1_xor")
    page.get_by_role("link", name="affine layer").first.click()
    page.wait_for_url("**/glossary.html#term-affine-layer")  # and for all that it shows
    assert page.locator("#term-affine-layer").count() == 1


def test_a_problem_has_its_solution_folded_below_it():
    ids = ("problems-6-1", "problem-6-1-1")
    asked = [new_markdown_cell("Where? Why?", id=cell) for cell in ids]
    texts = ("Each is folded.", "Why?\n\n<details>So.</details>")
    solved = [new_markdown_cell(text, id=cell) for text, cell in zip(texts, ids, strict=True)]
    page = page_of(new_notebook(cells=asked), "6.1_xor", new_notebook(cells=solved), None)
    assert tuple(cell.source for cell in page.cells) == texts
