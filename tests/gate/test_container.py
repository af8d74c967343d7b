"""The container's recipe, instruction by instruction in a bare Debian: a root file system instead of an image, as the
machine that tests has no daemon that builds them. Slow, and in `./dev proofs` only."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito.lab import layers
from tests.cli.running import ROOT
from tests.gate.test_recipes import instructions

if TYPE_CHECKING:
    from collections.abc import Iterator

AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Path]:
    """Debian 12 with nothing but what a minimal image has, and the machine's own pip and certificates."""
    if os.geteuid() != 0 or shutil.which("mmdebstrap") is None:
        pytest.skip("a root file system is made by root, with mmdebstrap")
    place = tmp_path / "root"
    subprocess.run(["mmdebstrap", "--quiet", "--variant=minbase", "bookworm", str(place)], check=True, timeout=300)
    yield place
    shutil.rmtree(place)


def test_the_recipe_makes_a_perito_that_starts(bare: Path) -> None:
    settings = {name: value for name, value in os.environ.items() if name in layers.PASSED_ON}
    for file, there in {"/etc/resolv.conf": "/etc/resolv.conf", AUTHORITIES: layers.CERTIFICATES}.items():
        (bare / there.lstrip("/")).write_bytes(Path(file).read_bytes())
    env = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", **settings}
    env["PIP_CERT"] = layers.CERTIFICATES
    user = "root"
    for word, rest in instructions()[1:]:
        if word == "ENV":
            env |= dict(one.split("=", 1) for one in rest.split())
        elif word == "COPY":
            copied(bare / rest.split()[1].lstrip("/"))
        elif word == "USER":
            user = rest
        elif word == "RUN":
            inside(bare, user, ["sh", "-c", rest], env)
    assert "perito" in inside(bare, user, ["perito", "--version"], env)
    assert "GATE_TARGET" in inside(bare, user, ["sh", "-c", "perito-gate 2>&1; [ $? = 2 ]"], env)
    assert "checks in" in inside(bare, user, ["perito", "lint"], env)


def copied(place: Path) -> None:
    """What git has, but what .containerignore keeps out."""
    out = (ROOT / ".containerignore").read_text().split()
    kept = [f":!{one.rstrip('/*')}" for one in out if "**" not in one]
    files = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "--", ".", *kept],
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in files:
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)


def inside(place: Path, user: str, words: list[str], env: dict[str, str]) -> str:
    """Run a program in the root file system; what it printed."""
    done = subprocess.run(
        ["chroot", f"--userspec={user}", str(place), "env", "-i", *(f"{name}={value}" for name, value in env.items()),
         *words], capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
