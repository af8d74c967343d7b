"""What is installed is pinned with its sums, and can be told: the lock, the bill of materials, how to report."""

from __future__ import annotations

import json
import re
import tomllib
import uuid
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from release import lock, sbom
from tests.cli.running import ROOT
from tests.release.test_pins import pinned

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = re.compile(r"(\S+)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)")


def locked() -> dict[str, str]:
    """The version of each package in the lock, every one with a sum at least."""
    text = lock.LOCK.read_text(encoding="utf-8")
    found = {str(canonicalize_name(name)): str(version) for name, version, _sums in ENTRY.findall(text)}
    assert len(found) == text.count("==")
    return found


def test_every_package_that_is_installed_is_in_the_lock_by_the_version_that_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = {str(canonicalize_name(line.partition("==")[0])): line.partition("==")[2] for line in lines if "==" in line}
    assert {canonicalize_name(name) for name in pinned()} <= {*locked()}
    assert {name: version for name, version in locked().items() if pins.get(name) != version} == {}


def test_what_pyproject_asks_for_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = map(Requirement, [*project["dependencies"], *project["optional-dependencies"]["dev"]])
    names = {canonicalize_name(one.name) for one in asked if not one.marker or one.marker.evaluate()}
    assert names <= {*locked()}


def test_the_lock_names_no_place() -> None:
    text = lock.LOCK.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"\.(?:org|com|io|net)\b", text)


@pytest.mark.parametrize(
    ("file", "taken"),
    [
        ("x-1.0-py3-none-any.whl", True),
        ("x-1.0.tar.gz", True),
        ("x-1.0-cp39-abi3-manylinux_2_28_x86_64.whl", True),
        ("x-1.0-cp313-cp313-manylinux_2_17_aarch64.manylinux2014_aarch64.whl", True),
        ("x-1.0-cp310-cp310-manylinux_2_17_x86_64.whl", False),
        ("x-1.0-cp311-cp311-win_amd64.whl", False),
        ("x-1.0-cp311-cp311-macosx_11_0_arm64.whl", False),
        ("x-1.0.1-py3-none-any.whl", False),
        ("x-1.0.exe", False),
    ],
)
def test_which_files_of_the_index_are_for_us(file: str, taken: bool) -> None:
    listed = {"filename": file, "hashes": {"sha256": "a" * 64}}
    assert list(lock.sums("1.0", [listed])) == (["a" * 64] if taken else [])
    assert list(lock.sums("1.0", [{**listed, "yanked": "broken"}])) == []


def test_the_bill_of_materials_has_what_the_format_demands() -> None:
    found = sbom.document()
    assert (found["bomFormat"], found["specVersion"], found["version"]) == ("CycloneDX", "1.6", 1)
    assert str(uuid.UUID(found["serialNumber"][9:])) == found["serialNumber"][9:]
    known = [found["metadata"]["component"], *found["components"]]
    refs = [one["bom-ref"] for one in known]
    assert len(refs) == len(set(refs)) > 20
    assert all(one["type"] and one["name"] and one["version"] and one["purl"] == one["bom-ref"] for one in known)
    assert {one["ref"] for one in found["dependencies"]} == set(refs)
    assert {two for one in found["dependencies"] for two in one["dependsOn"]} <= set(refs)
    assert any("paramiko" in one for one in found["dependencies"][0]["dependsOn"])


def test_the_bill_of_materials_is_the_same_every_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = []
    for name in ("a", "b"):
        monkeypatch.setattr("sys.argv", ["sbom", "-o", str(tmp_path / "dist" / name)])
        assert sbom.main() == 0
        texts.append((tmp_path / "dist" / name).read_bytes())
    assert texts[0] == texts[1]
    assert json.loads(texts[0]) == sbom.document()


def test_every_package_of_the_bill_is_in_the_lock() -> None:
    bill = {canonicalize_name(one["name"]): one["version"] for one in sbom.document()["components"]}
    known = locked()
    assert {name: version for name, version in bill.items() if known.get(name) != version} == {}


def test_how_to_report_is_said_and_where_the_promises_are() -> None:
    assert "docs/security.md" in (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "SECURITY.md" in (ROOT / "README.md").read_text(encoding="utf-8")
