# %% wrong: records the loss after the update
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        dw, db = linear_gradient(X, y, w, b)
        w = w - lr * dw
        b = b - lr * db
        losses.append(ff.mse(X @ w + b, y))  # here
    return w, b, np.array(losses)

# %% wrong: the gradient is computed only once
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = np.zeros(steps)
    dw, db = linear_gradient(X, y, w, b)  # here
    for k in range(steps):
        losses[k] = ff.mse(X @ w + b, y)
        w = w - lr * dw
        b = b - lr * db
    return w, b, losses

# %% wrong: the gradient of b uses the new w
def batch_gradient_descent(X, y, w, b, lr, steps):
    N = len(X)
    losses = []
    for _ in range(steps):
        e = X @ w + b - y
        losses.append(np.sum(e**2) / (2 * N))
        w = w - lr * X.T @ e / N
        e = X @ w + b - y  # here
        b = b - lr * e.mean()
    return w, b, np.array(losses)

# %% wrong: changes the caller's w
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(ff.mse(X @ w + b, y))
        dw, db = linear_gradient(X, y, w, b)
        w -= lr * dw  # here
        b -= lr * db
    return w, b, losses

# %% wrong: walks uphill
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = np.empty(steps)
    for k in range(steps):
        losses[k] = ff.mse(X @ w + b, y)
        dw, db = linear_gradient(X, y, w, b)
        w = w + lr * dw  # here
        b = b + lr * db  # here
    return w, b, losses

# %% wrong: one loss too many
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = [ff.mse(X @ w + b, y)]  # here
    for _ in range(steps):
        dw, db = linear_gradient(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
        losses.append(ff.mse(X @ w + b, y))
    return w, b, np.array(losses)

# %% wrong: one step too few
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = np.zeros(steps)
    for k in range(1, steps):  # here
        losses[k - 1] = ff.mse(X @ w + b, y)
        dw, db = linear_gradient(X, y, w, b)
        w = w - lr * dw
        b = b - lr * db
    return w, b, losses

# %% wrong: the loss without the half
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        e = X @ w + b - y
        losses.append(np.mean(e**2))  # here
        w = w - lr * (X.T @ e) / len(X)
        b = b - lr * np.mean(e)
    return w, b, np.array(losses)

# %% wrong: forgets to update b
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(ff.mse(X @ w + b, y))
        dw, db = linear_gradient(X, y, w, b)
        w = w - lr * dw
        # here
    return w, b, np.array(losses)

# %% wrong: returns the last loss only
def batch_gradient_descent(X, y, w, b, lr, steps):
    J = 0.0
    for _ in range(steps):
        J = ff.mse(X @ w + b, y)  # here
        dw, db = linear_gradient(X, y, w, b)
        w = w - lr * dw
        b = b - lr * db
    return w, b, J  # here

# %% wrong: starts at zero instead of the given w and b
def batch_gradient_descent(X, y, w, b, lr, steps):
    w, b = np.zeros(X.shape[1]), 0.0  # here
    losses = []
    for _ in range(steps):
        losses.append(ff.mse(X @ w + b, y))
        dw, db = linear_gradient(X, y, w, b)
        w = w - lr * dw
        b = b - lr * db
    return w, b, np.array(losses)

# %% wrong: returns inside the loop
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(ff.mse(X @ w + b, y))
        dw, db = linear_gradient(X, y, w, b)
        w = w - lr * dw
        b = b - lr * db
        return w, b, np.array(losses)  # here

# %% wrong: divides the step by N once more
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = np.zeros(steps)
    for k in range(steps):
        losses[k] = ff.mse(X @ w + b, y)
        dw, db = linear_gradient(X, y, w, b)
        w = w - lr / len(X) * dw  # here
        b = b - lr / len(X) * db  # here
    return w, b, losses

# %% wrong: lowers the learning rate in every step
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for k in range(steps):
        losses.append(ff.mse(X @ w + b, y))
        dw, db = linear_gradient(X, y, w, b)
        w = w - lr / (k + 1) * dw  # here
        b = b - lr / (k + 1) * db  # here
    return w, b, np.array(losses)

# %% wrong: losses in an integer array
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = np.zeros(steps, dtype=int)  # here
    for k in range(steps):
        losses[k] = ff.mse(X @ w + b, y)
        dw, db = linear_gradient(X, y, w, b)
        w = w - lr * dw
        b = b - lr * db
    return w, b, losses

# %% wrong: moves to the gradient instead of by it
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(ff.mse(X @ w + b, y))
        dw, db = linear_gradient(X, y, w, b)
        w = -lr * dw  # here
        b = -lr * db  # here
    return w, b, np.array(losses)

# %% wrong: computes all losses with the final parameters
def batch_gradient_descent(X, y, w, b, lr, steps):
    for _ in range(steps):
        dw, db = linear_gradient(X, y, w, b)
        w = w - lr * dw
        b = b - lr * db
    losses = np.full(steps, ff.mse(X @ w + b, y))  # here
    return w, b, losses

# %% right: the loop
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(ff.mse(X @ w + b, y))
        dw, db = linear_gradient(X, y, w, b)
        w = w - lr * dw
        b = b - lr * db
    return w, b, np.array(losses)

# %% right: the errors computed once a step
def batch_gradient_descent(X, y, w, b, lr, steps):
    N = len(X)
    losses = np.zeros(steps)
    for k in range(steps):
        e = X @ w + b - y
        losses[k] = e @ e / (2 * N)
        w = w - lr * (X.T @ e) / N
        b = b - lr * e.sum() / N
    return w, b, losses

# %% right: a copy that is updated in place
def batch_gradient_descent(X, y, w, b, lr, steps):
    w = np.array(w, dtype=float)
    losses = []
    while len(losses) < steps:
        losses.append(mse(X @ w + b, y))
        dw, db = linear_gradient(X, y, w, b)
        w -= lr * dw
        b -= lr * db
    return w, float(b), losses

# %% right: the bias as one more weight
def batch_gradient_descent(X, y, w, b, lr, steps):
    A = np.hstack([X, np.ones((len(X), 1))])
    theta = np.append(w, b)
    losses = np.zeros(steps)
    for k in range(steps):
        e = A @ theta - y
        losses[k] = 0.5 * np.mean(e**2)
        theta = theta - lr * A.T @ e / len(A)
    return theta[:-1], theta[-1], losses

# %% wrong: np.append does not change the array
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = np.array([])
    for _ in range(steps):
        np.append(losses, ff.mse(X @ w + b, y))  # here
        dw, db = linear_gradient(X, y, w, b)
        w = w - lr * dw
        b = b - lr * db
    return w, b, losses

# %% wrong: dw and db swapped when the gradient is unpacked
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(ff.mse(X @ w + b, y))
        db, dw = linear_gradient(X, y, w, b)  # here
        w = w - lr * dw
        b = b - lr * db
    return w, b, np.array(losses)

# %% wrong: the same rate whatever lr is
rate = 0.05

def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(ff.mse(X @ w + b, y))
        dw, db = linear_gradient(X, y, w, b)
        w = w - rate * dw  # here
        b = b - rate * db  # here
    return w, b, np.array(losses)

# %% wrong: stops when the loss is small enough
def batch_gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        J = ff.mse(X @ w + b, y)
        losses.append(J)
        if J < 0.5:  # here
            break
        dw, db = linear_gradient(X, y, w, b)
        w = w - lr * dw
        b = b - lr * db
    return w, b, np.array(losses)
