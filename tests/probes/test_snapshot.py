"""What counts as a change of a watched server, and what does not. See cases/snapshot for whole answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from perito.errors import CannotLook
from perito.probes.snapshot import PROCESSES, SOCKETS, UNITS, changed, read_snapshot
from perito.transport.base import Answer

RECORDED = Path(__file__).parent / "cases" / "snapshot" / "root-debian-12.json"
FILE = "/var/www/x/app.py\x00f\x00644 1000:33\x007\x001700000000.5\x00\x00"
UNIT = "Id=flask_app.service\nLoadState=loaded\nUnitFileState=enabled\nNeedDaemonReload=no\n"
RUNNING = "ActiveState=active\nSubState=running\n"
WAITING = "ActiveState=activating\nSubState=auto-restart\n"
DEAD = "ActiveState=inactive\nSubState=dead\nMainPID=0\n"


def answer(files: str = "", units: str = "", processes: str = "100.00 0.00\n", sockets: str = "") -> Answer:
    said = f"{files}{UNITS}\x00{units}\x00{PROCESSES}\x00{processes}\x00{SOCKETS}\x00{sockets}\x00"
    return Answer(0, said.encode())


def state(**given: str) -> dict[str, str]:
    return read_snapshot(answer(**given))


def started(seconds: float) -> str:
    return f"ExecMainStartTimestampMonotonic={seconds * 1e6:.0f}\n"


def test_a_file_changes_with_its_ctime_its_rights_and_its_absence() -> None:
    before = state(files=FILE)
    assert before == {"/var/www/x/app.py": "f 644 1000:33 7 1700000000.5"}
    for files in (FILE.replace("000.5", "001.0"), FILE.replace("644", "600"), ""):
        assert changed(before, state(files=files)) == {"/var/www/x/app.py"}
    assert not changed(before, state(files=FILE))


def test_a_directory_changes_with_who_may_enter_and_not_with_a_cache_in_it() -> None:
    directory = "/var/www/x\x00d\x00775 1000:33\x00008\x001700000000.5\x00\x00"
    assert not changed(state(files=directory), state(files=directory.replace("000.5", "999.5")))
    assert changed(state(files=directory), state(files=directory.replace("775", "755")))


def test_a_log_changes_when_it_is_another_file_and_not_with_a_line() -> None:
    log = "/var/log/nginx/access.log\x00f\x00640 33:4\x00009\x001700000000.5\x00\x00"
    assert not changed(state(files=log), state(files=log.replace("000.5", "999.5")))
    assert changed(state(files=log), state(files=log.replace("\x00009\x00", "\x000010\x00")))


def test_a_link_changes_with_where_it_leads() -> None:
    link = "/etc/nginx/sites-enabled/x\x00l\x00777 0:0\x00009\x001700000000.5\x00/a\x00"
    assert changed(state(files=link), state(files=link.replace("/a", "/b")))


@pytest.mark.parametrize(
    "after",
    [UNIT + DEAD, UNIT.replace("=enabled", "=disabled") + RUNNING, UNIT.replace("=no", "=yes") + RUNNING, ""],
    ids=["stopped", "disabled", "to be reloaded", "gone"],
)
def test_a_unit_changes_with_what_systemd_says(after: str) -> None:
    assert changed(state(units=UNIT + RUNNING), state(units=after)) == {"unit flask_app.service"}


def test_a_restart_and_a_reload_change_a_unit() -> None:
    before = state(units=UNIT + RUNNING + "MainPID=7\n")
    assert changed(before, state(units=UNIT + RUNNING + "MainPID=8\n"))
    group = "/sys/fs/cgroup/system.slice/flask_app.service/cgroup.procs:"
    some, others = (f"100.0 0\n{group}7\n{group}{worker}\n" for worker in (8, 9))
    assert changed(state(units=UNIT + RUNNING, processes=some), state(units=UNIT + RUNNING, processes=others))


def test_a_unit_that_restarts_again_and_again_does_not_change_until_it_stays() -> None:
    """Else it would be checked for ever: gunicorn lives for a second each time."""
    again = f"{UNIT}NRestarts=4\n"
    short = state(units=again + RUNNING + started(99.0))
    assert not changed(short, state(units=f"{UNIT}NRestarts=5\n{WAITING}"))
    assert changed(short, state(units=again + RUNNING + started(80.0)))
    assert changed(short, state(units=again + DEAD))
    assert changed(short, state(units=again + "ActiveState=failed\nSubState=failed\n"))
    assert not changed(short, state(units=again + "ActiveState=failed\nSubState=failed-before-auto-restart\n"))
    assert changed(short, state(units=UNIT + RUNNING + started(99.0)))  # somebody started it by hand


def test_sockets_of_the_service_count_and_those_of_a_login_do_not() -> None:
    sockets = (
        "u_str LISTEN 0      2048    /var/www/x/x.sock 123      * 0\n"
        "u_str LISTEN 0      4096    /run/user/1000/systemd/private 5      * 0\n"
        "u_dgr UNCONN 0      0       /run/systemd/notify 6      * 0\n"
        "tcp   LISTEN 0      511     0.0.0.0:80       0.0.0.0:*\n"
    )
    found = state(sockets=sockets)
    assert found == {"unix /var/www/x/x.sock": "123", "tcp 0.0.0.0:80": ""}
    assert changed(found, state(sockets=sockets.replace("123", "124"))) == {"unix /var/www/x/x.sock"}


def test_what_is_cut_short_or_makes_no_sense_is_read_as_far_as_it_goes() -> None:
    whole = json.loads(RECORDED.read_text())["stdout"].encode()
    for length in range(0, len(whole), 97):
        read_snapshot(Answer(0, whole[:length]))
    assert read_snapshot(Answer(0, b"\x00\xff" * 50)) is not None
    with pytest.raises(CannotLook):
        read_snapshot(Answer(None, whole))
