"""Find the line of a wrong answer where one edit makes every case right.

The edits are made here, as text; the changed functions run in a sandbox of their own; and what they
return is judged here.
"""

import ast
import time
from dataclasses import replace

import numpy as np

from feedforward.checking import edits
from feedforward.checking.judge import find_faults
from feedforward.checking.repair import SAME_TIER, SLOWEST_CASE, chosen, sizes

from ..sandbox.host import keeper
from ..sandbox.wire import contract

BATCHES = (40, 120, 240)
SECONDS = 20.0  # for all of them; on an idle machine they take one
SECONDS_OF_ONE = 1.0
SECONDS_OUTSIDE = 2.0  # of processor time of the grader itself; bounds.py allows it 20 in all
MOST_BYTES = 1_000_000  # that an answer returns in all cases
MOST_LOST = 3  # edits that never end; each costs those after it another job
ALIAS = "_feedforward_edit_{}"


def locate(attempt, answer, source, cells, section, limits):
    """(The Location of the mistake, the line as the likeliest edit makes it), or (None, None).

    attempt, answer: of a function that is wrong in some case. source: the text of the cell that
    defines it. cells: the contract.Cells that run before. Raises what keeper.run raises.
    """
    exercise, cases = attempt.paper.exercise, attempt.paper.cases
    trials = zip(cases, answer.cases, attempt.paper.expected, strict=True)
    failing = next((trial for trial in trials if _is_wrong(exercise, *trial)), None)
    if failing is None or isinstance(failing[1], contract.Fault):
        return None, None
    size = sum(_bytes(seen.returned) for seen in answer.cases)
    if failing[1].seconds > SLOWEST_CASE or size > MOST_BYTES:
        return None, None
    own = edits.definitions(source, exercise.name)[:1]  # what it calls is not changed
    found = edits.edits_in(own, sizes(exercise, failing[0]))
    likely = _likely(_Jobs(attempt, cells, section, limits), found)
    location = chosen(likely, source)
    return location, _changed_line(likely) if location else None


def _likely(jobs, found):
    """The Edits that make every case right, as far as they are as likely as the first of them."""
    likely, limit = [], float("inf")
    for batch in _batches(found):
        batch = [edit for edit in batch if edit.cost <= limit and _is_python(edit.source)]
        for edit in jobs.right(batch):
            limit = min(limit, edit.cost + SAME_TIER)
            likely.append(edit)
    return [edit for edit in likely if edit.cost <= limit]


def _batches(found):
    """The Edits in batches, the likeliest in the smallest: mostly they are enough."""
    start = 0
    for size in BATCHES:
        yield found[start : start + size]
        start += size


def _is_wrong(exercise, case, seen, expected):
    if isinstance(seen, contract.Fault):
        return True
    try:
        return any(find_faults(exercise, case, seen, expected).values())
    except MemoryError:  # see bounds.py
        raise
    except Exception:  # arrays of any kind come here
        return True


def _bytes(value):
    """How much an answer has returned: an array, or a list of such."""
    if isinstance(value, list):
        return sum(map(_bytes, value))
    return value.nbytes if isinstance(value, np.ndarray) else 0


def _is_python(text):
    try:
        compile(text, "<edit>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


class _Jobs:
    """Runs changed versions of a function in sandboxes, for a limited time."""

    def __init__(self, attempt, cells, section, limits):
        self.attempt, self.cells, self.section = attempt, cells, section
        self.limits = replace(limits, seconds=min(SECONDS_OF_ONE, limits.seconds))
        self.left, self.lost = min(SECONDS, limits.total), 0
        self.start = time.process_time()

    def right(self, found):
        """Those of the Edits found that make every case right."""
        paper, right = self.attempt.paper, []
        while found and self._has_time():
            report = keeper.run(self.section, self._job(found))
            self.left -= report.seconds + report.overhead
            answers = [report.answers[str(n)].cases for n in range(len(found))]
            asked = [cases for cases in answers if not _is_unasked(cases[0])]
            for edit, cases in zip(found, asked, strict=False):
                trials = zip(paper.cases, cases, paper.expected, strict=True)
                if not any(_is_wrong(paper.exercise, *trial) for trial in trials):
                    right.append(edit)
            self.lost += len(asked) < len(found)  # the last one asked has not ended
            found = found[max(1, len(asked)) :]
        return right

    def _has_time(self):
        ours = time.process_time() - self.start
        return self.left > 0 and self.lost < MOST_LOST and ours < SECONDS_OUTSIDE

    def _job(self, found):
        name = self.attempt.paper.exercise.name
        made = [f"{edit.source}\n{ALIAS.format(n)} = {name}\n" for n, edit in enumerate(found)]
        question = replace(self.attempt.question(), after=None, place=None)
        return contract.Job(
            cells=(*self.cells, contract.Cell(ALIAS, "".join(made))),
            questions=tuple(
                replace(question, id=str(n), function=ALIAS.format(n)) for n in range(len(found))
            ),
            resumes=True,
            limits=replace(self.limits, total=self.left),
        )


def _is_unasked(seen):
    return isinstance(seen, contract.Fault) and seen.kind == contract.NOT_RUN


def _changed_line(likely):
    """The first line that the likeliest edit changes, as it makes it, in one spelling for all."""
    best = min(likely, key=lambda edit: edit.cost)
    before, after = ast.unparse(best.definition).split("\n"), best.source.split("\n")
    pairs = zip(before, after, strict=False)
    changed = next((new for old, new in pairs if old != new), after[-1])
    return changed.strip()
