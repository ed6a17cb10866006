# %% wrong: the plain formula, which overflows for large negative h
def sigmoid(h):
    return 1 / (1 + np.exp(-h))  # here

# %% wrong: np.where computes both branches for every entry
def sigmoid(h):
    return np.where(h >= 0, 1 / (1 + np.exp(-h)), np.exp(h) / (1 + np.exp(h)))  # here

# %% wrong: infinity over infinity for large h
def sigmoid(h):
    e = np.exp(h)
    return e / (1 + e)  # here

# %% wrong: clips h to an interval that is too small
def sigmoid(h):
    h = np.clip(h, -5, 5)  # here
    return 1 / (1 + np.exp(-h))

# %% wrong: uses |h| and does not flip the result for negative h
def sigmoid(h):
    e = np.exp(-np.abs(h))
    return 1 / (1 + e)  # here

# %% wrong: entries that are exactly 0 belong to neither mask
def sigmoid(h):
    out = np.zeros(h.shape)
    pos = h > 0  # here
    neg = h < 0
    out[pos] = 1 / (1 + np.exp(-h[pos]))
    out[neg] = np.exp(h[neg]) / (1 + np.exp(h[neg]))
    return out

# %% wrong: clips the caller's array
def sigmoid(h):
    h[h < -500] = -500  # here
    h[h > 500] = 500  # here
    return 1 / (1 + np.exp(-h))

# %% wrong: half of tanh(h) plus one half
def sigmoid(h):
    return 0.5 * np.tanh(h) + 0.5  # here

# %% wrong: the wrong sign in the exponent
def sigmoid(h):
    h = np.clip(h, -700, 700)
    return 1 / (1 + np.exp(h))  # here

# %% wrong: the branches the wrong way round
def sigmoid(h):
    out = np.empty(h.shape)
    pos = h >= 0
    out[pos] = np.exp(h[pos]) / (1 + np.exp(h[pos]))  # here
    out[~pos] = 1 / (1 + np.exp(-h[~pos]))  # here
    return out

# %% wrong: an if for the whole array
def sigmoid(h):
    if h >= 0:  # here
        return 1 / (1 + np.exp(-h))
    else:
        return np.exp(h) / (1 + np.exp(h))

# %% wrong: no parentheses around the denominator
def sigmoid(h):
    h = np.maximum(h, -700)
    return 1 / 1 + np.exp(-h)  # here

# %% wrong: math.exp takes single numbers
import math

def sigmoid(h):
    return 1 / (1 + math.exp(-h))  # here

# %% wrong: subtracts the maximum, as for softmax
def sigmoid(h):
    e = np.exp(h - np.max(h))  # here
    return e / (1 + e)

# %% wrong: three straight pieces
def sigmoid(h):
    return np.clip(0.5 + h / 4, 0, 1)  # here

# %% wrong: divides by an exponential that has become 0
def sigmoid(h):
    e = np.exp(-np.abs(h))
    return np.where(h >= 0, 1 / (1 + e), 1 / (1 + 1 / e))  # here

# %% wrong: one vector only
def sigmoid(h):
    out = []
    for v in h:
        if v >= 0:  # here
            out.append(1 / (1 + np.exp(-v)))
        else:
            out.append(np.exp(v) / (1 + np.exp(v)))
    return np.array(out)

# %% right: the masks
def sigmoid(h):
    out = np.empty(np.shape(h))
    pos = h >= 0
    out[pos] = 1 / (1 + np.exp(-h[pos]))
    e = np.exp(h[~pos])
    out[~pos] = e / (1 + e)
    return out

# %% right: the exponential of -|h|
def sigmoid(h):
    e = np.exp(-np.abs(h))
    return np.where(h >= 0, 1, e) / (1 + e)

# %% right: by way of np.tanh
def sigmoid(h):
    return (1 + np.tanh(h / 2)) / 2

# %% right: np.logaddexp
def sigmoid(h):
    return np.exp(-np.logaddexp(0, -h))

# %% right: clips far out
def sigmoid(h):
    h = np.clip(np.array(h, dtype=float), -700, 700)
    return 1 / (1 + np.exp(-h))

# %% wrong: calls itself for ever
def sigmoid(h):
    return np.where(h >= 0, 1 / (1 + np.exp(-np.abs(h))), 1 - sigmoid(-h))  # here

# %% wrong: hides the warning, but infinity over infinity remains
def sigmoid(h):
    with np.errstate(all="ignore"):
        e = np.exp(h)
        return e / (1 + e)  # here

# %% wrong: 0 or 1 beyond 5
def sigmoid(h):
    out = np.zeros(h.shape)
    middle = np.abs(h) <= 5  # here
    out[middle] = 1 / (1 + np.exp(-h[middle]))
    out[h > 5] = 1
    return out

# %% wrong: forgets the 1 in the denominator
def sigmoid(h):
    h = np.clip(h, -700, 700)
    return 1 / np.exp(-h)  # here
