"""The wheel: what is in it, and that it grades from another directory in an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import APP, ROOT, document, reach

if TYPE_CHECKING:
    from perito.lab.server import Server

CLEAN = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once."""
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, env=CLEAN)
    (built,) = out.glob("*.whl")
    return built


@pytest.mark.xdist_group("wheel")
def test_what_is_in_it(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    wanted = {name for name in tracked if name.startswith("perito/") and not name.endswith(".po")}
    wanted |= {f"perito/shipped/{name}" for name in tracked if name.startswith("checks/")}
    wanted |= {"perito/shipped/rubric.yaml", "perito/shipped/conftest.py", "perito/py.typed"}
    wanted |= {"perito/locale/es/LC_MESSAGES/perito.mo"}
    assert wanted <= names
    endings = {Path(name).suffix for name in names}
    assert {".sh", ".j2", ".css", ".svg", ".mo"} <= endings
    assert endings & {".po", ".pyc", ".orig"} == set()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"perito"}
    assert not [name for name in names if "tests" in name.split("/")]


@pytest.mark.xdist_group("wheel")
def test_it_grades_a_server_from_another_directory(wheel: Path, sound: Server, tmp_path: Path) -> None:
    here = tmp_path / "elsewhere"
    here.mkdir()
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    programs = tmp_path / "venv" / "bin"
    quietly = ("install", "-q", "--disable-pip-version-check", "-c", str(ROOT / "constraints.txt"), str(wheel))
    subprocess.run([str(programs / "pip"), *quietly], check=True, cwd=here, env=CLEAN)

    def ran(*words: object) -> str:
        command = [str(programs / "perito"), *map(str, words)]
        done = subprocess.run(command, cwd=here, env=CLEAN, capture_output=True, text=True)
        assert done.returncode == 0, done
        return done.stdout

    assert ran("--version").startswith("perito ")
    assert "perito/shipped/rubric.yaml" in ran("lint")
    shown = ran("check", *reach(sound), "--app", APP, "--no-report", "--json", "r.json")
    assert "Nota  10,00 / 10" in shown
    assert len(document(here / "r.json")["checks"]) >= 60
    assert [path.name for path in here.iterdir()] == ["r.json"]
