# %% wrong: adds the two biases without sending c through the second layer
def collapse(W, c, w, b):
    w_eff = W @ w
    b_eff = c + b  # here
    return w_eff, b_eff

# %% wrong: multiplies entry by entry instead of taking the matrix product
def collapse(W, c, w, b):
    w_eff = W * w  # here
    b_eff = np.sum(c * w) + b
    return w_eff, b_eff

# %% wrong: loses the bias of the second layer
def collapse(W, c, w, b):
    w_eff = np.dot(W, w)
    b_eff = np.dot(c, w)  # here
    return w_eff, float(b_eff)

# %% wrong: transposes W
def collapse(W, c, w, b):
    return W.T @ w, c @ w + b  # here

# %% wrong: adds b to c before the product with w
def collapse(W, c, w, b):
    w_eff = W.dot(w)
    b_eff = (c + b).dot(w)  # here
    return w_eff, b_eff

# %% wrong: overwrites the sum in the loop instead of adding to it
def collapse(W, c, w, b):
    M, m = W.shape
    w_eff = np.zeros(M)
    for j in range(M):
        for k in range(m):
            w_eff[j] = W[j, k] * w[k]  # here
    b_eff = b
    for k in range(m):
        b_eff = b_eff + c[k] * w[k]
    return w_eff, b_eff

# %% wrong: sums over the inputs instead of the hidden units
def collapse(W, c, w, b):
    scaled = W * w
    w_eff = scaled.sum(axis=0)  # here
    b_eff = (c * w).sum() + b
    return w_eff, b_eff

# %% wrong: stores the weights in an integer array
def collapse(W, c, w, b):
    w_eff = np.zeros(W.shape[0], dtype=int)  # here
    for j in range(len(w_eff)):
        w_eff[j] = np.sum(W[j] * w)
    return w_eff, float(c @ w + b)

# %% wrong: a ReLU on c, although there is none between the layers
def collapse(W, c, w, b):
    w_eff = W @ w
    b_eff = np.maximum(c, 0) @ w + b  # here
    return w_eff, b_eff

# %% wrong: scales the columns of W in place
def collapse(W, c, w, b):
    W *= w  # here
    w_eff = W.sum(axis=1)
    b_eff = (c * w).sum() + b
    return w_eff, b_eff

# %% wrong: makes c a row matrix, so that b_eff is an array of one entry
def collapse(W, c, w, b):
    w_eff = W @ w
    b_eff = c.reshape(1, -1) @ w + b  # here
    return w_eff, b_eff

# %% wrong: probes the network at the unit vectors but does not subtract the bias
def collapse(W, c, w, b):
    M = W.shape[0]
    b_eff = c @ w + b
    w_eff = np.zeros(M)
    for j in range(M):
        x = np.zeros(M)
        x[j] = 1
        w_eff[j] = (x @ W + c) @ w + b  # here
    return w_eff, b_eff

# %% wrong: the loop over the hidden units stops one too early
def collapse(W, c, w, b):
    w_eff = 0 * W[:, 0]
    b_eff = b
    for k in range(len(w) - 1):  # here
        w_eff = w_eff + W[:, k] * w[k]
        b_eff = b_eff + c[k] * w[k]
    return w_eff, b_eff

# %% wrong: averages over the hidden units
def collapse(W, c, w, b):
    w_eff = np.mean(W * w, axis=1)  # here
    b_eff = np.sum(c * w) + b
    return w_eff, b_eff

# %% right: the matrix form
def collapse(W, c, w, b):
    return W @ w, c @ w + b

# %% right: loops over inputs and hidden units
def collapse(W, c, w, b):
    M, m = W.shape
    w_eff = np.zeros(M)
    for j in range(M):
        for k in range(m):
            w_eff[j] += W[j, k] * w[k]
    b_eff = b + sum(c[k] * w[k] for k in range(m))
    return w_eff, b_eff

# %% right: evaluates the two layers at 0 and at the unit vectors
def collapse(W, c, w, b):
    def network(X):
        return (X @ W + c) @ w + b

    M = len(W)
    b_eff = network(np.zeros((1, M)))[0]
    w_eff = network(np.eye(M)) - b_eff
    return w_eff, b_eff

# %% right: broadcasting and a sum over the columns
def collapse(W, c, w, b):
    stacked = np.vstack([W, c])
    both = np.sum(stacked * w, axis=1)
    return both[:-1], float(both[-1] + b)

# %% wrong: prints the result
def collapse(W, c, w, b):
    w_eff = W @ w
    b_eff = c @ w + b
    print(w_eff, b_eff)  # here

# %% wrong: the outer product of c and w
def collapse(W, c, w, b):
    w_eff = W @ w
    b_eff = np.outer(c, w).sum() + b  # here
    return w_eff, b_eff

# %% wrong: the bias c goes through W
def collapse(W, c, w, b):
    w_eff = W @ w
    b_eff = np.sum(W @ c) + b  # here
    return w_eff, b_eff

# %% wrong: rounds the weights
def collapse(W, c, w, b):
    return np.round(W @ w, 3), round(float(c @ w + b), 3)  # here
