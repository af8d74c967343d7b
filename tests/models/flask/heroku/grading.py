"""Grade an extension on the lab's platform, beside the recording of a sound server."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from perito.evidence.session import Session
from perito.grading.grade import Assignment, grade
from perito.models.flask.heroku import EXTENSION, asking
from perito.models.wanted import Wanted
from perito.practice import locate
from perito.support import i18n
from tests.live.grading import shipped_rubric
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

    from perito.documents.result import Result
    from perito.lab.extension import Case
    from perito.lab.platform import LabPlatform

STEPS = frozenset({EXTENSION})


def looked_at(platform: LabPlatform, case: Case, directory: Path) -> Session:
    """A session with what a sound server said, and what was seen of the extension just now."""
    words = case.arrange(platform, directory)
    given = dict(zip(words[::2], words[1::2], strict=True))
    session = Session.replay(store.demo("sound"))
    target = replace(
        session.asked,
        heroku=given["--heroku"],
        heroku_repo=given.get("--heroku-repo"),
        heroku_ca=platform.authority.file,
        heroku_platform=platform.description,
        nameservers=(platform.names.at,),
    )
    session.target.update(target.public())
    session.replayed = False  # the server's part was recorded; this one is new
    asking.ask(session, target)
    session.replayed = True
    return session


def of_session(session: Session, steps: frozenset[str] = STEPS, language: str = "en") -> Result:
    """The result of a session, of the extension alone unless told otherwise."""
    i18n.use(language)
    try:
        assignment = Assignment(locate.find(), shipped_rubric(), Wanted(session.asked.apps), steps)
        return grade(session, assignment)
    finally:
        i18n.use("es")
