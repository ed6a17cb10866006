"""Changes of expressions: what could stand in the place of one, deletions before insertions.

Each rule yields (kind, text, cost, new) for a node: `kind` is a key of places.PLACES, `text` is
what is there now (a word, a node, or a tuple of these), `new` takes its place (None: it is left out
of the list it is in).
"""

import ast
from dataclasses import dataclass

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
SIBLINGS = (
    ("sum", "mean", "prod"), ("max", "min", "maximum", "amax"), ("maximum", "minimum", "max"),
    ("argmax", "argmin"), ("argmax", "max"), ("argmin", "min"),
    ("zeros", "ones", "empty"), ("zeros_like", "ones_like"),
    ("exp", "expm1", "exp2"), ("log", "log2", "log10", "log1p"), ("sqrt", "square"),
    ("std", "var"), ("ceil", "floor"), ("dot", "multiply", "outer"), ("sign", "abs"),
    ("vstack", "hstack", "column_stack"), ("append", "extend"), ("normal", "standard_normal"),
    ("random", "uniform", "normal"), ("permutation", "shuffle"), ("diff", "ediff1d"),
    ("greater", "greater_equal", "less", "less_equal"), ("abs", "fabs", "absolute"),
)  # fmt: skip
REDUCTIONS = frozenset("sum mean max min prod std var argmax argmin amax amin any all norm".split())
UNDONE = frozenset("len range zip enumerate print isinstance".split())  # no wrapper to take away
SELECTIONS = [
    ast.parse(f"_{text}", mode="eval").body.slice
    for text in ("[:, None]", "[None, :]", "[1:]", "[:-1]", "[::-1]", "[0]", "[-1]")
]
USED_LATER = 1
PLUS_ONE, MINUS_ONE = (ast.Add(), ast.Constant(1)), (ast.Sub(), ast.Constant(1))


@dataclass(frozen=True)
class Scope:
    """What names mean in a definition: its parameters, all its variables, names that are called,
    expressions for sizes, and the name of NumPy."""

    parameters: tuple[str, ...]
    variables: tuple[str, ...]
    called: tuple[str, ...]
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
        own = [n.targets[0].id for n in ast.walk(function) if _is_size(n)]
        read = [ast.parse(text, mode="eval").body for text in dict.fromkeys([*own, *sizes])]
        numpy = "numpy" if any(n.id == "numpy" for n in nodes) else "np"
        names = tuple(dict.fromkeys(names))
        return cls(tuple(parameters), names, tuple(sorted(called)), tuple(read), numpy)


def proposals(node, scope, parent):
    """(kind, line, text, cost, new) for one expression."""
    if isinstance(parent, ast.keyword) and parent.arg in ("axis", "keepdims"):
        return  # the rule for keywords has these
    for rule in RULES.get(type(node), ()):
        for kind, text, cost, new in rule(node, scope):
            if isinstance(node, ast.keyword) and isinstance(parent, ast.Call):
                text = _name_of(parent.func)
            yield kind, _line(node), text, cost, new
    if _may_miss_something(node, parent):
        # What is missing from a variable is missing where it is computed, not where it is used.
        later = USED_LATER if isinstance(node, ast.Name) and node.id not in scope.parameters else 0
        for kind, cost, new in _insertions(node, scope):
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
                yield "operator", sign, 3, ast.BinOp(left.left, left.op, inner)
    if isinstance(node.op, ast.Pow) and isinstance(left, ast.Constant):
        exp = ast.Attribute(ast.Name(scope.numpy, ast.Load()), "exp", ast.Load())
        yield "base", left, 2.2, ast.Call(exp, [right], [])
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
                yield "grouping", node, 2.2, _call(inner, [moved, *inner.args[1:]])


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
            for new in (_plus(right, *PLUS_ONE), _plus(right, *MINUS_ONE)):
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
                yield "constant", node, cost, ast.Constant(new)


def _of_keyword(node, scope):
    if node.arg is None:
        return
    text = node.arg
    kind = {"axis": "axis", "keepdims": "keepdims", "dtype": "dtype"}.get(node.arg, "argument")
    yield kind, text, 1.2, None
    if node.arg == "keepdims" and isinstance(node.value, ast.Constant):
        yield kind, text, 1.5, ast.keyword("keepdims", ast.Constant(not node.value.value))
    if node.arg == "axis":
        for axis in (0, 1, -1, None):
            if getattr(node.value, "value", node) != axis:
                yield "axis", text, 1.6, ast.keyword("axis", ast.Constant(axis))
    if node.arg == "dtype":
        yield "dtype", text, 1.3, ast.keyword("dtype", ast.Name("float", ast.Load()))


def _of_call(node, scope):
    name = _name_of(node.func)
    if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value):
        yield "wrapper", f".{name}()", 1, node.func.value
    if name not in UNDONE:
        for arg in node.args:
            if not isinstance(arg, ast.Starred):
                yield "wrapper", name, 1, arg
    if len(node.args) > 1:
        for i in range(len(node.args)):
            yield "argument", name, 1.3, _call(node, [*node.args[:i], *node.args[i + 1 :]])
            for j in range(i):
                args = list(node.args)
                args[i], args[j] = args[j], args[i]
                yield "arguments", name, 2, _call(node, args)
    yield from _of_reduction(node, name)
    yield from _of_known_call(node, name, scope)
    for inner in node.args[:1]:  # log(mean(x)) as mean(log(x))
        if isinstance(inner, ast.Call) and inner.args and name not in UNDONE:
            swapped = _call(inner, [_call(node, inner.args[:1]), *inner.args[1:]])
            yield "grouping", node, 2.4, swapped
        if isinstance(inner, ast.BinOp) and len(node.args) == 1:  # f(a / b) as f(a) / b
            outside = _call(node, [inner.left])
            both = ast.BinOp(outside, inner.op, _call(node, [inner.right]))
            yield "grouping", node, 2.3, both
            yield "grouping", node, 2.2, ast.BinOp(outside, inner.op, inner.right)


def _of_reduction(node, name):
    """The axis of a sum, a mean, a maximum: another one, or one where there is none."""
    if name not in REDUCTIONS:
        return
    given = {k.arg for k in node.keywords}
    first = 0 if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value) else 1
    kept = ast.keyword("keepdims", ast.Constant(True))
    has_axis = "axis" in given or len(node.args) > first
    if has_axis and "keepdims" not in given:
        yield "keepdims", name, 1.6, ast.Call(node.func, node.args, [*node.keywords, kept])
    if not has_axis:
        for axis in (0, 1, -1):
            chosen = ast.keyword("axis", ast.Constant(axis))
            rest = [k for k in node.keywords if k.arg != "keepdims"]
            yield "axis", name, 1.7, ast.Call(node.func, node.args, [*node.keywords, chosen])
            yield "axis", name, 1.9, ast.Call(node.func, node.args, [*rest, chosen, kept])


def _of_known_call(node, name, scope):
    numpy = ast.Name(scope.numpy, ast.Load())
    if name == "range":
        yield from _of_range(node)
    if name == "len" and node.args:
        yield "size", "len", 2, ast.Attribute(node.args[0], "size", ast.Load())
        for axis in (1, -1):
            yield "size", "len", 2.1, _length(node.args[0], axis)
    if name in ("zeros_like", "ones_like", "empty_like", "full_like") and node.args:
        floats = ast.keyword("dtype", ast.Name("float", ast.Load()))
        yield "dtype", name, 1.7, ast.Call(node.func, node.args, [*node.keywords, floats])
    if name == "where" and len(node.args) == 3:
        yield "arguments", name, 1.9, _call(node, [node.args[0], node.args[2], node.args[1]])
    if name == "array" and node.args:
        floats = ast.keyword("dtype", ast.Name("float", ast.Load()))
        yield "dtype", name, 2.4, ast.Call(node.func, node.args, [*node.keywords, floats])
    if name == "int" and node.args:
        ceil = ast.Attribute(numpy, "ceil", ast.Load())
        yield "function", name, 2.4, ast.Call(node.func, [ast.Call(ceil, node.args, [])], [])


def _of_range(node):
    """A range that starts, ends or turns elsewhere."""
    args = node.args
    for i, arg in enumerate(args):
        for shift in (PLUS_ONE, MINUS_ONE):
            yield "range", "range", 2, _call(node, [*args[:i], _plus(arg, *shift), *args[i + 1 :]])
    if len(args) == 1:
        yield "range", "range", 2.1, _call(node, [ast.Constant(1), *args])
    yield "range", "range", 2.2, ast.Call(ast.Name("reversed", ast.Load()), [node], [])


def _of_attribute(node, scope):
    if node.attr == "T":
        yield "transpose", node, 1, node.value
    if node.attr == "size":
        for new in (ast.Call(ast.Name("len", ast.Load()), [node.value], []),):
            yield "size", ".size", 2, new
        yield "size", ".size", 2.2, _length(node.value, -1)
    for group in SIBLINGS:
        if node.attr in group:
            for other in group:
                if other != node.attr:
                    cost = 2.1 if other == group[1] or node.attr == group[1] else 2.5
                    yield "function", node, cost, ast.Attribute(node.value, other, ast.Load())


def _of_name(node, scope):
    if not isinstance(node.ctx, ast.Load):
        return
    if node.id in ("max", "min", "sum", "abs"):
        other = {"max": "min", "min": "max"}.get(node.id)
        if other:
            yield "function", node.id, 2.2, ast.Name(other, ast.Load())
    pool = scope.called if node.id in scope.called else scope.variables
    if node.id in pool:
        for place, other in enumerate(name for name in pool if name != node.id):
            yield "name", node.id, 2.2 + 0.01 * place, ast.Name(other, ast.Load())


def _of_subscript(node, scope):
    if not isinstance(node.ctx, ast.Load):
        return
    text = node
    yield "index", text, 1.3, node.value
    if isinstance(node.slice, ast.Tuple) and len(node.slice.elts) == 2:
        turned = ast.Tuple(list(reversed(node.slice.elts)), ast.Load())
        yield "index", text, 1.9, ast.Subscript(node.value, turned, ast.Load())
    if not isinstance(node.slice, (ast.Slice, ast.Tuple, ast.Constant, ast.UnaryOp)):
        for shift in (PLUS_ONE, MINUS_ONE):
            shifted = _plus(node.slice, *shift)
            yield "index", text, 2.2, ast.Subscript(node.value, shifted, ast.Load())
    if isinstance(node.slice, ast.Constant) and node.slice.value == 0:
        yield "index", text, 2, ast.Subscript(node.value, ast.Constant(-1), ast.Load())
    if isinstance(node.slice, ast.UnaryOp):
        yield "index", text, 2, ast.Subscript(node.value, ast.Constant(0), ast.Load())


def _of_slice(node, scope):
    text = node
    for bound in ("lower", "upper", "step"):
        if getattr(node, bound) is not None:
            yield "index", text, 1.4, ast.Slice(**{**_bounds(node), bound: None})
            for shift in (PLUS_ONE, MINUS_ONE):
                shifted = _plus(getattr(node, bound), *shift)
                yield "index", text, 2.1, ast.Slice(**{**_bounds(node), bound: shifted})
    for lower, upper, step in ((1, None, None), (None, -1, None), (1, -1, None), (None, None, -1)):
        bounds = (ast.Constant(b) if b is not None else None for b in (lower, upper, step))
        yield "index", text, 1.8, ast.Slice(*bounds)


def _of_row(node, scope):
    """A tuple or list: an entry left out, or two neighbours exchanged."""
    if not isinstance(node.ctx, ast.Load):
        return
    if isinstance(node, ast.List) and len(node.elts) == 1:
        only = node.elts[0]  # [a * n] as [a] * n
        if isinstance(only, ast.BinOp) and isinstance(only.op, ast.Mult):
            for one, times in ((only.left, only.right), (only.right, only.left)):
                repeated = ast.BinOp(ast.List([one], ast.Load()), ast.Mult(), times)
                yield "grouping", only, 2.3, repeated
    if isinstance(node, ast.List) and len(node.elts) > 1:
        yield "entries", node, 2.4, ast.List([ast.Tuple(node.elts, ast.Load())], ast.Load())
    for i in range(len(node.elts)):
        rest = [*node.elts[:i], *node.elts[i + 1 :]]
        if len(rest) == 1 and isinstance(node, ast.Tuple):
            yield "entries", node, 1.7, rest[0]
        if rest:
            yield "entries", node, 1.6, type(node)(rest, node.ctx)
        if i:
            swapped = list(node.elts)
            swapped[i - 1], swapped[i] = swapped[i], swapped[i - 1]
            yield "entries", node, 1.9, type(node)(swapped, node.ctx)


def _of_choice(node, scope):
    """a if c else b."""
    yield "comparison", node, 1.8, ast.IfExp(node.test, node.orelse, node.body)
    yield "extra", node, 1.4, node.body
    yield "extra", node, 1.5, node.orelse


RULES = {
    ast.BinOp: (_of_operation,), ast.UnaryOp: (_of_unary,), ast.Compare: (_of_comparison,),
    ast.BoolOp: (_of_bool_operation,), ast.Constant: (_of_constant,), ast.keyword: (_of_keyword,),
    ast.Call: (_of_call,), ast.Attribute: (_of_attribute,), ast.Name: (_of_name,),
    ast.Subscript: (_of_subscript,), ast.Slice: (_of_slice,), ast.Tuple: (_of_row,),
    ast.List: (_of_row,), ast.IfExp: (_of_choice,),
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


def _insertions(node, scope):
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
        called = ast.Call(ast.Attribute(numpy, name, ast.Load()), [node], [])
        yield "missing", 3.4, called
    yield "copy", 2.8, ast.Call(ast.Attribute(node, "copy", ast.Load()), [], [])
    floats = [ast.Name("float", ast.Load())]
    yield "dtype", 3.2, ast.Call(ast.Attribute(node, "astype", ast.Load()), floats, [])
    for chosen in SELECTIONS:
        yield "index", 3.5, ast.Subscript(node, chosen, ast.Load())
    for place, name in enumerate(scope.variables[:8]):
        other = ast.Name(name, ast.Load())
        for op, cost in ((ast.Add(), 3.8), (ast.Mult(), 3.8), (ast.Sub(), 3.9)):
            yield "missing", cost + 0.01 * place, ast.BinOp(node, op, other)


def _is_size(node):
    """Return True for an assignment such as N = len(X) or m = X.shape[1]."""
    if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
        return False
    value = node.value
    if isinstance(value, ast.Call):
        return _name_of(value.func) == "len"
    if isinstance(value, ast.Subscript):
        value = value.value
    return isinstance(value, ast.Attribute) and value.attr in ("shape", "size")


def _plus(node, op, one):
    return ast.BinOp(node, op, one)


def _length(node, axis):
    """node.shape[axis]"""
    return ast.Subscript(ast.Attribute(node, "shape", ast.Load()), ast.Constant(axis), ast.Load())


def _bounds(node):
    return {"lower": node.lower, "upper": node.upper, "step": node.step}


def _call(node, args):
    return ast.Call(node.func, args, node.keywords)


def _name_of(function):
    return getattr(function, "attr", None) or getattr(function, "id", "")


def _is_module(node):
    return isinstance(node, ast.Name) and node.id in ("np", "numpy", "ff", "math")


def _line(node):
    if isinstance(node, ast.BinOp):
        return node.right.lineno
    return node.value.lineno if isinstance(node, ast.keyword) else node.lineno
