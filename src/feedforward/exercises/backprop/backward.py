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
    """f'(h) of f(h) = h sigmoid(h): it needs h and Z, each in its place."""
    s = sigmoid(h)
    return s + Z * (1 - s)


def relu_slope(h, Z):
    return (h > 0) * 1.0


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
    yield case(4, [3, 3, 3, 3], swish_slope, "layers of one width")
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
    """The way back with parts that can be exchanged, to write mistakes with.

    slope(dZ, h, Z, df) is what is passed on to the layer before; late: only after that layer's
    own dW and db.
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
        "Begin with the last layer: `affine_backward` gives its dW and db, and the dZ of what it "
        "took in.",
        "Between dZ_l and the layer below stands Z_l = f(h_l). What turns dZ_l into dh_l?",
        "The layer's input is Z_{l-1}, from the cache, and X for the first. Put each (dW, db) in "
        "front of those you have.",
    ),
    mistakes=(
        Mistake(
            "slope_left_out",
            "dZ is passed on as it is: the factor f' is missing.",
            "How much does Z_l move when h_l moves?",
            function=_passing(lambda dZ, h, Z, df: dZ),
        ),
        Mistake(
            "slope_too_late",
            "f' comes after a hidden layer's dW and db are taken; they need it, too.",
            "Does dW belong to h or to Z?",
            function=lambda *args: _back(*args, late=True),
        ),
        Mistake(
            "arguments_exchanged",
            "df gets Z where h is meant, and h where Z is.",
            "What does a pair of the cache hold first?",
            function=_passing(lambda dZ, h, Z, df: dZ * df(Z, h)),
        ),
        Mistake(
            "slope_at_Z",
            "f' is taken at Z: both arguments of df are Z.",
            "At which number does f'(h) look?",
            function=_passing(lambda dZ, h, Z, df: dZ * df(Z, Z)),
        ),
        Mistake(
            "h_for_Z",
            "Both arguments of df are h.",
            "What does a pair of the cache hold second?",
            function=_passing(lambda dZ, h, Z, df: dZ * df(h, h)),
        ),
        Mistake(
            "slope_twice",
            "The factor f' comes in twice.",
            "Which two of your lines multiply by it?",
            function=_passing(lambda dZ, h, Z, df: dZ * df(h, Z) ** 2),
        ),
        Mistake(
            "slope_added",
            "f' is added; in a chain, factors multiply.",
            "What does the chain rule do with two derivatives, one after the other?",
            function=_passing(lambda dZ, h, Z, df: dZ + df(h, Z)),
        ),
        Mistake(
            "dZ_forgotten",
            "What goes on to the layer below is f' alone; what came from above is lost.",
            "How does a hidden layer hear of the loss?",
            function=_passing(lambda dZ, h, Z, df: df(h, Z)),
        ),
        Mistake(
            "dout_for_all",
            "Every layer gets the same dout.",
            "What does a layer below the last one get to hear, and through which W?",
            function=_dout_for_all,
        ),
        Mistake(
            "W_of_layer_before",
            "dout is sent back through the W of the layer below.",
            "Which W did Z_l meet on its way forward?",
            function=_W_of_layer_before,
        ),
        Mistake(
            "slope_of_layer_after",
            "dZ_l is multiplied by the f' of the layer after it.",
            "Which pair of the cache belongs to the Z that dZ is the derivative for?",
            function=_slope_of_layer_after,
        ),
        Mistake(
            "W_not_turned",
            "dout goes through W as on the way forward.",
            "dout is (N, m_out) and dZ is (N, m_in). What must stand between them?",
            function=lambda *args: _back(*args, W_of=lambda W: W),
        ),
        Mistake(
            "h_as_input",
            "dW is made with h; the layer has taken Z in.",
            "Which of the pair went on to the next layer?",
            function=_h_as_input,
        ),
        Mistake(
            "averaged",
            "It is divided by N here, but 1/N is in the loss, and dout has brought it along.",
            "In which formula of J does 1/N stand?",
            function=lambda *args: _back(*args, scale=1 / len(args[0])),
        ),
        Mistake(
            "last_layer_first",
            "The gradients come last layer first.",
            "In which order do they have to stand, so that `zip(params, grads)` fits?",
            function=_then(lambda grads: grads[::-1]),
        ),
        Mistake(
            "pairs_turned",
            "The pairs are (db, dW).",
            "In which order do W and b stand in params?",
            function=_then(lambda grads: [(db, dW) for dW, db in grads]),
        ),
        Mistake(
            "first_layer_missing",
            "The first layer has no gradient.",
            "What is its input, since no Z in the cache is?",
            function=_then(lambda grads: grads[1:]),
        ),
        Mistake(
            "last_layer_missing",
            "The last layer has no gradient.",
            "How many layers have a W and a b, and how many an entry in the cache?",
            function=_then(lambda grads: grads[:-1]),
        ),
        Mistake(
            "two_lists",
            "All dW come first, then all db.",
            "Which form do params have?",
            function=_then(lambda grads: [list(part) for part in zip(*grads, strict=True)]),
        ),
        Mistake(
            "flat_list",
            "The list holds dW, db, dW, db, ... without pairs.",
            "Which form do params have?",
            function=_then(lambda grads: [part for pair in grads for part in pair]),
        ),
    ),
)
