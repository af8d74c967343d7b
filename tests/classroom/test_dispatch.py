"""A class goes through a pool whatever happens to each job: slow, dead, hanging, or a bug."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito.classroom.dispatch import AHEAD, Dispatcher
from perito.classroom.job import How, Job, Person
from perito.classroom.pools import Local
from perito.transport.target import Target
from tests.classroom.misbehaving_jobs import behave

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.documents.class_result import Student


def job(who: str, deadline: float = 30.0) -> Job:
    return Job(Person(who, directory=who), Target(), How(Path("practice"), deadline=deadline))


@pytest.fixture
def pool() -> Iterator[Local]:
    pool = Local(2, grace=0.5)
    yield pool
    pool.close(now=True)


def through(pool: Local, jobs: list[Job]) -> dict[str, Student]:
    done = Dispatcher(pool, behave).through(jobs, lambda _job: None)
    return {one.student.id: one.student for one in done}


def test_everybody_is_graded_by_workers_that_stay(pool: Local) -> None:
    found = through(pool, [job(f"a{number}") for number in range(8)])
    assert [found[f"a{number}"].status for number in range(8)] == ["graded"] * 8
    assert len({one.reason for one in found.values()}) <= 2


def test_a_worker_that_dies_takes_nobody_with_it_and_its_job_is_tried_again(pool: Local, tmp_path: Path) -> None:
    once = f"die-once {tmp_path / 'died'}"
    found = through(pool, [job("a1"), job(once), job("die"), job("a2"), job("a3")])
    assert {who: one.status for who, one in found.items()} == {
        "a1": "graded", once: "graded", "die": "error", "a2": "graded", "a3": "graded",
    }  # fmt: skip


def test_a_worker_killed_while_it_tells_of_its_steps_silences_nobody() -> None:
    said: list[str] = []
    pool = Local(2, lambda student, _step: said.append(student), grace=0.5)
    found = through(pool, [job(f"die-speaking {number}") for number in range(4)] + [job("a1"), job("a2")])
    pool.close(now=True)
    assert (found["a1"].status, found["a2"].status) == ("graded", "graded")
    assert {"a1", "a2"} <= set(said)


def test_one_that_hangs_is_ended_and_harms_nobody(pool: Local) -> None:
    found = through(pool, [job("hang", deadline=0.5), job("a1"), job("a2"), job("a3")])
    assert found["hang"].status == "timeout"
    assert [found[who].status for who in ("a1", "a2", "a3")] == ["graded"] * 3


def test_a_bug_is_that_servers_line_and_says_what_it_was(pool: Local) -> None:
    found = through(pool, [job("raise it is broken"), job("a1")])
    bug = found["raise it is broken"]
    assert (bug.status, bug.reason) == ("error", "ValueError: it is broken")
    assert found["a1"].status == "graded"


def test_no_more_jobs_are_in_the_pool_than_it_is_wide_and_one(pool: Local) -> None:
    handed_out: list[str] = []
    endless = (job(f"a{number}") for number in range(10**9))
    done = Dispatcher(pool, behave).through(endless, lambda one: handed_out.append(one.person.id))
    for number in range(1, 6):
        next(done)
        assert len(handed_out) == number + pool.width + AHEAD, "the next is handed out before a result is kept"
