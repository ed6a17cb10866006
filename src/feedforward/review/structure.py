"""Short questions about the exercises of 6.2."""

from operator import itemgetter

from feedforward.exercises.random_sizes import random_widths
from feedforward.exercises.structure.compose import add_3, double, square

from .template import Template, one_of

FORMULAS = {add_3: "x + 3", double: "2x", square: "x²"}


def _two_functions(rng):
    f, g = rng.permutation(3)[:2]
    functions = tuple(FORMULAS)
    return (functions[f], functions[g]), [int(rng.integers(2, 6))]


def _what_is_composed(functions, several):
    defined = " and ".join(f"`{f.__name__}(x) = {FORMULAS[f]}`" for f in functions)
    names = ", ".join(f.__name__ for f in functions)
    return f"Let {defined}. What is `compose({names})({several[0]})`?"


def _budget(rng):
    M, n, depth = int(rng.integers(2, 5)), int(rng.integers(1, 3)), int(rng.integers(1, 3))
    return M, n, depth, int(rng.integers(20, 60))


def _which_width(M, n, depth, budget):
    layers = "one hidden layer" if depth == 1 else f"{depth} hidden layers"
    outputs = "one output" if n == 1 else f"{n} outputs"
    return (
        f"A network with {M} inputs, {layers} of m units and {outputs} may have at most {budget} "
        "parameters. How large can m be?"
    )


TEMPLATES = (
    Template(
        "compose",
        _two_functions,
        _what_is_composed,
        "The first function is applied to x, and the second one to its result.",
        part=itemgetter(0),
    ),
    Template(
        "layer_shapes",
        lambda rng: (random_widths(rng, 3, 2, 8),),
        lambda sizes: f"What does `layer_shapes({sizes})` return?",
        "W has a row for each input of its layer and a column for each unit; b has one entry for "
        "each unit.",
    ),
    Template(
        "count_parameters",
        lambda rng: (random_widths(rng, 3, 2, 8),),
        lambda sizes: f"How many parameters does a network with the sizes `{sizes}` have?",
        "Each layer has m_in times m_out weights and m_out biases.",
    ),
    Template(
        "width_for_budget",
        _budget,
        _which_width,
        "The first hidden layer has (M + 1)m parameters, each further hidden layer has (m + 1)m, and "
        "the output layer has (m + 1)n.",
    ),
    Template(
        "init_params",
        lambda rng: ([one_of(rng, 8, 32, 50, 200), one_of(rng, 10, 20, 100)],),
        lambda sizes: (
            f"A layer has {sizes[0]} inputs and {sizes[1]} units with ReLU. What standard deviation "
            "does He's rule give its weights?"
        ),
        "It is the square root of 2/m_in.",
        right=lambda sizes: (2 / sizes[0]) ** 0.5,
        wrong={
            "all_zero": lambda sizes: 0,
            "not_scaled": lambda sizes: 1,
            "glorot": lambda sizes: (2 / sum(sizes)) ** 0.5,
            "by_outputs": lambda sizes: (2 / sizes[1]) ** 0.5,
            "without_2": lambda sizes: (1 / sizes[0]) ** 0.5,
            "variance_for_spread": lambda sizes: 2 / sizes[0],
            "divided_by_root_only": lambda sizes: 2 / sizes[0] ** 0.5,
            "small": lambda sizes: 0.01,
        },
    ),
)
