"""What lies in a virtual environment against what was installed, asked of directories made here."""

from __future__ import annotations

import importlib.metadata
import os
import py_compile
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from perito.errors import CannotLook
from perito.probes.python import installed
from perito.probes.python.released import RELEASED
from perito.transport.base import Answer
from tests.probes.packages import FILLED, FLASK, GUNICORN, environment, write
from tests.probes.packages import installed as made

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.probes.base import Probe

T = TypeVar("T")


def asked(probe: Probe[T]) -> T:
    """What the probe finds, run by this machine's own Python."""
    script = probe.command.script.replace("/usr/bin/python3", sys.executable)
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=False)
    return probe.read(Answer(done.returncode, done.stdout, done.stderr))


def seen(place: Path, first: Sequence[str] = ()) -> installed.Environment:
    return asked(installed.environment(str(place), first=first))


def test_a_sound_one(tmp_path: Path) -> None:
    environment(tmp_path)
    found = seen(tmp_path)
    assert found.elf
    assert found.script is not None
    assert "gunicorn.app.wsgiapp" in found.script
    assert found.distributions["flask"].version == "3.0.0"
    for one in found.distributions.values():
        assert one.whole
        assert one.there == one.listed == one.hashed - 1 > 0  # and METADATA
        assert (one.absent, one.changed) == ((), ())
    assert (found.hooks, found.shadows, found.compiled) == ({}, (), {})


def test_a_changed_file_and_an_absent_one(tmp_path: Path) -> None:
    site = environment(tmp_path)
    (site / "gunicorn/workers/sync.py").write_text("import http.server\n")
    (site / "gunicorn/__init__.py").unlink()
    found = seen(tmp_path).distributions["gunicorn"]
    assert found.changed == ("gunicorn/workers/sync.py",)
    assert found.absent == ("gunicorn/__init__.py",)
    assert found.whole


def test_a_version_that_the_name_of_its_directory_alone_has(tmp_path: Path) -> None:
    site = environment(tmp_path)
    (site / "Flask-3.0.0.dist-info").rename(site / "Flask-2.0.2.dist-info")
    found = seen(tmp_path).distributions["flask"]
    assert (found.told, found.version) == ("2.0.2", "3.0.0")


def test_metadata_that_was_edited(tmp_path: Path) -> None:
    site = environment(tmp_path)
    write(site / "Flask-3.0.0.dist-info/METADATA", "Name: Flask\nVersion: 3.0.0\n")
    assert seen(tmp_path).distributions["flask"].changed == ("Flask-3.0.0.dist-info/METADATA",)


def test_the_release_that_is_installed_here_is_the_one_that_is_known() -> None:
    path = Path(str(importlib.metadata.distribution("gunicorn").locate_file("gunicorn")))
    found = seen(path.parents[3]).distributions["gunicorn"]
    assert found.version in RELEASED["gunicorn"], "scripts/released-packages prints what is to be added"
    assert found.code == RELEASED["gunicorn"][found.version]
    assert not found.rewritten


def test_without_a_record_its_modules_count(tmp_path: Path) -> None:
    site = environment(tmp_path)
    made(site, "Zope-Thing", "1.0", {"zope_thing/__init__.py": "x = 1\n"}, record=False)
    made(site, "empty", "1.0", {}, record=False)
    made(site, "blank", "1.0", {"blank/__init__.py": ""}, record=False)
    found = seen(tmp_path).distributions
    assert found["zope-thing"].whole
    assert not found["zope-thing"].record
    assert found["empty"].hollow
    assert found["blank"].hollow


def test_an_editable_one_lies_elsewhere(tmp_path: Path) -> None:
    site = environment(tmp_path)
    made(site, "mine", "1.0", {"__editable__.mine-1.0.pth": "/home/ana/mine\n"})
    info = made(site, "other", "1.0", {}, record=False)
    write(info / "direct_url.json", '{"dir_info": {"editable": true}, "url": "file:///home/ana/other"}')
    found = seen(tmp_path).distributions
    assert found["mine"].whole
    assert found["other"].whole


def test_gunicorn_without_the_files_that_every_release_has(tmp_path: Path) -> None:
    site = environment(tmp_path)
    for path in ("gunicorn", "Flask"):
        (site / f"{path}-23.0.1.dist-info/RECORD").unlink(missing_ok=True)
    for path in GUNICORN:
        (site / path).write_text("")
    (site / "gunicorn/__init__.py").write_text("__version__ = '23.0.1'\n")
    found = seen(tmp_path).distributions
    assert not found["gunicorn"].whole
    assert found["flask"].whole


def test_start_up_code_that_nothing_installed(tmp_path: Path) -> None:
    site = environment(tmp_path)
    made(site, "coverage", "7.0", {"coverage.pth": "import coverage; coverage.process_startup()\n"})
    write(site / "sitecustomize.py", "# socket\nimport os\nos.execv('/x', [])\n")
    write(site / "zz.pth", "/srv/code\nimport helper\n")
    write(site / "helper.py", "print(1)\n")
    write(site / "paths.pth", "/srv/code\n")
    found = {path.rpartition("/")[2]: words for path, words in seen(tmp_path).hooks.items()}
    assert set(found) == {"sitecustomize.py", "zz.pth", "helper.py"}
    assert "os.execv" in found["sitecustomize.py"]
    assert "socket" not in found["sitecustomize.py"]


def test_what_lies_before_the_package(tmp_path: Path) -> None:
    environment(tmp_path)
    write(tmp_path / "bin/gunicorn.py", "")
    write(tmp_path / "app/gunicorn/__init__.py", "")
    write(tmp_path / "app/gunicorn.conf.py", "")
    write(tmp_path / "app/flask/nothing.txt", "")
    write(tmp_path / "app/gunicorn_helper.py", "")
    found = seen(tmp_path, [str(tmp_path / "app")]).shadows
    assert found == (str(tmp_path / "bin/gunicorn.py"), str(tmp_path / "app/gunicorn"))


def test_what_hides_pythons_own_library_and_what_packages_put_there_themselves(tmp_path: Path) -> None:
    site = environment(tmp_path)
    for name in (
        "argparse.py",
        "gunicorn.pyc",
        "logging/__init__.pyc",
        "activate_this.py",
        "shop.py",
        "queue/notes.txt",
    ):
        write(tmp_path / "bin" / name, "")
    write(tmp_path / "bin/calendar.py", "")
    info = made(site, "almanac", "1.0", {"almanac.py": "x = 1\n"})
    with (info / "RECORD").open("a") as record:
        record.write("../../../bin/calendar.py,,\n")
    found = [path.rpartition("bin/")[2] for path in seen(tmp_path).shadows]
    assert found == ["argparse.py", "gunicorn.pyc", "logging"]


def test_what_flask_requires_is_compared_and_what_a_tool_made_smaller_is_not(tmp_path: Path) -> None:
    site = environment(tmp_path)
    info = made(site, "werkzeug", "3.0.0", {"werkzeug/__init__.py": "x = 1\n", "werkzeug/exceptions.py": "y = 1\n"})
    made(site, "markupsafe", "3.0.0", {"markupsafe/__init__.py": "x = 1\n", "markupsafe/_speedups.so": "long"})
    made(site, "shop", "1.0", {"shop/__init__.py": "x = 1\n"})
    for name, required in ((next(site.glob("[Ff]lask-*")), "Werkzeug>=3.0.0"), (info, "MarkupSafe>=2.1.1")):
        with (name / "METADATA").open("a") as file:
            file.write(f"Requires-Dist: {required}\nRequires-Dist: shop ; extra == 'dev'\n\nRequires-Dist: a text\n")
    for path in ("werkzeug/exceptions.py", "shop/__init__.py", "markupsafe/_speedups.so"):
        write(site / path, "other = 1\n")
    found = seen(tmp_path)
    assert found.needed == {"werkzeug", "markupsafe"}
    assert found.distributions["werkzeug"].changed[1:] == ("werkzeug/exceptions.py",)  # and METADATA
    assert found.distributions["markupsafe"].changed == ()


def test_a_module_that_gunicorn_imports_if_it_is_there_and_no_package_brought(tmp_path: Path) -> None:
    site = environment(tmp_path)
    write(site / "gunicorn/util.py", "try:\n    from setproctitle import setproctitle\nexcept ImportError:\n    pass\n")
    write(site / "gunicorn/more.py", "import greenlet, os\nimport known\n")
    made(site, "greenlet", "1.0", {"greenlet/__init__.py": "import socket\n"})
    made(site, "known", "1.0", {"known.py": "import socket\n"}, record=False)
    write(site / "shop.py", "import socket\n")
    assert seen(tmp_path).hooks == {}
    write(site / "setproctitle.py", "import socket\n")
    assert seen(tmp_path).hooks == {str(site / "setproctitle.py"): ("import", "socket")}


def test_bytecode_elsewhere(tmp_path: Path) -> None:
    site = environment(tmp_path)
    path, elsewhere = site / "gunicorn/arbiter.py", tmp_path / "compiled"
    other = write(tmp_path / "other.py", "import socketserver".ljust(path.stat().st_size))
    os.utime(other, (path.stat().st_atime, path.stat().st_mtime))
    cache = elsewhere / str(path.parent)[1:] / f"arbiter.{sys.implementation.cache_tag}.pyc"
    py_compile.compile(str(other), cfile=str(cache), dfile=str(path), doraise=True)
    assert seen(tmp_path).compiled == {}
    assert asked(installed.environment(str(tmp_path), compiled=str(elsewhere))).compiled == {
        str(path): ("socketserver",)
    }


def planted(site: Path, text: str, *, mode: py_compile.PycInvalidationMode | None = None) -> None:
    """Bytecode of another text beside gunicorn/arbiter.py, with the age and the size of the true one in it."""
    path, other = site / "gunicorn/arbiter.py", site / "other.py"
    other.write_text(text.ljust(path.stat().st_size)[: path.stat().st_size])
    os.utime(other, (path.stat().st_atime, path.stat().st_mtime))
    cache = path.parent / "__pycache__" / f"arbiter.{sys.implementation.cache_tag}.pyc"
    py_compile.compile(str(other), cfile=str(cache), dfile=str(path), doraise=True, invalidation_mode=mode)
    other.unlink()


def test_bytecode_that_was_not_made_from_its_source(tmp_path: Path) -> None:
    site = environment(tmp_path)
    path = str(site / "gunicorn/arbiter.py")
    py_compile.compile(path, doraise=True)
    assert seen(tmp_path).compiled == {}
    planted(site, "import socketserver")
    assert seen(tmp_path).compiled == {path: ("socketserver",)}
    planted(site, "import socketserver", mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    assert seen(tmp_path).compiled == {path: ("socketserver",)}
    planted(site, "import socketserver", mode=py_compile.PycInvalidationMode.CHECKED_HASH)
    assert seen(tmp_path).compiled == {}  # Python does not take it
    planted(site, "import socketserver")
    os.utime(path, (1, 1))
    assert seen(tmp_path).compiled == {}


def test_a_python_that_is_a_script(tmp_path: Path) -> None:
    environment(tmp_path)
    (tmp_path / "bin/python").unlink()
    assert seen(tmp_path).start == ""
    write(tmp_path / "bin/python", "#!/bin/sh\nexec socat\n")
    found = seen(tmp_path)
    assert not found.elf
    assert found.start.startswith("#!/bin/sh")


def test_a_fifo_in_the_place_of_a_file_does_not_hold_it_up(tmp_path: Path) -> None:
    site = environment(tmp_path)
    (site / "flask/app.py").unlink()
    os.mkfifo(site / "flask/app.py")
    os.mkfifo(site / "sitecustomize.py")
    assert seen(tmp_path).distributions["flask"].hashed == len(FLASK)


def test_no_answer_is_no_environment() -> None:
    with pytest.raises(CannotLook):
        installed.read_environment(Answer(-11, b"", b""))


def test_a_program_and_the_package_that_brings_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    site = home / ".local/share/pipx/venvs/pipenv/lib/python3.11/site-packages"
    made(site, "pipenv", "2023.1.1", {"pipenv/__init__.py": "x = 1\n", "pipenv/project.py": FILLED})
    real = write(home / ".local/share/pipx/venvs/pipenv/bin/pipenv", "#!/usr/bin/python3\nfrom pipenv import cli\n")
    (home / "pipenv").symlink_to(real)
    lie = write(tmp_path / "pip3", "#!/bin/sh\necho pip 23\n")
    wanted = {str(home / "pipenv"): "pipenv", str(lie): "no-such-package"}
    found = asked(installed.programs(wanted, str(home)))
    assert found[str(home / "pipenv")].real == str(real)
    assert [(one.site, one.version) for one in found[str(home / "pipenv")].distributions if str(home) in one.site] == [
        (str(site), "2023.1.1")
    ]
    assert found[str(lie)].distributions == ()
    assert found[str(lie)].debian == ()
    assert not found[str(lie)].binary
    assert found[str(lie)].text == "#!/bin/sh\necho pip 23\n"
