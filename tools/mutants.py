"""Change the right answer of every exercise in every place, and see whether its check notices.

    python tools/mutants.py [exercise ...]

A mutant is the reference with one operator, comparison, constant, index, axis or NumPy function
changed. Prints for each exercise how many there are and how the check tells what is wrong, then
every mutant that lives. Exit status 1 where one does that is not known to be equivalent.
"""

import ast
import copy
import inspect
import signal
import sys
from collections import Counter

import numpy as np

import feedforward as ff
from feedforward.checking import examine
from feedforward.exercises import EXERCISES, earlier_than

# A named mistake; the learner's own line, or what form is wanted; the first number that differs.
KINDS = ("named", "by line or form", "by numbers")
ALIVE = "ALIVE"
SECONDS, SECONDS_TO_TRAIN = 5, 30  # a mutant may loop for ever
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
# Mutants that are right answers too, by exercise and by what they say, with the reason.
STRICT = "strict=True only guards against lengths that differ, and these never do"
EQUIVALENT = {
    ("layer_shapes", "line 7: True  ->  False"): STRICT,
    ("count_parameters", "line 3: True  ->  False"): STRICT,
    ("init_params", "line 9: True  ->  False"): STRICT,
    (
        "dropout_forward",
        "line 8: rng.random(Z.shape) >= drop  ->  rng.random(Z.shape) > drop",
    ): "a random float is equal to drop once in 2^53 draws",
    ("sigmoid", "line 4: h >= 0  ->  h > 0"): "both ways give 1/2 at h = 0",
    (
        "numerical_gradient",
        "line 6: np.zeros_like  ->  np.ones_like",
    ): "every entry is written before it is read",
    ("relative_error", "line 7: 1  ->  2"): "0 is divided by it, and by nothing else",
    ("sgd_step", "line 3: True  ->  False"): STRICT,
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


def compiled(tree, exercise):
    """The function that a syntax tree defines, in the names of the reference's own module."""
    home = sys.modules[exercise.reference.__module__]
    namespace = {**vars(home), "np": np, "ff": ff, **earlier_than(exercise.name)}
    exec(compile(ast.fix_missing_locations(tree), "<mutant>", "exec"), namespace)
    return namespace[exercise.name]


def out_of_time(*_):
    raise KeyboardInterrupt  # as a learner would, which also ends the check


def try_all(exercise):
    """Verdicts of all mutants of an exercise, as a list of (what was changed, verdict)."""
    tried = []
    for text, tree in mutants(exercise.reference):
        signal.alarm(SECONDS_TO_TRAIN if exercise.name == "train" else SECONDS)
        tried.append((text, examine(exercise.name, compiled(tree, exercise))))
        signal.alarm(0)
    return tried


def kind_of(verdict):
    """How a mutant was told what is wrong with it."""
    if verdict.passed:
        return ALIVE
    if verdict.mistake:
        return KINDS[0]
    return KINDS[1] if verdict.status in ("raised", "wrong form") else KINDS[2]


def main(names):
    signal.signal(signal.SIGALRM, out_of_time)
    found, alive = [], []
    for exercise in (EXERCISES[name] for name in names or EXERCISES):
        tried = try_all(exercise)
        told = Counter(kind_of(verdict) for _, verdict in tried)
        counts = "".join(f"{told[kind]:4} {kind}" for kind in (*KINDS, ALIVE) if told[kind])
        print(f"{exercise.name:26} {len(tried):4} mutants: {counts}", flush=True)
        found += [kind_of(verdict) for _, verdict in tried]
        alive += [(exercise.name, text) for text, verdict in tried if verdict.passed]
    equivalent = [key for key in alive if key in EQUIVALENT]
    living = [key for key in alive if key not in EQUIVALENT]
    for name, text in equivalent:
        print(f"equivalent: {name}, {text}: {EQUIVALENT[name, text]}")
    for name, text in living:
        print(f"ALIVE: {name}, {text}")
    told = Counter(found)
    caught, wrong = len(found) - told[ALIVE], len(found) - len(equivalent)
    shares = ", ".join(f"{told[kind]} {kind} ({told[kind] / caught:.0%})" for kind in KINDS)
    print(f"{caught} of {wrong} wrong mutants caught: {shares}.")
    return 1 if living else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
