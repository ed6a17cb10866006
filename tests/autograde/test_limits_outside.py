"""Reading, judging and showing a submission always ends, and harms only its author."""

import json
import shutil

import numpy as np
import pytest
from autograding import SECTION, hand_in, laid_out, master_of, run, solution, with_answers
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader_commands import run_nbgrader
from traitlets.config import Config

from autograde import nbgrader_config
from autograde.grade import bans
from autograde.grade.grade_notebook import grade_notebook
from autograde.grade.settings import Settings
from autograde.intake import bounds
from autograde.intake.read_submission import Handed
from autograde.sandbox.wire.limits import MEGABYTE, Limits
from feedforward.checking.compare import difference

QUICK = Limits(outside_seconds=0.2, outside_memory=64 * MEGABYTE)


def test_a_name_that_is_given_a_meaning_many_times_is_followed_once():
    answer = "def affine_loops(Z, W, b):\n    return h"
    text = bans.Text([answer, "h = 1\n" * 20_000])
    assert text.used(answer, "affine_loops", ("dot", "@")) == set()


def test_lengths_are_compared_before_a_result_is_converted():
    endless = np.broadcast_to(np.False_, 10**12)
    fault = difference(endless, [np.zeros(2), np.zeros(3)], "params", "float64")
    assert fault.text == "params has 1000000000000 entries; it should have 2."


def _takes_memory():
    return bytes(10**9)


def _takes_time():
    while True:
        pass


@pytest.mark.parametrize(
    ("function", "what"),
    [(_takes_time, "0.2 s of processor time"), (_takes_memory, "64 MB of memory")],
)
def test_the_grader_itself_has_a_clock_and_a_memory_limit(function, what):
    with pytest.raises(bounds.RanOut, match=f"took more than {what}"):
        bounds.within(QUICK, function)
    assert bounds.within(QUICK, len, "unharmed") == 8


def test_a_notebook_that_takes_the_grader_too_long_gets_a_sentence_and_no_final_result():
    long = solution()  # a limit acts when the clock ticks next, which takes some milliseconds
    long["cells"] += [new_code_cell("x = 1\n" * 100) for _ in range(300)]
    handed = Handed(json.dumps(long).encode())
    settings = Settings(Limits(outside_seconds=1e-3))
    result, restored = grade_notebook(handed, master_of(SECTION), 1, settings)
    (said,) = result.looks
    assert said.startswith(f"{SECTION}.ipynb took more than 0.001 s of processor time to read")
    assert result.ran_out and said in result.faults and restored.unread


def test_a_result_in_which_time_ran_out_is_not_kept(tmp_path, system_program):
    system_program("bwrap", "bubblewrap")
    course = shutil.copytree(laid_out(), tmp_path / "course")
    with (course / "nbgrader_config.py").open("a") as config:
        config.write("c.Execute.timeout = 1\n")
    hand_in(course, "slow", with_answers(relu="    while True:\n        pass"))
    hand_in(course, "quick", solution())
    for run_before in (False, True):
        done = run("autograde", "grade", SECTION, "--course", course, "--json")
        said = {s["student"]: s for s in json.loads(done.stdout)["submissions"]}
        assert "ran for more than 1 s" in said["slow"]["faults"][0]
        assert (said["slow"]["unchanged"], said["quick"]["unchanged"]) == (False, run_before)


def showing(markup):
    """Return a cell that shows this HTML."""
    return new_code_cell("", outputs=[new_output("display_data", {"text/html": markup})])


SLOW_TO_SHOW = {
    "Pygments": new_code_cell(" \n" * 40_000),
    "mistune": new_markdown_cell(r"\begin{a}" * 20_000),
    "bleach": showing("<b id=i>" * 30_000),
}


@pytest.mark.parametrize("slow", SLOW_TO_SHOW.values(), ids=SLOW_TO_SHOW)
def test_a_page_is_made_without_what_takes_too_long_to_show(slow):
    page = shown(new_notebook(cells=[slow, new_markdown_cell("the *rest*")]))
    assert "characters are not shown here" in page and "<em>rest</em>" in page


def test_a_page_that_cannot_be_made_at_all_says_so():
    cells = [showing("<b id=i>" * 1_200) for _ in range(100)]
    page = shown(new_notebook(cells=cells), outside_seconds=1)
    assert "This notebook is not shown here: making its page took" in page


def shown(notebook, outside_seconds=2):
    """Return the page that formgrader's exporter makes in a course of the book."""
    config = Config()
    nbgrader_config.apply(config)
    config.Sandbox.outside_seconds = outside_seconds
    return HTMLExporter(config=config).from_notebook_node(notebook)[0]


def test_nbgrader_says_what_is_wrong_with_a_setting(tmp_path):
    course = shutil.copytree(laid_out(), tmp_path / "course")
    with (course / "nbgrader_config.py").open("a") as config:
        config.write('c.Sandbox.pakages = ["pandas"]\n')
    hand_in(course, "ada", solution())
    done = run_nbgrader("autograde", SECTION, cwd=course)
    assert done.returncode == 1
    assert "c.Sandbox has no setting called pakages. There are: " in done.stderr
    assert "Traceback" not in done.stderr
