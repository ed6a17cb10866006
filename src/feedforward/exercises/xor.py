"""6.1 XOR: the exercises as data."""

import numpy as np

from feedforward.activations import leaky_relu, relu
from feedforward.checking.compare import Difference, as_array, form_fault, precision_of, split
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.checking.words import number
from feedforward.exercises.drawing import strided, tidy

SECTION = "6.1_xor"
XOR_X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
XOR_Y = np.array([0, 1, 1, 0])
XNOR_Y = 1 - XOR_Y


def fit_linear(X, y):
    """Return the (w, b) with the least mean of (X w + b - y)^2.

    X (N, M), y (N,) -> w (M,), b a float.
    Where several reach it, any of them will do.
    """
    columns = np.column_stack([X, np.ones(len(X))])
    solution = np.linalg.lstsq(columns, y)[0]
    return solution[:-1], float(solution[-1])


def _linear_cases(rng):
    yield Case((XOR_X, XOR_Y), "the four points of XOR")
    yield Case((tidy(rng, 5, 1), tidy(rng, 5)))
    yield Case((rng.normal(2, 1, size=(7, 3)), rng.normal(size=7)))
    yield Case((strided(rng.normal(1, 1, size=(12, 2))), rng.normal(size=12)), "every other column")
    yield Case((rng.normal(size=(1, 3)), rng.normal(size=1)), "one sample")
    x = rng.normal(size=(6, 1))
    yield Case((np.hstack([x, 2 * x]), rng.normal(size=6)), "columns that say the same")
    X, y = rng.normal(1, 1, size=(9, 2)), rng.normal(size=9)
    yield Case((X.astype(np.float32), y.astype(np.float32)), "float32")


def _linear_law(case, got):
    """Each of w and b is right where the other can be chosen so that the least mean is reached."""
    X, y = (np.asarray(a, float) for a in case.args)
    named = split(got, ("w", "b"))
    if isinstance(named, Difference):
        return {"w": named, "b": named}
    w, b = as_array(named["w"]), as_array(named["b"])
    faults = {"w": form_fault("w", w, X.shape[1:]), "b": form_fault("b", b, ())}
    least = _mean_square(X, y, *fit_linear(X, y))
    slack = {"float64": 1e-10, "float32": 1e-6}[precision_of(case)] * np.mean(y**2)
    if not faults["w"]:
        faults["w"] = _least_fault("w", _mean_square(X, y, w, np.mean(y - X @ w)), least, slack)
    if not faults["b"]:
        best_w = np.linalg.lstsq(X, y - b)[0]
        faults["b"] = _least_fault("b", _mean_square(X, y, best_w, b), least, slack)
    if not any(faults.values()):
        faults["b"] = _least_fault("b", _mean_square(X, y, w, b), least, slack)
    return faults


def _mean_square(X, y, w, b):
    return np.mean((X @ w + b - y) ** 2)


def _least_fault(name, reached, least, slack):
    if reached <= least + slack:
        return None
    text = (
        f"With your {name} the mean of (Xw + b - y)^2 is {number(reached, least)} at best; "
        f"{number(least, reached)} can be reached."
    )
    return Difference("value", text)


def _without_ones(X, y):
    return np.linalg.lstsq(X, y)[0], 0.0


def _ones_last(X, y):
    return np.linalg.lstsq(np.column_stack([X, np.ones(len(X))]), y)[0]


def _b_as_mean(X, y):
    return _ones_last(X, y)[:-1], float(y.mean())


def _ones_read_first(X, y):
    solution = np.linalg.lstsq(np.column_stack([np.ones(len(X)), X]), y)[0]
    return solution[:-1], float(solution[-1])


def _whole_solution(X, y):
    return _ones_last(X, y), float(_ones_last(X, y)[-1])


def _normal_equations(X, y):
    columns = np.column_stack([X, np.ones(len(X))])
    solution = np.linalg.solve(columns.T @ columns, columns.T @ y)
    return solution[:-1], float(solution[-1])


def _slopes_one_by_one(X, y):
    from_mean = X - X.mean(axis=0)
    w = from_mean.T @ (y - y.mean()) / (from_mean**2).sum(axis=0)
    return w, float(y.mean() - X.mean(axis=0) @ w)


def _constant_half(X, y):
    return np.zeros(X.shape[1]), 0.5


FIT_LINEAR = Exercise(
    name="fit_linear",
    section=SECTION,
    points=2,
    reference=fit_linear,
    cases=_linear_cases,
    results=("w", "b"),
    law=_linear_law,
    hints=(
        "The line's b is the weight of an input that is always 1. Give X such a column.",
        "With A = [X, 1], w and b together are the v that makes the mean of (Av - y)^2 smallest.",
        "`np.linalg.lstsq(A, y)` returns that v first. The last entry belongs to the ones.",
    ),
    mistakes=(
        Mistake(
            "no_intercept",
            "This line is forced through the origin: it fits w alone.",
            "What has to stand beside X so that b is fitted, too?",
            function=_without_ones,
        ),
        Mistake(
            "b_is_mean",
            "b is the mean of y. That is right only where X has mean 0.",
            "How far does the mean of Xw lie from the mean of y?",
            function=_b_as_mean,
        ),
        Mistake(
            "ones_read_first",
            "Your ones are the first column, but are read as the last.",
            "Which entry of the solution belongs to the column of ones?",
            function=_ones_read_first,
        ),
        Mistake(
            "whole_solution",
            "Your w is the whole solution, b included.",
            "Which entries belong to the columns of X?",
            function=_whole_solution,
        ),
        Mistake(
            "normal_equations",
            "Where several lines fit equally well, the normal equations "
            "have no single solution, and `solve` asks for one.",
            "Which NumPy function gives one of many least-squares answers?",
            function=_normal_equations,
        ),
        Mistake(
            "one_by_one",
            "Each slope is fitted as if the other columns of X were not there.",
            "What happens to one slope when another column explains a part of y?",
            function=_slopes_one_by_one,
        ),
        Mistake(
            "constant",
            "This is the answer for XOR, whatever the data.",
            "Where do X and y come into your lines?",
            function=_constant_half,
        ),
    ),
)


def collapse(W, c, w, b):
    """Return (w_eff, b_eff): (X W + c) w + b equals X w_eff + b_eff for every X.

    W (M, m), c (m,), w (m,), b a float -> w_eff (M,), b_eff a float.
    """
    return W @ w, float(c @ w + b)


def _collapse_cases(rng):
    def case(M, m, note="", kind=float):
        W, c, w, b = tidy(rng, M, m), tidy(rng, m), tidy(rng, m), tidy(rng)
        return Case((W.astype(kind), c.astype(kind), w.astype(kind), float(b)), note)

    yield case(2, 3)
    yield case(2, 2, "as many units as inputs")
    yield case(4, 3)
    yield case(3, 1, "one hidden unit")
    yield case(1, 4, "one input")
    yield Case((np.array([[1, 2, 0], [3, -1, 2]]), np.array([1, 0, -2]), np.array([2, 1, 5]), 3.0),
               "whole numbers")  # fmt: skip
    yield case(3, 5, "float32", np.float32)


COLLAPSE = Exercise(
    name="collapse",
    section=SECTION,
    points=2,
    reference=collapse,
    cases=_collapse_cases,
    results=("w_eff", "b_eff"),
    factors=lambda case: {"m": len(case.args[1]), "M": len(case.args[0])},
    hints=(
        "Multiply (XW + c)w + b out. Which terms hold X, and which do not?",
        "What X is multiplied by is w_eff, shape (M,). The rest is b_eff, one number.",
    ),
    mistakes=(
        Mistake(
            "c_forgotten",
            "b_eff is b alone: the hidden layer's own c is lost.",
            "What does c become on its way through w?",
            function=lambda W, c, w, b: (W @ w, b),
        ),
        Mistake(
            "b_forgotten",
            "b_eff holds what c becomes, but b itself is lost.",
            "At x = 0, what do the two layers put out?",
            function=lambda W, c, w, b: (W @ w, c @ w),
        ),
        Mistake(
            "c_unweighted",
            "c goes into b_eff without its weights.",
            "By what is each hidden unit multiplied after c is added?",
            function=lambda W, c, w, b: (W @ w, c.sum() + b),
        ),
        Mistake(
            "transposed",
            "W is transposed here. Its rows belong to the inputs, its columns to the units.",
            "Over which index must W and w be summed together?",
            function=lambda W, c, w, b: (W.T @ w, c @ w + b),
        ),
        Mistake(
            "w_forgotten",
            "w_eff adds up the weights into the units and never uses w.",
            "How strongly does each unit reach the output?",
            function=lambda W, c, w, b: (W.sum(axis=1), c @ w + b),
        ),
        Mistake(
            "not_summed",
            "w_eff still has one column per unit.",
            "An input reaches the output by every unit: what becomes of those paths?",
            function=lambda W, c, w, b: (W * w, c @ w + b),
        ),
        Mistake(
            "b_twice",
            "Your b is multiplied by w, as c is; but b is added after that.",
            "In (XW + c)w + b, what multiplies b?",
            function=lambda W, c, w, b: (W @ w, (c + b) @ w),
        ),
    ),
)


def _relu_cases(rng):
    yield Case((np.array([-1.5, 0.3, 2.0]),))
    yield Case((rng.normal(size=(4, 3)),))
    yield Case((rng.normal(size=(2, 3, 5)),), "three axes")
    yield Case((np.array([-1000.0, 0.0, 1000.0]),), "±1000")
    yield Case((np.array([-2, 0, 3]),), "whole numbers")
    yield Case((strided(rng.normal(size=(5, 3))),), "every other column")
    yield Case((rng.normal(size=7).astype(np.float32),), "float32")


def _relu_changing(z):
    z[z < 0] = 0
    return z


RELU = Exercise(
    name="relu",
    section=SECTION,
    points=1,
    reference=relu,
    cases=_relu_cases,
    off_limits=(leaky_relu,),
    hints=(
        "Compare every entry with 0 and keep the larger of the two.",
        "`np.max` looks for one largest entry. Its neighbour `np.maximum` takes two things.",
    ),
    mistakes=(
        Mistake(
            "absolute_value",
            "Negative entries come back positive: this is |z|.",
            "What should a unit put out when its input is below 0?",
            function=np.abs,
        ),
        Mistake(
            "identity",
            "Everything passes as it came.",
            "Which entries should a relu hold back?",
            function=lambda z: z,
        ),
        Mistake(
            "negative_part",
            "This keeps the negative entries and drops the positive ones.",
            "Which of the two, 0 and z, should win?",
            function=lambda z: np.minimum(0, z),
        ),
        Mistake(
            "step",
            "This says whether z is above 0, not how far.",
            "What should 2.0 become?",
            function=lambda z: (z > 0) * 1.0,
        ),
        Mistake(
            "clipped",
            "Entries above 1 are cut off at 1.",
            "Is there an upper end in max(0, z)?",
            function=lambda z: np.clip(z, 0, 1),
        ),
        Mistake(
            "leaky",
            "Negative entries still leak through, scaled by 0.01.",
            "What is the slope of max(0, z) to the left of 0?",
            function=lambda z: np.where(z > 0, z, 0.01 * z),
        ),
        Mistake(
            "largest",
            "This gives one number, the largest of all; relu works entry by entry.",
            "Which NumPy function compares two things entry by entry?",
            function=lambda z: max(0.0, np.max(z)),
        ),
        Mistake(
            "built_in_max",
            "Python's max asks whether the whole array is larger than 0, "
            "and an array has no one answer.",
            "Which NumPy function compares two things entry by entry?",
            function=lambda z: max(0, z),
        ),
        Mistake(
            "changed_arguments",
            "What came in is changed, and somebody still needs it.",
            "How do you get the same numbers in a new array?",
            function=_relu_changing,
        ),
        Mistake(
            "softplus",
            "This is log(1 + e^z), the relu with its corner rounded off.",
            "What is max(0, z) at z = 0?",
            function=lambda z: np.logaddexp(0, z),
        ),
    ),
)


def xor_forward(X, W, c, w, b):
    """out = relu(X W + c) w + b, one number per sample.

    X (N, M), W (M, m), c (m,), w (m,), b a float -> out (N,)
    """
    return relu(X @ W + c) @ w + b


def _forward_cases(rng):
    def case(N, M, m, note="", kind=float):
        X, W, c, w, b = tidy(rng, N, M), tidy(rng, M, m), tidy(rng, m), tidy(rng, m), tidy(rng)
        return Case(tuple(a.astype(kind) for a in (X, W, c, w)) + (float(b),), note)

    yield case(3, 2, 2, "as many units as inputs")
    yield case(4, 2, 3)
    yield case(7, 3, 5)
    W, c, w = np.array([[1, 1], [1, 1]]), np.array([0, -1]), np.array([1, -2])
    yield Case((XOR_X, W, c, w, 0.0), "the known solution")
    yield case(1, 3, 4, "one sample")
    yield case(5, 2, 1, "one hidden unit")
    yield case(6, 4, 3, "float32", np.float32)


XOR_FORWARD = Exercise(
    name="xor_forward",
    section=SECTION,
    points=2,
    reference=xor_forward,
    cases=_forward_cases,
    results=("out",),
    hints=(
        "Go in three steps, and print the shape of each: h = XW + c, Z = relu(h), then out.",
        "X is (N, M) and W is (M, m), so `X @ W` is (N, m). c is added to each row by itself.",
        "Z is (N, m) and w is (m,): what shape does `Z @ w` have?",
    ),
    mistakes=(
        Mistake(
            "no_relu",
            "Without the relu the two layers are one affine layer.",
            "Where does max(0, ...) belong?",
            function=lambda X, W, c, w, b: (X @ W + c) @ w + b,
        ),
        Mistake(
            "relu_on_output",
            "The output went through a relu as well.",
            "Could out ever be negative in your version?",
            function=lambda X, W, c, w, b: relu(relu(X @ W + c) @ w + b),
        ),
        Mistake(
            "c_after_relu",
            "c is added after the relu; it belongs inside.",
            "What moves the fold away from the origin?",
            function=lambda X, W, c, w, b: (relu(X @ W) + c) @ w + b,
        ),
        Mistake(
            "c_forgotten",
            "The hidden layer's c is missing.",
            "Where does each unit switch on without c?",
            function=lambda X, W, c, w, b: relu(X @ W) @ w + b,
        ),
        Mistake(
            "b_forgotten",
            "The output's b is missing.",
            "What should come out when no hidden unit is on?",
            function=lambda X, W, c, w, b: relu(X @ W + c) @ w,
        ),
        Mistake(
            "transposed",
            "W is transposed here. When each row is a sample, it is X W.",
            "Which axis of W belongs to the inputs?",
            function=lambda X, W, c, w, b: relu(X @ W.T + c) @ w + b,
        ),
        Mistake(
            "one_unit_for_all",
            "The hidden units are added up without their weights w.",
            "How strongly does each unit reach the output?",
            function=lambda X, W, c, w, b: relu(X @ W + c).sum(axis=1) + b,
        ),
        Mistake(
            "thresholded",
            "The output is rounded to 0 or 1; the network's own number is wanted.",
            "What is out before anyone decides for a class?",
            function=lambda X, W, c, w, b: (relu(X @ W + c) @ w + b > 0.5) * 1.0,
        ),
        Mistake(
            "one_column",
            "out has shape (N, 1); what is wanted is (N,), one number per sample.",
            "What shape does w have, (m,) or (m, 1)?",
            function=lambda X, W, c, w, b: (relu(X @ W + c) @ w + b)[:, None],
        ),
    ),
)


def xnor_parameters():
    """Return (W, c, w, b) with which xor_forward gives XNOR on the four points.

    XNOR is 1 where the two inputs are equal, else 0. Any parameters that do it will do:
    W (2, m), c (m,), w (m,), b a float, with any m.
    """
    return np.array([[1, 1], [1, 1]]), np.array([0, -1]), np.array([-1, 2]), 1.0


def _no_arguments(rng):
    yield Case(())
    yield Case((), "a second call")


def _xnor_law(case, got):
    named = split(got, ("W", "c", "w", "b"))
    if isinstance(named, Difference):
        return {"parameters": named}
    W, c, w, b = (as_array(value) for value in named.values())
    m = len(c) if isinstance(c, np.ndarray) and c.ndim else 2
    shapes = {"W": (W, (2, m)), "c": (c, (m,)), "w": (w, (m,)), "b": (b, ())}
    faults = [form_fault(name, value, shape) for name, (value, shape) in shapes.items()]
    fault = next((f for f in faults if f), None)
    return {"parameters": fault or _truth_fault(xor_forward(XOR_X, W, c, w, b))}


def _truth_fault(out):
    wrong = np.flatnonzero(~(np.abs(out - XNOR_Y) <= 1e-6))
    if not len(wrong):
        return None
    seen = ", ".join(f"({x1}, {x2}): {number(o)}" for (x1, x2), o in zip(XOR_X, out, strict=True))
    return Difference("value", f"Your parameters give {seen}. XNOR is 1, 0, 0, 1.")


def _xnor_out(got):
    """What the parameters give on the four points; NaN where their shapes do not fit."""
    if _xnor_law(None, got)["parameters"].kind == "form":
        return np.full(4, np.nan)
    return xor_forward(XOR_X, *(as_array(value) for value in got))


def _gives(*table):
    return lambda case, got: bool(np.allclose(_xnor_out(got), table))


def _is_xnor_shifted(case, got):
    return bool(np.ptp(_xnor_out(got) - XNOR_Y) < 1e-6)


def _is_right_by_threshold(case, got):
    out = _xnor_out(got)
    return bool(np.isfinite(out).all() and ((out > 0.5) == XNOR_Y).all())


def _is_never_folded(case, got):
    if np.isnan(_xnor_out(got)).any():
        return False
    W, c, *_ = (as_array(value) for value in got)
    h = XOR_X @ W + c
    return bool(((h >= 0).all(axis=0) | (h <= 0).all(axis=0)).all())


XNOR_PARAMETERS = Exercise(
    name="xnor_parameters",
    section=SECTION,
    points=2,
    reference=xnor_parameters,
    cases=_no_arguments,
    results=("W", "c", "w", "b"),
    law=_xnor_law,
    hints=(
        "You know parameters that give XOR. XNOR is 1 - XOR, at all four points.",
        "Only the output layer has to change: what do -w and b do to out?",
    ),
    mistakes=(
        Mistake(
            "gives_xor",
            "These give XOR; XNOR is its opposite.",
            "What turns 0 into 1 and 1 into 0, with one multiplication and one addition?",
            rule=_gives(0, 1, 1, 0),
        ),
        Mistake(
            "negated_only",
            "The signs are reversed, but every output is 1 too low.",
            "Which parameter moves all four outputs at once?",
            rule=_gives(0, -1, -1, 0),
        ),
        Mistake(
            "gives_and",
            "These give AND: 1 only where both inputs are 1.",
            "What should come out where both inputs are 0?",
            rule=_gives(0, 0, 0, 1),
        ),
        Mistake(
            "gives_nor",
            "These give NOR: 1 only where both inputs are 0.",
            "What should come out where both inputs are 1?",
            rule=_gives(1, 0, 0, 0),
        ),
        Mistake(
            "constant",
            "All four points get 1/2: that is the best line, not XNOR.",
            "Which hidden unit has to tell (1, 1) from the rest?",
            rule=_gives(0.5, 0.5, 0.5, 0.5),
        ),
        Mistake(
            "shifted",
            "All four outputs are off by the same amount.",
            "Which parameter moves all four outputs at once?",
            rule=_is_xnor_shifted,
        ),
        Mistake(
            "right_by_threshold",
            "Every point lies on its side of 1/2, but not at 0 or 1.",
            "Which weights set how far out moves from one point to the next?",
            rule=_is_right_by_threshold,
        ),
        Mistake(
            "never_folded",
            "No unit switches over between the four points, so the network is "
            "an affine function of them, and none of those gives XNOR.",
            "Which c lets a unit be off at some of the points and on at others?",
            rule=_is_never_folded,
        ),
    ),
)

EXERCISES = (FIT_LINEAR, COLLAPSE, RELU, XOR_FORWARD, XNOR_PARAMETERS)
