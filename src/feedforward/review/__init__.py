"""Ask again, in later sections and with new numbers, about exercises that a learner got wrong."""

from . import activations, capacity, descent, forward, losses, structure, xor
from .probe import Probe

__all__ = ["PROBES", "Probe"]

# 6.8 is the last section: nothing of it can come back later.
MODULES = (xor, structure, capacity, activations, losses, descent, forward)
PROBES = {}  # by the exercise's name: one probe, or several that show different mistakes
for _module in MODULES:
    for _probe in _module.PROBES:
        PROBES[_probe.exercise] = (*PROBES.get(_probe.exercise, ()), _probe)
