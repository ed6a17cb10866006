# %% wrong: changes the old arrays
def sgd_step(params, grads, lr):
    for (W, b), (dW, db) in zip(params, grads):
        W -= lr * dW  # here
        b -= lr * db  # here
    return params

# %% wrong: a step along the gradient
def sgd_step(params, grads, lr):
    return [(W + lr * dW, b + lr * db) for (W, b), (dW, db) in zip(params, grads)]  # here

# %% wrong: forgets the learning rate
def sgd_step(params, grads, lr):
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.append((W - dW, b - db))  # here
    return new

# %% wrong: a copied list still holds the old arrays
def sgd_step(params, grads, lr):
    new = params.copy()  # here
    for l in range(len(new)):
        W, b = new[l]
        dW, db = grads[l]
        W -= lr * dW
        b -= lr * db
    return new

# %% wrong: the biases stay
def sgd_step(params, grads, lr):
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.append((W - lr * dW, b))  # here
    return new

# %% wrong: returns after the first layer
def sgd_step(params, grads, lr):
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.append((W - lr * dW, b - lr * db))
        return new  # here

# %% wrong: a flat list
def sgd_step(params, grads, lr):
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new += [W - lr * dW, b - lr * db]  # here
    return new

# %% wrong: new pairs in the caller's list
def sgd_step(params, grads, lr):
    for l in range(len(params)):
        W, b = params[l]
        dW, db = grads[l]
        params[l] = (W - lr * dW, b - lr * db)  # here
    return params

# %% wrong: returns the steps, not the parameters
def sgd_step(params, grads, lr):
    return [(-lr * dW, -lr * db) for dW, db in grads]  # here

# %% wrong: divides by the number of layers
def sgd_step(params, grads, lr):
    L = len(params)
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.append((W - lr * dW / L, b - lr * db / L))  # here
    return new

# %% wrong: multiplies each parameter by its gradient
def sgd_step(params, grads, lr):
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.append((W - lr * W * dW, b - lr * b * db))  # here
    return new

# %% wrong: the gradients from the last layer to the first
def sgd_step(params, grads, lr):
    new = []
    for (W, b), (dW, db) in zip(params, reversed(grads)):  # here
        new.append((W - lr * dW, b - lr * db))
    return new

# %% wrong: only the output layer learns
def sgd_step(params, grads, lr):
    W, b = params[-1]
    dW, db = grads[-1]
    return params[:-1] + [(W - lr * dW, b - lr * db)]  # here

# %% wrong: gradients of length 1
def sgd_step(params, grads, lr):
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        dW = dW / np.linalg.norm(dW)  # here
        db = db / np.linalg.norm(db)  # here
        new.append((W - lr * dW, b - lr * db))
    return new

# %% wrong: forgets the return
def sgd_step(params, grads, lr):
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.append((W - lr * dW, b - lr * db))
    # here

# %% wrong: forgets to subtract the step of b from b
def sgd_step(params, grads, lr):
    return [(p[0] - lr * g[0], lr * g[1]) for p, g in zip(params, grads)]  # here

# %% right: a comprehension
def sgd_step(params, grads, lr):
    return [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads)]

# %% right: a loop
def sgd_step(params, grads, lr):
    new = []
    for layer, gradient in zip(params, grads):
        W = layer[0] - lr * gradient[0]
        b = layer[1] - lr * gradient[1]
        new.append((W, b))
    return new

# %% right: copies that are changed in place
def sgd_step(params, grads, lr):
    new = [(W.astype(float), b.astype(float)) for W, b in params]
    for l in range(len(new)):
        for p, g in zip(new[l], grads[l]):
            p -= lr * g
    return new

# %% right: a helper for one pair
def sgd_step(params, grads, lr):
    def step(pair, gradient):
        return tuple(p - lr * g for p, g in zip(pair, gradient))

    return list(map(step, params, grads))

# %% wrong: the same rate whatever lr is
learning_rate = 0.01

def sgd_step(params, grads, lr):
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.append((W - learning_rate * dW, b - learning_rate * db))  # here
    return new

# %% wrong: calculates with lists as if they were arrays
def sgd_step(params, grads, lr):
    return params - lr * grads  # here

# %% wrong: two arguments for append
def sgd_step(params, grads, lr):
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.append(W - lr * dW, b - lr * db)  # here
    return new

# %% wrong: subtracts the learning rate
def sgd_step(params, grads, lr):
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.append((W - dW - lr, b - db - lr))  # here
    return new
