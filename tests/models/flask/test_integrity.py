"""What Python's programs, packages and processes say against what is there: lies are named, sound ones are not."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from perito.errors import CannotLook, Unseen
from perito.models.flask.integrity import packages, programs, rests, serving
from perito.models.flask.integrity.lasting import lasting
from perito.models.flask.integrity.python import seen
from perito.probes.holders import Holder, Holders
from perito.probes.integrity.raw import Mount
from perito.probes.processes import Process
from perito.probes.python.installed import DebianPackage, Distribution, Environment, Program
from perito.probes.python.released import RELEASED
from perito.probes.python.tools import Tool
from tests.probes.packages import SCRIPT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perito.server.sources import Contradiction

VENV = "/home/ana/.local/share/virtualenvs/a"
SITE = f"{VENV}/lib/python3.11/site-packages"
CORE = {"gunicorn/arbiter.py": 21_000, "gunicorn/app/base.py": 7_000}
GUNICORN = Distribution(
    "gunicorn", "23.0.0", SITE, record=True, listed=60, there=60, hashed=60, core=CORE,
    code=RELEASED["gunicorn"]["23.0.0"],
)  # fmt: skip
FLASK = Distribution("flask", "3.0.0", SITE, record=True, listed=24, there=24, hashed=24, core={"flask/app.py": 60_000})
PATCHES = ("_virtualenv", "os", "sys", "distutils.dist", "importlib.util", "exec_module", "threading", "setattr")
APPORT = ("apport_python_hook", "apport_python_hook.install", "except", "import", "ImportError", "try")
DEBIANS = Distribution(
    "pipenv", "2022.12.19", "/usr/lib/python3/dist-packages", there=15, core={"pipenv/project.py": 41_000}
)
PACKAGE = DebianPackage("pipenv", "2022.12.19+ds-1", 769, owns=True)
STARTS = "#!/usr/bin/python3\nfrom pipenv import cli\ncli()\n"
ECHOES = "#!/bin/sh\necho 'pipenv, version 2023.1.1'\n"
TOLD = Tool("pipenv", "/usr/bin/pipenv", "2022.12.19+ds-1")
FROM_DEBIAN = Program("/usr/bin/pipenv", 900, STARTS, distributions=(DEBIANS,), debian=(PACKAGE,))
SOCK = "/var/www/a/a.sock"
WORKER = Holder(
    11, 10, (SOCK,), "/usr/bin/python3.11", ("python", f"{VENV}/bin/gunicorn"), "/var/www/a",
    ("/dev/null", "/tmp/wgunicorn-x (deleted)"), ("/usr/bin/python3.11", "/usr/lib/x/libc.so.6"),
)  # fmt: skip
ARBITER = replace(WORKER, pid=10, ppid=1)


def environment(*distributions: Distribution, **more: Any) -> Environment:
    given: dict[str, Any] = {"python": "/usr/bin/python3.11", "start": "\x7fELF", "script": SCRIPT, **more}
    return Environment(distributions={one.name: one for one in distributions or (GUNICORN, FLASK)}, **given)


def of_programs(tool: Tool, program: Program) -> list[Contradiction]:
    return list(programs.compared("pipenv", tool, program))


def of_packages(found: Environment, *wanted: str) -> list[Contradiction]:
    return list(packages.compared(VENV, found, wanted))


def of_processes(*held: Holder, own: Iterable[int] = (10, 11), whole: bool = True) -> list[Contradiction]:
    return list(serving.compared([SOCK], Holders((SOCK,), held, whole), [*own], [f"{VENV}/", "/usr/"]))


def kinds(found: Iterable[Contradiction]) -> list[str]:
    return [one.finding.partition(".")[2] for one in found]


PIPX = replace(DEBIANS, version="2024.0.1", site="/home/ana/.local/share/pipx/venvs/pipenv", record=True, listed=9)
SOUND_PROGRAMS = {
    "Debian's": (TOLD, FROM_DEBIAN),
    "Debian's, moved into a home": (TOLD, replace(FROM_DEBIAN, real="/home/ana/.apps/pipenv", debian=())),
    "of pipx": (replace(TOLD, version="2024.0.1"), Program("/x", 200, STARTS, distributions=(PIPX,))),
    "a shim of pyenv": (
        replace(TOLD, version="2024.0.1"),
        Program("/x", 200, '#!/usr/bin/env bash\nexec pyenv exec "$@"\n', distributions=(PIPX,)),
    ),
    "not there": (Tool("pipenv"), Program("", 0)),
    "beside an edited one that it does not start": (
        TOLD, replace(FROM_DEBIAN, distributions=(DEBIANS, replace(PIPX, changed=("pipenv/project.py",)))),
    ),
    "it does not run, and is a failure already": (replace(TOLD, version=None), FROM_DEBIAN),
    "left over from an older Debian": (
        replace(TOLD, version=None), Program("/usr/local/bin/pipenv", 90, STARTS),
    ),
    "a package without its RECORD": (TOLD, replace(FROM_DEBIAN, debian=())),
    "one file with all that it needs": (TOLD, Program("/x", 2_000_000, "#!/usr/bin/python3\nPK", zipped=True)),
}  # fmt: skip
LYING_PROGRAMS = {
    "an empty file": (replace(TOLD, version=None), Program("/usr/local/bin/pipenv"), "python/no-package"),
    "a script that prints a version": (
        replace(TOLD, version="2023.1.1"), Program("/usr/local/bin/pipenv", 50, ECHOES), "python/no-package",
    ),
    "beside the package of another version": (
        replace(TOLD, version="2023.1.1"), replace(FROM_DEBIAN, text=ECHOES), "python/other-version",
    ),
    "with the version of a package that it does not start": (
        TOLD, replace(FROM_DEBIAN, text=ECHOES), "python/other-program",
    ),
    "a dist-info and nothing else": (
        TOLD, replace(FROM_DEBIAN, distributions=(replace(DEBIANS, there=0, core={}),)), "python/no-package",
    ),
    "empty files": (
        TOLD, replace(FROM_DEBIAN, distributions=(replace(DEBIANS, core={"pipenv/project.py": 0}),)),
        "python/no-package",
    ),
    "a compiled program": (TOLD, replace(FROM_DEBIAN, binary=True, text="\x7fELF"), "python/other-program"),
    "a small file that says it is zipped": (
        replace(TOLD, version="2023.1.1"), Program("/x", 100, ECHOES, zipped=True), "python/no-package",
    ),
    "Debian's, edited": (
        TOLD, replace(FROM_DEBIAN, debian=(replace(PACKAGE, changed=("/usr/bin/pipenv",)),)), "python/changed",
    ),
    "pipx's, edited": (
        replace(TOLD, version="2024.0.1"),
        Program("/x", 9, STARTS, distributions=(replace(PIPX, changed=("pipenv/project.py",)),)), "python/changed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND_PROGRAMS)
def test_a_sound_pipenv_is_accused_of_nothing(name: str) -> None:
    assert of_programs(*SOUND_PROGRAMS[name]) == []


@pytest.mark.parametrize("name", LYING_PROGRAMS)
def test_a_pipenv_that_is_none_is_named(name: str) -> None:
    tool, program, kind = LYING_PROGRAMS[name]
    (found,) = of_programs(tool, program)
    assert kinds([found]) == [kind]
    assert set(found.checks) == {"tools.pipenv", "tools.pipenv-version"}
    assert str(found.first)
    assert str(found.second)


def test_pip_has_checks_of_its_own() -> None:
    (found,) = programs.compared("pip", Tool("pip3", "/usr/bin/pip3"), Program("/usr/bin/pip3", 5, "#!/bin/sh\n"))
    assert found.checks == ("tools.pip",)


@pytest.mark.parametrize(
    ("told", "installed", "same"),
    [
        ("2022.12.19+ds-1", "2022.12.19", True),
        ("1:23.0.1+dfsg-1", "23.0.1", True),
        ("2023.1.1", "2023.1.11", False),
        ("2023.1.1", "2023.1.1.dev0", True),
        ("x", "2023", False),
        ("2023", "", False),
    ],
)
def test_versions_of_debian_and_of_python(told: str, installed: str, same: bool) -> None:
    assert programs.same(told, installed) is same


MARKS = Distribution("markupsafe", "3.0", SITE, record=True, listed=3, there=3, hashed=1)
SOUND_ENVIRONMENTS = {
    "as pipenv makes it": environment(
        GUNICORN,
        FLASK,
        MARKS,
        hooks={f"{SITE}/_virtualenv.py": PATCHES, "/usr/lib/python3.11/sitecustomize.py": APPORT},
    ),
    "without RECORD": environment(replace(GUNICORN, record=False, listed=0, hashed=0), FLASK),
    "editable": environment(replace(GUNICORN, editable=True, listed=0, there=0, core={}), FLASK),
    "a release that is not known": environment(replace(GUNICORN, version="23.0.1", code="0" * 64), FLASK),
    "of Debian, with a RECORD of its own": environment(
        replace(GUNICORN, site="/usr/lib/python3/dist-packages", code="0" * 64), FLASK
    ),
    "half installed": environment(replace(GUNICORN, absent=("gunicorn/util.py",), there=59), FLASK),
    "nothing installed": environment(MARKS, script=None),
    "without its Python": environment(start="", elf=False),
    "coverage at its start": environment(hooks={f"{SITE}/sitecustomize.py": ("import", "coverage.process_startup")}),
    "another package edited": environment(GUNICORN, FLASK, replace(MARKS, changed=("markupsafe/__init__.py",))),
    "a leftover of another package": environment(GUNICORN, FLASK, replace(MARKS, there=0)),
}
LYING_ENVIRONMENTS = {
    "gunicorn without code": (environment(replace(GUNICORN, there=0, core={}), FLASK), "python/hollow"),
    "Flask without code": (environment(GUNICORN, replace(FLASK, there=0, core={})), "python/hollow"),
    "empty files": (environment(GUNICORN, replace(FLASK, core={"flask/app.py": 0})), "python/hollow"),
    "Flask of a few lines": (environment(GUNICORN, replace(FLASK, core={"flask/app.py": 900})), "python/hollow"),
    "another version": (environment(GUNICORN, replace(FLASK, told="2.0.2")), "python/other-version"),
    "RECORD written anew": (environment(replace(GUNICORN, code="0" * 64), FLASK), "python/changed"),
    "gunicorn edited": (environment(replace(GUNICORN, changed=("gunicorn/arbiter.py",)), FLASK), "python/changed"),
    "a script of its own": (environment(script="#!/bin/sh\nexec socat\n"), "gunicorn/script"),
    "one that Python finds first": (environment(shadows=(f"{VENV}/bin/gunicorn.py",)), "gunicorn/shadowed"),
    "start-up code": (environment(hooks={f"{SITE}/sitecustomize.py": ("sys.argv",)}), "python/start-up"),
    "bytecode": (environment(compiled={f"{SITE}/gunicorn/arbiter.py": ("socketserver",)}), "python/bytecode"),
    "a Python that is a script": (environment(start="#!/bin/sh", elf=False), "python/interpreter"),
}


@pytest.mark.parametrize("name", SOUND_ENVIRONMENTS)
def test_a_sound_environment_is_accused_of_nothing(name: str) -> None:
    assert of_packages(SOUND_ENVIRONMENTS[name]) == []


@pytest.mark.parametrize("name", LYING_ENVIRONMENTS)
def test_an_environment_that_is_not_what_it_says_is_named(name: str) -> None:
    found, kind = LYING_ENVIRONMENTS[name]
    (one,) = of_packages(found)
    assert kinds([one]) == [kind]
    assert "access.status" in one.checks


def test_packages_that_points_rest_on_are_looked_at() -> None:
    hollow = environment(GUNICORN, FLASK, replace(MARKS, there=0))
    (found,) = of_packages(hollow, "markupsafe")
    assert found.checks == rests.PACKAGES
    assert "virtualenv.flask" not in found.checks


def test_a_shadow_of_a_package_that_is_not_installed_hides_nothing() -> None:
    assert of_packages(environment(GUNICORN, shadows=(f"{VENV}/bin/flask.py",))) == []


def test_gunicorn_as_it_always_is() -> None:
    assert of_processes(ARBITER, WORKER) == []
    assert of_processes(ARBITER, replace(WORKER, files=())) == []  # of a worker that is about to end
    systemd = Holder(1, 0, (SOCK,), "/usr/lib/systemd/systemd")
    assert of_processes(systemd, ARBITER) == []
    assert of_processes(systemd, own=(1,)) == []  # opened by a socket unit that nobody has asked yet
    assert of_processes(replace(ARBITER, exe="/usr/bin/python3.11 (deleted)")) == []
    assert of_processes(replace(ARBITER, exe=None)) == []
    conda = replace(ARBITER, exe="/opt/conda/bin/python3.12", mapped=("/opt/conda/bin/python3.12",))
    assert of_processes(conda) == []
    shared = replace(ARBITER, mapped=("/home/ana/.pyenv/lib/libpython3.12.so.1.0",))
    assert kinds(of_processes(shared)) == ["gunicorn/library"]  # which is its own where its Python lies there
    assert list(serving.compared([SOCK], Holders((SOCK,), (shared,)), [10], ["/home/ana/.pyenv/"])) == []


def test_a_socket_that_systemd_keeps_for_another_program() -> None:
    systemd = Holder(1, 0, (SOCK,), "/usr/lib/systemd/systemd")
    alone = Holders((SOCK,), (systemd,))
    assert kinds(serving.handed_on([SOCK], alone, "")) == ["gunicorn/handed-on"]
    assert list(serving.handed_on([SOCK], alone, "a.socket")) == []  # its own socket unit, and nobody has asked yet
    beside = Holders((SOCK,), (systemd, ARBITER))  # which has the one that was there before
    assert kinds(serving.handed_on([SOCK], beside, "")) == ["gunicorn/handed-on"]
    assert list(serving.handed_on([SOCK], replace(alone, whole=False), "")) == []
    assert list(serving.handed_on([SOCK], Holders((SOCK,), (ARBITER,)), "")) == []


def test_what_only_calls_itself_gunicorn() -> None:
    flask = replace(ARBITER, files=("/dev/null", "/home/wgunicorn-x/log"))
    assert kinds(of_processes(flask)) == ["gunicorn/unlike"]
    socat = replace(ARBITER, exe="/usr/bin/socat1", mapped=("/usr/bin/socat1",))
    assert kinds(of_processes(socat, WORKER)) == ["gunicorn/other-program"]
    renamed = replace(ARBITER, mapped=("/usr/bin/socat1",))  # prctl(2): PR_SET_MM_EXE_FILE
    assert kinds(of_processes(renamed)) == ["gunicorn/other-program"]
    preloaded = replace(ARBITER, mapped=("/usr/bin/python3.11", "/home/ana/lie.so"))
    assert kinds(of_processes(preloaded)) == ["gunicorn/library"]


def test_a_gunicorn_without_workers_has_none_to_watch_and_is_a_python_all_the_same() -> None:
    alone = replace(ARBITER, files=("/dev/null",))
    library = replace(alone, mapped=("/usr/bin/python3.11", "/home/ana/lie.so"))
    found = [
        serving.compared([SOCK], Holders((SOCK,), (one,)), [10], [f"{VENV}/"], idle=True) for one in (alone, library)
    ]
    assert [kinds(one) for one in found] == [[], ["gunicorn/library"]]
    assert kinds(of_processes(alone)) == ["gunicorn/unlike"]


def test_a_python_that_calls_itself_gunicorn() -> None:
    python, exe = f"{VENV}/bin/python", "/usr/bin/python3.11"
    sound = [
        Process(1, 0, "gunicorn", 0, 0, argv=(python, f"{VENV}/bin/gunicorn", "wsgi:app"), exe=exe),
        Process(1, 0, "gunicorn", 0, 0, argv=("gunicorn: master [wsgi:app]",), exe=exe),
        Process(1, 0, "gunicorn", 0, 0, argv=("gunicorn", "-m", "gunicorn", "wsgi:app"), exe=exe),
        Process(1, 0, "x", 0, 0),
    ]
    assert list(serving.renamed(sound)) == []
    lie = Process(1, 0, "python", 0, 0, argv=(f"{VENV}/bin/gunicorn", "-m", "flask", "run"), exe=exe)
    assert kinds(serving.renamed([*sound, lie])) == ["gunicorn/renamed"]


def test_processes_of_others_and_those_that_are_not_all_seen_are_not_judged() -> None:
    other = replace(ARBITER, files=(), argv=("/usr/bin/python3", "/opt/serve.py"))
    assert of_processes(other, own=(99,)) == []
    assert kinds(of_processes(replace(other, argv=(*other.argv, f"{VENV}/bin/gunicorn")), own=(99,))) == [
        "gunicorn/unlike"
    ]
    assert of_processes(replace(ARBITER, files=()), whole=False) == []
    elsewhere = replace(ARBITER, files=(), paths=("/run/other.sock",))
    assert of_processes(elsewhere) == []


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("/run/systemd/system/a.service.d/override.conf", ["units/until-restart"]),
        ("/dev/shm/a.conf", ["units/until-restart"]),
        ("/etc/systemd/system/a.service.d/override.conf", []),
    ],
)
def test_a_key_that_is_gone_when_the_server_starts_anew(file: str, named: list[str]) -> None:
    found = list(lasting(unit_of({"User": file})))
    assert kinds(found) == named
    assert [one.checks for one in found] == [("service.user",)] * len(named)


@pytest.mark.parametrize(
    ("fragment", "resolved", "named"),
    [
        ("/etc/systemd/system/a.service", "/etc/systemd/system/a.service", False),
        ("/etc/systemd/system/a.service", "/var/www/a/a.service", False),
        ("/etc/systemd/system/a.service", "/srv/fast/a.service", True),
        ("/etc/systemd/system/a.service", "/dev/shm/a.service", True),
        ("/etc/systemd/system/a.service", "/tmp/a.service", True),
        ("/run/systemd/system/a.service", "/run/systemd/system/a.service", True),
        ("/run/systemd/transient/a.service", "", True),
    ],
)
def test_a_unit_that_is_gone_when_the_server_starts_anew(fragment: str, resolved: str, named: bool) -> None:
    found = list(lasting(unit_of({"User": fragment}, fragment, resolved)))
    assert kinds(found) == ["units/gone-at-restart"] * named
    assert all({"service.exists", "service.enabled", "access.page"} <= {*one.checks} for one in found)


def unit_of(files: dict[str, str], fragment: str = "/etc/systemd/system/a.service", resolved: str = "") -> Any:
    """A deployment's unit, each of whose keys is from a file."""
    keys = {key: SimpleNamespace(file=file, value="usuario") for key, file in files.items()}
    unit = SimpleNamespace(
        text=SimpleNamespace(assignment=lambda _section, key: keys.get(key)),
        loaded=SimpleNamespace(fragment_path=fragment, name="a.service"),
        source=SimpleNamespace(info=SimpleNamespace(resolved=resolved)) if resolved else None,
    )
    mounts = (Mount("/", "/", "ext4"), Mount("/srv/fast", "/", "tmpfs"))
    server = SimpleNamespace(packages_asked=(), see=lambda _probe: SimpleNamespace(mounts=mounts))
    return SimpleNamespace(unit=unit, names=SimpleNamespace(label="poc"), server=server)


@pytest.mark.parametrize("reason", [Unseen.TOO_LONG, Unseen.TIMEOUT, Unseen.NO_ANSWER, Unseen.UNREADABLE])
def test_what_is_too_much_or_too_slow_accuses_nobody_and_nothing_passes_on_one_source(reason: Unseen) -> None:
    def compare() -> list[Contradiction]:
        raise CannotLook(reason, "more than 8 MiB")

    (found,) = seen(compare, "a.service", rests.RUNS)
    assert found.checks == rests.RUNS
    assert (found.unseen is not None) == (reason in {Unseen.TOO_LONG, Unseen.TIMEOUT})


def test_without_root_nothing_is_said_at_all() -> None:
    def compare() -> list[Contradiction]:
        raise CannotLook(Unseen.NO_SUDO, "no sudo")

    with pytest.raises(CannotLook, match="no sudo"):
        seen(compare, "a.service", rests.RUNS)


def test_what_is_beside_flask_counts_for_what_runs_alone() -> None:
    werkzeug = Distribution(
        "werkzeug", "3.0.0", SITE, record=True, listed=9, there=9, hashed=9, changed=("werkzeug/a.py",)
    )
    assert of_packages(environment(GUNICORN, FLASK, werkzeug)) == []  # nothing of ours requires it
    (found,) = of_packages(environment(GUNICORN, FLASK, werkzeug, needed=frozenset({"werkzeug"})))
    assert (found.finding, found.checks) == ("integrity.python/changed", rests.RUNS)
    (found,) = of_packages(environment(library=("/usr/lib/python3.11/argparse.py",)))
    assert (found.finding, found.checks) == ("integrity.python/changed", rests.RUNS)
    (found,) = of_packages(environment(shadows=(f"{VENV}/bin/argparse.py",)))
    assert found.finding == "integrity.gunicorn/shadowed"


@pytest.mark.parametrize(
    ("mapped", "named"),
    [
        ("/var/www/a/_queue.cpython-311-x86_64-linux-gnu.so", False),
        ("/home/ana/.local/lib/python3.11/site-packages/x/_fast.abi3.so (deleted)", False),
        ("/home/ana/hook.so", True),
        ("/tmp/x.so", True),
    ],
)
def test_modules_in_c_are_somebodys_code(mapped: str, named: bool) -> None:
    found = Holders((SOCK,), (replace(WORKER, mapped=(*WORKER.mapped, mapped)),))
    assert [one.finding for one in serving.compared([SOCK], found, {11}, [])] == (
        ["integrity.gunicorn/library"] if named else []
    )
