"""Random networks for property tests, in which all sizes differ."""

import numpy as np
from hypothesis import strategies as st

import feedforward as ff

ACTIVATIONS = st.sampled_from(sorted(ff.ACTIVATIONS))
LOSSES = st.sampled_from(sorted(ff.LOSSES))


class Problem:
    """A network of `depth` hidden layers with random biases, and data that fit it."""

    def __init__(self, seed, depth, loss, dtype=np.float64):
        rng = np.random.default_rng(seed)
        # all different: N and every width, in random order
        N, *sizes = rng.permutation(np.arange(2, 5 + depth)).tolist()[: depth + 3]
        self.rng, self.sizes, self.loss = rng, sizes, loss
        self.params = [
            (W, rng.normal(size=b.shape).astype(dtype))
            for W, b in ff.init_params(sizes, rng, dtype=dtype)
        ]
        self.X = rng.normal(size=(N, sizes[0])).astype(dtype)
        if loss == "mse":
            self.y = rng.normal(size=(N, sizes[-1])).astype(dtype)
        else:
            self.y = rng.integers(0, sizes[-1], N)

    def masks(self, drop):
        """A dropout mask for each hidden layer."""
        ones = [np.ones((len(self.X), m), self.X.dtype) for m in self.sizes[1:-1]]
        return [ff.dropout_forward(Z, drop, self.rng)[1] for Z in ones]

    def is_far_from_kinks(self, activation, masks, margin=1e-3):
        """Return True if no finite difference straddles the kink of an activation."""
        from feedforward.regularization import masked

        f, df = masked(*ff.activation_pair(activation), masks)
        _, cache = ff.forward(self.X, self.params, f)
        return all(np.min(np.abs(h)) > margin for h, _ in cache)


def problems(dtype=np.float64, max_depth=4):
    """Problems of depth 0 to max_depth with either loss."""
    seeds = st.integers(0, 2**32 - 1)
    return st.builds(Problem, seeds, st.integers(0, max_depth), LOSSES, st.just(dtype))
