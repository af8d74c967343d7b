"""The figures for people: a table, and the machine they were taken on."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADINGS = {
    "seconds": "s",
    "ratio": "x Perito",
    "cpu": "CPU s",
    "server_cpu": "server CPU s",
    "memory": "MiB",
    "turns": "turns",
    "connections": "conn.",
    "out": "B out",
    "back": "B back",
}


def of(figures: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """One table for each way."""
    return "\n\n".join(_way(name, peers) for name, peers in figures.items())


def _way(name: str, peers: Mapping[str, Mapping[str, float]]) -> str:
    columns = {key: text for key, text in HEADINGS.items() if any(key in one for one in peers.values())}
    lines = [f"{'round trip ' + name:<28}" + "".join(f"{text:>14}" for text in columns.values())]
    for peer, one in peers.items():
        lines.append(f"{peer:<28}" + "".join(f"{_number(one.get(key)):>14}" for key in columns))
    return "\n".join(lines)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.2f}".removesuffix(".00")


def machine() -> str:
    """Processors, memory and system."""
    memory = next(line.split()[1] for line in Path("/proc/meminfo").read_text().splitlines() if "MemTotal" in line)
    return f"{os.cpu_count()} processors, {int(memory) / 1024 / 1024:.0f} GiB, Linux {platform.release()}"
