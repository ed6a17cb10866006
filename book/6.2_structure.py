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
# # 6.2 Structure: depth, width, and how to initialise the weights
#
# Take two networks that read handwritten digits. They have the same ten hidden layers, see the same
# images and are trained in the same way for the same length of time. When both are then shown new
# digits, the first recognises more than nine out of ten; the second does no better than guessing.
# They differ in only one respect: before training began, all the weights of the second network were
# multiplied by 0.4.
#
# So it matters which numbers a network starts with, and, as we shall see, it matters more the
# deeper the network is. To see why, we first need to describe the structure of a network: what a
# layer is, what *deep* means, how many parameters there are and which layers hold them. Near the
# end of the section we derive the right scale for the weights and return to the two networks. The
# factor 0.4 will turn out to be less contrived than it looks.

# %% [markdown]
# After this section you will be able to
#
# - write a network as a chain of functions, and draw it as a graph,
# - tell a feedforward network from a recurrent one,
# - state the depth and the widths of a network, and work out what others mean when they count
#   layers,
# - give the shapes of all weights and biases, and count the parameters,
# - compare wide and deep networks fairly, with the same parameter budget,
# - initialise the weights so that the numbers passed from layer to layer neither vanish nor
#   explode.
#
# You need 6.1 (affine layers, ReLU, the hidden layer) and, for the initialisation, expected values,
# variances and standard deviations. Plan on about two and a half hours.

# %%
import numpy as np

import feedforward as ff

# %% [markdown]
# Before you start, answer three short questions. Some may repeat, with new numbers, exercises that
# you got wrong in 6.1; the others test what you need for this section. Your answers are not graded,
# and you may skip any question.

# %%
ff.recall("6.2")

# %% [markdown]
# ## A chain of functions
#
# The network of 6.1 first applies an affine map followed by ReLU, and then a second affine map. The
# second step takes the result of the first as its input, so the network is a **composition**, or
# chain, of two functions, one per layer. With three layers, the network is
#
# $$f(x; \theta) = f_3(f_2(f_1(x))).$$
#
# The innermost function, $f_1$, is applied first and is called the **first layer**; $f_2$ is the
# second layer, and the last function is the **output layer**. All layers before it are hidden
# layers. In this book, the **depth** of a network is the number $L$ of its hidden layers, so the
# chain above has depth $L = 2$ and length $L + 1 = 3$. Many authors count the output layer as well
# and call the length of the chain the depth. That length gives *deep learning* its name: what is
# learned is a long chain of functions.

# %%
ff.figures.function_chain()

# %% [markdown]
# *Figure: A chain of three functions. Every layer but the last ends with an activation function, so
# neighbouring affine maps cannot collapse into one.*
#
# In 6.1, the output was one number for each of the $N$ samples. From here on, a network has $n$
# outputs, so $out$ has shape `(N, n)`, with a column for each output. For the XOR network, $out$
# has only one column, which `[:, 0]` selects. We also number the parameters by layer: the $W$, $c$,
# $w$ and $b$ of 6.1 become $W_1$, $b_1$, $W_2$ and $b_2$. In the code, the first layer takes two
# steps, `affine_1` and `ff.relu`:

# %%
X, y = ff.xor_points()
W1, b1 = np.array([[1, 1], [1, 1]]), np.array([0, -1])
W2, b2 = np.array([[1], [-2]]), np.array([0])


def affine_1(X):
    return X @ W1 + b1


def affine_2(Z):
    return Z @ W2 + b2


affine_2(ff.relu(affine_1(X)))[:, 0]

# %% [markdown]
# The order of the functions matters. If ReLU comes first, it leaves the inputs as they are, because
# none of them is negative. The two affine maps then amount to a single one, which cannot compute
# XOR:

# %%
affine_2(affine_1(ff.relu(X)))[:, 0]

# %% [markdown]
# ### Exercise: build the chain
#
# Nested parentheses have to be read from the inside out. To avoid this, write a function that
# composes a chain from functions given in the order in which they are applied, so that
# `compose(affine_1, ff.relu, affine_2)` is the XOR network. What `compose` returns is not a number
# but a function, which is still waiting for its $x$.

# %% exercise="compose"

# %% check="compose"

# %% [markdown]
# ## Information flows forward
#
# Draw a dot (a *node*) for every input, every output and every number that a hidden layer passes
# on. For every weight, draw an arrow that starts at the node whose number the weight multiplies and
# ends at the node that receives the product. (Biases are not drawn.) The result is a **directed
# acyclic graph**: directed, because the arrows have a direction; acyclic, because following the
# arrows never takes you back to where you started. A network with such a graph is called
# **feedforward**. Its layers can be computed one after another, each exactly once, and the network
# has no memory: its output for one sample does not depend on the samples that came before.

# %% [markdown]
# Sometimes, however, we need memory. When somebody speaks, the sounds arrive as a sequence
# $x_1, \dots, x_T$. What a word means, and even which word was spoken, often becomes clear only
# from the words before it. One kind of network for such data [@elman1990] has a *state*: numbers
# that the network computes at one time step and feeds back into itself at the next. Such
# **feedback** makes the network **recurrent**.

# %%
ff.figures.feedforward_and_recurrent()

# %% [markdown]
# *Figure: Left, a feedforward network, in which every arrow points forward. Right, a recurrent
# network that processes a recording of speech and feeds its state back into itself.*
#
# This book deals only with feedforward networks.

# %% [markdown]
# ## Layers, widths and depth
#
# | word | meaning | in the XOR network |
# | --- | --- | --- |
# | layer | one function of the chain | first layer, output layer |
# | **unit** (neuron) | the part of a layer that computes one column of the layer's output | two hidden units, one output unit |
# | **width** $m_l$ | number of units in hidden layer $l$ | $m_1 = 2$ |
# | depth $L$ | number of hidden layers | $L = 1$ |
#
# Here is what a hidden layer computes, first for one unit $j$ of layer $l$ and a single sample
# (whose index we leave out), then for all units and samples at once:
#
# $$h_{l,j} = \sum_{i=1}^{m_{l-1}} Z_{l-1,i}\, W_{l,ij} + b_{l,j}, \qquad
# h_l = Z_{l-1} W_l + b_l, \qquad Z_l = \mathrm{relu}(h_l),$$
#
# for $l = 1, \dots, L$, starting from $Z_0 = X$ with $m_0 = M$. Any other activation function could
# take the place of ReLU. The output layer has no activation function, so the entries of $out$ can
# take any value:
#
# $$out = Z_L W_{L+1} + b_{L+1}.$$
#
# In code, all the parameters are collected in `params`, a list with one pair `(W, b)` per layer.
# (Most other books write $z$ for our pre-activation $h$, and $a$ or $h$ for our $Z$; the file
# `NOTATION.md` compares the conventions.)

# %% [markdown]
# ### Shallow and deep
#
# A network with one or very few hidden layers is called **shallow** (SNN, shallow neural network);
# a network with many hidden layers is called **deep** (DNN, deep neural network). There is no
# agreed number of layers at which a network becomes *deep*. (Elsewhere, SNN often stands for
# *spiking* neural network.)

# %%
ff.figures.shallow_and_deep()

# %% [markdown]
# *Figure: A shallow and a deep network. The deep network has fewer units in each hidden layer, but
# many more paths from an input to an output. It also has more parameters, 106 against 38; below we
# compare networks with the same parameter budget.*
#
# When you read that *three layers beat two*, ask whether the output layer is included. It is safest
# to state the sizes `[M, m_1, …, m_L, n]`, from the number of inputs to the number of outputs; the
# sizes of the XOR network are `[2, 2, 1]`.

# %% [markdown]
# ## Shapes and parameters
#
# The first layer receives $X$ with shape `(N, M)` and returns $m_1$ numbers for each sample, so
# $XW_1$ must have shape `(N, m_1)`. Therefore $W_1$ has shape `(M, m_1)`, with a row for each input
# and a column for each unit. The bias $b_1$ is added to every row of the product, so it holds one
# number per unit and has shape `(m_1,)`. In general, $W_l$ has shape `(m_in, m_out)` and $b_l$ has
# shape `(m_out,)`, where $m_{in}$ is the number of inputs to the layer and $m_{out}$ the number of
# units in it.
#
# The number of samples does not appear in any of these shapes, so the same network can process one
# row or a million.

# %%
params = ff.init_params([3, 5, 4, 2], np.random.default_rng(0))
[(W.shape, b.shape) for W, b in params]

# %% [markdown]
# ### Exercises: list the shapes, count the parameters
#
# Write `layer_shapes`, which returns a list like the one above for any sizes, and
# `count_parameters`, which counts all the parameters of a network, weights and biases alike.

# %% exercise="layer_shapes"

# %% check="layer_shapes"

# %% exercise="count_parameters"

# %% check="count_parameters"

# %% [markdown]
# Each of the $m_{out}$ units of a layer has $m_{in}$ weights and one bias, so a network has
#
# $$\sum_{l=1}^{L+1} (m_{l-1} + 1)\, m_l
# \quad\text{parameters, with } m_0 = M \text{ and } m_{L+1} = n.$$
#
# Because $m_{l-1}$ and $m_l$ are multiplied together, most of the parameters usually lie between
# wide layers, or between many inputs and a wide first layer.

# %%
ff.figures.parameter_count()

# %% [markdown]
# *Figure: The parameters of a small network for digits, drawn to scale. The first layer holds more
# than half of them, because an image supplies many inputs.*

# %%
ff.ask("doubled_widths")

# %% [markdown]
# Check your answer in the explorer: set $M$ to 10, $L$ to 3, $n$ to 1 and all widths to 10, and
# then raise the widths to 20. Next, try the *bottleneck* setting, in which everything that the
# first layer computes is squeezed into two numbers, and finally $L = 0$, which is the linear model
# of 6.1. The numbers in the explorer come from your `count_parameters`.

# %%
ff.explore_structure(count_parameters)

# %% [markdown]
# ## One budget, wide or deep
#
# Parameters cost memory and time. Suppose you can afford 400 of them for a network with $M = 2$
# inputs and $n = 3$ outputs. Should you spend them on one wide hidden layer or on several narrow
# ones? With one hidden layer of width $m$, the number of parameters is
#
# $$m(M + 1) + n(m + 1) = m(M + n + 1) + n = 6m + 3.$$
#
# This number must not exceed 400, so $m \le 397/6 \approx 66.2$, and the widest layer that you can
# afford has 66 units. If you add more hidden layers of the same width, each of them costs
# $m(m + 1)$ parameters, so the total grows with the square of $m$.

# %%
ff.ask("two_layers_same_budget")

# %% [markdown]
# ### Exercise: the widest network that you can afford
#
# Write a function that finds the largest width for any $M$, $n$, depth and budget. You may solve
# for $m$, or let the computer try one width after another. A network that uses up the budget
# exactly is allowed.

# %% exercise="width_for_budget"

# %% check="width_for_budget"

# %%
ff.explore_budget(width_for_budget)

# %% [markdown]
# A second hidden layer cuts the width from 66 to 16; after that, the width falls more slowly, to 12
# at depth three and to 6 at depth eight. The total number of hidden units is roughly halved at
# first and then grows again. But the number of *paths* along the arrows from a given input to a
# given output explodes: it rises from 66 with one hidden layer to $12^3 = 1728$ with three and to
# $6^8$, about 1.7 million, with eight. In a deep network, every weight lies on many such paths, so
# whatever the first layers compute can be used again and again by the later ones. That is an
# argument for depth, but does depth help in practice?

# %% [markdown]
# ### Which is better?
#
# Only an experiment can tell us, but it has to be a fair one. Our data are points on the three arms
# of a spiral, and the task is to say which arm each point belongs to. The function `ff.train`
# adjusts `params` in many small steps so that the network fits the data better and better, and the
# **learning rate** `lr` sets the size of these steps. For each step, `ff.train` looks at
# `batch_size` of the points; `epochs` is the number of times it goes through all of them; and
# `"adam"` is a rule that adapts the size of the step for each parameter separately. (How training
# works is the subject of 6.6 and 6.8; until then, treat `ff.train` as a black box.) We report the
# **held-out accuracy**: the share of correct answers on points that were not used in training. We
# first compare one hidden layer with four, each at two learning rates.

# %%
widths = {1: 66, 2: 16, 3: 12, 4: 10, 8: 6}  # what width_for_budget returns for 400 parameters


def accuracy(depth, lr, seed, epochs=150):
    rng = np.random.default_rng(seed)
    data = ff.spirals(rng, N=1500, turns=2.25, held_out=1 / 3)
    params = ff.init_params([2] + [widths[depth]] * depth + [3], rng)
    options = dict(epochs=epochs, batch_size=50, optimizer="adam", progress=False)
    params, _ = ff.train(*data.train, params, lr=lr, rng=rng, **options)
    return np.mean(ff.predict(data.held_out[0], params) == data.held_out[1])


# %%
for lr in (0.005, 0.04):
    one = np.mean([accuracy(1, lr, seed) for seed in range(3)])
    four = np.mean([accuracy(4, lr, seed) for seed in range(3)])
    print(f"rate {lr:5}: held-out accuracy {one:.2f} for one hidden layer, {four:.2f} for four")

# %% [markdown]
# At the lower rate, four hidden layers are far ahead; at the higher rate, one hidden layer wins.
# Either line of this output, on its own, would look like an answer to our question. A fair
# comparison must therefore let every depth use its own best rate. But the best of several
# accuracies owes something to luck. So we choose the rate by its accuracy on *validation* points, a
# third set that is used for nothing else; if the winner owes something to luck there, its held-out
# accuracy does not.

# %% [markdown]
# The full experiment, whose results are stored with the book, tries six rates for each of five
# depths and repeats everything ten times with new points and new initial weights. In each
# repetition all depths get the same points, so the runs of any two depths form ten pairs, which we
# can compare one by one. Two limitations remain. All networks are trained for the same 150 epochs,
# whether or not that is long enough for them. And because a width is a whole number, not every
# network can use up its budget: eight layers of six units have only 333 parameters, but eight
# layers of seven would have 437.

# %%
ff.figures.depth_and_rate()

# %% [markdown]
# *Figure: Accuracy on the validation points, averaged over ten runs, for four of the five depths.
# Each network has at most 400 parameters. A circle marks the best rate for each depth; the best
# rate falls from 0.02 for one hidden layer to 0.005 for four.*

# %%
results = ff.experiment("depth_on_a_budget")
best = results.best("depth", by="validation")  # for each depth, the row of its best rate
for row in best:
    depth, lr, runs = results["depth"][row], results["lr"][row], results["held_out"][row]
    training = results["train"][row].mean()
    scores = f"{runs.mean():.3f} ({runs.min():.3f}-{runs.max():.3f})"
    print(f"{depth} x {widths[depth]:2}, rate {lr:5}: training {training:.3f}, held-out {scores}")
one, two = results["held_out"][best[:2]]
print(f"two hidden layers beat one in {np.sum(two > one)} of {len(one)} pairs")

# %% [markdown]
# After 150 epochs, some depth helps, but too much of it hurts. Two hidden layers beat one, not only
# on average but in every one of the ten pairs. Three and four layers are no clear improvement on
# two: the runs are so scattered that the differences between the means could well be due to chance.
# Eight layers of six units, for all their paths, are worse on average than all the others, and
# their worst run is no better than guessing, which is right one time in three. They are also the
# worst on the training points, so training did not even find weights that fit those points.
#
# Are 150 epochs enough? Let us train the networks with one and with two hidden layers for four
# times as long. This is a quick check, with three runs and one rate, 0.01, for both; the full
# comparison follows.

# %%
for depth in (1, 2):
    runs = [accuracy(depth, 0.01, seed, epochs=600) for seed in range(3)]
    print(f"{depth} x {widths[depth]}, 600 epochs: held-out accuracy {np.mean(runs):.3f}")

# %% [markdown]
# One layer has almost caught up. Here are the mean held-out accuracies when the full experiment is
# run for 150 or for 600 epochs, with each network at its own best rate:
#
# | hidden layers | after 150 epochs | after 600 epochs |
# | --- | --- | --- |
# | one of 66 units | 0.938 (rate 0.02) | 0.987 (rate 0.02) |
# | two of 16 units | 0.969 (rate 0.01) | 0.992 (rate 0.005) |
# | eight of 6 units | 0.816 (rate 0.005) | 0.866 (rate 0.005) |
#
# So the results after 150 epochs show how far each network gets in that time rather than what it
# can represent. But longer training does not rescue the eight layers. Nor do a few more parameters:
# with seven units per layer, 37 parameters over the budget, the mean held-out accuracy after 150
# epochs was 0.835. Yet good weights exist: in the best of the ten runs of 600 epochs, eight layers
# of six units had an accuracy of 0.998 on the training points and 0.977 on the held-out points. In
# most runs, training did not find such weights. On this task, then, some depth helps, above all by
# making training faster, but many narrow layers are hard to train.

# %% [markdown]
# One task is not enough for a general rule. [Section 6.3](6.3_capacity.ipynb) shows what depth
# buys, and repeats the experiment on other data sets, with a different result each time. Here we
# ask a more basic question: where should training start? (The network with eight narrow layers was
# already initialised as the next part recommends, so a good start alone is not enough.)

# %% [markdown]
# ## How to initialise the weights
#
# Training repeats one step: find out how the **loss**, the error that training tries to reduce,
# changes with each parameter, and move each parameter a little in the direction that lowers the
# loss. (In this plain form, without the refinements of Adam, the procedure is called *gradient
# descent*; it is what `ff.train` does unless told otherwise.) Training has to start somewhere, so
# why not with all parameters at 0?
#
# In that case, every hidden unit outputs $\mathrm{relu}(0) = 0$. If we change a weight of the last
# layer, the output stays the same, because that weight multiplies a 0. If we change a weight of a
# hidden layer, or one of its biases, whatever the change does to $Z$ is multiplied by 0 in the next
# layer. None of these parameters on its own has any influence on the loss, so training moves none
# of them; only the biases of the output layer learn anything, namely how frequent each class is.
# Let us try this on points that form two half-moons.


# %%
def train_on_moons(params):
    data, rng = ff.moons(np.random.default_rng(0)), np.random.default_rng(1)
    params, _ = ff.train(*data.train, params, epochs=300, lr=0.3, rng=rng, progress=False)
    right = np.mean(ff.predict(data.held_out[0], params) == data.held_out[1])
    print(f"held-out accuracy {right:.2f}")
    return params


zeros = ff.init_params([2, 8, 8, 2], np.random.default_rng(0), scheme="zeros")
for layer, (W, _) in enumerate(train_on_moons(zeros), 1):
    print(f"largest weight in layer {layer}: {np.abs(W).max()}")

# %% [markdown]
# ### Twins
#
# So let us start all the weights at 0.5 instead, and look at $W_1$ after training.

# %%
twins = train_on_moons([(W + 0.5, b) for W, b in zeros])
print(twins[0][0].round(3))

# %% [markdown]
# The network has learned something, but all eight columns of $W_1$ are the same. The eight units
# started out identical, so they computed the same numbers. The next layer treated them all alike,
# so they received the same updates and were still identical after every step. The units of each
# hidden layer are **twins**, and they remain twins however long we train. Eight identical units can
# do no more than one. To check this, we keep only one unit per hidden layer and let the next layer
# count that unit eight times, so the weights shrink to the shapes `(2, 1)`, `(1, 1)` and `(1, 2)`:

# %%
(W_1, b_1), (W_2, b_2), (W_3, b_3) = twins
single = [(W_1[:, :1], b_1[:1]), (8 * W_2[:1, :1], b_2[:1]), (8 * W_3[:1], b_3)]
X_new = ff.moons(np.random.default_rng(0)).held_out[0]
out_8, out_1 = (ff.forward(X_new, params, ff.relu)[0] for params in (twins, single))
print(ff.count_parameters([2, 8, 8, 2]), "parameters reduced to", ff.count_parameters([2, 1, 1, 2]))
print("largest difference between the two outputs:", np.abs(out_8 - out_1).max().round(9))

# %% [markdown]
# The units must differ from one another at the start, so we draw the weights at random. The biases
# may then all start at 0.

# %%
ff.figures.twins()

# %% [markdown]
# *Figure: What the same network learns from three different starts. Started from zero weights, it
# gives the same answer everywhere, with almost no preference for either class (hence the white);
# with eight twins per layer everything depends on a single pre-activation, so the boundary can only
# be straight; with eight different units the network bends the boundary around the moons.*

# %% [markdown]
# ### Random, but how large?
#
# Consider unit $j$ of layer $l$. Its bias starts at 0, so at first its pre-activation is just a sum
# over the $m_{in}$ inputs to the layer:
#
# $$h_{l,j} = \sum_{i=1}^{m_{in}} Z_{l-1,i}\, W_{l,ij}.$$
#
# We draw all the weights independently, with mean 0 and variance $v$; the input $Z_0 = X$ is fixed.
# So $Z_{l-1}$ is random only through the weights of the earlier layers, and it is independent of
# $W_l$. Hence every term has mean 0 and variance
#
# $$E[Z_{l-1,i}^2\, W_{l,ij}^2] = E[Z_{l-1,i}^2]\, E[W_{l,ij}^2] = v\, E[Z_{l-1,i}^2].$$

# %% [markdown]
# The terms need not be independent, because all $Z_{l-1,i}$ depend on the same earlier weights. But
# each term has its own weight, so for two different terms $i$ and $k$
#
# $$E[Z_{l-1,i} W_{l,ij}\; Z_{l-1,k} W_{l,kj}]
# = E[Z_{l-1,i} Z_{l-1,k}]\, E[W_{l,ij}]\, E[W_{l,kj}] = 0.$$
#
# This is enough for the variances to add: in the expected value of the square of the sum, all the
# cross terms vanish. The result is the same for every unit $j$, so we leave out the index:
#
# $$\mathrm{Var}(h_l) = m_{in}\, v\, E[Z_{l-1}^2].$$
#
# Here $E[Z_{l-1}^2]$ denotes the average of $E[Z_{l-1,i}^2]$ over the layer's inputs. For a given
# $v$, the more inputs a layer has, the more widely the values of $h_l$ are spread.

# %% [markdown]
# ### What ReLU does to the spread
#
# Now $Z_l = \max(0, h_l)$. If the distribution of the weights is symmetric about 0, as a normal
# distribution with mean 0 is, then so is that of $h_l$. In that case ReLU, on average, sets half of
# the values to 0 and keeps the other half, which halves the mean square:
#
# $$E[Z_l^2] = \tfrac12 E[h_l^2] = \tfrac12 \mathrm{Var}(h_l).$$

# %%
h = np.random.default_rng(0).normal(size=(1000, 1000))
print(f"mean of h^2 {np.mean(h**2):.3f}, mean of relu(h)^2 {np.mean(ff.relu(h) ** 2):.3f}")

# %% [markdown]
# Together, the two equations say how the mean square changes in every hidden layer, including the
# first:
#
# $$E[Z_l^2] = \tfrac12\, m_{in}\, v\; E[Z_{l-1}^2].$$
#
# Suppose that the weights have standard deviation $1/\sqrt{m_{in}}$, so that $m_{in} v = 1$. The
# values $Z_l$ that pass through the network are often called the **signal**, and we measure the
# size of the signal by its root mean square. How large is the signal after 30 layers, relative to
# the input?

# %%
ff.ask("half_variance_thirty_layers")

# %% [markdown]
# ### Exercise: He initialisation
#
# The mean square is preserved if $\tfrac12 m_{in} v = 1$. Write a function that initialises the
# parameters so that this condition holds. Draw all the random numbers from the `rng` that your
# function is given, layer by layer, so that a generator with the same seed always produces the same
# network.

# %% exercise="init_params"

# %% check="init_params"

# %% [markdown]
# The weights of a layer with $m_{in}$ inputs should have variance $2/m_{in}$, that is, standard
# deviation
#
# $$\sqrt{2/m_{in}}.$$
#
# This is **He initialisation** [@he2015]. We use the same rule for the output layer. It has no ReLU
# and does not need the 2, but a factor that occurs only once does no harm.

# %%
ff.figures.initial_scale()

# %% [markdown]
# *Figure: The root mean square of* $Z_l$ *in thirty layers of 100 units, for three scales of the
# weights. Each thin line is one draw of the weights, and each thick line is the median of five.
# Only with He's scale does the signal keep its order of magnitude; even then it is not exactly
# constant, because random fluctuations also compound.*

# %% [markdown]
# ### Back to the two networks
#
# Here is the experiment from the beginning of this section, with ten hidden layers of 50 units,
# greyscale images of 64 pixels, and initial weights drawn according to He's rule and then
# multiplied by a factor. Each line of output shows the held-out accuracies of three runs with
# different random weights. Guessing is right one time in ten. (The optimiser `"sgd"` is gradient
# descent, but each step looks at only one batch.)

# %%
digits = ff.digits(np.random.default_rng(1))


def digits_accuracy(factor, lr, seed, optimizer="sgd"):
    rng = np.random.default_rng(seed)
    start = [(factor * W, b) for W, b in ff.init_params([64] + [50] * 10 + [10], rng)]
    options = dict(epochs=20, lr=lr, batch_size=50, optimizer=optimizer, progress=False)
    try:
        params, _ = ff.train(*digits.train, start, rng=rng, **options)
    except FloatingPointError:  # the loss became infinite or nan
        return "exploded"
    return f"{np.mean(ff.predict(digits.held_out[0], params) == digits.held_out[1]):.2f}"


# %%
for factor in (0.4, 1.0, 1.5):
    for lr in (0.01, 0.05):
        accuracies = [digits_accuracy(factor, lr, seed) for seed in range(3)]
        print(f"{factor} times He's scale, rate {lr}: {', '.join(accuracies)}")

# %% [markdown]
# With a factor of 0.4, the signal shrinks to $0.4^{10} \approx 0.0001$ of its original size on the
# way to the last hidden layer, so the output hardly depends on the image. Why does training not
# make the weights larger? When all the weights were 0, the effect of a change in one weight was
# multiplied by 0; now it is multiplied by 0.4 in each of the other ten layers. So the derivatives
# and the steps of gradient descent are tiny, and the network learns nothing useful at either rate.
# With a factor of 1.5, the signal and the effect of such a change are more than 50 times as large
# as with a factor of 1, so the steps are much larger, too. At the higher rate the parameters
# explode early in training, and at the lower one the network does worse than with a factor of 1.
#
# Can Adam make up for a bad start? It adapts the size of the step for each parameter, so small
# derivatives need not mean small steps.

# %%
for factor in (0.4, 1.0):
    accuracies = [digits_accuracy(factor, 0.003, seed, optimizer="adam") for seed in range(3)]
    print(f"{factor} times He's scale, Adam: {', '.join(accuracies)}")

# %% [markdown]
# Adam repairs much of the damage, but the initial scale still matters.
#
# We derived the scale from the forward direction only. The derivatives of the loss are computed
# backwards, from the last layer to the first, and are likewise multiplied by a factor in every
# layer. [Section 6.4](6.4_activations.ipynb) shows the problems that such factors cause, the scales
# that other activation functions need instead of $\sqrt{2/m_{in}}$, and two inventions that make a
# deep network less sensitive to the scale: batch normalisation and connections that bypass layers.
#
# > **History.** Networks with many layers were trained layer by layer long before the name *deep
# > learning* existed, for instance by @ivakhnenko1971. @glorot2010 derived a scale for odd
# > activation functions, such as tanh; @he2015 derived the factor 2 for ReLU, which enabled them to
# > train networks of 30 layers from scratch. Kaiming He and his three co-authors also invented the
# > residual network [@he2016], in which some arrows bypass layers (see Problem 6.2.5).

# %% [markdown]
# ## The same in PyTorch
#
# `torch.nn.Linear(m_in, m_out)` stores its weights with shape `(m_out, m_in)`, that is, as the
# transpose of our $W$. By default, PyTorch draws both weights and biases at random. The weights are
# uniformly distributed with standard deviation $1/\sqrt{3\, m_{in}}$, which is He's standard
# deviation divided by $\sqrt 6$. Since $1/\sqrt 6 \approx 0.41$, multiplying He's weights by 0.4,
# as at the beginning of this section, gives almost exactly the scale of PyTorch's default. When we
# started our network of ten hidden layers from that default and trained it as above by gradient
# descent, it did no better than guessing. The default does less harm in a network with few layers,
# or if you use batch normalisation or Adam. But if you train a ReLU network as deep as this one by
# plain gradient descent, initialise the weights yourself.

# %%
if torch := ff.optional("torch"):
    layer = torch.nn.Linear(100, 50)
    print("default:", layer.weight.std().item(), " He:", (2 / 100) ** 0.5)
    torch.nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    torch.nn.init.zeros_(layer.bias)
    print("after kaiming_normal_:", layer.weight.std().item(), tuple(layer.weight.shape))

# %% [markdown]
# ## In your own words
#
# A friend builds a network with three hidden layers of 100 units each and starts all the weights at
# 0.1, because that is "small, and fair to every unit". The network learns poorly, so she doubles
# the widths. Explain why wider layers do not help, and say what she should do instead. How large
# should the weights be, and why?
#
# If you are taking a course, your instructor marks this answer. It is worth 2 points: one for
# explaining why the units stay identical and why adding more of them changes nothing, and one for
# deriving the scale from the number of inputs. If you are working on your own, compare your answer
# with the one in `solutions/`.

# %% [markdown] explain="6.2_structure"
# All units of a hidden layer start out equal and compute the same numbers. The next layer treats
# them in the same way, so they receive the same updates and are still equal after every step. A
# hundred such units can do no more than one, and the same goes for two hundred. What is missing is
# a difference between the units, so the weights must be random.
#
# The weights should be drawn with mean 0 and variance 2 / m_in. A pre-activation is a sum of m_in
# terms, so its variance is m_in times that of one term, and the ReLU of the layer before halves the
# mean square. With variance 2 / m_in the two effects cancel, and the signal neither vanishes nor
# explodes. For a layer with 100 inputs, the standard deviation is then 0.14.

# %% [markdown] problems="6.2_structure"
# ## Problems to think about

# %% [markdown] problem="*"
# A network for images has the sizes 784-100-10. You can either double the width of its hidden layer
# or add a second hidden layer of 100 units. Which change costs more, and how many parameters does
# each add?
#
# ---
#
# The network has $785 \cdot 100 + 101 \cdot 10 = 79{,}510$ parameters. Doubling the hidden layer
# gives $785 \cdot 200 + 201 \cdot 10 = 159{,}010$, which is 79,500 more. A second hidden layer
# costs only $101 \cdot 100 = 10{,}100$. Widening is expensive here because each additional unit has
# 785 parameters of its own and 10 weights in the output layer.

# %% [markdown] problem="*"
# Why does the number of samples $N$ not appear in the shape of any parameter? What would go wrong
# if the bias had shape `(N, m)`?
#
# ---
#
# The function $f(x; \theta)$ maps one sample to one output; $N$ rows are $N$ independent
# evaluations of this function. A bias of shape `(N, m)` would give each row a bias of its own and
# therefore a function of its own, and the network could not be applied to a different number of
# samples.

# %% [markdown] problem="*"
# Write down a network with sizes `[1, 2, 1]` that returns $|x|$ for a single number $x$. Is a width
# of 1 enough?
#
# ---
#
# $|x| = \mathrm{relu}(x) + \mathrm{relu}(-x)$, so $W_1 = (1, -1)$, $W_2 = (1, 1)^\top$ and all
# biases are 0. Width 1 is not enough: one ReLU unit is constant on one side of its corner, so the
# network's output is constant there as well, but $|x|$ is not constant on any interval.

# %% [markdown] problem="**"
# In a network with two hidden layers, $W_1$ and $W_3$ are random, and every entry of $W_2$ is 0.5.
# Do the units of the second hidden layer remain twins?
#
# ---
#
# No. The units compute the same numbers at first, but $W_3$ gives their outputs different weights,
# so they receive different updates and are no longer equal after the first step. To remain twins,
# two units generally need both equal incoming and equal outgoing weights.

# %% [markdown] problem="**"
# Somebody adds arrows that lead directly from the inputs to the outputs, bypassing the hidden
# layer. Is the network still feedforward? Is it still a chain of functions?
#
# ---
#
# The network is still feedforward, because no path returns to where it started. It is no longer a
# chain in the sense of this section, because the last layer receives more than the result of the
# layer before it. It becomes a chain again if the hidden layer passes on its inputs together with
# the outputs of its own units. Connections that bypass a layer, called *skip connections*, are the
# idea behind the residual network.

# %% [markdown] problem="**"
# For a fixed budget, can the width $m$ that `width_for_budget` returns be larger for depth $L + 1$
# than for depth $L$? Give an example, or prove that it cannot.
#
# ---
#
# It cannot. Going from $L$ to $L + 1$ hidden layers of the same width $m$ adds $m(m+1) \ge 0$
# parameters and changes nothing else. So every width that fits the budget at depth $L + 1$ also
# fits at depth $L$.

# %% [markdown] problem="***"
# Dropping half of the units at random during training, and doubling the outputs of the rest,
# preserves the mean of $Z_l$. What does this do to $E[Z_l^2]$, and to the scale that you would
# choose for the weights?
#
# ---
#
# Each entry becomes $2Z$ with probability ½ and 0 otherwise, so the expected square is
# $½ \cdot 4 E[Z^2] = 2 E[Z^2]$. The mean square doubles, so the variance of the weights should be
# halved, to $1/m_{in}$.

# %% [markdown] problem="***"
# Derive the scale of the weights for an activation function that leaves $h$ unchanged for $h > 0$
# and multiplies it by $a$ for $h < 0$ (*leaky ReLU*). What happens for $a = 0$ and for $a = 1$?
#
# ---
#
# $E[Z^2] = ½ E[h^2] + ½ a^2 E[h^2]$ ${} = ½(1 + a^2)\,\mathrm{Var}(h)$, so
# $v = 2 / ((1 + a^2)\, m_{in})$. For $a = 0$ this is He's scale. For $a = 1$ the activation
# function changes nothing, and $v = 1/m_{in}$.

# %% [markdown]
# ## An open challenge
#
# There are no points for this one, only glory. How few parameters can a network have and still read
# nine out of ten new digits correctly? Compare your number with the book's.

# %%
ff.challenge("small_digits")

# %% [markdown]
# ## Summary
#
# - A network is a chain of functions, such as $f(x; \theta) = f_3(f_2(f_1(x)))$; *deep learning* is
#   named after the length of this chain, $L + 1$. *Depth* means the number $L$ of hidden layers.
# - The graph of a feedforward network is directed and acyclic: information flows only forwards.
#   With feedback, the network would be recurrent.
# - $h_l = Z_{l-1}W_l + b_l$, $Z_l = \mathrm{relu}(h_l)$ for $l = 1, \dots, L$, with $Z_0 = X$, and
#   $out = Z_L W_{L+1} + b_{L+1}$.
# - The sizes `[M, m_1, …, m_L, n]` determine all shapes: $W_l$ has shape `(m_in, m_out)` and $b_l$
#   has shape `(m_out,)`, so a layer has $(m_{in} + 1)\, m_{out}$ parameters.
# - With the same budget, a deeper network is narrower but usually has many more paths. When you
#   compare depths, give each its own best learning rate. On the spirals, two hidden layers beat one
#   after 150 epochs, but hardly after 600; four are no clear improvement, and eight are too many.
# - Identical units remain identical, so weights are initialised at random. For ReLU,
#   $E[Z_l^2] = \tfrac12 m_{in} v\, E[Z_{l-1}^2]$, so the mean square stays constant if the weights
#   have standard deviation $\sqrt{2/m_{in}}$ (He initialisation); biases start at 0.

# %% [markdown]
# | term | Chinese | symbol |
# | --- | --- | --- |
# | composition | 复合函数 | $f_3(f_2(f_1(x)))$ |
# | directed acyclic graph | 有向无环图 | |
# | feedforward | 前馈 | |
# | feedback | 反馈 | |
# | recurrent | 循环 | |
# | first layer | 第一层 | $W_1$, $b_1$ |
# | output layer | 输出层 | $W_{L+1}$, $b_{L+1}$ |
# | unit | 单元，神经元 | a column of $Z_l$ |
# | width | 宽度 | $m_l$ |
# | depth | 深度 | $L$ |
# | shallow neural network | 浅层神经网络 | SNN |
# | deep neural network | 深度神经网络 | DNN |
# | deep learning | 深度学习 | |
# | held-out accuracy | 留出集准确率 | |
# | initialisation | 初始化 | |
# | He initialisation | He 初始化 | $\sqrt{2/m_{in}}$ |
# | standard deviation | 标准差 | $\sqrt{v}$ |

# %% [markdown]
# ## Further reading
#
# - @goodfellow2016, the beginning of chapter 6 and section 6.4: the architecture of a network. Our
#   book is based on a course that uses this textbook.
# - @prince2023, chapter 4: pictures of what happens when shallow networks are composed.
# - @he2015, section 2.2: the derivation that we followed here, and its counterpart for the backward
#   direction.
# - @cs231n, *Setting up the architecture*: short and practical.

# %% [markdown] references="6.2"
# ## References

# %% [markdown]
# **Next.** We can now build a network of any depth and width. But what can a network of a given
# size represent in the first place, and what happens when it can represent too much? These two
# questions are the subject of [Section 6.3](6.3_capacity.ipynb).

# %%
ff.progress()
