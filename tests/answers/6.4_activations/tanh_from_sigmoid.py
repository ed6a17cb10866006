# %% wrong: stretches the height only
def tanh_from_sigmoid(h):
    return 2 * sigmoid(h) - 1  # here

# %% wrong: forgets to shift
def tanh_from_sigmoid(h):
    return 2 * sigmoid(2 * h)  # here

# %% wrong: halves h instead of doubling it
def tanh_from_sigmoid(h):
    s = sigmoid(h / 2)  # here
    return 2 * s - 1

# %% wrong: the formula that circulates
def tanh_from_sigmoid(h):
    return (1 - np.exp(-h)) / (1 + np.exp(-h))  # here

# %% wrong: subtracts 1 before doubling
def tanh_from_sigmoid(h):
    return 2 * (ff.sigmoid(2 * h) - 1)  # here

# %% wrong: subtracts one half and does not stretch
def tanh_from_sigmoid(h):
    return sigmoid(2 * h) - 0.5  # here

# %% wrong: upside down
def tanh_from_sigmoid(h):
    s = sigmoid(2 * h)
    return 1 - 2 * s  # here

# %% wrong: doubles the caller's h
def tanh_from_sigmoid(h):
    h *= 2  # here
    return 2 * sigmoid(h) - 1

# %% wrong: the difference of the sigmoids of h and -h
def tanh_from_sigmoid(h):
    return sigmoid(h) - sigmoid(-h)  # here

# %% wrong: a sigmoid of its own with the wrong sign
def tanh_from_sigmoid(h):
    s = 1 / (1 + np.exp(2 * h))  # here
    return 2 * s - 1

# %% wrong: loses the shape
def tanh_from_sigmoid(h):
    out = []
    for v in np.ravel(h):
        s = 1 / (1 + np.exp(-2 * v))
        out.append(2 * s - 1)
    return np.array(out)  # here

# %% wrong: doubles the sigmoid twice instead of h
def tanh_from_sigmoid(h):
    return 2 * 2 * sigmoid(h) - 1  # here

# %% wrong: squares the sigmoid
def tanh_from_sigmoid(h):
    return 2 * sigmoid(h) ** 2 - 1  # here

# %% wrong: an even function
def tanh_from_sigmoid(h):
    return 2 * sigmoid(2 * np.abs(h)) - 1  # here

# %% wrong: adds 1
def tanh_from_sigmoid(h):
    return 2 * sigmoid(2 * h) + 1  # here

# %% wrong: the shift goes into the argument
def tanh_from_sigmoid(h):
    return 2 * sigmoid(2 * h - 1)  # here

# %% right: stretched and shifted
def tanh_from_sigmoid(h):
    return 2 * sigmoid(2 * h) - 1

# %% right: sigmoids on both sides of 0
def tanh_from_sigmoid(h):
    return ff.sigmoid(2 * h) - ff.sigmoid(-2 * h)

# %% right: a sigmoid of its own
def tanh_from_sigmoid(h):
    def s(u):
        return 1 / (1 + np.exp(-u))

    return (s(2 * h) - 0.5) / 0.5

# %% right: one minus twice the complement
def tanh_from_sigmoid(h):
    rest = sigmoid(-2 * h)
    return 1 - 2 * rest

# %% wrong: a division by 2 instead of the product
def tanh_from_sigmoid(h):
    return sigmoid(2 * h) / 2 - 1  # here

# %% wrong: twice the sigmoid of h minus one half
def tanh_from_sigmoid(h):
    return 2 * (sigmoid(h) - 0.5)  # here

# %% wrong: one number of an array
def tanh_from_sigmoid(h):
    for v in np.ravel(h):
        result = 2 * sigmoid(np.array([2 * v])) - 1  # here
    return result

# %% wrong: rounds to integers
def tanh_from_sigmoid(h):
    s = sigmoid(2 * h)
    return (2 * s - 1).astype(int)  # here
