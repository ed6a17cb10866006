# %% wrong: moves w with the old velocity
def momentum_step(w, grad, velocity, lr, beta):
    new_w = w - lr * velocity  # here
    velocity = beta * velocity + grad
    return new_w, velocity

# %% wrong: a running mean, in which the gradient gets the factor 1 - beta
def momentum_step(w, grad, velocity, lr, beta):
    velocity = beta * velocity + (1 - beta) * grad  # here
    w = w - lr * velocity
    return w, velocity

# %% wrong: changes the caller's velocity
def momentum_step(w, grad, velocity, lr, beta):
    velocity *= beta  # here
    velocity += grad  # here
    return w - lr * velocity, velocity

# %% wrong: puts the learning rate into the velocity
def momentum_step(w, grad, velocity, lr, beta):
    velocity = beta * velocity + lr * grad  # here
    w = w - velocity  # here
    return w, velocity

# %% wrong: changes the caller's w
def momentum_step(w, grad, velocity, lr, beta):
    velocity = beta * velocity + grad
    w -= lr * velocity  # here
    return w, velocity

# %% wrong: a velocity that points downhill
def momentum_step(w, grad, velocity, lr, beta):
    velocity = beta * velocity - grad  # here
    w = w + lr * velocity  # here
    return w, velocity

# %% wrong: beta multiplies the gradient as well
def momentum_step(w, grad, velocity, lr, beta):
    new_velocity = beta * (velocity + grad)  # here
    return w - lr * new_velocity, new_velocity

# %% wrong: beta on the gradient instead of the velocity
def momentum_step(w, grad, velocity, lr, beta):
    v = velocity + beta * grad  # here
    return w - lr * v, v

# %% wrong: plain descent, with the velocity only carried along
def momentum_step(w, grad, velocity, lr, beta):
    velocity = beta * velocity + grad
    w = w - lr * grad  # here
    return w, velocity

# %% wrong: returns the old velocity
def momentum_step(w, grad, velocity, lr, beta):
    new = beta * velocity + grad
    w = w - lr * new
    return w, velocity  # here

# %% wrong: Nesterov's look ahead
def momentum_step(w, grad, velocity, lr, beta):
    velocity = beta * velocity + grad
    w = w - lr * (grad + beta * velocity)  # here
    return w, velocity

# %% wrong: returns the velocity first
def momentum_step(w, grad, velocity, lr, beta):
    velocity = beta * velocity + grad
    return velocity, w - lr * velocity  # here

# %% wrong: moves uphill
def momentum_step(w, grad, velocity, lr, beta):
    velocity = beta * velocity + grad
    return w + lr * velocity, velocity  # here

# %% wrong: lets w decay instead of the velocity
def momentum_step(w, grad, velocity, lr, beta):
    velocity = velocity + grad
    w = beta * w - lr * velocity  # here
    return w, velocity

# %% wrong: forgets the old velocity
def momentum_step(w, grad, velocity, lr, beta):
    velocity = beta * grad  # here
    w = w - lr * velocity
    return w, velocity

# %% wrong: the learning rate counts twice
def momentum_step(w, grad, velocity, lr, beta):
    step = lr * (beta * velocity + grad)
    return w - lr * step, step / lr  # here

# %% right: the two lines
def momentum_step(w, grad, velocity, lr, beta):
    velocity = beta * velocity + grad
    w = w - lr * velocity
    return w, velocity

# %% right: new names
def momentum_step(w, grad, velocity, lr, beta):
    new_velocity = grad + beta * velocity
    return w - lr * new_velocity, new_velocity

# %% right: entry by entry
def momentum_step(w, grad, velocity, lr, beta):
    new_w, new_v = np.zeros(w.shape), np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        new_v[index] = beta * velocity[index] + grad[index]
        new_w[index] = w[index] - lr * new_v[index]
    return new_w, new_v

# %% right: copies that are changed in place
def momentum_step(w, grad, velocity, lr, beta):
    w, velocity = w.astype(float), velocity.astype(float)
    velocity *= beta
    velocity += grad
    w -= lr * velocity
    return w, velocity

# %% wrong: keeps the velocity in a global list
state = [0.0]

def momentum_step(w, grad, velocity, lr, beta):
    state[0] = beta * state[0] + grad  # here
    return w - lr * state[0], state[0]

# %% wrong: 1 - beta on the old velocity
def momentum_step(w, grad, velocity, lr, beta):
    velocity = (1 - beta) * velocity + grad  # here
    return w - lr * velocity, velocity

# %% wrong: only the new weights are returned
def momentum_step(w, grad, velocity, lr, beta):
    velocity = beta * velocity + grad
    return w - lr * velocity  # here

# %% wrong: a second name for the velocity
def momentum_step(w, grad, velocity, lr, beta):
    new = velocity  # here
    new *= beta
    new += grad
    return w - lr * new, new
