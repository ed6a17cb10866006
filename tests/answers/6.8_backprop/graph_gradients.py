# %% wrong: overwrites at a fork instead of adding
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = [0.0] * K
    grads[-1] = 1.0
    for k in range(K - 1, -1, -1):
        for p, s in zip(parents[k], slopes[k]):
            grads[p] = grads[k] * s  # here
    return grads

# %% wrong: goes from the first node to the last
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = np.zeros(K)
    grads[K - 1] = 1.0
    for k in range(K):  # here
        for p, s in zip(parents[k], slopes[k]):
            grads[p] += grads[k] * s
    return grads

# %% wrong: recursion from each node to its users, too deep for a long chain
def graph_gradients(parents, slopes):
    K = len(parents)
    users = [[] for _ in range(K)]
    for k in range(K):
        for p, s in zip(parents[k], slopes[k]):
            users[p].append((k, s))
    known = {K - 1: 1.0}

    def grad(i):
        if i not in known:
            known[i] = sum(s * grad(k) for k, s in users[i])  # here
        return known[i]

    return [float(grad(i)) for i in range(K)]

# %% wrong: does not start with 1 at J
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = [0.0] * K  # here
    for k in reversed(range(K)):
        for i, p in enumerate(parents[k]):
            grads[p] += grads[k] * slopes[k][i]
    return grads

# %% wrong: a dict forgets one of two edges to the same parent
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = [0.0] * K
    grads[-1] = 1.0
    for k in range(K - 1, -1, -1):
        edges = dict(zip(parents[k], slopes[k]))  # here
        for p in edges:
            grads[p] += grads[k] * edges[p]
    return grads

# %% wrong: leaves out the last node
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = np.zeros(K)
    grads[-1] = 1
    for k in range(K - 2, -1, -1):  # here
        for p, s in zip(parents[k], slopes[k]):
            grads[p] += s * grads[k]
    return grads

# %% wrong: every node starts at 1
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = [1.0] * K  # here
    for k in range(K - 1, 0, -1):
        for p, s in zip(parents[k], slopes[k]):
            grads[p] += grads[k] * s
    return grads

# %% wrong: follows every path on its own
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = [0.0] * K
    todo = [(K - 1, 1.0)]
    while todo:
        k, product = todo.pop()
        grads[k] += product
        for p, s in zip(parents[k], slopes[k]):
            todo.append((p, product * s))  # here
    return grads

# %% wrong: adds the local derivatives without the derivative of the node
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = [0.0] * K
    grads[K - 1] = 1.0
    for k in range(K - 1, -1, -1):
        for p, s in zip(parents[k], slopes[k]):
            grads[p] += s  # here
    return grads

# %% wrong: an array of integers
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = np.zeros(K, dtype=int)  # here
    grads[-1] = 1
    for k in range(K - 1, -1, -1):
        for j in range(len(parents[k])):
            grads[parents[k][j]] += grads[k] * slopes[k][j]
    return grads

# %% wrong: the first parent only
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = [0.0] * K
    grads[-1] = 1.0
    for k in range(K - 1, -1, -1):
        if parents[k]:
            grads[parents[k][0]] += grads[k] * slopes[k][0]  # here
    return grads

# %% wrong: looks up the slope by the number of the parent
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = [0.0] * K
    grads[-1] = 1.0
    for k in range(K - 1, -1, -1):
        for p in parents[k]:
            grads[p] += grads[k] * slopes[k][p]  # here
    return grads

# %% wrong: returns the derivatives of the inputs only
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = [0.0] * K
    grads[-1] = 1.0
    for k in range(K - 1, -1, -1):
        for p, s in zip(parents[k], slopes[k]):
            grads[p] += grads[k] * s
    return [g for g, above in zip(grads, parents) if len(above) == 0]  # here

# %% wrong: adds the slope to the node's derivative instead of multiplying
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = [0.0] * K
    grads[-1] = 1.0
    for k in range(K - 1, -1, -1):
        for p, s in zip(parents[k], slopes[k]):
            grads[p] += grads[k] + s  # here
    return grads

# %% wrong: stops at the first node that J does not depend on
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = [0.0] * K
    grads[-1] = 1.0
    for k in range(K - 1, -1, -1):
        if grads[k] == 0:
            break  # here
        for p, s in zip(parents[k], slopes[k]):
            grads[p] += grads[k] * s
    return grads

# %% wrong: multiplies the contributions of a fork
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = [None] * K
    grads[-1] = 1.0
    for k in range(K - 1, -1, -1):
        for p, s in zip(parents[k], slopes[k]):
            if grads[k] is None:
                continue
            product = grads[k] * s
            grads[p] = product if grads[p] is None else grads[p] * product  # here
    return [0.0 if g is None else g for g in grads]

# %% wrong: only the edges that lead straight into J
def graph_gradients(parents, slopes):
    grads = np.zeros(len(parents))
    grads[-1] = 1.0
    for p, s in zip(parents[-1], slopes[-1]):  # here
        grads[p] += s
    return grads

# %% wrong: the order of the nodes is reversed in the result
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = np.zeros(K)
    grads[K - 1] = 1.0
    for k in range(K - 1, -1, -1):
        for p, s in zip(parents[k], slopes[k]):
            grads[p] += grads[k] * s
    return grads[::-1]  # here

# %% right: from the last node to the first
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = [0.0] * K
    grads[-1] = 1.0
    for k in range(K - 1, -1, -1):
        for p, s in zip(parents[k], slopes[k]):
            grads[p] += grads[k] * s
    return grads

# %% right: np.add.at, which counts repeated parents
def graph_gradients(parents, slopes):
    grads = np.zeros(len(parents))
    grads[-1] = 1.0
    for k in reversed(range(len(parents))):
        if len(parents[k]) > 0:
            np.add.at(grads, list(parents[k]), grads[k] * np.array(slopes[k]))
    return grads

# %% right: each node asks its users
def graph_gradients(parents, slopes):
    K = len(parents)
    users = {i: [] for i in range(K)}
    for k in range(K):
        for j, p in enumerate(parents[k]):
            users[p].append((k, slopes[k][j]))
    grads = {K - 1: 1.0}
    for i in range(K - 2, -1, -1):
        grads[i] = sum((grads[k] * s for k, s in users[i]), 0.0)
    return [grads[i] for i in range(K)]

# %% right: a triangular system
def graph_gradients(parents, slopes):
    K = len(parents)
    A = np.zeros((K, K))
    for k in range(K):
        for p, s in zip(parents[k], slopes[k]):
            A[p, k] += s
    grads = np.zeros(K)
    grads[-1] = 1
    for i in range(K - 2, -1, -1):
        grads[i] = A[i] @ grads
    return grads.tolist()

# %% wrong: one row of zeros for each node, all the same list
def graph_gradients(parents, slopes):
    K = len(parents)
    sums = [[]] * K  # here
    sums[K - 1].append(1.0)
    for k in range(K - 1, -1, -1):
        total = sum(sums[k])
        for p, s in zip(parents[k], slopes[k]):
            sums[p].append(total * s)
    return [sum(c) for c in sums]

# %% wrong: a set of parents
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = [0.0] * K
    grads[-1] = 1.0
    for k in range(K - 1, -1, -1):
        for p in set(parents[k]):  # here
            j = parents[k].index(p)
            grads[p] += grads[k] * slopes[k][j]
    return grads

# %% wrong: fancy indexing adds only once to a repeated parent
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = np.zeros(K)
    grads[-1] = 1.0
    for k in range(K - 1, -1, -1):
        if parents[k]:
            grads[list(parents[k])] += grads[k] * np.array(slopes[k])  # here
    return grads

# %% wrong: divides a fork's sum by the number of its paths
def graph_gradients(parents, slopes):
    K = len(parents)
    grads, users = np.zeros(K), np.zeros(K)
    grads[-1], users[-1] = 1.0, 1
    for k in range(K - 1, -1, -1):
        grads[k] /= max(users[k], 1)  # here
        for p, s in zip(parents[k], slopes[k]):
            grads[p] += grads[k] * s
            users[p] += 1
    return grads

# %% wrong: a dictionary without the nodes that J does not depend on
def graph_gradients(parents, slopes):
    K = len(parents)
    grads = {K - 1: 1.0}
    for k in range(K - 1, -1, -1):
        if k not in grads:
            continue
        for p, s in zip(parents[k], slopes[k]):
            grads[p] = grads.get(p, 0.0) + grads[k] * s
    return [grads[k] for k in sorted(grads)]  # here
