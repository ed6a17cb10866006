"""Read a submission, and restore it from the master notebook."""
