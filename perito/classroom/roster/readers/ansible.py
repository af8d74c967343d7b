"""An inventory of Ansible: INI, YAML, or the JSON of `ansible-inventory --list`. Each host is a student."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from ruamel.yaml.nodes import MappingNode, ScalarNode

from perito.classroom.roster import ansible_vars
from perito.classroom.roster.ansible_files import VarsFiles, value_of
from perito.classroom.roster.inventory import ALL, UNGROUPED, Inventory
from perito.classroom.roster.nodes import Document, is_mapping
from perito.classroom.roster.readers.reader import Reader, Reading
from perito.classroom.roster.rows import Cell, Place, Problems, Row, meant, quoted
from perito.classroom.roster.yaml_line import YAML_LINE
from perito.support.i18n import _

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

    from perito.classroom.roster.inventory import Vars
    from perito.classroom.roster.json_text import Json
    from perito.classroom.roster.json_text import Node as Value
    from perito.classroom.roster.source import Source

SECTION = re.compile(r"\[([^:\]\[\s]+)(?::([a-z]+))?\]\s*(?:[#;].*)?")
GROUP_KEYS = ("hosts", "vars", "children")
DEEPEST = 50  # groups within groups
YAML_SUFFIXES = (".yaml", ".yml", ".json")
META = "_meta"
OURS = re.compile(r"^\{?[^\S\n]*[\"']?(students|defaults)[\"']?\s*:", re.MULTILINE)  # a roster of our own


def is_it(source: Source) -> bool:
    """Whether its content or its name says so."""
    if source.json is not None and META in source.json.root.items:
        return True
    if source.suffix in YAML_SUFFIXES:
        return OURS.search(source.text) is None and _is_inventory(_document(source))
    return source.suffix == ".ini" or (source.suffix not in {".csv", ".tsv"} and looks_like_ini(source.text))


def rows(reading: Reading) -> list[Row]:
    """The students in an inventory. Errors go to its problems."""
    source = reading.source
    if source.json is not None and META in source.json.root.items:
        return _rows_of_list(source.json, reading)
    yaml = source.suffix in YAML_SUFFIXES or (source.suffix != ".ini" and YAML_LINE.fullmatch(source.head))
    if not yaml:
        return rows_of_ini(reading)
    return rows_of_yaml(Document(source.path, source.text, reading.problems), reading)


def _document(source: Source) -> Document:
    return Document(source.path, source.text, Problems(source.path))


def looks_like_ini(text: str) -> bool:
    """Whether a text has a group in brackets or a host with Ansible variables."""
    return (
        re.search(r"^(\[[^\]\s]+\]\s*([#;].*)?|[^\s#;,\"':]+(:\d+)?\s+ansible_\w+=.*)$", text, re.MULTILINE) is not None
    )


def _is_inventory(document: Document) -> bool:
    """Whether a document of YAML is an inventory: groups with hosts, variables or children."""
    if not isinstance(document.root, MappingNode):
        return False
    groups = [(key, value) for key, value in document.root.value if isinstance(key, ScalarNode)]
    if any(key.value in {"students", "defaults"} for key, _value in groups):
        return False
    return any(
        key.value in {ALL, UNGROUPED}
        or (isinstance(value, MappingNode) and any(one.value in GROUP_KEYS for one, _ in value.value))
        for key, value in groups
    )


def rows_of_ini(reading: Reading) -> list[Row]:
    """The students in an INI inventory."""
    path, text, problems = reading.source.path, reading.source.text, reading.problems
    inventory = Inventory(problems)
    group, part = UNGROUPED, "hosts"
    for number, line in enumerate(text.split("\n"), 1):
        said = line.strip()
        if not said or said[0] in "#;":
            continue
        place = Place(path, number, line.index(said) + 1)
        if said[0] == "[" and (section := SECTION.fullmatch(said)):
            group, part = section[1], section[2] or "hosts"
            inventory.group(group, place)
            if part not in GROUP_KEYS:
                problems.add(
                    place, _("{name}: not understood").format(name=f"{group}:{part}") + meant(part, GROUP_KEYS)
                )
        elif part == "hosts":
            _host_line(inventory, line, place, group)
        elif part == "children":
            inventory.group(said.partition("#")[0].strip(), place, group)
        elif part == "vars":
            name, equals, value = said.partition("=")
            if not equals:
                problems.add(place, _("{text}: a variable is written as name=value").format(text=quoted(said)))
            inventory.group(group, place).vars[name.strip()] = Cell(_literal(value.strip()), place)
    return _rows(inventory, reading)


def _host_line(inventory: Inventory, line: str, place: Place, group: str) -> None:
    try:
        name, *assigned = shlex.split(line, comments=True) or [""]
    except ValueError as error:
        inventory.problems.add(place, _("{problem}: are the quotes in pairs?").format(problem=str(error).lower()))
        return
    hosts, port = inventory.add(name, place, group)
    found = {"ansible_port": Cell(port, place)} if port else {}
    after = place.column - 1 + len(name)
    for word in assigned:
        key, equals, value = word.partition("=")
        after = max(after, line.find(key, after))
        there = Place(place.file, place.line, after + 1)
        if not equals:
            inventory.problems.add(there, _("{text}: a variable is written as name=value").format(text=quoted(word)))
        found[key] = Cell(value.strip(), there)
    for host in hosts:
        host.vars |= found


def _literal(text: str) -> str:
    """The value of a :vars line, which Ansible reads as Python: without quotes and trailing comments."""
    quotes = re.fullmatch(r"(['\"])(.*?)\1\s*(?:#.*)?", text)
    if quotes:
        return quotes[2]
    number = re.fullmatch(r"([0-9]+)\s*#.*", text)
    return number[1] if number else text


def rows_of_yaml(document: Document, reading: Reading) -> list[Row]:
    """The students in a YAML inventory."""
    inventory = Inventory(document.problems)
    if document.root is not None:
        if not isinstance(document.root, MappingNode):
            document.wrong(document.root, _("an inventory has groups, and they have hosts, vars and children"))
        for key, value in document.pairs(document.root):
            _group(inventory, document, key, value, None, 0)
    return _rows(inventory, reading)


def _group(inventory: Inventory, document: Document, key: Cell, node: Node, parent: str | None, depth: int) -> None:
    group = inventory.group(key.text, key.place, parent)
    if depth > DEEPEST or not is_mapping(node):
        said = (
            _("groups within groups without an end") if depth > DEEPEST else _("a group has hosts, vars and children")
        )
        inventory.problems.add(key.place, f"{key.text}: {said}")
        return
    for part, value in document.pairs(node):
        if part.text not in GROUP_KEYS:
            inventory.problems.add(
                part.place, _("{name}: not understood").format(name=part.text) + meant(part.text, GROUP_KEYS)
            )
        elif not is_mapping(value) and not (part.text == "hosts" and isinstance(value, ScalarNode)):
            inventory.problems.add(
                part.place, _("{name}: names with a colon behind each stand here").format(name=part.text)
            )
        elif part.text == "hosts":
            _hosts(inventory, document, value, key.text)
        elif part.text == "vars":
            group.vars |= _vars(document, value)
        else:
            for child, inside in document.pairs(value):
                _group(inventory, document, child, inside, key.text, depth + 1)


def _hosts(inventory: Inventory, document: Document, node: Node, group: str) -> None:
    if isinstance(node, ScalarNode) and not is_mapping(node):
        inventory.add(str(node.value).strip(), document.place(node), group)
        return
    for name, value in document.pairs(node):
        if not is_mapping(value):
            inventory.problems.add(
                name.place, _("{name}: a host's variables, or nothing, stand here").format(name=name.text)
            )
            continue
        hosts, port = inventory.add(name.text, name.place, group)
        found = ({"ansible_port": Cell(port, name.place)} if port else {}) | _vars(document, value)
        for host in hosts:
            host.vars |= found


def _vars(document: Document, node: Node) -> dict[str, Cell]:
    return {key.text: cell for key, value in document.pairs(node) if (cell := value_of(document, key, value))}


def _rows(inventory: Inventory, reading: Reading) -> list[Row]:
    """A row for each host without `perito_skip`."""
    files = VarsFiles(reading.source.path.parent, inventory.problems)
    found = []
    for name, variables in inventory.variables(files).items():
        found += _row(name, inventory.hosts[name].place, variables, reading)
    return found


def _row(name: str, place: Place, variables: Vars, reading: Reading) -> list[Row]:
    """A host as a student; nothing where it is none. Variables given with --column are fields."""
    cells = ansible_vars.cells(name, place, variables, reading.problems, reading.given.inputs)
    if cells is None:
        return []
    named = {one: cell for key, cell in variables.items() if (one := reading.given.field_of(key)) and cell.text}
    return [Row(place, {**cells, **named})]


def _rows_of_list(json: Json, reading: Reading) -> list[Row]:
    """The hosts of `ansible-inventory --list`, in the order of their groups, with the variables of each."""
    known = json.root.get(META, "hostvars").items
    where: dict[str, Place] = {}
    shared: dict[str, Vars] = {}
    for name, group in json.root.items.items():
        if name == META:
            continue
        for host in [*group.get("hosts").list, *group.list]:
            if host.text:
                where.setdefault(host.text, json.place(host))
                shared.setdefault(host.text, {}).update(_values(json, group.get("vars")))
    for name, variables in known.items():
        where.setdefault(name, json.place(variables))
    found = []
    for name, place in where.items():
        own = known.get(name)
        found += _row(name, place, {**shared.get(name, {}), **(_values(json, own) if own else {})}, reading)
    return found


def _values(json: Json, variables: Value) -> Vars:
    """The variables that are text or numbers."""
    return {name: json.cell(one) for name, one in variables.items.items() if one.text is not None}


READER = Reader("ansible", is_it, rows)
