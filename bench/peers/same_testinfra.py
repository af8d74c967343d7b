"""The questions of bench/questions.yaml as plain testinfra, one test each."""

from __future__ import annotations

import json
import os
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
import requests

# What testinfra's modules take and have is known at run time only.
Host = Any
QUESTIONS: list[dict[str, Any]] = json.loads(Path(os.environ["BENCH_QUESTIONS"]).read_text())


def of(kind: str) -> list[dict[str, Any]]:
    return [one for one in QUESTIONS if kind in one]


@pytest.mark.parametrize("asked", of("command"), ids=str)
def test_command(host: Host, asked: dict[str, Any]) -> None:
    with host.sudo() if asked.get("sudo") else nullcontext():
        said = host.run(asked["command"])
    assert said.rc == 0
    assert asked["contains"] in said.stdout


@pytest.mark.parametrize("asked", of("file"), ids=str)
def test_file(host: Host, asked: dict[str, Any]) -> None:
    file = host.file(asked["file"])
    if "kind" in asked:
        assert getattr(file, f"is_{asked['kind']}")
    if "owner" in asked:
        assert file.user == asked["owner"]
    if "group" in asked:
        assert file.group == asked["group"]
    if "mode" in asked:
        assert file.mode == int(asked["mode"], 8)
    if "contains" in asked:
        assert file.contains(asked["contains"])


@pytest.mark.parametrize("asked", of("package"), ids=str)
def test_package(host: Host, asked: dict[str, Any]) -> None:
    assert host.package(asked["package"]).is_installed


@pytest.mark.parametrize("asked", of("service"), ids=str)
def test_service(host: Host, asked: dict[str, Any]) -> None:
    service = host.service(asked["service"])
    assert service.is_enabled if asked["is"] == "enabled" else service.is_running


@pytest.mark.parametrize("asked", of("http"), ids=str)
def test_page(asked: dict[str, Any]) -> None:
    page = requests.get(f"http://{os.environ['BENCH_WEB']}/", headers={"Host": asked["http"]}, timeout=10)
    assert page.status_code == asked["status"]
    assert asked["contains"] in page.text
