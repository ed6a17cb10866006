"""Define an open challenge: data, a score and the course's own attempt, without points."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from feedforward.network import predict
from feedforward.validation import check_params


class NotScored(Exception):
    """The reason for a missing score, as a sentence."""


@dataclass(frozen=True)
class Challenge:
    """A task whose best answer is open.

    task: what is asked. call: how the learner's function is called, and what it returns.
    play(attempt) calls the learner's function and returns its score; it raises NotScored for what
    does not count. No held-out label is ever an argument of that function.
    unit: what the score counts. better: "lower" or "higher".
    book: the book's function; score: what it scores, which a test computes again to `within`.
    """

    name: str
    section: str
    task: str
    call: str
    play: Callable
    unit: str
    better: str
    book: Callable
    score: float
    within: float = 0.0


def called(function, *arguments):
    """Call the learner's function and return its result; raises NotScored if the call fails."""
    try:
        with np.errstate(all="ignore"):
            return function(*arguments)
    except NotImplementedError:
        raise NotScored("Your function is still blank.") from None
    except (Exception, SystemExit) as error:
        said = f"{type(error).__name__}: {error}".strip(": ")
        raise NotScored(f"Your function raised {said}{_line_of(error, function)}.") from error


def _line_of(error, function):
    """On which line of the learner's function the error came up, where that is known."""
    code = getattr(function, "__code__", None)
    step, line = error.__traceback__, None
    while step is not None:
        if step.tb_frame.f_code is code:
            line = step.tb_lineno - code.co_firstlineno + 1
        step = step.tb_next
    return f", on line {line} of your function" if line else ""


def solve_returns_network(inputs, outputs):
    """Describe in words how the learner's function that builds or trains a network is called."""
    sizes = f"{inputs} inputs and {outputs} outputs"
    return f"`solve(X, y, rng)` returns `params` for {sizes}, or `(params, activation)`"


def network_of(result, inputs, outputs):
    """The (params, activation) that a learner's function returned; "relu" if it named none."""
    params, activation = result, "relu"
    if isinstance(result, tuple) and len(result) == 2 and isinstance(result[0], list):
        params, activation = result
    try:
        params = [tuple(np.asarray(a) * 1.0 for a in pair) for pair in params]  # integers, too
        check_params(params)
    except (ValueError, TypeError) as error:
        raise NotScored(f"Your function did not return a network. {error}") from None
    sizes = params[0][0].shape[0], params[-1][0].shape[1]
    if sizes != (inputs, outputs):
        raise NotScored(
            f"Your network has {sizes[0]} inputs and {sizes[1]} outputs; "
            f"expected {inputs} and {outputs}."
        )
    return params, activation


def hidden_units(params):
    """Count the hidden units of a network."""
    return sum(W.shape[1] for W, _ in params[:-1])


def parameters(params):
    """Count the parameters of a network."""
    return sum(W.size + b.size for W, b in params)


def accuracy(network, samples):
    """The share of samples (X, y) whose class the network (params, activation) gets right."""
    params, activation = network
    X, y = samples
    try:
        return float(np.mean(predict(X, params, activation) == y))
    except (ValueError, TypeError) as error:
        raise NotScored(f"Your network could not make predictions. {error}") from None


def require(quantity, value, least):
    """Raise NotScored unless the value reaches what a score needs."""
    if not value >= least:
        raise NotScored(f"Your {quantity} is {value:.3f}; it has to be at least {least}.")
