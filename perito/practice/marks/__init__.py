"""The teacher's marks: who got how much for what a person judges, from a file that no run ever writes to."""

from perito.practice.marks.marks import Mark, Marks, MarksError
from perito.practice.marks.read import load

__all__ = ["Mark", "Marks", "MarksError", "load"]
