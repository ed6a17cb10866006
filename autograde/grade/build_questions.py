"""Build the questions that the grader asks in the sandbox about an attempt at an exercise."""

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

    cell: its id, or None if no cell visibly defines the function. cells_before: how many cells run
    up to the notebook's own check. used: banned names and foreign libraries in the answer's text.
    """

    paper: Paper
    cell: str | None
    cells_before: int
    used: frozenset

    @property
    def id(self):
        """A name for the attempt, unique in its notebook."""
        return f"{self.paper.exercise.name} in {self.cell}"

    def question(self):
        """Return the Question about this attempt that the first job asks."""
        exercise = self.paper.exercise
        used = (exercise.reference, *exercise.off_limits)
        return contract.Question(
            id=self.id,
            function=exercise.name,
            cases=tuple(case.args for case in self.paper.cases),
            parameters=tuple(exercise.parameters),
            watched=tuple(_target(f) for f in used if not _is_in_exercises(f)),
            banned=banned(exercise),
            call=carried(exercise.call),
            opens=_opened(exercise.name),
            after=self.cell,
        )


def banned(exercise):
    """Return the names that an answer may not use."""
    return exercise.ban.names if exercise.ban else ()


@functools.cache
def carried(function):
    """Return a function as the sandbox receives it, or None for None."""
    from ..sandbox.host.function_source import carry

    return None if function is None else carry(function)


def stand_ins(name, words):
    """Return right versions of the earlier exercises that a notebook with these words mentions."""
    earlier = exercises.earlier_than(name)
    return {n: carried(function) for n, function in earlier.items() if n in words}


def _target(function):
    return f"{function.__module__}.{function.__qualname__}"


def _is_in_exercises(function):
    return function.__module__.startswith(NOT_OF_THE_LIBRARY)


@functools.cache  # the same for a whole class
def _opened(name):
    """Return {full name: source} of library functions for which the section asks earlier."""
    earlier, section = exercises.earlier_than(name), exercises.find(name).section
    return {
        _target(function): inspect.getsource(function)
        for n, function in earlier.items()
        if exercises.find(n).section == section and not _is_in_exercises(function)
    }
