# %% wrong: counts the multiplications only
def forward_flops(N, sizes):
    return N * sum(m_in * m_out for m_in, m_out in zip(sizes, sizes[1:]))  # here

# %% wrong: for a single sample
def forward_flops(N, sizes):
    total = 0
    for i in range(len(sizes) - 1):
        total += 2 * sizes[i] * sizes[i + 1]
    return total  # here

# %% wrong: counts the biases as well
def forward_flops(N, sizes):
    total = 0
    for m_in, m_out in zip(sizes[:-1], sizes[1:]):
        total += 2 * N * m_in * m_out + N * m_out  # here
    return total

# %% wrong: twice N times the number of parameters
def forward_flops(N, sizes):
    return 2 * N * ff.count_parameters(sizes)  # here

# %% wrong: one addition fewer than multiplications
def forward_flops(N, sizes):
    return sum(N * m_out * (2 * m_in - 1) for m_in, m_out in zip(sizes, sizes[1:]))  # here

# %% wrong: leaves out the output layer
def forward_flops(N, sizes):
    total = 0
    for l in range(1, len(sizes) - 1):  # here
        total += sizes[l - 1] * sizes[l]
    return 2 * N * total

# %% wrong: multiplies all the widths
def forward_flops(N, sizes):
    product = 1
    for m in sizes:
        product *= m  # here
    return 2 * N * product

# %% wrong: the factor N in every step of the sum and again at the end
def forward_flops(N, sizes):
    total = 0
    for m_in, m_out in zip(sizes, sizes[1:]):
        total += N * m_in * m_out
    return 2 * N * total  # here

# %% wrong: adds the widths
def forward_flops(N, sizes):
    total = 0
    for m_in, m_out in zip(sizes, sizes[1:]):
        total += m_in + m_out  # here
    return 2 * N * total

# %% wrong: only the last layer remains
def forward_flops(N, sizes):
    for m_in, m_out in zip(sizes, sizes[1:]):
        flops = 2 * N * m_in * m_out  # here
    return flops

# %% wrong: every layer reads the inputs
def forward_flops(N, sizes):
    M = sizes[0]
    return 2 * N * sum(M * m for m in sizes[1:])  # here

# %% wrong: one hidden layer
def forward_flops(N, sizes):
    M, m, n = sizes  # here
    return 2 * N * (M * m + m * n)

# %% wrong: the square of the product for multiplications and additions
def forward_flops(N, sizes):
    return N * sum((a * b) ** 2 for a, b in zip(sizes, sizes[1:]))  # here

# %% wrong: a list with the operations of each layer
def forward_flops(N, sizes):
    return [2 * N * a * b for a, b in zip(sizes, sizes[1:])]  # here

# %% wrong: the activations count as well
def forward_flops(N, sizes):
    products = sum(2 * N * a * b for a, b in zip(sizes, sizes[1:]))
    activations = sum(N * m for m in sizes[1:-1])
    return products + activations  # here

# %% wrong: a product of N by N
def forward_flops(N, sizes):
    total = 0
    for m_in, m_out in zip(sizes, sizes[1:]):
        total += 2 * N**2 * m_in * m_out  # here
    return total

# %% right: the formula
def forward_flops(N, sizes):
    return 2 * N * sum(m_in * m_out for m_in, m_out in zip(sizes, sizes[1:]))

# %% right: multiplications and additions layer by layer
def forward_flops(N, sizes):
    flops = 0
    for l in range(1, len(sizes)):
        entries = N * sizes[l]
        multiplications = entries * sizes[l - 1]
        additions = entries * sizes[l - 1]
        flops += multiplications + additions
    return flops

# %% right: a scalar product
def forward_flops(N, sizes):
    return int(2 * N * np.dot(sizes[:-1], sizes[1:]))

# %% right: from the number of parameters
def forward_flops(N, sizes):
    weights = ff.count_parameters(sizes) - sum(sizes[1:])
    return 2 * N * weights

# %% wrong: prints the number
def forward_flops(N, sizes):
    total = 2 * N * sum(a * b for a, b in zip(sizes, sizes[1:]))
    print(total)  # here

# %% wrong: adds 2 N instead of multiplying by it
def forward_flops(N, sizes):
    return 2 * N + sum(a * b for a, b in zip(sizes, sizes[1:]))  # here

# %% wrong: multiplies each size by itself
def forward_flops(N, sizes):
    return 2 * N * sum(a * b for a, b in zip(sizes[1:], sizes[1:]))  # here

# %% wrong: returns inside the loop
def forward_flops(N, sizes):
    total = 0
    for m_in, m_out in zip(sizes, sizes[1:]):
        total += 2 * N * m_in * m_out
        return total  # here
