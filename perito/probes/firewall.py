"""The server's own firewall, asked what it does with a visitor: nft(8), iptables(8), ufw(8)."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from perito.probes import ufw
from perito.probes.base import Probe, text
from perito.probes.framing import MALFORMED, complete
from perito.probes.ufw import within
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from perito.transport.base import Answer

SCRIPT: Final = """\
if command -v ufw >/dev/null 2>&1; then LC_ALL=C ufw status verbose 2>/dev/null; fi
printf '\\0'
if command -v iptables >/dev/null 2>&1; then iptables -S 2>/dev/null; fi
printf '\\0'
if command -v nft >/dev/null 2>&1; then nft -j list ruleset 2>/dev/null; fi
"""
DEEPEST: Final = 16  # chains that jump to chains
REFUSALS: Final = ("drop", "reject")
NEW: Final = "new"
# What is sent to many at once, which no visitor's request is: RFC 5771, RFC 919.
ELSEWHERE: Final = re.compile(
    r" -d (?:22[4-9]|23\d|255)\.|--dst-type (?:BROADCAST|MULTICAST|ANYCAST)|--pkt-type (?:broadcast|multicast)"
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What keeps visitors out: the tool that shows it (ufw, iptables, nft), where it stands, and the rule in words.

    kind, of ufw's: rule, some or default, as ufw.refuses has them.
    """

    tool: str
    where: str
    rule: str
    kind: str = ""


def firewall(*, role: Role = Role.ROOT) -> Probe[tuple[str, str, str]]:
    """What ufw, iptables and nft say, as text; empty where one is not installed, not active, or not ours to ask."""
    return Probe(Command(SCRIPT, role, limit=2 << 20, about="nft list ruleset; ufw status"), read_firewall)


def read_firewall(answer: Answer) -> tuple[str, str, str]:
    """The answer to firewall."""
    parts = [*text(complete(answer).stdout).split("\0"), "", "", ""]
    return parts[0], parts[1], parts[2]


def refusal(said: tuple[str, str, str], port: int) -> Refusal | None:
    """What refuses a new TCP connection from outside to a port; None where nothing is seen to."""
    status, iptables, nft = said
    # What iptables shows is a table of nft's, too, where iptables-nft(8) writes it: with matches that nft cannot tell.
    known = {("ip", "filter")} if iptables.strip() else set()
    return by_ufw(status, port) or by_iptables(iptables, port) or by_nft(nft, port, known)


def by_ufw(said: str, port: int) -> Refusal | None:
    """`ufw status verbose`."""
    found = ufw.refuses(said, port)
    return Refusal("ufw", "", found[1], found[0]) if found is not None else None


def by_iptables(said: str, port: int) -> Refusal | None:
    """`iptables -S`: the chain INPUT from its first rule on, then its policy."""
    chains: dict[str, list[str]] = {}
    policy = ""
    for line in said.splitlines():
        words = line.split()
        if words[:2] == ["-P", "INPUT"] and len(words) > 2:
            policy = words[2]
        elif words[:1] == ["-A"] and len(words) > 1:
            chains.setdefault(words[1], []).append(line)
    found = _walk_iptables(chains, "INPUT", port, 0)
    if found is not None:
        return None if found == "" else Refusal("iptables", "INPUT", found)
    return Refusal("iptables", "INPUT", "-P INPUT DROP") if policy == "DROP" else None


def _walk_iptables(chains: Mapping[str, Sequence[str]], chain: str, port: int, depth: int) -> str | None:
    """The rule that refuses, empty where one accepts, None where the chain comes to its end."""
    for line in chains.get(chain, ()) if depth < DEEPEST else ():
        target = re.search(r" -[jg] (\S+)", line)
        if target is None or not _iptables_matches(line, port):
            continue
        if target[1] in {"DROP", "REJECT"}:
            return line
        if target[1] in {"ACCEPT", "RETURN"}:
            return "" if target[1] == "ACCEPT" else None
        found = _walk_iptables(chains, target[1], port, depth + 1)
        if found is not None:
            return found
    return None


def _iptables_matches(line: str, port: int) -> bool:
    """Whether a rule is about a new TCP connection from anywhere to the port."""
    if re.search(r" -i lo\b", line) and "! -i lo" not in line:
        return False
    if ELSEWHERE.search(line):
        return False
    if re.search(r" (?:-s|--source|-m set|-m limit|-m recent) ", line):
        return False
    if (protocol := re.search(r" -p (\w+)", line)) and protocol[1] not in {"tcp", "all"}:
        return False
    states = re.search(r"(?:--ctstate|--state) (\S+)", line)
    if states and "NEW" not in states[1].split(","):
        return False
    ports = re.search(r"--dports? (\S+)", line)
    return ports is None or any(within(one, port) for one in ports[1].split(","))


def by_nft(said: str, port: int, known: Collection[tuple[str, str]] = ()) -> Refusal | None:
    """`nft -j list ruleset`: every base chain at the hook input, in order of priority, then its policy; `known`: family
    and table of those that another tool has told already."""
    try:
        rows = [row for row in json.loads(said)["nftables"] if isinstance(row, dict)] if said.strip() else []
        chains = [row["chain"] for row in rows if "chain" in row]
        rules: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        for row in rows:
            if "rule" in row:
                one = row["rule"]
                rules.setdefault((one["family"], one["table"], one["chain"]), []).append(one)
        based = [one for one in chains if one.get("hook") == "input" and one["family"] in {"inet", "ip"}]
        based = [one for one in based if (one["family"], one["table"]) not in known]
        for one in sorted(based, key=lambda chain: int(chain.get("prio", 0))):
            key = (one["family"], one["table"], one["name"])
            where = f"{one['family']} {one['table']} {one['name']}"
            found = _walk_nft(rules, key, port, 0)
            if found:
                return Refusal("nft", where, found)
            if found is None and one.get("policy") == "drop":
                return Refusal("nft", where, "policy drop")
    except MALFORMED:
        return None
    return None


Rules = Mapping[tuple[str, str, str], Sequence[Mapping[str, Any]]]


def _walk_nft(rules: Rules, key: tuple[str, str, str], port: int, depth: int) -> str | None:
    """The rule that refuses, empty where one accepts, None where the chain comes to its end."""
    for rule in rules.get(key, ()) if depth < DEEPEST else ():
        expressions = rule.get("expr", [])
        if not _nft_applies(expressions, port):
            continue
        for one in expressions:
            if "return" in one:
                return None
            found = _nft_verdict(rules, key, one, port, depth)
            if found is not None:
                return found or ("" if "accept" in one else rule_in_words(expressions) if _refuses(one) else found)
    return None


def _refuses(one: Mapping[str, Any]) -> bool:
    return any(name in one for name in REFUSALS)


def _nft_applies(expressions: Sequence[Mapping[str, Any]], port: int) -> bool:
    """Whether all matches of a rule hold; one that cannot be read refuses nothing."""
    if any(name in one for one in expressions for name in ("xt", "vmap", "limit")):
        return False
    return all(_nft_matches(one["match"], port) for one in expressions if "match" in one)


def _nft_verdict(rules: Rules, key: tuple[str, str, str], one: Mapping[str, Any], port: int, depth: int) -> str | None:
    """What one statement comes to: empty where it accepts or refuses itself, None where it goes on."""
    if _refuses(one) or "accept" in one:
        return ""
    target = next((one[way]["target"] for way in ("jump", "goto") if way in one), None)
    return _walk_nft(rules, (key[0], key[1], target), port, depth + 1) if target is not None else None


def _nft_matches(match: Mapping[str, Any], port: int) -> bool:
    """Whether a match holds for a new TCP connection from outside to the port; what is not known does not."""
    left, right, same = match["left"], match["right"], match.get("op", "==") not in {"!=", "<", ">"}
    values = _nft_values(right)
    if "payload" in left:
        field = (left["payload"].get("protocol"), left["payload"].get("field"))
        if field in {("tcp", "dport"), ("th", "dport")}:
            return any(within(one, port) for one in values) is same
        return field in {("ip", "protocol")} and ("tcp" in values) is same
    if "meta" in left:
        key = left["meta"].get("key")
        if key in {"iif", "iifname"}:
            return ("lo" not in values) if same else ("lo" in values)
        return key in {"l4proto", "nfproto", "protocol"} and bool({"tcp", "ipv4", "ip"} & set(values)) is same
    if "ct" in left:
        return left["ct"].get("key") == "state" and (NEW in values) is (match.get("op") != "!=")
    return False


def _nft_values(right: Any) -> list[str]:
    """A right side as words: a value, a set, a range."""
    if isinstance(right, dict):
        if "range" in right:
            return ["-".join(map(str, right["range"]))]
        return [word for one in right.get("set", []) for word in _nft_values(one)]
    if isinstance(right, list):
        return [word for one in right for word in _nft_values(one)]
    return [str(right)]


def rule_in_words(expressions: Sequence[Mapping[str, Any]]) -> str:
    """A rule as nft writes it, nearly."""
    words = []
    for one in expressions:
        if "match" in one:
            left, operator = one["match"]["left"], one["match"].get("op", "==")
            name = " ".join(str(word) for found in left.values() for word in found.values())
            words.append(f"{name} {'!= ' if operator == '!=' else ''}{', '.join(_nft_values(one['match']['right']))}")
        words += [name for name in REFUSALS if name in one]
    return " ".join(words)
