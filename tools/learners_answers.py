"""Read the learners' answers in tests/answers (their format: tests/answers/__init__.py)."""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "tests" / "answers"
HEADING = re.compile(r"^# %% (right|wrong): (.+)$", re.MULTILINE)
MARK = re.compile(r"[ \t]*# here[ \t]*$", re.MULTILINE)


class BadFormat(ValueError):
    """An answer file that does not follow the format."""


@dataclass(frozen=True)
class Answer:
    """One learner's answer to an exercise.

    `title` says how it is written or what is wrong with it, `lines` are the numbers of the marked
    lines of `source`, and `tune` says whether the checker may be tuned on it.
    """

    exercise: str
    title: str
    source: str
    right: bool
    lines: tuple[int, ...]
    tune: bool


def answers(names=()):
    """All answers, or those to the named exercises, in the order of the files."""
    found = (path for path in sorted(FOLDER.glob("*_*/*.py")) if not names or path.stem in names)
    return [answer for path in found for answer in read(path)]


def read(path):
    """The answers in one file. Raises BadFormat."""
    pieces = HEADING.split(path.read_text("utf-8"))
    if pieces[0].strip():
        raise BadFormat(f"{path}: text before the first `# %% right:` or `# %% wrong:` heading.")
    cells = list(zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True))
    titles = [title for _, title, _ in cells]
    for title in {t for t in titles if titles.count(t) > 1}:
        raise BadFormat(f"{path}: two answers are called {title!r}.")
    found, wrong = [], 0
    for kind, title, text in cells:
        wrong += kind == "wrong"
        tune = kind == "wrong" and wrong % 2 == 1
        found.append(_answer(path, title, text.strip("\n"), kind == "right", tune))
    return found


def _answer(path, title, text, right, tune):
    lines = tuple(n for n, line in enumerate(text.split("\n"), 1) if MARK.search(line))
    if right == bool(lines):
        wanted = "no line" if right else "at least one line"
        raise BadFormat(f"{path}: {title!r}: {wanted} should be marked with `# here`.")
    return Answer(path.stem, title, MARK.sub("", text), right, lines, tune)
