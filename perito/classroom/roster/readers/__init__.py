"""The kinds of files that are rosters, one module each. The first whose `is_it` says so reads a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.classroom.roster.readers import ansible, aws, csv, json_list, proxmox, terraform, vagrant, xlsx, yaml

if TYPE_CHECKING:
    from perito.classroom.roster.readers.reader import Reader
    from perito.classroom.roster.source import Source

READERS: tuple[Reader, ...] = (
    xlsx.READER,
    vagrant.READER,
    aws.READER,
    proxmox.READER,
    ansible.READER,
    terraform.READER,
    json_list.READER,
    csv.READER,
    yaml.READER,
)
FORMATS = tuple(sorted(one.name for one in READERS))


def reader_of(source: Source) -> Reader | None:
    """The reader of a file by its content and its name; None where neither tells."""
    return next((one for one in READERS if one.is_it(source)), None)
