# %% wrong: 0 divided by 0
def relative_error(a, b):
    return np.max(np.abs(a - b) / np.maximum(np.abs(a), np.abs(b)))  # here

# %% wrong: the sum of the sizes in the denominator
def relative_error(a, b):
    size = np.abs(a) + np.abs(b)  # here
    size[size == 0] = 1
    return np.max(np.abs(a - b) / size)

# %% wrong: the mean instead of the maximum
def relative_error(a, b):
    size = np.maximum(np.abs(a), np.abs(b))
    size = np.where(size == 0, 1, size)
    return np.mean(np.abs(a - b) / size)  # here

# %% wrong: divides by the largest entry of all
def relative_error(a, b):
    size = max(np.abs(a).max(), np.abs(b).max())  # here
    if size == 0:
        return 0.0
    return np.abs(a - b).max() / size

# %% wrong: a constant in the denominator swamps small entries
def relative_error(a, b):
    size = np.maximum(np.abs(a), np.abs(b)) + 1e-3  # here
    return np.max(np.abs(a - b) / size)

# %% wrong: no absolute value in the numerator
def relative_error(a, b):
    size = np.maximum(np.abs(a), np.abs(b))
    size[size == 0] = 1
    return np.max((a - b) / size)  # here

# %% wrong: no absolute values in the denominator
def relative_error(a, b):
    size = np.maximum(a, b)  # here
    size = np.where(size == 0, 1, size)
    return np.max(np.abs(a - b) / size)

# %% wrong: skips entries in which either number is 0
def relative_error(a, b):
    both = (a != 0) & (b != 0)  # here
    if not both.any():
        return 0.0
    a, b = a[both], b[both]
    return np.max(np.abs(a - b) / np.maximum(np.abs(a), np.abs(b)))

# %% wrong: the largest absolute error
def relative_error(a, b):
    return np.max(np.abs(a - b))  # here

# %% wrong: nanmax has nothing left if all entries are 0
def relative_error(a, b):
    size = np.maximum(np.abs(a), np.abs(b))
    with np.errstate(invalid="ignore"):
        return np.nanmax(np.abs(a - b) / size)  # here

# %% wrong: one number for each entry
def relative_error(a, b):
    size = np.maximum(np.abs(a), np.abs(b))
    return np.abs(a - b) / np.where(size == 0, 1, size)  # here

# %% wrong: divides by b alone
def relative_error(a, b):
    size = np.where(b == 0, 1, np.abs(b))  # here
    return float(np.max(np.abs(a - b) / size))

# %% wrong: the quotient of two norms
def relative_error(a, b):
    size = max(np.linalg.norm(a), np.linalg.norm(b))
    if size == 0:
        return 0.0
    return np.linalg.norm(a - b) / size  # here

# %% wrong: Python's max on arrays
def relative_error(a, b):
    size = max(abs(a), abs(b))  # here
    return np.max(abs(a - b) / size)

# %% wrong: the smaller of the two in the denominator
def relative_error(a, b):
    size = np.minimum(np.abs(a), np.abs(b))  # here
    size = np.where(size == 0, 1, size)
    return np.max(np.abs(a - b) / size)

# %% wrong: subtracts b from the caller's a
def relative_error(a, b):
    size = np.maximum(np.abs(a), np.abs(b))
    a -= b  # here
    return np.max(np.abs(a) / np.where(size == 0, 1, size))

# %% wrong: the place of the largest error
def relative_error(a, b):
    size = np.maximum(np.abs(a), np.abs(b))
    errors = np.abs(a - b) / np.where(size == 0, 1, size)
    return float(np.argmax(errors))  # here

# %% wrong: an error of 1 where both are 0
def relative_error(a, b):
    worst = 0.0
    for p, q in zip(a.ravel(), b.ravel()):
        size = max(abs(p), abs(q))
        error = abs(p - q) / size if size > 0 else 1.0  # here
        worst = max(worst, error)
    return worst

# %% wrong: vectors only
def relative_error(a, b):
    worst = 0.0
    for i in range(len(a)):
        size = max(abs(a[i]), abs(b[i]))  # here
        if size > 0:
            worst = max(worst, abs(a[i] - b[i]) / size)
    return worst

# %% right: 1 for a size of 0
def relative_error(a, b):
    size = np.maximum(np.abs(a), np.abs(b))
    return np.max(np.abs(a - b) / np.where(size == 0, 1, size))

# %% right: a loop
def relative_error(a, b):
    worst = 0.0
    for p, q in zip(np.ravel(a), np.ravel(b)):
        size = max(abs(p), abs(q))
        if size > 0:
            worst = max(worst, abs(p - q) / size)
    return float(worst)

# %% right: only entries that are not 0 in both
def relative_error(a, b):
    on = (a != 0) | (b != 0)
    if not np.any(on):
        return 0.0
    top = np.abs(a - b)[on]
    bottom = np.maximum(np.abs(a), np.abs(b))[on]
    return (top / bottom).max()

# %% right: np.divide with where
def relative_error(a, b):
    difference = np.abs(a - b)
    size = np.maximum(np.abs(a), np.abs(b))
    errors = np.divide(difference, size, out=np.zeros(size.shape), where=size > 0)
    return errors.max()

# %% wrong: the maximum of each column
def relative_error(a, b):
    size = np.maximum(np.abs(a), np.abs(b))
    errors = np.abs(a - b) / np.where(size == 0, 1, size)
    return np.max(errors, axis=0)  # here

# %% wrong: the difference of the absolute values
def relative_error(a, b):
    size = np.maximum(np.abs(a), np.abs(b))
    return np.max(np.abs(np.abs(a) - np.abs(b)) / np.where(size == 0, 1, size))  # here

# %% wrong: small entries count as 0
def relative_error(a, b):
    size = np.maximum(np.abs(a), np.abs(b))
    errors = np.where(size < 1e-4, 0, np.abs(a - b) / np.where(size == 0, 1, size))  # here
    return errors.max()

# %% wrong: compares the sums
def relative_error(a, b):
    p, q = np.sum(a), np.sum(b)  # here
    size = max(abs(p), abs(q))
    return abs(p - q) / size if size else 0.0
