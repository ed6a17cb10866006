# %% wrong: applies the tent to the original x each time
def sawtooth(x, depth):
    for _ in range(depth):
        out = 2 * np.minimum(x, 1 - x)  # here
    return out

# %% wrong: Python's min on arrays
def sawtooth(x, depth):
    for i in range(depth):
        x = 2 * min(x, 1 - x)  # here
    return x

# %% wrong: once too few
def sawtooth(x, depth):
    for d in range(1, depth):  # here
        x = 2 * np.minimum(x, 1 - x)
    return x

# %% wrong: folds the new value against the old x
def sawtooth(x, depth):
    t = x
    for _ in range(depth):
        t = 2 * np.minimum(t, 1 - x)  # here
    return t

# %% wrong: the doubling map, which jumps
def sawtooth(x, depth):
    for _ in range(depth):
        x = (2 * x) % 1  # here
    return x

# %% wrong: a tent of height one half
def sawtooth(x, depth):
    y = np.array(x, dtype=float)
    for _ in range(depth):
        y = np.minimum(y, 1 - y)  # here
    return y

# %% wrong: once too many
def sawtooth(x, depth):
    t = 2 * np.minimum(x, 1 - x)
    for k in range(depth):  # here
        t = 2 * np.minimum(t, 1 - t)
    return t

# %% wrong: the second ReLU does not turn the slope around
def sawtooth(x, depth):
    for _ in range(depth):
        x = relu(2 * x) - relu(2 * x - 1)  # here
    return x

# %% wrong: writes each fold into the caller's array
def sawtooth(x, depth):
    for _ in range(depth):
        x[...] = 2 * np.minimum(x, 1 - x)  # here
    return x

# %% wrong: multiplies by the depth instead of repeating
def sawtooth(x, depth):
    t = 2 * np.minimum(x, 1 - x)
    return depth * t  # here

# %% wrong: np.min takes 1 - x for an axis
def sawtooth(x, depth):
    out = x
    for _ in range(depth):
        out = 2 * np.min(out, 1 - out)  # here
    return out

# %% wrong: a power instead of a composition
def sawtooth(x, depth):
    return (2 * np.minimum(x, 1 - x)) ** depth  # here

# %% wrong: loops over the entries of the first axis only
def sawtooth(x, depth):
    out = np.zeros(len(x))  # here
    for i in range(len(x)):  # here
        t = x[i]
        for _ in range(depth):
            t = 2 * t if t <= 0.5 else 2 * (1 - t)
        out[i] = t
    return out

# %% wrong: twice as many teeth as layers instead of doubling in each layer
def sawtooth(x, depth):
    s = (2 * depth * x) % 2  # here
    return 1 - np.abs(s - 1)

# %% wrong: the steep half of the tent starts at 1
def sawtooth(x, depth):
    for _ in range(depth):
        x = relu(2 * x) - 2 * relu(x - 1)  # here
    return x

# %% wrong: a recursion that loses the inner tent
def sawtooth(x, depth):
    if depth > 1:
        sawtooth(2 * np.minimum(x, 1 - x), depth - 1)  # here
    return 2 * np.minimum(x, 1 - x)

# %% right: the tent again and again
def sawtooth(x, depth):
    for _ in range(depth):
        x = 2 * np.minimum(x, 1 - x)
    return x

# %% right: two ReLUs per layer
def sawtooth(x, depth):
    t = np.array(x, dtype=float)
    for _ in range(depth):
        t = relu(2 * t) - 2 * relu(2 * t - 1)
    return t

# %% right: compose
def sawtooth(x, depth):
    def tent(x):
        return np.where(x < 0.5, 2 * x, 2 - 2 * x)

    return compose(*[tent] * depth)(x)

# %% right: recursion
def sawtooth(x, depth):
    t = 1 - np.abs(2 * x - 1)
    if depth == 1:
        return t
    return sawtooth(t, depth - 1)

# %% right: a closed form
def sawtooth(x, depth):
    s = (2**depth * x) % 2
    return 1 - np.abs(s - 1)

# %% wrong: adds up the tents
def sawtooth(x, depth):
    total = np.zeros(np.shape(x))
    t = x
    for _ in range(depth):
        t = 2 * np.minimum(t, 1 - t)
        total = total + t
    return total  # here

# %% wrong: returns after the first fold
def sawtooth(x, depth):
    for _ in range(depth):
        x = 2 * np.minimum(x, 1 - x)
        return x  # here

# %% wrong: folds at one half but forgets to stretch the right half back
def sawtooth(x, depth):
    t = x
    for _ in range(depth):
        t = np.where(t < 0.5, 2 * t, 1 - t)  # here
    return t

# %% wrong: a sine with as many waves
def sawtooth(x, depth):
    return np.sin(np.pi * 2 ** (depth - 1) * x) ** 2  # here
