"""Activation functions, and how a derivative travels back through each.

Every function works entry by entry on an array of any shape and keeps its dtype.
`h` is what a unit takes in, `Z = f(h)` what it puts out, `dZ` the derivative of J with
respect to Z. Each `…_backward` turns dZ into dJ/dh, from h or from Z, whichever is cheaper.
"""

import math

import numpy as np


def identity(h):
    """f(h) = h: a layer without a bend."""
    return h


def identity_backward(dZ, h):
    """dJ/dh from dJ/dZ, where Z = h."""
    return dZ


def sigmoid(h):
    """1 / (1 + e^-h), between 0 and 1, without overflow for large entries of either sign."""
    e = np.exp(np.minimum(h, -h))  # e^-|h| is at most 1, so nothing can overflow
    return np.where(h >= 0, 1, e) / (1 + e)


def sigmoid_backward(dZ, Z):
    """dJ/dh from dJ/dZ and Z = sigmoid(h)."""
    return dZ * Z * (1 - Z)


def tanh(h):
    """(e^h - e^-h) / (e^h + e^-h), between -1 and 1."""
    return np.tanh(h)


def tanh_backward(dZ, Z):
    """dJ/dh from dJ/dZ and Z = tanh(h)."""
    return dZ * (1 - Z**2)


def relu(z):
    """max(0, z), entry by entry."""
    return np.maximum(0, z)


def relu_backward(dZ, h):
    """dJ/dh from dJ/dZ and h, where Z = relu(h). At the corner, h = 0, the slope is taken as 0."""
    return dZ * (h > 0)


def leaky_relu(h, slope=0.01):
    """h where h > 0, else slope * h, with 0 <= slope <= 1 (Maas, Hannun, Ng 2013)."""
    return np.maximum(h, slope * h)


def leaky_relu_backward(dZ, h, slope=0.01):
    """dJ/dh from dJ/dZ and h, where Z = leaky_relu(h). At h = 0, f'(h) is taken as slope."""
    return np.where(h > 0, dZ, slope * dZ)


def softplus(h):
    """log(1 + e^h), a smooth relu, without overflow (Dugas et al. 2001)."""
    return relu(h) + np.log1p(np.exp(np.minimum(h, -h)))


def softplus_backward(dZ, h):
    """dJ/dh from dJ/dZ and h, where Z = softplus(h)."""
    return dZ * sigmoid(h)


def gelu(h):
    """h Phi(h), with Phi the standard normal distribution function (Hendrycks and Gimpel 2016).

    The exact form, h/2 (1 + erf(h / sqrt(2))), and not the approximation by tanh.
    """
    return h * _ndtr(h)


def gelu_backward(dZ, h):
    """dJ/dh from dJ/dZ and h, where Z = gelu(h): the derivative is Phi(h) + h Phi'(h)."""
    return dZ * (_ndtr(h) + h * np.exp(-h * h / 2) / math.sqrt(2 * math.pi))


def _ndtr(h):
    from scipy.special import ndtr  # here, because it takes 0.2 s and only GELU needs it

    return ndtr(h)


def _slope_from_h(backward):
    return lambda h, Z: backward(np.ones_like(h), h)


def _slope_from_Z(backward):
    return lambda h, Z: backward(np.ones_like(Z), Z)


# A name stands for the pair (f, df), where df(h, Z) gives f'(h) from h and Z = f(h).
ACTIVATIONS = {
    "identity": (identity, _slope_from_h(identity_backward)),
    "sigmoid": (sigmoid, _slope_from_Z(sigmoid_backward)),
    "tanh": (tanh, _slope_from_Z(tanh_backward)),
    "relu": (relu, _slope_from_h(relu_backward)),
    "leaky_relu": (leaky_relu, _slope_from_h(leaky_relu_backward)),
    "softplus": (softplus, _slope_from_h(softplus_backward)),
    "gelu": (gelu, _slope_from_h(gelu_backward)),
}


def activation_pair(activation):
    """The pair (f, df) that an activation's name stands for; a pair is given back as it is.

    f(h) gives Z, and df(h, Z) gives f'(h). ValueError for an unknown name.
    """
    if isinstance(activation, str) and activation in ACTIVATIONS:
        return ACTIVATIONS[activation]
    if isinstance(activation, tuple | list) and len(activation) == 2:
        return tuple(activation)
    raise ValueError(
        f"activation is {activation!r}; expected a pair of functions (f, df) "
        f"or one of {', '.join(ACTIVATIONS)}."
    )
