"""What a row of the verification says, and what the matrix adds up to."""

from __future__ import annotations

from perito.matrix import Matrix, Row, grid

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
    assert summary["faults"] == {"right": 1, "all": 2}
    assert summary["variants"] == {"right": 1, "all": 1}


def test_the_grid_tells_pinned_missed_and_blamed_apart() -> None:
    assert grid([PINNED, MISSED], CHECKS) == ["      d", "mode   ●", "owner ○ ✗"]
