"""Outside: start a sandbox, feed it a job, limit it, and stop it."""
