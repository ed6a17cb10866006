"""The questions that the book puts to its readers, one module a section."""

from feedforward.exercises import SECTIONS

from . import activations, backprop, capacity, descent, forward, losses, structure, xor
from .question import NumberQuestion, Option, Question

__all__ = ["QUESTIONS", "RECALL", "NumberQuestion", "Option", "Question", "find"]

MODULES = (xor, structure, capacity, activations, losses, descent, forward, backprop)
QUESTIONS = {question.name: question for module in MODULES for question in module.QUESTIONS}
# By section: what a reader should know before it begins.
RECALL = dict(zip(SECTIONS, (module.RECALL for module in MODULES), strict=True))


def find(name, kind):
    """Return the question of that name, a `Question` or a `NumberQuestion` as `kind` says.

    Raises ValueError, with the names that there are, where there is none.
    """
    question = QUESTIONS.get(name)
    if not isinstance(question, kind):
        names = [q.name for q in QUESTIONS.values() if isinstance(q, kind)]
        raise ValueError(f"No {kind.__name__} is called {name!r}. There are: {', '.join(names)}.")
    return question
