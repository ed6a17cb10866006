"""The explorers: controls around the drawings."""

from .explorer import Explorer, choice, slider
from .panel import Panel
from .xor import explore_xor

__all__ = ["Explorer", "Panel", "choice", "explore_xor", "slider"]
