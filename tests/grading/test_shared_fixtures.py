"""Fixtures of several tests: `host` and `server` are there for any scope, and each test rests on what they asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.documents.result import Outcome
from perito.grading.grade import PracticeBroken
from tests.cli.running import perito
from tests.grading.test_named_subjects import graded, practice

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("in_english")
STEPS = """
steps:
  nginx:
    title: {en: "nginx"}
    checks:
      nginx.one: {points: 5, title: {en: "One"}}
      nginx.two: {points: 5, title: {en: "Two"}}
"""
FIXTURE = """
import pytest

@pytest.fixture(scope="SCOPE")
def files(server, host, session):
    return server.nginx_files.texts
"""
CHECKS = """
from perito import check

@check("nginx.one")
def test_one(files):
    assert "/nowhere" in files

@check("nginx.two")
def test_two(files):
    assert "/nowhere" in files
"""


@pytest.mark.parametrize("scope", ["function", "class", "module", "package", "session"])
def test_every_test_rests_on_what_its_fixtures_asked(scope: str, tmp_path: Path) -> None:
    result = graded(practice(tmp_path, "", STEPS, CHECKS, FIXTURE.replace("SCOPE", scope)))
    first, second = result.checks
    assert (first.outcome, second.outcome) == (Outcome.FAILED, Outcome.FAILED)
    assert first.evidence
    assert first.evidence == second.evidence


def test_one_that_raises_is_evidence_too(tmp_path: Path) -> None:
    conftest = FIXTURE.replace("SCOPE", "module") + "\n\ndef nothing():\n    pass\n"
    conftest = conftest.replace("return server.nginx_files.texts", "assert server.nginx_files.texts == {}")
    first, second = graded(practice(tmp_path, "", STEPS, CHECKS, conftest)).checks
    assert (first.outcome, second.outcome) == (Outcome.FAILED, Outcome.FAILED)
    assert first.evidence
    assert first.evidence == second.evidence


@pytest.mark.parametrize(
    ("conftest", "said"),
    [
        (
            FIXTURE.replace("SCOPE", "module").replace("host,", "deployment,"),
            "4:1: the fixture files is made once a module, and deployment, which it asks for, once a function",
        ),
        (FIXTURE.replace("SCOPE", "module").replace("host,", "hots,"), "is called hots (did you mean host?)"),
        (FIXTURE.replace("SCOPE", "module").replace("files(", "other("), "no fixture is called files"),
        (
            FIXTURE.replace("SCOPE", "session").replace("host,", "tmp_path,"),
            "the fixture files is made once a session, and tmp_path, which it asks for, once a function",
        ),
    ],
    ids=["scope", "unknown", "none", "pytest's own"],
)  # fmt: skip
def test_what_pytest_would_refuse_later_is_told_first(conftest: str, said: str, tmp_path: Path) -> None:
    made = practice(tmp_path, "", STEPS, CHECKS, conftest)
    linted = perito("lint", "--practice", made)
    assert linted.status == 2, linted
    assert said in linted.err
    with pytest.raises(PracticeBroken, match="fixture"):
        graded(made)


def test_one_asked_for_by_name_later_is_a_bug_and_nobody_pays(tmp_path: Path) -> None:
    conftest = FIXTURE.replace("SCOPE", "module").replace("(server, host, session)", "(request)")
    conftest = conftest.replace("server.nginx_files.texts", 'request.getfixturevalue("tmp_path")')
    result = graded(practice(tmp_path, "", STEPS, CHECKS, conftest))
    assert {one.outcome for one in result.checks} == {Outcome.ERROR}
    assert not result.complete


@pytest.mark.parametrize("line", ["testinfra_hosts = ['local://']", "testinfra_hosts: list[str] = ['local://']"])
def test_servers_of_testinfras_are_told_once_and_where(line: str, tmp_path: Path) -> None:
    checks = CHECKS.replace("(files)", "(host)").replace(
        "from perito import check\n", f"from perito import check\n{line}\n"
    )
    linted = perito("lint", "--practice", practice(tmp_path, "", STEPS, checks))
    assert linted.err.count("testinfra_hosts names other servers") == 1
    assert "test_01_site.py:3:1: testinfra_hosts" in linted.err
