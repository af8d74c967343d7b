"""Proxmox VE's `pvesh get … --output-format json`: lists of machines, their settings, or the guest agent's answers.

- `/cluster/resources`, `/nodes/N/qemu`, `/nodes/N/lxc`: a list of machines. It has no addresses, so --column host=name
  says that their names are known to a name server.
- `/nodes/N/qemu/ID/config`, `/nodes/N/lxc/ID/config`, one after another: a name, and the address of cloud-init
  (ipconfig0) or of the container (net0).
- an object with the answer of `agent/network-get-interfaces` or of `lxc/ID/interfaces` for each student.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from perito.classroom.roster.headings import title
from perito.classroom.roster.readers.json_list import flat, sheet_of
from perito.classroom.roster.readers.reader import Reader, Reading
from perito.classroom.roster.rows import Cell, Place
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.classroom.roster.json_text import Json, Node
    from perito.classroom.roster.rows import Row
    from perito.classroom.roster.source import Source

NETWORK = re.compile(r"(?:ipconfig|net)\d+")
VIRTUAL = re.compile(r"lo|docker.*|br-.*|veth.*|virbr.*|tun.*|wg.*|cni.*|flannel.*")  # of containers and tunnels
GUESTS = frozenset({"qemu", "lxc", None})
KNOWN = {"id": "", "vmid": "record", "name": "id", "hostname": "id", title("address"): "host"}


def is_it(source: Source) -> bool:
    """Whether it is one of Proxmox's answers."""
    return source.json is not None and _what(source.json) != ""


def _what(json: Json) -> str:
    """`machines`, `settings` or `answers`; empty where it is none of them."""
    listed = [one.items for one in json.root.list]
    if listed and any("vmid" in one and {"status", "type", "template"} & set(one) for one in listed):
        return "machines"
    settings = listed or [json.root.items]
    if all(("digest" in one or "vmgenid" in one or "ostype" in one) and _networks(one) for one in settings):
        return "settings"
    answers = list(json.root.items.values())
    return "answers" if answers and all(_interfaces(one) for one in answers) else ""


def _networks(members: dict[str, Node]) -> list[str]:
    return [name for name in members if NETWORK.fullmatch(name)]


def _interfaces(answer: Node) -> list[Node]:
    """The interfaces in an answer of the agent, or of a container."""
    found = answer.get("result").list or answer.list
    return found if found and all("ip-addresses" in one.items or "inet" in one.items or "hwaddr" in one.items
                                  or "hardware-address" in one.items for one in found) else []  # fmt: skip


def rows(reading: Reading) -> list[Row]:
    """The students with a machine."""
    json = reading.source.json
    what = _what(json) if json is not None else ""
    if json is None or not what:
        reading.problems.add(Place(reading.source.path), _("no answer of `pvesh get … --output-format json`"))
        return []
    if what == "machines":
        there = [one for one in json.root.list if _is_guest(one)]
        return reading.people(sheet_of(json, [(one, flat(json, one)) for one in there], KNOWN))
    if what == "settings":
        machines = json.root.list or [json.root]
        found = [(one, _named(json, one), _of_settings(one)) for one in machines]
    else:
        found = [
            (one, {"name": Cell(who, json.place(one))}, _of_interfaces(one)) for who, one in json.root.items.items()
        ]
    alone = all(len(addresses) < 2 for _node, _name, addresses in found)
    lines = []
    for node, name, addresses in found:
        cells = {"address" if alone else card: Cell(one, json.place(node)) for card, one in addresses.items()}
        lines.append((node, {**name, **cells}))
    cards = {} if alone else {title(card): "host" for _node, _name, addresses in found for card in addresses}
    return reading.people(sheet_of(json, lines, {**KNOWN, **cards}))


def _is_guest(machine: Node) -> bool:
    """Whether a line of a list is a machine, and no template, node or storage."""
    return "vmid" in machine.items and machine.get("type").text in GUESTS and machine.get("template").text != "1"


def _named(json: Json, settings: Node) -> dict[str, Cell]:
    named = settings.get("name") if settings.get("name").text else settings.get("hostname")
    return {"name": json.cell(named)} if named.text else {}


def _of_settings(settings: Node) -> dict[str, str]:
    """The addresses in `ip=192.0.2.11/24,gw=…`, by card; DHCP is none."""
    found = {}
    for name in _networks(settings.items):
        words = dict(one.split("=", 1) for one in (settings.get(name).text or "").split(",") if "=" in one)
        address = _address(words.get("ip", "")) or _address(words.get("ip6", ""))
        if address:
            found[name] = address
    return found


def _of_interfaces(answer: Node) -> dict[str, str]:
    """An address for each card that leads outside, IPv4 before IPv6."""
    found = {}
    for one in _interfaces(answer):
        card = one.get("name").text or ""
        texts = [address.get("ip-address").text or "" for address in one.get("ip-addresses").list]
        texts += [one.get("inet").text or "", one.get("inet6").text or ""]
        known = [address for text in texts if (address := _address(text))]
        if known and not VIRTUAL.fullmatch(card):
            found[card] = min(known, key=lambda address: ":" in address)
    return found


def _address(text: str) -> str:
    """An address without its prefix's length; empty for none that others reach."""
    try:
        address = ipaddress.ip_interface(text).ip
    except ValueError:
        return ""
    return "" if address.is_loopback or address.is_link_local or address.is_unspecified else str(address)


READER = Reader("proxmox", is_it, rows)
