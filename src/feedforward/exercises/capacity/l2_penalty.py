"""Exercise `l2_penalty` of section 6.3."""

import numpy as np

from feedforward import network
from feedforward.checking.exercise import Case, Exercise, Mistake, Potential
from feedforward.exercises.case_arrays import strided, tidy
from feedforward.regularization import l2_penalty


def _cases(rng):
    def case(sizes, lam, note="", draw=tidy, kind=float):
        pairs = zip(sizes[:-1], sizes[1:], strict=True)
        params = [(draw(rng, a, b), draw(rng, b)) for a, b in pairs]
        return Case(([(W.astype(kind), b.astype(kind)) for W, b in params], lam), note)

    yield case([2, 4], 0.1, "one layer")
    yield case([2, 3, 1], 0.5)
    yield case([3, 5, 4, 2], 0.01)
    yield case([4, 2, 3], 3.0)
    yield case([1, 4, 1], 0.2, "one input and one output")
    yield case([3, 2, 4], 2, "whole numbers", lambda rng, *s: rng.integers(1, 9, size=s), int)
    yield case([3, 4, 2], 0.1, "every other column", lambda rng, *s: strided(tidy(rng, *s)))
    yield case([6, 5, 3], 0.3, "float32", kind=np.float32)


def _penalty_moved(args, path, step):
    """The penalty with one of the parameters moved."""
    params, lam = args
    layer, which = path
    moved = [list(pair) for pair in params]
    moved[layer][which] = moved[layer][which] + step
    return lam / 2 * sum(np.sum(W**2) for W, _ in moved)


def _penalty(params, lam, of):
    """lam/2 times the sum of `of(W)` over all layers."""
    return lam / 2 * sum(np.sum(of(W)) for W, _ in params)


def _grads(params, dW, db=np.zeros_like):
    return [(dW(W), db(b)) for W, b in params]


def _biases_counted(params, lam):
    penalty = lam / 2 * sum(np.sum(W**2) + np.sum(b**2) for W, b in params)
    return penalty, _grads(params, lambda W: lam * W, lambda b: lam * b)


def _layers_only(params, lam, kept):
    """Only some layers count; the gradient of the others is 0."""
    chosen = params[kept]
    grads = [
        ((lam if any(W is V for V, _ in chosen) else 0) * W, np.zeros_like(b)) for W, b in params
    ]
    return _penalty(chosen, lam, np.square), grads


def _averaged(params, lam):
    count = sum(W.size for W, _ in params)
    return _penalty(params, lam, np.square) / count, _grads(params, lambda W: lam * W / count)


def _averaged_by_layer(params, lam):
    penalty = lam / 2 * sum(np.mean(W**2) for W, _ in params)
    return penalty, _grads(params, lambda W: lam * W / W.size)


L2_PENALTY = Exercise(
    name="l2_penalty",
    section="6.3_capacity",
    points=2,
    reference=l2_penalty,
    cases=_cases,
    results=("penalty", "grads"),
    factors=lambda case: {"lam": case.args[1]},
    off_limits=(network.loss_and_grads,),
    potentials={
        "grads": Potential(lambda path: f"params[{path[0]}][{path[1]}]", _penalty_moved, "penalty")
    },
    open_question=(
        "Write out the penalty as a sum over all the weights. Does your code add up these terms, "
        "and with the same factor?"
    ),
    hints=(
        "Go through `params` with `for W, b in params`. Which of the two is penalised?",
        "`np.sum(W**2)` adds up the squares of one layer. The sums of all layers add up to "
        "one number.",
        "One weight w contributes lam/2 times w^2. What is the derivative of this term? How does "
        "the penalty change with an entry of b?",
    ),
    mistakes=(
        Mistake(
            "biases_counted",
            "Your result penalises the biases too. They only shift a unit's threshold, so they "
            "should be left out.",
            "Which of W and b makes a function steep?",
            function=_biases_counted,
        ),
        Mistake(
            "db_from_b",
            "Your db is lam times b, but the penalty does not contain b.",
            "How much does the penalty change if an entry of b changes?",
            function=lambda params, lam: (
                _penalty(params, lam, np.square),
                _grads(params, lambda W: lam * W, lambda b: lam * b),
            ),
        ),
        Mistake(
            "no_db",
            "grads contains a dW for each layer, but no db.",
            "How does `params` keep W and b of one layer together?",
            function=lambda params, lam: (
                _penalty(params, lam, np.square),
                [lam * W for W, _ in params],
            ),
        ),
        Mistake(
            "half_missing",
            "Each wrong number is twice the right one.",
            "What does the 1/2 in lam/2 do to the penalty and to its derivative?",
            function=lambda params, lam: (
                2 * _penalty(params, lam, np.square),
                _grads(params, lambda W: 2 * lam * W),
            ),
        ),
        Mistake(
            "square_not_derived",
            "Your gradient has lam/2: the factor 2 from differentiating the square is missing.",
            "What is the derivative of w^2 / 2?",
            function=lambda params, lam: (
                _penalty(params, lam, np.square),
                _grads(params, lambda W: lam / 2 * W),
            ),
        ),
        Mistake(
            "lam_forgotten",
            "lam is missing.",
            "What happens to your result when lam is doubled?",
            function=lambda params, lam: (
                _penalty(params, 1, np.square),
                _grads(params, lambda W: 1.0 * W),
            ),
        ),
        Mistake(
            "root",
            "Your penalty takes the square root of the sum of squares, so it grows with the "
            "length of W, not with the length squared.",
            "How much larger should the penalty become if every weight doubles?",
            function=lambda params, lam: (
                lam / 2 * sum(np.linalg.norm(W) for W, _ in params),
                _grads(params, lambda W: lam / 2 * W / np.linalg.norm(W)),
            ),
        ),
        Mistake(
            "norms_not_squared",
            "Your penalty adds up the norms of the weight matrices, not the squared norms. Your "
            "gradient is right.",
            "How much larger should the penalty become if every weight doubles?",
            function=lambda params, lam: (
                lam / 2 * sum(np.linalg.norm(W) for W, _ in params),
                _grads(params, lambda W: lam * W),
            ),
        ),
        Mistake(
            "l1",
            "Your penalty is proportional to |w|, not to w^2: this is L1, not L2.",
            "How much more should a weight of 2 cost than a weight of 1?",
            function=lambda params, lam: (
                2 * _penalty(params, lam, np.abs),
                _grads(params, lambda W: lam * np.sign(W)),
            ),
        ),
        Mistake(
            "half_l1",
            "Your penalty is proportional to |w|, not to w^2.",
            "How much more should a weight of 2 cost than a weight of 1?",
            function=lambda params, lam: (
                _penalty(params, lam, np.abs),
                _grads(params, lambda W: lam / 2 * np.sign(W)),
            ),
        ),
        Mistake(
            "not_squared",
            "Your penalty adds up the weights without squaring them, so negative ones cancel "
            "positive ones.",
            "What should happen to each weight before the sum?",
            function=lambda params, lam: (
                _penalty(params, lam, np.array),
                _grads(params, lambda W: lam / 2 * np.ones(W.shape)),
            ),
        ),
        Mistake(
            "sum_squared",
            "Your penalty squares the sum of the weights; it should be the sum of the squares.",
            "Which comes first, squaring or summing?",
            function=lambda params, lam: (
                lam / 2 * sum(np.sum(W) ** 2 for W, _ in params),
                _grads(params, lambda W: lam * np.sum(W) * np.ones(W.shape)),
            ),
        ),
        Mistake(
            "averaged",
            "Your result averages the squares over all weights instead of summing them.",
            "Should a network with twice as many weights have the same penalty?",
            function=_averaged,
        ),
        Mistake(
            "averaged_by_layer",
            "In each layer your result averages the squares instead of summing them.",
            "Should a layer with twice as many weights have the same penalty?",
            function=_averaged_by_layer,
        ),
        Mistake(
            "last_layer_only",
            "Only the last layer contributes to your result.",
            "How do the other layers enter your sum?",
            function=lambda params, lam: _layers_only(params, lam, slice(-1, None)),
        ),
        Mistake(
            "first_layer_only",
            "Only the first layer contributes to your result.",
            "How do the other layers enter your sum?",
            function=lambda params, lam: _layers_only(params, lam, slice(0, 1)),
        ),
        Mistake(
            "output_layer_left_out",
            "The output layer does not contribute to your result.",
            "Should the penalty leave out any of the weights?",
            function=lambda params, lam: _layers_only(params, lam, slice(0, -1)),
        ),
    ),
)
