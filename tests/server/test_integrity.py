"""Two sources: nothing is said where they agree, as on two real servers; each way of disagreeing has its finding."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from perito.documents.result import Outcome
from perito.errors import CannotLook, Unseen
from perito.grading.believed import believed
from perito.grading.ending import Ending
from perito.probes.accounts import Account, Accounts, Group
from perito.probes.files import KINDS, MOST, PathInfo
from perito.probes.integrity import programs, raw_program
from perito.probes.integrity.programs import FileHash, Hashes, read_hashes
from perito.probes.integrity.raw import Mount, Raw, RawPackage, RawPath, RawSocket, View, read_raw
from perito.probes.processes import Process
from perito.probes.sockets import Listener
from perito.probes.systemd.unit_files import UnitLink
from perito.probes.systemd.units import UnitState
from perito.server.integrity import machine, moments, packages, views
from perito.server.sources import Contradiction, Source
from perito.transport.base import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable

CASES = Path(__file__).parents[1] / "probes" / "cases"
SUITES = ("debian-12", "debian-13")
LOOKS = Process(90, 1, "python3", 0, 0, unit="ssh.service", started=150.0)
UNIT = UnitState(
    "flask_app.service", load_state="loaded", active_state="active", sub_state="running", enabled="enabled", main_pid=42
)


def answer(module: str, name: str) -> Answer:
    """A recorded answer."""
    case = json.loads((CASES / module / f"{name}.json").read_text())
    return Answer(case["exit_code"], case["stdout"].encode(), case["stderr"].encode())


@dataclass
class Said:
    """A server's two sources: `told` by programs, and what was read raw. They agree until a test says not."""

    hashes_: Hashes
    raw_: Raw
    told: dict[str, Any] = field(default_factory=dict)
    uptime: float = 1000.0
    reused: bool = False
    kind: str = "ssh"
    arrived: float | None = None
    again: bool = False

    @classmethod
    def of(cls, suite: str = "debian-12") -> Said:
        """A real server's, with programs that tell what it reads raw."""
        raw = read_raw(answer("raw", f"raw-{suite}"))
        said = cls(read_hashes(answer("programs", f"hashes-{suite}")), raw)
        groups = {number: name for name, (number, _) in raw.groups.items()}
        users = {uid: name for name, (uid, _) in raw.users.items()}
        said.told = {
            "hashes_again": {},
            "accounts": Accounts(
                {name: Account(name, uid, gid, "/", "/bin/sh") for name, (uid, gid) in raw.users.items()},
                {name: Group(name, gid, tuple(members)) for name, (gid, members) in raw.groups.items()},
            ),
            "tree": [
                PathInfo(one.path, KINDS[one.mode & 0o170000], one.mode & 0o7777, users[one.uid], groups[one.gid],
                         one.uid, one.gid, target=one.target or None)
                for one in raw.tree.values()
            ],
            "listeners": [Listener(one.kind, one.address, one.port, one.path, one.pids) for one in raw.sockets],
            "units": {UNIT.name: UNIT},
            "links": [UnitLink(path, target, "x", "y.target", "wants", True) for path, target in raw.links.items()],
            "processes": [Process(42, 1, "gunicorn", 1000, 33, unit=UNIT.name, started=20.0), LOOKS],
            "packages": {name: one.version for name, one in raw.packages.items()},
        }  # fmt: skip
        return said

    def __getattr__(self, name: str) -> tuple[Any, int]:
        kept = {"hashes": self.hashes_, "raw": self.raw_, **self.told}
        return kept[name], 1 + sorted(kept).index(name)

    @property
    def server(self) -> Any:
        """As far as a comparison asks it."""

        class System:
            uptime = self.uptime

        class Seen:
            reused = self.reused
            arrived = self.arrived

        class Session:
            evidence = Seen
            target: ClassVar = {"kind": self.kind}

        class Files:
            texts: ClassVar = {"/etc/nginx/sites-enabled/a": "proxy_pass http://unix:/run/app.sock;"}

        class Server:
            system = System
            nginx_files = Files
            session = Session

        return Server

    def findings(self) -> list[str]:
        """All that the comparisons name."""
        return [one.finding.removeprefix("integrity.") for one in self.contradictions()]

    def contradictions(self) -> list[Contradiction]:
        """Of all comparisons."""
        asked: Any = self
        found: list[Iterable[Contradiction]] = [
            packages.programs(asked), packages.installed(asked), views.views(asked, [UNIT.name]),
            machine.accounts(asked), machine.files(asked), machine.sockets(asked), machine.units(asked, [UNIT.name]),
            moments.changes(asked, [UNIT.name]),
        ]  # fmt: skip
        return [one for some in found for one in some]

    def file(self, path: str, **changed: Any) -> Said:
        """With another program at a path."""
        files = {**self.hashes_.files, path: replace(self.hashes_.files[path], **changed)}
        return replace(self, hashes_=replace(self.hashes_, files=files))

    def raw_with(self, **changed: Any) -> Said:
        """With other raw facts."""
        return replace(self, raw_=replace(self.raw_, **changed))

    def telling(self, **told: Any) -> Said:
        """With programs that tell something else."""
        return replace(self, told={**self.told, **told})


@pytest.mark.parametrize("suite", SUITES)
def test_a_sound_server_contradicts_itself_nowhere(suite: str) -> None:
    assert Said.of(suite).findings() == []


@pytest.mark.parametrize(
    ("changed", "finding"),
    [
        ({"md5": "0" * 32}, "programs/altered"),
        ({"md5": "0" * 32, "elf": False, "head": "#!/bin/sh"}, "programs/altered"),
        ({"elf": False, "head": "#!/bin/sh"}, "programs/script"),
        ({"listed": "", "package": ""}, "programs/nobodys"),
        ({"list": 1000.0, "changed": 1100.0, "sums": 1100.0}, "programs/rewritten"),
    ],
)
def test_a_program_that_is_not_its_packages(changed: dict[str, Any], finding: str) -> None:
    assert Said.of().file("/usr/bin/systemctl", **changed).findings() == [finding]


@pytest.mark.parametrize(
    "changed",
    [
        {"list": 1000.0, "changed": 9000.0, "sums": 1000.0},  # chmod(1) changes it, too
        {"list": 1000.0, "changed": 1000.0, "sums": 9000.0},
        {"md5": "0" * 32, "diverted": "rust-coreutils"},  # dpkg knows
    ],
)
def test_a_program_changed_for_a_good_reason(changed: dict[str, Any]) -> None:
    assert Said.of().file("/usr/bin/systemctl", **changed).findings() == []


def test_an_nginx_or_sudo_of_ones_own_is_nobodys_lie() -> None:
    said = Said.of()
    for path in ("/usr/sbin/nginx", "/usr/bin/sudo"):
        assert said.file(path, listed="", package="").findings() == []


def test_where_no_package_lists_sums_nothing_is_compared() -> None:
    said = Said.of()
    files = {path: replace(one, listed="", package="") for path, one in said.hashes_.files.items()}
    assert replace(said, hashes_=replace(said.hashes_, files=files)).findings() == []


def test_a_script_before_a_system_program_is_advice() -> None:
    said = Said.of()
    shadow = FileHash("/usr/local/bin/ss", "1" * 32, head="#!/bin/sh")
    programs = tuple(
        replace(one, paths=(*one.paths, (shadow.path, shadow.path))) if one.name in {"ss", "nginx"} else one
        for one in said.hashes_.programs
    )
    hashes = replace(said.hashes_, programs=programs, files={**said.hashes_.files, shadow.path: shadow})
    found = replace(said, hashes_=hashes).contradictions()
    assert [(one.finding, one.advice) for one in found] == [("integrity.programs/shadowed", True)]


def test_a_library_before_all_others_and_one_that_was_changed() -> None:
    said = Said.of()
    preload = replace(said, hashes_=replace(said.hashes_, preload="/opt/lie.so\n")).contradictions()
    assert [(one.finding, one.all) for one in preload] == [("integrity.libraries/preload", True)]
    libc = next(path for path in said.hashes_.libraries if path.endswith("libc.so.6"))
    assert said.file(libc, md5="0" * 32).findings() == ["libraries/altered"]
    assert said.file(libc, md5="0" * 32, diverted=":").findings() == ["libraries/altered"]  # nobody puts it aside
    own = replace(said.hashes_, libraries=("/usr/local/lib/libz.so.1",))
    files = {**own.files, "/usr/local/lib/libz.so.1": FileHash("/usr/local/lib/libz.so.1", "1" * 32)}
    assert replace(said, hashes_=replace(own, files=files)).findings() == ["libraries/nobodys"]
    for one, findings in (
        (FileHash("/opt/lie.so", "1" * 32), ["libraries/preload-of"]),
        (said.hashes_.files[libc], []),
    ):
        loads = replace(said.hashes_, loads=((one.path, 42),), files={**said.hashes_.files, one.path: one})
        assert replace(said, hashes_=loads).findings() == findings  # Debian's jemalloc is as it was installed


def test_the_questions_bear_processes_that_have_no_program() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])  # nobody waits for it: as threads of the kernel's, without exe
    os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)
    for script, given in ((programs.PROGRAM, ("{}",)), (raw_program.PROGRAM, ("[]", '"/nowhere"', "[]"))):
        done = subprocess.run([sys.executable, "-I", "-S", "-c", script, *given], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr[-500:]
        assert json.loads(done.stdout)
    assert ended.wait() == 0


def test_modules_and_bytecode() -> None:
    said = Said.of()
    path = "/usr/lib/python3.11/json/encoder.py"
    assert (
        replace(
            said.file(path, md5="0" * 32),
        ).findings()
        == []
    )  # not among the modules that differ
    altered = said.file(path, md5="0" * 32)
    assert replace(altered, hashes_=replace(altered.hashes_, modules=(path,))).findings() == ["interpreter/module"]
    diverted = said.file(path, md5="0" * 32, diverted=":")
    assert replace(diverted, hashes_=replace(diverted.hashes_, modules=(path,))).findings() == ["interpreter/module"]
    assert said.file(path, list=1000.0, changed=1100.0, sums=1100.0).findings() == ["interpreter/rewritten"]
    assert said.file(said.hashes_.python, listed="", package="").findings() == ["interpreter/nobodys"]
    stale = replace(said.hashes_, stale=(("json", "/usr/lib/json.py", "/usr/lib/json.pyc"),))
    assert replace(said, hashes_=stale).findings() == ["interpreter/bytecode"]


def test_a_hash_that_two_readers_see_differently() -> None:
    said = Said.of()
    python = said.hashes_.python
    assert said.telling(hashes_again={python: said.hashes_.files[python].md5}).findings() == []
    assert said.telling(hashes_again={python: "0" * 32}).findings() == ["interpreter/read-twice"]


def test_packages() -> None:
    said = Said.of()
    assert said.telling(packages={**said.told["packages"], "pipenv": "9"}).findings() == ["packages/told-otherwise"]
    assert said.telling(packages={**said.told["packages"], "curl": "9"}).findings() == ["packages/told-otherwise"]
    held = {name: replace(one, status="hold ok installed") for name, one in said.raw_.packages.items()}
    assert said.raw_with(packages=held).findings() == []
    forged = {**said.raw_.packages, "pipenv": RawPackage("install ok installed", "1", 0, 0, ())}
    told = {**said.told["packages"], "pipenv": "1"}
    assert said.raw_with(packages=forged).telling(packages=told).findings() == ["packages/not-there"]


@pytest.mark.parametrize("at", ["/proc/42", "/proc/net", "/proc/self/status"])
def test_mounts_over_proc(at: str) -> None:
    said = Said.of()
    assert said.raw_with(mounts=(*said.raw_.mounts, Mount(at, "/", "tmpfs"))).findings() == ["view/proc"]


@pytest.mark.parametrize("at", ["/etc/nginx", "/usr/sbin/nginx", "/etc/passwd", "/usr/lib/python3.11/os.py"])
def test_mounts_over_what_is_looked_at(at: str) -> None:
    said = Said.of()
    assert said.raw_with(mounts=(*said.raw_.mounts, Mount(at, "/opt", "ext4"))).findings() == ["view/mounted-over"]


@pytest.mark.parametrize("at", ["/proc/cpuinfo", "/proc/uptime", "/var/www", "/etc/hosts", "/usr/local/bin", "/home"])
def test_mounts_that_containers_and_students_have(at: str) -> None:
    said = Said.of()
    assert said.raw_with(mounts=(*said.raw_.mounts, Mount(at, "/", "fuse.lxcfs"))).findings() == []


def test_a_process_with_other_files() -> None:
    said = Said.of()
    view = View(7, "/usr/sbin/nginx", "/", {}, {"/etc/nginx": ("1:2", "1:3")})
    assert said.raw_with(views=(view,)).findings() == ["view/other-files"]
    assert said.raw_with(views=(replace(view, apart={}, root="/srv/jail"),)).findings() == ["view/other-files"]
    assert said.raw_with(views=(replace(view, apart={}),)).findings() == []
    contained = replace(view, namespaces={"pid": "pid:[1]"})
    assert said.raw_with(views=(contained,)).findings() == []


@pytest.mark.parametrize(
    ("exe", "unit", "held", "named"),
    [
        ("/usr/bin/python3.11", "other.service", RawSocket("tcp", "0.0.0.0", 9001, "", (7,)), False),
        ("/usr/bin/python3.11", "other.service", RawSocket("unix", "", 0, "/run/other.sock", (7,)), False),
        ("/usr/sbin/nginx", "other.service", RawSocket("tcp", "0.0.0.0", 8080, "", (7,)), False),
        ("/usr/bin/python3.11", UNIT.name, RawSocket("tcp", "0.0.0.0", 9001, "", (7,)), True),
        ("/usr/bin/python3.11", "other.service", RawSocket("tcp", "0.0.0.0", 80, "", (7,)), True),
        ("/usr/bin/python3.11", "other.service", RawSocket("unix", "", 0, "/run/app.sock", (7,)), True),
        ("/usr/bin/python3.11", "session-3.scope", RawSocket("tcp", "0.0.0.0", 9001, "", (7,)), True),
        ("/usr/sbin/sshd", "mine.service", RawSocket("tcp", "0.0.0.0", 2222, "", (7,)), True),
    ],
)
def test_a_neighbour_may_live_in_a_jail(exe: str, unit: str, held: RawSocket, named: bool) -> None:
    said = Said.of()
    view = View(7, exe, "/srv/jail", {}, {"/etc/group": ("1:2", "No such file or directory")})
    said = said.raw_with(views=(view,), sockets=(*said.raw_.sockets, held))
    listens = [*said.told["listeners"], Listener(held.kind, held.address, held.port, held.path, held.pids)]
    running = [*said.told["processes"], Process(7, 1, "x", 0, 0, unit=unit)]
    found = said.telling(listeners=listens, processes=running).findings()
    assert [one for one in found if one.startswith("view/")] == (["view/other-files"] if named else [])


def test_accounts() -> None:
    said = Said.of()
    told: Accounts = said.told["accounts"]
    other = replace(told, users={**told.users, "usuario": replace(told.users["usuario"], uid=0)})
    assert said.telling(accounts=other).findings() == ["accounts/other-numbers"]
    more = replace(told, users={**told.users, "maria": Account("maria", 5000, 5000, "/", "/bin/sh")})
    assert said.telling(accounts=more).findings() == ["accounts/other-numbers"]
    assert said.telling(accounts=more).raw_with(elsewhere=True).findings() == []  # LDAP
    assert said.telling(accounts=other).raw_with(elsewhere=True).findings() == ["accounts/other-numbers"]
    dynamic = replace(told, users={**told.users, "systemd-x": Account("systemd-x", 61184, 61184, "/", "/bin/sh")})
    assert said.telling(accounts=dynamic).findings() == []


def test_files() -> None:
    said = Said.of()
    tree: list[PathInfo] = said.told["tree"]
    for changed in ({"mode": 0o700}, {"uid": 0}, {"gid": 0}, {"owner": "root"}, {"kind": "fifo"}):
        other = [replace(one, **changed) if one.path == "/var/www/mi_aplicacion" else one for one in tree]
        found = said.telling(tree=other).contradictions()
        assert [(one.finding, one.moving) for one in found] == [("integrity.files/other-record", True)], changed
    assert said.telling(tree=tree[:-1]).findings() == ["files/other-record"]
    more = [*tree, PathInfo("/var/www/x", "file", 0o644, "root", "root", 0, 0)]
    assert said.telling(tree=more).findings() == ["files/other-record"]


def test_sockets() -> None:
    said = Said.of()
    told: list[Listener] = said.told["listeners"]
    socket = next(one for one in told if one.path.startswith("/var/www"))
    without = [one for one in told if one is not socket]
    assert said.telling(listeners=without).findings() == ["sockets/other-listener"]
    more = [*told, Listener("tcp", "0.0.0.0", 5000, pids=(9,))]
    assert said.telling(listeners=more).findings() == ["sockets/other-listener"]
    assert said.telling(listeners=[*without, replace(socket, pids=(1,))]).findings() == ["sockets/other-listener"]
    assert said.telling(listeners=[*without, replace(socket, pids=())]).findings() == []  # not root
    login = [one for one in told if not one.path.startswith("/run/user")]
    assert said.telling(listeners=login).findings() == []


@pytest.mark.parametrize(
    ("changed", "running", "findings"),
    [
        ({}, [], ["units/other-state"]),
        ({"main_pid": 7}, [42], ["units/other-state"]),
        ({"active_state": "inactive", "sub_state": "dead"}, [42], ["units/other-state"]),
        ({"active_state": "inactive", "sub_state": "dead"}, [], []),
        ({"active_state": "activating", "sub_state": "auto-restart"}, [], []),
        ({"active_state": "active", "sub_state": "exited"}, [], []),
        ({"load_state": "not-found"}, [], []),
        ({"name": "other.service", "names": ("other.service",)}, [42], ["units/no-link"]),
        ({"name": "other.service", "enabled": "disabled"}, [42], []),
    ],
)
def test_units(changed: dict[str, Any], running: list[int], findings: list[str]) -> None:
    said = Said.of()
    state = replace(UNIT, **changed)
    processes = [Process(pid, 1, "gunicorn", 1000, 33, unit=state.name) for pid in running]
    hidden: Any = said.telling(units={UNIT.name: state, state.name: state}, processes=processes)
    assert "integrity.units/other-state" not in [one.finding for one in machine.units(hidden, [state.name])]
    processes.append(Process(1, 0, "systemd", 0, 0))
    told = said.telling(units={UNIT.name: state, state.name: state}, processes=processes)
    asked: Any = told
    assert [one.finding for one in machine.units(asked, [state.name])] == [f"integrity.{one}" for one in findings]


def test_a_link_to_nothing_starts_nothing_and_systemctl_is_believed_all_the_same() -> None:
    said = Said.of()
    path = f"/etc/systemd/system/multi-user.target.wants/{UNIT.name}"
    for target, named in (
        ("/dev/null", True),
        ("../elsewhere.service", False),
        (f"/lib/systemd/system/{UNIT.name}", False),
    ):
        links = {path: target}
        told = [UnitLink(path, target, "x", "y.target", "wants", True)]
        found = said.raw_with(links=links).telling(links=told).contradictions()
        assert [one.finding for one in found] == ["integrity.units/no-link"] * named
        assert [(one.checks, one.evidence, one.programs) for one in found] == [(("service.enabled",), (), ())] * named


@pytest.mark.parametrize(("made", "blank"), [("null", True), ("empty", True), ("unit", False), ("dangling", False)])
def test_what_systemd_takes_for_no_link(tmp_path: Path, made: str, blank: bool) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "unit").write_text("[Service]\n")
    target = "/dev/null" if made == "null" else str(tmp_path / made)
    wants = tmp_path / "x.target.wants"
    wants.mkdir()
    (wants / "a.service").symlink_to(target)
    script = raw_program.PROGRAM.replace("'/etc/systemd/system', '/run/systemd/system'", f"'{tmp_path}', '/nowhere'", 1)
    assert str(tmp_path) in script
    given = ("[]", '"/nowhere"', "[]")
    done = subprocess.run([sys.executable, "-I", "-S", "-c", script, *given], capture_output=True, check=True)
    assert json.loads(done.stdout)["links"] == [[str(wants / "a.service"), "/dev/null" if blank else target]]


def test_links_that_only_one_side_sees() -> None:
    said = Said.of()
    assert said.telling(links=said.told["links"][1:]).findings() == ["units/other-links"]


def test_what_changed_since_the_login() -> None:
    said = Said.of()
    assert said.raw_with(since=100.0, fresh=(("/etc/nginx/nginx.conf", 101.0),)).findings() == ["moment/changed"]
    late = {UNIT.name: replace(UNIT, exec_main_start=101.0)}
    assert said.raw_with(since=100.0).telling(units=late).findings() == ["moment/started"]
    assert replace(said, uptime=10.0).raw_with(since=100.0).telling(units=late).findings() == []  # it just booted
    assert replace(said, reused=True).raw_with(since=100.0).telling(units=late).findings() == []  # watch
    assert replace(said, kind="local").raw_with(since=100.0).telling(units=late).findings() == []
    ended = {UNIT.name: replace(UNIT, exec_main_start=101.0, active_state="activating", sub_state="auto-restart")}
    assert said.raw_with(since=100.0).telling(units=ended).findings() == []  # it was in nobody's favour
    again = {UNIT.name: replace(UNIT, exec_main_start=101.0, restarts=3)}
    assert said.raw_with(since=100.0).telling(units=again).findings() == []  # it starts over and over


def test_a_clock_that_was_put_back_since_the_boot_accuses_nobody() -> None:
    ahead = {UNIT.name: replace(UNIT, exec_main_start=7200.0)}  # of a moment that has not come yet
    said = Said.of().raw_with(since=100.0).telling(units=ahead)
    assert said.findings() == []
    assert said.raw_with(fresh=(("/run/systemd/generator", 7200.0),)).findings() == []
    assert said.raw_with(fresh=(("/run/systemd/generator", 120.0),)).findings() == ["moment/changed"]
    main = Process(UNIT.main_pid, 1, "gunicorn", 1000, 33, unit=UNIT.name, started=101.0)
    assert said.telling(processes=[main, LOOKS]).findings() == ["moment/started"]  # the kernel says so, too


def test_what_was_started_before_sshd_had_the_connection_is_late_too() -> None:
    started = Said.of().raw_with(since=100.0).telling(units={UNIT.name: replace(UNIT, exec_main_start=99.5)})
    assert started.findings() == []  # nobody knows when we came
    assert replace(started, arrived=99.9).findings() == []
    activated = started.telling(units={UNIT.name: replace(UNIT, exec_main_start=99.93)})
    assert activated.findings() == ["moment/started"]  # sshd may have taken that long
    assert replace(activated, arrived=99.98).findings() == []  # by our first visit, which came before
    assert replace(started, arrived=99.3).findings() == ["moment/started"]
    assert replace(started, arrived=101.0).findings() == []  # a clock that was put back since: by sshd's process


def test_workers_that_are_all_younger_than_the_login_tell_of_a_reload() -> None:
    said = Said.of().raw_with(since=100.0)
    main = Process(42, 1, "gunicorn", 1000, 33, unit=UNIT.name, started=50.0)
    young, old = replace(main, pid=43, ppid=42, started=101.0), replace(main, pid=44, ppid=42, started=50.1)
    looks = replace(main, pid=90, ppid=1, unit="ssh.service", started=101.2)
    assert said.telling(processes=[main, young, looks]).findings() == ["moment/reloaded"]
    assert said.telling(processes=[main, young, old, looks]).findings() == []  # one of them was started anew
    assert said.telling(processes=[main, young, replace(young, pid=46), old, looks]).findings() == ["moment/reloaded"]
    assert said.telling(processes=[replace(main, started=101.0), young, looks]).findings() == []
    assert said.telling(processes=[replace(main, started=99.5), young, looks]).findings() == []  # its first ones
    assert said.telling(processes=[main, looks]).findings() == []
    later = replace(looks, started=102.3)
    assert replace(said.telling(processes=[main, young, later]), again=True).findings() == ["moment/reloaded"]
    ends = replace(young, pid=45, started=102.2)
    assert replace(said.telling(processes=[main, ends, later]), again=True).findings() == []  # it ends over and over


def test_what_a_changed_file_starts_is_named_and_what_a_clock_starts_is_not() -> None:
    said = Said.of().raw_with(since=100.0)
    own = replace(UNIT, name="mend.service", exec_main_start=100.3, fragment_path="/etc/systemd/system/mend.service")
    for by, fragment, findings in (
        ("mend.path", own.fragment_path, ["moment/started"]),
        ("mend.timer", own.fragment_path, []),
        ("mend.path", "/lib/systemd/system/mend.service", []),
    ):
        units = {UNIT.name: UNIT, own.name: replace(own, triggered_by=(by,), fragment_path=fragment)}
        assert said.telling(units=units).findings() == findings


def test_names_of_any_bytes_and_files_written_by_hand() -> None:
    """A blank behind a comma, a member twice, a comment, latin-1: getent(1) reads them as we do."""
    row = json.loads(answer("raw", "raw-debian-12").stdout)
    row["group"] = [*row["group"], "# ours", "curso:x:01400: ana, luis,ana", "", "  otra:x:1500:"]
    row["passwd"] = [*row["passwd"], "jos\udce9:x:1600:1600:Jos\udce9:/:/bin/sh"]
    row["tree"] = [*row["tree"], ["/var/www/ni\udcf1o", 0o100644, 0, 0, ""]]
    row["links"] = [*row["links"], ["/etc/systemd/system/multi-user.target.wants/copy.service", ""]]
    said = replace(Said.of(), raw_=read_raw(Answer(0, json.dumps(row).encode())))
    told = said.told
    accounts = Accounts(
        {**told["accounts"].users, "jos\ufffd": Account("jos\ufffd", 1600, 1600, "/", "/bin/sh")},
        {
            **told["accounts"].groups,
            "curso": Group("curso", 1400, ("ana", "luis", "ana")),
            "otra": Group("otra", 1500, ()),
        },
    )
    tree = [*told["tree"], PathInfo("/var/www/ni\ufffdo", "file", 0o644, "root", "root", 0, 0)]
    assert said.telling(accounts=accounts, tree=tree).findings() == []


def test_where_neither_side_says_every_file_those_that_both_say_are_compared() -> None:
    said = Said.of()
    some = {f"/var/www/a/media/{i}": RawPath(f"/var/www/a/media/{i}", 0o100644, 0, 0, "") for i in range(MOST)}
    raw_ = replace(said.raw_, tree={**said.raw_.tree, **some})
    others = [PathInfo(f"/var/www/a/media/{i}", "file", 0o644, "root", "root", 0, 0) for i in range(50, MOST + 50)]
    tree = [*said.told["tree"], *others]
    assert replace(said, raw_=raw_).telling(tree=tree).findings() == []
    assert replace(said, raw_=raw_).telling(
        tree=[*tree[:-60], replace(tree[-60], mode=0o777), *tree[-59:]]
    ).findings() == ["files/other-record"]
    assert replace(said, raw_=raw_).telling(tree=tree[1:]).findings() == ["files/other-record"]


class Disputes:
    """An Integrity that disputes what it is told to."""

    def __init__(self, found: Contradiction | None = None, why: CannotLook | None = None) -> None:
        self.found, self.why = found, why

    def disputed(self, _trail: tuple[int, ...], _check: str, _subject: str | None) -> Contradiction | None:
        return self.found

    def unanswered(self) -> CannotLook | None:
        return self.why


@pytest.mark.parametrize("outcome", list(Outcome))
def test_nothing_is_gained_by_what_is_disputed(outcome: Outcome) -> None:
    one = Contradiction(
        "integrity.units/other-state", "x.service", Source("systemctl", "a"), Source("/proc", "b"), (7,)
    )
    gains = outcome in {Outcome.PASSED, Outcome.NOT_APPLICABLE}
    doubts: Any = Disputes(one)
    ending = believed(Ending(outcome, evidence=(3,)), doubts, "service.active", "poc")
    assert ending.outcome is (Outcome.ERROR if gains else outcome)
    if gains:
        assert ending.unseen is Unseen.SOURCES_DISAGREE
        assert ending.evidence == (3, 7)
        assert "systemctl: a" in ending.reason
        assert "/proc: b" in ending.reason
    unseen: Any = Disputes(replace(one, why=Unseen.TOO_LONG, second=Source("we", "more than 8 MiB")))
    ending = believed(Ending(outcome, evidence=(3,)), unseen, "service.active", "poc")
    assert ending.outcome is (Outcome.ERROR if gains else outcome)
    assert (ending.unseen, "disagree" in ending.reason) == (Unseen.TOO_LONG if gains else None, False)
    silent: Any = Disputes(why=CannotLook(Unseen.TIMEOUT, "too late"))
    assert believed(Ending(outcome, evidence=(3,)), silent, "service.active", "poc").outcome is (
        Outcome.ERROR if gains else outcome
    )
    assert believed(Ending(outcome), silent, "service.active", "poc").outcome is outcome  # nothing was asked
    quiet: Any = Disputes()
    assert believed(Ending(outcome), quiet, "service.active", "poc").outcome is outcome
