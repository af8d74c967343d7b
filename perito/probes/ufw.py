"""What ufw(8) does with a visitor, by `ufw status verbose`. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from perito.probes.files import number

if TYPE_CHECKING:
    from collections.abc import Iterator

# `80,443/tcp (Nginx Full)     ALLOW IN    Anywhere                   # a comment`
ROW: Final = re.compile(
    r"(?P<to>\S.*?)\s+(?P<action>ALLOW|DENY|REJECT|LIMIT)(?: (?P<way>IN|OUT|FWD))?\s+(?P<source>\S.*?)(?:\s+#.*)?\s*"
)
PROFILES: Final = frozenset({"Nginx Full", "Nginx HTTP", "WWW", "WWW Full", "Apache", "Apache Full"})  # of port 80
ADDRESS: Final = re.compile(r"\d+\.\d+\.\d+\.\d+")
ANYWHERE: Final = "Anywhere"
LONGEST: Final = 2000  # characters of a row
PASSING: Final = frozenset({"ALLOW", "LIMIT"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: where to (`80/tcp`), ALLOW, LIMIT, DENY or REJECT, and where from."""

    to: str
    action: str
    source: str
    text: str

    def is_about(self, port: int) -> bool:
        """Whether it is about a TCP port of the server's own address."""
        place = re.sub(r"\s*\(.*\)$", "", self.to)
        if " on " in place:
            place, _on, interface = place.partition(" on ")
            if interface.strip() == "lo":
                return False
        if place in PROFILES:
            return port == 80
        ports, _slash, protocol = (place.split() or [""])[-1].partition("/")
        if protocol not in {"", "tcp"}:
            return False
        if ports == ANYWHERE or ADDRESS.fullmatch(ports):
            return True
        return any(within(one, port) for one in ports.split(","))

    @property
    def is_for_everybody(self) -> bool:
        """Whether it names no sender."""
        return self.source.partition(" on ")[0].removesuffix(" (log)").strip() == ANYWHERE


def within(words: str, port: int) -> bool:
    """Whether `80`, `8000:8100` or `8000-8100` has the port."""
    match = re.fullmatch(r"(\d+)(?:[:-](\d+))?", words.strip())
    return match is not None and number(match[1]) <= port <= number(match[2] or match[1])


def rules(said: str) -> Iterator[Rule]:
    """The rules for what comes in over IPv4, in their order."""
    for line in said.splitlines():
        if line[:1].isspace():
            continue
        line = " ".join(line[:LONGEST].split())  # ROW takes a time that grows with the square of a run of blanks
        match = ROW.fullmatch(line)
        if match and match["way"] in {None, "IN"} and "(v6)" not in line.partition("#")[0]:
            yield Rule(match["to"].strip(), match["action"], match["source"].strip(), line)


def refuses(said: str, port: int) -> tuple[str, str] | None:
    """What refuses new connections from outside to a TCP port, where ufw is active and something does: `rule`, `some`
    (let in from certain senders only) or `default`, and the row or line that says so.

    The first rule about the port counts, then the default. One that refuses certain senders says nothing of others.
    """
    if not re.search(r"^Status: active", said, re.MULTILINE):
        return None
    some = ""
    for rule in rules(said):
        if not rule.is_about(port):
            continue
        if rule.is_for_everybody:
            return None if rule.action in PASSING else ("rule", rule.text)
        some = some or (rule.text if rule.action in PASSING else "")
    default = re.search(r"Default: (?:deny|reject) \(incoming\)", said)
    if default is None:
        return None
    return ("some", some) if some else ("default", default[0])
