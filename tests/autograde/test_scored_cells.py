"""A failed check counts as failed, no matter what the learner's code has done to IPython."""

import pytest
from autograding import BIAS_FORGOTTEN, result_of, with_answers

from autograde.sandbox.wire.contract import Cell, Job

SHELL = "from IPython.core.interactiveshell import InteractiveShell as Shell\nip = get_ipython()\n"
CHEATS = {
    "showtraceback": "Shell.showtraceback = lambda *a, **k: None",
    "no showtraceback": "Shell.showtraceback = None",
    "_showtraceback": "type(ip)._showtraceback = lambda *a: None",
    "custom exceptions": "ip.set_custom_exc((Exception,), lambda *a, **k: None)",
    "run_cell": "Shell.run_cell = type(ip).run_cell = lambda *a, **k: None",
    "run_code": "async def nothing(*a, **k): pass\nShell.run_code = type(ip).run_code = nothing",
    "another tree": "import ast\nast.parse = lambda *a: compile('pass', 'x', 'exec', 1 << 10)",
    "no source": "ip.input_transformers_post.append(lambda lines: [])",
    "no execution": "import builtins\nbuiltins.exec = builtins.eval = lambda *a: None",
    "no output": "ip.outputs.take = lambda: []",
    "a full mark before the error": (
        "def f(): ip.outputs.show('execute_result', {'text/plain': '3'})\n"
        "class Zero(int):\n    def __eq__(self, other): f()\nx = Zero()"
    ),
    "an exception that is false": (
        "class Zero(int):\n    def __eq__(self, other): raise Odd\n"
        "class Odd(Exception):\n    def __bool__(self): return False\nx = Zero()"
    ),
}

# Code that replaces the part of the sandbox that notes whether a cell failed, or reports it.
PATCHES = {
    "the message": """
import sandbox.wire.frames as frames
def send(connection, message, *more, of=frames.send, **named):
    of(connection, message | ({"error": None, "outputs": []} if "cell" in message else {}), *more,
       **named)
frames.send = send
""",
    "the cells": """
import gc
run = next(o for o in gc.get_objects() if type(o).__name__ == "_Run")
run.scored = {index: lambda note, stop: (None, []) for index in run.scored}
""",
}


def scored(worker, answer, check):
    """Run the learner's cell, then a check; return the report of the check."""
    return worker.run(Job((Cell("a", f"x = 0\n{SHELL}{answer}"), Cell("c", check, True)))).cells[1]


@pytest.mark.parametrize("cheat", CHEATS.values(), ids=CHEATS)
def test_no_change_to_the_shell_hides_that_a_check_failed(worker, cheat):
    report = scored(worker, cheat, "y = x\nassert y == 1")
    assert report.error
    kinds = {output["output_type"] for output in report.outputs}
    assert "error" in kinds and "execute_result" not in kinds


@pytest.mark.parametrize("check", ["assert y == ", "raise SystemExit", "int('a')"])
def test_every_way_to_fail_is_an_error(worker, check):
    assert scored(worker, "", check).outputs[-1]["output_type"] == "error"


@pytest.mark.parametrize(
    "check, points",
    [
        ("x + 0.5", ["0.5"]),
        ("x\n2", ["2"]),
        ("x + 0.5;", []),
        ("a = 0.5", []),
        ("'all of them'", []),
        ("async def f(): return 1.5\nawait f()", ["1.5"]),
    ],
)
def test_partial_credit_is_the_number_that_the_cell_ends_with(worker, check, points):
    forged = "ip.display_formatter.formatters['text/plain'].for_type(float, lambda *a: '9')"
    shown = scored(worker, forged, check).outputs
    assert [
        o["data"]["text/plain"] for o in shown if o["output_type"] == "execute_result"
    ] == points


@pytest.mark.parametrize("patch", PATCHES.values(), ids=PATCHES)
def test_patching_the_sandbox_passes_an_assert_but_no_exercise_of_the_book(worker, sandbox, patch):
    assert scored(worker, patch, "assert x == 1").error is None  # the guide says so
    bodies = f"{BIAS_FORGOTTEN}\n{patch}", BIAS_FORGOTTEN
    patched, plain = (_verdicts(result_of(with_answers(collapse=body))) for body in bodies)
    assert patched == plain
    assert plain["collapse"] == (0.5, "c_forgotten")


def _verdicts(result):
    return {mark.name: (mark.score, mark.mistake) for mark in result.marks}
