"""The rules by which a gradient moves the parameters.

An optimizer takes all parameters as one vector, `theta`, and the vector into which their
`gradient` is written before each step. It gives back `step(lr)`, which moves theta in place and
may use the gradient up: nothing is allocated on the way, since a fresh array of a large
network's size costs more than the arithmetic on it.
"""

import numpy as np


def momentum_step(w, grad, velocity, lr, beta):
    """One update of gradient descent with momentum, the heavy ball of Polyak (1964).

    velocity <- beta velocity + grad, then w <- w - lr velocity, with the new velocity.
    w, grad and velocity of the same shape, lr > 0, 0 <= beta < 1 -> (w, velocity), both new arrays
    """
    velocity = beta * velocity + grad
    return w - lr * velocity, velocity


def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """One update of Adam (Kingma and Ba 2015, algorithm 1); t = 1 at the first update.

    m <- beta1 m + (1 - beta1) grad and v <- beta2 v + (1 - beta2) grad^2. Both start at 0, so the
    update uses m_hat = m / (1 - beta1^t) and v_hat = v / (1 - beta2^t):
    w <- w - lr m_hat / (sqrt(v_hat) + eps).
    w, grad, m and v of the same shape -> (w, m, v), all new arrays
    """
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


def sgd(theta, gradient):
    """theta <- theta - lr gradient."""
    add_multiple = _add_multiple_to(theta)

    def step(lr):
        add_multiple(gradient, theta, a=-lr)

    return step


def momentum(theta, gradient, decay=0.9):
    """velocity <- decay velocity + gradient; theta <- theta - lr velocity (Polyak 1964)."""
    velocity, add_multiple = np.zeros_like(theta), _add_multiple_to(theta)

    def step(lr):
        np.multiply(velocity, decay, out=velocity)
        np.add(velocity, gradient, out=velocity)
        add_multiple(velocity, theta, a=-lr)

    return step


def nesterov(theta, gradient, decay=0.9):
    """velocity <- decay velocity + gradient; theta <- theta - lr (gradient + decay velocity).

    Nesterov's accelerated gradient (1983), as momentum with a look ahead (Sutskever et al. 2013).
    Here theta is the point that looks ahead, so the gradient is taken where theta is.
    """
    velocity, add_multiple = np.zeros_like(theta), _add_multiple_to(theta)

    def step(lr):
        np.multiply(velocity, decay, out=velocity)
        np.add(velocity, gradient, out=velocity)
        add_multiple(gradient, theta, a=-lr)
        add_multiple(velocity, theta, a=-lr * decay)

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


def _add_multiple_to(theta):
    """BLAS's y <- y + a x for theta's dtype: in place, in one pass, where NumPy needs two."""
    from scipy.linalg.blas import get_blas_funcs  # here, because only training needs it

    return get_blas_funcs("axpy", (theta,))


def _blend(mean, value, share, work):
    """mean <- mean + share (value - mean), in place."""
    np.subtract(value, mean, out=work)
    np.multiply(work, share, out=work)
    np.add(mean, work, out=mean)


OPTIMIZERS = {"sgd": sgd, "momentum": momentum, "nesterov": nesterov, "adam": adam}
