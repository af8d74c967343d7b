"""Verdicts of the web model: each raises Failure, CannotLook or NotApplicable, or returns None."""
