"""A form sent to the application itself, on the server, past nginx (the exercise)."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from perito.probes.base import Probe
from perito.probes.framing import PYTHON, quoted
from perito.probes.unix_http import EARLIER, SCRIPT, SocketReply, read_reply
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
POST_EARLIER: Final = tuple(_posting(one) for one in EARLIER)


def post_through_socket(path: str, host: str, target: str, form: str, formerly: str = "") -> Probe[SocketReply]:
    """POST an encoded form over a unix socket, as root; `formerly`: the fields that earlier versions sent."""

    def asked(program: str, fields: str) -> str:
        return f"exec {PYTHON} {shlex.quote(program)} {quoted([path, host, target, str(SECONDS), fields])}"

    about = f"curl --unix-socket {path} --data {shlex.quote(form)} http://{host}{target}"
    earlier = tuple(asked(program, formerly or form) for program in POST_EARLIER)
    return Probe(
        Command(asked(POST, form), Role.ROOT, timeout=SECONDS * 2 + 4, about=about, formerly=earlier), read_reply
    )
