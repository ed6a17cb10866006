# %% wrong: counts the weights only
def count_parameters(sizes):
    return sum(m_in * m_out for m_in, m_out in zip(sizes, sizes[1:]))  # here

# %% wrong: one bias per layer
def count_parameters(sizes):
    total = 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1] + 1  # here
    return total

# %% wrong: a bias for every input of a layer
def count_parameters(sizes):
    total = 0
    for m_in, m_out in zip(sizes[:-1], sizes[1:]):
        total += m_in * (m_out + 1)  # here
    return total

# %% wrong: the inputs have biases too
def count_parameters(sizes):
    weights = sum(a * b for a, b in zip(sizes, sizes[1:]))
    biases = sum(sizes)  # here
    return weights + biases

# %% wrong: leaves out the output layer
def count_parameters(sizes):
    count = 0
    for l in range(1, len(sizes) - 1):  # here
        count += (sizes[l - 1] + 1) * sizes[l]
    return count

# %% wrong: overwrites the total
def count_parameters(sizes):
    total = 0
    for W, b in layer_shapes(sizes):
        total = W[0] * W[1] + b[0]  # here
    return total

# %% wrong: exactly one hidden layer
def count_parameters(sizes):
    M, m, n = sizes  # here
    return M * m + m + m * n + n

# %% wrong: multiplies all the sizes
def count_parameters(sizes):
    product = 1
    for m in sizes:  # here
        product *= m  # here
    return product + sum(sizes[1:])

# %% wrong: every layer has as many inputs as the first
def count_parameters(sizes):
    M = sizes[0]
    return sum((M + 1) * m for m in sizes[1:])  # here

# %% wrong: no biases in the output layer
def count_parameters(sizes):
    weights = int(np.dot(sizes[:-1], sizes[1:]))
    biases = sum(sizes[1:-1])  # here
    return weights + biases

# %% wrong: adds the numbers in a shape instead of multiplying them
def count_parameters(sizes):
    total = 0
    for W_shape, b_shape in layer_shapes(sizes):
        total += sum(W_shape) + sum(b_shape)  # here
    return total

# %% wrong: bytes instead of numbers
def count_parameters(sizes):
    total = 0
    for m_in, m_out in zip(sizes, sizes[1:]):
        W = np.zeros((m_in, m_out))
        b = np.zeros(m_out)
        total += W.nbytes + b.nbytes  # here
    return total

# %% wrong: len counts the rows of W
def count_parameters(sizes):
    params = ff.init_params(sizes, np.random.default_rng(0))
    return sum(len(W) + len(b) for W, b in params)  # here

# %% wrong: the list for each layer instead of the sum
def count_parameters(sizes):
    counts = [(a + 1) * b for a, b in zip(sizes, sizes[1:])]
    return counts  # here

# %% wrong: returns after the first layer
def count_parameters(sizes):
    total = 0
    for i in range(1, len(sizes)):
        total += sizes[i - 1] * sizes[i]
        total += sizes[i]
        return total  # here

# %% right: the formula
def count_parameters(sizes):
    return sum((m_in + 1) * m_out for m_in, m_out in zip(sizes, sizes[1:]))

# %% right: from the shapes
def count_parameters(sizes):
    total = 0
    for W_shape, b_shape in layer_shapes(sizes):
        total += W_shape[0] * W_shape[1]
        total += b_shape[0]
    return total

# %% right: a scalar product
def count_parameters(sizes):
    s = np.array(sizes)
    return np.dot(s[:-1] + 1, s[1:])

# %% right: sizes of arrays
def count_parameters(sizes):
    total = 0
    for l in range(len(sizes) - 1):
        W = np.empty((sizes[l], sizes[l + 1]))
        b = np.empty(sizes[l + 1])
        total = total + W.size + b.size
    return total

# %% wrong: prints the number
def count_parameters(sizes):
    total = 0
    for m_in, m_out in zip(sizes, sizes[1:]):
        total += (m_in + 1) * m_out
    print(total)  # here

# %% wrong: the layers' numbers multiplied with each other
def count_parameters(sizes):
    return int(np.prod([(a + 1) * b for a, b in zip(sizes, sizes[1:])]))  # here

# %% wrong: small integers that overflow
def count_parameters(sizes):
    s = np.array(sizes, dtype=np.int16)  # here
    return int(np.sum((s[:-1] + 1) * s[1:]))

# %% wrong: range of the list instead of its length
def count_parameters(sizes):
    total = 0
    for i in range(sizes - 1):  # here
        total += sizes[i] * sizes[i + 1] + sizes[i + 1]
    return total
