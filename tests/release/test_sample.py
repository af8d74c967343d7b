"""Which Pythons and packages Perito is for: dependencies have lower bounds, and Pythons a sample of the tests."""

from __future__ import annotations

import sys

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from release import interpreters, pyz, sample
from release.packages import ROOT, project


def test_every_dependency_of_users_has_a_lower_bound() -> None:
    bounds = dict(line.split("==") for line in sample.bounds())
    assert bounds["pytest"] == "8.4"
    assert {"pebble", "openpyxl", "distributed"} < set(bounds)


def test_one_without_is_told() -> None:
    with pytest.raises(ValueError, match="no lower bound"):
        sample.lower(Requirement("requests<3"))


def test_the_pinned_versions_are_within_the_bounds() -> None:
    pinned = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text().split() if "==" in line)
    known = {name.lower(): version for name, version in pinned.items()}
    for one in map(Requirement, project()["dependencies"]):
        assert one.specifier.contains(known[one.name.lower()]), one


def test_the_pythons_are_those_that_may_install_it() -> None:
    named = interpreters.versions()
    assert named[0] == "3.11"
    assert all(SpecifierSet(project()["requires-python"]).contains(f"{one}.0") for one in named)
    assert set(pyz.PYTHONS) <= set(named)
    assert interpreters.find("{}.{}".format(*sys.version_info[:2])) == sys.executable
    assert interpreters.find("3.99") is None


def test_the_sample_is_there() -> None:
    assert [name for name in sample.SAMPLE if not (ROOT / name).exists()] == []
