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
# # 6.8 Backpropagation: all derivatives in one walk back
#
# A small network for handwritten digits, 784-100-10, has 79,510 parameters, and a single step of gradient descent needs the
# derivative of the loss with respect to each of them. The obvious way is to nudge one parameter at a time and to
# look at how the loss changes. That takes two forward passes per parameter. If a pass takes a millisecond, one step takes more than two and a
# half minutes, and the ten thousand steps of a short training take eighteen days.
#
# Backpropagation computes the same 79,510 derivatives in about the time of three passes, so that the eighteen days shrink
# to half a minute. Without it, training networks of today's size would be out of the question.

# %%
from time import perf_counter

import numpy as np
from sklearn.datasets import load_wine

import feedforward as ff
from feedforward.bugs import SUSPECTS

# %%
ff.figures.forward_or_reverse()

# %% [markdown]
# *Figure: What it costs to compute all derivatives of a network. Both axes are logarithmic. Two of the methods become more expensive with every
# parameter; the third one does not. Why is its line flat?*

# %% [markdown]
# After this section you will be able to
#
# - differentiate any computation by walking back through its graph,
# - check any gradient by finite differences, and choose a step that is neither too long nor too short,
# - derive the gradients of an affine layer, first entry by entry and then as matrix products,
# - compute all gradients of a network, and explain why one uses reverse mode,
# - train a network with nothing but functions of your own, and find the bug when it does not learn,
# - say what PyTorch does when you write `loss.backward()`.
#
# You need the derivatives of the activations (6.4), $\partial J/\partial out$ (6.5), mini-batches (6.6) and the forward pass with its cache
# (6.7). You will write seven functions. Plan on four hours in two sittings; the end of *The whole network* is a good place for the break.

# %% [markdown]
# Before you start, recall:
#
# <details><summary>1. What is the derivative of tanh(h), in terms of Z = tanh(h)?</summary>
#
# $1 - Z^2$ (6.4).
#
# </details>
#
# <details><summary>2. J is the mean cross-entropy over N samples, and S is the softmax of out. What is dJ/dout?</summary>
#
# $(S - \text{one-hot})/N$ (6.5). The $1/N$ of the mean appears here, and nowhere else.
#
# </details>
#
# <details><summary>3. What does the cache of a forward pass hold?</summary>
#
# A pair $(h_l, Z_l)$ for each hidden layer (6.7). In this section you will see what it is for.
#
# </details>

# %% [markdown]
# ## A chain of functions
#
# Take the smallest deep network: one input, two hidden layers of one unit each, one output, no biases and a single sample.
#
# $$J(w_1, w_2, w_3) = \tfrac12\big(w_3\tanh(w_2\tanh(w_1 x)) - y\big)^2$$
#
# Differentiate $J$ with respect to $w_3$, then $w_2$, then $w_1$, on paper, with the chain rule from calculus. Do it before you read on, so that you feel how the work grows.

# %% [markdown]
# $$\begin{aligned}
# \frac{\partial J}{\partial w_3} &= \big(w_3\tanh(w_2\tanh(w_1x)) - y\big)\cdot\tanh(w_2\tanh(w_1x))\\
# \frac{\partial J}{\partial w_2} &= \big(w_3\tanh(w_2\tanh(w_1x)) - y\big)\cdot w_3\\
#   &\quad\cdot\big(1 - \tanh^2(w_2\tanh(w_1x))\big)\cdot\tanh(w_1x)\\
# \frac{\partial J}{\partial w_1} &= \big(w_3\tanh(w_2\tanh(w_1x)) - y\big)\cdot w_3\\
#   &\quad\cdot\big(1 - \tanh^2(w_2\tanh(w_1x))\big)\cdot w_2\cdot\big(1 - \tanh^2(w_1x)\big)\cdot x
# \end{aligned}$$
#
# Evaluating these formulas as they stand takes 14 evaluations of tanh, although only two different values occur. The waste grows with the depth: with $L$ hidden
# layers, $Z_l$ takes $l$ evaluations each time it appears. The next cell counts them.


# %%
def evaluations(L):
    """Count the evaluations of tanh in all L + 1 derivatives, if each formula stands alone."""
    return sum(L + sum(range(k, L + 1)) + k - 1 for k in range(1, L + 2))


for L in (2, 10, 100):
    print(f"{L:3} hidden layers: {evaluations(L):7,} evaluations of {L} different numbers")

# %% [markdown]
# Two ideas remove this waste. The first is to give every intermediate result a name and to store it, which is what the forward pass of 6.7 does:
#
# $$h_1 = w_1x,\quad Z_1 = \tanh h_1,\quad h_2 = w_2Z_1,\quad Z_2 = \tanh h_2,\quad out = w_3Z_2,\quad J = \tfrac12(out - y)^2.$$
#
# The second idea comes from another look at the three derivatives. Each one shares all its leading factors with the one before it, and then goes on a little further. So if
# we compute them from the loss backwards, each new derivative is an old one times something *local*: the derivative of one step with respect to its own
# input, the **local derivative**. This is the **chain rule**, and going backwards only fixes the order in which its factors are multiplied.

# %%
ff.figures.chain_of_derivatives()

# %% [markdown]
# *Figure: Read the upper row from left to right, the lower one from right to left. Each arrow back multiplies by one local derivative, and a
# weight's derivative is read off where the weight is used.*
#
# We write $dh_1$ for $\partial J/\partial h_1$, and so on for every other name.
#
# | step back | result | because |
# | --- | --- | --- |
# | $dout$ | $out - y$ | $J = \frac12(out-y)^2$ |
# | $dw_3$, $dZ_2$ | $dout\cdot Z_2$, $\;dout\cdot w_3$ | $out = w_3Z_2$ |
# | $dh_2$ | $dZ_2\cdot(1 - Z_2^2)$ | $Z_2 = \tanh h_2$ |
# | $dw_2$, $dZ_1$ | $dh_2\cdot Z_1$, $\;dh_2\cdot w_2$ | $h_2 = w_2Z_1$ |
# | $dh_1$ | $dZ_1\cdot(1 - Z_1^2)$ | $Z_1 = \tanh h_1$ |
# | $dw_1$ | $dh_1\cdot x$ | $h_1 = w_1x$ |

# %%
x, y, (w1, w2, w3) = 1.5, 0.5, (0.8, -1.2, 0.7)
Z1 = np.tanh(w1 * x)
Z2 = np.tanh(w2 * Z1)
dout = w3 * Z2 - y
dw3, dZ2 = dout * Z2, dout * w3
dh2 = dZ2 * (1 - Z2**2)
dw2, dZ1 = dh2 * Z1, dh2 * w2
dw1 = dZ1 * (1 - Z1**2) * x
chain_gradient = np.array([dw1, dw2, dw3])
print("dw1, dw2, dw3 =", chain_gradient.round(3))

# %% [markdown]
# Two evaluations of tanh instead of 14, and about one multiplication per step. Note what the walk back needs: the weights, and the values $Z_1$, $Z_2$ and $x$ that the
# forward pass has stored.
#
# ## Forks
#
# A chain is too simple in one respect. In a real network a value is used more than once: a hidden unit feeds *every* unit of the next layer. If you nudge such a
# value, each of its users passes on a part of the change, and $J$ feels the sum of all parts. So along a path local derivatives are multiplied, and where
# paths come together again, the products are added.

# %%
ff.figures.fork()

# %% [markdown]
# *Figure: Two outputs use the same* $Z$. *On the way back* $Z$ *receives a contribution from each of them, and its derivative is the sum of the two.*
#
# Drawn in this way, a computation is called a **computational graph**: one node for each number, and an arrow from every number to the numbers computed from it. The graph is directed and has no cycles, so
# its nodes can be numbered such that each one comes after those that it is computed from. Let $u$ be a node and let $v$ run over all nodes that use it. Then
#
# $$\frac{\partial J}{\partial u} = \sum_{v \text{ uses } u} \frac{\partial J}{\partial v}\,\frac{\partial v}{\partial u}.$$
#
# This one line is backpropagation. Everything that follows is bookkeeping.

# %% [markdown]
# The explorer below shows the whole graph of a network with two inputs, two tanh units and two outputs, where $J = \frac12\sum_k (out_k - y_k)^2$ for one sample. The
# forward pass is complete when it opens. Think first about a single point of the way back:

# %%
ff.ask("saturated_unit")

# %%
ff.explore_backward()

# %% [markdown]
# Press *step* and, before each step, predict the next number from the ones on the screen.
#
# <details><summary>What to look for</summary>
#
# - Steps 5 to 10 go back. Each new derivative is made from the ones to its right and from values that the forward pass has stored.
# - At step 7 a gradient is multiplied along every edge, and at step 8 the contributions are added at the two forks. With the opening numbers, those at $Z_1$ partly
#   cancel, and those at $Z_2$ reinforce each other.
# - The derivative for a weight is the value at the start of its arrow times the derivative at its end.
# - With `x1` and `x2` at 3, tanh is saturated: its slope is almost 0, and so are all derivatives further back. A ReLU that is off lets nothing through.
# - The last column of the table is found by nudging each parameter. It agrees at every setting.
#
# </details>

# %%
ff.figures.computation_graph()

# %% [markdown]
# *Figure: The same graph after the last step. Follow one weight of the first layer: along which paths does it reach* $J$, *and where do these paths share an edge?*

# %% [markdown]
# ### Exercise: gradients on any graph
#
# Now write it for any graph of numbers. You are given, for each node, the nodes that it is computed from (its *parents*) and its local derivatives with respect to them. The
# last node is $J$, and $\partial J/\partial J = 1$. The formula above asks a node which nodes use it, but you are given the reverse, the parents of each node. Which order of visiting the nodes
# turns this into an advantage? Following every path from $J$ separately is hopeless: a chain of 1,000 nodes with doubled edges has $2^{999}$ of them.

# %% exercise="feedforward.graph.graph_gradients"

# %% check="graph_gradients"

# %% [markdown]
# **Reverse mode** in one sentence: start with 1 at $J$ and visit the nodes from the last to the first; when you arrive at a node, all its users have been there before you, so its derivative is
# complete, and you multiply it by each of its local derivatives and *add* each product to the parent that it belongs to. Every edge is used exactly once, so the way back costs about as much as the way
# forward, no matter how many paths there are.
#
# Try it on the network that has accompanied us since 6.1, with its two outputs. For the input $(1, 1)$ the hidden units are $Z = (2, 1)$ and the logits $(½, -½)$. The right class is 0, and softmax gives it
# the probability 0.731. So $dout = S - \text{one-hot} = (-0.269, 0.269)$, and each hidden unit feeds both outputs.

# %%
S = ff.softmax(np.array([[0.5, -0.5]]))[0]
parents = [(), (), (0, 1), (0, 1), (2, 3)]  # Z_1, Z_2, out_1, out_2, J
slopes = [(), (), (-1, 2), (1, -2), tuple(S - [1, 0])]
print(np.round(ff.graph_gradients(parents, slopes), 3))

# %% [markdown]
# Check the first number by hand: $(-0.269)\cdot(-1) + 0.269\cdot 1 = 0.538$. A larger $Z_1$ would make the loss larger, and a larger $Z_2$ would make it smaller. That is plausible, because $Z_1$ votes for the answer 1 and $Z_2$ for the answer 0, which is the right one here.
#
# ## A second opinion
#
# We are about to derive formulas with matrices and indices, where it is easy to go wrong. So we first build an instrument that tells us whether a gradient is right, and that knows nothing of the chain
# rule. A derivative says how $J$ changes when one number is nudged, so let us nudge it. The **central difference** for entry $i$ of an array $x$ is
#
# $$\frac{\partial J}{\partial x_i} \approx \frac{J(x + \varepsilon e_i) - J(x - \varepsilon e_i)}{2\varepsilon},$$
#
# where $e_i$ is 1 at entry $i$ and 0 everywhere else. One entry moves, and $J$ is evaluated for the whole of $x$.

# %% [markdown]
# Why on both sides? In the Taylor series
#
# $$J(x \pm \varepsilon) = J(x) \pm \varepsilon J'(x) + \tfrac{\varepsilon^2}{2}J''(x) \pm \tfrac{\varepsilon^3}{6}J'''(x) + \dots$$
#
# the even terms cancel when you subtract, so the error of the quotient is about $\tfrac{\varepsilon^2}{6}J'''$. A difference on one side would leave an error of about $\tfrac{\varepsilon}{2}J''$, which is far larger for a small step.
#
# ### Exercise: a gradient by nudging
#
# Write it for an array of any shape; `np.ndindex(x.shape)` yields the index of every entry. Afterwards `x` must be exactly what it was before, to the last bit.

# %% exercise="feedforward.gradcheck.numerical_gradient"

# %% check="numerical_gradient"

# %% [markdown]
# ### How long should the step be?
#
# The error shrinks with $\varepsilon^2$. So should $\varepsilon$ be as small as the computer permits? We try it on $J = \sin x$ at $x = 1$, with steps from 0.1 down to $10^{-12}$.

# %%
ff.ask("error_of_difference")

# %%
ff.figures.step_size_u()

# %% [markdown]
# *Figure: The error of a central difference for different steps. From right to left it first falls and then rises again, in the shape of a U.*
#
# Two causes pull in opposite directions. A long step suffers from the **truncation error**, because $J$ bends between the two points; it falls with $\varepsilon^2$. A short step suffers from the
# **rounding error**. A float64 has about 16 digits, and if the two values of $J$ agree in the first ten of them, only six are left for the difference. Dividing by $2\varepsilon$ magnifies this error, so it grows like $1/\varepsilon$.
#
# In float64 the best step is near $10^{-5}$, which is why `eps=1e-5` is the default. In float32 you get six digits at best, so check gradients in float64.

# %%
ff.explore_difference_step(numerical_gradient)

# %% [markdown]
# Press *rounding in sight*: seen from this close, $J$ is a staircase. Then set a kink at 0.0001 and make the step longer than that. Now one of the two points lies beyond the kink, and the difference
# measures neither slope. A network with ReLU has such kinks wherever an $h$ is 0, so a correct gradient sometimes *looks* wrong at a single entry. Another step or other data will show it.
#
# ### Exercise: when is a difference large?
#
# A gradient of 1000 that is off by 0.001 is excellent; one of 0.002 that is off by as much is useless. So divide each error by the size of the entry to which it belongs. The **relative error** is
#
# $$\max_i \frac{|a_i - b_i|}{\max(|a_i|, |b_i|)},$$
#
# where an entry counts as 0 if both numbers are 0. It lies between 0 and 2.

# %% exercise="feedforward.gradcheck.relative_error"

# %% check="relative_error"

# %% [markdown]
# Comparing a gradient with central differences in this way is a **gradient check**. Here it is for the chain of the first part:


# %%
def J(w):
    return (w[2] * np.tanh(w[1] * np.tanh(w[0] * x)) - y) ** 2 / 2


measured = ff.numerical_gradient(J, np.array([w1, w2, w3]))
print(f"relative error {ff.relative_error(chain_gradient, measured):.1e}")

# %% [markdown]
# The formulas are right. Change a sign in the cell that computes `chain_gradient`, run both cells again, and the error jumps to somewhere near 1. Correct gradients usually stay far below $10^{-6}$ and reach a few $10^{-6}$ in their worst
# tiny entry, so this book calls a gradient suspicious from $10^{-4}$.

# %% [markdown]
# ## One layer, backwards
#
# A layer computes $out = ZW + b$. Suppose that everything after the layer has been dealt with, so that we know $dout = \partial J/\partial out$, an array of the shape of $out$. We need
# three gradients: $dW$ and $db$, in order to train the layer, and $dZ$, in order to go on with the layer before it. Take two samples, three units before the layer and two units in it, and write out
# everything:
#
# $$\begin{pmatrix}out_{11}&out_{12}\\out_{21}&out_{22}\end{pmatrix} =
# \begin{pmatrix}Z_{11}&Z_{12}&Z_{13}\\Z_{21}&Z_{22}&Z_{23}\end{pmatrix}
# \begin{pmatrix}W_{11}&W_{12}\\W_{21}&W_{22}\\W_{31}&W_{32}\end{pmatrix} + \begin{pmatrix}b_1&b_2\\b_1&b_2\end{pmatrix}$$
#
# $$\begin{aligned}
# out_{11} &= Z_{11}W_{11} + Z_{12}W_{21} + Z_{13}W_{31} + b_1\\
# out_{12} &= Z_{11}W_{12} + Z_{12}W_{22} + Z_{13}W_{32} + b_2\\
# out_{21} &= Z_{21}W_{11} + Z_{22}W_{21} + Z_{23}W_{31} + b_1\\
# out_{22} &= Z_{21}W_{12} + Z_{22}W_{22} + Z_{23}W_{32} + b_2
# \end{aligned}$$

# %% [markdown]
# ### The gradient of the weights
#
# Look for $W_{21}$. Two of the four lines contain it: $out_{11}$ with the factor $Z_{12}$, and $out_{21}$ with the factor $Z_{22}$. In the graph, $W_{21}$ is a fork with two users, so its derivative has two
# terms:
#
# $$dW_{21} = Z_{12}\,dout_{11} + Z_{22}\,dout_{21}.$$
#
# The same is true of every other weight. $W_{mk}$ reaches only column $k$ of $out$, once in each row $n$, with the factor $Z_{nm}$. Therefore
#
# $$dW_{mk} = \sum_n Z_{nm}\,dout_{nk}.$$

# %%
ff.figures.matrix_product_gradient(of="W")

# %% [markdown]
# *Figure: Here with four samples. On the left, one weight and everything that it moves. On the right, its derivative collects a product for each entry that it has moved.*
#
# Here are all six entries:
#
# $$dW = \begin{pmatrix}
# Z_{11}dout_{11} + Z_{21}dout_{21} & Z_{11}dout_{12} + Z_{21}dout_{22}\\
# Z_{12}dout_{11} + Z_{22}dout_{21} & Z_{12}dout_{12} + Z_{22}dout_{22}\\
# Z_{13}dout_{11} + Z_{23}dout_{21} & Z_{13}dout_{12} + Z_{23}dout_{22}\end{pmatrix}$$
#
# A matrix product sums over the *inner* index, which here is $n$, the sample. $Z$ has $n$ first, so it has to be transposed:
#
# $$dW = Z^\top\,dout, \qquad (M, N)\,(N, K) \to (M, K).$$

# %%
Z = np.array([[1.0, 2.0, -1.0], [0.5, -2.0, 3.0]])
W = np.array([[0.3, -0.4], [0.1, 0.3], [-0.5, 0.6]])
dout = np.array([[0.2, -0.1], [-0.3, 0.4]])
print("dW_21 =", Z[0, 1] * dout[0, 0] + Z[1, 1] * dout[1, 0])
print(Z.T @ dout)

# %% [markdown]
# ### Exercise: an affine layer, backwards
#
# Derive the other two gradients in the same way. Which of the four lines contain $Z_{12}$, and with which factors? Which contain $b_1$? Find the sum for one entry, and then the matrix product, or whatever else it takes, that computes all entries
# at once. No $1/N$ is needed, because $dout$ already contains it. And do not rely on shapes alone: a shape that does not fit is wrong, but several that fit may be wrong as well.

# %% exercise="feedforward.network.affine_backward"

# %% check="affine_backward"

# %% [markdown]
# ### The gradients of the input and of the bias
#
# $Z_{12}$ occurs in $out_{11}$ with the factor $W_{21}$ and in $out_{12}$ with the factor $W_{22}$, so $dZ_{12} = dout_{11}W_{21} + dout_{12}W_{22}$. In general $Z_{nm}$ reaches row $n$ of $out$, and
#
# $$dZ_{nm} = \sum_k dout_{nk}W_{mk}.$$
#
# All six entries:
#
# $$dZ = \begin{pmatrix}
# dout_{11}W_{11} + dout_{12}W_{12} & dout_{11}W_{21} + dout_{12}W_{22} & dout_{11}W_{31} + dout_{12}W_{32}\\
# dout_{21}W_{11} + dout_{22}W_{12} & dout_{21}W_{21} + dout_{22}W_{22} & dout_{21}W_{31} + dout_{22}W_{32}\end{pmatrix}
# = dout\,W^\top.$$
#
# The bias $b_1$ occurs in $out_{11}$ and in $out_{21}$, with the factor 1. It was added in every row, so its derivative is summed over the rows:
#
# $$db = \big(dout_{11} + dout_{21},\;\; dout_{12} + dout_{22}\big), \qquad db_k = \sum_n dout_{nk}.$$

# %%
ff.figures.matrix_product_gradient(of="Z")

# %% [markdown]
# *Figure: An entry of* $Z$ *moves a row of* $out$. *Its derivative is a row of* $dout$ *times a column of* $W^\top$.
#
# *You will read* these results in the slides of the course with three slips: one wrong index in the matrix for $dW$, one in the table for $dZ$, and a $db$ that adds the same column of $dout$ twice. All three slips leave every
# shape intact, so shapes cannot reveal them, but a gradient check does. Ours pass it:

# %%
measured = {
    "dZ": ff.numerical_gradient(lambda moved: np.sum(dout * (moved @ W)), Z),
    "dW": ff.numerical_gradient(lambda moved: np.sum(dout * (Z @ moved)), W),
    "db": ff.numerical_gradient(lambda moved: np.sum(dout * (Z @ W + moved)), np.zeros(2)),
}
ours = {"dZ": dout @ W.T, "dW": Z.T @ dout, "db": dout.sum(axis=0)}
for name in ours:
    print(f"{name}: relative error {ff.relative_error(ours[name], measured[name]):.1e}")

# %% [markdown]
# We could have written all local derivatives of the layer into one matrix, its Jacobian. But the derivative of each entry of $out$ with respect to each entry of $Z$ makes $NK \cdot NM$ numbers: for 32 samples and a layer from 64 to 48 units more than
# three million, nearly all of them 0. The product $dout\,W^\top$ gives the same answer without ever building that matrix. A function that multiplies an arriving gradient by a Jacobian, without ever building it, is called a **vector-Jacobian product**. Backpropagation
# needs nothing else, only one such function for every operation.

# %% [markdown]
# ## Through the activation, and out of the loss
#
# Two kinds of steps remain. The activation $Z = f(h)$ works entry by entry, so each $Z_{nm}$ depends on one $h_{nm}$ only, and its vector-Jacobian product is a product entry by entry (`*` in NumPy):
#
# $$dh = dZ \odot f'(h).$$
#
# | $f$ | $f'(h)$ | needs |
# | --- | --- | --- |
# | sigmoid | $Z(1 - Z)$ | $Z$ |
# | tanh | $1 - Z^2$ | $Z$ |
# | ReLU | 1 where $h > 0$, else 0 | $h$ |
#
# At $h = 0$ ReLU has no derivative; like most programs, we take 0 there. A function `df(h, Z)` can serve for all three, because it receives both arrays and uses the one that it needs.

# %%
rng = np.random.default_rng(0)
h = rng.normal(size=(4, 3))
for name in ("sigmoid", "tanh", "relu"):
    f, df = ff.ACTIVATIONS[name]
    measured = ff.numerical_gradient(lambda moved, f=f: np.sum(f(moved)), h)
    print(f"{name:8} relative error of df: {ff.relative_error(df(h, f(h)), measured):.1e}")

# %% [markdown]
# The walk begins at the loss, and 6.7 ended with this first step. For the mean squared error and for softmax with cross-entropy it is
#
# $$dout = \tfrac1N(out - y) \qquad\text{and}\qquad dout = \tfrac1N(S - \text{one-hot}).$$
#
# ## The whole network
#
# A network with two hidden layers is a list of steps, and we know how to take each of them backwards:
#
# | forward, downwards | backward, upwards | shape |
# | --- | --- | --- |
# | $Z_0 = X$ | | `(N, M)` |
# | $h_1 = Z_0W_1 + \tilde b_1$ | $dW_1, db_1$ from $dh_1$ | `(N, m_1)` |
# | $Z_1 = f(h_1)$ | $dh_1 = dZ_1 \odot f'(h_1)$ | `(N, m_1)` |
# | $h_2 = Z_1W_2 + \tilde b_2$ | $dW_2, db_2, dZ_1$ from $dh_2$ | `(N, m_2)` |
# | $Z_2 = f(h_2)$ | $dh_2 = dZ_2 \odot f'(h_2)$ | `(N, m_2)` |
# | $out = Z_2W_3 + \tilde b_3$ | $dW_3, db_3, dZ_2$ from $dout$ | `(N, n)` |
# | $J$ | $dout$ | a number |
#
# All layers take the same affine step. The output layer receives $dout$; a hidden layer receives its own $dh_l$ in the same role.

# %% [markdown]
# Our XOR network has one hidden layer, so its walk back is short. It classifies all four points correctly. Do you expect all gradients to be 0?

# %%
X, y = ff.xor_points()
W1, b1 = np.ones((2, 2)), np.array([0.0, -1.0])
W2, b2 = np.array([[-1.0, 1.0], [2.0, -2.0]]), np.array([0.5, -0.5])
h = X @ W1 + b1
Z = ff.relu(h)
dout = ff.cross_entropy_backward(Z @ W2 + b2, y)
dW2, db2, dZ = Z.T @ dout, dout.sum(axis=0), dout @ W2.T
dh = dZ * (h > 0)
dW1, db1 = X.T @ dh, dh.sum(axis=0)
for name, gradient in {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}.items():
    print(name, (gradient.round(3) + 0.0).tolist())

# %% [markdown]
# They are not all 0. Cross-entropy would be satisfied only if the right class had the probability 1, and here every sample gives it 0.731. So training would go on, above all with the second unit, which tells $(1, 1)$ from the other three points and ought to become stronger. The zeros do not mean that $J$
# ignores those parameters: the four samples disagree about them, and their contributions cancel. The first point contributes nothing to layer 1, because neither of its units is on.
#
# (Do not check this example by finite differences. Several pre-activations are exactly 0, so a nudge crosses the kink.)
#
# ### Exercise: backpropagation
#
# Now write the walk back for any number of layers. `affine_backward` takes one layer back; use yours or `ff.affine_backward`. Think about three things first. What was the input of each layer? Between which two steps does
# $f'$ enter? And in which order do the pairs `(dW, db)` have to be returned?

# %% exercise="feedforward.network.backward"

# %% check="backward"

# %% [markdown]
# That is backpropagation, for any depth, any width and any activation.
#
# > **The four equations.** With $Z_0 = X$, and with $dh_{L+1} = dout$ for the output layer:
# >
# > 1. $dout = \frac1N(S - \text{one-hot})$, or $\frac1N(out - y)$ for the squared error,
# > 2. $dW_l = Z_{l-1}^\top\,dh_l\;$ and $\;db_l = \sum_n (dh_l)_n$, the sum of its rows,
# > 3. $dZ_{l-1} = dh_l\,W_l^\top$,
# > 4. $dh_{l-1} = dZ_{l-1} \odot f'(h_{l-1})$.
# >
# > Repeat 2, 3 and 4 from $l = L+1$ down to $l = 1$, where only 2 is needed.

# %% [markdown]
# ### Check the whole
#
# A gradient check is only as good as its setting. Here all sizes differ, the biases are not 0, there are several samples, and tanh is curved nearly everywhere. `ff.yours_if_right` returns your function if it passes
# its check, and the book's otherwise.

# %%
my_backward = ff.yours_if_right(backward)
X_check, y_check = rng.normal(size=(7, 3)), rng.integers(0, 2, 7)
net = [(W, rng.normal(size=b.shape)) for W, b in ff.init_params([3, 5, 4, 2], rng)]
f, df = ff.ACTIVATIONS["tanh"]
out, cache = ff.forward(X_check, net, f)
dout = ff.cross_entropy_backward(out, y_check)
grads = my_backward(dout, X_check, cache, net, df)


# %%
def J_check(params):
    return ff.cross_entropy(ff.forward(X_check, params, f)[0], y_check)


print(ff.gradient_report(J_check, net, grads))

# %% [markdown]
# Of 54 derivatives, even the worst agrees with its finite difference to about nine digits. Now let the graph from the beginning show *your* function: at the last step, the third column of its table contains what your function returns.

# %%
ff.explore_backward(my_backward)

# %% [markdown]
# ## Why backwards?
#
# The chain rule does not prescribe a direction. One may just as well start at the inputs and push derivatives along with the values: if the parameters move in some direction, at which rates do $h_1$, $Z_1$, … and finally $out$ change? This is called
# **forward mode**. What it computes is a **Jacobian-vector product**, and it needs no cache:


# %%
def push_forward(X, params, direction, f, df):
    """Return the rate at which out changes when params move along `direction`."""
    Z, dZ = X, np.zeros_like(X)
    for (W, b), (vW, vb) in zip(params, direction, strict=True):
        h, dh = Z @ W + b, dZ @ W + Z @ vW + vb
        Z = f(h)
        dZ = df(h, Z) * dh
    return dh  # of the last layer, which has no f


# %% [markdown]
# Both modes have to agree on the rate at which $J$ changes along any direction. Forward mode finds it with one push. Reverse mode has all derivatives, multiplies each by the component of the direction that belongs to it, and adds:

# %%
direction = [(rng.normal(size=W.shape), rng.normal(size=b.shape)) for W, b in net]
pushed = np.sum(dout * push_forward(X_check, net, direction, f, df))
pulled = sum(
    np.sum(dW * vW) + np.sum(db * vb) for (dW, db), (vW, vb) in zip(grads, direction, strict=True)
)
print("forward mode", pushed, " reverse mode", pulled)

# %% [markdown]
# But the price differs. One push answers for a single direction, so the whole gradient takes one push per parameter. One walk back answers for a single output, and a network that is trained has a single output, $J$. How much is that in practice?

# %%
wide = ff.init_params([64, 256, 256, 10], rng)
X_wide, dout_wide = rng.normal(size=(128, 64)), rng.normal(size=(128, 10))
_, cache_wide = ff.forward(X_wide, wide, f)


def fastest(function):
    times = []
    for _ in range(20):
        start = perf_counter()
        function()
        times.append(perf_counter() - start)
    return min(times)


# %%
one = fastest(lambda: ff.forward(X_wide, wide, f))
push = fastest(lambda: push_forward(X_wide, wide, wide, f, df)) / one
back = fastest(lambda: ff.backward(dout_wide, X_wide, cache_wide, wide, df)) / one
P = ff.count_parameters([64, 256, 256, 10])
print(f"For all {P:,} derivatives one needs")
print(f"  reverse mode:            1 walk back, as long as {back:.1f} forward passes")
print(f"  forward mode:       {P:,} pushes, each as long as {push:.1f} forward passes")
print(f"  finite differences: {2 * P:,} forward passes")

# %% [markdown]
# The times vary a little from machine to machine, but a walk back takes about as long as two forward passes, because a layer takes one matrix product forwards and two of the same size backwards. Together with the pass that fills the cache this makes three: the flat line of the figure at the
# beginning. (The figure is generous to forward mode. A push along a single parameter can share the forward pass with all others, and then costs about one pass.) The price of reverse mode is memory, because it has to keep the cache of the whole pass.
#
# Is reverse mode always the better choice?

# %%
ff.ask("cheaper_mode")

# %% [markdown]
# Reverse mode wins when there are many inputs and few outputs, as for a loss, and forward mode in the opposite case. Computing derivatives in either of these ways, by applying the chain rule to the steps of a program, is called **automatic differentiation**. Unlike a finite difference, the result is exact up to rounding. Unlike in symbolic differentiation, no formula is written out that could grow out of hand, as it did in the first part of this
# section. **Backpropagation** is reverse mode applied to the loss of a network.

# %% [markdown]
# > **History.** Seppo Linnainmaa described reverse mode in his master's thesis, as a method for estimating how rounding errors accumulate in a program [@linnainmaa1970; @linnainmaa1976]. Paul Werbos proposed in his thesis to train models with derivatives
# > computed backwards [@werbos1974], and later applied the method to neural networks [@werbos1982]. It became widely known when David Rumelhart, Geoffrey Hinton and Ronald Williams showed that the hidden units of a network trained in this way
# > learn useful features of their own [@rumelhart1986]. @baydin2018 survey the whole field.

# %% [markdown]
# ## Finding bugs
#
# Here are six lines for a network with one hidden layer, $h = XW_1 + b_1$, $Z = f(h)$, $out = ZW_2 + b_2$. The indices are $n$ for a sample, $m$ for an input, $j$ for a hidden unit and $k$ for an output. In two of the lines an index is wrong.
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
# `np.einsum` computes sums from index letters: `"nj,nk->jk"` is line 1. The next cell does so for the two lines with a slip, with all sizes equal to 3, and compares them with the right step. NumPy raises no error, because all shapes fit.

# %%
X, labels, params = rng.normal(size=(3, 3)), np.array([0, 1, 2]), ff.init_params([3, 3, 3], rng)
out, [(h, Z)] = ff.forward(X, params, f)
dout, W2 = ff.cross_entropy_backward(out, labels), params[1][0]
dZ = ff.affine_backward(dout, Z, W2)[0]
dh = dZ * df(h, Z)
line_3, line_6 = np.einsum("nk,kj->nj", dout, W2), np.einsum("nj->n", dh)
print(f"line 3: relative error {ff.relative_error(line_3, dZ):.1e}")
print(f"line 6: relative error {ff.relative_error(line_6, dh.sum(axis=0)):.1e}")

# %% [markdown]
# Correct the letters in the cell until both errors vanish. Line 3 uses $W_2$ the wrong way round, since the first index of $W_2$ is the unit from which a weight starts. Line 6 adds up the units of a sample where it should add up the samples. With the sizes 3, 5 and 2, NumPy would
# have refused line 3, and line 6 would have had the wrong shape. **Choose sizes that all differ, and shapes will find half of your slips for you.**

# %% [markdown]
# ### Find the bug
#
# Four networks with two hidden layers, A to D, have been dealt to you. One has correct gradients; each of the other three has a bug on its way back. You cannot see their code, but you can check their gradients, and you choose the network, the activation and the number of
# samples `N`. Your neighbour's networks are different.
#
# The bell rings for a relative error above $10^{-4}$. Before you start, one question about what its silence means:

# %%
ff.ask("quiet_bell")

# %%
ff.find_the_bug(numerical_gradient, relative_error)

# %% [markdown]
# <details><summary>How to proceed</summary>
#
# - At `N` = 1 with relu several suspects give the same numbers: a mean over one sample is a sum. Set `N` to 5 and `f` to sigmoid; there no two suspects look alike.
# - Which layers ring? The walk goes from layer 3 to layer 1, and a bug spoils everything that comes after it.
# - If only `db` or only `dW` is wrong, the gradient that is passed on is right.
# - Read the last column. Is the factor the same everywhere, such as $1/N$ or $-1$? Is it 0? Or is there no common factor?
# - Give your verdicts with *A is* to *D is*. If the numbers contradict a verdict, you will be told.
#
# </details>

# %% [markdown]
# ## Training
#
# With gradients, training is the descent of 6.6: every parameter takes a step against its derivative,
#
# $$W \leftarrow W - \eta\,dW, \qquad b \leftarrow b - \eta\,db.$$
#
# ### Exercise: one step
#
# Take this step in all layers. Return *new* parameters and leave the old ones unchanged, because the caller may still need them, for instance to compare.

# %% exercise="feedforward.training.sgd_step"

# %% check="sgd_step"

# %% [markdown]
# ### The loop
#
# `ff.train` has been a black box until now. You have written everything that is inside:
#
# | what | since | function |
# | --- | --- | --- |
# | initialise the weights | 6.2 | `init_params(sizes, rng)` |
# | once per epoch: split all samples into batches | 6.6 | `minibatches(X, labels, batch_size, rng)` |
# | once per batch: forward pass | 6.7 | `forward(X_batch, params, f)` |
# | the derivative at the outputs | 6.5 | `cross_entropy_backward(out, labels_batch)` |
# | the walk back | 6.8 | `backward(dout, X_batch, cache, params, df)` |
# | the step | 6.8 | `sgd_step(params, grads, lr)` |
#
# ### Exercise: train
#
# Put the parts together. All of them exist as `ff.…` too, and `f, df = ff.ACTIVATIONS["relu"]`. The check judges what the network has learned. All randomness must come from the `rng` that your function receives.

# %% exercise="feedforward.exercises.learning.train"

# %% check="train"

# %%
my_train = ff.yours_if_right(train)

# %% [markdown]
# ## XOR, this time by learning
#
# In 6.1 you chose the weights yourself, and two hidden units were enough. Now gradient descent has to find them. We train from 40 different random starts, 300 updates each, and count how often all four points end up right.

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
# Two units *can* represent XOR, but from most starts gradient descent does not find the weights. In most of the failures a unit is off at all four points. Its slope is 0 there, so its gradient is 0 as well, and it never comes back. With more units it becomes likely that enough of them start well. **What a network can represent and what training finds are two questions**, and width helps with the second one long after it has settled the first.
#
# Now your own gradients, from the first start with two units that succeeds:

# %%
X, y = ff.xor_points()
for seed in range(40):
    params = my_train(X, y, [2, 2, 2], 0.5, 300, 4, np.random.default_rng(seed))
    out, _ = ff.forward(X, params, ff.relu)
    if (out.argmax(axis=1) == y).all():
        break
print("start", seed, "\n", ff.softmax(out).round(3))

# %%
ff.figures.learned_xor(params)

# %% [markdown]
# *Figure: What training has found. Left, the input plane, with class 1 shaded. Right, the same points after the hidden layer, where a straight cut separates them.*
#
# We have come full circle to 6.1. Nobody chose these numbers, yet the idea is the one that we found by hand: the hidden layer moves the points until a line can separate them.

# %% [markdown]
# ## Digits, with the habits of practice
#
# A network that does not learn does not say why. People who train networks for a living therefore follow a few habits, which @karpathy2019 describes. We go through them on data that we know.
#
# **Standardise the inputs.** Subtract the mean of each column and divide by its standard deviation, both computed from the training samples. In the wine data one column is a hue near 1, another an amount of proline of several hundred. If they are used as they are, the large column dominates every unit, and no learning rate suits the weights of both.
#
# **Look at the loss before training.** A classifier that knows nothing should be at about $\log K$ (6.5), with random weights somewhat above. If the loss starts far away, the inputs or the initial weights have the wrong scale.

# %%
raw, wines = load_wine(return_X_y=True)
for name, inputs in {"raw": raw, "standardised": (raw - raw.mean(0)) / raw.std(0)}.items():
    starts = [ff.init_params([13, 16, 3], np.random.default_rng(seed)) for seed in range(20)]
    losses = [ff.cross_entropy(ff.forward(inputs, start, ff.relu)[0], wines) for start in starts]
    print(f"{name:13} J before training: {np.median(losses):6.2f}")
print(f"log 3         {np.log(3):24.2f}")

# %% [markdown]
# **Overfit a few samples first.** Any network of reasonable size can learn 20 samples by heart. If yours cannot, there is a bug, and you have found out within a second instead of an hour. The data are 1,797 handwritten digits of 8 × 8 grey values between 0 and 1, a quarter of them held out.

# %%
data = ff.digits(np.random.default_rng(0))
X_few, labels_few = data.train[0][:20], data.train[1][:20]
for epochs in (0, 100):
    params = my_train(X_few, labels_few, [64, 48, 10], 0.3, epochs, 20, np.random.default_rng(0))
    J = ff.cross_entropy(ff.forward(X_few, params, ff.relu)[0], labels_few)
    print(f"{epochs:3} epochs: training loss {J:.3f}   (log 10 = {np.log(10):.3f})")

# %% [markdown]
# **Search the learning rate on a logarithmic scale.** What matters most is the order of magnitude, so try 0.001, 0.01, 0.1 and 1 before you try anything in between. A few epochs with each of them are enough.
#
# **Read the loss curve.** It tells you more than the final loss does.

# %%
ff.figures.rate_search()

# %% [markdown]
# *Figure: Left, a rate that is too small, a good one and one that is too large. Right, the loss after a few epochs over the whole range of rates. Which rate would you choose, and how far is it from the cliff?*
#
# A curve that falls slowly and nearly straight asks for a larger rate; one that jumps up, or never leaves $\log K$, asks for a smaller one. If the training loss falls while the validation loss rises, the network overfits (6.3). Now train on all training digits, with the rate 0.3, which is near the bottom of such a search but at some distance from the cliff:

# %%
params = my_train(*data.train, [64, 48, 10], 0.3, 20, 32, np.random.default_rng(0))
X_held, labels_held = data.held_out
right = ff.predict(X_held, params) == labels_held
print(f"{right.mean():.1%} of {len(right)} held-out digits are read correctly")

# %% [markdown]
# Your functions do not know that they are reading digits, so they can read other data too. With an internet connection, this line downloads Fashion-MNIST, 70,000 images of clothes in ten classes [@xiao2017]; labels come as text.
#
# ```python
# from sklearn.datasets import fetch_openml
# X, y = fetch_openml("Fashion-MNIST", version=1, return_X_y=True, as_frame=False)
# ```
#
# Divide $X$ by 255, hold 10,000 images out, and train a network 784-100-10, the one from the beginning of this section. Fully connected networks reach between 85 and 90 % there, so this is a harder task than the digits are.

# %% [markdown]
# ## A falling loss proves nothing
#
# Could we skip the gradient check, and tell from the training whether the gradients are right? Here is the same training with three ways back. One is right, one averages $db$ instead of summing it, and one leaves out $f'$ altogether.

# %%
ff.ask("wrong_gradients")


# %%
def train_with(way_back, seed):
    """Return the held-out accuracy after the same training with another backward."""
    rng = np.random.default_rng(seed)
    params = ff.init_params([64, 48, 10], rng)
    for _ in range(20):
        for X, labels in ff.minibatches(*data.train, 32, rng):
            out, cache = ff.forward(X, params, ff.relu)
            dout = ff.cross_entropy_backward(out, labels)
            grads_now = way_back(dout, X, cache, params, ff.ACTIVATIONS["relu"][1])
            params = ff.sgd_step(params, grads_now, 0.3)
    return (ff.predict(X_held, params) == labels_held).mean()


# %%
for name in ("right", "db is a mean, not a sum", "f' is left out"):
    accuracies = [train_with(SUSPECTS[name], seed) for seed in range(3)]
    print(f"{name:25}", "  ".join(f"{accuracy:.1%}" for accuracy in accuracies))

# %% [markdown]
# A wrong gradient that points roughly downhill trains a network as well, and on this easy task nearly as well. You would notice nothing until a harder problem needs what is missing. The gradient check takes a second and finds both bugs.

# %% [markdown]
# ## Your network
#
# Fifteen of the functions that you have written since 6.1 make up a network that reads digits. The next cell takes those of this section, and reads the others from the notebooks in the same folder (save them first). It runs nothing there except your answers. Each of them is judged, and
# whatever passes is used; the book's functions fill the gaps. Then it trains your network beside the book's and one from scikit-learn.

# %%
ff.your_network(affine_backward, backward, sgd_step, train)

# %% [markdown]
# Read the table first. If all functions are right, your network and the book's make the *same* mistakes, because the same formulas from the same start give the same numbers. Scikit-learn starts from other weights.
#
# Then look at the mistakes. Which of these digits would you have read correctly? The bold numbers say which digit is taken for which. And wherever the column *whose* names the book, there is something left for you to win: solve the exercise, save its notebook and run the cell again.

# %% [markdown]
# ## What `loss.backward()` does
#
# In PyTorch nobody writes a backward pass. While the forward pass runs, every operation adds a node to a computational graph, and the node remembers its parents and its vector-Jacobian product. `loss.backward()` starts with 1 at the loss and visits the nodes from the
# last to the first. Each one multiplies the gradient that arrives and *adds* the result to its parents. In short, it does what your `graph_gradients` does, with arrays in place of numbers.
#
# That it adds explains a habit that puzzles beginners. The gradients of the parameters are added to what `.grad` already holds, so it has to be emptied before the next step, usually by `optimizer.zero_grad()`.
#
# Here is the network on which we checked your gradients, in PyTorch and in float64. How many digits will agree?

# %%
if torch := ff.optional("torch"):
    leaves = [[torch.tensor(part, requires_grad=True) for part in pair] for pair in net]
    Z = torch.tensor(X_check)
    for W, b in leaves[:-1]:
        Z = torch.tanh(Z @ W + b)
    W, b = leaves[-1]
    loss = torch.nn.functional.cross_entropy(Z @ W + b, torch.tensor(y_check))
    loss.backward()
    theirs = [part.grad.numpy() for pair in leaves for part in pair]
    mine = [part for pair in grads for part in pair]
    gaps = [np.abs(a - b).max() for a, b in zip(mine, theirs, strict=True)]
    print(f"largest difference between your gradients and PyTorch's: {max(gaps):.1e}")

# %% [markdown]
# Where PyTorch is not installed, two other witnesses take its place. A finite difference agrees to about ten digits, because rounding permits no more. The *complex step* subtracts nothing and therefore has no such limit (Problem 6.8.7):

# %%
for witness in (ff.numerical_gradient, ff.complex_step_gradient):
    print(ff.gradient_report(J_check, net, grads, gradient=witness))

# %% [markdown]
# PyTorch and you apply the same chain rule to the same graph. Only the order in which numbers are added may differ, and with it the last digit. You now know what is inside the function call on which all of deep learning relies.

# %% [markdown]
# ## In your own words
#
# A friend has written her own backpropagation. "I need no gradient check," she says. "The loss falls, and my network is right on 94 % of the digits. I did try finite differences once, with a step of $10^{-12}$ to be exact, and they agreed with *no* network
# at all." Explain to her what a falling loss proves, what went wrong with her differences, and what a check that one can trust looks like.
#
# This answer will be marked by a person, not by a program. It earns up to 2 points: one for why a falling loss is no proof, and one for the step (with both causes of error) and for a setting in which no bug can hide.

# %% [markdown] explain="6.8_backprop"
# The loss falls whenever the steps point roughly downhill. A gradient with a wrong factor, or without $f'$, often does, and above two such networks read digits nearly as well as the correct one. So a falling loss does not show that the gradient is right.
#
# With a step of 1e-12 the two values of J agree in almost all of their 16 digits. What remains is mostly rounding error, and it is divided by 2e-12. A long step is wrong as well, because J bends between the two points. Near 1e-5 both errors are small. I would
# compare entry by entry, relative to the size of the entry, with several samples, layers whose sizes all differ, biases that are not 0, and tanh or sigmoid: a single sample, equal sizes and ReLU hide bugs, and a kink nearby looks like one.

# %% [markdown]
# ## Problems to think about

# %% [markdown] problem="*"
# Draw the computational graph of $J = (x + y)(y + 1)$ and find both derivatives at $x = 2$, $y = 3$ by walking back. Where is the fork?
#
# ---
#
# With $a = x + y = 5$ and $b = y + 1 = 4$ we have $J = ab = 20$. Going back, $dJ/da = b = 4$ and $dJ/db = a = 5$. Then $dJ/dx = 4$, and $y$ is the fork: it is used by $a$ and by $b$, so $dJ/dy = 4 + 5 = 9$.
# (`ff.graph_gradients([(), (), (0, 1), (1,), (2, 3)], [(), (), (1, 1), (1,), (4, 5)])` agrees.)

# %% [markdown] problem="*"
# A node of a graph computes $\max(u, v)$. What are its local derivatives, and what does the node do with a gradient that arrives? How does ReLU fit in?
#
# ---
#
# The larger input has the derivative 1, and the other one 0. (At $u = v$ there is none; a program picks one.) So the node sends the whole gradient to the larger input, like a switch. ReLU is the case $v = 0$.

# %% [markdown] problem="*"
# In a network with nothing but ReLU, the cache need not hold $h$. Why? How much memory does that save?
#
# ---
#
# The walk back uses $h$ only to ask where $h > 0$, and there $Z = h > 0$ too, while $Z = 0$ everywhere else. So `Z > 0` gives the same answer, and the cache shrinks to half. For sigmoid and tanh, $f'$ is computed from $Z$ anyway.

# %% [markdown] problem="**"
# How many operations does a training step on $N$ samples take for the network 784-100-10, compared with a forward pass? Why is it less than three times as many?
#
# ---
#
# Forwards: $2N(784 \cdot 100 + 100 \cdot 10) = 2N \cdot 79{,}400$ operations. The products for $dW_1$ and $dW_2$ have the same sizes, which takes as many again. But $dZ$ is needed for the second layer only, $2N \cdot 1{,}000$, because nobody asks
# for the gradient of the input. Together it is $2N \cdot 159{,}800$, just over two forward passes. The factor approaches 3 for deep networks, where the first layer is one of many.

# %% [markdown] problem="**"
# For a difference on one side, $(J(x + \varepsilon) - J(x))/\varepsilon$, the truncation error is about $\frac{\varepsilon}{2}|J''|$, and the rounding error is about $u/\varepsilon$ with $u \approx 10^{-16}$. Which step is best, and how small does the error get? Compare it with the central difference.
#
# ---
#
# Take $J$ and its derivatives to be about 1. The sum $\varepsilon/2 + u/\varepsilon$ is smallest at $\varepsilon = \sqrt{2u} \approx 10^{-8}$, where it is about $10^{-8}$. For the central difference, $\varepsilon^2/6 + u/\varepsilon$ is smallest at $\varepsilon = \sqrt[3]{3u} \approx 7 \cdot 10^{-6}$, where it is about
# $2 \cdot 10^{-11}$. The second evaluation of $J$ buys nearly three more digits.

# %% [markdown] problem="**"
# A recurrent network uses the same weights at every time step: $h_t = Z_{t-1}W$ and $Z_t = f(h_t)$ for $t = 1, \dots, T$. What is $dW$? Which gradient could vanish or explode, and why?
#
# ---
#
# In the graph $W$ is a fork with $T$ users, so the contributions add: $dW = \sum_t Z_{t-1}^\top dh_t$. From one time step to the one before it the gradient takes $dh_{t-1} = (dh_t W^\top) \odot f'(h_{t-1})$, so it is multiplied by the *same* $W^\top$ again and again. Over many steps it shrinks or grows like a power, as
# in the thirty layers of 6.4.

# %% [markdown] problem="**"
# Replace the nudge $\varepsilon$ by an imaginary one: show that $\mathrm{Im}\, J(x + i\varepsilon)/\varepsilon$ is $J'(x)$ up to an error of order $\varepsilon^2$. Why may $\varepsilon$ be as small as $10^{-100}$ here? For which $J$ does it fail?
#
# ---
#
# $J(x + i\varepsilon) = J + i\varepsilon J' - \frac{\varepsilon^2}{2}J'' - \frac{i\varepsilon^3}{6}J''' + \dots$, whose imaginary part divided by $\varepsilon$ is $J' - \frac{\varepsilon^2}{6}J''' + \dots$. Nothing is subtracted, so no digits cancel. It requires a $J$ whose formula still makes sense for complex numbers, that is an analytic one: `np.abs` and comparisons spoil it.
# `ff.complex_step_gradient` does it.

# %% [markdown] problem="***"
# Suppose that softmax is a node of its own: $dS$ arrives, one number for each class, and you need $dout$. Find the vector-Jacobian product, and check that for cross-entropy it gives $S - \text{one-hot}$.
#
# ---
#
# With $\partial S_j/\partial out_k = S_j(\delta_{jk} - S_k)$, where $\delta_{jk}$ is 1 for $j = k$ and 0 otherwise, $dout_k = \sum_j dS_j\, S_j(\delta_{jk} - S_k) = S_k\big(dS_k - \sum_j dS_j S_j\big)$. For $J = -\log S_y$ only $dS_y = -1/S_y$ is not 0, so the sum is $-1$. Hence $dout_k = S_k$ for $k \ne y$, and $dout_y = S_y(-1/S_y + 1) = S_y - 1$.

# %% [markdown] problem="***"
# The second derivatives of $J$ with respect to $P$ parameters form a $P \times P$ matrix $H$. How can you compute $Hv$ for a given vector $v$ with two gradients, without ever building $H$? What is it good for?
#
# ---
#
# $H$ is the derivative of the gradient, so $Hv \approx \big(\nabla J(\theta + \varepsilon v) - \nabla J(\theta - \varepsilon v)\big)/2\varepsilon$: a central difference of gradients, at the price of two walks back. (Pushing derivatives forward through the walk back gives it exactly.) With such products one finds, for instance, the largest curvature of $J$, by which 6.6 bounds the learning
# rate: repeat $v \leftarrow Hv/\lVert Hv\rVert$.

# %% [markdown]
# ## An open challenge

# %%
ff.challenge("own_gradients")

# %% [markdown]
# ## Summary
#
# - Along a path local derivatives are multiplied; at a fork contributions are added: $\frac{\partial J}{\partial u} = \sum_v \frac{\partial J}{\partial v}\frac{\partial v}{\partial u}$ over all nodes $v$ that use $u$.
# - Reverse mode visits the nodes from $J$ backwards and uses every edge once. One walk gives all derivatives of one output, for about two more forward passes. Forward mode needs one pass per parameter.
# - Central differences, $\frac{J(x + \varepsilon e_i) - J(x - \varepsilon e_i)}{2\varepsilon}$, have a truncation error $\propto \varepsilon^2$ and a rounding error $\propto 1/\varepsilon$; in float64 use $\varepsilon = 10^{-5}$. Compare by $\max_i |a_i - b_i| / \max(|a_i|, |b_i|)$.
# - The loss: $dout = \frac1N(S - \text{one-hot})$ or $\frac1N(out - y)$.
# - An affine layer $out = ZW + \tilde b$: $dW = Z^\top dout$, $\;dZ = dout\,W^\top$, $\;db$ = the sum of the rows of $dout$.
# - An activation: $dh = dZ \odot f'(h)$, with $f' = Z(1 - Z)$ for the sigmoid, $1 - Z^2$ for tanh, and 1 or 0 by the sign of $h$ for ReLU (0 at $h = 0$).
# - The step: $W \leftarrow W - \eta\,dW$, $\;b \leftarrow b - \eta\,db$.
# - Check gradients with several samples, sizes that differ, biases and a smooth activation. A falling loss proves nothing.

# %% [markdown]
# | term | Chinese | symbol |
# | --- | --- | --- |
# | backpropagation | 反向传播 | |
# | computational graph | 计算图 | |
# | local derivative | 局部导数 | $\partial v/\partial u$ |
# | chain rule | 链式法则 | |
# | reverse mode | 反向模式 | |
# | forward mode | 前向模式 | |
# | automatic differentiation | 自动微分 | |
# | vector-Jacobian product | 向量-雅可比积 | `affine_backward` |
# | Jacobian-vector product | 雅可比-向量积 | `push_forward` |
# | central difference | 中心差分 | $\varepsilon$, `eps` |
# | truncation error | 截断误差 | $\propto \varepsilon^2$ |
# | rounding error | 舍入误差 | $\propto 1/\varepsilon$ |
# | relative error | 相对误差 | |
# | gradient check | 梯度检验 | |
# | standardise | 标准化 | |

# %% [markdown]
# ## Further reading
#
# - @rumelhart1986: four pages that changed the field, and still readable.
# - @goodfellow2016, section 6.5: backpropagation on graphs, in more generality than here.
# - @cs231n, the notes on backpropagation and on gradient checks: many small graphs, and much practical advice.
# - @baydin2018: where automatic differentiation comes from and what else it can do.
# - @karpathy2019: the habits of practice, with the reasons for them.

# %% [markdown] references="6.8"
# ## References

# %% [markdown]
# **Where to go from here.** In [Section 6.1](6.1_xor.ipynb) you set nine numbers by hand. Now your own functions find thousands of them, and every larger network is made of the same parts. A convolution is an affine layer whose weights are shared. A recurrent network that reads a sentence word by word walks back through time, and
# a transformer [@vaswani2017], which reads all words at once, walks back through its layers; both use the sum at forks and the vector-Jacobian products of this section. What remains open is which graph suits which data, and why networks with far more parameters than samples work so well on data that they have never seen. Whatever you
# build next: check its gradients.

# %%
ff.progress()
