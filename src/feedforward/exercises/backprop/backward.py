"""Exercise `backward` of section 6.8."""

import numpy as np

import feedforward as ff
from feedforward.activations import sigmoid, tanh
from feedforward.checking.exercise import Case, Exercise, Mistake, Potential
from feedforward.exercises.case_arrays import tidy
from feedforward.network import backward, loss_and_grads


def tanh_slope(h, Z):
    return 1 - Z**2


def swish(h):
    return h * sigmoid(h)


def swish_slope(h, Z):
    """Return f'(h) of f(h) = h sigmoid(h), which depends on both h and Z."""
    s = sigmoid(h)
    return s + Z * (1 - s)


def relu_slope(h, Z):
    return (h > 0) * 1.0


WRAPS = (
    "Your loop multiplies by a slope at the first layer, too. There the index of cache is -1, "
    "which means its last entry.",
    "Below the first layer there is no activation. What should your loop leave out there?",
)
FUNCTIONS = {tanh_slope: tanh, swish_slope: swish, relu_slope: ff.activations.relu}


def _cases(rng):
    def case(N, sizes, df, note="", kind=float):
        pairs = zip(sizes[:-1], sizes[1:], strict=True)
        params = [
            ((tidy(rng, a, m) / a).astype(kind), (tidy(rng, m) / 2).astype(kind)) for a, m in pairs
        ]
        X, dout = tidy(rng, N, sizes[0]).astype(kind), tidy(rng, N, sizes[-1]).astype(kind)
        _, cache = ff.forward(X, params, FUNCTIONS[df])
        return Case((dout, X, cache, params, df), note)

    yield case(2, [3, 2, 4], tanh_slope)
    yield case(4, [3, 5, 2, 3], swish_slope)
    yield case(5, [2, 4, 3, 6, 3], tanh_slope)
    yield case(6, [4, 7, 3], relu_slope, "relu")
    yield case(3, [4, 3], tanh_slope, "no hidden layer")
    yield case(1, [2, 3, 4], swish_slope, "one sample")
    yield case(4, [3, 3, 3, 3], swish_slope, "layers of equal width")
    yield case(5, [3, 4, 3], tanh_slope, "float32", np.float32)


def _moved_J(args, path, step):
    dout, X, _, params, df = args
    moved = [list(pair) for pair in params]
    moved[path[0]][path[1]] = moved[path[0]][path[1]] + step
    return np.sum(dout * ff.forward(X, moved, FUNCTIONS[df])[0])


def _back(
    dout,
    X,
    cache,
    params,
    df,
    *,
    slope=None,
    W_of=lambda W: W.T,
    scale=1.0,
    inputs=None,
    late=False,
):
    """The backward pass with replaceable parts, from which the mistakes are built.

    slope(dZ, h, Z, df) turns dZ into dh. With late=True it is applied only after the dW and db of
    that layer.
    """
    slope = slope or (lambda dZ, h, Z, df: dZ * df(h, Z))
    inputs = inputs or [X, *(Z for _, Z in cache)]
    grads, waiting = [], None
    for layer in reversed(range(len(params))):
        grads.insert(0, (scale * (inputs[layer].T @ dout), scale * dout.sum(axis=0)))
        if waiting is not None and late:
            dout = slope(dout, *cache[waiting], df)
        if layer:
            dout = dout @ W_of(params[layer][0])
            waiting = layer - 1
            if not late:
                dout = slope(dout, *cache[layer - 1], df)
    return grads


def _passing(slope):
    return lambda *args: _back(*args, slope=slope)


def _then(change):
    return lambda *args: change(_back(*args))


def _h_as_input(dout, X, cache, params, df):
    return _back(dout, X, cache, params, df, inputs=[X, *(h for h, _ in cache)])


def _dout_for_all(dout, X, cache, params, df):
    inputs = [X, *(Z for _, Z in cache)]
    return [(Z.T @ dout, dout.sum(axis=0)) for Z in inputs]


def _W_of_layer_before(dout, X, cache, params, df):
    inputs, grads = [X, *(Z for _, Z in cache)], []
    for layer in reversed(range(len(params))):
        grads.insert(0, (inputs[layer].T @ dout, dout.sum(axis=0)))
        if layer:
            dout = dout @ params[layer - 1][0].T * df(*cache[layer - 1])
    return grads


def _slope_before_the_first_layer(product):
    """Multiply by a slope below the first layer as well, where cache[-1] is the last layer."""

    def answer(dout, X, cache, params, df):
        inputs, grads = [X, *(Z for _, Z in cache)], []
        for layer in reversed(range(len(params))):
            grads.insert(0, (inputs[layer].T @ dout, dout.sum(axis=0)))
            dZ = dout @ params[layer][0].T
            dout = product(dZ, df(*cache[layer - 1]))
        return grads

    return answer


def _slope_of_layer_after(dout, X, cache, params, df):
    inputs, grads = [X, *(Z for _, Z in cache)], []
    for layer in reversed(range(len(params))):
        grads.insert(0, (inputs[layer].T @ dout, dout.sum(axis=0)))
        if layer:
            dout = dout @ params[layer][0].T * df(*cache[layer])
    return grads


BACKWARD = Exercise(
    name="backward",
    section="6.8_backprop",
    points=5,
    reference=backward,
    cases=_cases,
    results=("grads",),
    off_limits=(loss_and_grads,),
    factors=lambda case: {"N": len(case.args[0])},
    potentials={"grads": Potential(lambda path: f"params[{path[0]}][{path[1]}]", _moved_J)},
    hints=(
        "Begin with the last layer: `affine_backward` returns its dW and db, and the dZ of "
        "its input.",
        "Between layer l and the layer after it lies the activation, Z_l = f(h_l). How do "
        "you get dh_l from dZ_l?",
        "The input of layer l is Z_{l-1} from the cache, or X for the first layer. Insert "
        "each (dW, db) in front of those you already have.",
    ),
    mistakes=(
        Mistake(
            "slope_before_the_first_layer",
            *WRAPS,
            function=_slope_before_the_first_layer(lambda dZ, slope: dZ * slope),
        ),
        Mistake(
            "slope_before_the_first_layer_2",
            *WRAPS,
            function=_slope_before_the_first_layer(lambda dZ, slope: slope * dZ),
        ),
        Mistake(
            "slope_left_out",
            "The factor f' is missing: dZ_l is used as if it were dh_l.",
            "How does Z_l change when h_l changes a little?",
            function=_passing(lambda dZ, h, Z, df: dZ),
        ),
        Mistake(
            "slope_too_late",
            "The dW and db of a hidden layer do not contain the factor f' of that layer.",
            "Which derivative do dW and db of layer l need: dJ/dh_l or dJ/dZ_l?",
            function=lambda *args: _back(*args, late=True),
        ),
        Mistake(
            "arguments_exchanged",
            "f' is computed with h and Z exchanged.",
            "What does each pair in the cache hold first, and what does df take first?",
            function=_passing(lambda dZ, h, Z, df: dZ * df(Z, h)),
        ),
        Mistake(
            "slope_at_Z",
            "f' is computed with Z in place of h.",
            "At what number should f' be evaluated?",
            function=_passing(lambda dZ, h, Z, df: dZ * df(Z, Z)),
        ),
        Mistake(
            "h_for_Z",
            "f' is computed with h in place of Z.",
            "What does each pair in the cache hold second, and what does df take second?",
            function=_passing(lambda dZ, h, Z, df: dZ * df(h, h)),
        ),
        Mistake(
            "slope_twice",
            "The factor f' is applied twice.",
            "How many activations lie between h_l and Z_l?",
            function=_passing(lambda dZ, h, Z, df: dZ * df(h, Z) ** 2),
        ),
        Mistake(
            "slope_added",
            "In your dh_l, f' is added to dZ_l.",
            "How does the chain rule combine the derivatives of two functions?",
            function=_passing(lambda dZ, h, Z, df: dZ + df(h, Z)),
        ),
        Mistake(
            "dZ_forgotten",
            "dh_l is f'(h_l) alone: dZ_l has no influence.",
            "If the loss does not depend on Z_l at all, what should dh_l be?",
            function=_passing(lambda dZ, h, Z, df: df(h, Z)),
        ),
        Mistake(
            "dout_for_all",
            "Every layer uses the dout of the last layer.",
            "Which derivative does a hidden layer need in place of dout?",
            function=_dout_for_all,
        ),
        Mistake(
            "W_of_layer_before",
            "Your code multiplies a derivative by the W of the layer before.",
            "Which W multiplies Z_l in the forward pass?",
            function=_W_of_layer_before,
        ),
        Mistake(
            "slope_of_layer_after",
            "An index is out of range. The cache has one pair for each hidden layer, and none "
            "for the output layer.",
            "At which index, counted from 0, does the cache hold h_1 and Z_1?",
            function=_slope_of_layer_after,
        ),
        Mistake(
            "W_not_turned",
            "Your code multiplies a derivative by W itself, as if it passed an input forward.",
            "dh has a column for each unit of its layer. What shape must A have so that dh @ A has "
            "a column for each input of that layer?",
            function=lambda *args: _back(*args, W_of=lambda W: W),
        ),
        Mistake(
            "h_as_input",
            "Your dW is computed from the h of the layer before, not from that layer's Z = f(h).",
            "Which of the pair (h, Z) does the next layer receive?",
            function=_h_as_input,
        ),
        Mistake(
            "averaged",
            "The sum over the samples is divided by N. But dout already contains the 1/N of the "
            "loss.",
            "Where does the 1/N of the mean enter: in the loss or in each layer?",
            function=lambda *args: _back(*args, scale=1 / len(args[0])),
        ),
        Mistake(
            "last_layer_first",
            "The gradients are in reverse order: the last layer comes first.",
            "Which layer's W and b does params[0] hold?",
            function=_then(lambda grads: grads[::-1]),
        ),
        Mistake(
            "pairs_turned",
            "Each of your pairs is (db, dW).",
            "In which order does a pair in params hold W and b?",
            function=_then(lambda grads: [(db, dW) for dW, db in grads]),
        ),
        Mistake(
            "first_layer_missing",
            "The gradients of the first layer are missing.",
            "Which layer does your loop end with, and what is the input of that layer?",
            function=_then(lambda grads: grads[1:]),
        ),
        Mistake(
            "last_layer_missing",
            "The gradients of the last layer are missing.",
            "How many layers have a W and a b, and how many pairs does the cache have?",
            function=_then(lambda grads: grads[:-1]),
        ),
        Mistake(
            "two_lists",
            "You return all dW in one list and all db in another.",
            "What form does params have?",
            function=_then(lambda grads: [list(part) for part in zip(*grads, strict=True)]),
        ),
        Mistake(
            "flat_list",
            "You return dW, db, dW, db, … in one list, without pairs.",
            "What form does params have?",
            function=_then(lambda grads: [part for pair in grads for part in pair]),
        ),
    ),
)
