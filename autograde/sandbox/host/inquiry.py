"""Outside: which questions wait, which process of a box is asked them, and which answers count."""

import functools
import time

from ..wire.contract import NOT_DEFINED, Answer
from . import payload

WITH_STAND_INS = "with stand-ins"


class Inquiry:
    """The questions of a job, and the answers so far, over all boxes that it takes.

    See wire/contract.py for again and more.
    """

    def __init__(self, job, again, more):
        self.again, self.more, self.is_stateless = again, more, job.is_stateless
        self.questions = []  # each with what goes in
        self._take_up(job.questions)
        self.answers = {}  # that count, of all tries, by the question's id
        self.doubtful = {}  # that do not, but show what to ask for besides
        self.at_hand = None  # the question that is being asked
        self.is_first_round = again is not None  # in which one process answers all
        self.seconds_for_nothing = 0.0  # of answers that do not count

    def waiting(self):
        """The questions that have no answer that counts, each with what goes in."""
        return [(q, packed) for q, packed in self.questions if q.id not in self.answers]

    def ask_for_more(self, report):
        """Take up what shall be asked besides, and give it, each with what goes in.

        report(answers): the Report with these answers.
        """
        return self._take_up(self._besides(report))

    def ask_for_more_of_what_waits(self, report):
        """The same, before what waits, to share its boxes; but not for what stand-ins may yet show
        to be right."""
        self._take_up([q for q in self._besides(report) if not q.stand_ins()])

    def _besides(self, report):
        return () if self.more is None else self.more(report(self.doubtful | self.answers))

    def give_up(self, question, fault):
        """Note a fault instead of an answer, where there is none."""
        self.answers.setdefault(question.id, [Answer((fault,) * len(question.cases))])

    def give_up_what_waits(self, fault):
        for question, _ in self.waiting():
            self.give_up(question, fault)

    def note(self, question, answer):
        self.answers.setdefault(question.id, []).append(answer)

    def ask(self, asking, is_quick, report):
        """Put what waits to processes of a box, an `Asking`.

        is_quick: whether a box costs less than forks of one: then what is about one answer has a
        box to itself, but for what has stand-ins, and the rest goes on waiting. report: see
        ask_for_more.
        """
        waiting = self.waiting()
        if self.is_first_round:
            self._ask_together(asking, waiting, is_quick, report)
            return
        if is_quick and waiting:
            kind = _kind(waiting[0])
            waiting = [pair for pair in waiting if _kind(pair) == kind]
            if kind != WITH_STAND_INS:
                self._ask_in_turn(asking, waiting)
                return
        self._ask_each_alone(asking, waiting)

    def _take_up(self, questions):
        known = {question.id for question, _ in self.questions}
        added = [(q, payload.question_of(q, False)) for q in questions if q.id not in known]
        self.questions = added + self.questions
        return added

    def _ask_together(self, asking, waiting, is_quick, report):
        """Ask one process for as long as what it says counts.

        What does not count waits for another box, or is asked again at once where the cells are
        slow: a later question may open what is right here.
        """
        for self.at_hand, packed in waiting:
            question, start, counts = self.at_hand, time.monotonic(), False
            try:
                ask = functools.partial(asking.ask, together=True, last=is_quick)
                counts = self._counts(question, ask(question, packed))
                counts = counts or self._is_settled(question, ask, report)
            finally:
                if not counts:
                    self.seconds_for_nothing += time.monotonic() - start
            if not counts and not is_quick:
                self._ask_alone(asking, question, packed)
                asking.end()

    def _counts(self, question, answer):
        missing = answer.fault and answer.fault.kind == NOT_DEFINED
        counts = missing or not (answer.fault or self._is_wrong(question, answer))
        (self.answers if counts else self.doubtful)[question.id] = [answer]
        return counts

    def _is_settled(self, question, ask, report):
        """Whether a wrong answer counts at once, since no process would give another.

        Then the one that has given it is asked at once what others would be.
        """
        (answer,) = self.doubtful[question.id]
        if answer.fault or not self.is_stateless() or not self._note_tries(question, answer, ask):
            return False
        added = self.ask_for_more(report)
        for self.at_hand, packed in added:
            self._note_tries(self.at_hand, ask(self.at_hand, packed), ask)
        return True

    def _note_tries(self, question, answer, ask):
        """Note an answer, and one of a second try if there is to be one; whether there are all.

        What is unsure waits for another box.
        """
        answers = [answer]
        if not _is_unsure(answer) and question.stand_ins() and self._is_wrong(question, answer):
            answers.append(ask(question, payload.question_of(question, True)))
        if any(map(_is_unsure, answers)):
            return False
        self.answers[question.id] = answers
        return True

    def _ask_in_turn(self, asking, waiting):
        """Ask as long as all is wrong: then no answer is due to what those before left behind.

        What is left waits for a process that was asked nothing before.
        """
        for place, (self.at_hand, packed) in enumerate(waiting):
            question = self.at_hand
            answer = asking.ask(question, packed, last=True)
            is_wrong = self._is_wrong(question, answer)
            if is_wrong or place == 0:
                self.note(question, answer)
            if not is_wrong:
                return

    def _ask_each_alone(self, asking, waiting):
        for place, (self.at_hand, packed) in enumerate(waiting, 1):
            self._ask_alone(asking, self.at_hand, packed, is_last=place == len(waiting))

    def _ask_alone(self, asking, question, packed, is_last=False):
        """Ask a process that was asked nothing before, and another for the second try."""
        stand_ins = question.stand_ins()
        asking.end()
        answer = asking.ask(question, packed, last=is_last and not stand_ins)
        self.note(question, answer)
        if stand_ins and self._is_wrong(question, answer):
            asking.end()
            packed = payload.question_of(question, True)
            self.note(question, asking.ask(question, packed, last=is_last))

    def _is_wrong(self, question, answer):
        return self.again is not None and self.again(question, answer)


def _is_unsure(answer):
    """Whether something came of an answer that earlier calls may have a part in.

    How much memory they have left can be told by running out of it, of which NumPy makes a
    TypeError where it lists the sides of a shape. And a generator of theirs that is ended later is
    seen then, with what it uses.
    """
    if answer.fault or any(case.used for case in answer.cases):
        return True
    kinds = [case.raised.kind for case in answer.cases if case.raised]
    return any(kind.endswith(("MemoryError", "TypeError")) for kind in kinds)


def _kind(waiting):
    """What the questions have in common that share a box: that they have stand-ins, or else which
    answer they are about."""
    question, _ = waiting
    if question.stand_ins():
        return WITH_STAND_INS
    return question.function, question.after, question.opens
