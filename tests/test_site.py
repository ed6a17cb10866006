"""The site in a real browser: every page whole, nothing asked of another host, accessible."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from filelock import FileLock
from nbformat.v4 import new_markdown_cell, new_notebook
from test_notebooks import WRITTEN

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tools"))
from site_pages import page_of  # noqa: E402

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
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="session")
def site(tmp_path_factory, web_modules):
    """The folder of the built site; built once, also where several processes test."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "site"
    with FileLock(f"{shared}.lock"):
        if not (shared / "html" / "index.html").exists():
            build = [sys.executable, ROOT / "tools" / "build_site.py", "--out", shared / "html"]
            built = subprocess.run(
                [*map(str, build), "--work", str(shared / "pages")], capture_output=True, text=True
            )
            assert built.returncode == 0, built.stdout + built.stderr
    return shared / "html"


@pytest.fixture
def visit(chromium, site):
    """A function (name, width) -> page, and the troubles seen on its pages."""
    contexts, troubles = [], []

    def open_page(name, width=1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
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
        page.wait_for_function(
            "() => window.MathJax === undefined || (window.MathJax.startup?.promise && "
            "window.MathJax.startup.promise.then(() => true))"
        )
        return page

    yield open_page, troubles
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_whole_and_asks_nobody(visit, name):
    open_page, troubles = visit
    page = open_page(name)
    assert page.locator("h1").count() >= 1
    assert page.locator("mjx-merror").count() == 0
    prose = page.evaluate(UNSET_FORMULAS)
    assert prose == []
    assert page.locator("img:not([alt]), img[alt='']").count() == 0
    assert troubles == []


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


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_a_page_leads_somewhere(visit, name):
    open_page, _ = visit
    for link in local_links(open_page(name)):
        path, _, anchor = link.removeprefix("file://").partition("#")
        target = Path(unquote(path))
        assert target.is_file(), link
        if anchor:
            assert f'id="{unquote(anchor)}"' in target.read_text(encoding="utf-8"), link


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_serious_fault_of_accessibility(visit, name):
    page = visit[0](name)
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run('article')")["violations"]
    serious = [v for v in found if v["impact"] in SERIOUS]
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in serious] == []


@pytest.mark.parametrize("name", ["index", *WRITTEN])
def test_a_page_fits_a_telephone(visit, name):
    page = visit[0](name, width=375)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.mark.parametrize("section", WRITTEN)
def test_answers_are_not_on_the_page_of_the_section(visit, section):
    page = visit[0](section)
    assert page.locator("article", has_text="raise NotImplementedError").count() == 1
    link = page.get_by_role("link", name="An answer").first
    link.click()
    assert page.url.split("#")[0].endswith(f"answers/{section}.html")


@pytest.mark.parametrize("section", WRITTEN[1:])
def test_a_question_keeps_its_replies_folded(visit, section):
    page = visit[0](section)
    assert page.get_by_text("Predict.").count() >= 1
    assert page.locator("pre", has_text="ff.ask").count() == 0


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
    page = visit[0]("6.1_xor")
    address = page.locator("a.btn-notebook-button").get_attribute("href")
    assert (site / address).read_bytes() == (ROOT / "chapters" / "6.1_xor.ipynb").read_bytes()


def test_code_in_an_output_can_be_read_in_the_dark(visit):
    page = visit[0]("6.1_xor", color_scheme="dark")
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run('article', {runOnly: ['color-contrast']})")["violations"]
    assert [n["html"][:200] for v in found for n in v["nodes"]] == []


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


def test_the_search_finds_a_word_of_the_book(visit):
    page = visit[0]("search")
    page.goto(page.url + "?q=relu")
    page.locator("#search-results li a").first.wait_for()


def test_a_term_leads_to_its_entry_in_the_glossary(visit):
    page = visit[0]("6.1_xor")
    page.get_by_role("link", name="affine layer").first.click()
    page.wait_for_url("**/glossary.html#term-affine-layer")  # and for all that it shows
    assert page.locator("#term-affine-layer").count() == 1


def test_a_problem_has_its_solution_folded_below_it():
    asked = new_markdown_cell("**Problem 6.1.1**\n\nWhy?", id="problem-6-1-1")
    solved = new_markdown_cell(f"{asked.source}\n\n<details>So.</details>", id="problem-6-1-1")
    page = page_of(new_notebook(cells=[asked]), "6.1_xor", new_notebook(cells=[solved]))
    assert page.cells[0].source.endswith("<details>So.</details>")
