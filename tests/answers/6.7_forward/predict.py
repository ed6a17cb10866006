# %% wrong: the largest sample for each class
def predict(X, params, f):
    out, _ = forward(X, params, f)
    return np.argmax(out, axis=0)  # here

# %% wrong: the largest output instead of its index
def predict(X, params, f):
    out, cache = forward(X, params, f)
    return out.max(axis=1)  # here

# %% wrong: forgets that forward returns two things
def predict(X, params, f):
    out = forward(X, params, f)  # here
    return np.argmax(out, axis=1)

# %% wrong: one index into the flattened array
def predict(X, params, f):
    out, _ = ff.forward(X, params, f)
    return np.argmax(out)  # here

# %% wrong: the last of equal bests
def predict(X, params, f):
    out, _ = forward(X, params, f)
    classes = []
    for row in out:
        best = 0
        for k in range(len(row)):
            if row[k] >= row[best]:  # here
                best = k
        classes.append(best)
    return np.array(classes)

# %% wrong: a column of classes
def predict(X, params, f):
    out = forward(X, params, f)[0]
    return out.argmax(axis=1, keepdims=True)  # here

# %% wrong: f on the outputs
def predict(X, params, f):
    Z = X
    for W, b in params:
        Z = f(Z @ W + b)  # here
    return Z.argmax(axis=1)

# %% wrong: the smallest output
def predict(X, params, f):
    out, _ = forward(X, params, f)
    return np.argsort(out, axis=1)[:, 0]  # here

# %% wrong: classes that count from 1
def predict(X, params, f):
    out, _ = forward(X, params, f)
    return np.argmax(out, axis=1) + 1  # here

# %% wrong: looks at the hidden layer
def predict(X, params, f):
    out, cache = forward(X, params, f)
    if not cache:
        return out.argmax(axis=1)
    h, Z = cache[-1]
    return Z.argmax(axis=1)  # here

# %% wrong: two classes only
def predict(X, params, f):
    out, _ = forward(X, params, f)
    return (out[:, 1] > out[:, 0]).astype(int)  # here

# %% wrong: a threshold on the probabilities
def predict(X, params, f):
    out, _ = forward(X, params, f)
    S = ff.softmax(out)
    return np.argmax(S > 0.5, axis=1)  # here

# %% wrong: one-hot rows
def predict(X, params, f):
    out, _ = forward(X, params, f)
    n = out.shape[1]
    return np.eye(n, dtype=int)[out.argmax(axis=1)]  # here

# %% wrong: the largest absolute value
def predict(X, params, f):
    out, _ = forward(X, params, f)
    return np.argmax(np.abs(out), axis=1)  # here

# %% wrong: softmax over the samples
def predict(X, params, f):
    out, _ = forward(X, params, f)
    e = np.exp(out - out.max(axis=0))
    S = e / e.sum(axis=0)  # here
    return S.argmax(axis=1)

# %% wrong: ReLU whatever f is
def predict(X, params, f):
    out, _ = forward(X, params, ff.relu)  # here
    return np.argmax(out, axis=1)

# %% wrong: returns the class of the first sample
def predict(X, params, f):
    out, _ = forward(X, params, f)
    for row in out:
        return int(np.argmax(row))  # here

# %% right: argmax of each row
def predict(X, params, f):
    out, _ = forward(X, params, f)
    return np.argmax(out, axis=1)

# %% right: by way of softmax
def predict(X, params, f):
    out, cache = ff.forward(X, params, f)
    shifted = out - out.max(axis=1, keepdims=True)
    return np.exp(shifted).argmax(axis=1)

# %% right: a loop that keeps the first best
def predict(X, params, f):
    classes = []
    for row in forward(X, params, f)[0]:
        best = 0
        for k, value in enumerate(row):
            if value > row[best]:
                best = k
        classes.append(best)
    return np.array(classes)

# %% right: its own pass
def predict(X, params, f):
    Z = X
    for W, b in params[:-1]:
        Z = f(Z @ W + b)
    W, b = params[-1]
    out = (Z @ W + b).tolist()
    return np.array([row.index(max(row)) for row in out])

# %% wrong: the order of the samples from argsort of the flattened outputs
def predict(X, params, f):
    out, _ = forward(X, params, f)
    return np.argsort(out.ravel())[: len(X)]  # here

# %% wrong: compares the rows with their maximum
def predict(X, params, f):
    out, _ = forward(X, params, f)
    return out == out.max(axis=1, keepdims=True)  # here

# %% wrong: np.where finds the maxima, of ties both
def predict(X, params, f):
    out, _ = forward(X, params, f)
    return np.where(out == out.max(axis=1, keepdims=True))[1]  # here

# %% wrong: the largest output of the whole batch
def predict(X, params, f):
    out, _ = forward(X, params, f)
    best = np.argmax(out.max(axis=0))  # here
    return np.full(len(X), best)

# %% wrong: no activation in the hidden layers
def predict(X, params, f):
    Z = X
    for W, b in params:
        Z = Z @ W + b  # here
    return Z.argmax(axis=1)
