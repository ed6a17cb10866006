"""Libraries that the book shows and does not need, such as PyTorch."""

import importlib
import os
import warnings

from . import audience

NAMES = {"torch": "PyTorch"}


def optional(module):
    """Import a library that may be missing: the module, or None after printing one sentence.

    The sentence is left out while a class is graded, where nothing needs the library, and on the
    website, whose readers cannot install it.
    """
    if os.environ.get("NBGRADER_EXECUTION"):
        return None
    name = NAMES.get(module, module)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a library deprecates is not the reader's concern
            return importlib.import_module(module)
    except ModuleNotFoundError:
        command = f"pip install {module}"
        if audience.at_a_notebook:
            print(f"{name} is not installed, so this cell is here to be read. To run it: {command}")
    except Exception as error:
        print(f"{name} is installed and cannot be loaded: {type(error).__name__}: {error}")
    return None
