"""6.6 Gradient descent: the exercises as data. How dealt batches are judged: see dealing.py."""

import numpy as np

import feedforward as ff
from feedforward.checking.exercise import Case, Exercise, Mistake, Potential
from feedforward.exercises.adam_step import ADAM_STEP
from feedforward.exercises.dealing import MINIBATCHES
from feedforward.exercises.drawing import strided, tidy
from feedforward.exercises.momentum_step import MOMENTUM_STEP

SECTION = "6.6_gradient_descent"


def linear_gradient(X, y, w, b):
    """Return (dw, db), the gradient of J = 1/(2N) times the sum of (X w + b - y)^2.

    X (N, M), y (N,), w (M,), b a float -> dw (M,), db a float
    """
    error = X @ w + b - y
    return X.T @ error / len(X), float(error.mean())


def _line(rng, N, M):
    return tidy(rng, N, M), tidy(rng, N), tidy(rng, M), float(tidy(rng))


def _gradient_cases(rng):
    yield Case(_line(rng, 3, 2))
    yield Case(_line(rng, 7, 3))
    yield Case(_line(rng, 1, 4), "one sample")
    yield Case(_line(rng, 5, 1), "one input")
    X, y, w, b = _line(rng, 6, 4)
    yield Case((strided(X), y, w, b), "every other column")
    X = rng.integers(1, 9, size=(5, 3))
    yield Case((X, rng.integers(1, 9, size=5), tidy(rng, 3), float(tidy(rng))), "whole numbers")
    X, y, w, b = _line(rng, 9, 2)
    yield Case((*(a.astype(np.float32) for a in (X, y, w)), b), "float32")


def _residual(X, y, w, b):
    return X @ w + b - y


def _gradient_of(error, X, divisor):
    return X.T @ error / divisor, error.sum() / divisor


LINEAR_GRADIENT = Exercise(
    name="linear_gradient",
    section=SECTION,
    points=3,
    reference=linear_gradient,
    cases=_gradient_cases,
    results=("dw", "db"),
    factors=lambda case: {"N": len(case.args[0]), "M": case.args[0].shape[1]},
    potentials={
        "dw": Potential("w", lambda args, path, step: _J(*args[:2], args[2] + step, args[3])),
        "db": Potential("b", lambda args, path, step: _J(*args[:3], args[3] + step)),
    },
    hints=(
        "Write J for one sample, with the error e = xw + b - y. What is dJ/de, and what de/dw_m?",
        "w_m touches sample n with factor X[n, m]: its share is a sum over n. Which product of "
        "X and the errors adds that up for all m at once?",
        "J = 1/(2N) sum e^2: the square brings a 2 down. b touches each sample with factor 1.",
    ),
    mistakes=(
        Mistake(
            "two_kept",
            "The 2 that the square brings down is still there; in J it meets a 1/2.",
            "What is the derivative of e^2/2?",
            function=lambda X, y, w, b: _gradient_of(_residual(X, y, w, b), X, len(X) / 2),
        ),
        Mistake(
            "half_kept",
            "It is divided by 2N; the square brings a 2 down that meets that 2.",
            "What is the derivative of e^2/2?",
            function=lambda X, y, w, b: _gradient_of(_residual(X, y, w, b), X, 2 * len(X)),
        ),
        Mistake(
            "not_averaged",
            "The samples are added up, but J is their mean.",
            "By how much does this gradient grow when every sample is given twice?",
            function=lambda X, y, w, b: _gradient_of(_residual(X, y, w, b), X, 1),
        ),
        Mistake(
            "error_turned_round",
            "Your error is y - (Xw + b), whose slope along w is -X: this points downhill, "
            "and the gradient points uphill.",
            "When a prediction is too large, should a larger b make J larger or smaller?",
            function=lambda X, y, w, b: _gradient_of(-_residual(X, y, w, b), X, len(X)),
        ),
        Mistake(
            "b_left_out",
            "The error leaves b out: it is Xw - y.",
            "What does the model predict where x = 0?",
            function=lambda X, y, w, b: _gradient_of(X @ w - y, X, len(X)),
        ),
        Mistake(
            "y_left_out",
            "The prediction stands where the error should: y plays no part.",
            "At the best w and b, what is the gradient, and which term makes it so?",
            function=lambda X, y, w, b: _gradient_of(X @ w + b, X, len(X)),
        ),
        Mistake(
            "X_left_out",
            "Every weight gets the mean error, as if each input were 1.",
            "By how much does the prediction move when w_m moves by 1?",
            function=lambda X, y, w, b: (
                np.full(len(w), _residual(X, y, w, b).mean()),
                _residual(X, y, w, b).mean(),
            ),
        ),
        Mistake(
            "means_multiplied",
            "dw is the mean input times the mean error; asked is the mean of their products.",
            "Can the errors cancel in their mean while they still pull at w?",
            function=lambda X, y, w, b: (
                X.mean(axis=0) * _residual(X, y, w, b).mean(),
                _residual(X, y, w, b).mean(),
            ),
        ),
        Mistake(
            "averaged_over_inputs",
            "The sum over the samples is divided by the number of inputs.",
            "Which of X's two lengths is the N of 1/(2N)?",
            function=lambda X, y, w, b: _gradient_of(_residual(X, y, w, b), X, X.shape[1]),
        ),
        Mistake(
            "absolute_errors",
            "Only the sign of each error counts here: that is the gradient of |e|.",
            "Should an error of 2 pull as hard as an error of 0.1?",
            function=lambda X, y, w, b: _gradient_of(np.sign(_residual(X, y, w, b)), X, len(X)),
        ),
        Mistake(
            "not_summed",
            "This keeps each sample's own share; dw has one entry a weight, db is one number.",
            "Along which axis are the samples, and what becomes of them in J?",
            function=lambda X, y, w, b: (
                X * _residual(X, y, w, b)[:, None] / len(X),
                _residual(X, y, w, b) / len(X),
            ),
        ),
    ),
)


def _J(X, y, w, b):
    return ff.mse(X @ w + b, y)


def batch_gradient_descent(X, y, w, b, lr, steps):
    """Take `steps` steps downhill on J = 1/(2N) times the sum of (X w + b - y)^2.

    Each step moves w and b by lr against the gradient at the place it starts from.
    X (N, M), y (N,), w (M,), b a float -> w (M,), b a float,
    losses (steps,): J before each step
    """
    losses = []
    for _ in range(steps):
        losses.append(ff.mse(X @ w + b, y))
        dw, db = linear_gradient(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, np.array(losses)


def _descent_cases(rng):
    yield Case((*_line(rng, 3, 2), 0.1, 2))
    yield Case((*_line(rng, 7, 3), 0.05, 5))
    yield Case((*_line(rng, 4, 3), 0.02, 1), "one step")
    yield Case((*_line(rng, 1, 2), 0.05, 3), "one sample")
    X, y, _, _ = _line(rng, 6, 4)
    yield Case((strided(X), y, np.zeros(4), 0.0, 0.05, 4), "a start at 0")
    X, y, w, b = _line(rng, 8, 2)
    yield Case((*(a.astype(np.float32) for a in (X, y, w)), b, 0.05, 3), "float32")


def _descend(X, y, w, b, lr, steps, *, gradient=None, J=_J, after=False, b_late=False):
    """Gradient descent with parts that can be exchanged, to write mistakes with."""
    gradient = gradient or LINEAR_GRADIENT.reference
    losses = []
    for _ in range(steps):
        before = J(X, y, w, b)
        dw, db = gradient(X, y, w, b)
        w = w - lr * dw
        if b_late:
            db = gradient(X, y, w, b)[1]
        b = b - lr * db
        losses.append(J(X, y, w, b) if after else before)
    return w, b, losses


def _uphill(X, y, w, b):
    dw, db = LINEAR_GRADIENT.reference(X, y, w, b)
    return -dw, -db


def _weights_only(X, y, w, b):
    return LINEAR_GRADIENT.reference(X, y, w, b)[0], 0.0


def _descend_in_place(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(_J(X, y, w, b))
        dw, db = LINEAR_GRADIENT.reference(X, y, w, b)
        w -= lr * dw
        b -= lr * db
    return w, b, losses


def _gradient_from_start(X, y, w, b, lr, steps):
    dw, db = LINEAR_GRADIENT.reference(X, y, w, b)
    return _descend(X, y, w, b, lr, steps, gradient=lambda *_: (dw, db))


BATCH_GRADIENT_DESCENT = Exercise(
    name="batch_gradient_descent",
    section=SECTION,
    points=2,
    reference=batch_gradient_descent,
    cases=_descent_cases,
    results=("w", "b", "losses"),
    hints=(
        "A step has three parts: note J, ask `linear_gradient` for dw and db, move w and b.",
        "w and b move together: both parts of the gradient belong to the old place.",
        "`w = w - lr * dw` makes a new w; collect J in a list before that line.",
    ),
    mistakes=(
        Mistake(
            "losses_after",
            "losses holds J after each step.",
            "Which J should the first entry be, before anything has moved?",
            function=lambda *args: _descend(*args, after=True),
        ),
        Mistake(
            "uphill",
            "Each step goes along the gradient, and J climbs.",
            "Which way does a gradient point?",
            function=lambda *args: _descend(*args, gradient=_uphill),
        ),
        Mistake(
            "learning_rate_left_out",
            "The steps are as long as the gradient itself: lr plays no part.",
            "What should change when lr is halved?",
            function=lambda X, y, w, b, lr, steps: _descend(X, y, w, b, 1.0, steps),
        ),
        Mistake(
            "b_sees_new_w",
            "db is taken after w has moved. A gradient belongs to one place.",
            "At which w and b do both dw and db have to be computed?",
            function=lambda *args: _descend(*args, b_late=True),
        ),
        Mistake(
            "b_never_moves",
            "w learns, and b stays where it was.",
            "Which of the two parts of the gradient goes unused?",
            function=lambda *args: _descend(*args, gradient=_weights_only),
        ),
        Mistake(
            "gradient_from_start",
            "All steps use the gradient of the starting place.",
            "Does the slope stay the same as you walk down?",
            function=_gradient_from_start,
        ),
        Mistake(
            "one_step_short",
            "One step is missing.",
            "How many times does your loop run when steps = 1?",
            function=lambda X, y, w, b, lr, steps: _descend(X, y, w, b, lr, steps - 1),
        ),
        Mistake(
            "one_too_many",
            "One J too many is noted, or one step too many taken.",
            "For steps = 1, how often does your loop run, and is J noted again after it?",
            function=lambda X, y, w, b, lr, steps: _descend(X, y, w, b, lr, steps + 1),
        ),
        Mistake(
            "mean_square",
            "losses holds the mean of the squared errors; J has a 1/2 besides.",
            "What stands in front of the sum in J?",
            function=lambda *args: _descend(*args, J=lambda *now: 2 * _J(*now)),
        ),
        Mistake(
            "last_loss_only",
            "losses is the last J alone.",
            "Where do you keep the J of each step?",
            function=lambda *args: (*_descend(*args)[:2], _descend(*args)[2][-1]),
        ),
        Mistake(
            "changed_arguments",
            "The w that you were given is written into, as by `w -= ...`: who called you finds "
            "another start.",
            "How do you get the moved weights in a new array?",
            function=_descend_in_place,
        ),
    ),
)


def sgd_epoch(X, y, w, b, lr, order):
    """Go once through the samples in the given order, with one step for each.

    The step for sample i moves w and b by lr against the gradient of that sample's own J,
    1/2 (x w + b - y)^2. `order` holds indices of samples; one may come twice, or not at all.
    X (N, M), y (N,), w (M,), b a float -> w (M,), b a float
    """
    for i in order:
        dw, db = linear_gradient(X[i : i + 1], y[i : i + 1], w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b


def _epoch_cases(rng):
    yield Case((*_line(rng, 3, 2), 0.1, np.array([2, 0, 1])))
    yield Case((*_line(rng, 7, 3), 0.02, np.array([3, 6, 1, 0, 5, 2, 4])))
    yield Case(
        (*_line(rng, 5, 2), 0.05, np.array([4, 1, 4, 3, 1, 2, 4])), "samples that come twice"
    )
    yield Case((*_line(rng, 6, 3), 0.05, [5, 2, 3]), "samples left out")
    yield Case((*_line(rng, 1, 4), 0.02, np.array([0])), "one sample")
    X, y, w, b = _line(rng, 4, 2)
    X, y, w = (a.astype(np.float32) for a in (X, y, w))
    yield Case((X, y, w, b, 0.05, np.array([1, 3, 0, 2])), "float32")


def _walk(X, y, w, b, lr, order, *, rows=lambda i: slice(i, i + 1), b_late=False, b_moves=True):
    """One step for each index, with parts that can be exchanged, to write mistakes with."""
    gradient = LINEAR_GRADIENT.reference
    for i in order:
        dw, db = gradient(X[rows(i)], y[rows(i)], w, b)
        w = w - lr * dw
        if b_late:
            db = gradient(X[rows(i)], y[rows(i)], w, b)[1]
        b = b - lr * db * b_moves
    return w, b


def _all_from_start(X, y, w, b, lr, order):
    steps = [_walk(X, y, w, b, lr, [i]) for i in order]
    return w + sum(s[0] - w for s in steps), b + sum(s[1] - b for s in steps)


def _walk_in_place(X, y, w, b, lr, order):
    for i in order:
        error = X[i] @ w + b - y[i]
        w -= lr * error * X[i]
        b -= lr * error
    return w, b


SGD_EPOCH = Exercise(
    name="sgd_epoch",
    section=SECTION,
    points=2,
    reference=sgd_epoch,
    cases=_epoch_cases,
    results=("w", "b"),
    hints=(
        "Loop over `order` itself: each of its entries is the index of the sample to learn from.",
        "`X[i]` is one row of shape (M,), `X[i : i + 1]` a batch of one, shape (1, M). "
        "Which does `linear_gradient` expect?",
        "The second step starts from the w and b that the first one left.",
    ),
    mistakes=(
        Mistake(
            "order_left_out",
            "The samples are taken in the order of their rows.",
            "What does `order` say, and where do you read it?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr, range(len(X))),
        ),
        Mistake(
            "place_for_sample",
            "You count along `order`, and take that number for the sample.",
            "What is the difference between `range(len(order))` and `order`?",
            function=lambda X, y, w, b, lr, order: _walk(
                X, y, w, b, lr, [i for i in range(len(order)) if i < len(X)]
            ),
        ),
        Mistake(
            "order_sorted",
            "The right samples come, but sorted, not in the order given.",
            "Why does it matter which sample comes last?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr, sorted(order)),
        ),
        Mistake(
            "each_once",
            "A sample that comes twice in `order` is learned from only once.",
            "Which of your lines drops what it has seen before?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr, dict.fromkeys(order)),
        ),
        Mistake(
            "whole_batch",
            "Each step uses all samples; stochastic descent looks at one.",
            "Which row of X, and which entry of y, belong to this step?",
            function=lambda *args: _walk(*args, rows=lambda i: slice(None)),
        ),
        Mistake(
            "all_from_start",
            "Every step takes its gradient where the epoch began.",
            "Where do w and b stand when the second sample comes?",
            function=_all_from_start,
        ),
        Mistake(
            "divided_by_N",
            "Each sample's step is divided by N, as if it were a part of the whole batch's.",
            "How many samples does one step average over?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr / len(X), order),
        ),
        Mistake(
            "uphill",
            "Each step goes along the gradient, and J climbs.",
            "Which way does a gradient point?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, -lr, order),
        ),
        Mistake(
            "two_kept",
            "The steps are twice as long: the 2 that the square brings down is still there.",
            "What is the derivative of e^2/2?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, 2 * lr, order),
        ),
        Mistake(
            "b_sees_new_w",
            "b's step is taken with the w that has just moved.",
            "At which w and b do both dw and db have to be computed?",
            function=lambda *args: _walk(*args, b_late=True),
        ),
        Mistake(
            "b_never_moves",
            "w learns, and b stays where it was.",
            "Which of the two parts of the gradient goes unused?",
            function=lambda *args: _walk(*args, b_moves=False),
        ),
        Mistake(
            "last_only",
            "Only the last step counts: it starts from the first w and b again.",
            "Which w does the second turn of your loop move?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr, order[-1:]),
        ),
        Mistake(
            "first_only",
            "Only the first sample of the order is learned from.",
            "Where does your `return` stand, inside the loop or behind it?",
            function=lambda X, y, w, b, lr, order: _walk(X, y, w, b, lr, order[:1]),
        ),
        Mistake(
            "changed_arguments",
            "The w that you were given is written into, as by `w -= ...`: who called you finds "
            "another start.",
            "How do you get the moved weights in a new array?",
            function=_walk_in_place,
        ),
    ),
)


def updates_per_epoch(N, batch_size):
    """Return how many updates an epoch takes: N samples in batches of batch_size, none left out.

    N and batch_size are positive integers -> an integer
    """
    return -(-N // batch_size)


def _update_cases(rng):
    yield Case((10, 4))
    yield Case((int(rng.integers(7, 20)) * 9 + 2, 9))
    yield Case((int(rng.integers(7, 20)) * 12 + 11, 12))
    yield Case((int(rng.integers(4, 9)) * 8, 8), "no sample left for a short batch")
    yield Case((int(rng.integers(5, 30)), 1), "batches of one sample")
    yield Case((int(rng.integers(5, 30)), 50), "a batch larger than the data")
    yield Case((37, 37), "one batch of all samples")
    yield Case((1, 32), "one sample")
    yield Case((20_001, 1000), "one sample left for the last batch")


UPDATES_PER_EPOCH = Exercise(
    name="updates_per_epoch",
    section=SECTION,
    points=1,
    reference=updates_per_epoch,
    cases=_update_cases,
    hints=(
        "How many full batches are there, and is anything left for one more?",
        "`//` rounds down. What do you have to add to N first, so that it rounds up?",
    ),
    mistakes=(
        Mistake(
            "short_batch_left_out",
            "The samples left over for a short last batch get no update.",
            "How many batches do 10 samples make in batches of 4?",
            function=lambda N, batch_size: N // batch_size,
        ),
        Mistake(
            "always_one_more",
            "One is added even where the batches come out even.",
            "How many batches do 8 samples make in batches of 4?",
            function=lambda N, batch_size: N // batch_size + 1,
        ),
        Mistake(
            "fraction",
            "This is a fraction of an update.",
            "What happens with the samples of a batch that is not full?",
            function=lambda N, batch_size: N / batch_size,
        ),
        Mistake(
            "rounded_to_nearest",
            "It is rounded to the nearest; a batch counts however short it is.",
            "In which direction must it be rounded, always?",
            function=lambda N, batch_size: round(N / batch_size),
        ),
        Mistake(
            "one_a_sample",
            "One update a sample: that is an epoch of stochastic descent.",
            "How many samples share one update here?",
            function=lambda N, batch_size: N,
        ),
        Mistake(
            "left_over",
            "This is how many samples are left for the last batch.",
            "And how many batches came before it?",
            function=lambda N, batch_size: N % batch_size,
        ),
        Mistake(
            "turned_round",
            "Samples and batch size have changed places.",
            "How many batches do 10 samples make in batches of 4?",
            function=lambda N, batch_size: -(-batch_size // N),
        ),
        Mistake(
            "at_least_one",
            "The short last batch is counted only where it is the only one.",
            "How many batches do 10 samples make in batches of 4?",
            function=lambda N, batch_size: max(1, N // batch_size),
        ),
    ),
)


def gradient_noise(per_sample, batch_size):
    """Return the standard error of a mini-batch gradient whose samples are drawn with replacement.

    It is the standard deviation of the samples' gradients around their mean, over all N samples,
    divided by the square root of batch_size: one number for each parameter.
    per_sample (N, P), in which row i is the gradient of sample i -> (P,)
    """
    return per_sample.std(axis=0) / np.sqrt(batch_size)


def _noise_cases(rng):
    yield Case((tidy(rng, 3, 2), 4))
    yield Case((rng.normal(2, 1, size=(7, 3)), 5))
    yield Case((rng.normal(1, 3, size=(1, 3)), 2), "one sample")
    yield Case((rng.normal(1, 2, size=(6, 1)), 3), "one parameter")
    yield Case((rng.normal(1, 2, size=(5, 4)), 1), "batches of one sample")
    yield Case((strided(rng.normal(-1, 2, size=(8, 3))), 64), "a batch larger than the data")
    yield Case((rng.normal(1, 2, size=(9, 2)).astype(np.float32), 6), "float32")


GRADIENT_NOISE = Exercise(
    name="gradient_noise",
    section=SECTION,
    points=2,
    reference=gradient_noise,
    cases=_noise_cases,
    factors=lambda case: {"N": len(case.args[0]), "sqrt(N)": len(case.args[0]) ** 0.5},
    hints=(
        "Look at one parameter, one column of per_sample: how widely do its N numbers spread?",
        "The mean of B independent draws spreads less than one draw. By which power of B?",
        "`std` has an `axis`: along which one do the samples lie?",
    ),
    mistakes=(
        Mistake(
            "one_less_than_N",
            "The squares are divided by N - 1, as for a sample from something larger. "
            "Here the N gradients are all there are.",
            "From which set does a mini-batch draw?",
            function=lambda g, B: g.std(axis=0, ddof=1) / np.sqrt(B),
        ),
        Mistake(
            "batch_size_left_out",
            "This is the spread of a single sample's gradient.",
            "Does the mean of 100 samples spread as much as one sample does?",
            function=lambda g, B: g.std(axis=0),
        ),
        Mistake(
            "divided_by_batch_size",
            "It is divided by batch_size itself. That is what happens to the variance of a mean.",
            "If the variance falls by a factor of B, by how much does its square root fall?",
            function=lambda g, B: g.std(axis=0) / B,
        ),
        Mistake(
            "variance",
            "This is the variance of the mean, in squared units.",
            "What takes you from a variance to a standard deviation?",
            function=lambda g, B: g.var(axis=0) / B,
        ),
        Mistake(
            "variance_over_root",
            "The variance is divided by the square root of batch_size.",
            "In which units is a variance, and in which the answer?",
            function=lambda g, B: g.var(axis=0) / np.sqrt(B),
        ),
        Mistake(
            "across_parameters",
            "This is the spread across the parameters of one sample.",
            "Along which axis do the samples lie?",
            function=lambda g, B: g.std(axis=1) / np.sqrt(B),
        ),
        Mistake(
            "one_number",
            "All entries go into one spread; each parameter has its own.",
            "Which axis should be gone from the result, and which should stay?",
            function=lambda g, B: g.std() / np.sqrt(B),
        ),
        Mistake(
            "root_of_N",
            "It is divided by the square root of N, as if the batch were all the data.",
            "Over how many samples is a mini-batch gradient averaged?",
            function=lambda g, B: g.std(axis=0) / np.sqrt(len(g)),
        ),
        Mistake(
            "without_replacement",
            "This is the noise of a batch drawn without replacement; here a sample may come twice.",
            "What is the noise of a batch of all N samples, drawn with replacement?",
            function=lambda g, B: (
                g.std(axis=0) / np.sqrt(B) * np.sqrt(max(len(g) - B, 0) / max(len(g) - 1, 1))
            ),
        ),
        Mistake(
            "not_around_the_mean",
            "This is how far the gradients lie from 0, not from their mean.",
            "What is the noise when all samples have the same gradient?",
            function=lambda g, B: np.sqrt((g**2).mean(axis=0) / B),
        ),
    ),
)

EXERCISES = (
    LINEAR_GRADIENT,
    BATCH_GRADIENT_DESCENT,
    SGD_EPOCH,
    MINIBATCHES,
    UPDATES_PER_EPOCH,
    GRADIENT_NOISE,
    MOMENTUM_STEP,
    ADAM_STEP,
)
