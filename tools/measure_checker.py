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
Z = 1.96  # for 95%


@dataclass(frozen=True)
class Outcome:
    """The checker's verdict on one answer."""

    answer: learners_answers.Answer
    verdict: object
    seconds: float

    @property
    def line(self):
        """The line that the message points to: of one edit, or of an exception."""
        if self.verdict.line or self.verdict.passed or self.verdict.mistake == "too_long":
            return self.verdict.line  # an endless answer is stopped on an arbitrary line
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


def function_of(answer, names=None):
    """The function that a learner gets by running the answer's cell, in a namespace of names."""
    file = f"<answer {answer.exercise}: {answer.title}>"
    lines = answer.source.splitlines(keepends=True)
    linecache.cache[file] = len(answer.source), None, lines, file
    namespace = {**(names or {}), "np": np, "ff": ff, **earlier_than(answer.exercise)}
    exec(compile(answer.source, file, "exec"), namespace)
    return namespace[answer.exercise]


def outcome(answer, seed=0, names=None):
    """Check one answer."""
    function = function_of(answer, names)
    start = time.thread_time()
    verdict = examine(answer.exercise, function, seed)
    return Outcome(answer, verdict, time.thread_time() - start)


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
    """The 95% confidence interval of a share, by Wilson's score (1927)."""
    if not total:
        return 0.0, 1.0
    share, square = count / total, Z**2 / total
    middle = (share + square / 2) / (1 + square)
    half = Z * math.sqrt(share * (1 - share) / total + square / (4 * total)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def numbers(found):
    """Summarise outcomes as plain data. Times are in milliseconds and leave out `train`."""
    read = readings()
    wrong = [o for o in found if not o.answer.right]
    right = [o for o in found if o.answer.right]
    refused = [o for o in wrong if not o.verdict.passed]
    said = [o for o in refused if o.named or o.line]
    helped = [o for o in said if is_true(o, read) is not False]
    times = sorted(1000 * o.seconds for o in wrong if o.answer.exercise != "train")
    return {
        "wrong": len(wrong),
        "refused": len(refused),
        "right": len(right),
        "accepted": sum(o.verdict.passed for o in right),
        "named": sum(o.named for o in helped),
        "located": sum(bool(o.line) for o in helped),
        "named or located": len(helped),
        "wrongly named": len(said) - len(helped),
        "not read": sum(is_true(o, read) is None for o in said),
        "median ms": round(statistics.median(times)) if times else 0,
        "95% ms": round(statistics.quantiles(times, n=20)[-1]) if len(times) > 1 else 0,
    }


def table(counts):
    """The lines of a report on such numbers: each share with its Wilson interval."""
    rows = [
        ("refused", "wrong"), ("accepted", "right"), ("named", "refused"), ("located", "refused"),
        ("named or located", "refused"), ("wrongly named", "refused"),
    ]  # fmt: skip
    lines = [
        f"  {name:18} {share_text(counts[name], counts[of])}" for name, of in rows if counts[of]
    ]
    lines.append(
        f"  {'processor time':18} median {counts['median ms']} ms, "
        f"95th percentile {counts['95% ms']} ms, without `train`"
    )
    if counts["not read"]:
        lines.append(f"  {counts['not read']} of those named were not read by anybody yet.")
    return lines


def share_text(count, total):
    """A share with its 95% interval."""
    low, high = wilson(count, total)
    return f"{count} of {total} ({count / total:.1%}; 95% interval {low:.1%} to {high:.1%})"


def paragraph(measured):
    """The README's paragraph on how well the checker does, from what --write has stored."""
    mutants, report = measured["mutants"], measured["reported"]
    _, most_wrong = wilson(report["wrongly named"], report["refused"])
    low, high = wilson(report["named or located"], report["refused"])
    share = report["named or located"] / report["refused"]
    return (
        "Checks are themselves checked (`make mutants`). Every reference answer is changed in one\n"
        "operator, axis, constant or index at a time: the checks refuse "
        f"{mutants['refused']} of these {mutants['wrong']}\nwrong versions. Other answers were "
        "written as learners might write them, without sight of the\nchecks, each with a note of "
        "its mistake and the line it is on. One half of the wrong ones served to\n"
        f"tune the checks; of the other {report['wrong']}, {report['refused']} are refused, and "
        f"{report['named or located']} of these ({share:.0%}; 95%\ninterval {low:.0%} to "
        f"{high:.0%}) get a message that names the mistake or its line; "
        f"{report['wrongly named']} (at most {most_wrong:.0%})\nname something else. Of "
        f"{measured['right']['right']} right answers, "
        f"{measured['right']['accepted']} are accepted. A wrong answer takes "
        f"{report['median ms']} ms of processor\ntime to diagnose (95th percentile: "
        f"{report['95% ms']} ms)."
    )
