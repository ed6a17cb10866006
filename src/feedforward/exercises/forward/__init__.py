"""The exercises of section 6.7, forward propagation, in the order of the book."""

from feedforward.exercises.forward.affine_forward import AFFINE_FORWARD
from feedforward.exercises.forward.affine_loops import AFFINE_LOOPS
from feedforward.exercises.forward.forward import FORWARD
from feedforward.exercises.forward.forward_flops import FORWARD_FLOPS
from feedforward.exercises.forward.predict import PREDICT
from feedforward.exercises.forward.shape_trace import SHAPE_TRACE

SECTION = "6.7_forward"
EXERCISES = (AFFINE_LOOPS, AFFINE_FORWARD, SHAPE_TRACE, FORWARD, PREDICT, FORWARD_FLOPS)
