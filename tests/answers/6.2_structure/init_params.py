# %% wrong: the variance as the standard deviation
def init_params(sizes, rng):
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        W = rng.normal(0, 2 / m_in, size=(m_in, m_out))  # here
        params.append((W, np.zeros(m_out)))
    return params

# %% wrong: the scale lands in the place of the mean
def init_params(sizes, rng):
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        W = rng.normal(np.sqrt(2 / m_in), size=(m_in, m_out))  # here
        b = np.zeros(m_out)
        params.append((W, b))
    return params

# %% wrong: divides by the number of units instead of inputs
def init_params(sizes, rng):
    params = []
    for i in range(len(sizes) - 1):
        m_in, m_out = sizes[i], sizes[i + 1]
        W = rng.standard_normal((m_in, m_out)) * np.sqrt(2 / m_out)  # here
        params.append((W, np.zeros(m_out)))
    return params

# %% wrong: draws from NumPy's global generator
def init_params(sizes, rng):
    params = []
    for m_in, m_out in zip(sizes[:-1], sizes[1:]):
        W = np.random.randn(m_in, m_out) * np.sqrt(2 / m_in)  # here
        b = np.zeros(m_out)
        params.append((W, b))
    return params

# %% wrong: without the 2 for ReLU
def init_params(sizes, rng):
    return [
        (rng.normal(0, 1 / np.sqrt(m_in), (m_in, m_out)), np.zeros(m_out))  # here
        for m_in, m_out in zip(sizes, sizes[1:])
    ]

# %% wrong: makes a generator of its own with a fixed seed
def init_params(sizes, rng):
    rng = np.random.default_rng(0)  # here
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        W = rng.normal(0, (2 / m_in) ** 0.5, (m_in, m_out))
        params.append((W, np.zeros(m_out)))
    return params

# %% wrong: all layers get the scale of the first
def init_params(sizes, rng):
    std = np.sqrt(2 / sizes[0])  # here
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        params.append((std * rng.standard_normal((m_in, m_out)), np.zeros(m_out)))
    return params

# %% wrong: random biases
def init_params(sizes, rng):
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        s = np.sqrt(2 / m_in)
        W = rng.normal(0, s, (m_in, m_out))
        b = rng.normal(0, s, m_out)  # here
        params.append((W, b))
    return params

# %% wrong: uniform numbers between 0 and 1
def init_params(sizes, rng):
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        W = rng.random((m_in, m_out)) * np.sqrt(2 / m_in)  # here
        params.append((W, np.zeros(m_out)))
    return params

# %% wrong: uniform up to the standard deviation that is wanted
def init_params(sizes, rng):
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        s = np.sqrt(2 / m_in)
        W = rng.uniform(-s, s, size=(m_in, m_out))  # here
        b = np.zeros((m_out,))
        params.append((W, b))
    return params

# %% wrong: W is transposed
def init_params(sizes, rng):
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        W = rng.normal(0, np.sqrt(2 / m_in), size=(m_out, m_in))  # here
        params.append((W, np.zeros(m_out)))
    return params

# %% wrong: one column repeated, so that all units are twins
def init_params(sizes, rng):
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        column = rng.normal(0, np.sqrt(2 / m_in), size=(m_in, 1))  # here
        W = np.repeat(column, m_out, axis=1)  # here
        params.append((W, np.zeros(m_out)))
    return params

# %% wrong: the single number 0 for the biases
def init_params(sizes, rng):
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        W = rng.normal(size=(m_in, m_out)) * np.sqrt(2.0 / m_in)
        b = 0.0  # here
        params.append((W, b))
    return params

# %% wrong: a bias for each input of the layer
def init_params(sizes, rng):
    params = []
    for k in range(len(sizes) - 1):
        W = rng.normal(0, np.sqrt(2 / sizes[k]), (sizes[k], sizes[k + 1]))
        b = np.zeros(sizes[k])  # here
        params.append((W, b))
    return params

# %% wrong: the scale of Glorot and Bengio
def init_params(sizes, rng):
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        std = np.sqrt(2 / (m_in + m_out))  # here
        params.append((rng.normal(0, std, (m_in, m_out)), np.zeros(m_out)))
    return params

# %% wrong: restarts the same random numbers in every layer
def init_params(sizes, rng):
    seed = int(rng.integers(10**6))
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        layer_rng = np.random.default_rng(seed)  # here
        W = layer_rng.normal(0, np.sqrt(2 / m_in), (m_in, m_out))
        params.append((W, np.zeros(m_out)))
    return params

# %% wrong: weights first, then all the biases in a second list
def init_params(sizes, rng):
    Ws, bs = [], []
    for W_shape, b_shape in layer_shapes(sizes):
        Ws.append(rng.normal(0, np.sqrt(2 / W_shape[0]), W_shape))
        bs.append(np.zeros(b_shape))
    return Ws, bs  # here

# %% wrong: the scale without a square root of the whole fraction
def init_params(sizes, rng):
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        scale = np.sqrt(2) / m_in  # here
        W = scale * rng.standard_normal(size=(m_in, m_out))
        params.append((W, np.zeros(m_out)))
    return params

# %% right: normal with the scale
def init_params(sizes, rng):
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        W = rng.normal(0, np.sqrt(2 / m_in), (m_in, m_out))
        params.append((W, np.zeros(m_out)))
    return params

# %% right: standard normal numbers, scaled
def init_params(sizes, rng):
    params = []
    for l in range(1, len(sizes)):
        W = rng.standard_normal((sizes[l - 1], sizes[l]))
        W = W * (2 / sizes[l - 1]) ** 0.5
        b = np.zeros(sizes[l])
        params.append((W, b))
    return params

# %% right: from the shapes, as one expression
def init_params(sizes, rng):
    return [
        (rng.normal(scale=np.sqrt(2 / W[0]), size=W), np.zeros(b))
        for W, b in layer_shapes(sizes)
    ]

# %% right: one number at a time
def init_params(sizes, rng):
    params = []
    m_in = sizes[0]
    for m_out in sizes[1:]:
        std = np.sqrt(2 / m_in)
        W = np.zeros((m_in, m_out))
        for i in range(m_in):
            for j in range(m_out):
                W[i, j] = rng.normal(0, std)
        params.append((W, np.zeros(m_out)))
        m_in = m_out
    return params

# %% wrong: the sizes are separate arguments of rng.normal
def init_params(sizes, rng):
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        W = rng.normal(0, np.sqrt(2 / m_in), m_in, m_out)  # here
        params.append((W, np.zeros(m_out)))
    return params

# %% wrong: a global generator made when the cell runs
generator = np.random.default_rng(1)

def init_params(sizes, rng):
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        W = generator.normal(0, np.sqrt(2 / m_in), (m_in, m_out))  # here
        params.append((W, np.zeros(m_out)))
    return params

# %% wrong: only positive weights
def init_params(sizes, rng):
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        W = np.abs(rng.normal(0, np.sqrt(2 / m_in), (m_in, m_out)))  # here
        params.append((W, np.zeros(m_out)))
    return params

# %% wrong: a fixed small scale
def init_params(sizes, rng):
    params = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        W = 0.01 * rng.standard_normal((m_in, m_out))  # here
        params.append((W, np.zeros(m_out)))
    return params
