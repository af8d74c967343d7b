"""Servers of the lab as they were recorded: for tests without root, and for the demonstration."""
