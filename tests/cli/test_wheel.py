"""The wheel: what is in it, and that it grades from another directory in an environment of its own."""

from __future__ import annotations

import email
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hatch_build
from perito.support.version import __version__
from tests.cli.running import APP, ROOT, document, reach

if TYPE_CHECKING:
    from perito.lab.server import Server

CLEAN = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once."""
    return build(ROOT, tmp_path_factory.mktemp("wheel"))


def build(source: Path, out: Path, **environment: str) -> Path:
    """The wheel of a source tree."""
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)]
    subprocess.run(words, check=True, capture_output=True, env={**CLEAN, **environment})
    (built,) = out.glob("*.whl")
    return built


@pytest.mark.xdist_group("wheel")
def test_what_is_in_it(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    wanted = {name for name in tracked if name.startswith("perito/") and not name.endswith(".po")}
    wanted |= {f"perito/shipped/{name}" for name in tracked if name.startswith(("checks/", "lab/"))}
    wanted |= {"perito/shipped/rubric.yaml", "perito/shipped/conftest.py", "perito/py.typed"}
    wanted |= {"perito/shipped/result.schema.json"}
    wanted |= {"perito/locale/es/LC_MESSAGES/perito.mo"}
    assert wanted <= names
    endings = {Path(name).suffix for name in names}
    assert {".sh", ".j2", ".css", ".svg", ".mo"} <= endings
    assert endings & {".po", ".pyc", ".orig"} == set()
    data = f"perito-{__version__}.data"
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"perito", data}
    shared = {name.removeprefix(f"{data}/data/") for name in names if name.startswith(data)}
    assert shared == {name for name in tracked if name.startswith("share/")}
    assert not [name for name in names if "tests" in name.split("/")]


def test_it_is_the_same_wherever_and_whenever_it_is_built(wheel: Path, tmp_path: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    source = tmp_path / "another place"
    for name in filter(None, tracked.split("\0")):
        # As another umask leaves them, with the times of today.
        (source / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        (source / name).write_bytes((ROOT / name).read_bytes())
        (source / name).chmod(0o700 if os.access(ROOT / name, os.X_OK) else 0o600)
    again = build(source, tmp_path / "out", PYTHONHASHSEED="7", TZ="Pacific/Auckland")
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as other:
        differ = [name for name in one.namelist() if one.read(name) != other.read(name)]
        assert (differ, one.namelist()) == ([], other.namelist())
    assert again.read_bytes() == wheel.read_bytes()


def test_what_a_package_page_shows_of_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        (name,) = (name for name in opened.namelist() if name.endswith("/METADATA"))
        metadata = email.message_from_bytes(opened.read(name))
    assert metadata["Version"] == __version__
    assert metadata["Description-Content-Type"] == "text/markdown"
    text = str(metadata.get_payload())
    home = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["metadata"]["hooks"]["custom"]["home"]
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert all(one.startswith(("https://", "#")) for one in links), "a relative link leads nowhere there"
    assert bool(home) is ("Project-URL" in metadata)
    assert "<!--" not in text
    assert "docs/install.md" in text or "other ways" in text


@pytest.mark.parametrize("home", ["", "https://example.org/perito"])
def test_links_of_the_readme_lead_home_or_are_text(home: str) -> None:
    text = "<!-- run by: x -->\nSee [policy](docs/policy.md), [up](#top), [web](https://a.b/c).\n![shot](docs/a.svg)\n"
    shown = hatch_build.page(text, home)
    if home:
        assert f"[policy]({home}/blob/main/docs/policy.md)" in shown
        assert f"![shot]({home}/raw/main/docs/a.svg)" in shown
    else:
        assert shown == "See policy, [up](#top), [web](https://a.b/c).\n\n"
    assert "[web](https://a.b/c)" in shown
    assert "<!--" not in shown


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
