# %% wrong: overwrites the sum
def affine_loops(Z, W, b):
    N, M = Z.shape
    K = W.shape[1]
    out = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            for m in range(M):
                out[n, k] = Z[n, m] * W[m, k]  # here
            out[n, k] += b[k]
    return out

# %% wrong: adds the bias in every term of the sum
def affine_loops(Z, W, b):
    N, M = Z.shape
    K = W.shape[1]
    out = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            for m in range(M):
                out[n, k] += Z[n, m] * W[m, k] + b[k]  # here
    return out

# %% wrong: the total is not reset for the next entry
def affine_loops(Z, W, b):
    N, M = Z.shape
    K = W.shape[1]
    out = np.zeros((N, K))
    total = 0  # here
    for n in range(N):
        for k in range(K):
            for m in range(M):
                total += Z[n, m] * W[m, k]
            out[n, k] = total + b[k]
    return out

# %% wrong: the indices of W swapped
def affine_loops(Z, W, b):
    N, M = Z.shape
    K = W.shape[1]
    out = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            out[n, k] = b[k]
            for m in range(M):
                out[n, k] += Z[n, m] * W[k, m]  # here
    return out

# %% wrong: forgets the bias
def affine_loops(Z, W, b):
    out = np.zeros((len(Z), W.shape[1]))
    for n in range(len(Z)):
        for m in range(len(W)):
            for k in range(len(b)):
                out[n, k] += Z[n, m] * W[m, k]  # here
    return out

# %% wrong: every row of the result is b itself
def affine_loops(Z, W, b):
    out = []
    for z in Z:
        row = b  # here
        for m in range(len(z)):
            for k in range(len(b)):
                row[k] += z[m] * W[m, k]
        out.append(row)
    return np.array(out)

# %% wrong: leaves out the first term
def affine_loops(Z, W, b):
    N, M = Z.shape
    K = len(b)
    out = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            s = b[k]
            for m in range(1, M):  # here
                s = s + Z[n, m] * W[m, k]
            out[n, k] = s
    return out

# %% wrong: an integer array for the result
def affine_loops(Z, W, b):
    N, M = Z.shape
    K = W.shape[1]
    out = np.zeros((N, K), dtype=int)  # here
    for n in range(N):
        for k in range(K):
            out[n, k] = sum(Z[n, m] * W[m, k] for m in range(M)) + b[k]
    return out

# %% wrong: the result has the shape of Z
def affine_loops(Z, W, b):
    N, M = Z.shape
    out = np.zeros((N, M))  # here
    for n in range(N):
        for k in range(W.shape[1]):
            out[n, k] = b[k]
            for m in range(M):
                out[n, k] += Z[n, m] * W[m, k]
    return out

# %% wrong: the bias of the sample instead of the unit
def affine_loops(Z, W, b):
    N, M = Z.shape
    K = W.shape[1]
    out = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            s = 0.0
            for m in range(M):
                s += Z[n, m] * W[m, k]
            out[n, k] = s + b[n % K]  # here
    return out

# %% wrong: adds where it should multiply
def affine_loops(Z, W, b):
    out = np.zeros((Z.shape[0], W.shape[1]))
    for n in range(Z.shape[0]):
        for k in range(W.shape[1]):
            for m in range(Z.shape[1]):
                out[n, k] += Z[n, m] + W[m, k]  # here
            out[n, k] += b[k]
    return out

# %% wrong: returns when the first row is done
def affine_loops(Z, W, b):
    N, M = Z.shape
    K = W.shape[1]
    out = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            out[n, k] = b[k]
            for m in range(M):
                out[n, k] += Z[n, m] * W[m, k]
        return out  # here

# %% wrong: one loop variable for two indices
def affine_loops(Z, W, b):
    N, M = Z.shape
    K = W.shape[1]
    out = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            for m in range(min(M, K)):
                out[n, k] += Z[n, m] * W[m, m]  # here
            out[n, k] += b[k]
    return out

# %% wrong: the transposed result
def affine_loops(Z, W, b):
    rows = []
    for k in range(W.shape[1]):
        rows.append([b[k] + sum(z[m] * W[m, k] for m in range(len(z))) for z in Z])
    return np.array(rows)  # here

# %% wrong: starts every sum at NaN
def affine_loops(Z, W, b):
    N, M = Z.shape
    K = W.shape[1]
    out = np.full((N, K), np.nan)  # here
    for n in range(N):
        for k in range(K):
            for m in range(M):
                out[n, k] += Z[n, m] * W[m, k]
            out[n, k] += b[k]
    return out

# %% wrong: the bias is added once per row that is already complete
def affine_loops(Z, W, b):
    N, M = Z.shape
    K = W.shape[1]
    out = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            for m in range(M):
                out[n, k] += Z[n, m] * W[m, k]
        out += b  # here
    return out

# %% right: three loops
def affine_loops(Z, W, b):
    N, M = Z.shape
    K = W.shape[1]
    out = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            total = b[k]
            for m in range(M):
                total += Z[n, m] * W[m, k]
            out[n, k] = total
    return out

# %% right: a list of lists
def affine_loops(Z, W, b):
    return np.array(
        [
            [sum(Z[n, m] * W[m, k] for m in range(Z.shape[1])) + b[k] for k in range(len(b))]
            for n in range(len(Z))
        ]
    )

# %% right: one loop over the terms
def affine_loops(Z, W, b):
    out = np.zeros((Z.shape[0], W.shape[1])) + b
    for m in range(Z.shape[1]):
        out += Z[:, m : m + 1] * W[m]
    return out

# %% right: broadcasting and a sum
def affine_loops(Z, W, b):
    terms = Z[:, :, None] * W[None, :, :]
    return terms.sum(axis=1) + b

# %% right: zip
def affine_loops(Z, W, b):
    out = np.empty((len(Z), len(b)))
    for n, z in enumerate(Z):
        for k, column in enumerate(W.T):
            out[n, k] = b[k] + sum(p * q for p, q in zip(z, column))
    return out

# %% wrong: two sizes where np.zeros takes one tuple
def affine_loops(Z, W, b):
    N, K = len(Z), len(b)
    out = np.zeros(N, K)  # here
    for n in range(N):
        for k in range(K):
            out[n, k] = b[k] + sum(Z[n, m] * W[m, k] for m in range(len(W)))
    return out

# %% wrong: assigns with == instead of =
def affine_loops(Z, W, b):
    N, M = Z.shape
    K = W.shape[1]
    out = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            total = b[k]
            for m in range(M):
                total += Z[n, m] * W[m, k]
            out[n, k] == total  # here
    return out

# %% wrong: sums over the units instead of the inputs
def affine_loops(Z, W, b):
    N, M = Z.shape
    K = W.shape[1]
    out = np.zeros((N, K))
    for n in range(N):
        for m in range(M):
            for k in range(K):
                out[n, k] += Z[n, m] * W[m].sum()  # here
    return out + b

# %% wrong: leaves out the last unit
def affine_loops(Z, W, b):
    N, M = Z.shape
    K = W.shape[1]
    out = np.zeros((N, K))
    for n in range(N):
        for k in range(K - 1):  # here
            out[n, k] = b[k] + sum(Z[n, m] * W[m, k] for m in range(M))
    return out
