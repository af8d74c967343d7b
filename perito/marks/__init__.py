"""The teacher's marks: who got how much for what a person judges, from a file that no run ever writes to."""

from perito.marks.marks import Mark, Marks, MarksError, apply
from perito.marks.read import load

__all__ = ["Mark", "Marks", "MarksError", "apply", "load"]
