"""Changes of statements: removed, exchanged, moved into a loop or out of it, in place or not.

A proposal is (kind, line, text, cost, changes): see edits.Edit.
"""

import ast

from .expression_edits import SIGNS

BLOCKS = ("body", "orelse", "finalbody")
LOOPS = (ast.For, ast.While)


def proposals(definition):
    """All proposals for a definition."""
    for parent in ast.walk(definition):
        if isinstance(parent, ast.FunctionDef):
            yield from _missing_return(parent)
        for field in BLOCKS:
            block = getattr(parent, field, None)
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                yield from _of_block(parent, field, block)
        if isinstance(parent, ast.If):
            negated = _at(parent.test, ast.UnaryOp(ast.Not(), parent.test))
            yield "comparison", parent.lineno, "if", 2, ((parent, "test", negated),)


def _of_block(parent, field, block):
    for i, statement in enumerate(block):
        if _is_passive(statement):
            continue
        yield _new(parent, field, block[:i], block[i + 1 :], statement, "statement", 1.4)
        yield from _swapped_names(parent, field, block, i)
        if isinstance(statement, LOOPS):
            yield from _accumulated(parent, field, block, i)
        for kind, text, cost, new in _rewritten(statement):
            yield kind, statement.lineno, text, cost, _changes(parent, field, block, i, [new])
        if i + 1 < len(block) and not isinstance(statement, ast.Return):
            after = block[i + 1]
            swapped = [*block[:i], after, statement, *block[i + 2 :]]
            yield "order", statement.lineno, "", 2.2, ((parent, field, swapped),)
            yield from _exchanged_pairs(parent, field, block, i)
            if isinstance(after, LOOPS):  # set anew in each round
                inside = [*_watches(after.body), statement, *_without_watches(after.body)]
                changes = ((parent, field, block[:i] + block[i + 1 :]), (after, "body", inside))
                yield "moved", statement.lineno, "", 2.6, changes
        if i and isinstance(block[i - 1], (*LOOPS, ast.If)):
            before = block[i - 1]
            changes = (
                (parent, field, block[:i] + block[i + 1 :]),
                (before, "body", [*before.body, statement]),
            )
            yield "indentation", statement.lineno, "", 2.6, changes
        if isinstance(statement, (*LOOPS, ast.If)) and len(_without_watches(statement.body)) > 1:
            yield from _moved_out(parent, field, block, i)


def _exchanged_pairs(parent, field, block, i):
    """Exchange one or two statements with the next one or two; _of_block exchanges neighbours."""
    for first, second in ((1, 2), (2, 1), (2, 2)):
        moved = block[i : i + first], block[i + first : i + first + second]
        whole = len(moved[1]) == second and not any(map(_is_passive, [*moved[0], *moved[1]]))
        if whole and not isinstance(moved[1][-1], ast.Return):
            new = [*block[:i], *moved[1], *moved[0], *block[i + first + second :]]
            yield "lines", block[i].lineno, "", 2.6, ((parent, field, new),)


def _missing_return(function):
    """`return name` at the end of a function that ends without one."""
    last = function.body[-1]
    if isinstance(last, (ast.Return, ast.Raise)):
        return
    names = [n.id for n in ast.walk(function) if isinstance(n, ast.Name)]
    stored = [n.id for n in ast.walk(function) if _is_stored(n)]
    for name in dict.fromkeys([*reversed(stored), *names]):
        new = _at(last, ast.Return(ast.Name(name, ast.Load())))
        yield "return", last.end_lineno, "", 1.8, ((function, "body", [*function.body, new]),)


def _accumulated(parent, field, block, i):
    """A variable that each round of a loop sets anew is added up instead, from 0."""
    loop = block[i]
    for at, inner in enumerate(loop.body):
        if isinstance(inner, ast.Assign) and isinstance(inner.targets[0], ast.Name):
            target = inner.targets[0]
            start = _at(loop, ast.Assign([target], ast.Constant(0)))
            added = _at(inner, ast.AugAssign(target, ast.Add(), inner.value))
            body = [*loop.body[:at], added, *loop.body[at + 1 :]]
            changes = ((parent, field, [*block[:i], start, *block[i:]]), (loop, "body", body))
            kind = "moved" if isinstance(inner.value, ast.Constant) else "added_up"
            yield kind, inner.lineno, "", 2.5, changes


def _swapped_names(parent, field, block, i):
    """Two variables exchanged in a statement wherever it reads them."""
    statement = block[i]
    if isinstance(statement, (ast.With, ast.FunctionDef)):
        return
    # In a loop or a condition, only its first line counts.
    part = getattr(statement, "test", None) or getattr(statement, "iter", None) or statement
    read = [n for n in ast.walk(part) if isinstance(n, ast.Name) and not _is_stored(n)]
    called = {id(n.func) for n in ast.walk(part) if isinstance(n, ast.Call)}
    names = list(dict.fromkeys(n.id for n in read if id(n) not in called and n.id != "np"))[:4]
    for first in range(len(names)):
        for second in range(first + 1, len(names)):
            other = {names[first]: names[second], names[second]: names[first]}
            changes = tuple((n, "id", other[n.id]) for n in read if n.id in other)
            text = f"`{names[first]}` and `{names[second]}`"
            yield "swapped", statement.lineno, text, 2.6, changes


def _is_stored(node):
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _moved_out(parent, field, block, i):
    """The last statement of a loop moved behind it, or the first in front of it."""
    loop = block[i]
    inner = _without_watches(loop.body)
    last, first = inner[-1], inner[0]
    behind = [*block[: i + 1], last, *block[i + 1 :]]
    yield (
        "indentation",
        last.lineno,
        "",
        2,
        ((parent, field, behind), (loop, "body", loop.body[:-1])),
    )
    front = [*block[:i], first, *block[i:]]
    rest = [s for s in loop.body if s is not first]
    yield "moved", first.lineno, "", 2.6, ((parent, field, front), (loop, "body", rest))


def _rewritten(statement):
    """(kind, text, cost, another statement in its place)."""
    if isinstance(statement, ast.AugAssign):
        target = _loaded(statement.target)
        whole = ast.BinOp(target, statement.op, statement.value)
        yield "in_place", "", 1.8, _at(statement, ast.Assign([statement.target], whole))
        yield "accumulate", "", 2.2, _at(statement, ast.Assign([statement.target], statement.value))
        for op in (ast.Add, ast.Sub, ast.Mult, ast.Div):
            if not isinstance(statement.op, op):
                new = ast.AugAssign(statement.target, op(), statement.value)
                yield "operator", f"{SIGNS[type(statement.op)]}=", 2.2, _at(statement, new)
    elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
        if isinstance(target, (ast.Name, ast.Subscript)):
            new = ast.AugAssign(target, ast.Add(), statement.value)
            yield "accumulate", "", 2.4, _at(statement, new)
    elif isinstance(statement, ast.Break):
        yield "statement", "", 2, _at(statement, ast.Continue())
    elif isinstance(statement, ast.If) and not statement.orelse:
        yield "statement", "", 2.4, _at(statement, ast.If(ast.Constant(True), statement.body, []))


def _new(parent, field, before, after, statement, kind, cost):
    """The proposal to leave out a statement; a block is never empty."""
    rest = [*before, *after]
    if not _without_watches(rest):
        rest = [*rest, _at(statement, ast.Pass())]
    return kind, statement.lineno, "", cost, ((parent, field, rest),)


def _changes(parent, field, block, i, new):
    return ((parent, field, [*block[:i], *new, *block[i + 1 :]]),)


def _is_passive(statement):
    """Return True for a docstring, a `pass` and a watch of the search: nothing to change."""
    constant = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return constant or isinstance(statement, ast.Pass) or _is_watch(statement)


def _is_watch(statement):
    return getattr(statement, "is_watch", False)


def _watches(block):
    return [s for s in block if _is_watch(s)]


def _without_watches(block):
    return [s for s in block if not _is_watch(s)]


def _loaded(target):
    """A target of an assignment as an expression that reads it."""
    if isinstance(target, ast.Name):
        return ast.Name(target.id, ast.Load())
    if isinstance(target, ast.Subscript):
        return ast.Subscript(target.value, target.slice, ast.Load())
    return ast.Attribute(target.value, target.attr, ast.Load())


def _at(place, new):
    """A new node where another one is."""
    return ast.fix_missing_locations(ast.copy_location(new, place))
