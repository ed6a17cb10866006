"""Draw a question from the templates of an exercise: a call, its right answer, wrong ones."""

import re
import warnings
from dataclasses import dataclass

import numpy as np

from feedforward import exercises
from feedforward.checking.observe import fresh
from feedforward.questions import Option, Question

from . import TEMPLATES
from .template import short

DRAWS = 40  # calls to try until one of them shows the mistake
MOST_OPTIONS = 4
LONGEST_OPTION = 90  # characters; longer ones are hard to tell apart


@dataclass(frozen=True)
class _Call:
    """One call of an exercise's function: the question, the answer, {mistaken answer: Mistake}."""

    text: str
    answer: str
    why: str
    mistaken: dict


def draw_question(name, made, rng):
    """Return a Question about the exercise `name`, with numbers from `rng`.

    made: ids of the mistakes that the learner made, the latest first. Calls are drawn until, if
    possible, these mistakes give answers that differ from the right one.
    """
    exercise, best = exercises.find(name), None
    for _ in range(DRAWS):
        for template in TEMPLATES[name]:
            call = _draw_call(exercise, template, made, rng)
            if best is None or _rank(call, made) > _rank(best, made):
                best = call
        if _rank(best, made) == (bool(made), min(len(made), MOST_OPTIONS - 1), MOST_OPTIONS):
            break
    return _question(exercise, best, made, rng)


def _rank(call, made):
    """Rank a call: whether it shows the latest mistake, how many mistakes, and how many options."""
    shown = [mistake.id in made for mistake in call.mistaken.values()]
    latest = any(mistake.id in made[:1] for mistake in call.mistaken.values())
    return latest, min(sum(shown), MOST_OPTIONS - 1), min(len(shown) + 1, MOST_OPTIONS)


def _draw_call(exercise, template, made, rng):
    args = template.draw(rng)
    answer = _shown(exercise, template, template.right or exercise.reference, args)
    mistaken = {}
    for mistake in sorted(exercise.mistakes, key=lambda mistake: _order(made, mistake.id)):
        function = template.wrong.get(mistake.id) if template.right else mistake.function
        text = _shown(exercise, template, function, args) if function else None
        if text not in (None, answer) and len(text) <= LONGEST_OPTION:
            mistaken.setdefault(text, mistake)
    return _Call(template.text(*args), answer, template.why, mistaken)


def _shown(exercise, template, function, args):
    """Return the part of the result that the question asks for, as text; None if that fails."""
    args = tuple(fresh(arg) for arg in args)
    call = exercise.call if not template.right else None
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            result = call(function, args) if call else function(*args)
            text = short(template.part(result))
    except Exception:  # a call that raises an error gives no answer to choose
        return None
    return None if re.search("nan|inf|None", text) else text


def _question(exercise, call, made, rng):
    options = [Option(call.answer, call.why, right=True)]
    for text in _wrong_texts(call, made, rng):
        options.append(Option(text, _reply(exercise, call.mistaken[text], made)))
    order = rng.permutation(len(options))
    return Question(f"review_{exercise.name}", call.text, tuple(options[i] for i in order))


def _wrong_texts(call, made, rng):
    """Return wrong options: first the learner's own mistakes, then those that look right."""
    texts = list(call.mistaken)
    texts = [texts[i] for i in rng.permutation(len(texts))]
    texts.sort(key=lambda text: _form(text) != _form(call.answer))
    texts.sort(key=lambda text: _order(made, call.mistaken[text].id))
    return texts[: MOST_OPTIONS - 1]


def _order(made, mistake):
    return made.index(mistake) if mistake in made else len(made)


def _form(text):
    """Return a text with 0 for every number, so that [1, 0.5] and [-2, 3] have the same form."""
    return re.sub(r"-?\d+(\.\d+)?", "0", text)


def _reply(exercise, mistake, made):
    if mistake.id in made:
        return f"Your `{exercise.name}` once made this mistake: “{mistake.what}”"
    return f"If a function returned this, `ff.check` might say: “{mistake.what}”"
