"""Keep NumPy's least squares from running for ever."""

import contextlib
import functools

import numpy as np

_lstsq = np.linalg.lstsq


@functools.wraps(_lstsq)
def finite_lstsq(a, b, *args, **options):
    """Do what np.linalg.lstsq does. Raises LinAlgError where NumPy, given inf, might never end."""
    for array in map(np.asarray, (a, b)):
        if array.dtype.kind in "fc" and not np.isfinite(array).all():
            raise np.linalg.LinAlgError("lstsq was given NaN or inf")
    return _lstsq(a, b, *args, **options)


@contextlib.contextmanager
def finite_least_squares():
    """While the block runs, let np.linalg.lstsq be finite_lstsq: no timer can end LAPACK."""
    before, np.linalg.lstsq = np.linalg.lstsq, finite_lstsq
    try:
        yield
    finally:
        np.linalg.lstsq = before


def names_of_lstsq(namespace):
    """Map the names under which a namespace holds NumPy's own function to the safe one."""
    return {name: finite_lstsq for name, value in list(namespace.items()) if value is _lstsq}
