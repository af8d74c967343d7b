"""Who may do what."""

from __future__ import annotations

import pytest

from perito.errors import CannotLook
from perito.probes.accounts import Account, Accounts, Group, Identity, may, read_accounts, read_whoami, refused_at
from perito.probes.files import PathInfo, parents, path_info, seconds
from perito.probes.framing import Seen
from perito.probes.processes import unit_of_cgroup
from perito.transport.base import Answer

ACCOUNTS = Accounts(
    {
        "usuario": Account("usuario", 1000, 1000, "/home/usuario", "/bin/bash"),
        "www-data": Account("www-data", 33, 33, "/var/www", "/usr/sbin/nologin"),
    },
    {
        "usuario": Group("usuario", 1000),
        "www-data": Group("www-data", 33),
        "sudo": Group("sudo", 27, ("usuario",)),
    },
)
WWW = Identity("www-data", 33, 33, frozenset({33}))
ROOT = Identity("root", 0, 0, frozenset({0}))


def info(mode: int, uid: int = 1000, gid: int = 33, kind: str = "directory", path: str = "/x") -> PathInfo:
    return PathInfo(path, kind, mode, "usuario", "www-data", uid, gid)


@pytest.mark.parametrize(
    ("mode", "gid", "what", "granted"),
    [
        (0o775, 33, "rwx", True),
        (0o755, 33, "w", False),
        (0o770, 33, "rwx", True),
        (0o770, 1000, "r", False),
        (0o705, 33, "r", False),  # the group's bits bind its members, even where others have more
        (0o775, 33, "", True),
        (0o777, 33, "q", False),
        (0o711, 33, "r", False),  # each letter has a bit of its own
        (0o755, 33, "rx", True),
        (0o765, 33, "x", False),
    ],
)
def test_the_bits(mode: int, gid: int, what: str, granted: bool) -> None:
    assert may(WWW, info(mode, gid=gid), what) is granted


@pytest.mark.parametrize(
    ("mode", "what", "granted"), [(0o700, "rwx", True), (0o577, "w", False), (0o377, "r", False), (0o677, "x", False)]
)
def test_the_owners_bits_bind_the_owner(mode: int, what: str, granted: bool) -> None:
    assert may(Identity("usuario", 1000, 1000, frozenset({1000, 33})), info(mode), what) is granted


def test_root_may_all_but_run_what_nobody_may() -> None:
    assert may(ROOT, info(0o000), "rwx")
    assert may(ROOT, info(0o600, kind="file"), "rw")
    assert not may(ROOT, info(0o600, kind="file"), "x")


def test_who_a_service_is() -> None:
    found = ACCOUNTS.identity("usuario", "www-data")
    assert found == Identity("usuario", 1000, 33, frozenset({33, 27}))
    assert ACCOUNTS.identity("1000") == Identity("usuario", 1000, 1000, frozenset({1000, 27}))
    assert ACCOUNTS.identity("nadie") is None
    assert ACCOUNTS.identity("usuario", "nadie") is None
    assert ACCOUNTS.groups_of("usuario") == {"usuario", "sudo"}


def test_lines_that_are_not_of_the_format_are_left_out() -> None:
    users = (
        b"usuario:x:1000:1000::/home/usuario:/bin/bash\n+::::::\nshort\nx:x:1:one::/:/bin/sh\ny:x:two:2::/:/bin/sh\n"
    )
    groups = b"sudo:x:27:usuario,ana\n+\nx:x:one:\nlong:x:1::\n"
    found = read_accounts(Answer(0, users + b"\0" + groups))
    assert found.users == {"usuario": Account("usuario", 1000, 1000, "/home/usuario", "/bin/bash")}
    assert found.groups == {"sudo": Group("sudo", 27, ("usuario", "ana"))}


def test_a_group_that_id_does_not_tell_is_nobodys() -> None:
    found = read_whoami(Answer(1, b"usuario\n1000\n\n\n"))
    assert (found.uid, found.gid, found.groups, found.home) == (1000, -1, (), "")


def test_the_first_thing_in_the_way() -> None:
    infos = {
        "/": info(0o755, 0, 0),
        "/home": info(0o755, 0, 0),
        "/home/usuario": info(0o700, path="/home/usuario"),
        "/home/usuario/x": info(0o777, path="/home/usuario/x"),
    }
    blocking = refused_at(WWW, "/home/usuario/x", infos)
    assert blocking is not None
    assert blocking.path == "/home/usuario"
    assert refused_at(ROOT, "/home/usuario/x", infos, "rw") is None


def test_what_we_could_not_see_is_not_absent() -> None:
    seen: Seen[PathInfo] = Seen({"/a": None}, {"/b": "Permission denied"})
    assert seen["/a"] is None
    with pytest.raises(CannotLook):
        refused_at(WWW, "/b", seen)
    with pytest.raises(KeyError):
        seen["/c"]
    assert set(seen) == {"/a", "/b"}


def test_parents() -> None:
    assert parents("/var/www/x") == ["/", "/var", "/var/www"]
    assert parents("/") == []


@pytest.mark.parametrize(
    ("cgroup", "unit"),
    [
        ("0::/system.slice/flask_app.service\n", "flask_app.service"),
        ("12:cpu:/\n1:name=systemd:/system.slice/nginx.service\n0::/other\n", "nginx.service"),
        ("0::/user.slice/user-1000.slice/session-3.scope", "session-3.scope"),
        ("0::/user.slice/user-1000.slice/user@1000.service/app.slice/web.service", "web.service"),
        ("0::/system.slice/x.service/sub.scope", "x.service"),
        ("0::/", ""),
        ("", ""),
    ],
)
def test_the_unit_of_a_process(cgroup: str, unit: str) -> None:
    assert unit_of_cgroup(cgroup) == unit


def test_numbers_that_are_none() -> None:
    found = path_info("/x", ["81a4", "?", "?", "root", "root", "much", "never"])
    assert (found.kind, found.uid, found.gid, found.size, found.mtime) == ("file", -1, -1, 0, 0)


@pytest.mark.parametrize(("word", "said"), [("1.5", 1.5), ("-1.5", -1.5), ("inf", 0), ("nan", 0), ("1e13", 0)])
def test_times_that_no_file_has(word: str, said: float) -> None:
    assert seconds(word) == said


@pytest.mark.parametrize("mode", ["-ff", "f" * 19, "", "zz"])
def test_a_mode_that_no_file_has(mode: str) -> None:
    assert 0 <= path_info("/x", [mode, "0", "0", "root", "root", "1", "1.5"]).mode <= 0o7777
