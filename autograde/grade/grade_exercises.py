"""Examine the exercises of a section: ask in the sandbox, judge outside."""

import functools

from feedforward import exercises
from feedforward.checking.verdict import NOT_ATTEMPTED, Verdict

from ..course import secret as seeds
from ..course.masters import about
from ..intake import definitions
from ..intake.restore import ADDED, ANSWER
from ..sandbox.host import keeper
from ..sandbox.wire import contract
from . import bans, build_questions, clean_outputs, judge_answers, points, stateless
from .result import Mark, Result

LIBRARY = "feedforward."
MOST_CANDIDATES = 6
BROKEN = (
    *(contract.TIME, contract.MEMORY, contract.KILLED, contract.EXITED),
    *(contract.FLOOD, contract.GARBLED, contract.NOT_RUN),
)


def examine(rebuilt, master, seed, limits):
    """The Result of a notebook of the book, from what the learner's functions do."""
    session = _Session(rebuilt, master, limits)
    report, found, open_to_all = session.ask(seed)
    marks = {n: session.mark(n, *found[n], open_to_all.get(n), report) for n in session.names}
    return session.result(marks, report)


def _shows_numbers(verdict, chosen, report):
    """Whether a verdict has evidence, which may come from open cases alone."""
    judged = chosen is not None and _fault(chosen, report) is None
    return judged and not verdict.passed and verdict.status != NOT_ATTEMPTED


class _Session:
    """A notebook as it is examined: what is run of it, and what is asked."""

    def __init__(self, rebuilt, master, limits):
        self.rebuilt, self.master, self.limits = rebuilt, master, limits
        self.points = {about(c)["grade_id"]: about(c)["points"] for c in master.cells if _graded(c)}
        self.names = list(dict.fromkeys(master.checks.values()))
        self.own = [p for p, origin in enumerate(rebuilt.origins) if self._is_written(p, origin)]
        self.sources = {p: rebuilt.cells[p]["source"] for p in self.own}
        given = (cell["source"] for cell in master.cells if cell["cell_type"] == "code")
        self.text = bans.Text(list(self.sources.values()), list(given))

    def _is_written(self, place, origin):
        code = self.rebuilt.cells[place]["cell_type"] == "code"
        return code and origin in (ANSWER, ADDED) and place not in self.rebuilt.blank

    def ask(self, seed):
        """(Report or None, {name: (Verdict, the Try that it is about or None)}, and the same for
        what is wrong, on the cases that learners may see)"""
        hidden, shown = {n: self._tries(n, seed) for n in self.names}, {}
        questions = _by_id(hidden)

        def more(report):
            found = self._best_of(hidden, report)
            doubtful = self._doubtful(found, report) if seed != seeds.PUBLIC else ()
            shown.update({n: self._tries(n, seeds.PUBLIC) for n in doubtful if n not in shown})
            questions.update(_by_id(shown))
            return tuple(t.question for n in doubtful for t in shown[n])

        report = None
        if questions:
            job = self._job(questions)
            report = keeper.run(self.master.section, job, _again(questions), more)
        found, open_to_all = self._best_of(hidden, report), self._best_of(shown, report)
        doubtful = self._doubtful(found, report)
        return report, found, {n: open_to_all[n] for n in doubtful if n in open_to_all}

    def _doubtful(self, found, report):
        return [n for n in found if _shows_numbers(*found[n], report)]

    def _best_of(self, made, report):
        return {n: self._best(n, found, report) for n, found in made.items()}

    def _job(self, questions):
        given = given_code(self.master.cells, self.master.section)
        code = {self.master.cells[place]["id"]: source for place, source in given.items()}
        code |= {self.rebuilt.cells[place]["id"]: source for place, source in self.sources.items()}
        run = [cell["id"] for cell in self.rebuilt.cells if cell["id"] in code]
        return contract.Job(
            cells=tuple(contract.Cell(name, code[name]) for name in run),
            questions=tuple(t.question for t in questions.values()),
            limits=self.limits,
            is_stateless=functools.cache(functools.partial(self._is_stateless, given.values())),
        )

    def _is_stateless(self, given):
        return stateless.is_stateless(self.sources.values(), given, set(self.names))

    def _tries(self, name, seed):
        """What is asked about an exercise: one question for each cell that may hold its answer."""
        places = self.rebuilt.candidates.get(name, [])[:MOST_CANDIDATES]
        if not places and name not in self.text.names:
            return []
        return [self._try(name, place, seed) for place in places or [None]]

    def _try(self, name, place, seed):
        asked = judge_answers.paper(name, seed)
        banned = build_questions.banned(asked.exercise)
        used = frozenset(self.text.used(self.sources.get(place), name, banned))
        question = build_questions.question(
            asked,
            id=f"{name}:{place}:{seed == seeds.PUBLIC}",
            after=None if place is None else self.rebuilt.cells[place]["id"],
            stand_ins=functools.cache(functools.partial(self._stand_ins, name)),
        )
        return build_questions.Try(question, asked, used)

    def _stand_ins(self, name):
        """Right versions of earlier exercises that the learner's code of this one goes by."""
        earlier = exercises.earlier_than(name)
        built_on = self.text.built_on(name, earlier, self.names)
        return {n: build_questions.carried(f) for n, f in earlier.items() if n in built_on}

    def _best(self, name, made, report):
        """The verdict on the first answer that is right, else on the best."""
        found = [(t, t.counting(report)[0]) for t in made]
        if not found:
            return judge_answers.not_attempted(exercises.find(name)), None
        best = max(found, key=lambda pair: pair[1].score)  # the first of equals
        return best[1], best[0]

    def mark(self, name, verdict, chosen, shown, report):
        """The Mark of an exercise. shown: (verdict, …) on cases that learners may see, or None."""
        message, mistake = verdict.message, verdict.mistake
        if shown is not None and shown[0].passed:
            message = judge_answers.without_numbers(verdict)
        elif shown is not None:  # hidden cases may fit several mistakes where open ones fit one
            message, mistake = shown[0].message, shown[0].mistake or mistake
        fault = _fault(chosen, report)
        if fault == contract.NOT_DEFINED:
            message = self._why_undefined(name, message, report)
        if chosen is not None and chosen.question.after not in (None, f"answer-{name}"):
            message += self._where(name, chosen)
        most = self.points[f"check_{name}"]
        return Mark(
            name, verdict.status, verdict.score, float(f"{verdict.score * most:g}"), most,
            message, mistake, dict(verdict.parts), fault,
        )  # fmt: skip

    def _where(self, name, chosen):
        places = self.rebuilt.candidates.get(name, [])
        ids = [self.rebuilt.cells[place]["id"] for place in places]
        if len(ids) < 2:
            return ""
        number = ids.index(chosen.question.after) + 1
        return f"\nOf {len(ids)} cells with {name}, number {number} counts."

    def _why_undefined(self, name, message, report):
        """What stopped the cells that should have defined a function."""
        ids = {self.rebuilt.cells[p]["id"] for p in self.rebuilt.candidates.get(name, [])}
        for ran in report.cells:
            if ran.id not in ids:
                continue
            if ran.fault:
                return f"{message}\nIts cell was stopped: {ran.fault.sentence}"
            for output in ran.outputs:
                if output.get("output_type") == "error":
                    said = f"{output.get('ename')}: {output.get('evalue')}"[:400]
                    return f"{message}\nIts cell ends with {said}"
        return message

    def result(self, marks, report):
        ran = {cell.id: cell for cell in report.cells} if report else {}
        outputs, verdicts = [], {f"check_{n}": mark for n, mark in marks.items()}
        for cell in self.rebuilt.cells:
            outputs.append(self._outputs(cell, ran, verdicts))
        faults = [fault.sentence for fault in report.faults] if report else []
        faults += [c.fault.sentence for c in ran.values() if c.fault]
        faults += [f"{m.name}: {m.message}" for m in marks.values() if m.fault in BROKEN]
        return Result(
            scores=points.scores(self.rebuilt, outputs),
            outputs=outputs,
            marks=list(marks.values()),
            faults=list(dict.fromkeys(faults)),
            looks=[*_looks(marks.values()), *self._hidden(marks.values())],
            seconds=report.seconds if report else 0.0,
        )

    def _hidden(self, marks):
        """Why a person should look at answers that may not use everything, and are right."""
        names = [
            m.name for m in marks if m.score and build_questions.banned(exercises.find(m.name))
        ]
        return [
            f"{name}: {' and '.join(sorted(self.text.hiding))} in this notebook may change what "
            "its lines stand for."
            for name in names
            if self.text.hiding
        ]

    def _outputs(self, cell, ran, verdicts):
        if cell["cell_type"] != "code":
            return None
        mark = verdicts.get(about(cell).get("grade_id"))
        if mark is not None:
            return [_shown(mark)]
        found = ran.get(cell["id"])
        return (
            points.settled(cell, clean_outputs.outputs(found.outputs), found.fault) if found else []
        )


def _looks(marks):
    """Why a person should look at marks: the grader failed, or two witnesses disagree."""
    said = [f"{m.name}: {m.message}" for m in marks if m.mistake == "unjudged"]
    return said + [
        f"{m.name}: its code ended the process, or wrote into what only the sandbox writes."
        for m in marks
        if m.fault in (contract.GARBLED, contract.KILLED, contract.EXITED)
    ]


def _by_id(made):
    return {t.question.id: t for found in made.values() for t in found}


def _again(questions):
    def again(question, answer):
        return not questions[question.id].verdict_on(answer).passed

    return again


def _fault(chosen, report):
    """The kind of fault of the answer that counts: another one's says nothing of its verdict."""
    if chosen is None:
        return None
    _, answer = chosen.counting(report)
    return answer.fault.kind if answer is not None and answer.fault else None


def _shown(mark):
    """What a check cell shows: nbgrader reads the points, a reader the verdict."""
    verdict = Verdict(
        mark.name, mark.status, mark.score, mark.max_points, mark.message, mark.mistake, mark.parts
    )
    data = {"text/plain": f"{mark.points:g}", "text/html": verdict._repr_html_()}
    return {
        "output_type": "execute_result",
        "execution_count": None,
        "data": data,
        "metadata": {},
    }


def _graded(cell):
    return about(cell).get("grade")


def given_code(cells, section):
    """{place: code} of the master's cells that an answer may build on: see definitions.given.

    What defines a name that the section asks for is none of it.
    """
    asked = {exercise.name for exercise in exercises.SECTIONS[section].EXERCISES}
    code = {
        place: definitions.given(cell["source"])
        for place, cell in enumerate(cells)
        if cell["cell_type"] == "code"
    }
    return {
        place: source
        for place, source in code.items()
        if source and not asked & set(definitions.names(source))
    }
