"""The report in a real browser: it asks nobody, sorts by keyboard, and runs nothing of learners."""

import shutil
from datetime import datetime

import pytest
from autograding import SECTION
from nbgrader_commands import run_nbgrader
from test_report_page import HOSTILE, graded, report  # noqa: F401 (graded is a fixture)


@pytest.fixture(scope="module")
def seen(chromium, graded):  # noqa: F811
    """(page, what it asked for, what went wrong on it)"""
    path = report(graded) / "index.html"
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, bypass_csp=False)
    asked, troubles = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text))
    page.goto(path.as_uri())
    yield page, asked, troubles
    page.close()


def test_the_page_asks_nobody_and_nothing_of_a_learner_is_alive(seen):
    page, asked, troubles = seen
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in asked if url.startswith("file:")]) == 1
    assert troubles == []
    assert page.title() == "course: the class at a glance"
    assert page.locator("td script, td img, td [onerror]").count() == 0
    assert page.get_by_text(HOSTILE, exact=True).count() >= 1  # as text, as it was written
    assert page.locator("td", has_text="Kim Secret <script>").count() == 1


def test_every_picture_fills_its_width_and_says_in_words_what_it_shows(seen):
    page, _, _ = seen
    assert page.get_by_role("img", name="1 all right, 4 some right").count() == 1
    assert page.get_by_role("img", name="5 graded, median 89% of the points").count() == 1
    relu = page.get_by_role("img", name="relu: 3 passed, 1 raised, 1 not attempted.")
    widths = relu.locator("rect.part").evaluate_all("all => all.map(r => r.getBBox().width)")
    whole = relu.evaluate("svg => svg.clientWidth")
    assert [round(width / whole, 2) for width in widths] == [0.6, 0.2, 0.2]
    assert whole > 300


def test_the_head_of_the_page_has_the_numbers_that_matter_and_the_date(seen):
    page, _, _ = seen
    said = page.locator(".numbers").inner_text()
    for number in ("learners\n7", "sections under way\n1 of 8", "median score in 6.1_xor\n89%"):
        assert number in said
    assert str(datetime.now().year) in page.locator(".made").inner_text()


def test_a_table_is_sorted_by_keyboard_by_numbers_and_by_words(seen):
    page, _, _ = seen
    table = page.get_by_role("region", name="Table: All learners")

    def column(number):
        return table.locator(f"tbody td:nth-child({number})").all_inner_texts()

    def press(name):
        button = table.get_by_role("button", name=name, exact=True)
        button.focus()
        page.keyboard.press("Enter")
        return table.get_by_role("columnheader", name=name).get_attribute("aria-sort")

    assert press("score") == "ascending"
    assert column(5) == ["4", "6", "8", "8", "9", "", ""]
    assert press("score") == "descending"
    assert column(5) == ["9", "8", "8", "6", "4", "", ""]
    assert press("learner") == "ascending"
    assert column(1) == [HOSTILE, "alice", "bob", "cleo", "dan", "fay", "gus"]


@pytest.mark.parametrize("width", [1280, 375])
def test_the_page_has_no_fault_of_accessibility(seen, web_modules, width):
    page, _, _ = seen
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate((web_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_feedback_shows_the_points_of_each_cell_on_a_telephone_too(chromium, graded, tmp_path):  # noqa: F811
    course = shutil.copytree(graded, tmp_path / "course")
    done = run_nbgrader("generate_feedback", SECTION, "--student=bob", cwd=course)
    assert done.returncode == 0, done.stderr
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto((course / "feedback" / "bob" / SECTION / f"{SECTION}.html").as_uri())
    headings = page.locator(".nbgrader_cell .panel-heading", has_text="Score:")
    assert headings.count() == 6
    for heading in headings.all():
        points = heading.locator(".pull-right").bounding_box()
        around = heading.bounding_box()
        assert points["y"] + points["height"] <= around["y"] + around["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_only_the_page_s_own_script_may_run(seen):
    page, _, _ = seen
    added = "const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
    assert page.evaluate(f"{added} document.body.append(s); window.ran") is None
