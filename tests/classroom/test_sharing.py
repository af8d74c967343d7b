"""Equal causes and scores of a class are kept once, and no line says anything else than before."""

from __future__ import annotations

import pickle
import tracemalloc

import pytest

from perito.classroom import worker
from perito.classroom.job import Done, How, Person, Recorded
from perito.classroom.sharing import Shared
from perito.practice import locate
from tests.recorded import store

STUDENTS = 500


@pytest.fixture(scope="module")
def sent() -> bytes:
    """What a worker sends of a server that is stopped."""
    recorded = Recorded(Person("ana"), store.demo("stopped"), store.demo("stopped"), How(locate.find().directory))
    return pickle.dumps(Done(worker.line(recorded.person, worker.replayed(recorded))))


def kept(sent: bytes, shared: Shared | None) -> tuple[list[Done], float]:
    """A class of such students, and the bytes that each of them takes."""
    tracemalloc.start()
    try:
        arrived = (pickle.loads(sent) for _student in range(STUDENTS))  # noqa: S301 - our own
        lines = [shared.done(one) if shared else one for one in arrived]
        return lines, tracemalloc.get_traced_memory()[0] / STUDENTS
    finally:
        tracemalloc.stop()


def test_a_line_says_the_same_in_a_third_of_the_memory(sent: bytes) -> None:
    plain, before = kept(sent, None)
    lines, now = kept(sent, Shared())
    assert lines == plain
    assert now < before * 0.4
    assert lines[0].student.first_cause is lines[-1].student.first_cause


def test_what_differs_stays_apart(sent: bytes) -> None:
    shared = Shared()
    one = shared.done(pickle.loads(sent))  # noqa: S301 - our own
    assert one.student.first_cause is not None
    other = one.student.first_cause.model_copy(update={"evidence": (1,)})
    again = shared.done(Done(one.student.model_copy(update={"id": "eva", "first_cause": other})))
    assert again.student.first_cause == other
    assert again.student.id == "eva"
    assert again.student.score is one.student.score
