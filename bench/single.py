"""One server, measured by every peer in turns: medians, ratios, what went over the wire, what it cost both sides."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from bench import plot, table, targets
from bench.cost import Cost, cost
from bench.peers.programs import PERITO, SEQUENTIAL, Known, perito, programs
from bench.warm import processor_seconds
from bench.way import way
from perito.evidence import recording

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from bench.way import Way
    from perito.lab import Lab
    from perito.lab.server import Server

RUNS = 7
DELAYS = (0.0, 0.05)  # seconds for a round trip


@dataclass
class Seen:
    """What was measured of one peer on one way."""

    costs: list[Cost] = field(default_factory=list)
    passed: dict[str, int] = field(default_factory=dict)

    def figures(self) -> dict[str, float]:
        """Medians: seconds of wall time and of both processors, MiB; of the last run, what went over the wire."""
        found = {
            "seconds": statistics.median(one.wall for one in self.costs),
            "fastest": min(one.wall for one in self.costs),
            "slowest": max(one.wall for one in self.costs),
            "cpu": statistics.median(one.client for one in self.costs),
            "server_cpu": statistics.median(one.server for one in self.costs),
            "memory": statistics.median(one.memory for one in self.costs),
        }
        return {name: round(value, 3) for name, value in found.items()} | self.passed


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `./dev bench check`."""
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N", help=f"how often each is run (default: {RUNS})")
    parser.add_argument("--only", action="append", default=[], metavar="PEER", help="only peers whose name has this")
    parser.add_argument("--plot", type=plot.file, metavar="F", help="draw the times: .svg, .png or .pdf")


def measure(lab: Lab, scratch: Path, options: argparse.Namespace) -> dict[str, object]:
    """Measure every peer on every way, print the table, and give back the figures."""
    with lab.up() as server:
        known, stats = reference(server, scratch)
        figures = {f"{1000 * delay:.0f} ms": on_way(server, known, delay, scratch, options) for delay in DELAYS}
        warm = round(processor_seconds(server, options.runs), 3)
    with_ratios(figures)
    wanted = targets.of(figures, stats["round_trips"], warm)
    print(table.of(figures), targets.table(wanted), f"{table.machine()}; medians of {options.runs}", sep="\n\n")
    if options.plot:
        plot.save(figures, table.machine(), options.plot)
    measured = {"machine": table.machine(), "runs": options.runs, **stats, "warm processor seconds": warm}
    return {**measured, "targets": [asdict(one) for one in wanted], **figures}


def reference(server: Server, scratch: Path) -> tuple[Known, dict[str, int]]:
    """What Perito asks of this server, of which the scripts are made; in how many round trips, how many of them for
    a question that was not foreseen."""
    with way(server, 0, scratch / "reference") as there:
        files = {name: scratch / f"reference.{name}" for name in ("evidence", "json")}
        words = [word for name, file in files.items() for word in (f"--{name}", str(file))]
        subprocess.run([*perito(there), *words], check=True, capture_output=True)
    result = json.loads(files["json"].read_text())
    known = Known(recording.load(files["evidence"]), server.user, result["deployments"][0]["virtualenv"])
    return known, {name: int(result["stats"][name]) for name in ("round_trips", "misses")}


def on_way(
    server: Server, known: Known, delay: float, scratch: Path, options: argparse.Namespace
) -> dict[str, dict[str, float]]:
    """The figures of each peer on one way, in turns: whatever slows the machine slows all of them."""
    with ExitStack() as over:
        there: Way = over.enter_context(way(server, delay, scratch / f"way-{delay}"))
        peers = programs(known, there, scratch)
        peers = {name: one for name, one in peers.items() if chosen(name, options.only)}
        seen = {name: Seen() for name in peers}
        for turn in range(options.runs):
            for name, program in peers.items():
                print(f"{1000 * delay:.0f} ms, {turn + 1}/{options.runs}: {name}", file=sys.stderr)
                there.counted()
                seen[name].costs.append(cost(program, server))
                seen[name].passed = there.counted()
    return {name: one.figures() for name, one in seen.items()}


def chosen(name: str, only: list[str]) -> bool:
    """Whether a peer is to be measured; what all are compared with always is."""
    return not only or name in {PERITO, SEQUENTIAL} or any(part.lower() in name.lower() for part in only)


def with_ratios(figures: dict[str, dict[str, dict[str, float]]]) -> None:
    """Add to each peer's figures its time as a multiple of Perito's on the same way."""
    for peers in figures.values():
        for one in peers.values():
            one["ratio"] = round(one["seconds"] / peers[PERITO]["seconds"], 2)
