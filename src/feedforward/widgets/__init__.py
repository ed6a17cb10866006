"""The explorers: controls around the drawings."""

from .ask import ask, ask_number
from .batch_size import explore_batch_size
from .descent import explore_descent
from .explorer import Explorer, choice, slider
from .noise_floor import explore_noise_floor
from .panel import Panel
from .xor import explore_xor

__all__ = [
    "Explorer",
    "Panel",
    "ask",
    "ask_number",
    "choice",
    "explore_batch_size",
    "explore_descent",
    "explore_noise_floor",
    "explore_xor",
    "slider",
]
