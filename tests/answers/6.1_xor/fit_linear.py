# %% wrong: fits w without a bias, then takes the mean of what is left as b
def fit_linear(X, y):
    w = np.linalg.lstsq(X, y, rcond=None)[0]  # here
    b = np.mean(y - X @ w)
    return w, float(b)

# %% wrong: solves the normal equations, which are singular when there are few samples
def fit_linear(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = np.linalg.inv(A.T @ A) @ A.T @ y  # here
    return theta[:-1], float(theta[-1])

# %% wrong: the column of ones comes first but the last entry is taken as the bias
def fit_linear(X, y):
    ones = np.ones((len(X), 1))
    A = np.concatenate([ones, X], axis=1)  # here
    solution, *_ = np.linalg.lstsq(A, y, rcond=None)
    w = solution[:-1]  # here
    b = solution[-1]  # here
    return w, b

# %% wrong: returns the bias as an array of one entry
def fit_linear(X, y):
    A = np.column_stack((X, np.ones(len(y))))
    theta = np.linalg.lstsq(A, y, rcond=None)[0]
    return theta[:-1], theta[-1:]  # here

# %% wrong: forgets that lstsq returns four things
def fit_linear(X, y):
    A = np.c_[X, np.ones(len(X))]
    solution = np.linalg.lstsq(A, y, rcond=None)  # here
    return solution[:-1], solution[-1]

# %% wrong: assumes two inputs, as in XOR
def fit_linear(X, y):
    N = X.shape[0]
    A = np.ones((N, X.shape[1] + 1))
    A[:, :-1] = X
    w1, w2, b = np.linalg.lstsq(A, y, rcond=None)[0][:3]  # here
    return np.array([w1, w2]), b  # here

# %% wrong: centres the data and forgets to move the bias back
def fit_linear(X, y):
    mean_x = X.mean(axis=0)
    mean_y = y.mean()
    w = np.linalg.lstsq(X - mean_x, y - mean_y, rcond=None)[0]
    b = mean_y  # here
    return w, b

# %% wrong: makes y a column, so that w is a column too
def fit_linear(X, y):
    A = np.column_stack([X, np.ones(len(X))])
    y = y.reshape(-1, 1)  # here
    theta = np.linalg.lstsq(A, y, rcond=None)[0]
    return theta[:-1], float(theta[-1, 0])

# %% wrong: as many ones as there are inputs instead of samples
def fit_linear(X, y):
    N, M = X.shape
    A = np.column_stack([X, np.ones(M)])  # here
    theta = np.linalg.lstsq(A, y, rcond=None)[0]
    return theta[:M], theta[M]

# %% wrong: gradient descent that stops long before the minimum
def fit_linear(X, y):
    w, b = np.zeros(X.shape[1]), 0.0
    for step in range(20):  # here
        e = X @ w + b - y
        w = w - 0.1 * 2 * X.T @ e / len(X)
        b = b - 0.1 * 2 * e.mean()
    return w, b

# %% wrong: centres the inputs in place and so changes the caller's X
def fit_linear(X, y):
    mean = X.mean(axis=0)
    X -= mean  # here
    w = np.linalg.lstsq(X, y - y.mean(), rcond=None)[0]
    return w, y.mean() - mean @ w

# %% wrong: adds a small ridge to avoid a singular matrix
def fit_linear(X, y):
    A = np.hstack((X, np.ones((len(X), 1))))
    n = A.shape[1]
    theta = np.linalg.solve(A.T @ A + 0.01 * np.eye(n), A.T @ y)  # here
    return theta[:-1], float(theta[-1])

# %% wrong: one mean over the whole of X instead of one per column
def fit_linear(X, y):
    mx = np.mean(X)  # here
    my = np.mean(y)
    w = np.linalg.lstsq(X - mx, y - my, rcond=None)[0]
    b = my - np.sum(mx * w)
    return w, b

# %% wrong: returns the bias first
def fit_linear(X, y):
    A = np.concatenate((X, np.ones((len(X), 1))), axis=1)
    theta = np.linalg.lstsq(A, y, rcond=None)[0]
    b = float(theta[-1])
    w = theta[:-1]
    return b, w  # here

# %% right: a column of ones and lstsq
def fit_linear(X, y):
    A = np.column_stack([X, np.ones(len(X))])
    theta = np.linalg.lstsq(A, y, rcond=None)[0]
    return theta[:-1], float(theta[-1])

# %% right: centred data, the bias from the means
def fit_linear(X, y):
    mx, my = X.mean(axis=0), y.mean()
    w, *_ = np.linalg.lstsq(X - mx, y - my, rcond=None)
    return w, my - mx @ w

# %% right: the pseudo-inverse with the ones in front
def fit_linear(X, y):
    N, M = X.shape
    A = np.ones((N, M + 1))
    A[:, 1:] = X
    b, *w = np.linalg.pinv(A) @ y
    return np.array(w), b

# %% right: the singular value decomposition by hand
def fit_linear(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    keep = s > 1e-10 * s.max()
    theta = Vt[keep].T @ ((U[:, keep].T @ y) / s[keep])
    return theta[:-1], theta[-1]

# %% wrong: hands the arrays to np.hstack one by one
def fit_linear(X, y):
    ones = np.ones((len(X), 1))
    A = np.hstack(X, ones)  # here
    theta = np.linalg.lstsq(A, y, rcond=None)[0]
    return theta[:-1], theta[-1]

# %% wrong: does not use the new matrix with the column of ones
def fit_linear(X, y):
    A = np.column_stack([X, np.ones(len(X))])
    theta = np.linalg.lstsq(X, y, rcond=None)[0]  # here
    return theta[:-1], theta[-1]

# %% wrong: solve needs a square matrix
def fit_linear(X, y):
    A = np.column_stack([X, np.ones(len(X))])
    theta = np.linalg.solve(A, y)  # here
    return theta[:-1], theta[-1]

# %% wrong: a bias of one half, as for XOR
def fit_linear(X, y):
    b = 0.5  # here
    w = np.linalg.lstsq(X, y - b, rcond=None)[0]
    return w, b
