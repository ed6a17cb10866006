"""Feedforward networks by hand: what the book computes with, shows and checks.

The notebooks import it as ``ff``.
"""

# ruff: noqa: F401  (everything here is imported to be used as ff.name)

import importlib

from feedforward.activations import (
    ACTIVATIONS,
    activation_pair,
    gelu,
    gelu_backward,
    identity,
    identity_backward,
    leaky_relu,
    leaky_relu_backward,
    relu,
    relu_backward,
    sigmoid,
    sigmoid_backward,
    softplus,
    softplus_backward,
    tanh,
    tanh_backward,
)
from feedforward.challenges import challenge
from feedforward.checking.notebook import check, hint, progress
from feedforward.data import (
    Dataset,
    circles,
    digits,
    moons,
    noisy_line,
    spirals,
    split,
    wave,
    wine,
    xor,
    xor_points,
)
from feedforward.experiments import experiment
from feedforward.formatting import against_count
from feedforward.gradcheck import (
    complex_step_gradient,
    gradient_report,
    numerical_gradient,
    relative_error,
)
from feedforward.graph import graph_gradients
from feedforward.learner_network import yours_if_right
from feedforward.libraries import optional
from feedforward.losses import (
    LOSSES,
    cross_entropy,
    cross_entropy_backward,
    entropy,
    gaussian_nll,
    kl_divergence,
    loss_pair,
    mse,
    mse_backward,
    mse_on_softmax,
    mse_on_softmax_backward,
    softmax,
    softmax_backward,
)
from feedforward.network import (
    affine,
    affine_backward,
    affine_forward,
    backward,
    count_parameters,
    forward,
    init_params,
    loss_and_grads,
    predict,
)
from feedforward.optimizers import (
    OPTIMIZERS,
    adam,
    adam_step,
    momentum,
    momentum_step,
    nesterov,
    sgd,
)
from feedforward.regularization import dropout_forward, early_stopping_epoch, l2_penalty
from feedforward.storage import load_params, save_params
from feedforward.training import minibatches, sgd_step, train

# What a learner plays with needs pictures and widgets; checking and grading do not.
PLAY = ("ask", "ask_number", "explore_", "find_the_bug", "picture", "recall", "your_network")


def __getattr__(name):
    """Load what a learner plays with, and the figures, when they are asked for."""
    if name == "figures":
        return importlib.import_module("feedforward.figures")
    if name.startswith(PLAY):
        from feedforward import widgets

        return getattr(widgets, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    from feedforward import widgets

    return sorted(
        [*globals(), "figures", *(name for name in widgets.__all__ if name.startswith(PLAY))]
    )
