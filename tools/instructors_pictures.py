"""Retake the pictures of docs/instructors.md. Needs Debian's chromium and bubblewrap.

python tools/instructors_pictures.py [FOLDER]

With a folder, also take the report, the page of answers and a page of feedback from top to bottom,
as wide as a screen and as a telephone, light and dark. These pictures are only to be looked at.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))
from autograding import SECTION, hand_in, laid_out, run  # noqa: E402
from chromium import FLAGS  # noqa: E402
from course_server import serving  # noqa: E402
from demo import PATIENCE, enrol  # noqa: E402
from demo import hand_in as hand_in_all  # noqa: E402
from demo_class import QUESTION, encoded, handed_in  # noqa: E402
from term import Term  # noqa: E402

IMAGES = ROOT / "docs" / "images"
WRITTEN = ROOT / "tests" / "autograde" / "answers_6_1.txt"  # answers of a class to QUESTION
STUDENT = "ada"
CLASS = 6
WIDE = {"width": 1320, "height": 740}
SMALL = {"width": 1000, "height": 420}
REPORT = {"width": 1100, "height": 800}
ANSWERS = {"width": 1100, "height": 620}
WIDTHS = (1280, 390)
THEMES = ("light", "dark")
SLICE = 1600  # pixels of a page's height in one picture
SLICES = 8  # of a longer page, the first six and the last two
MARK = "Why one layer is not enough is right. What does ReLU do to the four points?"
ODD = ["", "?", "I do not know."]  # answers that say nothing
MINUS = ["return W @ w, c @ w - b", "return W @ w, c @ w * b", "return W @ w, np.dot(c, w) - b",
         "return W @ w, np.sqrt(np.abs(c @ w)) + b"]  # wrong, and without a name  # fmt: skip
PARTLY = "◐"
COLOURS = 64  # enough for text and bars, and a third of the file


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", help="for pictures of whole pages")
    more = parser.parse_args().folder
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
        report, given_back = reported(Path(folder))
        answers = answered(Path(folder))
        page.set_viewport_size(REPORT)
        page.goto(report.as_uri())
        keep(page.screenshot(), "report")
        mark(page, answers)
        if more:
            for name, path in (("report", report), ("answers", answers), ("feedback", given_back)):
                look_at(page, path, name, more)
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


def reported(folder):
    """The report of the demonstration's class, and a page of feedback."""
    course = shutil.copytree(laid_out(), folder / "demo" / "my_course")
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(PATIENCE)
    enrol(course)
    hand_in_all(course)
    done(run("autograde", "grade", SECTION, "--course", course))
    done(run("nbgrader", "generate_feedback", SECTION, cwd=course))
    done(run("autograde", "report", "--course", course))
    pages = sorted(course.glob(f"feedback/*/{SECTION}/{SECTION}.html"))
    partly = next(page for page in pages if PARTLY in page.read_text(encoding="utf-8"))
    return course / "report" / "index.html", partly


def answered(folder):
    """The page of answers of a class of some three hundred."""
    course = shutil.copytree(laid_out(), folder / "answers" / "my_course")
    lines = WRITTEN.read_text(encoding="utf-8").splitlines()
    texts = [line for line in lines if line and line[0] != "#"]
    for number, text in enumerate([*texts, *texts[:2], *ODD]):
        bodies = {QUESTION: text}
        if number % 75 < len(MINUS):
            bodies["collapse"] = MINUS[number % 75]
        hand_in(course, f"student{number:03}", encoded(bodies))
    done(run("autograde", "grade", SECTION, "--course", course))
    done(run("autograde", "answers", SECTION, "--course", course))
    return course / "answers" / f"{SECTION}.html"


def done(process):
    if process.returncode:
        sys.exit(process.stderr)


def keep(picture, name):
    """Write a screenshot's bytes to docs/images, with few colours."""
    target = IMAGES / f"{name}.png"
    target.write_bytes(picture)
    with Image.open(target) as image:
        # Median cut, the default, would merge hues that cover few pixels, such as a thin line's.
        few = image.convert("RGB").quantize(
            COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE
        )
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


def mark(page, answers):
    """Give points and a comment to a group."""
    page.set_viewport_size(ANSWERS)
    page.goto(answers.as_uri())
    group = page.locator(".group").nth(1)
    group.get_by_label("Points for group").fill("1")
    group.get_by_label("Comment for group").fill(MARK)
    group.get_by_label("Comment for group").blur()
    group.evaluate("e => e.scrollIntoView()")
    page.mouse.wheel(0, -75)  # the bar with the button is above it
    page.wait_for_timeout(500)
    keep(page.screenshot(), "answers")


def look_at(page, path, name, folder):
    """Take a page from top to bottom, in slices."""
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for theme in THEMES:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)
            page.goto(path.as_uri())
            height = page.evaluate("document.documentElement.scrollHeight")
            tops = list(range(0, height, SLICE))
            for top in tops if len(tops) <= SLICES else tops[: SLICES - 2] + tops[-2:]:
                clip = {"x": 0, "y": top, "width": width, "height": min(SLICE, height - top)}
                picture = folder / f"{name}_{width}_{theme}_{top:05}.png"
                page.screenshot(path=picture, full_page=True, clip=clip)
    page.emulate_media(color_scheme="light")
    print(f"looked at {name} in {folder}")


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
