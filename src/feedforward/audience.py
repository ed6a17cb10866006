"""Tell apart the two readers of the book's output: a learner at a notebook, a website's reader.

The website runs the notebooks once, at build time. Its readers have written no function and cannot
install a library, so sentences about either are of no use to them.
"""

at_a_notebook = True  # widgets.frames.install sets it to False
