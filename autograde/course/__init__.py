"""The course: create or open it; its assignments, its secret, its files."""
