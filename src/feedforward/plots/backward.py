"""A 2-2-2 network, forward and back: every number of one pass, and the same by nudging."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from feedforward.activations import ACTIVATIONS
from feedforward.formatting import decimal
from feedforward.gradcheck import numerical_gradient
from feedforward.losses import mse, mse_backward
from feedforward.network import affine_backward, affine_forward, backward, forward

# What each step adds to what is known: the values, then the derivatives of J.
STEPS = ("x", "h", "Z", "out", "J", "dout", "layer 2", "parts", "dZ", "dh", "layer 1")
LAST = len(STEPS) - 1
TURN = STEPS.index("J")
# With inputs in steps of 0.1, no pre-activation is ever 0, where relu has no derivative. The two
# outputs pull Z_1 in opposite directions and Z_2 in the same one.
PARAMS = (
    (np.array([[0.6, -0.4], [0.8, 0.6]]), np.array([0.05, -0.25])),
    (np.array([[0.8, 0.3], [-0.9, 0.7]]), np.array([0.2, -0.1])),
)
TARGET = np.array([[0.0, 1.0]])


@dataclass(frozen=True)
class BackwardArrays:
    """All numbers of one pass; `step` says how far it has come. N = 1, and dZ stands for dJ/dZ."""

    step: int
    activation: str
    x: np.ndarray  # (1, 2)
    y: np.ndarray  # (1, 2)
    params: list  # [(W1 (2, 2), b1 (2,)), (W2 (2, 2), b2 (2,))]
    h: np.ndarray  # (1, 2)
    Z: np.ndarray  # (1, 2)
    out: np.ndarray  # (1, 2)
    J: float
    slope: np.ndarray  # (1, 2), f'(h)
    dout: np.ndarray  # (1, 2)
    parts: np.ndarray  # (2, 2), what output k contributes to dZ of unit j
    dZ: np.ndarray  # (1, 2)
    dh: np.ndarray  # (1, 2)
    grads: list  # [(dW1, db1), (dW2, db2)], as backward returns them
    nudged: dict  # the same by central differences: "dout", "dZ", "dh", and "grads" as above
    note: str = ""

    def knows(self, name):
        """Return True if the pass has come as far as this one of STEPS."""
        return self.step >= STEPS.index(name)


def network_with(weight):
    """The parameters of the network, with one weight, from Z_1 to out_2, of your choice."""
    params = [(W.copy(), b.copy()) for W, b in PARAMS]
    params[1][0][0, 1] = weight
    return params


def backward_arrays(step, x, params, activation, own_backward=backward):
    """Compute the whole pass. x (2,), params of a 2-2-2 network -> BackwardArrays"""
    X = np.array([x], float)
    f, df = ACTIVATIONS[activation]
    out, cache = forward(X, params, f)
    h, Z = cache[0]
    dout = mse_backward(out, TARGET)
    dZ, *_ = affine_backward(dout, Z, params[1][0])
    return BackwardArrays(
        step=step,
        activation=activation,
        x=X,
        y=TARGET,
        params=params,
        h=h,
        Z=Z,
        out=out,
        J=mse(out, TARGET),
        slope=df(h, Z),
        dout=dout,
        parts=params[1][0] * dout,
        dZ=dZ,
        dh=dZ * df(h, Z),
        grads=own_backward(dout, X, cache, params, df),
        nudged=_nudged(X, params, f, h, Z, out),
    )


def _nudged(X, params, f, h, Z, out):
    """The derivatives of J by central differences, each computed from the number that moves."""

    def from_Z(Z):
        return mse(affine_forward(Z, *params[1]), TARGET)

    def from_parameter(array, layer, part):
        moved = [list(pair) for pair in params]
        moved[layer][part] = array
        return mse(forward(X, moved, f)[0], TARGET)

    grads = [
        tuple(
            numerical_gradient(partial(from_parameter, layer=layer, part=part), pair[part])
            for part in (0, 1)
        )
        for layer, pair in enumerate(params)
    ]
    return {
        "dout": numerical_gradient(lambda out: mse(out, TARGET), out),
        "dZ": numerical_gradient(from_Z, Z),
        "dh": numerical_gradient(lambda h: from_Z(f(h)), h),
        "grads": grads,
    }


def signed(value, places=2):
    """A number as a term of a sum, with its sign before it: '+ 0.05', '− 0.25'."""
    word = decimal(value, places)
    return f"− {word[1:]}" if word.startswith("−") else f"+ {word}"
