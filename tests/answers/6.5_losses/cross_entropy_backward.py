# %% wrong: not divided by N
def cross_entropy_backward(out, labels):
    dout = softmax(out)
    dout[np.arange(len(labels)), labels] -= 1
    return dout  # here

# %% wrong: one-hot minus softmax
def cross_entropy_backward(out, labels):
    N, K = out.shape
    one_hot = np.eye(K)[labels]
    return (one_hot - softmax(out)) / N  # here

# %% wrong: subtracts 1 from whole columns
def cross_entropy_backward(out, labels):
    S = ff.softmax(out)
    S[:, labels] -= 1  # here
    return S / len(out)

# %% wrong: the one-hot rows are too short when the last class does not occur
def cross_entropy_backward(out, labels):
    one_hot = np.eye(max(labels) + 1)[labels]  # here
    return (softmax(out) - one_hot) / len(labels)

# %% wrong: divides only the one-hot rows by N
def cross_entropy_backward(out, labels):
    N = len(out)
    one_hot = np.zeros(out.shape)
    one_hot[np.arange(N), labels] = 1
    return softmax(out) - one_hot / N  # here

# %% wrong: uses the logits instead of the probabilities
def cross_entropy_backward(out, labels):
    dout = out.copy()  # here
    dout[np.arange(len(out)), labels] -= 1
    return dout / len(out)

# %% wrong: divides by the number of entries
def cross_entropy_backward(out, labels):
    S = softmax(out)
    S[np.arange(len(out)), labels] -= 1
    return S / S.size  # here

# %% wrong: subtracts the label itself
def cross_entropy_backward(out, labels):
    S = softmax(out)
    return (S - labels[:, None]) / len(out)  # here

# %% wrong: only the entry of the label gets a derivative
def cross_entropy_backward(out, labels):
    N = len(out)
    S = softmax(out)
    dout = np.zeros(out.shape)
    for i in range(N):
        dout[i, labels[i]] = (S[i, labels[i]] - 1) / N  # here
    return dout

# %% wrong: multiplies by the slope of a sigmoid
def cross_entropy_backward(out, labels):
    S = ff.softmax(out)
    one_hot = np.eye(out.shape[1])[labels]
    return (S - one_hot) * S * (1 - S) / len(out)  # here

# %% wrong: normalises over the samples
def cross_entropy_backward(out, labels):
    e = np.exp(out)
    S = e / e.sum(axis=0)  # here
    S[np.arange(len(out)), labels] -= 1
    return S / len(out)

# %% wrong: writes the one-hot rows into out
def cross_entropy_backward(out, labels):
    S = softmax(out)
    out[:] = 0  # here
    out[np.arange(len(out)), labels] = 1  # here
    return (S - out) / len(labels)

# %% wrong: columns of the identity where rows are meant
def cross_entropy_backward(out, labels):
    K = out.shape[1]
    one_hot = np.eye(K)[:, labels]  # here
    return (softmax(out) - one_hot) / len(out)

# %% wrong: the derivative with respect to S
def cross_entropy_backward(out, labels):
    N = len(out)
    S = softmax(out)
    dS = np.zeros(S.shape)
    dS[np.arange(N), labels] = -1 / S[np.arange(N), labels] / N
    return dS  # here

# %% wrong: sums over the samples
def cross_entropy_backward(out, labels):
    S = softmax(out)
    S[np.arange(len(out)), labels] -= 1
    return S.mean(axis=0)  # here

# %% wrong: forgets to subtract 1 at the label
def cross_entropy_backward(out, labels):
    N = out.shape[0]
    return softmax(out) / N  # here

# %% wrong: labels that count from 1
def cross_entropy_backward(out, labels):
    dout = softmax(out)
    for i, label in enumerate(labels):
        dout[i, label - 1] -= 1  # here
    return dout / len(labels)

# %% right: subtracts 1 at the labels
def cross_entropy_backward(out, labels):
    N = len(labels)
    dout = softmax(out)
    dout[np.arange(N), labels] -= 1
    return dout / N

# %% right: one-hot rows
def cross_entropy_backward(out, labels):
    N, K = out.shape
    return (ff.softmax(out) - np.eye(K)[labels]) / N

# %% right: loops
def cross_entropy_backward(out, labels):
    N, K = out.shape
    dout = np.zeros((N, K))
    for i in range(N):
        e = np.exp(out[i] - out[i].max())
        for k in range(K):
            dout[i, k] = e[k] / e.sum() / N
            if k == labels[i]:
                dout[i, k] -= 1 / N
    return dout

# %% right: the Jacobian of softmax for each sample
def cross_entropy_backward(out, labels):
    N = len(out)
    rows = []
    for row, label in zip(softmax(out), labels):
        jacobian = np.diag(row) - np.outer(row, row)
        dS = np.zeros(len(row))
        dS[label] = -1 / row[label]
        rows.append(jacobian @ dS / N)
    return np.array(rows)

# %% right: a comparison makes the one-hot rows
def cross_entropy_backward(out, labels):
    classes = np.arange(out.shape[1])
    one_hot = labels[:, None] == classes
    return np.divide(softmax(out) - one_hot, out.shape[0])

# %% wrong: adds 1 at the label
def cross_entropy_backward(out, labels):
    dout = softmax(out)
    dout[np.arange(len(labels)), labels] += 1  # here
    return dout / len(labels)

# %% wrong: the labels are used as the size of the identity
def cross_entropy_backward(out, labels):
    one_hot = np.eye(labels)  # here
    return (softmax(out) - one_hot) / len(labels)

# %% wrong: one-hot of the predicted class
def cross_entropy_backward(out, labels):
    S = ff.softmax(out)
    predicted = S.argmax(axis=1)  # here
    S[np.arange(len(out)), predicted] -= 1
    return S / len(out)

# %% wrong: returns the entries at the labels
def cross_entropy_backward(out, labels):
    N = len(labels)
    S = softmax(out)
    return (S[np.arange(N), labels] - 1) / N  # here

# %% wrong: divides by the number of classes
def cross_entropy_backward(out, labels):
    N, K = out.shape
    S = softmax(out)
    S[np.arange(N), labels] -= 1
    return S / K  # here
