# %% wrong: nothing stops the fall beyond right
def hat(x, left, peak, right):
    up = 1 / (peak - left)
    down = 1 / (right - peak)
    return up * relu(x - left) - (up + down) * relu(x - peak)  # here

# %% wrong: slopes 1 and -1, as in the tent of XOR
def hat(x, left, peak, right):
    return relu(x - left) - 2 * relu(x - peak) + relu(x - right)  # here

# %% wrong: changes the slope at the peak by twice the slope up, as if both sides were equal
def hat(x, left, peak, right):
    u = 1 / (peak - left)
    d = 1 / (right - peak)
    return u * ff.relu(x - left) - 2 * u * ff.relu(x - peak) + d * ff.relu(x - right)  # here

# %% wrong: straight lines that go on below 0 outside
def hat(x, left, peak, right):
    rising = (x - left) / (peak - left)
    falling = (right - x) / (right - peak)
    return np.minimum(rising, falling)  # here

# %% wrong: the difference of the two slopes at the peak
def hat(x, left, peak, right):
    u, d = 1 / (peak - left), 1 / (right - peak)
    a, b, c = relu(x - left), relu(x - peak), relu(x - right)
    return u * a - (u - d) * b + d * c  # here

# %% wrong: keeps the larger of the two lines
def hat(x, left, peak, right):
    rising = (x - left) / (peak - left)
    falling = (right - x) / (right - peak)
    return np.maximum(0, np.maximum(rising, falling))  # here

# %% wrong: an if on a whole array
def hat(x, left, peak, right):
    if x < left or x > right:  # here
        return 0 * x
    if x < peak:  # here
        return (x - left) / (peak - left)
    return (right - x) / (right - peak)

# %% wrong: the wrong sign at right
def hat(x, left, peak, right):
    u = 1 / (peak - left)
    d = 1 / (right - peak)
    out = u * relu(x - left)
    out = out - (u + d) * relu(x - peak)
    out = out - d * relu(x - right)  # here
    return out

# %% wrong: leaves out the peak itself
def hat(x, left, peak, right):
    out = np.zeros(np.shape(x))
    rising = (x > left) & (x < peak)  # here
    falling = (x > peak) & (x < right)  # here
    out[rising] = ((x - left) / (peak - left))[rising]
    out[falling] = ((right - x) / (right - peak))[falling]
    return out

# %% wrong: the slope up over the whole width
def hat(x, left, peak, right):
    u = 1 / (right - left)  # here
    d = 1 / (right - peak)
    return u * relu(x - left) - (u + d) * relu(x - peak) + d * relu(x - right)

# %% wrong: writes into an integer array
def hat(x, left, peak, right):
    y = np.zeros(x.shape, dtype=int)  # here
    y[...] = np.interp(x, [left, peak, right], [0, 1, 0])
    return y

# %% wrong: the last ReLU looks to the left
def hat(x, left, peak, right):
    u = 1 / (peak - left)
    d = 1 / (right - peak)
    return u * relu(x - left) - (u + d) * relu(x - peak) + d * relu(right - x)  # here

# %% wrong: shifts the caller's x
def hat(x, left, peak, right):
    x -= peak  # here
    a, b = peak - left, right - peak
    side = np.where(x < 0, 1 + x / a, 1 - x / b)
    return np.maximum(side, 0)

# %% wrong: multiplies by the lengths instead of dividing by them
def hat(x, left, peak, right):
    u = peak - left  # here
    d = right - peak  # here
    return u * relu(x - left) - (u + d) * relu(x - peak) + d * relu(x - right)

# %% wrong: the plateau at 1 never comes down
def hat(x, left, peak, right):
    u = 1 / (peak - left)
    return u * relu(x - left) - u * relu(x - peak)  # here

# %% right: three ReLUs
def hat(x, left, peak, right):
    u = 1 / (peak - left)
    d = 1 / (right - peak)
    return u * relu(x - left) - (u + d) * relu(x - peak) + d * relu(x - right)

# %% right: the smaller line, cut off at 0
def hat(x, left, peak, right):
    rising = (x - left) / (peak - left)
    falling = (right - x) / (right - peak)
    return np.maximum(0, np.minimum(rising, falling))

# %% right: linear interpolation
def hat(x, left, peak, right):
    return np.interp(x, [left, peak, right], [0, 1, 0])

# %% right: four cases for each entry
def hat(x, left, peak, right):
    def one(t):
        if t <= left or t >= right:
            return 0.0
        if t <= peak:
            return (t - left) / (peak - left)
        return (right - t) / (right - peak)

    return np.array([one(t) for t in np.ravel(x)]).reshape(np.shape(x))

# %% right: ReLUs that look to the left
def hat(x, left, peak, right):
    u = 1 / (peak - left)
    d = 1 / (right - peak)
    return u * relu(left - x) - (u + d) * relu(peak - x) + d * relu(right - x)

# %% wrong: a parabola between left and right
def hat(x, left, peak, right):
    top = (peak - left) * (right - peak)
    return np.maximum(0, (x - left) * (right - x) / top)  # here

# %% wrong: slopes of the whole width on both sides
def hat(x, left, peak, right):
    half = (right - left) / 2  # here
    return np.maximum(0, 1 - np.abs(x - peak) / half)  # here

# %% wrong: the weights of the ReLUs go inside, where the negative one is cut off
def hat(x, left, peak, right):
    u = 1 / (peak - left)
    d = 1 / (right - peak)
    return relu(u * (x - left)) + relu(-(u + d) * (x - peak)) + relu(d * (x - right))  # here

# %% wrong: the points of np.interp in the order of the heights
def hat(x, left, peak, right):
    return np.interp(x, [left, right, peak], [0, 0, 1])  # here
