"""Host keys of a class: shown, kept, never replaced unasked; and a changed one against what the server was."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito import errors
from perito.classroom import changed_key, first_contact
from perito.classroom.identity import rebuilt
from perito.classroom.identity.model import Fact, Facts
from perito.classroom.roster import RosterError, load
from perito.cli.commands import roster as command
from perito.errors import UsageError
from perito.support import i18n
from perito.transport import hostkeys
from perito.transport.base import Reason, TransportError
from perito.transport.ssh import SshTransport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.classroom.roster import Student

pytestmark = pytest.mark.lab
IN_ENGLISH = command.How("", (), None, "en")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)


class Server:
    """A plain sshd on loopback, as root, whose keys can be made anew."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.process: subprocess.Popen[bytes] | None = None
        self.port = 0
        self._key("id")

    def _key(self, name: str, kind: str = "ed25519") -> None:
        (self.place / name).unlink(missing_ok=True)
        words = ["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", str(self.place / name)]
        subprocess.run(words, check=True, stdin=subprocess.DEVNULL)

    def start(self, *kinds: str) -> None:
        """Start it anew, with new keys of these types; others stay."""
        self.stop()
        for kind in kinds:
            self._key(f"host_{kind}", kind)
        if not self.port:
            import socket

            with socket.create_server(("127.0.0.1", 0)) as free:
                self.port = free.getsockname()[1]
        keys = sorted(path for path in self.place.glob("host_*") if path.suffix != ".pub")
        config = [
            f"Port {self.port}", "ListenAddress 127.0.0.1", "PidFile none", "UsePAM no", "StrictModes no",
            f"AuthorizedKeysFile {self.place}/id.pub", *(f"HostKey {key}" for key in keys),
        ]  # fmt: skip
        (self.place / "sshd_config").write_text("\n".join(config) + "\n")
        Path("/run/sshd").mkdir(exist_ok=True)
        words = ["/usr/sbin/sshd", "-D", "-f", str(self.place / "sshd_config")]
        self.process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
        self._await()

    def _await(self) -> None:
        import socket

        until = time.monotonic() + 10
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as one:
                if one.recv(4) == b"SSH-":
                    return
            time.sleep(0.02)
        raise AssertionError("no sshd")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(5)
            self.process = None

    def fingerprint(self, kind: str) -> str:
        blob = (self.place / f"host_{kind}.pub").read_text().split()[1]
        import base64

        return hostkeys.fingerprint(base64.b64decode(blob))

    def roster(self, tmp_path: Path, **more: str) -> Path:
        fields = {"id": "a01", "host": f"127.0.0.1:{self.port}", "user": "root", "identity": str(self.place / "id")}
        fields |= more
        path = tmp_path / "class.csv"
        path.write_text(f"{','.join(fields)}\n{','.join(fields.values())}\n", encoding="utf-8")
        return path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    one = Server(tmp_path_factory.mktemp("sshd"))
    yield one
    one.stop()


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)


def scan(path: Path, *, keep: bool = True) -> first_contact.Scanned:
    """The only student's server; its new keys are kept."""
    (one,) = first_contact.scanned(load(path).students, path.with_suffix(".known_hosts"), 5.0, 4)
    if keep:
        first_contact.keep(one, path.with_suffix(".known_hosts"))
    return one


def states(one: first_contact.Scanned) -> dict[str, str]:
    return {key.type: key.state for key in one.keys}


def reached(student: Student, file: Path) -> str:
    """How a login ends."""
    transport = SshTransport(first_contact.with_keys(student.target, file))
    try:
        transport.open()
    except TransportError as error:
        return str(error.reason)
    finally:
        transport.close()
    return "in"


def test_every_key_is_shown_and_kept_and_a_changed_one_is_not(server: Server, tmp_path: Path) -> None:
    """From the first contact to a server whose keys are all others, and its acceptance by name."""
    server.start("ed25519", "ecdsa")
    path = server.roster(tmp_path)
    file = path.with_suffix(".known_hosts")
    (student,) = load(path).students
    assert reached(student, file) == Reason.HOST_KEY_UNKNOWN
    first = scan(path)
    assert states(first) == {"ssh-ed25519": "new", "ecdsa-sha2-nistp256": "new"}
    assert {key.fingerprint for key in first.keys} == {server.fingerprint("ed25519"), server.fingerprint("ecdsa")}
    assert reached(student, file) == "in"
    assert set(states(scan(path)).values()) == {"known"}

    kept = file.read_text()
    server.start("ed25519", "ecdsa")
    assert set(states(scan(path)).values()) == {"changed"}
    assert file.read_text() == kept
    assert reached(student, file) == Reason.HOST_KEY_CHANGED
    first_contact.accept(scan(path), file)
    assert reached(student, file) == "in"
    assert file.read_text().count("\n") == 2


def test_one_of_its_keys_made_anew_is_no_other_server(server: Server, tmp_path: Path) -> None:
    server.start("ed25519", "ecdsa")
    path = server.roster(tmp_path)
    scan(path)
    server.start("ed25519")
    assert states(scan(path)) == {"ssh-ed25519": "new", "ecdsa-sha2-nistp256": "known"}


def test_a_key_in_the_roster_counts_alone(server: Server, tmp_path: Path) -> None:
    server.start("ed25519", "ecdsa")
    file = tmp_path / "class.known_hosts"
    for pinned in (server.fingerprint("ecdsa"), f"huella {server.fingerprint('ed25519')}".removeprefix("huella ")):
        (student,) = load(server.roster(tmp_path, host_key=pinned)).students
        assert reached(student, file) == "in"
    assert set(states(scan(tmp_path / "class.csv")).values()) == {"known"}
    assert not file.exists()
    other = "SHA256:" + "A" * 43
    (student,) = load(server.roster(tmp_path, host_key=other)).students
    assert reached(student, file) == Reason.HOST_KEY_CHANGED
    assert set(states(scan(tmp_path / "class.csv")).values()) == {"changed"}


def test_accept_says_what_else_has_changed(server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server.start("ed25519", "ecdsa")
    path = server.roster(tmp_path)
    scan(path)
    (student,) = load(path).students
    run = tmp_path / "reports" / "one"
    (run / "a01").mkdir(parents=True)
    entry = {"id": "a01", "name": "", "email": "", "directory": "a01"}
    told = {
        "schema": "perito/run/1",
        "roster": "class.csv",
        "started": "2026-11-20T09:00:00+00:00",
        "students": [entry],
    }
    (run / "run.json").write_text(json.dumps(told))
    facts = Facts(facts=(Fact(kind="accounts", value="0" * 16), Fact(kind="machine-id", value="1" * 16)))
    (run / "a01" / "identity.json").write_text(facts.to_json())
    server.start("ed25519", "ecdsa")
    options = command.Accepting(reports=tmp_path / "reports", look=True)
    assert command.accept(path, "a01", IN_ENGLISH, options) == errors.OK
    said = capsys.readouterr().out
    assert "changed: not kept" in said
    assert f"against {run}:" in said
    assert "different  the accounts and their numbers: 0000000000000000 → " in said
    assert "what a server says of itself is no proof" in said
    assert reached(student, path.with_suffix(".known_hosts")) == Reason.HOST_KEY_CHANGED
    assert command.accept(path, "a01", IN_ENGLISH, command.Accepting(reports=tmp_path)) == errors.OK
    assert "no earlier run says" in capsys.readouterr().out
    assert reached(student, path.with_suffix(".known_hosts")) == "in"
    with pytest.raises(UsageError, match="a02: nobody in"):
        command.accept(path, "a02", IN_ENGLISH, options)


def test_the_latest_run_of_this_roster_that_knows_the_server_is_taken(tmp_path: Path) -> None:
    for day, roster, who, value in ((20, "class.csv", "a01", "old"), (21, "class.csv", "a01", "new"),
                                    (22, "other.csv", "a01", "wrong"), (23, "class.csv", "a02", "wrong")):  # fmt: skip
        run = tmp_path / str(day)
        (run / who).mkdir(parents=True)
        entry = {"id": who, "name": "", "email": "", "directory": who}
        started = f"2026-11-{day}T09:00:00+00:00"
        asked = {"schema": "perito/run/1", "roster": roster, "started": started, "students": [entry]}
        (run / "run.json").write_text(json.dumps(asked))
        (run / who / "identity.json").write_text(Facts(facts=(Fact(kind="mac", value=value),)).to_json())
    found = changed_key.before(changed_key.runs_of("class.csv", tmp_path), "a01")
    assert found is not None
    assert (found.run.name, found.facts.facts[0].value) == ("21", "new")
    assert changed_key.before(changed_key.runs_of("class.csv", tmp_path / "none"), "a01") is None


SHOWN = {"ssh-ed25519": "SHA256:new"}


def facts(*keys: str, **values: str) -> Facts:
    """What a server is told by; `machine_id` is the kind machine-id."""
    found = [Fact(kind=kind.replace("_", "-"), value=value) for kind, value in values.items()]
    return Facts(facts=(*found, *(Fact(kind="host-key", value=key) for key in keys)))


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (facts(machine_id="m", mac="c"), facts(machine_id="m", mac="c"), "same"),
        (facts(machine_id="m"), facts(machine_id="m"), "same"),
        (facts(boot_id="b", mac="c"), facts(boot_id="b", mac="c"), "same"),
        (facts(machine_id="m", mac="c"), facts(machine_id="m", mac="d"), "moved"),
        (facts(machine_id="m", mac="c"), facts(machine_id="n", mac="c"), "rebuilt"),
        (facts(machine_id="m", mac="c"), facts(machine_id="n", mac="d"), "other"),
        (facts(machine_id="m"), facts(machine_id="n"), "other"),
        (facts(mac="c"), facts(machine_id="n"), "unknown"),
        (None, facts(machine_id="n"), "unknown"),
        (facts(machine_id="m"), None, "unknown"),
        # A key that is proved says more than all that is claimed.
        (facts("ssh-ed25519 SHA256:new", machine_id="m"), facts(machine_id="n"), "partly"),
    ],
)
def test_what_the_changes_say(before: Facts | None, now: Facts | None, said: str) -> None:
    assert rebuilt.compare(before, now, SHOWN).verdict == rebuilt.VERDICTS[said]


def test_what_is_the_same_and_what_is_not_is_told_one_by_one() -> None:
    before = facts("ssh-ed25519 SHA256:old", machine_id="m", mac="c", accounts="a")
    found = rebuilt.compare(before, facts(machine_id="n", mac="c"), SHOWN).compared
    assert [(one.same, one.before, one.now) for one in found] == [
        (False, "SHA256:old", "SHA256:new"), (False, "m", "n"), (True, "c", "c"), (None, "a", ""),
    ]  # fmt: skip


def test_a_key_that_is_on_nobody_s_disk_is_a_warning() -> None:
    assert rebuilt.compare(None, facts("ssh-ed25519 SHA256:other"), SHOWN).warning == rebuilt.FOREIGN
    assert rebuilt.compare(None, facts("ssh-ed25519 SHA256:new"), SHOWN).warning == ""


def test_when_it_was_installed_is_shown_as_a_time() -> None:
    made = Facts(facts=(Fact(kind="installed", value="1764144000.000000001", shown="/etc/machine-id"),))
    found = rebuilt.compare(facts(machine_id="m"), made, SHOWN).compared
    assert ("2025-11-26 08:00:00", None) in [(one.now, one.same) for one in found]


BLOB = b"\0\0\0\x0bssh-ed25519" + b"a" * 36


def test_only_the_host_s_own_keys_are_forgotten(tmp_path: Path) -> None:
    import base64

    key = f"ssh-ed25519 {base64.b64encode(BLOB).decode()}"
    file = tmp_path / "known_hosts"
    file.write_text(f"# mine\nh1 {key}\nh2,h1,h3 {key} both\n[h1]:2222 {key}\n@revoked h1 {key}\nnonsense\n")
    assert hostkeys.forget(file, "h1") == 2
    assert file.read_text() == f"# mine\nh2,h3 {key} both\n[h1]:2222 {key}\n@revoked h1 {key}\nnonsense\n"
    assert hostkeys.forget(file, "h1") == 0
    hostkeys.add(file, "h9", "ssh-ed25519", BLOB, hashed=True)
    assert hostkeys.forget(file, "h9") == 1
    file.write_text(f"\n*.lab {key}\n")
    with pytest.raises(ValueError, match="2"):
        hostkeys.forget(file, "h1.lab")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MD5:aa:bb", "'MD5:aa:bb' is no host key: write SHA256:…"),
        ("SHA256:short", "is no host key"),
        (f"SHA256:{'A' * 43} y otra", "is no host key"),
        ("ssh-ed25519 AAAAB", "is no public key"),
    ],
)
def test_what_is_no_host_key_is_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "class.csv"
    path.write_text(f"id,host,huella\na01,h,{text}\n", encoding="utf-8")
    with pytest.raises(RosterError, match=said):
        load(path)


@pytest.mark.parametrize(
    "text",
    [
        f"SHA256:{'A' * 43}",
        f"256 SHA256:{'A' * 43} root@debian (ED25519)",
        f"SHA256:{'A' * 43}; SHA256:{'B' * 43}",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEKirVke6FB/jgOK27kjFT+DfzJU/PF0ivOnqVmjlFdj root@debian",
    ],
)
def test_a_host_key_as_it_is_copied(tmp_path: Path, text: str) -> None:
    path = tmp_path / "class.csv"
    path.write_text(f"id,host,host_key\na01,h,{text}\n", encoding="utf-8")
    assert load(path).students[0].target.host_keys


def test_as_many_are_asked_at_once_as_was_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "class.csv"
    path.write_text("id,host\n" + "".join(f"a{one},h\n" for one in range(6)) + "a9,\n", encoding="utf-8")
    lock, now, most = threading.Lock(), [0], [0]

    def busy(student: Student, _file: Path, _timeout: float) -> first_contact.Scanned:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.02)
        with lock:
            now[0] -= 1
        return first_contact.Scanned(student)

    monkeypatch.setattr(first_contact, "scan", busy)
    students = load(path).students
    for width in (1, 3):
        most[0] = 0
        found = list(first_contact.scanned(students, path, 1.0, width))
        assert [one.student.id for one in found] == [f"a{one}" for one in range(6)]
        assert most[0] == width
