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
# # 6.8 Backpropagation: all derivatives in one backward pass
#
# A small network for handwritten digits, 784-100-10, has 79,510 parameters, and a single step of
# gradient descent needs the derivative of the loss with respect to each of them. The obvious way is
# to nudge one parameter at a time, up and then down, and see how the loss changes, which takes two
# forward passes per parameter. If a pass takes a millisecond, one step takes more than two and a
# half minutes, and the ten thousand steps of a short training run take eighteen days.
#
# Backpropagation computes the same 79,510 derivatives with about as many operations as two to three
# forward passes, so the eighteen days shrink to about half a minute. Without backpropagation,
# training networks of today's size would be out of the question.

# %%
from time import perf_counter

import numpy as np

import feedforward as ff
from feedforward.bugs import SUSPECTS

# %%
ff.figures.forward_or_reverse()

# %% [markdown]
# *Figure: The cost of computing all derivatives of a network, counted in forward passes. Both axes
# are logarithmic. Finite differences are the nudging described above, backpropagation is a special
# case of reverse mode, and forward mode is explained later in this section. Why is the line for
# reverse mode flat?*

# %% [markdown]
# After this section you will be able to
#
# - differentiate any computation by working backwards through its graph,
# - check any gradient against finite differences, and choose a step that is neither too large nor
#   too small,
# - derive the gradients of an affine layer, first entry by entry and then as matrix products,
# - compute all gradients of a network, and explain why reverse mode is used,
# - train a network using only functions that you have written yourself, and find the bug when the
#   network does not learn,
# - explain what PyTorch does when you call `loss.backward()`.
#
# You need the derivatives of the activations (6.4), $\partial J/\partial out$ (6.5), mini-batches
# (6.6) and the forward pass with its cache (6.7). You will write seven functions, so plan on about
# six hours in three sittings; good places for a break are before *One layer, backwards* and before
# *Finding bugs*.

# %% [markdown]
# Before you start, here are the final three review questions. As before, any earlier exercises that
# you got wrong come first, with new numbers.

# %%
ff.recall("6.8")

# %% [markdown]
# ## A chain of functions
#
# Take the smallest possible deep network, with one input, two hidden layers of one unit each, one
# output and no biases. For a single sample its loss is
#
# $$J(w_1, w_2, w_3) = \tfrac12\big(w_3\tanh(w_2\tanh(w_1 x)) - y\big)^2.$$
#
# Before you read on, use the chain rule from calculus to differentiate $J$ on paper with respect to
# $w_3$, then $w_2$, then $w_1$, and watch how the work grows.

# %% [markdown]
# $$\begin{aligned}
# \frac{\partial J}{\partial w_3} &= \big(w_3\tanh(w_2\tanh(w_1x)) - y\big)
#   \cdot\tanh(w_2\tanh(w_1x))\\
# \frac{\partial J}{\partial w_2} &= \big(w_3\tanh(w_2\tanh(w_1x)) - y\big)\cdot w_3\\
#   &\quad\cdot\big(1 - \tanh^2(w_2\tanh(w_1x))\big)\cdot\tanh(w_1x)\\
# \frac{\partial J}{\partial w_1} &= \big(w_3\tanh(w_2\tanh(w_1x)) - y\big)\cdot w_3\\
#   &\quad\cdot\big(1 - \tanh^2(w_2\tanh(w_1x))\big)\cdot w_2\cdot\big(1 - \tanh^2(w_1x)\big)\cdot x
# \end{aligned}$$
#
# Taken exactly as written, these formulas need $(2 + 2) + (2 + 2 + 1) + (2 + 2 + 1) = 14$
# evaluations of tanh, counted factor by factor, although only two different values of tanh occur.
# The waste grows with depth: the output of hidden layer $l$ takes $l$ evaluations each time it
# appears.


# %%
def evaluations(L):
    """Count the evaluations of tanh in all L + 1 derivatives if no value is ever reused.

    In dJ/dw_k, out takes L evaluations, the slope of each layer l = k, ..., L takes l, and the last
    factor, the input of layer k, takes k - 1.
    """
    return sum(L + sum(range(k, L + 1)) + k - 1 for k in range(1, L + 2))


for L in (2, 10, 100):
    print(f"{L:3} hidden layers: {evaluations(L):7,} evaluations for {L} different values")

# %% [markdown]
# Two ideas remove this waste. The first is to name and store every intermediate result, as the
# forward pass of 6.7 does:
#
# $$h_1 = w_1x,\quad Z_1 = \tanh h_1,\quad h_2 = w_2Z_1,\quad Z_2 = \tanh h_2,
# \quad out = w_3Z_2,\quad J = \tfrac12(out - y)^2.$$
#
# The second idea comes from another look at the three derivatives. Each derivative after the first
# repeats all but the last factor of the one before and continues with new factors. So we start at
# the loss and work backwards through the intermediate values. At each value we only multiply a
# derivative that we already have by the **local derivative** of a single step, that is, the
# derivative of the step's output with respect to its input. We are simply applying the **chain
# rule**; working backwards only fixes the order in which its factors are multiplied.

# %%
ff.figures.chain_of_derivatives()

# %% [markdown]
# *Figure: Read the upper row from left to right and the lower row from right to left. Each backward
# arrow multiplies by one local derivative, and the derivative with respect to a weight can be read
# off where that weight is used.*
#
# We write $dh_1$ for $\partial J/\partial h_1$, and use the same shorthand for all other variables.
#
# | derivative | value | because |
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
dh1 = dZ1 * (1 - Z1**2)
dw1 = dh1 * x
chain_gradient = np.array([dw1, dw2, dw3])
print("dw1, dw2, dw3 =", chain_gradient.round(3))

# %% [markdown]
# The code needs two evaluations of tanh instead of 14, and one or two multiplications per
# derivative. After $dout$ the backward pass needs only the weights and the stored values $x$, $Z_1$
# and $Z_2$.
#
# ## Forks
#
# A chain is too simple in one respect: in a real network most values are used more than once,
# because a hidden unit feeds *every* unit of the next layer. If you nudge such a value, each of its
# *users*, the values computed directly from it, responds in its own way. To first order, the change
# in $J$ is the sum of the effects of all these responses, as the chain rule for several variables
# says. So local derivatives are multiplied along each path to $J$, and the products for all the
# paths are added.

# %%
ff.figures.fork()

# %% [markdown]
# *Figure: Two outputs use the same* $Z$; *the loss is* $J = \frac12\sum_k(out_k - y_k)^2$ *with
# targets 1.4 and −2.3. In the backward pass each output sends a contribution to* $Z$, *and the
# derivative with respect to* $Z$ *is the sum of the two contributions.*
#
# A **computational graph** shows a computation as a diagram, with one node for each number and an
# arrow, also called an *edge*, from each number to its users. (To keep the drawings small, we write
# the weights on the arrows and the biases inside the nodes; strictly speaking, they are nodes as
# well.) The graph is directed and has no cycles, so its nodes can be numbered in such a way that
# each comes after the nodes it is computed from. Let $u$ be any node other than $J$, and let $v$
# run over all nodes that use $u$. Then
#
# $$\frac{\partial J}{\partial u} = \sum_{v \text{ uses } u}
# \frac{\partial J}{\partial v}\,\frac{\partial v}{\partial u}.$$
#
# This one line is the core of backpropagation. Everything that follows is bookkeeping.

# %% [markdown]
# In the formula, $\partial v/\partial u$ is a *local* derivative: every other input of the step
# that computes $v$ is held fixed. But $\partial J/\partial v$ and $\partial J/\partial u$ take all
# paths to $J$ into account. For example, let $J = uv$ with $v = u + 1$, at $u = 3$. The users of
# $u$ are $v$ and $J$ itself. The path through $v$ contributes $u \cdot 1 = 3$. On the direct path
# $v$ is held fixed, so the local derivative of $J$ is $v = 4$. The sum, 7, is the slope of
# $J = u^2 + u$ at $u = 3$.

# %% [markdown]
# In a network, nearly every step is a sum, a product or an activation. A sum passes the incoming
# gradient on, unchanged, to each of its terms. A product passes to each factor the gradient times
# the *other* factor. So if an arrow with the weight $w$ leads from $u$ to $v$, then $v$ contains
# the term $w\,u$, and $dw = u\,dv$. In words: **the derivative with respect to a weight is the
# value at the tail of its arrow times the derivative at the head.**
#
# The explorer below shows the whole graph of a network with two inputs, two hidden units (tanh,
# unless you choose another activation) and two outputs, with $J = \frac12\sum_k (out_k - y_k)^2$
# for one sample. The indices now count units, not layers: $Z_1$ and $Z_2$ are the outputs of the
# two hidden units. When the explorer opens, the forward pass is already complete. Before you use
# the explorer, think about a single step of the backward pass:

# %%
ff.ask("saturated_unit")

# %%
ff.explore_backward()

# %% [markdown]
# The *step* slider takes you through the backward pass; in the notebook, you can also press the
# *one step on* button. Before each step, use the numbers on the screen to predict those that will
# appear next.

# %% [markdown]
# <details><summary>What to look for</summary>
#
# - Steps 5 to 10 are the backward pass. Each new derivative is computed from the derivatives to its
#   right, together with the weights and the stored values.
# - At step 7 each edge that leads to an output multiplies the derivative with respect to that
#   output by the weight of the edge, and at step 8 these products are added at the two forks. With
#   the initial settings, the two products at $Z_1$ partly cancel, whereas those at $Z_2$ reinforce
#   each other.
# - At steps 6 and 10 the derivatives with respect to the weights appear. Check one of them against
#   the rule above.
# - With `x1` and `x2` set to 3, unit 1 is saturated: the slope of its tanh is almost 0, and so are
#   the derivatives with respect to its weights, while unit 2 still learns. With ReLU, a unit that
#   is off lets nothing through.
# - The explorer also nudges each parameter in both directions and prints the measured slope (a
#   *central difference*; see *A second opinion*) beside the derivative. The two agree, except
#   perhaps at the kink of ReLU.
#
# </details>

# %%
ff.figures.computation_graph()

# %% [markdown]
# *Figure: The explorer's graph after the last step. Follow one weight of the first layer:
# along which paths does the weight affect* $J$, *and where do these paths share an edge? (All
# numbers are rounded, so what you compute from them may differ in the last digit.)*

# %% [markdown]
# ### Exercise: gradients on any graph
#
# Now write a function that computes the derivatives for any graph of numbers. For each node you are
# given the nodes from which it is computed (its *parents*) and its local derivatives with respect
# to them. The last node is $J$, and $\partial J/\partial J = 1$. Our formula asks which nodes use a
# given node, but you are given the reverse, the parents of each node. In which order should you
# visit the nodes so that knowing the parents is enough? Following every path from $J$ separately is
# hopeless: even a chain of 1,000 nodes has $2^{999}$ paths if every edge is doubled.

# %% exercise="graph_gradients"

# %% check="graph_gradients"

# %% [markdown]
# **Reverse mode** works as follows. Start with 1 at $J$, and visit the nodes from the last to the
# first. When you arrive at a node, you have already visited all its users, so the derivative with
# respect to this node is complete. Multiply it by each of the node's local derivatives, and *add*
# each product to the derivative with respect to the corresponding parent. Every edge is used
# exactly once, so the cost of the backward pass is a small multiple of that of the forward pass, no
# matter how many paths there are.
#
# Let us try reverse mode on the XOR network that has been with us since 6.1, in the version with
# two outputs. For the input $(1, 1)$ the hidden units output $Z = (2, 1)$ and the logits are
# $(½, -½)$. The correct class is 0, and softmax gives it a probability of 0.731. We treat softmax
# and cross-entropy as a single node, $J$. By 6.5, its local derivatives are
# $dout = S - \text{one-hot} = (-0.269, 0.269)$. Each hidden unit feeds both outputs, so it is a
# fork.

# %%
S = ff.softmax(np.array([[0.5, -0.5]]))[0]
parents = [(), (), (0, 1), (0, 1), (2, 3)]  # Z_1, Z_2, out_1, out_2, J
slopes = [(), (), (-1, 2), (1, -2), tuple(S - [1, 0])]
print(np.round(ff.graph_gradients(parents, slopes), 3))

# %% [markdown]
# Check the first number by hand: $(-0.269)\cdot(-1) + 0.269\cdot 1 = 0.538$. The signs of the first
# two numbers say that a larger $Z_1$ would make the loss larger, and a larger $Z_2$ would make it
# smaller. That is plausible, because $Z_1$ votes for class 1 and $Z_2$ for class 0, which is the
# correct class here.
#
# To obtain derivatives with respect to the weights, turn the weights into nodes as well. Here is
# the chain from the beginning of this section, with $w_1$, $w_2$ and $w_3$ as the first three nodes
# ($x$ and $y$ are constants and need no nodes):

# %%
# nodes: 0 is w1, 1 is w2, 2 is w3, 3 is h1, 4 is Z1, 5 is h2, 6 is Z2, 7 is out, 8 is J
parents = [(), (), (), (0,), (3,), (1, 4), (5,), (2, 6), (7,)]
slopes = [(), (), (), (x,), (1 - Z1**2,), (Z1, w2), (1 - Z2**2,), (Z2, w3), (w3 * Z2 - y,)]
print(np.round(ff.graph_gradients(parents, slopes)[:3], 3))

# %% [markdown]
# These are the same three derivatives as before. For the node $h_2 = w_2 Z_1$, for example, the
# local derivative with respect to $w_2$ is $Z_1$, the value at the tail of the arrow with this
# weight.
#
# ## A second opinion
#
# We are about to derive formulas full of matrices and indices, and it is easy to make mistakes in
# such formulas. So we first build an instrument that knows nothing about the chain rule and tells
# us whether a gradient is right. A derivative says how $J$ changes when one number is nudged, so
# let us simply nudge that number. The change in $J$ divided by the change in the number is called a
# *finite difference*. The kind that we use is the **central difference**; for entry $i$ of an array
# $x$ it is
#
# $$\frac{\partial J}{\partial x_i} \approx
# \frac{J(x + \varepsilon e_i) - J(x - \varepsilon e_i)}{2\varepsilon},$$
#
# where $e_i$ is 1 at entry $i$ and 0 everywhere else. Only one entry moves, but $J$ is evaluated on
# the whole array.

# %% [markdown]
# Why nudge in both directions? In the Taylor series
#
# $$J(x \pm \varepsilon) = J(x) \pm \varepsilon J'(x) + \tfrac{\varepsilon^2}{2}J''(x)
# \pm \tfrac{\varepsilon^3}{6}J'''(x) + \dots$$
#
# the even terms cancel when we subtract, so the error of the quotient is about
# $\tfrac{\varepsilon^2}{6}J'''$. A one-sided difference would leave an error of about
# $\tfrac{\varepsilon}{2}J''$, which is far larger when the step is small.
#
# ### Exercise: a gradient by nudging
#
# Write a function that computes the central difference for every entry of an array of any shape;
# `np.ndindex(x.shape)` yields the index of every entry. After the call, `x` must be exactly what it
# was before, to the last bit; remember that sums are rounded.

# %% exercise="numerical_gradient"

# %% check="numerical_gradient"

# %% [markdown]
# ### How large should the step be?
#
# The error shrinks in proportion to $\varepsilon^2$, so should $\varepsilon$ be as small as the
# computer permits? We try steps from 0.1 down to $10^{-12}$ on $J = \sin x$ at $x = 1$.

# %%
ff.ask("error_of_difference")

# %%
ff.figures.step_size_u()

# %% [markdown]
# *Figure: The error of a central difference for different steps, in float64 and in float32. From
# right to left, the error first falls and then rises again, in the shape of a U. The dotted lines
# show the two causes of the error, explained below: the truncation error and the (approximate)
# worst case of the rounding error. How far below its rounding line a point lies depends on how the
# two values of* $J$ *happen to be rounded. So instead of picking the lowest point, use the step at
# which the truncation line crosses the rounding line for float64, about* $10^{-5}$.

# %% [markdown]
# Two errors pull in opposite directions. A large step suffers from **truncation error**, the
# $\tfrac{\varepsilon^2}{6}J'''$ from above: it arises because the curvature $J''$ changes between
# the two points, and it falls like $\varepsilon^2$. A small step suffers from **rounding error**. A
# float64 has about 16 digits, and if the two values of $J$ agree in the first ten of them, only six
# are left for the difference. Dividing by $2\varepsilon$ magnifies the rounding error, so the
# rounding error of the quotient grows like $1/\varepsilon$. (The float32 curve ends in a flat line
# at 1, an error of 100%: when $\varepsilon$ is below $3 \cdot 10^{-8}$, $1 \pm \varepsilon$ is
# rounded to 1, so the difference is 0.)
#
# In float64 the best step is near $10^{-5}$ if the entries of $x$ are of order 1, which is why
# `eps=1e-5` is the default; much larger entries need a larger step, because $x \pm \varepsilon$ is
# rounded, too. In float32 you get only four or five correct digits, so check gradients in float64.

# %%
ff.explore_difference_step(numerical_gradient)

# %% [markdown]
# In the explorer's close-up, the curve, its tangent and the line through the two points lie on top
# of one another as long as the difference is accurate. Now press *show the rounding, in float32*:
# seen this close up, $J$ is a staircase. Then set *kink at* to 0.0001, which puts a kink that far
# to the right of $x$, and make the step larger than that. One of the two points then lies beyond
# the kink, and the difference measures neither the slope to the left of the kink nor the slope to
# the right. A network with ReLU has such a kink wherever an $h$ is 0, so a correct gradient
# sometimes *looks* wrong at a single entry. A different step or different data will usually show
# that the gradient is right.
#
# ### Exercise: when is an error large?
#
# A gradient of 1,000 that is off by 0.001 is excellent, but a gradient of 0.002 that is off by the
# same amount is useless. So we divide the error in each entry by the size of that entry. The
# **relative error** is
#
# $$\max_i \frac{|a_i - b_i|}{\max(|a_i|, |b_i|)},$$
#
# where the fraction counts as 0 if $a_i$ and $b_i$ are both 0. The relative error lies between 0
# and 2.

# %% exercise="relative_error"

# %% check="relative_error"

# %% [markdown]
# Comparing a gradient with central differences in this way is called a **gradient check**. Here is
# one for the chain at the beginning of this section:


# %%
def J(w):
    return (w[2] * np.tanh(w[1] * np.tanh(w[0] * x)) - y) ** 2 / 2


measured = ff.numerical_gradient(J, np.array([w1, w2, w3]))
print(f"relative error {ff.relative_error(chain_gradient, measured):.1e}")

# %% [markdown]
# The formulas are right. In the cell that computes `chain_gradient`, change a sign somewhere below
# the line that computes `Z2`; run that cell and the check again, and the error jumps to a value
# between 0.7 and 2. The relative error of a correct gradient usually stays far below $10^{-6}$, and
# that of a wrong one is usually above 0.1. This book draws the line in between: a gradient is
# suspicious if its relative error exceeds $10^{-4}$. But the relative error makes no allowance for
# derivatives near 0: where the terms that make up an entry cancel, both arrays hold only rounding
# errors, and the relative error can be near 1 even though the gradient is right. So look at the
# size of the worst entry, too.

# %% [markdown]
# ## One layer, backwards
#
# A layer computes $out = ZW + b$. Suppose that we have already dealt with everything after the
# layer, so that we know $dout = \partial J/\partial out$, an array of the same shape as $out$. We
# need three gradients: $dW$ and $db$ to train the layer, and $dZ$ to continue with the layer before
# it. Take two samples, three units before the layer and two units in it, and write everything out:
#
# $$\begin{pmatrix}out_{11}&out_{12}\\out_{21}&out_{22}\end{pmatrix} =
# \begin{pmatrix}Z_{11}&Z_{12}&Z_{13}\\Z_{21}&Z_{22}&Z_{23}\end{pmatrix}
# \begin{pmatrix}W_{11}&W_{12}\\W_{21}&W_{22}\\W_{31}&W_{32}\end{pmatrix} +
# \begin{pmatrix}b_1&b_2\\b_1&b_2\end{pmatrix}$$
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
# Look for $W_{21}$ in the four lines that we have just written out. It occurs twice: in $out_{11}$
# with the factor $Z_{12}$, and in $out_{21}$ with the factor $Z_{22}$. In the graph, $W_{21}$ is a
# fork with two users, so its derivative has two terms:
#
# $$dW_{21} = Z_{12}\,dout_{11} + Z_{22}\,dout_{21}.$$
#
# The same is true of every other weight. The weight $W_{mk}$ affects only column $k$ of $out$,
# where it occurs once in each row $i$, with the factor $Z_{im}$. Therefore
#
# $$dW_{mk} = \sum_i Z_{im}\,dout_{ik}.$$

# %%
ff.figures.matrix_product_gradient(of="W")

# %% [markdown]
# *Figure: A layer with four samples. On the left, one weight and everything that it affects. On the
# right, the derivative with respect to this weight collects one product for each entry that the
# weight affects.*
#
# Here are all six entries of $dW$:
#
# $$dW = \begin{pmatrix}
# Z_{11}dout_{11} + Z_{21}dout_{21} & Z_{11}dout_{12} + Z_{21}dout_{22}\\
# Z_{12}dout_{11} + Z_{22}dout_{21} & Z_{12}dout_{12} + Z_{22}dout_{22}\\
# Z_{13}dout_{11} + Z_{23}dout_{21} & Z_{13}dout_{12} + Z_{23}dout_{22}\end{pmatrix}$$
#
# A matrix product sums over the *inner* index, which here is $i$, the index of the sample. In $Z$
# this index comes first, so $Z$ must be transposed:
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
# Derive the other two gradients in the same way. Which of the four lines contain $Z_{12}$, and with
# which factors? Which contain $b_1$? Find the sum for one entry, and then a matrix product, or some
# other operation, that computes all entries at once. No factor $1/N$ is needed, because $dout$
# already contains one. And do not rely on shapes alone: a formula whose shapes do not fit is
# certainly wrong, but one whose shapes do fit may still be wrong.

# %% exercise="affine_backward"

# %% check="affine_backward"

# %% [markdown]
# ### The gradients of the input and of the bias
#
# $Z_{12}$ occurs in $out_{11}$ with the factor $W_{21}$ and in $out_{12}$ with the factor $W_{22}$,
# so $dZ_{12} = dout_{11}W_{21} + dout_{12}W_{22}$. In general $Z_{im}$ affects row $i$ of $out$,
# and
#
# $$dZ_{im} = \sum_k dout_{ik}W_{mk}.$$
#
# Here are all six entries of $dZ$:
#
# $$dZ = \begin{pmatrix}
# dout_{11}W_{11} + dout_{12}W_{12} & dout_{11}W_{21} + dout_{12}W_{22}
# & dout_{11}W_{31} + dout_{12}W_{32}\\
# dout_{21}W_{11} + dout_{22}W_{12} & dout_{21}W_{21} + dout_{22}W_{22}
# & dout_{21}W_{31} + dout_{22}W_{32}\end{pmatrix}
# = dout\,W^\top.$$
#
# The bias $b_1$ occurs in $out_{11}$ and in $out_{21}$, each time with the factor 1. Because a bias
# is added in every row, its derivative is a sum over the rows:
#
# $$db = \big(dout_{11} + dout_{21},\;\; dout_{12} + dout_{22}\big),
# \qquad db_k = \sum_i dout_{ik}.$$

# %%
ff.figures.matrix_product_gradient(of="Z")

# %% [markdown]
# *Figure: An entry of* $Z$ *affects a row of* $out$. *The derivative with respect to that entry is
# a row of* $dout$ *times a column of* $W^\top$.
#
# It is easy to make a slip in such formulas. The slides of the course that this book is based on
# contain three: a wrong index in the matrix for $dW$, another in the table for $dZ$, and a $db$
# that adds the same column of $dout$ twice. All three leave every shape intact, so shapes cannot
# reveal them, but a gradient check can. To check one layer on its own, we need a number $J$ whose
# derivative with respect to $out$ is the given $dout$. With $dout$ held constant, the sum
# $J = \sum_{i,k} dout_{ik}\,out_{ik}$ is such a number. Our formulas pass the check:

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
# We could have collected all the local derivatives of $out$ with respect to $Z$ in one matrix, the
# Jacobian, with a row for every entry of $out$ and a column for every entry of $Z$. But such a
# matrix has $NK \cdot NM$ entries: for 32 samples and a layer of 48 units with 64 inputs, more than
# three million. Nearly all of them are 0, because row $i$ of $out$ depends only on row $i$ of $Z$.
# If we flatten $dout$ into a row vector and multiply it by the Jacobian, we get $dZ$, also
# flattened. The product $dout\,W^\top$ gives the same numbers without that matrix ever being built.
# The product of an incoming gradient and a Jacobian is called a **vector-Jacobian product**. For
# each operation, all that backpropagation needs is a function that computes this product without
# building the Jacobian.

# %% [markdown]
# ## The activation and the loss, backwards
#
# Two kinds of step remain. The activation $Z = f(h)$ works entry by entry: each $Z_{im}$ depends
# only on $h_{im}$. So the vector-Jacobian product of an activation is an elementwise product (`*`
# in NumPy):
#
# $$dh = dZ \odot f'(h).$$
#
# | function $f$ | slope $f'(h)$ | computed from |
# | --- | --- | --- |
# | sigmoid | $Z(1 - Z)$ | $Z$ |
# | tanh | $1 - Z^2$ | $Z$ |
# | ReLU | 1 where $h > 0$, 0 elsewhere | $h$ |
#
# At $h = 0$ ReLU has no derivative; like most libraries, we use 0 there. The call `df(h, Z)` has
# the same form for all three activations: each derivative receives both arrays, even though it uses
# only one of them. To check `df`, we take the sum of all entries of $Z$ as $J$, so that every entry
# of $dZ$ is 1 and $dh$ is $f'(h)$ itself.

# %%
rng = np.random.default_rng(0)
h = rng.normal(size=(4, 3))
for name in ("sigmoid", "tanh", "relu"):
    f, df = ff.ACTIVATIONS[name]
    measured = ff.numerical_gradient(lambda moved, f=f: np.sum(f(moved)), h)  # f=f keeps this f
    print(f"{name:8} relative error of df: {ff.relative_error(df(h, f(h)), measured):.1e}")

# %% [markdown]
# The backward pass begins at the loss, where 6.7 ended. Its first step is
#
# $$dout = \tfrac1N(out - y) \qquad\text{or}\qquad dout = \tfrac1N(S - \text{one-hot}),$$
#
# the former for the squared error with its factor of ½, the latter for softmax with cross-entropy.
#
# ## The whole network
#
# A network with two hidden layers is a list of steps, and we now know how to run each of them
# backwards. (The indices count layers again, and $\tilde b_l$ is $b_l$ repeated in every row, as in
# 6.7.)
#
# | forward (read downwards) | backward (read upwards) | shape of the forward value |
# | --- | --- | --- |
# | $Z_0 = X$ | | `(N, M)` |
# | $h_1 = Z_0W_1 + \tilde b_1$ | $dW_1, db_1$ from $dh_1$ | `(N, m_1)` |
# | $Z_1 = f(h_1)$ | $dh_1 = dZ_1 \odot f'(h_1)$ | `(N, m_1)` |
# | $h_2 = Z_1W_2 + \tilde b_2$ | $dW_2, db_2, dZ_1$ from $dh_2$ | `(N, m_2)` |
# | $Z_2 = f(h_2)$ | $dh_2 = dZ_2 \odot f'(h_2)$ | `(N, m_2)` |
# | $out = Z_2W_3 + \tilde b_3$ | $dW_3, db_3, dZ_2$ from $dout$ | `(N, n)` |
# | $J$ | $dout$ | a number |
#
# The affine step is the same in every layer. The output layer receives $dout$; in a hidden layer,
# $dh_l$ plays the same role.

# %% [markdown]
# Our XOR network has one hidden layer, so its backward pass is short. There is one snag: at three
# of the four points one of the pre-activations is exactly 0, where ReLU has no derivative. We
# therefore lower both hidden biases by 0.1, which moves every pre-activation off the kink. The
# network still classifies all four points correctly. So would you expect all its gradients to be 0?

# %%
X, y = ff.xor_points()
W1, b1 = np.ones((2, 2)), np.array([-0.1, -1.1])  # in 6.1: 0 and -1
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
# The gradients are not all 0. The error $S - \text{one-hot}$ would be 0 only if the right class had
# probability 1, but here its probability is 0.731 for the first point and 0.690 for the other
# three. A small step against these gradients would mainly strengthen the second unit, which
# distinguishes $(1, 1)$ from the other three points; with $\eta = 0.1$, for example, the step
# lowers $J$ from 0.357 to 0.328. The two entries of `dW1` that are 0 belong to the weights of the
# first unit. These zeros do not show that $J$ is independent of those weights: the contributions of
# two points merely cancel. The first point contributes nothing to the gradients of layer 1, because
# neither hidden unit is on at that point.
#
# With the biases of 6.1, 0 and −1, the code still prints numbers, because it uses the slope 0 at
# the kink. But those numbers result from a convention and are not a gradient: finite differences
# disagree with them, and even a tiny step against them *raises* $J$. The step switches unit 2 on at
# $(0, 1)$ and $(1, 0)$, where $h_2$ was exactly 0, and there unit 2 votes for the wrong class.

# %% [markdown]
# ### Exercise: backpropagation
#
# Now write the backward pass for any number of layers. `affine_backward` handles a single layer;
# use your own version or `ff.affine_backward`. Think about three questions first. What was the
# input of each layer? Between which two steps does $f'$ enter? And in which order must the pairs
# `(dW, db)` be returned?

# %% exercise="backward"

# %% check="backward"

# %% [markdown]
# The function `backward` handles any depth, any width and any activation that works entry by entry.
#
# > **The four equations.** With $Z_0 = X$, and with $dh_{L+1} = dout$ for the output layer:
# >
# > 1. $dout = \frac1N(S - \text{one-hot})$, or $\frac1N(out - y)$ for the squared error,
# > 2. $dW_l = Z_{l-1}^\top\,dh_l\;$ and $\;db_l = \sum_i (dh_l)_i$, the sum of the rows of $dh_l$,
# > 3. $dZ_{l-1} = dh_l\,W_l^\top$,
# > 4. $dh_{l-1} = dZ_{l-1} \odot f'(h_{l-1})$.
# >
# > Apply equations 2, 3 and 4 for $l = L+1$ down to $l = 1$; in the last step, $l = 1$, only
# > equation 2 is needed.

# %% [markdown]
# ### Check the whole network
#
# A gradient check is only as good as its test case. In ours, all sizes differ, the biases are not
# 0, there are several samples, and the activation, tanh, is curved nearly everywhere.
# `ff.yours_if_right` returns your function if it passes its check, and the book's function
# otherwise.

# %%
my_backward = ff.yours_if_right(backward)
X_check, y_check = rng.normal(size=(7, 3)), rng.integers(0, 2, 7)
net_check = [(W, rng.normal(size=b.shape)) for W, b in ff.init_params([3, 5, 4, 2], rng)]
f, df = ff.ACTIVATIONS["tanh"]
out, cache = ff.forward(X_check, net_check, f)
dout = ff.cross_entropy_backward(out, y_check)
grads_check = my_backward(dout, X_check, cache, net_check, df)


# %%
def J_check(params):
    return ff.cross_entropy(ff.forward(X_check, params, np.tanh)[0], y_check)


print(ff.gradient_report(J_check, net_check, grads_check))

# %% [markdown]
# The report divides each error by the largest entry of its array, so that rounding in an entry near
# 0 does not cause a false alarm. Measured in this way, even the worst of the 54 derivatives is
# right to nine or ten digits. In your own work, start with the stricter relative error; if only
# entries near 0 make it large, divide by the largest entry of the array, as the report does. Now
# let the computational-graph explorer run *your* function. It opens at the last step, where it
# prints your derivatives beside the central differences.

# %%
ff.explore_backward(my_backward, step=10)

# %% [markdown]
# ## Why backwards?
#
# The chain rule does not prescribe a direction. We can just as well start at the inputs and push
# derivatives forward along with the values, asking at what rates $h_1$, $Z_1$, … and finally $out$
# change when the parameters move in some direction. This method is called **forward mode**. Mark
# each rate with a dot. The product rule gives the rates of $h_l$, and the chain rule those of
# $Z_l$:
#
# $$\dot h_l = \dot Z_{l-1}W_l + Z_{l-1}\dot W_l + \dot b_l,
# \qquad \dot Z_l = \dot h_l \odot f'(h_l).$$
#
# The rates $\dot W_l$ and $\dot b_l$ come from `direction`, a list of pairs like `params`. Each
# step multiplies a Jacobian by the vector of rates computed so far, again without building the
# Jacobian; the result is a **Jacobian-vector product**. Forward mode needs no cache:


# %%
def push_forward(X, params, direction, f, df):
    """Return the rate at which out changes when params move along `direction`."""
    Z, Z_dot = X, np.zeros_like(X)  # the input does not move
    for (W, b), (W_dot, b_dot) in zip(params, direction, strict=True):
        h, h_dot = Z @ W + b, Z_dot @ W + Z @ W_dot + b_dot
        Z = f(h)
        Z_dot = df(h, Z) * h_dot
    return h_dot  # not Z_dot: the last layer has no f


# %% [markdown]
# One push covers a single direction, so the whole gradient takes one push per parameter. One
# backward pass covers a single final result, but in training there is only one such result, the
# loss $J$. How large is the difference in practice? We run each pass 20 times and keep the shortest
# time, the one least disturbed by other programs. For the push any direction will do, so we use the
# parameters themselves.

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
print(f"For all {P:,} derivatives you need")
print(f"  reverse mode:       1 backward pass, which takes as long as {back:.1f} forward passes")
print(f"    ({ff.against_count(back, 2)})")
print(f"  forward mode:       {P:,} pushes; each takes as long as {push:.1f} forward passes")
print(f"  finite differences: {2 * P:,} forward passes")

# %% [markdown]
# The times depend on your machine, but the number of operations does not. Each layer takes one
# matrix product in the forward pass and at most two of the same size in the backward pass, so a
# backward pass costs at most about as much as two forward passes. If we include the pass that fills
# the cache, the total is at most about three passes, which gives the flat line in the figure at the
# beginning. (The figure is generous to forward mode: it counts only one pass per push.) The price
# of reverse mode is memory, because the cache has to be kept until the backward pass has used it.
#
# Is reverse mode always the better choice?

# %%
ff.ask("cheaper_mode")

# %% [markdown]
# The answer is no. Forward mode takes one push for each input, whereas reverse mode takes one
# backward pass for each output, so forward mode is cheaper for a program with few inputs and many
# outputs.
#
# Computing derivatives in either of these ways, by applying the chain rule to the steps of a
# program, is called **automatic differentiation**. Its results, unlike finite differences, are
# exact up to rounding. And unlike symbolic differentiation, it never writes out formulas that could
# get out of hand, as ours did at the beginning of this section. **Backpropagation** is reverse mode
# applied to the loss of a network.

# %% [markdown]
# > **History.** The idea has been discovered more than once. Around 1960, engineers who optimised
# > flight paths were already computing gradients backwards in time [@kelley1960]. Seppo Linnainmaa
# > described reverse mode in his master's thesis as a method for estimating how rounding errors
# > accumulate in a program [@linnainmaa1970; @linnainmaa1976]. Paul Werbos, in his thesis, proposed
# > training models with derivatives computed backwards [@werbos1974], and later applied the method
# > to neural networks [@werbos1982]. The method became widely known when David Rumelhart, Geoffrey
# > Hinton and Ronald Williams showed that the hidden units of a network trained in this way learn
# > useful features on their own [@rumelhart1986]. @baydin2018 survey the whole field.

# %% [markdown]
# ## Finding bugs
#
# Here are the six lines of the backward pass of a network with one hidden layer, $h = XW_1 + b_1$,
# $Z = f(h)$, $out = ZW_2 + b_2$. The index $i$ stands for a sample, $m$ for an input, $j$ for a
# hidden unit and $k$ for an output. Two of the lines contain a wrong index.
#
# 1. $dW_{2,jk} = \sum_i Z_{ij}\,dout_{ik}$
# 2. $db_{2,k} = \sum_i dout_{ik}$
# 3. $dZ_{ij} = \sum_k dout_{ik}\,W_{2,kj}$
# 4. $dh_{ij} = dZ_{ij}\,f'(h_{ij})$
# 5. $dW_{1,mj} = \sum_i X_{im}\,dh_{ij}$
# 6. $db_{1,j} = \sum_j dh_{ij}$

# %%
ff.ask("two_slips")

# %% [markdown]
# If all sizes were equal, NumPy would compute both wrong lines without complaint. But with 3
# inputs, 5 hidden units, 2 outputs and 7 samples, it refuses to compute line 3, and the result of
# line 6 has the wrong shape. So **choose sizes that all differ**, as in 6.7, and the shapes will
# find many of your slips for you. It takes a gradient check to find a slip that leaves the shapes
# intact, such as a wrong factor.

# %% [markdown]
# ### Find the bug
#
# You have been dealt four networks, A to D, each with two hidden layers. One of them has correct
# gradients; each of the other three has a bug in its backward pass. There are ten *suspects*: the
# correct pass and nine possible bugs. You cannot see the code, but you choose the network, the
# activation and the number of samples `N`, and for every $dW$ and $db$ you are shown the relative
# error and the ratio of the gradient to the finite difference. A bell rings when an error exceeds
# $10^{-4}$. Your neighbour has most likely been dealt different networks.
#
# Before you start, consider: what does it mean if the bell stays silent?

# %%
ff.ask("quiet_bell")

# %%
ff.find_the_bug(numerical_gradient, relative_error)

# %% [markdown]
# A silent bell does not prove that the gradients are right. It may simply mean that the settings
# hide the bug.
#
# <details><summary>How to proceed</summary>
#
# - At `N` = 1 with relu, several suspects give the same numbers; for example, a mean over one
#   sample equals the sum. Set `N` to 5 and `f` to sigmoid: with these settings no two suspects look
#   alike.
# - Which layers ring the bell? The backward pass goes from layer 3 to layer 1, and a bug in
#   the gradient that a layer passes on spoils everything that is computed afterwards.
# - If only `db` or only `dW` is wrong, the gradient that is passed on is right.
# - Is the ratio the same in every entry, for example $1/N$, $-1$ or 0, or does it vary?
# - Select your verdicts from the lists *verdict on A* to *verdict on D*. If the numbers contradict
#   a verdict, you will be told.
#
# </details>

# %% [markdown]
# ## Training
#
# Once we have the gradients, training is the gradient descent of 6.6: every parameter takes a step
# against its derivative,
#
# $$W \leftarrow W - \eta\,dW, \qquad b \leftarrow b - \eta\,db.$$
#
# ### Exercise: one step
#
# Write a function that takes this step in all layers. Return *new* parameters and leave the old
# ones unchanged, because the caller may still need them.

# %% exercise="sgd_step"

# %% check="sgd_step"

# %% [markdown]
# ### Exercise: train
#
# `ff.train` has been a black box so far, but by now you have written all its essential parts. Put
# them together: `init_params(sizes, rng)` (6.2), `minibatches(X, labels, batch_size, rng)` (6.6),
# `forward` (6.7), `cross_entropy_backward` (6.5), `backward` and `sgd_step`. All of them are also
# available as `ff.…`, and `f, df = ff.ACTIVATIONS["relu"]` gives you the activation and its
# derivative. The check tests how well the trained network performs.

# %% exercise="train"

# %% check="train"

# %%
my_train = ff.yours_if_right(train)

# %% [markdown]
# ## XOR, this time by learning
#
# In 6.1 you chose the weights yourself, and two hidden units were enough. Now gradient descent has
# to find the weights. We train from 40 different random starts, with 300 updates each, and count
# how often all four points end up correctly classified.

# %%
ff.ask_number("xor_with_two_units")

# %%
ff.figures.xor_starts()

# %% [markdown]
# *Figure: How training ends for 40 networks of each width. In the light blue and pale red parts, at
# least one unit of each network is off at all four points. At which widths can a network succeed in
# spite of such a unit?*
#
# Two units *can* represent XOR, but from most starts gradient descent does not find the right
# weights. In 24 of the 33 failures with two units, a unit is off at all four points. Such a unit
# has slope 0 there, so the gradients of its weights are 0, and it never recovers. Some units start
# that way, and others switch off during training. A network with two units cannot afford to lose
# one, because a single ReLU unit cannot represent XOR (6.1). In wider networks such units are
# common, too: 36 of the 39 successful networks with eight units have at least one. But those
# networks have enough other units left. **What a network can represent and what training finds are
# two different questions**, and width still helps with the second long after it has settled the
# first.

# %% [markdown]
# In the other nine failures with two units, shown in grey, each unit is on at some point. In eight
# of the nine, there are two or three points, from both classes, at which neither unit is on. These
# points all get the same output, so at least one of them is wrong, but they send nothing back to
# layer 1. The other points send hardly anything either, because for them the network already gives
# the correct class a probability above 0.99. In the ninth, both units are on at all four points, so
# the network is affine on them. The best that an affine function can do is to give both classes a
# probability of ½ at every point. This network does so, and its gradients are practically 0. (None
# of the nine recovers in another 30,000 updates.)
#
# Now we use your own gradients to train a network with two hidden units, from the first of these
# starts that succeeds:

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
# *Figure: What training has found. Left, the four points in the input plane; the short ticks on
# each hidden unit's line point to the side where the unit is on. Right, the same points after the
# hidden layer, where a straight line separates the classes. The layer has squeezed the thin grid
# into thick blue and brown strokes, and the dotted line shows how ReLU moved one of the points. The
# grey region is out of reach, because the outputs of ReLU are never negative.*
#
# Nobody chose the weights this time, yet they follow the idea behind the weights that you set by
# hand in 6.1: the hidden layer moves the points so that a line can separate them.

# %% [markdown]
# ## Digits, and the habits of practitioners
#
# A network that does not learn does not tell you why. People who train networks for a living have
# therefore adopted a few habits [@karpathy2019].
#
# **Standardise the inputs.** Subtract the mean of each column and divide by its standard deviation,
# both computed from the training samples. In the wine data (6.3), one column is the hue, with
# values near 1, and another the amount of proline, with values from 278 to 1,680. Without scaling,
# the column with the large values dominates every unit, and no learning rate suits the weights of
# both columns.
#
# **Look at the loss before training.** A classifier that knows nothing should have a loss of about
# $\log K$ (6.5), or somewhat more if its weights are random. If the loss starts far from that
# value, the inputs or the initial weights have the wrong scale. (The next cell trains nothing, so
# it may standardise with the means and standard deviations of all samples.)

# %%
from sklearn.datasets import load_wine

raw, wines = load_wine(return_X_y=True)
for name, inputs in {"raw": raw, "standardised": (raw - raw.mean(0)) / raw.std(0)}.items():
    starts = [ff.init_params([13, 16, 3], np.random.default_rng(seed)) for seed in range(20)]
    losses = [ff.cross_entropy(ff.forward(inputs, start, ff.relu)[0], wines) for start in starts]
    print(f"{name:13} J before training: {np.median(losses):6.2f}")
print(f"log 3         {np.log(3):24.2f}")

# %% [markdown]
# **Overfit a few samples first.** Any network of reasonable size can memorise 20 samples. If yours
# cannot, there is most likely a bug, and you find out in a second instead of an hour. We try this
# with our digits, 1,797 images of $8 \times 8$ pixels each; a quarter of the images are held out.

# %%
data = ff.digits(np.random.default_rng(0))
X_few, labels_few = data.train[0][:20], data.train[1][:20]
for epochs in (0, 100):
    params = my_train(X_few, labels_few, [64, 48, 10], 0.3, epochs, 20, np.random.default_rng(0))
    J = ff.cross_entropy(ff.forward(X_few, params, ff.relu)[0], labels_few)
    print(f"{epochs:3} epochs: training loss {J:.3f}   (log 10 = {np.log(10):.3f})")

# %% [markdown]
# **Search for the learning rate on a logarithmic scale.** What matters most is the order of
# magnitude, so try 0.001, 0.01, 0.1 and 1 for a few epochs each before you try anything in between.
#
# **Read the loss curve.** The whole curve tells you more than the final loss does.

# %%
ff.figures.rate_search()

# %% [markdown]
# *Figure: Left, loss curves for a rate that is too small, for the rate used below (0.3) and for a
# rate that is too large. Right, the loss after a few epochs for the whole range of rates; the
# vertical line marks 0.3. How far is that rate from the cliff, where the loss shoots up?*
#
# A curve that falls slowly and in a nearly straight line calls for a larger rate, and one that
# jumps up calls for a smaller rate. A curve that stays near $\log K$ shows no learning: the rate is
# far too small or, like 4.6 in this figure, far too large. If the training loss falls while the
# validation loss rises, the network is overfitting (6.3). Now we train on all the training digits
# at a rate of 0.3. At this rate the loss is already low, and the cliff is still some way off. A
# rate of 1 gives the lowest loss but is riskier, because it is the last rate that we tried before
# the cliff.

# %%
params = my_train(*data.train, [64, 48, 10], 0.3, 20, 32, np.random.default_rng(0))
X_held, labels_held = data.held_out
right = ff.predict(X_held, params) == labels_held
print(f"{right.mean():.1%} of {len(right)} held-out digits are read correctly")

# %% [markdown]
# Your functions do not know that they are reading digits, so try them on harder data. Fashion-MNIST
# is a set of 70,000 images of clothing, $28 \times 28$ pixels each, in ten classes [@xiao2017]. If
# you have an internet connection, these lines will download it from OpenML. (The parser `liac-arff`
# is slow, but it does not need pandas.)
#
# ```python
# from sklearn.datasets import fetch_openml
# options = {"return_X_y": True, "as_frame": False, "parser": "liac-arff"}
# X, y = fetch_openml("Fashion-MNIST", version=1, **options)
# X, y = X / 255, y.astype(int)  # grey values from 0 to 1; the labels come as text
# ```
#
# Hold out 10,000 images and train a 784-100-10 network like the one at the beginning of this
# section; an epoch takes a few seconds. Fully connected networks reach a held-out accuracy of 85%
# to 90%, so this task is harder than reading digits.

# %% [markdown]
# ## A falling loss is no proof
#
# Could we skip the gradient check and tell from a training run whether the gradients are right?
# Here is the same training run with three different backward passes. One is right, one computes
# $db$ as a mean instead of a sum, and one leaves out $f'$ altogether. (`SUSPECTS` holds the ten
# suspects of *Find the bug*.)

# %%
ff.ask("wrong_gradients")


# %%
def train_with(backward_pass, seed):
    """Return the held-out accuracy of a network trained with the given backward pass."""
    rng = np.random.default_rng(seed)
    params = ff.init_params([64, 48, 10], rng)
    for _ in range(20):
        for X, labels in ff.minibatches(*data.train, 32, rng):
            out, cache = ff.forward(X, params, ff.relu)
            dout = ff.cross_entropy_backward(out, labels)
            grads_now = backward_pass(dout, X, cache, params, ff.ACTIVATIONS["relu"][1])
            params = ff.sgd_step(params, grads_now, 0.3)
    return (ff.predict(X_held, params) == labels_held).mean()


# %%
for name in ("right", "db is a mean, not a sum", "f' is left out"):
    accuracies = [train_with(SUSPECTS[name], seed) for seed in range(3)]
    print(f"{name:25}", "  ".join(f"{accuracy:.1%}" for accuracy in accuracies))

# %% [markdown]
# Even without $f'$, the gradients of the output layer are exact. Is that layer doing all the work?
# As a control, we freeze the hidden layer:


# %%
def frozen(*arguments):
    """Return the right gradients, but with zeros for the hidden layer."""
    (dW1, db1), output_layer = ff.backward(*arguments)
    return [(0 * dW1, 0 * db1), output_layer]


accuracies = [train_with(frozen, seed) for seed in range(3)]
print(f"{'hidden layer frozen':25}", "  ".join(f"{accuracy:.1%}" for accuracy in accuracies))

# %% [markdown]
# With a frozen hidden layer the network does clearly worse, so the gradients without $f'$ do train
# the hidden layer. How can they? At every step of a run without $f'$, we compute the cosine of the
# angle between the wrong gradient of $W_1$ and the right one:

# %%
cosines = []


def without_slope(*arguments):
    right, wrong = (SUSPECTS[name](*arguments) for name in ("right", "f' is left out"))
    a, b = right[0][0], wrong[0][0]
    cosines.append(np.sum(a * b) / np.sqrt(np.sum(a**2) * np.sum(b**2)))
    return wrong


train_with(without_slope, 0)
print(f"cosine: {np.mean(cosines):.2f} on average, {min(cosines):.2f} at its lowest")

# %% [markdown]
# The cosine is always positive. To first order, moving $W_1$ one step against the wrong gradient
# $G$ changes the loss of the current mini-batch by $-\eta\sum_{mj} G_{mj}\,dW_{1,mj}$, and the sum
# has the sign of the cosine. So every such step lowers the loss, though not by the steepest route.
# On this easy task that is enough: the networks trained with the two wrong gradients come within
# two percentage points of those trained with the right one. The results alone would hardly make you
# suspect a bug. The gradient check takes a second and finds both bugs.

# %% [markdown]
# ## Your network
#
# Fifteen of the functions that you have written since 6.1 make up a network that reads digits. The
# next cell uses the functions of this section directly and reads the others from the notebooks in
# the same folder, so save those notebooks first. The cell runs nothing in them except your answers.
# Each answer is checked, and the book's functions replace those that are missing or wrong. Then the
# cell trains your network alongside the book's and one from scikit-learn.

# %%
ff.your_network(affine_backward, backward, sgd_step, train)

# %% [markdown]
# The output says whose version of each of the fifteen functions was used. If you have written all
# fifteen and they are correct, your network and the book's make the *same* mistakes, because the
# same formulas with the same initial weights give the same numbers. The scikit-learn network starts
# from different weights, so its mistakes need not be the same. The pictures show the misread
# digits; in the table, each bold number shows how often one digit was mistaken for another. Which
# of the misread digits would you have read correctly?

# %% [markdown]
# ## What `loss.backward()` does
#
# In PyTorch you hardly ever write a backward pass by hand. While the forward pass runs, every
# operation on something that depends on the parameters adds a node to a computational graph, and
# the node remembers its parents and its vector-Jacobian product. `loss.backward()` starts with 1 at
# the loss, visits the nodes from the last to the first, and *adds* each node's contributions to the
# gradients of its parents. This is your `graph_gradients`, with arrays in place of numbers. For
# each parameter, the sum goes into `.grad`, on top of whatever `.grad` already holds, which is why
# `optimizer.zero_grad()` has to clear it before the next step.
#
# Here is the network that we used to check your gradients, now in PyTorch and in float64. How many
# digits of the gradients will agree?

# %%
if torch := ff.optional("torch"):
    leaves = [[torch.tensor(part, requires_grad=True) for part in pair] for pair in net_check]
    Z = torch.tensor(X_check)
    for W, b in leaves[:-1]:
        Z = torch.tanh(Z @ W + b)
    W, b = leaves[-1]
    loss = torch.nn.functional.cross_entropy(Z @ W + b, torch.tensor(y_check))
    loss.backward()
    theirs = [part.grad.numpy() for pair in leaves for part in pair]
    mine = [part for pair in grads_check for part in pair]
    gaps = [np.abs(a - b).max() for a, b in zip(mine, theirs, strict=True)]
    print(f"largest difference between your gradients and PyTorch's: {max(gaps):.1e}")

# %% [markdown]
# You and PyTorch apply the same chain rule to the same graph. The two gradients can differ only by
# rounding, for example because numbers are added in a different order, and rounding affects only
# the last digits.
#
# Central differences, as you have seen, agree with your gradients to only nine or ten digits,
# because rounding permits no more. The *complex step*,
# $\mathrm{Im}\,J(x + i\varepsilon)/\varepsilon$, subtracts nothing. It therefore has no such limit,
# and $\varepsilon$ can be tiny (Problem 6.8.6):

# %%
for witness in (ff.numerical_gradient, ff.complex_step_gradient):
    print(ff.gradient_report(J_check, net_check, grads_check, gradient=witness))

# %% [markdown]
# ## In your own words
#
# A friend has written her own backpropagation code. "I don't need a gradient check," she says. "The
# loss falls, and my network gets 94% of the digits right. I did try finite differences once, with a
# step of $10^{-14}$ for the sake of precision, and they did not agree with the gradients of *any*
# network." Explain to her what a falling loss proves and what it does not, what went wrong with her
# finite differences, and what a trustworthy check looks like.
#
# If you are taking a course, your instructor marks this answer. It is worth 2 points: one for
# explaining why a falling loss is no proof, and one for explaining the choice of the step (naming
# both sources of error) and describing a test case in which no bug can hide. If you are working on
# your own, compare your answer with the one in `solutions/`.

# %% [markdown] explain="6.8_backprop"
# The loss falls whenever the steps point roughly downhill. Steps computed from a gradient with a
# wrong factor, or without $f'$, often do, and in our experiment networks trained with two such
# gradients read digits almost as well as those trained with the right one. So a falling loss does
# not show that the gradient is right.
#
# With a step of 1e-14 the two values of J agree in all but the last one or two of their 16 digits.
# Because both values are rounded, at most a digit or two of their difference is right, and for a
# small derivative none is. A large step suffers from truncation error, because the curvature of J
# changes between the two points. Near 1e-5 both errors are small. I would compare the gradients
# entry by entry, relative to the size of each entry, with several samples, layers whose sizes all
# differ, biases that are not 0, and tanh or sigmoid. A single sample, equal sizes and biases of 0
# can hide bugs. So can ReLU, and a nearby kink can look like a bug.

# %% [markdown] problems="6.8_backprop"
# ## Problems to think about

# %% [markdown] problem="*"
# Draw the computational graph of $J = (x + y)(y + 1)$ and find both derivatives at $x = 2$, $y = 3$
# by working backwards. Where is the fork?
#
# ---
#
# With $a = x + y = 5$ and $b = y + 1 = 4$ we have $J = ab = 20$. Working backwards, we get
# $\partial J/\partial a = b = 4$ and $\partial J/\partial b = a = 5$, and then
# $\partial J/\partial x = 4$. The fork is $y$, which is used by both $a$ and $b$, so
# $\partial J/\partial y = 4 + 5 = 9$.
# (`ff.graph_gradients([(), (), (0, 1), (1,), (2, 3)], [(), (), (1, 1), (1,), (4, 5)])` agrees.)

# %% [markdown] problem="*"
# A node of a graph computes $\max(u, v)$. What are its local derivatives, and what does the node do
# with an incoming gradient? How does ReLU fit in?
#
# ---
#
# The local derivative is 1 for the larger input and 0 for the other. (At $u = v$ there is no
# derivative, so a program has to choose a value.) So the node sends the whole gradient to the
# larger input, like a switch. ReLU is the case $v = 0$.

# %% [markdown] problem="**"
# How many operations does the 784-100-10 network need for a forward pass on $N$ samples, and how
# many for a training step on them? Count only the matrix products. Why is the ratio less than 3?
#
# ---
#
# The forward pass takes $2N(784 \cdot 100 + 100 \cdot 10) = 2N \cdot 79{,}400$ operations. The
# products for $dW_1$ and $dW_2$ have the same sizes, so they take the same number of operations
# again. But only the second layer needs a $dZ$, which takes $2N \cdot 1{,}000$ operations; nobody
# asks for the gradient with respect to the input. The total is $2N \cdot 159{,}800$, just over two
# forward passes. The ratio approaches 3 for deep networks, where the first layer is only one of
# many. (The `ff.backward` of this book is simpler and computes $dZ$ in the first layer, too, only
# to discard it. So its training step has a ratio of exactly 3.)

# %% [markdown] problem="**"
# For a one-sided difference, $(J(x + \varepsilon) - J(x))/\varepsilon$, the truncation error is
# about $\frac{\varepsilon}{2}|J''|$, and the rounding error is about $u/\varepsilon$ with
# $u \approx 10^{-16}$. Which step is best, and how small does the error get? Compare your answer
# with the central difference.
#
# ---
#
# Suppose that $J$ and its derivatives are about 1. The sum $\varepsilon/2 + u/\varepsilon$ is
# smallest at $\varepsilon = \sqrt{2u} \approx 10^{-8}$, where it is about $10^{-8}$. For the
# central difference, $\varepsilon^2/6 + u/\varepsilon$ is smallest at
# $\varepsilon = \sqrt[3]{3u} \approx 7 \cdot 10^{-6}$, where it is about $2 \cdot 10^{-11}$. The
# central difference gains nearly three digits.

# %% [markdown] problem="**"
# A recurrent network uses the same weights at every time step: $h_t = Z_{t-1}W$ and $Z_t = f(h_t)$
# for $t = 1, \dots, T$. The loss depends only on the last output, $Z_T$. What is $dW$? Which
# gradient could vanish or explode, and why?
#
# ---
#
# In the graph $W$ is a fork with $T$ users, so $T$ contributions are added:
# $dW = \sum_t Z_{t-1}^\top dh_t$. Going back one time step gives
# $dh_{t-1} = (dh_t W^\top) \odot f'(h_{t-1})$, so the gradient is multiplied by the *same* $W^\top$
# again and again. Over many steps the gradient can shrink or grow exponentially, as in the thirty
# layers of 6.4.

# %% [markdown] problem="**"
# Replace the nudge $\varepsilon$ by the imaginary nudge $i\varepsilon$, and show that
# $\mathrm{Im}\, J(x + i\varepsilon)/\varepsilon$ is $J'(x)$ up to an error of order
# $\varepsilon^2$. Why can $\varepsilon$ be as small as $10^{-100}$ here? For which $J$ does the
# method fail?
#
# ---
#
# The Taylor series is
# $J(x + i\varepsilon) = J + i\varepsilon J' - \frac{\varepsilon^2}{2}J'' - \frac{i\varepsilon^3}{6}J''' + \dots$,
# and its imaginary part divided by $\varepsilon$ is $J' - \frac{\varepsilon^2}{6}J''' + \dots$.
# Nothing is subtracted, so no digits cancel. The method requires an analytic $J$, that is, one
# whose Taylor series holds for complex numbers as well; `np.abs` and comparisons break the method.
# `ff.complex_step_gradient` uses this method.

# %% [markdown] problem="***"
# Suppose that softmax is a separate node: it receives $dS$, one number for each class, and you need
# $dout$. Find the vector-Jacobian product, and check that your formula gives $S - \text{one-hot}$
# for cross-entropy.
#
# ---
#
# Since $\partial S_j/\partial out_k = S_j(\delta_{jk} - S_k)$, where $\delta_{jk}$ is 1 for $j = k$
# and 0 otherwise, we get
# $dout_k = \sum_j dS_j\, S_j(\delta_{jk} - S_k)$ ${} = S_k\big(dS_k - \sum_j dS_j S_j\big)$. For
# $J = -\log S_y$ the only nonzero entry of $dS$ is $dS_y = -1/S_y$, so the sum is $-1$. Hence
# $dout_k = S_k$ for $k \ne y$, and $dout_y = S_y(-1/S_y + 1) = S_y - 1$.

# %% [markdown] problem="***"
# The second derivatives of $J$ with respect to $P$ parameters form a $P \times P$ matrix $H$. How
# can you compute $Hv$ for a given vector $v$ from two gradients, without ever building $H$? What is
# such a product good for?
#
# ---
#
# $H$ is the derivative of the gradient, so
# $Hv \approx \big(\nabla J(\theta + \varepsilon v) - \nabla J(\theta - \varepsilon v)\big)/2\varepsilon$:
# a central difference of gradients, for the price of two forward and two backward passes. (Pushing
# derivatives forward through the backward pass gives $Hv$ exactly.) With such products you can
# find, for instance, the curvature of $J$ that is largest in absolute value, which usually limits
# the learning rate (6.6): repeat $v \leftarrow Hv/\lVert Hv\rVert$.

# %% [markdown]
# ## An open challenge

# %%
ff.challenge("own_gradients")

# %% [markdown]
# ## Summary
#
# - Local derivatives are multiplied along a path, and contributions are added at a fork:
#   $\frac{\partial J}{\partial u} = \sum_v \frac{\partial J}{\partial v}\frac{\partial v}{\partial u}$,
#   where $v$ runs over all nodes that use $u$, and $\partial v/\partial u$ is a local derivative.
# - Reverse mode visits the nodes from $J$ backwards and uses every edge once. One backward pass
#   gives all derivatives of a single number, such as $J$, for the price of about two forward
#   passes. Forward mode needs one push per parameter.
# - Central differences, $\frac{J(x + \varepsilon e_i) - J(x - \varepsilon e_i)}{2\varepsilon}$,
#   have a truncation error $\propto \varepsilon^2$ and a rounding error $\propto 1/\varepsilon$; in
#   float64 use $\varepsilon = 10^{-5}$. Compare gradients by their relative error,
#   $\max_i |a_i - b_i| / \max(|a_i|, |b_i|)$.
# - The loss: $dout = \frac1N(S - \text{one-hot})$ or $\frac1N(out - y)$.
# - An affine layer $out = ZW + \tilde b$: $dW = Z^\top dout$, $\;dZ = dout\,W^\top$, and $db$ is
#   the sum of the rows of $dout$.
# - An activation: $dh = dZ \odot f'(h)$, with $f' = Z(1 - Z)$ for sigmoid, $1 - Z^2$ for tanh, and,
#   for ReLU, 1 where $h > 0$ and 0 elsewhere.
# - The step: $W \leftarrow W - \eta\,dW$, $\;b \leftarrow b - \eta\,db$.
# - Check gradients with several samples, different sizes, nonzero biases and a smooth activation. A
#   falling loss does not prove that the gradients are right.

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
# - @rumelhart1986: four pages that changed the field and still read well.
# - @goodfellow2016, section 6.5: backpropagation on graphs, in more generality than here.
# - @cs231n, the notes on backpropagation and on gradient checks: many small graphs, and plenty of
#   practical advice.
# - @baydin2018: where automatic differentiation comes from and what else it can do.
# - @karpathy2019: the habits of practitioners, with the reasons for them.

# %% [markdown] references="6.8"
# ## References

# %% [markdown]
# **Where to go from here.** In [Section 6.1](6.1_xor.ipynb) you set nine numbers by hand. Now your
# own functions find thousands of weights, and larger networks are made mostly of the same parts. A
# convolution is an affine layer in which all positions share the same few weights and all the
# remaining weights are 0. In a recurrent network, which reads a sentence word by word, the backward
# pass goes back through time, and in a transformer [@vaswani2017], which reads all words at once,
# it goes back through the layers. In both cases the backward pass consists of the sums at forks and
# the vector-Jacobian products of this section. What remains open is which graph suits which data,
# and why networks with far more parameters than samples work so well on data that they have never
# seen. Whatever you build next, check its gradients.

# %%
ff.progress()
