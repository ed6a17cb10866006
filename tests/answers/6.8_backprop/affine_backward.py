# %% wrong: W is not transposed
def affine_backward(dout, Z, W):
    dZ = dout @ W  # here
    dW = Z.T @ dout
    db = dout.sum(axis=0)
    return dZ, dW, db

# %% wrong: the transpose of dW
def affine_backward(dout, Z, W):
    dZ = dout @ W.T
    dW = dout.T @ Z  # here
    db = np.sum(dout, axis=0)
    return dZ, dW, db

# %% wrong: sums the rows for db
def affine_backward(dout, Z, W):
    return dout @ W.T, Z.T @ dout, dout.sum(axis=1)  # here

# %% wrong: the mean for db
def affine_backward(dout, Z, W):
    dZ = np.dot(dout, W.T)
    dW = np.dot(Z.T, dout)
    db = np.mean(dout, axis=0)  # here
    return dZ, dW, db

# %% wrong: divides dW by N once more
def affine_backward(dout, Z, W):
    N = len(Z)
    dZ = dout @ W.T
    dW = Z.T @ dout / N  # here
    db = dout.sum(axis=0)
    return dZ, dW, db

# %% wrong: returns dW first
def affine_backward(dout, Z, W):
    dW = Z.T @ dout
    db = dout.sum(axis=0)
    dZ = dout @ W.T
    return dW, db, dZ  # here

# %% wrong: db as a row of a matrix
def affine_backward(dout, Z, W):
    dZ = dout @ W.T
    dW = Z.T @ dout
    db = np.sum(dout, axis=0, keepdims=True)  # here
    return dZ, dW, db

# %% wrong: one number for db
def affine_backward(dout, Z, W):
    return dout @ W.T, Z.T @ dout, np.sum(dout)  # here

# %% wrong: no sum over the samples for db
def affine_backward(dout, Z, W):
    db = dout  # here
    dW = Z.T.dot(dout)
    dZ = dout.dot(W.T)
    return dZ, dW, db

# %% wrong: only the last sample remains in dW
def affine_backward(dout, Z, W):
    dW = np.zeros(W.shape)
    db = np.zeros(W.shape[1])
    dZ = np.zeros(Z.shape)
    for n in range(len(Z)):
        dW = np.outer(Z[n], dout[n])  # here
        db += dout[n]
        dZ[n] = W @ dout[n]
    return dZ, dW, db

# %% wrong: a product of sums instead of a sum of products
def affine_backward(dout, Z, W):
    dZ = dout.sum(axis=1, keepdims=True) * W.sum(axis=1)  # here
    dW = Z.T @ dout
    db = dout.sum(axis=0)
    return dZ, dW, db

# %% wrong: computes dW with W in the place of Z
def affine_backward(dout, Z, W):
    dZ = dout @ W.T
    dW = W * dout.sum(axis=0)  # here
    db = dout.sum(axis=0)
    return dZ, dW, db

# %% wrong: the first entry of each sum is left out
def affine_backward(dout, Z, W):
    N, K = dout.shape
    M = Z.shape[1]
    dZ = np.zeros((N, M))
    for n in range(N):
        for m in range(M):
            for k in range(1, K):  # here
                dZ[n, m] += dout[n, k] * W[m, k]
    return dZ, Z.T @ dout, dout.sum(0)

# %% wrong: Z is not transposed
def affine_backward(dout, Z, W):
    dW = Z @ dout  # here
    dZ = dout @ W.T
    db = dout.sum(axis=0)
    return dZ, dW, db

# %% wrong: db counts the samples
def affine_backward(dout, Z, W):
    N, K = dout.shape
    dZ = dout @ W.T
    dW = Z.T @ dout
    db = np.full(K, float(N))  # here
    return dZ, dW, db

# %% wrong: scales the caller's dout
def affine_backward(dout, Z, W):
    N = len(dout)
    dout /= N  # here
    return N * dout @ W.T, N * Z.T @ dout, N * dout.sum(axis=0)

# %% wrong: an integer array for dW
def affine_backward(dout, Z, W):
    M, K = W.shape
    dW, db = np.zeros((M, K), dtype=int), np.zeros(K)  # here
    for m in range(M):
        for k in range(K):
            dW[m, k] = np.sum(Z[:, m] * dout[:, k])
    for row in dout:
        db += row
    return dout @ W.T, dW, db

# %% wrong: overwrites W before it is used for dZ
def affine_backward(dout, Z, W):
    dW = Z.T @ dout
    W = dW  # here
    dZ = dout @ W.T
    db = dout.sum(axis=0)
    return dZ, dW, db

# %% right: matrix products
def affine_backward(dout, Z, W):
    dZ = dout @ W.T
    dW = Z.T @ dout
    db = dout.sum(axis=0)
    return dZ, dW, db

# %% right: a sum over the samples
def affine_backward(dout, Z, W):
    dZ, dW, db = np.zeros(Z.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for n in range(len(Z)):
        dZ[n] = W @ dout[n]
        dW += np.outer(Z[n], dout[n])
        db += dout[n]
    return dZ, dW, db

# %% right: einsum
def affine_backward(dout, Z, W):
    return (
        np.einsum("nk,mk->nm", dout, W),
        np.einsum("nm,nk->mk", Z, dout),
        np.einsum("nk->k", dout),
    )

# %% right: the bias as one more row of W
def affine_backward(dout, Z, W):
    ones = np.ones((len(Z), 1))
    both = np.hstack([Z, ones]).T @ dout
    return (W @ dout.T).T, both[:-1], both[-1]

# %% wrong: forgets to return db
def affine_backward(dout, Z, W):
    dZ = dout @ W.T
    dW = Z.T @ dout
    db = dout.sum(axis=0)
    return dZ, dW  # here

# %% wrong: the overwritten Z is used for dW
def affine_backward(dout, Z, W):
    Z = dout @ W.T  # here
    dW = Z.T @ dout
    db = dout.sum(axis=0)
    return Z, dW, db

# %% wrong: the bias is counted into dZ
def affine_backward(dout, Z, W):
    db = dout.sum(axis=0)
    dZ = (dout + db) @ W.T  # here
    dW = Z.T @ dout
    return dZ, dW, db

# %% wrong: one gradient for all samples
def affine_backward(dout, Z, W):
    db = dout.sum(axis=0)
    dZ = np.tile(W @ db, (len(Z), 1))  # here
    dW = Z.T @ dout
    return dZ, dW, db
