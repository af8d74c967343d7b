"""`perito demo`: real servers, one sound and some broken, graded; or the recorded ones where none can be booted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from perito import exits, i18n, practices, rubric
from perito.commands.common import one_of, save
from perito.commands.kept import PAGE, RESULT, Keep
from perito.discovery import Wanted
from perito.grading import Assignment, grade
from perito.i18n import _
from perito.session import Session
from perito.targets import parse_app, parse_target

if TYPE_CHECKING:
    from perito.lab import Lab
    from perito.result import Result

SERVERS: dict[str, tuple[str, ...]] = {
    "sound": (),
    "not-enabled": ("service-not-enabled", "directory-mode-755"),
    "dangling-link": ("site-link-dangling",),
    "stopped": ("gunicorn-stopped",),
}
APP = "mi_aplicacion"
RECORDED = Path(__file__).resolve().parent.parent.parent / "tests" / "recorded"


@dataclass(frozen=True)
class Graded:
    """One server of the demonstration: its name, its result, and the page that shows it."""

    name: str
    result: Result
    page: Path


def run(language: str, reports: Path) -> int:
    """Grade the demonstration's servers and say where the reports are; returns the exit status."""
    one_of("--lang", language, i18n.LANGUAGES)
    i18n.use(language)
    console = Console(highlight=False)
    from perito.lab import Lab

    lab = Lab(keep=False)
    lacks = lab.missing()
    if lacks:
        console.print(_("No server can be booted here, so the recorded ones are graded:"), markup=False)
        for one in lacks:
            console.print(f"  {one}", markup=False)
        graded = [_recorded(path, reports) for path in sorted(RECORDED.glob("*.jsonl.gz"))]
    else:
        console.print(_("Booting {count} Debian servers …").format(count=len(SERVERS)), markup=False)
        graded = _booted(lab, reports)
    console.print(_table(graded))
    return exits.OK if graded else exits.NOT_GRADED


def _booted(lab: Lab, reports: Path) -> list[Graded]:
    lab.prepare()
    with ThreadPoolExecutor(len(SERVERS)) as pool:
        servers = list(pool.map(lambda item: lab.up(faults=item[1]), SERVERS.items()))
    try:
        return [
            _live(name, f"ssh://{server.user}@{server.address}", server.key, server.known_hosts, reports)
            for name, server in zip(SERVERS, servers, strict=True)
        ]
    finally:
        for server in servers:
            server.down()


def _live(name: str, address: str, key: Path, known_hosts: Path, reports: Path) -> Graded:
    target = replace(
        parse_target(address),
        identity=key,
        known_hosts=known_hosts,
        apps=(parse_app(APP),),
        sudo_password="usuario",  # noqa: S106 - the lab's own account
    )
    session = Session.live(target)
    session.open()
    try:
        return _kept(name, session, reports)
    finally:
        session.close()


def _recorded(path: Path, reports: Path) -> Graded:
    return _kept(path.name.removesuffix(".jsonl.gz"), Session.replay(path), reports)


def _kept(name: str, session: Session, reports: Path) -> Graded:
    practice = practices.find()
    assignment = Assignment(practice, rubric.load(practice.rubric), Wanted(session.asked.apps))
    result = grade(session, assignment).result()
    from perito.report import formats

    directory = reports / "demo" / name
    save(directory / RESULT, formats.render("json", result, session.evidence))
    save(directory / PAGE, formats.render("html", result, session.evidence))
    Keep(None, directory / "evidence.jsonl.gz").begin(session).evidence()
    return Graded(name, result, directory / PAGE)


def _table(graded: list[Graded]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in (_("Server"), _("Grade"), _("First cause"), _("Report")):
        table.add_column(heading, overflow="fold")
    for one in graded:
        causes = one.result.root_causes
        first = f"{causes[0].check}: {causes[0].text}" if causes else _("nothing to mend")
        table.add_row(one.name, i18n.decimal(one.result.score.grade), first, str(one.page))
    return table
