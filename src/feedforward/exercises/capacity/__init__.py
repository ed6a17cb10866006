"""The exercises of section 6.3, expressive power and overfitting, in the order of the book."""

from feedforward.exercises.capacity.dropout_forward import DROPOUT_FORWARD
from feedforward.exercises.capacity.early_stopping_epoch import EARLY_STOPPING_EPOCH
from feedforward.exercises.capacity.hat import HAT
from feedforward.exercises.capacity.l2_penalty import L2_PENALTY
from feedforward.exercises.capacity.relu_interpolant import RELU_INTERPOLANT
from feedforward.exercises.capacity.sawtooth import SAWTOOTH

SECTION = "6.3_capacity"
EXERCISES = (HAT, RELU_INTERPOLANT, SAWTOOTH, L2_PENALTY, DROPOUT_FORWARD, EARLY_STOPPING_EPOCH)
