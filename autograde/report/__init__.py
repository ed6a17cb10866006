"""Report on a class: one page and CSV files, made from a course's stored results."""
