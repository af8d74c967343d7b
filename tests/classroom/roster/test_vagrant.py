"""`vagrant ssh-config`: keys, host keys, several machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.classroom.roster import RosterError, load

if TYPE_CHECKING:
    from pathlib import Path


def written(tmp_path: Path, *settings: str) -> Path:
    path = tmp_path / "class.conf"
    path.write_text("\n  ".join(["Host a01", "HostName 192.0.2.11", *settings]) + "\n")
    return path


def test_host_keys_are_checked_all_the_same(tmp_path: Path) -> None:
    roster = load(written(tmp_path, "UserKnownHostsFile /dev/null", "StrictHostKeyChecking no"))
    target = roster.students[0].target
    assert (target.known_hosts, target.accept_new) == (None, False)
    (note,) = roster.notes
    assert note.startswith(f"{tmp_path}/class.conf:4:3: host keys are checked all the same")


def test_new_host_keys_are_accepted_where_the_file_says_so(tmp_path: Path) -> None:
    settings = ("UserKnownHostsFile class_hosts", "StrictHostKeyChecking accept-new")
    target = load(written(tmp_path, *settings)).students[0].target
    assert (target.known_hosts, target.accept_new) == (tmp_path / "class_hosts", True)
    with pytest.raises(RosterError, match="class_hosts: no such file"):
        load(written(tmp_path, settings[0]))


def test_the_first_of_several_keys(tmp_path: Path) -> None:
    for name in ("key one", "two"):
        (tmp_path / name).touch()
    roster = load(written(tmp_path, 'IdentityFile "key one"', "IdentityFile two"))
    assert roster.students[0].target.identity == tmp_path / "key one"
    assert len(roster.notes) == 1


@pytest.mark.parametrize("setting", ["Match all", "Include more", "HostKeyAlias x", "CertificateFile x", "Hostnam x"])
def test_what_is_not_understood_is_told(tmp_path: Path, setting: str) -> None:
    path = written(tmp_path, setting)
    with pytest.raises(RosterError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert problem.startswith(f"{path}:3:3: {setting.split()[0]}: not understood")


@pytest.mark.parametrize("name", ["roster.csv", "roster.yaml", "roster"])
def test_it_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, "Port 2222").rename(tmp_path / name)
    assert load(path).students[0].target.address == "ssh://192.0.2.11:2222"
