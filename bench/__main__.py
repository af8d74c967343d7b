"""`perito check` against one shell script that asks the same questions over plain ssh, on a lab server.

The script is made from the evidence of a real check: every command that Perito asked, one after the other, as
root through one sudo and as the login user, and the same pages fetched with curl where the machine has it.
Both are whole programs, started cold, in turns, so that whatever slows the machine slows both.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench import classroom
from bench.servers import ask, check, questions
from perito import evidence
from perito.lab import Lab

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from perito.lab.server import Server

RUNS = 7


@dataclass(frozen=True)
class Peer:
    """A program to be timed; `seconds` are wall time of each run."""

    name: str
    run: Callable[[], None]


def main() -> int:
    """Measure and print; returns the exit status."""
    options = _options()
    lab = Lab(keep=False)
    lacks = lab.missing()
    if lacks:
        print("\n".join(lacks), file=sys.stderr)
        return 3
    if options.servers:
        with tempfile.TemporaryDirectory() as scratch:
            figures_of_class = classroom.measure(lab, Path(scratch), options.servers, options.width)
        print("\n".join(f"{name:<30}{value:>10}" for name, value in figures_of_class.items()))
        return _saved(options.json, figures_of_class)
    server = lab.up()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            figures = measure(server, Path(scratch), options.runs)
    finally:
        server.down()
    print(_table(figures))
    return _saved(options.json, figures)


def _saved(path: Path | None, figures: Mapping[str, object]) -> int:
    if path:
        path.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help=f"how often each is run (default: {RUNS})")
    parser.add_argument("--servers", type=int, default=0, metavar="N", help="measure a class of N servers instead")
    parser.add_argument("--width", "-j", type=int, default=16, help="servers of a class at a time (default: 16)")
    parser.add_argument("--json", type=Path, metavar="F", help="write the figures as JSON")
    return parser.parse_args()


def measure(server: Server, scratch: Path, runs: int) -> dict[str, dict[str, float]]:
    """Median wall seconds of each peer, in turns, and its ratio to the script's."""
    recorded = scratch / "evidence.jsonl"
    check(server, ["--evidence", str(recorded)])
    scripts = questions(evidence.load(recorded))
    peers = [
        Peer("perito check", lambda: check(server, [])),
        Peer("one script over ssh", lambda: ask(server, scripts)),
    ]
    seconds: dict[str, list[float]] = {peer.name: [] for peer in peers}
    for _turn in range(runs):
        for peer in peers:
            seconds[peer.name].append(_timed(peer.run))
    base = statistics.median(seconds["one script over ssh"])
    return {
        name: {
            "median": round(statistics.median(times), 3),
            "ratio": round(statistics.median(times) / base, 2),
        }
        for name, times in seconds.items()
    }


def _timed(run: Callable[[], None]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def _table(figures: dict[str, dict[str, float]]) -> str:
    rows = [f"{'':<24}{'median s':>10}{'ratio':>8}"]
    rows += [f"{name:<24}{one['median']:>10.3f}{one['ratio']:>8.2f}" for name, one in figures.items()]
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
