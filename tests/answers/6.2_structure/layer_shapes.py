# %% wrong: W has a row for each unit, as in PyTorch
def layer_shapes(sizes):
    shapes = []
    for m_in, m_out in zip(sizes[:-1], sizes[1:]):
        shapes.append(((m_out, m_in), (m_out,)))  # here
    return shapes

# %% wrong: the shape of b is a number, since (m) is not a tuple
def layer_shapes(sizes):
    shapes = []
    for i in range(len(sizes) - 1):
        W_shape = (sizes[i], sizes[i + 1])
        b_shape = (sizes[i + 1])  # here
        shapes.append((W_shape, b_shape))
    return shapes

# %% wrong: a bias for each input of the layer
def layer_shapes(sizes):
    return [((m_in, m_out), (m_in,)) for m_in, m_out in zip(sizes, sizes[1:])]  # here

# %% wrong: leaves out the output layer
def layer_shapes(sizes):
    result = []
    for l in range(1, len(sizes) - 1):  # here
        result.append(((sizes[l - 1], sizes[l]), (sizes[l],)))
    return result

# %% wrong: a flat list of shapes
def layer_shapes(sizes):
    shapes = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        shapes += [(m_in, m_out), (m_out,)]  # here
    return shapes

# %% wrong: biases as rows of a matrix
def layer_shapes(sizes):
    shapes = []
    for i, m_in in enumerate(sizes[:-1]):
        m_out = sizes[i + 1]
        shapes.append(((m_in, m_out), (1, m_out)))  # here
    return shapes

# %% wrong: runs past the end of the list
def layer_shapes(sizes):
    shapes = []
    for i in range(len(sizes)):  # here
        shapes.append(((sizes[i], sizes[i + 1]), (sizes[i + 1],)))
    return shapes

# %% wrong: every layer reads the inputs
def layer_shapes(sizes):
    M = sizes[0]
    shapes = []
    for m in sizes[1:]:
        shapes.append(((M, m), (m,)))  # here
    return shapes

# %% wrong: goes through the sizes in steps of two
def layer_shapes(sizes):
    shapes = []
    for i in range(0, len(sizes) - 1, 2):  # here
        shapes.append(((sizes[i], sizes[i + 1]), (sizes[i + 1],)))
    return shapes

# %% wrong: empties the caller's list
def layer_shapes(sizes):
    shapes = []
    m_in = sizes.pop(0)  # here
    while sizes:
        m_out = sizes.pop(0)  # here
        shapes.append(((m_in, m_out), (m_out,)))
        m_in = m_out
    return shapes

# %% wrong: the bias as one more row of W
def layer_shapes(sizes):
    return [((a + 1, b), (b,)) for a, b in zip(sizes[:-1], sizes[1:])]  # here

# %% wrong: the output layer comes first
def layer_shapes(sizes):
    shapes = []
    for i in range(len(sizes) - 1):
        shapes.insert(0, ((sizes[i], sizes[i + 1]), (sizes[i + 1],)))  # here
    return shapes

# %% wrong: forgets to move on to the next layer
def layer_shapes(sizes):
    shapes = []
    m_in = sizes[0]
    for m_out in sizes[1:]:
        shapes.append(((m_in, m_out), (m_out,)))
        m_in = m_in  # here
    return shapes

# %% wrong: no bias in the output layer
def layer_shapes(sizes):
    shapes = [((sizes[i], sizes[i + 1]), (sizes[i + 1],)) for i in range(len(sizes) - 2)]
    shapes.append(((sizes[-2], sizes[-1]), ()))  # here
    return shapes

# %% wrong: returns inside the loop
def layer_shapes(sizes):
    shapes = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        shapes.append(((m_in, m_out), (m_out,)))
        return shapes  # here

# %% right: neighbours with zip
def layer_shapes(sizes):
    return [((m_in, m_out), (m_out,)) for m_in, m_out in zip(sizes, sizes[1:])]

# %% right: an index
def layer_shapes(sizes):
    shapes = []
    for l in range(1, len(sizes)):
        W_shape = (sizes[l - 1], sizes[l])
        b_shape = (sizes[l],)
        shapes.append((W_shape, b_shape))
    return shapes

# %% right: the shapes of real arrays
def layer_shapes(sizes):
    shapes = []
    m_in = sizes[0]
    for m_out in sizes[1:]:
        W, b = np.zeros((m_in, m_out)), np.zeros(m_out)
        shapes.append((W.shape, b.shape))
        m_in = m_out
    return shapes

# %% right: recursion
def layer_shapes(sizes):
    if len(sizes) < 2:
        return []
    first = ((sizes[0], sizes[1]), (sizes[1],))
    return [first] + layer_shapes(sizes[1:])

# %% wrong: range of a list
def layer_shapes(sizes):
    shapes = []
    for i in range(sizes):  # here
        shapes.append(((sizes[i], sizes[i + 1]), (sizes[i + 1],)))
    return shapes

# %% wrong: two arguments for append
def layer_shapes(sizes):
    shapes = []
    for m_in, m_out in zip(sizes, sizes[1:]):
        shapes.append((m_in, m_out), (m_out,))  # here
    return shapes

# %% wrong: takes each size for the width of both sides
def layer_shapes(sizes):
    return [((m, m), (m,)) for m in sizes[1:]]  # here

# %% wrong: a dictionary loses layers of equal shape
def layer_shapes(sizes):
    shapes = {}
    for m_in, m_out in zip(sizes, sizes[1:]):
        shapes[(m_in, m_out)] = (m_out,)  # here
    return list(shapes)  # here
