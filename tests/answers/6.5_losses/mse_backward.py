# %% wrong: the sign
def mse_backward(out, y):
    return (y - out) / len(out)  # here

# %% wrong: forgets the mean
def mse_backward(out, y):
    return out - y  # here

# %% wrong: keeps the 2 of the square
def mse_backward(out, y):
    N = out.shape[0]
    return 2 * (out - y) / N  # here

# %% wrong: sums over the samples
def mse_backward(out, y):
    return np.sum(out - y, axis=0) / len(out)  # here

# %% wrong: divides by the number of entries
def mse_backward(out, y):
    return (out - y) / out.size  # here

# %% wrong: no parentheses around the difference
def mse_backward(out, y):
    N = len(y)
    return out - y / N  # here

# %% wrong: the same derivative for all samples
def mse_backward(out, y):
    N = len(out)
    column = np.sum(out - y, axis=0) / N  # here
    return np.ones(out.shape) * column  # here

# %% wrong: computes the difference in place
def mse_backward(out, y):
    dout = out
    dout -= y  # here
    return dout / len(out)

# %% wrong: squares the errors
def mse_backward(out, y):
    N = len(out)
    return (out - y) ** 2 / N  # here

# %% wrong: keeps the 2 of the denominator
def mse_backward(out, y):
    return (out - y) / (2 * len(out))  # here

# %% wrong: divides by the number of outputs
def mse_backward(out, y):
    n = out.shape[-1]  # here
    return (out - y) / n

# %% wrong: the inner derivative is taken to be out
def mse_backward(out, y):
    e = out - y
    return e * out / len(out)  # here

# %% wrong: needs a matrix
def mse_backward(out, y):
    N, n = out.shape  # here
    dout = np.zeros((N, n))
    for i in range(N):
        for k in range(n):
            dout[i, k] = (out[i, k] - y[i, k]) / N
    return dout

# %% wrong: only the sign of each error
def mse_backward(out, y):
    return np.sign(out - y) / len(out)  # here

# %% wrong: an array of integers
def mse_backward(out, y):
    dout = np.zeros(out.shape, dtype=int)  # here
    for i in range(len(out)):
        dout[i] = (out[i] - y[i]) / len(out)
    return dout

# %% wrong: a single mean
def mse_backward(out, y):
    return np.mean(out - y)  # here

# %% right: the formula
def mse_backward(out, y):
    return (out - y) / len(out)

# %% right: sample by sample
def mse_backward(out, y):
    dout = np.zeros(out.shape)
    N = out.shape[0]
    for i in range(N):
        dout[i] = (out[i] - y[i]) / N
    return dout

# %% right: from the formula with its factors
def mse_backward(out, y):
    N = len(out)
    factor = 1 / (2 * N)
    return factor * 2 * np.subtract(out, y)

# %% right: central differences of mse
def mse_backward(out, y):
    dout = np.zeros(out.shape)
    eps = 0.5
    for index in np.ndindex(out.shape):
        step = np.zeros(out.shape)
        step[index] = eps
        dout[index] = (ff.mse(out + step, y) - ff.mse(out - step, y)) / (2 * eps)
    return dout

# %% wrong: returns the loss
def mse_backward(out, y):
    return np.sum((out - y) ** 2) / (2 * len(out))  # here

# %% wrong: the derivative with respect to y
def mse_backward(out, y):
    N = out.shape[0]
    dy = -(out - y) / N
    return dy  # here

# %% wrong: a mean for each sample, copied to all of its outputs
def mse_backward(out, y):
    e = (out - y).reshape(len(out), -1)
    row = e.mean(axis=1, keepdims=True)  # here
    return (np.ones(e.shape) * row / len(out)).reshape(out.shape)

# %% wrong: the error relative to the target
def mse_backward(out, y):
    return (out - y) / y / len(out)  # here
