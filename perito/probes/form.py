"""A form sent to the application itself, on the server, past nginx (the exercise)."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from perito.probes.base import Probe
from perito.probes.framing import PYTHON, quoted
from perito.probes.unix_http import ONCE, SCRIPT, SocketReply, read_reply
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS: Final = 8.0
# As a browser sends a form (WHATWG HTML, 4.10.22); argv has its encoded fields after what SCRIPT takes.
SENT: Final[Mapping[str, str]] = {
    "putrequest('GET'": "putrequest('POST'",
    "    connection.endheaders()\n": """\
    form = sys.argv[5].encode()
    connection.putheader('Content-Type', 'application/x-www-form-urlencoded')
    connection.putheader('Content-Length', str(len(form)))
    connection.endheaders(form)
""",
}


def _posting(script: str) -> str:
    for old, new in SENT.items():
        script = script.replace(old, new)
    return script


POST: Final = _posting(SCRIPT)
POST_ONCE: Final = _posting(ONCE)


def post_through_socket(path: str, host: str, target: str, form: str) -> Probe[SocketReply]:
    """POST an encoded form over a unix socket, as root."""
    words = quoted([path, host, target, str(SECONDS), form])
    script, once = (f"exec {PYTHON} {shlex.quote(program)} {words}" for program in (POST, POST_ONCE))
    about = f"curl --unix-socket {path} --data {shlex.quote(form)} http://{host}{target}"
    return Probe(Command(script, Role.ROOT, timeout=SECONDS * 2 + 4, about=about, formerly=(once,)), read_reply)
