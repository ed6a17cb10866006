"""Load the book when a kernel starts, so that it can explain a NameError before any import.

IPython runs this file among the learner's own names, so it leaves none behind. A kernel of another
environment may not have the book.
"""

from contextlib import suppress
from importlib import import_module

with suppress(ImportError):
    import_module("feedforward")
del import_module, suppress
