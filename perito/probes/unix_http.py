"""Requests to gunicorn itself, on the server, past nginx (practice, items 15, 18 and 24)."""

from __future__ import annotations

import base64
import json
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text, tool_of
from perito.probes.framing import MALFORMED, PYTHON, complete, quoted
from perito.probes.python.gunicorn_check import NO_USER, as_user
from perito.support.i18n import _
from perito.transport.base import BROWSER, Command, Role
from perito.transport.browser import HANDED_ON

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.transport.base import Answer

CAP: Final = 256 * 1024
# argv: socket path or address:port, Host, request path, seconds.
SCRIPT: Final = r"""
import base64, errno, http.client, json, socket, struct, sys
where, host, target, seconds = sys.argv[1:5]
row = {'status': 0, 'headers': [], 'body': '', 'base64': False, 'failure': '', 'detail': '', 'peer': 0}
class Connection(http.client.HTTPConnection):
    def connect(self):
        if where.startswith('tcp:'):
            address, _, port = where[4:].rpartition(':')
            self.sock = socket.create_connection((address, int(port)), float(seconds))
            return
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(float(seconds))
        self.sock.connect(where)
        row['peer'] = struct.unpack('3i', self.sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
try:
    connection = Connection('localhost', timeout=float(seconds))
    connection.putrequest('GET', target, skip_host=True, skip_accept_encoding=True)
    for name, value in (('Host', host), ('Connection', 'close'), *HANDED_ON):
        connection.putheader(name, value)
    connection.endheaders()
    reply = connection.getresponse()
    body = reply.read(CAP + 1)
    row.update(status=reply.status, headers=reply.getheaders(), truncated=len(body) > CAP)
    try:
        row['body'] = body[:CAP].decode()
    except UnicodeDecodeError:
        row.update(body=base64.b64encode(body[:CAP]).decode(), base64=True)
except socket.timeout as problem:
    row.update(failure='timeout', detail=str(problem))
except OSError as problem:
    row.update(failure=errno.errorcode.get(problem.errno, 'error'), detail=str(problem))
except (http.client.HTTPException, ValueError) as problem:
    row.update(failure='not_http', detail='%s: %s' % (type(problem).__name__, problem))
print(json.dumps(row))
""".replace("CAP", str(CAP)).replace("HANDED_ON", repr(HANDED_ON))
# As it was asked by earlier versions: a page that shows who asks, or speaks the visitor's language, was then another
# one through nginx.
BROWSERS: Final = SCRIPT.replace(
    f"('Host', host), ('Connection', 'close'), *{HANDED_ON!r}",
    f"('Host', host), ('User-Agent', '{BROWSER}'), ('Connection', 'close')",
)
EARLIER: Final = (BROWSERS, BROWSERS.replace(BROWSER, "perito"))

# argv: before those of SCRIPT, the user whose rights it asks with, as setpriv(1) with --init-groups gives them.
BECOME: Final = r"""
import os, pwd, sys
user = sys.argv.pop(1)
try:
    account = pwd.getpwuid(int(user)) if user.isdigit() else pwd.getpwnam(user)
except KeyError:
    sys.exit(NO_USER)
os.initgroups(account.pw_name, account.pw_gid)
os.setresgid(*[account.pw_gid] * 3)
os.setresuid(*[account.pw_uid] * 3)
""".replace("NO_USER", str(NO_USER))


@dataclass(frozen=True, slots=True)
class SocketReply:
    """A reply, or the reason for its absence: status is then 0.

    failure: an errno's name (ENOENT, ECONNREFUSED, EACCES, ENOTSOCK, EPROTOTYPE, …), `timeout`, or `not_http`. peer:
    pid of the process that listens on the unix socket (SO_PEERCRED), 0 where unknown.
    """

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    failure: str = ""
    detail: str = ""
    truncated: bool = False
    peer: int = 0

    def header(self, name: str) -> str:
        """A header's first value, or ""."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def get_through_socket(
    path: str, host: str = "localhost", user: str | None = None, request_path: str = "/", attempt: int = 0
) -> Probe[SocketReply]:
    """GET over a unix socket as `user` (needs root; None: as root), with the rights of nginx's worker.

    Asked as a browser would, as the visit through nginx is: a page may show who asks. `attempt`: asked again, it is
    another question.
    """
    return ask(path, host, user, request_path, attempt=attempt)


def get_through_port(address: str, port: int, host: str = "localhost", request_path: str = "/") -> Probe[SocketReply]:
    """GET over TCP from the server itself, as the login user."""
    return ask(f"tcp:{address}:{int(port)}", host, None, request_path, Role.LOGIN)


def ask(
    where: str,
    host: str,
    user: str | None,
    target: str,
    role: Role = Role.ROOT,
    seconds: float = 8.0,
    attempt: int = 0,
) -> Probe[SocketReply]:
    """The command for either."""
    words = [where, host, target, str(seconds)]

    def asked(program: str) -> str:
        return f"exec {PYTHON} {shlex.quote(program)} {quoted(words)}"

    again = f"# {attempt}\n" if attempt else ""
    program, *earlier = (one + again for one in (SCRIPT, *EARLIER))
    script, formerly = asked(program), tuple(asked(one) for one in earlier)
    if user is not None:
        became = tuple(f"exec {PYTHON} {shlex.quote(BECOME + one)} {quoted([user, *words])}" for one in earlier)
        formerly = (*became, *(as_user(user, None, one) for one in (script, *formerly)))
        script = f"exec {PYTHON} {shlex.quote(BECOME + program)} {quoted([user, *words])}"
    about = f"curl --unix-socket {where} http://{host}{target}" + (f"  # {user}" if user else "")
    return Probe(Command(script, role, timeout=seconds * 2 + 4, about=about, formerly=formerly), read_reply)


def read_reply(answer: Answer) -> SocketReply:
    """The answer to ask: one JSON object."""
    if answer.exit_code == NO_USER:
        raise CannotLook(Unseen.NO_SUCH_USER, _("the user to ask as does not exist"))
    try:
        return reply(json.loads(text(tool_of(complete(answer), "python3").stdout)))
    except MALFORMED as problem:
        raise CannotLook(Unseen.NO_ANSWER, text(answer.stderr).strip()[-300:] or str(problem)[:300]) from problem


def reply(row: Mapping[str, Any]) -> SocketReply:
    """One row."""
    body = str(row["body"])
    return SocketReply(
        status=int(row["status"]),
        headers=tuple((str(name), str(value)) for name, value in row["headers"]),
        body=base64.b64decode(body) if row["base64"] else body.encode("utf-8", "replace"),
        failure=str(row["failure"]),
        detail=str(row["detail"])[:500],
        truncated=bool(row.get("truncated")),
        peer=int(row["peer"]),
    )
