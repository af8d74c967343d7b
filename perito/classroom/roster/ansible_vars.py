"""Ansible variables about connections to hosts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.classroom.roster import ssh_options
from perito.classroom.roster.inputs import VARIABLE
from perito.classroom.roster.model import FIELDS
from perito.classroom.roster.rows import Cell, meant, secret, unknown
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.classroom.roster.inputs import Declared
    from perito.classroom.roster.rows import Place, Problems

# In Ansible's own order of precedence.
MEANINGS = {
    "ansible_host": "host", "ansible_ssh_host": "host",
    "ansible_port": "port", "ansible_ssh_port": "port",
    "ansible_user": "user", "ansible_ssh_user": "user",
    "ansible_private_key_file": "identity", "ansible_ssh_private_key_file": "identity",
}  # fmt: skip
ARGUMENTS = ("ansible_ssh_extra_args", "ansible_ssh_common_args", "ansible_ssh_args")
SECRETS = {
    "ansible_password": "password_env", "ansible_ssh_password": "password_env", "ansible_ssh_pass": "password_env",
    "ansible_become_password": "sudo_password_env", "ansible_become_pass": "sudo_password_env",
    "ansible_sudo_password": "sudo_password_env", "ansible_sudo_pass": "sudo_password_env",
}  # fmt: skip
CONNECTIONS = re.compile(r"(ansible\.builtin\.)?(ssh|paramiko|paramiko_ssh|smart)")
CHECKING = frozenset({"ansible_host_key_checking", "ansible_ssh_host_key_checking"})
OTHERS = frozenset({"ansible_connection", *CHECKING})
# About Ansible itself, not about connections.
HARMLESS = re.compile(
    r"ansible_ssh_(pipelining|executable|retries|reconnection_retries|transfer_method|timeout|scp_\w+|use_tty)"
)
ABOUT_SSH = re.compile(r"ansible_(ssh|paramiko)_\w+")
OWN = "perito_"
SKIP = "perito_skip"
ENVIRONMENT = re.compile(r"\{\{\s*lookup\(\s*['\"](?:ansible\.builtin\.)?env['\"]\s*,\s*['\"](\w+)['\"]\s*\)\s*\}\}")
HOSTNAME = re.compile(r"\{\{\s*inventory_hostname\s*\}\}")


def matters(name: str) -> bool:
    """Whether a variable is about connections to a host."""
    return name in {*MEANINGS, *ARGUMENTS, *SECRETS, *OTHERS} or name.startswith(OWN)


def vaulted(name: str) -> str:
    """The error for a value encrypted by Ansible Vault."""
    return (
        secret(name)
        if name in SECRETS
        else _("{name}: encrypted by Ansible Vault, which Perito cannot read").format(name=name)
    )


def cells(
    name: str, place: Place, variables: Mapping[str, Cell], problems: Problems, inputs: Declared
) -> dict[str, Cell] | None:
    """A host's fields; None where it is no student's (`perito_skip: true`). Errors go to `problems`.

    `inputs`: what the practice is given, as variables `NAME` or `perito_NAME`.
    """
    skip = variables.get(SKIP)
    if skip is not None and skip.text.lower() in {"true", "yes", "1", "on"}:
        return None
    known = {key: Cell(HOSTNAME.sub(lambda _found: name, cell.text), cell.place) for key, cell in variables.items()}
    _unknown(known, problems, inputs)
    own = _inputs(known, inputs, problems)
    for variable in (*MEANINGS, *ARGUMENTS, *(key for key in known if key.startswith(OWN))):
        if variable in known and "{{" in known[variable].text:
            problems.add(
                known.pop(variable).place, _("{name}: templates of Ansible are not read here").format(name=variable)
            )
    found = {field: known[OWN + field] for field in FIELDS if OWN + field in known}
    for variable, field in MEANINGS.items():
        if variable in known:
            found.setdefault(field, known[variable])
    _secrets(known, found, problems)
    _connection(known, problems)
    for variable in ARGUMENTS:
        if variable in known:
            ssh_options.take_arguments(known[variable], found, problems)
    given = {field: cell for field, cell in (found | own).items() if cell.text}
    return {"id": Cell(name, place), "host": Cell(name, place), **given}


def _inputs(variables: dict[str, Cell], inputs: Declared, problems: Problems) -> dict[str, Cell]:
    """The fields of the practice's inputs; their variables are taken out. Of a secret one `{{ lookup('env', 'VAR') }}`
    names the environment variable, too."""
    found = {}
    for column in (*inputs.names, *(name for name in inputs.secret if inputs.secret[name])):
        for variable in [one for one in (column, OWN + column) if one in variables and column not in FIELDS]:
            cell = variables.pop(variable)
            looked_up = ENVIRONMENT.fullmatch(cell.text)
            if inputs.secret.get(column) and looked_up:
                found[inputs.field_of(column + VARIABLE)] = Cell(looked_up[1], cell.place)
            elif inputs.secret.get(column):
                problems.add(cell.place, inputs.refused(column))
            elif "{{" in cell.text:
                problems.add(cell.place, _("{name}: templates of Ansible are not read here").format(name=variable))
            else:
                found[inputs.field_of(column)] = cell
    return found


def _unknown(variables: Mapping[str, Cell], problems: Problems, inputs: Declared) -> None:
    """Report unknown variables with relevant names; any others are allowed in an inventory."""
    known = {*FIELDS, *inputs.names, *inputs.secret}
    for variable, cell in variables.items():
        if variable.startswith(OWN) and variable != SKIP and variable.removeprefix(OWN) not in known:
            problems.add(cell.place, unknown(variable.removeprefix(OWN), inputs.names))
        elif not matters(variable) and variable.startswith("ansible_") and not HARMLESS.fullmatch(variable):
            near = meant(variable, [*MEANINGS, *SECRETS, *OTHERS, *ARGUMENTS], 0.88)
            if near or ABOUT_SSH.fullmatch(variable):
                problems.add(cell.place, _("{name}: not understood").format(name=variable) + near)


def _secrets(variables: Mapping[str, Cell], found: dict[str, Cell], problems: Problems) -> None:
    """`{{ lookup('env', 'VAR') }}` names an environment variable; anything else is a secret in the roster."""
    for variable, field in SECRETS.items():
        cell = variables.get(variable)
        if cell is None or not cell.text:
            continue
        looked_up = ENVIRONMENT.fullmatch(cell.text)
        if looked_up:
            found.setdefault(field, Cell(looked_up[1], cell.place))
        else:
            problems.add(cell.place, secret(variable))


def _connection(variables: Mapping[str, Cell], problems: Problems) -> None:
    connection = variables.get("ansible_connection")
    if connection is not None and connection.text and not CONNECTIONS.fullmatch(connection.text):
        problems.add(
            connection.place,
            _("ansible_connection {how}: Perito reaches servers by SSH only").format(how=connection.text),
        )
    for variable in CHECKING & set(variables):
        if variables[variable].text.lower() in {"false", "no", "0", "off"}:
            problems.note(
                variables[variable].place,
                _("host keys are checked all the same: {setting} is left aside").format(setting=variable),
            )
