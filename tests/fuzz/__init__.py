"""Fuzzing: every reader of what strangers wrote, fed with real answers that were damaged (docs/developing.md).

`./dev fuzz` runs it for as long as it is told to; test_fuzz.py runs a little of it in the suite.
"""
