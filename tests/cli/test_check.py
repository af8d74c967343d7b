"""`perito check`, `regrade` and `report` on real servers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import jsonschema
import pytest

from perito.documents.outcome import ADVICE_STEP
from tests.cli.running import APP, PERITO, ROOT, check, comparable, document, outcomes, perito, run

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.fixtures import ServerFactory
    from perito.lab.server import Server

FAULTS = {
    "directory-mode-755": "directory",
    "service-not-enabled": "service",
    "site-link-dangling": "enabled-site",
    "gunicorn-stopped": "service",
}


def test_a_sound_server_passes_and_every_output_is_written(sound: Server, tmp_path: Path) -> None:
    files = {name: tmp_path / "out" / f"{name}.txt" for name in ("json", "junit", "html", "ctrf", "gradescope")}
    options = [word for name, path in files.items() for word in (f"--{name}", path)]
    summary = tmp_path / "summary.md"
    github = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    ended = check(sound, "--app", APP, "--no-report", "--github", *options, cwd=tmp_path, env=github)
    assert ended.status == 0, ended
    result = document(files["json"])
    assert set(outcomes(result).values()) <= {"passed", "not_applicable"}
    assert len(result["checks"]) >= 60
    jsonschema.validate(result, json.loads((ROOT / "docs" / "result.schema.json").read_text()))
    shown = [one for one in result["checks"] if one["step"] != ADVICE_STEP]
    assert len(shown) < len(result["checks"])
    assert len(ElementTree.parse(files["junit"]).findall(".//testcase")) == len(shown)  # noqa: S314 - ours
    assert files["html"].read_text().startswith("<!doctype html>")
    assert json.loads(files["ctrf"].read_text())["results"]["summary"]["failed"] == 0
    assert json.loads(files["gradescope"].read_text())["score"] > 0
    assert "10,00 / 10" in summary.read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "summary.md"]


def test_a_run_is_kept_regraded_without_a_network_and_shown_again(sound: Server, tmp_path: Path) -> None:
    assert check(sound, "--app", APP, "--reports", "kept", cwd=tmp_path).status == 0
    (kept,) = (tmp_path / "kept").iterdir()
    assert sorted(path.name for path in kept.iterdir()) == ["evidence.jsonl.gz", "report.html", "result.json"]
    no_network = ("unshare", "--net", "--")  # a network namespace of its own, with nothing in it
    regraded = run(*no_network, *PERITO, "regrade", kept, "--json", tmp_path / "again.json")
    assert regraded.status == 0, regraded
    assert comparable(document(tmp_path / "again.json")) == comparable(document(kept / "result.json"))
    shown = perito("report", kept, "--junit", tmp_path / "again.xml")
    assert shown.status == 0
    assert "10,00 / 10" in shown.out
    assert (tmp_path / "again.xml").is_file()


def test_only_some_steps_in_english(sound: Server, tmp_path: Path) -> None:
    words = ("--app", APP, "--no-report", "--only", "service,site", "--lang", "en", "--json", "r.json")
    ended = check(sound, *words, cwd=tmp_path)
    assert ended.status == 0
    assert {one["step"] for one in document(tmp_path / "r.json")["checks"]} == {"service", "site"}
    assert "No grade" in ended.out
    assert "Sin nota" not in ended.out


def test_more_is_shown_the_more_v_stand_there(server_factory: ServerFactory, tmp_path: Path) -> None:
    server = server_factory(faults=("site-link-dangling",))
    plain, every_check, evidence = (
        check(server, "--app", APP, "--no-report", *verbose, cwd=tmp_path).out for verbose in ((), ("-v",), ("-vv",))
    )
    assert len(plain) * 1.3 < len(every_check) < len(evidence)


@pytest.mark.parametrize("fault", FAULTS)
def test_one_mistake_has_one_cause_in_its_step(fault: str, server_factory: ServerFactory, tmp_path: Path) -> None:
    server = server_factory(faults=(fault,))
    ended = check(server, "--app", APP, "--no-report", "--json", "r.json", cwd=tmp_path)
    assert ended.status == 1
    (cause,) = document(tmp_path / "r.json")["root_causes"]
    assert cause["step"] == FAULTS[fault]


def test_the_threshold_and_a_waiver_decide_the_status(server_factory: ServerFactory, tmp_path: Path) -> None:
    server = server_factory(faults=("service-not-enabled",))
    (tmp_path / "waivers.yaml").write_text(
        "".join(
            f"- {{check: {name}, reason: Lo arranca otro servicio, expires: 2099-12-31}}\n"
            for name in ("service.enabled", "service.linked")
        )
    )
    words = ("--app", APP, "--json", "r.json", "--reports", "kept")
    assert check(server, *words, "--fail-under", "5", cwd=tmp_path).status == 0
    assert check(server, *words, "--fail-under", "9.99", cwd=tmp_path).status == 1
    whole = document(tmp_path / "r.json")
    waived = check(server, *words, "--waivers", "waivers.yaml", cwd=tmp_path)
    result = document(tmp_path / "r.json")
    waived_ones = [one for one in result["checks"] if one["outcome"] == "waived"]
    assert {one["id"] for one in waived_ones} == {"service.enabled", "service.linked"}
    assert {(one["earned"], one["detail"]) for one in waived_ones} == {
        (0, "Lo arranca otro servicio (hasta el 31/12/2099)")
    }
    assert "Lo arranca otro servicio" in waived.out
    assert result["score"]["possible"] == pytest.approx(
        whole["score"]["possible"] - sum(one["possible"] for one in waived_ones)
    )
    assert result["root_causes"] == []
    assert result["score"]["grade"] == 10
    assert waived.status == 0
    regraded = perito("regrade", sorted((tmp_path / "kept").iterdir())[0], "--waivers", tmp_path / "waivers.yaml")
    assert regraded.status == 0
