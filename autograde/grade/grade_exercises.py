"""Grade the exercises of a notebook: ask in the sandbox, judge outside, and give points.

At most two jobs decide the points. In the first, all cells run, and then one process answers
questions about all exercises. Every right answer counts. If anything is wrong, the cells run again
in a fresh sandbox, and a process forked at the notebook's own check is asked about each wrong
exercise: first as it is, then with right versions of all earlier exercises, so that an earlier
mistake is not punished twice. Further jobs only look for the mistake: see locate_mistakes.py.
"""

from dataclasses import replace
from itertools import product

from feedforward import exercises
from feedforward.checking.verdict import RAISED
from feedforward.checking.verdict_html import Around, verdict_html

from ..course.masters import about
from ..sandbox.host import keeper
from ..sandbox.wire import contract
from . import bans, build_questions, judge_answers, locate_mistakes, points
from .build_questions import Attempt
from .evidence import Evidence, best
from .notebook_code import NotebookCode
from .result import Mark, Result

MOST_ATTEMPTS = 6  # cells that may hold the answer to one exercise
MOST_SECONDS_TO_LOCATE = 20.0  # for each of the two jobs that only locate mistakes
ALONE, WITH_RIGHT_ONES = "alone", "with right versions of earlier exercises"
NOT_BROKEN = (None, contract.NOT_DEFINED)  # of the kinds of faults


def grade_exercises(restored, master, secret, limits, files):
    """Grade a notebook of the book by what the learner's functions do; return its Result.

    files: {path: bytes} of the files beside it, such as the learner's own modules.
    """
    return _Session(restored, master, secret, limits, files).grade()


class _Session:
    """The grading of one notebook."""

    def __init__(self, restored, master, secret, limits, files):
        self.restored, self.master, self.limits = restored, master, limits
        self.files = files
        self.code = NotebookCode(restored, master)
        self.text = bans.Text(self.code.sources, self.code.given.values())
        self.seed = judge_answers.seed_for(secret, self.code.sources, files)
        names = dict.fromkeys(master.checks.values())
        self.attempts = {name: self._attempts(name) for name in names}
        self.found = {name: [] for name in names}  # Evidence; of two equals, the preferred is first
        self.asked = {}  # Questions by id
        self.reports = []
        self.shown = {}  # the output of each check cell

    def grade(self):
        """Run the jobs, and return the Result."""
        asked = [attempt.question() for found in self.attempts.values() for attempt in found]
        first = self._run(self._job(self.code.cells, asked))
        for name, attempts in self.attempts.items():
            self.found[name] += [self._evidence(first, attempt, attempt.id) for attempt in attempts]
        wrong = [
            name for name, found in self.found.items() if found and not best(found).verdict.passed
        ]
        if wrong and (second := self._run(self._second_job(wrong))):
            for name in wrong:
                self._add_second(name, second)
        self._locate_mistakes(wrong)
        marks = {name: self._mark(name) for name in self.attempts}  # fills self.shown
        return self._result(marks)

    # Questions

    def _attempts(self, name):
        places = self.restored.candidates.get(name, [])[:MOST_ATTEMPTS]
        if not places and name not in self.code.written_words:
            return []
        paper = judge_answers.paper(name, self.seed)
        return [self._attempt(paper, place) for place in places or [None]]

    def _attempt(self, paper, place):
        exercise = paper.exercise
        source = self.code.written.get(place)
        return Attempt(
            paper=paper,
            cell=None if place is None else self.restored.cells[place]["id"],
            cells_before=self.code.run_before_check(exercise.name, place),
            used=frozenset(self.text.used(source, exercise.name, build_questions.banned(exercise))),
        )

    def _second_job(self, names):
        asked = [
            q for name in names for attempt in self.attempts[name] for q in self._again(attempt)
        ]
        cells = self.code.cells[: max(question.cells_before for question in asked)]
        return self._job(cells, asked)

    def _again(self, attempt):
        """Yield the Questions that the second job asks about a wrong answer."""
        question = replace(attempt.question(), cells_before=max(1, attempt.cells_before))
        yield replace(question, id=f"{attempt.id}, {ALONE}")
        right = build_questions.stand_ins(question.function, self.code.words)
        if right:
            yield replace(question, id=f"{attempt.id}, {WITH_RIGHT_ONES}", stand_ins=right)

    def _job(self, cells, questions):
        """Return a Job with the time that is left; it stops cells where earlier reports say so."""
        stops = {c: s for r in self.reports for c, s in r.stops.items() if c < len(cells)}
        return contract.Job(
            cells=cells,
            questions=tuple(questions),
            files=self.files,
            resumes=True,
            limits=replace(self.limits, total=self.limits.total - self._spent()),
            stops=stops,
        )

    def _spent(self):
        return sum(report.seconds for report in self.reports)

    def _run(self, job):
        """Run a job, if it asks anything and has time to; return its Report, or None."""
        if not job.questions or job.limits.total <= 0:
            return None
        self.asked |= {question.id: question for question in job.questions}
        self.reports.append(keeper.run(self.master.section, job))
        return self.reports[-1]

    def _locate_mistakes(self, names):
        """Improve the Evidence on these wrong answers, for feedback; the points do not change."""
        shown = {name: best(self.found[name]) for name in names}
        cells = self.restored.cells
        sources = {cells[place]["id"]: text for place, text in self.code.written.items()}
        for name, told in locate_mistakes.locate(shown, sources, self._run_to_locate).items():
            self.found[name] = [told]

    def _run_to_locate(self, questions):
        """Run a job that asks these Questions; return {id: Answer}."""
        job = self._job(self.code.cells[: max(q.cells_before for q in questions)], questions)
        total = min(job.limits.total, MOST_SECONDS_TO_LOCATE)
        if total <= 0:
            return {}
        job = replace(job, limits=replace(job.limits, total=total))
        # Not one of self.reports: its time and its faults are not those of the submission.
        return keeper.run(self.master.section, job).answers

    # Evidence and marks

    def _evidence(self, report, attempt, question):
        answer = report.answers[question]
        verdict = judge_answers.verdict_on(attempt.paper, answer, attempt.used)
        return Evidence(verdict, attempt, answer, question=self.asked[question])

    def _add_second(self, name, report):
        """Add the second job's Evidence; what was asked with the learner's own code comes first."""
        more = {ALONE: [], WITH_RIGHT_ONES: []}
        for attempt, kind in product(self.attempts[name], more):
            question = f"{attempt.id}, {kind}"
            if question in report.answers:
                more[kind].append(self._evidence(report, attempt, question))
        self.found[name] = [*more[ALONE], *self.found[name], *more[WITH_RIGHT_ONES]]

    def _mark(self, name):
        """Return the Mark for an exercise, and store the output of its check cell."""
        exercise = exercises.find(name)
        shown = best(self.found[name]) or Evidence(judge_answers.not_attempted(exercise))
        verdict, most = shown.verdict, self._points(name)
        notes = [self._why_undefined(shown), self._where(shown.attempt)]
        note = "\n".join(filter(None, notes))
        points = float(f"{verdict.score * most:g}")
        self.shown[name] = _shown(replace(verdict, max_points=most), note, points)
        message = f"{verdict.message}\n{note}" if note else verdict.message
        return Mark(
            name, verdict.status, verdict.score, points, most, message, verdict.mistake,
            dict(verdict.parts), shown.fault_kind, verdict.line, shown.repaired, verdict.findings,
        )  # fmt: skip

    def _points(self, name):
        found = (about(cell) for cell in self.master.cells if about(cell).get("grade"))
        return next(a["points"] for a in found if self.master.checks.get(a["grade_id"]) == name)

    def _where(self, attempt):
        """Say which of several cells counts, or return "" if it is the answer cell itself."""
        if attempt is None:
            return ""
        name = attempt.paper.exercise.name
        cells = [a.cell for a in self.attempts[name]]
        if len(cells) < 2 or attempt.cell == f"answer-{name}":
            return ""
        return f"Of {len(cells)} cells with {name}, number {cells.index(attempt.cell) + 1} counts."

    def _why_undefined(self, evidence):
        """Say what stopped the cell that should have defined a function, or return ""."""
        if evidence.fault_kind != contract.NOT_DEFINED:
            return ""
        ids = {a.cell for a in self.attempts[evidence.attempt.paper.exercise.name]}
        for ran in self.reports[0].cells:
            if ran.id not in ids:
                continue
            if ran.fault:
                return f"Its cell was stopped: {ran.fault.sentence}"
            for output in ran.outputs:
                if output.get("output_type") == "error":
                    said = f"{output.get('ename')}: {output.get('evalue')}"[:400]
                    return f"Its cell ends with {said}"
        return ""

    # The Result

    def _result(self, marks):
        shown = {self.restored.cells[place]["id"] for place in self.code.written}
        cells = [cell for report in self.reports[:1] for cell in report.cells if cell.id in shown]
        ran = {cell.id: cell for cell in cells}
        outputs = [self._outputs(cell, ran) for cell in self.restored.cells]
        faults = [fault.sentence for report in self.reports for fault in report.faults]
        faults += [cell.fault.sentence for cell in cells if cell.fault]
        faults += [f"{m.name}: {m.message}" for m in marks.values() if m.fault not in NOT_BROKEN]
        return Result(
            scores=points.scores(self.restored, outputs),
            outputs=outputs,
            marks=list(marks.values()),
            faults=list(dict.fromkeys(faults)),
            errors=[m.name for m in marks.values() if m.fault or m.status == RAISED],
            looks=[*_looks(marks.values()), *self._unread(marks.values())],
            seconds=sum(report.seconds for report in self.reports),
            seed=self.seed,
            ran_out=any(report.ran_out for report in self.reports),
        )

    def _unread(self, marks):
        """Say why a person should look at right answers to exercises that ban something."""
        right = [exercises.find(m.name) for m in marks if m.score]
        words = {e.name: self.text.to_check(e.ban.names) for e in right if e.ban}
        return [
            f"{name}: {' and '.join(found)} in this notebook may change what its code does."
            for name, found in words.items()
            if found
        ]

    def _outputs(self, cell, ran):
        if cell["cell_type"] != "code":
            return None
        name = self.master.checks.get(about(cell).get("grade_id"))
        if name is not None:
            return [self.shown[name]]
        found = ran.get(cell["id"])
        if not found:
            return []
        return points.settled(cell, found.outputs, found.fault)


def _looks(marks):
    """Say which marks a person should look at: the grader failed, or the code broke its process."""
    said = [f"{m.name}: {m.message}" for m in marks if m.mistake == "unjudged"]
    return said + [
        f"{m.name}: its code ended the process, or wrote to the sandbox's own connection."
        for m in marks
        if m.fault in (contract.GARBLED, contract.KILLED, contract.EXITED)
    ]


def _shown(verdict, note, points):
    """Return the output of a check cell: nbgrader reads its points, and a person its verdict."""
    page = verdict_html(verdict, Around(note=note))
    return {
        "output_type": "execute_result",
        "execution_count": None,
        "data": {"text/plain": f"{points:g}", "text/html": page},
        "metadata": {},
    }
