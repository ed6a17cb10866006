# %% wrong: Python's max compares a whole array with 0
def relu(z):
    return max(0, z)  # here

# %% wrong: np.max with 0 as the axis
def relu(z):
    return np.max(z, 0)  # here

# %% wrong: sets the negative entries of the caller's array to 0
def relu(z):
    z[z < 0] = 0  # here
    return z

# %% wrong: keeps the smaller one
def relu(z):
    return np.minimum(0, z)  # here

# %% wrong: np.vectorize takes its type from the first result, which may be the integer 0
def relu(z):
    f = np.vectorize(lambda v: max(0, v))  # here
    return f(z)

# %% wrong: returns the mask of the positive entries
def relu(z):
    positive = z > 0
    return positive * 1.0  # here

# %% wrong: drops the other entries instead of replacing them
def relu(z):
    z = np.asarray(z)
    return z[z > 0]  # here

# %% wrong: cuts off at 1 as well
def relu(z):
    return np.clip(z, 0, 1)  # here

# %% wrong: a second name for z instead of a copy
def relu(z):
    out = z  # here
    out[out <= 0] = 0.0
    return out

# %% wrong: two nested loops, so only matrices work
def relu(z):
    out = np.zeros(z.shape)
    for i in range(z.shape[0]):  # here
        for j in range(z.shape[1]):  # here
            if z[i, j] > 0:
                out[i, j] = z[i, j]
    return out

# %% wrong: flips the sign of negative entries
def relu(z):
    return np.where(z >= 0, z, -z)  # here

# %% wrong: lets a hundredth of the negative entries through
def relu(z):
    return np.where(z > 0, z, 0.01 * z)  # here

# %% wrong: an integer array for the result
def relu(z):
    result = np.zeros(z.shape, dtype=int)  # here
    result[z > 0] = z[z > 0]
    return result

# %% wrong: forgets the return
def relu(z):
    out = z.copy()
    out[out < 0] = 0
    # here

# %% wrong: asks whether any entry is positive
def relu(z):
    if np.any(z > 0):  # here
        return z
    return np.zeros_like(z)

# %% right: np.maximum
def relu(z):
    return np.maximum(z, 0)

# %% right: a product with the mask
def relu(z):
    return z * (z > 0)

# %% right: half of z plus its absolute value
def relu(z):
    return (z + np.abs(z)) / 2

# %% right: a changed copy
def relu(z):
    out = np.array(z, dtype=float)
    out[out < 0] = 0
    return out

# %% right: a loop over the flattened array
def relu(z):
    values = [v if v > 0 else 0.0 for v in z.ravel()]
    return np.array(values).reshape(z.shape)

# %% wrong: computes the result and returns z
def relu(z):
    np.maximum(z, 0)  # here
    return z

# %% wrong: a list in the place of two arguments
def relu(z):
    return np.maximum([0, z])  # here

# %% wrong: the shape is called like a function
def relu(z):
    out = np.zeros(z.shape())  # here
    out[z > 0] = z[z > 0]
    return out

# %% wrong: replaces entries below 1
def relu(z):
    return np.where(z >= 1, z, 0)  # here
