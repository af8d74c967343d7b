"""AppArmor and SELinux, which the lab cannot boot: recorded servers, with what those would say in their answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from perito.probes import logs
from perito.probes.denials import denials
from perito.probes.logs import error_lines
from perito.probes.systemd.units import epoch
from perito.transport.base import Answer, Command
from tests.live.grading import assert_sound, of_session
from tests.recorded.altered import altered, answered, causes, graded, kernel_line, lines, loads, recorded
from tests.recorded.asked import asked_again

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.evidence.recording import Evidence

DIRECTORY = "/var/www/mi_aplicacion"
SOCKET = f"{DIRECTORY}/mi_aplicacion.sock"
DATA = f"{DIRECTORY}/datos.json"
VENV = "/home/usuario/.local/share/virtualenvs/mi_aplicacion-TJwWnOpH"
CURL = "curl --unix-socket"
SHOW = "systemctl show --type"
ERROR = f"PermissionError: [Errno 13] Permission denied: '{DATA}'"
ARMOR = (
    'audit: type=1400 audit({time:.3f}:71): apparmor="{verdict}" operation="{operation}" class="file" '
    'profile="gunicorn" name="{path}" pid={pid} comm="{comm}" requested_mask="{mask}" denied_mask="{mask}" ouid=33'
)
AVC = (
    'audit: type=1400 audit({time:.3f}:88): avc:  denied  {{ {access} }} for  pid={pid} comm="{comm}" {what} '
    "scontext=system_u:system_r:{domain}:s0 tcontext=system_u:object_r:{label}:s0 tclass={kind} permissive={permissive}"
)


def armor(pid: int, time: float, path: str = DATA, **more: str) -> str:
    """A line of AppArmor's."""
    given = {"operation": "open", "mask": "r", "comm": "gunicorn", "verdict": "DENIED"} | more
    return kernel_line(ARMOR.format(pid=pid, time=time, path=path, **given), time)


def avc(pid: int, time: float, what: str, **more: str) -> str:
    """A line of SELinux's."""
    given = {"access": "open read", "comm": "gunicorn", "domain": "httpd_t", "label": "var_t", "kind": "file"}
    return kernel_line(AVC.format(pid=pid, time=time, what=what, **({"permissive": "0"} | given | more)), time)


def told(seen: Evidence, *said: str, enforcing: str = "1") -> Evidence:
    """With these lines in the kernel's log."""
    return answered(seen, denials(), f"Y\n\0{enforcing}\n\0{''.join(said)}\0")


def failed_at_import() -> tuple[Evidence, int, float]:
    """A service that ended as its application was loaded, for a file it may not read; the worker and the moment."""
    words = {"KeyError: 'SECRETO'": ERROR, "os.environ['SECRETO']": "open('datos.json')"}
    seen = altered(recorded("application-raises"), words)
    last = [line for line in lines(seen) if ERROR in line.message][-1]
    return seen, last.pid, last.time


def apparmor_of_the_service_alone() -> Evidence:
    seen, pid, time = failed_at_import()
    return told(loads(seen), armor(pid, time - 0.01))


def apparmor_of_the_program() -> Evidence:
    seen, pid, time = failed_at_import()
    return told(seen, armor(pid, time - 0.01))


def apparmor_by_auditd() -> Evidence:
    seen, pid, time = failed_at_import()
    line = ARMOR.format(
        pid=pid, time=time, path=DATA, operation="open", mask="r", comm="gunicorn", verdict="DENIED"
    ).replace("audit: type=1400 audit(", "type=AVC msg=audit(")
    return answered(loads(seen), denials(), f'Y\n\0\0\0{line}\x1dFSUID="usuario"\n')


def selinux_of_the_virtualenv() -> Evidence:
    seen = recorded("application-raises")
    refused = f"flask_app.service: Failed to execute {VENV}/bin/gunicorn: Permission denied"
    words = {"ExecMainStatus=3": "ExecMainStatus=203", "status=3/NOTIMPLEMENTED": "status=203/EXEC"}
    seen = loads(altered(seen, {**words, "KeyError: 'SECRETO'": refused}))
    what = 'name="gunicorn" dev="sda1" ino=4711'
    more = {"access": "execute", "comm": "(gunicorn)", "domain": "init_t", "label": "user_home_t"}
    return told(seen, avc(87, lines(seen)[-1].time, what, **more))


def apparmor_hides_a_module() -> Evidence:
    seen, pid, time = failed_at_import()
    seen = altered(seen, {ERROR: "ModuleNotFoundError: No module named 'flask'", "open('datos.json')": "'x'"})
    return told(seen, armor(pid, time - 0.1, f"{VENV}/lib/python3.11/site-packages/"))


def selinux_as_it_answers() -> Evidence:
    seen = altered(recorded("application-500"), {"NameError: name 'pagina' is not defined": ERROR})
    last = [line for line in lines(seen) if ERROR in line.message][-1]
    return told(seen, avc(last.pid, last.time, f'path="{DATA}" dev="sda1" ino=17'))


def apparmor_in_a_loop() -> Evidence:
    seen = loads(altered(recorded("service-crash-loop"), {"RuntimeError: sin configurar": ERROR}))
    refused = [line for line in lines(seen) if ERROR in line.message]
    return told(seen, *(armor(line.pid, line.time) for line in refused))


def refused_at_the_socket() -> tuple[Evidence, int, float]:
    """nginx may not connect to a socket whose permissions allow it; its worker and the moment."""
    seen = altered(recorded("socket-umask-077"), {"-m 077 ": "", "-m\\u0000077\\u0000": "", "\0c1c0\0": "\0c1f8\0"})
    answer = next(one.answer for one in seen.exchanges if isinstance(one.asked, Command) and CURL in one.asked.about)
    exchanges = [
        replace(one, answer=answer) if isinstance(one.asked, Command) and CURL in one.asked.about else one
        for one in seen.exchanges
    ]
    seen = replace(seen, exchanges=exchanges)
    log = next(one for one in seen.exchanges if isinstance(one.asked, Command) and "error.log" in one.asked.about)
    assert isinstance(log.answer, Answer)
    offset, _end, block = log.answer.stdout.decode().partition("\n")
    last = error_lines(block.replace("\0", "\n"), logs.offset(offset))[-1]
    return seen, last.pid, last.time


def apparmor_at_the_socket() -> Evidence:
    seen, pid, time = refused_at_the_socket()
    return told(seen, armor(pid, time, SOCKET, operation="connect", mask="wr", comm="nginx"))


def selinux_at_the_socket() -> Evidence:
    seen, pid, time = refused_at_the_socket()
    more = {"access": "connectto", "comm": "nginx", "label": "initrc_t", "kind": "unix_stream_socket"}
    return told(seen, avc(pid, time, f'path="{SOCKET}"', **more))


def nginx_failed() -> tuple[Evidence, float]:
    """nginx failed to start, and nginx -t, which root runs, has nothing to say; the moment."""
    seen = recorded("nginx-stopped")
    units = next(one.answer for one in seen.exchanges if isinstance(one.asked, Command) and SHOW in one.asked.about)
    assert isinstance(units, Answer)
    block = next(one for one in units.stdout.decode().split("\n\n") if "Id=nginx.service" in one)
    failed = block.replace("ActiveState=inactive", "ActiveState=failed").replace("SubState=dead", "SubState=failed")
    failed = failed.replace("Result=success", "Result=exit-code")
    stamp = next(line for line in block.splitlines() if line.startswith("InactiveEnterTimestamp="))
    return altered(seen, {block: failed}), epoch(stamp.partition("=")[2])


def selinux_at_a_port() -> Evidence:
    seen, time = nginx_failed()
    more = {"access": "name_bind", "comm": "nginx", "label": "unreserved_port_t", "kind": "tcp_socket"}
    return told(seen, avc(4711, time - 0.2, "src=8080", **more))


def apparmor_at_a_log() -> Evidence:
    seen, time = nginx_failed()
    path = "/var/log/nginx/mi_aplicacion.error.log"
    return told(seen, armor(4711, time - 0.2, path, mask="ac", comm="nginx"))


KINDS: dict[str, tuple[Callable[[], Evidence], list[str]]] = {
    "apparmor, the service alone": (apparmor_of_the_service_alone, ["service.active/apparmor"]),
    "apparmor, the program": (apparmor_of_the_program, ["gunicorn.loads/apparmor"]),
    "apparmor, told by auditd": (apparmor_by_auditd, ["service.active/apparmor"]),
    "apparmor, a module": (apparmor_hides_a_module, ["gunicorn.loads/apparmor"]),
    "apparmor, in a loop": (apparmor_in_a_loop, ["service.stable/apparmor"]),
    "apparmor, nginx at the socket": (apparmor_at_the_socket, ["access.status/apparmor"]),
    "apparmor, nginx at its log": (apparmor_at_a_log, ["nginx.active/apparmor"]),
    "selinux, the virtual environment": (selinux_of_the_virtualenv, ["service.active/selinux"]),
    "selinux, as it answers": (selinux_as_it_answers, ["service.socket-answers/selinux"]),
    "selinux, nginx at the socket": (selinux_at_the_socket, ["access.status/selinux"]),
    "selinux, nginx at a port": (selinux_at_a_port, ["nginx.active/selinux"]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_what_the_kernel_refused(kind: str) -> None:
    made, expected = KINDS[kind]
    assert causes(made()) == expected


def test_it_says_what_was_refused_to_whom_and_by_what() -> None:
    said = graded(apparmor_at_the_socket()).root_causes[0].text
    assert said == (
        f"http://mi_aplicacion/ da 502: AppArmor no deja a nginx conectarse a {SOCKET}, porque el perfil gunicorn no "
        "lo permite."
    )
    said = graded(selinux_at_a_port()).root_causes[0].text
    assert "no deja a nginx escuchar en el puerto 8080, porque su política no permite al dominio httpd_t" in said


def unrelated(kind: str) -> list[str]:
    """What is found where the kernel refused something that has nothing to do with the failure."""
    seen, pid, time = failed_at_import()
    line = {
        "of the start before": armor(pid - 30, time - 3600),
        "as old, and of the same number": armor(pid, time - 3600),
        "of another program": armor(4711, time, comm="rsyslogd"),
        "of another file": armor(pid, time, "/etc/ssl/openssl.cnf"),
        "only noted": armor(pid, time, verdict="ALLOWED"),
        "permissive": avc(pid, time, f'path="{DATA}"', permissive="1"),
    }[kind]
    return causes(told(seen, line))


@pytest.mark.parametrize(
    "kind",
    ["of the start before", "as old, and of the same number", "of another program", "of another file", "only noted",
     "permissive"],
)  # fmt: skip
def test_what_has_nothing_to_do_with_it_is_not_blamed(kind: str) -> None:
    assert unrelated(kind) == causes(failed_at_import()[0])


def test_where_selinux_enforces_no_longer_it_is_not_blamed() -> None:
    seen, pid, time = failed_at_import()
    line = avc(pid, time, f'path="{DATA}"')
    assert causes(told(seen, line)) == ["gunicorn.loads/selinux"]
    assert causes(told(seen, line, enforcing="0")) == causes(seen)


def test_a_profile_that_was_mended_since_waits_for_a_start() -> None:
    seen, pid, time = failed_at_import()
    mended = 'audit: type=1400 audit({:.3f}:99): apparmor="STATUS" operation="profile_replace" name="gunicorn" pid=9'
    said = armor(pid, time), kernel_line(mended.format(time + 60), time + 60)
    assert causes(told(loads(seen), *said)) == ["service.active/not-started-since"]


@pytest.mark.parametrize("system", ["Y\n\0\0", "N\n\0001\n\0"])
def test_a_sound_server_is_not_asked(system: str) -> None:
    seen = recorded("sound")
    refused = armor(4711, 1795394600, "/etc/cups/x", comm="cupsd") + avc(89, 1795394600, f'path="{DATA}"')
    session = asked_again(answered(seen, denials(), f"{system}{refused}\0"))
    assert_sound(of_session(session))
    assert denials().command not in [one.asked for one in session.evidence.exchanges]


def test_another_mistake_of_a_server_with_profiles_in_force_stays_what_it_is() -> None:
    seen = recorded("application-raises")
    last = lines(seen)[-3]
    assert causes(told(seen, armor(last.pid, last.time))) == causes(seen) == ["gunicorn.loads/variable-missing"]
