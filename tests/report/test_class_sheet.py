"""Students and checks: every outcome in its cell, where the class struggles, and nobody's name as HTML."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from perito.documents.class_result import ClassResult, Finding, ImageGroup, Shared, Student
from perito.documents.result import Outcome, Score
from perito.report import class_page, class_sheet, class_terminal
from perito.report.class_sheet import Sheet
from perito.support import i18n
from perito.support.console import Console

from . import samples
from .samples import Found, Making, make

if TYPE_CHECKING:
    from pathlib import Path

    from perito.documents.result import Result

ONE = ("poc",)
MODE: samples.Findings = {("poc", "directory.mode"): Found(expected="775", actual="755")}
PAIR = {**MODE, ("poc", "directory.group"): Found(), (None, "nginx.enabled"): Found(Outcome.ERROR)}


def results() -> dict[str, Result]:
    """Four students: sound, one mistake, two and something unseen, no unit at all."""
    gone: samples.Findings = {("poc", "service.exists"): Found()}
    findings: list[samples.Findings] = [{}, MODE, PAIR, gone]
    return {f"a{n}": make(Making(one, deployments=ONE)) for n, one in enumerate(findings)}


def sheet_of(found: dict[str, Result]) -> Sheet:
    sheet = Sheet()
    for who, result in found.items():
        sheet.add(who, result)
    return sheet


def student(who: str, name: str = "", **more: object) -> Student:
    score = Score(earned=8, possible=10, grade=8)
    return Student.model_validate(
        {"id": who, "name": name, "status": "graded", "complete": True, "score": score, **more}
    )


class Tables(HTMLParser):
    """The rows of a page's table of students and checks: (tag, class, colspan, text) for each cell."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, str, int, str]]] = []
        self.inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "section" and found.get("class") == "matrix":
            self.inside = True
        if self.inside and tag == "tr":
            self.rows.append([])
        if self.inside and tag in {"td", "th"}:
            self.rows[-1].append((tag, found.get("class") or "", int(found.get("colspan") or 1), ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside and self.rows and self.rows[-1]:
            tag, name, span, text = self.rows[-1][-1]
            self.rows[-1][-1] = (tag, name, span, (text + data).strip())


def test_every_outcome_is_in_its_cell() -> None:
    found = results()
    sheet = sheet_of(found)
    for who, result in found.items():
        letters = dict(zip(sheet.columns, sheet.letters(who, sheet.columns), strict=True))
        told = {(one.deployment, one.check): class_sheet.OUTCOMES[letter] for one, letter in letters.items()}
        assert told == {(check.deployment or "", check.id): check.outcome for check in result.checks}


def test_the_page_has_a_cell_for_every_check_of_everybody() -> None:
    found = results()
    sheet = sheet_of(found)
    students = (*(student(who) for who in found), student("off", status="unreachable", complete=False, score=None))
    rows = Tables(class_page.render(ClassResult(practice="flask", students=students), sheet=sheet)).rows
    wide = len(sheet.columns) + 1
    assert {sum(span for _tag, _class, span, _text in row) for row in rows} == {wide}
    steps, titles, totals, *people = rows
    assert [text for *_rest, text in steps[1:3]] == ["Herramientas (1–3)", "Directorio de la aplicación (4–7)"]
    assert [text for *_rest, text in titles[1:]] == [column.title for column in sheet.columns]
    place = [column.check for column in sheet.columns].index("directory.mode") + 1
    assert totals[place][3] == "2"
    words = [row[place][3] for row in people[:4]]
    assert words == ["superada", "no superada", "no superada", "superada"]
    assert [row[place][1] for row in people[:4]] == ["p", "f", "f", "p"]
    assert people[4][1][1:] == ("none", wide - 1, "no se llega al servidor")
    assert [row[0][:2] for row in people] == [("th", "")] * 5


def test_steps_come_in_the_practices_order_and_by_deployment_where_there_are_two() -> None:
    one = sheet_of(results())
    ((group, steps),) = one.spans
    assert group.title == ""
    order = list(dict.fromkeys(samples.loaded().step_of[name] for name in samples.loaded().checks))
    assert [span.columns[0].step for span in steps] == [step for step in order if step in {c.step for c in one.columns}]
    both = sheet_of({"a": samples.broken()})
    assert [group.title for group, _steps in both.spans] == ["", "poc", "exercise"]
    html = class_page.render(ClassResult(practice="flask", students=(student("a"),)), sheet=both)
    assert [text for *_rest, text in Tables(html).rows[0]] == ["", "Servidor", "poc", "exercise"]


def test_who_has_another_deployment_leaves_the_others_cells_empty() -> None:
    sheet = sheet_of({"a": make(Making(deployments=ONE)), "b": make(Making(deployments=samples.LABELS))})
    mine = dict(zip(sheet.columns, sheet.letters("a", sheet.columns), strict=True))
    assert {letter for column, letter in mine.items() if column.deployment == "exercise"} == {" "}
    assert " " not in {letter for column, letter in mine.items() if column.deployment != "exercise"}
    assert set(sheet.letters("nobody", sheet.columns)) == {" "}


def test_where_the_class_struggles() -> None:
    found = results() | {"b": make(Making(MODE, deployments=ONE)), "c": make(Making(PAIR, deployments=ONE))}
    first, second = sheet_of(found).struggles(10)
    assert (first.column.check, first.failed, first.counted) == ("directory.mode", 4, 6)
    assert (second.column.check, second.failed) == ("directory.group", 2)
    assert sheet_of(found).totals()[first.column].part == pytest.approx(4 / 6)
    alone = sheet_of({"a": make(Making(MODE, deployments=ONE))}).struggles(10)
    assert [total.column.check for total in alone] == ["directory.mode"]
    assert sheet_of({"a": samples.sound()}).struggles(10) == ()


def with_finding(result: Result, kind: str, unmet: str) -> Result:
    """The same, with words of its own for the directory's mode."""
    said = {"finding": f"directory.mode/{kind}", "unmet": unmet}
    checks = [one.model_copy(update=said) if one.id == "directory.mode" else one for one in result.checks]
    return result.model_copy(update={"checks": tuple(checks)})


def test_of_a_check_it_is_told_in_which_ways_the_class_fails() -> None:
    made = {who: make(Making(MODE, deployments=ONE)) for who in "abcd"}
    ways = {"a": "Falta escribir", "b": "Sobra <b>", "c": "Falta escribir"}
    found = {who: with_finding(result, "x", ways[who]) if who in ways else result for who, result in made.items()}
    sheet = sheet_of(found)
    (first,) = sheet.struggles(10)
    assert first.findings == (("Falta escribir", 2), ("Sobra <b>", 1))
    page = class_page.render(ClassResult(practice="flask", students=tuple(map(student, "abcd"))), sheet=sheet)
    assert "Falta escribir: 2 · Sobra &lt;b&gt;: 1" in page
    sheet.add("a", samples.sound())  # graded again: the finding of before is gone
    assert sheet.struggles(10)[0].findings == (("Sobra <b>", 1), ("Falta escribir", 1))


def test_blocked_checks_are_counted_apart() -> None:
    totals = {column.check: total for column, total in sheet_of(results()).totals().items()}
    blocked = totals["service.active"]
    assert (blocked.failed, blocked.blocked) == (0, 1)
    assert totals["nginx.enabled"].counted == 3  # what was not seen does not count


def test_csv_has_a_row_for_everybody() -> None:
    found = results()
    students = [student(who) for who in found] + [student("=off", name="=1+1", status="unreachable", score=None)]
    rows = list(csv.DictReader(StringIO(class_sheet.csv(students, sheet_of(found)))))
    assert [row["directory.mode"] for row in rows] == ["passed", "failed", "failed", "passed", ""]
    assert [row["nginx.enabled"] for row in rows][2:4] == ["error", "passed"]
    assert rows[4]["id"] == "'=off"
    head = class_sheet.csv([student("a")], sheet_of({"a": samples.broken()})).splitlines()[0].split(",")
    assert {"poc/directory.mode", "exercise/directory.mode", "nginx.enabled"} <= set(head)


def identity(who: tuple[str, ...] = ("a1", "a2"), text: str = "The same disk") -> Finding:
    shared = Shared(kind="host-key", text=text, value=text, evidence=dict.fromkeys(who, 12))
    return Finding(
        kind="cloned-disk",
        students=who,
        chance=0.0001,
        strength="very-strong",
        text=text,
        innocent=text,
        shared=(shared,),
    )


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL))


def test_what_servers_share_is_told_with_its_odds_and_evidence() -> None:
    students = (student("a1", "Ana"), student("a2", "Eva"))
    graded = ClassResult(practice="flask", students=students, identity=(identity(),))
    html = class_page.render(graded, {"a1": "a1/report.html"})
    text = plain(html)
    for part in (
        "Identidad",
        "Ana",
        "muy fuerte",
        "The same disk",
        "1 entre 10.000",
        "a1 #12",
        "a2 #12",
        "Nunca resta",
    ):
        assert part in text
    assert '<h3><a href="a1/report.html">Ana</a>' in html
    assert "Identidad" not in class_page.render(graded.model_copy(update={"identity": ()}))


def of_images() -> Finding:
    """Two images, four students."""
    groups = tuple(ImageGroup(students=who, shared=identity().shared) for who in (("a1", "a2"), ("a3", "a4")))
    found = identity(("a1", "a2", "a3", "a4"), "Two images")
    return found.model_copy(update={"kind": "same-image", "strength": "usual", "shared": (), "groups": groups})


def test_several_images_are_groups_and_have_no_odds() -> None:
    everybody = (student("a1", "Ana"), student("a2", "Eva"))
    graded = ClassResult(practice="flask", students=everybody, identity=(of_images(),))
    text = plain(class_page.render(graded))
    assert "4 alumnos habitual en esta clase" in text
    assert "2 grupos" in text
    assert "Ana, Eva" in text
    assert "1 entre" not in text


def test_whose_page_it_is_comes_first() -> None:
    found = identity(("a2", "a1")).model_copy(update={"kind": "relayed-page"})
    graded = ClassResult(practice="flask", students=(student("a1", "Ana"), student("a2", "Eva")), identity=(found,))
    assert "Eva → Ana" in plain(class_page.render(graded))


def test_the_terminal_says_it_in_one_line(tmp_path: Path) -> None:
    console = Console(file=StringIO(), width=100)
    many = [identity((f"a{n}", f"b{n}")) for n in range(7)]
    class_terminal.show([student("a1")], tmp_path / "index.html", console, many)
    assert isinstance(console.file, StringIO)
    (told,) = [line for line in console.file.getvalue().splitlines() if line.startswith("Identidad")]
    assert "7 indicios" in told
    assert "a0, b0; a1, b1" in told
    assert told.endswith(", …")
    assert "a6" not in told


def test_the_terminal_says_what_is_too_soon_to_say_and_not_what_is_usual(tmp_path: Path) -> None:
    console = Console(file=StringIO(), width=100)
    young = identity(("eva", "luis")).model_copy(update={"strength": "too-young"})
    class_terminal.show([student("a1")], tmp_path / "index.html", console, [of_images(), young])
    assert isinstance(console.file, StringIO)
    told = [line for line in console.file.getvalue().splitlines() if line.startswith("Identidad")]
    assert told == ["Identidad: con una imagen tan reciente es pronto para saber si se copiaron archivos: eva, luis"]


@pytest.mark.parametrize(
    ("chance", "said"),
    [(1e-4, "1 in 10,000"), (1 / 216, "1 in 200"), (0.2, "1 in 5"), (1, "1 in 1"), (2e-9, "1 in 500,000,000")],
)
def test_odds_are_said_to_one_digit(chance: float, said: str) -> None:
    i18n.use("en")
    assert class_page.odds(chance) == said


def test_a_grade_with_marks_to_come_is_a_range() -> None:
    score = Score(earned=6, possible=10, grade=6, pending=3, highest=9)
    graded = ClassResult(practice="flask", students=(student("a", score=score),))
    assert "6,00–9,00" in plain(class_page.render(graded))


def test_names_and_ids_of_a_roster_are_text() -> None:
    """On the page, in its links, in what servers share and in the sheet."""
    nasty = samples.NASTY
    people = (student(nasty, nasty, result=f'{nasty}"/result.json'), student("x", nasty, status=nasty, score=None))
    graded = ClassResult(practice="flask", title=nasty, students=people, identity=(identity((nasty, "x"), nasty),))
    sheet = sheet_of({nasty: samples.hostile()})
    html = class_page.render(graded, {nasty: f'"><script>{nasty}'}, None, sheet)
    assert html.count("<script") == 1  # our own
    assert not re.search(r"\son\w+=|javascript:", html)
    assert not set(html) & {"\x1b", "\x00", "\u202e", "\x07"}
    assert len(Tables(html).rows[-2]) == len(sheet.columns) + 1
    assert not set(class_sheet.csv(people, sheet)) & {"\x1b", "\x00", "\u202e", "\x07"}


def test_three_hundred_students_make_a_light_page() -> None:
    result = samples.broken()
    sheet = sheet_of({f"a{n}": result for n in range(300)})
    students = tuple(student(f"a{n}", f"Student {n}") for n in range(300))
    html = class_page.render(ClassResult(practice="flask", students=students), None, None, sheet)
    assert len(sheet.columns) > 30
    assert len(html.encode()) < 52 * 300 * len(sheet.columns)
    assert html.count("<script") == 1  # our own
