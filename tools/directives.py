"""Turn a cell of book/*.py into notebook cells: plain text, or a directive that is filled in.

include="feedforward.module.function"    that function's source
exercise="function"                      signature and docstring, with the body as a blank
check="function"                         the cell that judges it and offers hints
explain="section"                        an open question; the cell's text is a model answer
problems="section"                       the heading of the problems; says where solutions are
problem="**"                             a problem with one to three stars, a line ---, its solution
references="6.1"                         the works that the section cites, below the cell's own text
"""

import ast
import importlib
import inspect
import re
import textwrap

from nbformat.v4 import new_code_cell, new_markdown_cell

from autograde.course import blanks
from feedforward.exercises import EXERCISES, find

CHAPTERS, SOLUTIONS, NBGRADER = "chapters", "solutions", "nbgrader"
EXPLAIN_POINTS = 2
DIRECTIVES = ("include", "exercise", "check", "explain", "problems", "problem", "references")

DIFFICULTIES = {"*": "★☆☆", "**": "★★☆", "***": "★★★"}
SOLUTIONS_FOLDED = "Each solution is folded below its problem."
SOLUTIONS_ELSEWHERE = (
    "To read the solutions, copy `solutions/{section}.ipynb` to "
    "`chapters/{number}_solution.ipynb` in the book's folder. (They are not included in the "
    "handout for a graded course or in the browser edition.)"
)
WORKS_CITED = "WORKS CITED HERE"  # holds the place of a list that the whole section's text decides


class BookError(Exception):
    """Something in book/*.py that cannot be built; the message says where and what to write."""


def expand(cell, form, asked, problem=None):
    """The cells of a notebook that a cell of the book becomes.

    form: chapters, solutions or nbgrader. asked: names of the exercises that came before.
    problem: the number of the cell's problem, as in "6.1.3".
    """
    found = [d for d in DIRECTIVES if d in cell.metadata]
    if not found and not cell.source.strip():
        raise BookError("It is empty, and has no directive. Two blank lines on top make one, too.")
    if not found:
        return [_plain(cell)]
    if len(found) > 1:
        raise BookError(f"A cell has one directive; this one has {' and '.join(found)}.")
    directive, value = found[0], cell.metadata[found[0]]
    if directive == "explain":
        return [_explain(cell.source, value, form)]
    if directive == "problems":
        return [_problems(cell.source, value, form)]
    if directive == "problem":
        return [_problem(cell.source, value, form, problem)]
    if directive == "references":
        return [_references(cell.source, value)]
    if cell.source.strip():
        raise BookError(f"The cell of {directive}={value!r} is filled from the package: empty it.")
    return {"include": _include, "exercise": _exercise, "check": _check}[directive](
        value, form, asked
    )


def _plain(cell):
    make = new_markdown_cell if cell.cell_type == "markdown" else new_code_cell
    return make(cell.source)


def _include(path, form, asked):
    function = _resolve(path)
    later = [e.name for e in EXERCISES.values() if e.reference is function and e.name not in asked]
    if later:
        raise BookError(f"include={path!r} shows the answer of {later[0]}, which is asked later.")
    return [new_code_cell(inspect.getsource(function).rstrip())]


def _exercise(name, form, asked):
    exercise = find(name)
    head, body = head_and_body(exercise.reference)
    blank = textwrap.indent(blanks.CODE, "    ")
    marked = f"    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"
    source = {CHAPTERS: blank, SOLUTIONS: body, NBGRADER: marked}[form]
    metadata = _nbgrader(exercise.name, solution=True, deletable=False)
    return [new_code_cell(f"{head}\n{source}", id=f"answer-{exercise.name}", metadata=metadata)]


def _check(name, form, asked):
    if name not in asked:
        raise BookError(f"check={name!r} comes before its exercise.")
    points = find(name).points
    metadata = _nbgrader(
        f"check_{name}", grade=True, locked=True, points=points, deletable=False, editable=False
    )
    return [new_code_cell(f"ff.check({name})", id=f"check-{name}", metadata=metadata)]


def _explain(answer, section, form):
    if not answer.strip():
        raise BookError(f"explain={section!r} needs a model answer as its text.")
    name = f"explain_{section.replace('.', '_')}"  # nbgrader's grade ids may hold no dot
    metadata = _nbgrader(name, grade=True, solution=True, points=EXPLAIN_POINTS, deletable=False)
    source = blanks.TEXT if form == CHAPTERS else answer
    return new_markdown_cell(source, id=name, metadata=metadata)


def _problems(text, section, form):
    number = section.partition("_")[0]
    elsewhere = SOLUTIONS_ELSEWHERE.format(section=section, number=number)
    source = f"{text}\n\n{SOLUTIONS_FOLDED if form == SOLUTIONS else elsewhere}"
    return new_markdown_cell(source, id=f"problems-{number.replace('.', '-')}")


def _problem(text, stars, form, number):
    """A problem, and its solution to unfold where solutions are shown."""
    if stars not in DIFFICULTIES:
        raise BookError(f"problem={stars!r} has one star, two or three: *, ** or ***.")
    parts = [part.strip() for part in re.split(r"^---$", text, flags=re.MULTILINE)]
    if len(parts) != 2 or not all(parts):
        raise BookError("A problem's cell holds the problem, a line with --- alone, the solution.")
    asked, solution = parts
    source = f"**Problem {number}** {DIFFICULTIES[stars]}\n\n{asked}"
    if form == SOLUTIONS:
        summary = "<details class='solution'><summary>Solution</summary>"
        source += f"\n\n{summary}\n\n{solution}\n\n</details>"
    return new_markdown_cell(source, id=f"problem-{number.replace('.', '-')}")


def _references(text, section):
    source = f"{text}\n\n{WORKS_CITED}".strip()
    return new_markdown_cell(source, id=f"references-{section.replace('.', '-')}")


def head_and_body(function):
    """Return the source of a function in two parts: signature with docstring, and the rest."""
    source = inspect.getsource(function)
    docstring, *_ = ast.parse(source).body[0].body
    lines = source.rstrip().split("\n")
    return "\n".join(lines[: docstring.end_lineno]), "\n".join(lines[docstring.end_lineno :])


def _nbgrader(grade_id, *, grade=False, solution=False, locked=False, points=None, **locks):
    cell = {
        "grade": grade,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return {"nbgrader": cell if points is None else cell | {"points": points}, **locks}


def _resolve(path):
    module, _, name = path.rpartition(".")
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise BookError(f"{path!r} is no function of the package: {error}.") from None
