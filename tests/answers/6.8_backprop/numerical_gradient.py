# %% wrong: moves x back by adding, which leaves rounding errors
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += eps  # here
        plus = J(x)
        x[i] -= 2 * eps  # here
        minus = J(x)
        x[i] += eps  # here
        grad[i] = (plus - minus) / (2 * eps)
    return grad

# %% wrong: one-sided difference
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros_like(x)
    J0 = J(x)
    for i in np.ndindex(x.shape):
        y = x.copy()
        y[i] += eps
        grad[i] = (J(y) - J0) / eps  # here
    return grad

# %% wrong: moves all entries at once
def numerical_gradient(J, x, eps=1e-5):
    d = (J(x + eps) - J(x - eps)) / (2 * eps)  # here
    return np.full(x.shape, d)  # here

# %% wrong: a second name instead of a copy
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        plus = x  # here
        minus = x  # here
        plus[i] += eps
        minus[i] -= eps
        grad[i] = (J(plus) - J(minus)) / (2 * eps)
    return grad

# %% wrong: divides by eps
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = eps
        grad[i] = (J(x + e) - J(x - e)) / eps  # here
    return grad

# %% wrong: the nudges of earlier entries remain
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros(x.shape)
    e = np.zeros(x.shape)  # here
    for i in np.ndindex(x.shape):
        e[i] = eps
        grad[i] = (J(x + e) - J(x - e)) / (2 * eps)
    return grad

# %% wrong: vectors only
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros(len(x))  # here
    for i in range(len(x)):  # here
        e = np.zeros(len(x))
        e[i] = eps
        grad[i] = (J(x + e) - J(x - e)) / (2 * eps)
    return grad

# %% wrong: loses the shape
def numerical_gradient(J, x, eps=1e-5):
    grad = []
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = eps
        grad.append((J(x + e) - J(x - e)) / (2 * eps))
    return np.array(grad)  # here

# %% wrong: hands a flat array to J
def numerical_gradient(J, x, eps=1e-5):
    flat = x.flatten()  # here
    grad = np.zeros(flat.size)
    for i in range(flat.size):
        e = np.zeros(flat.size)
        e[i] = eps
        grad[i] = (J(flat + e) - J(flat - e)) / (2 * eps)  # here
    return grad.reshape(x.shape)

# %% wrong: left minus right
def numerical_gradient(J, x, eps=1e-5):
    grad = np.empty(x.shape)
    for i in np.ndindex(x.shape):
        a, b = x.copy(), x.copy()
        a[i] -= eps
        b[i] += eps
        grad[i] = (J(a) - J(b)) / (2 * eps)  # here
    return grad

# %% wrong: the left point is made from the right one and lands on x
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        y = x.copy()
        y[i] += eps
        plus = J(y)
        y[i] -= eps  # here
        minus = J(y)
        grad[i] = (plus - minus) / (2 * eps)
    return grad

# %% wrong: forgets to put x back
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + eps
        plus = J(x)
        x[i] = old - eps
        minus = J(x)
        # here
        grad[i] = (plus - minus) / (2 * eps)
    return grad

# %% wrong: moves whole rows
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros(x.shape)
    for i in range(len(x)):  # here
        e = np.zeros(x.shape)
        e[i] = eps
        grad[i] = (J(x + e) - J(x - e)) / (2 * eps)
    return grad

# %% wrong: float32 has too few digits for the difference
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        plus = x.astype(np.float32)  # here
        minus = x.astype(np.float32)  # here
        plus[i] += eps
        minus[i] -= eps
        grad[i] = (J(plus) - J(minus)) / (2 * eps)
    return grad

# %% wrong: returns after the first entry
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = eps
        grad[i] = (J(x + e) - J(x - e)) / (2 * eps)
        return grad  # here

# %% wrong: a step in proportion to x, which is 0 where x is 0
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = eps * x[i]  # here
        grad[i] = (J(x + e) - J(x - e)) / (2 * e[i])
    return grad

# %% wrong: ignores the eps that it is given
def numerical_gradient(J, x, eps=1e-5):
    eps = 1e-3  # here
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = eps
        grad[i] = (J(x + e) - J(x - e)) / (2 * eps)
    return grad

# %% right: an array with one entry eps
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = eps
        grad[i] = (J(x + e) - J(x - e)) / (2 * eps)
    return grad

# %% right: saves the entry and puts it back
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + eps
        plus = J(x)
        x[i] = old - eps
        minus = J(x)
        x[i] = old
        grad[i] = (plus - minus) / (2 * eps)
    return grad

# %% right: copies
def numerical_gradient(J, x, eps=1e-5):
    grad = np.empty(x.shape)
    for i, value in np.ndenumerate(x):
        plus, minus = x.copy(), x.copy()
        plus[i] = value + eps
        minus[i] = value - eps
        grad[i] = (J(plus) - J(minus)) / 2 / eps
    return grad

# %% right: rows of the identity
def numerical_gradient(J, x, eps=1e-5):
    steps = eps * np.eye(x.size)
    differences = []
    for step in steps:
        step = step.reshape(x.shape)
        differences.append(J(x + step) - J(x - step))
    return np.reshape(differences, x.shape) / (2 * eps)

# %% wrong: copy without parentheses
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        plus, minus = x.copy, x.copy  # here
        plus[i] += eps
        minus[i] -= eps
        grad[i] = (J(plus) - J(minus)) / (2 * eps)
    return grad

# %% wrong: calls J with the nudged number alone
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        grad[i] = (J(x[i] + eps) - J(x[i] - eps)) / (2 * eps)  # here
    return grad

# %% wrong: replaces the entry by eps instead of adding eps to it
def numerical_gradient(J, x, eps=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        plus, minus = x.copy(), x.copy()
        plus[i] = eps  # here
        minus[i] = -eps  # here
        grad[i] = (J(plus) - J(minus)) / (2 * eps)
    return grad

# %% wrong: the sum over all entries
def numerical_gradient(J, x, eps=1e-5):
    total = 0.0
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = eps
        total += (J(x + e) - J(x - e)) / (2 * eps)  # here
    return total

# %% wrong: a step so small that rounding takes over
def numerical_gradient(J, x, eps=1e-5):
    eps = 1e-14  # here
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = eps
        grad[i] = (J(x + e) - J(x - e)) / (2 * eps)
    return grad
