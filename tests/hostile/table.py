"""The table of attacks, after the tests, in the process that reports: also with xdist's workers."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.hostile.attack import FAMILIES, PROPERTY

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest
    from _pytest.terminal import TerminalReporter

WIDTHS = (13, 62, 40, 58)
KEPT = "PERITO_ATTACKS"  # a file for the rows, as JSON lines


def rows(reporter: TerminalReporter) -> list[dict[str, Any]]:
    """A row for each attack that was tried or could not be, in the order of families."""
    found = {}
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in reporter.stats.get(outcome, []):
            row = dict(getattr(report, "user_properties", ())).get(PROPERTY)
            if row is not None and (report.when == "call" or outcome in {"error", "skipped"}):
                found[report.nodeid] = {**row, "outcome": outcome, "happened": _happened(row, report)}
    return sorted(found.values(), key=lambda row: (FAMILIES.index(row["family"]), row["name"]))


def _happened(row: dict[str, Any], report: pytest.TestReport) -> str:
    if report.skipped:
        return str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
    if report.passed:
        return str(row.get("happened", ""))
    crash = getattr(report.longrepr, "reprcrash", None)
    failure = str(getattr(crash, "message", report.longrepr)).partition("\n")[0].removeprefix("AssertionError: ")
    return "; ".join(word for word in (row.get("happened"), failure) if word)


def show(reporter: TerminalReporter) -> None:
    """Print it, where there were attacks."""
    found = rows(reporter)
    if not found:
        return
    if os.environ.get(KEPT):
        Path(os.environ[KEPT]).write_text("".join(f"{json.dumps(row)}\n" for row in found), encoding="utf-8")
    reporter.section("attacks")
    reporter.line(_line(("family", "attack", "promise", "what happened"), "s", "MiB", ""))
    for row in found:
        memory = "–" if row.get("memory") is None else f"{row['memory']:.0f}"
        cells = (row["family"], row["name"], row["promise"], row["happened"])
        verdict = {"passed": "held", "skipped": "not tried"}.get(row["outcome"], "NOT HELD")
        line = _line(cells, f"{row.get('seconds', 0.0):.1f}", memory, verdict)
        reporter.line(line, red=verdict == "NOT HELD")
    reporter.line("")
    for line in totals(found):
        reporter.line(line)


def _line(cells: Sequence[str], seconds: str, memory: str, verdict: str) -> str:
    fitted = [_fit(cell, width) for cell, width in zip(cells, WIDTHS, strict=True)]
    return " ".join([*fitted, f"{seconds:>6}", f"{memory:>5}", verdict]).rstrip()


def _fit(text: str, width: int) -> str:
    plain = "".join(letter if letter.isprintable() else "·" for letter in text)
    return f"{plain if len(plain) <= width else plain[: width - 1] + '…':{width}}"


def totals(found: Sequence[dict[str, Any]]) -> list[str]:
    """For each family and for all: how many held; then lies and sound servers."""
    families = defaultdict(list)
    for row in found:
        families[row["family"]].append(row)
    lines = [_total(name, families[name]) for name in FAMILIES if name in families]
    lines.append(_total("all", found))
    lies = [row for row in found if "gained" in row]
    if lies:
        lines.append(f"points gained by lies: {sum(max(row['gained'], 0) for row in lies):g}")
        met = [row for row in lies if "named" in row]
        lines.append(f"lies named: {sum(row['named'] for row in met)} of {len(met)}")
    unusual = [row for row in found if "accused" in row]
    if unusual:
        lines.append(f"sound unusual servers accused: {sum(bool(row['accused']) for row in unusual)} of {len(unusual)}")
    return lines


def _total(name: str, found: Sequence[dict[str, Any]]) -> str:
    tried = [row for row in found if row["outcome"] != "skipped"]
    held = sum(row["outcome"] == "passed" for row in tried)
    share = f" ({100 * held / len(tried):.0f} %)" if tried else ""
    slowest = max((row.get("seconds") or 0.0 for row in tried), default=0.0)
    largest = max((row.get("memory") or 0.0 for row in tried), default=0.0)
    rest = f", {len(found) - len(tried)} not tried" if len(found) != len(tried) else ""
    return f"{name:13} {held} of {len(tried)} held{share}; slowest {slowest:.1f} s, largest {largest:.0f} MiB{rest}"
