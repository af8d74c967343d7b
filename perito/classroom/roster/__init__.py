"""The roster: who is in a class, and how each server is reached."""

from perito.classroom.roster.directories import directory_names
from perito.classroom.roster.model import Roster, RosterError, Student
from perito.classroom.roster.read import FORMATS, load

__all__ = ["FORMATS", "Roster", "RosterError", "Student", "directory_names", "load"]
