"""Build and read the small syntax trees that edits of expressions consist of."""

import ast

PLUS_ONE, MINUS_ONE = (ast.Add(), ast.Constant(1)), (ast.Sub(), ast.Constant(1))


def plus(node, op, one):
    return ast.BinOp(node, op, one)


def length(node, axis):
    """node.shape[axis]"""
    return ast.Subscript(ast.Attribute(node, "shape", ast.Load()), ast.Constant(axis), ast.Load())


def bounds_of(node):
    return {"lower": node.lower, "upper": node.upper, "step": node.step}


def call(node, args):
    return ast.Call(node.func, args, node.keywords)


def name_of(function):
    return getattr(function, "attr", None) or getattr(function, "id", "")


def is_module(node):
    return isinstance(node, ast.Name) and node.id in ("np", "numpy", "ff", "math")
