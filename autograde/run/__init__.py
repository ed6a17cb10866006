"""Grade a whole class: on this machine, on a dask cluster, or without a sandbox."""
