"""What a class's run has to be read by: the head of its page, its gate, and each student's way back and on."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from perito.classroom import files, finished
from perito.classroom.job import How, Recorded
from perito.classroom.regrade import regrade
from perito.classroom.run_directory import RunDirectory
from perito.classroom.worker import RESULT
from perito.documents.class_result import ClassResult
from perito.report.class_sheet import Sheet
from perito.report.place import BEGIN, Ways, placed, ways
from tests.classroom.recorded_class import class_run, practice_with
from tests.cli.running import perito

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Three servers, and one that was switched off between them."""
    return class_run(tmp_path / "run", {"ana": "stopped", "eva": "sound", "zoe": "stopped"}, off=("off",))


def links(page: Path) -> dict[str, str]:
    """The ways of a student's page: its links by their words."""
    (nav,) = re.findall(r'<nav class="ways".*?</nav>', page.read_text(encoding="utf-8"), re.DOTALL)
    return {text.strip("←→ "): address for address, text in re.findall(r'<a [^>]*?href="([^"]+)">([^<]+)</a>', nav)}


def test_a_class_that_is_graded_again_has_names_and_ways_on_every_page(run: Path, tmp_path: Path) -> None:
    (tmp_path / "practice").mkdir()
    how = How(practice_with(tmp_path / "practice", ("points: 0.1", "points: 0.3")))
    directory = RunDirectory(run)
    for person in finished.people(directory):
        result = run / person.directory / RESULT
        if result.exists():
            directory.keep(person, regrade(Recorded(person, directory.evidence(person), result, how, files=True)))
    files.write_pages(directory, files.document(directory), {}, Sheet())
    assert links(run / "eva" / "report.html") == {
        "La clase": "../index.html#who-eva",
        "Alumno anterior": "../ana/report.html",
        "Alumno siguiente": "../zoe/report.html",
    }
    assert links(run / "zoe" / "report.html").keys() == {"La clase", "Alumno anterior"}
    page = (run / "ana" / "report.html").read_text(encoding="utf-8")
    assert re.search(r'<p class="whose"><strong>Student ana</strong> <span>ana</span></p>', page)
    assert "<title>Student ana · " in page
    assert "Student eva" not in page
    index = (run / "index.html").read_text(encoding="utf-8")
    assert 'id="who-ana"' in index
    assert re.findall(r'<a class="quiet" href="(ana/report\.html#c-[^"]+)"', index) == [
        f"ana/report.html#{one}" for one in re.findall(r'id="(c-[^"]*service\.active)"', page)
    ]
    before = {path: path.stat().st_mtime_ns for path in run.glob("*/report.html")}
    files.write_ways(directory, files.document(directory))
    assert before == {path: path.stat().st_mtime_ns for path in run.glob("*/report.html")}


def test_a_page_for_the_student_has_no_way_to_others(run: Path, tmp_path: Path) -> None:
    assert perito("report", run, "--student", "ana", "--html", tmp_path / "mine.html").status == 0
    text = (tmp_path / "mine.html").read_text(encoding="utf-8")
    assert 'class="ways"' not in text
    assert BEGIN not in text


def test_the_head_and_the_gate_are_the_runs(run: Path, tmp_path: Path) -> None:
    asked = json.loads((run / "run.json").read_text())
    asked["graded_by"]["fail_under"] = 9.5
    (run / "run.json").write_text(json.dumps(asked))
    assert perito("report", run, "--html", tmp_path / "class.html").status == 0
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", (tmp_path / "class.html").read_text(encoding="utf-8")))
    for part in ("20/11/2026", "lista roster.csv", "práctica flask versión 1", "umbral: 9,5"):
        assert part in text, part
    assert "Suspenden 2 por debajo del umbral, 9,5" in text
    assert "Sin nota 1 no se llega al servidor 1" in text


def test_a_class_document_of_before_has_a_page_too(run: Path, tmp_path: Path) -> None:
    old = class_run(tmp_path / "old", {"ana": "stopped", "eva": "stopped"}, off=("off",), old=True)
    document = json.loads((old / "class.json").read_text())
    for one in document["students"]:
        one.pop("chains", None)
    (old / "class.json").write_text(json.dumps(document))
    assert ClassResult.model_validate(document).students[0].chains == ()
    assert perito("report", old, "--html", tmp_path / "class.html").status == 0
    text = (tmp_path / "class.html").read_text(encoding="utf-8")
    assert "2 de 2</span> El servicio está parado" in text


def test_ways_are_put_where_a_page_has_room_once_and_again() -> None:
    first, second = ways(["../a/report.html", "../b%22/report.html"], ["../index.html#who-a", "../index.html#who-b"])
    assert first == Ways("../index.html#who-a", "", "../b%22/report.html")
    assert second.before == "../a/report.html"
    assert placed("nothing", first) == "nothing"
    room = "x<!-- ways --><!-- /ways -->y<!-- ways --><!-- /ways -->"
    page = placed(room, first)
    assert page.count("<nav") == 1
    assert "%2522" in page
    assert placed(placed(page, second), first) == page
