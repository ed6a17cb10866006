"""The small changes that one could make to a learner's function, the smallest first.

Nothing runs here. `edits(source, name)` is all that a notebook or a grader needs: each Edit has the
changed definition as source text, the line and the kind of place that it changes.
"""

import ast
import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from . import expression_edits, statement_edits

MOST_EDITS = 3000
MOST_TEXT = 60
MOST_ALIKE = 10
TWICE = 0.9
ORDINALS = ("first", "second", "third", "fourth")
OPERATOR = re.compile(r"\*\*|//|[-+*/@%]")
EVERYWHERE = 0.5  # what changing every such place costs more than changing one of them


@dataclass(frozen=True)
class Edit:
    """One small change to a function.

    `kind` is a key of PLACES, `line` the line of the source, `before` what is there now, and a
    smaller `cost` means a change that learners are more likely to have meant. `changes` are
    (node, field, new value) in the tree of `definition`; `others` are the further lines that they
    affect.
    """

    kind: str
    line: int
    before: object
    cost: float
    definition: ast.stmt
    changes: tuple[tuple[ast.AST, str, object], ...]
    others: tuple[int, ...] = ()

    @contextlib.contextmanager
    def applied(self):
        """The changed definition, for as long as the block runs."""
        before = [(node, field, getattr(node, field)) for node, field, _ in self.changes]
        for node, field, new in self.changes:
            setattr(node, field, new)
            _locate(new, node)
        try:
            yield self.definition
        finally:
            for node, field, old in before:
                setattr(node, field, old)

    @property
    def text(self):
        """Quote the present code, shortened."""
        if isinstance(self.before, tuple):
            text = " ".join(p if isinstance(p, str) else _operand(p) for p in self.before)
        else:
            text = self.before if isinstance(self.before, str) else ast.unparse(self.before)
            text = text[1:-1] if _is_bare(self.before) else text
        half = MOST_TEXT // 2  # what changes may be at either end
        return text if len(text) <= MOST_TEXT else f"{text[:half]}…{text[1 - half :]}"

    @property
    def source(self):
        """The changed definition as source text; to run it is to change the function."""
        with self.applied() as definition:
            return ast.unparse(definition)


def ordinal(edit, line):
    """Return which of several on a line an edit changes, as in "second"; "" where there is one.

    line: the text of the edit's line.
    """
    if len(edit.changes) != 1:
        return ""
    if isinstance(edit.before, tuple):
        return _ordinal_of_a_part(edit, line)
    changed, field, new = edit.changes[0]
    before = getattr(changed, field)
    if isinstance(before, list):
        before = next((b for b, n in zip(before, new, strict=False) if b is not n), None)
    place = before if isinstance(edit.before, str) else edit.before
    if (getattr(place, "lineno", 0), getattr(place, "end_lineno", 0)) != (edit.line, edit.line):
        return ""
    start, end = _columns(place, line)
    text = edit.before if isinstance(edit.before, str) else line[start:end]
    if OPERATOR.fullmatch(text):
        if not isinstance(before, ast.BinOp):
            return ""
        start = line.find(text, _columns(before.left, line)[1])
        found = [m.start() for m in OPERATOR.finditer(line) if m[0] == text]
    else:
        found = [m.start() for m in re.finditer(rf"(?<![\w.]){re.escape(text)}(?!\w)", line)]
    if len(found) < 2 or start not in found[: len(ORDINALS)]:
        return ""
    return ORDINALS[found.index(start)]


def _ordinal_of_a_part(edit, line):
    """As `ordinal`, for an operand together with its operator, such as `2 *`."""
    operand = next(part for part in edit.before if isinstance(part, ast.AST))
    if (operand.lineno, operand.end_lineno) != (edit.line, edit.line):
        return ""
    start, end = _columns(operand, line)
    texts = [part if isinstance(part, str) else line[start:end] for part in edit.before]
    part = r"\s*".join(map(re.escape, texts))
    found = list(re.finditer(rf"(?<![\w.]){part}(?!\w)", line))[: len(ORDINALS)]
    at = [i for i, match in enumerate(found) if start == match.start() or end == match.end()]
    return ORDINALS[at[0]] if len(found) > 1 and at else ""


def _columns(node, line):
    """Where a node begins and ends on its line; the parser counts the bytes of UTF-8."""
    code = line.encode()
    return tuple(len(code[:at].decode()) for at in (node.col_offset, node.end_col_offset))


def definitions(source, name, line=None, watch=None):
    """The definition of `name` in a cell and those of the helpers it uses there, as syntax trees.

    The one that counts comes first, with the others that it leads to; [] where it cannot be read.
    line: the number of the line on which the function is defined, where that is known. watch: the
    name of a function that every round of a loop and every function call then begins with, so that
    it can end what a change has made endless.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    known = {defined: node for node in tree.body if (defined := _defines(node))}
    if line is not None:
        known[name] = _defined_at(tree, line, name)
    found, wanted = [], [name]
    while wanted:
        node = known.pop(wanted.pop(0), None)
        if node is not None:
            found.append(node)
            wanted += [n.id for n in ast.walk(node) if isinstance(n, ast.Name)]
    if not found or _defines(found[0]) != name:
        return []
    for definition in found if watch else ():
        _set_watches(definition, watch)
    return found


def edits(source, name, sizes=()):
    """All Edits of the function `name` that a cell's source defines, the likeliest first.

    sizes: expressions for numbers that may be missing as a factor, as source text, such as
    "len(out)" or "lr".
    """
    return edits_in(definitions(source, name), sizes)


def edits_in(definitions, sizes=()):
    """All Edits of some definitions, the likeliest first."""
    found = [edit for definition in definitions for edit in edits_of(definition, sizes)]
    return sorted(found, key=lambda edit: edit.cost)[:MOST_EDITS]


def edits_of(definition, sizes=()):
    """The Edits of one definition, in no order."""
    scope = expression_edits.Scope.of(definition, sizes)
    single = [
        Edit(kind, line, was, cost, definition, ((parent, field, _with(parent, field, at, new)),))
        for parent, field, at, node in _slots(definition)
        for kind, line, was, cost, new in expression_edits.proposals(node, scope, parent)
    ]
    statements = [
        Edit(kind, line, was, cost, definition, changes)
        for kind, line, was, cost, changes in statement_edits.proposals(definition)
    ]
    return [*single, *_everywhere(single), *_twice(single), *statements]


def _is_bare(node):
    """Return True for a tuple that stands in the source without parentheses."""
    if not isinstance(node, ast.Tuple) or not node.elts:
        return False
    first = node.elts[0]
    return (first.lineno, first.col_offset) == (node.lineno, node.col_offset)


def _operand(node):
    text = ast.unparse(node)
    return f"({text})" if isinstance(node, (ast.BinOp, ast.IfExp, ast.Compare)) else text


def _everywhere(single):
    """The same change at every place where it could be made, if what is changed is small."""
    alike = {}
    for edit in single:
        ((node, field, new),) = edit.changes
        if isinstance(edit.before, tuple):  # a part left out
            alike.setdefault((edit.kind, edit.text), []).append(edit)
        elif edit.kind == "sign" and isinstance(edit.before, ast.Constant):
            continue  # all numbers of a function with the other sign: nobody means that
        elif (was := _leaf(edit.before)) and (now := _leaf(_put_in(node, field, new))):
            alike.setdefault((edit.kind, was, now), []).append(edit)
    for group in alike.values():
        slots = {(id(e.changes[0][0]), e.changes[0][1]) for e in group}
        if 1 < len(group) == len(slots):
            changes = tuple(change for edit in group for change in edit.changes)
            first = min(group, key=lambda edit: edit.line)
            others = tuple(sorted({edit.line for edit in group} - {first.line}))
            yield replace(first, cost=first.cost + EVERYWHERE, changes=changes, others=others)


def _twice(single):
    """Yield edits that change an operation alike at two places, as for m and v or W and b."""
    alike = {}
    for edit in single:
        if edit.kind == "operator":
            new = edit.changes[0][2]
            alike.setdefault((edit.before, type(getattr(new, "op", None))), []).append(edit)
        elif edit.kind == "extra" and isinstance(edit.before, tuple):  # `W *` and `b *` on a line
            signs = tuple(part if isinstance(part, str) else None for part in edit.before)
            alike.setdefault((edit.line, signs), []).append(edit)
    for group in alike.values():
        for first, second in combinations(group[:MOST_ALIKE], 2):
            if first.changes[0][:2] != second.changes[0][:2]:
                changes = first.changes + second.changes
                others = tuple({second.line} - {first.line})
                both = replace(first, cost=first.cost + TWICE, changes=changes, others=others)
                if not others and first.text == second.text and first.kind == "operator":
                    both = replace(both, kind="operators")
                if not others and first.text != second.text:
                    text = f"{first.text}` and `{second.text}"
                    kind = "extra_parts" if first.kind == "extra" else first.kind
                    both = replace(both, before=text, kind=kind)
                yield both


def _leaf(node):
    """A text that is the same for the same name, number or function, None for anything larger."""
    if isinstance(node, (ast.Constant, ast.Name)):
        return ast.unparse(node)
    if isinstance(node, ast.keyword):
        return f"{node.arg}={_leaf(node.value)}"
    return f".{node.attr}" if isinstance(node, ast.Attribute) else None


def _put_in(node, field, new):
    """Return the new code of a change without its neighbours in a list."""
    if not isinstance(new, list):
        return new
    before = getattr(node, field)
    return next((n for o, n in zip(before, new, strict=False) if o is not n), None)


def _locate(new, place):
    """Give new nodes the place in the source of those that they replace."""
    for node in new if isinstance(new, list) else [new]:
        if isinstance(node, ast.AST):
            if "lineno" in node._attributes and not hasattr(node, "lineno"):
                ast.copy_location(node, place)
            ast.fix_missing_locations(node)


def _slots(node) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Every expression below a node, as (parent, field, place in a list or None, expression)."""
    for field, value in ast.iter_fields(node):
        items = value if isinstance(value, list) else [value]
        for at, item in enumerate(items):
            if isinstance(item, ast.AST) and not getattr(item, "is_watch", False):
                if isinstance(item, (ast.expr, ast.keyword)) and not _is_text(node):
                    yield node, field, at if isinstance(value, list) else None, item
                yield from _slots(item)


def _is_text(statement):
    """Return True for a docstring or another bare constant."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _with(parent, field, at, new):
    """The value of a field with one entry exchanged, or taken out where `new` is None."""
    if at is None:
        return new
    items = list(getattr(parent, field))
    items[at : at + 1] = [] if new is None else [new]
    return items


def _defines(node):
    """The name that a statement of a cell defines as a function, or None."""
    if isinstance(node, ast.FunctionDef) and not node.decorator_list:
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
        return getattr(node.targets[0], "id", None)
    return None


def _defined_at(tree, line, name):
    """The one definition or lambda on a line, as a definition of `name`, or None."""
    here = [n for n in ast.walk(tree) if getattr(n, "lineno", None) == line]
    functions = [n for n in here if isinstance(n, ast.FunctionDef) and _defines(n) == name]
    if functions:
        return functions[0]
    lambdas = [n for n in here if isinstance(n, ast.Lambda)]
    if len(lambdas) != 1:
        return None
    named = ast.Assign([ast.Name(name, ast.Store())], lambdas[0])
    return ast.fix_missing_locations(ast.copy_location(named, lambdas[0]))


def _set_watches(definition, name):
    for node in ast.walk(definition):
        if isinstance(node, (ast.While, ast.For, ast.FunctionDef)):
            call = ast.Expr(ast.Call(ast.Name(name, ast.Load()), [], []))
            call.is_watch = True
            node.body.insert(0, ast.fix_missing_locations(ast.copy_location(call, node)))
