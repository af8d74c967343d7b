"""What `./dev` installs can be installed by the Python of every Debian that Perito is for."""

from __future__ import annotations

from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tests.cli.running import ROOT

PYTHONS = ("3.11.2", "3.13.5")  # python3 of Debian 12 and of Debian 13


def pinned() -> list[str]:
    """The packages of constraints.txt that are installed here."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    names = [Requirement(line).name for line in lines if line and not line.startswith("#")]
    there = {str(one.metadata["Name"]).lower().replace("_", "-") for one in metadata.distributions()}
    return [name for name in names if name.lower().replace("_", "-") in there]


@pytest.mark.parametrize("python", PYTHONS)
def test_every_pin_is_for_the_pythons_of_debian(python: str) -> None:
    wanted = {name: str(metadata.metadata(name).json.get("requires_python", "")) for name in pinned()}
    assert len(wanted) > 50
    assert [name for name, said in wanted.items() if not SpecifierSet(said).contains(python)] == []
