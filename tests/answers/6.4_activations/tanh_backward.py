# %% wrong: takes tanh of Z once more
def tanh_backward(dZ, Z):
    return dZ * (1 - np.tanh(Z) ** 2)  # here

# %% wrong: no parentheses around 1 - Z^2
def tanh_backward(dZ, Z):
    return dZ * 1 - Z**2  # here

# %% wrong: the slope without dZ
def tanh_backward(dZ, Z):
    return 1 - Z * Z  # here

# %% wrong: forgets the square
def tanh_backward(dZ, Z):
    return dZ * (1 - Z)  # here

# %% wrong: the square of 1 - Z
def tanh_backward(dZ, Z):
    return dZ * (1 - Z) ** 2  # here

# %% wrong: ^ is not a power in Python
def tanh_backward(dZ, Z):
    return dZ * (1 - Z^2)  # here

# %% wrong: the slope of the sigmoid
def tanh_backward(dZ, Z):
    return dZ * Z * (1 - Z)  # here

# %% wrong: plus in the quotient rule
def tanh_backward(dZ, Z):
    return dZ * (1 + Z**2)  # here

# %% wrong: half the slope, as for the formula that circulates
def tanh_backward(dZ, Z):
    return dZ * (1 - Z**2) / 2  # here

# %% wrong: overwrites Z
def tanh_backward(dZ, Z):
    Z **= 2  # here
    return dZ * (1 - Z)

# %% wrong: squares dZ instead of Z
def tanh_backward(dZ, Z):
    return Z * (1 - dZ**2)  # here

# %% wrong: the slope at h written with Z in the place of h
def tanh_backward(dZ, Z):
    return dZ / np.cosh(Z) ** 2  # here

# %% wrong: the square root of 1 - Z^2
def tanh_backward(dZ, Z):
    slope_of_f = np.sqrt(1 - Z**2)  # here
    return dZ * slope_of_f

# %% wrong: the other sign
def tanh_backward(dZ, Z):
    return dZ * (Z**2 - 1)  # here

# %% wrong: multiplies by 2 instead of squaring
def tanh_backward(dZ, Z):
    dh = dZ * (1 - Z * 2)  # here
    return dh

# %% wrong: sums each row
def tanh_backward(dZ, Z):
    return (dZ * (1 - Z**2)).sum(axis=-1)  # here

# %% right: one minus the square
def tanh_backward(dZ, Z):
    return dZ * (1 - Z**2)

# %% right: the two factors
def tanh_backward(dZ, Z):
    return dZ * (1 - Z) * (1 + Z)

# %% right: dZ first, then what is taken away
def tanh_backward(dZ, Z):
    dh = dZ - dZ * np.square(Z)
    return dh

# %% right: by way of the sigmoid
def tanh_backward(dZ, Z):
    S = (Z + 1) / 2
    return 4 * sigmoid_backward(dZ, S)

# %% wrong: one minus the absolute value
def tanh_backward(dZ, Z):
    return dZ * (1 - np.abs(Z))  # here

# %% wrong: a matrix product for the square
def tanh_backward(dZ, Z):
    return dZ * (1 - Z @ Z)  # here

# %% wrong: computes the slope and returns dZ
def tanh_backward(dZ, Z):
    dh = dZ.copy()
    dh * (1 - Z**2)  # here
    return dh

# %% wrong: divides by the slope
def tanh_backward(dZ, Z):
    return dZ / (1 - Z**2)  # here
