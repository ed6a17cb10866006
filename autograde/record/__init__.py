"""Keep results on disk, and record them in nbgrader's gradebook."""
