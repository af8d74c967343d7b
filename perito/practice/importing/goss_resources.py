"""How the attributes of goss's resources are asked for with testinfra (goss.rocks; testinfra's own page, Modules)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from perito.practice.importing import goss_http
from perito.practice.importing.goss_matchers import Fact, matched
from perito.practice.importing.goss_matchers import is_plain as _plain

if TYPE_CHECKING:
    from collections.abc import Callable

Lines = list[str] | None  # None: it has no translation
PORT = re.compile(r"(tcp|udp)(6?):(\d{1,5})")
TCP = re.compile(r"tcp://(\[[0-9a-fA-F:]+\]|[^:/\[\]]+):(\d{1,5})")
GIVES: Final[dict[type, Literal["flag", "number", "text"]]] = {bool: "flag", int: "number", str: "text"}
FILETYPES = {"file": "is_file", "directory": "is_directory", "symlink": "is_symlink", "socket": "is_socket"}


@dataclass(frozen=True)
class Kind:
    """A kind of resource. `named`: the attribute that may name it instead of the key; `lines`: of one attribute;
    `given`: the reader of a resource whose attributes say how it is asked."""

    named: str
    lines: Callable[[str, str, Any], Lines]
    given: Callable[[dict[str, Any]], Callable[[str, str, Any], Lines]] | None = None

    def reader(self, fields: dict[str, Any]) -> Callable[[str, str, Any], Lines]:
        """The reader of one resource's attributes."""
        return self.lines if self.given is None else self.given(fields)


def _equal(fact: str, value: object) -> list[str]:
    return [f"expect({fact}).to_equal({value!r})"]


def _simple(module: str, attributes: dict[str, tuple[str, type]]) -> Callable[[str, str, Any], Lines]:
    """Attributes that are compared as they are: the testinfra module's own, and of which type."""

    def lines(name: str, key: str, value: Any) -> Lines:
        fact, kind = attributes.get(key, ("", bool))
        code = f"host.{module}({name!r}).{fact}"
        if fact and isinstance(value, dict):
            return matched(Fact(code, GIVES[kind]), value)
        return _equal(code, value) if fact and _plain(value, kind) else None

    return lines


def _package(name: str, key: str, value: Any) -> Lines:
    if key == "installed" and _plain(value, bool):
        return _equal(f"host.package({name!r}).is_installed", value)
    if key == "versions" and isinstance(value, dict):  # Debian has one version of a package
        return matched(Fact(f"[host.package({name!r}).version]", "list"), value)
    if key == "versions" and isinstance(value, list) and len(value) == 1 and _plain(value[0], str):
        return _equal(f"host.package({name!r}).version", value[0])
    return None


def _file(name: str, key: str, value: Any) -> Lines:
    file = f"host.file({name!r})"
    if key == "mode" and _plain(value, str) and re.fullmatch("[0-7]{3,5}", value):
        return [f'expect(f"{{{file}.mode:o}}").to_equal({value.lstrip("0") or "0"!r})']
    if key == "mode" and isinstance(value, dict):
        return matched(Fact(f'f"{{{file}.mode:04o}}"', "text"), value)
    if key == "filetype" and isinstance(value, str) and value in FILETYPES:
        return _equal(f"{file}.{FILETYPES[value]}", True)
    if key == "linked-to" and _plain(value, str):  # as it is written: testinfra's linked_to follows it to the end
        return _equal(f'host.run("readlink %s", {name!r}).stdout.strip()', value)
    if key in {"contents", "contains"}:
        return _patterns(f"{file}.content_string", value)
    attributes = {
        "exists": ("exists", bool),
        "owner": ("user", str),
        "group": ("group", str),
        "size": ("size", int),
        "md5": ("md5sum", str),
        "sha256": ("sha256sum", str),
    }
    return _simple("file", attributes)(name, key, value)


def _user(name: str, key: str, value: Any) -> Lines:
    if key == "groups" and isinstance(value, dict):
        return matched(Fact(f"host.user({name!r}).groups", "list"), value)
    if key == "groups" and isinstance(value, list) and all(_plain(one, str) for one in value):
        return [f"expect(host.user({name!r}).groups).to_contain({one!r})" for one in value]
    attributes = {
        "exists": ("exists", bool),
        "uid": ("uid", int),
        "gid": ("gid", int),
        "home": ("home", str),
        "shell": ("shell", str),
    }
    return _simple("user", attributes)(name, key, value)


def _port(name: str, key: str, value: Any) -> Lines:
    found = PORT.fullmatch(name)
    if found is None:
        return None
    protocol, six, number = found.groups()
    if key == "listening" and _plain(value, bool):
        address = f"{protocol}://:::{number}" if six else f"{protocol}://{number}"
        return _equal(f"host.socket({address!r}).is_listening", value)
    if key == "ip" and isinstance(value, list) and all(_plain(one, str) for one in value):
        sockets = [f"{protocol}://{one}:{number}" for one in value]
        return [line for one in sockets for line in _equal(f"host.socket({one!r}).is_listening", True)]
    return None


def _process(name: str, key: str, value: Any) -> Lines:
    if key == "running" and _plain(value, bool):
        return _equal(f"bool(host.process.filter(comm={name!r}))", value)
    return None


def _command(name: str, key: str, value: Any) -> Lines:
    if key == "exit-status" and _plain(value, int):
        return _equal(f"host.run({name!r}).rc", value)
    if key == "exit-status" and isinstance(value, dict):
        return matched(Fact(f"host.run({name!r}).rc", "number"), value)
    if key in {"stdout", "stderr"}:
        return _patterns(f"host.run({name!r}).{key}", value)
    return None


def _kernel(name: str, key: str, value: Any) -> Lines:
    if key == "value" and _plain(value, str, int):
        return _equal(f"str(host.sysctl({name!r}))", str(value))
    if key == "value" and isinstance(value, dict):
        return matched(Fact(f"str(host.sysctl({name!r}))", "text"), value)
    return None


def _mount(name: str, key: str, value: Any) -> Lines:
    mount = f"host.mount_point({name!r})"
    if key == "opts" and isinstance(value, dict):
        return matched(Fact(f"{mount}.options", "list"), value)
    if key == "opts" and isinstance(value, list) and all(_plain(one, str) for one in value):
        return [f"expect({mount}.options).to_contain({one!r})" for one in value]
    attributes = {"exists": ("exists", bool), "source": ("device", str), "filesystem": ("filesystem", str)}
    return _simple("mount_point", attributes)(name, key, value)


def _interface(name: str, key: str, value: Any) -> Lines:
    if key == "addrs" and isinstance(value, list) and all(_plain(one, str) for one in value):
        plain = [one.partition("/")[0] for one in value]
        return [f"expect(host.interface({name!r}).addresses).to_contain({one!r})" for one in plain]
    if key == "mtu":
        code = f"int(host.file({f'/sys/class/net/{name}/mtu'!r}).content_string)"
        if isinstance(value, dict):
            return matched(Fact(code, "number"), value)
        return _equal(code, value) if _plain(value, int) else None
    return _simple("interface", {"exists": ("exists", bool)})(name, key, value)


def _address(name: str, key: str, value: Any) -> Lines:
    found = TCP.fullmatch(name)
    if found is None or key != "reachable" or not _plain(value, bool):
        return None
    return _equal(f"host.addr({found[1].strip('[]')!r}).port({int(found[2])}).is_reachable", value)


def _dns(name: str, key: str, value: Any) -> Lines:
    """By the server's own resolver. A type of record or another name server asks otherwise: that has no translation."""
    if re.match("[A-Z]+:", name):
        return None
    if key == "resolvable" and _plain(value, bool):
        return _equal(f"host.addr({name!r}).is_resolvable", value)
    if key == "addrs" and isinstance(value, dict):
        return matched(Fact(f"host.addr({name!r}).ip_addresses", "list"), value)
    if key == "addrs" and isinstance(value, list) and all(_plain(one, str) for one in value):
        return [f"expect(host.addr({name!r}).ip_addresses).to_contain({one!r})" for one in value]
    return None


def _of_dns(fields: dict[str, Any]) -> Callable[[str, str, Any], Lines]:
    return (lambda _name, _key, _value: None) if "server" in fields else _dns


def _patterns(fact: str, value: Any) -> Lines:
    """goss's patterns: a text that some line contains, /a regular expression/, each with a ! before it: no line.

    A text that stands alone is the whole of it.
    """
    if isinstance(value, dict):
        return matched(Fact(fact, "lines"), value)
    if isinstance(value, str):
        return _equal(f'{fact}.rstrip("\\n")', value.rstrip("\n"))
    given = value if isinstance(value, list) else [value]
    if not all(_plain(one, str) for one in given):
        return None
    found = [_pattern(fact, one) for one in given]
    return None if None in found else [line for line in found if line is not None]


def _pattern(fact: str, pattern: str) -> str | None:
    wanted = not pattern.startswith("!")
    text = pattern.removeprefix("!").removeprefix("\\")
    if len(text) > 1 and text.startswith("/") and text.endswith("/"):
        try:
            re.compile(text[1:-1])
        except re.error:
            return None
        some = f"any(re.search({text[1:-1]!r}, line) for line in {fact}.splitlines())"
    else:
        some = f"any({text!r} in line for line in {fact}.splitlines())"
    return f"expect({some}).to_equal({wanted!r})"


KINDS = {
    "package": Kind("name", _package),
    "service": Kind("name", _simple("service", {"enabled": ("is_enabled", bool), "running": ("is_running", bool)})),
    "file": Kind("path", _file),
    "user": Kind("username", _user),
    "group": Kind("groupname", _simple("group", {"exists": ("exists", bool), "gid": ("gid", int)})),
    "port": Kind("port", _port),
    "process": Kind("comm", _process),
    "command": Kind("exec", _command),
    "kernel-param": Kind("name", _kernel),
    "mount": Kind("mountpoint", _mount),
    "interface": Kind("name", _interface),
    "addr": Kind("address", _address),
    "dns": Kind("resolve", _dns, _of_dns),
    "http": Kind("url", lambda _name, _key, _value: None, lambda fields: goss_http.reader(fields, _patterns)),
}
