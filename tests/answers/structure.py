"""6.2 Structure."""

import copy
import math
from functools import reduce

import numpy as np

import feedforward as ff


def compose_by_reduce(*functions):
    return reduce(lambda f, g: lambda x: g(f(x)), functions, lambda x: x)


def compose_by_recursion(*functions):
    if not functions:
        return lambda x: x
    *first, last = functions
    return lambda x: last(compose_by_recursion(*first)(x))


class Composed:
    def __init__(self, functions):
        self.functions = list(functions)

    def __call__(self, x):
        return reduce(lambda value, f: f(value), self.functions, x)


def compose_by_binding(*functions):
    def result(x):
        return x

    for f in functions:
        result = lambda x, f=f, before=result: f(before(x))  # noqa: E731
    return result


def compose_without_start(*functions):
    return reduce(lambda f, g: lambda x: g(f(x)), functions)


def compose_by_a_bound_method(*functions):
    return Composed(functions).__call__


def layer_shapes_by_index(sizes):
    shapes = []
    for i in range(len(sizes) - 1):
        shapes.append([[sizes[i], sizes[i + 1]], [sizes[i + 1]]])
    return tuple(shapes)


def layer_shapes_of_arrays(sizes):
    layers = [(np.empty((a, b)), np.empty(b)) for a, b in zip(sizes, sizes[1:], strict=False)]
    return [(W.shape, b.shape) for W, b in layers]


def layer_shapes_as_floats(sizes):
    for m_in, m_out in zip(sizes[:-1], sizes[1:], strict=True):
        yield np.array([float(m_in), float(m_out)]), np.array([float(m_out)])


def count_by_loop(sizes):
    total = 0
    for i in range(1, len(sizes)):
        total += sizes[i] * sizes[i - 1]
        total += sizes[i]
    return total


def count_by_dot(sizes):
    return float(np.dot(sizes[:-1], sizes[1:]) + np.sum(sizes[1:]))


def count_by_shapes(sizes):
    return sum(math.prod(s) for pair in layer_shapes_by_index(sizes) for s in pair)


def width_by_formula(M, n, depth, budget):
    a, b, c = depth - 1, M + n + depth, n - budget
    if c > 0:
        return 0
    if a == 0:
        return -c // b
    return (math.isqrt(b * b - 4 * a * c) - b) // (2 * a)


def width_by_formula_for_depth_2(M, n, depth, budget):
    a, b = depth - 1, M + n + depth
    return max(0, (math.isqrt(b * b - 4 * a * (n - budget)) - b) // (2 * a))


def width_downwards(M, n, depth, budget):
    m = 2000
    while m and ff.count_parameters([M, *[m] * depth, n]) > budget:
        m -= 1
    return float(m)


def width_by_halving(M, n, depth, budget):
    low, high = 0, budget + 1
    while high - low > 1:
        middle = (low + high) // 2
        cost = M * middle + n + n * middle + depth * middle + (depth - 1) * middle**2
        low, high = (middle, high) if cost <= budget else (low, middle)
    return np.int64(low)


def width_by_own_helper(M, n, depth, budget):
    def cost(m):
        return count_by_loop([M] + [m] * depth + [n])

    return max((m for m in range(1, 2000) if cost(m) <= budget), default=0)


def init_by_standard_normal(sizes, rng):
    return [
        (rng.standard_normal((a, b)) * (2 / a) ** 0.5, [0] * b)
        for a, b in zip(sizes[:-1], sizes[1:], strict=True)
    ]


def init_by_one_draw(sizes, rng):
    z = list(rng.normal(size=ff.count_parameters(sizes)))
    params = ()
    for a, b in zip(sizes[:-1], sizes[1:], strict=True):
        W = np.array([z.pop() for _ in range(a * b)]).reshape(b, a).T * math.sqrt(2 / a)
        params += ([W, np.zeros(b)],)
    return params


def init_single(sizes, rng):
    params = []
    for shape_W, shape_b in layer_shapes_by_index(sizes):
        W = rng.standard_normal(shape_W, dtype=np.float32) * np.float32(np.sqrt(2 / shape_W[0]))
        params.append((W, np.zeros(shape_b, dtype=np.float32)))
    return params


def init_by_loops(sizes, rng):
    return [
        ([[rng.normal(0, math.sqrt(2 / a)) for _ in range(b)] for _ in range(a)], np.zeros(b))
        for a, b in zip(sizes[:-1], sizes[1:], strict=True)
    ]


def init_with(W_of, b_of=lambda rng, b: np.zeros(b)):
    def init_params(sizes, rng):
        pairs = zip(sizes[:-1], sizes[1:], strict=True)
        return [(W_of(rng, a, b), b_of(rng, b)) for a, b in pairs]

    return init_params


def he(rng, a, b):
    return rng.normal(0, math.sqrt(2 / a), (a, b))


def he_cut_off(rng, a, b):
    z = rng.normal(size=(a, b))
    while (np.abs(z) > 2).any():
        z = np.where(np.abs(z) > 2, rng.normal(size=(a, b)), z)
    return z * math.sqrt(2 / a) / 0.8796


def rescaled(W, spread, m_in):
    return W / spread(W) * math.sqrt(2 / m_in)


def root_mean_square(W):
    return np.sqrt(np.mean(W**2))


def he_uniform(rng, a, b):
    return rng.uniform(-math.sqrt(6 / a), math.sqrt(6 / a), (a, b))


def two_lists(sizes, rng):
    params = init_by_standard_normal(sizes, rng)
    return [W for W, _ in params], [b for _, b in params]


def from_normal(spread):
    return init_with(lambda rng, a, b: rng.normal(0, spread(a, b), (a, b)))


RIGHT = {
    "compose": [
        compose_by_reduce,
        compose_by_recursion,
        compose_by_binding,
        compose_by_a_bound_method,
        lambda *functions: Composed(functions),
    ],
    "layer_shapes": [
        layer_shapes_by_index,
        layer_shapes_of_arrays,
        layer_shapes_as_floats,
        lambda sizes: list(zip(zip(sizes, sizes[1:]), ((m,) for m in sizes[1:]))),  # noqa: B905
    ],
    "count_parameters": [
        count_by_loop,
        count_by_dot,
        count_by_shapes,
        lambda sizes: sum((a + 1) * b for a, b in zip(sizes, sizes[1:])),  # noqa: B905
    ],
    "width_for_budget": [
        width_by_formula,
        width_downwards,
        width_by_halving,
        width_by_own_helper,
    ],
    "init_params": [
        init_by_standard_normal,
        init_by_one_draw,
        init_single,
        init_by_loops,
        init_with(lambda rng, a, b: rng.normal(scale=np.sqrt(2 / a), size=(b, a)).T),
        init_with(he, lambda rng, b: np.zeros(b, dtype=int)),
    ],
}

WRONG = {
    ("compose", "edge_case"): [compose_without_start],
    ("compose", None): [lambda *functions: reduce(lambda x, f: f(x), functions, 3.0)],
    ("width_for_budget", "not_whole"): [
        lambda M, n, depth, budget: 0.5 + width_by_formula(M, n, depth, budget),
    ],
    ("width_for_budget", "none_where_nothing_fits"): [
        lambda M, n, depth, budget: width_by_formula(M, n, depth, budget) or None,
    ],
    ("width_for_budget", "edge_case"): [width_by_formula_for_depth_2],
    ("layer_shapes", "past_the_end"): [
        lambda sizes: [((sizes[i], sizes[i + 1]), (sizes[i + 1],)) for i, _ in enumerate(sizes)],
    ],
    ("init_params", "own_seed"): [
        lambda sizes, rng: init_by_standard_normal(sizes, np.random.default_rng(0)),
    ],
    ("init_params", "unseeded"): [
        lambda sizes, rng: init_by_standard_normal(sizes, np.random.default_rng()),
    ],
    ("init_params", "rng_copied"): [
        lambda sizes, rng: init_by_standard_normal(sizes, copy.deepcopy(rng)),
    ],
    ("init_params", "global_random"): [
        init_with(lambda rng, a, b: np.random.randn(a, b) * np.sqrt(2 / a)),
    ],
    ("init_params", "transposed"): [init_with(lambda rng, a, b: he(rng, a, b).T)],
    ("init_params", "two_lists"): [two_lists],
    ("init_params", "random_biases"): [
        init_with(he, lambda rng, b: rng.normal(size=b)),
        init_with(he, lambda rng, b: rng.random(b) * 0.01),
    ],
    ("init_params", "biases_not_zero"): [init_with(he, lambda rng, b: np.ones(b))],
    ("init_params", "all_zero"): [
        init_with(lambda rng, a, b: 0 * he(rng, a, b)),
        from_normal(lambda a, b: math.sqrt(2 // a)),
    ],
    ("init_params", "not_scaled"): [from_normal(lambda a, b: 1)],
    ("init_params", "glorot"): [from_normal(lambda a, b: math.sqrt(2 / (a + b)))],
    ("init_params", "by_outputs"): [from_normal(lambda a, b: math.sqrt(2 / b))],
    ("init_params", "by_first_size"): [
        lambda sizes, rng: [
            (rng.normal(0, math.sqrt(2 / sizes[0]), (a, b)), np.zeros(b))
            for a, b in zip(sizes[:-1], sizes[1:], strict=True)
        ],
    ],
    ("init_params", "without_2"): [from_normal(lambda a, b: math.sqrt(1 / a))],
    ("init_params", "variance_for_spread"): [from_normal(lambda a, b: 2 / a)],
    ("init_params", "divided_by_root_only"): [from_normal(lambda a, b: 2 / math.sqrt(a))],
    ("init_params", "small"): [from_normal(lambda a, b: 0.01)],
    ("init_params", "only_positive"): [
        init_with(lambda rng, a, b: rng.random((a, b))),
        init_with(lambda rng, a, b: abs(he(rng, a, b))),
    ],
    ("init_params", "units_alike"): [
        init_with(lambda rng, a, b: np.tile(he(rng, a, 1), (1, b))),
        init_with(lambda rng, a, b: he(rng, a, b)[:, :1] * np.ones(b)),
    ],
    ("init_params", "uniform"): [init_with(he_uniform)],
    ("init_params", None): [from_normal(lambda a, b: math.sqrt(2) / a)],
    ("init_params", "rescaled"): [
        init_with(lambda rng, a, b: rescaled(he(rng, a, b), np.std, a)),
        init_with(lambda rng, a, b: rescaled(rng.standard_normal((a, b)), root_mean_square, a)),
    ],
    ("init_params", "cut_off"): [init_with(he_cut_off)],
}
