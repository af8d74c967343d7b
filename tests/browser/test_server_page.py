"""The page of one server in a browser: sound to axe-core in light and dark, and as narrow as a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.classroom.worker import PAGE
from perito.documents.result import Outcome
from perito.evidence.session import Session
from perito.report import html
from perito.report.view import TEACHER
from tests.browser.window import PHONE, UNFOLD, axe, sideways
from tests.classroom.recorded_class import graded
from tests.live.grading import of_session
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.window import Window

TOP = "one => one.getBoundingClientRect().top"


@pytest.mark.parametrize(("server", "folded"), [("dangling-link", False), ("not-enabled", True), ("sound", True)])
def test_axe_finds_nothing_and_on_a_telephone_nothing_is_beside_the_screen(
    server: str, folded: bool, tmp_path: Path, window: Window
) -> None:
    path = tmp_path / PAGE
    path.write_bytes(graded(server)[1][PAGE])
    page = window.open(path, size=PHONE)
    assert sideways(page) == 0
    page.set_viewport_size({"width": 1280, "height": 800})
    axe(page, folded=folded)


def test_proof_unfolded_is_sound_to_axe_and_as_narrow_as_a_telephone(tmp_path: Path, window: Window) -> None:
    name = "site-socket-letter-case"  # a file with its culprit, a difference, listings and tables
    recorded = tmp_path / f"{name}{store.SUFFIX}"
    recorded.write_bytes(store.library()[name])
    session = Session.replay(recorded)
    result = of_session(session)
    failed = tuple(one for one in result.checks if one.outcome is Outcome.FAILED)  # the others have pages of their own
    path = tmp_path / PAGE
    page_of_few = html.render(result.model_copy(update={"checks": failed}), session.evidence, TEACHER)
    path.write_text(page_of_few, encoding="utf-8")
    page = window.open(path, size=PHONE)
    page.locator(".proof a").first.click()
    assert page.locator(".evidence:has(:target)").evaluate("one => one.open")  # two clicks from the grade to the answer
    page.evaluate(UNFOLD)
    assert sideways(page) == 0
    assert page.locator(".proof .it").count() == 1
    assert page.locator(".proof del").count() == 2
    assert page.locator(".evidence .seen table").count() > 0
    page.set_viewport_size({"width": 1280, "height": 800})
    axe(page)


@pytest.mark.parametrize(("size", "below"), [(PHONE, True), ((800, 600), True), ((1280, 800), False)])
def test_the_steps_and_the_causes_numbers_are_there_in_every_window(
    size: tuple[int, int], below: bool, tmp_path: Path, window: Window
) -> None:
    path = tmp_path / PAGE
    path.write_bytes(graded("dangling-link")[1][PAGE])
    page = window.open(path, size=size)
    seen = [nav for nav in page.get_by_role("navigation", name="Pasos").all() if nav.is_visible()]
    assert len(seen) == 1
    links = seen[0].get_by_role("link")
    assert links.count() == page.locator("section.step").count() > 8
    assert page.locator(".to-steps").is_visible() is below
    if below:
        page.locator(".to-steps").click()
        assert seen[0].evaluate(TOP) < size[1] / 2  # a click from the grade
    links.nth(7).click()
    assert page.locator("section.step:target h3").evaluate(TOP) < size[1] / 2
    assert page.locator(".cause .number").first.is_visible()
    assert page.locator(".cause").first.aria_snapshot().splitlines()[1].strip() == '- paragraph: "1"'
    page.emulate_media(media="print")
    assert not [nav for nav in page.get_by_role("navigation", name="Pasos").all() if nav.is_visible()]
    assert not page.locator(".to-steps").is_visible()
