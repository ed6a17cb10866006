"""Assemble one network from the answers in a learner's notebooks of all sections.

Each answer is judged and used if it passes; otherwise the course's own function takes its place.
The parts then call one another: a learner's `forward` calls the learner's `affine_forward`.
"""

import ast
import json
from dataclasses import dataclass, replace
from pathlib import Path
from types import FunctionType

import numpy as np

import feedforward
from feedforward import audience, exercises
from feedforward.checking import examine
from feedforward.checking.unaided import listing, try_unaided

# The exercises that a network for the digits needs, in the order of the book.
NAMES = (
    "relu",
    "count_parameters",
    "init_params",
    "relu_backward",
    "softmax",
    "cross_entropy",
    "cross_entropy_backward",
    "minibatches",
    "affine_forward",
    "forward",
    "predict",
    "affine_backward",
    "backward",
    "sgd_step",
    "train",
)
DEFINITIONS = (
    ast.FunctionDef,
    ast.ClassDef,
    ast.Import,
    ast.ImportFrom,
    ast.Assign,
    ast.AnnAssign,
)


@dataclass(frozen=True)
class Part:
    """One function of the network, the learner's or the course's, and the reason for the choice."""

    name: str
    section: str
    function: object
    yours: bool
    why: str

    @property
    def whose(self):
        return "yours" if self.yours else f"the book's: {self.why}"

    def __str__(self):
        return f"{self.section.split('_')[0]} {self.name}: {self.whose}"


class Book:
    """Take the place of `ff` in the learner's functions, so that `ff.name` finds the parts."""

    def __init__(self, parts):
        self._parts = parts

    def __getattr__(self, name):
        own = getattr(feedforward, name)
        exercise = exercises.EXERCISES.get(name)
        is_the_answer = exercise is not None and exercise.reference is own
        return self._parts.get(name, own) if is_the_answer else own

    @property
    def ACTIVATIONS(self):
        """Return the pairs (f, df) by name, with relu's pair built from the parts."""
        relu, relu_backward = self._parts["relu"], self._parts["relu_backward"]
        pair = relu, lambda h, Z: relu_backward(np.ones_like(h), h)
        return feedforward.ACTIVATIONS | {"relu": pair}


def yours_if_right(function):
    """Return your function if it passes its check, else the course's, and print which one it is.

    function: your answer to an exercise, as in ``ff.yours_if_right(train)``.
    """
    part = judge_part(function.__name__, function)
    if part.yours:
        why, usable = try_unaided(part.name, part.function)
        if not why:
            print(f"Your {part.name} passes its check, so it is used.")
            return usable
        part = replace(judge_part(part.name, None), why=why)
    if not audience.at_a_notebook:
        print(f"In the notebook your {part.name} is used here if it passes its check.")
    else:
        print(f"The course's {part.name} is used instead of yours: {part.why}.")
    return part.function


def judge_part(name, function, missing="it is not given"):
    """Judge a function, or None, as the answer to an exercise and return the Part to use."""
    exercise = exercises.find(name)
    if function is None:
        return Part(name, exercise.section, exercise.reference, False, missing)
    verdict = examine(name, function)
    chosen = function if verdict.passed else exercise.reference
    return Part(name, exercise.section, chosen, verdict.passed, f"yours is {verdict.status}")


def collect_parts(folder, given):
    """Return all Parts, from `given` functions by name or from the notebooks in a folder.

    Only the definitions in these exercises' answer cells are run, nothing else of a notebook.
    """
    read = {}
    parts = []
    for name in NAMES:
        section = exercises.find(name).section
        if name in given:
            parts.append(judge_part(name, given[name]))
            continue
        if section not in read:
            read[section] = _read(Path(folder) / f"{section}.ipynb")
        parts.append(_from_notebook(name, *read[section]))
    return parts


def reference_parts():
    """Return all Parts as the course has them."""
    return [judge_part(name, None) for name in NAMES]


def bind(parts):
    """Return the parts' functions by name, each of which calls the others, also through `ff`.

    Where a function returns an iterator, the others get a list.
    """
    functions, namespaces = {}, []
    for part in parts:
        function, namespace = _own_namespace(part.function)
        functions[part.name] = listing(function)
        namespaces.append(namespace)
    for namespace in namespaces:
        namespace |= functions
        if namespace.get("ff") is feedforward:
            namespace["ff"] = Book(functions)
    return functions


def _own_namespace(function):
    """Return a copy of a function that has its own global namespace, and that namespace."""
    if not isinstance(function, FunctionType):  # a partial, for instance, has no globals
        return function, {}
    namespace = dict(function.__globals__)
    copy = FunctionType(
        function.__code__, namespace, function.__name__, function.__defaults__, function.__closure__
    )
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy, namespace


def _read(path):
    """Return (answers by exercise, a namespace for them, the reason why an answer is missing)."""
    namespace = {"__name__": f"answers of {path.name}", "np": np, "ff": feedforward}
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return _answers(cells), namespace, f"{path.name} has no answer cell for it"
    except FileNotFoundError:
        return {}, namespace, f"{path.name} is not in this notebook's folder"
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return {}, namespace, f"{path.name} cannot be read: {type(error).__name__}"


def _answers(cells):
    """Return the sources of the answer cells by exercise."""
    answers = {}
    for cell in cells:
        key = cell["metadata"].get("nbgrader", {})
        if key.get("solution") and cell["cell_type"] == "code":
            source = cell["source"]
            answers[key["grade_id"]] = source if isinstance(source, str) else "".join(source)
    return answers


def _from_notebook(name, answers, namespace, missing):
    """Return the Part that an answer cell defines."""
    if name not in answers:
        return judge_part(name, None, missing)
    # An answer may call earlier exercises that this network does not need.
    earlier = {n: f for n, f in exercises.earlier_than(name).items() if n not in namespace}
    namespace |= earlier
    try:
        _define(answers[name], namespace)
    except (Exception, SystemExit) as error:
        return judge_part(name, None, f"your cell raised {type(error).__name__}")
    function = namespace.get(name)
    if not callable(function):
        return judge_part(name, None, "your cell does not define it")
    part = judge_part(name, function)
    if not part.yours:
        namespace[name] = part.function
    return part


def _define(source, namespace):
    """Run only the definitions of a cell."""
    from IPython.core.inputtransformer2 import (
        TransformerManager,  # imported here because it is slow
    )

    tree = ast.parse(TransformerManager().transform_cell(source))
    tree.body = [node for node in tree.body if isinstance(node, DEFINITIONS)]
    exec(compile(tree, namespace["__name__"], "exec"), namespace)
