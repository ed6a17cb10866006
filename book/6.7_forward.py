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
# A network predicts four numbers, and every prediction is exactly right. You compute the mean squared
# error, and NumPy reports 8.75. There is no error message, no warning and no bug in the network. The
# targets merely have the shape `(4, 1)`, the predictions `(4,)`.

# %%
import time

import numpy as np

import feedforward as ff

# %%
ff.figures.broken_broadcast()

# %% [markdown]
# *Figure: What was meant on the left, what NumPy computed on the right. It repeated one array downwards and the other one
# sideways, and averaged sixteen differences, of which only the diagonal makes sense.*
#
# Slips of this kind are the most common bug in code for neural networks, and the most expensive, because the
# program runs. In this section we send a whole batch through a network, from $X$ to the predicted class and
# on to the loss. On the way you learn to use shapes as an instrument: to read from them what a product
# means, and to choose test sizes for which a slip cannot remain silent.

# %% [markdown]
# After this section you will be able to
#
# - write a layer as a sum for one entry and as one matrix product for a batch,
# - state the shape of every array on the way from $X$ to $out$,
# - write the whole forward pass, and say what it has to store and why,
# - predict classes, and count the operations that a pass takes,
# - compute the derivative $\partial J/\partial out$ with which backpropagation starts.
#
# You need 6.2 (sizes and `params`), 6.4 (activations) and, for the last part, 6.5 (losses). Plan on about two hours.

# %% [markdown]
# Before you start, recall:
#
# <details><summary>1. A layer leads from 3 units to 2. What are the shapes of its W and b?</summary>
#
# $W$ is `(3, 2)`: one row per unit before it, one column per unit in it. $b$ is `(2,)`.
#
# </details>
#
# <details><summary>2. Which layers have an activation, and which one has none?</summary>
#
# All hidden layers have one; the output layer is affine.
#
# </details>
#
# <details><summary>3. What does softmax do to the order of the outputs in a row?</summary>
#
# It keeps the order: the largest output gets the largest probability.
#
# </details>

# %% [markdown]
# ## One entry, then all of them
#
# We use a small batch in which all sizes differ: $N = 4$ samples, $M = 3$ units before the layer, and $K = 2$ units in
# it. $Z$ stands for the input of the layer, which is $X$ for the first layer. The output of unit $k$ for sample $n$
# is a sum over the units before it:
#
# $$out_{nk} = \sum_{m=1}^{M} Z_{nm} W_{mk} + b_k.$$

# %%
Z = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, -1.0], [2.0, 1.0, 0.0], [-1.0, 3.0, 1.0]])
W = np.array([[1.0, -2.0], [0.5, 0.0], [-1.0, 3.0]])
b = np.array([0.5, -1.0])
print(Z[0, 0] * W[0, 0] + Z[0, 1] * W[1, 0] + Z[0, 2] * W[2, 0] + b[0])

# %% [markdown]
# The index $n$ counts samples and $k$ counts units, while $m$ is summed over and disappears. Compute the entry in row 4,
# column 2 with a pencil: which row of $Z$, which column of $W$ and which entry of $b$ does it need?
#
# ### Exercise: a layer by loops
#
# Compute all entries in the way that was shown for one. Do not use a ready-made product, because this sum is what
# the product stands for.

# %% exercise="feedforward.exercises.forward.affine_loops"

# %% check="affine_loops"

# %% [markdown]
# A sum over $m$ of row $n$ times column $k$ is an entry of a matrix product. So the whole batch is one product,
#
# $$out = Z W + \tilde b, \qquad (N, M)\,(M, K) + (N, K) \to (N, K),$$
#
# where $\tilde b$ is the row $b^\top$ repeated $N$ times, once per sample. The inner sizes have to agree, and they vanish; the
# outer sizes remain. Each row of the result depends on the same row of $Z$ only, so samples never meet in a layer.

# %% [markdown]
# ### Broadcasting, a useful trap
#
# You need not build $\tilde b$ yourself. NumPy aligns shapes *from the right*, and repeats an axis that is
# missing or has length 1. With $b$ of shape `(2,)` this adds $b$ to every row, which is what we mean:
#
# $$\begin{pmatrix}-1&4\\1.5&-3\\2.5&-4\\-0.5&5\end{pmatrix} +
# \begin{pmatrix}0.5&-1\\0.5&-1\\0.5&-1\\0.5&-1\end{pmatrix} =
# \begin{pmatrix}-0.5&3\\2&-4\\3&-5\\0&4\end{pmatrix}.$$
#
# A bias of shape `(2, 1)` would raise an error here. But suppose that a layer has four units and the batch four
# samples: then a bias of shape `(4, 1)` fits as well. It is repeated sideways and adds a number to each *sample*. The shape of
# the result is right, and its numbers are wrong.

# %%
print((Z @ W + b).tolist())
upright = np.array([[0.5], [-1.0], [0.5], [-1.0]])
print((Z @ W + upright).tolist())

# %% [markdown]
# ### Exercise: a layer as one product

# %% exercise="feedforward.network.affine_forward"

# %% check="affine_forward"

# %% [markdown]
# ## A thousand samples
#
# A network with two hidden layers of 100 units answers one sample. Now give it a thousand, first one after the other, then
# all at once. The arithmetic is the same: a thousand times that of one sample.

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
one = fastest(lambda: ff.forward(thousand[:1], params, ff.relu), 50)
in_turn = fastest(lambda: [ff.forward(row, params, ff.relu) for row in thousand[:, None]], 3)
at_once = fastest(lambda: ff.forward(thousand, params, ff.relu), 10)
print(f"one after the other: {in_turn / one:5.0f} times as long as one sample")
print(f"all at once:         {at_once / one:5.0f} times as long as one sample")

# %% [markdown]
# The factors depend on your machine and on what else it is doing, but the second one is far below the first. One sample
# does not keep the processor busy: most of its time goes into Python's own steps, and every weight is fetched from
# memory to be used just once. In a batch those steps are paid once for all samples, each weight that has been fetched
# serves many rows, and the processor multiplies several numbers at a time. This is why networks are fed in batches, and why a row is a
# sample.

# %% [markdown]
# ## Shapes as an instrument
#
# Now follow a batch through many layers. In $h_l = Z_{l-1} W_l + \tilde b_l$ the number of rows never changes: $N$ samples enter each
# layer and $N$ leave it. Only the number of columns changes, from $m_{l-1}$ to $m_l$. The activation works entry by entry and changes no shape.

# %%
ff.figures.shapes()

# %% [markdown]
# *Figure: A batch of four samples, drawn to scale, with the bias repeated in every row. Where two matrices are multiplied, the
# neighbouring sides are equal.*
#
# | array | shape | array | shape |
# | --- | --- | --- | --- |
# | $X = Z_0$ | `(N, M)` | $W_1$ | `(M, m_1)` |
# | $h_l$, $Z_l$ | `(N, m_l)` | $W_l$ | `(m_{l-1}, m_l)` |
# | $out$ | `(N, n)` | $b_l$; repeated, $\tilde b_l$ | `(m_l,)`; `(N, m_l)` |
#
# *You will read that* $W_1$ *is* $m \times m_1$, with the small letter that elsewhere stands for a width. It is $M \times m_1$, because the first layer
# receives the $M$ inputs.

# %% [markdown]
# ### Exercise: trace the shapes

# %% exercise="feedforward.exercises.forward.shape_trace"

# %% check="shape_trace"

# %%
ff.ask("silent_transpose")

# %%
ff.explore_shapes(shape_trace)

# %% [markdown]
# Choose a slip, then change the sizes. As long as all sizes differ, NumPy stops every slip at the layer in which it
# happens. Make $N$, $M$ and $m_1$ equal, and none is stopped: the final shape is right and the numbers are wrong. With $N = 1$ not even an upright
# bias is noticed, because a single row is repeated to fit.
#
# So test with sizes that all differ: 7 samples, widths 3, 5, 4 and 2. A slip then ends in an error message, which is the
# best thing that can happen to it.

# %% [markdown]
# ## The whole pass
#
# With $Z_0 = X$ and for $l = 1, \dots, L$,
#
# $$h_l = Z_{l-1}W_l + \tilde b_l, \qquad Z_l = f_l(h_l), \qquad out = Z_L W_{L+1} + \tilde b_{L+1}.$$
#
# We use the same activation $f$ in all hidden layers. Here is the network of 6.1 once more. Since 6.5 it has two
# outputs, the logits of the answers 0 and 1, so its sizes are `[2, 2, 2]`:

# %%
X, y = ff.xor_points()
W1, b1 = np.array([[1, 1], [1, 1]]), np.array([0, -1])
W2, b2 = np.array([[-1, 1], [2, -2]]), np.array([0.5, -0.5])
h_1 = X @ W1 + b1
Z_1 = ff.relu(h_1)
out = Z_1 @ W2 + b2
print(out)

# %% [markdown]
# ### What has to be stored
#
# If only the answer matters, everything except $out$ can be thrown away. But training will go back through the same layers, and on the way it will
# ask: by how much does $J$ change with $W_2$? The entries of $W_2$ were multiplied by $Z_1$, so we need $Z_1$. Through which ReLU can a change pass?
# Through those where $h_1$ was positive, so we need $h_1$. And for $W_1$ we need $X$. The forward pass therefore stores the
# pair $(h_l, Z_l)$ of every hidden layer in a list, the **cache**.

# %% [markdown]
# ### Exercise: the forward pass
#
# Write it for any number of layers; `f` is passed in as a function.

# %% exercise="feedforward.network.forward"

# %% check="forward"

# %%
ff.ask("changed_by_relu")

# %%
ff.explore_sample(forward)

# %% [markdown]
# Walk one sample through a network of sizes `[2, 3, 3, 2]`, step by step. Each pre-activation is one sum over all units before it; a unit that ReLU has set to
# 0 contributes nothing to the next layer. Then stop at the last step and move `x1` slowly: the outputs move in straight pieces, and the class
# jumps.
#
# The cache is the reason why training takes so much more memory than prediction. It holds two numbers for each hidden unit *and each sample*, so it
# grows with the batch, and the parameters do not:

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
# A row of $out$ has one number per class, and the network's answer is the class with the largest one. Softmax is not needed
# for this, because it keeps the order within each row. Here is a network that has learned to read digits:

# %%
digits = ff.digits(np.random.default_rng(1))
images, labels = digits.held_out
options = dict(epochs=15, lr=0.1, batch_size=32, rng=np.random.default_rng(0), progress=False)
trained, _ = ff.train(*digits.train, params, **options)
out, _ = ff.forward(images, trained, ff.relu)
print("out of the first image:", out[0].round(1), " label:", labels[0])

# %% [markdown]
# ### Exercise: predict
#
# Return the class of every sample. If two outputs are equally large, the first one counts.

# %% exercise="feedforward.exercises.forward.predict"

# %% check="predict"

# %%
right = ff.predict(images, trained) == labels
print(f"{right.sum()} of {len(right)} held-out images are read correctly.")

# %% [markdown]
# ## What a pass costs
#
# One entry of a product $(N, M)(M, K)$ takes $M$ multiplications and, with the bias, $M$ additions. There are $NK$ entries, so one layer takes
# $2NMK$ operations. For 4 samples, 3 inputs and 5 units that is $2 \cdot 4 \cdot 3 \cdot 5 = 120$. Adding the bias and
# applying $f$ takes only a few operations per entry, so beside $2M$ of them they hardly count.
#
# ### Exercise: count the operations

# %% exercise="feedforward.exercises.forward.forward_flops"

# %% check="forward_flops"

# %% [markdown]
# For the whole network it is
#
# $$2N \sum_{l=1}^{L+1} m_{l-1}\, m_l,$$
#
# two operations per weight and sample. Twice the batch is twice the work; twice the width of two neighbouring layers is four times the work between them. The
# formula says how the work *grows*. How long a machine takes for it has to be measured, as you did above.

# %% [markdown]
# ## To the loss, and to the turning point
#
# In training, the pass does not end with $out$. The targets come in, and the loss of 6.5 turns outputs and targets into one number, $J$. It also provides the
# derivative with respect to every output, an array of the same shape as $out$:
#
# | task | $J$ | $\partial J/\partial out$ |
# | --- | --- | --- |
# | regression, mean squared error | $\frac{1}{2N}\sum_{i,k} (out_{ik} - y_{ik})^2$ | $\frac1N (out - y)$ |
# | classification, cross-entropy | $-\frac1N \sum_i \log S_{i,y_i}$ with $S = \mathrm{softmax}(out)$ | $\frac1N (S - \text{one-hot})$ |
#
# In both rows it is a difference between what the network says and what it should say, divided by $N$. Here is the whole way for
# four images:

# %%
X, y = images[:4], labels[:4]
out, cache = ff.forward(X, trained, ff.relu)
J = ff.cross_entropy(out, y)
dout = ff.cross_entropy_backward(out, y)
print("X", X.shape, " out", out.shape, f" J {J:.4f}", " dJ/dout", dout.shape)

# %% [markdown]
# To check one entry, move that output a little and see how much $J$ changes per unit:

# %%
nudge = np.zeros_like(out)
nudge[2, y[2]] = 1e-5
change = ff.cross_entropy(out + nudge, y) - ff.cross_entropy(out - nudge, y)
print(f"finite difference {change / 2e-5:.8f}, formula {dout[2, y[2]]:.8f}")

# %% [markdown]
# ## The same in PyTorch
#
# A PyTorch model is called like a function, and it stores what the backward pass will need on its own, unless you
# tell it not to.

# %%
if torch := ff.optional("torch"):
    model = torch.nn.Sequential(torch.nn.Linear(64, 50), torch.nn.ReLU(), torch.nn.Linear(50, 10))
    batch = torch.tensor(images[:4], dtype=torch.float32)
    print(model(batch).shape, model(batch).argmax(dim=1))
    with torch.no_grad():  # prediction only: nothing is stored
        print("stored for the way back:", model(batch).grad_fn)

# %% [markdown]
# > **History.** That a layer is a matrix product has shaped the machines on which networks run. AlexNet was trained on two graphics cards in 2012
# > because they multiply matrices quickly [@krizhevsky2012], and today's accelerators are built around units that do little else.

# %% [markdown]
# ## In your own words
#
# A colleague feeds his network batches of 32. It runs, but it learns badly. The last batch of each epoch has 31 samples, and there
# the program stops with an error. His first layer has 32 units. Explain what is most likely wrong and how he could have found it
# sooner. He now considers feeding one sample at a time, in a loop: what would that cost him?
#
# This answer will be marked by a person, not by a program. It earns up to 2 points: one for a bias that is added along the wrong axis, with the reason why only one batch fails, and one for test sizes
# that differ and for what a loop costs compared with one product.

# %% [markdown] explain="6.7_forward"
# His bias probably has the shape (32, 1) instead of (32,). NumPy aligns shapes from the right and repeats a column sideways, so each *sample* gets a number of
# its own instead of each unit. This requires as many samples as units. With 32 samples it fits, and the numbers are silently wrong; with 31 it is an error.
#
# He would have found it at once by testing with sizes that all differ, such as 7 samples and widths 3 and 5. Feeding one sample at a time repairs nothing: one row and an upright bias of 32 entries give
# 32 rows. It is also slow. The arithmetic stays the same, but Python's steps are paid for every sample, and every weight is fetched from memory to be used once.

# %% [markdown]
# ## Problems to think about

# %% [markdown] problem="*"
# $X$ is `(8, 5)`, and a network has the sizes `[5, 6, 3]`. Write down the shapes of all arrays of the forward pass, of all parameters and of $\partial J/\partial out$.
#
# ---
#
# $X$ `(8, 5)`, $W_1$ `(5, 6)`, $b_1$ `(6,)`, $h_1$ and $Z_1$ `(8, 6)`, $W_2$ `(6, 3)`, $b_2$ `(3,)`, $out$ and $\partial J/\partial out$ `(8, 3)`.

# %% [markdown] problem="*"
# Where in the forward pass does the result for one sample depend on another sample?
#
# ---
#
# Nowhere up to $out$: rows never meet. Only the loss combines them, and it does so by a mean. (Batch normalisation, a popular addition, changes this.)

# %% [markdown] problem="*"
# How many entries does `out - y` have for `out` of shape `(N,)` and `y` of shape `(N, 1)`? Add one line to a function that computes the mean squared error so that this slip is
# reported.
#
# ---
#
# $N^2$. For example `if out.shape != y.shape: raise ValueError(f"out has shape {out.shape}; y has {y.shape}.")`. (The losses of this book's package do this.)

# %% [markdown] problem="**"
# You have memory for a million numbers beside the parameters. The network is 784-500-500-10, and the cache has to fit. How large can a batch be? And if $X$ and $out$ must fit too?
#
# ---
#
# One sample takes $2 \cdot (500 + 500) = 2000$ numbers in the cache, so 500 samples fit. With $X$ and $out$ it is 2794 numbers per sample, and 357 samples fit. This is one reason for training on mini-batches.

# %% [markdown] problem="**"
# $X$ is `(1000, 500)`, $W_1$ `(500, 500)`, $W_2$ `(500, 1)`, and there is no activation. Compare the costs of $(XW_1)W_2$ and $X(W_1W_2)$. Why does the cheaper order not help a real network?
#
# ---
#
# $(XW_1)W_2$ takes $2 \cdot 1000 \cdot (500 \cdot 500 + 500 \cdot 1) = 501$ million operations; $X(W_1W_2)$ takes $2 \cdot 500 \cdot 500 + 2 \cdot 1000 \cdot 500 = 1.5$ million. A real network has an
# activation between the two, so $W_1 W_2$ has no meaning there. (Without one, the two layers collapse, as in 6.1.)

# %% [markdown] problem="**"
# For a fixed number of parameters, which network takes more operations per sample: a shallow one or a deep one?
#
# ---
#
# Neither. A pass takes $2\sum m_{l-1} m_l$ operations per sample, twice the number of weights, whatever the depth. But the layers of a deep network have to be computed one after the other, so it offers less work to be done in parallel.

# %% [markdown] problem="***"
# You may store only every second layer's $Z_l$ and nothing else. How can the backward pass still get all $h_l$ and $Z_l$, and how many more operations does that cost?
#
# ---
#
# It recomputes the missing layers from the stored ones, going back: $h_{l+1} = Z_l W_{l+1} + \tilde b_{l+1}$ from a stored $Z_l$, and likewise for the next. In total that is about one additional forward pass, so
# roughly a third more operations (a backward pass costs about two forward passes), for less than half of the memory. This is known as *gradient checkpointing*.

# %% [markdown]
# ## An open challenge

# %%
ff.challenge("fewest_operations")

# %% [markdown]
# ## Summary
#
# - One entry is a sum, $out_{nk} = \sum_m Z_{nm} W_{mk} + b_k$; a batch is one product, $out = ZW + \tilde b$, where $\tilde b$ repeats $b$ in all $N$ rows.
# - The whole pass: $Z_0 = X$, $h_l = Z_{l-1} W_l + \tilde b_l$, $Z_l = f(h_l)$, $out = Z_L W_{L+1} + \tilde b_{L+1}$.
# - $h_l$ and $Z_l$ are `(N, m_l)`, $W_l$ is `(m_{l-1}, m_l)`, $out$ is `(N, n)`. Sizes that all differ turn a slip into an error message.
# - The cache holds $(h_l, Z_l)$ of every hidden layer, because the way back needs them.
# - The class is the position of the largest output. A pass takes $2N\sum_l m_{l-1} m_l$ operations.
# - The pass ends with $J$ and $\partial J/\partial out$: $(out - y)/N$ for the mean squared error, $(S - \text{one-hot})/N$ for cross-entropy.

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
# | operations | 运算次数 | $2N\sum m_{l-1} m_l$ |

# %% [markdown]
# ## Further reading
#
# - The page *Broadcasting* of NumPy's documentation (numpy.org): short, and worth an evening's debugging.
# - @zhang2023, section 5.3: the forward pass as a graph, in the notation of one sample per column.
# - @goodfellow2016, section 6.5.1: the forward pass as the first half of backpropagation.

# %% [markdown] references="6.7"
# ## References

# %% [markdown]
# **Next.** The loss tells every output how it should change. But outputs cannot be changed directly: they were made from $Z_L$, $W_{L+1}$ and
# $b_{L+1}$, and $Z_L$ was made from what came before. [Section 6.8](6.8_backprop.ipynb) walks the same way back, layer by layer, with everything that the
# cache has stored, and opens `ff.train`.

# %%
ff.progress()
