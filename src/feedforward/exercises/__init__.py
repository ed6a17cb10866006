"""The exercises of the book as data, one module a section."""

from . import activations, backprop, capacity, descent, forward, losses, structure, xor

SECTIONS = {
    module.SECTION: module
    for module in (xor, structure, capacity, activations, losses, descent, forward, backprop)
}
EXERCISES = {e.name: e for module in SECTIONS.values() for e in module.EXERCISES}


def find(name):
    """The exercise of that name.

    Raises ValueError, with the names that there are, where there is none.
    """
    if name not in EXERCISES:
        raise ValueError(f"No exercise is called {name!r}. There are: {', '.join(EXERCISES)}.")
    return EXERCISES[name]


def earlier_than(name):
    """The right answers of the exercises that the book asks for before this one, by name."""
    names = list(EXERCISES)
    return {n: EXERCISES[n].reference for n in names[: names.index(name)]}
