"""What programs say of accounts, packages, disks, addresses and of themselves; and what the client found out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from perito.documents.shapes import Row, Shape, Table, Text
from perito.probes.accounts import read_accounts, read_whoami
from perito.probes.base import text
from perito.probes.disk import read_disks
from perito.probes.environ import read_environ
from perito.probes.firewall import read_firewall, rule_in_words
from perito.probes.framing import MALFORMED
from perito.probes.git import read_repository
from perito.probes.names import read_interfaces
from perito.probes.python.tools import read_toolbox
from perito.probes.sandbox import MARK
from perito.probes.system import read_system

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from perito.transport.base import Answer

MOST: Final = 500  # objects of an answer
TITLES: Final = ("path", "file", "name")  # of an object, the first that it has


def table(title: str, pairs: Iterable[tuple[str, object]]) -> list[Shape]:
    """Keys with values; nothing empty."""
    rows = tuple(Row(key, value) for key, one in _flat(pairs) if (value := _worded(one)))
    return [Table(title, rows)] if rows else []


def _flat(pairs: Iterable[tuple[str, object]]) -> Iterator[tuple[str, object]]:
    """The pairs, and instead of one with an object those in it, each behind the name of both."""
    for key, one in pairs:
        if isinstance(one, dict):
            yield from ((f"{key} {name}", inside) for name, inside in one.items())
        else:
            yield key, one


def _worded(value: object) -> str:
    """A value in one line of text; lists with commas, what is nested as JSON."""
    if value is None or value is False:
        return ""
    if isinstance(value, list | tuple) and all(isinstance(one, str | int | float) for one in value):
        return ", ".join(map(str, value))
    if isinstance(value, str | int | float):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def system(answer: Answer, _title: str) -> list[Shape]:
    """The machine: its system, name, and time."""
    found = read_system(answer)
    rows = [
        Row("system", found.pretty_name),
        Row("hostname", found.hostname),
        Row("date", "", time=found.now),
        Row("boot", "", time=found.boot_time),
        Row("kernel", found.kernel),
    ]
    return [Table("", tuple(one for one in rows if one.value or one.time))]


def environ(answer: Answer, _title: str) -> list[Shape]:
    """The variables of a process."""
    return table("", read_environ(answer).items())


def accounts(answer: Answer, _title: str) -> list[Shape]:
    """Users and groups."""
    found = read_accounts(answer)
    users = [(one.name, f"uid {one.uid}, gid {one.gid}, {one.home}, {one.shell}") for one in found.users.values()]
    groups = [(one.name, f"gid {one.gid}: {', '.join(one.members)}") for one in found.groups.values()]
    return [*table("passwd", users), *table("group", groups)]


def who(answer: Answer, _title: str) -> list[Shape]:
    """The user who runs our commands."""
    found = read_whoami(answer)
    return table("", [("user", f"{found.name} ({found.uid})"), ("groups", found.groups), ("home", found.home)])


def packages(answer: Answer, _title: str) -> list[Shape]:
    """Packages with their state and version."""
    lines = [line.split("\t") for line in text(answer.stdout).splitlines()]
    return table("", [(name, " ".join(rest)) for name, *rest in lines])


def disks(answer: Answer, _title: str) -> list[Shape]:
    """How full the file systems are."""
    return table("", [(one.mounted, f"{one.blocks} %, inodes {one.inodes} %") for one in read_disks(answer)])


def interfaces(answer: Answer, _title: str) -> list[Shape]:
    """The server's addresses."""
    return table("", [("addresses", read_interfaces(answer))])


def versions(answer: Answer, _title: str) -> list[Shape]:
    """Programs: where they are found, and their versions."""
    found = read_toolbox(answer)
    pairs: list[tuple[str, object]] = [("PATH", found.path)]
    for one in found.tools.values():
        told = [one.path or "—", one.version or one.message, *one.elsewhere]
        pairs.append((one.name, "  ".join(filter(None, told))))
    return table("", pairs)


def repository(answer: Answer, _title: str) -> list[Shape]:
    """A repository: where it comes from, and what was changed in it."""
    found = read_repository(answer)
    return table("", [
        *((f"remote {name}", address) for name, address in found.remotes.items()),
        ("branch", found.branch), ("HEAD", found.head), ("changed", found.changed), ("untracked", found.untracked),
        ("problem", found.problem),
    ])  # fmt: skip


def settings(answer: Answer, title: str) -> list[Shape]:
    """`--check-config` and `--print-config`: settings as `name = value`, or the words with which it ends."""
    said = text(answer.stdout).removeprefix(f"{MARK}\n")
    if answer.exit_code != 0:
        return [Text(title, (text(answer.stderr) or said).strip("\n"))]
    pairs = [line.partition(" = ") for line in said.splitlines()]
    return table("", [(name.strip(), value) for name, equals, value in pairs if equals])


def firewall(answer: Answer, _title: str) -> list[Shape]:
    """What ufw and iptables say, and nft's chains with their rules in words."""
    status, iptables, nft = read_firewall(answer)
    found: list[Shape] = [Text(name, said) for name, said in (("ufw", status), ("iptables", iptables)) if said.strip()]
    rows: list[Row] = []
    for row in json.loads(nft)["nftables"] if nft.strip() else ():
        one = row.get("chain") or row.get("rule")
        if one is not None:
            where = " ".join(str(one.get(name, "")) for name in ("family", "table", "chain", "name")).replace("  ", " ")
            told = rule_in_words(one["expr"]) if "expr" in one else f"policy {one.get('policy', '-')}"
            rows.append(Row(where.strip(), told))
    return [*found, Table("nft", tuple(rows))] if rows else found


def of_client(asked: str, answer: object) -> Iterator[Shape]:
    """Facts that the visitor's computer found out: the lines of its hosts file, addresses of names."""
    if isinstance(answer, dict) and "file" in answer and isinstance(answer.get("lines"), list):
        rows = tuple(Row(str(number), str(line)) for number, line in answer["lines"])
        yield Table(str(answer["file"]), rows)
        yield from table("", [("encoding", answer.get("encoding")), ("problem", answer.get("problem"))])
    elif isinstance(answer, dict):
        yield from table("", [(str(key), value or "—") for key, value in answer.items()])
    else:
        yield from table("", [(asked, answer or "—")])


def objects(answer: Answer, title: str) -> list[Shape]:
    """Any other answer: its objects of JSON, one a line, as tables; else its text with NULs as ends of lines."""
    said = text(answer.stdout)
    if said.startswith("{"):
        return [shape for line in said.splitlines()[:MOST] for shape in _object(line)]
    if "\0" in said or said.startswith(MARK):
        said = said.removeprefix(f"{MARK}\n").replace("\0", "\n").strip("\n")
        return [Text("", said)] if said else [Text(title, text(answer.stderr))]
    return []


def _object(line: str) -> list[Shape]:
    try:
        found: dict[str, Any] = json.loads(line)
        title = next((str(found[key]) for key in TITLES if key in found), "")
        return table(title, [(key, _permissions(key, value)) for key, value in found.items() if str(value) != title])
    except MALFORMED:
        return []


def _permissions(key: str, value: object) -> object:
    """A mode in the digits that chmod(1) takes; anything else as it is."""
    return f"{value:o}" if key == "mode" and isinstance(value, int) else value
