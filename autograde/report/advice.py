"""Find the book's advice on a mistake."""

from feedforward import exercises
from feedforward.checking.effects import EFFECTS, SHAPE
from feedforward.checking.judge import LOCATED
from feedforward.checking.verdict import RAISED, WRONG_FORM

UNNAMED = {
    RAISED: "The error that the code raised, and where.",
    WRONG_FORM: "The form that was expected, and the form that was returned.",
}
LINE = "The line where a single change makes every case right, and a question about it."
NUMBERS = "The first numbers that differ, and a question."


def words(mark):
    """Return the advice that every learner with this mistake got, without evidence from their own
    work."""
    exercise = exercises.EXERCISES.get(mark.name)
    known = dict(EFFECTS)
    if exercise is not None:
        known |= {m.id: (m.what, m.ask) for m in exercise.mistakes}
        if exercise.ban:
            known["ready_made"] = (exercise.ban.what, exercise.ban.ask)
    known[SHAPE.id] = ("The shape of the result, and the expected shape.", SHAPE.ask)
    if mark.mistake == LOCATED:
        return LINE
    if mark.mistake in known:
        return " ".join(part for part in known[mark.mistake] if part)
    if mark.line:
        return LINE
    if mark.mistake and mark.findings:  # a relation between numbers, which no exercise lists
        return f"{mark.findings.wrong} {mark.findings.question}"
    return UNNAMED.get(mark.status, NUMBERS)
