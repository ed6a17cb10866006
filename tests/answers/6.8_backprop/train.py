# %% wrong: a generator of batches that is empty after the first epoch
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    batches = ff.minibatches(X, labels, batch_size, rng)  # here
    for _ in range(epochs):
        for X_batch, y_batch in batches:
            out, cache = forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            grads = backward(dout, X_batch, cache, params, df)
            params = sgd_step(params, grads, lr)
    return params

# %% wrong: throws away the new parameters
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = init_params(sizes, rng)
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = ff.forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            grads = ff.backward(dout, X_batch, cache, params, df)
            ff.sgd_step(params, grads, lr)  # here
    return params

# %% wrong: initialises again in every epoch
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    for _ in range(epochs):
        params = ff.init_params(sizes, rng)  # here
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            params = sgd_step(params, backward(dout, X_batch, cache, params, df), lr)
    return params

# %% wrong: returns after the first epoch
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    for epoch in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = ff.forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            grads = ff.backward(dout, X_batch, cache, params, df)
            params = ff.sgd_step(params, grads, lr)
        return params  # here

# %% wrong: the update stands after the loop over the batches
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            grads = backward(dout, X_batch, cache, params, df)
        params = sgd_step(params, grads, lr)  # here
    return params

# %% wrong: a generator of its own instead of rng
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    rng = np.random.default_rng(0)  # here
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = ff.forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            grads = ff.backward(dout, X_batch, cache, params, df)
            params = ff.sgd_step(params, grads, lr)
    return params

# %% wrong: all weights start at 0
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        params.append((np.zeros((m_in, m_out)), np.zeros(m_out)))  # here
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            params = sgd_step(params, backward(dout, X_batch, cache, params, df), lr)
    return params

# %% wrong: an identity for f, so that the network is linear
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f = lambda h: h  # here
    df = lambda h, Z: np.ones(h.shape)  # here
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = ff.forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            grads = ff.backward(dout, X_batch, cache, params, df)
            params = ff.sgd_step(params, grads, lr)
    return params

# %% wrong: the labels of all samples for a batch
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = ff.forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, labels)  # here
            grads = ff.backward(dout, X_batch, cache, params, df)
            params = ff.sgd_step(params, grads, lr)
    return params

# %% wrong: climbs
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            grads = backward(dout, X_batch, cache, params, df)
            params = [(W + lr * dW, b + lr * db) for (W, b), (dW, db) in zip(params, grads)]  # here
    return params

# %% wrong: only the first batch of every epoch, always the same samples
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    X_batch, y_batch = X[:batch_size], labels[:batch_size]  # here
    for _ in range(epochs):
        out, cache = ff.forward(X_batch, params, f)
        dout = ff.cross_entropy_backward(out, y_batch)
        grads = ff.backward(dout, X_batch, cache, params, df)
        params = ff.sgd_step(params, grads, lr)
    return params

# %% wrong: shuffles the labels on their own
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        X_s = rng.permutation(X)  # here
        y_s = rng.permutation(labels)  # here
        for i in range(0, len(X), batch_size):
            X_batch, y_batch = X_s[i : i + batch_size], y_s[i : i + batch_size]
            out, cache = ff.forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            grads = ff.backward(dout, X_batch, cache, params, df)
            params = ff.sgd_step(params, grads, lr)
    return params

# %% wrong: divides the gradient by the number of samples once more
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch) / len(X)  # here
            grads = backward(dout, X_batch, cache, params, df)
            params = sgd_step(params, grads, lr)
    return params

# %% wrong: forgets to subtract the one-hot rows
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = forward(X_batch, params, f)
            dout = ff.softmax(out) / len(out)  # here
            grads = backward(dout, X_batch, cache, params, df)
            params = sgd_step(params, grads, lr)
    return params

# %% wrong: returns the outputs instead of the parameters
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = ff.forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            grads = ff.backward(dout, X_batch, cache, params, df)
            params = ff.sgd_step(params, grads, lr)
    return ff.forward(X, params, f)[0]  # here

# %% wrong: leaves the hidden layers as they are drawn
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = ff.forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            grads = ff.backward(dout, X_batch, cache, params, df)
            last = ff.sgd_step(params[-1:], grads[-1:], lr)
            params = params[:-1] + last  # here
    return params

# %% wrong: no hidden layers
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params([sizes[0], sizes[-1]], rng)  # here
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = ff.forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            grads = ff.backward(dout, X_batch, cache, params, df)
            params = ff.sgd_step(params, grads, lr)
    return params

# %% wrong: computes the forward pass once, before the loops
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    out, cache = ff.forward(X, params, f)  # here
    dout = ff.cross_entropy_backward(out, labels)
    grads = ff.backward(dout, X, cache, params, df)
    for _ in range(epochs):
        for _ in ff.minibatches(X, labels, batch_size, rng):
            params = ff.sgd_step(params, grads, lr)
    return params

# %% wrong: trains on half of the samples
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    half = len(X) // 2
    X, labels = X[:half], labels[:half]  # here
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = ff.forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            grads = ff.backward(dout, X_batch, cache, params, df)
            params = ff.sgd_step(params, grads, lr)
    return params

# %% wrong: the order of the samples from NumPy's global generator
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        order = np.random.permutation(len(X))  # here
        for i in range(0, len(X), batch_size):
            rows = order[i : i + batch_size]
            out, cache = ff.forward(X[rows], params, f)
            dout = ff.cross_entropy_backward(out, labels[rows])
            grads = ff.backward(dout, X[rows], cache, params, df)
            params = ff.sgd_step(params, grads, lr)
    return params

# %% right: the parts of the table
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = ff.forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            grads = ff.backward(dout, X_batch, cache, params, df)
            params = ff.sgd_step(params, grads, lr)
    return params

# %% right: the learner's own functions
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    params = init_params(sizes, rng)
    for epoch in range(epochs):
        for X_batch, y_batch in minibatches(X, labels, batch_size, rng):
            out, cache = forward(X_batch, params, relu)
            dout = cross_entropy_backward(out, y_batch)
            grads = backward(dout, X_batch, cache, params, lambda h, Z: h > 0)
            params = sgd_step(params, grads, lr)
    return params

# %% right: its own batches and update
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    N = len(X)
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        order = rng.permutation(N)
        for start in range(0, N, batch_size):
            rows = order[start : start + batch_size]
            out, cache = ff.forward(X[rows], params, f)
            dout = ff.cross_entropy_backward(out, labels[rows])
            grads = ff.backward(dout, X[rows], cache, params, df)
            for (W, b), (dW, db) in zip(params, grads):
                W -= lr * dW
                b -= lr * db
    return params

# %% right: the passes written out
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            Zs = [X_batch]
            for W, b in params[:-1]:
                Zs.append(np.maximum(0, Zs[-1] @ W + b))
            W, b = params[-1]
            d = ff.softmax(Zs[-1] @ W + b)
            d[np.arange(len(d)), y_batch] -= 1
            d /= len(d)
            new = []
            for Z, (W, b) in zip(Zs[::-1], params[::-1]):
                new.insert(0, (W - lr * Z.T @ d, b - lr * d.sum(axis=0)))
                d = (d @ W.T) * (Z > 0)
            params = new
    return params

# %% wrong: initialises with the number of samples instead of inputs
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params([len(X)] + sizes[1:], rng)  # here
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = ff.forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            params = ff.sgd_step(params, ff.backward(dout, X_batch, cache, params, df), lr)
    return params

# %% wrong: the names of forward's results are swapped
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            cache, out = ff.forward(X_batch, params, f)  # here
            dout = ff.cross_entropy_backward(out, y_batch)
            grads = ff.backward(dout, X_batch, cache, params, df)
            params = ff.sgd_step(params, grads, lr)
    return params

# %% wrong: the initial parameters are returned
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    new = params
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = ff.forward(X_batch, new, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            grads = ff.backward(dout, X_batch, cache, new, df)
            new = ff.sgd_step(new, grads, lr)
    return params  # here

# %% wrong: the whole of X goes into the backward pass of a batch
def train(X, labels, sizes, lr, epochs, batch_size, rng):
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params(sizes, rng)
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = ff.forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, y_batch)
            grads = ff.backward(dout, X, cache, params, df)  # here
            params = ff.sgd_step(params, grads, lr)
    return params
