"""The teacher's marks: read, checked with line and column, and merged into a result."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perito.documents.result import Outcome
from perito.grading import marking, scoring
from perito.grading.marking import apply
from perito.practice import rubric
from perito.practice.marks import Mark, Marks, MarksError, empty, load
from perito.support import i18n
from tests.cli.running import ROOT
from tests.report.samples import sound

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = rubric.load(ROOT / "rubric.yaml")
CRITERIA = [scoring.criterion(name, entry, "en") for name, entry in SHIPPED.criteria.items()]
YAML = """\
schema: perito/marks/1
students:
  a01:
    question: {level: partial, comment: "copied: half", date: 2026-11-20}
    document: 1.75
  a02:
    question:
"""
CSV = """\
alumno;criterio;puntos;nivel;comentario;fecha
a01;question;;partial;"copied: half";20/11/2026
a01;document;1,75;;;
a02;question;;;;
"""


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "text"), [("marks.yaml", YAML), ("marks.csv", "\ufeff" + CSV)])
def test_marks_are_read(tmp_path: Path, name: str, text: str) -> None:
    marks = load(written(tmp_path, name, text))
    marks.check(CRITERIA, {"a01", "a02"})
    assert marks.listed == (
        Mark("a01", "question", level="partial", comment="copied: half", date=date(2026, 11, 20)),
        Mark("a01", "document", Decimal("1.75")),
        Mark("a02", "question"),
    )
    assert [mark.pending for mark in marks.listed] == [False, False, True]


@pytest.mark.parametrize(
    ("change", "to", "said"),
    [
        ("1.75", "2.25", ":5:5: document: 2,25 puntos, y va de 0 a 2"),
        ("1.75", "-1", ":5:5: document: -1 puntos"),
        ("document: 1.75", "dokument: 1.75", ":5:5: ningún criterio se llama 'dokument'"),
        ("  a01:", "  a09:", ":4:5: nadie de la clase se llama 'a09'"),
        ("level: partial", "level: half", ":4:5: question no tiene el nivel 'half': missing, partial, full"),
        ("level: partial", "level: partial, points: 1", ":4:5: question: puntos o un nivel, no las dos cosas"),
        ("  a02:", "  a01:", ":6:3: la clave 'a01' está repetida"),
        ("1.75", "plenty", ":5:5: students.a01.document: 'plenty' no es un número de puntos"),
        ("2026-11-20", "soon", ":4:57: students.a01.question.date: 'soon' no es una fecha"),
        ("level: partial", "grade: partial", ":4:16: students.a01.question.grade: una nota tiene"),
        ("students:", "pupils:", ":2:1: pupils: aquí solo van schema y students"),
        ("schema: perito/marks/1", "schema: perito/marks/9", ":1:1: schema: este Perito lee perito/marks/1"),
        ("  a02:\n    question:", "  a02: 5", ":6:3: students.a02: los criterios con"),
        ("    question: {level", "   - question: {level", ":5:"),
    ],
)
def test_what_is_wrong_in_yaml_is_said_with_line_and_column(tmp_path: Path, change: str, to: str, said: str) -> None:
    assert change in YAML
    path = written(tmp_path, "marks.yaml", YAML.replace(change, to))
    with pytest.raises(MarksError) as caught:
        load(path).check(CRITERIA, {"a01", "a02"})
    assert any(problem.startswith(f"{path}{said}") for problem in caught.value.problems), caught.value


@pytest.mark.parametrize(
    ("change", "to", "said"),
    [
        ("1,75", "much", ":3:3: 'much' no es un número de puntos"),
        ("20/11/2026", "31/02/2026", ":2:6: '31/02/2026' no es una fecha"),
        ("a01;document", ";document", ":3:1: falta student"),
        ("a02;question", "a01;question", ":4:2: a01 ya tiene una nota de question, en "),
        ("criterio;", "materia;", ":1:1: ninguna columna se llama criterion"),
    ],
)
def test_what_is_wrong_in_csv_is_said_with_line_and_column(tmp_path: Path, change: str, to: str, said: str) -> None:
    assert change in CSV
    path = written(tmp_path, "marks.csv", CSV.replace(change, to))
    with pytest.raises(MarksError) as caught:
        load(path).check(CRITERIA)
    assert any(problem.startswith(f"{path}{said}") for problem in caught.value.problems), caught.value


def test_a_line_of_csv_is_counted_where_it_starts(tmp_path: Path) -> None:
    path = written(tmp_path, "marks.csv", CSV.replace('"copied: half"', '"copied:\nhalf"').replace("1,75", "9"))
    with pytest.raises(MarksError, match=r":4:2: document: 9 puntos"):
        load(path).check(CRITERIA)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, "marks.yaml", YAML.replace("1.75", "9").replace("level: partial", "level: none"))
    with pytest.raises(MarksError) as caught:
        load(path).check(CRITERIA)
    assert len(caught.value.problems) == 2


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for name in ("marks.yaml", "marks.csv"):
        with pytest.raises(MarksError, match="no existe ese archivo"):
            load(tmp_path / name)


NAMES = st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable() and text.strip() == text)


@pytest.mark.parametrize("suffix", ["yaml", "csv"])
@given(ids=st.lists(NAMES, max_size=5, unique=True), name=st.text(max_size=10))
def test_an_empty_file_reads_back_with_everything_pending(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, ids: list[str], name: str
) -> None:
    i18n.use("es")
    students = [(one, name) for one in ids]
    text = empty.yaml(students, CRITERIA) if suffix == "yaml" else empty.as_csv(students, CRITERIA)
    path = written(tmp_path_factory.mktemp("marks"), f"marks.{suffix}", text)
    marks = load(path)
    marks.check(CRITERIA, set(ids))
    assert [(mark.student, mark.criterion) for mark in marks.listed] == [
        (one, criterion.id) for one in ids for criterion in CRITERIA
    ]
    assert all(mark.pending for mark in marks.listed)


def test_marks_move_the_grade_and_nothing_else() -> None:
    waiting = marking.marked(sound(), CRITERIA)
    assert waiting.score.pending == 3
    marks = Marks((Mark("a01", "question", level="full"), Mark("a01", "document", Decimal("1.5"), comment="neat")))
    final = apply(waiting, marks.of("a01"))
    assert final.score.pending == 0
    assert final.score.earned == pytest.approx(waiting.score.earned + 2.5)
    assert final.score.grade == final.score.highest
    rows = {check.id: check for check in final.checks if check.outcome is Outcome.MANUAL}
    assert (rows["question"].earned, rows["document"].detail) == (1, "neat")
    automatic = [check for check in final.checks if check.outcome is not Outcome.MANUAL]
    assert automatic == [check for check in waiting.checks if check.outcome is not Outcome.MANUAL]


def test_a_mark_that_was_taken_back_is_pending_again() -> None:
    waiting = marking.marked(sound(), CRITERIA)
    marked = apply(waiting, {"question": Mark("a01", "question", level="full")})
    assert apply(marked, {"question": Mark("a01", "question")}) == waiting
