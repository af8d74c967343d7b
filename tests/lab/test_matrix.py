"""What a row of the verification says, and what the matrix adds up to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from perito.documents.result import CheckResult, Outcome, Problem, Result, RootCause, Score
from perito.lab.matrix import Matrix, Row, grid, row
from perito.lab.scripts import Change, read

if TYPE_CHECKING:
    from pathlib import Path

PINNED = Row("mode", "bookworm", pins=("directory.mode",), roots=("directory.mode",), lost=("directory.mode",))
MISSED = Row("owner", "bookworm", pins=("directory.owner",), roots=("service.active",), lost=("service.active",))
CLEAN = Row("other-names", "bookworm")
CHECKS = ("directory.owner", "directory.mode", "service.active")


def test_a_row_is_right_only_with_exactly_its_causes() -> None:
    assert PINNED.right
    assert CLEAN.right
    assert not MISSED.right
    assert MISSED.missed == ("directory.owner",)
    assert MISSED.falsely_blamed == ("service.active",)


def test_a_sound_variant_may_lose_nothing_and_everything_must_have_been_seen() -> None:
    assert not Row("v", "bookworm", lost=("a.b",)).right
    assert not Row("v", "bookworm", trouble="no sudo").right


def test_the_matrix_adds_up() -> None:
    matrix = Matrix(CHECKS, (PINNED, MISSED, CLEAN))
    assert matrix.wrong == [MISSED]
    assert matrix.without_fault() == ["directory.owner", "service.active"]
    summary = matrix.summary()
    assert summary["faults"] == {"right": 1, "found": 2, "pinned": 1, "all": 2}
    assert summary["variants"] == {"right": 1, "all": 1}


def test_the_grid_tells_pinned_missed_and_blamed_apart() -> None:
    assert grid([PINNED, MISSED], CHECKS) == ["      d", "mode   ●", "owner ○ ✗"]


def graded(*problems: Problem) -> Result:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    outcomes = {"a.x": Outcome.FAILED, "a.y": Outcome.BLOCKED, "a.z": Outcome.PASSED, "a.n": Outcome.NOT_APPLICABLE}
    return Result(
        perito="0",
        practice="p",
        language="es",
        target={},
        started=moment,
        finished=moment,
        complete=not problems,
        score=Score(earned=1, possible=2, grade=5),
        checks=tuple(CheckResult(id=n, step="a", title=n, outcome=o) for n, o in outcomes.items()),
        root_causes=(RootCause(check="a.x", step="a", text="x"), RootCause(check="a.x", step="a", text="again")),
        problems=problems,
    )


@pytest.mark.parametrize(("problems", "trouble"), [((), ""), ((Problem(reason="r", text="no sudo"),), "no sudo")])
def test_a_row_tells_what_grading_made_of_the_server(problems: tuple[Problem, ...], trouble: str) -> None:
    change = Change("mode", "a", ("a.x",), {}, "", {}, "")
    found = row(change, "trixie", graded(*problems))
    assert found == Row("mode", "trixie", ("a.x",), ("a.x",), ("a.x", "a.y"), 5.0, trouble)
    assert found.right is not bool(trouble)


def with_root(deployment: str) -> Result:
    """A result whose only root cause is a deployment's bind."""
    root = RootCause(check="service.bind", deployment=deployment, step="service", text="x")
    return graded().model_copy(update={"root_causes": (root,), "checks": ()})


def test_pins_of_the_exercise_say_whose_they_are(tmp_path: Path) -> None:
    file = tmp_path / "f.sh"
    file.write_text("# on: exercise\n# pins: service.bind, poc/service.active\n# es: x\n# en: x\n")
    change = read(file)
    assert change.pins == ("exercise/service.bind", "poc/service.active")
    assert change.checks == {"service.bind", "service.active"}


def test_the_root_of_one_deployment_is_not_that_of_the_other() -> None:
    change = Change("f", "", ("exercise/service.bind",), {}, "", {}, "", on="exercise")
    found = row(change, "bookworm", with_root("exercise"))
    assert found.right
    assert found.roots == ("exercise/service.bind",)
    wrong = row(change, "bookworm", with_root("poc"))
    assert (wrong.missed, wrong.falsely_blamed) == (("exercise/service.bind",), ("poc/service.bind",))
    matrix = Matrix(("service.bind",), (found, wrong))
    assert matrix.pinned_by() == {"service.bind": ["f"]}
    assert [line[-1] for line in grid(matrix.rows, matrix.checks)[1:]] == ["●", "✗"]


def test_a_change_of_the_first_deployment_needs_no_label() -> None:
    change = Change("f", "", ("service.bind",), {}, "", {}, "")
    assert row(change, "bookworm", with_root("poc")).right
