# %% wrong: does not scale the entries that are kept
def dropout_forward(Z, drop, rng):
    mask = (rng.random(Z.shape) >= drop).astype(float)  # here
    return Z * mask, mask

# %% wrong: keeps with probability drop
def dropout_forward(Z, drop, rng):
    keep = rng.random(Z.shape) < drop  # here
    mask = keep / (1 - drop)
    return Z * mask, mask

# %% wrong: one decision per unit for all samples
def dropout_forward(Z, drop, rng):
    keep = rng.random(Z.shape[1]) >= drop  # here
    mask = np.ones(Z.shape) * keep / (1 - drop)
    return Z * mask, mask

# %% wrong: returns the mask without the factor
def dropout_forward(Z, drop, rng):
    mask = rng.random(Z.shape) >= drop
    out = Z * mask / (1 - drop)
    return out, mask.astype(float)  # here

# %% wrong: divides by drop
def dropout_forward(Z, drop, rng):
    if drop == 0:
        return Z.copy(), np.ones(Z.shape)
    mask = (rng.random(Z.shape) >= drop) / drop  # here
    return Z * mask, mask

# %% wrong: NumPy's global random numbers
def dropout_forward(Z, drop, rng):
    mask = (np.random.rand(*Z.shape) >= drop) / (1 - drop)  # here
    return Z * mask, mask

# %% wrong: multiplies by 1 - drop, as at test time
def dropout_forward(Z, drop, rng):
    keep = 1 - drop
    mask = (rng.random(Z.shape) < keep) * keep  # here
    return Z * mask, mask

# %% wrong: drops an exact number of entries
def dropout_forward(Z, drop, rng):
    mask = np.full(Z.size, 1 / (1 - drop))
    off = rng.choice(Z.size, int(drop * Z.size), replace=False)  # here
    mask[off] = 0
    mask = mask.reshape(Z.shape)
    return Z * mask, mask

# %% wrong: overwrites Z
def dropout_forward(Z, drop, rng):
    mask = (rng.random(Z.shape) >= drop) / (1 - drop)
    Z *= mask  # here
    return Z, mask

# %% wrong: an integer mask loses the fraction of the factor
def dropout_forward(Z, drop, rng):
    mask = np.zeros(Z.shape, dtype=int)  # here
    mask[rng.random(Z.shape) >= drop] = 1 / (1 - drop)
    return Z * mask, mask

# %% wrong: normal random numbers for the probabilities
def dropout_forward(Z, drop, rng):
    mask = (rng.normal(size=Z.shape) > drop) / (1 - drop)  # here
    return Z * mask, mask

# %% wrong: draws once for out and once more for the mask
def dropout_forward(Z, drop, rng):
    factor = 1 / (1 - drop)
    out = Z * (rng.random(Z.shape) >= drop) * factor
    mask = (rng.random(Z.shape) >= drop) * factor  # here
    return out, mask

# %% wrong: returns the mask first
def dropout_forward(Z, drop, rng):
    mask = rng.binomial(1, 1 - drop, size=Z.shape) / (1 - drop)
    return mask, Z * mask  # here

# %% wrong: one random number for everything
def dropout_forward(Z, drop, rng):
    keep = rng.random() >= drop  # here
    mask = np.full(Z.shape, keep / (1 - drop))
    return Z * mask, mask

# %% wrong: scales by the share that happened to be kept
def dropout_forward(Z, drop, rng):
    keep = (rng.random(Z.shape) >= drop).astype(float)
    mask = keep / keep.mean()  # here
    return Z * mask, mask

# %% wrong: a new generator with the same seed at every call
def dropout_forward(Z, drop, rng):
    rng = np.random.default_rng(42)  # here
    keep = rng.uniform(size=Z.shape) >= drop
    mask = np.where(keep, 1 / (1 - drop), 0.0)
    return Z * mask, mask

# %% wrong: drops half, whatever drop says
def dropout_forward(Z, drop, rng):
    keep = rng.integers(0, 2, size=Z.shape)  # here
    mask = keep / (1 - drop)
    return Z * mask, mask

# %% wrong: no mask when nothing is dropped
def dropout_forward(Z, drop, rng):
    if drop == 0:
        return Z  # here
    keep = 1 - drop
    mask = (rng.random(Z.shape) < keep) / keep
    return Z * mask, mask

# %% right: uniform numbers and a threshold
def dropout_forward(Z, drop, rng):
    mask = (rng.random(Z.shape) >= drop) / (1 - drop)
    return Z * mask, mask

# %% right: np.where
def dropout_forward(Z, drop, rng):
    u = rng.uniform(0, 1, size=Z.shape)
    mask = np.where(u < drop, 0.0, 1.0 / (1.0 - drop))
    out = Z * mask
    return out, mask

# %% right: binomial
def dropout_forward(Z, drop, rng):
    keep = 1 - drop
    mask = rng.binomial(1, keep, size=Z.shape) / keep
    return mask * Z, mask

# %% right: entry by entry
def dropout_forward(Z, drop, rng):
    mask = np.zeros(Z.shape)
    N, M = Z.shape
    for i in range(N):
        for j in range(M):
            if rng.random() >= drop:
                mask[i, j] = 1 / (1 - drop)
    return Z * mask, mask

# %% right: rng.choice with probabilities
def dropout_forward(Z, drop, rng):
    values = [0, 1 / (1 - drop)]
    mask = rng.choice(values, size=Z.shape, p=[drop, 1 - drop])
    return Z * mask, mask

# %% wrong: the shape as two arguments
def dropout_forward(Z, drop, rng):
    u = rng.random(Z.shape[0], Z.shape[1])  # here
    mask = (u >= drop) / (1 - drop)
    return Z * mask, mask

# %% wrong: one decision per sample for all units
def dropout_forward(Z, drop, rng):
    keep = rng.random((len(Z), 1)) >= drop  # here
    mask = np.ones(Z.shape) * keep / (1 - drop)
    return Z * mask, mask

# %% wrong: drops the small activations instead of random ones
def dropout_forward(Z, drop, rng):
    threshold = np.quantile(np.abs(Z), drop)  # here
    mask = (np.abs(Z) >= threshold) / (1 - drop)
    return Z * mask, mask

# %% wrong: the factor is applied to out twice
def dropout_forward(Z, drop, rng):
    mask = (rng.random(Z.shape) >= drop) / (1 - drop)
    out = Z * mask / (1 - drop)  # here
    return out, mask
