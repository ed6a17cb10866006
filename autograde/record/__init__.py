"""Results on disk, and in nbgrader's gradebook."""
