"""The whole assignment at once: both deployments, names by DNS, the extension, and the teacher's marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perito.lab.extension import catalogue
from tests.cli.running import check, document, perito
from tests.models.flask.heroku.conftest import platform

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.fixtures import ServerFactory
    from perito.lab.platform import LabPlatform

__all__ = ["platform"]
NAMES = ("mi_aplicacion", "www.mi_aplicacion", "practica-3.5", "www.practica-3.5")
MARKS = "students:\n  a01:\n    question: {level: partial}\n    document: 1.75\n"


def parts(result: dict[str, Any]) -> dict[str, float]:
    return {part["id"]: part["earned"] for part in result["parts"]}


def test_the_whole_assignment_and_then_its_marks(
    server_factory: ServerFactory, platform: LabPlatform, tmp_path: Path
) -> None:
    server = server_factory(also=["exercise"])
    platform.names.records |= dict.fromkeys(NAMES, ("A", server.address))
    extension = catalogue()["sound"].arrange(platform, tmp_path / "repository")
    apps = ("--app", "poc=mi_aplicacion", "--app", "exercise=Practica-3.5")
    kept = ("--json", "live.json", "--evidence", "seen.jsonl.gz", "--no-report")
    sudo = ("--sudo-password-env", "SUDO")
    ended = check(
        server, *apps, *extension, *platform.options(), *sudo, *kept, cwd=tmp_path, env={"SUDO": server.password}
    )
    assert ended.status == 0, ended.out
    live = document(tmp_path / "live.json")
    assert parts(live) == {"poc": 2, "exercise": 5, "heroku": 1}
    assert live["score"] == {
        "earned": 8, "possible": 10, "scale": 10, "grade": 8, "pending": 3, "lowest": 8, "highest": 11,
    }  # fmt: skip
    names = [one["outcome"] for one in live["checks"] if one["id"] in {"names.server-name", "names.www"}]
    assert names == ["passed"] * 4
    assert "8,00–11,00 / 10" in ended.out

    (tmp_path / "marks.yaml").write_text(MARKS)
    again = perito("regrade", "seen.jsonl.gz", "--marks", "marks.yaml", "--json", "again.json", cwd=tmp_path)
    assert again.status == 0, again.out
    final = document(tmp_path / "again.json")
    assert (final["score"]["grade"], final["score"]["pending"], parts(final)) == (10.25, 0, parts(live))
    assert (tmp_path / "marks.yaml").read_text() == MARKS


def test_a_fault_in_the_exercise_and_one_in_the_extension_cost_their_parts_only(
    server_factory: ServerFactory, platform: LabPlatform, tmp_path: Path
) -> None:
    server = server_factory(also=["exercise"], faults=("exercise-shared-socket",))
    platform.names.records |= dict.fromkeys(NAMES, ("A", server.address))
    extension = catalogue()["port-fixed-later"].arrange(platform, tmp_path / "repository")
    ended = check(server, *extension, *platform.options(), "--json", "live.json", "--no-report", cwd=tmp_path)
    live = document(tmp_path / "live.json")
    assert ended.status == 1, ended.out
    assert parts(live)["poc"] == 2
    assert 0 < parts(live)["exercise"] < 5
    assert 0 < parts(live)["heroku"] < 1
    assert {(cause["deployment"], cause["check"]) for cause in live["root_causes"]} == {
        (None, "heroku.port"),
        ("exercise", "exercise.own-socket"),
    }
