"""What was handed in: read it, and restore it from the master notebook."""
