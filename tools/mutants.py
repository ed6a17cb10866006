"""Measure the checks: on right answers changed in one place, and on learners' answers.

    python tools/mutants.py [exercise ...] [--write]

A mutant is the reference with one operator, comparison, constant, index, axis or NumPy function
changed. Learners' answers are in tests/answers. Prints how many of each are refused, named and
located; --write stores that in tests/answers/measured.json and in the README. Exit status 1 where a
mutant passes that is not known to be equivalent.
"""

import ast
import copy
import inspect
import json
import sys
from itertools import zip_longest
from pathlib import Path

import learners_answers
import measure_checker

from feedforward.exercises import EXERCISES

MEASURED = learners_answers.FOLDER / "measured.json"
README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- measured by tools/mutants.py -->", "<!-- end -->"
SWAPS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.MatMult: ast.Mult, ast.Pow: ast.Mult, ast.FloorDiv: ast.Div, ast.Mod: ast.FloorDiv,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
FUNCTIONS = {
    "sum": "mean", "mean": "sum", "max": "min", "min": "max", "maximum": "minimum",
    "minimum": "maximum", "argmax": "argmin", "argmin": "argmax", "zeros": "ones", "ones": "zeros",
    "zeros_like": "ones_like", "exp": "expm1", "log": "log2", "sqrt": "square", "abs": "negative",
    "std": "var", "ceil": "floor", "floor": "ceil",
}  # fmt: skip
# Mutants that are right answers too, by exercise and by their change, with the reason.
STRICT = "strict=True only guards against lengths that differ, and these never do"
EQUIVALENT = {
    ("layer_shapes", "True  ->  False"): STRICT,
    ("count_parameters", "True  ->  False"): STRICT,
    ("init_params", "True  ->  False"): STRICT,
    (
        "dropout_forward",
        "rng.random(Z.shape) >= drop  ->  rng.random(Z.shape) > drop",
    ): "a random float is equal to drop once in 2^53 draws",
    ("sigmoid", "h >= 0  ->  h > 0"): "both ways give 1/2 at h = 0",
    (
        "numerical_gradient",
        "np.zeros_like  ->  np.ones_like",
    ): "every entry is written before it is read",
    ("relative_error", "1  ->  2"): "0 is divided by it, and by nothing else",
    ("sgd_step", "True  ->  False"): STRICT,
}


def mutants(function):
    """Each changed version of a function, as (what was changed, syntax tree)."""
    tree = ast.parse(inspect.getsource(function))
    body = tree.body[0].body
    docstring = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    places = [n for statement in body[docstring:] for n in ast.walk(statement)]
    order = {id(node): i for i, node in enumerate(ast.walk(tree))}
    for place in places:
        for change in changes(place):
            mutant = copy.deepcopy(tree)
            node = list(ast.walk(mutant))[order[id(place)]]
            before = ast.unparse(node)
            change(node)
            yield f"line {place.lineno}: {before}  ->  {ast.unparse(node)}", mutant


def changes(node):
    """Functions that change a node in place, each in another way."""
    if isinstance(node, (ast.BinOp, ast.AugAssign, ast.BoolOp)) and type(node.op) in SWAPS:
        yield lambda n: setattr(n, "op", SWAPS[type(n.op)]())
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        yield lambda n: n.ops.__setitem__(0, SWAPS[type(n.ops[0])]())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield lambda n: setattr(n, "op", ast.UAdd())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda n: setattr(n, "operand", ast.UnaryOp(ast.Not(), n.operand))
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield lambda n: setattr(n, "value", not n.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        yield lambda n: setattr(n, "value", n.value + 1)
        yield lambda n: setattr(n, "value", n.value - 1)
    if isinstance(node, ast.Attribute) and node.attr in FUNCTIONS:
        yield lambda n: setattr(n, "attr", FUNCTIONS[n.attr])
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield lambda n: setattr(n, "attr", "real")
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load) and len(node.elts) == 2:
        yield lambda n: n.elts.reverse()
    if isinstance(node, ast.Slice):
        for bound in ("lower", "upper"):
            if getattr(node, bound) is not None:
                yield lambda n, bound=bound: setattr(n, bound, None)


def as_answer(exercise, text, tree):
    """A mutant as an answer whose marked lines are those in which it differs from the reference."""
    source = ast.unparse(tree)
    reference = ast.unparse(ast.parse(inspect.getsource(exercise.reference)))
    pairs = enumerate(zip_longest(source.split("\n"), reference.split("\n")), 1)
    lines = tuple(number for number, (ours, theirs) in pairs if ours != theirs)
    return learners_answers.Answer(exercise.name, text, source, False, lines, tune=False)


def try_all(exercise):
    """The outcome of each mutant of an exercise, in the names of the reference's own module."""
    names = vars(sys.modules[exercise.reference.__module__])
    return [
        measure_checker.outcome(as_answer(exercise, text, tree), names=names)
        for text, tree in mutants(exercise.reference)
    ]


def living(found):
    """Report mutants that pass; return how many of them are not known to be right answers too."""
    alive = [o for o in found if o.verdict.passed]
    for o in alive:
        reason = EQUIVALENT.get(change_of(o))
        said = f"{o.answer.exercise}: {o.answer.title}"
        print(f"equivalent: {said}: {reason}" if reason else f"ALIVE: {said}")
    return sum(change_of(o) not in EQUIVALENT for o in alive)


def change_of(outcome):
    """Return the exercise and the change of a mutant, without its line: a key of EQUIVALENT."""
    return outcome.answer.exercise, outcome.answer.title.partition(": ")[2]


def measure(names):
    """({group: numbers}, how many mutants live) of mutants and of learners' answers."""
    changed = [o for name in names or EXERCISES for o in try_all(EXERCISES[name])]
    alive = living(changed)
    changed = [o for o in changed if change_of(o) not in EQUIVALENT]
    answers = [measure_checker.outcome(a) for a in learners_answers.answers(names)]
    groups = {
        "mutants": changed,
        "right": [o for o in answers if o.answer.right],
        "tuned on": [o for o in answers if o.answer.tune],
        "reported": [o for o in answers if not o.answer.right and not o.answer.tune],
    }
    for found in answers:
        if found.answer.right != found.verdict.passed:
            kind = "right answer refused" if found.answer.right else "wrong answer accepted"
            print(f"{kind}: {found.answer.exercise}: {found.answer.title}")
    return {group: measure_checker.numbers(found) for group, found in groups.items()}, alive


def write(measured):
    """Store what was measured, and the README's paragraph on it."""
    MEASURED.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    README.write_text(with_paragraph(README.read_text("utf-8"), measured), encoding="utf-8")


def with_paragraph(text, measured):
    """The README with a fresh paragraph between its marks."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n{measure_checker.paragraph(measured)}\n{END}{after}"


def main(arguments):
    names = [a for a in arguments if not a.startswith("-")]
    measured, alive = measure(names)
    for group, counts in measured.items():
        print("\n".join([f"{group}:", *measure_checker.table(counts)]))
    if "--write" in arguments:
        write(measured)
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
