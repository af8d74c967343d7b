"""Measures Perito beside what else one would use, on servers of the lab: all in one run, and as ratios."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench import classroom, cold, price, recorded, single, start
from perito.lab import Lab
from perito.support import atomic_write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def main() -> int:
    """Measure and print; returns the exit status."""
    options = _options()
    measure: Callable[[argparse.Namespace, Path], Mapping[str, object]] = options.measure
    if measure not in {of_recordings, of_cold_starts, of_starts}:
        lacks = Lab(keep=False).missing()
        if lacks:
            print("\n".join(lacks), file=sys.stderr)
            return 3
    with tempfile.TemporaryDirectory() as scratch:
        figures = measure(options, Path(scratch))
    if options.json:
        atomic_write.write(options.json, (json.dumps(figures, indent=2) + "\n").encode(), private=False)
    return 0


def of_one(options: argparse.Namespace, scratch: Path) -> Mapping[str, object]:
    """One server."""
    return single.measure(Lab(keep=False), scratch, options)


def of_versions(options: argparse.Namespace, scratch: Path) -> Mapping[str, object]:
    """Two versions of Perito."""
    return _listed(price.measure(Lab(keep=False), scratch, options))


def of_class(options: argparse.Namespace, scratch: Path) -> Mapping[str, object]:
    """A class."""
    return _listed(classroom.measure(Lab(keep=False), scratch, options.servers, options.width, options.broken))


def of_recordings(options: argparse.Namespace, scratch: Path) -> Mapping[str, object]:
    """Recordings."""
    return _listed(recorded.measure(scratch, options.students, replay=options.replay))


def of_cold_starts(options: argparse.Namespace, scratch: Path) -> Mapping[str, object]:
    """Cold starts of a Dask worker."""
    return _listed(cold.measure(scratch, options.students, options.starts, options.threads))


def of_starts(options: argparse.Namespace, _scratch: Path) -> Mapping[str, object]:
    """How soon programs start."""
    return _listed(start.measure(options.programs, options.runs))


def _listed(figures: Mapping[str, object]) -> Mapping[str, object]:
    print("\n".join(f"{name:<32} {value!s:>11}" for name, value in figures.items()))
    return figures


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    kinds = parser.add_subparsers(required=True, metavar="WHAT")
    one = kinds.add_parser("check", help="one server: perito check, scripts, testinfra, Serverspec, Ansible")
    single.add_options(one)
    one.set_defaults(measure=of_one)
    versions = kinds.add_parser("price", help="a sound check by another version of Perito and by this one")
    price.add_options(versions)
    versions.set_defaults(measure=of_versions)
    group = kinds.add_parser("class", help="perito grade against a parallel loop of ssh")
    group.add_argument("--servers", type=int, default=50, metavar="N", help="servers (default: 50)")
    group.add_argument("--broken", type=int, default=0, metavar="N", help="of these, not to be graded (default: 0)")
    group.add_argument("--width", "-j", type=int, default=16, metavar="N", help="at a time (default: 16)")
    group.set_defaults(measure=of_class)
    again = kinds.add_parser("recordings", help="perito regrade on a Dask cluster")
    again.add_argument("--students", type=int, default=10_000, metavar="N", help="recordings (default: 10000)")
    again.add_argument("--replay", action="store_true", help="run every check again")
    again.set_defaults(measure=of_recordings)
    starts = kinds.add_parser("dask", help="cold starts of a Dask worker with threads: the same documents as here")
    starts.add_argument("--students", type=int, default=40, metavar="N", help="recordings (default: 40)")
    starts.add_argument("--starts", type=int, default=20, metavar="N", help="cold starts (default: 20)")
    starts.add_argument("--threads", type=int, default=0, metavar="N", help="of a worker (default: as Dask has it)")
    starts.set_defaults(measure=of_cold_starts)
    soon = kinds.add_parser("start", help="how soon programs start, in turns, as ratios to the first")
    start.add_options(soon)
    soon.set_defaults(measure=of_starts)
    for kind in kinds.choices.values():
        kind.add_argument("--json", type=Path, metavar="F", help="write the figures as JSON")
    words = sys.argv[1:]
    return parser.parse_args(words if words and words[0] in {*kinds.choices, "-h", "--help"} else ["check", *words])


if __name__ == "__main__":
    sys.exit(main())
