"""Refusals of AppArmor and SELinux, from lines as kernel and auditd write them."""

from __future__ import annotations

import json

import pytest

from perito.probes.denials import Denial, denials
from perito.server.denied import fits, told
from perito.support import i18n
from perito.transport.base import Answer

AUDIT = "audit: type=1400 audit(1795394611.340:71): "
FROM = "scontext=system_u:system_r:httpd_t:s0 tcontext=unconfined_u:object_r:user_home_t:s0"


def read(message: str, *, selinux: str = "1", by_auditd: bool = False) -> list[Denial]:
    """The refusals of one line."""
    said = json.dumps({"MESSAGE": message, "__REALTIME_TIMESTAMP": "1795394611500000"})
    logs = ("", message) if by_auditd else (said, "")
    answer = Answer(0, f"Y\n\0{selinux}\n\0{logs[0]}\n\0{logs[1]}\n".encode())
    return list(denials().read(answer).refused)


@pytest.mark.parametrize(
    ("rest", "doing", "thing"),
    [
        ('operation="open" class="file" profile="p" name="/x" pid=7 comm="nginx" denied_mask="r"', "read", "/x"),
        ('operation="open" profile="p" name="/srv/x/" pid=7 comm="nginx" denied_mask="r" ouid=0', "read", "/srv/x"),
        ('operation="open" profile="p" name="/srv/x" pid=7 comm="nginx" denied_mask="wc"', "create", "/srv/x"),
        ('operation="mknod" profile="p" name="/srv/s" pid=7 comm="nginx" denied_mask="c"', "create", "/srv/s"),
        ('operation="exec" profile="p" name="/bin/sh" pid=7 comm="nginx" denied_mask="x"', "run", "/bin/sh"),
        ('operation="connect" profile="p" name="/run/s" pid=7 comm="nginx" denied_mask="wr"', "connect", "/run/s"),
        ('operation="open" info="Failed name lookup - disconnected path" error=-13 profile="p" name="run/s" pid=7'
         ' comm="nginx" denied_mask="r"', "read", "/run/s"),
        ('operation="open" profile="p" name=2F7372762F612062 pid=7 comm="nginx" denied_mask="r"', "read", "/srv/a b"),
        ('operation="capable" profile="p" pid=7 comm="nginx" capability=10  capname="net_bind_service"', "use",
         "net_bind_service"),
        ('operation="create" profile="p" pid=7 comm="nginx" family="inet" sock_type="stream"', "use",
         "inet"),
    ],
)  # fmt: skip
def test_apparmor(rest: str, doing: str, thing: str) -> None:
    for by_auditd in (False, True):
        (one,) = read(f'{AUDIT}apparmor="DENIED" {rest}', by_auditd=by_auditd)
        assert (one.system, one.time, one.pid, one.comm, one.by) == ("apparmor", 1795394611.34, 7, "nginx", "p")
        assert (one.doing, one.path or one.thing) == (doing, thing)


@pytest.mark.parametrize(
    ("rest", "doing", "thing"),
    [
        (f'{{ read }} for  pid=7 comm="nginx" name="x" dev="sda1" ino=3 {FROM} tclass=file', "read", "x"),
        (f'{{ read open }} for  pid=7 comm="nginx" path="/srv/x" dev="sda1" {FROM} tclass=file', "read", "/srv/x"),
        (f'{{ execute }} for  pid=7 comm="(nginx)" name="x" dev="sda1" ino=3 {FROM} tclass=file', "run", "x"),
        (f'{{ write }} for  pid=7 comm="nginx" name="x.sock" dev="sda1" ino=3 {FROM} tclass=sock_file', "connect",
         "x.sock"),
        (f'{{ connectto }} for  pid=7 comm="nginx" path="/srv/x.sock" {FROM} tclass=unix_stream_socket', "connect",
         "/srv/x.sock"),
        (f'{{ name_connect }} for  pid=7 comm="nginx" dest=5432 {FROM} tclass=tcp_socket', "connect", "port 5432"),
        (f'{{ name_bind }} for  pid=7 comm="nginx" src=8080 {FROM} tclass=tcp_socket', "listen", "port 8080"),
        (f'{{ write }} for  pid=7 comm="nginx" path=2F7372762F612062 {FROM} tclass=file', "write", "/srv/a b"),
        (f'{{ search }} for  pid=7 comm="nginx" name="usuario" dev="sda1" ino=3 {FROM} tclass=dir', "read", "usuario"),
    ],
)  # fmt: skip
def test_selinux(rest: str, doing: str, thing: str) -> None:
    line = f"type=AVC msg=audit(1795394611.340:88): avc:  denied  {rest}"
    for message, by_auditd in ((f"{AUDIT}avc:  denied  {rest}", False), (f'{line}\x1dSUID="x"', True)):
        (one,) = read(f"{message} permissive=0" if not by_auditd else message, by_auditd=by_auditd)
        assert (one.system, one.time, one.pid, one.comm, one.by) == ("selinux", 1795394611.34, 7, "nginx", "httpd_t")
        assert (one.doing, one.path or one.thing, one.label) == (doing, thing, "user_home_t")
    assert read(f"{AUDIT}avc:  denied  {rest} permissive=1") == []
    assert read(f"{AUDIT}avc:  denied  {rest}", selinux="0") == []


@pytest.mark.parametrize(
    "message",
    [
        f'{AUDIT}apparmor="ALLOWED" operation="open" profile="p" name="/srv/x" pid=7 comm="nginx" denied_mask="r"',
        f'{AUDIT}apparmor="STATUS" operation="profile_load" profile="unconfined" name="p" pid=9 comm="apparmor_parser"',
        "avc: granted { read } for pid=7",
        "apparmor",
        "",
    ],
)
def test_what_is_no_refusal(message: str) -> None:
    assert read(message) == []
    assert read(message, by_auditd=True) == []


def test_what_is_no_json_is_passed_over() -> None:
    assert denials().read(Answer(0, b'Y\n\0\0{"MESSAGE": 3\nno\n[]\n\0')).refused == ()
    assert denials().read(Answer(0, b"")).refused == ()


def denial(path: str, doing: str = "read", thing: str = "", kind: str = "") -> Denial:
    return Denial("apparmor", 1.0, 7, "gunicorn", doing, path=path, thing=thing, kind=kind)


@pytest.mark.parametrize(
    ("path", "words", "fit"),
    [
        ("/srv/x", "PermissionError: [Errno 13] Permission denied: '/srv/x'", True),
        ("/srv", "PermissionError: [Errno 13] Permission denied: '/srv/x'", True),
        ("x", "PermissionError: [Errno 13] Permission denied: '/srv/x'", True),
        ("/srv/xy", "PermissionError: [Errno 13] Permission denied: '/srv/x'", False),
        ("/srv/x", "Changing to the requested working directory failed: Permission denied", True),
        ("/etc/x", "connect() to unix:/srv/x.sock failed (13: Permission denied) /srv/x.sock", False),
        ("/srv/x.sock", "connect() to unix:/srv/x.sock failed (13: Permission denied) /srv/x.sock", True),
        ("", "PermissionError: [Errno 1] Operation not permitted: '/srv/x'", True),
    ],
)
def test_words_name_the_file_that_was_refused_or_none(path: str, words: str, fit: bool) -> None:
    assert fits(denial(path), words) is fit


@pytest.mark.parametrize(
    ("one", "action", "rule"),
    [
        (denial("/srv/x"), "leer /srv/x", "/srv/x r,"),
        (denial("/srv/x", "create"), "crear /srv/x", "/srv/x w,"),
        (denial("/srv/s", "connect"), "conectarse a /srv/s", "/srv/s rw,"),
        (denial("", "use", "net_admin", "capable"), "usar la capacidad net_admin", "capability net_admin,"),
        (denial("", "use", "inet", "create"), "usar la red (inet)", "network inet,"),
        (denial("", "listen", "port 8080"), "escuchar en el puerto 8080", ""),
    ],
)
def test_it_is_told_in_words(one: Denial, action: str, rule: str) -> None:
    i18n.use("es")
    said = told(one)
    assert said["action"] == action
    assert not rule or said["rule"] == rule
