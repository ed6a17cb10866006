"""Exercise `sgd_step` of section 6.8."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import tidy
from feedforward.training import sgd_step


def _cases(rng):
    def case(sizes, lr, note="", kind=float):
        pairs = list(zip(sizes[:-1], sizes[1:], strict=True))
        params, grads = (
            [(tidy(rng, a, m).astype(kind), tidy(rng, m).astype(kind)) for a, m in pairs]
            for _ in range(2)
        )
        return Case((params, grads, lr), note)

    yield case([2, 3], 0.1)
    yield case([3, 4, 2], 0.05)
    yield case([3, 5, 2, 4], 1 / 3)
    yield case([1, 1, 1], 0.2, "single weights")
    yield case([2, 4, 3], 0.0, "lr = 0")
    yield case([4, 3, 5], 0.1, "float32", np.float32)


def _stepped(step):
    """Each W and b with its own derivative through `step(old, derivative, lr)`."""
    return lambda params, grads, lr: [
        (step(W, dW, lr), step(b, db, lr)) for (W, b), (dW, db) in zip(params, grads, strict=True)
    ]


def _step_in_place(params, grads, lr):
    for (W, b), (dW, db) in zip(params, grads, strict=True):
        W -= lr * dW
        b -= lr * db
    return params


SGD_STEP = Exercise(
    name="sgd_step",
    section="6.8_backprop",
    points=1,
    reference=sgd_step,
    cases=_cases,
    results=("params",),
    hints=(
        "params and grads have the same form: walk through both at once with `zip`.",
        "`W - lr * dW` is a new array, `W -= lr * dW` is not.",
    ),
    mistakes=(
        Mistake(
            "uphill",
            "The step goes along the gradient, and J climbs.",
            "Which way does a gradient point?",
            function=_stepped(lambda old, d, lr: old + lr * d),
        ),
        Mistake(
            "learning_rate_left_out",
            "The step is as long as the gradient itself.",
            "What should change when lr is halved?",
            function=_stepped(lambda old, d, lr: old - d),
        ),
        Mistake(
            "step_alone",
            "This is the step, not the place that it leads to.",
            "From where does the step start?",
            function=_stepped(lambda old, d, lr: -lr * d),
        ),
        Mistake(
            "step_not_taken_off",
            "This is lr times the gradient, and the old params are left out.",
            "From where does the step start, and which way does it go?",
            function=_stepped(lambda old, d, lr: lr * d),
        ),
        Mistake(
            "not_moved",
            "The params come back as they were.",
            "Where do grads come in?",
            function=_stepped(lambda old, d, lr: old),
        ),
        Mistake(
            "biases_left_behind",
            "The weights move, the biases stay.",
            "Which part of each pair of grads goes unused?",
            function=lambda params, grads, lr: [
                (W - lr * dW, b) for (W, b), (dW, _) in zip(params, grads, strict=True)
            ],
        ),
        Mistake(
            "lr_times_all",
            "lr multiplies the old number as well.",
            "Where do the params stay when their gradient is 0?",
            function=_stepped(lambda old, d, lr: lr * (old - d)),
        ),
        Mistake(
            "weights_alone",
            "The list holds each W alone.",
            "Which form do params have?",
            function=lambda params, grads, lr: [
                W - lr * dW for (W, _), (dW, _) in zip(params, grads, strict=True)
            ],
        ),
        Mistake(
            "last_layer_first",
            "The layers come back last one first.",
            "Which layer does `params[0]` belong to?",
            function=lambda *args: _stepped(lambda old, d, lr: old - lr * d)(*args)[::-1],
        ),
        Mistake(
            "first_layer_only",
            "Only the first layer comes back.",
            "Where does your `return` stand, inside the loop or behind it?",
            function=lambda *args: _stepped(lambda old, d, lr: old - lr * d)(*args)[:1],
        ),
        Mistake(
            "changed_arguments",
            "The old params are written into, by `-=` or by `params[i] = ...`; whoever keeps them "
            "to compare finds them moved.",
            "How do you get the moved weights in a new array?",
            function=_step_in_place,
        ),
    ),
)
