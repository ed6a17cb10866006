"""What a learner has written, carried out of the notebooks of all sections into one network.

Each answer is judged, and used where it passes; else the book's own stands in its place. The parts
then call one another: a learner's `forward` calls the learner's `affine_forward`, and so on.
"""

import ast
import json
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType

import numpy as np

import feedforward
from feedforward import exercises
from feedforward.checking import examine

# What a network is made of that learns digits: exercises, in the order of the book.
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
    """One function of the network: the learner's own or the book's, and why."""

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
    """Stands for `ff` in what is carried over: its functions are the parts, where there is one."""

    def __init__(self, parts):
        self._parts = parts

    def __getattr__(self, name):
        own = getattr(feedforward, name)
        exercise = exercises.EXERCISES.get(name)
        is_the_answer = exercise is not None and exercise.reference is own
        return self._parts.get(name, own) if is_the_answer else own

    @property
    def ACTIVATIONS(self):
        """The pairs (f, df) by name; that of relu is made of the parts."""
        relu, relu_backward = self._parts["relu"], self._parts["relu_backward"]
        pair = relu, lambda h, Z: relu_backward(np.ones_like(h), h)
        return feedforward.ACTIVATIONS | {"relu": pair}


def yours_if_right(function):
    """Your function where it passes its check, else the book's; a printed line says which.

    function: your answer to an exercise, as in ``ff.yours_if_right(train)``.
    """
    part = judged(function.__name__, function)
    if part.yours:
        print(f"Your {part.name} passes its check: it is what runs.")
    else:
        print(f"Of {part.name} the book's runs, not yours: {part.why}.")
    return part.function


def judged(name, function, missing="it is not given"):
    """The Part that a function makes as the answer to an exercise; None where there is none."""
    exercise = exercises.find(name)
    if function is None:
        return Part(name, exercise.section, exercise.reference, False, missing)
    verdict = examine(name, function)
    chosen = function if verdict.passed else exercise.reference
    return Part(name, exercise.section, chosen, verdict.passed, f"yours is {verdict.status}")


def carried(folder, given):
    """All Parts: of `given` functions by name, and of the notebooks in a folder.

    Of a notebook nothing is run but what the answer cells of these exercises define.
    """
    read = {}
    parts = []
    for name in NAMES:
        section = exercises.find(name).section
        if name in given:
            parts.append(judged(name, given[name]))
            continue
        if section not in read:
            read[section] = _read(Path(folder) / f"{section}.ipynb")
        parts.append(_from_notebook(name, *read[section]))
    return parts


def books_own():
    """All Parts as the book has them."""
    return [judged(name, None) for name in NAMES]


def bound(parts):
    """The functions of the parts by name, each calling the others by name and through `ff`."""
    functions, namespaces = {}, []
    for part in parts:
        functions[part.name], namespace = _own_namespace(part.function)
        namespaces.append(namespace)
    for namespace in namespaces:
        namespace |= functions
        if namespace.get("ff") is feedforward:
            namespace["ff"] = Book(functions)
    return functions


def _own_namespace(function):
    """A copy of a function with global names of its own, and these."""
    if not isinstance(function, FunctionType):  # a partial, say: it keeps the names that it has
        return function, {}
    namespace = dict(function.__globals__)
    copy = FunctionType(
        function.__code__, namespace, function.__name__, function.__defaults__, function.__closure__
    )
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy, namespace


def _read(path):
    """(answers by exercise, a namespace for them, why there are none)."""
    namespace = {"__name__": f"carried from {path.name}", "np": np, "ff": feedforward}
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return _answers(cells), namespace, f"{path.name} has no answer cell for it"
    except FileNotFoundError:
        return {}, namespace, f"{path.name} is not beside this notebook"
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return {}, namespace, f"{path.name} cannot be read: {type(error).__name__}"


def _answers(cells):
    """Sources of answer cells, by the exercise that they answer."""
    answers = {}
    for cell in cells:
        key = cell["metadata"].get("nbgrader", {})
        if key.get("solution") and cell["cell_type"] == "code":
            source = cell["source"]
            answers[key["grade_id"]] = source if isinstance(source, str) else "".join(source)
    return answers


def _from_notebook(name, answers, namespace, missing):
    """The Part that an answer cell makes, whatever it holds."""
    if name not in answers:
        return judged(name, None, missing)
    # what its earlier cells would have defined, the learner's own or not
    earlier = {n: f for n, f in exercises.earlier_than(name).items() if n not in namespace}
    namespace |= earlier
    try:
        _define(answers[name], namespace)
    except (Exception, SystemExit) as error:
        return judged(name, None, f"your cell raised {type(error).__name__}")
    function = namespace.get(name)
    if not callable(function):
        return judged(name, None, "your cell does not define it")
    part = judged(name, function)
    if not part.yours:
        namespace[name] = part.function
    return part


def _define(source, namespace):
    """Run the definitions of a cell, and nothing else of it."""
    from IPython.core.inputtransformer2 import TransformerManager  # here: it takes long to import

    tree = ast.parse(TransformerManager().transform_cell(source))
    tree.body = [node for node in tree.body if isinstance(node, DEFINITIONS)]
    exec(compile(tree, namespace["__name__"], "exec"), namespace)
