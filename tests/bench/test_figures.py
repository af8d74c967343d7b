"""What becomes of measured figures: ratios, targets, a table, a plot."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pytest

from bench import __main__ as bench_main
from bench import plot, single, table, targets
from bench.cost import Cost
from bench.peers.programs import PARALLEL, PARAMIKO, PERITO, SEQUENTIAL

MEDIANS = {PERITO: 1.5, SEQUENTIAL: 2.0, PARALLEL: 1.0, PARAMIKO: 9.0}


def measured(*peers: str) -> dict[str, dict[str, dict[str, float]]]:
    costs = {
        name: single.Seen([Cost(factor * MEDIANS[name], 0.5, 1.0, 50.0) for factor in (1.2, 1.0, 0.9)], {"turns": 12})
        for name in peers
    }
    figures = {way: {name: seen.figures() for name, seen in costs.items()} for way in (targets.NEAR, targets.FAR)}
    single.with_ratios(figures)
    return figures


def test_medians_and_ratios() -> None:
    peers = measured(*MEDIANS)[targets.NEAR]
    assert peers[PERITO]["ratio"] == 1
    one = peers[PARAMIKO]
    assert (one["seconds"], one["fastest"], one["slowest"], one["ratio"]) == (9.0, 8.1, 10.8, 6.0)


def test_targets() -> None:
    found = targets.of(measured(*MEDIANS), round_trips=3, warm=0.3)
    assert [(one.measured, one.met) for one in found] == [
        (0.75, True), (1.5, False), (6.0, True), (6.0, False), (1.0, True), (3, True), (0.3, False),
    ]  # fmt: skip
    lines = targets.table(found).splitlines()
    assert [line.split()[-1] for line in lines[1:]] == ["met", "missed", "met", "missed", "met", "met", "missed"]


def test_what_was_not_measured_is_no_target() -> None:
    assert len(targets.of(measured(PERITO, SEQUENTIAL), round_trips=3, warm=0.2)) == 4


def test_the_table_has_every_peer() -> None:
    said = table.of(measured(*MEDIANS))
    assert all(said.count(f"\n{name} ") == 2 for name in MEDIANS)


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_the_plot(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"times.{kind}"
    plot.save(measured(*MEDIANS), "a machine", path)
    assert path.stat().st_size > 5000
    if kind == "svg":
        assert all(f"<!-- {name} -->" in path.read_text() for name in MEDIANS)


def test_a_plot_of_no_known_kind_is_told_before_anything_is_measured() -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"\.svg, \.png or \.pdf"):
        plot.file("times.jpg")


def test_figures_of_every_kind_may_be_written_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"price": ["python"], "start": ["perito"]}
    for kind in ("check", "price", "class", "recordings", "dask", "start"):
        monkeypatch.setattr(sys, "argv", ["bench", kind, *given.get(kind, []), "--json", "f.json"])
        assert bench_main._options().json == Path("f.json")
