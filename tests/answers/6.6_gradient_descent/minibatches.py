# %% wrong: two permutations, so the pairs are torn apart
def minibatches(X, y, batch_size, rng):
    X = rng.permutation(X)  # here
    y = rng.permutation(y)  # here
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]

# %% wrong: leaves out the last, shorter batch
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    batches = []
    for k in range(len(X) // batch_size):  # here
        rows = order[k * batch_size : (k + 1) * batch_size]
        batches.append((X[rows], y[rows]))
    return batches

# %% wrong: does not shuffle
def minibatches(X, y, batch_size, rng):
    N = len(X)
    for start in range(0, N, batch_size):
        stop = start + batch_size
        yield X[start:stop], y[start:stop]  # here

# %% wrong: an empty batch at the end if N is a multiple of the batch size
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    n_batches = len(X) // batch_size + 1  # here
    for k in range(n_batches):
        rows = order[k * batch_size : (k + 1) * batch_size]
        yield X[rows], y[rows]

# %% wrong: NumPy's global random numbers
def minibatches(X, y, batch_size, rng):
    order = np.random.permutation(len(X))  # here
    for i in range(0, len(order), batch_size):
        rows = order[i : i + batch_size]
        yield X[rows], y[rows]

# %% wrong: draws with replacement
def minibatches(X, y, batch_size, rng):
    N = len(X)
    batches = []
    for start in range(0, N, batch_size):
        size = min(batch_size, N - start)
        rows = rng.integers(0, N, size=size)  # here
        batches.append((X[rows], y[rows]))
    return batches

# %% wrong: shuffles the caller's X
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    X[:] = X[order]  # here
    y = y[order]
    for i in range(0, len(X), batch_size):
        yield X[i : i + batch_size], y[i : i + batch_size]

# %% wrong: batch_size batches instead of batches of batch_size
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for rows in np.array_split(order, batch_size):  # here
        yield X[rows], y[rows]

# %% wrong: returns the first batch only
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        return [(X[rows], y[rows])]  # here

# %% wrong: the same order in every epoch
def minibatches(X, y, batch_size, rng):
    rng = np.random.default_rng(0)  # here
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]

# %% wrong: only the batches are shuffled, not the samples
def minibatches(X, y, batch_size, rng):
    starts = np.arange(0, len(X), batch_size)
    rng.shuffle(starts)  # here
    return [(X[s : s + batch_size], y[s : s + batch_size]) for s in starts]

# %% wrong: the slices are one row short
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        end = start + batch_size - 1  # here
        yield X[order[start:end]], y[order[start:end]]

# %% wrong: fills up the last batch with rows from the beginning
def minibatches(X, y, batch_size, rng):
    N = len(X)
    order = rng.permutation(N)
    for start in range(0, N, batch_size):
        rows = order[np.arange(start, start + batch_size) % N]  # here
        yield X[rows], y[rows]

# %% wrong: overlapping windows
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X) - batch_size + 1):  # here
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]

# %% wrong: takes y in the old order
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    X = X[order]
    for start in range(0, len(X), batch_size):
        stop = start + batch_size
        yield X[start:stop], y[start:stop]  # here

# %% wrong: two lists instead of pairs
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    cuts = range(batch_size, len(X), batch_size)
    X_batches = np.split(X[order], cuts)
    y_batches = np.split(y[order], cuts)
    return X_batches, y_batches  # here

# %% wrong: batches of equal length
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    count = -(-len(X) // batch_size)
    for rows in np.array_split(order, count):  # here
        yield X[rows], y[rows]

# %% wrong: draws a new permutation for every batch
def minibatches(X, y, batch_size, rng):
    N = len(X)
    for start in range(0, N, batch_size):
        order = rng.permutation(N)  # here
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]

# %% right: yield with a permutation
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]

# %% right: a list from split
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    cuts = np.arange(batch_size, len(X), batch_size)
    return [(X[rows], y[rows]) for rows in np.split(order, cuts)]

# %% right: shuffles a list of indices and takes from its front
def minibatches(X, y, batch_size, rng):
    left = np.arange(X.shape[0])
    rng.shuffle(left)
    batches = []
    while len(left) > 0:
        rows, left = left[:batch_size], left[batch_size:]
        batches.append((X[rows], y[rows]))
    return batches

# %% right: sorts random keys
def minibatches(X, y, batch_size, rng):
    order = np.argsort(rng.random(len(y)))
    X, y = X[order], y[order]
    n = number_of_batches(len(y), batch_size)
    for k in range(n):
        part = slice(k * batch_size, (k + 1) * batch_size)
        yield X[part], y[part]

def number_of_batches(N, B):
    return (N + B - 1) // B

# %% wrong: shuffle returns nothing
def minibatches(X, y, batch_size, rng):
    order = rng.shuffle(np.arange(len(X)))  # here
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]

# %% wrong: independent random batches
def minibatches(X, y, batch_size, rng):
    batches = []
    for _ in range(-(-len(X) // batch_size)):
        size = min(batch_size, len(X))
        rows = rng.choice(len(X), size, replace=False)  # here
        batches.append((X[rows], y[rows]))
    return batches

# %% wrong: the permutation is computed and not used
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]  # here

# %% wrong: yields the indices
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        yield order[start : start + batch_size]  # here
