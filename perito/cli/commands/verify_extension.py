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

    from perito.transport.target import Target


def known() -> dict[str, Case]:
    """The library, by names distinct from the servers' faults: `heroku/crashed`."""
    return {f"{EXTENSION}/{name}": case for name, case in catalogue().items()}


def chosen(names: Sequence[str], checks: frozenset[str]) -> list[str]:
    """The requested names (all by default) whose checks the practice has."""
    if not any(check.startswith(f"{EXTENSION}.") for check in checks):
        return []
    wanted = [name for name in known() if not names or any(fnmatch(name, one) for one in names)]
    return [name for name in wanted if set(known()[name].pins) <= checks]


def run(names: Sequence[str], suite: str, directory: Path) -> list[Row]:
    """Boot one server and a platform, and grade every case of these names."""
    changes = {name: Change(name, EXTENSION, known()[name].pins, {}, "", {}, "") for name in names}
    try:
        with (
            tempfile.TemporaryDirectory(prefix="perito-") as place,
            Lab(keep=False).up(suite=suite) as server,
            LabPlatform(Path(place)) as platform,
        ):
            reached = replace(
                server.target,
                heroku_ca=platform.authority.file,
                heroku_platform=platform.description,
                nameservers=(platform.names.at,),
            )
            return [
                _graded(change, suite, _target(reached, name, platform, Path(place)), directory)
                for name, change in changes.items()
            ]
    except (LabError, TransportError) as error:
        return [Row(name, suite, change.pins, trouble=str(error)) for name, change in changes.items()]


def _target(reached: Target, name: str, platform: LabPlatform, place: Path) -> Target:
    repository = place / name
    repository.mkdir(parents=True)
    words = known()[name].arrange(platform, repository)
    given = dict(zip(words[::2], words[1::2], strict=True))
    return replace(reached, heroku=given["--heroku"], heroku_repo=given.get("--heroku-repo"))


def _graded(change: Change, suite: str, target: Target, directory: Path) -> Row:
    practice = locate.find(directory)
    with Session.live(target) as session:
        session.open()
        models.of(practice).ask_extension(session, target)
        wanted, steps = Wanted(session.asked.apps), frozenset({EXTENSION})
        return row(change, suite, grade(session, Assignment(practice, rubric.load(practice.rubric), wanted, steps)))
