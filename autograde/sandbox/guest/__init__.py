"""Inside the sandbox: run the cells and call the functions. Here learners' code runs."""
