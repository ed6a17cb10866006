"""Examine the exercises of a section: ask in the sandbox, judge outside."""

import functools
import inspect
import json
from dataclasses import dataclass, field

from feedforward import exercises
from feedforward.checking.verdict import NOT_ATTEMPTED, RAISED, Verdict

from . import inert, judging, scoring, workers, written
from . import seed as seeds
from .box import contract
from .box.reading import pack_observation
from .masters import about, given_code
from .rebuild import ADDED, ANSWER
from .results import Mark, Result

LIBRARY = "feedforward."
NOT_OF_THE_LIBRARY = "feedforward.exercises"
MOST_CANDIDATES = 6
BROKEN = (
    *(contract.TIME, contract.MEMORY, contract.KILLED, contract.EXITED),
    *(contract.FLOOD, contract.GARBLED, contract.NOT_RUN),
)
UNJUDGED = "What came could not be judged, which is a fault of the grader: {}"


@dataclass
class _Try:
    """A question, what it is about, and what was judged of its answers so far."""

    question: contract.Question
    paper: judging.Paper
    used: frozenset
    verdicts: dict = field(default_factory=dict)

    def verdict_on(self, answer):
        """The Verdict on an Answer; judged once where the same comes again, as it mostly does."""
        told = _told(answer)
        if told not in self.verdicts:
            self.verdicts[told] = self._judge(answer)
        return self.verdicts[told]

    def _judge(self, answer):
        try:
            return judging.verdict_on(self.paper, answer, self.used)
        except Exception as error:  # arrays of any kind come here; one exercise is lost, not more
            text = UNJUDGED.format(f"{type(error).__name__}: {error}")
            exercise = self.paper.exercise
            return Verdict(exercise.name, RAISED, 0.0, exercise.points, text, "unjudged")


def _told(answer):
    """All that an Answer says, but for the time that it took."""
    blobs = []
    said = [
        vars(case) if isinstance(case, contract.Fault) else pack_observation(case, blobs)
        for case in answer.cases
    ]
    return json.dumps([case | {"seconds": 0} for case in said]), b"".join(blobs)


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
        self.text = written.Text(list(self.sources.values()), list(given))

    def _is_written(self, place, origin):
        code = self.rebuilt.cells[place]["cell_type"] == "code"
        return code and origin in (ANSWER, ADDED) and place not in self.rebuilt.blank

    def ask(self, seed):
        """(Report or None, {name: (Verdict, the _Try that it is about or None)}, and the same for
        what is wrong, on the cases that learners may see)"""
        tries, shown = {n: self._tries(n, seed) for n in self.names}, {}
        questions = _by_id(tries)

        def more(report):
            found = self._best_of(tries, report)
            doubtful = [n for n in self._doubtful(found, report) if n not in shown]
            added = {n: self._tries(n, seeds.PUBLIC) for n in doubtful if seed != seeds.PUBLIC}
            shown.update(added)
            questions.update(_by_id(added))
            return tuple(t.question for t in _by_id(added).values())

        report = None
        if questions:
            job = self._job(questions)
            report = workers.run(self.master.section, job, _again(questions), more)
        found, open_to_all = self._best_of(tries, report), self._best_of(shown, report)
        doubtful = self._doubtful(found, report)
        return report, found, {n: open_to_all[n] for n in doubtful if n in open_to_all}

    def _doubtful(self, found, report):
        return [n for n in found if _shows_numbers(*found[n], report)]

    def _best_of(self, tries, report):
        return {n: self._best(n, found, report) for n, found in tries.items()}

    def _job(self, questions):
        given = given_code(self.master.cells, self.master.section)
        code = {self.master.cells[place]["id"]: source for place, source in given.items()}
        code |= {self.rebuilt.cells[place]["id"]: source for place, source in self.sources.items()}
        run = [cell["id"] for cell in self.rebuilt.cells if cell["id"] in code]
        return contract.Job(
            cells=tuple(contract.Cell(name, code[name]) for name in run),
            questions=tuple(t.question for t in questions.values()),
            limits=self.limits,
        )

    def _tries(self, name, seed):
        """What is asked about an exercise: one question for each cell that may hold its answer."""
        places = self.rebuilt.candidates.get(name, [])[:MOST_CANDIDATES]
        if not places and name not in self.text.names:
            return []
        return [self._try(name, place, seed) for place in places or [None]]

    def _try(self, name, place, seed):
        asked = judging.paper(name, seed)
        exercise, banned = asked.exercise, _banned(asked.exercise)
        used = frozenset(self.text.used(self.sources.get(place), name, banned))
        question = contract.Question(
            id=f"{name}:{place}:{seed == seeds.PUBLIC}",
            function=name,
            cases=asked.arguments,
            parameters=tuple(exercise.parameters),
            watched=_watched(exercise),
            banned=banned,
            call=_carried(exercise.call),
            opens=_opened(name),
            stand_ins=functools.cache(functools.partial(self._stand_ins, name)),
            after=None if place is None else self.rebuilt.cells[place]["id"],
        )
        return _Try(question, asked, used)

    def _stand_ins(self, name):
        """Right versions of earlier exercises that the learner's code of this one goes by."""
        earlier = exercises.earlier_than(name)
        built_on = self.text.built_on(name, earlier, self.names)
        return {n: _carried(f) for n, f in earlier.items() if n in built_on}

    def _best(self, name, tries, report):
        """The verdict on the first answer that is right, else on the best."""
        found = [(t, _verdict(t, report)) for t in tries]
        if not found:
            return judging.not_attempted(exercises.find(name)), None
        best = max(found, key=lambda pair: pair[1].score)  # the first of equals
        return best[1], best[0]

    def mark(self, name, verdict, chosen, shown, report):
        """The Mark of an exercise. shown: (verdict, …) on cases that learners may see, or None."""
        message, mistake = verdict.message, verdict.mistake
        if shown is not None and shown[0].passed:
            message = judging.without_numbers(verdict)
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
            scores=scoring.scores(self.rebuilt, outputs),
            outputs=outputs,
            marks=list(marks.values()),
            faults=list(dict.fromkeys(faults)),
            looks=[*_looks(marks.values()), *self._hidden(marks.values())],
            seconds=report.seconds if report else 0.0,
        )

    def _hidden(self, marks):
        """Why a person should look at answers that may not use everything, and are right."""
        names = [m.name for m in marks if m.score and _banned(exercises.find(m.name))]
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
        return scoring.settled(cell, inert.outputs(found.outputs), found.fault) if found else []


def _looks(marks):
    """Why a person should look at marks: the grader failed, or two witnesses disagree."""
    said = [f"{m.name}: {m.message}" for m in marks if m.mistake == "unjudged"]
    return said + [
        f"{m.name}: its code ended the process, or wrote into what only the sandbox writes."
        for m in marks
        if m.fault in (contract.GARBLED, contract.KILLED, contract.EXITED)
    ]


def _by_id(tries):
    return {t.question.id: t for found in tries.values() for t in found}


def _again(questions):
    def again(question, answer):
        return not questions[question.id].verdict_on(answer).passed

    return again


def _verdict(tried, report):
    return _counting(tried, report)[0]


def _counting(tried, report):
    """The Verdict that counts, and the Answer that it is on, None where there is none."""
    answers = report.answers.get(tried.question.id, ())
    if not answers:
        return judging.not_attempted(tried.paper.exercise), None
    found = [(tried.verdict_on(answer), answer) for answer in answers]
    best = judging.better(found[0][0], found[1][0] if found[1:] else None)
    return next(pair for pair in found if pair[0] is best)


def _fault(chosen, report):
    """The kind of fault of the answer that counts: another one's says nothing of its verdict."""
    if chosen is None or report is None:
        return None
    _, answer = _counting(chosen, report)
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


def _banned(exercise):
    return exercise.ban.names if exercise.ban else ()


def _target(function):
    return f"{function.__module__}.{function.__qualname__}"


def _watched(exercise):
    functions = (exercise.reference, *exercise.off_limits)
    return tuple(_target(f) for f in functions if not _stands_beside(f))


def _stands_beside(function):
    return function.__module__.startswith(NOT_OF_THE_LIBRARY)


@functools.cache  # a whole class is asked the same
def _opened(name):
    """Right versions of the exercises before this one in its section, where the book has them."""
    earlier, section = exercises.earlier_than(name), exercises.find(name).section
    return tuple(
        contract.Opening(_target(function), inspect.getsource(function))
        for n, function in earlier.items()
        if exercises.find(n).section == section and not _stands_beside(function)
    )


@functools.cache
def _carried(function):
    from .box.carry import carry

    return None if function is None else carry(function)
