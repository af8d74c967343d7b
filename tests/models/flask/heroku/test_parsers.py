"""The files of a repository, read as the platform and pip read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.utils import canonicalize_name

from perito.models.flask.heroku import procfile, requirements, runtime
from perito.probes.python import requirements as reading
from perito.probes.python.gunicorn_address import parse_address

NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}([-_.][A-Za-z0-9]{1,5})?", fullmatch=True)
VERSIONS = st.from_regex(r"(==|>=|~=)[0-9]{1,2}\.[0-9]{1,2}", fullmatch=True)
PROCESSES = st.from_regex(r"[a-z][a-z0-9_-]{0,10}", fullmatch=True)
COMMANDS = st.from_regex(r"[a-z]+( [A-Za-z0-9:=./$-]{1,10}){0,4}", fullmatch=True)
BLANKS = st.sampled_from(["", " ", "\t", "  "])
ENDS = st.sampled_from(["\n", "\r\n"])


@given(st.dictionaries(PROCESSES, COMMANDS, max_size=5), BLANKS, ENDS)
def test_a_procfile_gives_back_what_was_written(processes: dict[str, str], blank: str, end: str) -> None:
    text = end.join(["# remark", "", *(f"{name}:{blank}{command}{blank}" for name, command in processes.items())])
    found = procfile.parse(text + end)
    assert found.processes == processes
    assert found.unread == ()
    assert found.web == processes.get("web")


@given(st.text(max_size=400))
def test_anything_is_read_without_falling_over(text: str) -> None:
    found = procfile.parse(text)
    web = procfile.web(found.web or text)
    procfile.wrong_binds(web, {"gunicorn.conf.py": text})
    requirements.of({"requirements.txt": text})
    requirements.of({"Pipfile": text})
    requirements.of({"Pipfile.lock": text})
    requirements.of({"uv.lock": text})
    for name in runtime.FILES:
        wanted = runtime.version(name, text)
        assert wanted is None or isinstance(runtime.too_old(wanted), bool)


@given(st.text(alphabet="abc $PORT{}'\"\\:-0", max_size=60))
def test_single_quotes_keep_the_variable(text: str) -> None:
    quoted = text.replace("'", "").replace("\\", "")
    assert procfile.expanded(f"'{quoted}'") == f"'{quoted}'"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("-b 0.0.0.0:$PORT", "-b 0.0.0.0:46851"),
        ("-b :${PORT}", "-b :46851"),
        ('"-b=:${PORT:-8000}"', '"-b=:46851"'),
        ("'$PORT'", "'$PORT'"),
        (r"\$PORT", r"\$PORT"),
        ("$PORTS ${PORTO} %PORT%", "$PORTS ${PORTO} %PORT%"),
        ("", ""),
    ],
)
def test_the_port_is_filled_in_as_a_shell_does(written: str, read: str) -> None:
    assert procfile.expanded(written) == read


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        ("gunicorn wsgi:app", ()),
        ("gunicorn -b 0.0.0.0:$PORT wsgi:app", ()),
        ("gunicorn -b 127.0.0.1:5000 -b 0.0.0.0:$PORT wsgi:app", ()),
        ("PYTHONPATH=src gunicorn -b [::]:$PORT wsgi:app", ()),
        ("python -m gunicorn -b 0.0.0.0:$PORT wsgi:app", ()),
        ("cd src && exec gunicorn --bind=0.0.0.0:$PORT wsgi:app", ()),
        ("gunicorn -b 0.0.0.0:5000 wsgi:app", ("0.0.0.0:5000",)),
        ("gunicorn -b localhost:$PORT wsgi:app", ("localhost:$PORT",)),
        ("gunicorn -b 127.0.0.1:$PORT wsgi:app", ("127.0.0.1:$PORT",)),
        ("gunicorn -b [::1]:$PORT wsgi:app", ("[::1]:$PORT",)),
        ("gunicorn -b unix:/tmp/x.sock wsgi:app", ("unix:/tmp/x.sock",)),
        ("gunicorn -b 0.0.0.0:PORT wsgi:app", ("0.0.0.0:PORT",)),
        ("gunicorn -b '0.0.0.0:$PORT' wsgi:app", ("0.0.0.0:$PORT",)),
    ],
)
def test_where_it_listens(command: str, wrong: tuple[str, ...]) -> None:
    assert procfile.wrong_binds(procfile.web(command), {}) == wrong


def test_a_configuration_file_says_where_unless_the_command_does() -> None:
    files = {"gunicorn.conf.py": "bind = '0.0.0.0:8000'\n", "conf/other.py": "bind = ['127.0.0.1:9']\n"}
    assert procfile.wrong_binds(procfile.web("gunicorn wsgi:app"), files) == ("0.0.0.0:8000",)
    assert procfile.wrong_binds(procfile.web("gunicorn -b :$PORT wsgi:app"), files) == ()
    assert procfile.wrong_binds(procfile.web("gunicorn -c conf/other.py wsgi:app"), files) == ("127.0.0.1:9",)


def test_the_port_that_stands_for_the_variable_is_one_that_gunicorn_takes() -> None:
    bind = parse_address(f"0.0.0.0:{procfile.PORT}")
    assert bind is not None
    assert procfile.listens_for_visitors(bind)


@pytest.mark.parametrize(
    ("command", "server", "package"),
    [
        ("gunicorn wsgi:app", "gunicorn", "gunicorn"),
        ("pipenv run gunicorn wsgi:app", "gunicorn", "gunicorn"),
        ("waitress-serve --port=$PORT wsgi:app", "waitress-serve", "waitress"),
        ("python app.py", "", ""),
        ("flask run", "", ""),
    ],
)
def test_which_server_it_is(command: str, server: str, package: str) -> None:
    found = procfile.web(command)
    assert (found.server, found.package) == (server, package)


def test_what_was_meant_to_be_the_procfile() -> None:
    names = [
        "Procfile",
        "procfile",
        "PROCFILE",
        "Procfile.txt",
        "app/Procfile",
        "profile",
        "Profile.txt",
        "ProcFile.yml",
    ]
    assert procfile.lookalikes(names) == sorted(set(names) - {"Procfile", "profile", "Profile.txt"})


@given(st.dictionaries(NAMES.map(str.lower), VERSIONS, max_size=6), BLANKS, ENDS)
def test_requirements_give_back_what_was_written(packages: dict[str, str], blank: str, end: str) -> None:
    text = end.join(f"{blank}{name}{blank}{version}{blank} # why" for name, version in packages.items())
    found = requirements.read({"requirements.txt": text})
    assert found.bad == ()
    wanted = {canonicalize_name(name): version for name, version in packages.items()}
    assert found.packages == wanted


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Flask", ("flask", "")),
        ("Flask[async] >= 2.0, <4", ("flask", "<4,>=2.0")),
        ("gunicorn==23.0.0 --hash=sha256:00", ("gunicorn", "==23.0.0")),
        ("gunicorn ; python_version >= '3.8'", ("gunicorn", "")),
        ("gunicorn ; sys_platform == 'win32'", None),
        ("-i https://index.invalid/simple", None),
        ("-c constraints.txt", None),
        ("-e git+https://example.org/x.git#egg=Paquete_Mio", ("paquete-mio", "")),
        ("https://example.org/gunicorn-23.0.0-py3-none-any.whl", ("gunicorn", "")),
        ("gunicorn @ https://example.org/gunicorn.zip", ("gunicorn", "")),
        ("./local/paquete", None),
        ("flask @ file:///home/alumno/flask", "local"),
        ("/home/alumno/flask", "local"),
        (r"C:\Users\alumno\flask", "local"),
    ],
)
def test_a_line_as_pip_reads_it(line: str, found: tuple[str, str] | str | None) -> None:
    assert reading.one(line) == found


@pytest.mark.parametrize(
    "line", ["gunicorn=23", "flask gunicorn", "pip install flask", "==2.0", "Flask>=", "flask; x == 'y'"]
)
def test_a_line_that_pip_refuses_says_why(line: str) -> None:
    assert isinstance(reading.one(line), str)


def test_lines_go_on_and_remarks_do_not_count() -> None:
    text = "\ufeffFlask==3.0 \\\n  --hash=sha256:00\n# gunicorn\n\n  # more\nhttps://example.org/x#egg=y\n"
    assert [line for _number, line in reading.lines(text)] == [
        "Flask==3.0   --hash=sha256:00",
        "https://example.org/x#egg=y",
    ]


def test_files_include_each_other_and_circles_end() -> None:
    files = {"requirements.txt": "-r a/b.txt\n-r gone.txt\nflask\n", "a/b.txt": "gunicorn\n-r ../requirements.txt\n"}
    found = requirements.read(files)
    assert set(found.packages) == {"flask", "gunicorn"}
    assert [(bad.kind, bad.line, bad.message) for bad in found.bad] == [("absent", 2, "gone.txt")]


@pytest.mark.parametrize(
    ("files", "file", "packages"),
    [
        ({}, "", set()),
        ({"requirements.txt": "flask"}, "requirements.txt", {"flask"}),
        ({"requirements.txt": "flask", "Pipfile": '[packages]\nx = "*"'}, "Pipfile", {"x"}),
        (
            {"Pipfile": '[packages]\nx = "*"', "Pipfile.lock": '{"_meta": {}, "default": {"Y": {}}}'},
            "Pipfile.lock",
            {"y"},
        ),
        ({"uv.lock": '[[package]]\nname = "Flask"\nversion = "3"\n'}, "uv.lock", {"flask"}),
    ],
)
def test_which_file_counts(files: dict[str, str], file: str, packages: set[str]) -> None:
    found = requirements.of(files)
    assert (found.file, set(found.packages)) == (file, packages)


@pytest.mark.parametrize(
    ("name", "text", "version"),
    [
        ("runtime.txt", "python-3.12.4\n", "3.12.4"),
        ("runtime.txt", "  python-3.12  \r\n", "3.12"),
        ("runtime.txt", "python 3.12", None),
        ("runtime.txt", "Python-3.12", None),
        ("runtime.txt", "python-3.12.4 # x", None),
        (".python-version", "3.12\n", "3.12"),
        (".python-version", "# x\n\n3.13.1\n", "3.13.1"),
        (".python-version", "3\n", None),
        (".python-version", "3.12\n3.13\n", None),
        (".python-version", "python-3.12\n", None),
    ],
)
def test_which_python(name: str, text: str, version: str | None) -> None:
    assert runtime.version(name, text) == version


def test_an_abandoned_python_is_known() -> None:
    assert [runtime.too_old(one) for one in ("2.7.18", "3.7", "3.8", "3.14.0")] == [True, True, False, False]
