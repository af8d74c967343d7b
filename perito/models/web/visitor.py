"""Who visits the pages: the name and the password that a site asks for (HTTP basic authentication, RFC 7617).

A practice gives them as its inputs `visitor` and `visitor_password`; nobody in particular comes
where it declares none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from perito.transport.browser import encoded

if TYPE_CHECKING:
    from perito.models.wanted import Wanted
    from perito.server.server import Server

NAME: Final = "visitor"
PASSWORD: Final = "visitor_password"  # noqa: S105 - the input's name


def comes(server: Server, wanted: Wanted) -> None:
    """Let every page of the server be asked for by the visitor whom the practice's inputs name.

    What the server may say back of it, in the form that went over the wire too, is no part of what is written.
    """
    name = wanted.inputs.get(NAME, "")
    if not name:
        return
    server.visitor = f"{name}:{wanted.inputs.get(PASSWORD, '')}"
    if not server.session.replayed:
        server.session.evidence.redactor.give(encoded(server.visitor))
