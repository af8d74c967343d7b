"""Which column of a table is which field: by what was given, by its heading, by its cells; and what could be either."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.classroom.roster import fields, headings
from perito.classroom.roster.given import Given, listed, shortened
from perito.classroom.roster.headings import ABOUT_HOST, ABOUT_PORT, ABOUT_USER, ACCOUNT, FIELD_OF, PUPIL, RANK
from perito.classroom.roster.kinds import kind_of
from perito.classroom.roster.model import FIELDS
from perito.classroom.roster.rows import SECRET, meant, quoted, secret
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.classroom.roster.rows import Cell, Place, Problems
    from perito.classroom.roster.sheet import Sheet

WHO = ("id", "username", "email", "record", "name", "first", "last")
BY_RANK = frozenset({*WHO, "second", "timestamp", "role"})  # of several suitable columns the first one is taken
EVERY = frozenset({"id", "username"})  # who has nothing in one column may have something in the next
POSTAL = "address"  # of a house, or of a server


@dataclass
class Columns:
    """The fields of a sheet's columns: for each field its columns, the best one first."""

    sheet: Sheet
    given: Given
    problems: Problems
    reach: bool = True
    found: dict[str, list[int]] = field(default_factory=dict)
    also: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.titles = self.sheet.titles
        self.kind = kind_of({*self.titles})
        self.by_column = {number: self._meant(number) for number in range(len(self.titles))}
        self._accounts()
        self._pupils()
        self._by_content()
        self._asked()
        self._settle()
        self._complain()

    @property
    def tells_who(self) -> bool:
        """Whether any column says who somebody is."""
        return any(name in self.found for name in WHO)

    @property
    def where(self) -> Place:
        """The headings' line."""
        return self.sheet.headings[0].place

    def _meant(self, number: int) -> str:
        """The field of one column by its heading; empty where it says none."""
        heading = self.sheet.headings[number]
        given = self.given.field_of(heading.text)
        title = self.titles[number]
        if given is not None:
            who = next((known[title] for known in (self.sheet.known, self.kind.fields, FIELD_OF) if title in known), "")
            if who not in WHO or given in WHO:
                return given
            self.also[given] = number  # a machine's name says whose it is, and where
            return who
        for known in (self.sheet.known, self.kind.fields, FIELD_OF):
            if title in known:
                found = known[title]
                self._note_input(heading, found)
                return "" if self._other_is_given(found) else found
        own, refused = self.given.inputs.field_of(heading.text), self.given.inputs.refused(heading.text)
        if refused or (SECRET.fullmatch(title) and not own):
            self.problems.add(heading.place, refused or secret(heading.text.strip()))
        return "" if self._other_is_given(own) else own

    def _note_input(self, heading: Cell, found: str) -> None:
        """A column that means something in every roster keeps its meaning; that is said where an input has its name."""
        own = self.given.inputs.field_of(heading.text)
        if own and own not in self.given.columns:
            text = _("{column} is taken as {field}; --column {own}={heading} takes it as what the practice is given")
            named = self._called(self.sheet.headings.index(heading), for_shell=True)
            told = text.format(column=quoted(heading.text.strip()), field=found, own=own, heading=named)
            self.problems.note(heading.place, told)

    def _other_is_given(self, name: str) -> bool:
        """Whether another column was given for a field."""
        parts = ("first", "last", "second") if "name" in self.given.columns else ()
        return name in self.given.columns or name in parts or (name in EVERY and "id" in self.given.columns)

    def _columns_of(self, *names: str) -> list[int]:
        return [number for number, name in self.by_column.items() if name in names]

    def _accounts(self) -> None:
        """`Usuario` is whom to log in as, where something else says who it is; alone it could be either."""
        for number in self._columns_of("user"):
            bare = self.titles[number] in ACCOUNT and self.given.columns.get("user") is None
            if bare and not self._columns_of(*WHO) and not PUPIL & {*self.titles}:
                self._ask(number, ("id", "user"))

    def _pupils(self) -> None:
        """`Alumno` is a name, or an id where a name stands beside it and no other id does."""
        for number, title in enumerate(self.titles):
            if title in PUPIL and not self.by_column[number]:
                named = self._columns_of("name", "first", "last")
                self.by_column[number] = "id" if named and not self._columns_of("id") else "name"

    def _by_content(self) -> None:
        """`Address` may be where somebody lives; and questions in words, whose answers must fit."""
        for number in self._columns_of("host"):
            if self.titles[number] == POSTAL and self.given.columns.get("host") is None and self._is_postal(number):
                self.by_column[number] = ""
        if not self._columns_of("host") and not self._other_is_given("host"):
            self._take("host", [number for number in self._worded(ABOUT_HOST) if self._addresses(number)])
        if not self._columns_of("port") and not self._other_is_given("port"):
            self._take("port", [number for number in self._worded(ABOUT_PORT) if self._all(number, str.isdigit)])
        if not self._columns_of("user") and not self._other_is_given("user"):
            about = [n for n in self._worded(ABOUT_USER) if ABOUT_HOST & headings.words(self.titles[n])]
            self._take("user", [number for number in about if self._all(number, lambda one: "@" not in one)])

    def _worded(self, about: frozenset[str]) -> list[int]:
        """Columns without a field whose heading has one of these words."""
        return [
            number
            for number, title in enumerate(self.titles)
            if not self.by_column[number] and about & headings.words(title) and not self._is_usual(number)
        ]

    def _take(self, name: str, columns: list[int]) -> None:
        for number in columns:
            self.by_column[number] = name

    def _addresses(self, number: int) -> bool:
        """Whether most of what stands in a column is an address."""
        cells = [one.text for one in self.sheet.column(number) if not fields.is_nothing(one.text)]
        return 2 * sum(fields.looks_like_host(one) for one in cells) > len(cells)

    def _is_postal(self, number: int) -> bool:
        """Whether most of what stands in a column can be no server's name."""
        cells = self.sheet.column(number)
        return 2 * sum(" " in one.text for one in cells) > len(cells)

    def _all(self, number: int, fits: object) -> bool:
        cells = self.sheet.column(number)
        return bool(cells) and callable(fits) and all(fits(one.text) for one in cells)

    def _asked(self) -> None:
        """Several columns for one field: the same heading twice, or any could be meant."""
        for name in {*self.by_column.values()} - {""}:
            columns = self._columns_of(name)
            title = self.titles[columns[0]]
            again = next((number for number in columns[1:] if self.titles[number] == title), None)
            if again is not None:
                text = _("two columns are called {heading}")
                heading = self.sheet.headings[again]
                self.problems.add(heading.place, text.format(heading=quoted(heading.text.strip())))
            elif len(columns) > 1 and name not in BY_RANK:
                self._ask_which(name, self._public(name, columns))

    def _public(self, name: str, columns: list[int]) -> list[int]:
        """Of a public and a private address the public one is taken; that is said."""
        public = [number for number in columns if "private" not in self.titles[number]]
        if name != "host" or len(public) != 1 or "public" not in self.titles[public[0]]:
            return columns
        for number in columns:
            if number not in public:
                self.by_column[number] = ""
        text = _("{taken} is taken as the address; --column host={other} takes the other")
        other = next(number for number in columns if number not in public)
        self.problems.note(
            self.where, text.format(taken=self._called(public[0]), other=self._called(other, for_shell=True))
        )
        return public

    def _ask_which(self, name: str, columns: list[int]) -> None:
        if len(columns) < 2:
            return
        text = _("{columns} could both be {field}: say which with {options}")
        self.problems.add(
            self.sheet.headings[columns[0]].place,
            text.format(
                columns=_(" and ").join(self._called(one) for one in columns),
                field=name,
                options=_(" or ").join(f"--column {name}={self._called(one, for_shell=True)}" for one in columns),
            ),
        )

    def _ask(self, number: int, names: tuple[str, ...]) -> None:
        text = _("{column} could be {fields}: say which with {options}")
        self.problems.add(
            self.sheet.headings[number].place,
            text.format(
                column=self._called(number),
                fields=_(" or ").join(names),
                options=_(" or ").join(f"--column {name}={self._called(number, for_shell=True)}" for name in names),
            ),
        )

    def _called(self, number: int, *, for_shell: bool = False) -> str:
        text = self.sheet.headings[number].text.strip()
        return f'"{text}"' if for_shell and text.isprintable() and '"' not in text else quoted(text)

    def _settle(self) -> None:
        """The columns of each field, by rank."""
        grouped: defaultdict[str, list[int]] = defaultdict(list)
        for number, name in self.by_column.items():
            if name:
                grouped[name].append(number)
        for name, columns in grouped.items():
            ranked = sorted(columns, key=lambda number: RANK.get(self.titles[number], -1))
            self.found[name] = ranked if name in EVERY else ranked[:1]
        self.found |= {name: [number] for name, number in self.also.items()}

    def _complain(self) -> None:
        """Columns without which there is no class; and once, those left aside."""
        if not self.tells_who and not self._columns_of("user"):
            self.problems.add(
                self.where, _("no column says who somebody is; {advice}").format(advice=self._advice("id"))
            )
        if self.reach and "host" not in self.found:
            self.problems.add(
                self.where, _("no column says where the servers are; {advice}").format(advice=self._advice("host"))
            )
        aside = [
            self._aside(number)
            for number, name in self.by_column.items()
            if not name and self.titles[number] and not self._is_usual(number)
        ]
        if aside:
            text = _("columns left aside: {columns}")
            self.problems.note(self.where, text.format(columns=shortened(aside)))

    def _aside(self, number: int) -> str:
        """A column in the note, with the field that it may be meant as."""
        heading = quoted(self.sheet.headings[number].text.strip())
        free = [name for name in FIELDS if name not in self.found]
        own = [name for name in self.given.inputs.columns if self.given.inputs.field_of(name) not in self.found]
        return heading + meant(self.titles[number], [*free, *own], 0.74)

    def _advice(self, name: str) -> str:
        """What to write: a column that looks right, a heading that is nearly one, or any."""
        free = [number for number, found in self.by_column.items() if not found and self.titles[number]]
        fit = [one for one in free if name == "host" and self.sheet.column(one) and self._addresses(one)]
        near = [one for one in free if meant(self.titles[one], [name])]
        example = self._called((fit or near)[0], for_shell=True) if fit or near else '"…"'
        text = _("there are {columns}: say which with --column {field}={example}, or add one called {field}")
        names = listed(one.text.strip() for one in self.sheet.headings)
        return text.format(columns=names, field=name, example=example)

    def _is_usual(self, number: int) -> bool:
        """Whether a column is one of the many that such a table always has."""
        title = self.titles[number]
        if title in self.kind.fields or title in FIELD_OF:
            return True
        return self.kind.usual is not None and self.kind.usual.fullmatch(title) is not None
