"""What Perito wants to be, beside what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.peers.programs import PARALLEL, PARAMIKO, PERITO, SEQUENTIAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Figures = Mapping[str, Mapping[str, Mapping[str, float]]]

NEAR, FAR = "0 ms", "50 ms"
THROUGHPUT = 0.9  # of a class, against the parallel loop of ssh


@dataclass(frozen=True)
class Target:
    """One figure with its bound: at most so much, or, where `least`, at least."""

    what: str
    measured: float
    bound: float
    least: bool = False

    @property
    def met(self) -> bool:
        """Whether it is."""
        return self.measured >= self.bound if self.least else self.measured <= self.bound


def of(figures: Figures, round_trips: int, warm: float) -> list[Target]:
    """Those for which all that is compared was measured. `warm`: processor seconds of a worker."""
    return [
        *_times(figures),
        *_server(figures),
        Target("round trips after the handshake", round_trips, 6),
        Target("processor seconds of a warm worker, a server", warm, 0.25),
    ]


def _times(figures: Figures) -> Iterator[Target]:
    for what, way, peer, bound, least in (
        (f"time against the {SEQUENTIAL}, {NEAR}", NEAR, SEQUENTIAL, 0.85, False),
        (f"time against the {PARALLEL}, {NEAR}", NEAR, PARALLEL, 1.35, False),
        (f"times as fast as {PARAMIKO}, {NEAR}", NEAR, PARAMIKO, 4.0, True),
        (f"times as fast as {PARAMIKO}, {FAR}", FAR, PARAMIKO, 10.0, True),
    ):
        peers = figures.get(way, {})
        if peer in peers:
            ours, theirs = peers[PERITO]["seconds"], peers[peer]["seconds"]
            yield Target(what, round(theirs / ours if least else ours / theirs, 2), bound, least)


def _server(figures: Figures) -> Iterator[Target]:
    if PERITO in figures.get(NEAR, {}):
        yield Target("processor seconds of the server", round(figures[NEAR][PERITO]["server_cpu"], 2), 1.3)


def table(targets: list[Target]) -> str:
    """A line each."""
    lines = [f"{'target':<62}{'bound':>14}{'measured':>12}"]
    for one in targets:
        bound = f"{'at least' if one.least else 'at most'} {one.bound:g}"
        lines.append(f"{one.what:<62}{bound:>14}{one.measured:>12g}  {'met' if one.met else 'missed'}")
    return "\n".join(lines)
