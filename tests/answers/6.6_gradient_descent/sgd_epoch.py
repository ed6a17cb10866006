# %% wrong: ignores the order
def sgd_epoch(X, y, w, b, lr, order):
    for i in range(len(X)):  # here
        e = X[i] @ w + b - y[i]
        w = w - lr * e * X[i]
        b = b - lr * e
    return w, b

# %% wrong: counts through the order instead of using its entries
def sgd_epoch(X, y, w, b, lr, order):
    for i in range(len(order)):
        x, target = X[i], y[i]  # here
        e = x @ w + b - target
        w = w - lr * e * x
        b = b - lr * e
    return w, b

# %% wrong: b is updated with the error after the update of w
def sgd_epoch(X, y, w, b, lr, order):
    for i in order:
        w = w - lr * (X[i] @ w + b - y[i]) * X[i]
        b = b - lr * (X[i] @ w + b - y[i])  # here
    return w, b

# %% wrong: changes the caller's w
def sgd_epoch(X, y, w, b, lr, order):
    for i in order:
        e = X[i] @ w + b - y[i]
        w -= lr * e * X[i]  # here
        b -= lr * e
    return w, b

# %% wrong: divides each sample's gradient by N
def sgd_epoch(X, y, w, b, lr, order):
    N = len(X)
    for i in order:
        e = (X[i] @ w + b - y[i]) / N  # here
        w = w - lr * e * X[i]
        b = b - lr * e
    return w, b

# %% wrong: the gradient of all samples in every step
def sgd_epoch(X, y, w, b, lr, order):
    for i in order:
        dw, db = linear_gradient(X, y, w, b)  # here
        w = w - lr * dw
        b = b - lr * db
    return w, b

# %% wrong: all errors are computed before the first update
def sgd_epoch(X, y, w, b, lr, order):
    errors = X @ w + b - y  # here
    for i in order:
        w = w - lr * errors[i] * X[i]
        b = b - lr * errors[i]
    return w, b

# %% wrong: collects the gradients and takes a single step
def sgd_epoch(X, y, w, b, lr, order):
    dw, db = np.zeros(len(w)), 0.0
    for i in order:
        e = X[i] @ w + b - y[i]
        dw += e * X[i]
        db += e
    return w - lr * dw, b - lr * db  # here

# %% wrong: each sample once, even if the order names it twice
def sgd_epoch(X, y, w, b, lr, order):
    seen = []
    for i in order:
        if i in seen:  # here
            continue
        seen.append(i)
        e = np.dot(X[i], w) + b - y[i]
        w = w - lr * e * X[i]
        b = b - lr * e
    return w, b

# %% wrong: sorts the order
def sgd_epoch(X, y, w, b, lr, order):
    for i in np.sort(order):  # here
        dw, db = linear_gradient(X[[i]], y[[i]], w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b

# %% wrong: keeps the 2 of the square
def sgd_epoch(X, y, w, b, lr, order):
    for i in order:
        e = 2 * (X[i] @ w + b - y[i])  # here
        w = w - lr * e * X[i]
        b = b - lr * e
    return w, b

# %% wrong: forgets the input in the gradient of w
def sgd_epoch(X, y, w, b, lr, order):
    for i in order:
        e = X[i] @ w + b - y[i]
        w = w - lr * e  # here
        b = b - lr * e
    return w, b

# %% wrong: a step in the direction of the gradient
def sgd_epoch(X, y, w, b, lr, order):
    for i in order:
        e = X[i] @ w + b - y[i]
        w = w + lr * e * X[i]  # here
        b = b + lr * e  # here
    return w, b

# %% wrong: leaves out the last sample
def sgd_epoch(X, y, w, b, lr, order):
    for i in order[:-1]:  # here
        e = X[i] @ w + b - y[i]
        w = w - lr * e * X[i]
        b = b - lr * e
    return w, b

# %% wrong: the bias stays out of the prediction
def sgd_epoch(X, y, w, b, lr, order):
    for i in order:
        e = X[i] @ w - y[i]  # here
        w = w - lr * e * X[i]
        b = b - lr * e
    return w, b

# %% wrong: shuffles the order itself
def sgd_epoch(X, y, w, b, lr, order):
    order = np.random.permutation(order)  # here
    for i in order:
        e = X[i] @ w + b - y[i]
        w = w - lr * e * X[i]
        b = b - lr * e
    return w, b

# %% wrong: returns after the first sample
def sgd_epoch(X, y, w, b, lr, order):
    for i in order:
        e = X[i] @ w + b - y[i]
        w = w - lr * e * X[i]
        b = b - lr * e
        return w, b  # here

# %% right: one sample after the other
def sgd_epoch(X, y, w, b, lr, order):
    for i in order:
        e = X[i] @ w + b - y[i]
        w = w - lr * e * X[i]
        b = b - lr * e
    return w, b

# %% right: linear_gradient on batches of one
def sgd_epoch(X, y, w, b, lr, order):
    for i in order:
        dw, db = linear_gradient(X[i : i + 1], y[i : i + 1], w, b)
        w = w - lr * dw
        b = b - lr * db
    return w, b

# %% right: the samples are put in order first
def sgd_epoch(X, y, w, b, lr, order):
    for x, target in zip(X[order], y[order]):
        step = lr * (np.dot(x, w) + b - target)
        w, b = w - step * x, b - step
    return w, float(b)

# %% right: a copy that is updated in place
def sgd_epoch(X, y, w, b, lr, order):
    w = np.array(w, dtype=float)
    for k in range(len(order)):
        i = order[k]
        e = sum(X[i, j] * w[j] for j in range(len(w))) + b - y[i]
        for j in range(len(w)):
            w[j] -= lr * e * X[i, j]
        b -= lr * e
    return w, b

# %% wrong: every update starts from the first parameters
def sgd_epoch(X, y, w, b, lr, order):
    w_start, b_start = w, b
    for i in order:
        e = X[i] @ w_start + b_start - y[i]
        w = w_start - lr * e * X[i]  # here
        b = b_start - lr * e  # here
    return w, b

# %% wrong: linear_gradient wants a row of a matrix
def sgd_epoch(X, y, w, b, lr, order):
    for i in order:
        dw, db = linear_gradient(X[i], y[i], w, b)  # here
        w = w - lr * dw
        b = b - lr * db
    return w, b

# %% wrong: x from the order and y without it
def sgd_epoch(X, y, w, b, lr, order):
    for k, i in enumerate(order):
        e = X[i] @ w + b - y[k]  # here
        w = w - lr * e * X[i]
        b = b - lr * e
    return w, b

# %% wrong: goes backwards through the order
def sgd_epoch(X, y, w, b, lr, order):
    for i in order[::-1]:  # here
        e = X[i] @ w + b - y[i]
        w = w - lr * e * X[i]
        b = b - lr * e
    return w, b
