"""6.7: the forward pass with the fewest operations."""

import numpy as np

from feedforward.activations import relu
from feedforward.network import init_params

from .challenge import Challenge, NotScored, called

SIZES = (64, 256, 16, 256, 32, 256, 10)
ACTIVATIONS = ("identity", "identity", "relu", "identity", "identity", "identity")
N = 500


class Counted(np.ndarray):
    """An array that counts the additions and multiplications it takes part in.

    They are counted in `tally`, a list with one number that derived arrays share.
    """

    tally = None

    def __array_finalize__(self, source):
        self.tally = getattr(source, "tally", None)

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **options):
        plain = [x.view(np.ndarray) if isinstance(x, Counted) else x for x in inputs]
        if out is not None:
            options["out"] = tuple(x.view(np.ndarray) if isinstance(x, Counted) else x for x in out)
        result = getattr(ufunc, method)(*plain, **options)
        tally = next(x.tally for x in [*inputs, *(out or ())] if isinstance(x, Counted))
        if ufunc is np.matmul:
            tally[0] += 2 * np.size(result) * plain[0].shape[-1]
        else:
            tally[0] += max(map(np.size, [*plain, result]))
        if out is not None:
            return out[0]
        return _counted(result, tally)

    def __array_function__(self, function, types, arguments, options):
        if function is np.dot:
            return np.matmul(*arguments, **options)
        if function.__name__ in ("einsum", "tensordot", "inner", "vdot", "kron"):
            raise NotScored(
                f"The operations of np.{function.__name__} cannot be counted here; use @ instead."
            )
        return super().__array_function__(function, types, arguments, options)


def _counted(array, tally):
    counted = np.asarray(array).view(Counted)
    counted.tally = tally
    return counted


def play(attempt):
    rng = np.random.default_rng(67)
    params = [(W, rng.normal(0, 0.1, b.shape)) for W, b in init_params(list(SIZES), rng)]
    X, tally = rng.normal(size=(N, SIZES[0])), [0]
    given = [(_counted(W.copy(), tally), _counted(b.copy(), tally)) for W, b in params]
    out = called(attempt, _counted(X.copy(), tally), given, list(ACTIVATIONS))
    expected = straight_through(X, params, ACTIVATIONS)
    if np.shape(out) != expected.shape:
        raise NotScored(f"Your out has shape {np.shape(out)}; expected {expected.shape}.")
    if not np.allclose(np.asarray(out, dtype=float), expected, atol=1e-8):
        raise NotScored("Your out is not what the network computes.")
    if tally[0] < expected.size:
        raise NotScored(
            "Your operations were not counted: compute with the arrays that you are given."
        )
    return round(tally[0] / 1e6, 2)


def straight_through(X, params, activations):
    """The forward pass as 6.7 writes it, a layer at a time."""
    Z = X
    for (W, b), name in zip(params, activations, strict=True):
        h = Z @ W + b
        Z = relu(h) if name == "relu" else h
    return Z


def book(X, params, activations):
    """Multiply the weights of a layer without activation into those of the next layer first."""
    merged = []
    for i, ((W, b), name) in enumerate(zip(params, activations, strict=True)):
        if i and activations[i - 1] == "identity":
            (W_before, b_before), _ = merged.pop()
            W, b = W_before @ W, b_before @ W + b
        merged.append(((W, b), name))
    Z = X
    for (W, b), name in merged:
        h = Z @ W + b
        Z = np.maximum(h, 0) if name == "relu" else h
    return Z


FEWEST_OPERATIONS = Challenge(
    name="fewest_operations",
    section="6.7_forward",
    task=f"A network of sizes {'-'.join(map(str, SIZES))} has relu after its third layer and "
    f"no activation elsewhere. Run it on {N} samples with as few additions and multiplications as "
    "you can; every array that you are given counts the operations in which it takes part.",
    call="`forward(X, params, activations)` returns `out`; the activations are names, `relu` or "
    "`identity`",
    play=play,
    unit="million operations",
    better="lower",
    book=book,
    score=25.8,
    within=0.1,
)
