"""A sample of the tests in another environment: `./dev pythons` (every Python that this machine has), `./dev lowest`.

`pythons`: under each Python that the classifiers name, with the packages of constraints.txt. `lowest`: with the oldest
version that pyproject.toml allows of each package it names, and the newest of all others.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from release import interpreters
from release.packages import ROOT, direct, extras

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from packaging.requirements import Requirement

CACHE = ROOT / ".cache" / "environments"
# The command line, every format of a report, practices and rubrics, rosters, recorded servers, SSH: no server boots.
SAMPLE = (
    "tests/cli/test_command_line.py",
    "tests/cli/test_light.py",
    "tests/classroom/roster",
    "tests/classroom/test_extra.py",
    "tests/documents",
    "tests/evidence",
    "tests/grading/test_part.py",
    "tests/practice",
    "tests/report",
    "tests/support",
    "tests/test_public.py",
    "tests/transport",
)
TOOLS = (
    "babel",
    "gunicorn",
    "hatchling",
    "hypothesis",
    "jsonschema",
    "pytest-xdist",
)  # which these tests need beside the extras
# What other versions decide: the spelling of a schema, what a library loads beside itself, pages made with others.
ELSEWHERE = ("test_schema", "test_light", "documentation")


def pythons() -> int:
    """The sample under each Python; the number of those that failed."""
    failed = 0
    for version in interpreters.versions():
        found = interpreters.find(version)
        if found is None:
            print(f"Python {version}: not on this machine", flush=True)
            continue
        failed += not run(f"Python {version}", found, [ROOT / "constraints.txt"])
    return failed


def lowest() -> int:
    """The sample with the oldest packages; 1 where it failed."""
    CACHE.mkdir(parents=True, exist_ok=True)
    file = CACHE / "lowest.txt"
    file.write_text("".join(f"{line}\n" for line in bounds()), encoding="utf-8")
    return 0 if run("oldest packages", sys.executable, [file]) else 1


def bounds() -> list[str]:
    """`name==version` for each package that pyproject.toml names for users, at its lower bound."""
    named = [*direct(), *(one for needed in extras().values() for one in needed)]
    return [f"{one.name}=={lower(one)}" for one in named]


def lower(requirement: Requirement) -> str:
    """Its lower bound. Raises ValueError where it has none."""
    for one in requirement.specifier:
        if one.operator == ">=":
            return one.version
    raise ValueError(f"{requirement}: no lower bound")


def run(title: str, python: str, constraints: Sequence[Path]) -> bool:
    """Install into an environment of its own, and run the sample; whether it passed."""
    began = time.monotonic()
    place = environment(python, constraints)
    words = [str(place / "bin" / "python"), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2"]
    chosen = ["-k", " and ".join(f"not {name}" for name in ELSEWHERE)]
    # Old packages beside new ones are warned of what will be gone in later ones.
    chosen += ["-W", "ignore::DeprecationWarning"]
    ended = subprocess.run([*words, *chosen, *SAMPLE], cwd=ROOT, capture_output=True, text=True, check=False)
    lines = ended.stdout.strip().splitlines() or ended.stderr.strip().splitlines()
    said = [line for line in lines if line.startswith(("FAILED", "ERROR"))] + lines[-1:]
    print(f"{title}, {time.monotonic() - began:.0f} s:", *said, sep="\n  ", flush=True)
    return ended.returncode == 0


def environment(python: str, constraints: Sequence[Path]) -> Path:
    """An environment with Perito and what the sample needs, as installed before from the same files."""
    project = (ROOT / "pyproject.toml").read_bytes()
    made_of = [python.encode(), project, *(path.read_bytes() for path in constraints)]
    place = CACHE / hashlib.sha256(b"\0".join(made_of)).hexdigest()[:12]
    if not (place / "complete").exists():
        subprocess.run([python, "-m", "venv", "--clear", str(place)], check=True)
        quietly = ["-m", "pip", "install", "-q", "--disable-pip-version-check"]
        limits = [word for path in constraints for word in ("-c", str(path))]
        packages = ["-e", f"{ROOT}[{','.join(extras())}]", *TOOLS]
        subprocess.run([str(place / "bin" / "python"), *quietly, *limits, *packages], check=True)
        (place / "complete").touch()
    return place


if __name__ == "__main__":
    sys.exit(min(1, {"pythons": pythons, "lowest": lowest}[sys.argv[1]]()))
