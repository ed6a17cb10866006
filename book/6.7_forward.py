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
# A network answers a question by computing forward, layer by layer. How does one do this for all
# samples at once, what does it cost, and what has to be kept for the way back?
#
# **Afterwards you can**
#
# - write a layer as a sum, and as one product over a whole batch, and say why the second is used,
# - follow the shapes of a batch through a network, and see which product cannot be,
# - write the forward pass, and say what its cache holds and why,
# - count the multiplications and additions that it takes,
# - get a class from the outputs, and the derivative with which 6.8 begins.

# %% [markdown]
# | part | minutes |
# | --- | --- |
# | One entry, then all: loops | 15 |
# | One matrix product | 15 |
# | The shapes on the way | 15 |
# | The whole pass, and what is kept | 15 |
# | From outputs to a class, and what it costs | 15 |
# | To the loss | 10 |
#
# You need 6.2 (the sizes of a network, `params`), 6.4 (activations) and, for the last part, 6.5 (softmax
# and cross-entropy). You write six functions.

# %%
import time

import numpy as np

import feedforward as ff

# %% [markdown]
# ### Three things to recall
#
# <details><summary>1. A layer leads from 3 units to 2. Which shapes have its W and its b?</summary>
#
# $W$ is `(3, 2)`, a row for each unit before it and a column for each of its own. $b$ is `(2,)`.
#
# </details>
#
# <details><summary>2. Which layers of a network have an activation f, and which has none?</summary>
#
# Every hidden layer: $Z_l = f(h_l)$. The last has none, $out$ is affine.
#
# </details>
#
# <details><summary>3. What does softmax do to the order of the outputs in a row?</summary>
#
# It keeps it: the largest output has the largest probability.
#
# </details>

# %% [markdown]
# ## One entry
#
# A small batch leads: $N = 4$ samples of $M = 3$ numbers, and a layer of $K = 2$ units. $Z$ stands for
# whatever goes into the layer: $X$ in the first one, the $Z$ of the layer before in the others. $out$
# stands for what comes of it.
#
# What unit $k$ answers to sample $n$ is a sum over what the sample brings:
#
# $$out_{nk} = b_k + \sum_{m=1}^{M} Z_{nm} W_{mk}$$
#
# Here is the first entry, written out. (Python counts from 0, formulas from 1.)

# %%
Z = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, -1.0], [2.0, 1.0, 0.0], [-1.0, 3.0, 1.0]])
W = np.array([[1.0, -2.0], [0.5, 0.0], [-1.0, 3.0]])
b = np.array([0.5, -1.0])
print(b[0] + Z[0, 0] * W[0, 0] + Z[0, 1] * W[1, 0] + Z[0, 2] * W[2, 0])

# %% [markdown]
# The index $n$ names a sample and $k$ a unit; $m$ is summed over and gone. Which row of $Z$, which column
# of $W$, and which entry of $b$ make the entry in row 4 and column 2? Work it out with a pencil before
# you go on. Below, where $b$ has been added, you find it.
#
# ### Your turn
#
# Do for all entries what was done for one. Write the sum itself, without a ready-made product: it is
# what the product stands for.

# %% exercise="feedforward.exercises.forward.affine_loops"

# %% check="affine_loops"

# %% [markdown]
# ## One matrix product
#
# A sum over $m$ of row $n$ times column $k$: that is an entry of a matrix product. So for the whole batch
#
# $$out = Z W + b, \qquad (N, M)\,(M, K) + (K) \to (N, K)$$
#
# The inner sizes have to be equal, and they vanish; the outer ones stay. The rows of $Z$ do not meet each
# other: row $n$ of $out$ comes from row $n$ of $Z$ alone.

# %%
print(Z @ W)
print("row 3 by itself:", Z[2] @ W)

# %% [markdown]
# ### The bias goes down the rows
#
# $ZW$ is `(4, 2)` and $b$ is `(2,)`. Mathematics has no sum of these. NumPy lines shapes up *from the
# right*, and repeats what is missing or 1: it adds $b$ to every row. That is what is meant, since $b_k$
# belongs to unit $k$, whatever the sample.
#
# $$\begin{pmatrix}-1&4\\1.5&-3\\2.5&-4\\-0.5&5\end{pmatrix} + (0.5, -1) =
# \begin{pmatrix}-0.5&3\\2&-4\\3&-5\\0&4\end{pmatrix}$$

# %%
repeated = np.broadcast_to(b, (4, 2))
print(repeated)
print(Z @ W + b)

# %% [markdown]
# ### Where this goes wrong in silence
#
# A bias that stands upright, `(4, 1)`, would be repeated to the side: one number for each *sample*. Since
# there are four samples, NumPy does not complain. It gives the right shape and wrong numbers.

# %%
upright = np.array([[0.5], [-1.0], [0.5], [-1.0]])
wrong = Z @ W + upright
print(wrong.shape, "\n", wrong)

# %% [markdown]
# ### Your turn
#
# Write the layer again, as one product this time.

# %% exercise="feedforward.network.affine_forward"

# %% check="affine_forward"

# %% [markdown]
# ### How much faster?
#
# Three ways to the same numbers, for 300 samples, 64 inputs and 50 units: a Python sum for each entry, a
# product for each sample, one product for all. Before you run the cell: by which factor does the last
# beat the first, and by which the second?

# %%
rng = np.random.default_rng(0)
Z_big, W_big, b_big = rng.normal(size=(300, 64)), rng.normal(size=(64, 50)), rng.normal(size=50)


# %%
def by_entries(Z, W, b):
    rows, columns, b = Z.tolist(), W.T.tolist(), b.tolist()
    units = range(len(b))
    inputs = range(len(W))
    return [[b[k] + sum(row[m] * columns[k][m] for m in inputs) for k in units] for row in rows]


def by_samples(Z, W, b):
    return [row @ W + b for row in Z]


# %%
def seconds(function, repeats):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = function(Z_big, W_big, b_big)
        times.append(time.perf_counter() - start)
    return np.array(result), min(times)


# %%
whole, shortest = seconds(ff.affine_forward, 50)
for name, function in [("entry by entry", by_entries), ("sample by sample", by_samples)]:
    result, taken = seconds(function, 3)
    print(f"{name:17} {taken / shortest:6.0f} times as long, equal: {np.allclose(result, whole)}")

# %% [markdown]
# The factors are those of your machine, now; run the cell again and they move. That loops lose, and by
# how many digits, stays. It is the same arithmetic: 300 · 50 · 64 multiplications. The loop pays for each
# of them with a step of Python, the second way once for each sample, the last once for all. Inside one
# product the processor works on several numbers at a time, and on data that it already holds.
#
# This is why a row is a sample, and why a network is fed in batches.

# %% [markdown]
# ## The shapes on the way
#
# Now many layers. In $h_l = Z_{l-1} W_l + b_l$ the rows stay: $N$ samples go in, $N$ come out, at every
# layer. Only the columns change, from $m_{l-1}$ to $m_l$. $f$ works entry by entry and changes no shape.
#
# For $N = 4$ and sizes `[3, 5, 2]`, the first steps are $X$, `(4, 3)`, and $h_1$, `(4, 5)`.
#
# ### Your turn
#
# List the shapes of all that flows through a network of any depth.

# %% exercise="feedforward.exercises.forward.shape_trace"

# %% check="shape_trace"

# %% [markdown]
# ### Predict, then move
#
# The next picture is a ledger. Each line is a layer: factor times factor plus bias gives result, all
# drawn to scale. Two sides are marked: the columns of the left factor and the rows of the right one. They
# have to be equal. `slip` puts one mistake in.

# %%
ff.ask("silent_transpose")

# %%
ff.explore_shapes()

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# - Where all sizes differ, each of the six slips is stopped, at the layer where it happens.
# - Where sizes are equal (set $N$, $M$ and $m_1$ to 4), none is. The shape at the end is right, and the
#   numbers are wrong. So test with sizes that differ.
# - With $N = 1$ an upright $b_1$ is not stopped: one sample becomes as many rows as there are units.
# - Changing $N$ changes no $W$ and no $b$.
#
# </details>
#
# With `ff.explore_shapes(shape_trace)` the column *meant* is your own function.

# %% [markdown]
# ## The whole pass
#
# $$Z_0 = X, \qquad h_l = Z_{l-1}W_l + b_l, \qquad Z_l = f(h_l), \qquad out = Z_L W_{L+1} + b_{L+1}$$
#
# The hidden layers all do the same: take the newest $Z$, make $h$, make the next $Z$. Here is the first,
# and then the last, for a network with one hidden layer. With more there is a loop between them.

# %%
X = Z
params = ff.init_params([3, 5, 2], np.random.default_rng(3))
(W_1, b_1), (W_2, b_2) = params
h_1 = X @ W_1 + b_1
Z_1 = ff.relu(h_1)
out = Z_1 @ W_2 + b_2
print(h_1.shape, Z_1.shape, out.shape)

# %% [markdown]
# ### The cache
#
# For an answer only $out$ matters. Yet in 6.8 we go back through the same layers, and three questions will
# come up there. How much does $J$ change with $W_2$? That is answered with what $W_2$ was multiplied by,
# and so with $Z_1$. Through which relu does anything pass? That depends on where $h_1$ was positive. And
# for $W_1$ we need $X$.
#
# So the pass keeps the pair $(h_l, Z_l)$ of every hidden layer, in a list, the *cache*. It costs memory,
# but saves computing everything once more.

# %%
print("out moves by Z_1 when W_2[0, 0] moves by 1:")
nudged = W_2.copy()
nudged[0, 0] += 1
moved = (Z_1 @ nudged + b_2 - out)[:, 0]
print(moved.round(6), np.allclose(moved, Z_1[:, 0]))

# %% [markdown]
# ### Your turn
#
# Write the forward pass for any number of layers. `f` is handed in, as a function.

# %% exercise="feedforward.network.forward"

# %% check="forward"

# %% [markdown]
# How much is kept? Two numbers for each hidden unit and each sample. That grows with the batch, while
# the parameters do not:

# %%
sizes = [64, 50, 50, 10]
params = ff.init_params(sizes, np.random.default_rng(0))
for N in (1, 32, 1000):
    _, cache = ff.forward(np.ones((N, 64)), params, ff.relu)
    kept = sum(h.size + Z.size for h, Z in cache)
    print(f"N = {N:4}: {kept} numbers in the cache, {ff.count_parameters(sizes)} parameters")

# %% [markdown]
# ### Predict, then move
#
# One sample on its way through a 2-3-3-2 network. `step` walks from $x$ to the class, `entry` chooses the
# unit whose sum is written out below. Blue edges have positive weights; orange, dashed ones negative.

# %%
ff.ask("changed_by_relu")

# %%
ff.explore_sample()

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# - Each $h$ is one sum, over all units before it, plus one bias. Change `entry`, and other edges add up.
# - A unit at 0 after relu takes part in no sum of the next layer. With tanh all units do.
# - Move `x1` slowly at the step *class*: the outputs move in straight pieces, the class jumps.
# - At the last step a label comes in, and with it a loss. Change `label`: $out$ stays, $J$ and
#   $\partial J/\partial out$ change.
#
# </details>
#
# Once yours passes its check, `ff.explore_sample(forward)` walks with your own numbers.

# %% [markdown]
# ## From outputs to a class
#
# A row of $out$ has one number for each class. The network's answer is the class with the largest. No
# softmax is needed for that: it keeps the order within each row, so the largest stays the largest.

# %%
digits = ff.digits(np.random.default_rng(1))
images, labels = digits.held_out
options = dict(epochs=15, lr=0.1, batch_size=32, rng=np.random.default_rng(0), progress=False)
trained, _ = ff.train(*digits.train, params, **options)
out, _ = ff.forward(images, trained, ff.relu)
print("out of the first image:", out[0].round(1), " label:", labels[0])
print("same class with softmax:", (ff.softmax(out).argmax(axis=1) == out.argmax(axis=1)).all())

# %% [markdown]
# ### Your turn
#
# Give the class of every sample. If two outputs are equally large, the first counts.

# %% exercise="feedforward.exercises.forward.predict"

# %% check="predict"

# %% [markdown]
# With it one can count how often a network is right. The one above has learned to read digits; `ff.train`
# is still closed, and 6.8 opens it.

# %%
right = ff.predict(images, trained) == labels
print(f"{right.sum()} of {len(right)} held-out images are read correctly.")

# %% [markdown]
# ## What it costs
#
# One entry of $(N, M)(M, K)$ takes $M$ multiplications and as many additions. There are $N K$ entries:
#
# $$2 \cdot N \cdot M \cdot K$$
#
# operations for this one layer. For 4 samples, 3 inputs and 5 units that is $2 \cdot 4 \cdot 3 \cdot 5 =
# 120$. Adding $b$ and applying $f$ take only $NK$ operations each; beside $M$ times as many they hardly
# count.
#
# ### Your turn
#
# Count the products of a whole pass.

# %% exercise="feedforward.exercises.forward.forward_flops"

# %% check="forward_flops"

# %% [markdown]
# ### What the formula says of time
#
# Each weight is used once for each sample: two operations a weight and sample. Twice the batch is twice
# the work; twice the width of two neighbouring layers is four times the work *between* them. Does the
# clock agree? Here are three widths, with four times the operations from each to the next.


# %%
def pass_seconds(width, N=500):
    params = ff.init_params([width] * 4, np.random.default_rng(0))
    X, times = np.ones((N, width)), []
    for _ in range(15):
        start = time.perf_counter()
        ff.forward(X, params, ff.relu)
        times.append(time.perf_counter() - start)
    return min(times)


# %%
for width in (100, 200, 400):
    operations, taken = 2 * 500 * 3 * width**2, pass_seconds(width)
    rate = operations / taken / 1e9
    print(f"{operations / 1e6:5.0f} million operations, {rate:6.1f} in a nanosecond")

# %% [markdown]
# If the clock followed the formula alone, the last column would be constant. Run the cell twice, and you
# see that it is not: small products do not fill the processor, large arrays do not fit beside it, relu
# and the bias have their share, and so has whatever else your machine is doing. Counting operations tells
# you how work *grows*; how fast a machine does it has to be measured.

# %% [markdown]
# ## To the loss, and to the turning point
#
# In training a pass does not end with $out$. The labels come in, and 6.5 makes of them the loss
#
# $$J = -\frac1N \sum_{n} \log S_{n, y_n}, \qquad S = \mathrm{softmax}(out)$$
#
# and its derivative with respect to every output, as large as $out$ itself:
#
# $$\frac{\partial J}{\partial out} = \frac1N\,(S - \text{one-hot})$$
#
# The whole way from $X$ to there, for four images:

# %%
X, y = images[:4], labels[:4]
out, cache = ff.forward(X, trained, ff.relu)
J = ff.cross_entropy(out, y)
dout = ff.cross_entropy_backward(out, y)
print("X", X.shape, " out", out.shape, f" J {J:.4f}", " dJ/dout", dout.shape)

# %% [markdown]
# Is it right? Raise one output by a little, and see how much $J$ moves for it, a unit. (How small the
# nudge should be is a story of its own, told in 6.8.)

# %%
nudge = np.zeros_like(out)
nudge[2, y[2]] = 1e-5
change = ff.cross_entropy(out + nudge, y) - ff.cross_entropy(out - nudge, y)
print(f"measured {change / 2e-5:.8f}, computed {dout[2, y[2]]:.8f}")

# %% [markdown]
# So far we have come forward: $X$, the cache, $out$, $J$, and the first derivative. Each parameter wants
# to know its own. $\partial J/\partial out$ says how much each output is owed; $out$ was made of $Z_L$,
# $W_{L+1}$ and $b_{L+1}$; $Z_L$ of $h_L$, and so on, back to $X$. Everything that is needed for it lies in
# the cache. That is where 6.8 begins.

# %% [markdown]
# ## In your own words
#
# A colleague feeds his network in batches of 32. It runs, and learns badly. The last batch of an epoch has
# 31 samples, and there it stops with an error. Its first layer has 32 units. Explain what is most likely
# wrong, and how he would have found it sooner. He now wants to feed one sample at a time, in a loop: what
# does that cost him?
#
# This one is read by a person. It earns 0, 1 or 2 points: one for the bias that meets samples in place of
# units, with the reason why only one batch fails, one for sizes that differ as a test and for what a loop
# costs beside one product.

# %% [markdown] explain="6.7_forward"
# The bias probably stands upright, (32, 1) instead of (32,). NumPy lines shapes up from the right and
# repeats a column sideways, so each *sample* gets a number of its own, not each unit. This needs as many
# samples as units. With 32 it fits and is wrong in silence, with 31 it is an error.
#
# He finds it by testing with sizes that all differ: 7 samples, widths of 3 and 5. A loop does not mend
# it: one row and an upright bias make 32 rows. And it is dear: the arithmetic is the same, but Python's
# steps are paid for each sample, and the processor sees one row at a time.

# %% [markdown]
# ## Three questions to think about
#
# Nobody checks these. Answers stand in the solutions.
#
# 1. A program may use memory for a million numbers beside the parameters. The network is 784-500-500-10,
#    and the cache has to fit. How many samples can a batch have?
# 2. Three matrices, $X$ `(1000, 500)`, $W_1$ `(500, 500)`, $W_2$ `(500, 1)`, and no activation. One can compute
#    $(XW_1)W_2$ or $X(W_1W_2)$. What does each cost, and why is it no trick for a real network?
# 3. Where in the forward pass does a sample learn anything of another one?

# %% [markdown] think="6.7_forward"
# 1. A sample takes $2 \cdot (500 + 500) = 2000$ numbers in the cache, so 500 samples. (With $X$ and $out$,
#    794 more each, it is 357.) This is one of the reasons why training works on mini-batches.
# 2. $(XW_1)W_2$ takes $2 \cdot 1000 \cdot (500 \cdot 500 + 500) = 501$ million operations, $X(W_1W_2)$ takes
#    $2 \cdot 500 \cdot 500 + 2 \cdot 1000 \cdot 500 = 1.5$ million. But a network has an $f$ between the two, and
#    then $W_1W_2$ means nothing. (That it could be done without $f$ is 6.1's collapse.)
# 3. Nowhere up to $out$: rows never meet. Only the loss adds up over samples.

# %% [markdown]
# ## Summary
#
# - An entry is a sum, $b_k + \sum_m Z_{nm} W_{mk}$; the batch is one product, $ZW + b$, with $b$ repeated down
#   the rows.
# - The product is the same arithmetic as the loops, many times faster.
# - The rows stay $N$ through all layers; the columns are the widths. Sizes that differ give slips away.
# - The pass keeps $(h_l, Z_l)$ of each hidden layer, because the way back needs them.
# - It costs $2N$ operations a weight. The class is the place of the largest output.
# - With labels it goes on to $J$ and to $\partial J/\partial out$.

# %% [markdown]
# | term | Chinese | symbol |
# | --- | --- | --- |
# | forward propagation | 前向传播 | $X \to out \to J$ |
# | batch | 批量 | rows of $X$ |
# | matrix product | 矩阵乘积 | $ZW$ |
# | broadcasting | 广播 | $ZW + b$ |
# | shape | 形状 | `(N, m)` |
# | cache | 缓存 | $(h_l, Z_l)$ |
# | class | 类别 | $\arg\max$ of a row of $out$ |
# | operations | 运算次数 | $2N\sum m_{in} m_{out}$ |
#
# **The way on.** [6.8](6.8_backprop.ipynb) walks the same way back, one factor a step, and opens `ff.train`.

# %%
ff.progress()
