# %% wrong: leaves out the weights
def chain_gradient(x, weights, f, df):
    grad = 1.0
    z = x
    for w in weights:
        h = w * z
        grad *= df(h)  # here
        z = f(h)
    return grad

# %% wrong: the derivative at z instead of h
def chain_gradient(x, weights, f, df):
    z, grad = x, 1.0
    for w in weights:
        z = f(w * z)
        grad = grad * w * df(z)  # here
    return grad

# %% wrong: every layer gets x
def chain_gradient(x, weights, f, df):
    grad = 1.0
    for w in weights:
        h = w * x  # here
        grad *= w * df(h)
    return grad

# %% wrong: passes h on without f
def chain_gradient(x, weights, f, df):
    grad = 1.0
    h = x
    for w in weights:
        h = w * h  # here
        grad *= df(h) * w
    return grad

# %% wrong: adds the factors
def chain_gradient(x, weights, f, df):
    z = x
    total = 0.0  # here
    for w in weights:
        h = w * z
        total += w * df(h)  # here
        z = f(h)
    return total

# %% wrong: the product starts at 0
def chain_gradient(x, weights, f, df):
    grad = 0.0  # here
    z = x
    for w in weights:
        h = w * z
        grad = grad * df(h) * w
        z = f(h)
    return grad

# %% wrong: the product starts at x
def chain_gradient(x, weights, f, df):
    z = x
    grad = x  # here
    for w in weights:
        h = w * z
        grad = grad * df(h) * w
        z = f(h)
    return grad

# %% wrong: stops one layer early
def chain_gradient(x, weights, f, df):
    L = len(weights)
    z, grad = x, 1.0
    for l in range(L - 1):  # here
        h = weights[l] * z
        z = f(h)
        grad *= df(h) * weights[l]
    return grad

# %% wrong: starts at weights[1]
def chain_gradient(x, weights, f, df):
    z, grad = x, 1.0
    for l in range(1, len(weights)):  # here
        h = weights[l] * z
        z = f(h)
        grad *= df(h) * weights[l]
    return grad

# %% wrong: returns the output of the chain
def chain_gradient(x, weights, f, df):
    z = x
    grad = 1.0
    for w in weights:
        h = w * z
        z = f(h)
        grad *= w * df(h)
    return z  # here

# %% wrong: an empty chain has derivative 0
def chain_gradient(x, weights, f, df):
    if len(weights) == 0:
        return 0.0  # here
    z, grad = x, 1.0
    for w in weights:
        h = w * z
        grad *= w * df(h)
        z = f(h)
    return grad

# %% wrong: the derivative without f'
def chain_gradient(x, weights, f, df):
    grad = 1.0
    for w in weights:
        grad *= w  # here
    return grad

# %% wrong: the last factor only
def chain_gradient(x, weights, f, df):
    z = x
    grad = 1.0
    for w in weights:
        h = w * z
        grad = w * df(h)  # here
        z = f(h)
    return grad

# %% wrong: starts with the weights of the last layer
def chain_gradient(x, weights, f, df):
    z, grad = x, 1.0
    for w in weights[::-1]:  # here
        h = w * z
        grad *= w * df(h)
        z = f(h)
    return grad

# %% wrong: the slope of the sigmoid whatever f is
def chain_gradient(x, weights, f, df):
    z, grad = x, 1.0
    for w in weights:
        z = f(w * z)
        grad *= w * z * (1 - z)  # here
    return grad

# %% wrong: z is updated before h is computed
def chain_gradient(x, weights, f, df):
    z, grad = x, 1.0
    for w in weights:
        z = f(w * z)
        h = w * z  # here
        grad *= w * df(h)
    return grad

# %% wrong: returns after the first layer
def chain_gradient(x, weights, f, df):
    z, grad = x, 1.0
    for w in weights:
        h = w * z
        grad *= w * df(h)
        z = f(h)
        return grad  # here
    return grad

# %% right: forward with the derivative alongside
def chain_gradient(x, weights, f, df):
    z, grad = x, 1.0
    for w in weights:
        h = w * z
        grad *= df(h) * w
        z = f(h)
    return grad

# %% right: all pre-activations first, then backwards
def chain_gradient(x, weights, f, df):
    hs = []
    z = x
    for w in weights:
        hs.append(w * z)
        z = f(hs[-1])
    grad = 1.0
    for h, w in zip(reversed(hs), reversed(weights)):
        grad = grad * df(h) * w
    return float(grad)

# %% right: recursion from the first layer
def chain_gradient(x, weights, f, df):
    if len(weights) == 0:
        return 1.0
    h = weights[0] * x
    return weights[0] * df(h) * chain_gradient(f(h), weights[1:], f, df)

# %% right: products of two arrays
def chain_gradient(x, weights, f, df):
    h = np.zeros(len(weights))
    z = x
    for l, w in enumerate(weights):
        h[l] = w * z
        z = f(h[l])
    slopes = np.array([df(v) for v in h])
    return np.prod(slopes) * np.prod(weights)

# %% wrong: the sigmoid instead of f
def chain_gradient(x, weights, f, df):
    z, grad = x, 1.0
    for w in weights:
        h = w * z
        grad *= w * df(h)
        z = 1 / (1 + np.exp(-h))  # here
    return grad

# %% wrong: multiplies the derivative by z instead of w
def chain_gradient(x, weights, f, df):
    z, grad = x, 1.0
    for w in weights:
        h = w * z
        grad *= z * df(h)  # here
        z = f(h)
    return grad

# %% wrong: the mean of the factors to the power of the depth
def chain_gradient(x, weights, f, df):
    z, factors = x, []
    for w in weights:
        h = w * z
        factors.append(w * df(h))
        z = f(h)
    L = len(factors)
    return float(np.mean(factors)) ** L if L else 1.0  # here

# %% wrong: all the factors in a list
def chain_gradient(x, weights, f, df):
    z, grad = x, [1.0]
    for w in weights:
        h = w * z
        grad.append(grad[-1] * w * df(h))
        z = f(h)
    return grad  # here
