"""The mistakes that students make, one shell file each; scripts.py says how such a file looks."""

from __future__ import annotations

from pathlib import Path

from perito.lab.scripts import Change
from perito.lab.scripts import catalogue as _catalogue

Fault = Change


def catalogue() -> dict[str, Fault]:
    """Every fault by name. Raises LabError where a file cannot be read."""
    return _catalogue(Path(__file__).parent)
