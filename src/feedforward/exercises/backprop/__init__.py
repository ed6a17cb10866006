"""The exercises of section 6.8, backpropagation, in the order of the book."""

from feedforward.exercises.backprop.affine_backward import AFFINE_BACKWARD
from feedforward.exercises.backprop.backward import BACKWARD
from feedforward.exercises.backprop.graph_gradients import GRAPH_GRADIENTS
from feedforward.exercises.backprop.numerical_gradient import NUMERICAL_GRADIENT
from feedforward.exercises.backprop.relative_error import RELATIVE_ERROR
from feedforward.exercises.backprop.sgd_step import SGD_STEP
from feedforward.exercises.backprop.train import TRAIN

SECTION = "6.8_backprop"
EXERCISES = (
    GRAPH_GRADIENTS,
    NUMERICAL_GRADIENT,
    RELATIVE_ERROR,
    AFFINE_BACKWARD,
    BACKWARD,
    SGD_STEP,
    TRAIN,
)
