"""Inventories: whose variables win, the directories beside them, and what ssh is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.classroom.roster import RosterError, load

if TYPE_CHECKING:
    from pathlib import Path

PLACES = [
    ("host_vars/a01.yml", "host_vars"),
    ("inventory", "host"),
    ("group_vars/inner/b.yml", "group_vars_b"),
    ("group_vars/inner/a.yml", "group_vars_a"),
    ("group_vars/outer", "group_vars_outer"),
    ("group_vars/all.json", "group_vars_all"),
    ("inventory", "inner"),
    ("inventory", "outer"),
    ("inventory", "all"),
]


@pytest.mark.parametrize("first", range(len(PLACES)))
def test_the_nearest_variable_wins(tmp_path: Path, first: int) -> None:
    """Only the places from the `first` on say a user."""
    said = {name for _file, name in PLACES[first:]}
    sections = [f"[{name}:vars]\nansible_user={name}" for name in ("all", "outer", "inner") if name in said]
    host = "a01 ansible_user=host" if "host" in said else "a01"
    text = "\n".join([*sections, "[outer:children]", "inner", "[inner]", host])
    (tmp_path / "inventory").write_text(text + "\n")
    for file, name in PLACES[first:]:
        if file != "inventory":
            (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file).write_text(f'{{"ansible_user": "{name}"}}')
    assert load(tmp_path / "inventory").students[0].target.user == PLACES[first][1]


def one(tmp_path: Path, variables: str) -> Path:
    path = tmp_path / "inventory"
    path.write_text(f"[daw]\na01 {variables}\n")
    return path


@pytest.mark.parametrize(
    ("arguments", "jump", "known_hosts", "accept_new", "port"),
    [
        ("-J gate", "gate", False, False, None),
        ("-Jgate -p 2200", "gate", False, False, 2200),
        ("-o ProxyJump=me@gate:2222,inner", "me@gate:2222,inner", False, False, None),
        ("-oProxyJump=gate -C -o ControlMaster=auto", "gate", False, False, None),
        ("-o 'ProxyJump gate' -vv", "gate", False, False, None),
        ("-o ProxyCommand='ssh -q -W %h:%p me@gate'", "me@gate", False, False, None),
        ("-o ProxyCommand='ssh me@gate -W %h:%p'", "me@gate", False, False, None),
        ("-o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no", None, False, False, None),
        ("-o UserKnownHostsFile=class_hosts -o StrictHostKeyChecking=accept-new", None, True, True, None),
        ("-o Port=2200 -o Port=2201", None, False, False, 2200),
    ],
)
def test_the_arguments_of_ssh(
    tmp_path: Path, arguments: str, jump: str | None, known_hosts: bool, accept_new: bool, port: int | None
) -> None:
    target = load(one(tmp_path, f'ansible_ssh_common_args="{arguments}"')).students[0].target
    assert (target.jump, target.accept_new, target.port) == (jump, accept_new, port)
    assert target.known_hosts == (tmp_path / "class_hosts" if known_hosts else None)


@pytest.mark.parametrize(
    "variables",
    [
        "ansible_ssh_common_args=\"-o ProxyCommand='ssh -p 2222 -W %h:%p gate'\"",
        "ansible_ssh_common_args=\"-o ProxyCommand='ssh -W inner:22 gate'\"",
        'ansible_ssh_common_args="-F other_config"',
        'ansible_ssh_common_args="-o \'ProxyJump"',
        "ansible_ssh_common_args=gate",
        "ansible_paramiko_proxy_command=x",
        "ansible_ssh_hots=x",
    ],
)
def test_what_is_not_understood_is_told(tmp_path: Path, variables: str) -> None:
    path = one(tmp_path, variables)
    with pytest.raises(RosterError) as caught:
        load(path)
    assert {problem.startswith(f"{path}:2:5: ") for problem in caught.value.problems} == {True}


def test_what_is_left_aside_is_noted(tmp_path: Path) -> None:
    path = one(tmp_path, "ansible_ssh_common_args='-o StrictHostKeyChecking=no' ansible_host_key_checking=false")
    (tmp_path / "group_vars" / "all").mkdir(parents=True)
    (tmp_path / "group_vars" / "all" / "vault.yml").write_text("$ANSIBLE_VAULT;1.1;AES256\n6162\n")
    notes = load(path).notes
    assert [note.removeprefix(f"{tmp_path}/").rpartition(": ")[0].split(" ")[0] for note in notes] == [
        "inventory:2:5:",
        "inventory:2:59:",
        "group_vars/all/vault.yml:1:1:",
    ]


def test_secrets_from_the_environment(tmp_path: Path) -> None:
    path = one(tmp_path, "ansible_become_password=\"{{ lookup('ansible.builtin.env', 'CLASS_SUDO') }}\"")
    (student,) = load(path, environment={"CLASS_SUDO": "x"}).students
    assert student.sudo_password_env == "CLASS_SUDO"


def test_a_host_s_name_is_no_path(tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("ansible_user: leaked\n")
    (tmp_path / "class" / "host_vars").mkdir(parents=True)
    path = tmp_path / "class" / "hosts"
    path.write_text("[daw]\n../../secret ansible_host=h\n")
    assert load(path).students[0].target.user is None


def test_variables_that_concern_nobody_may_hold_anything(tmp_path: Path) -> None:
    path = tmp_path / "inventory.yml"
    path.write_text("daw:\n  hosts: {a01: {http: {a: [1]}, ansible_become: true, ansible_python_interpreter: x}}\n")
    assert [student.id for student in load(path).students] == ["a01"]


def test_wrong_files_beside_the_inventory_are_told_by_their_names(tmp_path: Path) -> None:
    path = one(tmp_path, "")
    (tmp_path / "host_vars").mkdir()
    wrong = tmp_path / "host_vars" / "a01.yml"
    wrong.write_text("ansible_port: [\n")
    with pytest.raises(RosterError) as caught:
        load(path)
    assert caught.value.problems[0].startswith(f"{wrong}:2:1: ")


@pytest.mark.parametrize("priority", [("1", "2", "b"), ("2", "1", "a"), ("1", "1", "b")])
def test_a_group_s_priority(tmp_path: Path, priority: tuple[str, str, str]) -> None:
    of_a, of_b, winner = priority
    text = "[a]\nx\n[b]\nx\n"
    for group, number in (("a", of_a), ("b", of_b)):
        text += f"[{group}:vars]\nansible_user={group}\nansible_group_priority={number}\n"
    path = tmp_path / "hosts"
    path.write_text(text)
    assert load(path).students[0].target.user == winner
