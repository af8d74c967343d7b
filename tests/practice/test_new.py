"""`perito new practice`: what it writes is a practice that works, on a server of its own lab, too."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from perito.practice import locate, rubric
from perito.practice.new import identifier
from tests.cli.running import perito

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab import Lab

LINES = {"en": "2 checks in 1 steps, 10 points", "es": "2 checks in 1 steps, 10 points"}


@pytest.mark.parametrize("language", ["es", "en"])
def test_it_is_clean(language: str, tmp_path: Path) -> None:
    place = tmp_path / "Mi Práctica"
    made = perito("new", "practice", place, "--lang", language)
    assert made.status == 0, made.err
    ended = perito("lint", "--practice", place, "--lang", language)
    assert (ended.status, ended.err) == (0, "")
    assert LINES[language] in ended.out
    loaded = rubric.load(locate.find(place).rubric)
    assert (loaded.practice, loaded.languages) == ("mi-practica", (language,))
    written = {
        str(path.relative_to(place)) for path in place.rglob("*") if path.is_file() and "__pycache__" not in str(path)
    }
    said = {line.removeprefix(f"{place}/") for line in made.out.splitlines() if line.startswith(str(place))}
    assert written == said
    assert not [path for path in place.rglob("*") if path.is_file() and "@ID@" in path.read_text("utf-8", "replace")]
    ruff = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", str(place)], capture_output=True, text=True, check=False
    )
    assert ruff.returncode == 0, ruff.stdout


def test_both_languages_have_the_same_files(tmp_path: Path) -> None:
    for language in ("es", "en"):
        perito("new", "practice", tmp_path / language, "--lang", language)
    files = [{str(one.relative_to(tmp_path / name)) for one in (tmp_path / name).rglob("*")} for name in ("es", "en")]
    assert files[0] == files[1]


def test_its_server_is_graded_and_its_mistakes_are_found(lab: Lab, tmp_path: Path) -> None:
    assert lab.missing() == []
    place = tmp_path / "notice"
    perito("new", "practice", place, "--lang", "en")
    ended = perito("lab", "verify", "--practice", place, "--json", tmp_path / "r.json", "-j", 2)
    assert ended.status == 0, ended.out + ended.err
    figures = json.loads((tmp_path / "r.json").read_text())
    assert figures["faults"] == {"right": 2, "found": 2, "pinned": 2, "all": 2}
    assert figures["variants"] == {"right": 2, "all": 2}
    assert figures["checks_without_a_fault"] == []
    assert [one["grade"] for one in figures["rows"] if not one["pins"]] == [10, 10]


@pytest.mark.parametrize("there", ["directory", "file"])
def test_what_is_there_already_stays_as_it_is(there: str, tmp_path: Path) -> None:
    place = tmp_path / "notice"
    file = place / "rubric.yaml" if there == "directory" else place
    file.parent.mkdir(exist_ok=True)
    file.write_text("mine")
    ended = perito("new", "practice", place, env={"PERITO_LANG": "en"})
    assert (ended.status, ended.err) == (2, f"perito: {place}: there is something there already\n")
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == [file]
    assert file.read_text() == "mine"


def test_an_empty_directory_is_taken(tmp_path: Path) -> None:
    assert perito("new", "practice", tmp_path).status == 0
    assert identifier(tmp_path / "Ünder_score 2") == "under-score-2"
    assert identifier(tmp_path / "日本") == "practice"
