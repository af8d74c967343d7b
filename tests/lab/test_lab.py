"""Servers come up as machines of their own and go without a trace, however their maker ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from perito.lab import Lab, LabError, Server, network
from tests.processes import every

CHILD = """
import sys
from pathlib import Path
from perito.lab import Lab
print("ready", flush=True)
Lab(Path(sys.argv[1]), keep=sys.argv[2] == "keep").up("crashed")
print("up", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def own_lab(lab: Lab, tmp_path: Path) -> Lab:
    """A lab that no other test uses, with the images of the common one."""
    lab.prepare()
    for part in ("key", "key.pub", "layers"):
        (tmp_path / part).symlink_to(lab.root / part)
    return Lab(tmp_path, keep=True)


def residue(lab: Lab, identities: set[str]) -> list[str]:
    """What this machine still has of the lab's servers: processes, mounts, links, cgroups, directories."""
    place = str(lab.root / "servers")
    found = [f"process {pid}" for pid, command in every("cmdline") if place.encode() in command]
    found += [line for line in Path("/proc/mounts").read_text().splitlines() if place in line]
    found += [
        f"link {alias.parent.name}"
        for alias in Path("/sys/class/net").glob("perito*/ifalias")
        if place in alias.read_text()
    ]
    cgroups = [path.name for path in Path("/sys/fs/cgroup").rglob("perito-lab-*")]
    found += [name for name in cgroups if any(identity in name for identity in identities)]
    found += [str(path) for path in (lab.root / "servers").glob("*")]
    ports = Path("/sys/class/net/perito0/brif")
    if ports.exists() and not any(ports.iterdir()):
        # Another process may be about to take it down or plug a cable in.
        time.sleep(1)
        if ports.exists() and not any(ports.iterdir()):
            found.append("bridge perito0")
    return found


def ssh(server: Server, command: str) -> str:
    options = ["BatchMode=yes", "StrictHostKeyChecking=yes", f"UserKnownHostsFile={server.known_hosts}"]
    words = ["ssh", "-F", "/dev/null", "-i", str(server.key), *(word for o in options for word in ("-o", o))]
    return subprocess.run(
        [*words, f"{server.user}@{server.address}", command],
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    ).stdout


def test_a_server_goes_without_a_trace(own_lab: Lab) -> None:
    began = time.monotonic()
    server = own_lab.up()
    print(f"booted in {time.monotonic() - began:.2f} s")
    assert [up.name for up in own_lab.list()] == [server.name]
    assert server.run("systemctl is-system-running").stdout.strip() == "running"
    assert server.run("id --user --name", user=server.user).stdout.strip() == server.user
    assert any("Started flask_app.service" in line for line in server.log("flask_app"))
    assert (server.upper / "etc/machine-id").read_text().strip() == server.identity
    server.down()
    server.down()
    assert residue(own_lab, {server.identity}) == []


def test_servers_side_by_side_are_machines_of_their_own(own_lab: Lab) -> None:
    with ThreadPoolExecutor() as pool:
        servers = list(pool.map(lambda _: own_lab.up(), range(3)))
    try:
        assert len({server.address for server in servers}) == 3
        assert len({ssh(server, "cat /etc/machine-id") for server in servers}) == 3
        assert len({server.known_hosts.read_text().split()[2] for server in servers}) == 3
        assert [ssh(server, "hostname").strip() for server in servers] == [server.name for server in servers]
    finally:
        own_lab.down()
    assert residue(own_lab, {server.identity for server in servers}) == []


def test_sudo_asks_for_a_password_unless_told_otherwise(own_lab: Lab) -> None:
    with own_lab.up(sudo_password=True) as asking, own_lab.up() as trusting:
        assert ssh(asking, f"echo {asking.password} | sudo -S -p '' whoami").strip() == "root"
        with pytest.raises(subprocess.CalledProcessError):
            ssh(asking, "sudo -k -n whoami")
        assert ssh(trusting, "sudo -k -n whoami").strip() == "root"


def test_a_bare_server_has_nothing_deployed(own_lab: Lab) -> None:
    with own_lab.up(deployed=False) as server:
        assert server.run("ls /var/www /etc/nginx").stdout == ""
        assert server.run("pipenv --version", user=server.user).returncode != 0
        assert (server.role, server.names, server.apps) == ("base", {}, ())


def test_a_name_is_taken_once(own_lab: Lab) -> None:
    with own_lab.up("ana", deployed=False):
        with pytest.raises(LabError, match="ana"):
            own_lab.up("ana", deployed=False)
        assert [server.name for server in own_lab.list()] == ["ana"]


def test_a_server_whose_maker_was_killed_is_found_and_removed(own_lab: Lab) -> None:
    kill_maker(own_lab.root, "keep", said="up")
    (server,) = own_lab.list()
    own_lab.down()
    assert residue(own_lab, {server.identity}) == []


def test_a_server_that_belonged_to_a_dead_process_is_reaped(own_lab: Lab) -> None:
    kill_maker(own_lab.root, "mine", said="up")
    (server,) = own_lab.list()
    own_lab.reap()
    assert residue(own_lab, {server.identity}) == []


def test_what_a_maker_left_before_its_server_had_a_name_goes_with_down(own_lab: Lab) -> None:
    draft = own_lab.root / "servers" / ".draft"
    (draft / "upper").mkdir(parents=True)
    own_lab.down()
    assert residue(own_lab, set()) == []


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.15, 0.3])
def test_a_maker_killed_half_way_leaves_nothing_that_down_misses(own_lab: Lab, delay: float) -> None:
    kill_maker(own_lab.root, "keep", said="ready", delay=delay)
    identities = {server.identity for server in own_lab._servers()}
    own_lab.down()
    assert residue(own_lab, identities) == []


def kill_maker(root: Path, keep: str, said: str, delay: float = 0.0) -> None:
    """Let another process bring a server up; kill it `delay` seconds after it said a word."""
    words = [sys.executable, "-c", CHILD, str(root), keep]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        while child.stdout.readline().strip() != said:
            assert child.poll() is None
        time.sleep(delay)
        os.kill(child.pid, signal.SIGKILL)


def test_a_build_that_was_killed_is_never_used(lab: Lab, tmp_path: Path) -> None:
    lab.prepare()
    remains = tmp_path / "layers/.building-bookworm-base-half"
    (remains / "upper").mkdir(parents=True)
    Lab(tmp_path).down()
    assert list((tmp_path / "layers").iterdir()) == [tmp_path / "layers/lock"]


def test_a_whole_class_may_watch_its_files(lab: Lab) -> None:
    with lab.up():
        assert int(network.WATCHERS.read_text()) >= network.MOST_WATCHERS


def test_trixie_boots_too(own_lab: Lab) -> None:
    with own_lab.up(suite="trixie") as server:
        assert "VERSION_CODENAME=trixie" in server.run("cat /etc/os-release").stdout
