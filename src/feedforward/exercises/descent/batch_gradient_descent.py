"""Exercise `batch_gradient_descent` of section 6.6."""

import numpy as np

import feedforward as ff
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided
from feedforward.exercises.descent.linear_gradient import linear_gradient
from feedforward.exercises.descent.linear_model import J, random_line


def batch_gradient_descent(X, y, w, b, lr, steps):
    """Take `steps` steps downhill on J = 1/(2N) times the sum of (X w + b - y)^2.

    Each step subtracts lr times the gradient at the current w and b.
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
    X, y, w, b = random_line(rng, 5, 3)
    near = X @ w + b + 0.01 * y
    yield Case((X, near, w, b, 0.05, 4), "a start close to the minimum")
    yield Case((*random_line(rng, 6, 2), 4.0, 3), "a rate so large that J rises")


def _descend(X, y, w, b, lr, steps, *, gradient=None, J=J, after=False, b_late=False):
    """Gradient descent with replaceable parts, from which the mistakes are built."""
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
    open_question=(
        "Work out the first steps by hand: J, dw, db, w and b. Which of these numbers is the first "
        "to differ in your code?"
    ),
    hints=(
        "A step has three parts: record J, call `linear_gradient` to get dw and db, update "
        "w and b.",
        "w and b move together: both parts of the gradient must be computed at the same w "
        "and b, the old ones.",
        "`w = w - lr * dw` makes a new w. Append J to a list before that line.",
    ),
    mistakes=(
        Mistake(
            "losses_after",
            "losses contains J after each step; it should contain J before each step.",
            "Which entry of losses should be the J of the initial w and b?",
            function=lambda *args: _descend(*args, after=True),
        ),
        Mistake(
            "uphill",
            "Each step moves w and b along the gradient, so J rises.",
            "Does a gradient point uphill or downhill?",
            function=lambda *args: _descend(*args, gradient=_uphill),
        ),
        Mistake(
            "learning_rate_left_out",
            "Each step has the length of the gradient: lr has no influence.",
            "How should the steps change when lr is halved?",
            function=lambda X, y, w, b, lr, steps: _descend(X, y, w, b, 1.0, steps),
        ),
        Mistake(
            "b_sees_new_w",
            "db is the derivative at the new w, but dw and db should be taken at the same point.",
            "At which w and b should both dw and db be computed?",
            function=lambda *args: _descend(*args, b_late=True),
        ),
        Mistake(
            "b_never_moves",
            "You return b with its initial value.",
            "Where do you update b, and which b do you return?",
            function=lambda *args: _descend(*args, gradient=_weights_only),
        ),
        Mistake(
            "gradient_from_start",
            "Every step uses the gradient at the starting point.",
            "After one step, is the gradient still the same?",
            function=_gradient_from_start,
        ),
        Mistake(
            "one_step_short",
            "There is one step too few, or one J too few in losses.",
            "With steps = 1, how many updates does your function make, and how many values of J "
            "does it record?",
            function=lambda X, y, w, b, lr, steps: _descend(X, y, w, b, lr, steps - 1),
        ),
        Mistake(
            "one_too_many",
            "There is one step too many, or one J too many in losses.",
            "With steps = 1, how many updates does your function make, and how many values of J "
            "does it record?",
            function=lambda X, y, w, b, lr, steps: _descend(X, y, w, b, lr, steps + 1),
        ),
        Mistake(
            "mean_square",
            "losses contains the mean squared error, which is 2J.",
            "What factor does J have in front of its sum?",
            function=lambda *args: _descend(*args, J=lambda *now: 2 * J(*now)),
        ),
        Mistake(
            "last_loss_only",
            "losses is a single number, the J before the last step.",
            "How can you keep the J of every step?",
            function=lambda *args: (*_descend(*args)[:2], _descend(*args)[2][-1]),
        ),
    ),
)
