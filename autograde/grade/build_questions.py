"""Build the questions that the sandbox is asked about an attempt at an exercise."""

import functools
import inspect
from dataclasses import dataclass

from feedforward import exercises

from ..sandbox.wire import contract
from .judge_answers import Paper

NOT_OF_THE_LIBRARY = "feedforward.exercises"


@dataclass(frozen=True)
class Attempt:
    """A cell that may hold the answer to an exercise.

    cell: its id, None if the text does not show which cell defines the function. place: how many
    cells have run at the notebook's own check. used: what the text of the answer uses.
    """

    paper: Paper
    cell: str | None
    place: int
    used: frozenset

    @property
    def id(self):
        """Unique in a notebook."""
        return f"{self.paper.exercise.name} in {self.cell}"

    def question(self):
        """The Question that all answers of a notebook are asked together."""
        exercise = self.paper.exercise
        return contract.Question(
            id=self.id,
            function=exercise.name,
            cases=tuple(case.args for case in self.paper.cases),
            parameters=tuple(exercise.parameters),
            watched=_watched(exercise),
            banned=banned(exercise),
            call=carried(exercise.call),
            opens=_opened(exercise.name),
            after=self.cell,
        )


def banned(exercise):
    """Names that an answer may not use."""
    return exercise.ban.names if exercise.ban else ()


@functools.cache
def carried(function):
    """A function as it goes into the sandbox, or None."""
    from ..sandbox.host.function_source import carry

    return None if function is None else carry(function)


def stand_ins(name, words):
    """Right versions of all earlier exercises, as far as a notebook with these words calls any."""
    earlier = exercises.earlier_than(name)
    return {n: carried(function) for n, function in earlier.items() if n in words}


def _target(function):
    return f"{function.__module__}.{function.__qualname__}"


def _watched(exercise):
    functions = (exercise.reference, *exercise.off_limits)
    return tuple(_target(f) for f in functions if not _is_in_exercises(f))


def _is_in_exercises(function):
    return function.__module__.startswith(NOT_OF_THE_LIBRARY)


@functools.cache  # a whole class is asked the same
def _opened(name):
    """Right versions of the earlier exercises of the same section, where the library has them."""
    earlier, section = exercises.earlier_than(name), exercises.find(name).section
    return tuple(
        contract.Opening(_target(function), inspect.getsource(function))
        for n, function in earlier.items()
        if exercises.find(n).section == section and not _is_in_exercises(function)
    )
