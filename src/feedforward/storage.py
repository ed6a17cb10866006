"""Parameters in a file, and back, checked."""

import zipfile

import numpy as np

from feedforward.validation import check_params


def save_params(path, params):
    """Write params to an .npz file at `path` as arrays W1, b1, W2, b2, ...

    ValueError where params are not a network's: whatever is saved can be loaded.
    """
    check_params(params)
    arrays = {}
    for layer, (W, b) in enumerate(params, start=1):
        arrays[f"W{layer}"], arrays[f"b{layer}"] = W, b
    with open(path, "wb") as file:  # given a name, np.savez would append .npz to it
        np.savez(file, **arrays)


def load_params(path):
    """Read params that `save_params` wrote.

    ValueError where the file is no .npz file of arrays, where one of W1, b1, W2, b2, ... is
    missing, or where the arrays do not make a network; FileNotFoundError where there is no file.
    """
    try:
        # np.load leaves a file that it opened itself open when it fails
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
    except (AttributeError, EOFError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise ValueError(f"{path} is not an .npz file of arrays: {error}") from error

    depth = len(arrays) // 2
    expected = [f"{letter}{layer}" for layer in range(1, depth + 1) for letter in "Wb"]
    if not arrays or sorted(arrays) != sorted(expected):
        raise ValueError(
            f"{path} holds the arrays {', '.join(sorted(arrays)) or 'none'}; "
            "expected W1, b1, W2, b2, ... and no others."
        )
    params = [(arrays[f"W{layer}"], arrays[f"b{layer}"]) for layer in range(1, depth + 1)]
    try:
        check_params(params)
    except ValueError as error:
        raise ValueError(f"{path} does not hold a network. {error}") from error
    return params
