"""Files that strangers hand in: evidence, rosters, marks, waivers, rubrics, options, gradebooks, keys of hosts."""

from __future__ import annotations

import gzip
import tempfile
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pydantic

from perito.classroom.roster import read as roster
from perito.cli.config import file as config_file
from perito.documents.class_result import ClassResult
from perito.documents.result import Result
from perito.errors import PeritoError
from perito.evidence import recording
from perito.practice import rubric, waivers
from perito.practice.marks import read as marks
from perito.report.gradebooks.csv_sheet import CsvSheet
from perito.support import yamlfile
from perito.transport import hostkeys, ssh_config
from perito.transport.base import TransportError
from perito.transport.target import parse_target
from tests.fuzz import corpus
from tests.fuzz.target import Target
from tests.recorded import store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parents[2]
ROSTERS = ROOT / "tests" / "classroom" / "roster" / "cases"
CHECKS = ("service.active", "directory.mode")
RUBRIC = b"""\
id: x
version: 1
model: flask
languages: [en]
scale: 10
steps:
  - id: service
    title: {en: Service}
    checks:
      service.active: {points: 1, title: {en: a}, unmet: {en: b}, why: {en: c}, hint: {en: d}}
"""
MARKS = b"students:\n  a01:\n    report: {points: 1.5, comment: good, date: 2026-11-20}\n    oral: 2\n"
WAIVERS = b"- check: service.active\n  reason: ill\n  expires: 2026-12-01\n- {check: directory.mode, deployment: poc}\n"
OPTIONS = b'[check]\napp = ["poc=a"]\ntimeout = 30\n[grade]\njobs = 4\n'
KNOWN = (
    b"|1|AAAA|BBBB ssh-ed25519 AAAAC3Nz\n@revoked *.x,!a,[b]:22 ssh-rsa AAAA\n# x\n@cert-authority * ssh-rsa AAAA c\n"
)
SSH = (
    b'Host a b\n  HostName %h.x\n  ProxyJump c\n  Port 22\n  UserKnownHostsFile "~/a b" /c\n'
    b"Match host d\n  User e\nInclude f\n"
)
SHEET = b'\xef\xbb\xbfName;Grade\r\n"a;b";1,5\r\nc;"d""e"\r\n'


@cache
def place() -> Path:
    """Where inputs become files; gone with the process."""
    held = tempfile.TemporaryDirectory(prefix="perito-fuzz-")
    _HELD.append(held)
    return Path(held.name)


_HELD: list[tempfile.TemporaryDirectory[str]] = []


def _as_file(name: str, read: Callable[[Path], object], data: bytes) -> None:
    path = place() / name
    path.write_bytes(data)
    read(path)


def _evidence(data: bytes) -> None:
    """The first byte tells whether the rest is lines, what is packed, or a packed file."""
    kind, rest = (data[0] if data else 0) % 3, data[1:]
    path = place() / ("e.jsonl.gz" if kind else "e.jsonl")
    path.write_bytes(gzip.compress(rest, 1) if kind == 1 else rest)
    found = recording.load(path)
    for one in found:
        _ = (one.title, one.question, one.exit_code, one.stdout, one.stderr, one.seconds, one.kind)


def _known_hosts(path: Path) -> None:
    hostkeys.look_up([path], "www.x")
    hostkeys.look_up([path], "[b]:22")


def _ssh_config(path: Path) -> None:
    ssh_config.route(replace(parse_target("ana@a"), ssh_config=path))


def _model(model: type[pydantic.BaseModel], data: bytes) -> None:
    model.model_validate_json(data)


def _lines(count: int) -> Sequence[bytes]:
    """The first exchanges of a recorded server."""
    lines = gzip.decompress(store.demo("sound").read_bytes()).split(b"\n")
    short = [line for line in lines[:-2] if len(line) < 4000]
    text = b"\n".join([*short[:count], lines[-2], b""])
    return [b"\0" + text, b"\1" + text, b"\2" + gzip.compress(text, 6, mtime=0)]


READS: dict[str, tuple[str, Callable[[Path], object], Sequence[bytes]]] = {
    "marks": ("marks.yaml", marks.load, [MARKS]),
    "marks-csv": ("marks.csv", marks.load, [b"student,criterion,points,comment,date\na01,report,1.5,x,2026-11-20\n"]),
    "waivers": ("waivers.yaml", lambda path: waivers.load(path, CHECKS, date(2026, 11, 27)), [WAIVERS]),
    "rubric": ("rubric.yaml", rubric.load, [RUBRIC]),
    "yaml": ("x.yaml", lambda path: yamlfile.read(path, yamlfile.FileError), [RUBRIC, MARKS, WAIVERS]),
    "options": ("perito.toml", config_file.read, [OPTIONS]),
    "gradebook": ("sheet.csv", lambda path: CsvSheet(path, path.read_bytes()), [SHEET]),
    "known-hosts": ("known_hosts", _known_hosts, [KNOWN]),
    "ssh-config": ("config", _ssh_config, [SSH]),
}  # fmt: skip


def targets() -> Iterator[Target]:
    """One for each kind of file, and one for each ending of rosters."""
    yield Target("file/evidence", _evidence, lambda: corpus.of("file/evidence", _lines(4)), (recording.EvidenceError,))
    for name, (file, read, seeds) in READS.items():
        refuses = (PeritoError, TransportError)
        yield Target(f"file/{name}", partial(_as_file, file, read), partial(corpus.of, f"file/{name}", seeds), refuses)
    for ending in (".csv", ".yaml", ".json", ".ini", ".yml"):
        seeds = [one.read_bytes() for one in sorted(ROSTERS.glob(f"*{ending}"))]
        key = f"file/roster{ending}"
        load = partial(roster.load, environment={}, reach=False)
        yield Target(key, partial(_as_file, f"roster{ending}", load), partial(corpus.of, key, seeds), (PeritoError,))
    for model in (Result, ClassResult):
        key = f"file/{model.__name__.lower()}"
        yield Target(key, partial(_model, model), partial(corpus.of, key, [b"{}"]), (pydantic.ValidationError,))
