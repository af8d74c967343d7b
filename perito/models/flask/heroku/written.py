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
from perito.practice.expect import Failure, NotApplicable
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
            raise Failure("web: gunicorn …", "—")
        return procfile.web(command)

    def procfile_must_start_a_web_process(self) -> None:
        """Raises Failure unless there is a Procfile, exactly so named, at the root, with a `web:` process."""
        text = self.procfile_text
        if text is None:
            self._without_procfile()
        assert text is not None
        if procfile.NAME in self.repository.utf16:
            raise Failure("UTF-8", "UTF-16", _("The Procfile was saved as UTF-16: the platform cannot read it."))
        found = procfile.parse(text)
        if found.web:
            return
        others = ", ".join(f"{name}:" for name in found.processes) or ", ".join(line for _n, line in found.unread)
        raise Failure("web: gunicorn …", others or "—")

    def _without_procfile(self) -> None:
        similar = procfile.lookalikes(self.repository.files)
        if procfile.NAME in self.repository.uncommitted:
            raise Failure("Procfile", "—", _("The Procfile is there, but in no commit: it is never sent."))
        elsewhere = _("It must be called Procfile, without an extension, at the root of the repository.")
        raise Failure("Procfile", ", ".join(similar) or "—", elsewhere if similar else "")

    def command_must_start_the_application(self) -> None:
        """Raises Failure unless the web process starts a WSGI server with an application that is there."""
        found = self.web
        if not found.server:
            raise Failure(
                "gunicorn", found.command, _("It starts no WSGI server: {program}.").format(program=found.program)
            )
        if found.server != "gunicorn":
            return
        if found.refusal:
            raise Failure(_("a command that gunicorn takes"), found.command, found.refusal)
        app = found.gunicorn.app or str(self._configured("wsgi_app") or "")
        if not app:
            raise Failure("gunicorn MODULE:APP", found.command)
        self._application_must_be_there(app)

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
        said = {
            "no_module": _("there is no {file}").format(file=here),
            "syntax_error": _("{file} does not compile").format(file=here),
            "no_attribute": _("{file} has no {name}").format(file=here, name=found.attr),
        }.get(found.problem, _("gunicorn cannot read it"))
        raise Failure(_("an application that is there"), app, f"{said} ({there})" if there else said)

    def _origin_must_be_there(self, found: wsgi.Resolution, sources: dict[str, wsgi.Source], directory: str) -> None:
        """The module that the application is imported from, where it is neither in the repository nor installed."""
        source = sources[found.file]
        for one in wsgi.missing_imports(source, [posixpath.basename(path)[:-3] for path in sources], ()):
            top = one.module.partition(".")[0]
            bound = found.attr in (name for _original, name in one.names)
            if bound and canonicalize_name(top) not in self.requirements.packages:
                where = f"{posixpath.relpath(source.path, ROOT)}:{one.line}"
                raise Failure(_("an application that is there"), where, f"No module named {top!r}")

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
            raise Failure("requirements.txt | Pipfile", ", ".join(similar) or "—")
        if found.bad:
            self._bad_line(found.bad[0])
        missing = self.missing_packages()
        if missing:
            others = [name for name in installs.FILES if name in self.repository.texts and name != found.file]
            beside = _("{missing} is missing from {file}: the platform installs what that says, not {others}.").format(
                missing=", ".join(missing), file=found.file, others=", ".join(others)
            )
            shown = ", ".join(sorted(found.packages)) or "—"
            raise Failure(", ".join(missing), f"{found.file}: {shown}", beside if others else "")

    @staticmethod
    def _bad_line(bad: installs.Bad) -> None:
        said = {
            "local": _("This path exists on the computer where the file was written, and nowhere else."),
            "absent": _("there is no {file}").format(file=bad.message),
        }.get(bad.kind, bad.message)
        place = f"{bad.file}:{bad.line}" if bad.line else bad.file
        raise Failure(_("a file that pip can read"), f"{place}: {bad.text}".rstrip(": "), said)

    def port_must_be_the_platforms(self) -> None:
        """Raises Failure where the web process listens elsewhere than on the port that the platform gives it."""
        found = self.web
        if found.server == "gunicorn":
            wrong = procfile.wrong_binds(found, self.repository.texts)
            if wrong:
                raise Failure("0.0.0.0:$PORT", ", ".join(wrong))
        elif not found.asks_for_port:
            raise Failure("$PORT", found.command)

    def python_must_be_known(self) -> None:
        """Raises Failure where the repository asks for a Python that the platform does not understand or have."""
        name = runtime.file(self.repository.texts)
        if name is None:
            raise NotApplicable(_("the repository asks for no version of Python"))
        text = self.repository.texts[name]
        wanted = runtime.version(name, text)
        form = "python-3.12.4" if name == "runtime.txt" else "3.12"
        if wanted is None:
            raise Failure(form, " ".join(text.split())[:60] or "—", name)
        if runtime.too_old(wanted):
            raise Failure(_("a version of Python that is still maintained"), wanted, name)


def _never_asked() -> Any:
    raise CannotLook(Unseen.NOT_RECORDED, _("nothing was asked about it"))
