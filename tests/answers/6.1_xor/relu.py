# %% wrong: Python's max compares a whole array with 0
def relu(h):
    return max(0, h)  # here

# %% wrong: np.max with 0 as the axis
def relu(h):
    return np.max(h, 0)  # here

# %% wrong: sets the negative entries of the caller's array to 0
def relu(h):
    h[h < 0] = 0  # here
    return h

# %% wrong: keeps the smaller one
def relu(h):
    return np.minimum(0, h)  # here

# %% wrong: np.vectorize takes its type from the first result, which may be the integer 0
def relu(h):
    f = np.vectorize(lambda v: max(0, v))  # here
    return f(h)

# %% wrong: returns the mask of the positive entries
def relu(h):
    positive = h > 0
    return positive * 1.0  # here

# %% wrong: drops the other entries instead of replacing them
def relu(h):
    h = np.asarray(h)
    return h[h > 0]  # here

# %% wrong: cuts off at 1 as well
def relu(h):
    return np.clip(h, 0, 1)  # here

# %% wrong: a second name for h instead of a copy
def relu(h):
    out = h  # here
    out[out <= 0] = 0.0
    return out

# %% wrong: two nested loops, so only matrices work
def relu(h):
    out = np.zeros(h.shape)
    for i in range(h.shape[0]):  # here
        for j in range(h.shape[1]):  # here
            if h[i, j] > 0:
                out[i, j] = h[i, j]
    return out

# %% wrong: flips the sign of negative entries
def relu(h):
    return np.where(h >= 0, h, -h)  # here

# %% wrong: lets a hundredth of the negative entries through
def relu(h):
    return np.where(h > 0, h, 0.01 * h)  # here

# %% wrong: an integer array for the result
def relu(h):
    result = np.zeros(h.shape, dtype=int)  # here
    result[h > 0] = h[h > 0]
    return result

# %% wrong: forgets the return
def relu(h):
    out = h.copy()
    out[out < 0] = 0
    # here

# %% wrong: asks whether any entry is positive
def relu(h):
    if np.any(h > 0):  # here
        return h
    return np.zeros_like(h)

# %% right: np.maximum
def relu(h):
    return np.maximum(h, 0)

# %% right: a product with the mask
def relu(h):
    return h * (h > 0)

# %% right: half of h plus its absolute value
def relu(h):
    return (h + np.abs(h)) / 2

# %% right: a changed copy
def relu(h):
    out = np.array(h, dtype=float)
    out[out < 0] = 0
    return out

# %% right: a loop over the flattened array
def relu(h):
    values = [v if v > 0 else 0.0 for v in h.ravel()]
    return np.array(values).reshape(h.shape)

# %% wrong: computes the result and returns h
def relu(h):
    np.maximum(h, 0)  # here
    return h

# %% wrong: a list in the place of two arguments
def relu(h):
    return np.maximum([0, h])  # here

# %% wrong: the shape is called like a function
def relu(h):
    out = np.zeros(h.shape())  # here
    out[h > 0] = h[h > 0]
    return out

# %% wrong: replaces entries below 1
def relu(h):
    return np.where(h >= 1, h, 0)  # here
