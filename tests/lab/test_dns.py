"""The lab's name server: a real one, with every way of not knowing a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dns import message, query, rcode

from perito.lab import LabError, dns

if TYPE_CHECKING:
    from perito.lab import Lab, Server
    from perito.lab.fixtures import ServerFactory


def answer(server: Server, name: str) -> message.Message:
    """What the lab's name server says about a name's address."""
    return query.udp(message.make_query(name, "A"), server.address, timeout=5)


def test_a_name_server_answers_for_its_zones_and_no_others(server_factory: ServerFactory) -> None:
    server = server_factory(role="dns")
    dns.serve(server, {"aula.test": dns.zone("www A 192.0.2.1"), "rota.test": "no zone at all\n"})
    asked = {"www.aula.test": "NOERROR", "nadie.aula.test": "NXDOMAIN", "rota.test": "SERVFAIL", "otra.test": "REFUSED"}
    said = {name: answer(server, name) for name in asked}
    assert {name: rcode.to_text(one.rcode()) for name, one in said.items()} == asked
    assert "192.0.2.1" in str(said["www.aula.test"].answer[0])
    dns.serve(server, {"otra.test": dns.zone("@ A 192.0.2.2")})
    assert rcode.to_text(answer(server, "www.aula.test").rcode()) == "REFUSED"
    assert "192.0.2.2" in str(answer(server, "otra.test").answer[0])


def test_an_unknown_role_is_told(lab: Lab) -> None:
    with pytest.raises(LabError, match="No such role: mail"):
        lab.up(role="mail")
