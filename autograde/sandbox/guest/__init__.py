"""Inside the sandbox: run the cells and call the functions. Learners' code runs here."""
