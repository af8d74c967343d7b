"""Ways to do the practice that differ from the text and work: a server changed so must still pass."""

from __future__ import annotations

from pathlib import Path

from perito.lab.scripts import Change
from perito.lab.scripts import catalogue as _catalogue

Variant = Change


def catalogue() -> dict[str, Variant]:
    """Every variant by name. Raises LabError where a file cannot be read."""
    return _catalogue(Path(__file__).parent)
