"""Many servers at once: jobs for worker processes, on this machine or on a Dask cluster, and their results."""
