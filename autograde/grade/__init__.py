"""Grade one notebook: decide what to ask, judge the answers, and give points."""
