# %% wrong: no correction of the means
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    w = w - lr * m / (np.sqrt(v) + eps)  # here
    return w, m, v

# %% wrong: eps inside the root
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / np.sqrt(v_hat + eps), m, v  # here

# %% wrong: the gradient is not squared in v
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * np.abs(grad)  # here
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, m, v

# %% wrong: returns the corrected means
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m = m / (1 - beta1**t)  # here
    v = v / (1 - beta2**t)  # here
    w = w - lr * m / (np.sqrt(v) + eps)
    return w, m, v

# %% wrong: t is taken to count from 0
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1 ** (t + 1))  # here
    v_hat = v / (1 - beta2 ** (t + 1))  # here
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, m, v

# %% wrong: no root
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad * grad
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (v_hat + eps)  # here
    return w, m, v

# %% wrong: beta1 and beta2 swapped in the running means
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta2 * m + (1 - beta2) * grad  # here
    v = beta1 * v + (1 - beta1) * grad**2  # here
    m_hat = m / (1 - beta2**t)
    v_hat = v / (1 - beta1**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

# %% wrong: changes the caller's m and v
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m *= beta1  # here
    m += (1 - beta1) * grad
    v *= beta2  # here
    v += (1 - beta2) * grad**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

# %% wrong: multiplies beta by t instead of raising it to the power t
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1 * t)  # here
    v_hat = v / (1 - beta2 * t)  # here
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, m, v

# %% wrong: no parentheses around the denominator
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = np.maximum(v / (1 - beta2**t), 1e-300)
    w = w - lr * m_hat / np.sqrt(v_hat) + eps  # here
    return w, m, v

# %% wrong: the defaults written out, so the arguments are ignored
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = 0.9 * m + 0.1 * grad  # here
    v = 0.999 * v + 0.001 * grad**2  # here
    m_hat = m / (1 - 0.9**t)  # here
    v_hat = v / (1 - 0.999**t)  # here
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, m, v

# %% wrong: v from the square of the running mean
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * m**2  # here
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, m, v

# %% wrong: corrects the means from before the update
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m_hat = m / (1 - beta1**t)  # here
    v_hat = v / (1 - beta2**t)  # here
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, m, v

# %% wrong: returns v before m
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    step = (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w - lr * step, v, m  # here

# %% wrong: one scale for all parameters
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = np.mean(v) / (1 - beta2**t)  # here
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, m, v

# %% wrong: only m is corrected
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    w = w - lr * m_hat / (np.sqrt(v) + eps)  # here
    return w, m, v

# %% wrong: the current gradient in the numerator
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    v_hat = v / (1 - beta2**t)
    w = w - lr * grad / (np.sqrt(v_hat) + eps)  # here
    return w, m, v

# %% wrong: corrects the rate instead of the means, so eps counts for more
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    rate = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    w = w - rate * m / (np.sqrt(v) + eps)  # here
    return w, m, v

# %% right: line by line
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, m, v

# %% right: steps from the old mean to the new one
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    new_m = m + (1 - beta1) * (grad - m)
    new_v = v + (1 - beta2) * (grad * grad - v)
    size = np.sqrt(new_v / (1 - beta2**t)) + eps
    return w - lr / (1 - beta1**t) * new_m / size, new_m, new_v

# %% right: entry by entry
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    w, m, v = w.astype(float), m.astype(float), v.astype(float)
    for i in np.ndindex(w.shape):
        m[i] = beta1 * m[i] + (1 - beta1) * grad[i]
        v[i] = beta2 * v[i] + (1 - beta2) * grad[i] ** 2
        m_hat = m[i] / (1 - beta1**t)
        v_hat = v[i] / (1 - beta2**t)
        w[i] = w[i] - lr * m_hat / (v_hat**0.5 + eps)
    return w, m, v

# %% right: a helper for the running means
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    def mean(old, new, beta):
        running = beta * old + (1 - beta) * new
        return running, running / (1 - beta**t)

    m, m_hat = mean(m, grad, beta1)
    v, v_hat = mean(v, np.square(grad), beta2)
    return w - lr * np.divide(m_hat, np.sqrt(v_hat) + eps), m, v

# %% wrong: the sign of the gradient only
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    w = w - lr * np.sign(grad)  # here
    return w, m, v

# %% wrong: beta1 in both corrections
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta1**t)  # here
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, m, v

# %% wrong: multiplies by 1 - beta^t instead of dividing
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m * (1 - beta1**t)  # here
    v_hat = v * (1 - beta2**t)  # here
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, m, v

# %% wrong: sums without the factor 1 - beta
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + grad  # here
    v = beta2 * v + grad**2  # here
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, m, v

# %% wrong: moves the caller's w
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    w -= lr * m_hat / (np.sqrt(v_hat) + eps)  # here
    return w, m, v

# %% wrong: no eps, so 0 is divided by 0
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / np.sqrt(v_hat), m, v  # here
