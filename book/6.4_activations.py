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
# # 6.4 Activation functions: what a unit lets through
#
# A network needs a bend between its affine layers. Many functions bend. Which one do you take, and
# what does it do to the derivatives that have to come back through it?
#
# **Afterwards you can**
#
# - measure the slope of any function, and check a derivative against it,
# - compute sigmoid, tanh and relu, and send a derivative back through each,
# - say with numbers why derivatives vanish in a deep network, and what the scale of the weights has to do
#   with it,
# - weigh the reasons that are given for relu, and say what relu costs,
# - choose an activation for hidden layers and for outputs.

# %% [markdown]
# | part | minutes |
# | --- | --- |
# | The measuring stick | 10 |
# | The sigmoid | 15 |
# | tanh, and one that looks like it | 20 |
# | relu, and who takes what | 10 |
# | Where f is flat | 10 |
# | Thirty layers | 15 |
# | Why relu, and what it costs | 10 |
#
# You write seven short functions. You need the chain rule, relu from 6.1, and He's scale for the weights
# from 6.2. `ff.train` is still the black box of 6.3.

# %%
import timeit

import numpy as np

import feedforward as ff

rng = np.random.default_rng(0)

# %% [markdown]
# ### Three things to recall
#
# <details><summary>1. What is the derivative of f(g(x))?</summary>
#
# $f'(g(x))\, g'(x)$. The outer slope is taken at the inner value. This section is made of this rule.
#
# </details>
#
# <details><summary>2. A sum of m independent terms, each with mean 0 and variance v: what is its
# variance?</summary>
#
# $m v$. In 6.2 this gave He's scale.
#
# </details>
#
# <details><summary>3. What did 6.1 find out about affine layers with nothing between them?</summary>
#
# They are one affine layer. So $f$ has to bend.
#
# </details>

# %% [markdown]
# ## What f has to do
#
# A hidden layer computes $h = ZW + b$ from the $Z$ of the layer before, and puts out $f(h)$, entry by
# entry. $f$ is its *activation function*.
#
# That $f$ bends is enough to build functions. To *learn*, something must also come back. Say that we know
# $\partial J/\partial Z$: how much the loss $J$ moves when this unit's output $Z = f(h)$ moves. Let $h$ move a
# little. Then $Z$ moves $f'(h)$ times as far, and so
#
# $$\frac{\partial J}{\partial h} = \frac{\partial J}{\partial Z}\, f'(h)$$
#
# In code we write `dZ` for $\partial J/\partial Z$. This section is about one factor: $f'(h)$.

# %% [markdown]
# ## The measuring stick
#
# Before you derive any slope, you need a way to measure it. A slope is a rise over a run. Go a short way
# $\varepsilon$ to both sides of $x$. By Taylor,
#
# $$f(x \pm \varepsilon) = f(x) \pm \varepsilon f'(x) + \tfrac{\varepsilon^2}{2} f''(x)
# \pm \tfrac{\varepsilon^3}{6} f'''(x) + \dots$$
#
# In the rise $f(x+\varepsilon) - f(x-\varepsilon)$ the terms with $f$ and $f''$ cancel. Over the run
# $2\varepsilon$ that leaves $f'(x)$ and an error of about $\tfrac{\varepsilon^2}{6} f'''(x)$. One side alone
# would leave an error of about $\tfrac{\varepsilon}{2} f''(x)$, which is larger.

# %% [markdown]
# Try it on $e^x$ at $x = 1$, where the slope is $e$. With $\varepsilon = 0.1$ the two errors should be about
# $0.05\,e = 0.136$ and $0.00167\,e = 0.0045$.

# %%
eps = 0.1
one_side = (np.exp(1 + eps) - np.exp(1)) / eps
both_sides = (np.exp(1 + eps) - np.exp(1 - eps)) / (2 * eps)
print(f"error with one side: {one_side - np.e:.4f}, with both: {both_sides - np.e:.4f}")

# %% [markdown]
# ### Your turn
#
# Write it for a whole array `x` at once. Your function takes another function, `f`, as an argument.

# %% exercise="feedforward.exercises.activations.slope"

# %% check="slope"

# %% [markdown]
# From here on you measure every slope before you derive it.
#
# ## The sigmoid
#
# $$\mathrm{sigmoid}(h) = \frac{1}{1 + e^{-h}}$$
#
# For large $h$ the $e^{-h}$ is nearly 0, and the sigmoid nearly 1. For very negative $h$ the denominator is
# huge, and the sigmoid nearly 0. At $h = 0$ it is $\tfrac12$. For a long time it was *the* activation: a
# smooth switch from off to on.

# %% [markdown]
# There is a trap in the formula. A float holds numbers up to about $1.8 \cdot 10^{308}$. How far may $h$ go
# before $e^h$ is too large?

# %%
largest = np.finfo(float).max
print("e^h fits into a float up to h =", np.log(largest))

# %% [markdown]
# At $h = -1000$ the formula asks for $e^{1000}$. NumPy answers with infinity and a warning. Written in
# another way the fraction becomes infinity over infinity, which is no number at all.
#
# ### Your turn
#
# Write a sigmoid that is right for every $h$, without a warning. A fraction can be written in more than one
# way. Which way is safe for which sign of $h$?

# %% exercise="feedforward.activations.sigmoid"

# %% check="sigmoid"

# %% [markdown]
# ### How steep is it?
#
# The next picture has $f$ with a tangent above, and the slope of that tangent below. The dots are measured
# with *your* `slope`. Slide `h`. Leave `mean` and `spread` for later: they move the inputs of a unit, at the
# bottom.

# %%
ff.ask_number("steepest_sigmoid")

# %%
ff.explore_activations(slope, sigmoid)

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# The slope is 1/4 at $h = 0$, and nowhere more. At $h = 2$ it is down to 0.10, at $h = 5$ to less than
# 0.01. It is the same at $h$ and at $-h$.
#
# </details>
#
# If your dots lie off the curve, `slope` has a mistake. Its check can tell you which.

# %% [markdown]
# ### A slope said by Z alone
#
# Going forward you have computed $Z = f(h)$ already. Sometimes that is all you need to know the slope. Take
# $f(h) = e^h$. Its slope is $e^h$ again, and that is $Z$:
#
# $$\frac{\partial J}{\partial h} = \frac{\partial J}{\partial Z}\, f'(h) = \frac{\partial J}{\partial Z}\, Z$$
#
# So the way back needs one product, and no second $e^h$.

# %%
h, dZ = np.array([-1.0, 0.0, 2.0]), np.array([1.0, -3.0, 0.5])
Z = np.exp(h)
print("dJ/dh =", dZ * Z)

# %% [markdown]
# ### Your turn
#
# Do the same for the sigmoid. The chain rule, applied to $(1 + e^{-h})^{-1}$, gives
#
# $$\mathrm{sigmoid}'(h) = \frac{e^{-h}}{(1 + e^{-h})^2}$$
#
# Take this fraction apart until only $Z = \mathrm{sigmoid}(h)$ is left in it. Then test your formula at
# $h = 0$, where you know the slope.

# %% exercise="feedforward.activations.sigmoid_backward"

# %% check="sigmoid_backward"

# %% [markdown]
# ## tanh
#
# The hyperbolic tangent is another S:
#
# $$\tanh(h) = \frac{e^h - e^{-h}}{e^h + e^{-h}}$$
#
# It runs from $-1$ to $1$, and $\tanh(-h) = -\tanh(h)$. So where the inputs of a unit are spread evenly
# around 0, what it puts out has mean 0. Such an $f$ is called *zero-centred*. The sigmoid is not: all that it
# puts out is positive.

# %% [markdown]
# ### Why the centre matters
#
# A unit above takes $h = \sum_j Z_j w_j + b$. So $\partial h/\partial w_j = Z_j$, and for one sample
#
# $$\frac{\partial J}{\partial w_j} = \frac{\partial J}{\partial h}\, Z_j$$
#
# If all $Z_j$ are positive, these derivatives all have one sign. The sample can ask for all weights of the
# unit to grow, or for all to shrink. Where some should grow and others shrink, the unit gets there only in
# zigzag. Here are the signs for six units below it, and $\partial J/\partial h = -0.7$:

# %%
h = rng.normal(size=6)
print("below: sigmoid", np.sign(-0.7 * ff.sigmoid(h)))
print("below: tanh   ", np.sign(-0.7 * ff.tanh(h)))

# %% [markdown]
# ### Your turn
#
# tanh and the sigmoid are one curve, stretched and shifted. Compute tanh from a sigmoid: yours, or
# `ff.sigmoid`.

# %% exercise="feedforward.exercises.activations.tanh_from_sigmoid"

# %% check="tanh_from_sigmoid"

# %% [markdown]
# ### Its slope
#
# Measure first. How steep is tanh at 0? And how far from 0 is its slope down to a tenth of that?

# %%
ff.ask("tanh_against_sigmoid")

# %%
ff.explore_activations(slope, tanh_from_sigmoid, start="tanh")

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# Four times: tanh has slope 1 at $h = 0$. It rises twice as far on half the way. Its slope is down to a tenth
# at $|h| \approx 1.8$; the sigmoid needs $3.6$.
#
# </details>
#
# ### Your turn
#
# Name the two parts of the fraction: $u = e^h - e^{-h}$ and $v = e^h + e^{-h}$, so that $Z = u/v$. Then
# $u' = v$ and $v' = u$. The quotient rule gives $f'$ in terms of $u$ and $v$. Say it in terms of $Z$.

# %% exercise="feedforward.activations.tanh_backward"

# %% check="tanh_backward"

# %% [markdown]
# ## Which tanh is this?
#
# You will meet this formula, under the name of tanh:
#
# $$\frac{1 - e^{-h}}{1 + e^{-h}}$$
#
# It is an S, it runs from $-1$ to $1$, and it is 0 at 0. Here it is in code. Its slope is computed as you
# would compute it if you believed the name: from $Z$, by the rule for tanh.


# %%
def circulating(h):
    return (1 - np.exp(-h)) / (1 + np.exp(-h))


def believed_slope(h):
    return ff.tanh_backward(1.0, circulating(h))


print("tanh at 1/2, 1, 2, 4:", np.tanh([0.5, 1, 2, 4]).round(3))

# %%
ff.ask("believed_slope")

# %% [markdown]
# Put the tangent at $h = 1, 2, 4$ as well, and compare $Z$ with the line of numbers above.

# %%
ff.explore_activations(slope, f=circulating, df=believed_slope)

# %%
ff.ask("which_tanh")

# %% [markdown]
# Test what you say: for which $k$ is there no difference to $\tanh(k h)$? And how many times the measured
# slope is the one that the name makes you believe?

# %%
h = np.linspace(-3, 3, 7)
for k in (2, 1, 1 / 2, 1 / 4):
    print(f"k = {k:<4}  largest difference {np.abs(circulating(h) - np.tanh(k * h)).max():.3g}")
measured = (circulating(h + 1e-5) - circulating(h - 1e-5)) / 2e-5
print("believed / measured:", (believed_slope(h) / measured).round(6))

# %% [markdown]
# <details><summary>Why it is so</summary>
#
# Multiply the fraction by $e^{h/2}$, above and below: $\frac{e^{h/2} - e^{-h/2}}{e^{h/2} + e^{-h/2}}$. That is
# tanh of $h/2$. Its slope has a factor $\tfrac12$ from the chain rule, which the rule for tanh does not know.
#
# </details>
#
# The S itself is a fine activation. Its believed derivative is **exactly twice** the true one, in every
# layer. After ten such layers that is a factor of $2^{10} = 1024$, and nothing raises an error. A
# measurement finds it at once.

# %% [markdown]
# ## relu
#
# You know $\mathrm{relu}(h) = \max(0, h)$ from 6.1. For $h > 0$ it is $h$ itself: $Z$ moves exactly as $h$
# does, so $\partial J/\partial h = \partial J/\partial Z$. The other side is yours.
#
# At $h = 0$ there is a kink, and no one slope. Choose *relu* in a picture above, and look at the dot there:
# a measurement sees both sides, and says $\tfrac12$. It has to be settled by decree: **in this book the slope
# at the kink counts as 0.**

# %%
eps = 1e-5
print("measured at the kink:", (ff.relu(0 + eps) - ff.relu(0 - eps)) / (2 * eps))

# %% [markdown]
# ### Your turn
#
# This way back takes `h`, not `Z`.

# %% exercise="feedforward.activations.relu_backward"

# %% check="relu_backward"

# %% [markdown]
# ### Who takes h, and who takes Z
#
# | way back | takes | because |
# | --- | --- | --- |
# | `sigmoid_backward(dZ, Z)` | `Z` | its slope can be said by $Z$, and $Z$ is there already |
# | `tanh_backward(dZ, Z)` | `Z` | the same |
# | `relu_backward(dZ, h)` | `h` | it asks on which side of the kink $h$ lies |
# | `leaky_relu_backward(dZ, h)` | `h` | the same; you meet it below |
#
# Nothing stops you from handing over the wrong one: both have the same shape. At $h = 2$, for a sigmoid:

# %%
h = 2.0
print("given Z:", ff.sigmoid_backward(1.0, ff.sigmoid(h)))
print("given h:", ff.sigmoid_backward(1.0, h), " (a sigmoid that falls?)")

# %% [markdown]
# ### The three side by side
#
# Here are the values that describe them: at 0, and for inputs drawn from a normal distribution of mean 0 and
# standard deviation 1.

# %%
h = rng.normal(size=100_000)
for name in ("sigmoid", "tanh", "relu"):
    f, df = ff.activation_pair(name)  # df(h, Z) gives f'(h)
    at_0 = np.array([1e-9])  # a little to the right, because of relu's kink
    print(f"{name:8} f(0) = {f(0.0):.2f}, slope {df(at_0, f(at_0))[0]:.2f}", end="")
    print(f"   mean of Z: {abs(f(h).mean()):.2f}")

# %% [markdown]
# relu is not zero-centred either: half of what it gets becomes 0, and the mean of $Z$ is 0.4. So being
# centred is good, but it does not decide.
#
# ## Where f is flat
#
# Now to the bottom of the picture. A unit does not get one $h$, it gets one from every sample. `mean` and
# `spread` move these inputs. Look up from there: over which part of $f$ do they lie? On the right you see
# what comes out, and the slopes that the inputs meet. Inputs whose slope is under a tenth of the steepest
# are grey: there the unit is *saturated*.

# %%
ff.ask("shifted_inputs")

# %%
ff.explore_activations(
    slope, sigmoid, sigmoid_backward, tanh_from_sigmoid, tanh_backward, relu_backward
)

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# With mean 5, what comes out of the sigmoid is squeezed below 1: its spread falls from 0.21 to 0.01. About
# nine of ten inputs are saturated. tanh is there sooner: mean 3 is enough.
#
# relu to the right loses nothing. Slide the inputs to the left, past $-4$: everything becomes 0, and no
# slope is left. Then the unit is *dead*.
#
# </details>

# %% [markdown]
# ### What a saturated unit loses
#
# It loses on the way up: different inputs become nearly one number, and the layers above can hardly tell
# them apart. And it loses on the way down: what comes back is multiplied by a slope near 0. Here are five
# samples that differ by 1 each, with what becomes of their differences:

# %%
h = np.array([4.0, 5.0, 6.0, 7.0, 8.0])
for f in (ff.sigmoid, ff.tanh, ff.relu):
    print(f"{f.__name__:8} differences {np.diff(f(h)).round(5)}")
print("slopes of the sigmoid", ff.sigmoid_backward(1.0, ff.sigmoid(h)).round(5))
low, high = ff.sigmoid(np.array([17, 20], dtype=np.float32))
print("in float32, sigmoid(17) == sigmoid(20):", low == high)

# %% [markdown]
# ## Thirty layers
#
# One slope near 0 is a small loss. In a deep network a derivative passes through many. Take the smallest
# deep network: $L$ layers with one unit each and no biases, $h_l = w_l z_{l-1}$, $z_l = f(h_l)$, $z_0 = x$. For
# one layer the chain rule gives two factors:
#
# $$\frac{dz_1}{dx} = f'(w_1 x)\; w_1$$
#
# Move $x$, and $h_1$ moves $w_1$ times as far, and $z_1$ moves $f'(h_1)$ times as far as that.
#
# ### Your turn
#
# Write it for $L$ layers. (Code counts from 0: `weights[0]` is $w_1$.)

# %% exercise="feedforward.exercises.activations.chain_gradient"

# %% check="chain_gradient"

# %% [markdown]
# For the sigmoid each $f'$ is at most $\tfrac14$. So with weights of 1 at most $0.25^L$ is left:

# %%
for L in (1, 5, 10, 20, 30):
    print(f"{L:2} layers: at most {0.25**L:.1e}")

# %% [markdown]
# This is called the *vanishing gradient*. Mind the words *at most*, and *weights of 1*. A quarter is the
# steepest that a sigmoid gets. And the weights are in the product too: four times larger weights would make
# up for it, if they did not push $h$ to where $f$ is flat.

# %% [markdown]
# ### Predict, then move
#
# A real layer is wide. The next picture has 100 units in every layer and no biases. The weights are drawn
# with standard deviation $g/\sqrt{m}$, where $m = 100$, and $g$ is called the *gain*. At the top a random
# $\partial J/\partial Z_L$ of size 1 starts on its way down. *Size* means: the root of the mean square of the
# entries. The axis is logarithmic. `draw` takes other random weights. The table's last column says how many
# units at the top are on a flat part of $f$ for all of the 20 samples.

# %%
ff.ask("most_left_of_the_gradient")

# %%
ff.explore_vanishing(sigmoid, sigmoid_backward, tanh_from_sigmoid, tanh_backward, relu_backward)

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# With $g = 1$ about 0.2 is left with tanh, 2 or 3 times $10^{-5}$ with relu, and $10^{-19}$ with the sigmoid.
# With $g = \sqrt 2$ relu keeps its size, and with $g = 2$ it *explodes*. **The scale of the weights matters as
# much as the choice of relu does.** The signal on the way up tells the same story for relu.
#
# The sigmoid wants a $g$ of 9 or 10. By then half of its units at the top are flat for every sample, and the
# few steep ones carry the rest.
#
# </details>

# %% [markdown]
# ### One formula for all three
#
# What does a layer do to the size of a derivative? Layer by layer, $\frac{\partial J}{\partial Z_{l-1}}$ at
# unit $j$ is the sum over the $m$ units $k$ above it:
#
# $$\sum_{k=1}^{m} \frac{\partial J}{\partial Z_{l,k}}\, f'(h_{l,k})\, W_{jk}$$
#
# The weights have mean 0 and variance $g^2/m$. The variance of a sum of $m$ such terms is $m \cdot \frac{g^2}{m}$
# times the mean square of the rest. So a layer multiplies the size by about
#
# $$g \cdot \sqrt{\text{mean of } f'(h)^2}$$

# %% [markdown]
# Near $h = 0$ that root is $\tfrac14$ for the sigmoid and 1 for tanh. For relu half of the slopes are 1 and
# half are 0, so it is $\sqrt{1/2}$, at any size of $h$. To keep the size, $g$ must be one over it. For relu that
# is $\sqrt2$: He's scale $\sqrt{2/m}$ of 6.2, found from the other end.

# %%
h = rng.normal(size=100_000)
print("h of size   0.1    1      10")
for name in ("sigmoid", "tanh", "relu"):
    f, df = ff.activation_pair(name)
    roots = [np.sqrt(np.mean(df(size * h, f(size * h)) ** 2)) for size in (0.1, 1, 10)]
    print(f"{name:10}", np.round(roots, 3))

# %% [markdown]
# ### In a real network
#
# Now with data, a loss and biases: ten hidden layers of 32 units, on the digits of 6.3.
# `ff.loss_and_grads` gives the gradient of $J$ for every $W$; 6.8 opens it. How large is it in hidden layers
# 1, 4, 7 and 10?

# %%
X, y = ff.digits(np.random.default_rng(0)).train


def network(g):
    params = ff.init_params([64] + 10 * [32] + [10], np.random.default_rng(1))
    return [(W * g / np.sqrt(2), b) for W, b in params]  # init_params has g = sqrt(2)


for name in ("sigmoid", "tanh", "relu"):
    J, grads = ff.loss_and_grads(X, y, network(1.0), activation=name)
    print(f"{name:8}", *(f"{np.sqrt(np.mean(grads[layer][0] ** 2)):.0e}" for layer in (0, 3, 6, 9)))

# %% [markdown]
# With the sigmoid the first layer hears several hundred thousand times less than the tenth. tanh treats all layers alike.
# relu does too, and yet its gradient is small in all of them: $\partial J/\partial W$ is made of the signal
# from below and of the derivative from above, and with $g = 1$ both have shrunk.
#
# Does it matter? Train each for ten epochs, once with $g = 1$ and once with $g = \sqrt2$. All else is equal.

# %%
how = {"epochs": 10, "lr": 0.1, "batch_size": 32, "progress": False}
for g in (1.0, np.sqrt(2)):
    for name in ("sigmoid", "tanh", "relu"):
        rng = np.random.default_rng(2)
        _, history = ff.train(X, y, network(g), activation=name, rng=rng, **how)
        print(f"g = {g:.2f}  {name:8} accuracy {history['accuracy'][-1]:.2f}")

# %% [markdown]
# With the sigmoid the network has learned nothing: about one in ten is what guessing gives. tanh learns with
# both. relu gets far with the right scale, and not with the other.
#
# ## The reasons given for relu
#
# Three are usually given. You can look at each.
#
# **1. Its gradient is constant.** Where a unit is on, the slope is 1, however large $h$ is. Read the table of
# roots above once more: sigmoid and tanh let less through the larger $h$ gets, relu always the same. So one
# $g$ is right for every layer and every data set. That the derivative does not shrink is *not* in it: at
# $g = 1$ relu kept less than tanh.

# %% [markdown]
# **2. It is made of pieces of straight line**: in its value, in the pass forward, in its derivative.
#
# *Value:* along any straight way through input space, the output of a relu network is straight with a few
# bends. *Pass:* a comparison, and no $e^h$. *Derivative:* a mask of zeros and ones, constant on each piece.
# There the network is affine, and 6.1 knows all about affine functions. With tanh the output bends
# everywhere. (A bend between two points counts at both.)

# %%
params = ff.init_params([2, 16, 16, 1], rng)
way = np.linspace([-2.0, -1.0], [2.0, 1.5], 2001)
for name in ("relu", "tanh"):
    out = ff.predict(way, params, activation=name)[:, 0]
    bent = np.abs(np.diff(out, 2)) > 1e-10
    print(f"{name}: bent at {bent.sum()} of {len(bent)} points")

# %% [markdown]
# Is it faster? Time a million entries, forward only. The numbers are those of your machine.

# %%
h, W = rng.normal(size=(2, 1000, 1000))
for work in ("ff.sigmoid(h)", "ff.tanh(h)", "ff.relu(h)", "h @ W"):
    seconds = min(timeit.repeat(work, globals=globals(), number=1, repeat=5))
    print(f"{work:13} {1000 * seconds:5.1f} ms")

# %% [markdown]
# relu is the cheapest by far. But the product that makes such an $h$ out of 1000 units has to be paid with
# any $f$. The wider the layer, the more it weighs, since each entry takes a sum over all units: in a wide
# network relu saves only a part of the time.
#
# **3. It is one-sided, like a neuron.** A nerve cell fires or is silent, and most are silent most of the time.
# At the start about half of all relus are silent for a given sample; a sigmoid never is.

# %%
Z = X
for W, b in ff.init_params([64, 100, 100, 100], rng):
    Z = ff.relu(Z @ W + b)
    print(f"silent: {np.mean(Z == 0):.0%}")

# %% [markdown]
# The comparison with a nerve cell is where the idea came from (Glorot, Bordes and Bengio 2011; cited). It is no
# proof. Real neurons tire and saturate, and the leaky relu, which you are about to meet, is not one-sided and
# works as well.
#
# ## What relu costs: dead units
#
# A relu that is off for *every* sample meets slope 0 at every sample. Nothing can move its own weights any
# more. In the first hidden layer that is for good, since the same data come again and again. Steps that are too
# large do it. Here two hidden layers learn the digits, with three learning rates:


# %%
def train_digits(name, lr):
    start = ff.init_params([64, 50, 50, 10], np.random.default_rng(1))
    fixed = how | {"lr": lr, "rng": np.random.default_rng(2)}
    params, history = ff.train(X, y, start, activation=name, **fixed)
    dead = np.mean((X @ params[0][0] + params[0][1] <= 0).all(axis=0))
    accuracy = history["accuracy"][-1]
    print(f"{name:10} lr = {lr}: {dead:4.0%} of layer 1 dead, accuracy {accuracy:.2f}")


for lr in (0.1, 0.3, 0.5):
    train_digits("relu", lr)

# %% [markdown]
# ### A leak
#
# The *leaky relu* keeps a small slope on the left: $f(h) = h$ for $h > 0$, and $0.01\,h$ else. A unit that is off
# then still hears a hundredth, and can come back. Here all biases start at $-10$, so that every unit is off for
# every sample of the two moons.

# %%
X2, y2 = ff.moons(np.random.default_rng(0)).train
(W, b), top = ff.init_params([2, 50, 2], np.random.default_rng(1))
for name in ("relu", "leaky_relu"):
    longer = how | {"epochs": 300, "lr": 0.5, "rng": np.random.default_rng(2)}
    _, history = ff.train(X2, y2, [(W, b - 10.0), top], activation=name, **longer)
    print(f"{name:10} accuracy {history['accuracy'][-1]:.2f}")

# %% [markdown]
# The relu network is guessing, and will for ever. The leaky one is on its way. And on the digits, with the
# learning rates from before? (*Dead* now means: it hears a hundredth from every sample.)

# %%
for lr in (0.1, 0.3, 0.5):
    train_digits("leaky_relu", lr)

# %% [markdown]
# It keeps more of its units, and learns as well. It is no licence for steps of any size: the first cures are a
# smaller learning rate and a good scale at the start. Try other rates and another seed for the weights, and
# see how the shares scatter.

# %% [markdown]
# ## What sigmoid and tanh are still for: outputs
#
# In hidden layers relu and its relatives have taken over. At the *output* the S-curves remain, for what
# harms them inside: they are bounded. A probability has to lie between 0 and 1, and a steering angle between
# two limits; relu promises neither. They also have a derivative everywhere, so no output sits on a
# kink. And there is only one of them on the way, so nothing is multiplied thirty times.

# %% [markdown]
# In this book the output layer is affine, and turning $out$ into probabilities is the loss's first step (6.5).
# For two classes that step *is* a sigmoid. *Softmax* turns numbers into probabilities: $e$ to the power of
# each, divided by their sum. Give class 0 the number 0 and class 1 the number $out$:
#
# $$\frac{e^{out}}{e^{0} + e^{out}} = \frac{1}{e^{-out} + 1} = \mathrm{sigmoid}(out)$$
#
# So a sigmoid output is a softmax of $(0, out)$, and only the difference of two outputs counts.

# %%
out = np.array([-3.0, 0.0, 0.5, 8.0])
both = ff.softmax(np.column_stack([np.zeros(4), out]))
print("softmax of (0, out):", both[:, 1].round(4))
print("sigmoid of out:     ", ff.sigmoid(out).round(4))

# %% [markdown]
# ## In your own words
#
# A friend says: "Gradients vanish because the sigmoid's slope is at most 1/4. The slope of relu is 1, so with
# relu they do not vanish." What is right in this, and what is missing? Use numbers that you have seen.
#
# This one is read by a person. It earns 0, 1 or 2 points: one for the product over the layers, one for what
# the scale of the weights and the units that are off have to do with it.

# %% [markdown] explain="6.4_activations"
# Right: on the way down a derivative is multiplied by f'(h) and by weights, once a layer. With the sigmoid's
# 1/4 at best, 30 layers with weights of 1 leave at most 0.25^30, about 1e-18.
#
# Missing: the weights are in the product too, and not all relus are on. With weights of standard deviation
# g/sqrt(m) a layer multiplies the size by g times the root mean square of f'. For relu that root is sqrt(1/2),
# since half of the units are off. With g = 1, 30 layers left about 3e-5, less than tanh's 0.2; with g = sqrt(2)
# the size stayed near 1; with g = 2 it exploded. What relu has is that its factor does not depend on the size
# of h, so that one g fits everywhere.

# %% [markdown]
# ## Three questions to think about
#
# 1. Near $h = 0$ the sigmoid's slope is $\tfrac14$, so $g = 4$ should keep the size of a derivative. In the
#    picture it does not. Why?
# 2. Multiply $W$ and $b$ of a hidden relu layer by 10, and divide the weights above it by 10. What
#    changes in the network's output? And with tanh?
# 3. How would a network do whose hidden units put out $f(h) = h^2$? Look at its slope.

# %% [markdown] think="6.4_activations"
# 1. The $\tfrac14$ holds near $h = 0$ only. A sigmoid's output is not centred: its mean is $\tfrac12$, so its size
#    is at least that, and with $g = 4$ the next $h$ has a size of 2 or more. There the slopes are smaller.
# 2. With relu nothing: relu(10 h) = 10 relu(h), and the 10 cancels. relu has no scale of its own, which is why
#    one $g$ fits. With tanh everything changes: the layer is pushed into its flat parts.
# 3. It bends, so it can build functions. But its slope $2h$ grows with $h$: large $h$ explode from layer to
#    layer, small ones vanish. No $g$ is right for more than one size of $h$.

# %% [markdown]
# ## Summary
#
# - On the way down each unit multiplies by $f'(h)$: $\partial J/\partial h = \partial J/\partial Z \cdot f'(h)$.
# - Measure a slope before you believe it. It unmasks $\tanh(h/2)$, and every factor 2.
# - Slopes at 0: sigmoid $\tfrac14$, tanh 1. Both are flat further out. relu has 0 or 1.
# - Over many layers the factors multiply. A layer's factor is $g$ times the root mean square of $f'$: with relu
#   choose $g = \sqrt2$, with tanh $g = 1$ or a little more.
# - relu: cheap, straight in pieces, with one factor for every size of $h$; its price is dead units.
# - S-curves stay where something bounded has to come out.

# %% [markdown]
# | term | Chinese | symbol |
# | --- | --- | --- |
# | activation function | 激活函数 | $f$ |
# | slope, derivative | 斜率，导数 | $f'$ |
# | central difference | 中心差分 | |
# | sigmoid, logistic function | S 型函数，逻辑函数 | $\mathrm{sigmoid}$ |
# | hyperbolic tangent | 双曲正切 | $\tanh$ |
# | zero-centred | 零中心 | |
# | saturated | 饱和 | $f'(h) \approx 0$ |
# | vanishing gradient | 梯度消失 | |
# | exploding gradient | 梯度爆炸 | |
# | gain | 增益 | $g$ |
# | dead unit | 死亡单元 | |
# | leaky relu | 带泄漏的修正线性单元 | |
#
# **The way on.** You can send a derivative back through every unit. [6.5](6.5_losses.ipynb) asks where it
# starts: at the loss.

# %%
ff.progress()
