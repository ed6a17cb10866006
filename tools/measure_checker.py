"""Measure what the checker says about answers whose true mistake is known.

Answers come from tests/answers; what a message has to be true of is the mistake in their heading
and the lines marked `# here`. Whether a *named* mistake is the true one cannot be computed, so it
is read, once: tests/answers/readings.csv keeps each reading.
"""

import csv
import linecache
import math
import statistics
import time
from dataclasses import dataclass

import learners_answers
import numpy as np

import feedforward as ff
from feedforward.checking import examine
from feedforward.exercises import earlier_than

READINGS = learners_answers.FOLDER / "readings.csv"
Z = 1.96  # for 95 %


@dataclass(frozen=True)
class Outcome:
    """What the checker said about one answer."""

    answer: learners_answers.Answer
    verdict: object
    seconds: float

    @property
    def line(self):
        """The line that the message points to: of one edit, or of an exception."""
        if self.verdict.line or self.verdict.passed:
            return self.verdict.line
        pointed = self.verdict.message.split("Line ")
        number = pointed[1].split(" of your code")[0] if len(pointed) > 1 else ""
        return int(number) if number.isdigit() else None

    @property
    def named(self):
        return bool(self.verdict.mistake) and self.verdict.mistake != "located"

    @property
    def located(self):
        return self.line in self.answer.lines

    @property
    def key(self):
        said = self.verdict.mistake or ""
        return self.answer.exercise, self.answer.title, said, str(self.line or "")


def function_of(answer):
    """The function that a learner gets by running the answer's cell."""
    file = f"<answer {answer.exercise}: {answer.title}>"
    lines = answer.source.splitlines(keepends=True)
    linecache.cache[file] = len(answer.source), None, lines, file
    namespace = {"np": np, "ff": ff, **earlier_than(answer.exercise)}
    exec(compile(answer.source, file, "exec"), namespace)
    return namespace[answer.exercise]


def outcome(answer, seed=0):
    """Check one answer."""
    function = function_of(answer)
    start = time.perf_counter()
    verdict = examine(answer.exercise, function, seed)
    return Outcome(answer, verdict, time.perf_counter() - start)


def readings():
    """{(exercise, title, mistake, line): whether what was said is true}, as somebody read it."""
    if not READINGS.exists():
        return {}
    with READINGS.open(newline="", encoding="utf-8") as file:
        return {tuple(row[:4]): row[4] == "true" for row in csv.reader(file)}


def is_true(found, read):
    """Return whether what was said of a wrong answer is true; None where nobody has read it."""
    if found.key in read:
        return read[found.key]
    return True if found.located else None


def wilson(count, total):
    """The 95 % confidence interval of a share, by Wilson's score (1927)."""
    if not total:
        return 0.0, 1.0
    share, square = count / total, Z**2 / total
    middle = (share + square / 2) / (1 + square)
    half = Z * math.sqrt(share * (1 - share) / total + square / (4 * total)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def table(found):
    """The lines of the report on some outcomes: each share with its interval."""
    read = readings()
    wrong = [o for o in found if not o.answer.right]
    right = [o for o in found if o.answer.right]
    refused = [o for o in wrong if not o.verdict.passed]
    said = [o for o in refused if o.named or o.line]
    helped = [o for o in said if is_true(o, read) is not False]
    rows = [
        ("wrong answers refused", len(refused), len(wrong)),
        ("right answers accepted", sum(o.verdict.passed for o in right), len(right)),
        ("mistake named", sum(o.named for o in helped), len(refused)),
        ("line named", sum(o.located for o in helped), len(refused)),
        ("named or located", len(helped), len(refused)),
        ("wrongly named", len(said) - len(helped), len(refused)),
    ]
    lines = [f"{name:24} {share_text(count, total)}" for name, count, total in rows if total]
    unread = sum(is_true(o, read) is None for o in said)
    times = sorted(o.seconds for o in wrong if o.answer.exercise != "train")
    if len(times) > 1:
        late = statistics.quantiles(times, n=20)[-1]
        lines.append(
            f"{'time of a wrong answer':24} median {1000 * statistics.median(times):.0f} ms, "
            f"95th percentile {1000 * late:.0f} ms (without `train`)"
        )
    return lines + ([f"{unread} of the named ones were not read yet."] if unread else [])


def share_text(count, total):
    low, high = wilson(count, total)
    return f"{count} of {total} ({count / total:.1%}; 95 % interval {low:.1%} to {high:.1%})"
