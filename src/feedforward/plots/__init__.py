"""Drawings: arrays in, Matplotlib artists out. They need no widget."""

from .bending_sheet import draw_hidden_plane
from .xor import XorArrays, xor_arrays
from .xor_planes import draw_input_plane

__all__ = ["XorArrays", "draw_hidden_plane", "draw_input_plane", "xor_arrays"]
