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
# # 6.8 Backpropagation: who owes what
#
# A network has thousands of numbers, and one loss. By how much does the loss move with each of them?
# Asking one number at a time takes thousands of forward passes. One walk backward through the network
# answers for all of them, at the price of one or two passes.
#
# **Afterwards you can**
#
# - measure any derivative by finite differences, with a step neither too long nor too short,
# - walk back through a chain of functions, one new factor a step,
# - derive an affine layer's gradients, entry by entry and as matrices,
# - compute a whole network's gradients, and prove them right by measurement,
# - train a network with nothing but your own functions.

# %% [markdown]
# | part | minutes |
# | --- | --- |
# | A chain by hand | 10 |
# | A measuring stick | 20 |
# | Forward with names, backward with factors | 10 |
# | One layer, backwards | 15 |
# | The whole network | 15 |
# | Finding bugs | 10 |
# | Training: XOR, then digits | 10 |
#
# You write six functions. Needed from before: derivatives of activations from
# [6.4](6.4_activations.ipynb), $\partial J/\partial out$ from [6.5](6.5_losses.ipynb), mini-batches from
# [6.6](6.6_gradient_descent.ipynb), and the forward pass with its cache from [6.7](6.7_forward.ipynb).

# %%
from time import perf_counter

import numpy as np
from matplotlib.figure import Figure

import feedforward as ff
from feedforward.bugs import SUSPECTS
from feedforward.plots import draw_hidden_plane, draw_input_plane, xor_arrays

# %% [markdown]
# ### Three things to recall
#
# <details><summary>1. What is the derivative of tanh(h), in terms of Z = tanh(h)?</summary>
#
# $1 - Z^2$ (6.4).
#
# </details>
#
# <details><summary>2. J is the mean cross-entropy over N samples, S the softmax of out, Y the labels as
# one-hot rows. What is dJ/dout?</summary>
#
# $(S - Y)/N$ (6.5). The $1/N$ of the mean stands here, and nowhere else.
#
# </details>
#
# <details><summary>3. What does the cache of a forward pass hold?</summary>
#
# A pair $(h_l, Z_l)$ for each hidden layer (6.7). Now you see what for.
#
# </details>

# %% [markdown]
# ## A chain by hand
#
# Take the smallest deep network: one number in, one unit a layer, no biases.
#
# $$J(w_1, w_2, w_3) = \tfrac12\big(w_3\tanh(w_2\tanh(w_1 x)) - y\big)^2$$
#
# Differentiate it by $w_3$, then by $w_2$, then by $w_1$. Use the chain rule, from the outside in. Do it on
# paper before you read on: the point is to feel how it goes.

# %% [markdown]
# $$\begin{aligned}
# \frac{\partial J}{\partial w_3} &= \big(w_3\tanh(w_2\tanh(w_1x)) - y\big)\cdot\tanh(w_2\tanh(w_1x))\\
# \frac{\partial J}{\partial w_2} &= \big(w_3\tanh(w_2\tanh(w_1x)) - y\big)\cdot w_3\\
#   &\quad\cdot\big(1 - \tanh^2(w_2\tanh(w_1x))\big)\cdot\tanh(w_1x)\\
# \frac{\partial J}{\partial w_1} &= \big(w_3\tanh(w_2\tanh(w_1x)) - y\big)\cdot w_3\\
#   &\quad\cdot\big(1 - \tanh^2(w_2\tanh(w_1x))\big)\cdot w_2\cdot\big(1 - \tanh^2(w_1x)\big)\cdot x
# \end{aligned}$$
#
# Two things repeat. Every line begins as the one before it, and $\tanh(w_1x)$ is computed again and again.
# Count each `tanh` in the formulas: 14. There are two different ones.

# %% [markdown]
# How bad does it get? With $L$ hidden layers, $Z_l$ from scratch takes $l$ evaluations of tanh. The error
# takes $L$ of them, the slope at layer $l$ takes $l$, and the input of weight $k$ takes $k - 1$.


# %%
def from_scratch(L):
    """Evaluations of tanh in all L + 1 derivatives, when every formula stands for itself."""
    return sum(L + sum(range(k, L + 1)) + k - 1 for k in range(1, L + 2))


for L in (2, 10, 100):
    print(f"{L:3} hidden layers: {from_scratch(L):6} evaluations; {L} are different")

# %% [markdown]
# 100 layers: some 350 000 evaluations of 100 different numbers. The way out is to name each number, keep it,
# and use it again.
#
# ### Any graph
#
# A chain is the simplest case. In general a value may be used more than once, and then $J$ depends on it
# along several paths. Along one path the slopes multiply; over all paths the products add. Write that for
# a graph of single numbers. Each node comes after the nodes that it is computed from, and the last one is
# $J$.

# %% exercise="feedforward.graph.graph_gradients"

# %% check="graph_gradients"

# %% [markdown]
# Before we do the same for whole layers, we want to know whether the formulas are right at all.
#
# ## A measuring stick
#
# A derivative says how $J$ moves when one number is nudged. So nudge it. In 6.4 you measured slopes this
# way: a step $\varepsilon$ up, a step down, and the difference over $2\varepsilon$.
#
# $$\frac{\partial J}{\partial x_i} \approx \frac{J(x + \varepsilon e_i) - J(x - \varepsilon e_i)}{2\varepsilon}$$
#
# $e_i$ is 1 at entry $i$ and 0 elsewhere: **one** entry moves, and $J$ is asked about the whole of $x$.

# %% [markdown]
# Why both sides? Write $J$ as a Taylor series around $x$ and subtract:
#
# $$J(x \pm \varepsilon) = J(x) \pm \varepsilon J'(x) + \tfrac{\varepsilon^2}{2}J''(x)
#   \pm \tfrac{\varepsilon^3}{6}J'''(x) + \dots$$
#
# In $J(x+\varepsilon) - J(x-\varepsilon)$ the even terms cancel. What is left over, divided by
# $2\varepsilon$, is off by $\tfrac{\varepsilon^2}{6}J'''$. With $J(x)$ in place of $J(x-\varepsilon)$ it would
# be off by $\tfrac{\varepsilon}{2}J''$: for small steps, far more.
#
# ### Your turn
#
# Write it for an array of any shape. `np.ndindex(x.shape)` gives the index of every entry. $J$ takes an
# array and gives a number; afterwards `x` must be as it was, to the last bit.

# %% exercise="feedforward.gradcheck.numerical_gradient"

# %% check="numerical_gradient"

# %% [markdown]
# You have a second opinion on every derivative of this book. It knows nothing of the chain rule.
#
# ### How long a step?
#
# The error shrinks with $\varepsilon^2$. So take $\varepsilon$ as small as the computer can? In the picture, $J$
# is $\sin x$ at $x = 1$, and the slider holds the exponent: $-5$ for $\varepsilon = 10^{-5}$.

# %%
ff.ask("error_of_difference")

# %%
ff.explore_difference_step(numerical_gradient)

# %% [markdown]
# Two causes, and they pull in opposite directions.
#
# - **The curve bends.** A long step asks too far away: the error falls like $\varepsilon^2$.
# - **Numbers are rounded.** $J$ is known to about 16 digits, in float32 to about 7. Subtract two values
#   that agree in the first ten digits, and the last ones are all that is left. Divided by $2\varepsilon$,
#   the rounding grows like $1/\varepsilon$.
#
# In float64 the foot lies near $10^{-5}$: hence the default. In float32 the best that can be had is about
# five digits, so check gradients in float64. Press *rounding in sight*: $J$ is a staircase.

# %% [markdown]
# **A kink nearby.** Choose a kink at 0.0001 and make the step longer than that. One of the two points lies on
# another branch, and the difference measures neither slope. With relu there are such kinks wherever an $h$ is
# 0. A right gradient then *looks* wrong, at a single entry. Another step, or other data, shows it.
#
# ### When is a difference large?
#
# A gradient of 1000 that is off by 0.001 is fine; one of 0.002 is not. So an error is held against the size of
# what it is an error of, entry by entry:
#
# $$\max_i \frac{|a_i - b_i|}{\max(|a_i|, |b_i|)}$$
#
# and 0 where both are 0. It lies between 0 and 2.

# %% exercise="feedforward.gradcheck.relative_error"

# %% check="relative_error"

# %% [markdown]
# Now hold the three formulas from above against the stick.

# %%
x, y = 1.5, 0.5
w1, w2, w3 = w = np.array([0.8, -1.2, 0.7])


def J(w):
    return (w[2] * np.tanh(w[1] * np.tanh(w[0] * x)) - y) ** 2 / 2


# %%
t1 = np.tanh(w1 * x)
t2 = np.tanh(w2 * t1)
e = w3 * t2 - y
by_hand = [e * w3 * (1 - t2**2) * w2 * (1 - t1**2) * x, e * w3 * (1 - t2**2) * t1, e * t2]
print(
    np.round(by_hand, 6), " relative error", ff.relative_error(by_hand, ff.numerical_gradient(J, w))
)

# %% [markdown]
# They are right. Leave a factor out, or turn a sign, and run the cell again: the error jumps to about 1.
# Right gradients mostly stay far below $10^{-6}$, and reach a few $10^{-6}$ in the worst tiny entry. The book
# rings a bell at $10^{-4}$.
#
# ## Forward with names, backward with factors
#
# Give every number on the way a name, and keep it:
#
# $$h_1 = w_1x,\quad Z_1 = \tanh h_1,\quad h_2 = w_2Z_1,\quad Z_2 = \tanh h_2$$
#
# $$out = w_3Z_2,\quad J = \tfrac12(out - y)^2$$
#
# That is the forward pass of 6.7, with its cache. Now walk the same way back.

# %% [markdown]
# Write $dh_1$ for $\partial J/\partial h_1$, and so on. Each is the one before it times **one** new factor:
#
# | step back | is | because |
# | --- | --- | --- |
# | $dout$ | $out - y$ | $J = \frac12(out-y)^2$ |
# | $dw_3$ | $dout\cdot Z_2$ | $out = w_3Z_2$ |
# | $dZ_2$ | $dout\cdot w_3$ | $out = w_3Z_2$ |
# | $dh_2$ | $dZ_2\cdot(1 - Z_2^2)$ | $Z_2 = \tanh h_2$ |
# | $dw_2$ | $dh_2\cdot Z_1$ | $h_2 = w_2Z_1$ |
# | $dZ_1$ | $dh_2\cdot w_2$ | $h_2 = w_2Z_1$ |
# | $dh_1$ | $dZ_1\cdot(1 - Z_1^2)$ | $Z_1 = \tanh h_1$ |
# | $dw_1$ | $dh_1\cdot x$ | $h_1 = w_1x$ |

# %%
h1 = w1 * x
Z1 = np.tanh(h1)
h2 = w2 * Z1
Z2 = np.tanh(h2)
out = w3 * Z2

dout = out - y
dZ2, dw3 = dout * w3, dout * Z2
dh2 = dZ2 * (1 - Z2**2)
dZ1, dw2 = dh2 * w2, dh2 * Z1
dw1 = dZ1 * (1 - Z1**2) * x
print("the same as by hand:", np.allclose([dw1, dw2, dw3], by_hand))

# %% [markdown]
# Two evaluations of tanh instead of 14, and one multiplication or two a step. That is all of
# backpropagation: **the chain rule, from the loss to the input, with every number used that the forward pass
# has left behind.**
#
# ### Several units
#
# With more units, a number can reach $J$ along several paths. Nudge it, and each path passes on its part of the
# change, so the parts add up. The next picture shows the whole graph of a small network with two tanh units and
# two outputs, where $J = \frac12\sum_k (out_k - y_k)^2$ for one sample. Every $Z_j$ feeds both outputs, so two
# gradients come back to it.

# %%
ff.ask("saturated_unit")

# %%
ff.explore_backward()

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# - Steps 0 to 4 go forward and fill in values. Steps 5 to 10 go back and fill in derivatives, each from the one
#   to its right and a value that the forward pass stored.
# - At steps 7 and 8 the gradient is multiplied along every edge, and then added at the two forks. With the
#   opening numbers the parts at $Z_1$ partly cancel, and those at $Z_2$ reinforce each other.
# - $dW_2$ needs $Z$, and $dZ$ needs $W_2$: each factor of a product gets the other one.
# - A saturated tanh, or a relu that is off, lets almost nothing through.
# - The last column of the table comes from central differences. It agrees at every setting.
#
# </details>
#
# ## One layer, backwards
#
# A layer computes $out = ZW + b$. Someone above us knows $\partial J/\partial out$, called $dout$: how much
# $J$ moves when each entry of $out$ moves. What do the entries of $W$, $Z$ and $b$ owe?

# %% [markdown]
# In full, with two samples, three units in and two out:
#
# $$\begin{pmatrix}out_{11}&out_{12}\\out_{21}&out_{22}\end{pmatrix} =
# \begin{pmatrix}Z_{11}&Z_{12}&Z_{13}\\Z_{21}&Z_{22}&Z_{23}\end{pmatrix}
# \begin{pmatrix}W_{11}&W_{12}\\W_{21}&W_{22}\\W_{31}&W_{32}\end{pmatrix} + (b_1, b_2)$$
#
# $$\begin{aligned}
# out_{11} &= Z_{11}W_{11} + Z_{12}W_{21} + Z_{13}W_{31} + b_1\\
# out_{12} &= Z_{11}W_{12} + Z_{12}W_{22} + Z_{13}W_{32} + b_2\\
# out_{21} &= Z_{21}W_{11} + Z_{22}W_{21} + Z_{23}W_{31} + b_1\\
# out_{22} &= Z_{21}W_{12} + Z_{22}W_{22} + Z_{23}W_{32} + b_2
# \end{aligned}$$
#
# Look for $W_{21}$. It stands in two of the four lines: with $Z_{12}$ in $out_{11}$, and with $Z_{22}$ in
# $out_{21}$. Two ways to $J$, so two terms:
#
# $$dW_{21} = Z_{12}\,dout_{11} + Z_{22}\,dout_{21}$$

# %% [markdown]
# Any other entry goes the same way. $W_{mk}$ touches column $k$ of $out$ only, once in every row $n$, with
# factor $Z_{nm}$:
#
# $$dW_{mk} = \sum_n Z_{nm}\,dout_{nk}$$
#
# A matrix product sums over the *inner* index, and here that is $n$. To have it inside, $Z$ must be turned:
#
# $$dW = Z^\top\,dout, \qquad (M, K) = (M, N)\,(N, K)$$
#
# All entries written out:
#
# $$dW = \begin{pmatrix}
# Z_{11}dout_{11} + Z_{21}dout_{21} & Z_{11}dout_{12} + Z_{21}dout_{22}\\
# Z_{12}dout_{11} + Z_{22}dout_{21} & Z_{12}dout_{12} + Z_{22}dout_{22}\\
# Z_{13}dout_{11} + Z_{23}dout_{21} & Z_{13}dout_{12} + Z_{23}dout_{22}\end{pmatrix}$$

# %%
Z = np.array([[1.0, 2.0, -1.0], [0.5, -2.0, 3.0]])
W = np.array([[0.3, -0.4], [0.1, 0.2], [-0.5, 0.6]])
dout = np.array([[0.2, -0.1], [-0.3, 0.4]])
print("dW[1,0] =", Z[0, 1] * dout[0, 0] + Z[1, 1] * dout[1, 0])
print(Z.T @ dout)

# %% [markdown]
# ### Your turn
#
# The other two are yours. Ask the same question: in which lines above does $Z_{12}$ stand, and with which
# factors? And $b_1$? Find the sum, then the matrices whose shapes fit. No $1/N$ is needed anywhere: it came
# along in $dout$.

# %% exercise="feedforward.network.affine_backward"

# %% check="affine_backward"

# %% [markdown]
# Only a shape that fits *can* be right, but several that fit may be wrong: hence the check.
#
# <details><summary>When your check has passed: all three, in full</summary>
#
# $Z_{12}$ stands in $out_{11}$ with $W_{21}$ and in $out_{12}$ with $W_{22}$: it moves a whole row. So
# $dZ_{12} = dout_{11}W_{21} + dout_{12}W_{22}$, and in general $dZ_{nm} = \sum_k dout_{nk}W_{mk}$. $b_1$ stands
# in $out_{11}$ and $out_{21}$, with factor 1: $db_1 = dout_{11} + dout_{21}$.
#
# $$dZ = dout\,W^\top,\qquad dW = Z^\top dout,\qquad db = \text{column sums of } dout$$
#
# </details>

# %%
measured = ff.numerical_gradient(lambda moved: np.sum(dout * (Z @ moved)), W)
print("relative error of dW:", ff.relative_error(Z.T @ dout, measured))

# %% [markdown]
# ## The whole network
#
# Two kinds of steps are left: through the bend, and out of the loss.
#
# **Through the bend.** $Z = f(h)$ works entry by entry, and so does its derivative:
# $dh = dZ * f'(h)$, with $*$ for the product of entries, no matrix product. From 6.4:
#
# | $f$ | $f'(h)$ | needs |
# | --- | --- | --- |
# | sigmoid | $Z(1 - Z)$ | $Z$ |
# | tanh | $1 - Z^2$ | $Z$ |
# | relu | 1 where $h > 0$, else 0 | $h$ |
#
# One function `df(h, Z)` can serve for all three: it takes both and uses what it needs.

# %%
rng = np.random.default_rng(0)
h = rng.normal(size=(4, 3))
for name in ("sigmoid", "tanh", "relu"):
    f, df = ff.ACTIVATIONS[name]
    measured = ff.numerical_gradient(lambda moved, f=f: np.sum(f(moved)), h)
    print(f"{name:8} relative error of df: {ff.relative_error(df(h, f(h)), measured):.1e}")

# %% [markdown]
# **Out of the loss.** Softmax and cross-entropy are two steps of the chain. Walked one at a time, they need the
# softmax's table of derivatives for every sample. In 6.5 the two collapsed into one:
#
# $$dout = (S - Y)/N$$
#
# $Y$ holds a 1 in each row, at the label. This is where the way back starts, and the only place where $N$
# appears.

# %%
out, labels = rng.normal(size=(4, 3)), np.array([2, 0, 1, 1])
S, Y = ff.softmax(out), np.eye(3)[labels]
measured = ff.numerical_gradient(lambda moved: ff.cross_entropy(moved, labels), out)
print("relative error of (S - Y)/N:", ff.relative_error((S - Y) / 4, measured))

# %% [markdown]
# **All of it**, for two hidden layers. On the left the forward pass, downwards; on the right the way back,
# upwards:
#
# | forward, downwards | backward, upwards | shape |
# | --- | --- | --- |
# | $Z_0 = X$ | | `(N, M)` |
# | $h_1 = Z_0W_1 + b_1$ | $dW_1, db_1$ from $dh_1$ | `(N, m_1)` |
# | $Z_1 = f(h_1)$ | $dh_1 = dZ_1 * f'(h_1)$ | `(N, m_1)` |
# | $h_2 = Z_1W_2 + b_2$ | $dW_2, db_2, dZ_1$ from $dh_2$ | `(N, m_2)` |
# | $Z_2 = f(h_2)$ | $dh_2 = dZ_2 * f'(h_2)$ | `(N, m_2)` |
# | $out = Z_2W_3 + b_3$ | $dW_3, db_3, dZ_2$ from $dout$ | `(N, n)` |
# | $J$ | $dout$ | number |
#
# Every layer, hidden or last, is the same affine step. What $dout$ is to the last one, $dh_l$ is to the
# others.

# %% [markdown]
# ### Your turn
#
# A loop over the layers, from the last to the first. `affine_backward` does a layer; use yours, or
# `ff.affine_backward`. Think about three places: where a layer's input comes from, between which two layers
# $f'$ comes in, and in which order the pairs must stand at the end.

# %% exercise="feedforward.network.backward"

# %% check="backward"

# %% [markdown]
# That is backpropagation, for any depth, any width, and any activation.
#
# ### Check the whole
#
# A check is worth as much as its setting. All sizes differ, biases are not 0, there are several samples, and
# tanh bends everywhere. `yours_if_right` gives your function if it passes its check, else the book's.

# %%
my_backward = ff.yours_if_right(backward)
X, labels = rng.normal(size=(7, 3)), rng.integers(0, 2, 7)
params = [(W, rng.normal(size=b.shape)) for W, b in ff.init_params([3, 5, 4, 2], rng)]
f, df = ff.ACTIVATIONS["tanh"]


def loss(params):
    return ff.cross_entropy(ff.forward(X, params, f)[0], labels)


out, cache = ff.forward(X, params, f)
grads = my_backward(ff.cross_entropy_backward(out, labels), X, cache, params, df)

# %%
for layer, ((W, b), (dW, db)) in enumerate(zip(params, grads, strict=True)):

    def J_of_W(moved, layer=layer, b=b):
        return loss([*params[:layer], (moved, b), *params[layer + 1 :]])

    def J_of_b(moved, layer=layer, W=W):
        return loss([*params[:layer], (W, moved), *params[layer + 1 :]])

    errors = [ff.relative_error(dW, ff.numerical_gradient(J_of_W, W)),
              ff.relative_error(db, ff.numerical_gradient(J_of_b, b))]  # fmt: skip
    print(f"layer {layer + 1}:  dW {errors[0]:.1e}   db {errors[1]:.1e}")

# %% [markdown]
# The network holds 54 numbers, so the check took 108 forward passes, and one walk back gave the same. What does
# that walk cost?

# %%
params_wide = ff.init_params([64, 256, 256, 10], rng)
X_wide, dout_wide = rng.normal(size=(256, 64)), rng.normal(size=(256, 10))
f, df = ff.ACTIVATIONS["tanh"]
for_times, back_times = [], []
for _ in range(50):
    start = perf_counter()
    _, cache_wide = ff.forward(X_wide, params_wide, f)
    middle = perf_counter()
    ff.backward(dout_wide, X_wide, cache_wide, params_wide, df)
    for_times.append(middle - start)
    back_times.append(perf_counter() - middle)
print("the way back takes", round(min(back_times) / min(for_times), 1), "forward passes")

# %% [markdown]
# One or two forward passes, give or take what else the machine does, for 85 000 derivatives. Finite differences would take 170 000 passes. So we check
# once, with a small network, and train with backpropagation.
#
# ### Spot the slip
#
# One hidden layer: $h = XW_1 + b_1$, $Z = f(h)$, $out = ZW_2 + b_2$. Indices: $n$ sample, $m$ input, $j$ hidden
# unit, $k$ output. Two of the six lines have a wrong index.
#
# 1. $dW_{2,jk} = \sum_n Z_{nj}\,dout_{nk}$
# 2. $db_{2,k} = \sum_n dout_{nk}$
# 3. $dZ_{nj} = \sum_k dout_{nk}\,W_{2,kj}$
# 4. $dh_{nj} = dZ_{nj}\,f'(h_{nj})$
# 5. $dW_{1,mj} = \sum_n X_{nm}\,dh_{nj}$
# 6. $db_{1,j} = \sum_j dh_{nj}$

# %%
ff.ask("two_slips")

# %% [markdown]
# Let the computer read the lines. `np.einsum` takes the indices as letters: `"nj,nk->jk"` is line 1. Each is
# held against the right step. All sizes are 3 here, so that no slip is refused for its shape.

# %%
rng = np.random.default_rng(4)
X, labels, params = rng.normal(size=(3, 3)), np.array([0, 1, 2]), ff.init_params([3, 3, 3], rng)
out, [(h, Z)] = ff.forward(X, params, f)
dout, W2 = ff.cross_entropy_backward(out, labels), params[1][0]
(dW1, db1), (dW2, db2) = ff.backward(dout, X, [(h, Z)], params, df)
dZ = ff.affine_backward(dout, Z, W2)[0]
dh = dZ * df(h, Z)

# %%
lines = {
    "1": (np.einsum("nj,nk->jk", Z, dout), dW2),
    "2": (np.einsum("nk->k", dout), db2),
    "3": (np.einsum("nk,kj->nj", dout, W2), dZ),
    "4": (np.einsum("nj,nj->nj", dZ, df(h, Z)), dh),
    "5": (np.einsum("nm,nj->mj", X, dh), dW1),
    "6": (np.einsum("nj->n", dh), db1),
}
for line, (claimed, right) in lines.items():
    print(f"line {line}: relative error {ff.relative_error(claimed, right):.1e}")

# %% [markdown]
# Correct the letters in the cell until all six are quiet. Line 3 takes $W_2$ the wrong way round: its first
# index is the unit it comes *from*. Line 6 adds up the units of a sample, where it should add up the samples.
#
# With 3, 5 and 2 for the sizes, both would have been refused or come out in the wrong shape. **Choose sizes that
# all differ, and shapes find half of your slips for you.**

# %% [markdown]
# ## Find the bug
#
# Four networks of two hidden layers, A to D. One is right. The other three have a bug each on their way back,
# and you cannot see their code. You can check their gradients: choose a network, an activation, and the
# number of samples `N`. They are dealt to you alone; your neighbour has others.
#
# A hidden bug is a right answer to the wrong question. So ask before you look:

# %%
ff.ask("quiet_bell")

# %%
ff.find_the_bug(numerical_gradient, relative_error)

# %% [markdown]
# <details><summary>How to go about it</summary>
#
# - Set `N` to 5 and `f` to sigmoid first: there no two suspects look alike.
# - Which layers ring? The way back goes from layer 3 to layer 1, and a bug spoils what comes after it.
# - Only `db`, or only `dW`? Then what is passed on is right.
# - The last column: a share of $1/N$ in every entry, of $-1$, of 0? Or no common share?
# - Give your verdicts with *A is* to *D is*. A verdict that the numbers contradict is told so.
#
# </details>

# %% [markdown]
# ## Training
#
# Down the hill, as in 6.6: every parameter takes a step against its derivative.
#
# $$W \leftarrow W - \eta\,dW, \qquad b \leftarrow b - \eta\,db$$
#
# ### Your turn
#
# One step for all layers. Give back *new* params: who keeps the old ones to compare must find them unmoved.

# %% exercise="feedforward.training.sgd_step"

# %% check="sgd_step"

# %% [markdown]
# ### The loop
#
# `ff.train` was a black box until now. Here is what is inside, and where each part is from:
#
# | what | from | function |
# | --- | --- | --- |
# | draw weights | 6.2 | `init_params(sizes, rng)` |
# | once an epoch: deal all samples into batches | 6.6 | `minibatches(X, labels, batch_size, rng)` |
# | once a batch: forward | 6.7 | `forward(X_batch, params, f)` |
# | what the outputs owe | 6.5 | `cross_entropy_backward(out, labels_batch)` |
# | what the weights owe | 6.8 | `backward(dout, X_batch, cache, params, df)` |
# | the step | 6.8 | `sgd_step(params, grads, lr)` |
#
# All of them exist as `ff.…`, with `f, df = ff.ACTIVATIONS["relu"]`. Put them together. It is judged by what the
# network has learned. `ff.init_params` and `ff.minibatches` draw from the `rng` that they are given.

# %% exercise="feedforward.exercises.learning.train"

# %% check="train"

# %%
my_train = ff.yours_if_right(train)

# %% [markdown]
# ## XOR, this time by learning
#
# In 6.1 you chose nine numbers by hand, and two hidden units were enough. Now gradient descent has to find
# them. Will two units still do?

# %%
ff.ask_number("xor_with_two_units")


# %%
def xor_start(width, seed):
    """Train from one start: are all four points right, and is a unit off at all of them?"""
    X, y = ff.xor_points()
    rng = np.random.default_rng(seed)
    params = ff.init_params([2, width, 2], rng)
    how = {"epochs": 300, "lr": 0.5, "rng": rng, "progress": False, "record_every": 300}
    params, _ = ff.train(X, y, params, **how)
    out, [(h, _)] = ff.forward(X, params, ff.relu)
    return (out.argmax(axis=1) == y).all(), (h <= 1e-9).all(axis=0).any()


# %%
for width in (2, 3, 4, 8, 16):
    right, off = np.array([xor_start(width, seed) for seed in range(40)]).T
    print(f"width {width:2}  {right.mean():4.0%}  " + "█" * round(40 * right.mean()))
    if width == 2:
        print(f"          of {sum(~right)} that fail, {sum(~right & off)} have a unit that is off")

# %% [markdown]
# Two units *can* do XOR, and from most starts they are not found. In most of the failures a unit is off at all
# four points: its slope is 0 there, it gets no gradient, and it never comes back. With more units, some start
# well. **What a network can express and what training finds are two questions**; width helps with the second
# long after it has settled the first.
#
# Now with your own gradients, 8 units:

# %%
X, y = ff.xor_points()
params = my_train(X, y, [2, 8, 2], 0.5, 300, 4, np.random.default_rng(1))
out, _ = ff.forward(X, params, ff.relu)
print(ff.softmax(out).round(3))
print("right:", out.argmax(axis=1) == y)

# %% [markdown]
# The circle to 6.1 closes. Of 40 starts with two units, take the first that succeeds, and look at it in the two
# planes that you know. The difference of the two outputs plays the part of *out* there: class 1 where the second
# is larger.

# %%
for seed in range(40):
    params = my_train(X, y, [2, 2, 2], 0.5, 300, 4, np.random.default_rng(seed))
    if (ff.predict(X, params) == y).all():
        break
(W, c), (W2, b2) = params
w, b = W2[:, 1] - W2[:, 0], b2[1] - b2[0] + 0.5
print("start", seed, " W =", W.round(2).tolist(), " c =", c.round(2))
arrays = xor_arrays(W, c, w, b)
print("Z =", arrays.Z.round(2).tolist())

# %%
figure = Figure((8.2, 4.4), layout="constrained")
axes = figure.subplots(1, 2)
draw_input_plane(axes[0], arrays)
draw_hidden_plane(axes[1], arrays)
ff.picture(figure, "Left: the input plane, class 1 shaded. Right: the points in the hidden plane.")

# %% [markdown]
# Nobody chose these numbers, and the idea is the one from 6.1: the hidden layer moves the points until a line
# separates them.
#
# ## Digits
#
# 1797 handwritten digits, 8 by 8 grey values each; a quarter is held out and not learned from. The goal: 95 % of
# those.

# %%
data = ff.digits(np.random.default_rng(0))
params = my_train(*data.train, [64, 48, 10], 0.3, 20, 32, np.random.default_rng(0))
X_held, labels_held = data.held_out
right = ff.predict(X_held, params) == labels_held
print(f"{right.mean():.1%} of {len(right)} held-out digits are right")

# %% [markdown]
# ### A falling loss proves nothing
#
# Could one not skip the gradient check, and see by the training whether the gradients are right? Here are the
# same digits with three ways back: the right one, and two of the suspects from above.


# %%
def train_with(way_back, rng):
    """The same training with another backward; gives the accuracy on the held-out digits."""
    f, df = ff.ACTIVATIONS["relu"]
    params = ff.init_params([64, 48, 10], rng)
    for _ in range(20):
        for X, labels in ff.minibatches(*data.train, 32, rng):
            out, cache = ff.forward(X, params, f)
            grads = way_back(ff.cross_entropy_backward(out, labels), X, cache, params, df)
            params = ff.sgd_step(params, grads, 0.3)
    return (ff.predict(X_held, params) == labels_held).mean()


# %%
for name in ("right", "db is a mean, not a sum", "f' is left out"):
    print(f"{name:25} {train_with(SUSPECTS[name], np.random.default_rng(0)):.1%}")

# %% [markdown]
# A wrong gradient that points roughly downhill trains as well. You would notice nothing, until a harder problem
# needs what is missing. The check finds it in a second.
#
# ## Your network
#
# Fifteen of the functions that you wrote, from 6.1 to this section, are a network that reads digits. The next
# cell takes those of this section, and reads the others from the notebooks beside this one (save them first).
# It runs nothing there but your answers, judges each, and uses what passes; for the rest, the book's. It trains
# the network, beside the book's and scikit-learn's.

# %%
ff.your_network(affine_backward, backward, sgd_step, train)

# %% [markdown]
# Read the table from the top. Where all functions are right, your network and the book's make the *same*
# mistakes: the same formulas from the same start give the same numbers. Scikit-learn draws another start.
#
# Then look at the mistakes. Which of these digits would you have read? The bold numbers say what is taken for
# what.
#
# Whatever stands under *whose* as the book's is yours to win: solve it, save its notebook, and run the cell
# again.

# %% [markdown]
# ## In your own words
#
# A friend has written her own backpropagation. "I need no gradient check," she says. "The loss falls, and my
# network is right on 94 %. And when I did try finite differences, with a step of $10^{-12}$, to be exact, they
# did not agree with *any* network." Explain to her what a falling loss proves, what went wrong with her
# differences, and what a check looks like that one can trust.
#
# This one is read by a person. It earns 0, 1 or 2 points: one for why a falling loss is no proof; one for the
# step (two causes of error) and for a setting that hides nothing.

# %% [markdown] explain="6.8_backprop"
# A step only has to point roughly downhill for the loss to fall. A gradient with a wrong factor or without a
# slope often does: above, two such networks read digits about as well as the right one.
#
# With a step of 1e-12 the two values of J agree in almost all of their 16 digits. What is left is rounding,
# divided by 2e-12. A long step is wrong, too, since J bends; near 1e-5 both errors are small. I would
# compare entry by entry, relative to the entry, with several samples, layers of different sizes, biases, and tanh
# or sigmoid: one sample and relu hide bugs, and a kink nearby looks like one.

# %% [markdown]
# ## To think about
#
# 1. A forward pass of a layer is one matrix product, $ZW$. How many does its way back take, and how large are
#    they? What does a whole training step cost, in forward passes?
# 2. Could one compute the derivatives from the input to the loss, in the direction of the forward pass? What
#    would it cost for a network with 10 000 weights and one loss?
# 3. The cache holds every $h_l$ and $Z_l$. What could you do if it did not fit into memory, and at what price?

# %% [markdown] think="6.8_backprop"
# 1. Two, $dout\,W^\top$ and $Z^\top dout$, each with as many multiplications as $ZW$. So the way back costs about
#    two forward passes (less for the first layer, which needs no $dZ$), and a training step about three.
# 2. Yes: carry, for each number, its derivatives with respect to the *weights*. Each of them needs a pass of
#    its own: 10 000 passes for one loss. Backward, one pass serves all weights, since there is one $J$. With one
#    input and many outputs, forward would be the cheaper way.
# 3. Keep only every fifth layer, say, and compute the four between again from it when the way back gets there.
#    About a fifth of the memory, for one more forward pass: checkpointing.

# %% [markdown]
# ## Summary
#
# - Central differences measure any derivative: off by $\varepsilon^2$ for the bend, by $1/\varepsilon$ for the
#   rounding; $10^{-5}$ in float64 is between the two.
# - Forward: name every number and keep it. Backward: one new factor a step, and where ways meet, their
#   shares add up.
# - An affine layer: $dW = Z^\top dout$; $dZ$ and $db$ are yours. A bend: $dh = dZ * f'(h)$. Softmax with
#   cross-entropy: $dout = (S - Y)/N$.
# - A check is as good as its setting: several samples, sizes that differ, biases, no kink nearby.
# - What can be expressed and what is found are two questions.

# %% [markdown]
# | term | Chinese | symbol |
# | --- | --- | --- |
# | backpropagation | 反向传播 | |
# | chain rule | 链式法则 | |
# | gradient | 梯度 | $\partial J/\partial W$, `dW` |
# | finite difference | 有限差分 | |
# | central difference | 中心差分 | |
# | step of a difference | 差分步长 | $\varepsilon$, `eps` |
# | rounding error | 舍入误差 | |
# | relative error | 相对误差 | |
# | gradient check | 梯度检验 | |
# | cache | 缓存 | $(h_l, Z_l)$ |
# | confusion matrix | 混淆矩阵 | |
#
# **The way on.** You have built a deep feedforward network from nothing but arrays. Everything that comes after, in
# other books, is made of these parts: convolutions are affine layers with shared weights, and a network that
# reads a sentence walks back through time. Whatever you build next: check its gradients.

# %%
ff.progress()
