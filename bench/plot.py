"""The times of all peers as a plot: a dot for the median, a line from the fastest run to the slowest."""

from __future__ import annotations

import argparse
import io
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator

from bench.peers.programs import PERITO
from perito.support import atomic_write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    Peers = Mapping[str, Mapping[str, float]]

OURS, OTHERS, INK, GRID = "#1f6f5c", "#7b8a95", "#28323a", "#e3e8eb"
WIDTH, ROW, MARGIN = 9.0, 0.3, 0.6  # inches
KINDS = (".svg", ".png", ".pdf")
SECONDS = (0.5, 1, 2, 5, 10, 20, 50, 100, 200)


def file(text: str) -> Path:
    """Where to draw, from the command line. Raises argparse.ArgumentTypeError."""
    path = Path(text)
    if path.suffix not in KINDS:
        raise argparse.ArgumentTypeError(f"{text}: it draws .svg, .png or .pdf")
    return path


def save(figures: Mapping[str, Peers], note: str, path: Path) -> None:
    """Write it as the file's name says: .svg, .png or .pdf. Raises OSError."""
    mpl.rcParams.update({"svg.hashsalt": "perito", "font.size": 9, "text.color": INK, "axes.labelcolor": INK})
    rows = sum(len(peers) for peers in figures.values())
    figure = Figure(figsize=(WIDTH, rows * ROW + len(figures) * MARGIN), layout="constrained")
    panels = figure.subplots(len(figures), 1, squeeze=False, sharex=True)[:, 0]
    for axes, (way, peers) in zip(panels, figures.items(), strict=True):
        draw(axes, way, peers)
    every = [one for peers in figures.values() for one in peers.values()]
    panels[-1].set_xlim(0.8 * min(one["fastest"] for one in every), 5 * max(one["slowest"] for one in every))
    panels[-1].set_xlabel(f"seconds, logarithmic: the median, from the fastest run to the slowest\n{note}")
    drawn = io.BytesIO()
    figure.savefig(drawn, dpi=150, format=path.suffix.removeprefix("."))
    atomic_write.write(path, drawn.getvalue(), private=False)


def draw(axes: Axes, way: str, peers: Peers) -> None:
    """One way: the peers from fast to slow, each with its time and its multiple of Perito's."""
    ordered = sorted(peers.items(), key=lambda item: item[1]["seconds"])
    for place, (name, one) in enumerate(ordered):
        colour = OURS if name == PERITO else OTHERS
        axes.plot([one["fastest"], one["slowest"]], [place, place], color=colour, linewidth=2, solid_capstyle="butt")
        axes.plot(one["seconds"], place, "o", color=colour, markersize=7)
        said = f"{one['seconds']:.2f} s" + (f" = {one['ratio']:.2f} × Perito's" if name != PERITO else "")  # noqa: RUF001 - times
        axes.annotate(said, (one["slowest"], place), (9, 0), textcoords="offset points", va="center", color=colour)
    axes.set_yticks(range(len(ordered)), [name for name, _one in ordered])
    axes.set_ylim(len(ordered) - 0.5, -0.5)
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(FixedLocator(SECONDS))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(lambda value, _place: f"{value:g}")
    axes.grid(axis="x", color=GRID)
    axes.set_axisbelow(True)
    axes.set_title(f"One server, a round trip of {way}", loc="left", fontsize=10)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(left=False)
