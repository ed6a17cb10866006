# %% wrong: does not allow the budget to be used up exactly
def width_for_budget(M, n, depth, budget):
    m = 0
    while count_parameters([M] + [m + 1] * depth + [n]) < budget:  # here
        m += 1
    return m

# %% wrong: returns the first width that is too large
def width_for_budget(M, n, depth, budget):
    m = 1
    while ff.count_parameters([M] + depth * [m] + [n]) <= budget:
        m = m + 1
    return m  # here

# %% wrong: the formula for one hidden layer
def width_for_budget(M, n, depth, budget):
    m = (budget - n) // (M + n + 1)  # here
    return max(m, 0)

# %% wrong: returns at least 1
def width_for_budget(M, n, depth, budget):
    m = 1  # here
    while count_parameters([M] + [m + 1] * depth + [n]) <= budget:
        m += 1
    return m

# %% wrong: rounds the solution of the quadratic equation
def width_for_budget(M, n, depth, budget):
    if budget < n:
        return 0
    if depth == 1:
        return round((budget - n) / (M + n + 1))  # here
    a = depth - 1
    b = M + n + depth
    c = n - budget
    m = (-b + np.sqrt(b * b - 4 * a * c)) / (2 * a)
    return round(m)  # here

# %% wrong: gives up at width 100
def width_for_budget(M, n, depth, budget):
    best = 0
    for m in range(1, 100):  # here
        if count_parameters([M] + [m] * depth + [n]) <= budget:
            best = m
    return best

# %% wrong: returns the first width that fits
def width_for_budget(M, n, depth, budget):
    for m in range(1, budget + 1):
        if count_parameters([M] + [m] * depth + [n]) <= budget:
            return m  # here
    return 0

# %% wrong: None where no width fits
def width_for_budget(M, n, depth, budget):
    best = None  # here
    m = 1
    while count_parameters([M] + [m] * depth + [n]) <= budget:
        best = m
        m += 1
    return best

# %% wrong: counts no biases
def width_for_budget(M, n, depth, budget):
    m = 0
    while True:
        k = m + 1
        total = M * k + (depth - 1) * k * k + k * n  # here
        if total > budget:
            return m
        m = k

# %% wrong: one hidden layer too many
def width_for_budget(M, n, depth, budget):
    m = 0
    while count_parameters([M] + [m + 1] * (depth + 1) + [n]) <= budget:  # here
        m += 1
    return m

# %% wrong: divides by zero at depth 1
def width_for_budget(M, n, depth, budget):
    if (M + 1) + (depth - 1) * 2 + 2 * n > budget:
        return 0
    a, b, c = depth - 1, M + n + depth, n - budget
    return int((-b + (b**2 - 4 * a * c) ** 0.5) / (2 * a))  # here

# %% wrong: returns the number of parameters instead of the width
def width_for_budget(M, n, depth, budget):
    best = 0
    m = 1
    total = count_parameters([M] + [m] * depth + [n])
    while total <= budget:
        best = total  # here
        m += 1
        total = count_parameters([M] + [m] * depth + [n])
    return best

# %% wrong: the same number of parameters in each hidden layer
def width_for_budget(M, n, depth, budget):
    def count(m):
        return depth * m * (M + 1) + n * (m + 1)  # here
    m = 0
    while count(m + 1) <= budget:
        m += 1
    return m

# %% wrong: does not round down
def width_for_budget(M, n, depth, budget):
    a, b, c = depth - 1, M + n + depth, n - budget
    if c > 0:
        return 0
    if a == 0:
        return -c / b  # here
    return (-b + np.sqrt(b**2 - 4 * a * c)) / (2 * a)  # here

# %% wrong: inputs and outputs swapped
def width_for_budget(M, n, depth, budget):
    m = 0
    while count_parameters([n] + [m + 1] * depth + [M]) <= budget:  # here
        m += 1
    return m

# %% wrong: a negative width where the biases of the outputs alone exceed the budget
def width_for_budget(M, n, depth, budget):
    if depth == 1:
        return (budget - n) // (M + n + 1)  # here
    m = 0
    while count_parameters([M] + [m + 1] * depth + [n]) <= budget:
        m += 1
    return m

# %% right: one width after another
def width_for_budget(M, n, depth, budget):
    m = 0
    while count_parameters([M] + [m + 1] * depth + [n]) <= budget:
        m += 1
    return m

# %% right: down from the budget
def width_for_budget(M, n, depth, budget):
    for m in range(budget, 0, -1):
        total = (M + 1) * m + (depth - 1) * (m + 1) * m + (m + 1) * n
        if total <= budget:
            return m
    return 0

# %% right: the quadratic equation, then one step either way
def width_for_budget(M, n, depth, budget):
    def count(m):
        return ff.count_parameters([M] + [m] * depth + [n])

    if count(1) > budget:
        return 0
    a, b, c = depth - 1, M + n + depth, n - budget
    if a == 0:
        m = int(-c / b)
    else:
        m = int((-b + np.sqrt(b * b - 4 * a * c)) / (2 * a))
    while count(m + 1) <= budget:
        m += 1
    while count(m) > budget:
        m -= 1
    return m

# %% right: bisection
def width_for_budget(M, n, depth, budget):
    low, high = 0, budget + 1
    while high - low > 1:
        middle = (low + high) // 2
        if count_parameters([M] + [middle] * depth + [n]) <= budget:
            low = middle
        else:
            high = middle
    return low

# %% wrong: doubles the width and keeps the last power of 2
def width_for_budget(M, n, depth, budget):
    m, best = 1, 0
    while count_parameters([M] + [m] * depth + [n]) <= budget:
        best = m
        m *= 2  # here
    return best

# %% wrong: divides the budget by the cost of a single unit
def width_for_budget(M, n, depth, budget):
    cost = count_parameters([M] + [1] * depth + [n])
    return budget // cost  # here

# %% wrong: multiplies the width instead of the list
def width_for_budget(M, n, depth, budget):
    m = 0
    while count_parameters([M] + [(m + 1) * depth] + [n]) <= budget:  # here
        m += 1
    return m

# %% wrong: subtracts the output biases from the budget although they are counted
def width_for_budget(M, n, depth, budget):
    rest = budget - n  # here
    m = 0
    while count_parameters([M] + [m + 1] * depth + [n]) <= rest:
        m += 1
    return m
