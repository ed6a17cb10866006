# %% wrong: leaves out the slope of the activation
def backward(dout, X, cache, params, df):
    grads = []
    dh = dout
    for l in range(len(params) - 1, -1, -1):
        Z = cache[l - 1][1] if l > 0 else X
        dZ, dW, db = affine_backward(dh, Z, params[l][0])
        grads.insert(0, (dW, db))
        dh = dZ  # here
    return grads

# %% wrong: the last layer first
def backward(dout, X, cache, params, df):
    grads = []
    dh = dout
    for l in range(len(params) - 1, -1, -1):
        Z = cache[l - 1][1] if l > 0 else X
        dZ, dW, db = ff.affine_backward(dh, Z, params[l][0])
        grads.append((dW, db))
        if l > 0:
            dh = dZ * df(*cache[l - 1])
    return grads  # here

# %% wrong: every layer is given X as its input
def backward(dout, X, cache, params, df):
    L = len(cache)
    grads = [None] * (L + 1)
    dh = dout
    for l in range(L, -1, -1):
        W, b = params[l]
        grads[l] = (X.T @ dh, dh.sum(axis=0))  # here
        if l > 0:
            h, Z = cache[l - 1]
            dh = (dh @ W.T) * df(h, Z)
    return grads

# %% wrong: the pre-activations instead of the activations in dW
def backward(dout, X, cache, params, df):
    inputs = [X] + [h for h, Z in cache]  # here
    grads = []
    dh = dout
    for l in reversed(range(len(params))):
        dZ, dW, db = affine_backward(dh, inputs[l], params[l][0])
        grads.insert(0, (dW, db))
        if l > 0:
            dh = dZ * df(*cache[l - 1])
    return grads

# %% wrong: h and Z swapped in the call of df
def backward(dout, X, cache, params, df):
    grads = []
    dh = dout
    for l in range(len(params) - 1, -1, -1):
        Z = X if l == 0 else cache[l - 1][1]
        dZ, dW, db = affine_backward(dh, Z, params[l][0])
        grads = [(dW, db)] + grads
        if l > 0:
            h, Z = cache[l - 1]
            dh = dZ * df(Z, h)  # here
    return grads

# %% wrong: stops before the first layer
def backward(dout, X, cache, params, df):
    grads = []
    dh = dout
    for l in range(len(params) - 1, 0, -1):  # here
        h, Z = cache[l - 1]
        dZ, dW, db = affine_backward(dh, Z, params[l][0])
        grads.insert(0, (dW, db))
        dh = dZ * df(h, Z)
    return grads

# %% wrong: the slope at the last hidden layer for all layers
def backward(dout, X, cache, params, df):
    grads = []
    dh = dout
    for l in range(len(params) - 1, -1, -1):
        Z = X if l == 0 else cache[l - 1][1]
        dZ, dW, db = affine_backward(dh, Z, params[l][0])
        grads.insert(0, (dW, db))
        if l > 0:
            h, Z = cache[-1]  # here
            dh = dZ * df(h, Z)
    return grads

# %% wrong: divides by N in every layer
def backward(dout, X, cache, params, df):
    N = len(X)
    grads = []
    dh = dout
    for l in range(len(params) - 1, -1, -1):
        Z = X if l == 0 else cache[l - 1][1]
        W = params[l][0]
        grads.insert(0, (Z.T @ dh / N, dh.sum(axis=0) / N))  # here
        if l > 0:
            dh = (dh @ W.T) * df(*cache[l - 1])
    return grads

# %% wrong: the derivative from above is never updated
def backward(dout, X, cache, params, df):
    grads = []
    for l in range(len(params) - 1, -1, -1):
        Z = X if l == 0 else cache[l - 1][1]
        dZ, dW, db = affine_backward(dout, Z, params[l][0])
        grads.insert(0, (dW, db))
        if l > 0:
            dh = dZ * df(*cache[l - 1])  # here
    return grads

# %% wrong: the slope of ReLU whatever df is
def backward(dout, X, cache, params, df):
    inputs = [X] + [Z for _, Z in cache]
    grads = []
    dh = dout
    for l in reversed(range(len(params))):
        dZ, dW, db = affine_backward(dh, inputs[l], params[l][0])
        grads.append((dW, db))
        if l:
            dh = dZ * (cache[l - 1][0] > 0)  # here
    return grads[::-1]

# %% wrong: takes the pairs out of the caller's cache
def backward(dout, X, cache, params, df):
    grads = []
    dh = dout
    for W, b in reversed(params):
        if cache:
            h, Z = cache.pop()  # here
            dZ, dW, db = affine_backward(dh, Z, W)
            dh = dZ * df(h, Z)
        else:
            dZ, dW, db = affine_backward(dh, X, W)
        grads.insert(0, (dW, db))
    return grads

# %% wrong: the condition leaves out the slope of the last hidden layer
def backward(dout, X, cache, params, df):
    grads = []
    d = dout
    for l in range(len(params) - 1, -1, -1):
        Z = X if l == 0 else cache[l - 1][1]
        dZ, dW, db = affine_backward(d, Z, params[l][0])
        grads.insert(0, (dW, db))
        d = dZ
        if 0 < l < len(cache):
            d = d * df(*cache[l - 1])  # here
    return grads

# %% wrong: db first in each pair
def backward(dout, X, cache, params, df):
    grads = []
    dh = dout
    for l in range(len(params) - 1, -1, -1):
        Z = cache[l - 1][1] if l > 0 else X
        dZ, dW, db = affine_backward(dh, Z, params[l][0])
        grads.insert(0, (db, dW))  # here
        if l > 0:
            dh = dZ * df(*cache[l - 1])
    return grads

# %% wrong: adds the slope instead of multiplying by it
def backward(dout, X, cache, params, df):
    grads = []
    dh = dout
    for l in range(len(params) - 1, -1, -1):
        Z = cache[l - 1][1] if l > 0 else X
        dZ, dW, db = affine_backward(dh, Z, params[l][0])
        grads.insert(0, (dW, db))
        if l > 0:
            h, Z = cache[l - 1]
            dh = dZ + df(h, Z)  # here
    return grads

# %% wrong: the weights of the layer below carry the derivative down
def backward(dout, X, cache, params, df):
    inputs = [X] + [Z for h, Z in cache]
    grads = []
    dh = dout
    for l in range(len(params) - 1, -1, -1):
        grads.insert(0, (inputs[l].T @ dh, dh.sum(axis=0)))
        if l > 0:
            W = params[l - 1][0]  # here
            dh = (dh @ W.T) * df(*cache[l - 1])
    return grads

# %% wrong: needs a hidden layer
def backward(dout, X, cache, params, df):
    h, Z = cache[-1]  # here
    dZ, dW, db = affine_backward(dout, Z, params[-1][0])
    grads = [(dW, db)]
    for l in range(len(cache) - 1, -1, -1):
        dh = dZ * df(*cache[l])
        Z = cache[l - 1][1] if l > 0 else X
        dZ, dW, db = affine_backward(dh, Z, params[l][0])
        grads.insert(0, (dW, db))
    return grads

# %% wrong: a slope on the output layer as well
def backward(dout, X, cache, params, df):
    out = (cache[-1][1] if cache else X) @ params[-1][0] + params[-1][1]
    dh = dout * df(out, out)  # here
    grads = []
    for l in range(len(params) - 1, -1, -1):
        Z = cache[l - 1][1] if l > 0 else X
        dZ, dW, db = affine_backward(dh, Z, params[l][0])
        grads.insert(0, (dW, db))
        if l > 0:
            dh = dZ * df(*cache[l - 1])
    return grads

# %% wrong: off by one in the cache, so the first layer's input is the last Z
def backward(dout, X, cache, params, df):
    grads = []
    dh = dout
    for l in range(len(params) - 1, -1, -1):
        Z = cache[l - 1][1] if cache else X  # here
        dZ, dW, db = affine_backward(dh, Z, params[l][0])
        grads.insert(0, (dW, db))
        if l > 0:
            dh = dZ * df(*cache[l - 1])
    return grads

# %% right: from the last layer to the first
def backward(dout, X, cache, params, df):
    grads = []
    dh = dout
    for l in range(len(params) - 1, -1, -1):
        Z = cache[l - 1][1] if l > 0 else X
        dZ, dW, db = affine_backward(dh, Z, params[l][0])
        grads.insert(0, (dW, db))
        if l > 0:
            dh = dZ * df(*cache[l - 1])
    return grads

# %% right: lists of inputs and slopes
def backward(dout, X, cache, params, df):
    inputs = [X] + [Z for h, Z in cache]
    slopes = [df(h, Z) for h, Z in cache]
    grads = [None] * len(params)
    for l in reversed(range(len(params))):
        W, b = params[l]
        grads[l] = (inputs[l].T @ dout, dout.sum(axis=0))
        if l > 0:
            dout = (dout @ W.T) * slopes[l - 1]
    return grads

# %% right: the output layer on its own
def backward(dout, X, cache, params, df):
    Zs = [X] + [Z for _, Z in cache]
    dZ, dW, db = ff.affine_backward(dout, Zs[-1], params[-1][0])
    grads = [(dW, db)]
    for l in range(len(cache), 0, -1):
        h, Z = cache[l - 1]
        dh = dZ * df(h, Z)
        dZ, dW, db = ff.affine_backward(dh, Zs[l - 1], params[l - 1][0])
        grads.append((dW, db))
    grads.reverse()
    return grads

# %% right: recursion
def backward(dout, X, cache, params, df):
    W, b = params[-1]
    if len(params) == 1:
        return [(X.T @ dout, dout.sum(axis=0))]
    h, Z = cache[-1]
    below = backward((dout @ W.T) * df(h, Z), X, cache[:-1], params[:-1], df)
    return below + [(Z.T @ dout, dout.sum(axis=0))]

# %% wrong: the order of the results of affine_backward
def backward(dout, X, cache, params, df):
    grads = []
    dh = dout
    for l in range(len(params) - 1, -1, -1):
        Z = cache[l - 1][1] if l > 0 else X
        dW, db, dZ = affine_backward(dh, Z, params[l][0])  # here
        grads.insert(0, (dW, db))
        if l > 0:
            dh = dZ * df(*cache[l - 1])
    return grads

# %% wrong: a matrix product with the slope
def backward(dout, X, cache, params, df):
    grads = []
    dh = dout
    for l in range(len(params) - 1, -1, -1):
        Z = cache[l - 1][1] if l > 0 else X
        dZ, dW, db = affine_backward(dh, Z, params[l][0])
        grads.insert(0, (dW, db))
        if l > 0:
            dh = dZ @ df(*cache[l - 1])  # here
    return grads

# %% wrong: passes W on without transposing it
def backward(dout, X, cache, params, df):
    inputs = [X] + [Z for _, Z in cache]
    grads = []
    dh = dout
    for l in range(len(params) - 1, -1, -1):
        W = params[l][0]
        grads.insert(0, (inputs[l].T @ dh, dh.sum(axis=0)))
        if l > 0:
            dh = (dh @ W) * df(*cache[l - 1])  # here
    return grads

# %% wrong: the pair of the cache is given to df as one argument
def backward(dout, X, cache, params, df):
    grads = []
    dh = dout
    for l in range(len(params) - 1, -1, -1):
        Z = cache[l - 1][1] if l > 0 else X
        dZ, dW, db = affine_backward(dh, Z, params[l][0])
        grads.insert(0, (dW, db))
        if l > 0:
            dh = dZ * df(cache[l - 1])  # here
    return grads

# %% wrong: the slope on both sides of the layer
def backward(dout, X, cache, params, df):
    grads = []
    dh = dout
    for l in range(len(params) - 1, -1, -1):
        Z = cache[l - 1][1] if l > 0 else X
        dZ, dW, db = affine_backward(dh, Z, params[l][0])
        grads.insert(0, (dW, db))
        if l > 0:
            dh = dZ * df(*cache[l - 1]) ** 2  # here
    return grads
