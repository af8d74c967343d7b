"""The page of a class of 300 in a browser: its exceptions on one screen, and a table that is sorted, filtered and
searched with or without a mouse, in both languages, on a telephone and on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from perito.report import class_page
from perito.support import i18n
from tests.browser import big_class
from tests.browser.window import PHONE, axe, sideways

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from perito.documents.class_result import ClassResult
    from tests.browser.window import Window

COUNT = 300
SCREEN = (1920, 1080)
SHOWN = "table.students tbody tr:not([hidden])"
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first page of the class, with three attempts."""
    return big_class.write(tmp_path_factory.mktemp("class"), COUNT, attempts=True)


def names(page: Page) -> list[str]:
    """The ids of the lines that are shown, from top to bottom."""
    found: list[str] = page.eval_on_selector_all(SHOWN, "rows => rows.map(row => row.id)")
    return [one.removeprefix("who-") for one in found]


def test_the_exceptions_and_figures_are_on_one_screen_before_the_table(first: Path, window: Window) -> None:
    page = window.open(first, size=SCREEN)
    head = page.locator("table.students thead")
    box = head.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= SCREEN[1]
    for text in ("300 alumnos", "20/11/2026", "2ASIR-B.csv", "versión 1", "Cuartiles", "no se llega al servidor",
                 "sudo pide una contraseña", "por debajo de 5", "Para preguntar en clase", "288 con nota"):  # fmt: skip
        place = page.get_by_text(text).first.bounding_box()
        assert place is not None, text
        assert place["y"] < box["y"], text
    assert page.locator(SHOWN).count() == COUNT
    assert page.evaluate(PAINT) < 5000  # under a second by itself; here others are at work
    assert first.stat().st_size < 400_000


def test_search_and_filters_count_what_they_show_and_back_finds_them_again(first: Path, window: Window) -> None:
    page = window.open(first)
    output = page.locator("output")
    assert output.text_content() == "300 de 300"
    page.get_by_label("Nombre o identificador").fill("inigo  MUÑOZ")
    shown = page.locator(SHOWN)
    assert 0 < shown.count() < 20
    assert all("Íñigo" in text and "Muñoz" in text for text in shown.all_inner_texts())
    assert output.text_content() == f"{shown.count()} de 300"
    page.get_by_label("Nombre o identificador").fill("a00007")
    assert names(page) == ["a00007"]
    page.get_by_label("Nombre o identificador").fill("")
    found, _sheet = big_class.made(COUNT)
    page.get_by_label("Estado").select_option("without")
    assert names(page) == [one.id for one in found.students if one.grade is None or one.status == "absent"]
    page.get_by_label("Estado").select_option("")
    stops = page.get_by_label("Falla en").locator("option", has_text="El servicio está parado")
    page.get_by_label("Falla en").select_option(stops.get_attribute("value"))
    stopped = [one.id for one in found.students if one.first_cause and "service.active" in one.first_cause.check]
    assert set(names(page)) >= set(stopped)
    assert 0 < len(names(page)) < COUNT / 2
    who, _next = _with_a_mistake(found)
    page.get_by_label("Falla en").select_option("")
    page.get_by_label("Nombre o identificador").fill(who[:-1])
    kept, address = names(page), page.url
    assert f"q={who[:-1]}" in address
    page.locator(f"#who-{who} a").first.click()
    page.wait_for_url(re.compile("report.html"))
    page.go_back()
    assert (page.url, names(page)) == (address, kept)
    for words in ("nobody at all", "json"):  # the word of the links beside the names is nobody's name
        page.get_by_label("Nombre o identificador").fill(words)
        assert page.get_by_text("No hay nadie así.").is_visible()
    page.get_by_role("button", name="Mostrar todos").click()
    assert output.text_content() == "300 de 300"
    assert "#" not in page.url


def test_it_is_sorted_by_the_keyboard_alone(first: Path, window: Window) -> None:
    page = window.open(first, "sort=name")
    found, _sheet = big_class.made(COUNT)
    head = page.locator("th[data-column=name]")
    assert head.get_attribute("aria-sort") == "ascending"
    by_name = [text.split(" a0")[0] for text in page.locator(f"{SHOWN} th").all_inner_texts()]
    assert by_name[0].startswith("Ana ")
    assert next(one for one in by_name if one.startswith(("Á", "B", "Z"))).startswith("Ángel")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _step in range(90):  # past the tabs and the names of the exceptions
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('th')?.dataset.column") == "grade":
            break
    page.keyboard.press("Enter")
    grades = {one.id: one.grade for one in found.students}
    shown = [grades[who] for who in names(page)]
    there = [one for one in shown if one is not None]
    assert there == sorted(there)
    assert shown == [*there, *[None] * (len(shown) - len(there))]
    page.keyboard.press("Space")
    assert page.locator("th[data-column=grade]").get_attribute("aria-sort") == "descending"
    shown = [grades[who] for who in names(page)]
    assert [one for one in shown if one is not None] == sorted(there, reverse=True)
    assert shown[-1] is None
    page.keyboard.press("Enter")
    assert names(page) == [one.id for one in found.students]
    assert "#" not in page.url


def test_two_clicks_lead_to_a_marks_proof_and_ways_lead_back_and_on(first: Path, window: Window) -> None:
    page = window.open(first)
    found, _sheet = big_class.made(COUNT)
    who, following = _with_a_mistake(found)
    page.locator(f"#who-{who} a.quiet").click()
    page.wait_for_url(re.compile(rf"{who}/report.html#c-"))
    there = page.locator(":target")
    assert there.is_visible()
    assert there.get_attribute("class") == "check failed"
    assert page.get_by_text(who).first.is_visible()
    page.get_by_role("link", name="Alumno siguiente").click()
    page.wait_for_url(re.compile(f"{following}/report.html"))
    page.get_by_role("link", name="Alumno anterior").click()
    page.wait_for_url(re.compile(f"{who}/report.html"))
    page.get_by_role("link", name="La clase").click()
    page.wait_for_url(re.compile(f"index.html#who-{who}"))
    assert page.locator("tr:target").is_visible()
    page.get_by_role("link", name="Comprobaciones").click()
    page.wait_for_url(re.compile("index-checks-1.html"))
    page.locator(".matrix td.f a").first.click()
    page.wait_for_url(re.compile("report.html#c-"))


def test_no_other_script_runs_and_without_any_the_page_is_whole(first: Path, window: Window) -> None:
    plain = window.open(first, script=False)
    assert plain.locator(SHOWN).count() == COUNT
    assert not plain.locator("search.tools").is_visible()
    assert plain.locator("thead button").count() == 0
    assert window.said == []
    other = first.with_name("other.html")
    text = first.read_text(encoding="utf-8")
    other.write_text(text.replace("<script>", "<script>document.title = 'owned';</script><script>"), encoding="utf-8")
    page = window.open(other)
    assert page.title() != "owned"
    assert page.locator("search.tools").is_visible()
    said, window.said[:] = window.said[:], []
    assert len(said) == 1
    assert "Content Security Policy" in said[0]


def test_on_paper_it_is_landscape_with_heads_repeated_and_nothing_folded(first: Path, window: Window) -> None:
    page = window.open(first, "state=without")
    few = page.pdf(prefer_css_page_size=True)
    page.get_by_role("button", name="Mostrar todos").click()
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert {(round(float(wide)), round(float(high))) for wide, high in boxes} == {(842, 595)}
    assert len(re.findall(rb"/Type /Page\b", few)) + 5 < len(re.findall(rb"/Type /Page\b", pdf)) < 20
    page.emulate_media(media="print")
    assert page.locator("thead").first.evaluate("one => getComputedStyle(one).display") == "table-header-group"
    assert not page.get_by_label("Nombre o identificador").is_visible()
    assert sideways(page) == 0
    folded = page.locator("details.rest li").last
    assert folded.is_visible()


def test_in_english_too_and_axe_finds_nothing_on_any_view_nor_is_anything_beside_a_telephones_screen(
    tmp_path: Path, window: Window
) -> None:
    try:
        page = window.open(big_class.write(tmp_path, 40, "en", attempts=True), size=PHONE)
    finally:
        i18n.use("es")
    assert page.locator("output").text_content() == "40 of 40"
    page.get_by_label("Name or id").fill("nuno")
    text = page.locator("body").inner_text()
    for word in ("Without a grade", "Fail", "To ask in class", "20 Nov 2026"):
        assert word in text
    assert not re.search(r"\b(alumnos?|nota|sin|página)\b", text)
    for name in ("index.html", "index-checks-1.html", "index-attempts-1.html", "a00000/report.html"):
        page.goto((tmp_path / name).as_uri())
        assert sideways(page) == 0, name
        axe(page, folded=name.endswith("report.html"))


# Where names end and their grades begin, of those on one line.
BESIDE = """[...document.querySelectorAll(".people li")].filter(one => one.querySelector("b")).map(one => [
    one.querySelector("a").getBoundingClientRect(), one.querySelector("b").getBoundingClientRect()]).filter(
    ([name, grade]) => name.height < 40 && name.top < grade.bottom && grade.top < name.bottom).map(
    ([name, grade]) => [name.right, grade.left + 1])"""


def test_names_from_right_to_left_keep_their_grades_beside_them_and_many_views_fit_a_telephone(
    tmp_path: Path, window: Window
) -> None:
    found, sheet = big_class.made(40)
    names = ["مثال " + "".join(chr(0x628 + int(digit)) for digit in f"{place:02}") for place in range(40)]
    arabic = tuple(one.model_copy(update={"name": name}) for one, name in zip(found.students, names, strict=True))
    path = tmp_path / "index.html"
    path.write_text(class_page.render(found.model_copy(update={"students": arabic}), sheet=sheet), encoding="utf-8")
    page = window.open(path, size=PHONE)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    places = page.evaluate(BESIDE)
    assert places
    assert all(name <= grade for name, grade in places)
    page.evaluate("document.querySelectorAll('.tabs li').forEach(one => one.after(one.cloneNode(true)))")
    assert sideways(page) == 0


def _with_a_mistake(found: ClassResult) -> tuple[str, str]:
    """The first student who has a page and a mistake, and who comes after them, of those who have a page."""
    there = [one for one in found.students if one.result][: big_class.PAGES]
    place = next(number for number, one in enumerate(there[:-1]) if number and one.first_cause)
    return there[place].id, there[place + 1].id
