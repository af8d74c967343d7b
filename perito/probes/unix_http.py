"""Asking gunicorn itself, on the server, past nginx (practice, items 15, 18 and 24)."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from perito.probes.base import CannotLook, Probe, text
from perito.probes.framing import quoted
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from perito.transport.base import Answer

CAP: Final = 256 * 1024
SECONDS: Final = 8.0
FAILURES: Final = {"timeout", "not_http"}

# Sent as one argument of python3; ends with one line of JSON.
CLIENT: Final = f"""\
import sys, json, base64, socket, struct, errno, http.client
kind, where, host, path = sys.argv[1:5]
out = dict(status=0, headers=[], body="", failure="", detail="", truncated=False, peer=0)
try:
    if kind == "unix":
        s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        s.settimeout({SECONDS})
        s.connect(where)
        out["peer"] = struct.unpack("3i", s.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
    else:
        address, port = where.rsplit(":", 1)
        s = socket.create_connection((address, int(port)), {SECONDS})
    c = http.client.HTTPConnection(host)
    c.sock = s
    c.request("GET", path, headers={{"Host": host, "Connection": "close"}})
    r = c.getresponse()
    body = r.read({CAP} + 1)
    out.update(status=r.status, headers=r.getheaders(), truncated=len(body) > {CAP})
    out["body"] = base64.b64encode(body[:{CAP}]).decode()
except socket.timeout as e:
    out.update(failure="timeout", detail=str(e))
except OSError as e:
    out.update(failure=errno.errorcode.get(e.errno, "not_http"), detail=str(e))
except (http.client.HTTPException, ValueError) as e:
    out.update(failure="not_http", detail=type(e).__name__ + ": " + str(e))
print(json.dumps(out))
"""


@dataclass(frozen=True, slots=True)
class SocketReply:
    """status 0 where no reply came; failure then is an errno's name (ENOENT, ECONNREFUSED, EACCES, ENOTSOCK,
    EPROTOTYPE, …), `timeout`, or `not_http`. peer: pid of the listener's process (SO_PEERCRED), 0 where unknown."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    failure: str = ""
    detail: str = ""
    truncated: bool = False
    peer: int = 0

    def header(self, name: str) -> str:
        """A header's first value, or ""."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")


def get_through_socket(
    path: str, host: str = "localhost", user: str | None = None, request_path: str = "/"
) -> Probe[SocketReply]:
    """GET over a unix socket as `user` (needs root; None: as root). Proves what nginx's worker may reach."""
    return _ask("unix", path, host, request_path, user)


def get_through_port(address: str, port: int, host: str, request_path: str = "/") -> Probe[SocketReply]:
    """GET over TCP from the server itself."""
    return _ask("tcp", f"{address}:{port}", host, request_path, None)


def _ask(kind: str, where: str, host: str, request_path: str, user: str | None) -> Probe[SocketReply]:
    words = ["/usr/bin/python3", "-I", "-S", "-B", "-c", CLIENT, kind, where, host, request_path]
    become = ["runuser", "-u", user, "--"] if user is not None else []
    return Probe(Command(quoted([*become, *words]), Role.ROOT, timeout=SECONDS + 4), read_reply)


def read_reply(answer: Answer) -> SocketReply:
    """The reply in what the client on the server printed. Raises CannotLook where that is not to be read."""
    try:
        found = json.loads(text(answer.stdout))
        return SocketReply(
            status=int(found["status"]),
            headers=tuple((str(name), str(value)) for name, value in found["headers"]),
            body=base64.b64decode(found["body"]),
            failure=str(found["failure"]),
            detail=str(found["detail"]),
            truncated=bool(found["truncated"]),
            peer=int(found["peer"]),
        )
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise CannotLook("no_answer", text(answer.stderr).strip()[-200:]) from None
