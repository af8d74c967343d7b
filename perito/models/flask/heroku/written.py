"""The repository as typed facts: the Procfile, its program, the packages. Reads the evidence; asks nothing."""

from __future__ import annotations

import posixpath
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from packaging.utils import canonicalize_name

from perito.errors import CannotLook, Unseen
from perito.models.flask.heroku import asking, procfile, runtime
from perito.models.flask.heroku import requirements as installs
from perito.models.flask.heroku.repository import ROOT, Repository
from perito.practice.expect import Failure, NotApplicable, finding
from perito.probes.python import wsgi
from perito.probes.python.gunicorn import read_config_py
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.evidence.session import Session

NEEDED: Final = "flask"


class RepositoryFacts:
    """The repository's facts. Every property and method may raise CannotLook.

    `trail` collects their evidence numbers, together with the server's.
    """

    def __init__(self, session: Session, trail: list[int]) -> None:
        self.session = session
        self.trail = trail

    def remembered(self, key: str) -> Any:
        found = self.session.remember(key, _never_asked)
        number = self.session.number(key)
        if number is not None:
            self.trail.append(number)
        return found

    @fact
    def repository(self) -> Repository:
        """The repository. Raises NotApplicable where none was given."""
        if not self.session.target.get("heroku_repo"):
            raise NotApplicable(_("no repository was given (--heroku-repo)"))
        found = Repository.from_json(self.remembered(asking.REPOSITORY))
        if found.problem:
            raise CannotLook(Unseen.REPOSITORY, found.problem)
        return found

    @property
    def procfile_text(self) -> str | None:
        """The Procfile's text, where it has its exact name and place."""
        return self.repository.texts.get(procfile.NAME)

    @fact
    def web(self) -> procfile.Web:
        """The program of the web process."""
        command = procfile.parse(self.procfile_text or "").web
        if not command:
            raise finding("heroku.command/no-process", expected="web: gunicorn …", actual="—")
        return procfile.web(command)

    def procfile_must_start_a_web_process(self) -> None:
        """Raises Failure unless there is a Procfile, exactly so named, at the root, with a `web:` process."""
        text = self.procfile_text
        if text is None:
            raise self._without_procfile()
        if procfile.NAME in self.repository.utf16:
            raise finding("heroku.procfile/utf-16", expected="UTF-8", actual="UTF-16")
        found = procfile.parse(text)
        if not found.web:
            raise self._without_web(found)

    @staticmethod
    def _without_web(found: procfile.Procfile) -> Failure:
        """Why no process of the Procfile gets visitors."""
        names, lines = [f"{name}:" for name in found.processes], [line for _number, line in found.unread]
        capital = next((name for name in found.processes if name != "web" and name.lower() == "web"), "")
        kind = "empty"
        if "web" in found.processes:
            kind = "without-command"
        elif capital:
            kind = "capital"
        elif names:
            kind = "other-processes"
        elif lines:
            kind = "without-colon"
        return finding(
            {
                "empty": "heroku.procfile/empty",
                "without-command": "heroku.procfile/without-command",
                "capital": "heroku.procfile/capital",
                "other-processes": "heroku.procfile/other-processes",
                "without-colon": "heroku.procfile/without-colon",
            }[kind],
            expected="web: gunicorn …", actual=", ".join(names) or ", ".join(lines) or "—",
            name=capital, line=found.unread[0][0] if lines else 0, text=lines[0] if lines else "",
        )  # fmt: skip

    def _without_procfile(self) -> Failure:
        similar = procfile.lookalikes(self.repository.files)
        if procfile.NAME in self.repository.uncommitted:
            return finding("heroku.procfile/uncommitted", expected="Procfile", actual="—")
        if not similar:
            return finding("heroku.procfile/missing", expected="Procfile", actual="—")
        return finding(
            "heroku.procfile/in-a-directory" if posixpath.basename(similar[0]) == procfile.NAME
            else "heroku.procfile/named-otherwise",
            expected="Procfile", actual=", ".join(similar), found=similar[0],
        )  # fmt: skip

    def command_must_start_the_application(self) -> None:
        """Raises Failure unless the web process starts a WSGI server with an application that is there."""
        found = self.web
        if not found.server:
            raise self._no_wsgi_server(found)
        if found.server != "gunicorn":
            return
        if found.refusal:
            wanted = _("a command that gunicorn takes")
            raise finding("heroku.command/refused", expected=wanted, actual=found.command, message=found.refusal)
        app = found.gunicorn.app or str(self._configured("wsgi_app") or "")
        if not app:
            raise finding("heroku.command/no-application", expected="gunicorn MODULE:APP", actual=found.command)
        self._application_must_be_there(app)

    @staticmethod
    def _no_wsgi_server(found: procfile.Web) -> Failure:
        words = set(found.command.split())
        kind = "other-program"
        if "flask" in words:
            kind = "flask-run"
        elif found.program.startswith("python"):
            kind = "python"
        return finding(
            {
                "flask-run": "heroku.command/flask-run",
                "python": "heroku.command/python",
                "other-program": "heroku.command/other-program",
            }[kind],
            expected="gunicorn", actual=found.command, program=found.program,
        )  # fmt: skip

    def _configured(self, name: str) -> object:
        return read_config_py(self.repository.texts.get("gunicorn.conf.py", "")).get(name)

    def _application_must_be_there(self, app: str) -> None:
        args = self.web.gunicorn
        directory = posixpath.normpath(
            posixpath.join(ROOT, args.changed_directory, args.chdir or args.pythonpath or "")
        )
        sources = {path: wsgi.parse_source(path, text) for path, text in self.repository.sources().items()}
        found = wsgi.resolve(app, sources, directory)
        here = posixpath.relpath(found.file, ROOT) if found.file else ""
        if found.ok:
            self._origin_must_be_there(found, sources, directory)
            return
        there = ", ".join(f"{found.module}:{name}" for name in found.suggestions)
        kind = "other-name" if found.problem == "no_attribute" and there else found.problem
        if kind == "no_module" and app.partition(":")[0].endswith(".py"):
            kind = "with-suffix"
        problem = sources[found.file].problem if found.file in sources else None
        raise finding(
            {
                "with-suffix": "heroku.command/with-suffix",
                "no_module": "heroku.command/no-module",
                "syntax_error": "heroku.command/syntax",
                "other-name": "heroku.command/other-name",
                "no_attribute": "heroku.command/no-object",
                "bad_spec": "heroku.command/bad-form",
            }[kind],
            expected=_("an application that is there"), actual=app, file=here, name=found.attr, there=there,
            line=problem.line if problem else 0, message=problem.message if problem else "",
        )  # fmt: skip

    def _origin_must_be_there(self, found: wsgi.Resolution, sources: dict[str, wsgi.Source], directory: str) -> None:
        """The module that the application is imported from, where it is neither in the repository nor installed."""
        source = sources[found.file]
        for one in wsgi.missing_imports(source, [posixpath.basename(path)[:-3] for path in sources], ()):
            top = one.module.partition(".")[0]
            bound = found.attr in (name for _original, name in one.names)
            if bound and canonicalize_name(top) not in self.requirements.packages:
                file = posixpath.relpath(source.path, ROOT)
                raise finding(
                    "heroku.command/imports-nothing",
                    expected=_("an application that is there"), actual=f"{file}:{one.line}",
                    detail=f"No module named {top!r}", file=file, line=one.line, module=top, name=found.attr,
                )  # fmt: skip

    @fact
    def requirements(self) -> installs.Requirements:
        """The packages that the platform installs."""
        return installs.of(self.repository.texts)

    def missing_packages(self) -> list[str]:
        with suppress(Failure):
            return [name for name in (NEEDED, self.web.package) if name and name not in self.requirements.packages]
        return [name for name in (NEEDED,) if name not in self.requirements.packages]

    def requirements_must_be_whole(self) -> None:
        """Raises Failure unless Flask and the WSGI server are installed, by a file that can be read."""
        found = self.requirements
        if not found.file:
            similar = [name for name in self.repository.files if "requirement" in name.lower() or name == "Pipfile"]
            raise finding(
                "heroku.requirements/named-otherwise" if similar else "heroku.requirements/no-file",
                expected="requirements.txt | Pipfile", actual=", ".join(similar) or "—", found=", ".join(similar),
            )  # fmt: skip
        if found.bad:
            raise self._bad_line(found.bad[0])
        missing = self.missing_packages()
        if missing:
            others = [name for name in installs.FILES if name in self.repository.texts and name != found.file]
            shown, listed = ", ".join(sorted(found.packages)), ", ".join(missing)
            kind = "another-file" if others else "lacks" if shown else "no-packages"
            raise finding(
                {
                    "another-file": "heroku.requirements/another-file",
                    "lacks": "heroku.requirements/lacks",
                    "no-packages": "heroku.requirements/no-packages",
                }[kind],
                expected=listed, actual=f"{found.file}: {shown or '—'}", missing=listed, file=found.file,
                packages=shown, others=", ".join(others),
            )  # fmt: skip

    @staticmethod
    def _bad_line(bad: installs.Bad) -> Failure:
        place = f"{bad.file}:{bad.line}" if bad.line else bad.file
        kind = bad.kind if bad.line else "unreadable"
        return finding(
            {
                "local": "heroku.requirements/local-path",
                "absent": "heroku.requirements/included-file-absent",
                "syntax": "heroku.requirements/bad-line",
                "unreadable": "heroku.requirements/unreadable",
            }[kind],
            expected=_("a file that pip can read"), actual=f"{place}: {bad.text}".rstrip(": "),
            file=bad.file, line=bad.line, text=bad.text, message=bad.message,
        )  # fmt: skip

    def port_must_be_the_platforms(self) -> None:
        """Raises Failure where the web process listens elsewhere than on the port that the platform gives it."""
        found = self.web
        if found.server == "gunicorn":
            wrong = procfile.wrong_binds(found, self.repository.texts)
            if wrong:
                raise self._wrong_port(found, wrong)
        elif not found.asks_for_port:
            raise finding("heroku.port/not-asked-for", expected="$PORT", actual=found.command, server=found.server)

    @staticmethod
    def _wrong_port(found: procfile.Web, wrong: tuple[str, ...]) -> Failure:
        """How the address misses the platform's port."""
        address, listed = wrong[0], ", ".join(wrong)
        kind = "fixed" if found.gunicorn.binds else "fixed-in-configuration"
        if "PORT" in address and found.bad_binds:
            kind = "not-replaced"
        elif "$PORT" in address:
            kind = "loopback"
        elif address.startswith("unix:"):
            kind = "socket"
        return finding(
            {
                "not-replaced": "heroku.port/not-replaced",
                "loopback": "heroku.port/loopback",
                "socket": "heroku.port/socket",
                "fixed": "heroku.port/fixed",
                "fixed-in-configuration": "heroku.port/fixed-in-configuration",
            }[kind],
            expected="0.0.0.0:$PORT", actual=listed, command=found.command,
        )  # fmt: skip

    def python_must_be_known(self) -> None:
        """Raises Failure where the repository asks for a Python that the platform does not understand or have."""
        name = runtime.file(self.repository.texts)
        if name is None:
            raise NotApplicable(_("the repository asks for no version of Python"))
        text = self.repository.texts[name]
        wanted = runtime.version(name, text)
        form = "python-3.12.4" if name == "runtime.txt" else "3.12"
        if wanted is None:
            shown = " ".join(text.split())[:60]
            raise finding(
                "heroku.python/form" if shown else "heroku.python/empty",
                expected=form, actual=shown or "—", detail=name, file=name,
            )  # fmt: skip
        if runtime.too_old(wanted):
            expected = _("a version of Python that is still maintained")
            raise finding("heroku.python/too-old", expected=expected, actual=wanted, detail=name, file=name)


def _never_asked() -> Any:
    raise CannotLook(Unseen.NOT_RECORDED, _("nothing was asked about it"))
