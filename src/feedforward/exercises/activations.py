"""6.4 Activation functions: the exercises as data."""

import math

import numpy as np

from feedforward.activations import (
    leaky_relu_backward,
    relu,
    relu_backward,
    sigmoid,
    sigmoid_backward,
    tanh,
    tanh_backward,
)
from feedforward.checking.exercise import Ban, Case, Exercise, Mistake, Potential
from feedforward.exercises.drawing import strided, tidy
from feedforward.gradcheck import complex_step_gradient, numerical_gradient

SECTION = "6.4_activations"


def cube(x):
    """x^3: its central difference, 3x^2 + eps^2, tells one eps from another."""
    return x**3


def sigmoid_prime(h):
    """sigmoid'(h), for the chains."""
    return sigmoid_backward(1.0, sigmoid(h))


def tanh_prime(h):
    """tanh'(h), for the chains."""
    return tanh_backward(1.0, np.tanh(h))


def slope(f, x, eps=1e-5):
    """(f(x + eps) - f(x - eps)) / (2 eps) at every entry of x: the central difference.

    f works entry by entry; x has any shape -> an array of x's shape
    """
    return (f(x + eps) - f(x - eps)) / (2 * eps)


def ripples(x):
    """Bends so much that another eps than the one asked for shows."""
    return np.sin(20 * x)


def _slope_cases(rng):
    yield Case((cube, np.array([-1.2, 0.5, 2.0]), 0.1))
    yield Case((ripples, tidy(rng, 4)), "eps left at 1e-5")
    yield Case((np.exp, rng.normal(size=(4, 3)), 0.3))
    yield Case((np.arctan, rng.normal(size=(2, 3, 5)), 0.5), "three axes")
    yield Case((cube, np.array([-2, 1, 3]), 0.5), "whole numbers")
    yield Case((cube, strided(tidy(rng, 5, 2)), 0.2), "every other column")
    yield Case((np.exp, tidy(rng, 1), 0.4), "one entry")
    yield Case((cube, tidy(rng, 6).astype(np.float32), 0.25), "float32")


def _slopes_like_x(f, x, eps=1e-5):
    result = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        result[i] = (f(x[i] + eps) - f(x[i] - eps)) / (2 * eps)
    return result


def _slope_moving_x(f, x, eps=1e-5):
    x += eps
    up = f(x)
    x -= 2 * eps
    return (up - f(x)) / (2 * eps)


SLOPE = Exercise(
    name="slope",
    section=SECTION,
    points=1,
    reference=slope,
    cases=_slope_cases,
    off_limits=(numerical_gradient, complex_step_gradient),
    hints=(
        "The rise of f over a short way: from eps left of x to eps right of it.",
        "How long is that way? Mind the brackets: `a / 2 * eps` multiplies by eps.",
        "x + eps moves all entries at once, whatever the shape, and f takes the whole array.",
    ),
    mistakes=(
        Mistake(
            "forward",
            "This is the one-sided difference: it starts at x itself and leans to the right.",
            "Which point would balance x + eps on the other side of x?",
            function=lambda f, x, eps=1e-5: (f(x + eps) - f(x)) / eps,
        ),
        Mistake(
            "backward",
            "This is the one-sided difference: it ends at x itself and leans to the left.",
            "Which point would balance x - eps on the other side of x?",
            function=lambda f, x, eps=1e-5: (f(x) - f(x - eps)) / eps,
        ),
        Mistake(
            "one_eps",
            "You divide by eps, and every slope comes out twice as steep.",
            "How far apart are x - eps and x + eps?",
            function=lambda f, x, eps=1e-5: (f(x + eps) - f(x - eps)) / eps,
        ),
        Mistake(
            "one_sided_by_two",
            "The rise is taken over one eps, but divided by two.",
            "From where to where does your numerator go?",
            function=lambda f, x, eps=1e-5: (f(x + eps) - f(x)) / (2 * eps),
        ),
        Mistake(
            "precedence",
            "Python works from left to right: `/ 2 * eps` divides by 2, then multiplies by eps.",
            "What has to be multiplied before you divide?",
            function=lambda f, x, eps=1e-5: (f(x + eps) - f(x - eps)) / 2 * eps,
        ),
        Mistake(
            "numerator_torn",
            "Only f(x - eps) is divided by 2 eps: a division binds tighter than a difference.",
            "Where do brackets keep the numerator together?",
            function=lambda f, x, eps=1e-5: f(x + eps) - f(x - eps) / (2 * eps),
        ),
        Mistake(
            "rise_only",
            "This is how far f rises, not how steeply.",
            "Over what distance does it rise that far?",
            function=lambda f, x, eps=1e-5: f(x + eps) - f(x - eps),
        ),
        Mistake(
            "half_step",
            "The two points lie eps/2 to each side of x.",
            "How far from x should each of them lie?",
            function=lambda f, x, eps=1e-5: (f(x + eps / 2) - f(x - eps / 2)) / eps,
        ),
        Mistake(
            "eps_ignored",
            "The step is 1e-5 whatever eps is.",
            "What should happen when somebody calls it with eps=0.1?",
            function=lambda f, x, eps=1e-5: (f(x + 1e-5) - f(x - 1e-5)) / 2e-5,
        ),
        Mistake(
            "outside_f",
            "eps is added to f(x), so f itself never moves and every slope is 1.",
            "What has to move so that f shows how it reacts?",
            function=lambda f, x, eps=1e-5: (f(x) + eps - (f(x) - eps)) / (2 * eps),
        ),
        Mistake(
            "summed",
            "All slopes are added up into one number.",
            "How many slopes does an x of this shape ask for?",
            function=lambda f, x, eps=1e-5: np.sum(f(x + eps) - f(x - eps)) / (2 * eps),
        ),
        Mistake(
            "integer_result",
            "Made like an x of whole numbers, the result holds whole numbers, "
            "and every slope loses its decimals.",
            "Of which type should the array be that you fill in?",
            function=_slopes_like_x,
        ),
        Mistake(
            "changed_arguments",
            "x itself is moved, and rounding keeps it from coming back exactly.",
            "How do you get a moved x beside the one that you were given?",
            function=_slope_moving_x,
        ),
    ),
)


def _sigmoid_cases(rng):
    yield Case((np.array([-1.5, 0.3, 2.0]),))
    yield Case((rng.normal(size=(4, 3)),))
    yield Case((rng.normal(size=(2, 3, 5)),), "three axes")
    yield Case((np.array([-1000.0, 0.0, 1000.0]),), "±1000")
    yield Case((np.array([-2, 0, 3]),), "whole numbers")
    yield Case((strided(rng.normal(size=(5, 3))),), "every other column")
    yield Case((tidy(rng, 1),), "one entry")
    yield Case((np.append(rng.normal(size=6), [-1000, 1000]).astype(np.float32),), "float32")


def _sigmoid_like_h(h):
    Z = np.zeros_like(h)
    for i in np.ndindex(h.shape):
        e = math.exp(-abs(h[i]))
        Z[i] = 1 / (1 + e) if h[i] >= 0 else e / (1 + e)
    return Z


def _sigmoid_by_if(h):
    if h >= 0:
        return 1 / (1 + np.exp(-h))
    return np.exp(h) / (1 + np.exp(h))


SIGMOID = Exercise(
    name="sigmoid",
    section=SECTION,
    points=2,
    reference=sigmoid,
    cases=_sigmoid_cases,
    safe=True,
    hints=(
        "Write 1/(1 + e^-h) with `np.exp`. Then try h = -1000: what is e^1000?",
        "Multiply numerator and denominator by e^h: e^h/(1 + e^h) is the same function. "
        "Which of the two forms is safe for which sign of h?",
        "e^-|h| never exceeds 1. Write both forms with it, and let `np.where` choose by h >= 0.",
    ),
    mistakes=(
        Mistake(
            "warned",
            "The numbers are right, but on the way there e^-h left what floats can hold.",
            "For h below 0, can you write the same fraction with e^h?",
            function=lambda h: 1 / (1 + np.exp(-h)),
        ),
        Mistake(
            "overflow_above",
            "For a large h this is inf/inf: e^1000 is more than a float can hold.",
            "For h above 0, can you write the same fraction with e^-h?",
            function=lambda h: np.exp(h) / (1 + np.exp(h)),
        ),
        Mistake(
            "mirrored",
            "This falls from 1 to 0: it is sigmoid(-h).",
            "Towards what does e^-h go when h grows?",
            function=lambda h: np.exp(np.minimum(-h, 0)) / (1 + np.exp(-np.abs(h))),
        ),
        Mistake(
            "is_tanh",
            "This is tanh: it runs from -1 to 1 and is 0 at h = 0.",
            "Between which values should a sigmoid lie?",
            function=np.tanh,
        ),
        Mistake(
            "half_tanh",
            "This is tanh(h/2), the sigmoid stretched to run from -1 to 1.",
            "What should come out at h = 0?",
            function=lambda h: np.tanh(h / 2),
        ),
        Mistake(
            "minus_below",
            "There is a minus where 1 + e^-h has a plus.",
            "What does your denominator become at h = 0?",
            function=lambda h: 1 / (1 - np.exp(-h)),
        ),
        Mistake(
            "torn",
            "`1 / 1 + e` is 1 + e: the denominator lost its brackets.",
            "What belongs below the line?",
            function=lambda h: 1 / 1 + np.exp(-h),
        ),
        Mistake(
            "one_forgotten",
            "1/e^-h is e^h: the 1 in the denominator is missing.",
            "What keeps the sigmoid below 1?",
            function=lambda h: 1 / np.exp(-h),
        ),
        Mistake(
            "softmax",
            "The entries share one sum: this is a softmax.",
            "Does what a unit puts out depend on the units beside it?",
            function=lambda h: np.exp(h) / np.sum(np.exp(h)),
        ),
        Mistake(
            "step",
            "This says whether h is above 0; the sigmoid goes from 0 to 1 smoothly.",
            "What should 0.3 become?",
            function=lambda h: (h > 0) * 1.0,
        ),
        Mistake(
            "derivative",
            "This is sigmoid'(h), not sigmoid(h).",
            "Which of the two comes close to 1 for a large h?",
            function=lambda h: 1 / (2 + np.exp(np.abs(h)) + np.exp(-np.abs(h))),
        ),
        Mistake(
            "math_exp",
            "`math.exp` takes one number, and h is an array.",
            "Which library has an exp that goes entry by entry?",
            function=lambda h: 1 / (1 + math.exp(-h)),
        ),
        Mistake(
            "if_on_array",
            "An `if` asks one question of the whole array, and its entries differ.",
            "Which NumPy function chooses entry by entry?",
            function=_sigmoid_by_if,
        ),
        Mistake(
            "integer_result",
            "Made like an h of whole numbers, the result holds whole numbers: "
            "all between 0 and 1 becomes 0.",
            "Of which type should the array be that you fill in?",
            function=_sigmoid_like_h,
        ),
    ),
)


def _sigmoid_backward_cases(rng):
    def case(*shape, note=""):
        return Case((tidy(rng, *shape), sigmoid(rng.normal(0, 2, size=shape))), note)

    yield Case((tidy(rng, 3), np.array([0.2, 0.9, 0.6])))
    yield case(4, 3)
    yield case(2, 3, 5, note="three axes")
    yield Case((tidy(rng, 4), np.array([0.0, 0.3, 1.0, 0.8])), "Z that has reached 0 and 1")
    yield Case((np.array([3, -2, 1]), np.array([0.7, 0.4, 0.1])), "dZ of whole numbers")
    yield Case(tuple(strided(a) for a in case(5, 3).args), "every other column")
    yield case(1, note="one entry")
    yield Case(tuple(a.astype(np.float32) for a in case(7).args), "float32")


def _sigmoid_backward_like_dZ(dZ, Z):
    dh = np.zeros_like(dZ)
    dh[...] = (dZ * Z * (1 - Z)).astype(dZ.dtype)
    return dh


def _weighted_sigmoid(args, path, step):
    dZ, Z = args
    return np.sum(dZ * sigmoid(np.log(Z / (1 - Z)) + step))


SIGMOID_BACKWARD = Exercise(
    name="sigmoid_backward",
    section=SECTION,
    points=2,
    reference=sigmoid_backward,
    cases=_sigmoid_backward_cases,
    off_limits=(numerical_gradient, complex_step_gradient),
    potentials={"result": Potential("h", _weighted_sigmoid)},
    hints=(
        "The chain rule, entry by entry: dJ/dh = dJ/dZ · dZ/dh. The first factor is given.",
        "Differentiate 1/(1 + e^-h), and look for Z and for 1 - Z in what you get.",
    ),
    mistakes=(
        Mistake(
            "sigmoid_again",
            "Z is what the sigmoid put out; here it goes through the sigmoid once more.",
            "What does Z(1 - Z) become when Z is sigmoid(h) already?",
            function=lambda dZ, Z: dZ * sigmoid(Z) * (1 - sigmoid(Z)),
        ),
        Mistake(
            "dZ_forgotten",
            "This is dZ/dh alone: what comes from above, dJ/dZ, is not in it.",
            "Which second factor has the chain rule?",
            function=lambda dZ, Z: Z * (1 - Z),
        ),
        Mistake(
            "added",
            "dZ and the sigmoid's slope are added.",
            "How does the chain rule join two rates of change?",
            function=lambda dZ, Z: dZ + Z * (1 - Z),
        ),
        Mistake(
            "passed_on",
            "dZ comes back as it was, as if the sigmoid were straight with slope 1.",
            "How steep is the sigmoid at most?",
            function=lambda dZ, Z: dZ,
        ),
        Mistake(
            "only_Z",
            "dZ times Z is half of it: this slope would not vanish where Z is near 1.",
            "What is the sigmoid's slope far to the right?",
            function=lambda dZ, Z: dZ * Z,
        ),
        Mistake(
            "only_one_minus_Z",
            "dZ times 1 - Z is half of it: this slope would not vanish where Z is near 0.",
            "What is the sigmoid's slope far to the left?",
            function=lambda dZ, Z: dZ * (1 - Z),
        ),
        Mistake(
            "of_tanh",
            "1 - Z^2 is the slope of tanh.",
            "What is the slope of the sigmoid at h = 0, where Z = 1/2?",
            function=lambda dZ, Z: dZ * (1 - Z**2),
        ),
        Mistake(
            "of_relu",
            "Z is above 0 everywhere, so this lets all of dZ pass: it is the slope of a relu.",
            "How does a sigmoid's slope depend on Z?",
            function=lambda dZ, Z: dZ * (Z > 0),
        ),
        Mistake(
            "torn",
            "`dZ * Z * 1 - Z` multiplies by 1 and takes Z off at the end.",
            "Where do brackets belong?",
            function=lambda dZ, Z: dZ * Z * 1 - Z,
        ),
        Mistake(
            "divided",
            "Dividing by the slope leads from dJ/dh to dJ/dZ, the other way.",
            "A flat sigmoid: should little or much of dZ come through?",
            function=lambda dZ, Z: dZ / (Z * (1 - Z)),
        ),
        Mistake(
            "summed",
            "All entries are added up; every h has a derivative of its own.",
            "Which shape should dJ/dh have?",
            function=lambda dZ, Z: np.sum(dZ * Z * (1 - Z)),
        ),
        Mistake(
            "integer_result",
            "Made like a dZ of whole numbers, the result holds whole numbers, "
            "and every derivative loses its decimals.",
            "Of which type should the array be that you fill in?",
            function=_sigmoid_backward_like_dZ,
        ),
    ),
)


def tanh_from_sigmoid(h):
    """tanh(h), by way of the sigmoid.

    Both are one S-shaped curve: stretch and shift the sigmoid until it is tanh.
    h of any shape -> an array of h's shape
    """
    return 2 * sigmoid(2 * h) - 1


def _tanh_cases(rng):
    yield Case((np.array([-1.5, 0.3, 2.0]),))
    yield Case((rng.normal(size=(4, 3)),))
    yield Case((rng.normal(size=(2, 3, 5)),), "three axes")
    yield Case((np.array([-2, 0, 3]),), "whole numbers")
    yield Case((strided(rng.normal(size=(5, 3))),), "every other column")
    yield Case((tidy(rng, 1),), "one entry")
    yield Case((rng.normal(size=7).astype(np.float32),), "float32")


TANH_FROM_SIGMOID = Exercise(
    name="tanh_from_sigmoid",
    section=SECTION,
    points=2,
    reference=tanh_from_sigmoid,
    cases=_tanh_cases,
    off_limits=(tanh,),
    ban=Ban(
        ("tanh", "sinh", "cosh", "tan"),
        "That is ready-made. Here tanh is to be won from the sigmoid.",
        "What do you do to a curve from 0 to 1 so that it runs from -1 to 1?",
    ),
    hints=(
        "The sigmoid runs from 0 to 1, tanh from -1 to 1: what stretches and shifts the one "
        "into the other?",
        "Then compare the slopes at 0: tanh has 1. Which slope has your stretched sigmoid there, "
        "and how do you make a curve steeper without making it taller?",
    ),
    mistakes=(
        Mistake(
            "half_argument",
            "This is tanh(h/2): the formula (1 - e^-h)/(1 + e^-h) goes around under the wrong "
            "name. It has slope 1/2 at 0.",
            "Which slope has tanh at 0, and how do you make a curve steeper?",
            function=lambda h: 2 * sigmoid(h) - 1,
        ),
        Mistake(
            "quarter_argument",
            "This is tanh(h/4): halving h makes the curve flatter still.",
            "Which slope has your curve at 0, and which has tanh?",
            function=lambda h: 2 * sigmoid(h / 2) - 1,
        ),
        Mistake(
            "doubled_again",
            "This is tanh(2h): steeper than tanh.",
            "Which slope has your curve at 0, and which has tanh?",
            function=lambda h: 2 * sigmoid(4 * h) - 1,
        ),
        Mistake(
            "only_inside",
            "h is doubled, but the curve still runs from 0 to 1.",
            "Between which values does tanh lie?",
            function=lambda h: sigmoid(2 * h),
        ),
        Mistake(
            "not_shifted",
            "The curve is stretched to run from 0 to 2, and stays there.",
            "What should come out at h = 0?",
            function=lambda h: 2 * sigmoid(2 * h),
        ),
        Mistake(
            "not_stretched",
            "The curve is shifted to run from -1 to 0, and keeps its height of 1.",
            "How high is tanh from its lower end to its upper one?",
            function=lambda h: sigmoid(2 * h) - 1,
        ),
        Mistake(
            "shifted_first",
            "The 1 is taken off before the doubling, so it counts twice.",
            "Between which values does your curve run now?",
            function=lambda h: 2 * (sigmoid(2 * h) - 1),
        ),
        Mistake(
            "centred_only",
            "The curve is centred, and runs from -1/2 to 1/2.",
            "How high is tanh from its lower end to its upper one?",
            function=lambda h: sigmoid(2 * h) - 0.5,
        ),
        Mistake(
            "plain_sigmoid",
            "This is the sigmoid itself.",
            "Between which values does tanh lie?",
            function=lambda h: sigmoid(h),
        ),
        Mistake(
            "derivative",
            "This is tanh'(h), not tanh(h).",
            "What should come out at h = 0?",
            function=lambda h: 4 * sigmoid(2 * h) * (1 - sigmoid(2 * h)),
        ),
    ),
)


def _tanh_backward_cases(rng):
    def case(*shape, note=""):
        return Case((tidy(rng, *shape), np.tanh(rng.normal(size=shape))), note)

    yield Case((tidy(rng, 3), np.array([-0.6, 0.3, 0.9])))
    yield case(4, 3)
    yield case(2, 3, 5, note="three axes")
    yield Case((tidy(rng, 4), np.array([-1.0, 0.3, 1.0, -0.8])), "Z that has reached -1 and 1")
    yield Case((np.array([3, -2, 1]), np.array([0.7, -0.4, 0.1])), "dZ of whole numbers")
    yield Case(tuple(strided(a) for a in case(5, 3).args), "every other column")
    yield case(1, note="one entry")
    yield Case(tuple(a.astype(np.float32) for a in case(7).args), "float32")


def _tanh_backward_like_dZ(dZ, Z):
    dh = np.zeros_like(dZ)
    dh[...] = (dZ * (1 - Z**2)).astype(dZ.dtype)
    return dh


def _weighted_tanh(args, path, step):
    dZ, Z = args
    return np.sum(dZ * np.tanh(np.arctanh(Z) + step))


TANH_BACKWARD = Exercise(
    name="tanh_backward",
    section=SECTION,
    points=2,
    reference=tanh_backward,
    cases=_tanh_backward_cases,
    off_limits=(numerical_gradient, complex_step_gradient),
    potentials={"result": Potential("h", _weighted_tanh)},
    hints=(
        "The chain rule, entry by entry: dJ/dh = dJ/dZ · dZ/dh. The first factor is given.",
        "Differentiate the fraction (e^h - e^-h)/(e^h + e^-h) by the quotient rule, and look for "
        "Z in what you get. At h = 0 the slope is 1, far out it is 0.",
    ),
    mistakes=(
        Mistake(
            "tanh_again",
            "Z is what tanh put out; here it goes through tanh once more.",
            "Z is tanh(h) already: what is left of your formula?",
            function=lambda dZ, Z: dZ * (1 - np.tanh(Z) ** 2),
        ),
        Mistake(
            "dZ_forgotten",
            "This is dZ/dh alone: what comes from above, dJ/dZ, is not in it.",
            "Which second factor has the chain rule?",
            function=lambda dZ, Z: 1 - Z**2,
        ),
        Mistake(
            "added",
            "dZ and the slope of tanh are added.",
            "How does the chain rule join two rates of change?",
            function=lambda dZ, Z: dZ + (1 - Z**2),
        ),
        Mistake(
            "passed_on",
            "dZ comes back as it was, as if tanh were straight with slope 1.",
            "How steep is tanh where Z is near 1?",
            function=lambda dZ, Z: dZ,
        ),
        Mistake(
            "of_sigmoid",
            "Z(1 - Z) is the slope of the sigmoid; here it would be below 0 for every Z below 0.",
            "Does tanh ever fall?",
            function=lambda dZ, Z: dZ * Z * (1 - Z),
        ),
        Mistake(
            "half",
            "Half of it is missing: (1 - Z^2)/2 is the slope of tanh(h/2).",
            "How steep is tanh at h = 0?",
            function=lambda dZ, Z: dZ * (1 - Z**2) / 2,
        ),
        Mistake(
            "not_squared",
            "With 1 - Z the slope would differ between h and -h.",
            "Where is tanh steeper: at h = 1 or at h = -1?",
            function=lambda dZ, Z: dZ * (1 - Z),
        ),
        Mistake(
            "square_outside",
            "The square is taken of 1 - Z as a whole.",
            "Which part of the formula does the square belong to?",
            function=lambda dZ, Z: dZ * (1 - Z) ** 2,
        ),
        Mistake(
            "plus",
            "1 + Z^2 grows where tanh levels off.",
            "What should the slope be where Z reaches 1?",
            function=lambda dZ, Z: dZ * (1 + Z**2),
        ),
        Mistake(
            "only_square",
            "Z^2 is small where tanh is steep, and near 1 where it is flat.",
            "What should the slope be at Z = 0?",
            function=lambda dZ, Z: dZ * Z**2,
        ),
        Mistake(
            "torn",
            "`dZ * 1 - Z**2` multiplies by 1 and takes the square off at the end.",
            "Where do brackets belong?",
            function=lambda dZ, Z: dZ * 1 - Z**2,
        ),
        Mistake(
            "dZ_squared",
            "dZ stands inside the square as well.",
            "How often does dJ/dZ enter the chain rule?",
            function=lambda dZ, Z: dZ * (1 - (dZ * Z) ** 2),
        ),
        Mistake(
            "divided",
            "Dividing by the slope leads from dJ/dh to dJ/dZ, the other way.",
            "A flat tanh: should little or much of dZ come through?",
            function=lambda dZ, Z: dZ / (1 - Z**2),
        ),
        Mistake(
            "summed",
            "All entries are added up; every h has a derivative of its own.",
            "Which shape should dJ/dh have?",
            function=lambda dZ, Z: np.sum(dZ * (1 - Z**2)),
        ),
        Mistake(
            "integer_result",
            "Made like a dZ of whole numbers, the result holds whole numbers, "
            "and every derivative loses its decimals.",
            "Of which type should the array be that you fill in?",
            function=_tanh_backward_like_dZ,
        ),
    ),
)


def _relu_backward_cases(rng):
    def case(*shape, note=""):
        return Case((tidy(rng, *shape), tidy(rng, *shape)), note)

    yield Case((tidy(rng, 4), np.array([-1.5, 0.3, 2.0, -0.4])))
    yield case(4, 3)
    yield case(2, 3, 5, note="three axes")
    yield Case((tidy(rng, 3), np.array([-2, 0, 3])), "an h of exactly 0")
    yield Case((tidy(rng, 3), np.array([-1e-7, 1e-7, 2])), "an h next to 0")
    yield Case(tuple(strided(a) for a in case(5, 3).args), "every other column")
    yield Case((tidy(rng, 1), np.array([-0.7])), "one unit, and it is off")
    yield Case(tuple(a.astype(np.float32) for a in case(7).args), "float32")


def _relu_backward_in_place(dZ, h):
    dZ[h <= 0] = 0
    return dZ


def _weighted_relu(args, path, step):
    dZ, h = args
    return np.sum(dZ * relu(h + step))


RELU_BACKWARD = Exercise(
    name="relu_backward",
    section=SECTION,
    points=2,
    reference=relu_backward,
    cases=_relu_backward_cases,
    off_limits=(leaky_relu_backward, numerical_gradient, complex_step_gradient),
    potentials={"result": Potential("h", _weighted_relu)},
    hints=(
        "How does relu(h) move when h does: where h is above 0, and where it is below?",
        "A comparison gives an array of True and False, and in a product they count as 1 and 0.",
    ),
    mistakes=(
        Mistake(
            "passed_on",
            "All of dZ comes through, even to units that were off.",
            "When h is below 0, does relu(h) move with it?",
            function=lambda dZ, h: dZ,
        ),
        Mistake(
            "dZ_forgotten",
            "This is the relu's own slope, 0 or 1: what comes from above, dJ/dZ, is not in it.",
            "Which second factor has the chain rule?",
            function=lambda dZ, h: (h > 0) * 1.0,
        ),
        Mistake(
            "mask_of_dZ",
            "The mask looks at dZ: this stops negative derivatives, not units that were off.",
            "Which array says whether a unit was on?",
            function=lambda dZ, h: np.maximum(0, dZ),
        ),
        Mistake(
            "both_masks",
            "Besides units that were off, this stops every negative derivative.",
            "May a derivative be below 0 where the unit is on?",
            function=lambda dZ, h: dZ * (h > 0) * (dZ > 0),
        ),
        Mistake(
            "inverted",
            "The mask is inverted: units that were off let dZ pass, the others stop it.",
            "For which h does relu(h) move with h?",
            function=lambda dZ, h: dZ * (h <= 0),
        ),
        Mistake(
            "kink",
            "At h = 0 exactly, dZ comes through. The kink has no one slope; "
            "this book counts it as 0, like all to its left.",
            "Which comparison leaves h = 0 out?",
            function=lambda dZ, h: dZ * (h >= 0),
        ),
        Mistake(
            "kink_half",
            "At h = 0 exactly, half of dZ comes through. The kink has no one slope; "
            "this book counts it as 0, like all to its left.",
            "Which comparison puts h = 0 with the units that are off?",
            function=lambda dZ, h: dZ * np.heaviside(h, 0.5),
        ),
        Mistake(
            "times_relu",
            "dZ is multiplied by relu(h), the value, where its slope is meant.",
            "How steep is the relu at h = 2: 2, or 1?",
            function=lambda dZ, h: dZ * relu(h),
        ),
        Mistake(
            "forward",
            "This is the relu itself, on its way forward.",
            "What does dZ have to do with dJ/dh?",
            function=lambda dZ, h: relu(h),
        ),
        Mistake(
            "added",
            "dZ and the slope of the relu are added.",
            "How does the chain rule join two rates of change?",
            function=lambda dZ, h: dZ + (h > 0),
        ),
        Mistake(
            "sign_of_h",
            "Units that were off send dZ back negated: that is the slope of |h|.",
            "What is the slope of max(0, h) to the left of 0?",
            function=lambda dZ, h: dZ * np.sign(h),
        ),
        Mistake(
            "leaky",
            "A hundredth of dZ leaks through units that were off: that is a leaky relu.",
            "What is the slope of max(0, h) to the left of 0?",
            function=lambda dZ, h: np.where(h > 0, dZ, 0.01 * dZ),
        ),
        Mistake(
            "if_on_array",
            "An `if` asks one question of the whole array, and its entries differ.",
            "Which NumPy function chooses entry by entry?",
            function=lambda dZ, h: dZ if h > 0 else 0 * dZ,
        ),
        Mistake(
            "selected",
            "`dZ[h > 0]` picks out the units that are on and loses the places of the others.",
            "What should stand in dJ/dh where a unit was off?",
            function=lambda dZ, h: dZ[h > 0],
        ),
        Mistake(
            "changed_arguments",
            "The zeros are written into dZ itself, and somebody still needs it.",
            "How do you get them in a new array?",
            function=_relu_backward_in_place,
        ),
    ),
)


def chain_gradient(x, weights, f, df):
    """The derivative dz_L/dx of a chain of L layers with one neuron each.

    h_l = weights[l - 1] * z_{l-1}, z_l = f(h_l), z_0 = x; df(h) is the derivative of f at h.
    x a number, weights (L,) -> a float, 1.0 for an empty chain
    """
    z, gradient = x, 1.0
    for w in weights:
        gradient *= w * df(w * z)
        z = f(w * z)
    return gradient


def _chain_cases(rng):
    yield Case((0.5, np.array([1.5, -0.8]), np.tanh, tanh_prime))
    yield Case((1.2, tidy(rng, 3), sigmoid, sigmoid_prime))
    yield Case((0.7, rng.normal(0, 1, size=5), np.sin, np.cos))
    yield Case((-0.4, np.array([0.6]), sigmoid, sigmoid_prime), "one layer")
    yield Case((0.3, np.array([]), np.tanh, tanh_prime), "an empty chain")
    yield Case((0.9, rng.uniform(0.5, 2, size=20), sigmoid, sigmoid_prime), "20 layers")
    yield Case((1, np.array([1, -2, 3]), sigmoid, sigmoid_prime), "whole numbers")
    yield Case((0.8, tidy(rng, 4).astype(np.float32), sigmoid, sigmoid_prime), "float32")


def _chain(x, weights, f, factor):
    """The product over layers of factor(w, z before, h, z after)."""
    z, product = x, 1.0
    for w in weights:
        h = w * z
        product, z = product * factor(w, z, h, f(h)), f(h)
    return product


def _chain_end(args, path, step):
    x, weights, f, _ = args
    z = x + step
    for w in weights:
        z = f(w * z)
    return z


def _without_f(x, weights, f, df):
    return _chain(x, weights, lambda h: h, lambda w, z, h, Z: w * df(h))


def _last_layer_only(x, weights, f, df):
    factors = [1.0]
    _chain(x, weights, f, lambda w, z, h, Z: factors.append(w * df(h)) or 1.0)
    return factors[-1]


def _factors_added(x, weights, f, df):
    factors = []
    _chain(x, weights, f, lambda w, z, h, Z: factors.append(w * df(h)) or 1.0)
    return sum(factors) if factors else 1.0


def _from_h_1(x, weights, f, df):
    gradient = _chain(x, weights, f, lambda w, z, h, Z: w * df(h))
    return gradient / weights[0] if len(weights) else 1.0


def _chain_value(x, weights, f, df):
    return _chain_end((x, weights, f, df), (), 0.0)


def _factor_of_each(x, weights, f, df):
    factors = []
    _chain(x, weights, f, lambda w, z, h, Z: factors.append(w * df(h)) or 1.0)
    return factors


def _products_like_weights(x, weights, f, df):
    products = np.ones_like(weights)
    for i, factor in enumerate(_factor_of_each(x, weights, f, df)):
        products[i] = factor * (products[i - 1] if i else 1.0)
    return products[-1] if len(weights) else 1.0


CHAIN_GRADIENT = Exercise(
    name="chain_gradient",
    section=SECTION,
    points=3,
    reference=chain_gradient,
    cases=_chain_cases,
    off_limits=(numerical_gradient, complex_step_gradient),
    potentials={"result": Potential("x", _chain_end, "z_L")},
    hints=(
        "One layer first: z_1 = f(w x). What is dz_1/dx by the chain rule? It has two factors.",
        "Each further layer multiplies by two factors of the same kind, taken at its own h_l.",
        "Walk through the weights once, and carry two things along: z, and the product so far.",
    ),
    mistakes=(
        Mistake(
            "df_of_z",
            "df is asked at z_l, what the layer puts out. f' belongs at h_l, what went into f.",
            "At which point of its curve does f stand when it gets h_l?",
            function=lambda x, weights, f, df: _chain(x, weights, f, lambda w, z, h, Z: w * df(Z)),
        ),
        Mistake(
            "df_of_input",
            "df is asked at z_{l-1}, before it is weighted.",
            "What goes into f: z_{l-1}, or h_l?",
            function=lambda x, weights, f, df: _chain(x, weights, f, lambda w, z, h, Z: w * df(z)),
        ),
        Mistake(
            "weights_forgotten",
            "Only the f' are multiplied. Between two f's stands a weight.",
            "How far does h_l move when z_{l-1} moves by 1?",
            function=lambda x, weights, f, df: _chain(x, weights, f, lambda w, z, h, Z: df(h)),
        ),
        Mistake(
            "df_forgotten",
            "Only the weights are multiplied, as if every f had slope 1.",
            "How far does z_l move when h_l moves a little?",
            function=lambda x, weights, f, df: np.prod(weights),
        ),
        Mistake(
            "f_for_df",
            "The factors hold f(h_l), the value, where its slope is meant.",
            "Which of the two functions gives the rate at which z_l follows h_l?",
            function=lambda x, weights, f, df: _chain(x, weights, f, lambda w, z, h, Z: w * Z),
        ),
        Mistake(
            "last_layer_only",
            "This is the last layer's share alone: dz_L/dz_{L-1}.",
            "What happened to the factors of the layers before it?",
            function=_last_layer_only,
        ),
        Mistake(
            "added",
            "The layers' factors are added up.",
            "A layer turns a move of 1 into 0.5, the next does so again: what is left?",
            function=_factors_added,
        ),
        Mistake(
            "always_x",
            "Every layer gets x itself; none gets what the layer before it put out.",
            "What is z_{l-1} in the second layer?",
            function=lambda x, weights, f, df: np.prod([w * df(w * x) for w in weights]),
        ),
        Mistake(
            "f_forgotten",
            "On the way forward f is left out: every h_l is a product of weights.",
            "What becomes of h_l before the next weight?",
            function=_without_f,
        ),
        Mistake(
            "from_h_1",
            "This is dz_L/dh_1: the first weight is not in it.",
            "How does h_1 move when x does?",
            function=_from_h_1,
        ),
        Mistake(
            "last_forgotten",
            "The last layer is left out: this is dz_{L-1}/dx.",
            "Where does your loop end?",
            function=lambda x, weights, f, df: _chain(
                x, weights[:-1], f, lambda w, z, h, Z: w * df(h)
            ),
        ),
        Mistake(
            "reversed",
            "The weights are used last first.",
            "Which weight does x meet?",
            function=lambda x, weights, f, df: _chain(
                x, weights[::-1], f, lambda w, z, h, Z: w * df(h)
            ),
        ),
        Mistake(
            "value",
            "This is z_L, what the chain puts out, not how fast it follows x.",
            "By which factor does each layer pass a small move of x on?",
            function=_chain_value,
        ),
        Mistake(
            "list_of_factors",
            "These are the layers' factors one by one.",
            "What does the chain rule do with them?",
            function=_factor_of_each,
        ),
        Mistake(
            "integer_result",
            "Made like weights that are whole numbers, the array holds whole numbers, "
            "and what you put in loses its decimals.",
            "Of which type should the array be that you fill in?",
            function=_products_like_weights,
        ),
        Mistake(
            "x_included",
            "The product starts with x.",
            "What is dx/dx?",
            function=lambda x, weights, f, df: (
                x * _chain(x, weights, f, lambda w, z, h, Z: w * df(h))
            ),
        ),
    ),
)


EXERCISES = (
    SLOPE,
    SIGMOID,
    SIGMOID_BACKWARD,
    TANH_FROM_SIGMOID,
    TANH_BACKWARD,
    RELU_BACKWARD,
    CHAIN_GRADIENT,
)
