"""Edits of expressions: yield likely replacements of one, deletions before insertions.

Each rule yields (kind, text, cost, new) for a node: `kind` is a key of places.PLACES, `text` is
the present code (a word, a node, or a tuple of these), and `new` replaces it (None: it is removed
from its list).
"""

import ast
from dataclasses import dataclass

from . import call_edits, selection_edits
from .new_nodes import MINUS_ONE, PLUS_ONE, call, name_of, plus

ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult, ast.Pow, ast.FloorDiv, ast.Mod)
SIGNS = dict(zip(ARITHMETIC, "+ - * / @ ** // %".split(), strict=True))
OTHER_OPERATORS = {  # the likelier ones, then the rest
    ast.Add: (ast.Sub, ast.Mult), ast.Sub: (ast.Add, ast.Div), ast.Mult: (ast.Div, ast.MatMult),
    ast.Div: (ast.Mult, ast.FloorDiv), ast.MatMult: (ast.Mult,), ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div, ast.Mod), ast.Mod: (ast.FloorDiv,),
}  # fmt: skip
RARE_OPERATORS = {
    ast.Sub: (ast.Mult,), ast.Mult: (ast.Pow, ast.Add), ast.Div: (ast.Sub,), ast.Add: (ast.Div,),
}  # fmt: skip
ORDERED = (ast.Sub, ast.Div, ast.MatMult, ast.Pow, ast.FloorDiv, ast.Mod)
OTHER_COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE), ast.LtE: (ast.Lt, ast.GtE, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE), ast.GtE: (ast.Gt, ast.LtE, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
SELECTIONS = [
    (kind, ast.parse(f"_{text}", mode="eval").body.slice)
    for kind, texts in {
        "shape": ("[:, None]", "[None, :]"),
        "selection": ("[1:]", "[:-1]", "[0]", "[-1]"),
        "reversal": ("[::-1]",),
    }.items()
    for text in texts
]
USED_LATER = 1


@dataclass(frozen=True)
class Scope:
    """What names mean in a definition: its parameters, all its variables, names that are called,
    those that += and the like change, the expressions that loops add up, expressions for sizes,
    and the name of NumPy."""

    parameters: tuple[str, ...]
    variables: tuple[str, ...]
    called: tuple[str, ...]
    updated: frozenset[str]
    added_up: frozenset[ast.AST]
    sizes: tuple[ast.expr, ...]
    numpy: str = "np"

    @classmethod
    def of(cls, definition, sizes):
        function = definition.value if isinstance(definition, ast.Assign) else definition
        parameters = [a.arg for a in ast.walk(function) if isinstance(a, ast.arg)]
        nodes = [n for n in ast.walk(function) if isinstance(n, ast.Name)]
        names = parameters + [n.id for n in nodes if isinstance(n.ctx, ast.Store)]
        calls = [n.func for n in ast.walk(function) if isinstance(n, ast.Call)]
        called = {f.id for f in calls if isinstance(f, ast.Name)}
        updates = [n.target for n in ast.walk(function) if isinstance(n, ast.AugAssign)]
        updated = frozenset(t.id for t in updates if isinstance(t, ast.Name))
        own = [n.targets[0].id for n in ast.walk(function) if _is_size(n)]
        read = [ast.parse(text, mode="eval").body for text in dict.fromkeys([*own, *sizes])]
        numpy = "numpy" if any(n.id == "numpy" for n in nodes) else "np"
        names = tuple(dict.fromkeys(names))
        called = tuple(sorted(called))
        added_up = _added_in_loops(function)
        return cls(tuple(parameters), names, called, updated, added_up, tuple(read), numpy)


def proposals(node, scope, parent):
    """(kind, line, text, cost, new) for one expression."""
    if isinstance(parent, ast.keyword) and parent.arg in ("axis", "keepdims"):
        return  # the rule for keywords has these
    for rule in RULES.get(type(node), ()):
        for kind, text, cost, new in rule(node, scope):
            if isinstance(node, ast.keyword) and isinstance(parent, ast.Call):
                text = name_of(parent.func)
            if isinstance(node, ast.Tuple) and isinstance(parent, ast.Subscript):
                kind, text = "index", parent
            if kind == "constant" and (name := _assigned(parent)) in scope.updated:
                kind, text = "start", name
            yield kind, _line(node), text, cost, new
    if _may_miss_something(node, parent):
        # What is missing from a variable is missing where it is computed, not where it is used.
        later = USED_LATER if isinstance(node, ast.Name) and node.id not in scope.parameters else 0
        for kind, cost, new in _insertions(node, scope, parent):
            if kind == "factor" and node in scope.added_up:
                kind = "factor_in_a_sum"
            yield kind, _line(node), node, cost + later, new


def _of_operation(node, scope):
    sign, left, right = SIGNS.get(type(node.op), ""), node.left, node.right
    if not sign:
        return
    yield "extra", (sign, right), 1, left
    yield "extra", (left, sign), 1.1, right
    for op in OTHER_OPERATORS[type(node.op)]:
        yield "operator", sign, 2, ast.BinOp(left, op(), right)
    for op in RARE_OPERATORS.get(type(node.op), ()):
        yield "operator", sign, 2.7, ast.BinOp(left, op(), right)
    if isinstance(left, ast.BinOp):  # a * b / c as a * (b - c)
        for op in (ast.Add, ast.Sub, ast.Mult, ast.Div):
            if not isinstance(node.op, op):
                inner = ast.BinOp(left.right, op(), right)
                yield "operation", sign, 3, ast.BinOp(left.left, left.op, inner)
    if isinstance(node.op, ast.Pow) and isinstance(left, ast.Constant):
        exp = ast.Attribute(ast.Name(scope.numpy, ast.Load()), "exp", ast.Load())
        yield "base", left, 2.2, ast.Call(exp, [right], [])
    if isinstance(node.op, ast.Mult) and getattr(left, "value", 0) == 2:  # 2 * a as a ** 2
        yield "missing", node, 2.6, ast.BinOp(right, ast.Pow(), left)
    if isinstance(node.op, ast.Mult) and isinstance(left, ast.List) and len(left.elts) == 1:
        yield "aliases", node, 1.9, _distinct_lists(left.elts[0], right)
    if isinstance(node.op, ORDERED):
        yield "operands", sign, 2, ast.BinOp(right, node.op, left)
    if isinstance(left, ast.BinOp):  # (a - b) / c as a - b / c
        regrouped = ast.BinOp(left.left, left.op, ast.BinOp(left.right, node.op, right))
        yield "grouping", node, 1.6, regrouped
    if isinstance(right, ast.BinOp):
        regrouped = ast.BinOp(ast.BinOp(left, node.op, right.left), right.op, right.right)
        yield "grouping", node, 1.6, regrouped
    if isinstance(right, ast.UnaryOp) or isinstance(left, ast.UnaryOp):
        yield from _sign_moved(node)
    for inner, other, turned in ((left, right, False), (right, left, True)):
        if isinstance(inner, ast.Call) and inner.args:  # f(a) / b as f(a / b)
            pair = (other, inner.args[0]) if turned else (inner.args[0], other)
            ops = [node.op, ast.Mult()] if isinstance(node.op, ast.Pow) else [node.op]
            for op in ops:  # f(a) ** 2 also as f(a * 2)
                moved = ast.BinOp(pair[0], op, pair[1])
                kind = "grouping" if op is node.op else "missing"
                yield kind, node, 2.2, call(inner, [moved, *inner.args[1:]])
        if isinstance(inner, ast.Call) and len(inner.args) == 1:  # b * f(a - c) as b * f(a) - c
            yield from _term_moved_out(node, inner)


def _term_moved_out(node, called):
    argument = called.args[0]
    if isinstance(argument, ast.BinOp) and isinstance(argument.op, (ast.Add, ast.Sub)):
        shorter = call(called, [argument.left])
        left = shorter if called is node.left else node.left
        right = shorter if called is node.right else node.right
        moved = ast.BinOp(ast.BinOp(left, node.op, right), argument.op, argument.right)
        yield "grouping", node, 2.4, moved


def _distinct_lists(entry, count):
    """[[]] * n as [[] for _ in range(n)], whose entries are different lists."""
    times = ast.Call(ast.Name("range", ast.Load()), [count], [])
    rounds = ast.comprehension(ast.Name("_", ast.Store()), times, [], 0)
    return ast.ListComp(entry, [rounds])


def _sign_moved(node):
    """-a ** 2 as (-a) ** 2, and the other way round."""
    if isinstance(node.left, ast.UnaryOp):
        inner = ast.BinOp(node.left.operand, node.op, node.right)
        yield "grouping", node, 1.8, ast.UnaryOp(node.left.op, inner)


def _of_unary(node, scope):
    yield "extra", "-" if isinstance(node.op, ast.USub) else "not", 1, node.operand
    if isinstance(node.operand, ast.BinOp):
        inner = node.operand
        first = ast.UnaryOp(node.op, inner.left)
        yield "grouping", node, 1.8, ast.BinOp(first, inner.op, inner.right)


def _of_comparison(node, scope):
    if len(node.ops) == 1:
        for op in OTHER_COMPARISONS[type(node.ops[0])]:
            yield "comparison", node, 1.8, ast.Compare(node.left, [op()], node.comparators)
        if not isinstance(node.ops[0], (ast.Is, ast.IsNot, ast.In, ast.NotIn)):
            right = node.comparators[0]
            for new in (plus(right, *PLUS_ONE), plus(right, *MINUS_ONE)):
                yield "comparison", node, 3, ast.Compare(node.left, node.ops, [new])


def _of_bool_operation(node, scope):
    other = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
    yield "comparison", node, 2, ast.BoolOp(other, node.values)
    for value in node.values:
        yield "extra", value, 1.5, value


def _of_constant(node, scope):
    value = node.value
    if value is None or isinstance(value, (bool, str)):
        if isinstance(value, bool):
            yield "constant", node, 2, ast.Constant(not value)
        return
    if not isinstance(value, (int, float)):
        return
    near = (value + 1, value - 1, -value, value * 2, value / 2)
    others = [1, 0, 2, 0.5] if isinstance(value, int) else [0.0, 1.0, 0.5, 2.0]
    if isinstance(value, int) and value % 2:
        near = near[:-1]
    for cost, group in ((2, near), (2.8, others)):
        for new in dict.fromkeys(group):
            if new != value:
                yield "sign" if new == -value else "constant", node, cost, ast.Constant(new)


def _of_choice(node, scope):
    """a if c else b."""
    yield "comparison", node, 1.8, ast.IfExp(node.test, node.orelse, node.body)
    # Dearer than a change of what is in it: a case of its own is seldom without a reason.
    first, test, second = map(ast.unparse, (node.body, node.test, node.orelse))
    yield "extra", f"if {test} else {second}", 2.1, node.body
    yield "extra", f"{first} if {test} else", 2.2, node.orelse


RULES = {
    ast.BinOp: (_of_operation,), ast.UnaryOp: (_of_unary,), ast.Compare: (_of_comparison,),
    ast.BoolOp: (_of_bool_operation,), ast.Constant: (_of_constant,), ast.IfExp: (_of_choice,),
    ast.keyword: (call_edits.of_keyword,), ast.Call: (call_edits.of_call,),
    ast.Attribute: (call_edits.of_attribute,), ast.Name: (selection_edits.of_name,),
    ast.Subscript: (selection_edits.of_subscript,), ast.Slice: (selection_edits.of_slice,),
    ast.Tuple: (selection_edits.of_row,), ast.List: (selection_edits.of_row,),
}  # fmt: skip


def _may_miss_something(node, parent):
    """Return True for an expression to which something may be added without writing code anew."""
    if not isinstance(node, ast.expr) or isinstance(getattr(node, "ctx", None), ast.Store):
        return False
    if isinstance(node, (ast.Slice, ast.Starred, ast.Constant)):
        return False
    if isinstance(parent, (ast.Return, ast.Assign, ast.AugAssign)):
        return True
    if isinstance(parent, ast.Tuple):
        return isinstance(parent.ctx, ast.Load)
    if isinstance(parent, ast.For):
        return node is parent.iter
    return isinstance(parent, (ast.BinOp, ast.Call, ast.UnaryOp, ast.Lambda, ast.Compare))


def _insertions(node, scope, parent):
    """(kind, cost, new): a factor, a sign, a term, a transpose or a function is added."""
    if isinstance(node, (ast.Tuple, ast.List)):
        return
    yield "sign", 2.6, ast.UnaryOp(ast.USub(), node)
    yield "transpose", 2.4, ast.Attribute(node, "T", ast.Load())
    yield "missing", 3, ast.BinOp(ast.Constant(1), ast.Sub(), node)
    yield "power", 3, ast.BinOp(node, ast.Pow(), ast.Constant(2))
    factors = [*scope.sizes, ast.Constant(2)]
    for place, factor in enumerate(factors):
        yield "factor", 3 + 0.01 * place, ast.BinOp(node, ast.Div(), factor)
        yield "factor", 3.1 + 0.01 * place, ast.BinOp(node, ast.Mult(), factor)
        rest = ast.BinOp(ast.Constant(1), ast.Sub(), factor)
        yield "factor", 3.6, ast.BinOp(node, ast.Mult(), rest)
    numpy = ast.Name(scope.numpy, ast.Load())
    for name in ("sqrt", "sum", "abs", "mean", "exp", "log"):
        if isinstance(parent, ast.Compare) and name in ("sum", "mean"):
            continue  # one comparison for a whole array is right by accident
        called = ast.Call(ast.Attribute(numpy, name, ast.Load()), [node], [])
        yield "absolute" if name == "abs" else "missing", 3.4, called
    # `Z = -h` makes a new array, too, but `Z = h` is more often a forgotten copy.
    is_alias = isinstance(node, ast.Name) and isinstance(parent, ast.Assign)
    yield (
        "copy",
        2.5 if is_alias else 2.8,
        ast.Call(ast.Attribute(node, "copy", ast.Load()), [], []),
    )
    floats = [ast.Name("float", ast.Load())]
    yield "dtype", 3.2, ast.Call(ast.Attribute(node, "astype", ast.Load()), floats, [])
    for kind, chosen in SELECTIONS:
        yield kind, 3.5, ast.Subscript(node, chosen, ast.Load())
    for place, name in enumerate(scope.variables[:8]):
        other = ast.Name(name, ast.Load())
        for op, cost in ((ast.Add(), 3.8), (ast.Mult(), 3.8), (ast.Sub(), 3.9)):
            yield "missing", cost + 0.01 * place, ast.BinOp(node, op, other)


def _assigned(statement):
    """The variable that a statement assigns, or None."""
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id
    return None


def _added_in_loops(function):
    """The expressions that loops add to a variable.

    Where something is added too often, a factor makes up for that by accident.
    """
    loops = [n for n in ast.walk(function) if isinstance(n, (ast.For, ast.While))]
    updates = [n for loop in loops for n in ast.walk(loop) if isinstance(n, ast.AugAssign)]
    sums = [n.value for n in updates if isinstance(n.op, ast.Add)]
    return frozenset(part for value in sums for part in ast.walk(value))


def _is_size(node):
    """Return True for an assignment such as N = len(X) or m = X.shape[1]."""
    if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
        return False
    value = node.value
    if isinstance(value, ast.Call):
        return name_of(value.func) == "len"
    if isinstance(value, ast.Subscript):
        value = value.value
    return isinstance(value, ast.Attribute) and value.attr in ("shape", "size")


def _line(node):
    if isinstance(node, ast.BinOp):
        return node.right.lineno
    return node.value.lineno if isinstance(node, ast.keyword) else node.lineno
