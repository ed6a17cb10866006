"""6.8 Backpropagation: the exercises as data. How a training is judged: see learning.py."""

import numpy as np

import feedforward as ff
from feedforward.activations import sigmoid, tanh
from feedforward.checking.exercise import Case, Exercise, Mistake, Potential
from feedforward.exercises.drawing import strided, tidy
from feedforward.exercises.graph_gradients import GRAPH_GRADIENTS
from feedforward.exercises.learning import TRAIN
from feedforward.gradcheck import complex_step_gradient, numerical_gradient, relative_error
from feedforward.network import affine_backward, backward, loss_and_grads
from feedforward.training import sgd_step

SECTION = "6.8_backprop"


def sum_of_cubes(x):
    """A J whose entries each go their own way."""
    return np.sum(x**3)


def neighbours(x):
    """A J in which the entries of a row meet: x_0 e^x_1 + x_1 e^x_2 + ..., and the squares."""
    return np.sum(x[..., :-1] * np.exp(x[..., 1:] / 2)) + np.sum(x**2)


def _numerical_cases(rng):
    yield Case((sum_of_cubes, tidy(rng, 3)))
    yield Case((neighbours, tidy(rng, 2, 4)))
    yield Case((neighbours, tidy(rng, 3), 0.1), "a coarse eps")
    yield Case((neighbours, rng.normal(size=(2, 3, 4))), "three axes")
    yield Case((sum_of_cubes, rng.uniform(1, 2, size=1)), "one entry")
    yield Case((neighbours, strided(rng.normal(size=(3, 2)))), "every other column")


def _differences(up, down, span):
    """A gradient by differences: where J is asked, in units of eps, and what it is divided by."""

    def gradient(J, x, eps=1e-5):
        result = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            nudge = np.zeros(x.shape)
            nudge[index] = eps
            result[index] = (J(x + up * nudge) - J(x + down * nudge)) / (span * eps)
        return result

    return gradient


def _all_at_once(J, x, eps=1e-5):
    return np.full(x.shape, (J(x + eps) - J(x - eps)) / (2 * eps))


def _row_at_once(J, x, eps=1e-5):
    result = np.zeros(x.shape)
    for i in range(len(x)):
        nudge = np.zeros(x.shape)
        nudge[i] = eps
        result[i] = (J(x + nudge) - J(x - nudge)) / (2 * eps)
    return result


def _never_put_back(J, x, eps=1e-5):
    x, result = x.copy(), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += eps
        up = J(x)
        x[index] -= 2 * eps
        result[index] = (up - J(x)) / (2 * eps)
    return result


def _added_back(J, x, eps=1e-5):
    result = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += eps
        up = J(x)
        x[index] -= 2 * eps
        result[index] = (up - J(x)) / (2 * eps)
        x[index] += eps
    return result


def _nudging_a_copy(J, x, eps=1e-5):
    flat, result = x.ravel(), np.zeros(x.size)
    for i in range(x.size):
        old = flat[i]
        flat[i] = old + eps
        up = J(x)
        flat[i] = old - eps
        result[i] = (up - J(x)) / (2 * eps)
        flat[i] = old
    return result.reshape(x.shape)


def _entry_alone(J, x, eps=1e-5):
    result = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        result[index] = (J(x[index] + eps) - J(x[index] - eps)) / (2 * eps)
    return result


NUMERICAL_GRADIENT = Exercise(
    name="numerical_gradient",
    section=SECTION,
    points=3,
    reference=numerical_gradient,
    cases=_numerical_cases,
    off_limits=(complex_step_gradient,),
    hints=(
        "For one entry: move it up by eps and ask J, move it down by eps and ask J again.",
        "`np.ndindex(x.shape)` gives every index of an array of any shape.",
        "An array of zeros with eps at that one index can be added to x without touching x.",
    ),
    mistakes=(
        Mistake(
            "forward_difference",
            "J is asked above x and at x itself. That is off by an amount that grows with eps; "
            "on both sides of x, most of it cancels.",
            "At which two places does a central difference ask J?",
            function=_differences(1, 0, 1),
        ),
        Mistake(
            "backward_difference",
            "J is asked at x itself and below. That is off by an amount that grows with eps; "
            "on both sides of x, most of it cancels.",
            "At which two places does a central difference ask J?",
            function=_differences(0, -1, 1),
        ),
        Mistake(
            "divided_by_eps",
            "The difference is divided by eps.",
            "How far apart are the two places where J is asked?",
            function=_differences(1, -1, 1),
        ),
        Mistake(
            "one_sided_over_two",
            "J is asked on one side of x only, and the difference divided by 2 eps.",
            "How far apart are the two places where J is asked?",
            function=_differences(1, 0, 2),
        ),
        Mistake(
            "half_steps",
            "The entry is moved by eps/2 each way; asked is eps each way.",
            "How far apart should the two places be?",
            function=_differences(0.5, -0.5, 1),
        ),
        Mistake(
            "not_divided",
            "This is how far J moves, not how far it moves a unit.",
            "By how much was x moved between the two calls?",
            function=lambda J, x, eps=1e-5: _differences(1, -1, 1 / eps)(J, x, eps),
        ),
        Mistake(
            "eps_ignored",
            "eps is always 1e-5, whatever was asked.",
            "What is the third argument for?",
            function=lambda J, x, eps=1e-5: _differences(1, -1, 2)(J, x),
        ),
        Mistake(
            "all_at_once",
            "All entries are moved together, so each gets the sum of all derivatives.",
            "How do you move one entry and leave the rest?",
            function=_all_at_once,
        ),
        Mistake(
            "row_at_once",
            "All entries of a row are moved together.",
            "What does x[i] stand for when x has two axes?",
            function=_row_at_once,
        ),
        Mistake(
            "never_put_back",
            "An entry that was moved stays moved while the next ones have their turn.",
            "Where should all other entries be when one is nudged?",
            function=_never_put_back,
        ),
        Mistake(
            "nudging_a_copy",
            "Where x does not lie in one piece, as every other column of something wider, `ravel` "
            "and `reshape` give a copy: it is nudged, and x stays.",
            "What could you hand to J in place of x?",
            function=_nudging_a_copy,
        ),
        Mistake(
            "entry_alone",
            "J is given one entry; it is a function of the whole x.",
            "What should J get, so that only one entry of it has moved?",
            function=_entry_alone,
        ),
        Mistake(
            "changed_arguments",
            "x is nudged where it lies, and adding eps back does not undo it to the last bit.",
            "Where could you keep the old number, or what could you nudge in place of x?",
            function=_added_back,
        ),
    ),
)


def _error_cases(rng):
    def near(a):
        return a * (1 + rng.uniform(0.05, 0.4, size=a.shape))

    a = tidy(rng, 3)
    yield Case((a, a + rng.choice([-0.1, 0.1], 3) * [1, 2, 3]))
    a = tidy(rng, 4, 3)
    yield Case((near(a), a))
    b = tidy(rng, 2, 5)
    yield Case((rng.uniform(-1.5, -0.5, size=(2, 5)) * b, b), "other signs")
    a = tidy(rng, 5)
    b = near(a)
    a[[1, 3]] = b[[1, 3]] = 0
    yield Case((a, b), "entries that are 0 in both")
    b = b.copy()
    b[1] = 0.3
    yield Case((a, b), "an entry that is 0 in one")
    yield Case((np.zeros(4), np.zeros(4)), "nothing but 0")
    a = np.concatenate([tidy(rng, 4) * 100, rng.uniform(2, 3, 3) * 1e-10])
    yield Case((a, a * np.array([1.001, 0.999, 1, 1.002, 1.3, 0.8, 1.1])), "tiny entries")
    a = rng.normal(size=(2, 3, 4)).astype(np.float32)
    yield Case((a, near(a).astype(np.float32)), "float32, three axes")


def _ratio(top, bottom):
    """The largest quotient, 0 where top and bottom are 0."""
    return float(np.max(np.where(top == 0, 0, top / np.where(bottom == 0, 1, bottom))))


def _larger(a, b):
    return np.maximum(np.abs(a), np.abs(b))


RELATIVE_ERROR = Exercise(
    name="relative_error",
    section=SECTION,
    points=2,
    reference=relative_error,
    cases=_error_cases,
    hints=(
        "Work entry by entry, and take the largest of all only at the end.",
        "`np.maximum(np.abs(a), np.abs(b))` is the scale of each entry. Where is it 0?",
        "0/0 can be avoided: let `np.where` put another number below where the scale is 0.",
    ),
    mistakes=(
        Mistake(
            "absolute",
            "This is how far a and b lie apart, not how far beside their size.",
            "Is a difference of 0.001 large for a gradient of 1000, and for one of 0.002?",
            function=lambda a, b: np.max(np.abs(a - b)),
        ),
        Mistake(
            "sum_below",
            "Below stands abs(a) + abs(b); asked is the larger of the two.",
            "What comes out for 1 against 0.5, and what for 1 against -1?",
            function=lambda a, b: _ratio(np.abs(a - b), np.abs(a) + np.abs(b)),
        ),
        Mistake(
            "smaller_below",
            "Below stands the smaller of abs(a) and abs(b).",
            "Which of the two is never 0 unless both are?",
            function=lambda a, b: np.max(
                np.abs(a - b) / np.where(_larger(a, b) == 0, 1, np.minimum(np.abs(a), np.abs(b)))
            ),
        ),
        Mistake(
            "a_below",
            "Only the size of a stands below.",
            "What comes out when a and b change places?",
            function=lambda a, b: np.max(np.abs(a - b) / np.where(a == b, 1, np.abs(a))),
        ),
        Mistake(
            "b_below",
            "Only the size of b stands below.",
            "What comes out when a and b change places?",
            function=lambda a, b: np.max(np.abs(a - b) / np.where(a == b, 1, np.abs(b))),
        ),
        Mistake(
            "largest_of_all_below",
            "The largest entry of all stands below, so that a tiny entry may be all wrong unseen.",
            "Whose size should an entry's error be held against?",
            function=lambda a, b: _ratio(np.max(np.abs(a - b)), np.max(_larger(a, b))),
        ),
        Mistake(
            "norms",
            "Lengths of whole vectors are compared, so that a tiny entry may be all wrong unseen.",
            "Whose size should an entry's error be held against?",
            function=lambda a, b: _ratio(
                np.sqrt(np.sum((a - b) ** 2)), np.sqrt(np.sum(a**2)) + np.sqrt(np.sum(b**2))
            ),
        ),
        Mistake(
            "mean",
            "This is the mean over the entries, which one wrong entry among many hardly moves.",
            "How wrong is a gradient of which one entry is wrong?",
            function=lambda a, b: float(
                np.mean(np.abs(a - b) / np.where(_larger(a, b) == 0, 1, _larger(a, b)))
            ),
        ),
        Mistake(
            "difference_signed",
            "The difference keeps its sign: where a is the smaller, it counts as below 0.",
            "Does it matter which of the two is larger?",
            function=lambda a, b: np.max((a - b) / np.where(_larger(a, b) == 0, 1, _larger(a, b))),
        ),
        Mistake(
            "scale_signed",
            "The larger of a and b stands below, with its sign.",
            "What is the size of -3 and -2?",
            function=lambda a, b: np.max(
                np.abs(a - b) / np.where(np.maximum(a, b) == 0, 1, np.maximum(a, b))
            ),
        ),
        Mistake(
            "constant_below",
            "Below, 1e-8 is added against 0/0. It swallows the error of tiny entries.",
            "What comes out for 1e-10 against 2e-10?",
            function=lambda a, b: np.max(np.abs(a - b) / (_larger(a, b) + 1e-8)),
        ),
        Mistake(
            "constant_at_least",
            "Below stands 1e-8 at least, against 0/0. It swallows the error of tiny entries.",
            "What comes out for 1e-10 against 2e-10?",
            function=lambda a, b: np.max(np.abs(a - b) / np.maximum(_larger(a, b), 1e-8)),
        ),
        Mistake(
            "zero_over_zero",
            "Where both are 0, 0/0 is computed, and NaN is the largest of all.",
            "Which entries have to be looked at before the division?",
            function=lambda a, b: np.max(np.abs(a - b) / _larger(a, b)),
        ),
        Mistake(
            "every_entry",
            "This is the error of every entry; one number is asked.",
            "Which of them tells that something is wrong somewhere?",
            function=lambda a, b: np.abs(a - b) / np.where(_larger(a, b) == 0, 1, _larger(a, b)),
        ),
    ),
)


def _layer_cases(rng):
    def case(N, M, K, note="", kind=float):
        arrays = tidy(rng, N, K), tidy(rng, N, M), tidy(rng, M, K)
        return Case(tuple(a.astype(kind) for a in arrays), note)

    yield case(4, 3, 2)
    yield Case(tuple(rng.normal(size=s) for s in ((3, 5), (3, 2), (2, 5))))
    yield case(5, 3, 3, "as many outputs as inputs")
    yield case(1, 4, 3, "one sample")
    yield case(5, 2, 1, "one output")
    yield Case(tuple(map(strided, case(4, 3, 5).args)), "every other column")
    yield case(7, 3, 4, "float32", np.float32)


def _instead(**changed):
    """The right results, but for those that are given as functions of (dout, Z, W)."""

    def answer(dout, Z, W):
        right = {"dZ": dout @ W.T, "dW": Z.T @ dout, "db": dout.sum(axis=0)}
        return tuple({**right, **{n: f(dout, Z, W) for n, f in changed.items()}}.values())

    return answer


AFFINE_BACKWARD = Exercise(
    name="affine_backward",
    section=SECTION,
    points=4,
    reference=affine_backward,
    cases=_layer_cases,
    results=("dZ", "dW", "db"),
    factors=lambda case: {"N": len(case.args[0]), "K": case.args[0].shape[1]},
    potentials={
        "dZ": Potential(
            "Z", lambda args, path, step: np.sum(args[0] * ((args[1] + step) @ args[2]))
        ),
        "dW": Potential(
            "W", lambda args, path, step: np.sum(args[0] * (args[1] @ (args[2] + step)))
        ),
        "db": Potential("b", lambda args, path, step: np.sum(args[0] * (args[1] @ args[2] + step))),
    },
    hints=(
        "dZ has Z's shape, dW has W's, db has b's. Which products of dout fit these shapes?",
        "Z[n, m] reaches every output k of its own row, with factor W[m, k]: its derivative is a "
        "sum over k.",
        "b[k] is added in every row: its derivative is a sum over the rows.",
    ),
    mistakes=(
        Mistake(
            "averaged",
            "It is divided by N here, but 1/N is in the loss, and dout has brought it along.",
            "If every sample's share is in dout already, what is left to do but add them up?",
            function=_instead(
                dW=lambda dout, Z, W: Z.T @ dout / len(Z), db=lambda dout, Z, W: dout.mean(axis=0)
            ),
        ),
        Mistake(
            "db_along_the_row",
            "db is summed along each row: one number a sample.",
            "How many entries has b, and which axis of dout has as many?",
            function=_instead(db=lambda dout, Z, W: dout.sum(axis=1)),
        ),
        Mistake(
            "db_of_all",
            "db is one sum over everything.",
            "Does b[0] reach the second output?",
            function=_instead(db=lambda dout, Z, W: dout.sum()),
        ),
        Mistake(
            "db_not_summed",
            "db still has a row for each sample.",
            "b is added in every row. What becomes of its N shares?",
            function=_instead(db=lambda dout, Z, W: dout),
        ),
        Mistake(
            "db_without_dout",
            "db counts the rows and leaves dout out: that is how much out moves, not J.",
            "How much does J move when out moves?",
            function=_instead(db=lambda dout, Z, W: np.full(dout.shape[1], len(dout))),
        ),
        Mistake(
            "dW_turned",
            "dW lies on its side: it has a row for each output.",
            "Which shape must dW have, so that it can be taken from W?",
            function=_instead(dW=lambda dout, Z, W: dout.T @ Z),
        ),
        Mistake(
            "dZ_turned",
            "dZ lies on its side: it has a column for each sample.",
            "What is a row of Z, and what a row of dZ?",
            function=_instead(dZ=lambda dout, Z, W: W @ dout.T),
        ),
        Mistake(
            "W_not_turned",
            "dout goes through W as on the way forward; it comes from the other side.",
            "dout is (N, K) and dZ is (N, M). What must stand between them?",
            function=_instead(dZ=lambda dout, Z, W: dout @ W),
        ),
        Mistake(
            "Z_not_turned",
            "Z and dout meet without a transpose; over the samples they must be summed.",
            "Z is (N, M), dout (N, K), dW (M, K): which index has to go?",
            function=_instead(dW=lambda dout, Z, W: Z @ dout),
        ),
        Mistake(
            "dZ_is_dout",
            "dZ is dout itself: W is left out.",
            "How much does out[n, k] move when Z[n, m] moves by 1?",
            function=_instead(dZ=lambda dout, Z, W: dout),
        ),
        Mistake(
            "out_of_order",
            "The results come as dW, dZ, db.",
            "In which order are they asked for?",
            function=lambda dout, Z, W: (Z.T @ dout, dout @ W.T, dout.sum(axis=0)),
        ),
        Mistake(
            "dout_left_out",
            "dout plays no part: this is how the sum of all outputs moves.",
            "How much does J move when one output moves?",
            function=_instead(
                dZ=lambda dout, Z, W: np.ones_like(dout) @ W.T,
                dW=lambda dout, Z, W: Z.T @ np.ones_like(dout),
            ),
        ),
    ),
)


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


def _backward_cases(rng):
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
    section=SECTION,
    points=5,
    reference=backward,
    cases=_backward_cases,
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


def _step_cases(rng):
    def case(sizes, lr, note="", kind=float):
        pairs = list(zip(sizes[:-1], sizes[1:], strict=True))
        params, grads = (
            [(tidy(rng, a, m).astype(kind), tidy(rng, m).astype(kind)) for a, m in pairs]
            for _ in range(2)
        )
        return Case((params, grads, lr), note)

    yield case([2, 3], 0.1)
    yield case([3, 4, 2], 0.05)
    yield case([3, 5, 2, 4], 1 / 3)
    yield case([1, 1, 1], 0.2, "single weights")
    yield case([2, 4, 3], 0.0, "lr = 0")
    yield case([4, 3, 5], 0.1, "float32", np.float32)


def _stepped(step):
    """Each W and b with its own derivative through `step(old, derivative, lr)`."""
    return lambda params, grads, lr: [
        (step(W, dW, lr), step(b, db, lr)) for (W, b), (dW, db) in zip(params, grads, strict=True)
    ]


def _step_in_place(params, grads, lr):
    for (W, b), (dW, db) in zip(params, grads, strict=True):
        W -= lr * dW
        b -= lr * db
    return params


SGD_STEP = Exercise(
    name="sgd_step",
    section=SECTION,
    points=1,
    reference=sgd_step,
    cases=_step_cases,
    results=("params",),
    hints=(
        "params and grads have the same form: walk through both at once with `zip`.",
        "`W - lr * dW` is a new array, `W -= lr * dW` is not.",
    ),
    mistakes=(
        Mistake(
            "uphill",
            "The step goes along the gradient, and J climbs.",
            "Which way does a gradient point?",
            function=_stepped(lambda old, d, lr: old + lr * d),
        ),
        Mistake(
            "learning_rate_left_out",
            "The step is as long as the gradient itself.",
            "What should change when lr is halved?",
            function=_stepped(lambda old, d, lr: old - d),
        ),
        Mistake(
            "step_alone",
            "This is the step, not the place that it leads to.",
            "From where does the step start?",
            function=_stepped(lambda old, d, lr: -lr * d),
        ),
        Mistake(
            "step_not_taken_off",
            "This is lr times the gradient, and the old params are left out.",
            "From where does the step start, and which way does it go?",
            function=_stepped(lambda old, d, lr: lr * d),
        ),
        Mistake(
            "not_moved",
            "The params come back as they were.",
            "Where do grads come in?",
            function=_stepped(lambda old, d, lr: old),
        ),
        Mistake(
            "biases_left_behind",
            "The weights move, the biases stay.",
            "Which part of each pair of grads goes unused?",
            function=lambda params, grads, lr: [
                (W - lr * dW, b) for (W, b), (dW, _) in zip(params, grads, strict=True)
            ],
        ),
        Mistake(
            "lr_times_all",
            "lr multiplies the old number as well.",
            "Where do the params stay when their gradient is 0?",
            function=_stepped(lambda old, d, lr: lr * (old - d)),
        ),
        Mistake(
            "weights_alone",
            "The list holds each W alone.",
            "Which form do params have?",
            function=lambda params, grads, lr: [
                W - lr * dW for (W, _), (dW, _) in zip(params, grads, strict=True)
            ],
        ),
        Mistake(
            "last_layer_first",
            "The layers come back last one first.",
            "Which layer does `params[0]` belong to?",
            function=lambda *args: _stepped(lambda old, d, lr: old - lr * d)(*args)[::-1],
        ),
        Mistake(
            "first_layer_only",
            "Only the first layer comes back.",
            "Where does your `return` stand, inside the loop or behind it?",
            function=lambda *args: _stepped(lambda old, d, lr: old - lr * d)(*args)[:1],
        ),
        Mistake(
            "changed_arguments",
            "The old params are written into, by `-=` or by `params[i] = ...`; whoever keeps them "
            "to compare finds them moved.",
            "How do you get the moved weights in a new array?",
            function=_step_in_place,
        ),
    ),
)

EXERCISES = (
    GRAPH_GRADIENTS,
    NUMERICAL_GRADIENT,
    RELATIVE_ERROR,
    AFFINE_BACKWARD,
    BACKWARD,
    SGD_STEP,
    TRAIN,
)
