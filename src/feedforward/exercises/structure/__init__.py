"""The exercises of section 6.2, structure, in the order of the book."""

from feedforward.exercises.structure.compose import COMPOSE
from feedforward.exercises.structure.count_parameters import COUNT_PARAMETERS
from feedforward.exercises.structure.init_params import INIT_PARAMS
from feedforward.exercises.structure.layer_shapes import LAYER_SHAPES
from feedforward.exercises.structure.width_for_budget import WIDTH_FOR_BUDGET

SECTION = "6.2_structure"
EXERCISES = (COMPOSE, LAYER_SHAPES, COUNT_PARAMETERS, WIDTH_FOR_BUDGET, INIT_PARAMS)
