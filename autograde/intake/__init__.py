"""Read what was handed in, and restore it from the master notebook."""
