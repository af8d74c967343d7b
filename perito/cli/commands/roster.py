"""`perito roster`: who is in a roster, and the host keys of their servers."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perito import errors
from perito.errors import UsageError
from perito.support.standard_streams import complain
from perito.transport.base import TransportError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from perito.classroom.changed_key import Before, Looked
    from perito.classroom.first_contact import Scanned
    from perito.classroom.roster import Roster


@dataclass(frozen=True)
class How:
    """How a roster is read. `practice`: what the class is graded by; None: the one that ships."""

    roster_format: str
    columns: Iterable[str]
    practice: Path | None
    language: str


def inputs_of(practice: Path | None) -> dict[str, bool]:
    """What a practice (None: the one that ships) is given, by name, and whether it is secret.

    Raises locate.PracticeError, rubric.RubricError.
    """
    from perito.classroom.own_inputs import declared
    from perito.practice import locate, rubric

    return declared(rubric.load(locate.find(practice).rubric))


def read(path: Path, how: How) -> Roster:
    """A roster, with its notes told on standard error. Raises roster.RosterError, UsageError, and as `inputs_of`."""
    from perito.classroom.roster import load
    from perito.grading.settings import one_of
    from perito.support import i18n

    one_of("--lang", how.language, i18n.LANGUAGES)
    i18n.use(how.language)
    found = load(path, how.roster_format, columns=how.columns, inputs=inputs_of(how.practice))
    tell(found)
    return found


def tell(roster: Roster, further: Iterable[str] = ()) -> None:
    """A roster's notes and further ones, on standard error."""
    for note in (*roster.notes, *further):
        print(f"perito: {note}", file=sys.stderr)


def show(path: Path, how: How) -> int:
    """Print a line for each student, and how many there are; returns the exit status. Raises as `read` does."""
    from rich.text import Text

    from perito.classroom.own_inputs import own
    from perito.report.columns import columns as drawn
    from perito.report.safe import line
    from perito.support.console import Console
    from perito.support.i18n import _, ngettext

    found = read(path, how)
    given = [own(one, {}) for one in found.students]
    names = list(dict.fromkeys(name for one in given for name in one))
    heads = (_("ID"), _("Student"), _("Email"), _("Server"), *names)
    rows = []
    for one, values in zip(found.students, given, strict=True):
        where = _("no address: absent") if one.absent else one.target.address
        rows.append(
            [
                Text(line(text))
                for text in (one.id, one.name, one.email, where, *(values.get(name, "") for name in names))
            ]
        )
    console = Console(soft_wrap=False)
    for text in drawn(heads, rows, console.width if console.is_terminal else None):
        console.print(text, soft_wrap=True, highlight=False)
    count, absent = len(found.students), sum(one.absent for one in found.students)
    total = ngettext("{count} student", "{count} students", count).format(count=count)
    without = ngettext("{count} without an address", "{count} without an address", absent).format(count=absent)
    console.print(f"{total}, {without}" if absent else total, highlight=False)
    return errors.OK


@dataclass(frozen=True)
class Keys:
    """The options about host keys. `jobs`: servers at a time; `timeout` in seconds."""

    known_hosts: Path | None = None
    jobs: int = 16
    timeout: float = 10.0


def keyscan(path: Path, how: How, keys: Keys) -> int:
    """Show everybody's host keys and keep the new ones; returns the exit status. Raises as `read` does, UsageError."""
    from perito.classroom.first_contact import keep, known_hosts_of, scanned
    from perito.support.i18n import _
    from perito.support.progress import Work

    if not 0 < keys.timeout < float("inf"):
        raise UsageError(_("--timeout {timeout:g}: seconds, above 0").format(timeout=keys.timeout))
    roster = read(path, how)
    file = known_hosts_of(path, keys.known_hosts)
    there = [one for one in roster.students if not one.absent]
    counts: Counter[str] = Counter()
    with Work(_("Asking for host keys"), len(there)) as work:
        for one in work.through(scanned(there, file, keys.timeout, keys.jobs)):
            try:
                kept = keep(one, file)
            except TransportError as error:
                raise UsageError(str(error)) from None
            counts.update(kept=kept, changed=one.changed, trouble=bool(one.trouble))
            counts["known"] += sum(key.state == "known" for key in one.keys)
            for text in lines(one):
                print(text, flush=True)
    said = _("{file}: {kept} keys kept, {known} known already")
    print(said.format(file=file, kept=counts["kept"], known=counts["known"]))
    if counts["changed"]:
        text = _("a changed key is never kept by itself: `perito roster accept {roster} ID` says what else has changed")
        complain(text.format(roster=path), errors.NOT_GRADED)
    return errors.NOT_GRADED if counts["changed"] or counts["trouble"] else errors.OK


def lines(found: Scanned) -> Iterator[str]:
    """A line for each key of a server, or why there is none."""
    from perito.report.safe import line
    from perito.support.i18n import _

    words = {"new": _("new"), "known": _("known"), "changed": _("changed: not kept")}
    who = line(found.student.id)
    if found.trouble:
        yield f"{who}  {line(found.trouble)}"
    for key in found.keys:
        yield f"{who}  {line(found.name)}  {line(key.type)}  {key.fingerprint}  {words[key.state]}"


@dataclass(frozen=True)
class Accepting:
    """The options of `perito roster accept`. `look`: accept nothing."""

    known_hosts: Path | None = None
    reports: Path = Path("reports")
    timeout: float = 10.0
    look: bool = False


def accept(path: Path, who: str, how: How, options: Accepting) -> int:
    """Say what else has changed with one student's host key, and accept it; returns the exit status.

    Raises as `read` does, UsageError.
    """
    from perito.classroom import changed_key, first_contact
    from perito.support.i18n import _

    roster = read(path, how)
    student = next((one for one in roster.students if one.id == who), None)
    if student is None or student.absent:
        text = _("{who}: nobody in {roster} has this id and an address")
        raise UsageError(text.format(who=who, roster=path))
    file = first_contact.known_hosts_of(path, options.known_hosts)
    found = first_contact.scan(student, file, options.timeout)
    if found.trouble:
        return complain(f"{who}: {found.trouble}", errors.NOT_GRADED)
    for text in lines(found):
        print(text)
    if found.changed:
        then = changed_key.before(changed_key.runs_of(path.name, options.reports), who)
        _tell_change(changed_key.look(found, then, options.timeout), then)
    if options.look:
        return errors.OK
    if student.target.host_keys:
        raise UsageError(_("{who}: the roster itself says which key it has: change host_key there").format(who=who))
    try:
        place = first_contact.accept(found, file)
    except ValueError as error:
        text = _("{file}, line {line}: a pattern that is about other hosts, too: change it yourself")
        raise UsageError(text.format(file=student.target.known_hosts or file, line=error)) from None
    except (OSError, TransportError) as error:
        raise UsageError(str(error)) from None
    print(_("{who}: its keys are accepted, and kept in {file}").format(who=who, file=place))
    return errors.OK


def _tell_change(looked: Looked, then: Before | None) -> None:
    """What is the same, what is not, and what that says; with a word of caution."""
    from perito.report.safe import line
    from perito.support.i18n import _

    same = {True: _("the same"), False: _("different"), None: _("not known")}
    print(_("against {run}:").format(run=then.run) if then else _("no earlier run says what this server was like"))
    for one in looked.rebuilt.compared:
        values = " → ".join(filter(None, (one.before, one.now))) if one.same is False else one.now or one.before
        print(f"  {same[one.same]:<9}  {line(one.text)}" + (f": {line(values)}" if values else ""))
    if looked.trouble:
        print("  " + _("it could not be asked: {why}").format(why=line(looked.trouble)))
    print(looked.rebuilt.verdict)
    if looked.rebuilt.warning:
        print(looked.rebuilt.warning)
    print(_("what a server says of itself is no proof: compare the fingerprint with the one on its console"))
