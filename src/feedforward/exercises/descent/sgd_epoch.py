"""Exercise `sgd_epoch` of section 6.6."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.descent.linear_gradient import linear_gradient
from feedforward.exercises.descent.linear_model import random_line


def sgd_epoch(X, y, w, b, lr, order):
    """Go once through the samples in the given order, with one step for each.

    The step for sample i moves w and b by lr against the gradient of that sample's own J,
    1/2 (x w + b - y)^2. `order` holds indices of samples; one may come twice, or not at all.
    X (N, M), y (N,), w (M,), b a float -> w (M,), b a float
    """
    for i in order:
        dw, db = linear_gradient(X[i : i + 1], y[i : i + 1], w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b


def _cases(rng):
    yield Case((*random_line(rng, 3, 2), 0.1, np.array([2, 0, 1])))
    yield Case((*random_line(rng, 7, 3), 0.02, np.array([3, 6, 1, 0, 5, 2, 4])))
    yield Case(
        (*random_line(rng, 5, 2), 0.05, np.array([4, 1, 4, 3, 1, 2, 4])), "samples that come twice"
    )
    yield Case((*random_line(rng, 6, 3), 0.05, [5, 2, 3]), "samples left out")
    yield Case((*random_line(rng, 1, 4), 0.02, np.array([0])), "one sample")
    X, y, w, b = random_line(rng, 4, 2)
    X, y, w = (a.astype(np.float32) for a in (X, y, w))
    yield Case((X, y, w, b, 0.05, np.array([1, 3, 0, 2])), "float32")


def _walk(X, y, w, b, lr, order, *, rows=lambda i: slice(i, i + 1), b_late=False, b_moves=True):
    """One step for each index, with parts that can be exchanged, to write mistakes with."""
    gradient = linear_gradient
    for i in order:
        dw, db = gradient(X[rows(i)], y[rows(i)], w, b)
        w = w - lr * dw
        if b_late:
            db = gradient(X[rows(i)], y[rows(i)], w, b)[1]
        b = b - lr * db * b_moves
    return w, b


def _all_from_start(X, y, w, b, lr, order):
    steps = [_walk(X, y, w, b, lr, [i]) for i in order]
    return w + sum(s[0] - w for s in steps), b + sum(s[1] - b for s in steps)


def _walk_in_place(X, y, w, b, lr, order):
    for i in order:
        error = X[i] @ w + b - y[i]
        w -= lr * error * X[i]
        b -= lr * error
    return w, b


SGD_EPOCH = Exercise(
    name="sgd_epoch",
    section="6.6_gradient_descent",
    points=2,
    reference=sgd_epoch,
    cases=_cases,
    results=("w", "b"),
    hints=(
        "Loop over `order` itself: each of its entries is the index of the sample to learn from.",
        "`X[i]` is one row of shape (M,), `X[i : i + 1]` a batch of one, shape (1, M). "
        "Which does `linear_gradient` expect?",
        "The second step starts from the w and b that the first one left.",
    ),
    mistakes=(
        Mistake(
            "order_left_out",
            "The samples are taken in the order of their rows.",
            "What does `order` say, and where do you read it?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr, range(len(X))),
        ),
        Mistake(
            "place_for_sample",
            "You count along `order`, and take that number for the sample.",
            "What is the difference between `range(len(order))` and `order`?",
            function=lambda X, y, w, b, lr, order: _walk(
                X, y, w, b, lr, [i for i in range(len(order)) if i < len(X)]
            ),
        ),
        Mistake(
            "order_sorted",
            "The right samples come, but sorted, not in the order given.",
            "Why does it matter which sample comes last?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr, sorted(order)),
        ),
        Mistake(
            "each_once",
            "A sample that comes twice in `order` is learned from only once.",
            "Which of your lines drops what it has seen before?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr, dict.fromkeys(order)),
        ),
        Mistake(
            "whole_batch",
            "Each step uses all samples; stochastic descent looks at one.",
            "Which row of X, and which entry of y, belong to this step?",
            function=lambda *args: _walk(*args, rows=lambda i: slice(None)),
        ),
        Mistake(
            "all_from_start",
            "Every step takes its gradient where the epoch began.",
            "Where do w and b stand when the second sample comes?",
            function=_all_from_start,
        ),
        Mistake(
            "divided_by_N",
            "Each sample's step is divided by N, as if it were a part of the whole batch's.",
            "How many samples does one step average over?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr / len(X), order),
        ),
        Mistake(
            "uphill",
            "Each step goes along the gradient, and J climbs.",
            "Which way does a gradient point?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, -lr, order),
        ),
        Mistake(
            "two_kept",
            "The steps are twice as long: the 2 that the square brings down is still there.",
            "What is the derivative of e^2/2?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, 2 * lr, order),
        ),
        Mistake(
            "b_sees_new_w",
            "b's step is taken with the w that has just moved.",
            "At which w and b do both dw and db have to be computed?",
            function=lambda *args: _walk(*args, b_late=True),
        ),
        Mistake(
            "b_never_moves",
            "w learns, and b stays where it was.",
            "Which of the two parts of the gradient goes unused?",
            function=lambda *args: _walk(*args, b_moves=False),
        ),
        Mistake(
            "last_only",
            "Only the last step counts: it starts from the first w and b again.",
            "Which w does the second turn of your loop move?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr, order[-1:]),
        ),
        Mistake(
            "first_only",
            "Only the first sample of the order is learned from.",
            "Where does your `return` stand, inside the loop or behind it?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr, order[:1]),
        ),
        Mistake(
            "changed_arguments",
            "The w that you were given is written into, as by `w -= ...`: who called you finds "
            "another start.",
            "How do you get the moved weights in a new array?",
            function=_walk_in_place,
        ),
    ),
)
