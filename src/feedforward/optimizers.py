"""The rules by which a gradient moves the parameters.

An optimizer takes all parameters as one vector, `theta`, and the vector into which their
`gradient` is written before each step. It gives back `step(lr)`, which moves theta in place and
may use the gradient up: nothing is allocated on the way, since a fresh array of a large
network's size costs more than the arithmetic on it.
"""

import numpy as np


def sgd(theta, gradient):
    """theta <- theta - lr gradient."""

    def step(lr):
        np.multiply(gradient, lr, out=gradient)
        np.subtract(theta, gradient, out=theta)

    return step


def momentum(theta, gradient, decay=0.9):
    """velocity <- decay velocity + gradient; theta <- theta - lr velocity (Polyak 1964)."""
    velocity = np.zeros_like(theta)

    def step(lr):
        np.multiply(velocity, decay, out=velocity)
        np.add(velocity, gradient, out=velocity)
        np.multiply(velocity, lr, out=gradient)
        np.subtract(theta, gradient, out=theta)

    return step


def adam(theta, gradient, beta1=0.9, beta2=0.999, eps=1e-8):
    """A step of about lr for each parameter, whatever the size of its gradient g.

    m <- m + (1 - beta1)(g - m), v <- v + (1 - beta2)(g^2 - v), and after t steps
    theta <- theta - lr m/(1 - beta1^t) / (sqrt(v/(1 - beta2^t)) + eps)
    (Kingma, Ba 2015, algorithm 1).
    """
    m, v, work = np.zeros_like(theta), np.zeros_like(theta), np.empty_like(theta)
    t = 0

    def step(lr):
        nonlocal t
        t += 1
        _blend(m, gradient, 1 - beta1, work)
        np.square(gradient, out=gradient)
        _blend(v, gradient, 1 - beta2, work)

        root = np.divide(v, 1 - beta2**t, out=work)
        np.sqrt(root, out=root)
        np.add(root, eps, out=root)
        shift = np.divide(m, root, out=work)
        np.multiply(shift, lr / (1 - beta1**t), out=shift)
        np.subtract(theta, shift, out=theta)

    return step


def _blend(mean, value, share, work):
    """mean <- mean + share (value - mean), in place."""
    np.subtract(value, mean, out=work)
    np.multiply(work, share, out=work)
    np.add(mean, work, out=mean)


OPTIMIZERS = {"sgd": sgd, "momentum": momentum, "adam": adam}
