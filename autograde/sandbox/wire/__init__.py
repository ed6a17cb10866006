"""What crosses between host and guest: the job, the report, and how their bytes are packed."""
