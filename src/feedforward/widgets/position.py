"""Write the position of an explorer as one line of code, and start an explorer at a position.

A position is the values of the controls. Every control has a keyword, its label as a Python name:
`mean`, or `x_axis` for "x-axis". "W[0,0]" to "W[1,1]" share the keyword `W`, whose value is a list.
"""

import functools
import html
import inspect
import keyword
import re
import sys
from types import ModuleType

import ipywidgets as widgets
import numpy as np

ENTRY = re.compile(r"(\w+)\[(\d+)(?:,(\d+))?\]")
BELOW = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
DIGITS = 9  # a browser sends 3 steps of 0.1 as 0.30000000000000004
MOST_ENTRIES = 16  # of an array that is written out
HELP = """

    Each control can be set by keyword as well; *copy as code* gives the call for what is shown.
"""
COPY = (
    "const line = this.parentNode; if (Date.now() - window.feedforwardCopy < 5000) "
    "navigator.clipboard?.writeText(line.querySelector('code').textContent).then(() => "
    "{ line.querySelector('span').textContent = 'Copied. '; }).catch(() => {});"
)


class NoLine(Exception):
    """Raised with a sentence that says why a position cannot be written as one line."""


def startable(explore=None, **renamed):
    """Decorate a function that returns an Explorer, so that it takes and shows a position.

    renamed: a control's keyword -> the keyword used instead, which may be one of the function's.
    """
    if explore is None:
        return functools.partial(startable, **renamed)
    signature = inspect.signature(explore)

    @functools.wraps(explore)
    def started(*args, **keywords):
        own = {name: value for name, value in keywords.items() if name in signature.parameters}
        values = {name: value for name, value in keywords.items() if name not in own}
        explorer = explore(*args, **own)
        given = signature.bind(*args, **own)
        names = sys._getframe(1).f_globals
        position = Position(explorer, explore.__name__, given, names, renamed)
        if values:
            position.start_at(values)
        return explorer

    started.__doc__ = f"{(explore.__doc__ or '').rstrip()}{HELP}"
    return started


class Position:
    """The position of an explorer, a button that copies it as code, and the line that it copies.

    It becomes `explorer.position`. `button` and `shown` (the line) are its widgets.
    """

    def __init__(self, explorer, name, given, names, renamed):
        self.explorer, self.name, self.names = explorer, name, names
        self.parameters = given.signature.parameters
        self.given = given.arguments
        self.keywords = keywords_of(explorer.controls, renamed)
        self.start = explorer.values
        self.button = widgets.Button(description="copy as code", icon="copy")
        self.button.add_class("feedforward-copy")
        self.button.on_click(lambda _: self._show())
        self.shown = widgets.HTML(layout=widgets.Layout(width="100%"))
        self.shown.add_class("feedforward-line")
        explorer.position = self
        row = explorer.widget.children[0]  # the row of buttons
        row.children = (*row.children, self.button, self.shown)
        explorer.after_draw.append(self._hide)

    def start_at(self, position):
        """Move the explorer to a position, {keyword: value}, and let *reset* restore it.

        Raises TypeError for a keyword of no control, ValueError for a value no control can hold.
        """
        unknown = set(position) - set(self.keywords)
        if unknown:
            raise TypeError(
                f"{self.name}() has no {', '.join(sorted(unknown))}; it has "
                f"{', '.join([*self.parameters, *self.keywords])}."
            )
        values = {}
        for name, value in position.items():
            values |= self._values_of(name, value)
        self.explorer.start_at(values)

    def _values_of(self, name, value):
        labels = self.keywords[name]
        if isinstance(labels, str):
            return {labels: self._accepted(name, labels, value)}
        labels = np.array(labels)
        entries = np.asarray(value, float)
        if entries.shape != labels.shape:
            raise ValueError(f"{name} has shape {entries.shape}; expected {labels.shape}.")
        pairs = zip(labels.flat, entries.flat, strict=True)
        return {str(label): self._accepted(str(label), label, entry) for label, entry in pairs}

    def _accepted(self, name, label, value):
        """Return a value for a control. Raises ValueError if the control cannot hold it."""
        control = self.explorer.controls[label]
        if hasattr(control, "options"):
            known = [o[1] if isinstance(o, tuple) else o for o in control.options]
            if value not in known:
                raise ValueError(
                    f"{name} is {value!r}; expected one of {', '.join(map(repr, known))}."
                )
        elif not control.min <= value <= control.max:
            raise ValueError(
                f"{name} is {value!r}; expected a number from {control.min} to {control.max}."
            )
        return value

    def line(self):
        """Return the call that makes the explorer as it is shown now. Raises NoLine."""
        values = self.explorer.values
        arguments = dict(self.given) | {
            name: value
            for name, value in self.explorer.extra_arguments().items()
            if value != self.parameters[name].default
        }
        for name, labels in self.keywords.items():
            several = [labels] if isinstance(labels, str) else np.ravel(labels).tolist()
            if any(values[label] != self.start[label] for label in several):
                arguments[name] = _nested(labels, values)
        parts = [part for name, value in arguments.items() for part in self._parts(name, value)]
        return f"ff.{self.name}({', '.join(parts)})"

    def _parts(self, name, value):
        """Return an argument as a list of code: *arguments give several items, a generator none."""
        kind = getattr(self.parameters.get(name), "kind", None)
        if kind is inspect.Parameter.VAR_POSITIONAL:
            return [self._code(name, part) for part in value]
        if isinstance(value, np.random.Generator):
            return []  # it only decides what a button will draw next
        code = self._code(name, value)
        by_place = kind is inspect.Parameter.POSITIONAL_OR_KEYWORD and self._is_next(name)
        return [code if by_place else f"{name}={code}"]

    def _is_next(self, name):
        """Return True if all parameters before this one are given, so that it needs no name."""
        before = list(self.parameters)[: list(self.parameters).index(name)]
        return all(other in self.given for other in before)

    def _code(self, name, value):
        """Return a value as code, by the name that the caller has for it, if any. Raises NoLine."""
        if isinstance(value, np.ndarray) or not _is_literal(value):
            known = _name_of(value, name, self.names)
            if known:
                return known
        if isinstance(value, np.ndarray) and value.size <= MOST_ENTRIES:
            value = value.tolist()
        if _is_literal(value):
            return repr(_rounded(value))
        raise NoLine(
            f"This cannot be written as one line, because {name} was given without a name. Assign "
            "it to a variable in a cell, and call the explorer with that variable."
        )

    def _show(self):
        try:
            line = html.escape(self.line())
        except NoLine as reason:
            self.shown.value = f"<p role='status'>{html.escape(str(reason))}</p>"
            return
        self.shown.value = (
            "<p role='status'><span></span>Run this line to return to what is shown now: "
            f'<code>{line}</code><img src="data:," alt="" onerror="{COPY}"></p>'
        )

    def _hide(self):
        if self.shown.value:
            self.shown.value = ""


def _name_of(value, parameter, names):
    """Return the caller's name for a value, such as relu or np.tanh, or None."""
    found = [n for n, known in names.items() if known is value and not n.startswith("_")]
    if found:
        return parameter if parameter in found else found[0]
    own = getattr(value, "__name__", "")
    for name, module in names.items() if own else ():
        if isinstance(module, ModuleType) and getattr(module, own, None) is value:
            return f"{name}.{own}"
    return own if callable(value) and own in names else None  # it has been redefined since


def keywords_of(labels, renamed):
    """Return the keyword of each control -> its label, or labels in (nested) lists."""
    found = {}
    for label in labels:
        entry = ENTRY.fullmatch(label)
        if entry is None:
            name = re.sub(r"\W+", "_", label.translate(BELOW))
            name = f"{name}_" if keyword.iskeyword(name) else name
            found[renamed.get(name, name)] = label
        elif entry[3] is None:
            found.setdefault(entry[1], []).append(label)
        else:
            rows = found.setdefault(entry[1], {})
            rows.setdefault(int(entry[2]), {})[int(entry[3])] = label
    return {name: _rows(labels) for name, labels in found.items()}


def _rows(labels):
    """Return a matrix of labels, {row: {column: label}}, as nested lists, and a list unchanged."""
    if not isinstance(labels, dict):
        return labels
    return [[row[j] for j in sorted(row)] for _, row in sorted(labels.items())]


def _nested(labels, values):
    if isinstance(labels, list):
        return [_nested(part, values) for part in labels]
    return values[labels]


def _rounded(value):
    if isinstance(value, (list, tuple)):
        return type(value)(map(_rounded, value))
    return round(float(value), DIGITS) if isinstance(value, (float, np.floating)) else value


def _is_literal(value):
    if isinstance(value, (list, tuple)):
        return all(map(_is_literal, value))
    return value is None or isinstance(value, (str, bool, int, float))
