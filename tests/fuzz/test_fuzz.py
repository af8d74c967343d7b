"""A little fuzzing in every run of the suite: what once did harm, and each target's inputs damaged a few times."""

from __future__ import annotations

import time
from random import Random

import pytest

from tests.fuzz import corpus, every
from tests.fuzz.engine import Record, execute, fuzz, too_slow
from tests.fuzz.mutator import Mutator, swollen
from tests.fuzz.readers import guarded
from tests.fuzz.target import Target

TIME = 8.0  # seconds of processor for all of them together
SHORT = {"seconds": TIME / 90, "seeds": 4}
NAMES = sorted(every.targets())


def test_what_once_did_harm_does_none() -> None:
    record = Record()
    for name, target in every.targets().items():
        for data in corpus.harmful(name):
            too_slow(target, data, record, execute(target, data, record))
    assert list(record.findings.values()) == []


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("whole/")])
def test_damaged_inputs_are_read_or_refused(name: str) -> None:
    record = fuzz(every.targets()[name], seconds=SHORT["seconds"], seeds=4, seed=16)
    assert list(record.findings.values()) == []
    assert record.executions


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("reader/")])
def test_the_guard_lets_nothing_through(name: str) -> None:
    target = every.targets()[name]
    mutator = Mutator(Random(16), target.seeds())
    for data in target.seeds()[:3]:
        for _ in range(5):
            guarded(target, mutator.mutate(data))


def wrong(data: bytes) -> None:
    """What no reader may do."""
    if data.startswith(b"deep"):
        raise RecursionError
    if data.startswith(b"slow"):
        until = time.process_time() + 1.1
        while time.process_time() < until:
            pass


@pytest.mark.parametrize(("seed", "what"), [(b"deep", "RecursionError"), (b"slow", "slow")])
def test_it_finds(seed: bytes, what: str) -> None:
    record = fuzz(Target("x", wrong, lambda: [seed]), runs=1)
    assert [one.what for one in record.findings.values()] == [what]


def test_the_same_seed_makes_the_same_inputs() -> None:
    made = [[Mutator(Random(1), [b"a=1\nb=2\n"]).mutate(b"c=3\n") for _ in range(2)] for _ in range(2)]
    assert made[0] == made[1]
    assert len(swollen(b"a=1\nb=2\n", Random(1), 1000)) == 1000
