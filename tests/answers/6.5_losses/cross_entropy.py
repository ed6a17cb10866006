# %% wrong: the logarithm of softmax, which underflows
def cross_entropy(out, labels):
    S = softmax(out)
    return -np.mean(np.log(S[np.arange(len(labels)), labels]))  # here

# %% wrong: a small number keeps the logarithm finite
def cross_entropy(out, labels):
    S = ff.softmax(out)
    p = S[np.arange(len(out)), labels]
    return -np.mean(np.log(p + 1e-12))  # here

# %% wrong: the one-hot rows are too short when the last class does not occur
def cross_entropy(out, labels):
    z = out - out.max(axis=1, keepdims=True)
    log_S = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    one_hot = np.eye(labels.max() + 1)[labels]  # here
    return -np.sum(one_hot * log_S) / len(out)

# %% wrong: picks whole columns instead of one entry a row
def cross_entropy(out, labels):
    c = out.max(axis=1, keepdims=True)
    log_S = out - c - np.log(np.exp(out - c).sum(axis=1, keepdims=True))
    return -np.mean(log_S[:, labels])  # here

# %% wrong: the sum instead of the mean
def cross_entropy(out, labels):
    c = out.max(axis=1)
    lse = c + np.log(np.exp(out - c[:, None]).sum(axis=1))
    return np.sum(lse - out[np.arange(len(out)), labels])  # here

# %% wrong: does not add the maximum back
def cross_entropy(out, labels):
    N = len(out)
    c = out.max(axis=1, keepdims=True)
    lse = np.log(np.sum(np.exp(out - c), axis=1))  # here
    return np.mean(lse - out[np.arange(N), labels])

# %% wrong: overflows
def cross_entropy(out, labels):
    lse = np.log(np.sum(np.exp(out), axis=1))  # here
    return np.mean(lse - out[np.arange(len(out)), labels])

# %% wrong: one maximum for the whole batch
def cross_entropy(out, labels):
    c = out.max()  # here
    lse = c + np.log(np.exp(out - c).sum(axis=1))
    return np.mean(lse - out[np.arange(len(out)), labels])

# %% wrong: the largest logit instead of the label's
def cross_entropy(out, labels):
    c = out.max(axis=1)
    lse = c + np.log(np.sum(np.exp(out - c[:, None]), axis=1))
    best = np.argmax(out, axis=1)  # here
    return np.mean(lse - out[np.arange(len(out)), best])

# %% wrong: one number for each sample
def cross_entropy(out, labels):
    z = out - out.max(axis=1, keepdims=True)
    picked = z[np.arange(len(z)), labels]
    return np.log(np.exp(z).sum(axis=1)) - picked  # here

# %% wrong: averages over the N K entries of one-hot times log S
def cross_entropy(out, labels):
    z = out - out.max(axis=1, keepdims=True)
    log_S = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    one_hot = np.eye(out.shape[1])[labels]
    return -np.mean(one_hot * log_S)  # here

# %% wrong: the minus is missing
def cross_entropy(out, labels):
    z = out - out.max(axis=1, keepdims=True)
    log_S = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return np.mean(log_S[np.arange(len(out)), labels])  # here

# %% wrong: sums over the samples in the log-sum-exp
def cross_entropy(out, labels):
    c = out.max(axis=0, keepdims=True)  # here
    z = out - c
    log_S = z - np.log(np.exp(z).sum(axis=0, keepdims=True))  # here
    return -np.mean(log_S[np.arange(len(out)), labels])

# %% wrong: labels that count from 1
def cross_entropy(out, labels):
    c = out.max(axis=1, keepdims=True)
    lse = c[:, 0] + np.log(np.exp(out - c).sum(axis=1))
    total = 0
    for i, k in enumerate(labels):
        total += lse[i] - out[i, k - 1]  # here
    return total / len(labels)

# %% wrong: the logarithm of the mean probability
def cross_entropy(out, labels):
    S = ff.softmax(out)
    p = S[np.arange(len(labels)), labels]
    return -np.log(np.mean(p))  # here

# %% wrong: divides by the number of classes
def cross_entropy(out, labels):
    N, K = out.shape
    J = 0.0
    for i in range(N):
        c = max(out[i])
        J += c + np.log(np.sum(np.exp(out[i] - c))) - out[i, labels[i]]
    return J / K  # here

# %% wrong: subtracts the maxima in place
def cross_entropy(out, labels):
    out -= out.max(axis=1, keepdims=True)  # here
    lse = np.log(np.exp(out).sum(axis=1))
    return float(np.mean(lse - out[np.arange(len(out)), labels]))

# %% wrong: the maximum is subtracted without keepdims
def cross_entropy(out, labels):
    c = out.max(axis=1)
    z = out - c  # here
    lse = np.log(np.exp(z).sum(axis=1))
    return np.mean(lse - z[np.arange(len(out)), labels])

# %% right: log-sum-exp with the maximum of each row
def cross_entropy(out, labels):
    c = out.max(axis=1, keepdims=True)
    lse = c[:, 0] + np.log(np.exp(out - c).sum(axis=1))
    return np.mean(lse - out[np.arange(len(out)), labels])

# %% right: a loop over the samples
def cross_entropy(out, labels):
    J = 0.0
    for row, k in zip(out, labels):
        c = row.max()
        J += c + np.log(np.sum(np.exp(row - c))) - row[k]
    return J / len(labels)

# %% right: the logarithm of softmax and one-hot rows
def cross_entropy(out, labels):
    N, K = out.shape
    z = out - out.max(axis=1)[:, None]
    log_S = z - np.log(np.exp(z).sum(axis=1))[:, None]
    one_hot = np.zeros((N, K))
    one_hot[np.arange(N), labels] = 1
    return -(one_hot * log_S).sum() / N

# %% right: np.logaddexp
def cross_entropy(out, labels):
    lse = np.logaddexp.reduce(out, axis=1)
    picked = np.take_along_axis(out, labels[:, None], axis=1)[:, 0]
    return float((lse - picked).mean())

# %% wrong: selects rows by the labels
def cross_entropy(out, labels):
    z = out - out.max(axis=1, keepdims=True)
    log_S = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.mean(log_S[labels])  # here

# %% wrong: one minus the probability of the label
def cross_entropy(out, labels):
    S = ff.softmax(out)
    return np.mean(1 - S[np.arange(len(out)), labels])  # here

# %% wrong: bits instead of nats
def cross_entropy(out, labels):
    z = out - out.max(axis=1, keepdims=True)
    lse = np.log(np.exp(z).sum(axis=1))
    return np.mean(lse - z[np.arange(len(out)), labels]) / np.log(2)  # here

# %% wrong: the entropy of the softmax, without the labels
def cross_entropy(out, labels):
    z = out - out.max(axis=1, keepdims=True)
    log_S = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.mean(np.sum(np.exp(log_S) * log_S, axis=1))  # here

# %% wrong: the loss of the last sample
def cross_entropy(out, labels):
    for row, k in zip(out, labels):
        c = row.max()
        J = c + np.log(np.sum(np.exp(row - c))) - row[k]  # here
    return J
