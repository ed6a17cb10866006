# %% wrong: slopes instead of changes of slope
def relu_interpolant(x, y):
    slopes = np.diff(y) / np.diff(x)
    w1 = np.ones(len(x) - 1)
    b1 = -x[:-1]
    w2 = slopes  # here
    return w1, b1, w2, y[0]

# %% wrong: starts at height 0
def relu_interpolant(x, y):
    s = np.diff(y) / np.diff(x)
    w2 = s.copy()
    w2[1:] -= s[:-1]
    return np.ones_like(w2), -x[:-1], w2, 0.0  # here

# %% wrong: the slope inside the ReLU, where negative slopes are cut off
def relu_interpolant(x, y):
    s = np.diff(y) / np.diff(x)
    change = np.diff(s, prepend=0)
    w1 = change  # here
    b1 = -change * x[:-1]  # here
    w2 = np.ones(len(change))  # here
    return w1, b1, w2, y[0]

# %% wrong: forgets the first slope
def relu_interpolant(x, y):
    s = np.diff(y) / np.diff(x)
    w2 = np.diff(s)  # here
    b1 = -x[1:-1]  # here
    w1 = np.ones(len(w2))
    return w1, b1, w2, y[0]

# %% wrong: bends at the right ends of the pieces
def relu_interpolant(x, y):
    K = len(x)
    s = (y[1:] - y[:-1]) / (x[1:] - x[:-1])
    w2 = np.concatenate(([s[0]], s[1:] - s[:-1]))
    return np.ones(K - 1), -x[1:], w2, y[0]  # here

# %% wrong: subtracts slopes that have been overwritten already
def relu_interpolant(x, y):
    w2 = (y[1:] - y[:-1]) / (x[1:] - x[:-1])
    for k in range(1, len(w2)):
        w2[k] = w2[k] - w2[k - 1]  # here
    w1 = np.ones(len(w2))
    b1 = -x[:-1]
    return w1, b1, w2, float(y[0])

# %% wrong: assumes that the points are 1 apart
def relu_interpolant(x, y):
    s = np.diff(y)  # here
    w2 = np.append(s[0], np.diff(s))
    return np.ones(len(s)), -x[:-1], w2, y[0]

# %% wrong: bends at minus x
def relu_interpolant(x, y):
    s = np.diff(y) / np.diff(x)
    w2 = np.diff(s, prepend=0.0)
    w1 = np.ones(len(s))
    b1 = x[:-1]  # here
    b2 = y[0]
    return w1, b1, w2, b2

# %% wrong: run over rise
def relu_interpolant(x, y):
    s = np.diff(x) / np.diff(y)  # here
    w2 = np.diff(s, prepend=0)
    return np.ones(len(s)), -x[:-1], w2, y[0]

# %% wrong: b2 is an array of one entry
def relu_interpolant(x, y):
    s = np.diff(y) / np.diff(x)
    w2 = np.hstack([s[:1], np.diff(s)])
    return np.ones_like(s), -x[:-1], w2, y[:1]  # here

# %% wrong: the weights of both layers come first
def relu_interpolant(x, y):
    s = np.diff(y) / np.diff(x)
    w1 = np.ones(len(s))
    b1 = -x[:-1]
    w2 = np.diff(s, prepend=0)
    return w1, w2, b1, y[0]  # here

# %% wrong: needs at least three points
def relu_interpolant(x, y):
    K = len(x)
    s = [(y[k + 1] - y[k]) / (x[k + 1] - x[k]) for k in range(K - 1)]
    w2 = np.zeros(K - 1)
    w2[0] = s[0]
    w2[1] = s[1] - s[0]  # here
    for k in range(2, K - 1):
        w2[k] = s[k] - s[k - 1]
    return np.ones(K - 1), -x[:-1], w2, y[0]

# %% wrong: the changes of slope with the opposite sign
def relu_interpolant(x, y):
    s = np.diff(y) / np.diff(x)
    w2 = np.empty(len(s))
    w2[0] = s[0]
    w2[1:] = s[:-1] - s[1:]  # here
    return np.ones(len(s)), -x[:-1], w2, y[0]

# %% wrong: np.gradient takes the slopes at the points, not between them
def relu_interpolant(x, y):
    s = np.gradient(y, x)[:-1]  # here
    w2 = np.diff(s, prepend=0)
    return np.ones(len(s)), -x[:-1], w2, y[0]

# %% wrong: an integer array for the weights
def relu_interpolant(x, y):
    m = len(x) - 1
    w2 = np.zeros(m, dtype=int)  # here
    before = 0
    for k in range(m):
        s = (y[k + 1] - y[k]) / (x[k + 1] - x[k])
        w2[k] = s - before
        before = s
    return np.ones(m), -x[:m], w2, y[0]

# %% wrong: never remembers the slope before
def relu_interpolant(x, y):
    w1, b1, w2 = [], [], []
    before = 0
    for k in range(len(x) - 1):
        s = (y[k + 1] - y[k]) / (x[k + 1] - x[k])
        w1.append(1)
        b1.append(-x[k])
        w2.append(s - before)  # here
    return np.array(w1), np.array(b1), np.array(w2), y[0]

# %% right: np.diff twice
def relu_interpolant(x, y):
    s = np.diff(y) / np.diff(x)
    return np.ones(len(s)), -x[:-1], np.diff(s, prepend=0), y[0]

# %% right: a loop that remembers the slope before
def relu_interpolant(x, y):
    m = len(x) - 1
    w1, b1, w2 = np.ones(m), np.zeros(m), np.zeros(m)
    before = 0.0
    for k in range(m):
        s = (y[k + 1] - y[k]) / (x[k + 1] - x[k])
        b1[k] = -x[k]
        w2[k] = s - before
        before = s
    return w1, b1, w2, float(y[0])

# %% right: solves for the output weights
def relu_interpolant(x, y):
    x, y = x.astype(float), y.astype(float)
    Z = relu(x[1:, None] - x[None, :-1])
    w2 = np.linalg.solve(Z, y[1:] - y[0])
    return np.ones(len(x) - 1), -x[:-1], w2, y[0]

# %% right: starts from the right with units that look to the left
def relu_interpolant(x, y):
    s = (y[:-1] - y[1:]) / (x[1:] - x[:-1])
    s = s[::-1]
    w2 = s - np.append(0, s[:-1])
    b1 = x[1:][::-1]
    return -np.ones(len(s)), b1, w2, y[-1]

# %% wrong: number 1 for all the first weights
def relu_interpolant(x, y):
    s = np.diff(y) / np.diff(x)
    w2 = np.diff(s, prepend=0)
    return 1.0, -x[:-1], w2, y[0]  # here

# %% wrong: the change of slope appended at the end
def relu_interpolant(x, y):
    s = np.diff(y) / np.diff(x)
    w2 = np.append(np.diff(s), s[0])  # here
    return np.ones(len(s)), -x[:-1], w2, y[0]

# %% wrong: takes the last height for b2
def relu_interpolant(x, y):
    s = np.diff(y) / np.diff(x)
    w2 = np.diff(s, prepend=0)
    return np.ones(len(s)), -x[:-1], w2, y[-1]  # here

# %% wrong: shifts the caller's y
def relu_interpolant(x, y):
    b2 = float(y[0])
    y -= b2  # here
    s = np.diff(y) / np.diff(x)
    return np.ones(len(s)), -x[:-1], np.diff(s, prepend=0), b2
