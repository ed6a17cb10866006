# %% wrong: averages over all entries instead of the samples
def mse(out, y):
    return np.mean((out - y) ** 2) / 2  # here

# %% wrong: forgets the 2 of 1/(2N)
def mse(out, y):
    N = len(out)
    return np.sum((out - y) ** 2) / N  # here

# %% wrong: half the sum without the mean
def mse(out, y):
    difference = out - y
    return 0.5 * np.sum(difference * difference)  # here

# %% wrong: N is the number of columns
def mse(out, y):
    N = out.shape[-1]  # here
    return np.sum((out - y) ** 2) / (2 * N)

# %% wrong: divides by 2 and multiplies by N
def mse(out, y):
    N = out.shape[0]
    return np.sum((out - y) ** 2) / 2 * N  # here

# %% wrong: the norm, which is not squared
def mse(out, y):
    N = len(y)
    return np.linalg.norm(out - y) / (2 * N)  # here

# %% wrong: the square of the sum
def mse(out, y):
    return np.sum(out - y) ** 2 / (2 * len(out))  # here

# %% wrong: absolute values
def mse(out, y):
    return np.sum(np.abs(out - y)) / (2 * len(out))  # here

# %% wrong: subtracts y from the caller's out
def mse(out, y):
    out -= y  # here
    return np.sum(out**2) / (2 * len(out))

# %% wrong: a row of the matrix is needed, so a vector fails
def mse(out, y):
    N, n = out.shape  # here
    total = 0
    for i in range(N):
        for k in range(n):
            total += (out[i, k] - y[i, k]) ** 2
    return total / (2 * N)

# %% wrong: one number for each sample
def mse(out, y):
    squares = (out - y) ** 2
    return squares / (2 * len(out))  # here

# %% wrong: the root of the mean square
def mse(out, y):
    J = np.sum((out - y) ** 2) / (2 * len(out))
    return np.sqrt(J)  # here

# %% wrong: overwrites the total in the loop
def mse(out, y):
    N = len(out)
    for i in range(N):
        total = np.sum((out[i] - y[i]) ** 2)  # here
    return total / (2 * N)

# %% wrong: the loop leaves out the last sample
def mse(out, y):
    N = len(out)
    total = 0.0
    for i in range(N - 1):  # here
        total += np.sum((out[i] - y[i]) ** 2)
    return total / (2 * N)

# %% wrong: N - 1 in the denominator, as for a sample variance
def mse(out, y):
    N = len(out)
    return np.sum((out - y) ** 2) / (2 * (N - 1))  # here

# %% wrong: the difference of the squares
def mse(out, y):
    N = len(out)
    return np.sum(out**2 - y**2) / (2 * N)  # here

# %% right: the formula
def mse(out, y):
    return np.sum((out - y) ** 2) / (2 * len(out))

# %% right: a loop over the samples
def mse(out, y):
    N = out.shape[0]
    total = 0.0
    for i in range(N):
        e = out[i] - y[i]
        total += np.sum(e * e)
    return total / (2 * N)

# %% right: a scalar product
def mse(out, y):
    e = np.ravel(out - y)
    return float(np.dot(e, e) / 2 / len(out))

# %% right: the mean of a sum per sample
def mse(out, y):
    squares = np.square(out - y).reshape(len(out), -1)
    return 0.5 * np.mean(squares.sum(axis=1))

# %% right: the square of a norm
def mse(out, y):
    return 0.5 * np.linalg.norm(out - y) ** 2 / len(y)

# %% wrong: prints the loss
def mse(out, y):
    J = np.sum((out - y) ** 2) / (2 * len(out))
    print("J =", J)  # here

# %% wrong: squares only the predictions
def mse(out, y):
    return np.sum(out**2 - y) / (2 * len(out))  # here

# %% wrong: the second argument of np.sum is an axis
def mse(out, y):
    return np.sum((out - y) ** 2, 0) / (2 * len(out))  # here

# %% wrong: always the two samples of the example
def mse(out, y):
    N = 2  # here
    return np.sum((out - y) ** 2) / (2 * N)
