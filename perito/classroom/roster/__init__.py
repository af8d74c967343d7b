"""The roster: the students of a class, and the way to each server."""

from perito.classroom.roster.directories import directory_names
from perito.classroom.roster.model import Roster, RosterError, Student
from perito.classroom.roster.read import FORMATS, load

__all__ = ["FORMATS", "Roster", "RosterError", "Student", "directory_names", "load"]
