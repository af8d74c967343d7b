"""What an interrupted `check` or `grade` of sound servers must have left, whenever it was interrupted."""

from __future__ import annotations

import csv
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from perito.evidence import recording

if TYPE_CHECKING:
    from pathlib import Path

    from tests.interrupted.shot import Ended

NOTHING_YET = (
    "before anything was done",
    "antes de hacer nada",
    "before anything was seen",
    "antes de haber visto nada",
)
NOBODY_YET = (
    "before anything was done",
    "antes de hacer nada",
    "before anybody was graded",
    "antes de calificar a nadie",
)
FILES = {"evidence.jsonl.gz", "report.html", "result.json"}


def of_check(directory: Path, ended: Ended) -> tuple[str, list[str]]:
    """The phase in which it was, and everything that is wrong with its files.

    It was told `--reports reports --json r.json --html h.html --junit j.xml`.
    """
    problems = list(ended.problems) + _drafts(directory)
    runs = [path for path in directory.glob("reports/*") if path.is_dir()]
    if ended.sent and any(text in said for said in ended.said for text in NOTHING_YET):
        return "before a connection", problems + [f"kept all the same: {path}" for path in runs]
    if len(runs) != 1:
        return "?", [*problems, f"{len(runs)} runs are kept"]
    kept = {path.name for path in runs[0].iterdir()}
    if kept != FILES:
        problems.append(f"kept: {sorted(kept)}")
    problems += [f"no {name}" for name in ("r.json", "h.html", "j.xml") if not (directory / name).is_file()]
    if problems:
        return "?", problems
    result = json.loads((directory / "r.json").read_text())
    if result != json.loads((runs[0] / "result.json").read_text()):
        problems.append("r.json is not what was kept")
    if recording.load(runs[0] / "evidence.jsonl.gz").incomplete:
        problems.append("the evidence breaks off")
    return _phase_of_check(result, ended, problems), problems


def _phase_of_check(result: dict[str, Any], ended: Ended, problems: list[str]) -> str:
    outcomes = Counter(check["outcome"] for check in result["checks"])
    wrong = [check["id"] for check in result["checks"] if check["outcome"] in {"failed", "blocked"}]
    if wrong:
        problems.append(f"judged as failed: {wrong}")
    if result["complete"]:
        return "when all was done" if ended.sent else "not interrupted"
    if ended.status != 3:
        problems.append(f"exit status {ended.status} of a result that is not complete")
    if not any(one["reason"] == "interrupted" for one in result["problems"]):
        problems.append(f"nothing says that it was interrupted: {result['problems']}")
    return "while checks ran" if outcomes["passed"] else "connected, no check yet"


def of_class(directory: Path, ended: Ended, students: int) -> tuple[str, list[str]]:
    """As `of_check`, for `--run run` of sound servers."""
    run = directory / "run"
    problems = list(ended.problems) + _drafts(directory)
    if any(text in said for said in ended.said for text in NOBODY_YET):
        return "before the run began", problems + [f"kept all the same: {path}" for path in run.glob("*")]
    problems += [
        f"no {name}"
        for name in ("run.json", "class.json", "gradebook.csv", "matrix.csv", "index.html")
        if not (run / name).is_file()
    ]
    if problems:
        return "?", problems
    lines = json.loads((run / "class.json").read_text())["students"]
    graded = [one for one in lines if one["status"] == "graded"]
    with (run / "gradebook.csv").open(encoding="utf-8-sig") as file:
        rows = len(list(csv.reader(file))) - 1
    if (len(lines), rows) != (students, students):
        problems.append(f"{len(lines)} students in class.json, {rows} in the gradebook")
    problems += [f"{one['id']}: {one['score']}" for one in graded if one["score"]["earned"] != one["score"]["possible"]]
    problems += [
        f"{one['id']}: no {name}" for one in graded for name in FILES if not (run / one["id"] / name).is_file()
    ]
    finished = {path.parent.name for path in run.glob("*/result.json")}
    if finished != {one["id"] for one in graded}:
        problems.append(f"results of {sorted(finished)}, graded: {[one['id'] for one in graded]}")
    if len(graded) == students:
        return "when all was done" if ended.sent else "not interrupted", problems
    if ended.status != 3:
        problems.append(f"exit status {ended.status} of a class that is not graded")
    return f"{'some' if graded else 'nobody'} graded", problems


def _drafts(directory: Path) -> list[str]:
    return [f"half written: {path}" for path in directory.rglob(".*.draft")]
