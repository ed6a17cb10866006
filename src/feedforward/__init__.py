"""Feedforward networks by hand: what the book computes with, shows and checks.

The notebooks import it as ``ff``.
"""
