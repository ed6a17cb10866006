# %% wrong: the parameters of XOR
def xnor_parameters():
    W = np.array([[1, 1], [1, 1]])
    c = np.array([0, -1])
    w = np.array([1, -2])  # here
    b = 0.0  # here
    return W, c, w, b

# %% wrong: negates the output layer but forgets to add 1
def xnor_parameters():
    W = np.ones((2, 2))
    c = np.array([0.0, -1.0])
    w = np.array([-1.0, 2.0])
    b = 0.0  # here
    return W, c, w, b

# %% wrong: only adds 1 to XOR
def xnor_parameters():
    W = np.array([[1, 1], [1, 1]])
    c = np.array([0, -1])
    w = np.array([1, -2])  # here
    return W, c, w, 1.0

# %% wrong: returns w before c
def xnor_parameters():
    W = np.array([[1, 1], [1, 1]])
    c = np.array([0, -1])
    w = np.array([-1, 2])
    b = 1
    return W, w, c, b  # here

# %% wrong: the output weights as a column
def xnor_parameters():
    W = np.array([[1.0, 1.0], [1.0, 1.0]])
    c = np.array([0.0, -1.0])
    w = np.array([[-1.0], [2.0]])  # here
    b = 1.0
    return W, c, w, b

# %% wrong: one for (1, 1) only, which is AND
def xnor_parameters():
    W = np.array([[1], [1]])
    c = np.array([-1])
    w = np.array([1])  # here
    b = 0  # here
    return W, c, w, b

# %% wrong: on the right side of one half but not exactly 1, 0, 0, 1
def xnor_parameters():
    W = np.array([[1.0, 1.0], [1.0, 1.0]])
    c = np.array([0.0, -1.0])
    w = np.array([-0.8, 1.6])  # here
    b = 0.9  # here
    return W, c, w, b

# %% wrong: the number 0 where the biases of three units are meant
def xnor_parameters():
    W = np.array([[1, -1, 0], [-1, 1, 0]])
    c = 0  # here
    w = np.array([-1, -1, 0])
    b = 1
    return W, c, w, b

# %% wrong: the wrong sign in the second bias
def xnor_parameters():
    W = np.array([[1, 1], [1, 1]])
    c = np.array([0, 1])  # here
    w = np.array([-1, 2])
    b = 1
    return W, c, w, b

# %% wrong: pairs (weights, bias) as in params
def xnor_parameters():
    W, c = np.ones((2, 2)), np.array([0, -1])
    w, b = np.array([-1, 2]), 1.0
    return [(W, c), (w, b)]  # here

# %% wrong: a row for each of three hidden units
def xnor_parameters():
    W = np.array([[1, 1], [1, 1], [0, 0]])  # here
    c = np.array([0, -1, 0])
    w = np.array([-1, 2, 0])
    return W, c, w, 1.0

# %% wrong: subtracts where both hidden units should add
def xnor_parameters():
    W = np.array([[-1, 1], [-1, 1]])
    c = np.array([1, -1])
    w = np.array([1, -1])  # here
    b = 0
    return W, c, w, b

# %% wrong: the slope after the bend cancels and does not turn back
def xnor_parameters():
    W = np.array([[1, 1], [1, 1]])
    c = np.array([0, -1])
    w = np.array([-1, 1])  # here
    return W, c, w, 1

# %% wrong: all parameters random
def xnor_parameters():
    rng = np.random.default_rng(0)
    m = 2
    W = rng.normal(size=(2, m))  # here
    c = rng.normal(size=m)  # here
    w = rng.normal(size=m)  # here
    return W, c, w, float(rng.normal())  # here

# %% right: one minus XOR
def xnor_parameters():
    W = np.array([[1, 1], [1, 1]])
    c = np.array([0, -1])
    w = np.array([-1, 2])
    b = 1.0
    return W, c, w, b

# %% right: one unit for no input on, one for both
def xnor_parameters():
    return np.array([[-1, 1], [-1, 1]]), np.array([1, -1]), np.array([1, 1]), 0.0

# %% right: one minus the distance between the inputs
def xnor_parameters():
    W = [[1, -1], [-1, 1]]
    c = [0, 0]
    w = [-1, -1]
    return np.array(W), np.array(c), np.array(w), 1

# %% right: solves for the output layer
def xnor_parameters():
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    W = np.ones((2, 2))
    c = np.array([0.0, -1.0])
    Z = np.maximum(0, X @ W + c)
    A = np.column_stack([Z, np.ones(4)])
    theta = np.linalg.lstsq(A, np.array([1, 0, 0, 1]), rcond=None)[0]
    return W, c, theta[:2], theta[2]

# %% right: three units, bends at 0, 1 and 2
def xnor_parameters():
    W = np.ones((2, 3))
    c = -np.arange(3.0)
    w = np.array([-1.0, 2.0, -1.0])
    return W, c, w, 1.0

# %% wrong: no output bias in what is returned
def xnor_parameters():
    W = np.array([[1, 1], [1, 1]])
    c = np.array([0, -1])
    w = np.array([-1, 2])
    return W, c, w  # here

# %% wrong: the name of a function without a call
def xnor_parameters():
    def parameters():
        W = np.array([[1, 1], [1, 1]])
        return W, np.array([0, -1]), np.array([-1, 2]), 1.0
    return parameters  # here

# %% wrong: NOT AND instead of XNOR
def xnor_parameters():
    W = np.array([[1], [1]])
    c = np.array([-1])
    w = np.array([-1])  # here
    b = 1  # here
    return W, c, w, b

# %% wrong: the bias of the second unit is at the wrong distance
def xnor_parameters():
    W = np.ones((2, 2))
    c = np.array([0, -2])  # here
    w = np.array([-1, 2])
    return W, c, w, 1.0
