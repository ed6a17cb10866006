# %% wrong: divides by the batch size instead of its root
def gradient_noise(per_sample, batch_size):
    return per_sample.std(axis=0) / batch_size  # here

# %% wrong: the standard deviation of each sample's parameters
def gradient_noise(per_sample, batch_size):
    return per_sample.std(axis=1) / np.sqrt(batch_size)  # here

# %% wrong: N - 1 in the denominator
def gradient_noise(per_sample, batch_size):
    return np.std(per_sample, axis=0, ddof=1) / np.sqrt(batch_size)  # here

# %% wrong: the variance
def gradient_noise(per_sample, batch_size):
    return np.var(per_sample, axis=0) / np.sqrt(batch_size)  # here

# %% wrong: the variance of the mean, without the root
def gradient_noise(per_sample, batch_size):
    variance = per_sample.var(axis=0)
    return variance / batch_size  # here

# %% wrong: the root of N instead of the batch size
def gradient_noise(per_sample, batch_size):
    N = per_sample.shape[0]
    return per_sample.std(axis=0) / np.sqrt(N)  # here

# %% wrong: one number for all parameters
def gradient_noise(per_sample, batch_size):
    return np.std(per_sample) / np.sqrt(batch_size)  # here

# %% wrong: multiplies by the root
def gradient_noise(per_sample, batch_size):
    s = per_sample.std(axis=0)
    return s * np.sqrt(batch_size)  # here

# %% wrong: the factor for drawing without replacement
def gradient_noise(per_sample, batch_size):
    N = len(per_sample)
    s = per_sample.std(axis=0)
    return s / np.sqrt(batch_size) * np.sqrt((N - batch_size) / max(N - 1, 1))  # here

# %% wrong: the mean is not subtracted
def gradient_noise(per_sample, batch_size):
    s = np.sqrt(np.mean(per_sample**2, axis=0))  # here
    return s / np.sqrt(batch_size)

# %% wrong: the mean absolute deviation
def gradient_noise(per_sample, batch_size):
    d = per_sample - per_sample.mean(axis=0)
    s = np.mean(np.abs(d), axis=0)  # here
    return s / np.sqrt(batch_size)

# %% wrong: subtracts the mean in place
def gradient_noise(per_sample, batch_size):
    per_sample -= per_sample.mean(axis=0)  # here
    s = np.sqrt((per_sample**2).mean(axis=0))
    return s / np.sqrt(batch_size)

# %% wrong: the squares are summed and not averaged
def gradient_noise(per_sample, batch_size):
    d = per_sample - per_sample.mean(axis=0)
    s = np.sqrt(np.sum(d**2, axis=0))  # here
    return s / np.sqrt(batch_size)

# %% wrong: one mean over all parameters
def gradient_noise(per_sample, batch_size):
    d = per_sample - per_sample.mean()  # here
    s = np.sqrt(np.mean(d**2, axis=0))
    return s / np.sqrt(batch_size)

# %% wrong: measures the first batch instead of all samples
def gradient_noise(per_sample, batch_size):
    batch = per_sample[:batch_size]  # here
    return batch.std(axis=0) / np.sqrt(batch_size)

# %% wrong: keeps the axis of the samples
def gradient_noise(per_sample, batch_size):
    s = per_sample.std(axis=0, keepdims=True)  # here
    return s / np.sqrt(batch_size)

# %% wrong: an estimate from 20 random batches
def gradient_noise(per_sample, batch_size):
    rng = np.random.default_rng(0)
    means = []
    for _ in range(20):
        rows = rng.integers(0, len(per_sample), size=batch_size)
        means.append(per_sample[rows].mean(axis=0))
    return np.std(means, axis=0)  # here

# %% right: np.std
def gradient_noise(per_sample, batch_size):
    return per_sample.std(axis=0) / np.sqrt(batch_size)

# %% right: the root of the variance of the mean
def gradient_noise(per_sample, batch_size):
    variance = np.var(per_sample, axis=0)
    return (variance / batch_size) ** 0.5

# %% right: from the definition
def gradient_noise(per_sample, batch_size):
    N = len(per_sample)
    mean = sum(per_sample) / N
    squares = sum((g - mean) ** 2 for g in per_sample)
    return np.sqrt(squares / (N * batch_size))

# %% right: parameter by parameter
def gradient_noise(per_sample, batch_size):
    noise = []
    for column in per_sample.T:
        s = np.sqrt(np.mean((column - column.mean()) ** 2))
        noise.append(s / np.sqrt(batch_size))
    return np.array(noise)

# %% wrong: the standard deviation of the squares
def gradient_noise(per_sample, batch_size):
    return np.std(per_sample**2, axis=0) / np.sqrt(batch_size)  # here

# %% wrong: the standard error relative to the mean
def gradient_noise(per_sample, batch_size):
    mean = per_sample.mean(axis=0)
    return per_sample.std(axis=0) / np.sqrt(batch_size) / mean  # here

# %% wrong: the range instead of the standard deviation
def gradient_noise(per_sample, batch_size):
    spread = per_sample.max(axis=0) - per_sample.min(axis=0)  # here
    return spread / np.sqrt(batch_size)

# %% wrong: the mean of the noise over the parameters
def gradient_noise(per_sample, batch_size):
    noise = per_sample.std(axis=0) / np.sqrt(batch_size)
    return float(noise.mean())  # here
