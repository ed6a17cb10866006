"""The explorers: controls around the drawings."""

from feedforward.plots.picture import picture

from .activations import explore_activations
from .ask import ask, ask_number
from .backward import explore_backward
from .batch_size import explore_batch_size
from .budget import explore_budget
from .bugs import find_the_bug
from .capacity import explore_capacity
from .confident_error import explore_confident_error
from .descent import explore_descent
from .difference import explore_difference_step
from .dropout import explore_dropout
from .explorer import Explorer, Story, choice, slider, stepper, steps
from .kl import explore_kl
from .ledger import explore_shapes
from .loss_surface import explore_loss_surface
from .network_page import your_network
from .noise_floor import explore_noise_floor
from .panel import Panel
from .pieces import explore_pieces
from .recall import recall
from .sample import explore_sample
from .scores import explore_scores
from .softmax import explore_softmax
from .structure import explore_structure
from .towers import explore_towers
from .vanishing import explore_vanishing
from .xor import explore_xor

__all__ = [
    "Explorer",
    "Panel",
    "Story",
    "ask",
    "ask_number",
    "choice",
    "explore_activations",
    "explore_backward",
    "explore_batch_size",
    "explore_budget",
    "explore_capacity",
    "explore_confident_error",
    "explore_descent",
    "explore_difference_step",
    "explore_dropout",
    "explore_kl",
    "explore_loss_surface",
    "explore_noise_floor",
    "explore_pieces",
    "explore_sample",
    "explore_scores",
    "explore_shapes",
    "explore_softmax",
    "explore_structure",
    "explore_towers",
    "explore_vanishing",
    "explore_xor",
    "find_the_bug",
    "picture",
    "recall",
    "slider",
    "stepper",
    "steps",
    "your_network",
]
