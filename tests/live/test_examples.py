"""The practices in examples/: sound, complete, and each mistake of theirs pinned on lab servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.practice import rubric
from tests.cli.running import ROOT, perito

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = ("static-site", "node-express")
ON_FLASK = ("django",)  # it stands on the Flask practice, whose mistakes are those of the lab
OF_FLASK = ("flask", "gunicorn", "pipenv", "mi_aplicacion", "/var/www", "virtualenv")


def place(example: str) -> Path:
    return ROOT / "examples" / example


def changes(example: str, folder: str) -> list[Path]:
    return sorted((place(example) / "lab" / folder).glob("*.sh"))


FOLDERS = ("faults", "variants")
CHANGES = [
    (example, file.stem)
    for example in (*EXAMPLES, *ON_FLASK)
    for folder in FOLDERS
    for file in changes(example, folder)
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_it_is_sound_and_each_check_has_a_mistake(example: str) -> None:
    ended = perito("lint", "--practice", place(example), "--lang", "en")
    assert ended.status == 0, ended
    assert "not a look" not in ended.out
    pins = {
        line.removeprefix("# pins: ").split("/")[0].strip()
        for file in changes(example, "faults")
        for line in file.read_text().splitlines()
        if line.startswith("# pins: ")
    }
    assert pins == set(rubric.load(place(example) / "rubric.yaml").checks)
    assert len(changes(example, "faults")) >= 6
    assert len(changes(example, "variants")) >= 3


@pytest.mark.parametrize("example", ON_FLASK)
def test_what_it_adds_has_a_mistake_each(example: str) -> None:
    ended = perito("lint", "--practice", place(example), "--lang", "en")
    assert ended.status == 0, ended
    own = {
        name for step in ("django", "static") for name in rubric.load(place(example) / "rubric.yaml").steps[step].checks
    }
    pinned = {
        pin.partition("/")[0].strip()
        for file in changes(example, "faults")
        for line in file.read_text().splitlines()
        if line.startswith("# pins: ")
        for pin in line.removeprefix("# pins: ").split(",")
    }
    assert own <= pinned
    assert len(changes(example, "variants")) >= 3


@pytest.mark.parametrize("example", EXAMPLES)
def test_it_says_nothing_of_another_practice_s(example: str) -> None:
    files = [path for path in place(example).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert [(path, word) for path in files for word in OF_FLASK if word in path.read_text().lower()] == []


@pytest.mark.usefixtures("lab")
@pytest.mark.parametrize(("example", "change"), CHANGES, ids=lambda one: one)
def test_a_mistake_is_pinned_and_a_variant_is_clean(example: str, change: str) -> None:
    ended = perito("lab", "verify", "--practice", place(example), change)
    assert ended.status == 0, ended
