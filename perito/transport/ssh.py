"""A server behind SSH: one connection, two agents on it, tunnels beside them."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from perito.support.i18n import _
from perito.transport import auth, connect, hostkeys, link
from perito.transport.base import DialError, Reason, Role, TransportError
from perito.transport.channel import ChannelWire
from perito.transport.client import Client
from perito.transport.greeting import greet
from perito.transport.paramiko_import import paramiko
from perito.transport.shell import ShellTransport
from perito.transport.ssh_config import route
from perito.transport.wire import WireClosedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.transport.base import HttpReply, HttpRequest
    from perito.transport.ssh_config import Hop
    from perito.transport.target import Target
    from perito.transport.wire import Wire

FAR = 0.005  # seconds: on slower connections compressing a few packets takes less time than sending them
CONNECT_FAILED = 2  # why a channel was not opened (RFC 4254, 5.1)
MOST_MORE = 3  # further connections
LAST = 1e11  # seconds since the epoch: no clock says more
KEEPALIVE = 5  # seconds; with TCP_USER_TIMEOUT this detects a silent peer

# Its errors reach the user as TransportError; without a handler logging would print them to stderr too.
logging.getLogger("paramiko").addHandler(logging.NullHandler())


class SshTransport(ShellTransport):
    """One server. `target.timeout` in seconds for each of connecting, greeting and logging in.

    `patience`: as long for the first connection, where that is less.
    """

    def __init__(self, target: Target, *, python: str = link.PYTHON, patience: float | None = None) -> None:
        super().__init__(target.sudo_password, python=python)
        self._target = target
        self._patience = patience or target.timeout
        self._clients: list[Client] = []
        self._more: list[list[Client]] = []  # further connections, for sessions that the first one is refused
        self._hops: list[Hop] = []
        self._tunnel_lock = threading.Lock()
        self._connecting = threading.Lock()
        self._aborted = False
        self._came = 0.0  # when the server itself was first connected to (monotonic)

    def open(self) -> None:
        """Connect through all hops, check every host key, log in, start the agents. Raises TransportError."""
        try:
            self._hops = self._hops or route(self._target)
            for hop in self._hops:
                self._enter(hop, self._clients)
            self._patience = self._target.timeout
            self._start_agents()
            self.arrived = self._arrival()
        except BaseException:
            self.close()
            raise

    def _arrival(self) -> float | None:
        """When we first connected to the server, by the clock that its agent greeted with: on a slow way too early."""
        hello = self._runners[Role.LOGIN].hello
        return hello.clock - (hello.heard - self._came) if 0 < hello.clock < LAST else None

    def _enter(self, hop: Hop, chain: list[Client]) -> None:
        """Connect to one more hop of a chain of connections, check its host key, and log in."""
        known = hostkeys.look_up(hop.known_hosts, hostkeys.host_name(hop.key_host, hop.key_port))
        types = hostkeys.pinned_types(hop.pinned) or [one.type for one in known]
        client = self._greeted(hop, chain, types)
        key = client.get_remote_server_key()
        while hop.pinned and not hostkeys.is_pinned(hop.pinned, key.get_name(), key.asbytes()):
            types = [*types, key.get_name()]
            if not self._others(client, types):
                break
            chain.pop().close()  # a fingerprint does not say of which key it is
            client = self._greeted(hop, chain, self._others(client, types), only=True)
            key = client.get_remote_server_key()
        shown = (hop.key_host, hop.key_port, key.get_name(), key.asbytes())
        if hop.pinned:
            hostkeys.check_pinned(*shown, hop.pinned)
        else:
            hostkeys.check(*shown, hop.known_hosts, accept_new=hop.accept_new, hashed=hop.hash_names)
        client.set_keepalive(KEEPALIVE)
        password = self._target.password if hop is self._hops[-1] else None
        auth.authenticate(client, hop, password=password, passphrase=self._target.passphrase)

    @staticmethod
    def _others(client: Client, seen: Sequence[str]) -> list[str]:
        """The types of further keys that a server has and that can be asked for."""
        ours = {hostkeys.key_type_of(one) for one in client.get_security_options().key_types}
        theirs = dict.fromkeys(hostkeys.key_type_of(one) for one in client.key_types)
        return [one for one in theirs if one in ours and one not in seen]

    def scan(self) -> dict[str, bytes]:
        """Every host key that the server proves, by type, without a login; jump hosts are logged in to.

        Raises TransportError.
        """
        found: dict[str, bytes] = {}
        try:
            self._hops = route(self._target)
            for hop in self._hops[:-1]:
                self._enter(hop, self._clients)
            left: list[str] = []
            while not found or left:
                client = self._greeted(self._hops[-1], self._clients, left, only=bool(left))
                key = client.get_remote_server_key()
                found[key.get_name()] = key.asbytes()
                left = self._others(client, [*found])
                self._clients.pop().close()
        finally:
            self.close()
        return found

    def _greeted(self, hop: Hop, chain: list[Client], types: Sequence[str], *, only: bool = False) -> Client:
        """A connection to one more hop, with keys exchanged. `types`: of host keys, preferred or the `only` ones."""
        timeout, last = self._patience, hop is self._hops[-1]
        began = time.monotonic()
        self._came = self._came or (began if last else 0.0)
        sock = self._socket(hop, timeout, chain)
        if self._aborted:
            sock.close()
            raise TransportError(Reason.LOST, _("the connection was closed"))
        far = time.monotonic() - began > FAR
        try:
            client = Client(sock)
        except (OSError, paramiko.SSHException) as problem:
            sock.close()
            raise TransportError(Reason.ERROR, f"{hop.host}: {problem}") from problem
        chain.append(client)
        client.use_compression(last and far)
        client.banner_timeout = client.handshake_timeout = client.auth_timeout = timeout
        options = client.get_security_options()
        offered = options.key_types
        chosen = [one for one in offered if hostkeys.key_type_of(one) in types] if only else []
        options.key_types = chosen or hostkeys.algorithms(types, offered)
        greet(client, hop, timeout)
        return client

    @staticmethod
    def _socket(hop: Hop, timeout: float, chain: Sequence[Client]) -> Any:
        """The stream under the next connection: TCP, a ProxyCommand, or a channel of the previous hop."""
        if not chain:
            if hop.proxy_command:
                return connect.proxy(hop.proxy_command)
            return connect.tcp(hop.host, hop.port, timeout)
        before = chain[-1]
        try:
            return before.open_channel("direct-tcpip", (hop.host, hop.port), ("127.0.0.1", 0), timeout=timeout)
        except (paramiko.SSHException, EOFError, OSError) as problem:
            text = before.refusal or str(problem)
            where = _("{where}, through the jump host").format(where=connect.place(hop.host, hop.port))
            raise connect.refused(where, text) from problem

    def _wire(self, words: list[str]) -> Wire:
        try:
            channel = self._session()
            watchdog = threading.Timer(self._target.timeout, partial(_closed, channel))
            watchdog.start()  # paramiko waits for the reply to "exec" without a limit
            try:
                channel.exec_command(link.line(words))
            finally:
                watchdog.cancel()
        except (paramiko.SSHException, EOFError, OSError, IndexError) as problem:
            reason = str(problem) or type(problem).__name__
            raise WireClosedError(_("the server opens no session: {problem}").format(problem=reason)) from problem
        return ChannelWire(channel)

    def _session(self) -> paramiko.Channel:
        """A session; where sshd grants a connection too few of them (sshd_config(5): MaxSessions), on one more."""
        refused: paramiko.ChannelException | None = None
        for chain in filter(None, [self._clients, *self._more]):
            try:
                return chain[-1].open_session(timeout=self._target.timeout)
            except paramiko.ChannelException as problem:
                refused = problem
        if refused is None:
            raise paramiko.SSHException(_("there is no connection"))
        with self._connecting:
            return self._further(refused)[-1].open_session(timeout=self._target.timeout)

    def _further(self, refused: paramiko.ChannelException) -> list[Client]:
        """One more connection through all hops. Raises WireClosedError where there is none to be had."""
        if len(self._more) >= MOST_MORE:
            raise refused
        chain: list[Client] = []
        try:
            for hop in self._hops:
                self._enter(hop, chain)
        except TransportError as problem:
            raise WireClosedError(
                _("the server opens no session, and no further connection: {problem}").format(problem=problem)
            ) from problem
        finally:
            if chain:
                self._more.append(chain)
        return chain

    def _is_root(self) -> bool:
        return self._hops[-1].user == "root"

    def _reason(self) -> Reason:
        return Reason.ERROR if self._clients and self._clients[-1].is_active() else Reason.LOST

    @property
    def user(self) -> str | None:
        """The user of the target or of ssh_config, else the local user's name."""
        return self._hops[-1].user if self._hops else self._target.user

    def http(self, requests: Sequence[HttpRequest]) -> list[HttpReply]:
        """As Transport: `direct` from this machine, `tunnel` to an address as the server sees it."""
        from perito.transport import http  # loads requests, which is slow: only once there is a connection

        return http.send_all(requests, {"direct": http.dial, "tunnel": self._dial})

    def _dial(self, address: str, port: int, timeout: float) -> Any:
        """A direct-tcpip channel (RFC 4254, 7.2). One at a time: paramiko keeps one refusal for all."""
        if not self._clients or not self._clients[-1].is_active():
            raise DialError("lost", _("the SSH connection is gone"))
        client = self._clients[-1]
        if not self._tunnel_lock.acquire(timeout=timeout):
            raise TimeoutError
        try:
            client.refusal = ""
            return client.open_channel("direct-tcpip", (address, port), ("127.0.0.1", 0), timeout=timeout)
        except paramiko.ChannelException as problem:
            raise tunnel_error(problem.code, client.refusal, f"{address}:{port}") from problem
        except (paramiko.SSHException, EOFError, OSError) as problem:
            if client.is_active():
                raise TimeoutError from problem
            raise DialError("lost", _("the SSH connection was lost")) from problem
        finally:
            self._tunnel_lock.release()

    def is_direct(self) -> bool:
        """As Transport: without a jump host, and without a ProxyCommand. Raises TransportError."""
        self._hops = self._hops or route(self._target)
        return len(self._hops) == 1 and not self._hops[0].proxy_command

    def peer(self) -> dict[str, str | int | None]:
        """As Transport: the last hop."""
        last = self._hops[-1]
        return {"host": last.host, "port": last.port, "user": last.user}

    def host_key(self) -> str:
        """As Transport: the last hop's."""
        with suppress(IndexError, paramiko.SSHException):
            key = self._clients[-1].get_remote_server_key()
            return f"{key.get_name()} {hostkeys.fingerprint(key.asbytes())}"
        return ""

    def abort(self) -> None:
        """As Transport: a server that does not read would hold the farewell."""
        self._aborted = True
        for chain in [*self._more, self._clients]:
            for client in reversed(chain):
                with suppress(OSError, EOFError, paramiko.SSHException):
                    client.close()
        self.close()

    def close(self) -> None:
        """As Transport."""
        super().close()
        for chain in [*self._more, self._clients]:
            while chain:
                with suppress(OSError, EOFError, paramiko.SSHException):
                    chain.pop().close()


def tunnel_error(code: int, text: str, where: str) -> Exception:
    """The failure of the address behind a refused channel (RFC 4254, 5.1)."""
    said = text.lower()
    if code == CONNECT_FAILED and "refused" in said:
        return ConnectionRefusedError(text)
    if code == CONNECT_FAILED and "timed out" in said:
        return TimeoutError(text)
    if code == CONNECT_FAILED and any(word in said for word in ("unreachable", "no route", "not known")):
        sentence = _("{where} cannot be reached from the server: {problem}").format(where=where, problem=text)
        return DialError("unreachable", sentence)
    return DialError("lost", _("the SSH server allows no tunnels (AllowTcpForwarding): {text}").format(text=text))


def _closed(channel: paramiko.Channel) -> None:
    """Close it, also where the connection under it has gone."""
    with suppress(OSError, EOFError, paramiko.SSHException):
        channel.close()
