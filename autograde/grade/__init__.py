"""Grade one notebook: what to ask, which verdict, how many points."""
