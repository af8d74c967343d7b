"""Real Debian servers to demonstrate and test on: booted in a second, gone without a trace."""

from perito.lab.lab import Lab
from perito.lab.server import Server
from perito.lab.tools import LabError

__all__ = ["Lab", "LabError", "Server"]
