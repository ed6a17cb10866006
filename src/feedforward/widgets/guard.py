"""A learner's function inside an explorer: whatever it does wrong becomes a sentence.

`guarded` wraps the function, and `computed_with` tries it and falls back on the book's own.
"""

import numpy as np

from feedforward import audience
from feedforward.formatting import significant

CLOSE = 1e-3  # pictures and tables show no more digits


class LearnersMistake(Exception):
    """Raised with a sentence on what a learner's function did instead of returning numbers."""


def guarded(function, name, shape, about=None, infinite=False, like=None):
    """Wrap a learner's function: it gets copies, gives arrays, and raises LearnersMistake only.

    name: what the function is called in the book.
    shape: `shape(*arguments)` -> the shape that must come out, or a list of shapes where several
        results must.
    about: `about(*arguments)` -> words for what it was called with, as "4 rows".
    infinite: whether inf may be a right answer (NaN never is).
    like: the book's own function, for a picture that would contradict itself with other numbers.
    None for a function that is None.
    """
    if function is None:
        return None

    def safe(*arguments):
        result = _called(function, name, arguments)
        circumstances = f" for {about(*arguments)}" if about else ""
        expected = shape(*arguments)
        if not isinstance(expected, list):
            array = _array(result, name, circumstances, expected, infinite)
            if like is not None:
                _compare([array], [like(*arguments)], name)
            return array
        if not isinstance(result, tuple | list) or len(result) != len(expected):
            raise LearnersMistake(f"Your {name} did not give {len(expected)} results")
        arrays = tuple(
            _array(part, name, circumstances, of, infinite)
            for part, of in zip(result, expected, strict=True)
        )
        if like is not None:
            _compare(arrays, like(*arguments), name)
        return arrays

    safe.__name__ = name
    return safe


def computed_with(compute, **own):
    """Run compute with the learner's functions, or with the book's if they fail -> result, note

    compute: takes the functions by keyword, and has the book's own as their defaults.
    own: guarded functions by keyword; None stands for the book's.
    """
    own = {keyword: function for keyword, function in own.items() if function is not None}
    if not own:
        return compute(), ""
    try:
        result = compute(**own)
    except LearnersMistake as mistake:
        return compute(), _note(f"{mistake}: this is drawn with the book's own.")
    *others, last = dict.fromkeys(function.__name__ for function in own.values())
    names = f"{', '.join(others)} and {last}" if others else last
    return result, _note(f"Drawn with your {names}.")


def _note(sentence):
    """Return a sentence that says whose function a picture is drawn with."""
    return sentence if audience.at_a_notebook else ""


def _called(function, name, arguments):
    try:
        # _array reports overflow as "not finite"; nobody would see a warning from a slider.
        with np.errstate(all="ignore"):
            return function(*map(_copied, arguments))
    except NotImplementedError:
        raise LearnersMistake(f"Your {name} is still blank") from None
    except LearnersMistake:  # from another of their functions, called by this one
        raise
    except (Exception, SystemExit) as error:
        raise _raised(name, error) from error


def _array(result, name, circumstances, shape, infinite):
    try:
        array = np.asarray(result, dtype=float)
    except (TypeError, ValueError) as error:
        raise _raised(name, error) from error
    if array.shape != shape:
        raise LearnersMistake(
            f"Your {name} gave shape {array.shape}{circumstances}; expected {shape}"
        )
    if np.isnan(array).any() or not (infinite or np.isfinite(array).all()):
        raise LearnersMistake(f"Your {name} gave numbers that are not finite")
    return array


def _compare(results, expected, name):
    """Raise LearnersMistake with the entry that is furthest from what the book's function gives."""
    array, expected = (
        np.concatenate([np.ravel(part) for part in parts]) for parts in (results, expected)
    )
    if np.allclose(array, expected, rtol=CLOSE, atol=CLOSE):
        return
    place = np.abs(array - expected).argmax()
    yours, right = (significant(a[place], 4) for a in (array, expected))
    raise LearnersMistake(
        f"Your {name}, as it runs in this notebook, gave {yours} where the formula gives {right}"
    )


def _raised(name, error):
    said = f"{type(error).__name__}: {error}".strip(": ")
    return LearnersMistake(f"Your {name} raised {said}")


def _copied(argument):
    """Copy the arrays of an argument, so that a learner's function can only change a copy."""
    if isinstance(argument, np.ndarray):
        return argument.copy()
    if isinstance(argument, list | tuple):
        return type(argument)(map(_copied, argument))
    return argument
