"""What the lab says where it cannot boot a server."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from perito.lab import commands, tools
from perito.lab.processes import Process

if TYPE_CHECKING:
    import pytest


def test_each_missing_tool_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda tool: None if tool == "systemd-nspawn" else f"/bin/{tool}")
    assert "falta systemd-nspawn: apt install systemd-container" in tools.missing()


def test_without_root_nothing_boots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert any("root" in sentence for sentence in tools.missing())


def test_the_command_says_what_is_missing_and_ends_with_3(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perito.lab.lab._missing", lambda: ["ip is not installed."])
    result = CliRunner().invoke(commands.app, ["up"])
    assert result.exit_code == 3
    assert "ip is not installed." in result.output


def test_the_command_lists_faults_and_variants() -> None:
    result = CliRunner().invoke(commands.app, ["faults"])
    assert result.exit_code == 0
    assert "directory-mode-755" in result.output
    assert "other-names" in result.output


def test_a_process_is_known_by_its_start_too() -> None:
    own = Process.own()
    assert own.alive()
    assert not Process(own.pid, own.started - 1).alive()
