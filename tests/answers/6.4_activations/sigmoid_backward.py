# %% wrong: takes the sigmoid of Z once more
def sigmoid_backward(dZ, Z):
    s = ff.sigmoid(Z)  # here
    return dZ * s * (1 - s)

# %% wrong: the slope alone
def sigmoid_backward(dZ, Z):
    return Z * (1 - Z)  # here

# %% wrong: the formula in h applied to Z
def sigmoid_backward(dZ, Z):
    e = np.exp(-Z)
    return dZ * e / (1 + e) ** 2  # here

# %% wrong: the slope of tanh
def sigmoid_backward(dZ, Z):
    return dZ * (1 - Z**2)  # here

# %% wrong: dZ times Z minus the square of Z
def sigmoid_backward(dZ, Z):
    return dZ * Z - Z**2  # here

# %% wrong: forgets the factor Z
def sigmoid_backward(dZ, Z):
    slope_of_f = 1 - Z  # here
    return dZ * slope_of_f

# %% wrong: a matrix product
def sigmoid_backward(dZ, Z):
    return dZ @ (Z * (1 - Z))  # here

# %% wrong: 1 - dZ where 1 - Z is meant
def sigmoid_backward(dZ, Z):
    return dZ * Z * (1 - dZ)  # here

# %% wrong: overwrites dZ
def sigmoid_backward(dZ, Z):
    dZ *= Z  # here
    dZ *= 1 - Z  # here
    return dZ

# %% wrong: adds where it should multiply
def sigmoid_backward(dZ, Z):
    slope_of_f = Z * (1 - Z)
    return dZ + slope_of_f  # here

# %% wrong: Z - 1 instead of 1 - Z
def sigmoid_backward(dZ, Z):
    return dZ * Z * (Z - 1)  # here

# %% wrong: divides by the slope
def sigmoid_backward(dZ, Z):
    return dZ / (Z * (1 - Z))  # here

# %% wrong: the slope at 0 for every entry
def sigmoid_backward(dZ, Z):
    return 0.25 * dZ  # here

# %% wrong: sums over the samples
def sigmoid_backward(dZ, Z):
    return np.sum(dZ * Z * (1 - Z), axis=0)  # here

# %% wrong: squares 1 - Z
def sigmoid_backward(dZ, Z):
    one_minus = (1 - Z) ** 2  # here
    return dZ * Z * one_minus

# %% wrong: the power of 1 - Z
def sigmoid_backward(dZ, Z):
    return dZ * Z ** (1 - Z)  # here

# %% right: the product
def sigmoid_backward(dZ, Z):
    return dZ * Z * (1 - Z)

# %% right: Z minus its square
def sigmoid_backward(dZ, Z):
    slope_of_f = Z - Z**2
    return slope_of_f * dZ

# %% right: through the exponential
def sigmoid_backward(dZ, Z):
    e = 1 / Z - 1
    return dZ * e / (1 + e) ** 2

# %% right: a quarter minus a square
def sigmoid_backward(dZ, Z):
    return np.multiply(dZ, 0.25 - np.square(Z - 0.5))

# %% wrong: calls for h, which is not given
def sigmoid_backward(dZ, Z):
    s = ff.sigmoid(h)  # here
    return dZ * s * (1 - s)

# %% wrong: the mean over all entries
def sigmoid_backward(dZ, Z):
    return np.mean(dZ * Z * (1 - Z))  # here

# %% wrong: subtracts 1 - Z from Z
def sigmoid_backward(dZ, Z):
    slope_of_f = Z - (1 - Z)  # here
    return dZ * slope_of_f

# %% wrong: cuts the slope off at 0
def sigmoid_backward(dZ, Z):
    return np.maximum(0, dZ * Z * (1 - Z))  # here
