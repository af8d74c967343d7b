"""What a firewall does with a visitor of port 80, from answers as nft, iptables and ufw give them."""

from __future__ import annotations

import json
from pathlib import Path
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


# `ufw status verbose` and `iptables -S` of ufw 0.36.2 on Debian 12, with "Nginx Full" let in; nft's own view cut short.
UFW_OPEN = Path(__file__).parent / "cases" / "firewall" / "ufw-nginx-full-debian-12.json"


def test_ufw_lets_a_profile_in_and_so_does_every_other_view_of_it() -> None:
    status, iptables, nft = json.loads(UFW_OPEN.read_text())["facts"]
    assert "80,443/tcp (Nginx Full)" in status
    assert refusal((status, iptables, nft), 80) is None
    assert refusal(("", iptables, nft), 80) is None
    closed = status.replace("80,443/tcp (Nginx Full) ", "81,443/tcp (Nginx Full) ").replace("\n80/tcp", "\n8080/tcp")
    found = refusal((closed, iptables, nft), 80)
    assert found is not None
    assert (found.kind, found.rule) == ("default", "Default: deny (incoming)")


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("80/tcp                     ALLOW IN    Anywhere                  ", None),
        ("80/tcp on eth0             ALLOW IN    Anywhere                   # la web, DENY IN nadie", None),
        ("80                         LIMIT IN    Anywhere", None),
        ("Anywhere                   ALLOW IN    Anywhere", None),
        ("192.0.2.10 80/tcp          ALLOW IN    Anywhere", None),
        ("192.0.2.10                 ALLOW IN    Anywhere", None),
        ("80/tcp                     ALLOW IN    192.0.2.0/24", "some"),
        ("80/tcp                     DENY IN     Anywhere                   (log)", "rule"),
        ("80/tcp                     REJECT IN   Anywhere\n80/tcp  ALLOW IN  Anywhere", "rule"),
        ("80/tcp                     DENY IN     192.0.2.1\n80/tcp  ALLOW IN  Anywhere", None),
        ("80/tcp (v6)                ALLOW IN    Anywhere (v6)", "default"),
        ("80/udp                     ALLOW IN    Anywhere", "default"),
        ("80/tcp on lo               ALLOW IN    Anywhere", "default"),
        ("80/tcp                     ALLOW OUT   Anywhere", "default"),
        ("80/tcp                     ALLOW FWD   Anywhere", "default"),
        ("8000:8100/tcp              ALLOW IN    Anywhere", "default"),
        ("22/tcp (OpenSSH)           ALLOW IN    Anywhere", "default"),
    ],
)
def test_a_row_of_ufw(row: str, kind: str | None) -> None:
    found = by_ufw(UFW.format(default="deny") + row + "\n", 80)
    assert (found.kind if found is not None else None) == kind
    if kind == "default":
        assert by_ufw(UFW.format(default="allow") + row + "\n", 80) is None


@pytest.mark.parametrize(
    "rule",
    [
        "-m addrtype --dst-type BROADCAST", "-d 224.0.0.251/32", "-d 255.255.255.255/32",
        "-m pkttype --pkt-type multicast",
    ],
)  # fmt: skip
def test_iptables_about_what_is_sent_to_many(rule: str) -> None:
    assert by_iptables(f"-P INPUT ACCEPT\n-A INPUT {rule} -j DROP\n", 80) is None
