"""The view of the package that each section's sandbox gets, and the files carried in."""

import ast
import functools
from pathlib import Path

import numpy as np
import pytest
from boxing import Z, asked, job, printed, ran, returned

import feedforward
from autograde.sandbox.host.function_source import carry, source_of
from autograde.sandbox.host.view import LIBRARY, view_of
from autograde.sandbox.host.worker import Worker
from autograde.sandbox.wire.arguments import pack_value, unpack_value
from autograde.sandbox.wire.contract import Cell, Job, Question
from feedforward import exercises
from feedforward.checking.judge import draw_cases, judge


def full_name(function):
    return f"{function.__module__}.{function.__name__}"


def in_library(exercise):
    return ".exercises." not in exercise.reference.__module__


def question(exercise, cases):
    """As a grader asks: what comes earlier in the section is open, and the right answer stands in
    for the learner's."""
    section = exercises.SECTIONS[exercise.section].EXERCISES
    earlier = section[: section.index(exercise)]
    return Question(
        id=exercise.name,
        function=exercise.name,
        cases=tuple(case.args for case in cases),
        parameters=exercise.parameters,
        watched=tuple(map(full_name, (exercise.reference, *exercise.off_limits))),
        banned=exercise.ban.names if exercise.ban else (),
        call=carry(exercise.call),
        opens={full_name(e.reference): source_of(e.reference) for e in earlier if in_library(e)},
        stand_ins={"right": carry(exercise.reference)},
        cells_before=1 + 2 * len(section),  # when all cells have run
    )


@pytest.mark.parametrize("section", exercises.SECTIONS)
def test_right_answers_are_right_in_the_box_and_closed_ones_are_closed(system_program, section):
    system_program("bwrap", "bubblewrap")
    asked_for = exercises.SECTIONS[section].EXERCISES
    cases = {e.name: draw_cases(e, 5) for e in asked_for}
    cells = [Cell("imports", "import feedforward as ff")]
    for e in asked_for:
        cells.append(Cell(e.name, f"def {e.name}(*args):\n    return right(*args)"))
        shown = f"import inspect\nprint(inspect.getsource(ff.{e.name}))"
        cells.append(Cell(f"library {e.name}", shown))
    questions = tuple(question(e, cases[e.name]) for e in asked_for)
    with Worker(view_of(section)) as worker:
        report = worker.run(Job(tuple(cells), questions))
    for e in asked_for:
        verdict = judge(e, cases[e.name], list(report.answers[e.name].outcomes))
        assert verdict.passed, verdict.message
    for e, library in zip(asked_for, report.cells[2::2], strict=True):
        assert library.error or "while it is graded, it is closed" in printed(library)
        assert bool(library.error) == (not hasattr(feedforward, e.name))


def test_every_module_that_the_package_imports_is_shown_or_left_out_on_purpose():
    tree = ast.parse(Path(feedforward.__file__).read_text(encoding="utf-8"))
    modules = {node.module for node in tree.body if isinstance(node, ast.ImportFrom)}
    left_out = {"challenges", "checking.notebook", "experiments", "learner_network"}
    shown = {module.removeprefix("feedforward.") for module in modules} - left_out
    assert shown <= {*LIBRARY}


def test_what_checks_asks_and_explores_does_nothing(worker):
    calls = "print(ff.check(len), ff.hint(len), ff.progress(), ff.explore_xor(1))"
    missing = "ff.no_such_thing"
    plots = "from feedforward.plots import draw_plane\nprint(draw_plane(1))"
    first, second, third = ran(worker, calls, missing, plots)
    assert printed(first) == "None None None None\n"
    assert second.error == "AttributeError"
    assert printed(third) == "None\n"


def test_arguments_arrive_as_they_were(worker):
    rng = np.random.default_rng(7)
    rng.random(3)
    value = [
        Z, Z.astype("f4")[::2], np.array(3), np.float32(2), 1, 2.5, None, "text", True, 3 + 4j,
        (1, [2, (3,)]), {"a": Z}, rng, float("inf"), 10**30, np.zeros((0, 3)),
    ]  # fmt: skip
    blobs = []
    tree = pack_value(value, blobs)
    back = unpack_value(tree, b"".join(blobs))
    np.testing.assert_equal(back[:12], value[:12])
    assert [type(a) for a in back] == [type(a) for a in value]
    assert back[1].strides == value[1].strides and back[-1].shape == (0, 3)
    assert back[12].random() == np.random.default_rng(7).random(4)[-1]


def test_the_seed_of_a_generator_stays_outside():
    rng = np.random.default_rng(123456789).spawn(1)[0]
    tree = pack_value(rng, [])
    assert "123456789" not in str(tree)
    back = unpack_value(tree, b"")
    assert back.bit_generator.seed_seq.entropy != rng.bit_generator.seed_seq.entropy


def scaled(z, factor, power=1):
    return factor * np.abs(z) ** power


def test_partials_closures_lambdas_and_ufuncs_can_be_arguments(worker):
    def outer(c):
        def inner(z):
            return z + c

        return inner

    functions = [functools.partial(scaled, factor=3), outer(4), lambda z: z - 1, np.exp]
    apply = "def apply(f):\n    return f(np.array([-2.0, 1.0]))"
    report = worker.run(job(apply, questions=[asked("apply", *functions)]))
    expected = [f(np.array([-2.0, 1.0])) for f in functions]
    np.testing.assert_allclose(returned(report, "apply"), expected)


def test_what_cannot_go_in_is_refused(worker):
    with pytest.raises(TypeError, match="sandbox"):
        worker.run(job(questions=[asked("f", object())]))
