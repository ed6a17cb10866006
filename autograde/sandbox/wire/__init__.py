"""Define the data that cross between host and guest: the job, the report, and their bytes."""
