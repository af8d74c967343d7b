"""Perito examines a live server and grades it."""

__version__ = "0.1.0"
