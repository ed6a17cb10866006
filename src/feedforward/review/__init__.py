"""Ask again about exercises that a learner got wrong, in later sections and with new numbers."""

from . import activations, capacity, descent, forward, losses, structure, xor
from .template import Template

__all__ = ["TEMPLATES", "Template"]

# 6.8 is the last section, so its exercises cannot come back in a later one.
MODULES = (xor, structure, capacity, activations, losses, descent, forward)
TEMPLATES = {}  # by the exercise's name: one, or several that show different mistakes
for _module in MODULES:
    for _template in _module.TEMPLATES:
        TEMPLATES[_template.exercise] = (*TEMPLATES.get(_template.exercise, ()), _template)
