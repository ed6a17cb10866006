"""Drawings: arrays onto axes. No widget is needed here."""
