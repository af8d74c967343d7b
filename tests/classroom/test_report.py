"""`perito report` of a class: shown again, its page and its document; what shows one server only is refused by name."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from perito.documents.class_result import ClassResult
from tests.classroom.recorded_class import class_run
from tests.cli.running import perito

if TYPE_CHECKING:
    from pathlib import Path

ONE_SERVER = {
    "--junit": ("f",),
    "--ctrf": ("f",),
    "--gradescope": ("f",),
    "--github": (),
    "--student": ("ana",),
}
MARKS = "students:\n  ana:\n    question: {level: partial}\n    document: 1.75\n"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Two servers, and one that was switched off."""
    return class_run(tmp_path / "run", {"ana": "sound", "eva": "stopped"}, off=("off",))


def kept(directory: Path) -> dict[str, bytes]:
    return {str(one.relative_to(directory)): one.read_bytes() for one in directory.rglob("*") if one.is_file()}


def test_a_class_is_shown_again_and_nothing_is_written(run: Path) -> None:
    before = kept(run)
    ended = perito("report", run)
    assert (ended.status, ended.err) == (0, "")
    for word in ("3 alumnos", "2 calificados", "10,00", "connection refused", "eva"):
        assert word in ended.out
    assert kept(run) == before


def test_its_page_and_its_document(run: Path, tmp_path: Path) -> None:
    ended = perito("report", run, "--html", tmp_path / "out" / "class.html", "--json", tmp_path / "class.json")
    assert ended.status == 0, ended.err
    document = json.loads((tmp_path / "class.json").read_text())
    lines = json.loads((run / "class.json").read_text())["students"]
    assert [(one["id"], one["score"]) for one in document["students"]] == [(one["id"], one["score"]) for one in lines]
    assert ClassResult.model_validate(document).students[0].grade == 10
    page = (tmp_path / "out" / "class.html").read_text()
    assert page.startswith("<!doctype html>")
    links = [one for one in re.findall(r'href="([^"#]+)"', page) if "report.html" in one or "result.json" in one]
    assert len(set(links)) == 4
    for link in links:
        assert (tmp_path / "out" / link).resolve().is_file(), link


@pytest.mark.parametrize("output", ["--json", "--html"])
def test_to_standard_output_goes_the_document_alone(output: str, run: Path) -> None:
    ended = perito("report", run, output, "-")
    assert ended.status == 0
    assert ended.out.startswith({"--json": "{", "--html": "<!doctype html>"}[output])
    assert "2 calificados" in ended.err


def test_with_the_marks_there_are_by_now(tmp_path: Path) -> None:
    run = class_run(tmp_path / "run", {"ana": "sound"}, whole=True)
    (tmp_path / "marks.yaml").write_text(MARKS)
    plain, marked = (
        json.loads(perito("report", run, *words, "--json", "-").out)["students"][0]["score"]
        for words in ((), ("--marks", tmp_path / "marks.yaml"))
    )
    assert plain["pending"] == 3
    assert marked["pending"] == 0
    assert marked["grade"] > plain["grade"]


@pytest.mark.parametrize(
    ("command", "option"),
    [("regrade", "--html"), *((command, option) for command in ("report", "regrade") for option in ONE_SERVER)],
)
def test_what_cannot_show_a_class_is_refused_by_name(command: str, option: str, run: Path, tmp_path: Path) -> None:
    before = kept(run)
    ended = perito(command, run, option, *ONE_SERVER.get(option, ("f",)), cwd=tmp_path)
    assert ended.status == 2
    known = "--json, --html" if command == "report" else "--json"
    assert ended.said == [f"{option}: of one server, and this is the run of a class, which has {known}"]
    assert kept(run) == before
    assert not (tmp_path / "f").exists()


def test_a_run_that_was_stopped_before_its_end_says_how_to_go_on(run: Path) -> None:
    (run / "class.json").unlink()
    ended = perito("report", run)
    assert ended.status == 2
    assert "perito grade --resume" in ended.said[0]
