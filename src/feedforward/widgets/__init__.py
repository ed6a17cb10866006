"""The explorers: controls around the drawings."""
