# %% wrong: overflows for large logits
def softmax(out):
    e = np.exp(out)  # here
    return e / e.sum(axis=1, keepdims=True)

# %% wrong: one maximum for the whole batch
def softmax(out):
    e = np.exp(out - np.max(out))  # here
    return e / np.sum(e, axis=1, keepdims=True)

# %% wrong: forgets keepdims in the sum
def softmax(out):
    shifted = out - out.max(axis=1, keepdims=True)
    e = np.exp(shifted)
    return e / e.sum(axis=1)  # here

# %% wrong: normalises the columns
def softmax(out):
    e = np.exp(out - out.max(axis=0, keepdims=True))  # here
    return e / e.sum(axis=0, keepdims=True)  # here

# %% wrong: divides by the sum of all entries
def softmax(out):
    e = np.exp(out - out.max(axis=1, keepdims=True))
    return e / e.sum()  # here

# %% wrong: subtracts the mean of the row, which is not enough
def softmax(out):
    c = out.mean(axis=1, keepdims=True)  # here
    e = np.exp(out - c)
    return e / e.sum(axis=1, keepdims=True)

# %% wrong: subtracts the smallest logit
def softmax(out):
    z = out - np.min(out, axis=1, keepdims=True)  # here
    e = np.exp(z)
    return e / np.sum(e, axis=1, keepdims=True)

# %% wrong: shifts the caller's logits
def softmax(out):
    out -= out.max(axis=1, keepdims=True)  # here
    e = np.exp(out)
    return e / e.sum(axis=1, keepdims=True)

# %% wrong: no exponential
def softmax(out):
    s = out - out.min(axis=1, keepdims=True) + 1e-9  # here
    return s / s.sum(axis=1, keepdims=True)

# %% wrong: subtracts the maximum after the exponential
def softmax(out):
    c = out.max(axis=1, keepdims=True)
    e = np.exp(out) - c  # here
    return e / e.sum(axis=1, keepdims=True)

# %% wrong: divides by the maximum instead of subtracting it
def softmax(out):
    z = out / np.abs(out).max(axis=1, keepdims=True)  # here
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True)

# %% wrong: clips the logits, which changes their differences
def softmax(out):
    z = np.clip(out, -500, 500)  # here
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True)

# %% wrong: returns the logarithm
def softmax(out):
    z = out - out.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))  # here

# %% wrong: 1 for the largest logit and 0 for the others
def softmax(out):
    S = np.zeros(out.shape)
    S[np.arange(len(out)), out.argmax(axis=1)] = 1  # here
    return S

# %% wrong: powers of 2
def softmax(out):
    z = out - out.max(axis=1, keepdims=True)
    p = 2.0**z  # here
    return p / p.sum(axis=1, keepdims=True)

# %% wrong: the maximum of the first row for all rows
def softmax(out):
    S = np.zeros(out.shape)
    c = out[0].max()  # here
    for i in range(len(out)):
        e = np.exp(out[i] - c)
        S[i] = e / e.sum()
    return S

# %% wrong: a sigmoid for each class
def softmax(out):
    return ff.sigmoid(out)  # here

# %% right: the maximum of each row
def softmax(out):
    e = np.exp(out - out.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)

# %% right: row by row
def softmax(out):
    S = np.zeros(out.shape)
    for i, row in enumerate(out):
        e = np.exp(row - max(row))
        S[i] = e / np.sum(e)
    return S

# %% right: transposed
def softmax(out):
    z = out.T - out.max(axis=1)
    e = np.exp(z)
    return (e / e.sum(axis=0)).T

# %% right: the exponential of the log-softmax
def softmax(out):
    log_sum = np.logaddexp.reduce(out, axis=1, keepdims=True)
    return np.exp(out - log_sum)

# %% right: new axes with None
def softmax(out):
    c = np.max(out, axis=1)
    numerator = np.exp(out - c[:, None])
    denominator = numerator.sum(1)
    return numerator / denominator[:, None]

# %% wrong: Python's sum adds up the rows
def softmax(out):
    e = np.exp(out - out.max(axis=1, keepdims=True))
    return e / sum(e)  # here

# %% wrong: takes the maximum but does not subtract it
def softmax(out):
    c = out.max(axis=1, keepdims=True)
    e = np.exp(out)  # here
    return e / np.sum(e, axis=1, keepdims=True)

# %% wrong: adds the maximum
def softmax(out):
    z = out + out.max(axis=1, keepdims=True)  # here
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True)

# %% wrong: returns the last row
def softmax(out):
    for row in out:
        e = np.exp(row - row.max())
        S = e / e.sum()  # here
    return S

# %% wrong: the sum leaves out the class itself
def softmax(out):
    e = np.exp(out - out.max(axis=1, keepdims=True))
    others = e.sum(axis=1, keepdims=True) - e  # here
    return e / (others + 1e-300)
