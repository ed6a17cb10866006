# %% wrong: h only, without Z
def shape_trace(N, sizes):
    shapes = [(N, sizes[0])]
    for m in sizes[1:]:
        shapes.append((N, m))  # here
    return shapes

# %% wrong: the output twice, as if it had an activation
def shape_trace(N, sizes):
    shapes = [(N, sizes[0])]
    for m in sizes[1:]:
        shapes.append((N, m))
        shapes.append((N, m))  # here
    return shapes

# %% wrong: X twice
def shape_trace(N, sizes):
    shapes = []
    for m in sizes[:-1]:  # here
        shapes.append((N, m))
        shapes.append((N, m))
    shapes.append((N, sizes[-1]))
    return shapes

# %% wrong: samples as columns
def shape_trace(N, sizes):
    shapes = [(sizes[0], N)]  # here
    for m in sizes[1:-1]:
        shapes += [(m, N), (m, N)]  # here
    shapes.append((sizes[-1], N))  # here
    return shapes

# %% wrong: forgets out
def shape_trace(N, sizes):
    shapes = [(N, sizes[0])]
    for m in sizes[1:-1]:
        shapes += 2 * [(N, m)]
    return shapes  # here

# %% wrong: the shapes of the weights
def shape_trace(N, sizes):
    shapes = [(N, sizes[0])]
    for m_in, m_out in zip(sizes, sizes[1:-1]):
        shapes.append((m_in, m_out))  # here
        shapes.append((N, m_out))
    shapes.append((N, sizes[-1]))
    return shapes

# %% wrong: all h first, then all Z
def shape_trace(N, sizes):
    hidden = [(N, m) for m in sizes[1:-1]]
    return [(N, sizes[0])] + hidden + hidden + [(N, sizes[-1])]  # here

# %% wrong: h has the width of the layer before
def shape_trace(N, sizes):
    shapes = [(N, sizes[0])]
    for i in range(1, len(sizes) - 1):
        shapes.append((N, sizes[i - 1]))  # here
        shapes.append((N, sizes[i]))
    shapes.append((N, sizes[-1]))
    return shapes

# %% wrong: pairs of h and Z in lists of their own
def shape_trace(N, sizes):
    shapes = [(N, sizes[0])]
    for m in sizes[1:-1]:
        shapes.append([(N, m), (N, m)])  # here
    shapes.append((N, sizes[-1]))
    return shapes

# %% wrong: without X
def shape_trace(N, sizes):
    shapes = []  # here
    for m in sizes[1:-1]:
        shapes.extend([(N, m), (N, m)])
    shapes.append((N, sizes[-1]))
    return shapes

# %% wrong: leaves out the last hidden layer
def shape_trace(N, sizes):
    shapes = [(N, sizes[0])]
    for l in range(1, len(sizes) - 2):  # here
        shapes.append((N, sizes[l]))
        shapes.append((N, sizes[l]))
    shapes.append((N, sizes[-1]))
    return shapes

# %% wrong: a flat list of numbers
def shape_trace(N, sizes):
    shapes = [N, sizes[0]]  # here
    for m in sizes[1:-1]:
        shapes += [N, m, N, m]  # here
    shapes += [N, sizes[-1]]  # here
    return shapes

# %% wrong: the widths without N
def shape_trace(N, sizes):
    trace = [(sizes[0],)]  # here
    for m in sizes[1:-1]:
        trace += [(m,), (m,)]  # here
    return trace + [(sizes[-1],)]  # here

# %% wrong: starts at the output
def shape_trace(N, sizes):
    shapes = [(N, sizes[-1])]
    for m in reversed(sizes[1:-1]):
        shapes += [(N, m), (N, m)]
    shapes.append((N, sizes[0]))
    return shapes  # here

# %% wrong: takes the first and the last size out of the caller's list
def shape_trace(N, sizes):
    first = sizes.pop(0)  # here
    last = sizes.pop()  # here
    hidden = [(N, m) for m in sizes for _ in range(2)]
    return [(N, first)] + hidden + [(N, last)]

# %% wrong: exactly two hidden layers
def shape_trace(N, sizes):
    M, m1, m2, n = sizes  # here
    return [(N, M), (N, m1), (N, m1), (N, m2), (N, m2), (N, n)]

# %% right: a loop over the hidden layers
def shape_trace(N, sizes):
    shapes = [(N, sizes[0])]
    for m in sizes[1:-1]:
        shapes.append((N, m))
        shapes.append((N, m))
    shapes.append((N, sizes[-1]))
    return shapes

# %% right: a comprehension
def shape_trace(N, sizes):
    M, *hidden, n = sizes
    return [(N, M)] + [(N, m) for m in hidden for _ in ("h", "Z")] + [(N, n)]

# %% right: the shapes of a real pass
def shape_trace(N, sizes):
    params = ff.init_params(sizes, np.random.default_rng(0))
    X = np.zeros((N, sizes[0]))
    out, cache = ff.forward(X, params, ff.relu)
    shapes = [X.shape]
    for h, Z in cache:
        shapes += [h.shape, Z.shape]
    return shapes + [out.shape]

# %% right: every width twice, without the first and the last
def shape_trace(N, sizes):
    twice = np.repeat(sizes, 2)[1:-1]
    return tuple((N, int(m)) for m in twice)

# %% wrong: activations of the layer before
def shape_trace(N, sizes):
    shapes = [(N, sizes[0])]
    for i in range(1, len(sizes) - 1):
        shapes.append((N, sizes[i]))
        shapes.append((N, sizes[i + 1]))  # here
    shapes.append((N, sizes[-1]))
    return shapes

# %% wrong: extend with one tuple
def shape_trace(N, sizes):
    shapes = [(N, sizes[0])]
    for m in sizes[1:-1]:
        shapes.extend((N, m))  # here
        shapes.extend((N, m))  # here
    shapes.append((N, sizes[-1]))
    return shapes

# %% wrong: the shapes as text
def shape_trace(N, sizes):
    shapes = [f"({N}, {sizes[0]})"]  # here
    for m in sizes[1:-1]:
        shapes += [f"({N}, {m})"] * 2  # here
    shapes.append(f"({N}, {sizes[-1]})")  # here
    return shapes

# %% wrong: every layer keeps the width of the first
def shape_trace(N, sizes):
    shapes = [(N, sizes[0])]
    for m in sizes[1:-1]:
        shapes += [(N, sizes[1]), (N, sizes[1])]  # here
    return shapes + [(N, sizes[-1])]
