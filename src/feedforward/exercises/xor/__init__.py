"""The exercises of section 6.1, XOR, in the order of the book."""

from feedforward.exercises.xor.collapse import COLLAPSE
from feedforward.exercises.xor.fit_linear import FIT_LINEAR
from feedforward.exercises.xor.relu import RELU
from feedforward.exercises.xor.xnor_parameters import XNOR_PARAMETERS
from feedforward.exercises.xor.xor_forward import XOR_FORWARD

SECTION = "6.1_xor"
EXERCISES = (FIT_LINEAR, COLLAPSE, RELU, XOR_FORWARD, XNOR_PARAMETERS)
