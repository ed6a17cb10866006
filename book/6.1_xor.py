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
# # 6.1 XOR: why one layer is not enough
#
# Four points and two classes: the smallest problem that no straight line can solve. A network with
# two hidden units solves it, and here you see how.
#
# **Afterwards you can**
#
# - say, with numbers, why the best linear model answers 1/2 to everything,
# - show that two affine layers on top of each other are one,
# - compute a network with one hidden layer by hand, as matrices, for all points at once,
# - explain what the hidden layer does: it moves the points until a line can separate them,
# - choose weights yourself for a problem of the same kind.

# %% [markdown]
# | part | minutes |
# | --- | --- |
# | The problem, and what it means to learn | 10 |
# | A line, and where it ends | 15 |
# | Two layers without a bend | 10 |
# | The bend: relu | 10 |
# | The network, worked through in numbers | 15 |
# | The picture to play with | 10 |
# | Your own weights, and a question to write about | 10 |
#
# You write five short functions. Under each stands a cell with `ff.check(...)`: run it as often as
# you like. It says what is wrong, with the numbers that show it. A cell with `ff.hint(...)` follows.
# `ff.progress()` shows how far you are.

# %%
import numpy as np

import feedforward as ff

# %% [markdown]
# ## The problem
#
# XOR, *exclusive or*, is 1 when exactly one of its two inputs is 1. We write the four possible inputs
# as the rows of a matrix $X$, and the four answers as a vector $y$.
#
# A row is a sample, here and in the whole book. $X$ has the shape `(N, M)`, here $N = 4$ samples of
# $M = 2$ inputs each, and $y$ has the shape `(N,)`.

# %%
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([0, 1, 1, 0])
X.shape, y.shape

# %% [markdown]
# ### What we are after
#
# Somewhere there is a function $f^*$ that gives the right answer $y = f^*(x)$ for every input $x$. We
# do not have it. We only have some of its values.
#
# So we write down a function of our own, $f(x;\theta)$, with free parameters $\theta$, and choose
# $\theta$ such that $f$ comes close to $f^*$. To *learn* is to let the data make that choice.
#
# For XOR we know all four values of $f^*$. Nothing has to be guessed between them, so only
# one question is left: can $f$ bend into the shape that is needed?

# %% [markdown]
# ### Two things to recall
#
# Answer in your head, then open the answer.
#
# <details><summary>1. X has the shape (4, 2) and w the shape (2,). What is the shape of X @ w, and what
# is its last entry, (X @ w)[3]?</summary>
#
# (4,). The last row of X is (1, 1), so the last entry is $1 \cdot w_1 + 1 \cdot w_2 = w_1 + w_2$. (Python
# counts from 0, formulas from 1.)
#
# </details>
#
# <details><summary>2. A differentiable function has a smallest value at a point inside its domain.
# What do you know of its partial derivatives there?</summary>
#
# They are all 0. The reverse is not true of every function. For the one that we shall need it is, and
# you will see why.
#
# </details>

# %% [markdown]
# ## A line, and where it ends
#
# The first $f$ to try is linear, with a constant: $f(x; w, b) = x_1 w_1 + x_2 w_2 + b$. Its parameters
# $\theta$ are the weights $w$, shape `(M,)`, and the number $b$, called the bias. For all samples at
# once it is $Xw + b$, shape `(N,)`.
#
# Before any computing: can it give 0, 1, 1, 0? Add up what it says at opposite corners.
#
# $$f(0,0) + f(1,1) = 2b + w_1 + w_2 = f(0,1) + f(1,0)$$
#
# For XOR the left side would have to be $0 + 0$, the right side $1 + 1$. No $w$ and $b$ do that.

# %% [markdown]
# ### The best linear model is a constant
#
# If it cannot be right everywhere, how close can it come? We measure the mean of the squared errors:
#
# $$J(w, b) = \frac{1}{N}\sum_{i=1}^{N} (X_i w + b - y_i)^2$$
#
# Here $X_i$ is row $i$ of $X$. Write $e_i = X_i w + b - y_i$ for the errors. The derivative of $J$ with
# respect to $b$ is $\frac{2}{N}\sum_i e_i$, and with respect to $w_j$ it is $\frac{2}{N}\sum_i X_{ij}\, e_i$.
#
# Try $w = 0$ and $b = 1/2$. The errors are $\tfrac12, -\tfrac12, -\tfrac12, \tfrac12$. Are the
# derivatives 0?

# %%
e = X @ np.zeros(2) + 0.5 - y
print("errors                ", e)
print("dJ/db                 ", 2 * e.mean())
print("dJ/dw1, dJ/dw2        ", 2 * X.T @ e / len(X))

# %% [markdown]
# All three are 0. Is $J$ smallest there? Move on to $w + u$ and $b + v$. Every error then changes by
# $d_i = X_i u + v$, and
#
# $$J(w+u, b+v) = J(w,b) + \frac2N\sum_i e_i d_i + \frac1N\sum_i d_i^2$$
#
# The middle term is made of $v$ and the entries of $u$, each times one of the derivatives, so it is 0.
# The last is never negative, and it is 0 only if no output changes. So **the best linear model answers
# 1/2 to every question.** Its mean squared error is $1/4$. It has learned how often 1 occurs, and
# nothing else.

# %% [markdown]
# ### Your turn
#
# That was one candidate, tried by hand. Write a function that finds the best linear model for any data.
# Watch $b$: it is a weight, too, for an input that is always 1. You need not solve the equations
# yourself: `np.linalg.lstsq` does it. Sometimes several models are equally good, for instance when there
# is a single sample. Then any of them will do.

# %% exercise="feedforward.exercises.xor.fit_linear"

# %% check="fit_linear"

# %% [markdown]
# You have the best answer that a linear model can give, for XOR and for everything else. To do
# better, the model has to change.
#
# ## Two layers without a bend
#
# A network is made of layers: the output of one is the input of the next. Let us stack two. The first
# turns $M$ inputs into $m$ numbers, the second turns these into one:
#
# $$h = XW + c, \qquad out = hw + b$$
#
# $W$ has the shape `(M, m)`, $c$ has `(m,)`, $w$ has `(m,)`, and $b$ is a number. $c$ is added to every
# row of $XW$. A layer of this form, a matrix product plus a bias, is called *affine*.

# %% [markdown]
# *If you read other books:* where a sample is a column, a layer is written $W^\top x + c$. It is the
# same as one row of our $XW + c$. The file `NOTATION.md`, in the folder above this one, has a table of
# all symbols.
#
# Is a stack of two affine layers more than one? Here are two, with random weights, and four outputs.
# Look at the sums over opposite corners again.

# %%
rng = np.random.default_rng(0)
W, c, w, b = rng.normal(size=(2, 3)), rng.normal(size=3), rng.normal(size=3), rng.normal()
out = (X @ W + c) @ w + b
print("opposite corners:", out[0] + out[3], "and", out[1] + out[2])

# %% [markdown]
# The sums agree, as for a single line. Multiply $(XW + c)w + b$ out, and you see why: there is one
# term with $X$, and the rest is a constant. Two affine layers are one affine layer.
#
# ### Your turn
#
# Find that one layer. For any $W, c, w, b$, give the $w_{\text{eff}}$ and the $b_{\text{eff}}$ with which
# $X w_{\text{eff}} + b_{\text{eff}}$ is the same as the two layers, for every $X$.

# %% exercise="feedforward.exercises.xor.collapse"

# %% check="collapse"

# %% [markdown]
# More layers alone gain nothing. Something between them must not be affine.
#
# ## The bend: relu
#
# The bend that most networks use is the *rectified linear unit*, relu for short:
#
# $$\mathrm{relu}(z) = \max(0, z)$$
#
# It passes what is positive and turns the rest into 0. That is one kink, at 0, and straight lines on
# both sides. It works on every entry of an array by itself. ($z$ is any number here; in the network it
# will be an entry of $h$.)

# %%
z = np.array([[-2.0, -0.5, 0.0], [0.5, 1.0, 3.0]])
print(z)

# %% [markdown]
# Which of these six entries will relu change, and into what? Say it first, then write the function.

# %% exercise="feedforward.activations.relu"

# %% check="relu"

# %% [markdown]
# A kink is all it takes. Now it goes between the layers.
#
# ## The network
#
# One hidden layer of $m$ units, a bend, and an output:
#
# | step | formula | shape | name |
# | --- | --- | --- | --- |
# | into the units | $h = XW + c$ | `(N, m)` | `h` |
# | out of the units | $Z = \mathrm{relu}(h)$ | `(N, m)` | `Z` |
# | output | $out = Zw + b$ | `(N,)` | `out` |
#
# The layer in the middle is called *hidden* because the data say nothing about it: they give $X$, and
# what $out$ should be. *If you read other books:* what they call $h$, the output of the hidden layer, is
# our $Z$; our $h$ is what goes into the relu.

# %% [markdown]
# ### Worked through in numbers
#
# These parameters solve XOR:
#
# $$W = \begin{pmatrix}1&1\\1&1\end{pmatrix},\quad c = (0, -1),\quad w = (1, -2),\quad b = 0$$
#
# Row by row, from the four points to the four answers:
#
# $$XW = \begin{pmatrix}0&0\\1&1\\1&1\\2&2\end{pmatrix},\quad
# h = XW + c = \begin{pmatrix}0&-1\\1&0\\1&0\\2&1\end{pmatrix}$$
#
# $$Z = \begin{pmatrix}0&0\\1&0\\1&0\\2&1\end{pmatrix},\quad
# out = \begin{pmatrix}0\\1\\1\\2-2\end{pmatrix} = \begin{pmatrix}0\\1\\1\\0\end{pmatrix}$$
#
# The relu changed a single number, the $-1$ in the first row. Take a pencil and find out what $out$
# would be without that change.

# %%
W, c = np.array([[1, 1], [1, 1]]), np.array([0, -1])
w, b = np.array([1, -2]), 0.0
Z = ff.relu(X @ W + c)
print("Z =", Z.tolist(), " out =", Z @ w + b)
print("without relu: out =", (X @ W + c) @ w + b)

# %% [markdown]
# Without the relu, opposite corners have equal sums again: $2 + 0 = 1 + 1$.
#
# ### Your turn
#
# Write the three steps as one function. It has to work for any number of samples, inputs and hidden
# units, not for XOR alone.

# %% exercise="feedforward.exercises.xor.xor_forward"

# %% check="xor_forward"

# %% [markdown]
# ## What the hidden layer does
#
# Look at the rows of $Z$ as points in a plane, the *hidden plane*. Where did the four inputs go?
#
# - $(0, 0)$ stays at $(0, 0)$,
# - $(0, 1)$ and $(1, 0)$, the two with answer 1, meet at $(1, 0)$,
# - $(1, 1)$ lands at $(2, 1)$.
#
# Three places are left, and a line can separate the middle one from the others: $out = Z_1 - 2Z_2$ is
# 1 there and 0 at the two others, so the line is $Z_1 - 2Z_2 = \tfrac12$. ($Z_1$ and $Z_2$ are the two
# entries of a row of $Z$.) **The hidden layer moved the points so that a line separates them.** The
# output layer is only that line.

# %% [markdown]
# ### Predict, then move
#
# The picture shows the input plane on the left and the hidden plane on the right. A point counts as
# class 1 where $out \ge \tfrac12$; this region is shaded in both planes. The two lines on the left show
# where each hidden unit switches on. The picture starts with the best linear model. The sliders have
# their names in Python, which counts from 0: `w[1]` is $w_2$, the weight of hidden unit 2.

# %% [markdown]
# Before you touch anything, decide:
#
# 1. In the start position $out$ is $\tfrac12$ everywhere. Which points count as right?
# 2. You press *known solution*: which points will lie on top of each other in the hidden plane?
# 3. From there you raise `c[1]` from -1 to 0. How many of the four points are still right?

# %%
ff.explore_xor()

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# 1. The two of class 1: $\tfrac12$ counts as class 1. Now move `w` and `b` alone. The relu leaves these
#    four points where they are, so it is a line that you move, and at least one point stays wrong: if
#    all were right, one sum over opposite corners would be below 1 and the other at least 1.
# 2. $(0, 1)$ and $(1, 0)$: the hidden layer takes both to $(1, 0)$.
# 3. Two. With $c = (0, 0)$ both units do the same, so $out = -\max(0, x_1 + x_2)$, which is never above
#    0: the two points of class 0 are right, the other two are not.
#
# </details>

# %% [markdown]
# Now make one hidden unit idle: set `w[1]` to 0. Can the other one do XOR alone? Try for
# two minutes. It cannot. With one unit, $out$ depends on one number, $W_{11}x_1 + W_{21}x_2$, and as this
# grows, $out$ never turns back. So the points with $out \ge \tfrac12$ lie on one side of a straight line,
# and no line has both points of class 1 on one side and both of class 0 on the other.
#
# Once `xor_forward` passes its check, the picture can draw *your* network:

# %%
ff.explore_xor(xor_forward)

# %% [markdown]
# ## Your own weights
#
# XNOR is the opposite of XOR: 1 where the two inputs are equal, else 0.
#
# Find parameters with which the network gives exactly 1, 0, 0, 1 at the four points. There are many,
# and every one is accepted, with any number of hidden units. Use the picture to try things out. It
# still judges by XOR: when your network does XNOR it says *0 of 4 right*. Read the column *out*.

# %% exercise="feedforward.exercises.xor.xnor_parameters"

# %% check="xnor_parameters"

# %% [markdown]
# ## Who chooses the weights?
#
# This time you chose them, or you were shown. With four points and nine numbers that can be done. A
# network that reads handwriting has a hundred thousand numbers, and nobody knows where to put them.
#
# So we let the data choose: start at random, ask how the error changes with each number, and move each
# a little the right way. Asking that question well is what this book is about. In 6.6 the moving is
# yours to write, in 6.8 the asking. Then your own gradients will find weights for XOR.

# %% [markdown]
# ## In your own words
#
# A friend says: "XOR needs a more complicated line. With enough affine layers on top of each other, a
# network would find it." Explain what is wrong with this, and what the relu changes. Use the hidden
# plane in your answer.
#
# This one is read by a person. It earns 0, 1 or 2 points: one for why affine layers alone cannot, one
# for what the hidden layer does to the four points.

# %% [markdown] explain="6.1_xor"
# However many affine layers we stack, the product of their matrices is one matrix and the rest is one
# constant, so the whole is a single affine function. For such a function the sums over opposite corners
# of the square are equal. XOR would need 0 on one side and 2 on the other, so no stack can do it.
#
# The affine part of the hidden layer moves the points, and the relu folds the plane along one line per
# unit: in the known solution (0, 1) and (1, 0) meet at (1, 0), while (0, 0) and (1, 1) lie on (0, 0) and
# (2, 1). In this hidden plane a straight line separates the classes, and the output layer is that line.

# %% [markdown]
# ## Summary
#
# - The goal: approximate $f^*$ by $f(x;\theta)$, and let learning choose $\theta$.
# - A linear model has equal sums over opposite corners, and XOR does not. The best it can do, by the
#   mean squared error, is 1/2 everywhere.
# - Affine layers on affine layers are one affine layer.
# - $\mathrm{relu}(z) = \max(0, z)$ between them makes the difference: it bends.
# - The hidden layer moves the points; the output layer separates them by a line.

# %% [markdown]
# | term | Chinese | symbol |
# | --- | --- | --- |
# | exclusive or | 异或 | XOR |
# | sample | 样本 | a row of $X$ |
# | parameters | 参数 | $\theta$ |
# | weights | 权重 | $W$, $w$ |
# | bias | 偏置 | $b$, $c$ |
# | least squares | 最小二乘 | smallest $J(w, b)$ |
# | affine layer | 仿射层 | $XW + c$ |
# | rectified linear unit | 修正线性单元 | $\mathrm{relu}$ |
# | hidden layer | 隐藏层 | $h$, $Z$ |
#
# **The way on.** 6.2 looks at networks as a whole: how layers are counted, how many parameters stand
# where, and with what numbers to begin.

# %%
ff.progress()
