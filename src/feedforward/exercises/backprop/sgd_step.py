"""Exercise `sgd_step` of section 6.8."""

import re

import numpy as np

from feedforward.checking.compare import as_array, flat, precision_of
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
    """Return an answer that applies `step(old, derivative, lr)` to every W and b."""
    return lambda params, grads, lr: [
        (step(W, dW, lr), step(b, db, lr)) for (W, b), (dW, db) in zip(params, grads, strict=True)
    ]


def _has_length_1(case, got):
    """Return True if lr times a gradient of length 1 is taken off: of each array, or of all."""
    params, grads, lr = case.args
    old, downhill = flat(params), flat(grads)
    new = [leaf for pair in got for leaf in map(as_array, pair)] if _are_pairs(got) else []
    if len(new) != len(old) or any(not _is_shaped(n, o) for n, o in zip(new, old, strict=True)):
        return False
    whole = np.sqrt(sum(np.sum(d**2) for d in downhill))
    single = precision_of(case) == "float32"
    lengths = [np.linalg.norm(d) for d in downhill], [whole] * len(downhill)
    return lr > 0 and any(
        all(
            np.allclose(n, o - lr * d / length, atol=1e-4 if single else 1e-9)
            for n, o, d, length in zip(new, old, downhill, group, strict=True)
        )
        for group in lengths
    )


def _are_pairs(got):
    return isinstance(got, list) and all(isinstance(p, list) and len(p) == 2 for p in got)


def _is_shaped(array, like):
    return isinstance(array, np.ndarray) and array.dtype.kind in "fiu" and array.shape == like.shape


def _of_the_result(case, text):
    """Say that it is the result that has another form: the argument is called params, too."""
    return re.sub(r"^params (has|is)", r"Your result \1", text)


SGD_STEP = Exercise(
    name="sgd_step",
    section="6.8_backprop",
    points=1,
    reference=sgd_step,
    cases=_cases,
    results=("params",),
    wording=_of_the_result,
    hints=(
        "params and grads have the same form: loop over both at once with `zip`.",
        "`W - lr * dW` is a new array; `W -= lr * dW` changes the old one.",
    ),
    mistakes=(
        Mistake(
            "uphill",
            "The step goes along the gradient, so J rises.",
            "Does a gradient point uphill or downhill?",
            function=_stepped(lambda old, d, lr: old + lr * d),
        ),
        Mistake(
            "learning_rate_left_out",
            "The step has the length of the gradient: lr has no influence.",
            "How should the step change when lr is halved?",
            function=_stepped(lambda old, d, lr: old - d),
        ),
        Mistake(
            "step_alone",
            "Your result is the step alone, without the old params.",
            "Where does the step start?",
            function=_stepped(lambda old, d, lr: -lr * d),
        ),
        Mistake(
            "step_not_taken_off",
            "Your result is lr times the gradient, without the old params.",
            "Where does the step start, and in which direction does it go?",
            function=_stepped(lambda old, d, lr: lr * d),
        ),
        Mistake(
            "not_moved",
            "Your result is equal to the old params.",
            "By how much should each W and each b change?",
            function=_stepped(lambda old, d, lr: old),
        ),
        Mistake(
            "biases_left_behind",
            "The weights change, but the biases do not.",
            "By how much should b change?",
            function=lambda params, grads, lr: [
                (W - lr * dW, b) for (W, b), (dW, _) in zip(params, grads, strict=True)
            ],
        ),
        Mistake(
            "lr_times_all",
            "In your result, lr multiplies the old params, too, and not only the gradient.",
            "If a gradient is 0, what should the new params be?",
            function=_stepped(lambda old, d, lr: lr * (old - d)),
        ),
        Mistake(
            "weights_alone",
            "Your list contains each W alone, without its b.",
            "What form does params have?",
            function=lambda params, grads, lr: [
                W - lr * dW for (W, _), (dW, _) in zip(params, grads, strict=True)
            ],
        ),
        Mistake(
            "last_layer_first",
            "The layers are in reverse order: the last layer comes first.",
            "Which layer should the first entry of your list hold?",
            function=lambda *args: _stepped(lambda old, d, lr: old - lr * d)(*args)[::-1],
        ),
        Mistake(
            "length_1",
            "Your step has the same length whatever the length of the gradient.",
            "If the gradient is twice as long, how long should the step be?",
            rule=_has_length_1,
        ),
        Mistake(
            "first_layer_only",
            "Your result contains only the first layer.",
            "How many layers does params have, and after how many does your function return?",
            function=lambda *args: _stepped(lambda old, d, lr: old - lr * d)(*args)[:1],
        ),
    ),
)
