"""The truth table of XOR."""

import numpy as np

XOR_X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


XOR_Y = np.array([0, 1, 1, 0])
