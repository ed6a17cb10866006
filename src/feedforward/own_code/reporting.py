"""Rewrite a function so that each expression reports its value, and each line its beginning."""

import ast
from dataclasses import dataclass

ENTER, LINE, NOTE = "_feedforward_enter", "_feedforward_line", "_feedforward_note"
SIMPLE = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Return, ast.Expr)
LOOPS = (ast.For, ast.While)
ENDS = (ast.Break, ast.Continue, ast.Return, ast.Raise)
# A number that one of these gives depends on values, not on sizes.
OF_VALUES = {"all", "any", "argmax", "argmin", "max", "min", "sum"}
RECORDED = (ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.BinOp, ast.UnaryOp, ast.Compare)
# The parts that report on their own. No node is listed whose parts run elsewhere (a lambda, a
# comprehension) or not always (an `and`), or have no value by themselves (a slice).
PARTS = {
    ast.Attribute: ("value",),
    ast.BinOp: ("left", "right"),
    ast.Compare: ("left", "comparators"),
    ast.List: ("elts",),
    ast.Starred: ("value",),
    ast.Subscript: ("value",),
    ast.Tuple: ("elts",),
    ast.UnaryOp: ("operand",),
    ast.Yield: ("value",),
    ast.keyword: ("value",),
}


@dataclass(frozen=True)
class Line:
    """A statement of the learner's function.

    `number` is its line in the cell, `code` its text. `simple` is False for the head of a loop or a
    condition. `loops` is the number of loops around it; `steady` is True if the sizes of the inputs
    alone decide how often it runs, and no condition, `while` or early exit does.
    """

    number: int
    code: str
    simple: bool
    loops: int
    steady: bool


@dataclass(frozen=True)
class Place:
    """An expression of a line, or a variable that the line sets.

    `text` is the expression or the variable's name, `line` the index of its Line, `variable` says
    which of the two it is, `code` is the expression that computes it ("" if the line sets several
    variables at once), and `operands` are the indices of the places that it is computed from.
    """

    text: str
    line: int
    variable: bool
    code: str
    operands: tuple[int, ...]

    @property
    def tree(self):
        """The syntax tree of `code`, None where that is empty or no expression by itself."""
        try:
            return ast.parse(self.code, mode="eval").body
        except SyntaxError:
            return None


def reporting(definition, source):
    """Rewrite a definition in place -> (lines, places, definition); no lines if it calls itself.

    The result calls ENTER with its arguments, LINE with the number of each line before it runs, and
    NOTE with the value and the number of each place.
    """
    if any(_is_name(node, definition.name) for node in ast.walk(definition)):
        return [], [], definition
    writer = _Writer(source.split("\n"))
    steady = not any(map(_may_end_early, definition.body))
    definition.body = [_enter(definition.args), *writer.block(definition.body, 0, steady)]
    return writer.lines, writer.places, ast.fix_missing_locations(definition)


def _is_name(node, name):
    return isinstance(node, ast.Name) and node.id == name


def _enter(arguments):
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    named += [a for a in (arguments.vararg, arguments.kwarg) if a]
    keys = [ast.Constant(a.arg) for a in named]
    values = [ast.Name(a.arg, ast.Load()) for a in named]
    return ast.Expr(_call(ENTER, ast.Dict(keys, values)))


def _call(name, *arguments):
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


class _Writer:
    """Rewrites statements, and lists the lines and the places that it meets."""

    def __init__(self, source):
        self.source, self.lines, self.places = source, [], []

    def block(self, statements, loops, steady):
        """Return the statements with their reports."""
        written = []
        for statement in statements:
            if getattr(statement, "is_watch", False) or _is_text(statement):
                written.append(statement)
                continue
            number = self._line(statement, loops, steady)
            written.append(ast.Expr(_call(LINE, ast.Constant(number))))
            if isinstance(statement, SIMPLE):
                written += self._simple(statement, number)
            else:
                self._compound(statement, number, loops, steady)
                written.append(statement)
        return written

    def _line(self, statement, loops, steady):
        code = self._code(statement)
        simple = isinstance(statement, SIMPLE)
        if not simple:
            code = self.source[statement.lineno - 1].strip()
        self.lines.append(Line(statement.lineno, code, simple, loops, steady))
        return len(self.lines) - 1

    def _code(self, node):
        """Return the code of a node, "" if it spans several lines."""
        if node.lineno != node.end_lineno:
            return ""
        line = self.source[node.lineno - 1].encode()
        return line[node.col_offset : node.end_col_offset].decode()

    def _compound(self, statement, number, loops, steady):
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
            return
        inside = loops + isinstance(statement, LOOPS)
        regular = steady and isinstance(statement, (ast.For, ast.With))
        if isinstance(statement, ast.For):
            regular = regular and not _may_end_early(statement) and not _counts_values(statement)
        for name in ("body", "orelse", "finalbody"):
            if block := getattr(statement, name, None):
                setattr(statement, name, self.block(block, inside, regular))
        for handler in getattr(statement, "handlers", ()):
            handler.body = self.block(handler.body, inside, False)
        if isinstance(statement, ast.For) and isinstance(statement.target, ast.Name):
            place = self._place(statement.target.id, number, True, "", ())
            note = _call(NOTE, ast.Name(statement.target.id, ast.Load()), ast.Constant(place))
            statement.body.insert(0, ast.Expr(note))

    def _simple(self, statement, number):
        """Return a statement whose expressions report, and a report of each variable it sets."""
        code, operands = "", ()
        if statement.value is not None and self.lines[number].code:
            code = self._code(statement.value)
            statement.value, operands = self._wrapped(statement.value, number)
        targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
        names = [n.id for t in targets if t for n in _flat(t) if isinstance(n, ast.Name)]
        reports = []
        for name in names if self.lines[number].code else ():
            computed = code if len(names) == 1 else ""
            place = self._place(name, number, True, computed, tuple(operands))
            note = _call(NOTE, ast.Name(name, ast.Load()), ast.Constant(place))
            reports.append(ast.Expr(note))
        return [statement, *reports]

    def _place(self, text, line, variable, code, operands):
        self.places.append(Place(text, line, variable, code, operands))
        return len(self.places) - 1

    def _wrapped(self, node, line):
        """Return an expression that reports, and the numbers of the outermost places in it."""
        text, operands = self._code(node), []
        for owner, field in _parts(node):
            part = getattr(owner, field)
            pairs = [self._wrapped(p, line) for p in (part if isinstance(part, list) else [part])]
            new = [pair[0] for pair in pairs]
            setattr(owner, field, new if isinstance(part, list) else new[0])
            operands += [place for _, places in pairs for place in places]
        if not isinstance(node, RECORDED):
            return node, operands
        place = self._place(text, line, False, text, tuple(operands))
        return ast.copy_location(_call(NOTE, node, ast.Constant(place)), node), [place]


def _parts(node):
    """Return (owner, field) for each part of an expression that can report on its own."""
    if isinstance(node, ast.Call):
        method = [(node.func, "value")] if isinstance(node.func, ast.Attribute) else []
        return [*method, (node, "args"), (node, "keywords")]
    if getattr(node, "value", None) is None and "value" in node._fields:
        return []
    if isinstance(node, ast.Subscript) and isinstance(node.slice, RECORDED):
        return [(node, "value"), (node, "slice")]
    return [(node, field) for field in PARTS.get(type(node), ())]


def _is_text(statement):
    """Return True for a docstring."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _flat(target):
    return target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]


def _may_end_early(statement):
    """Return True for a compound statement that contains one of ENDS."""
    compound = isinstance(statement, (*LOOPS, ast.If, ast.Try, ast.With))
    return compound and any(isinstance(node, ENDS) for node in ast.walk(statement))


def _counts_values(loop):
    """Return True if the number of rounds of a loop depends on the values of an array."""
    names = (getattr(n, "attr", getattr(n, "id", "")) for n in ast.walk(loop.iter))
    return not OF_VALUES.isdisjoint(names)
