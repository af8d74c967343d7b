"""The readers of all probes, below the guard that makes CannotLook of their stumbles, and what shows their answers.

An input is one byte that chooses the exit code, one that chooses the reader's arguments among the recorded cases', the
standard output and, after SPLIT, the standard error.
"""

from __future__ import annotations

import json
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from perito.errors import CannotLook
from perito.probes import firewall
from perito.probes.base import Probe
from perito.probes.nginx import config
from perito.probes.shown import READERS, shown
from perito.probes.systemd import journal
from perito.transport.base import Answer, Command
from perito.transport.unreadable import STUMBLES
from tests.fuzz import corpus
from tests.fuzz.target import Target
from tests.probes.test_cases import CASES, reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SPLIT = b"\n--8<-- stderr --8<--\n"
CODES = (0, 1, 2, 124, 126, 127, 255, None)
LARGEST_SEED = 24_000
# What is made of a reader's facts at once.
THEN: dict[str, Callable[[Any], object]] = {
    "read_journal": journal.telling_lines,
    "read_config_tree": lambda files: config.parse(files.texts),
    "read_firewall": lambda said: [firewall.refusal(said, port) for port in (80, 443)],
}


def targets() -> Iterator[Target]:
    """One for each reader, and one for each form in which answers are shown."""
    cases: dict[str, list[dict[str, Any]]] = {}
    for path in CASES:
        case = json.loads(path.read_text(encoding="utf-8"))
        cases.setdefault(case["reads"], []).append(case)
    for name, known in cases.items():
        yield _target(name, known)
    seeds = [data for known in cases.values() for case in known[:3] for data in [packed(case)]]
    titles = [pattern.pattern.replace("\\Z", "").replace("\\S+", "/x").replace("\\", "") for pattern, _ in READERS]
    yield Target("shown", partial(_show, titles), lambda: seeds)


def _target(name: str, cases: list[dict[str, Any]]) -> Target:
    ways = list({json.dumps(case["arguments"]): reader(case) for case in cases}.values())
    short = name.removeprefix("perito.probes.")
    function = name.partition(":")[2]
    own = [packed(case) for case in cases if len(case["stdout"]) <= LARGEST_SEED]
    return Target(
        f"reader/{short}",
        partial(_read, ways, THEN.get(function)),
        lambda: corpus.of(f"reader/{short}", own),
        refuses=(CannotLook,),
        stumbles=STUMBLES,
    )


def packed(case: dict[str, Any]) -> bytes:
    """A recorded case as an input."""
    return pack(case["exit_code"], case["stdout"].encode(), case["stderr"].encode())


def pack(code: int | None, stdout: bytes, stderr: bytes) -> bytes:
    """An answer as an input."""
    chosen = CODES.index(code) if code in CODES else 1
    return bytes([chosen, 0]) + stdout + (SPLIT + stderr if stderr else b"")


def answer(data: bytes) -> tuple[Answer, int]:
    """The answer in an input, and its choice of arguments."""
    head, rest = data[:2].ljust(2, b"\0"), data[2:]
    stdout, _, stderr = rest.partition(SPLIT)
    return Answer(CODES[head[0] % len(CODES)], stdout, stderr), head[1]


def _read(ways: list[Any], then: Callable[[Any], object] | None, data: bytes) -> None:
    said, choice = answer(data)
    facts = ways[choice % len(ways)](said)
    if then is not None:
        then(facts)


def _show(titles: list[str], data: bytes) -> None:
    said, choice = answer(data)
    shown(Command("", about=titles[choice % len(titles)]), said)


def guarded(target: Target, data: bytes) -> None:
    """As a check gets it: facts, or CannotLook. Raises whatever the guard lets through."""
    said, choice = answer(data)
    ways = target.run.args[0]  # type: ignore[attr-defined]
    with suppress(CannotLook):
        Probe(Command(""), ways[choice % len(ways)]).read(said)
