"""The exercises of the book as data, one module a section."""
