"""The lab's name server: a real one, with every way of not knowing a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dns import message, query, rcode
from dns.rdatatype import A

from perito.lab import LabError, dns
from tests.cli.running import perito

if TYPE_CHECKING:
    from pathlib import Path

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
    with pytest.raises(LabError, match=r"mail.*dns"):
        lab.up(role="mail")


def test_the_labs_name_server_knows_every_deployment_that_is_up(
    server_factory: ServerFactory, lab: Lab, tmp_path: Path
) -> None:
    both = server_factory(also=["exercise"])
    other = server_factory(variants=["other-names"])
    two = server_factory(variants=["two-deployments"])
    up = perito("lab", "up", "--role", "dns", cwd=tmp_path)
    assert up.status == 0, up.err
    (names,) = (one for one in lab.list() if f" {one.name} knows" in up.out)
    try:
        addresses = {one.address for one in lab.list()}
        for name in ("mi_aplicacion", "practica-3.5", "tienda.jorge.test", "otra"):
            assert name in up.out
            for asked in (name, f"www.{name}"):
                said = answer(names, asked)
                assert rcode.to_text(said.rcode()) == "NOERROR", asked
                assert {str(one) for group in said.answer if group.rdtype == A for one in group} <= addresses
        assert other.address in known(names, "tienda.jorge.test")
        assert two.address in known(names, "otra")
        assert rcode.to_text(answer(names, "nadie.test").rcode()) == "REFUSED"
        late = perito("lab", "up", "--variant", "site-test-domain", cwd=tmp_path)
        (server,) = (one for one in lab.list() if f"# {one.name}," in late.out)
        try:
            assert server.address in known(names, server.names["SERVER_NAME"])
        finally:
            assert perito("lab", "down", server.name, cwd=tmp_path).status == 0
        assert server.address not in known(names, server.names["SERVER_NAME"])  # another test may have one of that name
    finally:
        assert perito("lab", "down", names.name, cwd=tmp_path).status == 0
    assert both.running


def known(server: Server, name: str) -> set[str]:
    """The addresses of a name: of servers of other tests, too."""
    return {str(one) for group in answer(server, name).answer if group.rdtype == A for one in group}
