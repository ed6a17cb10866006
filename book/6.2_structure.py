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
# # 6.2 Structure: layers, widths, and with what numbers to begin
#
# In 6.1 two hidden units were enough. Now you build networks of any size. How are their parts put
# together and counted, what does each size cost, and which numbers stand in a network before it has
# learned anything?
#
# **Afterwards you can**
#
# - write a network as functions in a chain, and draw it as a graph,
# - say what its depth and its widths are, and what others count when they count layers,
# - give the shape of every parameter, and their number,
# - choose widths for a budget of parameters, and say what depth changes,
# - begin with weights that let a network learn, and say why zeros and equal numbers fail.

# %% [markdown]
# | part | minutes |
# | --- | --- |
# | Functions in a chain | 10 |
# | The network as a graph, without a way back | 10 |
# | Counting layers, shapes and parameters | 20 |
# | One budget, spent on width or on depth | 15 |
# | With what numbers to begin | 25 |
# | In your own words | 10 |
#
# You need 6.1: the affine layer $XW + c$, relu, and the hidden layer between inputs and output.
#
# You write five short functions, each followed by its check.

# %%
import numpy as np

import feedforward as ff

# %% [markdown]
# ### Three things to recall
#
# <details><summary>1. The network of 6.1 is relu(XW + c) w + b. For two inputs and two hidden units,
# how many numbers are its parameters?</summary>
#
# Nine: $W$ has four, $c$ two, $w$ two, and $b$ is one.
#
# </details>
#
# <details><summary>2. Why does something stand between its two affine layers?</summary>
#
# Two affine layers in a row are one affine layer. The relu bends, and so the two are more than one.
#
# </details>
#
# <details><summary>3. u and v are independent random numbers with mean 0 and variances 4 and 9. What is
# the variance of u + v, and what that of 3u?</summary>
#
# $4 + 9 = 13$, since variances of independent numbers add up, and $3^2 \cdot 4 = 36$.
#
# </details>

# %% [markdown]
# ## Functions in a chain
#
# The network of 6.1 does three things, one after the other: an affine layer, relu, and another affine
# layer. Each is a function of what the one before gives:
#
# $$f(x) = f_3(f_2(f_1(x)))$$
#
# The function that is applied first stands innermost. Here are the weights that solved XOR, as two
# functions. The output now has a column of its own: $out$ has the shape `(N, n)` with $n = 1$, so that
# a network can also have several outputs.


# %%
def affine_1(X):
    return X @ np.array([[1, 1], [1, 1]]) + np.array([0, -1])


def affine_2(Z):
    return Z @ np.array([[1], [-2]])


X, y = ff.xor_points()
out = affine_2(ff.relu(affine_1(X)))
out.shape, out[:, 0]

# %% [markdown]
# The order matters. With the relu first, nothing bends here: the inputs are 0 and 1, and it changes
# none of them.

# %%
affine_2(affine_1(ff.relu(X)))[:, 0]

# %% [markdown]
# ### Your turn
#
# A long chain, written with parentheses, has to be read from the inside out. Write a function that
# puts a chain together, in the order in which it is walked: `compose(affine_1, ff.relu, affine_2)` is
# then the network above. What it gives back is not a number but a function, which waits for its $x$.

# %% exercise="feedforward.exercises.structure.compose"

# %% check="compose"

# %% [markdown]
# A network of any depth is now one call. What has to hold at each joint is only this: what comes out of
# one function has the shape that the next takes in.
#
# ## The network as a graph
#
# Draw a point for every number that the network computes for one sample: its inputs, the entries of
# its row of $Z$, its outputs. Draw a line for every weight, from the number that it multiplies to the
# number that it goes into.

# %% [markdown]
# | word | what it is | in 6.1's network |
# | --- | --- | --- |
# | unit | one column of a layer: all samples' values of one number | two hidden ones, and $out$ |
# | edge | one weight | six |
# | layer | all units of one column of the picture | hidden, output |
# | width $m_l$ | number of units in hidden layer $l$ | $m_1 = 2$ |
# | depth $L$ | number of hidden layers | 1 |
#
# With one hidden layer a network is called *shallow*, with several *deep*. Where deep begins is a habit
# of speech, not mathematics.

# %% [markdown]
# For any depth, with $Z_0 = X$:
#
# $$h_l = Z_{l-1} W_l + b_l, \qquad Z_l = f(h_l) \qquad (l = 1, \dots, L)$$
#
# $$out = Z_L W_{L+1} + b_{L+1}$$
#
# $f$ is what bends, entry by entry: relu here, others in 6.4. The last layer has none, so that $out$ can
# be any number.
#
# What 6.1 called $W$ and $c$ is now $W_1$ and $b_1$; its $w$ and $b$ are the one column of $W_2$ and the
# one entry of $b_2$. (There $Z_1$ and $Z_2$ were two entries of a row; from here on the index of $Z$ and $h$
# counts layers.) In code, all of them together are `params`, a list with a pair `(W, b)` for each
# layer.

# %% [markdown]
# ## There is no way back
#
# Every edge leads from one layer to the next. Follow edges, and you come to an end; you never return
# to where you were. Such a graph is called *acyclic*, and the network *feedforward*.
#
# We can count that. Number the units of 6.1's network, and let $A_{ij}$ be 1 where an edge leads from
# unit $i$ to unit $j$. Entry $ij$ of $A^k$ is the number of paths of $k$ edges from $i$ to $j$: a
# product of $k$ entries is 1 if all these edges exist, and the matrix product adds up all ways between.

# %%
A = np.zeros((5, 5), int)  # units: two inputs, two hidden, out
for start, end in [(0, 2), (0, 3), (1, 2), (1, 3), (2, 4), (3, 4)]:
    A[start, end] = 1
for edges in (1, 2, 3):
    print("paths of", edges, "edges:", np.linalg.matrix_power(A, edges).sum())
A[4, 2] = 1  # lead the output back to the first hidden unit
print("with a way back, paths of 100 edges:", np.linalg.matrix_power(A, 100).sum())

# %% [markdown]
# Without a way back no path has three edges: two layers of weights, and the walk is over. So the layers
# can be computed one after the other, each once. With the edge back, there are paths of 100 edges, and
# of any other number.
#
# It also means that a feedforward network has no memory. Each row is answered by itself, whatever
# stands above it:

# %%
some_rows = X[[2, 0]]
affine_2(ff.relu(affine_1(some_rows)))[:, 0], y[[2, 0]]

# %% [markdown]
# **The contrast.** Somebody speaks, and you hear one sound after another. What a sound means depends on
# those before it: whether "read" is now or long ago, you know only from the sentence. A network for
# this leads what its units gave at one moment back into them at the next. That is *feedback*, and such
# networks are called *recurrent*. Their graph has a cycle, they are computed step by step in time, and
# they belong to another book. In ours all edges lead forward.

# %% [markdown]
# ## Counting layers
#
# "How many layers has the network of 6.1?" You can hear three answers, and all are in use:
#
# | what is counted | 6.1 | depth $L$ |
# | --- | --- | --- |
# | columns of units, inputs too | 3 | $L + 2$ |
# | affine layers, the pairs `(W, b)` | 2 | $L + 1$ |
# | hidden layers | 1 | $L$ |
#
# Some programs also count every relu as a layer of its own. So ask what is counted, or give the sizes:
# `[M, m_1, ..., m_L, n]`, from the inputs over every hidden width to the outputs. 6.1's are `[2, 2, 1]`.
# In this book the depth is $L$, and "layer $l$" is the one with $W_l$ and $b_l$.

# %% [markdown]
# ## Which shapes?
#
# The first layer takes in $X$, shape `(N, M)`, and gives a row of $m_1$ numbers for each sample. In
#
# $$h_1 = X W_1 + b_1$$
#
# the product has to be `(N, m_1)`. So $W_1$ is `(M, m_1)`: a row for each input, a column for each unit.
# $b_1$ is added to each row of the product, so it has one number for each unit: `(m_1,)`.
#
# The number of samples appears in no parameter. The same network answers one row or a million.

# %%
params = ff.init_params([3, 5, 4, 2], np.random.default_rng(0))
X_3 = np.ones((7, 3))
h_1 = X_3 @ params[0][0] + params[0][1]
params[0][0].shape, params[0][1].shape, h_1.shape

# %% [markdown]
# ### Your turn
#
# That was the first layer. List the shapes of all of them.

# %% exercise="feedforward.exercises.structure.layer_shapes"

# %% check="layer_shapes"

# %% [markdown]
# Shapes that you can write down before you compute are the best protection against mistakes later: in
# 6.7 and 6.8 every line begins with them.
#
# ## How many parameters?
#
# Each of the $m_1$ units of the first layer has a weight for every input, and one bias: $M + 1$ numbers.
# From 3 inputs to 5 units that makes $5 \cdot (3 + 1) = 20$.
#
# ### Your turn
#
# Count all the numbers of a network, whatever its sizes.

# %% exercise="feedforward.network.count_parameters"

# %% check="count_parameters"

# %% [markdown]
# ### Predict, then move
#
# The next picture is a network that you size. `M` and `n` are its inputs and outputs, `L` is its depth,
# `m_1` to `m_5` are the widths of its hidden layers. Layers that are too wide to draw show their first
# and last units. Below the edges stand shapes and parameters; the bars show where the parameters are.

# %%
ff.ask("doubled_widths")

# %%
ff.explore_structure()

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# - Doubling all hidden widths takes the first layer from 110 to 220, each of the two in the middle from
#   110 to 420, the last from 11 to 21. Together 1081, which is 3.2 times as many.
# - A layer's cost is a product: parameters gather where two wide neighbours meet. *Digits* has 86 % of
#   them in its first layer, because an image has many inputs.
# - *Bottleneck* is narrow in the middle: whatever the first layers find has to pass through two numbers.
# - With $L = 0$ it is the linear model of 6.1.
#
# </details>

# %% [markdown]
# Once `count_parameters` passes its check, the picture can count with *your* function:

# %%
ff.explore_structure(count_parameters)

# %% [markdown]
# ## One budget
#
# Parameters cost memory and time, so suppose that you may have 400 of them, for $M = 2$ inputs and
# $n = 3$ outputs. Spend them on one wide layer, or on several narrow ones?
#
# With one hidden layer of width $m$ the count is
#
# $$m(M + 1) + n(m + 1) = m(M + n + 1) + n$$
#
# At most 400 of them: $6m + 3 \le 400$, so $m \le 66.2$, and the largest whole number is 66. It uses 399.
# With more hidden layers there is a square in it: each layer between two hidden ones has $m(m + 1)$
# numbers.

# %%
for m in (66, 67):
    print("width", m, "needs", ff.count_parameters([2, m, 3]))

# %% [markdown]
# ### Your turn
#
# Find the largest width for any depth. You can solve for $m$, or let the computer try one width after
# another. A budget that is met exactly is kept.

# %% exercise="feedforward.exercises.structure.width_for_budget"

# %% check="width_for_budget"

# %% [markdown]
# ### Predict, then move
#
# The picture compares one hidden layer with `deep` hidden layers at the same `budget`. On the right you
# see the width, and all hidden units together, at every depth.

# %%
ff.ask("two_layers_same_budget")

# %%
ff.explore_budget()

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# - The width falls from 66 to 16 with the second layer, then slowly: 12 at three layers, 6 at eight.
# - The units in all drop to half, then rise again. A deep network is no small network.
# - The number of *paths* from an input to an output explodes: 66 with one layer, $12^3 = 1728$ with three.
#   Each edge is part of many paths: what one layer has found, all later ones use.
# - With few parameters and many layers not even one unit a layer can be paid.
#
# </details>
#
# Your own function can draw it: `ff.explore_budget(width_for_budget)`.

# %% [markdown]
# ### Which is better?
#
# That is a question to the data. Three arms of a spiral, the task to say to which arm a point belongs,
# 400 parameters each time, five runs with other points and other starting weights.
#
# `ff.train` starts from `params`, changes them so that they fit, and gives them back. How it does so is
# what 6.6 and 6.8 are about; until then it is a black box. We look at the share of right answers on
# points that were held out, which it has not seen.


# %%
def accuracy(depth, m, seed):
    rng = np.random.default_rng(seed)
    data = ff.spirals(rng, turns=1.75)
    params = ff.init_params([2] + [m] * depth + [3], rng)
    options = dict(epochs=150, lr=0.01, batch_size=32, optimizer="adam", progress=False)
    params, _ = ff.train(*data.train, params, rng=rng, **options)
    return np.mean(ff.predict(data.held_out[0], params) == data.held_out[1])


# %%
for depth, m in [(1, 66), (2, 16), (8, 6)]:
    runs = [accuracy(depth, m, seed) for seed in range(5)]
    print(f"{depth} x {m:2}: mean {np.mean(runs):.3f}, from {min(runs):.3f} to {max(runs):.3f}")

# %% [markdown]
# On these data two layers do better than one, and eight do far worse: their worst run is no better than
# guessing, which is right for one point in three. Their best run shows that such a network *can* do the
# task; from other starts, training does not find the way. So depth is worth something, and it has its
# price. What it buys is the subject of 6.3. A part of the price is what comes next: with what numbers
# to begin.

# %% [markdown]
# ## With what numbers to begin
#
# Training moves each parameter a little, against the derivative of the loss $J$ with respect to it, again
# and again. This needs a starting point. Why not the simplest one?
#
# ### All zeros
#
# `ff.loss_and_grads` gives $J$ and its derivatives, in the form of `params`: for each layer `dW`, the
# derivatives with respect to $W$, and `db`. (The loss is that of 6.5, the derivatives are yours in 6.8.)
# Here they are for two half-moons of points, and a network 2-8-8-2 in which all is 0.

# %%
data = ff.moons(np.random.default_rng(0))
zeros = ff.init_params([2, 8, 8, 2], np.random.default_rng(0), scheme="zeros")
J, grads = ff.loss_and_grads(*data.train, zeros)
for layer, (dW, db) in enumerate(grads, 1):
    print(f"layer {layer}: largest |dW| {np.abs(dW).max():.4g}, |db| {np.abs(db).max():.4g}")

# %% [markdown]
# Only the last bias has a derivative. The others are exactly 0, for two reasons. Nudge a weight of the
# last layer: it multiplies an entry of $Z_2 = \mathrm{relu}(0) = 0$, so $out$ does not change. Nudge a
# parameter of a hidden layer: whatever it changes in $Z$, the next layer multiplies it by 0.
#
# What has derivative 0 is never moved. Training finds out how frequent the classes are, and nothing
# about the points:


# %%
def train_on_moons(params):
    rng = np.random.default_rng(1)
    options = dict(epochs=300, lr=0.3, rng=rng, progress=False)
    params, _ = ff.train(*data.train, params, **options)
    right = np.mean(ff.predict(data.held_out[0], params) == data.held_out[1])
    print(f"right on held-out points: {right:.2f}")
    return params


for layer, (W, b) in enumerate(train_on_moons(zeros), 1):
    print(f"layer {layer}: largest |W| {np.abs(W).max()}, b from {b.min():.3f} to {b.max():.3f}")

# %% [markdown]
# ### All equal
#
# So not zero. How about 0.5 everywhere?

# %%
twins = train_on_moons([(W + 0.5, b) for W, b in zeros])
print(twins[0][0].round(3))

# %% [markdown]
# It has learned something. But look at $W_1$: all eight columns are the same. They started equal, so all
# units gave the same numbers; they stood the same to the next layer, so their derivatives were the
# same; so they stayed equal. In every hidden layer the units are *twins*, for ever.
#
# Eight twins do the work of one. We can put one in place of eight, if the next layer takes it eight
# times. (`ff.forward` computes a network from its `params`; what else it gives you see in 6.7.)

# %%
(W1, b1), (W2, b2), (W3, b3) = twins
single = [(W1[:, :1], b1[:1]), (8 * W2[:1, :1], b2[:1]), (8 * W3[:1], b3)]
out_8, _ = ff.forward(data.held_out[0], twins, ff.relu)
out_1, _ = ff.forward(data.held_out[0], single, ff.relu)
print(ff.count_parameters([2, 8, 8, 2]), "parameters, or", ff.count_parameters([2, 1, 1, 2]))
print("largest difference between their outputs:", np.abs(out_8 - out_1).max().round(9))

# %% [markdown]
# So units must differ from the start, and the cheapest way is chance. The biases may all be 0: the
# weights make the units different already.

# %%
params = train_on_moons(ff.init_params([2, 8, 8, 2], np.random.default_rng(0)))

# %% [markdown]
# ### Random, but how large?
#
# Take one unit $j$ of layer $l$. What goes into it is a sum over the $m_{in}$ units before it:
#
# $$h_{l,j} = \sum_{i=1}^{m_{in}} Z_{l-1,i} W_{ij}$$
#
# Let the $W_{ij}$ be independent of each other and of $Z_{l-1}$, with mean 0 and variance $v$. Then each
# term has mean 0 and variance $v\, E[Z_{l-1}^2]$, where $E$ is the mean over all chances. Each term has a
# weight of its own, so no two of them vary together, and their variances add up:
#
# $$\mathrm{Var}(h_l) = m_{in}\, v\, E[Z_{l-1}^2]$$
#
# The more units there are before it, the wider $h_l$ spreads.

# %% [markdown]
# ### What relu leaves
#
# $Z_{l-1}$ came out of a relu: $Z_{l-1} = \max(0, h_{l-1})$. And $h_{l-1}$ is as often negative as
# positive, and of equal size on both sides, because its weights are. The relu makes one half of it 0
# and leaves the other, so half of the mean square is left:
#
# $$E[Z_{l-1}^2] = \tfrac12 E[h_{l-1}^2] = \tfrac12 \mathrm{Var}(h_{l-1})$$

# %%
h = np.random.default_rng(0).normal(size=(1000, 1000))
print(f"mean of h^2 {np.mean(h**2):.3f}, mean of relu(h)^2 {np.mean(ff.relu(h) ** 2):.3f}")

# %% [markdown]
# Together, from layer to layer:
#
# $$\mathrm{Var}(h_l) = \tfrac12\, m_{in}\, v\, \mathrm{Var}(h_{l-1})$$
#
# The spread is kept if $\tfrac12 m_{in} v = 1$. So the variance of a weight should be $2/m_{in}$, and its
# standard deviation
#
# $$\sqrt{2/m_{in}}$$
#
# This is *He's* initialisation, after K. He and others (2015, cited). It is counted for each layer by itself,
# from the number of its inputs.

# %% [markdown]
# ### Predict
#
# Thirty layers of 100 units, weights with the standard deviation $g/\sqrt{m_{in}}$. He's is $g = \sqrt2$.

# %%
ff.ask("half_variance_thirty_layers")

# %%
for g in (0.5, 1.0, np.sqrt(2), 2.0):
    rng = np.random.default_rng(0)
    Z, sizes = rng.normal(size=(500, 100)), []
    for _ in range(30):
        Z = ff.relu(Z @ rng.normal(0, g / np.sqrt(100), size=(100, 100)))
        sizes.append(np.sqrt(np.mean(Z**2)))
    shown = ", ".join(f"{sizes[layer - 1]:.1e}" for layer in (1, 5, 10, 30))
    print(f"g = {g:.2f}: size of Z after 1, 5, 10, 30 layers: {shown}")

# %% [markdown]
# "Size" is the root of the mean square. With $g = 1$ it falls by about the root of 2 a layer, with
# $g = 0.5$ much faster, with $g = 2$ it grows. Only at $\sqrt2$ does it stay of one order: not exactly
# constant, since chance adds up, too.
#
# ### Your turn
#
# Write the initialisation. Every random number comes from the `rng` that is handed in: whoever gives
# the same generator gets the same network.

# %% exercise="feedforward.exercises.structure.init_params"

# %% check="init_params"

# %% [markdown]
# ### Does it matter for learning?
#
# Images of handwritten digits, 64 grey values each, and a network with ten hidden layers of 50 units.
# Only the scale of the first weights differs; a guess is right for one digit in ten.

# %%
digits = ff.digits(np.random.default_rng(1))
for factor in (0.4, 1.0, 1.5):  # times He's standard deviation
    rng = np.random.default_rng(0)
    start = [(factor * W, b) for W, b in ff.init_params([64] + [50] * 10 + [10], rng)]
    try:
        options = dict(epochs=20, lr=0.05, batch_size=50, rng=rng, progress=False)
        params, _ = ff.train(*digits.train, start, **options)
        right = np.mean(ff.predict(digits.held_out[0], params) == digits.held_out[1])
        print(f"{factor} times He: {right:.2f} right")
    except FloatingPointError as error:
        print(f"{factor} times He: {str(error).split(':')[0]}")

# %% [markdown]
# Too small, and nothing arrives at the output, so nothing can be learned from it; too large, and the
# first steps throw the network out of all bounds. Between lies a network of ten layers that learns.
# How the derivatives shrink or grow on their way back, and what other functions than relu need, you
# see in 6.4.

# %% [markdown]
# ## In your own words
#
# A friend starts a network of three hidden layers, 100 units each, with all weights at 0.1: "small, and
# fair to every unit". It learns badly, so she doubles the widths. Explain why that does not help, and
# what she should do instead. Say also how large the numbers should be, and why.
#
# This one is read by a person. It earns 0, 1 or 2 points: one for why the units stay equal and more of
# them change nothing, one for a scale that is reasoned from the number of inputs.

# %% [markdown] explain="6.2_structure"
# All units of a layer start equal and give the same numbers. The next layer treats them the same, so
# their derivatives are the same, and after every step they are equal again. 100 such units can do what
# one does, and 200 can do no more. What is missing is a difference between units, so the weights must be
# random.
#
# They should be drawn around 0 with variance 2 / m_in. A unit adds up m_in terms, so its variance is
# m_in times that of one term, and the relu before it keeps half of the mean square. With 2 / m_in the
# two cancel, and the numbers neither die out nor grow. For 100 inputs that is a standard deviation of
# 0.14.

# %% [markdown]
# ## Three questions to think about
#
# Nobody checks these. Answers stand in the solutions.
#
# 1. A network for images is 784-100-10. You may double its hidden layer, or add a second one of 100
#    units. Which costs more parameters, and how many?
# 2. $W_1$ and $W_3$ are random, and all of $W_2$ is 0.5. Do the units of the second hidden layer stay
#    twins?
# 3. Someone adds edges that lead from the inputs straight to the outputs, past the hidden layer. Is the
#    network still feedforward? Is it still a chain of functions?

# %% [markdown] think="6.2_structure"
# 1. Doubling takes it from 79 510 to 159 010 parameters, 79 500 more. The second layer costs 10 100. With
#    784 inputs and 10 outputs, every unit of the first layer costs 795 numbers.
# 2. They start as twins, and the first step parts them: the next layer weighs them differently ($W_3$ is
#    random), so their derivatives differ. Units stay twins only if they are equal in what comes in *and*
#    in what goes out.
# 3. It is feedforward: no path comes back. It is no longer this section's chain, since the last layer
#    takes in more than the layer before it gives. It becomes one again if the hidden layer hands the
#    inputs on unchanged beside its own units.

# %% [markdown]
# ## Summary
#
# - A network is functions in a chain: affine, bend, affine, bend, ..., affine.
# - As a graph it has a unit for each number and an edge for each weight. It has no way back.
# - `[M, m_1, ..., m_L, n]` says all about its sizes. $W_l$ is `(m_in, m_out)`, $b_l$ is `(m_out,)`, together
#   $(m_{in} + 1)\, m_{out}$ numbers.
# - At one budget a deeper network is narrower, with many more paths. Which is better is a question to
#   the data, and to training.
# - It begins with random weights of standard deviation $\sqrt{2/m_{in}}$ and biases of 0.

# %% [markdown]
# | term | Chinese | symbol |
# | --- | --- | --- |
# | composition | 复合函数 | $f_3(f_2(f_1(x)))$ |
# | unit | 单元，神经元 | a column of $Z_l$ |
# | layer | 层 | $W_l$, $b_l$ |
# | width | 宽度 | $m_l$ |
# | depth | 深度 | $L$ |
# | shallow, deep | 浅层，深层 | $L = 1$, $L > 1$ |
# | feedforward | 前馈 | |
# | acyclic | 无环 | |
# | feedback, recurrent | 反馈，循环 | |
# | initialisation | 初始化 | $W \sim \mathcal N(0, 2/m_{in})$ |
# | standard deviation | 标准差 | $\sqrt{2/m_{in}}$ |
#
# **The way on.** [6.3](6.3_capacity.ipynb) asks what a network of a given size can express at all, and
# what happens when it can express too much.

# %%
ff.progress()
