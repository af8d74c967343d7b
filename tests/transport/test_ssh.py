"""A real sshd: logins, shells, host keys, jump hosts, and connections that go away."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import paramiko
import pytest

from perito.errors import Unseen
from perito.transport import auth, ssh
from perito.transport.base import Command, HttpRequest, Reason, Role, TransportError
from perito.transport.ssh import SshTransport
from perito.transport.target import Kind, Target
from tests.transport.sshd import PASSWORD, USERS, Sshd, make_key
from tests.transport.test_commands import ends, running

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.transport.conftest import Boot, Connect

WHO = [Command("id -un"), Command("id -un", Role.ROOT)]


@pytest.mark.parametrize("user", ["noisy", "spanish", "fishy", "zed", "csh", "dash"])
def test_login_shells(connect: Connect, user: str) -> None:
    if not Path(USERS[user][0]).exists():
        pytest.skip(f"needs {USERS[user][0]}")
    password = PASSWORD if user == "spanish" else None
    login, root = connect(user, sudo_password=password).run(WHO)
    assert (login.stdout, login.stderr) == (user.encode() + b"\n", b"")
    assert root.stdout == b"root\n"


def test_when_we_came_is_told_by_the_servers_clock(
    connect: Connect, sshd: Sshd, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(*given: Any, **more: Any) -> None:
        time.sleep(1.0)
        authenticate(*given, **more)

    authenticate = auth.authenticate
    monkeypatch.setattr(auth, "authenticate", slowly)
    before = time.time()
    transport = connect("spanish", sshd, sudo_password=PASSWORD)  # both clocks are this machine's
    assert transport.arrived is not None
    assert before - 1.0 <= transport.arrived <= time.time() - 1.0  # too early by as long as the greeting was under way


@pytest.mark.parametrize(
    ("config", "direct"),
    [
        ("", True),
        ("Host vm\n  HostName 192.0.2.1\n", True),
        ("Host vm\n  ProxyJump bastion\n", False),
        ("Host vm\n  ProxyCommand nc %h %p\n", False),
    ],
)
def test_whether_the_client_connects_by_itself(tmp_path: Path, config: str, *, direct: bool) -> None:
    file = tmp_path / "config"
    file.write_text(config, encoding="utf-8")
    assert SshTransport(Target(Kind.SSH, "vm", ssh_config=file)).is_direct() is direct
    assert not SshTransport(Target(Kind.SSH, "vm", ssh_config=file, jump="bastion")).is_direct()


def test_a_channel_is_given_up_in_silence_where_the_connection_has_gone() -> None:
    class Gone(paramiko.Channel):
        def close(self) -> None:
            raise EOFError

    ssh._closed(Gone(1))


def test_megabytes_of_noise(connect: Connect) -> None:
    [answer] = connect("loud").run([Command("echo quiet; echo err >&2")])
    assert (answer.stdout, answer.stderr) == (b"quiet\n", b"err\n")


def test_a_shell_that_leaves_says_so(connect: Connect) -> None:
    with pytest.raises(TransportError, match=r"exit code 3: this server is closed.*bashrc") as error:
        connect("quitter")
    assert error.value.reason is Reason.ERROR


def test_python_variables_of_the_user_do_not_matter(connect: Connect) -> None:
    script = "/usr/bin/python3 -c 'import sys; print(1)'; locale | head -1"
    [answer] = connect("spanish").run([Command(script)])
    assert answer.stdout.startswith(b"1\nLANG=C.UTF-8\n")


@pytest.mark.parametrize(("far", "algorithm"), [(0.0, "zlib@openssh.com"), (60.0, "none")])
def test_what_goes_far_is_compressed(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, far: float, algorithm: str
) -> None:
    monkeypatch.setattr(ssh, "FAR", far)
    transport = connect("nopass")
    client = transport._clients[-1]
    agreed = vars(client)
    assert (agreed["local_compression"], agreed["remote_compression"]) == (algorithm, algorithm)
    large = 3 * Command("").limit // 4
    asked = [
        Command(f": {'x' * 100_000}; head -c {large} /dev/{kind}", role)
        for kind in ("zero", "urandom")
        for role in Role
    ]
    assert [len(answer.stdout) for answer in transport.run(asked)] == [large] * 4


class TestSudo:
    def test_right_password(self, connect: Connect) -> None:
        assert connect("ana", sudo_password=PASSWORD).run(WHO)[1].stdout == b"root\n"

    @pytest.mark.parametrize(
        ("user", "password", "trouble", "detail"),
        [
            ("ana", None, Unseen.SUDO_PASSWORD, "none was given"),
            ("ana", "wrong", Unseen.SUDO_PASSWORD, "is wrong"),
            ("bea", None, Unseen.SUDO_PASSWORD, "not in the group sudo"),
            ("bea", PASSWORD, Unseen.NO_SUDO, "not in sudoers"),
            ("term", None, Unseen.NO_SUDO, "requiretty"),
        ],
    )
    def test_reasons(self, connect: Connect, user: str, password: str | None, trouble: Unseen, detail: str) -> None:
        login, root = connect(user, sudo_password=password).run(WHO)
        assert login.exit_code == 0
        assert (root.exit_code, root.trouble) == (None, trouble)
        assert detail in root.detail

    def test_not_installed(self, connect: Connect, boot: Boot) -> None:
        server = boot(absent=("sudo",))
        login, root = connect("ana", server, sudo_password=PASSWORD).run(WHO)
        assert login.exit_code == 0
        assert (root.trouble, root.detail) == (Unseen.NO_SUDO, "sudo is not installed")

    def test_neither_sudo_nor_python(self, connect: Connect, boot: Boot) -> None:
        python = str(Path("/usr/bin/python3").resolve())
        server = boot(hidden=(python,), absent=("sudo",))
        login, root = connect("ana", server).run(WHO)
        assert login.stdout == b"ana\n"
        assert (root.trouble, root.detail) == (Unseen.NO_SUDO, "sudo is not installed")

    def test_without_python(self, connect: Connect, boot: Boot) -> None:
        server = boot(hidden=(str(Path("/usr/bin/python3").resolve()),))
        transport = connect("ana", server, sudo_password=PASSWORD)
        assert transport.run(WHO)[1].stdout == b"root\n"
        assert transport.arrived is None  # there is no agent to say it
        assert connect("ana", server, sudo_password="wrong").run(WHO)[1].trouble is Unseen.SUDO_PASSWORD
        assert connect("bea", server, sudo_password=PASSWORD).run(WHO)[1].trouble is Unseen.NO_SUDO

    def test_root_needs_none(self, connect: Connect) -> None:
        transport = connect("root", sudo_password=PASSWORD)
        assert [answer.stdout for answer in transport.run(WHO)] == [b"root\n", b"root\n"]

    def test_the_password_shows_nowhere(self, connect: Connect, sshd: Sshd) -> None:
        transport = connect("ana", sudo_password=PASSWORD)
        everything = "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n'"
        answers = transport.run([Command(everything, role, limit=1 << 24) for role in Role])
        for answer in answers:
            assert PASSWORD.encode() not in answer.stdout + answer.stderr
        assert PASSWORD not in (sshd.root / "log").read_text()


class TestLogin:
    def test_password(self, connect: Connect, tmp_path: Path) -> None:
        transport = connect("bea", identity=None, password=PASSWORD)
        assert transport.run(WHO)[0].stdout == b"bea\n"

    @pytest.mark.parametrize("kind", ["rsa", "ecdsa"])
    def test_other_kinds_of_key(self, connect: Connect, boot: Boot, kind: str) -> None:
        server = boot()
        key = make_key(server.root / f"id_{kind}", kind)
        with (server.root / "id_test.pub").open("a") as keys:
            keys.write(key.with_name(key.name + ".pub").read_text())
        assert connect("bea", server, identity=key).run(WHO)[0].exit_code == 0

    def test_encrypted_key(self, connect: Connect, sshd: Sshd, tmp_path: Path) -> None:
        key = tmp_path / "id"
        key.write_bytes(sshd.key.read_bytes())
        key.chmod(0o600)
        subprocess.run(
            ["ssh-keygen", "-p", "-q", "-P", "", "-N", "a passphrase", "-f", key],
            check=True,
            capture_output=True,
        )
        assert connect("bea", identity=key, passphrase="a passphrase").run(WHO)[0].exit_code == 0
        with pytest.raises(TransportError, match="encrypted and needs its passphrase") as error:
            connect("bea", identity=key)
        assert error.value.reason is Reason.AUTH_FAILED
        with pytest.raises(TransportError, match="wrong passphrase"):
            connect("bea", identity=key, passphrase="another")

    def test_agent(self, connect: Connect, sshd: Sshd, monkeypatch: pytest.MonkeyPatch) -> None:
        started = subprocess.run(["ssh-agent", "-s"], capture_output=True, text=True, check=True).stdout
        found = dict(re.findall(r"(\w+)=([^;]+);", started))
        try:
            subprocess.run(["ssh-add", "-q", sshd.key], env={**os.environ, **found}, check=True, capture_output=True)
            monkeypatch.setenv("SSH_AUTH_SOCK", found["SSH_AUTH_SOCK"])
            # The fixture forgot the agent before this test's monkeypatch set it again.
            assert connect("bea", identity=None).run(WHO)[0].exit_code == 0
        finally:
            subprocess.run(["kill", found["SSH_AGENT_PID"]], check=True)

    def test_wrong_everything(self, connect: Connect, tmp_path: Path) -> None:
        key = make_key(tmp_path / "other", "ed25519")
        with pytest.raises(TransportError) as error:
            connect("bea", identity=key, password="mistaken")
        assert error.value.reason is Reason.AUTH_FAILED
        assert f"tried key {key}, password" in str(error.value)
        assert re.search("the server offers .*publickey", str(error.value))
        assert "mistaken" not in str(error.value)

    def test_no_key_at_all(self, connect: Connect, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        with pytest.raises(TransportError, match=r"there is no key and no password.*--ask-pass"):
            connect("bea", identity=None)
        with pytest.raises(TransportError, match="does not exist"):
            connect("bea", identity=tmp_path / "nowhere")

    def test_a_user_who_may_not(self, connect: Connect) -> None:
        with pytest.raises(TransportError) as error:
            connect("nobody-such")
        assert error.value.reason is Reason.AUTH_FAILED


class TestHostKeys:
    @pytest.mark.parametrize("kind", ["rsa", "ecdsa", "ed25519"])
    def test_any_known_key_will_do(self, connect: Connect, sshd: Sshd, tmp_path: Path, kind: str) -> None:
        public = (sshd.root / f"host_{kind}.pub").read_text()
        known = tmp_path / "known"
        known.write_text(f"[127.0.0.1]:{sshd.port} {public}")
        assert connect(known_hosts=known).run(WHO)[0].exit_code == 0

    def test_unknown(self, connect: Connect, sshd: Sshd, tmp_path: Path) -> None:
        known = tmp_path / "deep" / "known"
        with pytest.raises(TransportError) as error:
            connect(known_hosts=known)
        assert error.value.reason is Reason.HOST_KEY_UNKNOWN
        shown = subprocess.run(
            ["ssh-keygen", "-l", "-f", sshd.root / "host_ed25519.pub"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert shown.stdout.split()[1] in str(error.value)
        assert "--accept-new" in str(error.value)
        assert not known.exists()
        connect(known_hosts=known, accept_new=True)
        assert known.stat().st_mode & 0o777 == 0o600
        found = subprocess.run(
            ["ssh-keygen", "-F", f"[127.0.0.1]:{sshd.port}", "-f", known],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "found" in found.stdout
        connect(known_hosts=known)

    def test_changed(self, connect: Connect, sshd: Sshd, tmp_path: Path) -> None:
        other = make_key(tmp_path / "other", "ed25519").with_name("other.pub").read_text()
        known = tmp_path / "known"
        known.write_text(f"# comment\n[127.0.0.1]:{sshd.port} {other}")
        for accept_new in (False, True):
            with pytest.raises(TransportError) as error:
                connect(known_hosts=known, accept_new=accept_new)
            assert error.value.reason is Reason.HOST_KEY_CHANGED
            assert f"{known}, line 2" in str(error.value)


class TestConnecting:
    def test_closed_port(self, connect: Connect) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        with pytest.raises(TransportError, match="refused") as error:
            connect(port=port)
        assert error.value.reason is Reason.REFUSED

    def test_no_such_name(self, connect: Connect) -> None:
        with pytest.raises(TransportError, match=r"nowhere\.invalid has no address") as error:
            connect(host="nowhere.invalid")
        assert error.value.reason is Reason.UNREACHABLE

    def test_it_hangs_up_before_it_greets(
        self, connect: Connect, tcp_server: Callable[[Callable[[socket.socket], None]], int]
    ) -> None:
        """As sshd does to whoever is one too many (MaxStartups): it is worth trying again."""
        with pytest.raises(TransportError, match=r"closed the connection before it greeted$") as error:
            connect(port=tcp_server(lambda _connection: None), timeout=5.0)
        assert error.value.reason is Reason.LOST

    @pytest.mark.parametrize("said", ["Exceeded MaxStartups", "Not allowed at this time"])
    def test_it_says_why_and_hangs_up(
        self, connect: Connect, tcp_server: Callable[[Callable[[socket.socket], None]], int], said: str
    ) -> None:
        with pytest.raises(TransportError, match=f"before it greeted: {said}$") as error:
            connect(port=tcp_server(lambda connection: connection.sendall(f"{said}\r\n".encode())), timeout=5.0)
        assert error.value.reason is Reason.LOST

    @staticmethod
    def _greeted(port: int) -> socket.socket:
        """A connection that was greeted and has not logged in. One that asked whether sshd is up may still count."""
        for _ in range(50):
            other = socket.create_connection(("127.0.0.1", port), 5.0)
            if other.recv(256).startswith(b"SSH-"):
                return other
            other.close()
            time.sleep(0.1)
        raise AssertionError("never greeted")

    def test_sshd_has_too_many_who_have_not_logged_in(self, connect: Connect, boot: Boot) -> None:
        server = boot(options=("MaxStartups 1:100:1",))
        with (
            self._greeted(server.port),
            pytest.raises(TransportError, match="before it greeted: Exceeded MaxStartups") as error,
        ):
            connect("ana", server, timeout=5.0)
        assert error.value.reason is Reason.LOST

    @pytest.mark.parametrize(("said", "reason"), [(b"HTTP/1.1 400 no\r\n\r\n", Reason.ERROR), (b"", Reason.TIMEOUT)])
    def test_something_else_listens(
        self,
        connect: Connect,
        tcp_server: Callable[[Callable[[socket.socket], None]], int],
        said: bytes,
        reason: Reason,
    ) -> None:
        def treat(connection: socket.socket) -> None:
            connection.sendall(said)
            if not said:
                connection.recv(4096)
                connection.recv(4096)

        with pytest.raises(TransportError) as error:
            connect(port=tcp_server(treat), timeout=1.0)
        assert error.value.reason is reason

    def test_no_sessions(self, connect: Connect, boot: Boot) -> None:
        server = boot(options=("MaxSessions 0",))
        with pytest.raises(TransportError, match="no session") as error:
            connect("bea", server)
        assert error.value.reason is Reason.ERROR

    @pytest.mark.parametrize("jumps", [False, True])
    def test_one_session_for_each_connection(
        self, connect: Connect, boot: Boot, sshd: Sshd, tmp_path: Path, jumps: bool
    ) -> None:
        server = boot(options=("MaxSessions 1", f"AuthorizedKeysFile {sshd.key}.pub"))
        known = tmp_path / "known"
        known.write_text(sshd.known_hosts.read_text() + server.known_hosts.read_text())
        jump = {"jump": f"ana@127.0.0.1:{sshd.port}"} if jumps else {}
        transport = connect("ana", server, identity=sshd.key, known_hosts=known, sudo_password=PASSWORD, **jump)
        answers = transport.run(WHO)
        assert [(one.stdout, one.detail) for one in answers] == [(b"ana\n", ""), (b"root\n", "")]
        transport.close()
        assert transport.run(WHO)[0].trouble is Unseen.LOST

    @pytest.mark.parametrize("way", ["curve25519-sha256", "ecdh-sha2-nistp256"])
    def test_one_way_of_agreeing_on_keys(self, connect: Connect, boot: Boot, way: str) -> None:
        assert connect("bea", boot(options=(f"KexAlgorithms {way}",))).run(WHO)[0].stdout == b"bea\n"

    def test_only_ways_of_agreeing_on_keys_that_we_do_not_speak(self, connect: Connect, boot: Boot) -> None:
        server = boot(options=("KexAlgorithms sntrup761x25519-sha512@openssh.com",))
        wanted = r"does not speak \(sntrup761x25519-sha512@openssh.com\): let sshd take curve25519-sha256, too"
        with pytest.raises(TransportError, match=wanted) as error:
            connect("bea", server)
        assert error.value.reason is Reason.ERROR
        assert "\n" not in str(error.value)

    def test_alias_of_ssh_config(self, connect: Connect, sshd: Sshd, tmp_path: Path) -> None:
        config = tmp_path / "config"
        config.write_text(
            f"Host lab-*\n  HostName 127.0.0.1\n  Port {sshd.port}\n  User bea\n  IdentityFile {sshd.key}\n"
            f"  UserKnownHostsFile {sshd.known_hosts}\n"
        )
        transport = connect(None, host="lab-1", port=None, identity=None, known_hosts=None, ssh_config=config)
        assert transport.run(WHO)[0].stdout == b"bea\n"
        assert transport.user == "bea"

    def test_proxy_command(self, connect: Connect, sshd: Sshd, tmp_path: Path) -> None:
        relay = (
            "import os,select,socket,sys\ns = socket.create_connection((sys.argv[1], int(sys.argv[2])))\n"
            "while True:\n"
            "  for r in select.select([0, s], [], [])[0]:\n"
            "    d = os.read(0, 65536) if r == 0 else s.recv(65536)\n"
            "    if not d: sys.exit()\n"
            "    s.sendall(d) if r == 0 else os.write(1, d)\n"
        )
        (tmp_path / "relay.py").write_text(relay)
        config = tmp_path / "config"
        config.write_text(f"Host *\n  ProxyCommand /usr/bin/env python3 {tmp_path}/relay.py %h %p\n")
        transport = connect("bea", ssh_config=config)
        assert transport.run(WHO)[0].stdout == b"bea\n"
        transport.close()
        assert ends(f"{tmp_path}/relay.py")
        config.write_text("Host *\n  ProxyCommand false\n")
        with pytest.raises(TransportError):
            connect("bea", ssh_config=config)


class TestJump:
    def test_through_another(self, connect: Connect, sshd: Sshd, boot: Boot, tmp_path: Path) -> None:
        inner = boot(options=(f"AuthorizedKeysFile {sshd.key}.pub",))
        known = tmp_path / "known"
        known.write_text(sshd.known_hosts.read_text() + inner.known_hosts.read_text())
        transport = connect("bea", inner, identity=sshd.key, known_hosts=known, jump=f"ana@127.0.0.1:{sshd.port}")
        assert transport.run(WHO)[0].stdout == b"bea\n"

    def test_each_key_is_checked(self, connect: Connect, sshd: Sshd, boot: Boot) -> None:
        inner = boot(options=(f"AuthorizedKeysFile {sshd.key}.pub",))
        for known, name in ((inner.known_hosts, sshd.port), (sshd.known_hosts, inner.port)):
            with pytest.raises(TransportError) as error:
                connect("bea", inner, identity=sshd.key, known_hosts=known, jump=f"ana@127.0.0.1:{sshd.port}")
            assert error.value.reason is Reason.HOST_KEY_UNKNOWN
            assert f"[127.0.0.1]:{name}" in str(error.value)

    def test_nothing_behind_it(self, connect: Connect, sshd: Sshd) -> None:
        with pytest.raises(TransportError, match="jump host") as error:
            connect("bea", port=1, jump=f"ana@127.0.0.1:{sshd.port}")
        assert error.value.reason is Reason.REFUSED

    def test_chain_in_the_config(self, connect: Connect, sshd: Sshd, tmp_path: Path) -> None:
        config = tmp_path / "config"
        config.write_text(
            f"Host one two three\n  HostName 127.0.0.1\n  Port {sshd.port}\n  User ana\n"
            f"Host two\n  ProxyJump one\nHost three\n  ProxyJump two\n"
            "Host loop\n  ProxyJump loop\n"
        )
        transport = connect("bea", host="three", port=None, ssh_config=config)
        assert transport.run(WHO)[0].stdout == b"bea\n"
        with pytest.raises(TransportError, match="never ends"):
            connect("bea", host="loop", port=None, ssh_config=config)


class TestLost:
    def test_data_after_the_close_of_a_channel_costs_only_the_channel(self, connect: Connect) -> None:
        """Deterministically what two threads of paramiko do now and then."""
        transport = connect("bea")
        client = transport._clients[-1]
        for _ in range(3):  # the server's number is used again each time
            channel = client.open_session()
            channel.exec_command("true")
            while not channel.closed:
                time.sleep(0.005)
            for kind in (94, 96, 97):  # data, end of file, close
                message = paramiko.Message()
                message.add_byte(bytes([kind]))
                message.add_int(channel.remote_chanid)
                if kind == 94:
                    message.add_string("too late")
                client._send_user_message(message)  # type: ignore[attr-defined]
            assert transport.run(WHO)[0].stdout == b"bea\n"

    def test_killed_half_way(self, connect: Connect, boot: Boot) -> None:
        server = boot()
        transport = connect("bea", server)
        commands = [Command("echo first"), Command("sleep 7774.5", timeout=60), Command("id", Role.ROOT)]

        def hang_up() -> None:
            while not running("sleep\0007774.5"):
                time.sleep(0.02)
            time.sleep(0.3)
            server.hang_up()

        killer = threading.Thread(target=hang_up)
        killer.start()
        began = time.monotonic()
        first, second, _ = transport.run(commands)
        killer.join()
        assert time.monotonic() - began < 15
        assert first.stdout == b"first\n"
        assert (second.exit_code, second.trouble) == (None, Unseen.LOST)
        assert {answer.trouble for answer in transport.run(WHO)} <= {Unseen.LOST, Unseen.SUDO_PASSWORD}
        [reply] = transport.http([HttpRequest("/", "x", via="tunnel")])
        assert reply.failure == "lost"
        assert ends("sleep\0007774.5")

    def test_leaving_ends_what_runs(self, connect: Connect) -> None:
        transport = connect("nopass")
        answers = []
        commands = [Command("sleep 7775.5", timeout=60), Command("sleep 7776.5", Role.ROOT, timeout=60)]
        thread = threading.Thread(target=lambda: answers.extend(transport.run(commands)))
        thread.start()
        until = time.monotonic() + 10
        while not (running("sleep\0007775.5") and running("sleep\0007776.5")) and time.monotonic() < until:
            time.sleep(0.02)
        transport.close()
        thread.join(15)
        assert [answer.trouble for answer in answers] == [Unseen.LOST] * 2
        assert ends("sleep\0007775.5")
        assert ends("sleep\0007776.5")


def test_ipv6(connect: Connect, boot: Boot) -> None:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            pass
    except OSError:
        pytest.skip("no IPv6 on loopback")
    server = boot(listen="::1")
    assert connect("bea", server, host="::1").run(WHO)[0].stdout == b"bea\n"
