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
# Take a network with thirty hidden layers and send the derivative of the loss from its output back
# to its first layer, as training does. With sigmoid units and weights of standard deviation
# $1/\sqrt m$ in layers of $m$ units, only about $10^{-19}$ of the derivative arrives. An update
# then hardly changes the weights of the first layer, so this layer does not learn. For many years
# this was a major obstacle to training deep networks; @hochreiter1991 and @bengio1994 analysed it
# in recurrent networks. Much of the problem lies in the function that each unit applies to its
# input.
#
# Here are five such functions: the sigmoid, tanh, ReLU, leaky ReLU and GELU. Each has its slope
# plotted below it.

# %%
import numpy as np

import feedforward as ff

rng = np.random.default_rng(0)

# %%
ff.figures.activations()

# %% [markdown]
# *Figure: Five activation functions, with their slopes below. Note where each slope is close to 0,
# and how large it can become.*
#
# After this section you will be able to
#
# - measure the slope of a function, and use the measurement to expose a wrong formula,
# - compute the sigmoid, tanh and ReLU safely, and send a derivative back through each of them,
# - explain with numbers why gradients vanish in deep networks, and what the scale of the weights
#   has to do with it,
# - say which of the usual arguments for ReLU stand up to measurement, and what ReLU costs,
# - choose an activation for hidden layers, and say when an output needs one.
#
# You need the chain rule, ReLU (6.1) and He initialisation (6.2). Plan on about three hours.

# %% [markdown]
# Before you start, here are three questions. Any exercises that you got wrong in earlier sections
# come first, with new numbers.

# %%
ff.recall("6.4")

# %% [markdown]
# ## What an activation does to a derivative
#
# A hidden layer computes the pre-activation $h$ and outputs $Z = f(h)$, entry by entry. (The
# function $f$ is itself often called an activation, and we follow this custom.) If the aim is only
# to represent functions, almost any $f$ that bends will do. To *learn*, however, the network must
# also send derivatives back. Suppose that we know $\partial J/\partial Z$, which tells us how the
# loss $J$, the error that training tries to reduce, changes with the output of a unit. If $h$
# changes a little, $Z$ changes $f'(h)$ times as much, so
#
# $$\frac{\partial J}{\partial h} = \frac{\partial J}{\partial Z}\, f'(h).$$
#
# In code we write `dZ` for $\partial J/\partial Z$. This whole section is about the factor $f'(h)$,
# and about what happens when many such factors are multiplied together.

# %% [markdown]
# ## A measuring stick
#
# Before you derive a slope, you should be able to measure it. Go a short distance $\varepsilon$ to
# either side of $x$, and divide the rise of $f$ by the distance between the two points. Taylor's
# theorem tells us what this gives:
#
# $$f(x \pm \varepsilon) = f(x) \pm \varepsilon f'(x) + \tfrac{\varepsilon^2}{2} f''(x) \pm \tfrac{\varepsilon^3}{6} f'''(x) + \dots$$
#
# In the difference $f(x+\varepsilon) - f(x-\varepsilon)$ the terms in $f$ and $f''$ cancel.
# Dividing by $2\varepsilon$ gives the **central difference**, which is $f'(x)$ with an error of
# about $\tfrac{\varepsilon^2}{6} f'''(x)$. A one-sided difference, from $x$ to $x + \varepsilon$,
# has an error of about $\tfrac{\varepsilon}{2} f''(x)$, which is usually much larger when
# $\varepsilon$ is small. For $e^x$ at $x = 1$ with $\varepsilon = 0.1$, these leading terms are
# about $0.136$ for the one-sided difference and $0.0045$ for the central one. The actual errors are
# close to them:

# %%
eps = 0.1
one_sided = (np.exp(1 + eps) - np.exp(1)) / eps
central = (np.exp(1 + eps) - np.exp(1 - eps)) / (2 * eps)
print(f"error of the one-sided difference {one_sided - np.e:.4f}")
print(f"error of the central difference   {central - np.e:.4f}")

# %%
ff.figures.secants()

# %% [markdown]
# *Figure: Both differences with* $\varepsilon = 0.6$, *large enough for the errors to be visible.
# The one-sided secant is clearly steeper than the tangent; the central one is almost parallel to
# it.*
#
# ### Exercise: the central difference
#
# Write a function that computes the central difference for an array `x` of any shape. It receives
# another function, `f`, as an argument.

# %% exercise="slope"

# %% check="slope"

# %% [markdown]
# From now on you can measure every slope before you derive it. The default, `eps=1e-5`, is a
# compromise: a larger value increases the error that we have just estimated, and with a much
# smaller value we would be subtracting two numbers that agree in almost all of their digits.
# [6.8](6.8_backprop.ipynb) finds the best value by measurement.
#
# ## The sigmoid
#
# $$\mathrm{sigmoid}(h) = \frac{1}{1 + e^{-h}}$$
#
# For large $h$, the term $e^{-h}$ is almost 0 and the sigmoid is almost 1; for very negative $h$,
# the denominator is huge and the sigmoid is almost 0. In between it switches smoothly from off to
# on, with $\mathrm{sigmoid}(0) = ½$.
#
# The formula hides a trap. A float can represent numbers up to about $1.8 \cdot 10^{308}$, and
# $e^{710}$ is larger than that. At $h = -1000$ the formula asks NumPy for $e^{1000}$, which
# overflows to infinity: the result, 0, is right, but NumPy issues a warning. If you multiply the
# numerator and denominator by $e^h$, negative $h$ becomes safe, but the result for $h = +1000$ is
# infinity over infinity, which is not a number at all.

# %% [markdown]
# ### Exercise: a safe sigmoid
#
# Write a sigmoid that is correct for every $h$ and never raises a warning. You now know two forms
# of the fraction. Which of the two is safe for which sign of $h$? (If you choose between them with
# `np.where`, note that NumPy computes both for every entry before it chooses.)

# %% exercise="sigmoid"

# %% check="sigmoid"

# %% [markdown]
# Written with $e^{-|h|}$, which is never larger than 1, both forms are safe for every $h$:
#
# $$\mathrm{sigmoid}(h) = \frac{1}{1 + e^{-|h|}} \ \text{ for } h \ge 0, \qquad \mathrm{sigmoid}(h) = \frac{e^{-|h|}}{1 + e^{-|h|}} \ \text{ for } h < 0.$$

# %%
ff.ask_number("steepest_sigmoid")

# %%
ff.explore_activations(slope, sigmoid)

# %% [markdown]
# Move `h`, and watch the tangent in the upper plot and its slope in the lower one. The circles are
# slopes measured with *your* `slope`; if they lie off the curve, `ff.check(slope)` will tell you
# why. Compare the sigmoid with the other activations, and leave `mean` and `spread` for later.
#
# ### A slope in terms of Z
#
# On the way forward you have already computed $Z = f(h)$, and sometimes $Z$ is all you need for the
# slope. Take $f(h) = e^h$. Its slope is $e^h$, which is $Z$ itself, so
#
# $$\frac{\partial J}{\partial h} = \frac{\partial J}{\partial Z}\, f'(h) = \frac{\partial J}{\partial Z}\, Z,$$
#
# and we need no second exponential.

# %%
h, dZ = np.array([-1.0, 0.0, 2.0]), np.array([1.0, -3.0, 0.5])
Z = np.exp(h)
print("dJ/dh =", dZ * Z)

# %% [markdown]
# ### Exercise: back through the sigmoid
#
# Do the same for the sigmoid. The chain rule applied to $(1 + e^{-h})^{-1}$ gives
#
# $$\mathrm{sigmoid}'(h) = \frac{e^{-h}}{(1 + e^{-h})^2}.$$
#
# Rewrite this fraction in terms of $Z = \mathrm{sigmoid}(h)$ alone. Then test your formula at
# $h = 0$, where you know the slope.

# %% exercise="sigmoid_backward"

# %% check="sigmoid_backward"

# %% [markdown]
# The fraction is $\frac{1}{1 + e^{-h}} \cdot \frac{e^{-h}}{1 + e^{-h}}$, and its second factor is
# $1 - Z$. So the slope of the sigmoid is $Z(1 - Z)$, and
# $\partial J/\partial h = \partial J/\partial Z \cdot Z(1 - Z)$. The slope is greatest at $h = 0$,
# where it is ¼, and has fallen below 0.01 by $|h| = 5$.
#
# ## tanh
#
# The hyperbolic tangent has the same shape but runs from $-1$ to $1$:
#
# $$\tanh(h) = \frac{e^h - e^{-h}}{e^h + e^{-h}}.$$
#
# It is an odd function, $\tanh(-h) = -\tanh(h)$, so inputs that are distributed symmetrically
# around 0 give outputs with mean 0. Such a function is called **zero-centred**. The sigmoid is not:
# all of its outputs are positive.

# %% [markdown]
# ### Why the centre matters
#
# A unit in the next layer computes $h = \sum_j Z_j w_j + b$, so $\partial h/\partial w_j = Z_j$,
# and for a single sample
#
# $$\frac{\partial J}{\partial w_j} = \frac{\partial J}{\partial h}\, Z_j.$$
#
# If all the $Z_j$ are positive, all of these derivatives have the same sign. A single sample can
# then ask only that all the weights of the unit increase, or that all of them decrease. If some
# need to increase and others to decrease, the unit can reach the right weights only by zigzagging
# [@lecun1998]. The next figure compares inputs between 0 and 1 with the same inputs minus ½.

# %%
ff.figures.zigzag()

# %% [markdown]
# *Figure: The path of two weights that should change in opposite directions, over twelve updates,
# each computed from one sample. Each panel uses the best learning rate for its inputs. With
# positive inputs, every update moves both weights the same way, so their path zigzags, and on
# average 31% of the distance to the target is left at the end; with centred inputs, only 4%.*
#
# Subtracting ½ also makes the inputs about half as large, but this is not what helps. The inputs
# enter an update twice: once through $\partial J/\partial h$, here the error in $h$, and again
# through $\partial h/\partial w_j = Z_j$. So if we halve the positive inputs and multiply the
# learning rate by four, we get exactly the same path, and 31% is left again. The whole difference
# is due to centring.
#
# The argument concerns individual samples. Averaging the derivatives over a group of samples (a
# batch) weakens it, because different samples may ask for different signs.

# %% [markdown]
# ### Exercise: tanh from the sigmoid
#
# Up to stretching and shifting, tanh and the sigmoid are the same curve. So your safe sigmoid also
# gives you a safe tanh, while the fraction that defines tanh overflows for large $|h|$. Compute
# tanh from a sigmoid, either your own or `ff.sigmoid`.

# %% exercise="tanh_from_sigmoid"

# %% check="tanh_from_sigmoid"

# %%
ff.ask("tanh_against_sigmoid")

# %% [markdown]
# In symbols, $\tanh(h) = 2\,\mathrm{sigmoid}(2h) - 1$: twice the height and half the width.
#
# ### Exercise: back through tanh
#
# Give names to the two parts of the fraction, $u = e^h - e^{-h}$ and $v = e^h + e^{-h}$, so that
# $Z = u/v$. Then $u' = v$ and $v' = u$. Use the quotient rule to find the slope in terms of $u$ and
# $v$, and then express the slope in terms of $Z$.

# %% exercise="tanh_backward"

# %% check="tanh_backward"

# %% [markdown]
# The quotient rule gives $(v^2 - u^2)/v^2$, so the slope of tanh is $1 - Z^2$, and
# $\partial J/\partial h = \partial J/\partial Z \cdot (1 - Z^2)$. At $h = 0$ the slope is 1.
#
# ## Which tanh is this?
#
# Lecture slides and other sources sometimes give the following formula for tanh:
#
# $$\frac{1 - e^{-h}}{1 + e^{-h}}.$$
#
# This function has the right shape, runs from $-1$ to $1$ and is 0 at 0. Suppose that you take it
# for tanh, and use the slope of tanh, $1 - Z^2$. What will a measurement of the slope show?


# %%
def slide_tanh(h):
    return (1 - np.exp(-h)) / (1 + np.exp(-h))


def believed_slope(h):
    return ff.tanh_backward(1.0, slide_tanh(h))


print("tanh at 1/2, 1, 2, 4:", np.tanh([0.5, 1, 2, 4]).round(3))

# %%
ff.ask("believed_slope")

# %%
ff.explore_activations(slope, f=slide_tanh, df=believed_slope)

# %% [markdown]
# Move the tangent to $h = 1$, 2 and 4, and compare the values of $Z$ with the values of tanh
# printed above.

# %%
ff.ask("which_tanh")

# %%
h = np.linspace(-3, 3, 7)
for k in (2, 1, 1 / 2, 1 / 4):
    print(f"tanh({k} h): largest difference {np.abs(slide_tanh(h) - np.tanh(k * h)).max():.3g}")
measured = (slide_tanh(h + 1e-5) - slide_tanh(h - 1e-5)) / 2e-5
print("believed slope / measured slope:", (believed_slope(h) / measured).round(6))

# %% [markdown]
# If we multiply the numerator and denominator by $e^{h/2}$, the fraction becomes
# $\frac{e^{h/2} - e^{-h/2}}{e^{h/2} + e^{-h/2}}$, which is $\tanh(h/2)$. By the chain rule its
# slope has an extra factor of ½, which the rule $1 - Z^2$ does not include.
#
# The curve would make a perfectly good activation. But if you take it for tanh, the slope that you
# use is **exactly twice** the true one, in every layer. After ten layers the derivative is wrong by
# a factor of $2^{10} = 1024$, and no error is raised. A one-line measurement exposes the mistake.

# %% [markdown]
# ## ReLU
#
# You know $\mathrm{relu}(h) = \max(0, h)$ from 6.1. Where $h > 0$ it returns $h$ itself, so $Z$
# changes exactly as $h$ does and $\partial J/\partial h = \partial J/\partial Z$. The case $h < 0$
# is left to you.
#
# At $h = 0$ the function has a corner, so its slope is not defined there. A central difference sees
# both sides and reports ½. Which value to use there is a matter of convention, and **in this book
# the slope at the corner is 0.** (In training the choice hardly matters, because random weights
# almost never make $h$ exactly 0. Weights chosen by hand may do so: in the XOR network of 6.1,
# three of the eight pre-activations are 0.)
#
# ### Exercise: back through ReLU
#
# Your function receives `h` instead of `Z`. (For ReLU, $Z > 0$ exactly where $h > 0$, so `Z` would
# do just as well.)

# %% exercise="relu_backward"

# %% check="relu_backward"

# %% [markdown]
# ### Which function takes h, and which takes Z?
#
# | function | takes | returns $\partial J/\partial h$ |
# | --- | --- | --- |
# | `sigmoid_backward(dZ, Z)` | $Z$ | $\partial J/\partial Z \cdot Z(1 - Z)$ |
# | `tanh_backward(dZ, Z)` | $Z$ | $\partial J/\partial Z \cdot (1 - Z^2)$ |
# | `relu_backward(dZ, h)` | $h$ | $\partial J/\partial Z$ where $h > 0$, else 0 |
#
# The arrays $h$ and $Z$ have the same shape, so nothing stops you from passing the wrong one. For a
# sigmoid at $h = 2$ the mistake looks like this:

# %%
h = 2.0
print("with Z:", ff.sigmoid_backward(1.0, ff.sigmoid(h)))
print("with h:", ff.sigmoid_backward(1.0, h), " (negative, although the sigmoid never falls)")

# %% [markdown]
# ## Where f is flat
#
# In the next explorer, use the sliders `mean` and `spread`. Each sample gives a unit one value of
# $h$, the input of $f$; the two sliders shift and stretch the distribution of these inputs. Look at
# the curve above the distribution: which part of $f$ do the inputs fall on? Inputs at which the
# slope is less than a tenth of its maximum are drawn in grey. At such inputs the unit is
# **saturated**. (By this definition a ReLU that is off is saturated too.)

# %%
ff.ask("shifted_inputs")

# %%
ff.explore_activations(
    slope, sigmoid, sigmoid_backward, tanh_from_sigmoid, tanh_backward, relu_backward, mean=5
)

# %%
ff.figures.saturation()

# %% [markdown]
# *Figure: Inputs with the same spread, around 0 and around 5. The dashed lines enclose the middle
# 90% of the inputs, and show where the sigmoid sends them. Around 5 it returns almost the same
# number for all of them.*
#
# A saturated unit loses information in both directions. On the way forward, different inputs
# produce nearly the same output, and the next layer can hardly tell them apart. On the way back,
# the derivative is multiplied by a slope close to 0. Here are five inputs spaced 1 apart, and what
# remains of the differences between them:

# %%
h = np.array([4.0, 5.0, 6.0, 7.0, 8.0])
for f in (ff.sigmoid, ff.tanh, ff.relu):
    print(f"{f.__name__:8} differences", " ".join(f"{d:.6f}" for d in np.diff(f(h))))
print("slopes of the sigmoid", ff.sigmoid_backward(1.0, ff.sigmoid(h)).round(5))

# %% [markdown]
# For positive inputs, ReLU loses nothing. But if you lower the mean in the explorer to $-3.3$ or
# less, at a spread of 1, all 1000 inputs are negative, and the ReLU outputs 0, with slope 0, for
# every sample. Such a unit is called **dead**.
#
# ## Thirty layers
#
# One small slope does little harm, but in a deep network a derivative must pass through many of
# them. Consider the simplest deep network, with one unit per layer and no biases:
# $h_l = w_l z_{l-1}$, $z_l = f(h_l)$, $z_0 = x$. The first layer contributes two factors,
#
# $$\frac{dz_1}{dx} = f'(h_1)\, w_1.$$
#
# ### Exercise: a chain of layers
#
# Write a function that computes $dz_L/dx$ for $L$ layers. (In code, `weights[0]` is $w_1$.)

# %% exercise="chain_gradient"

# %% check="chain_gradient"

# %% [markdown]
# For $L$ layers the derivative is a product of $2L$ factors:
#
# $$\frac{dz_L}{dx} = \prod_{l=1}^{L} f'(h_l)\, w_l.$$
#
# With sigmoids every $f'$ is at most ¼, so with weights of 1 the derivative is at most $0.25^L$:
# about $10^{-6}$ after ten layers, about $10^{-18}$ after thirty. This is the **vanishing
# gradient**: the derivatives that make up the gradient contain such products, so in the early
# layers they almost vanish. Note the words *weights of 1*: the weights are in the product as well.
# Larger weights can compensate for the small slopes, but they also push $h$ into the flat regions,
# where the slopes are smaller still. In a chain of single units with large positive weights, the
# second effect wins, because every $h$ is then large.

# %%
ff.figures.vanishing_product()

# %% [markdown]
# *Figure: Ten sigmoid units in a chain. With a weight of 1, each layer multiplies the derivative by
# about 0.2 (top row). With a weight of 4 the derivative shrinks even faster, because without biases
# these units saturate.*
#
# Real layers are wide. In the next explorer each layer has 100 units, 20 samples pass through the
# network, and the weights are drawn with standard deviation $g/\sqrt m$, where $m = 100$; $g$ is
# called the **gain**. A random $\partial J/\partial Z_L$ of size 1 starts at the top, in the last
# layer, and travels down to the input. *Size* means the root mean square of the entries. The
# vertical axis is logarithmic.

# %%
ff.ask("most_left_of_the_gradient")

# %%
ff.explore_vanishing(sigmoid, sigmoid_backward, tanh_from_sigmoid, tanh_backward, relu_backward)

# %% [markdown]
# The table shows the size of the derivative at the input; each range covers the explorer's nine
# draws:
#
# | gain | sigmoid | tanh | ReLU |
# | --- | --- | --- | --- |
# | $1$ | about $10^{-19}$ | 0.13 to 0.22 | $2 \cdot 10^{-5}$ to $6 \cdot 10^{-5}$ |
# | $\sqrt 2$ | about $10^{-15}$ | 3 to 5 | 0.7 to 2 |
# | $2$ | $2 \cdot 10^{-12}$ to $4 \cdot 10^{-12}$ | 60 to 120 | $2 \cdot 10^4$ to $6 \cdot 10^4$ |
# | $10$ | 0.1 to 0.8 | $3 \cdot 10^{10}$ to $2 \cdot 10^{11}$ | $2 \cdot 10^{25}$ to $6 \cdot 10^{25}$ |
#
# With $g = 1$, tanh keeps so much because the signal shrinks towards 0 on its way forward, and at 0
# the slope of tanh is 1. With $g = \sqrt 2$, ReLU roughly preserves the size; with $g = 2$ the
# derivative **explodes** for both tanh and ReLU.
#
# For the sigmoid, too, there is a gain, about 10, that roughly preserves the size. Here, unlike in
# the chain, the weights have both signs, so $h$ is spread around 0 and some units always lie where
# the slope is large. But the units are then saturated about 60% of the time, and say little more
# than *on* or *off*. All in all, the scale of the weights matters as much as the choice of
# activation.

# %% [markdown]
# On the way forward, the sigmoid seems to do well: with $g = 1$, the size of $Z$ stays near 0.5.
# But what happens to the *differences* between the samples, measured by the standard deviation of
# each unit's output over the samples?

# %%
Z = rng.normal(size=(20, 100))
for layer in range(1, 31):
    Z = ff.sigmoid(Z @ rng.normal(0, 1 / np.sqrt(100), size=(100, 100)))
    if layer in (1, 2, 3, 10, 20, 30):
        root_mean_square, spread = np.sqrt(np.mean(Z**2)), np.sqrt(np.mean(Z.var(axis=0)))
        print(f"layer {layer:2}: size {root_mean_square:.2f}, differences {spread:.0e}")

# %% [markdown]
# With $g = 1$ and slopes of at most ¼, each layer preserves the size of the signal but shrinks the
# differences between the samples to less than a quarter of what they were. At the top, all twenty
# samples agree to within rounding error.

# %% [markdown]
# ### One formula for all three
#
# What does one layer do to the size of a derivative? At unit $j$ of layer $l-1$,
# $\partial J/\partial Z_{l-1}$ is a sum over the $m$ units $k$ of layer $l$:
#
# $$\frac{\partial J}{\partial Z_{l-1,j}} = \sum_{k=1}^{m} \frac{\partial J}{\partial Z_{l,k}}\, f'(h_{l,k})\, W_{jk}.$$
#
# The weights have mean 0 and variance $g^2/m$. Let us treat the three factors of each term as
# independent. (This is only approximately true, because $h_{l,k}$ contains $W_{jk}$.) Then the
# terms have mean 0 and are uncorrelated, so their mean squares add up, and each is the product of
# the mean squares of its factors:
#
# $$\begin{aligned}
# E\Big[\Big(\frac{\partial J}{\partial Z_{l-1,j}}\Big)^2\Big] &= \sum_{k=1}^{m} E\Big[\Big(\frac{\partial J}{\partial Z_{l,k}}\Big)^2\Big]\, E\big[f'(h_{l,k})^2\big]\, E\big[W_{jk}^2\big] \\
# &= m \cdot E\Big[\Big(\frac{\partial J}{\partial Z_l}\Big)^2\Big] \cdot E\big[f'(h)^2\big] \cdot \frac{g^2}{m}.
# \end{aligned}$$
#
# The $m$ cancels, so one layer multiplies the size of the derivative by about
#
# $$g\,\sqrt{E[f'(h)^2]}.$$

# %% [markdown]
# Near $h = 0$ the square root is ¼ for the sigmoid and 1 for tanh. For ReLU, if $h$ is positive as
# often as negative, half of the slopes are 1 and half are 0, which gives $\sqrt{1/2}$ whatever the
# size of $h$. So with $g = 1$, thirty layers of ReLUs should leave
# $(\sqrt{1/2})^{30} = 2^{-15} \approx 3 \cdot 10^{-5}$ of a derivative, which agrees with the
# table, and thirty layers of sigmoids should leave at most $0.25^{30} \approx 10^{-18}$. (Their $h$
# is not quite 0, so about $10^{-19}$ was left.)
#
# To preserve the size of the derivative, $g$ must be the reciprocal of the square root. For the
# sigmoid this would be 4, and a problem at the end asks why 4 is not enough. For tanh it is 1 as
# long as every $h$ is close to 0, and slightly more otherwise: in the explorer, a gain of about 1.2
# preserves the size over thirty layers. For ReLU it is $\sqrt 2$, which gives He's scale
# $\sqrt{2/m}$ again, this time from the derivative on its way back.

# %%
h = rng.normal(size=100_000)
print("size of h   0.1    1      10")
for name in ("sigmoid", "tanh", "relu", "gelu"):
    f, df = ff.activation_pair(name)  # df(h, Z) gives f'(h)
    roots = [np.sqrt(np.mean(df(size * h, f(size * h)) ** 2)) for size in (0.1, 1, 10)]
    print(f"{name:10}", np.round(roots, 3))

# %% [markdown]
# ### Initialisation, revisited
#
# In 6.2 we required the signal to keep its size on the way forward. On the way back the same
# requirement leads to the same answer with $m_{out}$ in place of $m_{in}$, because the derivative
# at a unit is a sum over the $m_{out}$ units that receive its output. For activations with slope 1
# at 0, @glorot2010 proposed the variance $2/(m_{in} + m_{out})$ as a compromise. @he2015 found that
# for ReLU either $2/m_{in}$ or $2/m_{out}$ is good enough. In each layer the two differ by a factor
# of $m_{out}/m_{in}$, and the product of these factors over all layers is just the ratio of the
# last width to the first, whatever the depth.

# %%
ff.figures.signal_and_gradient()

# %% [markdown]
# *Figure: Thirty ReLU layers with* $g = 1$, $\sqrt 2$ *and* $2$. *At each gain, the signal going
# forward and the gradient going back behave alike: both vanish, both keep their size or both
# explode.*
#
# Besides careful initialisation, two inventions made depth manageable. **Batch normalisation**
# [@ioffe2015] subtracts the batch mean from each pre-activation and divides by the batch standard
# deviation, so that the size of the result no longer depends on the scale of the weights; then it
# lets the network learn a new scale and shift. The **residual network** [@he2016] adds the input of
# a block of layers to the output of that block, so that the derivative has a path around the block,
# along which it passes unchanged.

# %% [markdown]
# ### Does the gain matter for learning?
#
# We train a network with ten hidden layers of 32 units on the digits for ten epochs (passes over
# the training set). For each activation and gain we try four learning rates with three seeds each.
# Every run gives two accuracies, one on each half of the held-out digits. The first half serves as
# the validation set, on which we choose the rate; the accuracies on the second half are the ones we
# report.

# %%
digits = ff.digits(np.random.default_rng(0))


def accuracies(activation, g, lr, seed):
    params = ff.init_params([64] + 10 * [32] + [10], np.random.default_rng(seed))
    params = [(W * g / np.sqrt(2), b) for W, b in params]  # init_params has g = sqrt(2)
    options = dict(epochs=10, lr=lr, batch_size=32, rng=np.random.default_rng(seed))
    params, _ = ff.train(*digits.train, params, activation=activation, progress=False, **options)
    right = ff.predict(digits.held_out[0], params, activation) == digits.held_out[1]
    return right[::2].mean(), right[1::2].mean()  # one to choose the rate, one to report


# %%
for g in (1.0, np.sqrt(2)):
    for activation in ("sigmoid", "tanh", "relu"):
        rates = (0.02, 0.06, 0.2, 0.6)
        runs = {lr: np.array([accuracies(activation, g, lr, s) for s in range(3)]) for lr in rates}
        lr, best = max(runs.items(), key=lambda item: item[1][:, 0].mean())
        print(
            f"g = {g:.2f}  {activation:8} lr = {lr}: {best[:, 1].mean():.2f}", best[:, 1].round(2)
        )

# %% [markdown]
# The sigmoid networks have learned nothing: they are no better than guessing. Hardly any gradient
# reaches the early layers, and the output layer receives almost the same $Z$ for every digit:
# before training, $Z$ differs between digits by at most about $2 \cdot 10^{-6}$. The tanh networks
# learn with either gain. ReLU does much better with $\sqrt 2$ than with 1, but even then it trails
# tanh (0.85 against 0.96). This is partly because the network is small and partly because we
# trained it so briefly: with 128 units per layer, ReLU reaches 0.96 and tanh 0.97; with 32 units
# but 40 epochs, 0.93 and 0.98. A good gain makes learning possible, but it does not make ReLU
# superior in every network.

# %% [markdown]
# ## Why ReLU is the usual choice
#
# In 2012 a convolutional network with ReLU won the ImageNet competition by a wide margin, and its
# authors reported that a smaller one with four layers learned six times faster with ReLU than with
# tanh [@krizhevsky2012]. They added that the factor varies with the architecture; in our narrow
# network, for instance, tanh did better than ReLU. Four reasons for choosing ReLU are usually
# given. You now have the tools to examine each of them.
#
# **1. Its slope is constant wherever the unit is on.** *True.* There it is 1, however large $h$ is.
# The table of root mean squares in *One formula for all three* shows what this is worth: the
# per-layer factor of the sigmoid and of tanh shrinks as $h$ grows, while that of ReLU stays the
# same. So at initialisation one gain suits every layer, whatever the size of the inputs. It does
# *not* follow that gradients cannot vanish: with $g = 1$, ReLU kept less of the derivative than
# tanh did.

# %% [markdown]
# **2. It is piecewise linear, so the network is easy to train.** *Unproven.* On each piece the
# network is an affine function, like the ones you know from 6.1. The derivative of ReLU is simpler
# still: piecewise **constant**, a mask of zeros and ones. But linear pieces do not turn the loss
# into a bowl, and the slope jumps where two pieces meet. Whether linear pieces make training easier
# remains an open question. ReLU is also cheap to compute, but each $h$ takes $m$ multiplications in
# any case, so in a wide network this saves little time.

# %%
ff.figures.straight_pieces()

# %% [markdown]
# *Figure: Contour lines of the output of a random network with two hidden layers, of six and four
# units, over the input plane. With ReLU the plane is divided into pieces on which the lines are
# straight; with tanh they are curved everywhere. Where there are no lines, a whole layer of ReLUs
# is off, so the output is constant.*
#
# **3. Saturating functions lose information.** *True, but ReLU saturates too.* In *Where f is flat*
# you saw how information is lost, both on the way forward and on the way back. ReLU is flat only on
# the left, but a dead ReLU loses everything. Whether a unit is saturated or dead, other units of
# the layer may keep what it loses.

# %% [markdown]
# **4. It is one-sided, like a biological neuron.** *An analogy, not a reason.* A nerve cell is
# silent most of the time, and at initialisation about half of all ReLUs are silent for any given
# sample; this analogy led @glorot2011 to ReLU. But real neurons saturate at high inputs, and leaky
# ReLU, which keeps a small slope on the left and so is not one-sided, works about as well.
# One-sidedness also has a price: the outputs of ReLU are never negative, so the argument in *Why
# the centre matters* applies to them too. A single sample can ask only that all the weights on a
# unit's active inputs increase, or that all of them decrease.
#
# What remains of the case for ReLU is mainly the first reason: one gain suits every layer, so deep
# and wide networks are easy to set up.

# %% [markdown]
# ## What ReLU costs: dead units
#
# A ReLU that is off for every sample has slope 0 for every sample, so its weights are no longer
# updated. A single update that is too large can kill a unit, by moving its weights and bias so far
# that $h$ is negative for every sample. We train a network with two hidden layers on the digits,
# with ReLU and with **leaky ReLU** [@maas2013], each at three learning rates and with five seeds
# per rate. Our leaky ReLU has a slope of 0.01 on the left: $f(h) = h$ for $h > 0$, else $0.01\,h$.
# We count the units of the first layer that are off for every sample. The inputs of this layer
# never change, so a dead ReLU there stays dead.


# %%
def with_two_layers(activation, lr, seed):
    params = ff.init_params([64, 50, 50, 10], np.random.default_rng(seed))
    options = dict(epochs=10, lr=lr, batch_size=32, rng=np.random.default_rng(seed))
    params, _ = ff.train(*digits.train, params, activation=activation, progress=False, **options)
    (W, b), *_ = params
    off = np.mean((digits.train[0] @ W + b <= 0).all(axis=0))
    right = np.mean(ff.predict(digits.held_out[0], params, activation) == digits.held_out[1])
    return off, right


# %%
for activation in ("relu", "leaky_relu"):
    for lr in (0.1, 0.3, 0.7):
        off, right = np.transpose([with_two_layers(activation, lr, s) for s in range(5)])
        print(f"{activation:10} lr = {lr}: {off.mean():4.0%} of layer 1 always off, ", end="")
        print(f"held-out {right.mean():.2f}", right.round(2))

# %% [markdown]
# At moderate rates the two activations do equally well, and training kills hardly any units: 2% or
# 3% of them are always off, but about 2% were always off even before training started. (Pixel
# values are never negative, so a unit with mostly negative weights may be off from the start.) At a
# rate of 0.7 most of the ReLUs in the first layer are dead, and the held-out accuracy falls to 0.73
# or less in all five runs; in two of them it is no better than chance. At this rate the leak helps,
# because a unit that is off still receives a hundredth of the gradient and may recover: three of
# the five leaky-ReLU runs reach at least 0.93, although the other two stay below 0.6. But a smaller
# learning rate helps more.

# %% [markdown]
# ## GELU and its relatives
#
# GELU [@hendrycks2016] multiplies $h$ by the probability that a standard normal variable is below
# $h$: $f(h) = h\,\Phi(h)$. SiLU, $h \cdot \mathrm{sigmoid}(h)$, looks almost the same
# [@hendrycks2016; @elfwing2018; @ramachandran2017]. Both are smooth, approach ReLU for large $|h|$,
# and dip slightly below 0 on the left, where they still pass on a little of the derivative. But in
# the table of root mean squares the value for GELU is about 0.7 when $h$ is large and only 0.5 when
# $h$ is small, so no single gain suits every size of $h$. Most large language models use GELU, SiLU
# or a *gated* variant, which multiplies $f(ZW)$ by $ZV$, entry by entry [@shazeer2020].

# %% [markdown]
# ## What the sigmoid and tanh are still good for
#
# S-shaped functions are differentiable everywhere, and their ranges, 0 to 1 and $-1$ to $1$, are
# bounded. In hidden layers the second property is a drawback, because a curve that stays between
# two bounds must be flat far from 0. At the *output* it is an advantage: a probability must lie
# between 0 and 1, and a steering angle between two limits. There is only one output layer, so the
# slope at the output enters the product only once. The sigmoid also serves as a *gate* inside
# recurrent networks: because its values lie between 0 and 1, it can say how much of a signal to let
# through.
#
# In this book the output layer is affine, and the loss turns outputs into probabilities (6.5). It
# does so with softmax, which raises $e$ to the power of each output and divides each of these
# powers by their sum. For two classes softmax *is* a sigmoid: with the outputs $0$ and $out$,
#
# $$\frac{e^{out}}{e^{0} + e^{out}} = \frac{1}{1 + e^{-out}} = \mathrm{sigmoid}(out).$$

# %%
out = np.array([-3.0, 0.0, 0.5, 8.0])
both = ff.softmax(np.column_stack([np.zeros(4), out]))
print("softmax of (0, out):", both[:, 1].round(4))
print("sigmoid of out:     ", ff.sigmoid(out).round(4))

# %% [markdown]
# ### What should you use?
#
# For hidden layers, start with ReLU and He initialisation. Watch the fraction of units that are off
# for every sample; if it grows, lower the learning rate first, and try leaky ReLU or GELU next. Use
# GELU or SiLU if you build on a published network that uses one of them, as most language models
# do. If your network is narrow and has no normalisation, try tanh as well. It beat ReLU in our
# experiment, but by a clear margin only with 32 units per layer, and we tried just one depth on one
# data set. Sigmoids in the hidden layers of a deep network have no advantage that makes up for
# their small slope.
#
# The output layer usually needs no activation. If the targets are numbers (*regression*), an affine
# layer can output any value; if they are classes, the loss itself applies the softmax or the
# sigmoid (6.5). The exception is an output that is limited on both sides, such as a steering angle:
# use tanh or the sigmoid, scaled to those limits.

# %% [markdown]
# ### The XOR network with other activations
#
# With ReLU and the weights from 6.1, the XOR network maps the four points to 0, 1, 1, 0. Now
# replace ReLU with the sigmoid or tanh, and keep the weights:

# %%
X, y = ff.xor_points()
W, c, w = np.array([[1, 1], [1, 1]]), np.array([0, -1]), np.array([1, -2])
for f in (ff.relu, ff.tanh, ff.sigmoid):
    print(f"{f.__name__:8}", (f(X @ W + c) @ w).round(2))

# %% [markdown]
# These weights were chosen for a function with a corner at 0, but the smooth functions have no
# corner. They still bend the line on which the four pairs of pre-activations lie, so the same
# hidden layer followed by a different output layer, this time with a bias, would solve XOR. In
# general, weights do not carry over from one activation to another.
#
# > **History.** Sigmoid units became common with backpropagation [@rumelhart1986], which cannot
# > train step units, because their slope is 0. @lecun1998 recommended tanh because it is
# > zero-centred. ReLU was around long before it became famous: @fukushima1969 used it. @jarrett2009
# > found that rectification (they mostly took the absolute value) was crucial in their networks for
# > object recognition. Soon afterwards @nair2010 and @glorot2011 showed that the corner of ReLU
# > does no harm.

# %% [markdown]
# ## The same slopes in PyTorch
#
# Here PyTorch computes the slopes at $h = -2$, 0 and 3. Those of the sigmoid, tanh and ReLU should
# agree with yours, even at the corner of ReLU, where PyTorch takes the slope to be 0, as we do.

# %%
if torch := ff.optional("torch"):
    h = torch.tensor([-2.0, 0.0, 3.0], dtype=torch.float64, requires_grad=True)
    for f in (torch.sigmoid, torch.tanh, torch.relu, torch.nn.functional.gelu):
        (slope_of_f,) = torch.autograd.grad(f(h).sum(), h)
        print(f"{f.__name__:8}", slope_of_f.numpy().round(4))

# %% [markdown]
# ## In your own words
#
# A friend says: "Gradients vanish because the slope of the sigmoid is at most 1/4. The slope of
# ReLU is 1, so with ReLU they do not vanish." What is right about this, and what is missing? Use
# numbers from this section.
#
# If you are taking a course, your instructor marks this answer. It is worth 2 points: one for the
# product over the layers, and one for the part played by the scale of the weights and by the units
# that are off. If you are working on your own, compare your answer with the one in `solutions/`.

# %% [markdown] explain="6.4_activations"
# The friend is right about the sigmoid: in a chain, a derivative is multiplied by f'(h) and by a
# weight once per layer, and since f' is at most 1/4, thirty units with weights of 1 leave at most
# 0.25^30, about 1e-18.
#
# What is missing: the weights are part of the product, and not all ReLUs are on. With weights of
# standard deviation g/sqrt(m), a layer multiplies the size of the derivative by g times the root
# mean square of f'. For ReLU this root mean square is sqrt(1/2), because half of the units are off.
# With g = 1, thirty layers left 2e-5 to 6e-5, less than the 0.15 or so left with tanh; with g =
# sqrt(2) the size was roughly preserved, and with g = 2 it exploded. The advantage of ReLU is that
# its factor does not depend on the size of h, so a single g suits every layer.

# %% [markdown] problems="6.4_activations"
# ## Problems to think about

# %% [markdown] problem="*"
# Multiply $W$ and $b$ of a hidden ReLU layer by 10 and divide the weights of the next layer by 10.
# How does the output of the network change? What happens with tanh instead of ReLU?
#
# ---
#
# With ReLU it does not change, because $\mathrm{relu}(10h) = 10\,\mathrm{relu}(h)$ and the factors
# cancel. With tanh it does: unless $h$ is tiny, $10h$ lies in the flat regions, and $\tanh(10h)$ is
# far from $10\tanh(h)$.

# %% [markdown] problem="*"
# Show that $1 - \mathrm{sigmoid}(h) = \mathrm{sigmoid}(-h)$, and use it to explain why the slope of
# the sigmoid is an even function.
#
# ---
#
# $1 - \frac{1}{1 + e^{-h}} = \frac{e^{-h}}{1 + e^{-h}} = \frac{1}{e^h + 1} = \mathrm{sigmoid}(-h)$.
# So the slope $Z(1 - Z) = \mathrm{sigmoid}(h)\,\mathrm{sigmoid}(-h)$ does not change when $h$
# becomes $-h$.

# %% [markdown] problem="*"
# *Softplus* is $\log(1 + e^h)$. What is its slope? Compare softplus with ReLU for $h = \pm 10$.
#
# ---
#
# Its slope is $\frac{e^h}{1 + e^h} = \mathrm{sigmoid}(h)$. At $h = 10$ softplus is $10.00005$ and
# at $h = -10$ it is $0.00005$, so it is a smooth version of ReLU.

# %% [markdown] problem="**"
# Near $h = 0$ the slope of the sigmoid is ¼, so $g = 4$ should preserve the size of a derivative.
# In the explorer it does not. Why? (How large is the next $h$?)
#
# ---
#
# The slope is ¼ only near $h = 0$. The outputs of a sigmoid are not centred: their mean is ½, so
# their root mean square is at least ½, and with $g = 4$ the next $h$ has a size of 2 or more. At
# such values the slopes are smaller.

# %% [markdown] problem="**"
# How would a network behave if its hidden units computed $f(h) = h^2$? Look at the slope.
#
# ---
#
# The function bends, so the network can represent many functions. But the slope of the square,
# $2h$, grows with $h$: large values explode from layer to layer and small ones vanish. No gain is
# right for more than one size of $h$.

# %% [markdown] problem="**"
# Find the gain that preserves the size of the derivative for leaky ReLU with slope $a$ on the left.
# Check the cases $a = 0$ and $a = 1$.
#
# ---
#
# $E[f'(h)^2] = \frac{1 + a^2}{2}$, so $g = \sqrt{2/(1 + a^2)}$. For $a = 0$ it is $\sqrt 2$, as for
# ReLU; for $a = 1$ the layer is linear and $g = 1$.

# %% [markdown] problem="***"
# A residual block computes $Z_l = Z_{l-1} + F_l(Z_{l-1})$. In a chain of $L$ one-unit blocks, what
# is $dZ_L/dZ_0$? Explain why it does not vanish if the $|F'_l|$ add up to no more than ½.
#
# ---
#
# It is $\prod_l (1 + F'_l)$, which expands to 1 plus a sum of products of the $F'_l$. The term 1
# belongs to the path along which every block passes on its input unchanged. With $a_l = |F'_l|$,
# every factor is at least $1 - a_l > 0$. Moreover $(1 - a)(1 - b) \ge 1 - a - b$ for $a, b \ge 0$,
# and repeating this step gives $\prod_l (1 - a_l) \ge 1 - \sum_l a_l$. The product is therefore at
# least ½, however many blocks there are.

# %% [markdown] problem="***"
# In floating point, $\mathrm{sigmoid}(40)$ is exactly 1. What does `sigmoid_backward` return there
# for $\partial J/\partial Z = 1$, and what is the true slope? Does the error matter?
#
# ---
#
# It returns $1 \cdot (1 - 1) = 0$, but the true slope is $e^{-40} \approx 4 \cdot 10^{-18}$.
# Computed from $Z$, the slope has lost all of its digits. The error hardly matters in a hidden
# layer, where such a derivative is too small to have an effect; at the output it does matter, which
# is one reason why 6.5 computes the loss from $out$, and not from the probabilities.

# %% [markdown]
# ## An open challenge

# %%
ff.challenge("thirty_layers")

# %% [markdown]
# ## Summary
#
# - On the way back, each unit multiplies the derivative by its slope:
#   $\partial J/\partial h = \partial J/\partial Z \cdot f'(h)$.
# - $f'(x) \approx \frac{f(x + \varepsilon) - f(x - \varepsilon)}{2\varepsilon}$, with an error of
#   order $\varepsilon^2$. Measure a slope before you trust a formula for it.
# - sigmoid: $\frac{1}{1 + e^{-h}}$, slope $Z(1 - Z) \le ¼$. tanh:
#   $\frac{e^h - e^{-h}}{e^h + e^{-h}} = 2\,\mathrm{sigmoid}(2h) - 1$, slope $1 - Z^2 \le 1$. ReLU:
#   $\max(0, h)$, slope 1 for $h > 0$, else 0.
# - $\frac{1 - e^{-h}}{1 + e^{-h}}$ is $\tanh(h/2)$, with slope $(1 - Z^2)/2$.
# - In a chain the factors multiply: $\frac{dz_L}{dx} = \prod_l f'(h_l)\, w_l$. A wide layer
#   multiplies the size of a derivative by about $g\sqrt{E[f'(h)^2]}$, so choose $g = \sqrt 2$ for
#   ReLU and $g = 1$ or slightly more for tanh.
# - ReLU has the same factor for every size of $h$, but its units can die, and its outputs are not
#   zero-centred. S-shaped functions remain useful where a bounded output is needed.

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
# | leaky ReLU | 带泄漏的修正线性单元 | |
# | GELU | 高斯误差线性单元 | $h\,\Phi(h)$ |
# | batch normalisation | 批归一化 | |
# | residual network | 残差网络 | |

# %% [markdown]
# ## Further reading
#
# - @cs231n, *Setting up the architecture*: a practitioner's view of activation functions, with
#   clear recommendations.
# - @glorot2010: how to use activations and gradients to diagnose a network that does not learn.
# - @lecun1998, sections 4.3 to 4.6: why inputs and activations should be centred and scaled.
# - @prince2023, chapter 7: initialisation, with the derivation for both directions.

# %% [markdown] references="6.4"
# ## References

# %% [markdown]
# **Next.** You can now send a derivative back through every unit and every layer of a chain. Where
# does this derivative start? At the loss, the number that says how wrong the network is.
# [Section 6.5](6.5_losses.ipynb) asks which number that should be.

# %%
ff.progress()
