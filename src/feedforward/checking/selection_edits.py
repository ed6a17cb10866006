"""Edits of names, indices, slices, and the entries of tuples and lists.

expression_edits.py describes what a rule yields.
"""

import ast
from itertools import permutations

from .new_nodes import MINUS_ONE, PLUS_ONE, bounds_of, plus

MOST_UNPACKED = 3


def of_name(node, scope):
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


def of_subscript(node, scope):
    if not isinstance(node.ctx, ast.Load):
        return
    text = node
    yield "index", text, 1.3, node.value
    if isinstance(node.slice, ast.Tuple) and len(node.slice.elts) == 2:
        turned = ast.Tuple(list(reversed(node.slice.elts)), ast.Load())
        yield "index", text, 1.9, ast.Subscript(node.value, turned, ast.Load())
    if not isinstance(node.slice, (ast.Slice, ast.Tuple, ast.Constant, ast.UnaryOp)):
        for shift in (PLUS_ONE, MINUS_ONE):
            shifted = plus(node.slice, *shift)
            yield "index", text, 2.2, ast.Subscript(node.value, shifted, ast.Load())
    if isinstance(node.slice, ast.Constant) and node.slice.value == 0:
        yield "index", text, 2, ast.Subscript(node.value, ast.Constant(-1), ast.Load())
    if isinstance(node.slice, ast.UnaryOp):
        yield "index", text, 2, ast.Subscript(node.value, ast.Constant(0), ast.Load())


def of_slice(node, scope):
    text = node
    for bound in ("lower", "upper", "step"):
        if getattr(node, bound) is not None:
            yield "index", text, 1.4, ast.Slice(**{**bounds_of(node), bound: None})
            for shift in (PLUS_ONE, MINUS_ONE):
                shifted = plus(getattr(node, bound), *shift)
                yield "index", text, 2.1, ast.Slice(**{**bounds_of(node), bound: shifted})
    for lower, upper, step in ((1, None, None), (None, -1, None), (1, -1, None), (None, None, -1)):
        bounds = (ast.Constant(b) if b is not None else None for b in (lower, upper, step))
        yield "index", text, 1.8, ast.Slice(*bounds)


def of_row(node, scope):
    """Edit a tuple or list: leave out an entry, or exchange two neighbours.

    Where the tuple is unpacked into, its names are put in another order.
    """
    if not isinstance(node.ctx, ast.Load):
        for order in list(permutations(node.elts))[1:] if len(node.elts) <= MOST_UNPACKED else ():
            yield "unpacked", node, 2.1, type(node)(list(order), node.ctx)
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
            yield "reversal", node, 1.9, type(node)(swapped, node.ctx)
