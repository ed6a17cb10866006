"""Exercise `sgd_epoch` of section 6.6."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.descent.linear_gradient import linear_gradient
from feedforward.exercises.descent.linear_model import random_line


def sgd_epoch(X, y, w, b, lr, order):
    """Take one step for each sample in `order`, one after another.

    The step for sample i subtracts lr times the gradient of that sample's own J,
    1/2 (x w + b - y)^2. `order` holds indices of samples; an index may appear more than once or
    not at all.
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
    """Take one step per index, with replaceable parts, from which the mistakes are built."""
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


SGD_EPOCH = Exercise(
    name="sgd_epoch",
    section="6.6_gradient_descent",
    points=2,
    reference=sgd_epoch,
    cases=_cases,
    results=("w", "b"),
    open_question=(
        "Work out the first steps by hand: the error, dw, db, w and b. Which of these numbers is "
        "the first to differ in your code?"
    ),
    hints=(
        "Loop over `order` itself: each entry is the index of the sample for the next step.",
        "`X[i]` is a single row of shape (M,), and `X[i : i + 1]` is a batch with one row, "
        "of shape (1, M). Which of them does `linear_gradient` expect?",
        "Each step starts from the w and b that the step before it produced.",
    ),
    mistakes=(
        Mistake(
            "order_left_out",
            "The samples are used in the order of the rows of X: `order` has no influence.",
            "Which sample should the first step use?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr, range(len(X))),
        ),
        Mistake(
            "place_for_sample",
            "Your steps use the samples 0, 1, 2, …: only the length of `order` has an "
            "influence, not its entries.",
            "What is the difference between `range(len(order))` and `order`?",
            function=lambda X, y, w, b, lr, order: _walk(
                X, y, w, b, lr, [i for i in range(len(order)) if i < len(X)]
            ),
        ),
        Mistake(
            "order_sorted",
            "The right samples are used, but in sorted order.",
            "If order is [2, 0, 1], which sample should the last step use?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr, sorted(order)),
        ),
        Mistake(
            "each_once",
            "A sample that appears twice in `order` is used only once.",
            "If order is [4, 1, 4], how many steps should there be?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr, dict.fromkeys(order)),
        ),
        Mistake(
            "whole_batch",
            "Each step uses the gradient of all samples; it should use a single sample.",
            "Which row of X and which entry of y does the step for sample i need?",
            function=lambda *args: _walk(*args, rows=lambda i: slice(None)),
        ),
        Mistake(
            "all_from_start",
            "Every step uses the gradient at the initial w and b.",
            "Which w and b should the second step start from?",
            function=_all_from_start,
        ),
        Mistake(
            "divided_by_N",
            "Every step is N times too short, where N is the number of rows of X.",
            "How many samples does the J of a single step contain?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr / len(X), order),
        ),
        Mistake(
            "uphill",
            "Each step moves w and b along the gradient, so the J of its sample rises.",
            "Does a gradient point uphill or downhill?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, -lr, order),
        ),
        Mistake(
            "two_kept",
            "Every step is twice as long as it should be.",
            "What is the derivative of e^2/2 with respect to e?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, 2 * lr, order),
        ),
        Mistake(
            "b_sees_new_w",
            "db is the derivative at the new w, but dw and db should be taken at the same point.",
            "At which w and b should both dw and db be computed?",
            function=lambda *args: _walk(*args, b_late=True),
        ),
        Mistake(
            "b_never_moves",
            "You return b with its initial value.",
            "Where do you update b, and which b do you return?",
            function=lambda *args: _walk(*args, b_moves=False),
        ),
        Mistake(
            "last_only",
            "Your result contains only the last step, taken from the initial w and b.",
            "Which w and b should the second step start from?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr, order[-1:]),
        ),
        Mistake(
            "first_only",
            "Your result contains only the step for the first entry of `order`.",
            "If order is [2, 0, 1], how many steps does your function take before it returns?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr, order[:1]),
        ),
    ),
)
