"""Gradients of random networks against three truths that know nothing of our backward pass."""

import autograd
import autograd.numpy as anp
import numpy as np
from autograd.scipy.special import logsumexp
from autograd.scipy.stats import norm
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from network_strategies import ACTIVATIONS, problems

import feedforward as ff

L2 = st.sampled_from([0.0, 0.3])
DROP = st.sampled_from([0.0, 0.4])

# written down here once more, in another library's words, so that two hands agree
THEIR_ACTIVATIONS = {
    "identity": lambda h: h,
    "sigmoid": lambda h: (anp.tanh(h / 2) + 1) / 2,
    "tanh": anp.tanh,
    "relu": lambda h: anp.where(h > 0, h, 0.0),
    "leaky_relu": lambda h: anp.where(h > 0, h, 0.01 * h),
    "softplus": lambda h: anp.logaddexp(0.0, h),
    "gelu": lambda h: h * norm.cdf(h),
}


def their_J(params, problem, activation, l2, masks):
    Z = problem.X
    for (W, b), mask in zip(params[:-1], masks, strict=True):
        Z = THEIR_ACTIVATIONS[activation](anp.dot(Z, W) + b) * mask
    W, b = params[-1]
    out = anp.dot(Z, W) + b
    if problem.loss == "mse":
        J = anp.sum((out - problem.y) ** 2) / (2 * len(out))
    else:
        chosen = out[np.arange(len(out)), problem.y]
        J = anp.mean(logsumexp(out, axis=1) - chosen)
    return J + l2 / 2 * sum(anp.sum(W**2) for W, _ in params)


def distance(grads, expected):
    """The largest difference, relative to the largest entry of all gradients."""
    flat = [np.concatenate([p.ravel() for pair in g for p in pair]) for g in (grads, expected)]
    return np.max(np.abs(flat[0] - flat[1])) / np.max(np.abs(flat[1]))


@settings(max_examples=150, deadline=None)
@given(problems(), ACTIVATIONS, L2, DROP)
def test_gradients_agree_with_automatic_differentiation(problem, activation, l2, drop):
    masks = problem.masks(drop)
    J, grads = ff.loss_and_grads(
        problem.X, problem.y, problem.params, activation, problem.loss, l2, dropout_masks=masks
    )
    theirs, their_grads = autograd.value_and_grad(their_J)(
        problem.params, problem, activation, l2, masks
    )
    assert abs(J - theirs) <= 1e-12 * abs(theirs)
    assert distance(grads, their_grads) <= 1e-12


@settings(max_examples=60, deadline=None)
@given(problems(), ACTIVATIONS, L2, DROP)
def test_gradients_agree_with_central_differences(problem, activation, l2, drop):
    masks = problem.masks(drop)
    if activation in ("relu", "leaky_relu"):
        assume(problem.is_far_from_kinks(activation, masks))

    def J(params):
        return ff.loss_and_grads(
            problem.X, problem.y, params, activation, problem.loss, l2, dropout_masks=masks
        )[0]

    _, grads = ff.loss_and_grads(
        problem.X, problem.y, problem.params, activation, problem.loss, l2, dropout_masks=masks
    )
    assert ff.gradient_report(J, problem.params, grads).error <= 1e-6


@settings(max_examples=40, deadline=None)
@given(problems(), ACTIVATIONS, L2)
def test_gradients_agree_with_the_complex_step_to_the_last_digits(problem, activation, l2):
    def J(params):
        return ff.loss_and_grads(problem.X, problem.y, params, activation, problem.loss, l2)[0]

    _, grads = ff.loss_and_grads(problem.X, problem.y, problem.params, activation, problem.loss, l2)
    assert ff.gradient_report(J, problem.params, grads, ff.complex_step_gradient).error <= 1e-12
