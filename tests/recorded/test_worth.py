"""What recorded mistakes cost, and what mending them gives: a page that never comes is at most 7 of 10."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from perito.documents.result import Outcome
from perito.evidence.session import Session
from perito.grading.adding import Bill, fraction
from perito.grading.worth import Worth
from perito.lab.library import shipped
from tests.live.grading import of_session
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

    from perito.documents.result import Result

AT_MOST = Fraction(7, 10)
FAULTS = shipped().faults
# One of each kind that keeps the page away: a service, nginx, a socket, a link, an application, rights, a name, a port.
AWAY = (
    "gunicorn-stopped", "service-killed", "nginx-stopped", "site-socket-elsewhere", "site-not-enabled",
    "application-raises", "application-500", "directory-mode-755", "site-without-server-name", "site-listen-8080",
    "site-denies", "site-proxy-pass-path", "access-blocked-outside", "nginx-not-reloaded", "exercise-wsgi-copied",
)  # fmt: skip


@pytest.fixture(scope="module")
def recorded() -> dict[str, bytes]:
    """The archive."""
    return store.library()


def replayed(name: str, recorded: dict[str, bytes], place: Path) -> Result:
    path = place / f"{name}{store.SUFFIX}"
    path.write_bytes(recorded[name])
    return of_session(Session.replay(path))


def away(result: Result) -> set[str | None]:
    """The deployments whose page no visitor sees."""
    return {one.deployment for one in result.checks if one.id == "access.status" and one.outcome.costs}


def parts_kept(result: Result) -> dict[str, Fraction]:
    """What is left of each part, as a share."""
    return {part.id: fraction(part.earned) / fraction(part.possible) for part in result.parts if part.possible}


@pytest.mark.parametrize("name", AWAY)
def test_one_of_each_kind_gets_at_most_seven(name: str, recorded: dict[str, bytes], tmp_path: Path) -> None:
    result = replayed(name, recorded, tmp_path)
    assert away(result)
    kept = parts_kept(result)
    assert all(kept[label or "poc"] <= AT_MOST for label in away(result)), kept


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_server_whose_page_never_comes_gets_at_most_seven(
    name: str, recorded: dict[str, bytes], tmp_path: Path
) -> None:
    result = replayed(name, recorded, tmp_path)
    kept = parts_kept(result)
    assert all(kept[label or "poc"] <= AT_MOST for label in away(result)), kept


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_all_causes_together_give_what_was_lost(name: str, recorded: dict[str, bytes], tmp_path: Path) -> None:
    result = replayed(name, recorded, tmp_path)
    everything = Worth(result.checks, Bill.of(result)).of((one.deployment, one.check) for one in result.root_causes)
    score = result.score
    assert score.grade is not None
    best = score.scale * (score.possible - sum(one.possible for one in result.criteria)) / score.possible
    assert everything == pytest.approx(best - score.grade, abs=0.01)
    assert not any(check.outcome is Outcome.ERROR for check in result.checks)
    if len(result.root_causes) == 1:
        assert result.root_causes[0].points == everything
        assert result.root_causes[0].together == ()
