# %% wrong: one-sided difference
def slope(f, x, eps=1e-5):
    return (f(x + eps) - f(x)) / eps  # here

# %% wrong: divides by eps although the points are 2 eps apart
def slope(f, x, eps=1e-5):
    rise = f(x + eps) - f(x - eps)
    return rise / eps  # here

# %% wrong: divides by 2 and multiplies by eps
def slope(f, x, eps=1e-5):
    return (f(x + eps) - f(x - eps)) / 2 * eps  # here

# %% wrong: moves the caller's x and leaves it there
def slope(f, x, eps=1e-5):
    x += eps  # here
    right = f(x)
    x -= 2 * eps  # here
    left = f(x)
    return (right - left) / (2 * eps)

# %% wrong: left minus right
def slope(f, x, eps=1e-5):
    right = f(x + eps)
    left = f(x - eps)
    return (left - right) / (2 * eps)  # here

# %% wrong: forgets the parentheses around the difference
def slope(f, x, eps=1e-5):
    return f(x + eps) - f(x - eps) / (2 * eps)  # here

# %% wrong: ignores the eps that it is given
def slope(f, x, eps=1e-5):
    step = 1e-5  # here
    return (f(x + step) - f(x - step)) / (2 * step)

# %% wrong: np.gradient differentiates along the array
def slope(f, x, eps=1e-5):
    return np.gradient(f(x), eps)  # here

# %% wrong: works with one-dimensional arrays only
def slope(f, x, eps=1e-5):
    out = np.zeros(len(x))  # here
    for i in range(len(x)):
        out[i] = (f(x[i] + eps) - f(x[i] - eps)) / (2 * eps)
    return out

# %% wrong: the run is 0 because of the missing parentheses
def slope(f, x, eps=1e-5):
    rise = f(x + eps) - f(x - eps)
    run = x + eps - x - eps  # here
    return rise / run

# %% wrong: the second derivative
def slope(f, x, eps=1e-5):
    return (f(x + eps) - 2 * f(x) + f(x - eps)) / eps**2  # here

# %% wrong: one number for the whole array
def slope(f, x, eps=1e-5):
    d = (f(x + eps) - f(x - eps)) / (2 * eps)
    return np.mean(d)  # here

# %% wrong: f of the difference instead of the difference of f
def slope(f, x, eps=1e-5):
    return f((x + eps) - (x - eps)) / (2 * eps)  # here

# %% wrong: rounds the result
def slope(f, x, eps=1e-5):
    d = (f(x + eps) - f(x - eps)) / (2 * eps)
    return np.round(d, 2)  # here

# %% wrong: goes eps / 2 to either side and divides by 2 eps
def slope(f, x, eps=1e-5):
    half = eps / 2  # here
    return (f(x + half) - f(x - half)) / (2 * eps)

# %% wrong: integer division
def slope(f, x, eps=1e-5):
    return (f(x + eps) - f(x - eps)) // (2 * eps)  # here

# %% right: the formula
def slope(f, x, eps=1e-5):
    return (f(x + eps) - f(x - eps)) / (2 * eps)

# %% right: rise and run
def slope(f, x, eps=1e-5):
    left, right = x - eps, x + eps
    rise = f(right) - f(left)
    run = 2 * eps
    return rise / run

# %% right: the mean of the two one-sided differences
def slope(f, x, eps=1e-5):
    forward = (f(x + eps) - f(x)) / eps
    backward = (f(x) - f(x - eps)) / eps
    return (forward + backward) / 2

# %% right: entry by entry
def slope(f, x, eps=1e-5):
    x = np.asarray(x, dtype=float)
    d = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        t = np.array([x[index] - eps, x[index] + eps])
        low, high = f(t)
        d[index] = (high - low) / (2 * eps)
    return d

# %% wrong: the function of the example instead of f
def slope(f, x, eps=1e-5):
    return (np.exp(x + eps) - np.exp(x - eps)) / (2 * eps)  # here

# %% wrong: returns a function
def slope(f, x, eps=1e-5):
    def derivative(x):
        return (f(x + eps) - f(x - eps)) / (2 * eps)
    return derivative  # here

# %% wrong: np.diff shortens the array
def slope(f, x, eps=1e-5):
    return np.diff(f(x)) / (2 * eps)  # here

# %% wrong: loses the shape of x
def slope(f, x, eps=1e-5):
    flat = x.ravel()
    d = [(f(t + eps) - f(t - eps)) / (2 * eps) for t in flat]
    return np.array(d)  # here
