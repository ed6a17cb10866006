"""6.7 Forward propagation: the exercises as data."""

import numpy as np

import feedforward as ff
from feedforward.activations import relu, softplus, tanh
from feedforward.checking.exercise import Ban, Case, Exercise, Mistake
from feedforward.exercises.drawing import strided, tidy
from feedforward.network import affine_forward, forward

SECTION = "6.7_forward"


def affine_loops(Z, W, b):
    """out[n, k] = b[k] + the sum over m of Z[n, m] W[m, k], with no matrix product.

    Z (N, M), W (M, K), b (K,) -> out (N, K)
    """
    out = np.empty((len(Z), len(b)))
    for n in range(len(Z)):
        for k in range(len(b)):
            out[n, k] = b[k] + sum(Z[n, m] * W[m, k] for m in range(len(W)))
    return out


def _layer(rng, N, M, K):
    return tidy(rng, N, M), tidy(rng, M, K), tidy(rng, K)


def _affine_cases(rng):
    yield Case(_layer(rng, 2, 3, 4))
    yield Case(tuple(rng.normal(size=s) for s in ((5, 2), (2, 3), (3,))))
    yield Case(_layer(rng, 4, 3, 3), "as many outputs as inputs")
    yield Case(_layer(rng, 1, 4, 2), "one sample")
    yield Case(_layer(rng, 3, 1, 2), "one input")
    yield Case(_layer(rng, 3, 4, 1), "one output")
    Z, W, b = _layer(rng, 4, 2, 5)
    yield Case((strided(Z), strided(W), b), "every other column")
    whole = (rng.integers(1, 6, size=s) for s in ((4, 3), (3, 2), (2,)))
    yield Case(tuple(whole), "whole numbers")
    yield Case(tuple(a.astype(np.float32) for a in _layer(rng, 6, 3, 2)), "float32")


def _terms(Z, W):
    """All products Z[n, m] W[m, k], (N, M, K): mistakes are written without a matrix product."""
    return Z[:, :, None] * W


def _never_reset(Z, W, b):
    out, total = np.zeros((len(Z), len(b))), 0
    for n in range(len(Z)):
        for k in range(len(b)):
            for m in range(len(W)):
                total += Z[n, m] * W[m, k]
            out[n, k] = total + b[k]
    return out


def _b_of_the_sample(Z, W, b):
    out = _terms(Z, W).sum(axis=1) * 1.0
    for n in range(len(Z)):
        out[n] += b[n]
    return out


def _first_row_only(Z, W, b):
    out = np.zeros((len(Z), len(b)))
    out[0] = (_terms(Z, W).sum(axis=1) + b)[0]
    return out


AFFINE_LOOPS = Exercise(
    name="affine_loops",
    section=SECTION,
    points=2,
    reference=affine_loops,
    cases=_affine_cases,
    off_limits=(affine_forward,),
    factors=lambda case: {"M": len(case.args[1])},
    ban=Ban(
        (
            *("@", "dot", "matmul", "einsum", "tensordot", "inner", "vdot", "multi_dot"),
            *("vecdot", "matvec", "vecmat", "matrix", "asmatrix", "__matmul__", "__rmatmul__"),
            *("convolve", "correlate", "matrix_power", "c_einsum", "innerproduct", "imatmul"),
        ),
        "A ready-made product does the sum for you; here the sum itself is asked for.",
        "Which products are added up to make one entry out[n, k]?",
    ),
    hints=(
        "Begin with one entry: which row of Z and which column of W make out[0, 0]?",
        "Two loops choose n and k; a sum over m adds up Z[n, m] W[m, k].",
        "b[k] joins each sum once.",
    ),
    mistakes=(
        Mistake(
            "b_left_out",
            "The sums are there, b is not.",
            "What should come out for a row of zeros?",
            function=lambda Z, W, b: _terms(Z, W).sum(axis=1),
        ),
        Mistake(
            "b_in_every_term",
            "b[k] is added once for every m.",
            "What should come out for a row of zeros?",
            function=lambda Z, W, b: _terms(Z, W).sum(axis=1) + len(W) * b,
        ),
        Mistake(
            "last_term_only",
            "Of each sum only the last term is left.",
            "What does `=` do to the terms that came before, and what would `+=` do?",
            function=lambda Z, W, b: Z[:, -1:] * W[-1] + b,
        ),
        Mistake(
            "last_term_missing",
            "The last term of each sum is missing.",
            "Which m is the last one that your loop reaches?",
            function=lambda Z, W, b: _terms(Z, W)[:, :-1].sum(axis=1) + b,
        ),
        Mistake(
            "first_term_missing",
            "The first term of each sum is missing.",
            "At which m does your loop begin?",
            function=lambda Z, W, b: _terms(Z, W)[:, 1:].sum(axis=1) + b,
        ),
        Mistake(
            "never_reset",
            "The sum of one entry goes on from that of the entry before.",
            "Where does your sum start from 0 again?",
            function=_never_reset,
        ),
        Mistake(
            "averaged",
            "The terms are averaged; a layer adds them up.",
            "What happens to out when an input is added whose weight is 0?",
            function=lambda Z, W, b: _terms(Z, W).mean(axis=1) + b,
        ),
        Mistake(
            "sums_multiplied",
            "Row and column are summed first and multiplied then.",
            "Which m of Z goes with which m of W?",
            function=lambda Z, W, b: Z.sum(axis=1)[:, None] * W.sum(axis=0) + b,
        ),
        Mistake(
            "b_of_the_sample",
            "b is read at n, the number of the sample.",
            "Does b belong to a sample or to an output?",
            function=_b_of_the_sample,
        ),
        Mistake(
            "W_turned",
            "W is read at [k, m]: its rows are taken for outputs.",
            "W is (M, K): which of its two indices is the input's?",
            function=lambda Z, W, b: _terms(Z, W.T).sum(axis=1) + b,
        ),
        Mistake(
            "out_turned",
            "out has a column a sample. In this book a row is a sample.",
            "What is the first index of out, n or k?",
            function=lambda Z, W, b: (_terms(Z, W).sum(axis=1) + b).T,
        ),
        Mistake(
            "first_row_only",
            "Only the first sample is computed.",
            "Where does your `return` stand: in the loop over n, or behind it?",
            function=_first_row_only,
        ),
        Mistake(
            "elementwise",
            "`*` multiplies entry by entry; nothing is summed.",
            "Over which index do Z and W have to be summed?",
            function=lambda Z, W, b: Z * W + b,
        ),
    ),
)


def _b_as_column(Z, W, b):
    return Z @ W + b[:, None]


AFFINE_FORWARD = Exercise(
    name="affine_forward",
    section=SECTION,
    points=1,
    reference=affine_forward,
    cases=_affine_cases,
    hints=(
        "Write the shapes side by side: (N, M) and (M, K). Which product makes (N, K) of them?",
        "b is (K,). What does NumPy do when an (N, K) and a (K,) meet in a sum?",
    ),
    mistakes=(
        Mistake(
            "b_left_out",
            "This is Z W; b is missing.",
            "What should come out for a row of zeros?",
            function=lambda Z, W, b: Z @ W,
        ),
        Mistake(
            "elementwise",
            "`*` multiplies entry by entry; nothing is summed.",
            "Which operator multiplies matrices?",
            function=lambda Z, W, b: Z * W + b,
        ),
        Mistake(
            "W_turned",
            "W stands transposed. With a row a sample, it is Z W.",
            "Which axis of W belongs to the inputs?",
            function=lambda Z, W, b: Z @ W.T + b,
        ),
        Mistake(
            "W_first",
            "W stands in front of Z, as where a column is a sample. Here a row is one.",
            "In which order do the shapes (N, M) and (M, K) fit together?",
            function=lambda Z, W, b: W @ Z + b,
        ),
        Mistake(
            "out_turned",
            "out has a column a sample. In this book a row is a sample.",
            "Which shape should N samples with K outputs have?",
            function=lambda Z, W, b: (Z @ W + b).T,
        ),
        Mistake(
            "b_as_column",
            "b is stood upright, so that its entries meet samples, not outputs.",
            "Does b belong to a sample or to an output?",
            function=_b_as_column,
        ),
        Mistake(
            "b_before_W",
            "b is added to the inputs, and goes through W with them.",
            "What should come out for a row of zeros?",
            function=lambda Z, W, b: (Z + b) @ W,
        ),
        Mistake(
            "b_summed",
            "The sum of b is added to every entry.",
            "Which entry of b belongs to output k?",
            function=lambda Z, W, b: Z @ W + b.sum(),
        ),
        Mistake(
            "b_taken_away",
            "b is subtracted.",
            "What should come out for a row of zeros?",
            function=lambda Z, W, b: Z @ W - b,
        ),
        Mistake(
            "with_relu",
            "The result went through a relu as well; an affine layer has no f.",
            "Could an output ever be negative in your version?",
            function=lambda Z, W, b: np.maximum(0, Z @ W + b),
        ),
    ),
)


def shape_trace(N, sizes):
    """Return the shapes of X, h_1, Z_1, ..., h_L, Z_L, out, in this order, as tuples.

    sizes [M, m_1, ..., m_L, n] are the widths from the inputs to the outputs. X holds N samples,
    a row each; a hidden layer turns h into Z = f(h), entry by entry; the last layer has no f.
    """
    shapes = [(N, sizes[0])]
    for m in sizes[1:-1]:
        shapes += [(N, m), (N, m)]
    return [*shapes, (N, sizes[-1])]


def _trace_cases(rng):
    yield Case((5, [3, 8, 2]))
    yield Case((7, [4, 9, 2, 12, 1]))
    yield Case((32, [2, 5]), "no hidden layer")
    yield Case((1, [6, 3, 10, 4]), "one sample")
    yield Case((int(rng.integers(20, 30)), [11, 4, 4, 4, 7]), "layers of one width")


def _trace(N, sizes):
    inner = range(1, len(sizes) - 1)
    return [(N, m) for i, m in enumerate(sizes) for _ in range(2 if i in inner else 1)]


SHAPE_TRACE = Exercise(
    name="shape_trace",
    section=SECTION,
    points=2,
    reference=shape_trace,
    cases=_trace_cases,
    hints=(
        "Take sizes = [3, 8, 2] and N = 5 and write the list by hand: X, h_1, Z_1, out.",
        "Which of the widths appear once, and which twice?",
        "The first and the last width stand alone; those between give an h and a Z.",
    ),
    mistakes=(
        Mistake(
            "turned",
            "Rows and columns are exchanged: in this book a row is a sample.",
            "How many rows do 5 samples with 3 inputs have?",
            function=lambda N, sizes: [s[::-1] for s in _trace(N, sizes)],
        ),
        Mistake(
            "once_a_layer",
            "Each hidden layer is listed once; it makes an h and a Z.",
            "What happens to h, and how does it change the shape?",
            function=lambda N, sizes: [(N, m) for m in sizes],
        ),
        Mistake(
            "f_on_output",
            "The last layer is listed twice, as if it had an f.",
            "What is done to out after the last affine layer?",
            function=lambda N, sizes: [*_trace(N, sizes), (N, sizes[-1])],
        ),
        Mistake(
            "X_left_out",
            "The list begins behind X.",
            "What is Z_0 called?",
            function=lambda N, sizes: _trace(N, sizes)[1:],
        ),
        Mistake(
            "out_left_out",
            "The list ends before out.",
            "Which shape comes out of the last layer?",
            function=lambda N, sizes: _trace(N, sizes)[:-1],
        ),
        Mistake(
            "hidden_only",
            "The list holds the hidden layers alone.",
            "What goes in first, and what comes out last?",
            function=lambda N, sizes: _trace(N, sizes)[1:-1],
        ),
        Mistake(
            "shapes_of_W",
            "These are the shapes of the weights; asked is what flows between them.",
            "Does the shape of W depend on N?",
            function=lambda N, sizes: list(zip(sizes[:-1], sizes[1:], strict=True)),
        ),
        Mistake(
            "widths_alone",
            "The widths are there, the number of samples is not.",
            "How many rows does each of these arrays have?",
            function=lambda N, sizes: [(m,) for _, m in _trace(N, sizes)],
        ),
        Mistake(
            "width_of_inputs",
            "h is given the width of what goes into its layer.",
            "If Z is (N, m_in) and W is (m_in, m_out), what shape has Z W?",
            function=lambda N, sizes: [
                (N, sizes[0]),
                *(
                    s
                    for a, m in zip(sizes[:-2], sizes[1:-1], strict=True)
                    for s in ((N, a), (N, m))
                ),
                (N, sizes[-1]),
            ],
        ),
    ),
)


def _network(rng, sizes):
    """Tidy params: the deeper the layer, the smaller its weights, so that f does not saturate."""
    pairs = zip(sizes[:-1], sizes[1:], strict=True)
    return [(tidy(rng, a, m) / a, tidy(rng, m) / 2) for a, m in pairs]


def _forward_cases(rng):
    def case(N, sizes, f, note=""):
        return Case((tidy(rng, N, sizes[0]), _network(rng, sizes), f), note)

    yield case(2, [3, 2, 4], tanh)
    yield case(4, [3, 5, 2, 3], softplus)
    yield case(5, [2, 4, 3, 6, 2], tanh)
    yield case(6, [4, 7, 3], relu, "relu")
    yield case(3, [4, 2], tanh, "no hidden layer")
    yield case(1, [2, 3, 4], softplus, "one sample")
    yield case(3, [3, 3, 3, 3], tanh, "layers of one width")
    X, params, f = case(5, [3, 4, 2], tanh).args
    single = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    yield Case((X.astype(np.float32), single, f), "float32")


def _pass(X, params, f, *, biases=1, entry=lambda before, h, Z: (h, Z), on=lambda h, Z: Z):
    """A forward pass with parts that can be exchanged, to write mistakes with."""
    Z, cache = X, []
    for W, b in params[:-1]:
        before = Z
        h = before @ W + biases * b
        Z = f(h)
        cache.append(entry(before, h, Z))
        Z = on(h, Z)
    W, b = params[-1]
    return Z @ W + biases * b, cache


def _out_through_f(X, params, f):
    out, cache = _pass(X, params, f)
    return f(out), cache


def _f_before_affine(X, params, f):
    Z, cache = X, []
    for W, b in params[:-1]:
        Z = f(Z) @ W + b
        cache.append((Z, f(Z)))
    return f(Z) @ params[-1][0] + params[-1][1], cache


def _X_everywhere(X, params, f):
    cache = []
    for W, b in params[:-1]:
        h = X @ W + b
        cache.append((h, f(h)))
    W, b = params[-1]
    return X @ W + b, cache


def _last_layer_missing(X, params, f):
    Z, cache = X, []
    for W, b in params[:-1]:
        h = Z @ W + b
        Z = f(h)
        cache.append((h, Z))
    return Z, cache


def _and_cache(change):
    """The right out, and a cache that went wrong."""

    def answer(X, params, f):
        out, cache = _pass(X, params, f)
        return out, change(X, out, cache, f)

    return answer


FORWARD = Exercise(
    name="forward",
    section=SECTION,
    points=3,
    reference=forward,
    cases=_forward_cases,
    results=("out", "cache"),
    hints=(
        "Let Z start as X, and let each hidden layer replace it: h from Z, then Z from h.",
        "`params[:-1]` are the hidden layers, `params[-1]` is the last one.",
        "Put the pair (h, Z) of each hidden layer into the cache as soon as both are there.",
    ),
    mistakes=(
        Mistake(
            "f_on_output",
            "The output went through f as well; the last layer is affine.",
            "Which loss could ask for an out that f cannot reach?",
            function=_out_through_f,
        ),
        Mistake(
            "f_left_out",
            "f is never applied, so all layers together are one affine layer.",
            "What lies between h_l and Z_l?",
            function=lambda X, params, f: _pass(X, params, lambda h: h),
        ),
        Mistake(
            "h_passed_on",
            "Z = f(h) is computed, but h goes on to the next layer.",
            "Which of the two does the next layer take in?",
            function=lambda *args: _pass(*args, on=lambda h, Z: h),
        ),
        Mistake(
            "b_left_out",
            "No layer adds its b.",
            "What should come out of a layer for a row of zeros?",
            function=lambda *args: _pass(*args, biases=0),
        ),
        Mistake(
            "f_before_affine",
            "f is applied to what goes into a layer, X included; it belongs on what comes out.",
            "Which formula turns h_1 into Z_1, and is there one that turns X into something?",
            function=_f_before_affine,
        ),
        Mistake(
            "X_everywhere",
            "Every layer takes X in.",
            "What does the second layer get to see?",
            function=_X_everywhere,
        ),
        Mistake(
            "last_layer_missing",
            "What comes out is the last hidden layer.",
            "Which W and b have not been used?",
            function=_last_layer_missing,
        ),
        Mistake(
            "cache_turned",
            "The cache has the pairs as (Z, h).",
            "In which order do h and Z come into being?",
            function=lambda *args: _pass(*args, entry=lambda before, h, Z: (Z, h)),
        ),
        Mistake(
            "input_cached",
            "The cache pairs each h with what went into its layer.",
            "What does (h_l, Z_l) hold that came after h_l?",
            function=lambda *args: _pass(*args, entry=lambda before, h, Z: (before, h)),
        ),
        Mistake(
            "h_first_input",
            "The cache pairs each h with what went into its layer.",
            "What does (h_l, Z_l) hold that came after h_l?",
            function=lambda *args: _pass(*args, entry=lambda before, h, Z: (h, before)),
        ),
        Mistake(
            "only_Z_cached",
            "The cache holds each Z alone; the way back needs h, too.",
            "From which of the two does f' of a relu know where it was switched off?",
            function=lambda *args: _pass(*args, entry=lambda before, h, Z: Z),
        ),
        Mistake(
            "only_h_cached",
            "The cache holds each h alone; the next layer's dW needs Z.",
            "What is (h_l, Z_l) to the layer after it?",
            function=lambda *args: _pass(*args, entry=lambda before, h, Z: h),
        ),
        Mistake(
            "output_cached",
            "The cache has an entry for the output layer, too.",
            "For which layers is there an h and a Z = f(h)?",
            function=_and_cache(lambda X, out, cache, f: [*cache, (out, out)]),
        ),
        Mistake(
            "output_and_f_cached",
            "The cache has an entry for the output layer, too, with an f that it does not have.",
            "For which layers is there an h and a Z = f(h)?",
            function=_and_cache(lambda X, out, cache, f: [*cache, (out, f(out))]),
        ),
        Mistake(
            "X_cached",
            "The cache begins with an entry for X.",
            "Which hidden layer does cache[0] belong to?",
            function=_and_cache(lambda X, out, cache, f: [(X, X), *cache]),
        ),
        Mistake(
            "last_pair_only",
            "The cache is the last pair alone.",
            "What will the first hidden layer need on the way back?",
            function=_and_cache(lambda X, out, cache, f: cache[-1:]),
        ),
        Mistake(
            "cache_reversed",
            "The cache begins with the last hidden layer.",
            "Which layer is cached first on the way forward?",
            function=_and_cache(lambda X, out, cache, f: cache[::-1]),
        ),
    ),
)


def predict(X, params, f):
    """Return the class of each sample: the index of its largest output, the first of equal ones.

    X (N, M), params [(W, b), ...], f for the hidden layers -> classes (N,), integers
    """
    out, cache = forward(X, params, f)
    return out.argmax(axis=1)


def _clear(draw):
    """Draw until no output comes near another of its row: rounding must not choose the class."""
    while True:
        X, params, f = draw()
        best = np.sort(ff.forward(X, params, f)[0].astype(float), axis=1)
        if (best[:, -1] - best[:, -2] > 1e-3).all():
            return X, params, f


def _predict_cases(rng):
    def case(N, sizes, f, note="", kind=float, drop=0.0):
        def draw():
            params = [(W.astype(kind), b.astype(kind)) for W, b in _network(rng, sizes)]
            params[-1] = (params[-1][0], params[-1][1] - kind(drop))
            return (2 * tidy(rng, N, sizes[0])).astype(kind), params, f

        return Case(_clear(draw), note)

    yield case(3, [2, 4, 3], tanh)
    yield case(40, [3, 6, 4], relu, drop=30.0)
    yield case(200, [3, 5, 4, 6], tanh)
    yield case(30, [4, 3], softplus, "no hidden layer")
    yield case(1, [3, 4, 5], tanh, "one sample")
    yield Case(_with_equals(rng), "two equal bests")
    yield Case(_with_equals(rng, lead=0.01), "two bests that are nearly equal")
    yield case(31, [2, 5, 3], softplus, "float32", np.float32)


def _with_equals(rng, lead=0):
    """A network whose outputs 1 and 3 are above the others, and 3 by `lead` above 1."""
    W1, W2 = rng.integers(-3, 4, size=(2, 3)), rng.integers(1, 4, size=(3, 5))
    W2[:, 3], b2 = W2[:, 1], np.array([0, 900, 1, 900 + lead, 2])
    X = rng.integers(-4, 5, size=(6, 2))
    return X, [(W1, np.array([1, 0, 2])), (W2, b2)], relu


def _out(X, params, f):
    return _pass(X, params, f)[0]


PREDICT = Exercise(
    name="predict",
    section=SECTION,
    points=1,
    reference=predict,
    cases=_predict_cases,
    off_limits=(ff.network.predict,),
    hints=(
        "`forward` gives two results. Which of them says how well each class fits?",
        "Each row of out is one sample. NumPy has a function for the place of the largest entry.",
        "`argmax` has an `axis`: which one should be gone from the result?",
    ),
    mistakes=(
        Mistake(
            "down_the_columns",
            "This finds the best sample for each class.",
            "Along which axis of out do the classes lie?",
            function=lambda X, params, f: _out(X, params, f).argmax(axis=0),
        ),
        Mistake(
            "over_all",
            "This is one place in the whole of out.",
            "How many answers do N samples need?",
            function=lambda X, params, f: _out(X, params, f).argmax(),
        ),
        Mistake(
            "largest_value",
            "This is how large the best output is, not which it is.",
            "Which NumPy function gives the place of the largest entry?",
            function=lambda X, params, f: _out(X, params, f).max(axis=1),
        ),
        Mistake(
            "smallest",
            "The class with the smallest output is taken.",
            "Does a large output speak for its class or against it?",
            function=lambda X, params, f: _out(X, params, f).argmin(axis=1),
        ),
        Mistake(
            "last_of_equals",
            "Of equal bests the last one is taken.",
            "Does your comparison let a later output win that is only as large?",
            function=lambda X, params, f: (
                params[-1][1].size - 1 - _out(X, params, f)[:, ::-1].argmax(axis=1)
            ),
        ),
        Mistake(
            "counted_from_1",
            "The classes are counted from 1.",
            "Which index has the first column of out?",
            function=lambda X, params, f: _out(X, params, f).argmax(axis=1) + 1,
        ),
        Mistake(
            "whole_output",
            "All outputs are returned.",
            "Which one of a row's outputs decides?",
            function=_out,
        ),
        Mistake(
            "last_hidden_layer",
            "The last hidden layer is asked, which has units, not classes.",
            "Which of the results of `forward` has a column for each class?",
            function=lambda X, params, f: _pass(X, params, f)[1][-1][1].argmax(axis=1),
        ),
        Mistake(
            "f_on_output",
            "The outputs went through f first. A relu makes all negative ones equal.",
            "Which class wins when every output of a row is below 0?",
            function=lambda X, params, f: f(_out(X, params, f)).argmax(axis=1),
        ),
        Mistake(
            "f_left_out",
            "The hidden layers have no f here.",
            "What does `forward` do with its third argument?",
            function=lambda X, params, f: _out(X, params, lambda h: h).argmax(axis=1),
        ),
        Mistake(
            "one_hot",
            "Each row has a 1 at its class; the class itself is asked.",
            "What is the index of that 1?",
            function=lambda X, params, f: np.eye(len(params[-1][1]))[
                _out(X, params, f).argmax(axis=1)
            ],
        ),
    ),
)


def forward_flops(N, sizes):
    """Count the multiplications and additions of all matrix products of a forward pass.

    A product of (N, m_in) and (m_in, m_out) takes, for each of its N m_out entries, m_in
    multiplications and m_in additions. Adding b, and f, are not counted.
    N samples, sizes [M, m_1, ..., n] -> an integer
    """
    return 2 * N * sum(sizes[i] * sizes[i + 1] for i in range(len(sizes) - 1))


def _flops_cases(rng):
    yield Case((5, [3, 4, 2]))
    yield Case((int(rng.integers(7, 30)), [4, 9, 6, 11, 3]))
    yield Case((12, [3, 7]), "no hidden layer")
    yield Case((1, [5, 8, 3]), "one sample")
    yield Case((60_000, [784, 1000, 1000, 10]), "a large network")


def _products(sizes):
    return [a * m for a, m in zip(sizes[:-1], sizes[1:], strict=True)]


FORWARD_FLOPS = Exercise(
    name="forward_flops",
    section=SECTION,
    points=2,
    reference=forward_flops,
    cases=_flops_cases,
    factors=lambda case: {"N": case.args[0]},
    hints=(
        "One entry of (N, m_in) times (m_in, m_out): how many multiplications, how many additions?",
        "How many entries does that product have?",
        "Add this up over all pairs of neighbouring sizes.",
    ),
    mistakes=(
        Mistake(
            "multiplications_alone",
            "Only the multiplications are counted.",
            "What is done with the products after they are made?",
            function=lambda N, sizes: N * sum(_products(sizes)),
        ),
        Mistake(
            "one_sample",
            "This is the work for one sample.",
            "How many rows does X have?",
            function=lambda N, sizes: 2 * sum(_products(sizes)),
        ),
        Mistake(
            "count_of_weights",
            "This is how many weights there are.",
            "How often is each weight used, and for how many operations?",
            function=lambda N, sizes: sum(_products(sizes)),
        ),
        Mistake(
            "biases_counted",
            "Adding b is counted, too; the products alone are asked.",
            "Which operations belong to Z W, and which come after it?",
            function=lambda N, sizes: 2 * N * sum(_products(sizes)) + N * sum(sizes[1:]),
        ),
        Mistake(
            "biases_as_weights",
            "b is counted like a row of W.",
            "Which operations belong to Z W, and which come after it?",
            function=lambda N, sizes: 2 * N * (sum(_products(sizes)) + sum(sizes[1:])),
        ),
        Mistake(
            "one_addition_less",
            "For each entry one addition less is counted than there are products. "
            "Here the sum starts from 0, and each product is added to it.",
            "How many additions does the docstring count for one entry?",
            function=lambda N, sizes: 2 * N * sum(_products(sizes)) - N * sum(sizes[1:]),
        ),
        Mistake(
            "widths_added",
            "The widths are added up; a product takes every pair of input and output.",
            "How many weights lie between 3 units and 4?",
            function=lambda N, sizes: 2 * N * sum(sizes),
        ),
        Mistake(
            "all_multiplied",
            "All widths are multiplied with each other, as if every path were walked alone.",
            "Which two widths does one matrix product know?",
            function=lambda N, sizes: 2 * N * int(np.prod(sizes)),
        ),
        Mistake(
            "last_layer_left_out",
            "The last layer's product is not counted.",
            "How many pairs of neighbours do four sizes have?",
            function=lambda N, sizes: 2 * N * sum(_products(sizes)[:-1]),
        ),
        Mistake(
            "first_layer_left_out",
            "The first layer's product is not counted.",
            "How many pairs of neighbours do four sizes have?",
            function=lambda N, sizes: 2 * N * sum(_products(sizes)[1:]),
        ),
    ),
)

EXERCISES = (AFFINE_LOOPS, AFFINE_FORWARD, SHAPE_TRACE, FORWARD, PREDICT, FORWARD_FLOPS)
