"""Who contradicts whom on the server: what the checks `integrity.*` name, and what no pass rests on."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.practice.expect import Failure, NotApplicable
from perito.probes.base import ToolAbsent
from perito.probes.framing import PYTHON
from perito.probes.integrity.programs import hashes
from perito.server.integrity import machine, moments, packages, views
from perito.server.integrity.reading import Asked
from perito.support.i18n import _
from perito.transport.base import Command, HttpRequest
from perito.transport.unreadable import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from perito.evidence.session import Session
    from perito.server.machine import Machine
    from perito.server.sources import Contradiction

    Compare = Callable[[], Iterable[Contradiction]]

WORD: Final = re.compile(r"[\w.+-]+")
# No lie hides behind these: without them nothing else is seen, either.
QUIET: Final = {Unseen.NOT_RECORDED, Unseen.TOOL_ABSENT, Unseen.NO_SUDO, Unseen.SUDO_PASSWORD, Unseen.LOST}
MOMENT: Final = 1.0  # seconds until what moves is asked again


class Integrity:
    """Compares two sources of the facts that checks rest on. Models add comparisons of their own with `also`.

    A comparison yields contradictions; each has a check that names it (`integrity.units`). `services`: the units that
    the checks are about. `asked_for`: whether anything is compared; a model may leave it to the practice.
    """

    def __init__(self, server: Machine) -> None:
        self.server = server
        self.services: tuple[str, ...] = ()
        self.asked_for = True
        self.unseen: dict[str, CannotLook] = {}
        self._compare: list[tuple[tuple[str, ...], Compare]] = []
        self._found: tuple[Contradiction, ...] | None = None
        self._read: dict[str, tuple[int, ...]] = {}  # by check: the evidence that was compared
        self._words: dict[int, frozenset[str]] = {}
        asked = Asked(server)
        for checks, compare in (
            (packages.PROGRAM_CHECKS, lambda: packages.programs(asked)),
            (packages.PACKAGE_CHECKS, lambda: packages.installed(asked)),
            (views.CHECKS, lambda: views.views(asked, self.services)),
            (machine.ACCOUNT_CHECKS, lambda: machine.accounts(asked)),
            (machine.FILE_CHECKS, lambda: machine.files(asked)),
            (machine.SOCKET_CHECKS, lambda: machine.sockets(asked)),
            (machine.UNIT_CHECKS, lambda: machine.units(asked, self.services)),
            (moments.CHECKS, lambda: moments.changes(asked, self.services)),
        ):
            self.also(checks, compare)
        self._asked = asked

    def also(self, checks: Sequence[str], compare: Compare) -> None:
        """Add a comparison; `checks`: those that name what it finds."""
        self._compare.append((tuple(checks), compare))
        self._found = None

    @property
    def session(self) -> Session:
        """The grading's."""
        return self.server.session

    def seen(self) -> bool:
        """Whether the raw facts were asked for; recordings of earlier versions have none."""
        if not self.asked_for:
            return False
        return not self.session.replayed or self.session.number(hashes().command) is not None

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """All of them. Of what changes from moment to moment only those that are still there a moment later."""
        if self._found is None:
            found = tuple(self._all()) if self.seen() else ()
            if any(one.moving for one in found) and not self.session.replayed:
                time.sleep(MOMENT)
                self._asked.anew()
                found = tuple(self._all())
            self._found = found
        return self._found

    def of(self, check: str) -> list[Contradiction]:
        """What one check names. Raises CannotLook where its sources could not be compared."""
        about = [one for one in self.contradictions if one.check == check]
        found = [one for one in about if one.unseen is None]
        why = next((one.unseen for one in about), None)
        why = why or self.unseen.get(check) or self.unseen.get(packages.PROGRAM_CHECKS[0])
        if not found and why is not None:
            raise why
        return found

    def _all(self) -> Iterator[Contradiction]:
        self.unseen = {}
        trail = list(self.server.trail)
        for checks, compare in self._compare:
            self.server.trail.clear()
            try:
                with reading("two sources"):
                    yield from list(compare())
            except CannotLook as why:
                self.unseen.update(dict.fromkeys(checks, why))
            self._read.update(dict.fromkeys(checks, tuple(dict.fromkeys(self.server.trail))))
        self.server.trail[:] = trail

    def disputed(self, trail: Sequence[int], check: str = "", subject: str | None = None) -> Contradiction | None:
        """The contradiction about one of these pieces of evidence, about this check of this deployment, or about all
        that was asked; None where none is."""
        for one in self.contradictions:
            if one.advice:
                continue
            asked = [number for number in trail if self._words_of(number)]
            if (one.all and (asked or not trail)) or set(one.evidence) & set(trail):
                return one
            if check in one.checks and one.subject in {None, subject}:
                return one
            if one.programs and any(self._words_of(number) & set(one.programs) for number in asked):
                return one
        return None

    def _words_of(self, number: int) -> frozenset[str]:
        """The words of a question to the server; of a request for a page, the programs that answer it."""
        if number not in self._words:
            exchanges = self.session.evidence.exchanges
            asked = exchanges[number - 1].asked if 0 < number <= len(exchanges) else None
            self._words[number] = (
                _programs(asked.script) if isinstance(asked, Command)
                else frozenset({"nginx"}) if isinstance(asked, HttpRequest)
                else frozenset()
            )  # fmt: skip
        return self._words[number]

    def unanswered(self) -> CannotLook | None:
        """Why nothing is believed: the server has Python, and does not say what answers us. None where it does."""
        if (
            not [one for one in self.contradictions if one.unseen is None]
            and (why := self.unseen.get(packages.PROGRAM_CHECKS[0])) is not None
        ):
            return None if why.reason in QUIET else why
        return None

    def must_agree(self, check: str) -> None:
        """Raises Failure with the first contradiction that this check names, and how many more there are; NotApplicable
        where the practice asks for no comparison, for a recording from before there were two sources, and where nothing
        was found to compare.

        The check rests on what was compared, or on the two sources that disagree.
        """
        if not self.asked_for:
            raise NotApplicable(_("two sources are compared only for a practice with a step `integrity`"))
        if not self.seen():
            raise NotApplicable(_("the recording has one source only"))
        if not any(check in checks for checks, _compare in self._compare):
            raise NotApplicable(_("nothing was found that could be compared"))
        try:
            found = self.of(check)
        except ToolAbsent as why:
            raise NotApplicable(str(why)) from why
        except CannotLook as why:
            if why.reason is not Unseen.NOT_RECORDED:
                raise
            raise NotApplicable(_("the recording has one source only")) from why
        self.server.trail.extend(found[0].evidence if found else self._read.get(check, ()))
        if found:
            one = found[0]
            more = ", ".join(dict.fromkeys(other.about for other in found[1:] if other.about != one.about))
            raise Failure(
                str(one.first), str(one.second), more, independent=True, finding=one.finding,
                said={"about": one.about, "first": one.first, "second": one.second},
            )  # fmt: skip


def _programs(script: str) -> frozenset[str]:
    """The programs that a script may run: the words in it, or Python alone where that is all it starts."""
    return frozenset({"python3"} if script.startswith(PYTHON) else WORD.findall(script))
