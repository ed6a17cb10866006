# %% wrong: no ReLU
def xor_forward(X, W, c, w, b):
    h = X @ W + c
    return h @ w + b  # here

# %% wrong: a ReLU on the output as well
def xor_forward(X, W, c, w, b):
    Z = relu(X @ W + c)
    out = relu(Z @ w + b)  # here
    return out

# %% wrong: adds c after the ReLU
def xor_forward(X, W, c, w, b):
    Z = np.maximum(0, X @ W) + c  # here
    return Z @ w + b

# %% wrong: w as a column gives a column of outputs
def xor_forward(X, W, c, w, b):
    h = np.dot(X, W) + c
    Z = relu(h)
    w = w.reshape(-1, 1)  # here
    return np.dot(Z, w) + b

# %% wrong: two hidden units, whatever W says
def xor_forward(X, W, c, w, b):
    h = X @ W + c
    Z = relu(h)
    return Z[:, 0] * w[0] + Z[:, 1] * w[1] + b  # here

# %% wrong: multiplies by w before the ReLU
def xor_forward(X, W, c, w, b):
    h = (X @ W + c) * w  # here
    return relu(h).sum(axis=1) + b  # here

# %% wrong: W as its transpose, as in other books
def xor_forward(X, W, c, w, b):
    h = X @ W.T + c  # here
    Z = np.maximum(h, 0)
    out = Z @ w + b
    return out

# %% wrong: b is added inside the hidden layer
def xor_forward(X, W, c, w, b):
    Z = relu(X @ W + c + b)  # here
    return Z @ w  # here

# %% wrong: forgets the bias of the hidden layer
def xor_forward(X, W, c, w, b):
    h = X @ W  # here
    Z = ff.relu(h)
    return Z @ w + b

# %% wrong: room for the four samples of XOR only
def xor_forward(X, W, c, w, b):
    out = np.zeros(4)  # here
    for i in range(4):  # here
        h = X[i] @ W + c
        Z = relu(h)
        out[i] = Z @ w + b
    return out

# %% wrong: turns the output into classes
def xor_forward(X, W, c, w, b):
    h = X @ W + c
    Z = relu(h)
    out = Z @ w + b
    return (out >= 0.5).astype(int)  # here

# %% wrong: sums over the samples
def xor_forward(X, W, c, w, b):
    Z = np.maximum(0, np.matmul(X, W) + c)
    out = np.sum(Z * w, axis=0) + b  # here
    return out

# %% wrong: computes Z and goes on with h
def xor_forward(X, W, c, w, b):
    h = X @ W + c
    Z = relu(h)
    out = h @ w + b  # here
    return out

# %% wrong: the bias b counts once per hidden unit
def xor_forward(X, W, c, w, b):
    out = []
    for x in X:
        total = 0
        for k in range(len(w)):
            z = max(0, x @ W[:, k] + c[k])
            total += z * w[k] + b  # here
        out.append(total)
    return np.array(out)

# %% wrong: returns after the first sample
def xor_forward(X, W, c, w, b):
    out = []
    for x in X:
        h = x @ W + c
        out.append(np.maximum(h, 0) @ w + b)
        return np.array(out)  # here

# %% right: three steps
def xor_forward(X, W, c, w, b):
    h = X @ W + c
    Z = relu(h)
    out = Z @ w + b
    return out

# %% right: one line
def xor_forward(X, W, c, w, b):
    return np.dot(np.maximum(0, np.dot(X, W) + c), w) + b

# %% right: a loop over samples and units
def xor_forward(X, W, c, w, b):
    out = np.zeros(len(X))
    for i, x in enumerate(X):
        out[i] = b
        for k in range(len(c)):
            h = sum(x[j] * W[j, k] for j in range(len(x))) + c[k]
            if h > 0:
                out[i] += h * w[k]
    return out

# %% right: c as one more row of W
def xor_forward(X, W, c, w, b):
    X1 = np.hstack([X, np.ones((X.shape[0], 1))])
    Z = relu(X1 @ np.vstack([W, c]))
    return (Z * w).sum(axis=1) + b

# %% wrong: calls relu and does not keep the result
def xor_forward(X, W, c, w, b):
    h = X @ W + c
    relu(h)  # here
    return h @ w + b

# %% wrong: two sizes where np.zeros takes one tuple
def xor_forward(X, W, c, w, b):
    N, m = len(X), len(w)
    Z = np.zeros(N, m)  # here
    for i in range(N):
        Z[i] = relu(X[i] @ W + c)
    return Z @ w + b

# %% wrong: always the weights of the book
W_book = np.array([[1, 1], [1, 1]])
c_book = np.array([0, -1])

def xor_forward(X, W, c, w, b):
    Z = relu(X @ W_book + c_book)  # here
    return Z @ w + b

# %% wrong: an outer product in place of the sum over the units
def xor_forward(X, W, c, w, b):
    Z = relu(X @ W + c)
    return Z * w + b  # here
