# %% wrong: the penalty without the half
def l2_penalty(params, lam):
    penalty = lam * sum(np.sum(W**2) for W, b in params)  # here
    grads = [(lam * W, np.zeros_like(b)) for W, b in params]
    return penalty, grads

# %% wrong: the biases count as well
def l2_penalty(params, lam):
    penalty = 0
    grads = []
    for W, b in params:
        penalty += lam / 2 * (np.sum(W**2) + np.sum(b**2))  # here
        grads.append((lam * W, np.zeros(b.shape)))
    return penalty, grads

# %% wrong: a gradient for the biases, which the penalty leaves out
def l2_penalty(params, lam):
    penalty = 0.0
    grads = []
    for W, b in params:
        penalty += lam / 2 * np.sum(W * W)
        grads.append((lam * W, lam * b))  # here
    return penalty, grads

# %% wrong: the factor 2 of the square is kept although the half cancels it
def l2_penalty(params, lam):
    penalty = lam / 2 * sum((W**2).sum() for W, _ in params)
    grads = [(2 * lam * W, np.zeros_like(b)) for W, b in params]  # here
    return penalty, grads

# %% wrong: the number 0 for db
def l2_penalty(params, lam):
    total = 0
    grads = []
    for W, b in params:
        total += np.sum(np.square(W))
        grads.append((lam * W, 0))  # here
    return 0.5 * lam * total, grads

# %% wrong: only the last layer counts
def l2_penalty(params, lam):
    grads = []
    for W, b in params:
        penalty = lam / 2 * np.sum(W**2)  # here
        grads.append((lam * W, np.zeros(len(b))))
    return penalty, grads

# %% wrong: the norm is not squared
def l2_penalty(params, lam):
    penalty = 0
    for W, b in params:
        penalty += lam / 2 * np.linalg.norm(W)  # here
    return penalty, [(lam * W, np.zeros_like(b)) for W, b in params]

# %% wrong: multiplies by lam / 2 once per layer, so earlier layers get it several times
def l2_penalty(params, lam):
    penalty = 0
    grads = []
    for W, b in params:
        penalty = lam / 2 * (penalty + np.sum(W**2))  # here
        grads.append((lam * W, np.zeros(b.shape)))
    return penalty, grads

# %% wrong: the square of the sum
def l2_penalty(params, lam):
    penalty = sum(lam / 2 * np.sum(W) ** 2 for W, b in params)  # here
    grads = [(lam * W, np.zeros_like(b)) for W, b in params]
    return penalty, grads

# %% wrong: a flat list of gradients
def l2_penalty(params, lam):
    penalty, grads = 0, []
    for W, b in params:
        penalty += lam * np.sum(W**2) / 2
        grads.append(lam * W)  # here
        grads.append(np.zeros_like(b))  # here
    return penalty, grads

# %% wrong: scales the weights of the network itself
def l2_penalty(params, lam):
    penalty = lam / 2 * sum(np.sum(W**2) for W, b in params)
    grads = []
    for W, b in params:
        W *= lam  # here
        grads.append((W, np.zeros(len(b))))
    return penalty, grads

# %% wrong: zeros of the shape of W for db
def l2_penalty(params, lam):
    penalty = 0
    grads = []
    for W, b in params:
        penalty += lam / 2 * np.sum(W**2)
        grads.append((lam * W, np.zeros_like(W)))  # here
    return penalty, grads

# %% wrong: the mean of the squares
def l2_penalty(params, lam):
    penalty = 0
    for W, b in params:
        penalty += lam / 2 * np.mean(W**2)  # here
    grads = [(lam * W, np.zeros(b.shape)) for W, b in params]
    return penalty, grads

# %% wrong: takes the last column of W for a bias
def l2_penalty(params, lam):
    penalty = 0
    grads = []
    for W, b in params:
        penalty = penalty + lam / 2 * np.sum(W[:, :-1] ** 2)  # here
        grads.append((lam * W, np.zeros(b.shape)))
    return penalty, grads

# %% wrong: the absolute values of L1
def l2_penalty(params, lam):
    penalty = lam / 2 * sum(np.abs(W).sum() for W, b in params)  # here
    grads = [(lam * W, np.zeros_like(b)) for W, b in params]
    return penalty, grads

# %% wrong: the half stays in the gradient
def l2_penalty(params, lam):
    half = lam / 2
    penalty, grads = 0.0, []
    for W, b in params:
        penalty += half * np.sum(W**2)
        grads.append((half * W, np.zeros(len(b))))  # here
    return penalty, grads

# %% wrong: the list of gradients starts afresh in every layer
def l2_penalty(params, lam):
    penalty = 0
    for W, b in params:
        grads = []  # here
        penalty += lam / 2 * np.sum(W**2)
        grads.append((lam * W, np.zeros_like(b)))
    return penalty, grads

# %% wrong: the entries of W^T W instead of its trace
def l2_penalty(params, lam):
    penalty = sum(lam / 2 * (W.T @ W).sum() for W, b in params)  # here
    return penalty, [(lam * W, 0 * b) for W, b in params]

# %% right: a loop
def l2_penalty(params, lam):
    penalty = 0.0
    grads = []
    for W, b in params:
        penalty += lam / 2 * np.sum(W**2)
        grads.append((lam * W, np.zeros_like(b)))
    return penalty, grads

# %% right: two comprehensions
def l2_penalty(params, lam):
    total = sum((W * W).sum() for W, _ in params)
    return 0.5 * lam * total, [(lam * W, np.zeros(b.shape)) for W, b in params]

# %% right: norms
def l2_penalty(params, lam):
    norms = [np.linalg.norm(W) for W, b in params]
    grads = [(lam * W, 0 * b) for W, b in params]
    return lam * float(np.dot(norms, norms)) / 2, grads

# %% right: entry by entry
def l2_penalty(params, lam):
    penalty, grads = 0, []
    for W, b in params:
        dW = np.zeros(W.shape)
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                penalty += lam * W[i, j] ** 2 / 2
                dW[i, j] = lam * W[i, j]
        grads.append((dW, np.zeros(len(b))))
    return penalty, grads

# %% wrong: goes through params with enumerate and takes the number for W
def l2_penalty(params, lam):
    penalty, grads = 0.0, []
    for W, b in enumerate(params):  # here
        penalty += lam / 2 * np.sum(W**2)
        grads.append((lam * W, np.zeros_like(b)))
    return penalty, grads

# %% wrong: a fixed strength instead of lam
strength = 0.01

def l2_penalty(params, lam):
    penalty = strength / 2 * sum(np.sum(W**2) for W, b in params)  # here
    grads = [(strength * W, np.zeros_like(b)) for W, b in params]  # here
    return penalty, grads

# %% wrong: squares the gradient
def l2_penalty(params, lam):
    penalty = lam / 2 * sum(np.sum(W**2) for W, b in params)
    grads = [(lam * W**2, np.zeros_like(b)) for W, b in params]  # here
    return penalty, grads

# %% wrong: stacks all weights although their shapes differ
def l2_penalty(params, lam):
    weights = np.array([W for W, b in params])  # here
    penalty = lam / 2 * np.sum(weights**2)
    return penalty, [(lam * W, np.zeros_like(b)) for W, b in params]
