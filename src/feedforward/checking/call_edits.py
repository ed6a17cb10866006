"""Edits of calls: of their arguments, their keywords, and the function that is called.

expression_edits.py describes what a rule yields.
"""

import ast

from .new_nodes import MINUS_ONE, PLUS_ONE, call, is_module, length, name_of, plus

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
NEVER_UNWRAPPED = frozenset("len range zip enumerate print isinstance".split())


def of_keyword(node, scope):
    if node.arg is None:
        return
    text = node.arg
    kind = node.arg if node.arg in ("axis", "keepdims", "dtype") else "argument"
    yield kind, text, 1.2, None
    if node.arg == "keepdims" and isinstance(node.value, ast.Constant):
        yield kind, text, 1.5, ast.keyword("keepdims", ast.Constant(not node.value.value))
    if node.arg == "axis":
        for axis in (0, 1, -1, None):
            if getattr(node.value, "value", node) != axis:
                yield "axis", text, 1.6, ast.keyword("axis", ast.Constant(axis))
    if node.arg == "dtype":
        yield "dtype", text, 1.3, ast.keyword("dtype", ast.Name("float", ast.Load()))


def of_call(node, scope):
    name = name_of(node.func)
    if isinstance(node.func, ast.Attribute) and not is_module(node.func.value):
        yield "wrapper", f".{name}()", 1, node.func.value
    if name not in NEVER_UNWRAPPED:
        for arg in node.args:
            if not isinstance(arg, ast.Starred):
                yield "wrapper", name, 1, arg
    if len(node.args) > 1:
        for i in range(len(node.args)):
            yield "argument", name, 1.3, call(node, [*node.args[:i], *node.args[i + 1 :]])
            for j in range(i):
                args = list(node.args)
                args[i], args[j] = args[j], args[i]
                yield "arguments", name, 2, call(node, args)
    yield from _of_reduction(node, name)
    yield from _of_known_call(node, name, scope)
    for inner in node.args[:1]:  # log(mean(x)) as mean(log(x))
        if isinstance(inner, ast.Call) and inner.args and name not in NEVER_UNWRAPPED:
            swapped = call(inner, [call(node, inner.args[:1]), *inner.args[1:]])
            yield "grouping", node, 2.4, swapped
        if isinstance(inner, ast.BinOp) and len(node.args) == 1:  # f(a / b) as f(a) / b
            outside = call(node, [inner.left])
            both = ast.BinOp(outside, inner.op, call(node, [inner.right]))
            yield "grouping", node, 2.3, both
            yield "grouping", node, 2.2, ast.BinOp(outside, inner.op, inner.right)


def _of_reduction(node, name):
    """Edit the axis of a reduction: change it, or add one if there is none."""
    if name not in REDUCTIONS:
        return
    given = {k.arg for k in node.keywords}
    first = 0 if isinstance(node.func, ast.Attribute) and not is_module(node.func.value) else 1
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
        yield "size", node, 2, ast.Attribute(node.args[0], "size", ast.Load())
        for axis in (1, -1):
            yield "size", node, 2.1, length(node.args[0], axis)
    if name in ("zeros_like", "ones_like", "empty_like", "full_like") and node.args:
        floats = ast.keyword("dtype", ast.Name("float", ast.Load()))
        yield "dtype", name, 1.7, ast.Call(node.func, node.args, [*node.keywords, floats])
    if name == "where" and len(node.args) == 3:
        yield "arguments", name, 1.9, call(node, [node.args[0], node.args[2], node.args[1]])
    if name == "array" and node.args:
        floats = ast.keyword("dtype", ast.Name("float", ast.Load()))
        yield "dtype", name, 2.4, ast.Call(node.func, node.args, [*node.keywords, floats])
    if name == "int" and node.args:
        ceil = ast.Attribute(numpy, "ceil", ast.Load())
        yield "function", name, 2.4, ast.Call(node.func, [ast.Call(ceil, node.args, [])], [])


def _of_range(node):
    """Make a range start or end elsewhere, or run backwards."""
    args = node.args
    for i, arg in enumerate(args):
        for shift in (PLUS_ONE, MINUS_ONE):
            yield "range", "range", 2, call(node, [*args[:i], plus(arg, *shift), *args[i + 1 :]])
    if len(args) == 1:
        yield "range", "range", 2.1, call(node, [ast.Constant(1), *args])
    yield "range", "range", 2.2, ast.Call(ast.Name("reversed", ast.Load()), [node], [])


def of_attribute(node, scope):
    if node.attr == "T":
        yield "transpose", node, 1, node.value
    if node.attr == "size":
        yield "size", node, 2, ast.Call(ast.Name("len", ast.Load()), [node.value], [])
        yield "size", node, 2.2, length(node.value, -1)
    for group in SIBLINGS:
        if node.attr in group:
            for other in group:
                if other != node.attr:
                    cost = 2.1 if other == group[1] or node.attr == group[1] else 2.5
                    yield "function", node, cost, ast.Attribute(node.value, other, ast.Load())
