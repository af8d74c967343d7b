"""The exercise: a cloned repository with pinned requirements, a page with styles, and a form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from perito.errors import CannotLook
from perito.practice.expect import Absent
from perito.probes import form, git, http_page, mark
from perito.probes.files import FileText, read_files
from perito.probes.python import requirements
from perito.server.fact import fact
from perito.support import urls
from perito.support.i18n import _
from perito.transport.base import Command, HttpRequest

if TYPE_CHECKING:
    from perito.models.flask.directory import Directory
    from perito.models.flask.virtualenv import Virtualenv
    from perito.models.web.names import Names
    from perito.models.web.page import Page
    from perito.models.web.socket import Socket
    from perito.probes.base import Probe
    from perito.probes.framing import Seen
    from perito.probes.unix_http import SocketReply
    from perito.server.server import Server

LABEL = "exercise"
TITLE = "Hello Azure - Python Quickstart"
TEMPLATE = "templates/index.html"
FORM = "/hello"
FIELD = "name"
REQUIREMENTS = "requirements.txt"


class Exercise:
    """Facts about the second deployment only. Facts raise Absent where there is no page or requirements.txt."""

    def __init__(
        self,
        server: Server,
        names: Names,
        directory: Directory,
        virtualenv: Virtualenv,
        page: Page,
        socket: Socket,
    ) -> None:
        self.server = server
        self.names = names
        self.directory = directory
        self.virtualenv = virtualenv
        self.page = page
        self.trail = server.trail
        self.site, self.socket = page.site, socket

    @property
    def is_exercise(self) -> bool:
        """Whether this is the second deployment of the whole assignment."""
        return self.names.label == LABEL

    def questions(self) -> list[Command]:
        """Questions about the exercise only."""
        if not self.is_exercise:
            return []
        found = [self.template_probe().command]
        return [*found, self.git_probe().command] if self.directory.entry(".git") is not None else found

    def git_probe(self) -> Probe[git.Repository]:
        """How to ask git, as the owner of the repository."""
        entry = self.directory.entry(".git")
        return git.repository(self.names.directory, entry.owner if entry and self.server.has_root else None)

    @property
    def repository(self) -> git.Repository | None:
        """git's facts; None where the directory is no clone."""
        return self.server.see(self.git_probe()) if self.directory.entry(".git") is not None else None

    @fact
    def wanted(self) -> tuple[requirements.Wanted, ...]:
        """The repository's requirements: requirements.txt as committed, else as it lies there."""
        found = self.repository
        here = self.directory.text_of(REQUIREMENTS)
        committed = found.requirements if found is not None else None
        if committed is None and here is None:
            raise Absent(REQUIREMENTS, "—", finding="exercise.requirements/no-file")
        text = committed if committed is not None else here.text if here is not None else ""
        python = self.virtualenv.found.version if self.virtualenv.found else ""
        return requirements.parse(text, requirements.environment(python))

    def floating_requirements(self) -> list[str]:
        """Packages with a fixed version in requirements.txt and an open one in the Pipfile, as `flask = "*"`."""
        listed = {**self.virtualenv.pipfile.packages, **self.virtualenv.pipfile.dev_packages}
        wrong = []
        for one in self.wanted:
            written = listed.get(one.name)
            if one.pinned and (written is None or requirements.floats(written.version)):
                wrong.append(f'{one.name} = "{written.version}"' if written else _("no {name}").format(name=one.name))
        return wrong

    def unlisted_requirements(self) -> list[str]:
        """Packages whose version requirements.txt pins and that the Pipfile does not list at all."""
        listed = {*self.virtualenv.pipfile.packages, *self.virtualenv.pipfile.dev_packages}
        return [one.name for one in self.wanted if one.pinned and one.name not in listed]

    def pins(self) -> str:
        """The fixed versions of requirements.txt, as `flask==2.0.2, …`."""
        return ", ".join(f"{one.name}{one.specifier}" for one in self.wanted if one.specifier) or "—"

    def wrong_versions(self) -> list[str]:
        """Packages that the environment lacks, or has in a version that requirements.txt does not allow."""
        wrong = []
        for one in self.wanted:
            version = self.virtualenv.installed(one.name)
            if version is None or not one.allows(version):
                wrong.append(f"{one.name} {version or '—'}")
        return wrong

    def template_probe(self) -> Probe[Seen[FileText]]:
        """How to ask for the front page's template."""
        return read_files([self.directory.inside(TEMPLATE)])

    @property
    def page_title(self) -> str:
        """The title of the page that a visitor gets."""
        return http_page.parse_page(self.page.followed(self.site.server_name).body).title

    @property
    def titles(self) -> list[str]:
        """The accepted titles: the repository's own, and that of its template where a fork changed it."""
        found = self.server.see(self.template_probe()).get(self.directory.inside(TEMPLATE))
        return list(dict.fromkeys([TITLE, *([http_page.parse_page(found.text).title] if found is not None else [])]))

    @property
    def visitor(self) -> str:
        """The name in the form: nobody can have prepared for it."""
        return mark.somebody(self.server.session.nonce)

    @property
    def once(self) -> str:
        """The name that earlier versions filled in."""
        return f"Perito{self.server.session.nonce[:8]}"

    def greets(self, body: bytes) -> bool:
        """Whether the name that was filled in is in a page: in a recording, possibly that of earlier versions."""
        return any(name.encode() in body for name in (self.visitor, self.once))

    def form_request(self, via: str) -> HttpRequest:
        """The form, filled in and sent as a browser would."""
        address, port = self.server.web_address if via == "direct" else ("127.0.0.1", 80)
        now, once = (
            HttpRequest(self._action(), self.site.server_name, address, port, via, "POST", urlencode({FIELD: name}))
            for name in (self.visitor, self.once)
        )
        return replace(now, formerly=(once,), login=self.server.visitor)

    def _action(self) -> str:
        """Where the page's form goes; as the repository has it where the page shows none."""
        page = http_page.parse_page(self.page.followed(self.site.server_name).body)
        sent = [action for action, method in page.forms if method == "post" and action]
        found = urls.follow(f"http://{self.site.server_name}/", sent[0]) if sent else None
        return (found.path if found else "") or FORM

    def forms_to_send(self) -> list[HttpRequest]:
        """The form's request, for the exercise alone; none where there is no page."""
        try:
            return [self.form_request(self.server.http_via)] if self.is_exercise else []
        except (CannotLook, Absent):
            return []

    def form_probe(self) -> Probe[SocketReply]:
        """How to send the form to gunicorn, past nginx."""
        request = self.form_request(self.server.http_via)
        once = request.formerly[0].body
        return form.post_through_socket(str(self.socket.path), request.host, request.path, request.body, once)
