"""6.6: down a narrow valley with few gradients."""

import numpy as np

from .challenge import Challenge, NotScored, called

DIMENSIONS, CONDITION, TARGET, MOST = 30, 100, 1e-6, 5000


class Bowl:
    """J(w) = (w - w*)ᵀ A (w - w*) / 2, rotated at random; it counts the gradients asked for."""

    def __init__(self, rng):
        axes, _ = np.linalg.qr(rng.normal(size=(DIMENSIONS, DIMENSIONS)))
        self.A = axes * np.geomspace(1, CONDITION, DIMENSIONS) @ axes.T
        self.lowest = rng.normal(size=DIMENSIONS)
        self.asked = 0

    def J(self, w):
        return (w - self.lowest) @ self.A @ (w - self.lowest) / 2

    def gradient(self, w):
        if self.asked == MOST:
            raise NotScored(f"Your function has used {MOST} gradients and still has not returned.")
        self.asked += 1
        return self.A @ (np.asarray(w, dtype=float) - self.lowest)


def play(attempt):
    rng = np.random.default_rng(66)
    bowl, start = Bowl(rng), np.zeros(DIMENSIONS)
    try:
        w = np.asarray(called(attempt, bowl.gradient, start.copy()), dtype=float)
    except (TypeError, ValueError):
        raise NotScored("Your function did not return an array of numbers.") from None
    if w.shape != start.shape:
        raise NotScored(f"Your w has shape {w.shape}; expected {start.shape}.")
    left = bowl.J(w) / bowl.J(start)
    if not left <= TARGET:
        raise NotScored(
            f"The loss is {left:.2g} of its initial value; it has to be {TARGET:g} of it or less."
        )
    return bowl.asked


def book(gradient, w):
    """Momentum with the rate and β that Polyak's analysis gives for condition number 100."""
    root = np.sqrt(CONDITION)
    beta, lr = ((root - 1) / (root + 1)) ** 2, 4 / (1 + root) ** 2
    v = np.zeros_like(w)
    for _ in range(41):
        v = beta * v - lr * gradient(w)
        w = w + v
    return w


NARROW_VALLEY = Challenge(
    name="narrow_valley",
    section="6.6_gradient_descent",
    task=f"A bowl in {DIMENSIONS} dimensions curves {CONDITION} times as strongly along one axis "
    f"as along another (its eigenvalues run from 1 to {CONDITION}). Reduce the loss to {TARGET:g} "
    "of its initial value, and compute as few gradients as you can.",
    call="`solve(gradient, w)` returns the new `w`; `gradient(w)` is dJ/dw, shaped like `w`",
    play=play,
    unit="gradients",
    better="lower",
    book=book,
    score=41,
)
