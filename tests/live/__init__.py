"""Perito against real servers of the lab."""
