"""Runs a target on inputs, watches what it does, and keeps what it should not have done."""

from __future__ import annotations

import contextlib
import signal
import time
import traceback
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import perito
from tests.fuzz.mutator import Mutator, swollen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from tests.fuzz.target import Target

OURS = str(Path(perito.__file__).parent)
HANG = 10.0  # seconds of processor after which an execution is ended
SLOW = 1.0  # seconds of processor for 64 KiB
SWELL = 200  # one in so many inputs is swollen to `largest`


class HangError(BaseException):
    """It takes too long. No Exception: a reader that catches everything does not catch it."""


@dataclass(frozen=True)
class Finding:
    """What should not have happened: the exception or `slow`, where it came from, and an input that makes it."""

    target: str
    what: str
    where: str
    data: bytes = field(repr=False, compare=False)
    detail: str = field(default="", compare=False)


@dataclass
class Record:
    """What came of the executions of a target."""

    executions: int = 0
    seconds: float = 0.0  # of processor
    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)
    stumbles: dict[tuple[str, str], Finding] = field(default_factory=dict)
    slowest: float = 0.0


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """End what is in it after so many seconds of processor. In the main thread only. Raises HangError."""
    before = signal.signal(signal.SIGPROF, _hangs)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _hangs(_number: int, _frame: FrameType | None) -> None:
    raise HangError


def execute(target: Target, data: bytes, record: Record) -> float:
    """Run it once, and note what it did in the record. The seconds of processor it took."""
    record.executions += 1
    began = time.process_time()
    try:
        with limited(HANG), warnings.catch_warnings():
            warnings.simplefilter("error")  # each would stand in the grader's terminal
            target.run(data)
    except target.refuses:
        pass
    except KeyboardInterrupt:
        raise
    except BaseException as problem:
        kept = record.stumbles if target.stumbles and isinstance(problem, target.stumbles) else record.findings
        note(kept, target, type(problem).__name__, problem, data)
    took = time.process_time() - began
    record.seconds += took
    record.slowest = max(record.slowest, took)
    return took


def note(kept: dict[tuple[str, str], Finding], target: Target, what: str, problem: BaseException, data: bytes) -> None:
    """Keep a finding of a kind that is not known yet, or with a shorter input."""
    where = origin(problem)
    known = kept.get((what, where))
    if known is None or len(data) < len(known.data):
        kept[what, where] = Finding(target.name, what, where, data, str(problem)[:200])


def origin(problem: BaseException) -> str:
    """The line of Perito's that was running: file:line function."""
    frames = traceback.extract_tb(problem.__traceback__)
    own = [one for one in frames if one.filename.startswith(OURS)] or list(frames)
    if not own:
        return "?"
    last = own[-1]
    return f"{last.filename.removeprefix(OURS).lstrip('/')}:{last.lineno} {last.name}"


def too_slow(target: Target, data: bytes, record: Record, took: float) -> None:
    """Note an input that is read too slowly, twice: the processor is shared."""
    allowed = SLOW * max(1.0, len(data) / (1 << 16))
    if took <= allowed or not target.swells:
        return
    again = Record()
    if execute(target, data, again) > allowed and not again.findings:
        kept = record.findings.get(("slow", target.name))
        if kept is None or again.seconds > float(kept.detail.split()[0]):
            detail = f"{again.seconds:.1f} s for {len(data)} bytes"
            record.findings["slow", target.name] = Finding(target.name, "slow", target.name, data, detail)


def fuzz(target: Target, *, seconds: float = 1e9, runs: int = 1 << 62, seed: int = 0, seeds: int = 1 << 30) -> Record:
    """Run the seeds, then damaged ones, for so many seconds of processor or executions."""
    random, record = Random(f"{seed} {target.name}"), Record()
    corpus = list(target.seeds())
    if seeds < len(corpus):
        corpus = random.sample(corpus, seeds)
    for data in corpus:
        if record.seconds < seconds and record.executions < runs:
            too_slow(target, data, record, execute(target, data, record))
    mutator = Mutator(random, corpus, target.words, target.largest)
    latest = corpus or [b""]
    while record.seconds < seconds and record.executions < runs:
        parent = random.choice(latest)
        if target.swells and random.randrange(SWELL) == 0:
            data = swollen(parent, random, target.largest)
        else:
            data = mutator.mutate(parent)
        took = execute(target, data, record)
        if took > SLOW / 2:
            too_slow(target, data, record, took)
    return record
