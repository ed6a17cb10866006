"""Exercise `adam_step` of section 6.6."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided, tidy
from feedforward.optimizers import adam, adam_step


def _cases(rng):
    def case(*shape, t, lr=0.1, note="", kind=float, more=()):
        w, grad, m, v = (tidy(rng, *shape) for _ in range(4))
        arrays = (a.astype(kind) for a in (w, grad, m / 4, np.abs(v) / 4))
        return Case((*arrays, t, lr, *more), note)

    yield case(3, t=2)
    yield case(2, 4, t=5, lr=0.03)
    start = np.zeros(3)
    yield Case((tidy(rng, 3), tidy(rng, 3), start, start.copy(), 1, 0.1), "the first update")
    yield case(3, t=2000, note="t = 2000, where the correction is nearly over")
    yield case(4, t=3, more=(0.5, 0.8), note="other values of beta1 and beta2")
    tiny = np.array([1e-6, -3e-6, 2e-8, 5e-7])
    yield Case((tidy(rng, 4), tiny, np.zeros(4), np.zeros(4), 1, 0.1), "gradients of about 1e-6")
    yield Case((tidy(rng, 2), np.zeros(2), np.zeros(2), np.zeros(2), 3, 0.1), "gradients of 0")
    yield case(3, t=2, more=(0.9, 0.999, 0.1), note="a large eps")
    yield Case((*map(strided, case(3, t=1).args[:4]), 4, 0.2), "every other entry")
    yield case(5, t=2, note="float32", kind=np.float32)


def _variant(moments=None, step=None, kept=None):
    """Adam with one stage replaced.

    moments(grad, m, v, beta1, beta2) -> (m, v); step(m, v, grad, t, beta1, beta2, eps) -> what lr
    multiplies; kept(m, v, t, beta1, beta2) -> the (m, v) that are returned.
    """

    def answer(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
        m, v = (moments or _moments)(grad, m, v, beta1, beta2)
        with np.errstate(divide="ignore", invalid="ignore"):
            moved = w - lr * (step or _step)(m, v, grad, t, beta1, beta2, eps)
        return moved, *(kept(m, v, t, beta1, beta2) if kept else (m, v))

    return answer


def _moments(grad, m, v, beta1, beta2):
    return beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2


def _step(m, v, grad, t, beta1, beta2, eps):
    return m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)


def _corrected(m, v, t, beta1, beta2):
    return m / (1 - beta1**t), v / (1 - beta2**t)


def _fixed_betas(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    return _variant()(w, grad, m, v, t, lr, 0.9, 0.999, eps)


ADAM_STEP = Exercise(
    name="adam_step",
    section="6.6_gradient_descent",
    points=3,
    reference=adam_step,
    cases=_cases,
    results=("w", "m", "v"),
    factors=lambda case: {"lr": case.args[5]},
    off_limits=(adam,),
    hints=(
        "Five lines, in the order of the formulas: m, v, m_hat, v_hat, and the new w.",
        "`beta1**t` is beta1 to the power t. m_hat and v_hat are used in this update only; "
        "m and v are what you return.",
        "Take the root of v_hat first, and add eps to the root. `m *= beta1` would change "
        "the caller's m; `m = beta1 * m + …` does not.",
    ),
    mistakes=(
        Mistake(
            "not_corrected",
            "For these inputs, your step uses m and v without correcting their bias. Both started "
            "at 0, so in the first steps they are too close to 0.",
            "Which two lines of the algorithm divide by 1 - beta^t?",
            function=_variant(step=lambda m, v, g, t, b1, b2, eps: m / (np.sqrt(v) + eps)),
        ),
        Mistake(
            "m_not_corrected",
            "Your step corrects v for its start at 0, but not m.",
            "What is m after the first update, if it started at 0?",
            function=_variant(
                step=lambda m, v, g, t, b1, b2, eps: m / (np.sqrt(v / (1 - b2**t)) + eps)
            ),
        ),
        Mistake(
            "v_not_corrected",
            "Your step corrects m for its start at 0, but not v.",
            "What is v after the first update, if it started at 0?",
            function=_variant(
                step=lambda m, v, g, t, b1, b2, eps: m / (1 - b1**t) / (np.sqrt(v) + eps)
            ),
        ),
        Mistake(
            "power_of_the_difference",
            "Your correction divides by (1 - beta)^t; it should divide by 1 - beta^t.",
            "For a large t, what does (1 - beta)^t approach, and what does 1 - beta^t approach?",
            function=_variant(
                step=lambda m, v, g, t, b1, b2, eps: (
                    m / (1 - b1) ** t / (np.sqrt(v / (1 - b2) ** t) + eps)
                )
            ),
        ),
        Mistake(
            "eps_inside_the_root",
            "In your update, eps is inside the root. The root of 1e-8 is 1e-4, which is large "
            "compared with small gradients.",
            "Which comes first, the root or eps?",
            function=_variant(
                step=lambda m, v, g, t, b1, b2, eps: (
                    m / (1 - b1**t) / np.sqrt(v / (1 - b2**t) + eps)
                )
            ),
        ),
        Mistake(
            "eps_before_the_correction",
            "Your update adds eps to sqrt(v) before the correction, so eps is corrected, too.",
            "Does the algorithm add eps to sqrt(v) or to sqrt(v_hat)?",
            function=_variant(
                step=lambda m, v, g, t, b1, b2, eps: (
                    m / (1 - b1**t) * np.sqrt(1 - b2**t) / (np.sqrt(v) + eps)
                )
            ),
        ),
        Mistake(
            "eps_missing",
            "eps is missing: your step divides by sqrt(v_hat) alone.",
            "What is the denominator where every gradient so far was 0?",
            function=_variant(
                step=lambda m, v, g, t, b1, b2, eps: m / (1 - b1**t) / np.sqrt(v / (1 - b2**t))
            ),
        ),
        Mistake(
            "root_missing",
            "Your update divides by v_hat, not by its square root.",
            "v_hat is a mean of squares. Which quantity has the units of a gradient?",
            function=_variant(
                step=lambda m, v, g, t, b1, b2, eps: m / (1 - b1**t) / (v / (1 - b2**t) + eps)
            ),
        ),
        Mistake(
            "gradient_in_place_of_m",
            "The numerator is the current gradient, as in RMSprop. Adam uses the mean m_hat.",
            "What is m_hat for, if the update does not use it?",
            function=_variant(
                step=lambda m, v, g, t, b1, b2, eps: g / (np.sqrt(v / (1 - b2**t)) + eps)
            ),
        ),
        Mistake(
            "t_multiplied",
            "Your correction uses beta times t. It needs beta to the power t.",
            "If every update multiplies a number by beta, by what factor has it changed after t "
            "updates?",
            function=_variant(
                step=lambda m, v, g, t, b1, b2, eps: _step(m, v, g, 1, b1 * t, b2 * t, eps)
            ),
        ),
        Mistake(
            "t_one_ahead",
            "The correction uses t + 1, but t is already 1 at the first update.",
            "At the first update from m = 0, what should m_hat be?",
            function=_variant(
                step=lambda m, v, g, t, b1, b2, eps: _step(m, v, g, t + 1, b1, b2, eps)
            ),
        ),
        Mistake(
            "t_ignored",
            "The correction is the same at every update, as if t were always 1.",
            "How large should the correction be after a thousand updates?",
            function=_variant(step=lambda m, v, g, t, b1, b2, eps: _step(m, v, g, 1, b1, b2, eps)),
        ),
        Mistake(
            "betas_exchanged",
            "beta1 and beta2 are exchanged.",
            "Which of them belongs to the mean of the gradients, and which to the mean of their "
            "squares?",
            function=lambda w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8: _variant()(
                w, g, m, v, t, lr, beta2, beta1, eps
            ),
        ),
        Mistake(
            "betas_fixed",
            "beta1 and beta2 are always 0.9 and 0.999, whatever values are passed in.",
            "Where in your lines do the arguments beta1 and beta2 appear?",
            function=_fixed_betas,
        ),
        Mistake(
            "gradient_not_squared",
            "v averages the gradients themselves; it should average their squares.",
            "Can v be negative? What happens to the root then?",
            function=_variant(
                moments=lambda g, m, v, b1, b2: (b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g)
            ),
        ),
        Mistake(
            "not_averaged",
            "The new gradient and its square are added in full, without the factors 1 - beta1 "
            "and 1 - beta2.",
            "If every gradient is g, what value should m approach?",
            function=_variant(moments=lambda g, m, v, b1, b2: (b1 * m + g, b2 * v + g**2)),
        ),
        Mistake(
            "weights_exchanged",
            "In your m and v, the old mean has the weight 1 - beta, and the new gradient (or its "
            "square) has the weight beta.",
            "With beta1 = 0.9, how much of the old m should stay?",
            function=_variant(moments=lambda g, m, v, b1, b2: _moments(g, m, v, 1 - b1, 1 - b2)),
        ),
        Mistake(
            "corrected_moments_returned",
            "You return m_hat and v_hat. The next update would then correct them a second time.",
            "Which m and v does the next update need?",
            function=_variant(kept=_corrected),
        ),
        Mistake(
            "uphill",
            "The update is added to w, which moves w uphill.",
            "Which sign does the formula for w have before lr?",
            function=_variant(step=lambda m, v, g, t, b1, b2, eps: -_step(m, v, g, t, b1, b2, eps)),
        ),
    ),
)
