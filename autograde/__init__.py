"""Grade a class: from submitted notebooks to nbgrader's gradebook."""
