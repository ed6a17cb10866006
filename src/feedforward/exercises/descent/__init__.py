"""The exercises of section 6.6, gradient descent, in the order of the book."""

from feedforward.exercises.descent.adam_step import ADAM_STEP
from feedforward.exercises.descent.batch_gradient_descent import BATCH_GRADIENT_DESCENT
from feedforward.exercises.descent.gradient_noise import GRADIENT_NOISE
from feedforward.exercises.descent.linear_gradient import LINEAR_GRADIENT
from feedforward.exercises.descent.minibatches import MINIBATCHES
from feedforward.exercises.descent.momentum_step import MOMENTUM_STEP
from feedforward.exercises.descent.sgd_epoch import SGD_EPOCH
from feedforward.exercises.descent.updates_per_epoch import UPDATES_PER_EPOCH

SECTION = "6.6_gradient_descent"
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
