"""The gradient of `loss_and_grads` for the training loop: the same numbers, no new arrays.

Only `training` uses this, and a property test holds it equal to the pure functions. What makes
it fast, above all on small networks, where calls cost more than the arithmetic:

- All parameters lie in one vector `theta` and all derivatives in another, so that an optimizer
  is a handful of calls whatever the depth. A layer is a view (m_in + 1, m_out), b its last row.
- Between the layers a column is a sample, with a row of ones below: Z W + b is then one product,
  so are dW and db together, and every view that is written to is contiguous.
- `out` stands last among the arguments, without its name, which would cost a tenth of a small call.
- Every intermediate has a buffer, made once a batch size. What nobody looks at, J and the
  derivative with respect to X, is not computed.
"""

import numpy as np

from feedforward.activations import ACTIVATIONS
from feedforward.losses import LOSSES
from feedforward.regularization import dropout_forward

SMALL = 1000  # entries


class Batches:
    """The training data, dealt out anew every epoch as slices of one shuffled copy."""

    def __init__(self, X, y, batch_size, loss_pair, n):
        self._X = np.concatenate([X, np.ones((len(X), 1), X.dtype)], axis=1)
        # S - one-hot is a plain difference of arrays, much faster than an index for each label
        self._y = np.eye(n, dtype=X.dtype)[y] if loss_pair == LOSSES["cross_entropy"] else y
        self._batch_size = batch_size
        self._shuffled = (np.empty_like(self._X), np.empty_like(self._y))

    def epoch(self, rng):
        """An iterable of (X with a column of ones, y), dealt in the order of `minibatches`.

        Without a batch size, all rows come at once and in place: nothing is drawn from rng.
        """
        return ((self._X, self._y),) if self._batch_size is None else self._deal(rng)

    def _deal(self, rng):
        X, y = self._shuffled
        order = rng.permutation(len(X))
        # mode="clip" because "raise" would buffer `out`; a permutation is always in range
        np.take(self._X, order, axis=0, out=X, mode="clip")
        np.take(self._y, order, axis=0, out=y, mode="clip")
        for start in range(0, len(X), self._batch_size):
            rows = slice(start, start + self._batch_size)
            yield X[rows], y[rows]


class InPlaceGradient:
    """`theta` and, after each call with a batch, its `gradient`: two vectors that are reused."""

    def __init__(self, params, activation_pair, loss_pair, l2=0.0, dropout=0.0, rng=None):
        self.theta = np.concatenate([part.ravel() for pair in params for part in pair])
        self.gradient = np.empty_like(self.theta)
        self._layers = _layer_views(self.theta, params)
        self._dlayers = _layer_views(self.gradient, params)
        self._functions = (activation_pair, loss_pair, dropout, rng)
        self._l2 = l2
        self._passes = {}

    @property
    def params(self):
        """The parameters as a list of (W, b), views into theta."""
        return [(layer[:-1], layer[-1]) for layer in self._layers]

    def __call__(self, X, y):
        """Write the derivative of J on a batch, dealt by `Batches`, into `gradient`."""
        N = len(X)
        if N not in self._passes:
            self._passes[N] = _Pass(self._layers, self._dlayers, N, *self._functions)
        self._passes[N](X, y)
        if self._l2:
            for layer, dlayer in zip(self._layers, self._dlayers, strict=True):
                dlayer[:-1] += self._l2 * layer[:-1]


def blas_threads(params, N):
    """A context in which matrix products run in one thread, if those with N rows are small.

    Shared out between threads they gain little on idle cores, and on busy ones, where a thread
    waits for the other to get its turn, they have been seen to take 20 times as long.
    """
    from threadpoolctl import threadpool_limits  # here, because only training needs it

    multiplications = N * max(W.size for W, _ in params)
    return threadpool_limits(1 if multiplications < 5_000_000 else None, user_api="blas")


def _layer_views(vector, params):
    views, start = [], 0
    for W, b in params:
        stop = start + W.size + b.size
        views.append(vector[start:stop].reshape(W.shape[0] + 1, W.shape[1]))
        start = stop
    return views


class _Pass:
    """Once up and once down with batches of N samples."""

    def __init__(self, layers, dlayers, N, activation_pair, loss_pair, dropout, rng):
        affine = [_Affine(*views, N) for views in zip(layers, dlayers, strict=True)]
        self._hidden, self._last = [], affine[-1]
        for below, above in zip(affine[:-1], affine[1:], strict=True):
            Z = np.ones((below.h.shape[0] + 1, N), layers[0].dtype)
            make = _Relu if activation_pair == ACTIVATIONS["relu"] else _AnyActivation
            activation = make(below.h, below.dh, Z[:-1], activation_pair)
            if dropout:
                activation = _Dropout(activation, below.dh, Z[:-1], dropout, rng)
            self._hidden.append((below, activation, Z, above))
        make_loss = {LOSSES["cross_entropy"]: _CrossEntropy, LOSSES["mse"]: _MSE}
        self._loss = make_loss.get(loss_pair, _AnyLoss)(self._last.h, self._last.dh, loss_pair)

    def __call__(self, X, y):
        inputs = Z = X.T
        for below, activation, Z_next, _ in self._hidden:
            below.forward(Z)
            activation.forward()
            Z = Z_next
        self._last.forward(Z)
        self._loss.backward(y)
        for below, activation, Z, above in reversed(self._hidden):
            above.backward(Z)
            above.send_back(below.dh)
            activation.backward()
        first = self._hidden[0][0] if self._hidden else self._last
        first.backward(inputs)


class _Affine:
    """h = W^T Z + b for Z with its row of ones; the products are bound once, out is positional."""

    def __init__(self, layer, dlayer, N):
        self.h = np.empty((layer.shape[1], N), layer.dtype)
        self.dh = np.empty_like(self.h)
        self._product = layer.T.dot
        self._product_back = layer[:-1].dot
        self._dhT = self.dh.T
        self._dlayer = dlayer

    def forward(self, Z):
        self._product(Z, self.h)

    def backward(self, Z):
        Z.dot(self._dhT, self._dlayer)

    def send_back(self, dZ):
        self._product_back(self.dh, dZ)


class _Relu:
    """Which units are on is marked by booleans, or, where a call costs more than its arithmetic, by
    the sign of Z: a product of one type needs no conversion."""

    def __init__(self, h, dh, Z, pair):
        self._h, self._dh, self._Z = h, dh, Z
        self._is_small = h.size <= SMALL
        self._open = np.empty(h.shape, h.dtype if self._is_small else bool)
        # an array of the same dtype: a Python number would be converted in every call
        self._zero = np.zeros((), h.dtype)

    def forward(self):
        np.maximum(self._h, self._zero, out=self._Z)  # by name: else NumPy warns

    def backward(self):
        if self._is_small:
            np.sign(self._Z, self._open)
        else:
            np.greater(self._h, self._zero, self._open)
        np.multiply(self._dh, self._open, self._dh)


class _AnyActivation:
    """Any pair (f, df); it is shown rows of samples, as everywhere outside of this module."""

    def __init__(self, h, dh, Z, pair):
        self._h, self._dh, self._Z = h.T, dh.T, Z.T
        self._f, self._df = pair

    def forward(self):
        self._kept = self._f(self._h)  # dropout overwrites the buffer, and df needs f(h)
        self._Z[...] = self._kept

    def backward(self):
        self._dh *= self._df(self._h, self._kept)


class _Dropout:
    """Another activation, with what it puts out, and what comes back, multiplied by a mask."""

    def __init__(self, activation, dh, Z, drop, rng):
        self._activation, self._dh, self._Z = activation, dh.T, Z.T
        self._drop, self._rng = drop, rng

    def forward(self):
        self._activation.forward()
        self._Z[...], self._mask = dropout_forward(self._Z, self._drop, self._rng)

    def backward(self):
        self._dh *= self._mask
        self._activation.backward()


class _CrossEntropy:
    """(S - one-hot) / N, from one-hot rows y."""

    def __init__(self, out, dout, pair):
        self._out, self._dout = out, dout
        self._row = np.empty(out.shape[1], out.dtype)
        self._ones = np.ones(out.shape[0], out.dtype)
        self._share = np.asarray(1 / out.shape[1], out.dtype)

    def backward(self, y):
        dout, row = self._dout, self._row
        np.maximum.reduce(self._out, axis=0, out=row)
        np.subtract(self._out, row, dout)
        np.exp(dout, dout)
        self._ones.dot(dout, row)
        np.divide(dout, row, dout)
        np.subtract(dout, y.T, dout)
        np.multiply(dout, self._share, dout)


class _MSE:
    """(out - y) / N."""

    def __init__(self, out, dout, pair):
        self._out, self._dout = out, dout
        self._share = np.asarray(1 / out.shape[1], out.dtype)

    def backward(self, y):
        np.subtract(self._out, y.T, self._dout)
        np.multiply(self._dout, self._share, self._dout)


class _AnyLoss:
    """Any pair (loss, backward), shown rows of samples."""

    def __init__(self, out, dout, pair):
        self._out, self._dout = out.T, dout.T
        self._backward = pair[1]

    def backward(self, y):
        self._dout[...] = self._backward(self._out, y)
