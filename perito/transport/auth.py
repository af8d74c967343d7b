"""Authentication to an SSH server: key files, the agent's keys, a password."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.support.i18n import _
from perito.transport import connect
from perito.transport.agents import Agents
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
    problem: Exception = paramiko.SSHException(_("no key of a kind that is understood"))
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
    with Agents() if hop.use_agent else nullcontext() as agents:
        attempts.problems += agents.problems if agents else []
        for label, attempt in _ways(ssh, hop, password, passphrase, agents, attempts):
            attempts.tried.append(label)
            try:
                missing = attempt()
            except paramiko.BadAuthenticationType as problem:
                attempts.offered = list(problem.allowed_types)
                continue
            except (paramiko.SSHException, EOFError, OSError) as problem:
                if not ssh.is_active():
                    attempts.problems.append(_("the server closed the connection"))
                    break
                if "timeout" in str(problem).lower():  # it would not answer the next one, either
                    sentence = _("{where}, answers no login within {timeout:g} s")
                    where = connect.place(hop.host, hop.port)
                    raise TransportError(
                        Reason.TIMEOUT, sentence.format(where=where, timeout=ssh.auth_timeout)
                    ) from problem
                if not isinstance(problem, paramiko.AuthenticationException):
                    attempts.problems.append(f"{label}: {problem}")
                continue
            if not missing:
                return
            besides = _("the server wants {methods} besides").format(methods=", ".join(missing))
            attempts.problems.append(besides)
            attempts.offered = list(missing)
        raise TransportError(Reason.AUTH_FAILED, _sentence(ssh, hop, attempts, password))


def _ways(
    ssh: paramiko.Transport,
    hop: Hop,
    password: str | None,
    passphrase: str | None,
    agents: Agents | None,
    attempts: _Attempts,
) -> Iterator[tuple[str, Callable[[], list[str]]]]:
    """The methods to try, in order; the server may allow as few as six (MaxAuthTries)."""

    def publickey(key: paramiko.PKey) -> Callable[[], list[str]]:
        return lambda: ssh.auth_publickey(hop.user, key)

    def files(paths: tuple[Path, ...], *, quiet: bool) -> Iterator[tuple[str, Callable[[], list[str]]]]:
        for file in paths:
            try:
                yield _("key {file}").format(file=file), publickey(load_key(file, passphrase))
            except paramiko.PasswordRequiredException:
                sentence = _("the key {file} is encrypted and needs its passphrase")
                attempts.problems.append(sentence.format(file=file))
            except FileNotFoundError:
                if not quiet:
                    attempts.problems.append(_("the key {file} does not exist").format(file=file))
            except (paramiko.SSHException, OSError) as problem:
                attempts.problems.append(_unreadable(file, problem, passphrase))

    yield from files(hop.identities, quiet=False)
    if password is not None:
        yield _("password"), lambda: ssh.auth_password(hop.user, password)
    for key in agents.keys if agents else ():
        yield _("agent key {name}").format(name=key.comment or key.get_name()), publickey(key)
    yield from files(hop.default_identities, quiet=True)


def _unreadable(file: Path, problem: Exception, passphrase: str | None) -> str:
    """Of a key that cannot be read, with a passphrase or without."""
    sentence = _("the key {file} cannot be read: {problem}")
    if passphrase:
        sentence = _("the key {file} cannot be read (wrong passphrase?): {problem}")
    return sentence.format(file=file, problem=problem)


def _sentence(ssh: paramiko.Transport, hop: Hop, attempts: _Attempts, password: str | None) -> str:
    if not attempts.offered and ssh.is_active():
        try:
            ssh.auth_none(hop.user)
        except paramiko.BadAuthenticationType as problem:
            attempts.offered = list(problem.allowed_types)
        except (paramiko.SSHException, EOFError, OSError):
            pass
    refusal = _("{user}@{host} port {port} lets nobody in with what was tried")
    parts = [refusal.format(user=hop.user, host=hop.host, port=hop.port)]
    if attempts.tried:
        parts.append(_("tried {methods}").format(methods=", ".join(attempts.tried)))
    else:
        parts.append(_("tried nothing: there is no key and no password"))
    if attempts.offered:
        parts.append(_("the server offers {methods}").format(methods=", ".join(attempts.offered)))
        if password is None and {"password", "keyboard-interactive"} & set(attempts.offered):
            parts.append(_("a password may be given with --ask-pass"))
    return "; ".join(parts + attempts.problems)
