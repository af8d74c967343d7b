"""What could not be looked at because of a known mistake is blocked by it; what is our own trouble is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.documents.result import Outcome
from perito.errors import Unseen
from perito.grading.causes import FOLLOWS
from tests.classroom.recorded_class import practice_with
from tests.grading.test_completeness import replay

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = "    page_must_answer(deployment, deployment.site.server_name)\n"
OURS = (Unseen.TIMEOUT, Unseen.LOST, Unseen.NO_SUDO, Unseen.NO_RIGHTS, Unseen.DNS, Unseen.REFUSED, Unseen.NOT_RECORDED)


def practice_that_cannot_look(place: Path, reason: Unseen) -> Path:
    """The shipped practice, but nobody can look at the page."""
    practice = practice_with(place / "practice")
    file = practice / "checks" / "test_13_access.py"
    text = file.read_text(encoding="utf-8")
    assert ANSWERS in text
    stumbles = f'    from perito import CannotLook\n\n    raise CannotLook("{reason}", "no such luck")\n'
    file.write_text(text.replace(ANSWERS, stumbles, 1), encoding="utf-8")
    return practice


@pytest.mark.parametrize("reason", sorted(FOLLOWS))
def test_what_follows_from_a_known_cause_is_blocked(reason: Unseen, tmp_path: Path) -> None:
    result = replay(practice_that_cannot_look(tmp_path, reason), "stopped")
    (status,) = (check for check in result.checks if check.id == "access.status")
    assert (status.outcome, status.cause, status.detail) == (Outcome.BLOCKED, "service.active", "no such luck")
    assert result.complete, result.problems


@pytest.mark.parametrize("reason", OURS)
def test_what_is_our_own_trouble_is_an_error(reason: Unseen, tmp_path: Path) -> None:
    result = replay(practice_that_cannot_look(tmp_path, reason), "stopped")
    (status,) = (check for check in result.checks if check.id == "access.status")
    assert (status.outcome, status.blocked_by) == (Outcome.ERROR, ())
    assert not result.complete


@pytest.mark.parametrize("reason", sorted(FOLLOWS))
def test_where_nothing_is_wrong_it_is_an_error_whatever_the_reason(reason: Unseen, tmp_path: Path) -> None:
    result = replay(practice_that_cannot_look(tmp_path, reason), "sound")
    (status,) = (check for check in result.checks if check.id == "access.status")
    assert status.outcome is Outcome.ERROR
    score = result.score
    assert score.lowest is not None
    assert score.grade is not None
    assert score.lowest < score.grade == score.highest == 10


def test_nothing_passes_on_what_is_in_dispute(tmp_path: Path) -> None:
    practice = practice_with(tmp_path / "practice")
    file = practice / "checks" / "test_08_service.py"
    text = file.read_text(encoding="utf-8")
    first = text.index("def test_", text.index('@check("service.exists")'))
    body = text.index("\n", first) + 1
    stumbles = '    from perito import CannotLook\n\n    raise CannotLook("sources_disagree", "who knows")\n'
    file.write_text(text[:body] + stumbles + text[body:], encoding="utf-8")
    result = replay(practice, "sound")
    found = {check.id: check for check in result.checks}
    rest = [check.id for check in result.checks if check.id.startswith("service.") and check.outcome is Outcome.PASSED]
    assert found["service.exists"].outcome is Outcome.ERROR
    assert not rest
    assert found["service.user"].outcome is Outcome.ERROR
    assert "service.exists" in found["service.user"].detail
    assert found["site.exists"].outcome is Outcome.PASSED
