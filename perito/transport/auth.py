"""Authentication to an SSH server: key files, the agent's keys, a password."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.transport.base import Reason, TransportError
from perito.transport.paramiko_import import paramiko

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from perito.transport.ssh_config import Hop


@dataclass
class _Attempts:
    """The methods tried, for the message when all fail."""

    tried: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def load_key(file: Path, passphrase: str | None) -> paramiko.PKey:
    """A private key of any type, with the certificate beside it, if there is one.

    Raises PasswordRequiredException where it is encrypted and no passphrase was given, SSHException where it cannot be
    read with the given one, OSError.
    """
    problem: Exception = paramiko.SSHException("no key of a kind that is understood")
    for kind in (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey):
        try:
            key = kind.from_private_key_file(str(file), passphrase)
        except paramiko.PasswordRequiredException:
            raise
        except (paramiko.SSHException, ValueError, TypeError, IndexError) as other:
            problem = other
            continue
        certificate = file.with_name(file.name + "-cert.pub")
        if certificate.is_file():
            key.load_certificate(str(certificate))
        return key
    raise paramiko.SSHException(str(problem)) from problem


def authenticate(ssh: paramiko.Transport, hop: Hop, *, password: str | None, passphrase: str | None) -> None:
    """Log in: with the given keys, then a given password, then the agent's keys and the usual files.

    Raises TransportError with AUTH_FAILED, naming the methods offered and those tried.
    """
    attempts = _Attempts()
    agent = paramiko.Agent() if hop.use_agent else None
    try:
        for label, attempt in _ways(ssh, hop, password, passphrase, agent, attempts):
            attempts.tried.append(label)
            try:
                missing = attempt()
            except paramiko.BadAuthenticationType as problem:
                attempts.offered = list(problem.allowed_types)
                continue
            except (paramiko.SSHException, EOFError, OSError) as problem:
                if not ssh.is_active():
                    attempts.problems.append("the server closed the connection")
                    break
                if not isinstance(problem, paramiko.AuthenticationException):
                    attempts.problems.append(f"{label}: {problem}")
                continue
            if not missing:
                return
            attempts.problems.append("the server wants " + " and ".join(missing) + " besides")
            attempts.offered = list(missing)
        raise TransportError(Reason.AUTH_FAILED, _sentence(ssh, hop, attempts, password))
    finally:
        if agent is not None:
            agent.close()


def _ways(
    ssh: paramiko.Transport,
    hop: Hop,
    password: str | None,
    passphrase: str | None,
    agent: paramiko.Agent | None,
    attempts: _Attempts,
) -> Iterator[tuple[str, Callable[[], list[str]]]]:
    """The methods to try, in order; the server may allow as few as six (MaxAuthTries)."""

    def publickey(key: paramiko.PKey) -> Callable[[], list[str]]:
        return lambda: ssh.auth_publickey(hop.user, key)

    def files(paths: tuple[Path, ...], *, quiet: bool) -> Iterator[tuple[str, Callable[[], list[str]]]]:
        for file in paths:
            try:
                yield f"key {file}", publickey(load_key(file, passphrase))
            except paramiko.PasswordRequiredException:
                attempts.problems.append(f"the key {file} is encrypted and needs its passphrase")
            except FileNotFoundError:
                if not quiet:
                    attempts.problems.append(f"the key {file} does not exist")
            except (paramiko.SSHException, OSError) as problem:
                wrong = " (wrong passphrase?)" if passphrase else ""
                attempts.problems.append(f"the key {file} cannot be read{wrong}: {problem}")

    yield from files(hop.identities, quiet=False)
    if password is not None:
        yield "password", lambda: ssh.auth_password(hop.user, password)
    for key in agent.get_keys() if agent else ():
        yield f"agent key {key.comment or key.get_name()}", publickey(key)
    yield from files(hop.default_identities, quiet=True)


def _sentence(ssh: paramiko.Transport, hop: Hop, attempts: _Attempts, password: str | None) -> str:
    if not attempts.offered and ssh.is_active():
        try:
            ssh.auth_none(hop.user)
        except paramiko.BadAuthenticationType as problem:
            attempts.offered = list(problem.allowed_types)
        except (paramiko.SSHException, EOFError, OSError):
            pass
    parts = [f"{hop.user}@{hop.host} port {hop.port} lets nobody in with what was tried"]
    parts.append("tried " + (", ".join(attempts.tried) or "nothing: there is no key and no password"))
    if attempts.offered:
        parts.append("the server offers " + ", ".join(attempts.offered))
        if password is None and {"password", "keyboard-interactive"} & set(attempts.offered):
            parts.append("a password may be given with --ask-pass")
    return "; ".join(parts + attempts.problems)
