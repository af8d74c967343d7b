"""The gate of an infrastructure repository: servers that are not there, waivers that have expired."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from perito.evidence.session import Session
from perito.report import formats, github
from tests.cli.running import ROOT, document, perito
from tests.recorded import store
from tests.report import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from perito.documents.result import Result

EXPIRED = "- {check: service.active, reason: Exento, expires: 2001-01-01}\n"
KINDS = ("json", "junit", "html", "ctrf", "gradescope")
SCHEMA = json.loads((ROOT / "docs" / "result.schema.json").read_text(encoding="utf-8"))
REFUSED = "conexión rechazada en 127.0.0.1, puerto 1"


def test_a_server_that_refuses_is_in_every_document_that_was_asked_for(tmp_path: Path) -> None:
    files = [word for kind in KINDS for word in (f"--{kind}", f"r.{kind}")]
    (tmp_path / "w.yaml").write_text(EXPIRED)
    env = {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    words = ("--github", *files, "--evidence", "e.jsonl", "--waivers", "w.yaml")
    ended = perito("check", "ssh://usuario@127.0.0.1:1", *words, cwd=tmp_path, env=env)
    assert ended.status == 3
    assert ended.said[-1] == REFUSED
    assert ended.said[0].startswith("w.yaml:1:")
    result = document(tmp_path / "r.json")
    jsonschema.validate(result, SCHEMA)
    assert (result["status"], result["complete"], result["checks"]) == ("refused", False, [])
    assert (result["score"]["grade"], result["score"]["lowest"], result["score"]["highest"]) == (None, 0, 10)
    assert result["problems"] == [{"reason": "refused", "text": REFUSED}]
    junit = ET.parse(tmp_path / "r.junit").getroot()  # noqa: S314 - our own document
    assert (junit.get("tests"), junit.get("errors")) == ("1", "1")
    assert REFUSED in (junit.findtext(".//error") or "")
    ctrf = document(tmp_path / "r.ctrf")["results"]
    assert (ctrf["summary"]["failed"], ctrf["environment"]["healthy"]) == (1, False)
    assert REFUSED in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert not (tmp_path / "r.gradescope").exists(), "a grade that nobody knows is not sent as one"
    assert any("--gradescope" in line for line in ended.said)
    error, warning = ended.out.splitlines()
    assert error == f"::error title=No se ha podido mirar el servidor.::{REFUSED}"
    assert warning.startswith("::warning file=w.yaml,line=1,title=Exención vencida::")
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert "No se ha podido mirar el servidor" in summary
    assert "2001" in summary
    assert Session.replay(tmp_path / "e.jsonl").address == "ssh://usuario@127.0.0.1:1"
    assert not (tmp_path / "reports").exists()
    shown = perito("report", "r.json", "--junit", "again.xml", cwd=tmp_path)
    assert (shown.status, "No se ha podido mirar el servidor" in shown.out) == (0, True)


def regraded(tmp_path: Path, waivers: str, *words: str, server: str = "stopped") -> tuple[int, dict[str, Any], str]:
    (tmp_path / "w.yaml").write_text(waivers)
    ended = perito("regrade", store.demo(server), "--waivers", "w.yaml", "--json", "r.json", *words, cwd=tmp_path)
    return ended.status, document(tmp_path / "r.json"), ended.out


def test_an_expired_waiver_is_no_waiver_and_the_rest_is_graded(tmp_path: Path) -> None:
    status, result, said = regraded(tmp_path, EXPIRED)
    assert status == 1
    assert next(one["outcome"] for one in result["checks"] if one["id"] == "service.active") == "failed"
    assert [(one["check"], one["expired"], one["file"], one["line"]) for one in result["waivers"]] == [
        ("service.active", True, "w.yaml", 1)
    ]
    assert "venció el 1/1/2001" in said
    status, _result, said = regraded(tmp_path, EXPIRED, server="sound")
    assert (status, "venció el 1/1/2001" in said) == (0, True), "it costs nothing by itself"


def with_waivers(*expires: str) -> Result:
    found = samples.broken().model_dump(mode="json")
    found["waivers"] = [
        {"check": "service.group", "reason": f"reason *{n}*", "expires": day, "expired": day < "2026", "file": "w.yaml",
         "line": n + 1} for n, day in enumerate(expires)
    ]  # fmt: skip
    return type(samples.broken()).model_validate(found)


def test_waivers_stand_in_the_summary_and_expired_ones_in_every_report() -> None:
    result = with_waivers("2099-12-31", "2001-01-01")
    summary = github.summary(result)
    assert summary.count("reason &#42;") == 2
    assert "2099&#45;12&#45;31" in summary
    assert github.commands(result).count("::warning file=w.yaml,line=2,") == 1
    assert "1/1/2001" in formats.render("html", result)
    assert 'name="waiver-expired" value="2001-01-01"' in formats.render("junit", result)
    assert len(json.loads(formats.render("ctrf", result))["results"]["summary"]["extra"]["waivers"]) == 2


@pytest.mark.parametrize("broken", [lambda s: s, lambda s: f"{s}\r\n::error::x"])
def test_an_annotation_cannot_be_broken_out_of(broken: Callable[[str], str]) -> None:
    result = with_waivers("2001-01-01")
    waiver = result.waivers[0].model_copy(update={"file": broken("w,line=9:.yaml")})
    told = github.commands(result.model_copy(update={"waivers": (waiver,)}))
    assert "::warning file=w%2Cline=9%3A.yaml" in told
    assert not any(line.startswith("::error::") for line in told.splitlines())
