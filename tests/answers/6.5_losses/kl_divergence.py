# %% wrong: the formula as it stands, with 0 log 0
def kl_divergence(p, q):
    return np.sum(p * np.log(p / q), axis=-1)  # here

# %% wrong: a small number inside the logarithm hides the infinity
def kl_divergence(p, q):
    eps = 1e-12
    return np.sum(p * np.log((p + eps) / (q + eps)), axis=-1)  # here

# %% wrong: nansum, but with warnings
def kl_divergence(p, q):
    return np.nansum(p * np.log(p / q), axis=-1)  # here

# %% wrong: skips the places where q is 0
def kl_divergence(p, q):
    ok = (p > 0) & (q > 0)  # here
    ratio = np.where(ok, p, 1) / np.where(ok, q, 1)
    return np.sum(np.where(ok, p * np.log(ratio), 0), axis=-1)

# %% wrong: the mask flattens the batch
def kl_divergence(p, q):
    on = p > 0
    with np.errstate(divide="ignore"):
        terms = p[on] * np.log(p[on] / q[on])  # here
    return terms.sum()

# %% wrong: the two arguments swapped
def kl_divergence(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(q > 0, q * np.log(q / p), 0)  # here
    return terms.sum(axis=-1)

# %% wrong: bits instead of nats
def kl_divergence(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p == 0, 0, p * np.log2(p / q))  # here
    return np.sum(terms, axis=-1)

# %% wrong: sums over the rows
def kl_divergence(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p == 0, 0, p * np.log(p / q))
    return np.sum(terms, axis=0)  # here

# %% wrong: the cross-entropy
def kl_divergence(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, -p * np.log(q), 0)  # here
    return terms.sum(axis=-1)

# %% wrong: infinite wherever q is 0
def kl_divergence(p, q):
    safe_p = np.where(p > 0, p, 1)
    safe_q = np.where(q > 0, q, 1)
    result = np.sum(p * np.log(safe_p / safe_q), axis=-1)
    return np.where((q == 0).any(axis=-1), np.inf, result)  # here

# %% wrong: the wrong sign
def kl_divergence(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p * np.log(q / p), 0)  # here
    return terms.sum(axis=-1)

# %% wrong: one infinity makes all rows infinite
def kl_divergence(p, q):
    if np.any((q == 0) & (p > 0)):  # here
        return np.full(p.shape[:-1], np.inf)
    terms = np.where(p > 0, p, 1) / np.where(p > 0, q, 1)
    return np.sum(p * np.log(terms), axis=-1)

# %% wrong: an array of one entry for a single pair
def kl_divergence(p, q):
    p, q = np.atleast_2d(p), np.atleast_2d(q)  # here
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p * np.log(p / q), 0.0)
    return terms.sum(axis=1)

# %% wrong: replaces zeros in the caller's arrays
def kl_divergence(p, q):
    q[p == 0] = 1  # here
    p[p == 0] = 1e-300  # here
    with np.errstate(divide="ignore"):
        return np.sum(p * np.log(p / q), axis=-1)

# %% wrong: the mean over the classes
def kl_divergence(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p * np.log(p / q), 0)
    return terms.mean(axis=-1)  # here

# %% wrong: one sum over the whole array
def kl_divergence(p, q):
    with np.errstate(all="ignore"):
        terms = np.where(p == 0, 0.0, p * np.log(p / q))
    return float(np.sum(terms))  # here

# %% wrong: the quotient of the logarithms
def kl_divergence(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * np.log(p) / np.log(q)  # here
    return np.sum(np.where(p > 0, terms, 0), axis=-1)

# %% wrong: clips q
def kl_divergence(p, q):
    q = np.clip(q, 1e-10, 1)  # here
    safe = np.where(p > 0, p, 1)
    return np.sum(p * np.log(safe / q), axis=-1)

# %% right: np.where and errstate
def kl_divergence(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p * np.log(p / q), 0.0)
    return terms.sum(axis=-1)

# %% right: safe arguments for the logarithm, then the infinity
def kl_divergence(p, q):
    both = (p > 0) & (q > 0)
    a = np.where(both, p, 1)
    b = np.where(both, q, 1)
    result = np.sum(np.where(both, p, 0) * np.log(a / b), axis=-1)
    impossible = np.any((p > 0) & (q == 0), axis=-1)
    return np.where(impossible, np.inf, result)

# %% right: loops
def kl_divergence(p, q):
    if p.ndim > 1:
        return np.array([kl_divergence(a, b) for a, b in zip(p, q)])
    total = 0.0
    for a, b in zip(p, q):
        if a == 0:
            continue
        if b == 0:
            return np.inf
        total += a * np.log(a / b)
    return total

# %% right: cross-entropy minus entropy
def kl_divergence(p, q):
    on = p > 0
    log_p = np.log(p, out=np.zeros(p.shape), where=on)
    log_q = np.full(q.shape, -np.inf)
    np.log(q, out=log_q, where=q > 0)
    return np.sum(np.multiply(p, log_p - log_q, out=np.zeros(p.shape), where=on), axis=-1)

# %% wrong: the absolute value of each term
def kl_divergence(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, np.abs(p * np.log(p / q)), 0)  # here
    return terms.sum(axis=-1)

# %% wrong: an if on an array
def kl_divergence(p, q):
    if p > 0:  # here
        return np.sum(p * np.log(p / q), axis=-1)
    return 0.0

# %% wrong: the squared distance
def kl_divergence(p, q):
    return np.sum((p - q) ** 2, axis=-1)  # here

# %% wrong: the weight p is missing
def kl_divergence(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, np.log(p / q), 0)  # here
    return terms.sum(axis=-1)

# %% wrong: NaN becomes 0 and so does the infinity
def kl_divergence(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * np.log(p / q)
    terms[~np.isfinite(terms)] = 0  # here
    return terms.sum(axis=-1)
