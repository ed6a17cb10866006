# %% wrong: f on the output as well
def forward(X, params, f):
    Z = X
    cache = []
    for W, b in params:
        h = Z @ W + b
        Z = f(h)
        cache.append((h, Z))
    return Z, cache[:-1]  # here

# %% wrong: the output layer is in the cache
def forward(X, params, f):
    Z = X
    cache = []
    for W, b in params:
        h = Z @ W + b
        Z = f(h)
        cache.append((h, Z))  # here
    return h, cache

# %% wrong: every layer reads X
def forward(X, params, f):
    cache = []
    for W, b in params[:-1]:
        h = X @ W + b  # here
        Z = f(h)
        cache.append((h, Z))
    W, b = params[-1]
    return (Z if cache else X) @ W + b, cache

# %% wrong: passes h on instead of Z
def forward(X, params, f):
    h = X
    cache = []
    for W, b in params[:-1]:
        h = h @ W + b  # here
        Z = f(h)
        cache.append((h, Z))
    W, b = params[-1]
    return h @ W + b, cache

# %% wrong: the pairs the wrong way round
def forward(X, params, f):
    Z, cache = X, []
    for W, b in params[:-1]:
        h = Z @ W + b
        Z = f(h)
        cache.append((Z, h))  # here
    W, b = params[-1]
    return Z @ W + b, cache

# %% wrong: stores the input of each layer
def forward(X, params, f):
    cache = []
    Z = X
    for W, b in params[:-1]:
        h = Z @ W + b
        cache.append((h, Z))  # here
        Z = f(h)
    W, b = params[-1]
    out = Z @ W + b
    return out, cache

# %% wrong: compares the layer's number with the wrong one
def forward(X, params, f):
    Z = X
    cache = []
    for l, (W, b) in enumerate(params):
        h = Z @ W + b
        if l == len(params):  # here
            return h, cache
        Z = f(h)
        cache.append((h, Z))
    return Z, cache

# %% wrong: ReLU whatever f is
def forward(X, params, f):
    Z, cache = X, []
    *hidden, (W_out, b_out) = params
    for W, b in hidden:
        h = Z @ W + b
        Z = np.maximum(0, h)  # here
        cache.append((h, Z))
    return Z @ W_out + b_out, cache

# %% wrong: a new cache in every layer
def forward(X, params, f):
    Z = X
    cache = []
    for W, b in params[:-1]:
        cache = []  # here
        h = Z @ W + b
        Z = f(h)
        cache.append((h, Z))
    W, b = params[-1]
    return Z @ W + b, cache

# %% wrong: returns the cache first
def forward(X, params, f):
    Z = X
    cache = []
    for W, b in params[:-1]:
        h = ff.affine_forward(Z, W, b)
        Z = f(h)
        cache.append((h, Z))
    out = ff.affine_forward(Z, *params[-1])
    return cache, out  # here

# %% wrong: takes the last layer out of the caller's list
def forward(X, params, f):
    W_out, b_out = params.pop()  # here
    Z, cache = X, []
    for W, b in params:
        h = Z @ W + b
        Z = f(h)
        cache.append((h, Z))
    return Z @ W_out + b_out, cache

# %% wrong: no biases
def forward(X, params, f):
    Z = X
    cache = []
    for W, b in params[:-1]:
        h = Z @ W  # here
        Z = f(h)
        cache.append((h, Z))
    W, b = params[-1]
    return Z @ W + b, cache

# %% wrong: keeps h and Z in a flat list
def forward(X, params, f):
    Z, cache = X, []
    for W, b in params[:-1]:
        h = Z @ W + b
        Z = f(h)
        cache += [h, Z]  # here
    W, b = params[-1]
    return Z @ W + b, cache

# %% wrong: the cache starts with X
def forward(X, params, f):
    Z = X
    cache = [(X, X)]  # here
    for W, b in params[:-1]:
        h = Z @ W + b
        Z = f(h)
        cache.append((h, Z))
    W, b = params[-1]
    return Z @ W + b, cache

# %% wrong: returns the output only
def forward(X, params, f):
    Z = X
    for W, b in params[:-1]:
        Z = f(Z @ W + b)
    W, b = params[-1]
    return Z @ W + b  # here

# %% wrong: at least one hidden layer
def forward(X, params, f):
    W, b = params[0]
    h = X @ W + b
    Z = f(h)
    cache = [(h, Z)]  # here
    for W, b in params[1:-1]:
        h = Z @ W + b
        Z = f(h)
        cache.append((h, Z))
    W, b = params[-1]
    return Z @ W + b, cache

# %% wrong: f twice on the way to the next layer
def forward(X, params, f):
    Z, cache = X, []
    for i, (W, b) in enumerate(params):
        h = (f(Z) if i else Z) @ W + b  # here
        if i < len(params) - 1:
            Z = f(h)
            cache.append((h, Z))
    return h, cache

# %% right: the hidden layers, then the last one
def forward(X, params, f):
    Z = X
    cache = []
    for W, b in params[:-1]:
        h = Z @ W + b
        Z = f(h)
        cache.append((h, Z))
    W, b = params[-1]
    return Z @ W + b, cache

# %% right: one loop with a condition
def forward(X, params, f):
    cache = []
    Z = X
    last = len(params) - 1
    for l, (W, b) in enumerate(params):
        h = affine_forward(Z, W, b)
        if l < last:
            Z = f(h)
            cache.append((h, Z))
    return h, cache

# %% right: the layer before from the cache
def forward(X, params, f):
    *hidden, output = params
    cache = []
    for W, b in hidden:
        Z = cache[-1][1] if cache else X
        h = np.dot(Z, W) + b
        cache.append((h, f(h)))
    Z = cache[-1][1] if cache else X
    return np.dot(Z, output[0]) + output[1], cache

# %% right: recursion
def forward(X, params, f):
    W, b = params[0]
    h = X @ W + b
    if len(params) == 1:
        return h, []
    Z = f(h)
    out, rest = forward(Z, params[1:], f)
    return out, [(h, Z)] + rest

# %% wrong: two arguments for append
def forward(X, params, f):
    Z = X
    cache = []
    for W, b in params[:-1]:
        h = Z @ W + b
        Z = f(h)
        cache.append(h, Z)  # here
    W, b = params[-1]
    return Z @ W + b, cache

# %% wrong: f is called and its result is not kept
def forward(X, params, f):
    Z = X
    cache = []
    for W, b in params[:-1]:
        h = Z @ W + b
        f(h)  # here
        Z = h
        cache.append((h, Z))
    W, b = params[-1]
    return Z @ W + b, cache

# %% wrong: leaves out the last hidden layer
def forward(X, params, f):
    Z, cache = X, []
    for W, b in params[:-2]:  # here
        h = Z @ W + b
        Z = f(h)
        cache.append((h, Z))
    W, b = params[-1]
    return Z @ W + b, cache

# %% wrong: one buffer for all rows of the cache
def forward(X, params, f):
    pair = [None, None]  # here
    cache = []
    Z = X
    for W, b in params[:-1]:
        pair[0] = Z @ W + b
        pair[1] = Z = f(pair[0])
        cache.append(pair)  # here
    W, b = params[-1]
    return Z @ W + b, cache
