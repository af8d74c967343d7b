"""The same targets under Atheris, which lets the coverage of Perito's code lead: each in a process of its own, as
libFuzzer ends the process that it runs in."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import multiprocessing
import os
import re
import sys
import tempfile
from pathlib import Path
from random import Random
from types import FunctionType
from typing import TYPE_CHECKING, Any

from tests.fuzz.mutator import Mutator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.fuzz.target import Target

RUNS = re.compile(rb"Done (\d+) runs")
SLOWEST = 5  # seconds for one input


def run(chosen: Sequence[Target], seconds: float) -> int:
    """Each target for so many seconds; 1 where one was harmed, 2 where Atheris is not installed."""
    if importlib.util.find_spec("atheris") is None:
        print("./dev fuzz: Atheris is not here: .venv/bin/pip install -e '.[fuzz]'; it runs on Linux", file=sys.stderr)
        return 2
    _watched()
    total = harm = 0
    for target in chosen:
        with tempfile.TemporaryDirectory() as scratch:
            place = Path(scratch)
            child = multiprocessing.get_context("fork").Process(target=_led, args=(target, seconds, place))
            child.start()
            child.join()
            said = (place / "said").read_bytes()
            done = RUNS.search(said)
            total += int(done[1]) if done else 0
            print(f"{target.name:46} {int(done[1]) if done else 0:9,}", flush=True)
            if child.exitcode:
                harm += 1
                sys.stdout.write(said[-3000:].decode("utf-8", "replace"))
    print(f"{total:,} executions: {harm} targets were harmed")
    return 1 if harm else 0


def _atheris() -> Any:
    """It publishes no types, and is not installed everywhere."""
    return importlib.import_module("atheris")


def _watched() -> None:
    """Have Atheris see the coverage of Perito's functions, as they are loaded by now: all others take too long."""
    atheris = _atheris()
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and str(one.__module__).startswith("perito."):
            atheris.instrument_func(one)


def _led(target: Target, seconds: float, place: Path) -> None:
    """In the child: libFuzzer's loop, its words in the file `said`."""
    atheris = _atheris()
    corpus = place / "corpus"
    corpus.mkdir()
    seeds = list(target.seeds())
    for number, data in enumerate(seeds):
        (corpus / f"{number}").write_bytes(data)
    with (place / "said").open("wb") as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
    ours = Mutator(Random(0), seeds, target.words, target.largest)

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        ours.random.seed(seed)
        return ours.mutate(data)[:most] if seed % 2 else bytes(atheris.Mutate(data, most))

    def once(data: bytes) -> None:
        try:
            target.run(data)
        except (*target.refuses, *target.stumbles):
            pass

    words: list[Any] = [
        "fuzz", str(corpus), f"-max_total_time={seconds:.0f}", f"-max_len={target.largest}", f"-timeout={SLOWEST}",
        "-rss_limit_mb=2048", f"-artifact_prefix={Path.cwd()}/.cache/fuzz/atheris-", "-print_final_stats=0",
    ]  # fmt: skip
    (Path.cwd() / ".cache" / "fuzz").mkdir(parents=True, exist_ok=True)
    atheris.Setup(words, once, custom_mutator=mutated)
    atheris.Fuzz()
