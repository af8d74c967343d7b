"""One large answer costs the large ones after it, and not what every verdict rests on."""

from __future__ import annotations

from perito.errors import Unseen
from perito.evidence.budget import BYTES, PARTS, SMALL, Budget
from perito.transport.base import Answer

LARGE = Answer(0, b"x" * (BYTES - 1))
SHORT = Answer(0, b"active\n" * 50)


def test_a_large_answer_leaves_room_for_small_ones() -> None:
    budget = Budget()
    assert budget.taken(LARGE) is LARGE
    assert budget.taken(LARGE).trouble is Unseen.TOO_LONG
    assert [budget.taken(SHORT) for _ in range(200)] == [SHORT] * 200
    fields = Answer(0, b"," * (PARTS - 1))
    assert budget.taken(fields).trouble is Unseen.TOO_LONG
    assert budget.taken(SHORT) is SHORT


def test_small_ones_together_are_not_without_end() -> None:
    budget = Budget()
    small = Answer(0, b"x" * (BYTES // SMALL - 1))
    taken = [one for one in (budget.taken(small) for _ in range(4 * SMALL)) if one is small]
    assert sum(len(one.stdout) for one in taken) <= BYTES + 4 * BYTES // SMALL
    assert budget.taken(small).trouble is Unseen.TOO_LONG
