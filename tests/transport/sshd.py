"""A real sshd on loopback in a mount namespace of its own: its users and files exist nowhere else."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PASSWORD = "correct horse"
UNTRUSTED = (Path("/dev/null"),)
USERS = {  # name: login shell, groups
    "ana": ("/bin/bash", "sudo"),  # sudo with her password
    "bea": ("/bin/bash", ""),  # not in sudoers
    "nopass": ("/bin/bash", ""),  # NOPASSWD
    "term": ("/bin/bash", ""),  # NOPASSWD, but requiretty
    "noisy": ("/bin/bash", ""),
    "loud": ("/bin/bash", ""),
    "quitter": ("/bin/bash", ""),
    "spanish": ("/bin/bash", "sudo"),
    "fishy": ("/usr/bin/fish", ""),
    "zed": ("/usr/bin/zsh", ""),
    "csh": ("/usr/bin/tcsh", ""),
    "dash": ("/bin/sh", ""),
}
SUDOERS = """\
Defaults env_reset, use_pty
root ALL=(ALL:ALL) ALL
%sudo ALL=(ALL:ALL) ALL
Defaults:term requiretty
nopass,term,noisy,fishy,zed,csh,dash ALL=(ALL) NOPASSWD: ALL
"""
BASHRC = {
    "noisy": "echo 'Welcome, \\x1b[31mstranger'; echo trouble >&2; printf 'no newline'; alias exec=false\n",
    "loud": "head -c 5000000 /dev/zero | tr '\\0' 'x'; head -c 5000000 /dev/urandom >&2\n",
    "quitter": "echo 'this server is closed' >&2; exit 3\n",
    "spanish": "export LANG=es_ES.UTF-8 LC_ALL=es_ES.UTF-8 LANGUAGE=es\n"
    "export PYTHONPATH=/nowhere PYTHONHOME=/nowhere BASH_ENV=/nowhere\n",
}


@dataclass
class Sshd:
    """One server, its keys and how to reach it."""

    root: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    hidden: tuple[str, ...] = ()  # programs that cannot be executed
    absent: tuple[str, ...] = ()  # names in /usr/bin that are not there
    listen: str = "127.0.0.1"
    options: tuple[str, ...] = ()
    host_keys: tuple[str, ...] = ("ed25519",)
    known_hosts: Path = field(default_factory=Path)

    @property
    def key(self) -> Path:
        """The private key that every user lets in."""
        return self.root / "id_test"

    @property
    def family(self) -> socket.AddressFamily:
        """Of the address that it listens on."""
        return socket.AF_INET6 if ":" in self.listen else socket.AF_INET

    def write_known_hosts(self, *kinds: str) -> None:
        """A known_hosts file with the server's keys, or those of some kinds."""
        lines = []
        for kind in kinds or self.host_keys:
            public = (self.root / f"host_{kind}.pub").read_text().split()
            lines.append(f"[{self.listen}]:{self.port} {public[0]} {public[1]}\n")
        self.known_hosts.write_text("".join(lines))

    def start(self) -> None:
        """Boot it and wait until it listens."""
        self.root.chmod(0o755)
        self.known_hosts = self.root / "known_hosts"
        with socket.create_server((self.listen, 0), family=self.family) as free:
            self.port = free.getsockname()[1]
        make_key(self.key, "ed25519")
        for kind in self.host_keys:
            make_key(self.root / f"host_{kind}", kind)
        self._files()
        script = self.root / "boot.sh"
        script.write_text(self._boot())
        with (self.root / "log").open("wb") as log:
            self.process = subprocess.Popen(
                ["unshare", "--mount", "--propagation", "private", "sh", "-e", str(script)],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._await()
        self.write_known_hosts()

    def _files(self) -> None:
        shutil.copytree("/etc", self.root / "etc", symlinks=True, ignore_dangling_symlinks=True)
        etc = self.root / "etc"
        (etc / "sudoers").write_text(SUDOERS)
        (etc / "sudoers").chmod(0o440)
        (etc / "motd").write_text("message of the day\n")
        (self.root / "home").mkdir()
        config = [
            *(self.options or ("MaxStartups 100",)),  # the first word counts (sshd_config(5))
            f"Port {self.port}", f"ListenAddress {self.listen}", "PidFile none", "UsePAM no", "StrictModes no",
            "LogLevel DEBUG1", "PermitRootLogin prohibit-password",
            f"AuthorizedKeysFile {self.key}.pub",
            *(f"HostKey {self.root}/host_{kind}" for kind in self.host_keys),
        ]  # fmt: skip
        (self.root / "sshd_config").write_text("\n".join(config) + "\n")

    def _boot(self) -> str:
        hashed = subprocess.run(
            ["openssl", "passwd", "-6", PASSWORD], capture_output=True, text=True, check=True
        ).stdout.strip()
        lines = [
            f"mount --bind {self.root}/etc /etc",
            f"mount --bind {self.root}/home /home",
            "mkdir -p /run/sshd",
        ]
        lines.append("mount -t tmpfs tmpfs /var/lib/sudo")
        for name, (shell, groups) in USERS.items():
            more = f"-G {groups}" if groups else ""
            lines.append(f"useradd -m -s {shell} {more} -p '{hashed}' {name}")
            if name in BASHRC:
                path = self.root / f"bashrc.{name}"
                path.write_text(BASHRC[name])
                lines.append(f"cp {path} /home/{name}/.bashrc")
        lines += [f"mount --bind /dev/null {path}" for path in self.hidden]
        if self.absent:  # links to all of /usr/bin but these
            lines += [f"mkdir {self.root}/all {self.root}/bin", f"mount --bind /usr/bin {self.root}/all"]
            lines.append(f"cp -as {self.root}/all/. {self.root}/bin")
            lines += [f"rm {self.root}/bin/{name}" for name in self.absent]
            lines.append(f"mount --bind {self.root}/bin /usr/bin")
        lines.append(f"exec /usr/sbin/sshd -D -e -f {self.root}/sshd_config")
        return "\n".join(lines) + "\n"

    def _await(self) -> None:
        assert self.process is not None
        for _ in range(500):
            try:
                with socket.create_connection((self.listen, self.port), 1) as greeting:
                    if greeting.recv(4) == b"SSH-":
                        return
            except OSError:
                if self.process.poll() is not None:
                    break
            time.sleep(0.02)
        pytest.fail("sshd did not start: " + (self.root / "log").read_text()[-2000:])

    def stop(self) -> None:
        """End it and all its sessions."""
        if self.process is not None:
            self.hang_up()
            self.process.terminate()
            self.process.wait(10)
            self.process = None

    def hang_up(self) -> None:
        """Kill every session, as a reboot would."""
        assert self.process is not None
        for child in children(self.process.pid):
            for one in [*children(child), child]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)


def children(pid: int) -> list[int]:
    """Direct children of a process."""
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def make_key(path: Path, kind: str, passphrase: str = "") -> Path:
    """A key pair in OpenSSH's format."""
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-f", str(path)], check=True)
    return path


def missing() -> str:
    """Why no server can be booted here, or nothing."""
    if os.geteuid() != 0:
        return "needs root for a mount namespace"
    for program in ("/usr/sbin/sshd", "/usr/bin/sudo", "/usr/bin/ssh-keygen", "/usr/bin/unshare"):
        if not Path(program).exists():
            return f"needs {program}"
    probe = ["unshare", "--mount", "--propagation", "private", "mount", "--bind", "/tmp", "/mnt"]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        return "no mount namespaces here"
    return ""
