"""Libraries that the book shows and does not need, such as PyTorch."""

import importlib
import os
import warnings

NAMES = {"torch": "PyTorch"}


def optional(module):
    """Import a library that may be missing: the module, or None after printing one sentence.

    While a class is graded it is None without a word: nothing that is graded needs it.
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
        print(f"{name} is not installed, so this cell is here to be read. To run it: {command}")
    except Exception as error:
        print(f"{name} is installed and cannot be loaded: {type(error).__name__}: {error}")
    return None
