"""`perito check … --heroku …`, as people type it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from perito import errors
from perito.lab.extension import catalogue
from perito.lab.fixtures import lab, pytest_collection_modifyitems
from tests.cli.conftest import sound
from tests.cli.running import ROOT, check, document, outcomes, perito, reach, run

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.platform import LabPlatform
    from perito.lab.server import Server

__all__ = ["lab", "pytest_collection_modifyitems", "sound"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--heroku", "a b"), "--heroku 'a b': write an app's name"),
        (("--heroku-repo", "."), "--heroku-repo: say with --heroku where the application is"),
        (("--heroku-ca", "x.pem"), "--heroku-ca: say with --heroku where the application is"),
        (("--heroku", "mi-app", "--heroku-repo", "nada"), "--heroku-repo nada: no such directory"),
        (("--heroku", "mi-app", "--heroku-ca", "nada.pem"), "--heroku-ca nada.pem: No such file or directory"),
        (("--heroku", "mi-app", "--heroku-ca", os.devnull), f"--heroku-ca {os.devnull}: "),
        (("--heroku", "mi-app", "--heroku-platform", "nada.yaml"), "nada.yaml: No such file or directory"),
    ],
)
def test_what_makes_no_sense_is_told_before_connecting(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    ended = perito("check", "ssh://nobody@192.0.2.1", "--lang", "en", *words, cwd=tmp_path)
    assert ended.status == errors.USAGE
    assert ended.said[0].startswith(said)


def test_a_practice_without_the_extension_says_so(tmp_path: Path) -> None:
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "test_a.py").write_text('@check("a.x")\ndef test_a(host):\n    pass\n')
    (tmp_path / "rubric.yaml").write_text(
        "schema: perito/rubric/1\npractice: other\ntitle: {es: x, en: x}\n"
        "steps: {a: {title: {es: x, en: x}, checks: {a.x: {points: 10, title: {es: x, en: x}}}}}\n"
    )
    ended = perito(
        "check", "ssh://nobody@192.0.2.1", "--lang", "en", "--practice", ".", "--heroku", "mi-app", cwd=tmp_path
    )
    assert (ended.status, len(ended.said)) == (errors.USAGE, 1)
    assert "has no part that lies elsewhere" in ended.said[0]


def known(platform: LabPlatform, server: Server) -> LabPlatform:
    """The platform's name server knows the server's names, too: it is asked for them as well."""
    for name in ("mi_aplicacion", "www.mi_aplicacion"):
        platform.names.records[name] = ("A", server.address)
    return platform


def test_it_is_graded_beside_the_server_and_again_from_its_evidence(
    sound: Server, platform: LabPlatform, tmp_path: Path
) -> None:
    words = catalogue()["port-fixed-later"].arrange(platform, tmp_path / "repository")
    given = (
        *words,
        *known(platform, sound).options(),
        "--json",
        "live.json",
        "--evidence",
        "seen.jsonl.gz",
        "--lang",
        "en",
    )
    ended = check(sound, *given, cwd=tmp_path)
    live = document(tmp_path / "live.json")
    assert ended.status == errors.BELOW
    assert [cause["check"] for cause in live["root_causes"]] == ["heroku.port"]
    assert live["score"]["grade"] == 10.58  # 4 of the 9.5 tenths that count are lost
    again = perito("regrade", "seen.jsonl.gz", "--json", "again.json", "--lang", "en", cwd=tmp_path)
    assert again.status == errors.BELOW
    assert outcomes(document(tmp_path / "again.json")) == outcomes(live)


def test_plain_pytest_grades_it_too(sound: Server, platform: LabPlatform, tmp_path: Path) -> None:
    words = catalogue()["sound"].arrange(platform, tmp_path / "repository")
    target, *how = reach(sound)
    given = (
        *how,
        *words,
        *known(platform, sound).options(),
        "--sudo-password-env",
        "SECRET",
        "--json",
        tmp_path / "live.json",
    )
    pytest_itself = ("-m", "pytest", "-q", "checks", "--target", target)
    ended = run(sys.executable, *pytest_itself, *given, cwd=ROOT, env={"SECRET": sound.password})
    assert ended.status == errors.OK, ended.out
    assert {step for step in outcomes(document(tmp_path / "live.json")) if step.startswith("heroku.")}
