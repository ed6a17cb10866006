"""Say in a sentence what an exception means, before its raw text is shown."""

import re

# (kind of exception or "", pattern of its text, sentence with the pattern's groups)
MEANINGS = (
    ("", r"operands could not be broadcast together with shapes (\(.*?\)) (\(.*?\))",
     "NumPy cannot combine arrays of shapes {0} and {1} entry by entry. Compare the "
     "two shapes from right to left: in each pair the lengths must be equal, or one must be 1."),
    ("", r"indexing arrays could not be broadcast together with shapes (\(.*?\)) (\(.*?\))",
     "Index arrays of shapes {0} and {1} cannot be used together."),
    ("", r"could not broadcast input array from shape (\(.*?\)) into shape (\(.*?\))",
     "An array of shape {0} does not fit into a place of shape {1}."),
    ("", r"matmul.*size (\d+) is different from (\d+)",
     "For `@`, the last axis of the left side must be as long as the first axis of a matrix or "
     "vector on the right. Here their lengths are {1} and {0}."),
    ("", r"not aligned: (\d+) \(dim \d+\) != (\d+)",
     "A product of matrices pairs one axis of each array, and these two must be equally long. Here "
     "their lengths are {0} and {1}."),
    ("", r"matmul: Input operand \d does not have enough dimensions",
     "This line uses `@` on a single number, but each side of `@` must be a matrix or a vector."),
    ("", r"index (-?\d+) is out of bounds for axis (\d+) with size 0$",
     "This line uses index {0} of an array that is empty: its axis {1} has length 0."),
    ("", r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)",
     "There is no index {0} on axis {1}, which has length {2}. Indices count from 0."),
    ("", r"(list|tuple) index out of range", "This line uses an index that the {0} does not have."),
    ("", r"pop from empty list", "`pop` was called on a list that is empty."),
    ("", r"too many indices for array: array is (\d+)-dimensional, but (\d+)",
     "The array has fewer axes ({0}) than the indices you used ({1})."),
    ("", r"axis (-?\d+) is out of bounds for array of dimension (\d+)",
     "This line uses axis {0} of an array whose number of axes is {1}. Axes are numbered from 0."),
    ("", r"arrays used as indices must be of integer",
     "An index array must hold integers or truth values; this one holds floats."),
    ("", r"output array is not acceptable",
     "One argument of this call is the place where NumPy should write the result, and the result "
     "does not fit there."),
    ("", r"only integers, slices", "An index must be an integer, a slice or an array of them."),
    ("", r"(list|tuple) indices must be integers or slices, not (\w+)",
     "A {0} takes one integer or slice as its index, not a {1}. A NumPy array would take more."),
    ("", r"truth value of an array with more than one element",
     "This line needs a single True or False, but comparing an array gives one for each of its "
     "entries."),
    ("", r"[Oo]nly (?:length-1|size-1|0-dimensional) arrays can be converted",
     "This line needs a single number and was given an array."),
    ("", r"only integer scalar arrays can be converted to a scalar index",
     "This line needs a single integer (as a size, an axis or an index) and was given an array."),
    ("", r"inhomogeneous shape", "This line makes one array of parts whose shapes differ."),
    ("", r"setting an array element with a sequence",
     "One entry of an array can hold only one number, but this line puts several into it."),
    ("", r"cannot reshape array of size (\d+) into shape (\(.*?\))",
     "An array with {0} entries cannot be given the shape {1}, which has another number of them."),
    ("", r"all the input array dimensions.*must match|all input arrays must have the same",
     "Arrays can be joined along one axis only if they have the same length along every other "
     "axis."),
    ("", r"not enough values to unpack \(expected at least (\d+), got (\d+)\)",
     "This line needs {0} or more values to unpack, and it gets {1}."),
    ("", r"not enough values to unpack \(expected (\d+), got (\d+)\)",
     "This line unpacks {1} values into {0} names."),
    ("", r"too many values to unpack \(expected (\d+)\)",
     "This line unpacks more than {0} values into {0} names."),
    ("", r"zip\(\) argument \d+ is (\w+)", "`zip(..., strict=True)` was given sequences of "
     "different lengths."),
    ("", r"'(?:builtin_function_or_method|method|function)' object (?:is not subscriptable|"
     r"does not support item assignment)",
     "This line uses `[...]` on a function itself, not on its result. A function is called only "
     "where its name is followed by `(...)`."),
    ("", r"ufunc 'bitwise_xor' not supported|for \^=?:",
     "In Python, `^` is not a power: powers are written `**`."),
    ("", r"unsupported operand type\(s\) for (.+?): .*'(?:builtin_function_or_method|method|"
     r"function)'",
     "This line applies `{0}` to a function itself, not to its result. A function is called only "
     "where its name is followed by `(...)`."),
    ("", r"unsupported operand type\(s\) for (.+?): '(.+?)' and '(.+?)'",
     "Python cannot apply `{0}` to a {1} and a {2}."),
    ("", r"bad operand type for (unary .|abs\(\)): '(.+?)'", "Python cannot apply {0} to a {1}."),
    ("", r"can't multiply sequence by non-int|can only concatenate",
     "With a list or a tuple, `+` joins and `*` repeats; arithmetic needs an array or a number."),
    ("", r"'(.+?)' object is not callable",
     "A {0} stands before the parentheses, where a function is needed."),
    ("", r"'(.+?)' object is not subscriptable", "A {0} has no entries to select with `[...]`."),
    ("", r"'(.+?)' object is not iterable", "A {0} cannot be looped over or unpacked."),
    ("", r"object of type '(.+?)' has no len\(\)|len\(\) of unsized object",
     "`len` was called on a single number or on something else without a length."),
    ("", r"'(.+?)' object does not support item assignment", "The entries of a {0} are fixed."),
    ("", r"(\w+)\(\) takes (.+?) positional arguments? but (\d+) (?:was|were) given",
     "`{0}` takes {1} arguments and was called with {2}."),
    ("", r"(\w+)\(\) missing (\d+) required positional arguments?: (.+)",
     "`{0}` was called without its argument {2}."),
    ("", r"(\w+)\(\) takes exactly one argument \((\d+) given\)",
     "`{0}` takes one argument and was called with {1}."),
    ("", r"Cannot interpret '.+?' as a data type",
     "NumPy takes an argument of this call for a dtype. A shape is one argument: a tuple of all "
     "its lengths."),
    ("", r"got an unexpected keyword argument '(\w+)'", "This function has no argument `{0}`."),
    ("", r"Cannot cast ufunc '(.+?)' output from dtype\('(.+?)'\) to dtype\('(.+?)'\)",
     "An in-place update keeps the dtype of its array: an array of {2} cannot take results of "
     "dtype {1}."),
    ("", r"'NoneType' object has no attribute",
     "A variable on this line is None. A function without `return` returns None."),
    ("", r"'(.+?)' object has no attribute '(\w+)'", "A {0} has no `.{1}`."),
    ("", r"module 'feedforward' has no attribute '(\w+)'",
     "The book's `ff` has nothing called `{0}`. A function that you wrote yourself is called "
     "without `ff.` in front."),
    ("", r"module '(.+?)' has no attribute '(\w+)'", "`{0}` has nothing called `{1}`."),
    ("UnboundLocalError", r"local variable '(\w+)'",
     "The variable `{0}` is read before it has a value: the line that assigns it has not run."),
    ("NameError", r"name '(\w+)' is not defined",
     "This line reads `{0}`, but its function has no argument and no variable called `{0}`. (If "
     "`{0}` is defined or imported in another cell, run that cell first.)"),
    ("ModuleNotFoundError", r"No module named '(.+?)'", "The module `{0}` is not installed."),
    ("ZeroDivisionError", r"", "This line divides by 0."),
    ("RecursionError", r"", "The function calls itself too many times in a row: either it never "
     "stops, or it goes deeper than Python allows (about 1,000 calls)."),
    ("LinAlgError", r"[Ss]ingular", "The matrix has no inverse: its columns depend linearly on "
     "each other."),
    ("LinAlgError", r"must be square",
     "This line needs a matrix with as many rows as columns."),
    ("LinAlgError", r"lstsq.*NaN or inf", "`np.linalg.lstsq` was given a number that is not "
     "finite."),
    ("OverflowError", r"", "A number on this line becomes too large for its type."),
    ("MemoryError", r"", "An array on this line would need more memory than there is."),
    ("StopIteration", r"", "`next` was called on something that has no further entry."),
    ("KeyError", r"(.+)", "The dictionary has no key {0}."),
    ("AssertionError", r"", "An `assert` in your code does not hold for these inputs."),
    ("NotImplementedError", r"", "For these inputs your code still reaches "
     "`raise NotImplementedError`."),
)  # fmt: skip

QUESTIONS = (  # (pattern of the exception's text, question); the first that fits counts
    (r"values to unpack",
     "How many values does this line get for these inputs? Can that number be different for "
     "others?"),
    (r"is not defined",
     "Is the name misspelt, or should an earlier line of the function compute it?"),
    (r"is not callable",
     "What stands before the parentheses: a function, or a value that you already have?"),
    (r"positional argument|keyword argument|exactly one argument|as a data type|output array",
     "What does each argument of this call mean to the function that is called?"),
    (r"(list|tuple) index out of range", "What does each index on this line count?"),
    (r"bitwise_xor|for \^=?:", "What should be raised to a power on this line?"),
    (r"truth value", "Should this line decide once for the whole array, or entry by entry?"),
    (r"scalar index", "Where does this line need a single integer, and what is there instead?"),
    (r"out of bounds for axis",
     "What does each index on this line stand for, and how far can it go?"),
    (r"array element",
     "What should one entry of the array hold, and what does this line put there?"),
    (r"broadcast|matmul|not aligned|must be square|dimension",
     "Which arrays does this line use, and which shape does each of them have?"),
    (r"", "Which part of this line causes the error, and what did you mean it to do?"),
)  # fmt: skip

# Names of types that begin with the sound of a vowel: "an int", "an ndarray".
ONE = re.compile(r"\b1 (argument|name|value)s\b")
AN = re.compile(r"\b([Aa]) (?=int|ndarray|object\b)")


def meaning(kind, text, inside=""):
    """A sentence that says what an exception means, or "" for one that is not known.

    kind: the name of the exception's class. inside: the function that the line with the error
    called, where the exception was raised there.
    """
    for wanted, pattern, sentence in MEANINGS:
        if wanted in ("", kind) and (found := re.search(pattern, text)):
            if wanted or text:
                said = AN.sub(r"\1n ", sentence.format(*(found.groups() or ())))
                if inside:
                    said = said.replace("This line", f"`{inside}`").replace(
                        "this line", f"`{inside}`"
                    )
                return ONE.sub(r"1 \1", said)
    return ""


def question_about(text):
    """The question that goes with an exception, by its text."""
    return next(question for pattern, question in QUESTIONS if re.search(pattern, text))
