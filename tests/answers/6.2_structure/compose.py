# %% wrong: applies the last function first
def compose(*functions):
    def chain(x):
        for f in reversed(functions):  # here
            x = f(x)
        return x
    return chain

# %% wrong: reduce without a start, so compose() fails
from functools import reduce

def compose(*functions):
    return reduce(lambda f, g: lambda x: g(f(x)), functions)  # here

# %% wrong: every function gets the original x
def compose(*functions):
    def composed(x):
        result = x
        for f in functions:
            result = f(x)  # here
        return result
    return composed

# %% wrong: takes the functions off a list, so the second call does nothing
def compose(*functions):
    todo = list(functions)  # here
    def chain(x):
        while todo:
            f = todo.pop(0)  # here
            x = f(x)
        return x
    return chain

# %% wrong: passes one function to the next instead of its result
def compose(*functions):
    result = functions[0]
    for f in functions[1:]:
        result = f(result)  # here
    return result

# %% wrong: the closure refers to the name that is rebound in the loop
def compose(*functions):
    chain = lambda x: x
    for f in functions:
        chain = lambda x: f(chain(x))  # here
    return chain

# %% wrong: the inner function does not return its value
def compose(*functions):
    def chain(x):
        for f in functions:
            x = f(x)
        # here
    return chain

# %% wrong: returns from inside the loop
def compose(*functions):
    def chain(x):
        for f in functions:
            x = f(x)
            return x  # here
        return x
    return chain

# %% wrong: exactly two functions
def compose(*functions):
    f1, f2 = functions  # here
    return lambda x: f2(f1(x))

# %% wrong: a list index that leaves out the last function
def compose(*functions):
    def chain(x):
        k = len(functions)
        for i in range(k - 1):  # here
            x = functions[i](x)
        return x
    return chain

# %% wrong: None for an empty chain
def compose(*functions):
    if len(functions) > 0:  # here
        def chain(x):
            for f in functions:
                x = f(x)
            return x
        return chain

# %% wrong: a single function counts as no function
def compose(*functions):
    if len(functions) <= 1:  # here
        return lambda x: x
    first, rest = functions[0], compose(*functions[1:])
    return lambda x: rest(first(x))

# %% wrong: recursion with inside and outside swapped
def compose(*functions):
    if not functions:
        return lambda x: x
    first = functions[0]
    rest = compose(*functions[1:])
    return lambda x: first(rest(x))  # here

# %% wrong: expects one list of functions
def compose(*functions):
    def chain(x):
        out = x
        for f in functions[0]:  # here
            out = f(out)
        return out
    return chain

# %% wrong: adds up the functions
def compose(*functions):
    def total(x):
        return sum(f(x) for f in functions)  # here
    return total

# %% wrong: the running value lives outside and survives the first call
def compose(*functions):
    value = None  # here
    def chain(x):
        nonlocal value
        if value is None:  # here
            value = x
        for f in functions:
            value = f(value)
        return value
    return chain

# %% right: a loop inside the returned function
def compose(*functions):
    def chain(x):
        for f in functions:
            x = f(x)
        return x
    return chain

# %% right: reduce over the values
import functools

def compose(*functions):
    return lambda x: functools.reduce(lambda value, f: f(value), functions, x)

# %% right: recursion on the first function
def compose(*functions):
    if not functions:
        return lambda x: x
    first, *others = functions
    rest = compose(*others)
    return lambda x: rest(first(x))

# %% right: wraps the chain with default arguments
def compose(*functions):
    chain = lambda x: x
    for f in functions:
        chain = lambda x, f=f, before=chain: f(before(x))
    return chain

# %% right: a small class
def compose(*functions):
    class Chain:
        def __init__(self, steps):
            self.steps = steps

        def __call__(self, x):
            for step in self.steps:
                x = step(x)
            return x

    return Chain(functions)

# %% wrong: returns the list of functions
def compose(*functions):
    chain = []
    for f in functions:
        chain.append(f)
    return chain  # here

# %% wrong: calls the chain without an argument
def compose(*functions):
    def chain(x):
        for f in functions:
            x = f(x)
        return x
    return chain()  # here

# %% wrong: applies the last function twice
def compose(*functions):
    def chain(x):
        for f in functions:
            x = f(x)
        return f(x) if functions else x  # here
    return chain
