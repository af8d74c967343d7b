"""What a change costs a sound check: two versions of Perito on one server of the lab, in turns.

Each is the Python of an environment with its version: this one's is the second, the ratios are to the first.
"""

from __future__ import annotations

import statistics
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.cost import Program, cost
from bench.way import ALIAS, way

if TYPE_CHECKING:
    import argparse

    from bench.cost import Cost
    from bench.way import Way
    from perito.lab import Lab

RUNS = 15
DELAYS = (0.0, 0.05)  # seconds for a round trip


@dataclass(frozen=True)
class Version:
    """A version by the Python of its environment; `root`: the directory of its practice."""

    python: Path

    @property
    def root(self) -> Path:
        """The checkout that the environment lies in."""
        return self.python.absolute().parents[2]

    def check(self, there: Way) -> Program:
        """A check of the sound server."""
        words = [str(self.python), "-m", "perito", "check", ALIAS, "--ssh-config", str(there.config)]
        words += ["--app", "mi_aplicacion", "--url-base", f"http://{there.web}", "--no-report"]
        return Program(words, cwd=self.root)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `./dev bench price`."""
    parser.add_argument("before", type=Path, metavar="PYTHON", help="of another checkout: OTHER/.venv/bin/python")
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N", help=f"how often each is run (default: {RUNS})")


def measure(lab: Lab, scratch: Path, options: argparse.Namespace) -> dict[str, object]:
    """Medians of seconds, of both processors' and MiB of each version and way, and the ratios of now to before."""
    versions = {"before": Version(options.before), "now": Version(Path(sys.executable))}
    figures: dict[str, object] = {}
    with lab.up() as server:
        for delay in DELAYS:
            seen: dict[str, list[Cost]] = {name: [] for name in versions}
            name = f"{1000 * delay:.0f} ms"
            with way(server, delay, scratch / name.replace(" ", "-")) as there:
                for turn in range(options.runs + 1):
                    for version, one in versions.items():
                        spent = cost(one.check(there), server)
                        if turn:  # the first warms the caches
                            seen[version].append(spent)
            figures |= _compared(name, seen["before"], seen["now"])
    return figures


def _compared(name: str, before: list[Cost], now: list[Cost]) -> dict[str, object]:
    found: dict[str, object] = {}
    for what in ("wall", "client", "server", "memory"):
        first, second = (statistics.median(getattr(one, what) for one in costs) for costs in (before, now))
        found[f"{name}, {what}"] = f"{first:.2f} → {second:.2f} ({second / first:.2f})"
    return found
