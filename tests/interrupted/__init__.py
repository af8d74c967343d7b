"""Signals at random moments of `check` and `grade`, and what is left of each: `python -m tests.interrupted`."""
