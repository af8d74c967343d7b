"""DNS answers about a name, and their meaning. Pure: the same from the network and from a recording."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


class Status(StrEnum):
    """How one question ended."""

    ANSWER = "answer"  # there are addresses
    NXDOMAIN = "nxdomain"  # there is no such name
    NODATA = "nodata"  # the name exists, without such an address
    LOOP = "loop"  # its aliases form a circle or a chain that is too long
    SERVFAIL = "servfail"  # the server has a problem with this zone
    REFUSED = "refused"  # the server does not answer for this zone, or not for us
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    MALFORMED = "malformed"  # an invalid name, or an answer that cannot be read


FINAL = frozenset({Status.ANSWER, Status.NXDOMAIN, Status.NODATA, Status.LOOP})
UNANSWERED = frozenset({Status.TIMEOUT, Status.UNREACHABLE})


@dataclass(frozen=True, slots=True)
class Reply:
    """One question and its outcome. `chain`: the aliases followed; `ttl` in seconds, the shortest of all."""

    name: str
    kind: str
    server: str
    status: Status
    addresses: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    ttl: int | None = None
    detail: str = ""

    def to_json(self) -> dict[str, Any]:
        """For the evidence; empty fields are left out."""
        return {name: value for name, value in asdict(self).items() if value not in ((), "", None)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Reply:
        """The reply from its JSON. Raises KeyError, TypeError or ValueError."""
        return cls(
            name=str(value["name"]),
            kind=str(value["kind"]),
            server=str(value["server"]),
            status=Status(value["status"]),
            addresses=tuple(map(str, value.get("addresses", ()))),
            chain=tuple(map(str, value.get("chain", ()))),
            ttl=value.get("ttl"),
            detail=str(value.get("detail", "")),
        )


def found(replies: Iterable[Reply]) -> list[Reply]:
    """The replies with addresses: those of the first full name that has any."""
    given = [reply for reply in replies if reply.addresses]
    return [reply for reply in given if reply.name == given[0].name]


def unknown_for_sure(replies: Iterable[Reply]) -> bool:
    """Whether DNS says for certain that the name has no address: every question was answered, or none was asked.

    A server that knows some domain refuses names outside it, a bare name too, with or without www.: where a longer name
    of the same search got its answer, that settles it.
    """
    settled: dict[tuple[str, str], bool] = {}
    outside: set[tuple[str, str]] = set()
    for reply in replies:
        question = (reply.name, reply.kind)
        settled[question] = settled.get(question, False) or reply.status in FINAL
        bare = reply.name.removeprefix("www.").count(".") == 1
        if reply.status is Status.REFUSED and not reply.chain and bare:
            outside.add(question)
    return not settled or (any(settled.values()) and all(settled[one] or one in outside for one in settled))
