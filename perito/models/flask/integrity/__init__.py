"""Two sources for all that is Python's: programs, packages and processes against what was installed."""
