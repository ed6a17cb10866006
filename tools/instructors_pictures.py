"""Retake the pictures of docs/instructors.md. Needs Debian's chromium and bubblewrap.

python tools/instructors_pictures.py
"""

import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))
from autograding import SECTION, hand_in, laid_out  # noqa: E402
from chromium import FLAGS  # noqa: E402
from course_server import serving  # noqa: E402
from demo_class import QUESTION, handed_in  # noqa: E402
from term import Term  # noqa: E402

IMAGES = ROOT / "docs" / "images"
STUDENT = "ada"
CLASS = 6
WIDE = {"width": 1320, "height": 740}
SMALL = {"width": 1000, "height": 420}
PARTLY = "◐"
COLOURS = 64  # enough for text, and a third of the file


def main():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        term = taught(Path(folder))
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport=WIDE)
        page.set_default_timeout(120_000)
        with serving(term.course) as address:
            formgrader(page, address)
        term.teach("generate_feedback", SECTION)
        feedback(page, term.course)
        with serving(term.root / STUDENT, "jupyterlab") as address:
            assignment_list(page, address)
        browser.close()


def taught(folder):
    """A term as far as grading: released, handed in by a few of the demo's class, graded."""
    term = Term(folder, shutil.copytree(laid_out(), folder / "course"), (STUDENT,))
    term.teach("release_assignment", SECTION)
    works = [(name, work) for name, work in handed_in().items() if work]
    for name, work in works[:CLASS]:
        hand_in(term.course, name, work)
    term.grade()
    return term


def keep(picture, name):
    """Write a screenshot's bytes to docs/images, with few colours."""
    target = IMAGES / f"{name}.png"
    target.write_bytes(picture)
    with Image.open(target) as image:
        few = image.convert("RGB").quantize(COLOURS)
    few.save(target, optimize=True)
    print(f"wrote {target.relative_to(ROOT)}, {target.stat().st_size // 1000} kB")


def formgrader(page, address):
    page.goto(f"{address}/formgrader")
    page.get_by_role("link", name=SECTION).wait_for()
    page.wait_for_load_state("networkidle")
    keep(page.screenshot(), "formgrader_assignments")
    page.set_viewport_size(SMALL)
    page.goto(f"{address}/formgrader/gradebook/{SECTION}/{SECTION}")
    page.get_by_role("link", name="Submission #1").click()
    page.locator(f"#{QUESTION}.needs_manual_grade").wait_for()  # formgrader knows the grade
    box = page.locator(f"#{QUESTION}")
    with page.expect_response(lambda response: response.request.method == "PUT"):
        box.fill("2")
        box.blur()
    box.focus()
    page.wait_for_load_state("networkidle")
    keep(page.screenshot(), "formgrader_question")


def feedback(page, course):
    pages = sorted((course / "feedback").glob("*/*/*.html"))
    page.goto(next(p for p in pages if PARTLY in p.read_text(encoding="utf-8")).as_uri())
    page.get_by_text(PARTLY).first.evaluate("e => e.scrollIntoView()")
    page.mouse.wheel(0, -150)
    page.wait_for_timeout(500)
    keep(page.screenshot(), "feedback")


def assignment_list(page, address):
    page.goto(f"{address}/lab")
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_text("Assignment List").click()
    page.get_by_text("Released assignments").wait_for()
    page.get_by_text(SECTION).wait_for()
    page.keyboard.press("Control+b")  # the file browser away
    page.get_by_role("button", name="No", exact=True).click()  # JupyterLab asks about its news
    page.locator(".Toastify__toast").wait_for(state="detached")
    keep(page.screenshot(), "assignment_list")


if __name__ == "__main__":
    main()
