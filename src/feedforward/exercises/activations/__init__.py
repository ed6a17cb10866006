"""The exercises of section 6.4, activation functions, in the order of the book."""

from feedforward.exercises.activations.chain_gradient import CHAIN_GRADIENT
from feedforward.exercises.activations.relu_backward import RELU_BACKWARD
from feedforward.exercises.activations.sigmoid import SIGMOID
from feedforward.exercises.activations.sigmoid_backward import SIGMOID_BACKWARD
from feedforward.exercises.activations.slope import SLOPE
from feedforward.exercises.activations.tanh_backward import TANH_BACKWARD
from feedforward.exercises.activations.tanh_from_sigmoid import TANH_FROM_SIGMOID

SECTION = "6.4_activations"
EXERCISES = (
    SLOPE,
    SIGMOID,
    SIGMOID_BACKWARD,
    TANH_FROM_SIGMOID,
    TANH_BACKWARD,
    RELU_BACKWARD,
    CHAIN_GRADIENT,
)
