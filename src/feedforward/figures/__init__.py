"""The still figures of the book's prose: `ff.figures.four_points()`, one call per figure.

One module per section. Every function takes no required argument, computes what it shows, draws it
with `feedforward.plots`, and returns a `Picture` whose alt text is computed from the same arrays.
"""

from .activations import activations, saturation, straight_pieces, zigzag
from .backprop import (
    chain_of_derivatives,
    computation_graph,
    fork,
    forward_or_reverse,
    matrix_product_gradient,
    step_size_u,
)
from .capacity import (
    centred_inputs,
    decision_boundaries,
    depth_at_equal_budget,
    depth_on_spirals,
    hats,
    sawtooth_folds,
)
from .data_sets import datasets
from .descent import (
    convex_by_chords,
    learning_rates,
    noise_and_batch_size,
    saddle_point,
    valleys,
)
from .digits import optimisers_on_digits, updates_by_batch_size
from .forward import broken_broadcast, shapes
from .generalization import (
    bias_and_variance,
    double_descent,
    dropout,
    l2_sweep,
    training_and_validation,
)
from .losses import (
    categorical_likelihood,
    code_length,
    gaussian_likelihood,
    likelihood_and_squares,
    loss_of_one_logit,
    plateau,
    softmax_overflow,
)
from .optimizers import (
    descent_convergence,
    optimiser_paths,
    rates_on_a_bowl,
    updates_and_condition,
)
from .regularisers import regularisers
from .slopes import false_tanh, secants
from .structure import (
    depth_and_rate,
    feedforward_and_recurrent,
    function_chain,
    initial_scale,
    parameter_count,
    shallow_and_deep,
    twins,
)
from .training import learned_xor, rate_search, xor_starts
from .vanishing import signal_and_gradient, vanishing_product
from .xor import bent_line, four_points, opposite_corners, relu, tent, xor_network

__all__ = [
    # the data of all sections
    "datasets",
    # 6.1
    "bent_line",
    "four_points",
    "opposite_corners",
    "relu",
    "tent",
    "xor_network",
    # 6.2
    "depth_and_rate",
    "feedforward_and_recurrent",
    "function_chain",
    "initial_scale",
    "parameter_count",
    "shallow_and_deep",
    "twins",
    # 6.3
    "bias_and_variance",
    "centred_inputs",
    "decision_boundaries",
    "depth_at_equal_budget",
    "depth_on_spirals",
    "double_descent",
    "dropout",
    "hats",
    "l2_sweep",
    "regularisers",
    "sawtooth_folds",
    "training_and_validation",
    # 6.4
    "activations",
    "false_tanh",
    "saturation",
    "secants",
    "straight_pieces",
    "signal_and_gradient",
    "vanishing_product",
    "zigzag",
    # 6.5
    "categorical_likelihood",
    "code_length",
    "gaussian_likelihood",
    "likelihood_and_squares",
    "loss_of_one_logit",
    "plateau",
    "softmax_overflow",
    # 6.6
    "convex_by_chords",
    "descent_convergence",
    "learning_rates",
    "noise_and_batch_size",
    "optimiser_paths",
    "optimisers_on_digits",
    "rates_on_a_bowl",
    "saddle_point",
    "updates_and_condition",
    "updates_by_batch_size",
    "valleys",
    # 6.7
    "broken_broadcast",
    "shapes",
    # 6.8
    "chain_of_derivatives",
    "computation_graph",
    "fork",
    "forward_or_reverse",
    "learned_xor",
    "matrix_product_gradient",
    "rate_search",
    "step_size_u",
    "xor_starts",
]
