"""Files and directories, as stat(1), ls(1) and cat(1) would show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.documents.shapes import Entry, FileText, Listing, Row, Shape, Table
from perito.probes.ages import read_ages
from perito.probes.base import text
from perito.probes.files import gathered, read_tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.probes.files import PathInfo
    from perito.transport.base import Answer


def entry(info: PathInfo) -> Entry:
    """The stat record of a path."""
    return Entry(info.path, info.kind, info.mode, info.owner, info.group, info.target or "", info.acl)


def statted(answer: Answer, _title: str) -> list[Shape]:
    """Records of `framing`: the paths with their permissions, and what is missing."""
    infos, missing, _texts = gathered(answer.stdout)
    return _listed(infos, missing)


def _listed(infos: Mapping[str, PathInfo], missing: Mapping[str, str]) -> list[Shape]:
    absent = [Entry(path, problem=why) for path, why in missing.items() if path.startswith("/")]
    return [Listing((*map(entry, infos.values()), *absent))] if infos or absent else []


def aged(answer: Answer, _title: str) -> list[Shape]:
    """When paths were last changed."""
    found = read_ages(answer)
    return [Table("", tuple(Row(path, "", time=age.latest) for path, age in found.by_path.items()))]


def texts(answer: Answer, _title: str) -> list[Shape]:
    """Records of `framing`: the files' texts, then the paths with their permissions."""
    infos, missing, contents = gathered(answer.stdout)
    return [*(FileText(path, content) for path, content in contents.items()), *_listed(infos, missing)]


def plainly_read(answer: Answer, title: str) -> list[Shape]:
    """`cat FILE` of one file, as anybody asks it; with records of `framing`, those."""
    if answer.stdout.startswith((b"P\0", b"N\0", b"T\0")):
        return texts(answer, title)
    path = title.split(None, 1)[1].strip("'\"")
    if answer.exit_code != 0 or not path.startswith("/") or b"\0" in answer.stdout[:4096]:
        return []
    return [FileText(path, text(answer.stdout))]


def tree(answer: Answer, _title: str) -> list[Shape]:
    """Everything below a directory."""
    found = read_tree(answer)
    return [Listing(tuple(map(entry, found)))] if found else []
