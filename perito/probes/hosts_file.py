"""A hosts file read as resolvers read it (hosts(5)), and entries that no resolver understands."""

from __future__ import annotations

import codecs
import ipaddress
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

BLANKS = " \t\r\f\v"
BLANK = re.compile(f"[{BLANKS}]+")  # of the C locale: a no-break space from a web page separates nothing
ALIKE = 0.8
RELATED = 0.6
ADORNED = re.compile(r"^[a-z]+://|(?<![/,;:.])[/,;:.]+$")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Encoding(StrEnum):
    """The encoding of the file. Windows' own editor offers all three; resolvers read no UTF-16."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `address` as written, `names` in lower case, `line` from 1.

    `commented` where the line is a comment that would be an entry without its #.
    """

    line: int
    text: str
    address: str
    names: tuple[str, ...]
    commented: bool = False

    @property
    def ip(self) -> Address | None:
        """The address; None for an invalid one (192.168.X.X), whose line resolvers skip."""
        return parse_address(self.address)


def parse_address(text: str) -> Address | None:
    """An IPv4 or IPv6 address in inet_pton(3)'s format, a zone after % allowed; None for any other text."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def decode(data: bytes) -> tuple[str, Encoding]:
    """The text of a hosts file and its encoding; a byte-order mark is removed. Never fails."""
    if data.startswith(UTF_16) or b"\0" in data[:400]:
        big = data.startswith(codecs.BOM_UTF16_BE) or data[:1] == b"\0"
        return data.decode("utf-16-be" if big else "utf-16-le", "replace").removeprefix("\ufeff"), Encoding.UTF_16
    try:
        return data.decode("utf-8-sig"), Encoding.UTF_8
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), Encoding.OTHER


def parse(text: str) -> list[Entry]:
    """Every line of a hosts file that names something, commented ones too, in order."""
    found = (parse_line(number, line) for number, line in enumerate(text.split("\n"), 1))
    return [entry for entry in found if entry is not None]


def parse_line(number: int, line: str) -> Entry | None:
    """One line; None where it is blank or an ordinary comment."""
    content = line.partition("#")[0]
    words = [word for word in BLANK.split(content) if word]
    if words:
        return Entry(number, line.strip(BLANKS), words[0], tuple(name.lower() for name in words[1:]))
    hidden = line.strip(BLANKS).lstrip("#").partition("#")[0]
    words = [word for word in BLANK.split(hidden) if word]
    if len(words) < 2 or not _like_an_address(words[0]):
        return None
    return Entry(number, line.strip(BLANKS), words[0], tuple(name.lower() for name in words[1:]), commented=True)


def _like_an_address(word: str) -> bool:
    return parse_address(word) is not None or bool(re.fullmatch(r"\d{1,3}(\.[\dxX]{1,3}){3}", word))


def addresses(entries: Iterable[Entry], name: str) -> list[Entry]:
    """The lines that a resolver takes for a name: the first of IPv4 and the first of IPv6; capitals are ignored."""
    found: dict[int, Entry] = {}
    for entry in entries:
        if entry.ip is not None and not entry.commented and name.lower() in entry.names:
            found.setdefault(entry.ip.version, entry)
    return list(found.values())


def unreadable(entries: Iterable[Entry], name: str) -> Entry | None:
    """The first line about a name that resolvers skip, because it does not begin with an address."""
    wanted = name.lower()
    for entry in entries:
        words = (*entry.names, entry.address.lower())
        said = wanted in words or (not entry.names and wanted in entry.address.lower())
        if entry.ip is None and not entry.commented and said:
            return entry
    return None


def commented(entries: Iterable[Entry], name: str) -> Entry | None:
    """The first line about a name that is only a comment."""
    return next((entry for entry in entries if entry.commented and name.lower() in entry.names), None)


def misspelt(entries: Iterable[Entry], name: str) -> tuple[Entry, str] | None:
    """The line with the most similar name, and that name; None without a similar one.

    A name that differs by www. only is another name, not a misspelt one.
    """
    best: tuple[float, Entry, str] | None = None
    for entry in entries:
        for other in entry.names if entry.ip is not None and not entry.commented else ():
            ratio = similarity(other, name)
            if ratio >= ALIKE and (best is None or ratio > best[0]):
                best = (ratio, entry, other)
    return best[1:] if best else None


def similarity(one: str, other: str) -> float:
    """Similarity of two names, 0 to 1; http:// before and slashes or commas after are ignored.

    0 where they are the same, or differ by a leading www. only or by digits: those are other names.
    """
    one, other = one.lower(), other.lower()
    bare, wanted = ADORNED.sub("", ADORNED.sub("", one)), ADORNED.sub("", other)
    if bare == wanted:
        return 1.0 if one != other else 0.0
    if bare.removeprefix("www.") == wanted.removeprefix("www."):
        return 0.0
    if re.sub(r"\D", "", bare) != re.sub(r"\D", "", wanted):
        return 0.0
    return SequenceMatcher(None, bare, wanted).ratio()


def by_other_names(entries: Iterable[Entry], here: Collection[str]) -> list[Entry]:
    """The lines with one of these addresses, whatever their names."""
    wanted = {parse_address(one) for one in here} - {None}
    return [entry for entry in entries if entry.ip in wanted and not entry.commented]


def about(text: str, names: Sequence[str], here: Collection[str]) -> list[Entry]:
    """The lines about these names or addresses: the rest of a hosts file is private."""
    entries = parse(text)
    ours = set(map(id, by_other_names(entries, here)))
    return [entry for entry in entries if id(entry) in ours or _related(entry, names)]


def _related(entry: Entry, names: Sequence[str]) -> bool:
    words = (entry.address.lower(), *entry.names)
    return any(
        name.lower() in word or SequenceMatcher(None, word, name.lower()).ratio() >= RELATED
        for name in names
        for word in words
    )
