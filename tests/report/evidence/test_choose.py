"""Of several answers the one that decides comes first, by the rules of perito/report/evidence/choose.py."""

from __future__ import annotations

from dataclasses import dataclass

from perito.documents.shapes import Entry, FileText, Http, Journal, Listing, Row, Said, Shape, Table
from perito.report.evidence import Seen, Understood
from perito.report.evidence.choose import deciding, relevant
from perito.report.evidence.focus import Focus

FILE = "/etc/app/app.conf"


@dataclass(frozen=True)
class Known(Understood):
    """A piece of evidence whose shapes are given."""

    given: tuple[Shape, ...] = ()

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Those."""
        return self.given


def known(number: int, *shapes: Shape, title: str = "x") -> Known:
    """One piece."""
    return Known(Seen(number, "command", title), shapes)


OWN = known(1, Table("app.service", (Row("User", "ana"),)), title="systemctl show x")
NAMED = known(2, Listing((Entry(FILE, "file", 0o644, "root", "root"),)), title="stat x")
LOOKED = known(3, Journal("other.service", (Said(1.0, "x"),)), title="journalctl -b -u other")
QUOTED = known(4, Journal("third.service", (Said(1.0, "it broke here"),)), title="tail x")
LINE = known(5, FileText(FILE, "one\ntwo\n"), title="cat x")
EVERY = [OWN, NAMED, LOOKED, QUOTED, LINE]
FOCUS = Focus(
    places=((FILE, 2),), paths=(FILE,), names=("app.service",), quotes=("it broke here",), value="644",
    command="sudo journalctl -u other",
)  # fmt: skip


def first(*items: Known, focus: Focus = FOCUS) -> int:
    """The number of the one that decides."""
    return deciding(items, focus)[0].number


def test_the_rules_decide_in_their_order() -> None:
    items = list(EVERY)
    for wanted in (5, 4, 3, 2, 1):
        assert first(*items) == wanted
        items.pop()


def test_of_equals_the_first_and_the_others_as_they_were_asked() -> None:
    again = known(6, *LINE.given)
    assert [one.number for one in deciding([OWN, LINE, NAMED, again], FOCUS)] == [5, 1, 2, 6]


def test_a_line_that_the_file_does_not_have_decides_nothing() -> None:
    assert first(QUOTED, known(5, FileText(FILE, "one"))) == 4


def test_what_was_found_decides_between_answers_about_the_deployment() -> None:
    good = known(1, Http("GET / HTTP/1.1", "192.0.2.1:80", (("Host", "app"),), 200))
    bad = known(2, Http("GET / HTTP/1.1", "192.0.2.1:80", (("Host", "app"),), 502))
    focus = Focus(names=("app",), value="502")
    assert first(good, bad, focus=focus) == 2
    assert first(good, bad, focus=Focus(names=("app",), value="refused")) == 1


def test_of_many_files_only_those_are_shown_that_tell() -> None:
    many = known(1, *(FileText(f"/etc/app/{name}", "x\ny\n") for name in "abcdef"), FileText(FILE, "one\ntwo\n"))
    assert relevant(many, FOCUS) == [FileText(FILE, "one\ntwo\n")]
    (contents,) = relevant(many, Focus())
    assert isinstance(contents, Table)
    assert [row.key for row in contents.rows] == [*(f"/etc/app/{name}" for name in "abcdef"), FILE]
