"""What an answer's text uses. The text cannot lie, as a run can that hides its traces."""

import ast

from feedforward.checking.trace import FOREIGN

from . import bindings

BY_NAME = {"getattr", "attrgetter", "methodcaller", "import_module", "__import__"}


def used(sources, place, name, banned):
    """Names of `banned`, and of foreign libraries, in the function `name` of the cell at `place`.

    sources: all cells of the learner's code, by place. What the function calls of them is read too,
    and what it does not call is not: a test beside it may use what the function may not.
    """
    parts = _parts(sources.values())
    found, seen = set(), set()
    waiting = [node for node in _parts([sources[place]]).get(name, [])]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        inside = list(ast.walk(node))
        found.update(_stands_in(inside, banned))
        local = _locals(node, inside)
        for reached in inside:
            if isinstance(reached, ast.Name) and reached.id not in local:
                waiting += parts.get(reached.id, [])
    return found


def identifiers(sources):
    """Every name that stands in these cells."""
    trees = filter(None, map(bindings.tree, sources))
    return {n.id for found in trees for n in ast.walk(found) if isinstance(n, ast.Name)}


def _parts(sources):
    """{global name: the pieces of code that give it a meaning}"""
    found = {}
    for source in sources:
        tree = bindings.tree(source)
        for statement in tree.body if tree else ():
            for name in bindings.names_of(statement):
                found.setdefault(name, []).append(statement)
    return found


def _locals(node, inside):
    """Names that belong to a function alone, or to one inside it."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return {n.arg for n in inside if isinstance(n, ast.arg)} | {
            n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
        }
    return set()


def _stands_in(nodes, banned):
    for part in nodes:
        if isinstance(part, ast.Attribute) and part.attr in banned:
            yield part.attr
        elif isinstance(part, ast.BinOp | ast.AugAssign) and isinstance(part.op, ast.MatMult):
            yield from {"@"} & set(banned)
        elif isinstance(part, ast.Import):
            yield from {alias.name.split(".")[0] for alias in part.names} & FOREIGN
        elif isinstance(part, ast.ImportFrom):
            yield from {alias.name for alias in part.names} & set(banned)
            yield from {(part.module or "").split(".")[0]} & FOREIGN
        elif isinstance(part, ast.Call) and _called(part) in BY_NAME:
            texts = [a.value for a in part.args if isinstance(a, ast.Constant)]
            yield from {t for t in texts if isinstance(t, str)} & (set(banned) | FOREIGN)


def _called(call):
    return getattr(call.func, "id", None) or getattr(call.func, "attr", None)
