"""Small data sets, each split into what is learned from and what is held out. No downloads.

Every function draws from the `rng` it is given, and gives back a Dataset:

    data = moons(rng)
    params, history = train(*data.train, params, validation=data.held_out, ...)
"""

from typing import NamedTuple

import numpy as np

from feedforward.validation import check_range, check_whole


class Dataset(NamedTuple):
    """`train` and `held_out` are pairs (X, y), a row a sample; `source` is where they are from."""

    train: tuple
    held_out: tuple
    source: str


def split(X, y, rng, held_out=0.25, source=""):
    """Shuffle the rows and hold a share of them out, at least one; X and y stay paired.

    X (N, M), y (N, ...) -> Dataset
    ValueError unless 0 <= held_out < 1 and both parts get a row.
    """
    check_range("held_out", held_out, 0, 1)
    number = max(1, round(held_out * len(X)))
    if number >= len(X):
        raise ValueError(f"held_out is {held_out} of {len(X)} rows; expected some to learn from.")
    order = rng.permutation(len(X))
    held, kept = order[:number], order[number:]
    return Dataset((X[kept], y[kept]), (X[held], y[held]), source)


def xor_points():
    """The four points of XOR and their labels.

    -> X (4, 2), y (4,)
    """
    return np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])


def xor(rng, N=400, noise=0.15, held_out=0.25):
    """Clouds around the four points of XOR: normal, with `noise` as standard deviation.

    -> Dataset with X (·, 2), labels 0 and 1
    """
    check_whole("N", N)
    points, labels = xor_points()
    corner = np.arange(N) % 4
    X = points[corner] + rng.normal(0, noise, (N, 2))
    return split(X, labels[corner], rng, held_out, "Drawn: four normal clouds, labelled by XOR.")


def moons(rng, N=400, noise=0.15, held_out=0.25):
    """Two half circles that reach into each other.

    -> Dataset with X (·, 2), labels 0 and 1
    """
    from sklearn.datasets import make_moons

    X, y = make_moons(N, noise=noise, random_state=_seed(rng))
    return split(X, y, rng, held_out, "Drawn: sklearn.datasets.make_moons.")


def circles(rng, N=400, noise=0.08, held_out=0.25):
    """A circle around a circle of half its radius.

    -> Dataset with X (·, 2), labels 0 and 1
    """
    from sklearn.datasets import make_circles

    X, y = make_circles(N, noise=noise, factor=0.5, random_state=_seed(rng))
    return split(X, y, rng, held_out, "Drawn: sklearn.datasets.make_circles.")


def spirals(rng, N=900, arms=3, turns=0.75, noise=0.02, held_out=0.25):
    """Arms that wind out of the origin, `turns` times around it, `noise` off their lines.

    -> Dataset with X (·, 2) within about [-1, 1], labels 0 to arms - 1
    """
    check_whole("N", N)
    check_whole("arms", arms)
    labels = np.arange(N) % arms
    radius = np.sqrt(rng.uniform(0.01, 1, N))  # the square root spreads the points evenly
    angle = 2 * np.pi * (labels / arms + turns * radius)
    X = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    X += rng.normal(0, noise, X.shape)
    return split(X, labels, rng, held_out, f"Drawn: {arms} spiral arms with normal noise.")


def wave(rng, N=40, noise=0.15, held_out=0.5):
    """A noisy function of one variable: y = sin(3x) + x/2 + normal noise, x uniform in [-2, 2].

    -> Dataset for regression with X (·, 1), y (·, 1)
    """
    check_whole("N", N)
    x = rng.uniform(-2, 2, (N, 1))
    y = np.sin(3 * x) + x / 2 + rng.normal(0, noise, (N, 1))
    return split(x, y, rng, held_out, "Drawn: sin(3x) + x/2 with normal noise.")


def noisy_line(rng, N=32, noise=0.5):
    """Points around a line: y = 3x/2 - 1/2 + normal noise, x uniform in [0, 2]; none held out.

    -> X (N, 1), y (N,)
    """
    check_whole("N", N)
    X = rng.uniform(0, 2, (N, 1))
    return X, 1.5 * X[:, 0] - 0.5 + rng.normal(0, noise, N)


def digits(rng, held_out=0.25):
    """1797 handwritten digits as images of 8 by 8 grey values, 0 (paper) to 1 (ink).

    -> Dataset with X (·, 64), labels 0 to 9; X.reshape(-1, 8, 8) are the images
    """
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    source = "E. Alpaydin, C. Kaynak, UCI repository (1998); sklearn.datasets.load_digits."
    return split(X / 16, y, rng, held_out, source)


def wine(rng, held_out=0.25):
    """178 wines of three grape varieties, described by 13 chemical measurements.

    Columns are shifted and scaled to mean 0 and standard deviation 1 of the training part.
    -> Dataset with X (·, 13), labels 0 to 2
    """
    from sklearn.datasets import load_wine

    X, y = load_wine(return_X_y=True)
    source = "M. Forina et al., PARVUS, UCI repository (1991); sklearn.datasets.load_wine."
    (X, y), (X_held, y_held), source = split(X, y, rng, held_out, source)
    mean, spread = X.mean(axis=0), X.std(axis=0)
    return Dataset(((X - mean) / spread, y), ((X_held - mean) / spread, y_held), source)


def _seed(rng):
    """scikit-learn takes no Generator; a seed drawn from one keeps all chance in one place."""
    return int(rng.integers(2**32))
