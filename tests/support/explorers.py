"""Explorers that all tests of a file move, one of each kind."""

import contextlib


@contextlib.contextmanager
def opened(functions):
    """Open an explorer with each function; give {function: explorer}, and close them at the end."""
    explorers = {function: function() for function in functions}
    try:
        yield explorers
    finally:
        for explorer in explorers.values():
            explorer.close()


def as_it_starts(explorer):
    """Reset an explorer, and return it."""
    explorer.press("reset")
    return explorer
