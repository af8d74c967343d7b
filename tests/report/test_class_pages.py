"""A large class as several pages: everybody is on them once, every link leads somewhere, and none is heavy."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest

from perito.documents.attempts import Attempt, Policy, history
from perito.documents.class_result import ClassResult, Student
from perito.documents.result import Score
from perito.report import class_page, class_pages, class_script, class_sheet, gradebook
from perito.report.class_sheet import Sheet
from perito.report.html import environment
from perito.support import i18n

from . import samples
from .samples import STARTED, Found, Making, make

if TYPE_CHECKING:
    from collections.abc import Iterator

MANY = 700
LIMIT = 1_000_000  # bytes of any page


def student(number: int, **more: object) -> Student:
    return Student.model_validate(
        {
            "id": f"a{number:04}",
            "name": f"Ñandú {MANY - number:04}",
            "status": "graded",
            "complete": True,
            "score": Score(earned=8, possible=10, grade=8),
            **more,
        }
    )


def graded(count: int) -> tuple[ClassResult, Sheet]:
    """A class of `count`: the first could not be reached, and the second has a mistake."""
    students = [student(number) for number in range(count)]
    students[0] = student(0, status="unreachable", score=None, complete=False)
    sound = make(Making(deployments=("poc",)))
    mode = make(Making({("poc", "directory.mode"): Found(expected="775", actual="755")}, deployments=("poc",)))
    sheet = Sheet()
    for number, one in enumerate(students[1:], 1):
        sheet.add(one.id, mode if number == 1 else sound)
    return ClassResult(practice="flask", title="Despliegue", students=tuple(students)), sheet


@pytest.fixture(scope="module")
def many() -> dict[str, str]:
    """The pages of a large class by name."""
    i18n.use("es")
    found, sheet = graded(MANY)
    reports = {one.id: f"{one.id}/report.html" for one in found.students}
    return dict(class_pages.pages(found, reports, None, sheet))


def of(kind: str, pages: dict[str, str]) -> list[str]:
    return [text for name, text in pages.items() if name.startswith(f"index-{kind}-")]


def rows(text: str) -> list[str]:
    """The ids that a page's lines link to."""
    return re.findall(r'<th scope="row"><a href="(a\d+)/report', text)


def links(text: str) -> Iterator[str]:
    return (one for one in re.findall(r'href="([^"#]+)"', text) if "/" not in one)


def test_a_class_has_a_page_for_each_view_and_the_page_of_one_file_has_them_all() -> None:
    found, sheet = graded(3)
    told = {one.id: history([Attempt("run", STARTED, one)] * 2, Policy()) for one in found.students}
    pages = dict(class_pages.pages(found, None, told, sheet))
    assert list(pages) == ["index.html", "index-checks-1.html", "index-attempts-1.html"]
    views = ("students", "matrix", "attempts")
    for text, mine in zip(pages.values(), views, strict=True):
        assert [one for one in views if f'<h2 id="{one}"' in text] == [mine]
        assert re.findall(r'<a href="([^"]+)"(?: aria-current="page")?>', text[: text.index("<main")])[-3:] == list(
            pages
        )
        assert text.count('aria-current="page"') == 1
    whole = class_page.render(found, None, told, sheet)
    assert all(f'<h2 id="{one}"' in whole and f'<a href="#{one}"' in whole for one in views)


def test_everybody_is_on_the_pages_once_and_in_the_classes_order(many: dict[str, str]) -> None:
    ids = [f"a{number:04}" for number in range(MANY)]
    lines = rows(many["index.html"]) + [who for text in of("students", many) for who in rows(text)]
    assert lines == ids
    assert len(rows(many["index.html"])) == class_pages.ROWS
    assert [who for text in of("checks", many) for who in rows(text)] == ids
    assert [who for text in of("pending", many) for who in rows(text)] == ["a0000"]
    (everybody,) = of("names", many)
    assert re.findall(r'<li><a href="(a\d+)/', everybody) == ids[::-1]


def test_a_file_of_any_name_is_linked_as_an_address() -> None:
    found, sheet = graded(3)
    pages = dict(class_pages.pages(found, None, None, sheet, 'a "b" #1%.html'))
    for text in pages.values():
        assert 'href="a%20%22b%22%20%231%25.html"' in text
        assert "a%20%22b%22%20%231%25-checks-1.html" in text
        assert 'href="a%20%22b%22%20%231%25.html#who-a0000"' in text or 'id="matrix"' in text


def test_the_first_page_has_no_table_of_checks_and_says_where_it_is(many: dict[str, str]) -> None:
    assert '<section class="matrix"' not in many["index.html"]
    near = set(links(many["index.html"])) | set(links(many["index-checks-1.html"]))
    assert near == set(many)


def test_every_page_leads_to_the_next_the_one_before_and_the_first(many: dict[str, str]) -> None:
    first, last = "index-students-1.html", "index-students-2.html"
    assert re.findall(r'rel="next" href="([^"]+)"', many[first]) == [last, last]
    assert re.findall(r'rel="prev" href="([^"]+)"', many[last]) == [first, first]
    assert 'rel="next"' not in many[last]
    assert many[first].count('rel="prev" href="index.html"') == 2
    for text in many.values():
        assert set(links(text)) <= set(many)


def test_no_page_is_heavy_and_none_has_a_script_but_ours(many: dict[str, str]) -> None:
    for name, text in many.items():
        assert len(text.encode()) < LIMIT, name
        assert "default-src 'none'" in text
        assert ("<script>" in text) == ('<table class="students">' in text) == (class_script.source() in text)
        text = text.replace(f"<script>{class_script.script()}</script>", "")
        assert not re.search(r"<(script|link|img|iframe)\b|\son\w+=|javascript:", text)
        assert (name == "index.html") == (not class_pages.further("index.html").fullmatch(name))


def test_the_outcomes_word_is_what_a_sign_is_read_as(many: dict[str, str]) -> None:
    page = of("checks", many)[0]
    assert '.matrix tbody .f::before { content: "✗"; content: "✗" / "no superada"; }' in page
    assert page.count('<td class="f">') == 1
    css = environment().get_template("matrix.css").render()
    for letter, sign in class_page.SIGNS.items():
        assert re.search(rf'\.{letter}::before \{{ content: "{re.escape(sign)}"', css), letter


def test_names_and_ids_of_a_large_class_are_text() -> None:
    nasty = samples.NASTY
    students = tuple(student(number, name=nasty, id=f"{nasty}{number}") for number in range(MANY))
    for name, text in class_pages.pages(ClassResult(practice="flask", title=nasty, students=students)):
        assert "<script" not in text.replace(f"<script>{class_script.script()}</script>", ""), name
        assert not set(text) & {"\x1b", "\x00", "\u202e", "\x07"}, name


@pytest.mark.parametrize("count", [0, 1, 3])
def test_documents_in_pieces_are_the_documents(count: int) -> None:
    students = tuple(student(number, name='"students": []\nÑ') for number in range(count))
    found = ClassResult(practice="flask", title='"students": []', students=students)
    assert "".join(found.json_pieces()) == found.to_json()
    assert len(list(csv.reader(gradebook.sheet_lines(found)))) == count + 1
    assert len(list(class_sheet.lines(students, Sheet()))) == count + 1


def test_two_of_one_name_are_told_apart_wherever_names_stand_alone() -> None:
    found, sheet = graded(4)
    twins = tuple(
        one.model_copy(update={"name": "Ana Peña" if place < 2 else one.name})
        for place, one in enumerate(found.students)
    )
    pages = "".join(
        text for _name, text in class_pages.pages(found.model_copy(update={"students": twins}), {}, None, sheet)
    )
    for where in ("Ana Peña (a0000)", "Ana Peña (a0001)"):
        assert where in pages
    assert "Ñandú 0698 (" not in pages
