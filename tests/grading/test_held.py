"""What may hold a check that was not tried: of what it wants, that which no visitor's request gets past."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.grading.test_named_subjects import graded, practice

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("in_english")
STEPS = """
steps:
  all:
    title: {en: "All"}
    checks:
      nginx.active: {points: 1, title: {en: "nginx"}}
      service.active: {points: 1, title: {en: "The service"}}
      service.socket-answers: {points: 1, title: {en: "The socket"}}
      directory.mode: {points: 1, title: {en: "The mode"}}
      access.status:
        points: 6
        requires: [nginx.active]
        wants: [service.active, service.socket-answers, directory.mode]
        title: {en: "The page"}
"""
CHECKS = """
from perito import check

@check("nginx.active")
def test_nginx(deployment):
    assert False

@check("service.active")
def test_service(deployment):
    assert False

@check("service.socket-answers")
def test_socket(deployment):
    assert False

@check("directory.mode")
def test_mode(deployment):
    assert False

@check("access.status")
def test_page(deployment):
    pass
"""


def test_mistakes_that_a_request_gets_past_hold_nothing(tmp_path: Path) -> None:
    result = graded(practice(tmp_path, "", STEPS, CHECKS))
    page = next(one for one in result.checks if one.id == "access.status")
    assert (page.blocked_by, page.wants) == (("nginx.active",), ("service.active", "service.socket-answers"))
    points = {one.check: one.points for one in result.root_causes}
    assert points == dict.fromkeys(("nginx.active", "service.active", "service.socket-answers", "directory.mode"), 1.0)
    nginx = next(one for one in result.root_causes if one.check == "nginx.active")
    (together,) = nginx.together
    assert together.others == ("poc/service.active", "poc/service.socket-answers")
    assert together.points == 9.0


def test_without_them_it_waits_for_one_alone(tmp_path: Path) -> None:
    found = CHECKS.replace("def test_service(deployment):\n    assert False", "def test_service(deployment):\n    pass")
    found = found.replace("def test_socket(deployment):\n    assert False", "def test_socket(deployment):\n    pass")
    result = graded(practice(tmp_path, "", STEPS, found))
    assert {one.check: one.points for one in result.root_causes} == {"nginx.active": 7.0, "directory.mode": 1.0}
