"""Create or open a course, and manage its assignments, its secret and its files."""
