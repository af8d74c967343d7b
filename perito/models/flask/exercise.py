"""The exercise: a cloned repository with pinned requirements, a page with styles, and a form (practice, exercise)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from perito.models.flask.sharing import SharedFacts
from perito.models.web.page import OK, REDIRECTS
from perito.practice.expect import Failure
from perito.probes import form, git, http_page
from perito.probes.base import CannotLook
from perito.probes.files import FileText, read_files
from perito.probes.python import requirements
from perito.server.fact import fact
from perito.support import urls
from perito.support.i18n import _
from perito.transport.base import HttpReply, HttpRequest

if TYPE_CHECKING:
    from perito.probes.base import Probe
    from perito.probes.framing import Seen
    from perito.probes.unix_http import SocketReply
    from perito.transport.base import Command

TITLE = "Hello Azure - Python Quickstart"
TEMPLATE = "templates/index.html"
FORM = "/hello"
FIELD = "name"
REQUIREMENTS = "requirements.txt"


class ExerciseFacts(SharedFacts):
    """What only the second deployment is asked for."""

    def exercise_questions(self) -> list[Command]:
        """What is asked of the exercise alone."""
        if not self.is_exercise:
            return []
        found = [self.template_probe().command]
        return [*found, self.git_probe().command] if self.entry(".git") is not None else found

    def git_probe(self) -> Probe[git.Repository]:
        """How to ask git, as the owner of the repository."""
        entry = self.entry(".git")
        return git.repository(self.names.directory, entry.owner if entry and self.server.has_root else None)

    @property
    def repository(self) -> git.Repository | None:
        """What git says; None where the directory is no clone."""
        return self.server.see(self.git_probe()) if self.entry(".git") is not None else None

    def must_be_a_clone(self) -> None:
        """Raises Failure unless the directory was cloned: from any address, in any state, on any branch."""
        found = self.repository
        if found is None:
            raise Failure("git clone …", _("no .git in {directory}").format(directory=self.names.directory))
        if found.problem:
            raise Failure("git clone …", found.problem)
        if not found.remotes:
            raise Failure("git clone …", _("a repository without a remote: git init"))

    @fact
    def _wanted(self) -> tuple[requirements.Wanted, ...]:
        """What the repository asks for: its requirements.txt as committed, else as it lies there."""
        found = self.repository
        here = self.text_of(REQUIREMENTS)
        committed = found.requirements if found is not None else None
        if committed is None and here is None:
            raise Failure(REQUIREMENTS, "—")
        text = committed if committed is not None else here.text if here is not None else ""
        python = self.found_virtualenv.version if self.found_virtualenv else ""
        return requirements.parse(text, requirements.environment(python))

    def floating_requirements(self) -> list[str]:
        """Packages whose version requirements.txt pins and the Pipfile leaves open, as `flask = "*"`."""
        listed = {**self.pipfile.packages, **self.pipfile.dev_packages}
        wrong = []
        for one in self._wanted:
            written = listed.get(one.name)
            if one.pinned and (written is None or requirements.floats(written.version)):
                wrong.append(f'{one.name} = "{written.version}"' if written else _("no {name}").format(name=one.name))
        return wrong

    def pins(self) -> str:
        """What requirements.txt pins, as `flask==2.0.2, …`."""
        return ", ".join(f"{one.name}{one.specifier}" for one in self._wanted if one.specifier) or "—"

    def wrong_versions(self) -> list[str]:
        """Packages that the environment lacks, or has in a version that requirements.txt does not allow."""
        wrong = []
        for one in self._wanted:
            version = self.installed(one.name)
            if version is None or not one.allows(version):
                wrong.append(f"{one.name} {version or '—'}")
        return wrong

    def application_of_the_first_part(self) -> str | None:
        """The file that makes the application gunicorn loads, where it is a copy of the other deployment's."""
        others = {_squeezed(text) for other in self.neighbours for text in other.application_texts()}
        for source in self.loaded_sources:
            if (source.flask_instances or source.factories) and _squeezed(self._text(source.path)) in others:
                return source.path
        return None

    def application_texts(self) -> list[str]:
        """The files that make this deployment's Flask object."""
        return [self._text(path) for path, one in self.sources.items() if one.flask_instances or one.factories]

    def _text(self, path: str) -> str:
        found = self.text_of(path.removeprefix(f"{self.names.directory}/"))
        return found.text if found is not None else ""

    def template_probe(self) -> Probe[Seen[FileText]]:
        """How to ask for the front page's template."""
        return read_files([self.inside(TEMPLATE)])

    @property
    def page_title(self) -> str:
        """The title of the page that a visitor gets."""
        return http_page.parse_page(self.followed(self.server_name).body).title

    @property
    def titles(self) -> list[str]:
        """The titles the page may have: the repository's own, and that of its template where a fork changed it."""
        found = self.server.see(self.template_probe()).get(self.inside(TEMPLATE))
        return list(dict.fromkeys([TITLE, *([http_page.parse_page(found.text).title] if found is not None else [])]))

    def stylesheets_must_load(self) -> None:
        """Raises Failure unless the page has a stylesheet of this site's that a browser accepts."""
        page = http_page.parse_page(self.followed(self.server_name).body)
        requests = [
            self.request(self.server_name, path, self.server.http_via)
            for path in self._local(dict.fromkeys(page.stylesheets))
        ]
        if not requests:
            raise Failure('<link rel="stylesheet" …>', _("the page links no stylesheet of its own"))
        replies = [(one.path, self._answered(one)) for one in requests]
        shown = [
            f"{path}: {reply.failure or reply.status} {http_page.header(reply.headers, 'content-type')}".strip()
            for path, reply in replies
        ]
        good = any(
            reply.status == OK and reply.body and http_page.header(reply.headers, "content-type").startswith("text/css")
            for _path, reply in replies
        )
        if not good:
            raise Failure("200 text/css", ", ".join(shown))

    @property
    def visitor(self) -> str:
        """Whom the form greets: nobody can have prepared for that name."""
        return f"Perito{self.server.session.nonce[:8]}"

    def form_request(self, via: str) -> HttpRequest:
        """The form, filled in and sent as a browser would."""
        address, port = self.server.web_address if via == "direct" else ("127.0.0.1", 80)
        body = urlencode({FIELD: self.visitor})
        return HttpRequest(self._action(), self.server_name, address, port, via, "POST", body)

    def _action(self) -> str:
        """Where the page's form goes; as the repository has it where the page shows none."""
        page = http_page.parse_page(self.followed(self.server_name).body)
        sent = [action for action, method in page.forms if method == "post" and action]
        found = urls.follow(f"http://{self.server_name}/", sent[0]) if sent else None
        return (found.path if found else "") or FORM

    def forms_to_send(self) -> list[HttpRequest]:
        """The form's request, for the exercise alone; none where there is no page."""
        try:
            return [self.form_request(self.server.http_via)] if self.is_exercise else []
        except (CannotLook, Failure):
            return []

    def form_probe(self) -> Probe[SocketReply]:
        """How to send the form to gunicorn, past nginx."""
        request = self.form_request(self.server.http_via)
        return form.post_through_socket(str(self.socket), request.host, request.path, request.body)

    def form_must_greet(self) -> None:
        """Raises Failure unless the form, sent through nginx, comes back with the name in it."""
        request = self.form_request(self.server.http_via)
        reply = self._answered(request)
        if self._greets(self._after(request, reply)):
            return
        straight = self.server.see(self.form_probe())
        good = straight.status == OK and self.visitor.encode() in straight.body
        detail = _("Through the socket the application greets: nginx stands between.") if good else ""
        shown = reply.failure or (_("a page without the name") if reply.status == OK else str(reply.status))
        raise Failure(f"POST {request.path}: 200", shown, detail, proof="" if good else self.proof())

    def _after(self, request: HttpRequest, reply: HttpReply) -> HttpReply:
        if reply.status not in REDIRECTS:
            return reply
        following = self._next(request, reply)
        return self._answered(following) if following is not None else reply

    def _greets(self, reply: HttpReply) -> bool:
        return reply.status == OK and self.visitor.encode() in reply.body


def _squeezed(text: str) -> str:
    return "".join(text.split())
