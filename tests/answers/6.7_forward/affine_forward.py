# %% wrong: multiplies entry by entry
def affine_forward(Z, W, b):
    return Z * W + b  # here

# %% wrong: W is transposed
def affine_forward(Z, W, b):
    return Z @ W.T + b  # here

# %% wrong: forgets the bias
def affine_forward(Z, W, b):
    return np.dot(Z, W)  # here

# %% wrong: the bias as a column
def affine_forward(Z, W, b):
    return Z @ W + b.reshape(-1, 1)  # here

# %% wrong: the factors in the wrong order
def affine_forward(Z, W, b):
    return W @ Z + b  # here

# %% wrong: adds the bias to the weights
def affine_forward(Z, W, b):
    return Z @ (W + b)  # here

# %% wrong: the third argument of np.dot is the place for the result
def affine_forward(Z, W, b):
    return np.dot(Z, W, b)  # here

# %% wrong: a ReLU as well
def affine_forward(Z, W, b):
    h = Z @ W + b
    return np.maximum(h, 0)  # here

# %% wrong: adds the result to the caller's b
def affine_forward(Z, W, b):
    out = []
    for z in Z:
        b += z @ W  # here
        out.append(b.copy())
    return np.array(out)

# %% wrong: adds the mean of the bias
def affine_forward(Z, W, b):
    return Z @ W + np.mean(b)  # here

# %% wrong: returns what goes into the cache as well
def affine_forward(Z, W, b):
    out = Z @ W + b
    return out, Z  # here

# %% wrong: the bias row at the top and the ones at the end
def affine_forward(Z, W, b):
    Z1 = np.hstack([Z, np.ones((len(Z), 1))])
    W1 = np.vstack([b, W])  # here
    return Z1 @ W1

# %% wrong: the product with the sign of the bias turned
def affine_forward(Z, W, b):
    return np.matmul(Z, W) - b  # here

# %% wrong: only the first sample gets the bias
def affine_forward(Z, W, b):
    out = Z @ W
    out[0] += b  # here
    return out

# %% wrong: loses the axis of the samples
def affine_forward(Z, W, b):
    out = Z @ W + b
    return out.ravel()  # here

# %% right: the matrix product
def affine_forward(Z, W, b):
    return Z @ W + b

# %% right: np.dot and a bias row
def affine_forward(Z, W, b):
    return np.dot(Z, W) + b[None, :]

# %% right: one more row of weights
def affine_forward(Z, W, b):
    ones = np.ones((len(Z), 1))
    return np.concatenate([Z, ones], axis=1) @ np.concatenate([W, b[None]])

# %% right: einsum
def affine_forward(Z, W, b):
    return np.einsum("nm,mk->nk", Z, W) + b

# %% wrong: np.inner multiplies rows with rows
def affine_forward(Z, W, b):
    return np.inner(Z, W) + b  # here

# %% wrong: multiplies by b
def affine_forward(Z, W, b):
    return Z @ W * b  # here

# %% wrong: the bias is repeated along the columns
def affine_forward(Z, W, b):
    N = len(Z)
    B = np.repeat(b, N).reshape(N, -1)  # here
    return Z @ W + B

# %% wrong: adds b before the product
def affine_forward(Z, W, b):
    return (Z + b) @ W  # here
