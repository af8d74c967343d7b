"""How soon programs start: `perito --version`, and `perito check` as far as the first word to a server, in turns.

Each program is a command line: an installed perito, another one, `python3 perito.pyz`. Ratios are to the first.
"""

from __future__ import annotations

import os
import shlex
import socket
import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

RUNS = 15


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `./dev bench start`."""
    parser.add_argument("programs", nargs="+", metavar="PROGRAM", help="a command line; ratios are to the first")
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N", help=f"how often each is run (default: {RUNS})")


def measure(programs: Sequence[str], runs: int) -> dict[str, object]:
    """Medians of wall and processor seconds of each program and start, and their ratios to the first program's."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = f"ssh://nobody@127.0.0.1:{taken.getsockname()[1]}"
    starts = {"--version": ["--version"], "check": ["check", nobody, "--no-report", "--timeout", "1"]}
    seen: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for _turn in range(runs + 1):
        for program in programs:
            for name, words in starts.items():
                seen.setdefault((program, name), []).append(once([*shlex.split(program), *words]))
    found: dict[str, object] = {}
    for name in starts:
        first = medians(seen[programs[0], name])
        for program in programs:
            wall, processor = medians(seen[program, name])
            ratio = f"{wall / first[0]:.2f} {processor / first[1]:.2f}"
            found[f"{program} {name}"] = f"{wall:.3f} s, {processor:.3f} s of a processor; ratios {ratio}"
    return found


def medians(seen: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Of both columns, without the first run, which reads files for the first time."""
    wall, processor = zip(*seen[1:], strict=True)
    return statistics.median(wall), statistics.median(processor)


def once(words: Sequence[str]) -> tuple[float, float]:
    """Wall and processor seconds of a program and what it waited for, whatever its exit status; nothing is shown."""
    began = time.perf_counter()
    nowhere = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, nowhere, stream) for stream in (0, 1, 2)]
    try:
        pid = os.posix_spawnp(words[0], list(words), os.environ, file_actions=actions)
    finally:
        os.close(nowhere)
    _pid, _status, used = os.wait4(pid, 0)
    return time.perf_counter() - began, used.ru_utime + used.ru_stime
