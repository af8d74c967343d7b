"""docs/dask.md, followed to the letter: three machines (network namespaces of this one), TLS, and a worker killed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.cold import regraded, timeless, ungraded
from perito.classroom.worker import PAGE, RESULT
from tests.cli.running import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACE = Path("/opt/perito")
TEXT = (ROOT / "docs" / "dask.md").read_text(encoding="utf-8")
FENCED = re.findall(r"^```sh ([a-z0-9 ]+)\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
BLOCKS = [(words.split(), body) for words, body in FENCED]
HOSTS = {"mesa": "10.213.7.1", "aula1": "10.213.7.2", "aula2": "10.213.7.3"}
STUDENTS = 12


def test_the_page_says_it_all() -> None:
    """What the proof below runs is there: certificate, scheduler, two workers, the class."""
    assert [words for words, _body in BLOCKS] == [
        ["mesa"],
        ["mesa", "background"],
        ["aula1", "background"],
        ["aula2", "background"],
        ["mesa"],
    ]
    assert re.search(r"^```yaml\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
    assert "--executor dask --scheduler tls://mesa:8786" in BLOCKS[-1][1]


def run(*words: str) -> None:
    subprocess.run(words, check=True)


def ip(words: str) -> None:
    run("ip", *words.split())


@contextmanager
def machines(scratch: Path) -> Iterator[None]:
    """A network of three: each a namespace with an address, and all names in its hosts file (ip-netns(8))."""
    hosts = "127.0.0.1 localhost\n" + "".join(f"{address} {name}\n" for name, address in HOSTS.items())
    with ExitStack() as ending:
        ip("link add ptdask type bridge")
        ending.callback(ip, "link del ptdask")
        ip("link set ptdask up")
        for name, address in HOSTS.items():
            ip(f"netns add {name}")
            ending.callback(ip, f"netns del {name}")
            own = Path("/etc/netns") / name
            own.mkdir(parents=True)
            ending.callback(shutil.rmtree, own)
            (own / "hosts").write_text(hosts)
            ip(f"link add pt{name} type veth peer name eth0 netns {name}")
            ip(f"link set pt{name} master ptdask up")
            ip(f"-n {name} addr add {address}/24 dev eth0")
            ip(f"-n {name} link set eth0 up")
            ip(f"-n {name} link set lo up")
        PLACE.mkdir(parents=True)
        ending.callback(PLACE.rmdir)
        run("mount", "--bind", str(scratch), str(PLACE))
        ending.callback(run, "umount", "--lazy", str(PLACE))
        yield


def started(name: str, body: str, log: Path) -> subprocess.Popen[bytes]:
    """A block of the page on one of the machines; what it says goes into `log`."""
    have = {**os.environ, "DASK_CONFIG": str(PLACE / "dask.yaml"), "PYTHONPATH": str(ROOT)}
    with log.open("ab") as said:
        words = ["ip", "netns", "exec", name, "sh", "-ec", body]
        return subprocess.Popen(words, env=have, stdout=said, stderr=said, start_new_session=True)


def ended(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.lab
def test_the_page_is_followed_to_the_letter(tmp_path: Path) -> None:
    scratch = tmp_path / "perito"
    scratch.mkdir()
    log = tmp_path / "log"
    (scratch / "venv").symlink_to(Path(sys.prefix))
    match = re.search(r"^```yaml\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
    assert match
    (scratch / "dask.yaml").write_text(match[1])
    model = ungraded(tmp_path / "model", STUDENTS)
    here = regraded(model, tmp_path / "here")
    shutil.copytree(model, scratch / "run")
    with machines(scratch), ExitStack() as ending:
        background = []
        for words, body in BLOCKS[:-1]:
            process = started(words[0], body, log)
            ending.callback(ended, process)
            if "background" in words:
                background.append(process)
            else:
                assert process.wait(60) == 0, log.read_text()
        client = started("mesa", BLOCKS[-1][1], log)
        ending.callback(ended, client)
        until = time.monotonic() + 200
        while len(list((scratch / "run").glob(f"*/{RESULT}"))) < 2 and time.monotonic() < until:
            time.sleep(0.1)
        ended(background[1])  # one worker of two, in the middle of its work
        assert client.wait(300) == 1, log.read_text()
    files = [file for file in (scratch / "run").rglob("*") if file.name in {RESULT, PAGE, "class.json"}]
    there = {str(file.relative_to(scratch / "run")): timeless(file) for file in files}
    assert there == here
