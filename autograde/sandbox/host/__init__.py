"""Outside: start a sandbox, give it a job, limit it, and stop it."""
