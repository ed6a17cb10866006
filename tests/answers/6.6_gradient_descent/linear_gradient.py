# %% wrong: the error with the opposite sign
def linear_gradient(X, y, w, b):
    N = len(y)
    e = y - (X @ w + b)  # here
    return X.T @ e / N, e.mean()

# %% wrong: sums instead of means
def linear_gradient(X, y, w, b):
    e = X @ w + b - y
    dw = X.T @ e  # here
    db = np.sum(e)  # here
    return dw, db

# %% wrong: keeps the 2 of the square
def linear_gradient(X, y, w, b):
    e = X.dot(w) + b - y
    dw = 2 * X.T.dot(e) / len(y)  # here
    db = 2 * np.mean(e)  # here
    return dw, db

# %% wrong: means of dw taken over the inputs
def linear_gradient(X, y, w, b):
    e = X @ w + b - y
    dw = np.mean(X * e[:, None], axis=1)  # here
    return dw, np.mean(e)

# %% wrong: the mean error times the mean input
def linear_gradient(X, y, w, b):
    e = X @ w + b - y
    dw = e.mean() * X.mean(axis=0)  # here
    db = e.mean()
    return dw, db

# %% wrong: forgets b in the error
def linear_gradient(X, y, w, b):
    e = X @ w - y  # here
    return X.T @ e / len(X), float(np.mean(e))

# %% wrong: divides db by N twice
def linear_gradient(X, y, w, b):
    N = X.shape[0]
    e = (X @ w + b - y) / N
    dw = X.T @ e
    db = np.mean(e)  # here
    return dw, db

# %% wrong: y as a column makes e a square matrix
def linear_gradient(X, y, w, b):
    N = len(X)
    e = X @ w + b - y.reshape(-1, 1)  # here
    dw = X.T @ e / N
    db = e.sum() / N
    return dw, db

# %% wrong: N is the number of inputs
def linear_gradient(X, y, w, b):
    M = X.shape[1]  # here
    e = X @ w + b - y
    return X.T @ e / M, e.sum() / M

# %% wrong: returns db first
def linear_gradient(X, y, w, b):
    e = X @ w + b - y
    db = np.mean(e)
    dw = np.mean(e * X.T, axis=1)
    return db, dw  # here

# %% wrong: db as an array of one entry
def linear_gradient(X, y, w, b):
    N = len(y)
    A = np.column_stack([X, np.ones(N)])
    theta = np.append(w, b)
    g = A.T @ (A @ theta - y) / N
    return g[:-1], g[-1:]  # here

# %% wrong: multiplies db by b
def linear_gradient(X, y, w, b):
    e = X @ w + b - y
    dw = X.T @ e / len(y)
    db = np.mean(e * b)  # here
    return dw, db

# %% wrong: X instead of its transpose
def linear_gradient(X, y, w, b):
    N = X.shape[0]
    e = X @ w + b - y
    dw = X @ e / N  # here
    db = e.sum() / N
    return dw, db

# %% wrong: subtracts the outputs from the caller's y
def linear_gradient(X, y, w, b):
    y -= X @ w + b  # here
    N = len(y)
    return -X.T @ y / N, -np.mean(y)

# %% wrong: only the last sample remains in dw
def linear_gradient(X, y, w, b):
    N = len(X)
    dw, db = np.zeros(len(w)), 0.0
    for i in range(N):
        e = X[i] @ w + b - y[i]
        dw = e * X[i] / N  # here
        db += e / N
    return dw, db

# %% wrong: one number for all weights
def linear_gradient(X, y, w, b):
    e = X @ w + b - y
    dw = np.sum(X * e[:, None]) / len(X)  # here
    return dw, e.mean()

# %% right: the matrix form
def linear_gradient(X, y, w, b):
    e = X @ w + b - y
    return X.T @ e / len(X), e.mean()

# %% right: sample by sample
def linear_gradient(X, y, w, b):
    N, M = X.shape
    dw, db = np.zeros(M), 0.0
    for i in range(N):
        e = np.dot(X[i], w) + b - y[i]
        for j in range(M):
            dw[j] += e * X[i, j]
        db += e
    return dw / N, db / N

# %% right: the bias as a weight of an input of 1
def linear_gradient(X, y, w, b):
    A = np.column_stack([X, np.ones(len(X))])
    g = A.T @ (A @ np.append(w, b) - y) / len(y)
    return g[:-1], g[-1]

# %% right: means of products
def linear_gradient(X, y, w, b):
    dout = ff.mse_backward(X @ w + b, y)
    return np.sum(X * dout[:, None], axis=0), float(dout.sum())

# %% wrong: returns new parameters instead of the gradient
def linear_gradient(X, y, w, b):
    e = X @ w + b - y
    return w - X.T @ e / len(X), b - e.mean()  # here

# %% wrong: the square stays in the gradient
def linear_gradient(X, y, w, b):
    e2 = (X @ w + b - y) ** 2  # here
    return X.T @ e2 / len(X), e2.mean()

# %% wrong: adds the mean error once for each input
def linear_gradient(X, y, w, b):
    N, M = X.shape
    e = X @ w + b - y
    db = 0.0
    for j in range(M):
        db += np.sum(e) / N  # here
    return X.T @ e / N, db

# %% wrong: forgets the targets
def linear_gradient(X, y, w, b):
    out = X @ w + b  # here
    return X.T @ out / len(X), np.mean(out)
