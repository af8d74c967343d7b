"""Files of ours that somebody else may have made: one line, status 2, bounded memory, nothing lost.

Recordings, results, archives, rosters, worksheets, rubrics, marks, waivers, options and SSH's files, each as a bomb, as
nonsense, and as no file at all.
"""

from __future__ import annotations

import gzip
import io
import json
import lzma
import os
import shutil
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.classroom.recorded_class import class_run
from tests.cli.running import ROOT
from tests.hostile.attack import case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.hostile.attack import Attempt

    Make = Callable[[Path], tuple[object, ...]]

MIB = 1 << 20
BASE, ROOM = 60, 150  # MiB that a command takes with a sound file at least, and what a strange one may take more
DIGITS = "9" * 2_000_000
DEEP = 100_000
MOST_LINES = 2  # of a roster each error has one
SOUND = ROOT / "tests/recorded/sound.jsonl.gz"
ONE_LINE = "one line with the file's name, status 2, at most 150 MiB more than for a sound file"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run of a class of one, which no attack changes."""
    return class_run(tmp_path_factory.mktemp("run") / "run", {"ana": "sound"})


def head(**changed: object) -> str:
    """The first line of a recording."""
    found = {"schema": "perito/evidence/1", "perito": "1", "target": {}, "nonce": "n"}
    return json.dumps(found | {"started": "2026-01-01T00:00:00Z"} | changed) + "\n"


def line(answer: str = '{"exit_code":0}', at: str = "0", number: int = 1) -> str:
    """A line with an exchange."""
    asked = '{"script":"x","role":"login"}'
    return f'{{"n":{number},"kind":"command","at":{at},"asked":{asked},"answer":{answer}}}\n'


def recording(content: bytes | str, name: str = "e.jsonl") -> Make:
    """`regrade` of a recording with this content."""

    def made(place: Path) -> tuple[object, ...]:
        (place / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return "regrade", name

    return made


def packed_zeros(size: int) -> Make:
    """`regrade` of so many MiB of zeros, packed."""

    def made(place: Path) -> tuple[object, ...]:
        with gzip.open(place / "e.jsonl.gz", "wb", 9) as file:
            for _ in range(size):
                file.write(bytes(MIB))
        return "regrade", "e.jsonl.gz"

    return made


def special(kind: str, *words: object) -> Make:
    """A command on something that is no file, called `it`."""

    def made(place: Path) -> tuple[object, ...]:
        it = place / "it"
        if kind == "pipe":
            os.mkfifo(it)
        elif kind == "directory":
            it.mkdir()
        elif kind == "loop":
            it.symlink_to("it")
        elif kind == "endless":
            os.mknod(it, 0o600 | 0o020000, os.makedev(1, 5))
        return words

    return made


def written(content: bytes | str, *words: object, name: str = "it") -> Make:
    """A command on a file `name` with this content."""

    def made(place: Path) -> tuple[object, ...]:
        data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        (place / name).write_bytes(data)
        return words

    return made


def archive(*members: Callable[[tarfile.TarFile], None]) -> Make:
    """`run unpack` of an archive."""

    def made(place: Path) -> tuple[object, ...]:
        with lzma.open(place / "it", "wb", preset=1) as file, tarfile.open(fileobj=file, mode="w|") as tar:
            for one in members:
                one(tar)
        return "run", "unpack", "it", "--run", "out"

    return made


class Zeros(io.RawIOBase):
    """As many zeros as anybody asks for."""

    def read(self, size: int = -1) -> bytes:
        """So many."""
        return bytes(size)


def member(name: str, size: int = 0, kind: bytes = tarfile.REGTYPE) -> Callable[[tarfile.TarFile], None]:
    """One file of zeros."""

    def add(tar: tarfile.TarFile) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.type, info.linkname = size, kind, "/etc/passwd" if kind == tarfile.SYMTYPE else ""
        tar.addfile(info, Zeros() if size else None)

    return add


def long_header(tar: tarfile.TarFile) -> None:
    """A header of 300 MiB, which tar reads whole."""
    info = tarfile.TarInfo("././@PaxHeader")
    info.type, info.size = tarfile.XHDTYPE, 300 * MIB
    tar.fileobj.write(info.tobuf(tarfile.USTAR_FORMAT))
    for _ in range(300):
        tar.fileobj.write(bytes(MIB))


def many(tar: tarfile.TarFile) -> None:
    """More files than any class has."""
    block = b"".join(tarfile.TarInfo(f"a/{number}").tobuf() for number in range(500))
    for _ in range(500):
        tar.fileobj.write(block)


SHEET = "xl/worksheets/sheet1.xml"
BOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" '
    'r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}
START = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = "</sheetData></worksheet>"


def workbook(sheet: bytes | str, *words: object, zeros: int = 0) -> Make:
    """A command on a workbook with this sheet, and a part of so many MiB of blanks."""

    def made(place: Path) -> tuple[object, ...]:
        with zipfile.ZipFile(place / "it.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
            for name, content in BOOK.items():
                book.writestr(name, content)
            book.writestr(SHEET, sheet)
            if zeros:
                with book.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
                    for _ in range(zeros):
                        part.write(b" " * MIB)
        return words or ("roster", "show", "it.xlsx")

    return made


def entities() -> str:
    """Ten times ten times … of a text."""
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "lol">{nested}]>'
        f'{START}<row r="1"><c t="inlineStr"><is><t>&e9;</t></is></c></row>{END}'
    )


def waivers(content: str) -> Make:
    """`regrade` of a sound recording with these waivers."""
    return written(content, "regrade", SOUND, "--waivers", "it")


def options(content: str) -> Make:
    """`lint` with these options."""
    return written(content, "lint", "--config", "it")


RECORDINGS = {
    "a recording of 3 GB of zeros": packed_zeros(3000),
    "a recording with a line without end": recording(b"x" * (40 * MIB)),
    "a recording with a number of two million digits": recording(head() + line(at=DIGITS)),
    "a recording 100,000 lists deep": recording(head() + line(answer="[" * DEEP)),
    "a recording of the year 1": recording(head(started="0001-01-01T00:00:00+14:00") + line()),
    "a recording of the year 9999": recording(head(started="9999-12-31T23:59:59-12:00") + line()),
    "a recording that ends in no zone": recording(
        head() + line() + '{"end":1,"finished":"2026-01-01T00:00:00","stats":{}}\n'
    ),
    "a recording with Infinity": recording(head() + line(at="Infinity")),
    "a recording with NaN in its target": recording(head(target={"port": float("nan")}) + line()),
    "a recording of ten million values": recording(
        head() + '{"n":1,"kind":"client","at":0,"asked":"x","answer":[' + "[]," * 5_000_000 + "0]}\n"
    ),
    "a recording of a million exchanges": recording(head() + "".join(line(number=n) for n in range(1, 400_000))),
    "a recording whose schema is a megabyte": recording(head(schema="x" * MIB)),
    "a recording in UTF-16": recording((head() + line()).encode("utf-16")),
    "a recording of NULs": recording(bytes(MIB)),
}
OTHERS = {
    "an archive that holds 2 GB": archive(member("ana/result.json", 2000 * MIB)),
    "an archive with a header of 300 MiB": archive(long_header),
    "an archive of 250,000 files": archive(many),
    "an archive that climbs out": archive(member("../evil")),
    "an archive with a path from the root": archive(member("/etc/evil")),
    "an archive with a link": archive(member("ana/result.json", kind=tarfile.SYMTYPE)),
    "an archive with a device": archive(member("ana/result.json", kind=tarfile.CHRTYPE)),
    "a workbook with an entity of a billion": workbook(entities()),
    "a workbook with a part of 1 GB": workbook(START + END, zeros=1000),
    "a workbook whose last row is the last of all": workbook(
        f'{START}<row r="999999999999"><c r="A1"><v>1</v></c></row>{END}'
    ),
    "a workbook of two million cells": workbook(
        START + '<row r="1">' + '<c t="n"><v>1</v></c>' * 1_100_000 + "</row>" + END
    ),
    "a workbook of rows without cells": workbook(START + "<row/>" * 1_000_000 + END),
    "a workbook of empty cells in its last column": workbook(
        START + '<row><c r="XFD1"><v>1</v></c></row>' * 20_000 + END
    ),
    "a workbook whose texts are a million": workbook(
        START + '<row><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>' * 150_000 + END
    ),
    "an archive that says a name twice": archive(member("run.json"), member("run.json")),
    "an archive of an endless window": written(
        lzma.compress(b"x" * 1000, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30}]),
        "run",
        "unpack",
        "it",
        "--run",
        "out",
    ),
    "a workbook that is cut": written(b"PK\x03\x04" + b"x" * 1000, "roster", "show", "it.xlsx", name="it.xlsx"),
    "a roster 100,000 lists deep in JSON": written("[" * DEEP, "roster", "show", "it.json", name="it.json"),
    "a roster with a port of two million digits": written(
        f'[{{"id": "a", "host": "h", "port": {DIGITS}}}]', "roster", "show", "it.json", name="it.json"
    ),
    "a roster of one line of 20 MiB": written("a" * (20 * MIB), "roster", "show", "it.csv", name="it.csv"),
    "a roster of ten million commas": written(
        "id,host\n" + "," * 10_000_000, "roster", "show", "it.csv", name="it.csv"
    ),
    "a roster with NULs": written("id,host\na\0b,h\n", "roster", "show", "it.csv", name="it.csv"),
    "a roster 100,000 lists deep in YAML": written("[" * DEEP, "roster", "show", "it.yaml", name="it.yaml"),
    "a roster whose aliases stand for a billion": written(
        "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)),
        "roster",
        "show",
        "it.yaml",
        name="it.yaml",
    ),
    "waivers with a key twice": waivers("- {check: a, check: b, reason: x, expires: 2099-01-01}\n"),
    "waivers of a thirteenth month": waivers("- {check: service.active, reason: x, expires: 2026-13-01}\n"),
    "waivers that are a number of two million digits": waivers(DIGITS),
    "waivers of a million entries": waivers("- {check: 1}\n" * 400_000),
    "waivers with half a character": waivers('- {check: "\\ud800", reason: x, expires: 2099-01-01}\n'),
    "options with a number of two million digits": options(f"timeout = {DIGITS[:900_000]}\n"),
    "options 100,000 lists deep": options("only = " + "[" * DEEP),
    "options of infinity": written("timeout = inf\n", "check", "u@127.0.0.1", "--config", "it"),
    "options of an endless key": options("a." * 200_000 + "b = 1\n"),
    "a result of ten million values": written(
        '{"x": [' + "[]," * 8_000_000 + "0]}", "report", "it.json", name="it.json"
    ),
    "a result with a number of two million digits": written(
        f'{{"schema": "perito/result/1", "score": {{"earned": {DIGITS}}}}}', "report", "it.json", name="it.json"
    ),
    "a result 100,000 objects deep": written('{"a":' * DEEP, "report", "it.json", name="it.json"),
}
SPECIAL = {
    (kind, what): special(kind, *words)
    for kind in ("pipe", "directory", "loop", "endless")
    for what, words in {
        "a recording": ("regrade", "it"),
        "a roster": ("roster", "show", "it"),
        "waivers": ("regrade", SOUND, "--waivers", "it"),
        "options": ("lint", "--config", "it"),
        "a result": ("run", "diff", "it", "it"),
        "SSH's options": ("check", "u@127.0.0.1", "--ssh-config", "it"),
        "an archive": ("run", "unpack", "it", "--run", "out"),
        "known hosts": ("check", "u@127.0.0.1", "--known-hosts", "it"),
    }.items()
    if (kind, what) != ("pipe", "options")  # which are empty, then
}
ATTACKS = [
    *(case(make, "odd files", name, ONE_LINE) for name, make in (RECORDINGS | OTHERS).items()),
    *(case(make, "odd files", f"{what} that is {kind}", ONE_LINE) for (kind, what), make in SPECIAL.items()),
]


@pytest.mark.parametrize("make", ATTACKS)
def test_a_file_of_somebody_elses(make: Make, attempt: Attempt) -> None:
    words = make(attempt.place)
    before = {path.name for path in attempt.place.iterdir()}
    ended = attempt.perito(*words, deadline=60, memory=BASE + ROOM, env={"PERITO_LANG": "en"})
    assert ended.status == 2, (ended.status, ended.out[-500:], ended.err[-500:])
    said = [one for one in ended.err.splitlines() if one.startswith("perito: ")]
    assert said == ended.err.splitlines(), ended.err[-500:]
    assert len(said) <= MOST_LINES, said[:5]
    assert "it" in said[0] or "e.jsonl" in said[0]
    assert len(said[0]) < 1000
    assert {path.name for path in attempt.place.iterdir() if not path.name.startswith(".")} <= before
    for path in attempt.place.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
