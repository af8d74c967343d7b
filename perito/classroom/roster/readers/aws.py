"""`aws ec2 describe-instances`: each instance is a student, by its tag Name, else its InstanceId.

The public address is taken where any instance has one, else the private one. A stopped instance has no public address,
so its student is absent; terminated ones are left aside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.classroom.roster.headings import title
from perito.classroom.roster.readers.json_list import sheet_of
from perito.classroom.roster.readers.reader import Reader, Reading
from perito.classroom.roster.rows import Cell, Place
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.classroom.roster.json_text import Json, Node
    from perito.classroom.roster.rows import Row
    from perito.classroom.roster.source import Source

MEMBERS = ("InstanceId", "PublicIpAddress", "PublicDnsName", "PrivateIpAddress", "PrivateDnsName", "KeyName")
ADDRESSES = ("PublicIpAddress", "PublicDnsName", "PrivateIpAddress", "PrivateDnsName")
GONE = frozenset({"terminated", "shutting-down"})
KNOWN = {title("Name"): "id", title("InstanceId"): "record"}


def is_it(source: Source) -> bool:
    """Whether it has reservations."""
    return source.json is not None and bool(_instances(source.json))


def _instances(json: Json) -> list[Node]:
    answers = [json.root, *json.root.list]
    reservations = [one for answer in answers for one in answer.get("Reservations").list]
    return [one for reservation in reservations for one in reservation.get("Instances").list]


def rows(reading: Reading) -> list[Row]:
    """The students with an instance."""
    json = reading.source.json
    if json is None or not _instances(json):
        reading.problems.add(Place(reading.source.path), _("no answer of `aws ec2 describe-instances`"))
        return []
    there = []
    for one in _instances(json):
        if one.get("State", "Name").text in GONE:
            text = _("{instance} is terminated: left aside")
            reading.problems.note(json.place(one), text.format(instance=one.get("InstanceId").text))
        else:
            there.append((one, _cells(json, one)))
    address = next((name for name in ADDRESSES if any(name in cells for _node, cells in there)), ADDRESSES[0])
    return reading.people(sheet_of(json, there, {**KNOWN, title(address): "host"}))


def _cells(json: Json, instance: Node) -> dict[str, Cell]:
    """Its tags, then its own members."""
    tags = {tag.get("Key").text: json.cell(tag.get("Value")) for tag in instance.get("Tags").list}
    own = {name: json.cell(instance.get(name)) for name in MEMBERS if instance.get(name).text}
    return {name: cell for name, cell in tags.items() if name and cell.text and not name.startswith("aws:")} | own


READER = Reader("aws", is_it, rows)
