"""The teacher's marks: points for everything that a person judges, from a file that no run ever writes."""

from perito.practice.marks.marks import Mark, Marks, MarksError
from perito.practice.marks.read import load

__all__ = ["Mark", "Marks", "MarksError", "load"]
