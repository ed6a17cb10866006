"""6.2 Structure: the exercises as data."""

import functools

import numpy as np

from feedforward import network
from feedforward.checking.compare import Difference, as_array, form_fault, kind_text
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.checking.words import number, shape_text
from feedforward.exercises import chance
from feedforward.exercises.drawing import tidy
from feedforward.network import count_parameters

SECTION = "6.2_structure"


def compose(*functions):
    """Return the function x -> f_k(...f_2(f_1(x))): the first function is applied first.

    functions f_1, ..., f_k, each of one argument; compose() is the identity.
    """

    def composed(x):
        for f in functions:
            x = f(x)
        return x

    return composed


def double(x):
    return 2 * x


def add_3(x):
    return x + 3


def square(x):
    return x**2


def row_sums(x):
    return x.sum(axis=1)


def _use_composed(compose, args):
    """What the composed function gives for each x: it must work more than once."""
    functions, several = args
    composed = compose(*functions)
    if composed is not None and not callable(composed):
        raise TypeError(f"compose gives {composed!r:.60}, which cannot be called with x")
    return [composed(x) for x in several]


def _compose_cases(rng):
    numbers = [float(x) for x in rng.choice(np.arange(4, 40), size=2, replace=False)]
    yield Case(((add_3, double), numbers))
    yield Case(((double, square, add_3), numbers[::-1]))
    yield Case(((square, add_3, add_3, double), [tidy(rng, 2, 3), tidy(rng, 4)]))
    yield Case(((square, row_sums, add_3), [tidy(rng, 3, 2), tidy(rng, 1, 4)]))
    yield Case(((square,), numbers), "one function")
    yield Case(((), numbers), "no function at all")


def _apply_in_turn(functions):
    return lambda x: functools.reduce(lambda done, f: f(done), functions, x)


def _late_name(*functions):
    composed = _apply_in_turn(())
    for f in functions:
        composed = lambda x: f(composed(x))  # noqa: B023, E731
    return composed


def _works_once(*functions):
    in_turn = iter(functions)

    def composed(x):
        for f in in_turn:
            x = f(x)
        return x

    return composed


COMPOSE = Exercise(
    name="compose",
    section=SECTION,
    points=1,
    reference=compose,
    cases=_compose_cases,
    results=("y",),
    call=_use_composed,
    arguments=("functions", "x"),
    hints=(
        "What `compose` returns is itself a function: write a `def` inside it, and return its name "
        "without calling it.",
        "Inside, start with x and go through `functions` in order. What does each one take in?",
        "With no function at all the loop never runs. What is then still in x?",
    ),
    mistakes=(
        Mistake(
            "last_first",
            "The functions are applied in the wrong order: the last one comes first.",
            "In f_2(f_1(x)), which function sees x itself?",
            function=lambda *functions: _apply_in_turn(functions[::-1]),
        ),
        Mistake(
            "only_last",
            "Only the last function has any effect: what the others gave is lost.",
            "What does f_2 take in: x, or what f_1 has made of it?",
            function=lambda *functions: _apply_in_turn(functions[-1:]),
        ),
        Mistake(
            "only_first",
            "Only the first function is applied.",
            "Which of your lines ends the loop, or leaves the function, after one round?",
            function=lambda *functions: _apply_in_turn(functions[:1]),
        ),
        Mistake(
            "last_left_out",
            "The last function is never applied.",
            "Where does your loop end?",
            function=lambda *functions: _apply_in_turn(functions[:-1]),
        ),
        Mistake(
            "first_left_out",
            "The first function is never applied.",
            "Where does your loop start, and what is in x by then?",
            function=lambda *functions: _apply_in_turn(functions[1:]),
        ),
        Mistake(
            "side_by_side",
            "Every function is applied to x itself, and you give back all their results.",
            "Which one number comes out at the end of the chain?",
            function=lambda *functions: lambda x: [f(x) for f in functions],
        ),
        Mistake(
            "last_many_times",
            "The last function is applied again and again, as often as there are functions.",
            "Which function does the name in your loop stand for when the loop is over?",
            function=lambda *functions: _apply_in_turn(functions[-1:] * len(functions)),
        ),
        Mistake(
            "added_up",
            "The results of the functions are added up.",
            "In f_2(f_1(x)), what does f_2 take in?",
            function=lambda *functions: lambda x: sum(f(x) for f in functions),
        ),
        Mistake(
            "no_function",
            "`compose` returns nothing, so there is nothing that could be called with x.",
            "What should stand behind `return`?",
            function=lambda *functions: None,
        ),
        Mistake(
            "calls_itself",
            "The new function calls itself for ever: when it runs, the name in it "
            "no longer stands for the function that it once was.",
            "Could a loop over `functions` inside the new function do the same?",
            function=_late_name,
        ),
        Mistake(
            "works_once",
            "The composed function is right the first time it is called, and not the second.",
            "What is left of `iter(...)` or `reversed(...)` once a loop has gone through it?",
            function=_works_once,
        ),
    ),
)


def layer_shapes(sizes):
    """Return the shapes of all parameters: a list with ((m_in, m_out), (m_out,)) for each layer.

    sizes [M, m_1, ..., n]: the inputs, then the width of every layer, the output layer being last.
    The first pair of a layer is the shape of its W, the second the shape of its b.
    """
    return [((m_in, m_out), (m_out,)) for m_in, m_out in zip(sizes[:-1], sizes[1:], strict=True)]


def _widths(rng, count, low=2, high=12):
    """Different whole numbers, as Python's own."""
    return [int(m) for m in rng.choice(np.arange(low, high), size=count, replace=False)]


def _sizes_cases(rng):
    yield Case((_widths(rng, 3),))
    yield Case((_widths(rng, 4),))
    yield Case((_widths(rng, 6),))
    yield Case((_widths(rng, 2),), "no hidden layer")
    a, b, c = _widths(rng, 3)
    yield Case(([a, 1, b, c],), "a layer of one unit")
    yield Case(([1, a, c],), "one input")
    yield Case(([784, *_widths(rng, 2, 100, 600), 10],), "a network for digits")


def _layers_as(layer):
    """A mistaken answer to layer_shapes: what `layer` makes of each (m_in, m_out)."""
    return lambda sizes: [layer(a, b) for a, b in zip(sizes[:-1], sizes[1:], strict=True)]


_all_shapes = _layers_as(lambda m_in, m_out: ((m_in, m_out), (m_out,)))

LAYER_SHAPES = Exercise(
    name="layer_shapes",
    section=SECTION,
    points=1,
    reference=layer_shapes,
    cases=_sizes_cases,
    off_limits=(network.init_params,),
    hints=(
        "A layer lies between two neighbours in `sizes`. How many such pairs are there?",
        "`zip(sizes[:-1], sizes[1:])` gives the pairs (m_in, m_out) one after the other.",
        "Z W + b adds b to rows of Z W. How long is such a row? A tuple of one number is `(m,)`.",
    ),
    mistakes=(
        Mistake(
            "transposed",
            "W is turned round: its rows belong to what comes in.",
            "Z is (N, m_in). Which shape must W have for Z W to be (N, m_out)?",
            function=_layers_as(lambda m_in, m_out: ((m_out, m_in), (m_out,))),
        ),
        Mistake(
            "bias_of_inputs",
            "b has a number for each input of the layer; it needs one for each unit.",
            "To what is b added: to Z, or to Z W?",
            function=_layers_as(lambda m_in, m_out: ((m_in, m_out), (m_in,))),
        ),
        Mistake(
            "no_bias",
            "These are the shapes of the weights alone.",
            "What else does Z W + b hold?",
            function=_layers_as(lambda m_in, m_out: (m_in, m_out)),
        ),
        Mistake(
            "bias_is_a_number",
            "The shape of b is given as a number; a shape is a tuple, also with one entry.",
            "How does Python write a tuple that has one entry?",
            function=_layers_as(lambda m_in, m_out: ((m_in, m_out), m_out)),
        ),
        Mistake(
            "bias_is_a_row",
            "b is given two axes; in this book it has one.",
            "What does `np.zeros(m).shape` say?",
            function=_layers_as(lambda m_in, m_out: ((m_in, m_out), (1, m_out))),
        ),
        Mistake(
            "output_layer_left_out",
            "The last layer is missing.",
            "Which W leads from the last hidden layer to out?",
            function=lambda sizes: _all_shapes(sizes)[:-1],
        ),
        Mistake(
            "first_layer_left_out",
            "The first layer is missing.",
            "Which W takes X in?",
            function=lambda sizes: _all_shapes(sizes)[1:],
        ),
        Mistake(
            "from_the_inputs",
            "Every layer is made to take in the M inputs; only the first one does.",
            "What does the second layer take in?",
            function=lambda sizes: [((sizes[0], m), (m,)) for m in sizes[1:]],
        ),
        Mistake(
            "inputs_as_layer",
            "There is one layer too many: index -1 is the last entry of `sizes`, "
            "and so the outputs are led back to the inputs.",
            "How many layers does a network with K sizes have?",
            function=lambda sizes: [
                ((sizes[i - 1], sizes[i]), (sizes[i],)) for i in range(len(sizes))
            ],
        ),
        Mistake(
            "past_the_end",
            "Your loop asks for the size behind the last one.",
            "How many neighbouring pairs are there among K sizes?",
            function=lambda sizes: [
                ((sizes[i], sizes[i + 1]), (sizes[i + 1],)) for i in range(len(sizes))
            ],
        ),
    ),
)


def _adding_up(layer):
    """A mistaken count: the sum of what `layer` makes of each (m_in, m_out)."""
    return lambda sizes: sum(layer(a, b) for a, b in zip(sizes[:-1], sizes[1:], strict=True))


_count = _adding_up(lambda m_in, m_out: (m_in + 1) * m_out)

COUNT_PARAMETERS = Exercise(
    name="count_parameters",
    section=SECTION,
    points=1,
    reference=count_parameters,
    cases=_sizes_cases,
    off_limits=(network.init_params,),
    hints=(
        "Count one layer first: how many numbers are in W (m_in, m_out), and how many in b?",
        "Then add the layers up. `layer_shapes(sizes)` lists all the shapes that there are.",
    ),
    mistakes=(
        Mistake(
            "no_biases",
            "This counts the weights and leaves out the biases.",
            "How many numbers does b hold in each layer?",
            function=_adding_up(lambda m_in, m_out: m_in * m_out),
        ),
        Mistake(
            "one_bias_a_layer",
            "Each layer is given a single bias.",
            "b is added to a row of Z W. How many entries does that row have?",
            function=_adding_up(lambda m_in, m_out: m_in * m_out + 1),
        ),
        Mistake(
            "biases_of_inputs",
            "A layer has a bias for each of its units; this counts one for each of its inputs.",
            "Which length must b have so that Z W + b works?",
            function=_adding_up(lambda m_in, m_out: m_in * m_out + m_in),
        ),
        Mistake(
            "inputs_have_biases",
            "The inputs are given biases, too.",
            "Which affine step comes before X?",
            function=lambda sizes: _count(sizes) + sizes[0],
        ),
        Mistake(
            "output_without_biases",
            "The output layer is counted without its biases.",
            "out = Z W + b: how long is that b?",
            function=lambda sizes: _count(sizes) - sizes[-1],
        ),
        Mistake(
            "output_layer_left_out",
            "The last layer is not counted.",
            "Which parameters lead from the last hidden layer to out?",
            function=lambda sizes: _count(sizes[:-1]),
        ),
        Mistake(
            "first_layer_left_out",
            "The first layer is not counted.",
            "Which parameters does X meet?",
            function=lambda sizes: _count(sizes[1:]),
        ),
        Mistake(
            "units",
            "This counts the units, not the numbers that they are made of.",
            "How many weights does one unit have?",
            function=lambda sizes: sum(sizes[1:]),
        ),
        Mistake(
            "sizes_added",
            "This adds the sizes up, inputs included.",
            "Every input of a layer is tied to every unit of it. How many ties is that?",
            function=sum,
        ),
        Mistake(
            "sizes_multiplied",
            "All the sizes are multiplied with each other.",
            "Is the first layer's W any larger when the third layer gets more units?",
            function=lambda sizes: int(np.prod(sizes)),
        ),
        Mistake(
            "shapes_added",
            "The lengths of each shape are added where they should be multiplied.",
            "How many entries does a 3 by 4 matrix have?",
            function=_adding_up(lambda m_in, m_out: m_in + m_out + m_out),
        ),
    ),
)


def width_for_budget(M, n, depth, budget):
    """Return the largest width m of a network that holds at most `budget` parameters.

    It leads from M inputs over `depth` >= 1 hidden layers, each of width m, to n outputs. Weights
    and biases count. 0 where not even m = 1 is possible.
    """
    m = 0
    while count_parameters([M] + [m + 1] * depth + [n]) <= budget:
        m += 1
    return m


def _budget_cases(rng):
    def case(depth, low, room, note=""):
        """A budget that width m needs exactly, and room(n) more; n is the smallest of the three."""
        n, (M, m) = int(rng.integers(2, 5)), _widths(rng, 2, low, low + 6)
        return Case((M, n, depth, _cost(M, n, depth, m) + room(n)), note)

    yield case(2, 5, lambda n: 1)
    yield case(3, 5, lambda n: -n - 1)
    yield case(4, 5, lambda n: 2)
    yield case(2, 5, lambda n: 0, "a budget that is met exactly")
    yield case(3, 6, lambda n: -1, "a budget that lacks one")
    yield case(1, 6, lambda n: 0, "one hidden layer")
    yield case(1, 6, lambda n: -1, "one hidden layer")
    M, n = _widths(rng, 2, 3, 9)
    yield Case((M, n, 2, _cost(M, n, 2, 1) - 1), "a budget that not even one unit a layer fits")
    yield Case((M, n, 3, n - 1), "a budget smaller than the outputs")
    yield Case((784, 10, 2, 100_000), "a network for digits")


def _widest(count):
    """The largest width whose cost, by `count(M, n, depth, m)`, keeps to the budget."""

    def width(M, n, depth, budget):
        m = 0
        while count(M, n, depth, m + 1) <= budget:
            m += 1
        return m

    return width


def _cost(M, n, depth, m):
    return count_parameters([M] + [m] * depth + [n])


_width = _widest(_cost)


def _real_width(M, n, depth, budget):
    """The width, no whole number, that meets the budget exactly."""
    a, b, c = depth - 1, M + n + depth, n - budget
    if a == 0:
        return -c / b
    return (-b + max(b * b - 4 * a * c, 0) ** 0.5) / (2 * a)


def _is_no_whole_number(case, got):
    is_number = isinstance(got, np.ndarray) and got.ndim == 0 and got.dtype.kind == "f"
    return is_number and bool(got % 1 != 0)


WIDTH_FOR_BUDGET = Exercise(
    name="width_for_budget",
    section=SECTION,
    points=2,
    reference=width_for_budget,
    cases=_budget_cases,
    off_limits=(network.init_params,),
    hints=(
        "You can count a network's parameters. Which list of sizes belongs to a width m?",
        "`[M] + [m] * depth + [n]` is that list. More width always costs more parameters.",
        "Try m = 1, 2, 3, ... What do you know the first time that the budget is overstepped?",
    ),
    mistakes=(
        Mistake(
            "first_too_wide",
            "This is the first width that no longer fits.",
            "When your loop ends, does its last width still keep to the budget?",
            function=lambda M, n, depth, budget: _width(M, n, depth, budget) + 1,
        ),
        Mistake(
            "never_exactly",
            "A budget that is met exactly counts as overstepped.",
            "What does `at most` say of a network that holds just as many as there are?",
            function=lambda M, n, depth, budget: _width(M, n, depth, budget - 1),
        ),
        Mistake(
            "no_biases",
            "The biases are not paid for.",
            "How many numbers does a layer hold besides its weights?",
            function=_widest(lambda M, n, depth, m: M * m + (depth - 1) * m * m + m * n),
        ),
        Mistake(
            "output_biases_left_out",
            "The biases of the output layer are not paid for.",
            "Which parameters does the last layer have?",
            function=lambda M, n, depth, budget: _width(M, n, depth, budget + n),
        ),
        Mistake(
            "one_layer_too_many",
            "A matrix (m, m) is counted for each hidden layer; they lie between the hidden layers.",
            "With one hidden layer, how many matrices (m, m) are there?",
            function=_widest(lambda M, n, depth, m: _cost(M, n, depth + 1, m)),
        ),
        Mistake(
            "depth_ignored",
            "This is the width for one hidden layer, whatever the depth.",
            "What does each further hidden layer cost?",
            function=lambda M, n, depth, budget: _width(M, n, 1, budget),
        ),
        Mistake(
            "output_layer_left_out",
            "The output layer is not paid for.",
            "What leads from the last hidden layer to the n outputs?",
            function=_widest(lambda M, n, depth, m: count_parameters([M] + [m] * depth)),
        ),
        Mistake(
            "at_least_one",
            "Where nothing fits, 1 comes out.",
            "Does a network of width 1 keep to that budget?",
            function=lambda *args: max(_width(*args), 1),
        ),
        Mistake(
            "rounded",
            "The exact solution is rounded to the nearest width, and that may be the next larger.",
            "Which way must one round to stay within the budget?",
            function=lambda *args: max(round(_real_width(*args)), 0),
        ),
        Mistake(
            "not_whole",
            "That is no whole number, and a layer has no part of a unit.",
            "Which whole number is the largest that stays within the budget?",
            rule=_is_no_whole_number,
        ),
    ),
)


def init_params(sizes, rng):
    """Return params, a list of (W, b) for each layer: W is random, b is zero.

    The entries of W are normal with mean 0 and the standard deviation that preserves the spread
    of h in a ReLU network (He et al. 2015), drawn layer by layer from rng.
    sizes [M, m_1, ..., n] -> W (m_in, m_out), b (m_out,), the first layer first
    """
    params = []
    for m_in, m_out in zip(sizes[:-1], sizes[1:], strict=True):
        W = rng.normal(0, np.sqrt(2 / m_in), size=(m_in, m_out))
        params.append((W, np.zeros(m_out)))
    return params


RUNS = 4
WIDE = 2.3  # standard deviations: 2 % of normal numbers lie further out


def _run_init(init_params, args):
    return chance.several_runs(init_params, args, RUNS)


def _init_cases(rng):
    yield Case(([3, 100, 20], rng.spawn(1)[0]))
    yield Case(([50, 30, 40, 10], rng.spawn(1)[0]))
    yield Case(([25, 25, 25, 25], rng.spawn(1)[0]), "layers of one size")
    yield Case(([300, 6], rng.spawn(1)[0]), "no hidden layer")
    yield Case(([1, 400, 1], rng.spawn(1)[0]), "one input and one output")


def _init_law(case, got):
    sizes = case.args[0]
    forms = (_params_form_fault(run, sizes) for run in got)
    fault = next((f for f in forms if f), None)
    return {"params": fault or _numbers_fault(_layers(case, got)) or chance.use_fault(got)}


def _params_form_fault(params, sizes):
    wanted = f"a list of {len(sizes) - 1} pairs (W, b) is expected."
    if not isinstance(params, list):
        return Difference("form", f"params is {kind_text(params)}; {wanted}")
    if len(params) != len(sizes) - 1:
        return Difference("form", f"params has {len(params)} entries; {wanted}")
    for i, pair in enumerate(params):
        if not isinstance(pair, list) or len(pair) != 2:
            return Difference("form", f"params[{i}] is {kind_text(pair)}; a pair is expected.")
        shapes = ("W", pair[0], (sizes[i], sizes[i + 1])), ("b", pair[1], (sizes[i + 1],))
        for name, value, shape in shapes:
            fault = form_fault(f"{name} in params[{i}]", as_array(value), shape)
            if fault:
                return fault
    return None


def _layers(case, got):
    """For each layer W (RUNS, m_in, m_out) and b (RUNS, m_out) of the runs with one generator."""
    runs = [[(as_array(W), as_array(b)) for W, b in run] for run in got[1:-1]]
    return [
        (np.array([run[i][0] for run in runs]), np.array([run[i][1] for run in runs]))
        for i in range(len(case.args[0]) - 1)
    ]


def _numbers_fault(layers):
    """What is wrong with the numbers of one layer, or between two, or None."""
    faults = (_layer_fault(i, W, b) for i, (W, b) in enumerate(layers, 1))
    return next((f for f in faults if f), None) or _dependence_fault([W for W, _ in layers])


def _he(m_in, m_out):
    return np.sqrt(2 / m_in)


def _layer_fault(layer, W, b):
    """What shows that W of one layer is not normal with He's spread, or that b is not 0."""
    he = _he(*W.shape[1:])
    shape = f"shape {shape_text(W.shape[1:])}"
    if b.any():
        return Difference("value", f"b_{layer} holds {number(b[b != 0][0])}; biases start at 0.")
    if not abs(W.mean()) <= chance.SIGMAS * he / np.sqrt(W.size):
        text = f"W_{layer}, {shape}, has mean {number(W.mean(), 0)}; 0 is expected."
        return Difference("value", text)
    spread = np.sqrt(np.mean(W**2))
    if not _is_spread(spread, he, W.size):
        text = (
            f"W_{layer}, {shape}, has standard deviation {number(spread, he)}; "
            f"sqrt(2 / {W.shape[1]}) = {number(he, spread)} is expected."
        )
        return Difference("value", text)
    if not _is_normal(W / he):
        found, right = ((np.abs(W) > he).mean(), 0.3173)
        text = (
            f"W_{layer}, {shape}, has the right spread and is not normal: {number(found, right)} of"
            f" its entries lie outside one standard deviation ({right} of normal ones do), and "
            f"the farthest lies {number(np.abs(W).max() / he)} standard deviations out."
        )
        return Difference("value", text)
    return None


def _is_spread(found, expected, n):
    return abs(found - expected) <= chance.SIGMAS * expected / np.sqrt(2 * n)


def _is_normal(standard):
    """Whether as many of these numbers lie within 0.5, 1 and 2.3 as of normal ones."""
    within = {0.5: 0.382925, 1.0: 0.682689, WIDE: 0.978552}
    distance = np.abs(standard)
    return all(chance.is_share((distance < t).mean(), p, distance.size) for t, p in within.items())


def _dependence_fault(weights):
    """What shows that entries of a layer, or of two layers, depend on each other."""
    for layer, W in enumerate(weights, 1):
        for axis, M in (("rows", W[0]), ("columns", W[0].T)):
            if not chance.are_independent(M):
                return Difference("value", f"The {axis} of W_{layer} depend on each other.")
    for layer, (W, below) in enumerate(zip(weights[1:], weights[:-1], strict=True), 1):
        n = min(W[0].size, below[0].size)
        if not chance.are_independent(np.array([W[0].ravel()[:n], below[0].ravel()[:n]])):
            text = f"W_{layer} and W_{layer + 1} are made of the same numbers."
            return Difference("value", text)
    return None


def _in_form(case, got):
    return not any(_params_form_fault(run, case.args[0]) for run in got)


def _drawn(holds):
    """A rule: the runs are of the right form, and `holds` is true of them."""
    return lambda case, got: _in_form(case, got) and holds(got)


def _spreads_by(scheme):
    """A rule: the spread of every W is `scheme(m_in, m_out)`."""

    def rule(case, got):
        return _in_form(case, got) and all(
            _is_spread(np.sqrt(np.mean(W**2)), scheme(*W.shape[1:]), W.size)
            for W, _ in _layers(case, got)
        )

    return rule


def _every_layer(holds):
    """A rule: `holds(W, b)` in every layer, W (RUNS, m_in, m_out), b (RUNS, m_out)."""
    return lambda case, got: _in_form(case, got) and all(holds(*p) for p in _layers(case, got))


def _has_units_alike(case, got):
    """Whether rows or columns are alike wherever they can be, and can be somewhere."""
    if not _in_form(case, got):
        return False
    weights = [W for W, _ in _layers(case, got)]
    alike = [_are_alike(W, 1) or _are_alike(W, 2) for W in weights]
    return any(alike) and all(a or 1 in W.shape[1:] for a, W in zip(alike, weights, strict=True))


def _are_alike(W, axis):
    """Whether there are several rows (axis 1) or columns (axis 2), equal ones, and not of zeros."""
    return bool(W.shape[axis] > 1 and W.any() and (W == W.take([0], axis)).all())


def _is_flat(W, b):
    """Whether W is spread as He asks, and ends where uniform numbers of that spread do."""
    he = _he(*W.shape[1:])
    return _is_spread(np.sqrt(np.mean(W**2)), he, W.size) and 1.6 * he < np.abs(W).max() < 1.76 * he


def _has_cut_off(case, got):
    """Whether in every layer that is large enough to tell, large weights are missing."""
    layers = _layers(case, got) if _in_form(case, got) else []
    large = [pair for pair in layers if pair[0].size >= 4000]
    return bool(large) and all(_is_cut(*pair) for pair in large)


def _is_cut(W, b):
    he = _he(*W.shape[1:])
    held_back = 0.75 * he < W.std() and np.abs(W).max() < (WIDE + 0.1) * he
    return held_back and not _is_flat(W, b)


def _turned(case, got):
    """Whether every W is (m_out, m_in)."""
    sizes = case.args[0]
    pairs = [list(zip(run, sizes[:-1], sizes[1:], strict=True)) for run in got if _has(run, sizes)]
    return len(pairs) == len(got) and all(
        isinstance(pair, list)
        and len(pair) == 2
        and not form_fault("W", as_array(pair[0]), (m_out, m_in))
        for run in pairs
        for pair, m_in, m_out in run
    )


def _has(run, sizes):
    return isinstance(run, list) and len(run) == len(sizes) - 1


def _two_lists(case, got):
    """Whether all W come in one list and all b in another."""
    sizes = case.args[0]
    return all(
        isinstance(run, list)
        and len(run) == 2
        and all(_has(part, sizes) for part in run)
        and not _params_form_fault([list(pair) for pair in zip(*run, strict=True)], sizes)
        for run in got
    )


INIT_PARAMS = Exercise(
    name="init_params",
    section=SECTION,
    points=2,
    reference=init_params,
    cases=_init_cases,
    results=("params",),
    law=_init_law,
    call=_run_init,
    off_limits=(network.init_params,),
    hints=(
        "`layer_shapes(sizes)` gives the shapes of each W and b, in the order of the layers.",
        "`rng.normal(mean, standard_deviation, size=shape)` fills an array of that shape.",
        "m_in differs from layer to layer, so the standard deviation does. b needs no rng at all.",
    ),
    mistakes=(
        Mistake(
            "all_zero",
            "Every weight is 0, so that all units of a layer are, and stay, the same.",
            "From what should the weights be drawn?",
            rule=_every_layer(lambda W, b: not W.any()),
        ),
        Mistake(
            "own_seed",
            "Your numbers do not depend on the rng that you are given.",
            "Where is a generator made in your code, and which one should be drawn from?",
            rule=_drawn(chance.is_own_seed),
        ),
        Mistake(
            "unseeded",
            "The same rng gives other numbers each time, so they come from somewhere else.",
            "Where is a generator made in your code, and which one should be drawn from?",
            rule=_drawn(chance.is_unrepeatable),
        ),
        Mistake(
            "rng_copied",
            "The rng does not move on when you draw, so that whoever uses it next "
            "gets these numbers again.",
            "Do you draw from rng itself, or from a copy of it?",
            rule=_drawn(chance.is_stuck),
        ),
        Mistake(
            "transposed",
            "W is turned round: its rows belong to what comes in.",
            "Z is (N, m_in). Which shape must W have for Z W to be (N, m_out)?",
            rule=_turned,
        ),
        Mistake(
            "two_lists",
            "All the W come in one list and all the b in another.",
            "How should the W and the b of one layer stand together?",
            rule=_two_lists,
        ),
        Mistake(
            "random_biases",
            "The biases are random, too.",
            "At which value should every b start?",
            rule=_every_layer(lambda W, b: np.ptp(b) > 0),
        ),
        Mistake(
            "biases_not_zero",
            "All biases start at one value, and it is not 0.",
            "At which value should every b start?",
            rule=_every_layer(lambda W, b: bool((b == b.flat[0]).all() and b.flat[0])),
        ),
        Mistake(
            "not_scaled",
            "Your weights have standard deviation 1 in every layer, whatever its size.",
            "What should happen to the spread when a unit gets more inputs?",
            rule=_spreads_by(lambda m_in, m_out: 1.0),
        ),
        Mistake(
            "glorot",
            "This is the spread of Glorot: it counts m_in and m_out. He's counts m_in alone.",
            "Which number stands below 2 in He's formula?",
            rule=_spreads_by(lambda m_in, m_out: np.sqrt(2 / (m_in + m_out))),
        ),
        Mistake(
            "by_outputs",
            "The spread follows the units of the layer; it should follow its inputs.",
            "Over how many terms does one entry of Z W add up?",
            rule=_spreads_by(lambda m_in, m_out: np.sqrt(2 / m_out)),
        ),
        Mistake(
            "by_first_size",
            "The spread follows the inputs of the network in every layer.",
            "How many numbers does the second layer take in?",
            rule=lambda case, got: _spreads_by(lambda *_: _he(case.args[0][0], 0))(case, got),
        ),
        Mistake(
            "without_2",
            "Your spread is sqrt(1 / m_in): right for a unit without relu, which loses nothing.",
            "Which share of its inputs does a relu hold back, and what makes up for it?",
            rule=_spreads_by(lambda m_in, m_out: np.sqrt(1 / m_in)),
        ),
        Mistake(
            "variance_for_spread",
            "2 / m_in is the variance; what `rng.normal` asks for is the standard deviation.",
            "How does one get from the one to the other?",
            rule=_spreads_by(lambda m_in, m_out: 2 / m_in),
        ),
        Mistake(
            "divided_by_root_only",
            "The spread is 2 / sqrt(m_in): the root does not reach the 2.",
            "What does the root in sqrt(2 / m_in) stand over?",
            rule=_spreads_by(lambda m_in, m_out: 2 / np.sqrt(m_in)),
        ),
        Mistake(
            "small",
            "Your weights have standard deviation 0.01 in every layer: "
            "layer by layer the signal would die away.",
            "On what should the spread depend?",
            rule=_spreads_by(lambda m_in, m_out: 0.01),
        ),
        Mistake(
            "only_positive",
            "None of your weights is negative.",
            "Around which value should the weights lie?",
            rule=_every_layer(lambda W, b: W.min() >= 0),
        ),
        Mistake(
            "units_alike",
            "Whole rows, or columns, of W hold the same number.",
            "How many numbers must be drawn for a W (m_in, m_out)?",
            rule=_has_units_alike,
        ),
        Mistake(
            "uniform",
            "The spread is right, but your weights are uniform: all values up to a limit "
            "are equally likely, and none lies beyond.",
            "Which method of rng draws normal numbers?",
            rule=_every_layer(_is_flat),
        ),
        Mistake(
            "cut_off",
            "There are no large weights: normal numbers have no limit.",
            "Which of your lines holds large values back?",
            rule=_has_cut_off,
        ),
        Mistake(
            "old_names",
            "A Generator has no `randn`: that name belongs to NumPy's old, global random state.",
            "Which method of rng draws normal numbers?",
            function=lambda sizes, rng: rng.randn(*sizes),
        ),
    ),
)

EXERCISES = (COMPOSE, LAYER_SHAPES, COUNT_PARAMETERS, WIDTH_FOR_BUDGET, INIT_PARAMS)
