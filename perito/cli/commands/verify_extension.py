"""The extension in `perito lab verify`: its library on the lab's platform, beside one sound server."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from perito import models
from perito.evidence.session import Session
from perito.grading.grade import Assignment, grade
from perito.lab import Lab, LabError
from perito.lab.extension import EXTENSION, Case, catalogue
from perito.lab.matrix import Row, row
from perito.lab.platform import LabPlatform
from perito.lab.scripts import Change
from perito.models.wanted import Wanted
from perito.practice import locate, rubric
from perito.transport.base import TransportError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.lab.library import Library
    from perito.transport.target import Target


def known(lab: Library) -> dict[str, Case]:
    """The library, by names distinct from the servers' faults: `heroku/crashed`; empty where a lab has none."""
    return {f"{EXTENSION}/{name}": case for name, case in catalogue(lab).items()}


def chosen(lab: Library, names: Sequence[str], checks: frozenset[str]) -> list[str]:
    """The requested names (all by default) whose checks the practice has."""
    if not any(check.startswith(f"{EXTENSION}.") for check in checks):
        return []
    cases = known(lab)
    wanted = [name for name in cases if not names or any(fnmatch(name, one) for one in names)]
    return [name for name in wanted if set(cases[name].pins) <= checks]


def run(lab: Library, names: Sequence[str], suite: str) -> list[Row]:
    """Boot one server and a platform, and grade every case of these names."""
    cases = {name: known(lab)[name] for name in names}
    changes = {name: Change(name, EXTENSION, case.pins, {}, "", {}, "") for name, case in cases.items()}
    try:
        with (
            tempfile.TemporaryDirectory(prefix="perito-") as place,
            Lab(keep=False).up(suite=suite, library=lab) as server,
            LabPlatform(Path(place)) as platform,
        ):
            reached = replace(
                server.target,
                heroku_ca=platform.authority.file,
                heroku_platform=platform.description,
                nameservers=(platform.names.at,),
            )
            return [
                _graded(change, suite, _target(reached, cases[name], platform, Path(place) / name), lab.practice)
                for name, change in changes.items()
            ]
    except (LabError, TransportError) as error:
        return [Row(name, suite, change.pins, trouble=str(error)) for name, change in changes.items()]


def _target(reached: Target, case: Case, platform: LabPlatform, repository: Path) -> Target:
    repository.mkdir(parents=True)
    words = case.arrange(platform, repository)
    given = dict(zip(words[::2], words[1::2], strict=True))
    return replace(reached, heroku=given["--heroku"], heroku_repo=given.get("--heroku-repo"))


def _graded(change: Change, suite: str, target: Target, directory: Path) -> Row:
    practice = locate.find(directory)
    with Session.live(target) as session:
        session.open()
        models.of(practice).ask_extension(session, target)
        wanted, steps = Wanted(session.asked.apps), frozenset({EXTENSION})
        return row(change, suite, grade(session, Assignment(practice, rubric.load(practice.rubric), wanted, steps)))
