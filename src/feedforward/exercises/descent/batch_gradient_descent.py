"""Exercise `batch_gradient_descent` of section 6.6."""

import numpy as np

import feedforward as ff
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided
from feedforward.exercises.descent.linear_gradient import linear_gradient
from feedforward.exercises.descent.linear_model import J, random_line


def batch_gradient_descent(X, y, w, b, lr, steps):
    """Take `steps` steps downhill on J = 1/(2N) times the sum of (X w + b - y)^2.

    Each step moves w and b by lr against the gradient at the place it starts from.
    X (N, M), y (N,), w (M,), b a float -> w (M,), b a float,
    losses (steps,): J before each step
    """
    losses = []
    for _ in range(steps):
        losses.append(ff.mse(X @ w + b, y))
        dw, db = linear_gradient(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, np.array(losses)


def _cases(rng):
    yield Case((*random_line(rng, 3, 2), 0.1, 2))
    yield Case((*random_line(rng, 7, 3), 0.05, 5))
    yield Case((*random_line(rng, 4, 3), 0.02, 1), "one step")
    yield Case((*random_line(rng, 1, 2), 0.05, 3), "one sample")
    X, y, _, _ = random_line(rng, 6, 4)
    yield Case((strided(X), y, np.zeros(4), 0.0, 0.05, 4), "a start at 0")
    X, y, w, b = random_line(rng, 8, 2)
    yield Case((*(a.astype(np.float32) for a in (X, y, w)), b, 0.05, 3), "float32")


def _descend(X, y, w, b, lr, steps, *, gradient=None, J=J, after=False, b_late=False):
    """Gradient descent with parts that can be exchanged, to write mistakes with."""
    gradient = gradient or linear_gradient
    losses = []
    for _ in range(steps):
        before = J(X, y, w, b)
        dw, db = gradient(X, y, w, b)
        w = w - lr * dw
        if b_late:
            db = gradient(X, y, w, b)[1]
        b = b - lr * db
        losses.append(J(X, y, w, b) if after else before)
    return w, b, losses


def _uphill(X, y, w, b):
    dw, db = linear_gradient(X, y, w, b)
    return -dw, -db


def _weights_only(X, y, w, b):
    return linear_gradient(X, y, w, b)[0], 0.0


def _descend_in_place(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(J(X, y, w, b))
        dw, db = linear_gradient(X, y, w, b)
        w -= lr * dw
        b -= lr * db
    return w, b, losses


def _gradient_from_start(X, y, w, b, lr, steps):
    dw, db = linear_gradient(X, y, w, b)
    return _descend(X, y, w, b, lr, steps, gradient=lambda *_: (dw, db))


BATCH_GRADIENT_DESCENT = Exercise(
    name="batch_gradient_descent",
    section="6.6_gradient_descent",
    points=2,
    reference=batch_gradient_descent,
    cases=_cases,
    results=("w", "b", "losses"),
    hints=(
        "A step has three parts: note J, ask `linear_gradient` for dw and db, move w and b.",
        "w and b move together: both parts of the gradient belong to the old place.",
        "`w = w - lr * dw` makes a new w; collect J in a list before that line.",
    ),
    mistakes=(
        Mistake(
            "losses_after",
            "losses holds J after each step.",
            "Which J should the first entry be, before anything has moved?",
            function=lambda *args: _descend(*args, after=True),
        ),
        Mistake(
            "uphill",
            "Each step goes along the gradient, and J climbs.",
            "Which way does a gradient point?",
            function=lambda *args: _descend(*args, gradient=_uphill),
        ),
        Mistake(
            "learning_rate_left_out",
            "The steps are as long as the gradient itself: lr plays no part.",
            "What should change when lr is halved?",
            function=lambda X, y, w, b, lr, steps: _descend(X, y, w, b, 1.0, steps),
        ),
        Mistake(
            "b_sees_new_w",
            "db is taken after w has moved. A gradient belongs to one place.",
            "At which w and b do both dw and db have to be computed?",
            function=lambda *args: _descend(*args, b_late=True),
        ),
        Mistake(
            "b_never_moves",
            "w learns, and b stays where it was.",
            "Which of the two parts of the gradient goes unused?",
            function=lambda *args: _descend(*args, gradient=_weights_only),
        ),
        Mistake(
            "gradient_from_start",
            "All steps use the gradient of the starting place.",
            "Does the slope stay the same as you walk down?",
            function=_gradient_from_start,
        ),
        Mistake(
            "one_step_short",
            "One step is missing.",
            "How many times does your loop run when steps = 1?",
            function=lambda X, y, w, b, lr, steps: _descend(X, y, w, b, lr, steps - 1),
        ),
        Mistake(
            "one_too_many",
            "One J too many is noted, or one step too many taken.",
            "For steps = 1, how often does your loop run, and is J noted again after it?",
            function=lambda X, y, w, b, lr, steps: _descend(X, y, w, b, lr, steps + 1),
        ),
        Mistake(
            "mean_square",
            "losses holds the mean of the squared errors; J has a 1/2 besides.",
            "What stands in front of the sum in J?",
            function=lambda *args: _descend(*args, J=lambda *now: 2 * J(*now)),
        ),
        Mistake(
            "last_loss_only",
            "losses is the last J alone.",
            "Where do you keep the J of each step?",
            function=lambda *args: (*_descend(*args)[:2], _descend(*args)[2][-1]),
        ),
        Mistake(
            "changed_arguments",
            "The w that you were given is written into, as by `w -= ...`: who called you finds "
            "another start.",
            "How do you get the moved weights in a new array?",
            function=_descend_in_place,
        ),
    ),
)
