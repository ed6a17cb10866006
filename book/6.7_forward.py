# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 6.7 Forward propagation: from X to a class, and to the loss
#
# A network predicts four numbers, 1, 2, 3 and 5, and all four are exactly right. You compute the
# loss, the sum of all squared errors divided by $2N$, and NumPy reports 8.75. There is no error
# message, no warning and no bug in the network. The only trouble is that the targets have shape
# `(4, 1)` and the predictions have shape `(4,)`.

# %%
import time

import numpy as np
from threadpoolctl import threadpool_limits

import feedforward as ff

# %%
ff.figures.broken_broadcast()

# %% [markdown]
# *Figure: What was intended (left) and what NumPy computed (right). NumPy repeated the predictions
# downwards and the targets sideways, and computed sixteen differences; only the four on the
# diagonal were intended.*
#
# Shape mistakes like this one are common in neural-network code, and they are expensive, because
# the program still runs. In this section we send a whole **batch**, that is, several samples at
# once, through a network, from $X$ to $out$, and then turn $out$ into predicted classes and into
# the loss. Along the way you will learn to use shapes as a tool: shapes show what a product
# computes, and well-chosen test sizes turn most silent mistakes inside a layer into error messages.
# The mistake above is different: no choice of sizes reveals it, so it needs its own remedy.

# %% [markdown]
# After this section you will be able to
#
# - write a layer both as a sum for one entry and as one matrix product for a batch,
# - state the shape of every array on the way from $X$ to $out$,
# - write the whole forward pass, and say what it has to store and why,
# - predict classes, and count the operations that a pass takes,
# - compute the derivative $\partial J/\partial out$ that backpropagation starts from.
#
# You need 6.2 (sizes and `params`), 6.4 (activations), 6.5 (logits, softmax and losses) and 6.6
# (epochs and mini-batches). Plan on about two hours.

# %% [markdown]
# Before you start, here are three questions. Some may repeat, with new numbers, earlier exercises
# that you got wrong; the others test what you need for this section.

# %%
ff.recall("6.7")

# %% [markdown]
# ## One entry, then all of them
#
# We take one layer and a small batch, with sizes that all differ: $N = 4$ samples, $M = 3$ inputs
# to the layer, and $K = 2$ units in it. The inputs form the matrix $Z$, which is $X$ in the first
# layer, and the layer's results form $out$. The weights of unit $k$ form column $k$ of $W$, and the
# output of this unit for sample $i$ is a weighted sum of the inputs, plus the unit's bias:
#
# $$out_{ik} = \sum_{m=1}^{M} Z_{im} W_{mk} + b_k.$$

# %%
Z = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, -1.0], [2.0, 1.0, 0.0], [-1.0, 3.0, 1.0]])
W = np.array([[1.0, -2.0], [0.5, 0.0], [-1.0, 3.0]])
b = np.array([0.5, -1.0])
print(Z[0, 0] * W[0, 0] + Z[0, 1] * W[1, 0] + Z[0, 2] * W[2, 0] + b[0])

# %% [markdown]
# The index $i$ counts samples and $k$ counts units, while $m$, which counts inputs here (elsewhere
# it is a width), is summed over and disappears. Compute the entry of $out$ in row 4, column 2
# (counting from 1) with pencil and paper. Which row of $Z$, which column of $W$ and which entry of
# $b$ do you need?
#
# ### Exercise: a layer with loops
#
# The cell above computes one entry. Compute all of them in the same way. Do not use a matrix
# product, because it would compute exactly this sum for you.

# %% exercise="affine_loops"

# %% check="affine_loops"

# %% [markdown]
# Multiplying row $i$ of $Z$ by column $k$ of $W$, entry by entry, and summing over $m$ gives one
# entry of a matrix product. So one product handles the whole batch,
#
# $$out = Z W + \tilde b, \qquad (N, M)\,(M, K) + (N, K) \to (N, K),$$
#
# where $\tilde b$ has $N$ rows, one per sample, all equal to $b$. The inner sizes must agree, and
# they drop out; the outer sizes remain. Each row of the result depends only on the corresponding
# row of $Z$, so samples never interact within a layer.

# %% [markdown]
# ### Broadcasting: useful, but a trap
#
# You do not have to build $\tilde b$ yourself. NumPy aligns shapes *from the right* and repeats an
# array along any axis that is missing or has length 1. If $b$ has shape `(2,)`, NumPy adds $b$ to
# every row, which is what we want:
#
# $$\begin{pmatrix}-1&4\\1.5&-3\\2.5&-4\\-0.5&5\end{pmatrix} +
# \begin{pmatrix}0.5&-1\\0.5&-1\\0.5&-1\\0.5&-1\end{pmatrix} =
# \begin{pmatrix}-0.5&3\\2&-4\\3&-5\\0&4\end{pmatrix}.$$
#
# In the opening example, the predictions `(4,)` lack an axis and the targets `(4, 1)` have one of
# length 1, so NumPy repeated both until each had shape `(4, 4)`.

# %% [markdown]
# Stored as a column, `(2, 1)`, the bias above would raise an error, because the batch has four
# rows. But the mistake goes unnoticed whenever the layer has as many units as the batch has
# samples. Take four samples and four units with the biases 0.5, −1, 2 and 0. Here is what NumPy
# adds to $ZW$ if $b$ is stored correctly, as `(4,)`, and if it is stored as a column, `(4, 1)`:
#
# $$\begin{pmatrix}0.5&-1&2&0\\0.5&-1&2&0\\0.5&-1&2&0\\0.5&-1&2&0\end{pmatrix}, \qquad
# \begin{pmatrix}0.5&0.5&0.5&0.5\\-1&-1&-1&-1\\2&2&2&2\\0&0&0&0\end{pmatrix}.$$
#
# Both have the same shape, but the second one is wrong: NumPy repeats the column sideways, and so
# adds one number to each *sample* instead of one to each unit.

# %% [markdown]
# ### Exercise: a layer as one product

# %% exercise="affine_forward"

# %% check="affine_forward"

# %% [markdown]
# ## A thousand samples
#
# Take a network with two hidden layers of 100 units each, and let it process one sample. Now give
# the network a thousand samples, first one after another and then all at once. Either way, there is
# a thousand times as much arithmetic as for a single sample.

# %%
ff.ask("thousand_at_once")

# %%
rng = np.random.default_rng(0)
params = ff.init_params([64, 100, 100, 10], rng)
thousand = rng.normal(size=(1000, 64))


def fastest(function, repeats):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


# %%
with threadpool_limits(1):  # One processor core for both: batching is the only difference.
    in_turn = fastest(lambda: [ff.forward(row, params, ff.relu) for row in thousand[:, None]], 30)
    at_once = fastest(lambda: ff.forward(thousand, params, ff.relu), 10)
one = in_turn / len(thousand)
ratio = at_once / one
print(f"one after another: {1000 * in_turn:5.1f} ms, so {1000 * one:.3f} ms per sample")
print(f"all at once:       {1000 * at_once:5.1f} ms, {ratio:.0f} times as long as one sample,")
print(f"                   {ff.against_count(ratio, len(thousand))}")

# %% [markdown]
# The code turns each row into a batch of one, `(1, 64)`, and keeps the shortest of several times,
# because other programs can only slow a run down. The times depend on your machine: on ours, a
# thousand samples at once took about 45 times as long as one. But on any machine we can ask: where
# does the time for a single sample go? To find out, we send the same number of samples, one after
# another, through a network with one input and one unit in each layer. The calls to Python and
# NumPy functions are exactly the same, but there is next to nothing to multiply:

# %%
tiny = ff.init_params([1, 1, 1, 1], rng)
calls = fastest(lambda: [ff.forward(row, tiny, ff.relu) for row in thousand[:, None, :1]], 30)
print(f"the calls alone: {1000 * calls:5.1f} ms, ", end="")
print(f"or {calls / in_turn:.0%} of the {1000 * in_turn:.1f} ms above")
if calls < in_turn:
    rest = in_turn - calls
    print(f"what remains:    {1000 * rest:5.1f} ms; all at once: {1000 * at_once:.1f} ms")
else:
    print(
        "That cannot be right: the machine must have been busy. Run the last two code cells again."
    )

# %% [markdown]
# The time in the first line of the output is overhead: it is what the calls cost, however large the
# arrays are. A batch pays this overhead only once, for all its samples together. What remains is
# mostly arithmetic, and a batch usually speeds up the arithmetic as well. Fetching a weight from
# memory can take longer than multiplying by it, and a batch uses each fetched weight for many rows.
# This is why we feed data to networks in batches.

# %% [markdown]
# ## Shapes as a tool
#
# Now follow a batch through a network with $M = m_0$ inputs, $L$ hidden layers of widths $m_1$ to
# $m_L$, and $n$ outputs. In $h_l = Z_{l-1} W_l + \tilde b_l$ the number of rows never changes: $N$
# samples enter each layer, and $N$ samples leave it. Only the number of columns changes, from
# $m_{l-1}$ to $m_l$. The activation acts on each entry separately and does not change the shape.

# %%
ff.figures.shapes()

# %% [markdown]
# *Figure: How a batch of four samples passes through a network, with every array drawn to scale and
# the bias repeated in every row. In each product, the left-hand matrix is as wide as the right-hand
# one is tall.*
#
# | array | shape | array | shape |
# | --- | --- | --- | --- |
# | $X = Z_0$ | `(N, M)` | $W_1$ | `(M, m_1)` |
# | $h_l$ | `(N, m_l)` | $W_l$ | `(m_{l-1}, m_l)` |
# | $Z_l$ | `(N, m_l)` | $b_l$ | `(m_l,)` |
# | $out$ | `(N, n)` | $\tilde b_l$ | `(N, m_l)` |
#
# (The course behind this book gives $W_1$ the shape $m \times m_1$. It should be $M \times m_1$,
# because the first layer receives the $M$ inputs.)

# %% [markdown]
# ### Exercise: trace the shapes

# %% exercise="shape_trace"

# %% check="shape_trace"

# %%
ff.ask("silent_transpose")

# %%
ff.explore_shapes(shape_trace)

# %% [markdown]
# Choose a *slip* (a shape mistake) from the list, and then change the sizes. The table says which
# sizes must be equal for each slip to go unnoticed, provided that no size is 1:
#
# | slip in the first layer | no error if |
# | --- | --- |
# | $X$ is transposed, `(M, N)` | $N = M$ |
# | $W_1$ is transposed, `(m_1, M)` | $M = m_1$ |
# | $W_1 X$ is computed instead of $X W_1$ | $N = M = m_1$ |
# | $b_1$ is stored as a column, `(m_1, 1)` | $N = m_1$ |
# | $b_1$ has one entry per input, `(M,)` | $M = m_1$ |
# | $W_1$ is left out, so $X$ goes into $W_2$ | $M = m_1$ |
#
# If $N$, $M$ and $m_1$ are all equal, none of the slips raises an error: the final shape is right,
# but the numbers are wrong. With $N = 1$, a bias stored as a column never raises an error, because
# NumPy repeats the single row once for each entry of the column, so that $h_1$ has $m_1$ rows.
#
# So test with sizes that all differ, such as 7 samples and widths 3, 5, 4 and 2. Every slip in the
# table then raises an error in the layer where it occurs, which is the best outcome you can hope
# for. However, this does not protect you from the slip at the beginning of this section, because
# subtracting arrays of shapes `(N,)` and `(N, 1)` silently gives the wrong result whenever there
# are several samples. To catch that slip, have your code compare the two shapes before it
# subtracts; Problem 6.7.3 asks for the line that does so.

# %% [markdown]
# ## The whole pass
#
# Computing the output of a network from its input, layer by layer, is called **forward
# propagation**, or the **forward pass**. Starting from $Z_0 = X$, the forward pass computes $h_l$
# and $Z_l$ for $l = 1, \dots, L$, and finally $out$:
#
# $$h_l = Z_{l-1}W_l + \tilde b_l, \qquad Z_l = f(h_l),
# \qquad out = Z_L W_{L+1} + \tilde b_{L+1}.$$
#
# The activation $f$ is the same in all hidden layers. As in 6.1, $h$ is the value before it and $Z$
# the value after it; other books use other letters (see `NOTATION.md`).
#
# Here is the network from 6.1 once more. Since 6.5 it has had two outputs, the logits for the
# answers 0 and 1, so its sizes are `[2, 2, 2]`:

# %%
X, y = ff.xor_points()
W1, b1 = np.array([[1, 1], [1, 1]]), np.array([0, -1])
W2, b2 = np.array([[-1, 1], [2, -2]]), np.array([0.5, -0.5])
h_1 = X @ W1 + b1
Z_1 = ff.relu(h_1)
out = Z_1 @ W2 + b2
print(out)

# %% [markdown]
# In each row the larger output marks the answer: 0 for the first row and the last, 1 for the two in
# between.
#
# ### What has to be stored
#
# If we want only the answer, we can throw away everything except $out$. But training goes back
# through the same layers and asks, for example, how $J$ changes with $W_2$. The entries of $W_2$
# were multiplied by $Z_1$, so we need $Z_1$. Further back, a change can pass through a ReLU only
# where $h_1$ was positive, so we keep $h_1$ as well. (For ReLU, tanh and the sigmoid, $Z_1$ alone
# would be enough, because it determines the slope, which is $1 - Z_1^2$ for tanh. We store both so
# that any activation can be used.) And for $W_1$ we need $X$, which we have anyway. The forward
# pass therefore keeps a list, called the **cache**, which contains the pair $(h_l, Z_l)$ for every
# hidden layer.

# %% [markdown]
# ### Exercise: the forward pass
#
# Write the forward pass for any number of layers. The activation `f` is passed in as a function.

# %% exercise="forward"

# %% check="forward"

# %%
ff.ask("changed_by_relu")

# %%
ff.explore_sample(forward)

# %% [markdown]
# Walk one sample through a network with sizes `[2, 3, 3, 2]`, step by step. A solid line stands for
# a positive weight and a dashed line for a negative one; the thicker the line, the larger the
# weight in absolute value. A unit whose output has been set to 0 by ReLU contributes nothing to the
# next layer. Stay at the last step and move `x1` slowly: the outputs change piecewise linearly,
# whereas the class jumps.
#
# With large batches, the cache is the main reason why training takes so much more memory than
# prediction. It holds two numbers per hidden unit *per sample*, so it grows with the batch, while
# the number of parameters stays the same. Here 32 samples are enough to make the cache the larger
# of the two:

# %%
sizes = [64, 50, 50, 10]
params = ff.init_params(sizes, np.random.default_rng(0))
for N in (1, 32, 1000):
    _, cache = ff.forward(np.ones((N, 64)), params, ff.relu)
    kept = sum(h.size + Z.size for h, Z in cache)
    print(f"N = {N:4}: {kept:6} numbers in the cache, {ff.count_parameters(sizes)} parameters")

# %% [markdown]
# ## From outputs to a class
#
# A row of $out$ has one entry per class, and the network's answer is the class with the largest
# entry. We do not need softmax to find that class, because softmax preserves the order within each
# row. Here is a network that has learned to read digits:

# %%
digits = ff.digits(np.random.default_rng(1))
images, labels = digits.held_out
untrained = ff.init_params([64, 50, 50, 10], np.random.default_rng(0))
options = dict(epochs=15, lr=0.1, batch_size=32, rng=np.random.default_rng(0), progress=False)
trained, _ = ff.train(*digits.train, untrained, **options)
out, _ = ff.forward(images, trained, ff.relu)
print("out for the first image:", out[0].round(1), " label:", labels[0])

# %% [markdown]
# ### Exercise: predict
#
# Return the class of every sample. If two outputs are tied for the largest value, choose the first.

# %% exercise="predict"

# %% check="predict"

# %% [markdown]
# The book's version, `ff.predict`, uses ReLU unless you name another activation:

# %%
right = ff.predict(images, trained) == labels
print(f"{right.sum()} of {len(right)} held-out images are read correctly.")

# %% [markdown]
# ## What a pass costs
#
# One entry of a product $(N, M)(M, K)$ takes $M$ multiplications and, because the sum starts from
# 0, $M$ additions. There are $NK$ entries, so one layer takes $2NMK$ operations. For 4 samples, 3
# inputs and 5 units, that is $2 \cdot 4 \cdot 3 \cdot 5 = 120$. We leave out the addition of $b$
# and the application of $f$: they take only a few operations per entry, which hardly matter if $M$
# is large.
#
# ### Exercise: count the operations

# %% exercise="forward_flops"

# %% check="forward_flops"

# %% [markdown]
# For the whole network, with $m_0 = M$ and $m_{L+1} = n$, the number of operations is
#
# $$2N \sum_{l=1}^{L+1} m_{l-1}\, m_l,$$
#
# which is two operations per weight per sample. For the network that you timed above, this gives
# 34,800 operations per sample. If you double the batch, you double the work; if you double the
# widths of two neighbouring layers, you quadruple the work between them. The formula tells you how
# the work *grows*, but not how long it takes: above, a thousand samples took 34.8 million
# operations either way, but they took far longer one after another than all at once.

# %% [markdown]
# ## On to the loss
#
# In training, the pass does not end with $out$: the loss from 6.5 turns the outputs and the targets
# into one number, $J$. The derivatives of $J$ with respect to the outputs, worked out in 6.5, form
# an array of the same shape as $out$:
#
# | task | loss $J$ | gradient $\partial J/\partial out$ |
# | --- | --- | --- |
# | regression, mean squared error | $\frac{1}{2N}\sum_{i,k} (out_{ik} - y_{ik})^2$ | $\frac1N (out - y)$ |
# | classification, cross-entropy | $-\frac1N \sum_i \log S_{i,y_i}$ with $S = \mathrm{softmax}(out)$ | $\frac1N (S - \text{one-hot})$ |
#
# In both rows the derivative is the difference between what the network says and what it should
# say, divided by $N$. Here is the whole pass for four images, from $X$ to $J$ and its derivative:

# %%
X, y = images[:4], labels[:4]
out, cache = ff.forward(X, trained, ff.relu)
J = ff.cross_entropy(out, y)
dout = ff.cross_entropy_backward(out, y)
print("X", X.shape, " out", out.shape, f" J {J:.4f}", " dJ/dout", dout.shape)

# %% [markdown]
# To check one entry of the derivative, nudge the corresponding output up and down a little, and
# divide the change in $J$ by the distance between the two nudged values. All the printed digits
# should agree:

# %%
nudge = np.zeros_like(out)
nudge[2, y[2]] = 1e-5
change = ff.cross_entropy(out + nudge, y) - ff.cross_entropy(out - nudge, y)
print(f"finite difference: {change / 2e-5:.8f}, formula: {dout[2, y[2]]:.8f}")

# %% [markdown]
# ## The same in PyTorch
#
# You call a PyTorch model just like a function. The model automatically stores what the backward
# pass will need, unless you tell it not to. Here is our trained network, applied to the same four
# images; note that a PyTorch layer stores the transpose of $W$.

# %%
if torch := ff.optional("torch"):
    layers = []
    for W, b in trained:
        layers += [torch.nn.Linear(*W.shape), torch.nn.ReLU()]
        layers[-2].weight.data, layers[-2].bias.data = torch.tensor(W.T), torch.tensor(b)
    model = torch.nn.Sequential(*layers[:-1])  # no ReLU after the output layer
    with torch.no_grad():  # prediction only: nothing is stored
        theirs = model(torch.tensor(X)).numpy()
    print("classes:", theirs.argmax(axis=1), "from PyTorch,", out.argmax(axis=1), "from our code")
    print(f"largest difference between the outputs: {np.abs(theirs - out).max():.0e}")

# %% [markdown]
# > **History.** Graphics cards were built for games, but because they carry out many
# > multiplications at the same time, they suit networks as well. In 2006, for example, Kumar
# > Chellapilla, Sidd Puri and Patrice Simard used a graphics card to train networks for images,
# > rewriting their convolutional layers as matrix products [@chellapilla2006]. In 2012 AlexNet was
# > trained on graphics cards [@krizhevsky2012]. Since then, networks have in turn shaped the
# > hardware: today's accelerators are built around units that do little but multiply matrices.

# %% [markdown]
# ## In your own words
#
# A colleague feeds batches of 32 samples to his network. The program runs, and the loss falls as it
# should. But the last batch of the first epoch has only 31 samples, and on that batch the program
# stops with an error. His first layer has 32 units. Explain what is most likely wrong and how he
# could have found the mistake sooner. He is now thinking of feeding in one sample at a time, in a
# loop. What would that cost him?
#
# If you are taking a course, your instructor marks this answer. It is worth 2 points: one for
# recognising that the bias is added along the wrong axis and explaining why only the last batch
# fails, and one for recommending test sizes that all differ and saying what a loop costs compared
# with one product. If you are working on your own, compare your answer with the one in
# `solutions/`.

# %% [markdown] explain="6.7_forward"
# His bias probably has shape (32, 1) instead of (32,). NumPy aligns shapes from the right and
# repeats a column sideways, which adds one number per *sample* instead of one per unit. A column
# fits a batch of several samples only if there are as many samples as units. With 32 samples it
# fits, and the numbers are silently wrong; with 31 samples NumPy raises an error. The loss does not
# reveal the mistake, because biases that start at 0 stay small, and the weights do most of the
# work. On the digits (sizes 64-32-10, full batches only, rate 0.1), the mean loss of the eighth
# epoch was 0.232 with a bias of either shape.
#
# He would have found the mistake at once by testing with sizes that all differ, such as 7 samples
# and widths 3 and 5. Feeding in one sample at a time fixes nothing, because one row plus a column
# of 32 entries gives 32 rows. The loop is also slow: the arithmetic stays the same, but the
# overhead of the calls is paid for every sample, and a weight that has been fetched from memory
# serves only one sample.

# %% [markdown] problems="6.7_forward"
# ## Problems to think about

# %% [markdown] problem="*"
# $X$ has shape `(8, 5)`, and a network has sizes `[5, 6, 3]`. Write down the shapes of all arrays
# in the forward pass, of all parameters and of $\partial J/\partial out$.
#
# ---
#
# The shapes are $X$ `(8, 5)`, $W_1$ `(5, 6)`, $b_1$ `(6,)`, $h_1$ and $Z_1$ `(8, 6)`, $W_2$
# `(6, 3)`, $b_2$ `(3,)`, and $out$ and $\partial J/\partial out$ `(8, 3)`.

# %% [markdown] problem="*"
# Where in the forward pass, if anywhere, does the result for one sample depend on another sample?
#
# ---
#
# Nowhere on the way to $out$, because each row is computed from its own sample alone. Only the loss
# combines the rows, by taking a mean. (Batch normalisation, a popular addition, does make samples
# depend on one another.)

# %% [markdown] problem="*"
# How many entries does `out - y` have if `out` has shape `(N,)` and `y` has shape `(N, 1)`? Add one
# line to a function that computes the mean squared error, so that the function reports this slip.
#
# ---
#
# The difference has $N^2$ entries. One line that reports the slip is
# `if out.shape != y.shape: raise ValueError(f"out has shape {out.shape}; y has {y.shape}.")`.

# %% [markdown] problem="**"
# A network has sizes 784-500-500-10. Once its parameters are stored, your computer's memory has
# room for a million more numbers, and the cache must fit into that space. How large can a batch be?
# How large can it be if $X$ and $out$ must fit as well?
#
# ---
#
# One sample takes up $2 \cdot (500 + 500) = 2000$ numbers in the cache, so 500 samples fit. With
# $X$ and $out$, each sample takes up 2794 numbers, and 357 samples fit. Limited memory is one
# reason for training on mini-batches.

# %% [markdown] problem="**"
# $X$ has shape `(1000, 500)`, $W_1$ `(500, 500)` and $W_2$ `(500, 1)`, and there is no activation.
# Compare the costs of $(XW_1)W_2$ and $X(W_1W_2)$. Why does the cheaper order not help with a real
# network?
#
# ---
#
# $(XW_1)W_2$ takes $2 \cdot 1000 \cdot (500 \cdot 500 + 500 \cdot 1) = 501$ million operations, but
# $X(W_1W_2)$ takes only $2 \cdot 500 \cdot 500 + 2 \cdot 1000 \cdot 500 = 1.5$ million. A real
# network has an activation between the two layers, so $W_1$ and $W_2$ cannot be multiplied in
# advance. (Without an activation, the two layers collapse into one, as in 6.1.)

# %% [markdown] problem="**"
# For a fixed number of weights, which takes more operations per sample: a shallow network or a
# deep one?
#
# ---
#
# Neither. A pass takes $2\sum m_{l-1} m_l$ operations per sample, which is twice the number of
# weights, whatever the depth. But the layers of a deep network have to be computed one after
# another, so less of the work can be done in parallel.

# %% [markdown] problem="***"
# Suppose the forward pass may store only $Z_l$, and only for every second hidden layer. How can the
# backward pass still obtain all $h_l$ and $Z_l$, and how many more operations does that cost?
#
# ---
#
# On its way back, the backward pass recomputes the missing layers from the stored ones: a stored
# $Z_l$ gives $h_{l+1} = Z_l W_{l+1} + \tilde b_{l+1}$, and the next layer follows in the same way.
# In total, the recomputation takes about one additional forward pass. A backward pass costs about
# two forward passes, so the total grows by roughly a third. The stored $Z_l$ make up about a
# quarter of the full cache, and the recomputed arrays need room for only two layers at a time. The
# technique is known as *gradient checkpointing*.

# %% [markdown]
# ## An open challenge
#
# Run a network with as few additions and multiplications as you can. The cell states the task.

# %%
ff.challenge("fewest_operations")

# %% [markdown]
# ## Summary
#
# - One entry of a layer's output is a sum, $out_{ik} = \sum_m Z_{im} W_{mk} + b_k$. For a batch,
#   the layer is one product, $out = ZW + \tilde b$, where $\tilde b$ repeats $b$ in all $N$ rows.
# - The forward pass starts from $Z_0 = X$, computes $h_l = Z_{l-1} W_l + \tilde b_l$ and
#   $Z_l = f(h_l)$ for each hidden layer, and ends with $out = Z_L W_{L+1} + \tilde b_{L+1}$.
# - $h_l$ and $Z_l$ have shape `(N, m_l)`, $W_l$ has shape `(m_{l-1}, m_l)`, and $out$ has shape
#   `(N, n)`. If all sizes differ and none of them is 1, most shape mistakes inside a layer raise an
#   error. Before you subtract targets, compare the shapes.
# - The cache holds one pair $(h_l, Z_l)$ per hidden layer, ready for the backward pass.
# - The predicted class is the position of the largest output. A pass takes $2N\sum_l m_{l-1} m_l$
#   operations.
# - In training, the pass ends with $J$ and $\partial J/\partial out$. The derivative is
#   $(out - y)/N$ for the mean squared error and $(S - \text{one-hot})/N$ for cross-entropy.

# %% [markdown]
# | term | Chinese | symbol |
# | --- | --- | --- |
# | forward propagation | 前向传播 | $X \to out \to J$ |
# | batch | 批量 | rows of $X$ |
# | matrix product | 矩阵乘积 | $ZW$ |
# | broadcasting | 广播 | $ZW + b$ |
# | shape | 形状 | `(N, M)` |
# | cache | 缓存 | $(h_l, Z_l)$ |
# | class | 类别 | $\arg\max$ of a row of $out$ |
# | operations | 运算次数 | $2N\sum m_{l-1} m_l$ |

# %% [markdown]
# ## Further reading
#
# - *Broadcasting*, in NumPy's documentation (numpy.org): a short page that can save you an
#   evening's debugging.
# - @zhang2023, section 5.3: the forward pass as a graph, for a single sample written as a column
#   vector.
# - @goodfellow2016, section 6.5: the forward pass as the first half of backpropagation.

# %% [markdown] references="6.7"
# ## References

# %% [markdown]
# **Next.** The derivative $\partial J/\partial out$ tells us how every output should move to lower
# the loss. But we cannot change the outputs directly: they were computed from $Z_L$, $W_{L+1}$ and
# $b_{L+1}$, and $Z_L$ in turn from $Z_{L-1}$, $W_L$ and $b_L$.
# [Section 6.8](6.8_backprop.ipynb) goes back through the network, layer by layer, using everything
# stored in the cache, and looks inside `ff.train`.

# %%
ff.progress()
