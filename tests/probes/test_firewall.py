"""What a firewall does with a visitor of port 80, from answers as nft, iptables and ufw give them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from perito.probes.firewall import by_iptables, by_nft, by_ufw, firewall, refusal
from perito.transport.base import Answer

PORT = {"payload": {"protocol": "tcp", "field": "dport"}}
DROP: dict[str, Any] = {"drop": None}
ACCEPT: dict[str, Any] = {"accept": None}


def match(left: dict[str, Any], right: object, operator: str = "==") -> dict[str, Any]:
    """One match of a rule."""
    return {"match": {"op": operator, "left": left, "right": right}}


def ruleset(*rules: list[dict[str, Any]], policy: str = "accept", sub: tuple[list[dict[str, Any]], ...] = ()) -> str:
    """`nft -j list ruleset` with one base chain at the hook input."""
    chain = {"family": "inet", "table": "filtro", "name": "entrada", "type": "filter", "hook": "input", "prio": 0}
    rows: list[dict[str, Any]] = [{"metainfo": {}}, {"table": {}}, {"chain": {**chain, "policy": policy}}]
    rows += [{"rule": {"family": "inet", "table": "filtro", "chain": "entrada", "expr": one}} for one in rules]
    rows += [{"rule": {"family": "inet", "table": "filtro", "chain": "web", "expr": one}} for one in sub]
    return json.dumps({"nftables": rows})


LOOPBACK = [match({"meta": {"key": "iif"}}, "lo"), ACCEPT]
SETTLED = [match({"ct": {"key": "state"}}, ["established", "related"], "in"), ACCEPT]
SSH = [match(PORT, 22), ACCEPT]


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        (ruleset([match(PORT, 80), DROP]), "tcp dport 80 drop"),
        (ruleset([match({"meta": {"key": "iif"}}, "lo", "!="), match(PORT, {"set": [80, 443]}), {"reject": None}]),
         "iif != lo tcp dport 80, 443 reject"),
        (ruleset(LOOPBACK, SETTLED, SSH, policy="drop"), "policy drop"),
        (ruleset(LOOPBACK, SETTLED, SSH, [{"counter": {}}, DROP]), "drop"),
        (ruleset([match(PORT, {"range": [1, 1024]}), DROP]), "tcp dport 1-1024 drop"),
        (ruleset([{"jump": {"target": "web"}}], sub=([match(PORT, 80), DROP],)), "tcp dport 80 drop"),
        (ruleset([match(PORT, 22, "!="), DROP]), "tcp dport != 22 drop"),
    ],
)  # fmt: skip
def test_nft_refuses(said: str, rule: str) -> None:
    found = by_nft(said, 80)
    assert found is not None
    assert (found.where, found.rule) == ("inet filtro entrada", rule)


@pytest.mark.parametrize(
    "said",
    [
        ruleset([match(PORT, {"set": [22, 80]}), ACCEPT], policy="drop"),
        ruleset([match(PORT, 8080), DROP]),
        ruleset([{"jump": {"target": "web"}}], policy="drop", sub=([match(PORT, 80), ACCEPT],)),
        ruleset([match({"payload": {"protocol": "ip", "field": "saddr"}}, "203.0.113.9"), DROP]),
        ruleset([match({"ct": {"key": "state"}}, ["new"], "in"), match(PORT, 80), ACCEPT], policy="drop"),
        ruleset([{"xt": None}, DROP]),
        ruleset(),
        "",
        "no JSON",
        '{"nftables": 3}',
    ],
)
def test_nft_lets_pass_or_does_not_say(said: str) -> None:
    assert by_nft(said, 80) is None


UFW = (
    "Status: active\nLogging: on (low)\nDefault: {default} (incoming), allow (outgoing)\n\n"
    "To  Action  From\n--  ------  ----\n"
)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        (UFW.format(default="deny") + "22/tcp                     ALLOW IN    Anywhere\n", "Default: deny (incoming)"),
        (UFW.format(default="allow") + "80                         DENY IN     Anywhere\n", "80 DENY IN Anywhere"),
        (UFW.format(default="allow") + "80,443/tcp      REJECT IN   Anywhere\n", "80,443/tcp REJECT IN Anywhere"),
        (UFW.format(default="deny") + "OpenSSH                    ALLOW IN    Anywhere\n", "Default: deny (incoming)"),
    ],
)  # fmt: skip
def test_ufw_refuses(said: str, rule: str) -> None:
    found = by_ufw(said, 80)
    assert found is not None
    assert (found.tool, found.rule) == ("ufw", rule)


@pytest.mark.parametrize(
    "said",
    [
        UFW.format(default="deny") + "80/tcp                     ALLOW IN    Anywhere\n",
        UFW.format(default="deny") + "Nginx Full                 ALLOW IN    Anywhere\n",
        UFW.format(default="deny") + "80                         LIMIT IN    Anywhere\n",
        "Status: inactive\n",
        "",
    ],
)
def test_ufw_lets_pass(said: str) -> None:
    assert by_ufw(said, 80) is None


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("-P INPUT DROP\n-A INPUT -i lo -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n", "-P INPUT DROP"),
        ("-P INPUT ACCEPT\n-A INPUT -p tcp -m multiport --dports 80,443 -j DROP\n",
         "-A INPUT -p tcp -m multiport --dports 80,443 -j DROP"),
        ("-P INPUT ACCEPT\n-N WEB\n-A INPUT -j WEB\n-A WEB -p tcp -m tcp --dport 80 -j REJECT\n",
         "-A WEB -p tcp -m tcp --dport 80 -j REJECT"),
    ],
)  # fmt: skip
def test_iptables_refuses(said: str, rule: str) -> None:
    found = by_iptables(said, 80)
    assert found is not None
    assert found.rule == rule


@pytest.mark.parametrize(
    "said",
    [
        "-P INPUT DROP\n-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT\n",
        "-P INPUT DROP\n-A INPUT -p tcp -m state --state NEW -m tcp --dport 1:1024 -j ACCEPT\n",
        "-P INPUT ACCEPT\n-A INPUT -s 203.0.113.9/32 -j DROP\n-A INPUT -p udp -j DROP\n",
        "",
    ],
)
def test_iptables_lets_pass(said: str) -> None:
    assert by_iptables(said, 80) is None


def test_the_three_answers_come_apart() -> None:
    said = b"Status: inactive\n\0-P INPUT DROP\n\0" + ruleset().encode()
    found = refusal(firewall().read(Answer(0, said)), 80)
    assert found is not None
    assert found.tool == "iptables"
