"""Two sources of one fact, where they contradict each other: `integrity.*` checks name it, and no fact rests on it."""

from __future__ import annotations

from dataclasses import dataclass

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
    teacher alone, no outcome rests on it.
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

    @property
    def check(self) -> str:
        """The check that names it."""
        return self.finding.partition("/")[0]

    def __str__(self) -> str:
        return _("two sources disagree about {about}: {first} | {second}").format(
            about=self.about, first=self.first, second=self.second
        )
