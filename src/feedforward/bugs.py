"""Networks with a planted bug in the backward pass, which `find_the_bug` deals to a learner.

A bug is a wrong `backward(dout, X, cache, params, df)`; one of the suspects is the right one.
"""

import getpass
import hashlib
import itertools
import platform
from dataclasses import dataclass

import numpy as np

from feedforward.activations import ACTIVATIONS
from feedforward.gradcheck import numerical_gradient
from feedforward.losses import cross_entropy, cross_entropy_backward
from feedforward.network import backward, forward, init_params

SIZES = [3, 4, 4, 2]  # two hidden layers of one width: an unturned W fits, too
NAMES = "ABCD"
MOST_SAMPLES = 8
BENDS = ("sigmoid", "tanh", "relu")
NEAR = 1e-3
ARRAYS = ("W1", "b1", "W2", "b2", "W3", "b3")


def _averaged(dout, X, cache, params, df):
    return [(dW / len(X), db / len(X)) for dW, db in backward(dout, X, cache, params, df)]


def _biases_averaged(dout, X, cache, params, df):
    return [(dW, db / len(X)) for dW, db in backward(dout, X, cache, params, df)]


def _first_sample(dout, X, cache, params, df):
    return backward(dout[:1], X[:1], [(h[:1], Z[:1]) for h, Z in cache], params, df)


def _sign(dout, X, cache, params, df):
    return backward(-dout, X, cache, params, df)


def _slope_left_out(dout, X, cache, params, df):
    return backward(dout, X, cache, params, lambda h, Z: np.ones_like(h))


def _slope_twice(dout, X, cache, params, df):
    return backward(dout, X, cache, params, lambda h, Z: df(h, Z) ** 2)


def _square_not_turned(dout, X, cache, params, df):
    turned = [(W.T, b) if W.shape[0] == W.shape[1] else (W, b) for W, b in params]
    return backward(dout, X, cache, turned, df)


def _h_as_input(dout, X, cache, params, df):
    slopes = iter([df(h, Z) for h, Z in reversed(cache)])  # asked for from the last layer down
    return backward(dout, X, [(h, h) for h, _ in cache], params, lambda h, Z: next(slopes))


def _first_bias_forgotten(dout, X, cache, params, df):
    (dW, db), *others = backward(dout, X, cache, params, df)
    return [(dW, np.zeros_like(db)), *others]


# Each suspect in words, with the backward pass that it stands for.
SUSPECTS = {
    "right": backward,
    "everything is divided by N again": _averaged,
    "db is a mean, not a sum": _biases_averaged,
    "only the first sample counts": _first_sample,
    "all signs are flipped": _sign,
    "f' is left out": _slope_left_out,
    "f' is applied twice": _slope_twice,
    "a square W is not transposed": _square_not_turned,
    "dW uses h instead of Z": _h_as_input,
    "db of layer 1 is left at 0": _first_bias_forgotten,
}


@dataclass(frozen=True)
class Puzzle:
    """The suspect behind each of the four networks; the same `seed` deals the same four again."""

    seed: int
    culprits: dict


def own_seed():
    """Return a number that stays the same for a learner and differs between learners."""
    try:
        who = getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that no name belongs to
        who = ""
    return int.from_bytes(hashlib.sha256(f"{who}@{platform.node()}".encode()).digest()[:4])


def deal(seed):
    """Deal four networks, one of which is right; the other three have different bugs -> Puzzle."""
    rng = np.random.default_rng(seed)
    bugs = rng.choice([word for word in SUSPECTS if word != "right"], 3, replace=False)
    words = rng.permutation(["right", *bugs])
    return Puzzle(seed, {name: str(word) for name, word in zip(NAMES, words, strict=True)})


@dataclass(frozen=True)
class Setting:
    """The samples, labels and params on which all four networks are checked."""

    X: np.ndarray  # (N, 3)
    labels: np.ndarray  # (N,)
    params: list
    activation: str

    def loss(self, params):
        """Return J at these params."""
        f, _ = ACTIVATIONS[self.activation]
        return cross_entropy(forward(self.X, params, f)[0], self.labels)

    def grads(self, suspect):
        """Return the gradients that a suspect computes, by array of ARRAYS."""
        f, df = ACTIVATIONS[self.activation]
        out, cache = forward(self.X, self.params, f)
        dout = cross_entropy_backward(out, self.labels)
        pairs = SUSPECTS[suspect](dout, self.X, cache, self.params, df)
        return dict(zip(ARRAYS, (part for pair in pairs for part in pair), strict=True))

    def nudged(self, gradient=numerical_gradient):
        """Return the gradients that `gradient(J, array)` computes, by array of ARRAYS."""
        return {
            name: gradient(self._J_of_one(*divmod(place, 2)), self.params[place // 2][place % 2])
            for place, name in enumerate(ARRAYS)
        }

    def _J_of_one(self, layer, part):
        def J(array):
            moved = [list(pair) for pair in self.params]
            moved[layer][part] = array
            return self.loss(moved)

        return J


def setting(seed, N, activation):
    """Draw N samples and a network with biases from the seed -> Setting.

    A draw is repeated if any h is so close to relu's kink that a nudge could cross it.
    """
    for attempt in itertools.count():
        X, labels, params = _drawn(np.random.default_rng([seed, attempt]))
        caches = [forward(X, params, f)[1] for f in (ACTIVATIONS[name][0] for name in BENDS)]
        if min(np.abs(h).min() for cache in caches for h, _ in cache) > NEAR:
            return Setting(X[:N], labels[:N], params, activation)


def _drawn(rng):
    params = [(W, rng.normal(0, 0.5, b.shape)) for W, b in init_params(SIZES, rng)]
    labels = rng.integers(0, SIZES[-1], MOST_SAMPLES)
    return rng.normal(size=(MOST_SAMPLES, SIZES[0])), labels, params


def fits(given, expected):
    """Return True if two gradients, each a dict of arrays, are equal up to rounding."""
    return all(np.allclose(given[name], expected[name], rtol=1e-7, atol=1e-12) for name in ARRAYS)
