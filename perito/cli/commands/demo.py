"""`perito demo`: real servers, one sound and some broken, graded; or the recorded ones where none can be booted."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from perito import errors, models
from perito.classroom.archive import PAGE, RESULT, Keep
from perito.evidence.session import Session
from perito.grading.grade import Assignment, grade
from perito.grading.settings import one_of
from perito.lab.library import shipped
from perito.models.wanted import Wanted
from perito.practice import locate, rubric
from perito.report.columns import columns
from perito.report.outputs import save
from perito.report.safe import line
from perito.support import i18n
from perito.support.console import Console
from perito.support.i18n import _, ngettext
from perito.support.threads import ThreadPoolExecutor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.documents.result import Result
    from perito.lab import Lab, Server

RECORDED = Path(__file__).resolve().parents[3] / "tests" / "recorded"


@dataclass(frozen=True)
class Graded:
    """One server of the demonstration: its name, its result, and its page."""

    name: str
    result: Result
    page: Path


class Demo:
    """Reports its steps on `console`; writes under `reports`."""

    def __init__(self, console: Console, reports: Path) -> None:
        self.console = console
        self.reports = reports

    def say(self, text: str) -> None:
        """One line, or several where it is long."""
        self.console.print(text, markup=False)

    def booted(self, lab: Lab) -> list[Graded]:
        """Servers of the lab, taken down again. Raises LabError where one does not boot."""
        self.say(_("Preparing a Debian image; the first time, this takes a minute or two …"))
        lab.prepare()
        began, shown = time.monotonic(), shipped().demonstration
        self.say(_("Booting {count} Debian servers …").format(count=len(shown)))
        with ExitStack() as up:
            with ThreadPoolExecutor(len(shown)) as pool:
                coming = {name: pool.submit(lab.up, faults=faults) for name, faults in shown.items()}
            ended = [one.exception() for one in coming.values()]
            servers = {name: up.enter_context(one.result()) for name, one in coming.items() if not one.exception()}
            for error in filter(None, ended):
                raise error
            self.say(_("Up after {seconds} s. Grading over SSH:").format(seconds=_tenths(began)))
            return [self._live(name, server) for name, server in servers.items()]

    def recorded(self) -> list[Graded]:
        """The same servers from those recordings that are present."""
        files = {name: RECORDED / f"{name}.jsonl.gz" for name in shipped().demonstration}
        return [self._graded(name, Session.replay(file)) for name, file in files.items() if file.exists()]

    def _live(self, name: str, server: Server) -> Graded:
        with Session.live(server.target, before=partial(models.before_login, locate.find())) as session:
            return self._graded(name, session)

    def _graded(self, name: str, session: Session) -> Graded:
        began = time.monotonic()
        session.open()
        practice = locate.find()
        assignment = Assignment(practice, rubric.load(practice.rubric), Wanted(session.asked.apps))
        result = grade(session, assignment)
        line = _("{name}: {count} checks in {seconds} s")
        self.say("  " + line.format(name=name, count=len(result.checks), seconds=_tenths(began)))
        return Graded(name, result, self._kept(name, session, result))

    def _kept(self, name: str, session: Session, result: Result) -> Path:
        from perito.report import formats

        directory = self.reports / "demo" / name
        save(directory / RESULT, formats.render("json", result, session.evidence))
        save(directory / PAGE, formats.render("html", result, session.evidence))
        Keep(None, directory / "evidence.jsonl.gz").begin(session).evidence()
        return directory / PAGE


def run(language: str, reports: Path) -> int:
    """Grade the demonstration's servers and print the reports' paths; returns the exit status."""
    one_of("--lang", language, i18n.LANGUAGES)
    i18n.use(language)
    began = time.monotonic()
    demo = Demo(Console(highlight=False), reports)
    graded = _any(demo)
    if not graded:
        demo.say(_("No recorded servers are here either: they ship with the repository, not with the package."))
        return errors.NOT_GRADED
    demo.say("")
    for text in _table(graded, demo.console.width if demo.console.is_terminal else None):
        demo.console.print(text, soft_wrap=True)
    demo.say("")
    demo.say(_("Reports:"))
    for one in graded:
        demo.console.print(f"  {one.page}", markup=False, soft_wrap=True)
    demo.say(_("All of it took {seconds} s.").format(seconds=_tenths(began)))
    return errors.OK


def _any(demo: Demo) -> list[Graded]:
    """Booted servers; else the recorded ones, with the reason."""
    from perito.lab import Lab, LabError

    lab = Lab(keep=False)
    why = lab.missing()
    if not why:
        try:
            return demo.booted(lab)
        except LabError as error:
            why = [str(error)]
    demo.say(_("No server can be booted here, so the recorded ones are graded:"))
    for one in why:
        demo.say(f"  {one}")
    return demo.recorded()


def _tenths(began: float) -> str:
    """Seconds since then."""
    return i18n.decimal(time.monotonic() - began, 1)


def _table(graded: list[Graded], width: int | None) -> Iterator[Text]:
    rows = []
    for one in graded:
        score, causes = one.result.score, one.result.root_causes
        style = "bold red" if causes else "green"
        grade = f"{i18n.points(score.grade or 0.0)}/{i18n.points(score.scale)}"
        rows.append([Text(one.name), Text(grade, style), _first(one)])
    return columns((_("Server"), _("Grade"), _("First cause")), rows, width, right={1})


def _first(one: Graded) -> Text:
    """The first cause, and the number of others."""
    causes = one.result.root_causes
    if not causes:
        return Text(_("nothing to mend"))
    text = Text(line(causes[0].text))
    more = len(causes) - 1
    if more:
        text.append(" " + ngettext("(and {count} more)", "(and {count} more)", more).format(count=more), "dim")
    return text
