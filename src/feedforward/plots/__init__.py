"""Drawings: arrays onto axes. No widget is needed here."""

from .xor import XorArrays, draw_hidden_plane, draw_input_plane, xor_arrays

__all__ = ["XorArrays", "draw_hidden_plane", "draw_input_plane", "xor_arrays"]
