# %% wrong: the slope at 0 is 1
def relu_backward(dZ, h):
    return dZ * (h >= 0)  # here

# %% wrong: the mask alone
def relu_backward(dZ, h):
    return (h > 0).astype(float)  # here

# %% wrong: overwrites dZ
def relu_backward(dZ, h):
    dZ[h <= 0] = 0  # here
    return dZ

# %% wrong: cuts off negative derivatives
def relu_backward(dZ, h):
    return np.maximum(0, dZ)  # here

# %% wrong: multiplies by the activation instead of the slope
def relu_backward(dZ, h):
    return dZ * relu(h)  # here

# %% wrong: one half at the corner
def relu_backward(dZ, h):
    return dZ * np.heaviside(h, 0.5)  # here

# %% wrong: only the entries that are on
def relu_backward(dZ, h):
    return dZ[h > 0]  # here

# %% wrong: looks at the sign of dZ
def relu_backward(dZ, h):
    out = np.zeros(h.shape)
    for index in np.ndindex(h.shape):
        if dZ[index] > 0:  # here
            out[index] = dZ[index]
    return out

# %% wrong: lets the derivative through where the unit is off
def relu_backward(dZ, h):
    return np.where(h < 0, dZ, 0)  # here

# %% wrong: returns h where the unit is off
def relu_backward(dZ, h):
    return np.where(h > 0, dZ, h)  # here

# %% wrong: the sign of h
def relu_backward(dZ, h):
    return dZ * np.sign(h)  # here

# %% wrong: measures the slope, which gives one half at 0
def relu_backward(dZ, h):
    return dZ * slope(ff.relu, h)  # here

# %% wrong: leaky
def relu_backward(dZ, h):
    df = np.where(h > 0, 1.0, 0.01)  # here
    return dZ * df

# %% wrong: an if on an array
def relu_backward(dZ, h):
    if h > 0:  # here
        return dZ
    return 0 * dZ

# %% wrong: the ReLU of the product
def relu_backward(dZ, h):
    return relu(dZ * h)  # here

# %% wrong: a result of integers
def relu_backward(dZ, h):
    dh = np.zeros(dZ.shape, dtype=int)  # here
    on = h > 0
    dh[on] = dZ[on]
    return dh

# %% wrong: a unit counts as on if any sample switches it on
def relu_backward(dZ, h):
    on = (h > 0).any(axis=0)  # here
    return dZ * on

# %% right: the product with the mask
def relu_backward(dZ, h):
    return dZ * (h > 0)

# %% right: np.where
def relu_backward(dZ, h):
    return np.where(h > 0, dZ, 0.0)

# %% right: a copy
def relu_backward(dZ, h):
    dh = np.array(dZ)
    dh[h <= 0] = 0
    return dh

# %% right: np.heaviside
def relu_backward(dZ, h):
    return dZ * np.heaviside(h, 0)

# %% right: entry by entry
def relu_backward(dZ, h):
    dh = np.zeros_like(dZ)
    for index in np.ndindex(h.shape):
        if h[index] > 0:
            dh[index] = dZ[index]
    return dh

# %% wrong: ReLU of h plus dZ
def relu_backward(dZ, h):
    return dZ + np.maximum(h, 0)  # here

# %% wrong: np.where with one argument gives indices
def relu_backward(dZ, h):
    on = np.where(h > 0)  # here
    return dZ * on

# %% wrong: the mask from the wrong array
def relu_backward(dZ, h):
    mask = (dZ > 0).astype(float)  # here
    return dZ * mask

# %% wrong: the caller's h becomes the mask
def relu_backward(dZ, h):
    h[h > 0] = 1  # here
    h[h < 0] = 0  # here
    return dZ * h
