"""`make demo`: a made-up class is graded in the sandbox, and its report opened."""

import csv
import os
import subprocess
import sys

import pytest
from autograding import ROOT, environment

DEMO = ROOT / "tools" / "demo.py"


def browser(folder):
    """Variables with which Python's webbrowser notes what it would open, and the note's path."""
    note, script = folder / "opened", folder / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" > "{note}"\n')
    script.chmod(0o755)
    return {"BROWSER": f"{script} %s"}, note


def rows(course, name):
    with open(course / "report" / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_class_of_thirty_is_graded_and_its_report_opened(tmp_path, system_program):
    system_program("bwrap", "bubblewrap")
    variables, note = browser(tmp_path)
    course = tmp_path / "demo"
    done = subprocess.run(
        [sys.executable, str(DEMO), "--out", str(course)],
        env=environment() | variables | {"DISPLAY": ":99"}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "28 of 28 submissions graded" in done.stdout
    assert note.read_text().strip() == (course / "report" / "index.html").as_uri()
    learners = rows(course, "learners.csv")
    assert len(learners) == 30
    stages = {row["progress"] for row in learners}
    assert stages == {"all right", "some right", "none right", "not handed in"}
    named = {row["mistake"] for row in rows(course, "mistakes.csv")}
    assert named >= {"c_forgotten", "no_relu", "built_in_max", "b_is_mean", "raised"}
    reasons = " ".join(row["reason"] for row in rows(course, "help.csv"))
    for said in ("was stopped", "ended its process", "cannot be read", "Nothing was handed in"):
        assert said in reasons


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
def test_nothing_is_opened_where_there_is_no_display(tmp_path):
    variables, note = browser(tmp_path)
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    code = "import demo, pathlib; demo.show(pathlib.Path('/page.html'))"
    subprocess.run(
        [sys.executable, "-c", code], env=bare | variables, cwd=DEMO.parent, check=True
    )  # fmt: skip
    assert not note.exists()


def test_a_folder_that_no_demo_has_made_stays_as_it_is(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    done = subprocess.run(
        [sys.executable, str(DEMO), "--out", str(tmp_path)], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "holds something that no demo has made" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
