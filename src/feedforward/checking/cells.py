"""Watch the notebook's cells: which failed, whose function is stale, which cell a name needs."""

import re
import sys
from dataclasses import dataclass

from feedforward import exercises

from .defining_cell import first_line
from .verdict import html_text

CELL_FAILED = "cell_failed"
ANSWER_ID = "answer-{}"  # the id of the cell that the book gives an exercise to be answered in


@dataclass(frozen=True)
class FailedRun:
    """The error that stopped the last run of a cell that should define `name`."""

    name: str
    kind: str
    text: str
    line: int | None
    source: str

    @property
    def where(self):
        """As in "SyntaxError in line 3 of the cell: '(' was never closed"."""
        place = f" in line {self.line} of the cell" if self.line else ""
        return f"{self.kind}{place}: {self.text}" if self.text else f"{self.kind}{place}"


_failed = {}  # by exercise: its cell's last run, if that left the old function in place
_sources = {}  # by exercise: the text of the cell that defined it last
_before = {}  # by exercise: what its name stood for when the running cell began


def watch(shell):
    """Have an IPython shell report its cells from now on; None is allowed and does nothing."""
    if shell is None:
        return
    shell.events.register("pre_run_cell", _remember_names)
    shell.events.register("post_run_cell", _note_outcome)


def shell():
    """Return the IPython shell that runs this, or None."""
    ipython = sys.modules.get("IPython")  # a shell has imported it; nobody else needs to
    return ipython.get_ipython() if ipython else None


def failed_run(name):
    """Return the FailedRun after which the function of that name is not the learner's latest."""
    return _failed.get(name)


def source_of(name):
    """Return the text of the cell that defined an exercise's function last, or None."""
    return _sources.get(name)


def _remember_names(info):
    namespace = shell().user_ns
    _before.clear()
    _before.update({name: namespace.get(name) for name in exercises.EXERCISES})


def _note_outcome(result):
    if result.info is None:
        return
    error = result.error_before_exec or result.error_in_exec
    namespace = shell().user_ns
    for name in exercises.EXERCISES:
        redefined = namespace.get(name) is not _before.get(name)
        if redefined or (not error and _defines(name, result.info)):
            _failed.pop(name, None)
            _sources[name] = result.info.raw_cell
        elif error and _defines(name, result.info):
            _failed[name] = _failed_run(name, error, result.info.raw_cell)
    if type(error) is NameError:
        _show_what_to_run(error, result.info.cell_id)


def _defines(name, info):
    """Return True if the cell is that exercise's, or its text says so (it may not even parse)."""
    if info.cell_id == ANSWER_ID.format(name):
        return True
    definition = rf"^[ \t]{{0,3}}(?:(?:async )?def {name}\b|{name}\s*=(?!=))"
    return re.search(definition, info.raw_cell, re.MULTILINE) is not None


def _failed_run(name, error, source):
    lines = source.split("\n")
    if isinstance(error, SyntaxError):
        error = _plainer(error, source)
        line, text = error.lineno, error.msg
    else:
        line, text = _last_line(error, len(lines)), str(error)
    shown = lines[line - 1].strip() if line and line <= len(lines) else ""
    return FailedRun(name, type(error).__name__, text.split("\n")[0], line, shown)


def _plainer(error, source):
    """Return the compiler's own SyntaxError where IPython says "incomplete input"."""
    try:
        compile(source, "cell", "exec")
    except SyntaxError as own:
        return own
    return error


def _last_line(error, lines):
    """Return the number of the cell's line at which it stopped, or None."""
    trace, number = error.__traceback__, None
    while trace is not None:
        code = trace.tb_frame.f_code
        if trace.tb_frame.f_globals is shell().user_ns and code.co_name == "<module>":
            number = trace.tb_lineno
        trace = trace.tb_next
    return number if number and number <= lines else None


def _show_what_to_run(error, cell_id):
    """Below the traceback of a NameError, say which cell defines the name, if one does."""
    name = error.name
    missing = f"`{name}` does not exist yet"
    failed = failed_run(name)
    if failed:
        text = (
            f"{missing}, because the cell that should define it stopped with a "
            f"{failed.where}. Correct that cell and run it, then run this one again."
        )
    elif name in exercises.EXERCISES:
        section = exercises.find(name).section.split("_")[0]
        text = (
            f"{missing}. Run the cell of section {section} that begins with "
            f"`def {name}(` first, then run this one again."
        )
    else:
        # An answer may need a function or an import of another cell, but hardly its variables: with
        # one of these it would run, and compute the wrong thing.
        line = first_line(name, cell_id, variables=not _stopped_in_an_answer(error))
        if line is None:
            return
        text = f"{missing}. Run the cell that begins with `{line}` first, then run this one again."
    from IPython.display import display

    html = f"<p>{html_text(text)}</p>"
    display({"text/plain": text.replace("`", ""), "text/html": html}, raw=True)


def _stopped_in_an_answer(error):
    """Return True if an exercise's function was running when the error was raised."""
    trace, names = error.__traceback__, set()
    while trace is not None:
        if trace.tb_frame.f_globals is shell().user_ns:
            names.add(trace.tb_frame.f_code.co_name)
        trace = trace.tb_next
    return not names.isdisjoint(exercises.EXERCISES)
