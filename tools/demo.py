"""Make a class of 30 that has handed in 6.1, grade it in the sandbox, and open the report.

python tools/demo.py [--out build/demo]

The course stays, to be looked at: in formgrader, by `nbgrader export`, or graded again.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
import webbrowser
from pathlib import Path

from demo_class import ROOT, SECTION, handed_in, students

BIN = Path(sys.executable).parent
MARK = "made-by-demo"
PATIENCE = "\nc.Execute.timeout = 3  # one of the class has written a loop without an end\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "demo", help="a folder")
    course = parser.parse_args().out.resolve()
    start = time.perf_counter()
    lay_out(course)
    enrol(course)
    hand_in(course)
    print(f"{len(students())} learners; grading what they handed in:", flush=True)
    autograde("grade", SECTION, "--course", course)
    autograde("report", "--course", course)
    print(f"From nothing to the report in {time.perf_counter() - start:.0f} s.")
    show(course / "report" / "index.html")


def autograde(*arguments, **options):
    done = subprocess.run([BIN / "autograde", *map(str, arguments)], **options)
    if done.returncode:
        sys.exit(done.returncode)  # the command has said why


def lay_out(course):
    """A new course, in place of the one that an earlier demo left."""
    if (course / MARK).exists():
        shutil.rmtree(course)
    if course.exists() and any(course.iterdir()):
        sys.exit(f"{course} holds something that no demo has made. Name another folder by --out.")
    print("Laying out a course.", flush=True)
    autograde("course", course, stdout=subprocess.DEVNULL)
    (course / MARK).touch()
    with open(course / "nbgrader_config.py", "a", encoding="utf-8") as config:
        config.write(PATIENCE)


def enrol(course):
    from autograde.course.open_course import open_course

    with open_course(course).gradebook as gradebook:
        for student, first, last in students():
            address = f"{student}@example.org"
            gradebook.add_student(student, first_name=first, last_name=last, email=address)


def hand_in(course):
    for student, notebook in handed_in().items():
        folder = course / "submitted" / student / SECTION
        folder.mkdir(parents=True)
        if notebook is not None:
            (folder / f"{SECTION}.ipynb").write_bytes(notebook)


def show(page):
    """Open the page where somebody can see it."""
    has_display = sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if has_display:
        webbrowser.open(page.as_uri())


if __name__ == "__main__":
    main()
