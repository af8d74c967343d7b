"""ssh options in rosters: those that vagrant writes, and those in Ansible's arguments."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from perito.classroom.roster.rows import Cell, meant
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.classroom.roster.rows import Problems

FIELDS = {"hostname": "host", "port": "port", "user": "user", "identityfile": "identity", "proxyjump": "jump"}
# Options that change neither the destination nor the trusted keys.
HARMLESS = frozenset({
    "passwordauthentication", "pubkeyauthentication", "kbdinteractiveauthentication", "identitiesonly", "loglevel",
    "forwardagent", "forwardx11", "forwardx11trusted", "pubkeyacceptedkeytypes", "pubkeyacceptedalgorithms",
    "hostkeyalgorithms", "kexalgorithms", "ciphers", "macs", "compression", "serveraliveinterval",
    "serveralivecountmax", "preferredauthentications", "controlmaster", "controlpersist", "controlpath",
    "connecttimeout", "connectionattempts", "batchmode", "tcpkeepalive", "gssapiauthentication", "addkeystoagent",
    "addressfamily", "requesttty", "sendenv", "setenv", "checkhostip", "hashknownhosts", "visualhostkey",
    "globalknownhostsfile", "ipqos", "rekeylimit", "dsaauthentication",
})  # fmt: skip
CHECKS = frozenset({"stricthostkeychecking", "userknownhostsfile"})
SWITCHES = frozenset("46ACTaKkNnqtvXxY")
ARGUMENTS = {"-J": "proxyjump", "-i": "identityfile", "-p": "port", "-l": "user"}


def take(name: str, value: Cell, cells: dict[str, Cell], problems: Problems) -> None:
    """Put one option of ssh_config(5) into `cells`; the first of a name wins, as in ssh. Unknown ones are errors.

    Host keys are always checked: an option that disables that is noted and skipped. `accept-new` is taken.
    """
    option = name.lower()
    if option == "proxycommand":
        _proxy(value, cells, problems)
    elif option == "stricthostkeychecking":
        _strict(value, cells, problems)
    elif option == "userknownhostsfile":
        _known_hosts(value, cells)
    elif option in FIELDS:
        if value.text.lower() != "none" or option == "proxyjump":
            cells.setdefault(FIELDS[option], value)
    elif option not in HARMLESS:
        known = {*FIELDS, *HARMLESS, *CHECKS}
        problems.add(value.place, _("{name}: not understood").format(name=name) + meant(option, known))


def _strict(value: Cell, cells: dict[str, Cell], problems: Problems) -> None:
    if value.text.lower() == "accept-new":
        cells.setdefault("accept_new", value)
    elif value.text.lower() in {"no", "off"}:
        text = _("host keys are checked all the same: {setting} is left aside")
        problems.note(value.place, text.format(setting="StrictHostKeyChecking no"))


def _known_hosts(value: Cell, cells: dict[str, Cell]) -> None:
    if value.text not in {"/dev/null", "none"}:
        cells.setdefault("known_hosts", value)


def _proxy(value: Cell, cells: dict[str, Cell], problems: Problems) -> None:
    """`ssh -W %h:%p host` is equivalent to ProxyJump; any other command is not run."""
    if value.text.lower() == "none":
        return
    try:
        words = shlex.split(value.text)
    except ValueError:
        words = []
    jump: dict[str, Cell] = {}
    if words[:1] == ["ssh"] and "-W" in words:
        place = words.index("-W")
        rest = words[1:place] + words[place + 2 :]
        host = rest.pop() if rest and not rest[-1].startswith("-") else ""
        quiet = [word for word in rest if not re.fullmatch(r"-q", word)]
        if host and not quiet and words[place + 1 : place + 2] in (["%h:%p"], ["[%h]:%p"]):
            jump["jump"] = Cell(host, value.place)
    if not jump:
        problems.add(value.place, _("ProxyCommand: not understood; write ProxyJump"))
    cells.update({name: cell for name, cell in jump.items() if name not in cells})


def take_arguments(value: Cell, cells: dict[str, Cell], problems: Problems) -> None:
    """Arguments of ssh, as in Ansible's ansible_ssh_common_args."""
    try:
        words = shlex.split(value.text)
    except ValueError as error:
        problems.add(value.place, _("the arguments of ssh: {problem}").format(problem=error))
        return
    while words:
        word = words.pop(0)
        if word[:2] == "-o":
            option = word[2:] or (words.pop(0) if words else "")
            name, _sign, text = (
                option.strip().replace(" ", "=", 1).partition("=") if "=" not in option else option.partition("=")
            )
            take(name.strip(), Cell(text.strip().strip('"'), value.place), cells, problems)
        elif word[:2] in ARGUMENTS:
            text = word[2:] or (words.pop(0) if words else "")
            take(ARGUMENTS[word[:2]], Cell(text, value.place), cells, problems)
        elif not (word[:1] == "-" and word[1:] and set(word[1:]) <= SWITCHES):
            problems.add(value.place, _("the argument {word} of ssh: not understood").format(word=repr(word)))
