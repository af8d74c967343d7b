"""A server whose ufw keeps visitors out, or something in between although ufw lets them in."""

from __future__ import annotations

import json

import pytest

from perito.probes.firewall import firewall
from tests.probes.test_firewall import UFW_OPEN
from tests.recorded.altered import answered, graded, recorded

STATUS, IPTABLES, NFT = json.loads(UFW_OPEN.read_text(encoding="utf-8"))["facts"]
OPEN = "80,443/tcp (Nginx Full)    ALLOW IN    Anywhere                  \n"
SOME = "80/tcp                     ALLOW IN    198.18.112.99             \n"


@pytest.mark.parametrize(
    ("status", "finding"),
    [
        (STATUS, "access.reachable/blocked"),
        (STATUS.replace(OPEN, ""), "access.reachable/ufw-for-some"),
        (STATUS.replace(OPEN, "").replace(SOME, ""), "access.reachable/ufw-default"),
        (STATUS.replace(OPEN, OPEN.replace("ALLOW IN", "DENY IN ")), "access.reachable/ufw-rule"),
        ("Status: inactive\n", "access.reachable/blocked"),
    ],
)
def test_it_is_told_by_its_rule(status: str, finding: str) -> None:
    seen = answered(recorded("firewall-drops-web"), firewall(), "\0".join((status, IPTABLES, NFT)))
    (cause,) = graded(seen).root_causes
    assert cause.finding == finding
