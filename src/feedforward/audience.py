"""Who reads what the book prints: someone at a notebook, or a reader of the website.

The website runs the notebooks once, at build time. Its readers have written no function and cannot
install a library, so sentences about either are of no use to them.
"""

at_a_notebook = True  # widgets.frames.install sets it to False
