"""Two sources of one fact, where they contradict each other: `integrity.*` checks name it, and no fact rests on it."""

from __future__ import annotations

from dataclasses import dataclass

from perito.errors import CannotLook, Unseen
from perito.support.i18n import _


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody's word: `name` says who (`systemctl`, `/proc/net/unix`), `says` what."""

    name: str
    says: str

    def __str__(self) -> str:
        return f"{self.name}: {self.says}"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sources that cannot both be right.

    finding: what names it, `integrity.programs/altered`; about: the program, file, account or unit. evidence: the
    numbers of the answers that are not believed any more; programs: names of programs whose word is not taken any more;
    all: nobody's is. checks: those that do not pass beside it, whatever their evidence, of the deployment `subject`
    where that is given. moving: something may have changed between the two, so that it is asked again. advice: for the
    teacher alone, no outcome rests on it. why: SOURCES_DISAGREE; another reason where the second source was not seen,
    and a sound server may be the cause of that: then nothing passes on the first, and nobody is accused.
    """

    finding: str
    about: str
    first: Source
    second: Source
    evidence: tuple[int, ...] = ()
    programs: tuple[str, ...] = ()
    all: bool = False
    moving: bool = False
    advice: bool = False
    checks: tuple[str, ...] = ()
    subject: str | None = None
    why: Unseen = Unseen.SOURCES_DISAGREE

    @property
    def unseen(self) -> CannotLook | None:
        """Why the second source was not seen; None where it was."""
        return None if self.why is Unseen.SOURCES_DISAGREE else CannotLook(self.why, self.second.says)

    @property
    def check(self) -> str:
        """The check that names it."""
        return self.finding.partition("/")[0]

    def __str__(self) -> str:
        if self.unseen is not None:
            return str(self.unseen)
        return _("two sources disagree about {about}: {first} | {second}").format(
            about=self.about, first=self.first, second=self.second
        )
