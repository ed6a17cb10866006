"""Exercise `momentum_step` of section 6.6."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided, tidy
from feedforward.optimizers import momentum, momentum_step


def _cases(rng):
    def case(*shape, lr=0.1, beta=0.9, note="", kind=float):
        return Case((*(tidy(rng, *shape).astype(kind) for _ in range(3)), lr, beta), note)

    yield case(3)
    yield case(2, 4, lr=0.03, beta=0.5)
    yield Case((tidy(rng, 3), tidy(rng, 3), np.zeros(3), 0.2, 0.8), "velocity 0, the first update")
    yield Case((tidy(rng, 4), np.zeros(4), tidy(rng, 4), 0.2, 0.8), "a gradient of 0")
    yield case(3, beta=0.0, note="beta = 0")
    yield case(1, lr=0.5, beta=0.7, note="one parameter")
    yield case(2, 3, 2, lr=0.4, beta=0.6, note="three axes")
    yield Case((*(strided(tidy(rng, 3)) for _ in range(3)), 0.1, 0.9), "every other entry")
    yield case(5, lr=0.3, beta=0.4, note="float32", kind=np.float32)


def _with_velocity(rule):
    """The right update of w, from a velocity that follows another rule."""

    def answer(w, grad, velocity, lr, beta):
        velocity = rule(velocity, grad, beta)
        return w - lr * velocity, velocity

    return answer


def _with_weights(rule):
    """The right velocity, and another update of w: rule(w, grad, old, new, lr, beta)."""

    def answer(w, grad, velocity, lr, beta):
        new = beta * velocity + grad
        return rule(w, grad, velocity, new, lr, beta), new

    return answer


def _rate_inside(w, grad, velocity, lr, beta):
    velocity = beta * velocity + lr * grad
    return w - velocity, velocity


def _downhill_velocity(w, grad, velocity, lr, beta):
    velocity = beta * velocity - lr * grad
    return w + velocity, velocity


MOMENTUM_STEP = Exercise(
    name="momentum_step",
    section="6.6_gradient_descent",
    points=2,
    reference=momentum_step,
    cases=_cases,
    results=("w", "velocity"),
    factors=lambda case: {"lr": case.args[3]},
    off_limits=(momentum,),
    hints=(
        "Two lines, in the order of the two formulas: first the new velocity, then the new w.",
        "The gradient is added to the velocity as it is. Where does the learning rate come in?",
        "Assign the new velocity to a name before you use it, so that w moves by the new one. "
        "`velocity = …` makes a new array; `velocity *= …` changes the caller's.",
    ),
    mistakes=(
        Mistake(
            "old_velocity",
            "w moves by the old velocity, so its step ignores the gradient that was passed in.",
            "Which of the two formulas comes first?",
            function=_with_weights(lambda w, grad, old, new, lr, beta: w - lr * old),
        ),
        Mistake(
            "no_momentum",
            "Only the gradient counts here, as in plain gradient descent; the old velocity is "
            "left out.",
            "How much of the old velocity should be part of the step?",
            function=_with_velocity(lambda velocity, grad, beta: grad),
        ),
        Mistake(
            "moving_average",
            "The gradient is weighted by 1 - beta, as in a moving average. The heavy ball adds it "
            "in full.",
            "If every gradient is g, what value should the velocity approach?",
            function=_with_velocity(
                lambda velocity, grad, beta: beta * velocity + (1 - beta) * grad
            ),
        ),
        Mistake(
            "beta_on_the_gradient",
            "In your velocity, beta multiplies the gradient and not the old velocity, so the old "
            "velocity never fades.",
            "Which of the two should shrink from one update to the next?",
            function=_with_velocity(lambda velocity, grad, beta: velocity + beta * grad),
        ),
        Mistake(
            "beta_on_both",
            "In your velocity, beta multiplies the gradient as well as the old velocity.",
            "How much of the new gradient should enter the velocity?",
            function=_with_velocity(lambda velocity, grad, beta: beta * (velocity + grad)),
        ),
        Mistake(
            "not_damped",
            "The old velocity is kept in full, as if beta were 1, so the ball never slows down.",
            "What does beta multiply?",
            function=_with_velocity(lambda velocity, grad, beta: velocity + grad),
        ),
        Mistake(
            "gradient_subtracted",
            "Your new velocity is beta * velocity - grad. Subtracting it from w moves w uphill.",
            "Which of the two formulas contains a minus sign?",
            function=_with_velocity(lambda velocity, grad, beta: beta * velocity - grad),
        ),
        Mistake(
            "uphill",
            "Your velocity is added to w, which moves w uphill.",
            "Which sign does the formula for w have before lr?",
            function=_with_weights(lambda w, grad, old, new, lr, beta: w + lr * new),
        ),
        Mistake(
            "rate_inside_the_velocity",
            "Your velocity contains the learning rate. In the task, only the step of w does.",
            "Which of the two formulas contains lr?",
            function=_rate_inside,
        ),
        Mistake(
            "velocity_points_downhill",
            "Your new velocity is beta times velocity minus lr times grad, another common "
            "convention. In the task, the velocity does not contain lr.",
            "What does the docstring add to beta times velocity?",
            function=_downhill_velocity,
        ),
        Mistake(
            "rate_missing",
            "w moves by the whole velocity, without the learning rate.",
            "What scales the velocity in the formula for the new w?",
            function=_with_weights(lambda w, grad, old, new, lr, beta: w - new),
        ),
        Mistake(
            "rate_twice",
            "w moves by lr * lr times the new velocity: the learning rate counts twice.",
            "Which of your variables contain lr already?",
            function=_with_weights(lambda w, grad, old, new, lr, beta: w - lr * lr * new),
        ),
        Mistake(
            "nesterov",
            "Your step is lr * (grad + beta * v) with the new velocity v, as in Nesterov's method.",
            "What does the formula for the new w subtract from w?",
            function=_with_weights(
                lambda w, grad, old, new, lr, beta: w - lr * (beta * new + grad)
            ),
        ),
        Mistake(
            "out_of_order",
            "You return velocity first and w second.",
            "In which order does the docstring name the results?",
            function=lambda *args: _with_velocity(lambda v, g, beta: beta * v + g)(*args)[::-1],
        ),
    ),
)
