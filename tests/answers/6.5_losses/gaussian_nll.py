# %% wrong: the logarithm of a density that underflows
def gaussian_nll(out, y, sigma):
    p = np.exp(-((y - out) ** 2) / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi))
    return -np.mean(np.log(p))  # here

# %% wrong: a small number added to the density
def gaussian_nll(out, y, sigma):
    z = (y - out) / sigma
    p = np.exp(-z * z / 2) / (sigma * np.sqrt(2 * np.pi))
    return np.mean(-np.log(p + 1e-12))  # here

# %% wrong: the sum instead of the mean
def gaussian_nll(out, y, sigma):
    terms = (out - y) ** 2 / (2 * sigma**2) + np.log(sigma) + np.log(2 * np.pi) / 2
    return np.sum(terms)  # here

# %% wrong: leaves out log sigma
def gaussian_nll(out, y, sigma):
    return ff.mse(out, y) / sigma**2 + 0.5 * np.log(2 * np.pi)  # here

# %% wrong: sigma is not squared
def gaussian_nll(out, y, sigma):
    e = out - y
    return np.mean(e**2 / (2 * sigma)) + np.log(sigma) + np.log(2 * np.pi) / 2  # here

# %% wrong: subtracts log sigma
def gaussian_nll(out, y, sigma):
    return mse(out, y) / sigma**2 - np.log(sigma) + np.log(2 * np.pi) / 2  # here

# %% wrong: forgets that log 2 pi stands under a root
def gaussian_nll(out, y, sigma):
    squares = np.mean((y - out) ** 2) / (2 * sigma**2)
    return squares + np.log(sigma) + np.log(2 * np.pi)  # here

# %% wrong: the logarithm of the likelihood without the minus
def gaussian_nll(out, y, sigma):
    log_p = -((y - out) ** 2) / (2 * sigma**2) - np.log(sigma) - np.log(2 * np.pi) / 2
    return np.mean(log_p)  # here

# %% wrong: the logarithm of the mean density
def gaussian_nll(out, y, sigma):
    p = np.exp(-((y - out) ** 2) / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi))
    return -np.log(np.mean(p))  # here

# %% wrong: divides the constants by N as well
def gaussian_nll(out, y, sigma):
    N = len(out)
    total = np.sum((out - y) ** 2) / (2 * sigma**2)
    total += np.log(sigma) + 0.5 * np.log(2 * np.pi)  # here
    return total / N

# %% wrong: sigma taken for the variance
def gaussian_nll(out, y, sigma):
    variance = sigma  # here
    J = np.mean((y - out) ** 2) / (2 * variance)
    return J + 0.5 * np.log(2 * np.pi * variance)

# %% wrong: only the part that depends on out
def gaussian_nll(out, y, sigma):
    return np.mean((y - out) ** 2) / (2 * sigma**2)  # here

# %% wrong: log(sigma^2) without the half
def gaussian_nll(out, y, sigma):
    J = mse(out, y) / sigma**2
    J += np.log(sigma**2)  # here
    J += np.log(2 * np.pi) / 2
    return J

# %% wrong: a logarithm to base 10
def gaussian_nll(out, y, sigma):
    z2 = ((y - out) / sigma) ** 2
    return np.mean(z2) / 2 + np.log10(sigma * np.sqrt(2 * np.pi))  # here

# %% wrong: clips the density away from 0
def gaussian_nll(out, y, sigma):
    p = np.exp(-((y - out) ** 2) / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi))
    p = np.maximum(p, 1e-300)  # here
    return -np.log(p).mean()

# %% wrong: the 2 is missing in the exponent
def gaussian_nll(out, y, sigma):
    z = (out - y) / sigma
    return float(np.mean(z**2) + np.log(sigma) + np.log(2 * np.pi) / 2)  # here

# %% wrong: one number for each sample
def gaussian_nll(out, y, sigma):
    z = (y - out) / sigma
    return z**2 / 2 + np.log(sigma) + np.log(2 * np.pi) / 2  # here

# %% right: the mean squared error and two terms
def gaussian_nll(out, y, sigma):
    return ff.mse(out, y) / sigma**2 + np.log(sigma) + np.log(2 * np.pi) / 2

# %% right: the mean of the terms of the samples
def gaussian_nll(out, y, sigma):
    z = (y - out) / sigma
    return np.mean(0.5 * z**2 + np.log(sigma * np.sqrt(2 * np.pi)))

# %% right: a loop
import math

def gaussian_nll(out, y, sigma):
    total = 0.0
    for o, t in zip(out, y):
        total += (t - o) ** 2 / (2 * sigma**2)
        total += math.log(sigma) + 0.5 * math.log(2 * math.pi)
    return total / len(out)

# %% right: the variance
def gaussian_nll(out, y, sigma):
    v = sigma**2
    return float(0.5 * (np.mean((out - y) ** 2) / v + np.log(2 * np.pi * v)))

# %% wrong: the natural logarithm of 2 pi sigma instead of its root
def gaussian_nll(out, y, sigma):
    return np.mean((y - out) ** 2) / (2 * sigma**2) + 0.5 * np.log(2 * np.pi * sigma)  # here

# %% wrong: estimates sigma from the residuals
def gaussian_nll(out, y, sigma):
    sigma = np.std(y - out) + 1e-9  # here
    return np.mean((y - out) ** 2) / (2 * sigma**2) + np.log(sigma) + np.log(2 * np.pi) / 2

# %% wrong: the residual is not squared
def gaussian_nll(out, y, sigma):
    z = np.abs(y - out) / sigma  # here
    return np.mean(z) / 2 + np.log(sigma) + np.log(2 * np.pi) / 2

# %% wrong: math.log of an array
import math

def gaussian_nll(out, y, sigma):
    p = np.exp(-((y - out) ** 2) / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi))
    return -math.log(p) / len(y)  # here
