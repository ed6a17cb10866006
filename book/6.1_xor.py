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
# Two switches, one on each floor, control the light on a staircase. Both are down, and the light is
# off. Flip either of them and the light changes, so it is on when exactly one switch is up. This
# rule is called **exclusive or**, XOR for short, and an electrician can wire it in minutes. In 1969
# Marvin Minsky and Seymour Papert published a book, *Perceptrons*, about what the learning machines
# of their day could and could not represent [@minsky1969]. One consequence of their results is easy
# to state: a single layer, which compares a weighted sum of the two inputs with a threshold, cannot
# represent the staircase rule, however long it is trained.
#
# The whole problem consists of four points. This book's own package, `feedforward`, draws them here
# with a straight line that puts three of them on the correct side.

# %%
import numpy as np

import feedforward as ff

# %%
ff.figures.four_points()

# %% [markdown]
# *Figure: The inputs of XOR as points in a plane. The answer should be 1 at the squares and 0 at
# the discs. Imagine moving the line: can you put both squares on one side and both discs on the
# other?*

# %% [markdown]
# You can try this yourself in a moment. Then we prove that what you find is no accident, and build
# a small model that gets all four points right. Between its input and its output, this model has
# two simple *units*: each computes a linear function of the input and bends the result. Units that
# work side by side form a *layer*. A model made of such layers is called a **feedforward neural
# network** or a **multilayer perceptron** (MLP), and a **deep feedforward network** if it has many
# layers. In practice, the three names are often used interchangeably. Such networks are the subject
# of this book: by the end of 6.8 you will have written one in plain NumPy and derived all the
# formulas that are needed to train it.

# %% [markdown]
# After this section you will be able to
#
# - prove that no line solves XOR, and find the linear function that comes closest,
# - show that nothing is gained by stacking *affine* layers (a matrix product plus a constant), but
#   that two of them with a simple bend in between, ReLU, can represent XOR,
# - compute by hand the output of a network with one hidden layer, in matrix form and for all
#   samples at once,
# - explain with a picture what a hidden layer does,
# - choose the weights of a small network yourself.
#
# Plan on about two hours: one for reading and playing, and one for writing five short functions.

# %% [markdown]
# ## Try it yourself first
#
# The left-hand panel of the explorer below shows the four points. A point is classified as 1 if the
# model's output there is at least ½, and the boundary between the two answers is a straight line.
# The sliders `w[0]`, `w[1]` and `b` turn and shift this line. (Code counts from 0 and formulas from
# 1: `w[0]` is $w_1$.) Ignore the other sliders and the right-hand panel for now.
#
# Points on the wrong side are ringed. If Minsky and Papert are right, at least one ring always
# remains. Spend two minutes putting this to the test, and see whether you can choose which point
# ends up ringed.

# %%
ff.explore_xor()

# %% [markdown]
# Every slider can also be moved with the keyboard: click it, or reach it with Tab, and use the
# arrow keys. The line of text under the picture states in numbers what the picture shows.

# %% [markdown]
# ## The problem in symbols
#
# Throughout this book a row is a sample. The four points form a matrix $X$ of shape `(N, M)`, here
# with $N = 4$ samples of $M = 2$ inputs each, and the four answers form a vector $y$ of shape
# `(N,)`.

# %%
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([0, 1, 1, 0])
X.shape, y.shape

# %% [markdown]
# XOR is a toy problem, but the situation is typical. There is a function $f^*$ that gives the right
# answer $y = f^*(x)$ for every input $x$. A **classifier**, for example, assigns each input to one
# of several classes. If it reads handwritten digits, $x$ is an image and $f^*(x)$ is the digit that
# the writer meant. For such a problem nobody can write down $f^*$; we know only some of its values.
# So we choose a family of functions $f(x; \theta)$ with free parameters $\theta$, and look for the
# $\theta$ that makes $f$ the best approximation to $f^*$. Letting data determine $\theta$ is called
# **learning**.
#
# A feedforward network owes its name to the way it computes its output: information flows in one
# direction only, from $x$ through the intermediate results to the output. Section 6.2 shows what
# changes when some of these results are fed back into the network.
#
# For XOR, unlike for handwritten digits, we know every value of $f^*$. Only one question remains:
# is there any $\theta$ for which $f$ is right at all four points?

# %% [markdown]
# ## Why a line fails
#
# The simplest family worth trying consists of linear functions plus a constant, $f(x; w, b) = x_1
# w_1 + x_2 w_2 + b$. Strictly speaking, such functions are *affine*, but they are often called
# linear too. Their parameters are the **weights** $w$, of shape `(M,)`, and a number $b$, the
# **bias**. For all samples at once, the output is $Xw + b$, of shape `(N,)`. (In the explorer's
# starting position, the bias of this function is not the slider `b` alone but `w[0] + w[1] + b`,
# because the explorer's model first adds 1 to each input. This keeps ReLU, which you will meet
# below, from changing anything.)

# %% [markdown]
# The four points are the corners of a square. Add up the values of $f$ at opposite corners:
#
# $$f(0,0) + f(1,1) = 2b + w_1 + w_2 = f(0,1) + f(1,0).$$
#
# The two sums are equal, whatever the parameters are. For XOR the left-hand sum should be $0 + 0$
# and the right-hand sum $1 + 1$, so no such function takes the correct values. The same identity
# rules out classifying all four points correctly. If both points of class 1 had an output of at
# least ½, the right-hand sum would be at least 1; if both points of class 0 had an output below ½,
# the left-hand sum would be less than 1. Since the sums are equal, the conditions cannot both hold.
# Every straight line is the boundary $f = ½$ of such a function, so three out of four is the most
# that any line can achieve.

# %% [markdown]
# ## How close can a linear function get?
#
# To measure how close a linear function comes to XOR, we compare each output with the correct
# answer, 0 or 1, and take the mean squared error
#
# $$J(w, b) = \frac{1}{N}\sum_{i=1}^{N} e_i^2, \qquad e_i = X_i w + b - y_i,$$
#
# where $X_i$ is row $i$ of $X$. Choosing $w$ and $b$ so that $J$ is as small as possible is called
# the method of **least squares**. At a minimum every partial derivative is 0:
#
# $$\frac{\partial J}{\partial w_j} = \frac{2}{N}\sum_i X_{ij}\, e_i = 0, \qquad
# \frac{\partial J}{\partial b} = \frac{2}{N}\sum_i e_i = 0.$$
#
# Because each $X_{ij}$ is 0 or 1, the equation for $w_1$ adds up the errors where $x_1 = 1$ (rows 3
# and 4), and the one for $w_2$ those where $x_2 = 1$ (rows 2 and 4):
#
# $$e_3 + e_4 = 0, \qquad e_2 + e_4 = 0, \qquad e_1 + e_2 + e_3 + e_4 = 0.$$
#
# What values do you expect the best linear function to give at the four points?

# %%
ff.ask("best_line")

# %% [markdown]
# ### The answer
#
# Call the last error $t$. The first two conditions give $e_2 = e_3 = -t$, and the third then gives
# $e_1 = t$. The outputs $y_i + e_i$ are therefore $t,\ 1 - t,\ 1 - t,\ t$. But outputs at opposite
# corners have equal sums: $2t = 2 - 2t$, so $t = ½$. All four outputs are ½, which means that
# $w = 0$ and $b = ½$. Then all three derivatives are indeed 0:

# %%
e = X @ np.zeros(2) + 0.5 - y
print("errors        ", e)
print("dJ/dw1, dJ/dw2", 2 * X.T @ e / len(X))
print("dJ/db         ", 2 * e.mean())

# %% [markdown]
# In general, a point where all derivatives are 0 need not be a minimum, but this one is. Move from
# $(w, b)$ to $(w + u, b + v)$, so that each error changes by $d_i = X_i u + v$. Then
#
# $$J(w+u, b+v) = J(w,b) + \frac2N\sum_i e_i d_i + \frac1N\sum_i d_i^2.$$
#
# Since $d_i = X_{i1} u_1 + X_{i2} u_2 + v$, the middle term is the sum of
# $u_1\,\partial J/\partial w_1$, $u_2\,\partial J/\partial w_2$ and $v\,\partial J/\partial b$,
# which are all 0. The last term is never negative, and it is 0 only if no output changes at all.
# The output at $(0, 0)$ changes by $v$, so $v = 0$; those at $(1, 0)$ and $(0, 1)$ then change by
# $u_1$ and $u_2$, so $u = 0$ as well. Any move at all therefore makes $J$ larger, which means that
# **the best linear model answers ½ for every input**, with a mean squared error of ¼. It has
# learned how often the answer 1 occurs, and nothing else.

# %%
ff.ask("least_squares_right")

# %% [markdown]
# So the least-squares fit gets only two points right, one fewer than the line in the first figure.
#
# ### Exercise: the best linear fit for any data
#
# For XOR we found the best $w$ and $b$ by hand. Now write a function that finds them for any data
# set. The bias is a weight too: it is the weight of an additional input that is always 1. You need
# not solve the equations yourself: `np.linalg.lstsq` does it for you. If several fits are equally
# good, for instance when there is only one sample, any of them will do.

# %% exercise="fit_linear"

# %% check="fit_linear"

# %% [markdown]
# The check calls your function on new data. If something is wrong, it tells you what, with the
# numbers that prove it. Run it as often as you like. If you get stuck, the button below the verdict
# shows a hint.
#
# ## Two layers, and nothing gained
#
# If one layer is not enough, the obvious next step is to use two. The first turns $M$ inputs into
# $m$ numbers, with weights $W$ and biases $c$. The second turns these $m$ numbers into one, and
# from here on $w$ and $b$ belong to this second layer:
#
# $$h = XW + c, \qquad out = hw + b.$$
#
# $W$ has shape `(M, m)`, $c$ and $w$ have shape `(m,)`, and $b$ is a number; $c$ is added to every
# row of $XW$. A layer of this form, a matrix product plus a bias, is called **affine**. Here are
# two affine layers with random weights and $m = 3$. Are the sums over opposite corners still equal?

# %%
rng = np.random.default_rng(0)
W, c, w, b = rng.normal(size=(2, 3)), rng.normal(size=3), rng.normal(size=3), rng.normal()
out = (X @ W + c) @ w + b
print("opposite corners:", out[0] + out[3], "and", out[1] + out[2])

# %% [markdown]
# The sums over opposite corners are equal, exactly as they were for a single linear function.
# Expand the product and you will see why. For sample $i$,
#
# $$out_i = \sum_{k} \Big(\sum_j X_{ij} W_{jk} + c_k\Big) w_k + b.$$
#
# No term contains the square of an input or a product of two inputs, so $out_i$ is some number
# times $X_{i1}$, plus some number times $X_{i2}$, plus a constant. Two affine layers are one affine
# layer in disguise, and so are a hundred.

# %% [markdown]
# ### Exercise: collapse two layers into one
#
# Find the single layer that replaces the two. Given any $W, c, w, b$, return $w_{\text{eff}}$ and
# $b_{\text{eff}}$ such that $X w_{\text{eff}} + b_{\text{eff}}$ equals the output of the two
# layers for every $X$.

# %% exercise="collapse"

# %% check="collapse"

# %% [markdown]
# In matrix form, $(XW + c)w + b = X(Ww) + (cw + b)$. Nothing is gained by stacking affine layers:
# the boundary is still a straight line. To get any other kind of boundary, we need something
# between the layers that is not affine.
#
# ## The bend: ReLU
#
# The **rectified linear unit**, ReLU, is perhaps the simplest choice. Like a rectifier, which
# passes current in one direction only, it lets positive values through and turns all others into 0:
#
# $$\mathrm{relu}(z) = \max(0, z).$$

# %%
ff.figures.relu()

# %% [markdown]
# *Figure: ReLU. Two straight pieces meet at 0 and form a corner there. On the left the unit is off
# and the slope is 0; on the right it is on and the slope is 1.*
#
# A function that bends the results of a layer, entry by entry, is called an **activation
# function**. @fukushima1969 used ReLU, but it became common only after @nair2010 and AlexNet, the
# network that won the 2012 ImageNet contest in image recognition [@krizhevsky2012].
# [Section 6.4](6.4_activations.ipynb) compares ReLU with other activation functions.

# %% [markdown]
# ### Exercise: ReLU
#
# Which entries of the array below will ReLU change, and what will they become? Decide first, then
# write the function. It should accept an array of any shape.

# %%
z = np.array([[-2.0, -0.5, 0.0], [0.5, 1.0, 3.0]])
print(z)

# %% exercise="relu"

# %% check="relu"

# %% [markdown]
# ## The network
#
# Now put the bend between the two layers. For a single sample $x$, unit $k$ of the first layer
# computes
#
# $$h_k = x_1 W_{1k} + x_2 W_{2k} + c_k, \qquad Z_k = \max(0, h_k),$$
#
# and the output is $out = Z_1 w_1 + Z_2 w_2 + b$. For all samples at once, and with $m$ units
# instead of two, the three steps are:
#
# | step | formula | shape | in code |
# | --- | --- | --- | --- |
# | pre-activation | $h = XW + c$ | `(N, m)` | `h` |
# | activation | $Z = \mathrm{relu}(h)$ | `(N, m)` | `Z` |
# | output | $out = Zw + b$ | `(N,)` | `out` |
#
# The layer in the middle is called a **hidden layer**, because the data say nothing about it: they
# specify only $X$ and what $out$ should be. The input to its ReLU, $h$, is the **pre-activation**,
# and the result of the ReLU, $Z$, is the **activation**. (Many books, @goodfellow2016 among them,
# write $h$ for the activation. The file `NOTATION.md` compares the conventions.)

# %%
ff.figures.xor_network()

# %% [markdown]
# *Figure: A network for XOR, with the weights that* @goodfellow2016 *use. The upper hidden unit
# computes* $h_1$ *and* $Z_1$, *the lower one* $h_2$ *and* $Z_2$. *Each arrow multiplies the value
# it carries by the weight written on the arrow, and each unit adds its bias. We shall meet this
# network again in almost every section.*

# %%
ff.ask("points_that_meet")

# %% [markdown]
# ### Four points, step by step
#
# The parameters of this network are
#
# $$W = \begin{pmatrix}1&1\\1&1\end{pmatrix},\quad c = (0, -1),\quad w = (1, -2),\quad b = 0.$$
#
# Send all four points through the first layer, one row per point:
#
# $$XW = \begin{pmatrix}0&0\\1&1\\1&1\\2&2\end{pmatrix},\qquad
# h = XW + c = \begin{pmatrix}0&-1\\1&0\\1&0\\2&1\end{pmatrix}.$$
#
# Both units add up the two inputs, and the second one also subtracts 1. Look at the middle rows:
# the samples $(0, 1)$ and $(1, 0)$, which should receive the same answer, have already been sent to
# the same point. But this alone is not enough. The three points $(0, -1)$, $(1, 0)$ and $(2, 1)$
# lie on one straight line, and along that line the answers should be 0, then 1, then 0. So the
# output would have to cross ½ twice, once on the way up and once on the way down. But along a
# straight line, an affine output rises steadily, falls steadily or stays constant, so it crosses ½
# at most once.

# %%
W, c = np.array([[1, 1], [1, 1]]), np.array([0, -1])
w, b = np.array([1, -2]), 0.0
h = X @ W + c
print("without ReLU: out =", h @ w + b)

# %% [markdown]
# Without ReLU the sums at opposite corners are still equal: $2 + 0 = 1 + 1$. Before we apply ReLU,
# predict how many of the eight entries of $h$ it will change.

# %%
ff.ask("entries_changed_by_relu")

# %%
Z = ff.relu(h)
print("Z =", Z.tolist())
print("out =", Z @ w + b)

# %% [markdown]
# Only one number has changed: the $-1$ of the first point has become 0. But that is enough. The
# points now lie on a bent line with its corner at $(1, 0)$, where the second unit switches on, and
# a straight cut can separate the corner from both ends.
#
# The network can also be read as logic: XOR is *OR but not AND*. The first unit counts the inputs
# that are on, so at the four points $Z_1 \ge 1$ exactly where OR is true. The second is AND: $Z_2$
# is 1 where both inputs are on, and 0 elsewhere. The output layer takes the count and subtracts
# $2 Z_2$, which leaves 0 where AND is true.

# %%
ff.figures.bent_line()

# %% [markdown]
# *Figure: The four samples, labelled with their inputs. On the left, the pre-activations lie on a
# straight line, so no straight cut can separate the middle from both ends. On the right, ReLU has
# lifted one end (the hollow disc marks where it was), and now the cut* $Z_1 - 2 Z_2 = ½$ *separates
# the middle from both ends.*
#
# This is what a hidden layer does. Its affine map can rotate, stretch, shift or flatten the space,
# or embed it in a space with more dimensions; the activation function bends the result. In a
# classifier like this one, the output layer then cuts the bent space in two.

# %% [markdown]
# ### The same network as a tent
#
# Since both units see only the sum $s = x_1 + x_2$, the whole network is a function of one number:
#
# $$out = \mathrm{relu}(s) - 2\,\mathrm{relu}(s - 1).$$
#
# For $s \le 0$ both units are off. Between 0 and 1 only the first one is on, and $out$ rises with
# slope 1. Beyond 1 the second one contributes a slope of $-2$, so $out$ falls with slope $-1$. It
# crosses ½ on the way up, at $s = ½$, and again on the way down, at $s = \tfrac32$. So the single
# cut after ReLU amounts to two parallel cuts in the plane of the inputs, and the network answers 1
# in the band between them.

# %%
ff.figures.tent()

# %% [markdown]
# *Figure: Two ReLUs form the peak of a tent. The output is 0 at* $s = 0$, *1 at* $s = 1$ *and 0
# again at* $s = 2$, *exactly as XOR requires.*
#
# Tents are more useful than they look. A third ReLU, $+\,\mathrm{relu}(s - 2)$, keeps this tent at
# 0 beyond $s = 2$. In [6.3](6.3_capacity.ipynb) we place many such tents side by side to
# approximate any continuous function on an interval, and we stack them to see what depth can do.

# %% [markdown]
# ### Exercise: the forward pass
#
# Together, the three steps in the table above are called the forward pass. Write them as one
# function. It should work for any number of samples, inputs and hidden units.

# %% exercise="xor_forward"

# %% check="xor_forward"

# %% [markdown]
# ## Watch the plane bend
#
# Now the explorer draws *your* network. The left-hand panel shows the four points again, with one
# line per hidden unit, which marks where that unit switches on. Short ticks on the line point to
# the side where the unit is on. As you move the `bend` slider, the right-hand panel shows what the
# hidden layer does to the plane, from $X$ via $h$ to $Z$. The explorer starts from the weights that
# we have just used, which it calls the *known solution*.

# %%
ff.ask("raise_the_second_bias")

# %%
ff.explore_xor(xor_forward, start="known solution")

# %% [markdown]
# The known solution is a special case: its $W$ flattens the plane onto a line before ReLU bends
# that line. A hidden layer need not flatten anything. The button *another solution* sets the
# parameters to
#
# $$W = \begin{pmatrix}1&-2\\-2&1\end{pmatrix},\quad c = (0, 0),\quad w = (1, 1),\quad b = 0,$$
#
# so that $out = \mathrm{relu}(x_1 - 2x_2) + \mathrm{relu}(x_2 - 2x_1)$. Move the `bend` slider
# once more. This $W$ is invertible, so no two points of the plane have the same $h$. At the four
# samples,
#
# $$h = \begin{pmatrix}0&0\\-2&1\\1&-2\\-1&-1\end{pmatrix},\qquad
# Z = \begin{pmatrix}0&0\\0&1\\1&0\\0&0\end{pmatrix}.$$
#
# Where $h_1 < 0$, ReLU replaces $h_1$ by 0, so the point moves horizontally onto the vertical axis.
# Where $h_2 < 0$, the point moves vertically onto the horizontal axis, and where both are negative,
# it moves to the origin. The samples $(0, 0)$ and $(1, 1)$ meet there, and a straight cut separates
# them from the other two. In the known solution, $W$ makes the two samples of class 1 meet; here
# ReLU makes the two samples of class 0 meet.

# %% [markdown]
# Now go back to the *known solution*. Disconnect one hidden unit by setting `w[1]` to 0, and see
# whether the other one can represent XOR on its own. Try for two minutes before you read on.
#
# It cannot. With one unit, $out$ depends only on the number $t = W_{11}x_1 + W_{21}x_2$. As $t$
# grows, $Z_1$ never falls, so $out$ either never falls or never rises, depending on the sign of
# $w_1$. Unless the network gives the same answer everywhere, the answer therefore changes exactly
# once, at some $t = t_0$. In the plane of the inputs, $t = t_0$ is a straight line, and the network
# answers 1 on one side of it and 0 on the other. But we know that no line separates the two classes
# of XOR. So with ReLU you need at least two hidden units.

# %% [markdown]
# ### Exercise: weights of your own
#
# **XNOR** is the opposite of XOR: it is 1 when the two inputs are equal, and 0 otherwise. Find
# parameters for which the network returns exactly 1, 0, 0, 1 at the four points. There are many
# solutions, with different numbers of hidden units, and any of them will be accepted. You can try
# things out in the explorer: `ff.explore_xor(xor_forward, y=1 - y)` draws your network and judges
# it against XNOR.

# %% exercise="xnor_parameters"

# %% check="xnor_parameters"

# %% [markdown]
# ## Who chooses the weights?
#
# With four points and nine parameters, the weights can be chosen by hand. A network that reads
# handwriting may have a hundred thousand parameters, and nobody knows what values to give them.
#
# So we let the data choose. We start with random parameters, find out how fast the error changes
# with each of them, and move each parameter a little in the direction that reduces the error.
# Together, these rates of change are called the *gradient*. In 6.6 you will write the code that
# moves the parameters, and in 6.8 the code that computes the gradient. Your own code will then find
# weights for XOR, though not from every starting point.

# %% [markdown]
# > **History.** Frank Rosenblatt's perceptron learned the weights of a single layer from examples
# > [@rosenblatt1958]. Eleven years later came *Perceptrons*, and XOR became the best-known example
# > of a function that a single layer cannot represent. Even then it was known that networks with
# > hidden layers can represent XOR. What was missing was a practical way to train them. One such
# > method became widely known through @rumelhart1986, and you will implement it yourself in
# > [6.8](6.8_backprop.ipynb).

# %% [markdown]
# ## The same network in PyTorch
#
# PyTorch is the library that you will probably use next. (If it is not installed, the first line of
# the cell skips the rest.) In PyTorch a layer holds its own weights, stored as the transpose of
# ours (here the two are equal), and `Sequential` chains the layers. PyTorch normally records what
# is computed from the weights, so it does not let us overwrite them; inside `torch.no_grad()`
# nothing is recorded, so there we can overwrite them. The model's outputs agree with ours.

# %%
if torch := ff.optional("torch"):
    hidden, output = torch.nn.Linear(2, 2), torch.nn.Linear(2, 1)
    with torch.no_grad():
        hidden.weight[:] = torch.tensor(W.T)
        hidden.bias[:] = torch.tensor(c)
        output.weight[:] = torch.tensor(w)
        output.bias[:] = b
    model = torch.nn.Sequential(hidden, torch.nn.ReLU(), output)
    print(model(torch.tensor(X, dtype=torch.float32)).ravel())

# %% [markdown]
# ## In your own words
#
# A friend says: "XOR just needs a more complicated line. With enough affine layers on top of each
# other, a network would find it." Explain what is wrong with this, and what ReLU changes. Follow
# the four points through the network in your answer.
#
# If you are taking a course, your instructor marks this answer. It is worth 2 points: one for
# explaining why affine layers alone cannot represent XOR, and one for explaining what ReLU does to
# the four points. If you are working on your own, compare your answer with the one in `solutions/`.

# %% [markdown] explain="6.1_xor"
# Stack as many affine layers as you like: multiplied out, they reduce to a single matrix and a
# single bias, so the whole stack is one affine function. For such a function the sums over opposite
# corners of the square are equal. XOR would need 0 for one sum and 2 for the other, so no stack of
# affine layers can represent it.
#
# With the weights above, the first layer sends (0, 1) and (1, 0) to the same point (1, 0), and all
# four pre-activations lie on one straight line: (0, -1), (1, 0), (2, 1). Along this line the
# answers should be 0, 1, 0, which an affine output cannot produce, because such an output is
# monotonic along any line. ReLU replaces the -1 by 0 and thereby bends this line at (1, 0). Now one
# straight cut separates the corner, where the answer is 1, from both ends, where it is 0, and the
# output layer makes that cut.

# %% [markdown] problems="6.1_xor"
# ## Problems to think about
#
# One star marks a warm-up, and problems with three stars take a while. Pencil and paper are enough
# for most problems.

# %% [markdown] problem="*"
# What does a linear model learn from AND, which is 1 only at $(1, 1)$? Find the least-squares fit,
# and say how many of the four points it classifies correctly with the threshold ½.
#
# ---
#
# By symmetry $w_1 = w_2 = a$. The four outputs are $b$, $a + b$, $a + b$, $2a + b$, and the answers
# should be 0, 0, 0, 1. The conditions $\sum e_i = 0$ and $\sum_{x_1 = 1} e_i = 0$ read
# $4a + 4b = 1$ and $3a + 2b = 1$, so $a = ½$ and $b = -¼$. The outputs are $-¼, ¼, ¼, ¾$: all four
# points are classified correctly.

# %% [markdown] problem="*"
# The output layer of the known solution is $out = Z_1 - 2Z_2$. Which other output layers $(w, b)$
# compute XOR exactly from the same hidden layer?
#
# ---
#
# None. The hidden points are $(0,0)$, $(1,0)$ and $(2,1)$. The first requires $b = 0$, the second
# then $w_1 = 1$, and the third $2 + w_2 = 0$. (If only the classification matters, there are
# infinitely many: any cut that separates the corner from both ends will do.)

# %% [markdown] problem="**"
# Replace ReLU by the square, $Z = h^2$. Can a network with a single hidden unit now represent XOR
# exactly?
#
# ---
#
# Yes. Take $h = x_1 - x_2$. It is 0, -1, 1, 0 at the four points, so $h^2$ is XOR itself, with
# $w = 1$ and $b = 0$. The square is not monotonic, whereas the proof for one ReLU unit relied on
# the fact that ReLU is.

# %% [markdown] problem="**"
# A step unit outputs 1 if its pre-activation is positive, and 0 otherwise. Build XOR from two such
# hidden units and an affine output, and say what the hidden layer does to the four points.
#
# ---
#
# For instance, take $h_1 = x_1 + x_2 - ½$ and $h_2 = x_1 + x_2 - \tfrac32$. The first unit tests
# whether at least one input is on (OR), and the second whether both are (AND), so the points become
# $(0,0), (1,0), (1,0), (1,1)$, and $out = Z_1 - Z_2$: OR but not AND. This works as well as ReLU
# does, but the slope of a step unit is 0 wherever it exists, so gradients could not train such a
# unit.

# %% [markdown] problem="**"
# Show that in the known solution you can multiply column $k$ of $W$ and entry $k$ of $c$ by any
# $a > 0$, and divide $w_k$ by $a$, without changing the function. Why does this fail for $a < 0$?
#
# ---
#
# $\mathrm{relu}(az) = a\,\mathrm{relu}(z)$ for $a > 0$, so the factors $a$ and $1/a$ cancel. For
# $a < 0$ the unit would be on where $h_k < 0$ instead of where $h_k > 0$. Every function that a
# ReLU network represents is therefore represented by infinitely many parameter settings.

# %% [markdown] problem="***"
# The parity of three bits is 1 when an odd number of them are 1. Extend the tent to a network with
# three hidden units that computes this parity exactly. How many units does your construction need
# for $n$ bits?
#
# ---
#
# With $s = x_1 + x_2 + x_3$ the answers at $s = 0, 1, 2, 3$ are 0, 1, 0, 1. The function
# $\mathrm{relu}(s) - 2\,\mathrm{relu}(s-1) + 2\,\mathrm{relu}(s-2)$ has slopes 1, -1, 1 on the
# three intervals, as required. In general the slope changes at $s = 0, 1, \dots, n-1$, so $n$ units
# suffice.

# %% [markdown] problem="***"
# In how many ways can you colour the four corners of the square with two colours, and in how many
# of these colourings can a single line separate the two colours? Write a short program that tries
# small integer weights, and use it to answer the same questions for the eight corners of a cube,
# with a plane in place of the line. (Colourings in a single colour count as separated.)
#
# ---
#
# Of the 16 colourings, 14 are linearly separable: all except XOR and XNOR. For the cube, 104 of 256
# are separable. A program finds them all if it tries every integer weight from -2 to 2, with the
# threshold halfway between two integers, and counts the different colourings. (That it misses none
# can be checked with a *linear program*, which finds a separating plane or proves that there is
# none.) In four dimensions only 1,882 of 65,536 are separable, and the share keeps shrinking as
# bits are added: almost every function of many bits needs a hidden layer.

# %% [markdown]
# ## An open challenge
#
# There are no points for this one, only glory. `ff.challenge("parity")` states the task. Write a
# function that returns `params`, the parameters of a network, and pass that function to
# `ff.challenge` as the second argument. The network is then tested on noisy samples that your
# function has not seen, and your score is compared with the book's. Unlike the networks above, this
# network has two outputs, one for each answer, and it answers 1 where the second output is larger.
# If the network has one hidden layer of $m$ units, `params` is the list `[(W, c), (w, b)]`,
# whose arrays have shapes `(3, m)`, `(m,)`, `(m, 2)` and `(2,)`.

# %%
ff.challenge("parity")

# %% [markdown]
# ## Summary
#
# - Learning means approximating an unknown $f^*$ by $f(x; \theta)$ and letting data determine
#   $\theta$.
# - For a linear model, the sums of the outputs at opposite corners are equal:
#   $f(0,0) + f(1,1) = f(0,1) + f(1,0)$. XOR violates this, so a line classifies at most three
#   points correctly.
# - The least-squares model for XOR is $w = 0$, $b = ½$, with a mean squared error of ¼.
# - Two affine layers are equivalent to one: $(XW + c)w + b = X(Ww) + (cw + b)$.
# - A network with one hidden layer computes $h = XW + c$, $Z = \mathrm{relu}(h)$, $out = Zw + b$,
#   where $\mathrm{relu}(z) = \max(0, z)$.
# - In the known solution the pre-activations lie on a line, ReLU bends the line, and the output
#   layer cuts it. As a function of $s = x_1 + x_2$,
#   $out = \mathrm{relu}(s) - 2\,\mathrm{relu}(s - 1)$.

# %% [markdown]
# | term | Chinese | symbol |
# | --- | --- | --- |
# | exclusive or | 异或 | XOR |
# | neural network | 神经网络 | $f(x; \theta)$ |
# | feedforward network | 前馈网络 | |
# | multilayer perceptron | 多层感知机 | MLP |
# | classifier | 分类器 | $f(x; \theta)$ for classes |
# | learning | 学习 | |
# | sample | 样本 | a row of $X$ |
# | parameters | 参数 | $\theta$ |
# | weights | 权重 | $W$, $w$ |
# | bias | 偏置 | $b$, $c$ |
# | least squares | 最小二乘 | smallest $J(w, b)$ |
# | affine layer | 仿射层 | $XW + c$ |
# | activation function | 激活函数 | $\mathrm{relu}$ |
# | rectified linear unit | 修正线性单元 | $\mathrm{relu}$ |
# | hidden layer | 隐藏层 | $h$, $Z$ |
# | pre-activation | 净输入 | $h$ |
# | activation | 激活值 | $Z$ |

# %% [markdown]
# ## Further reading
#
# - @goodfellow2016, section 6.1: the same example in the chapter that this book follows.
# - @prince2023, chapter 3: shallow networks as piecewise linear functions, with many figures.
# - @minsky1969: a precise account of what a single layer can and cannot do.
# - @nielsen2015, chapter 1: perceptrons and digits, for readers who would like a slower pace.

# %% [markdown] references="6.1"
# ## References

# %% [markdown]
# **Next.** For four points, one hidden layer of two units was enough.
# [Section 6.2](6.2_structure.ipynb) looks at networks as a whole: what *deep* means, how many
# parameters a network has and where they sit, and how large the weights should be before training
# starts.

# %%
ff.progress()
