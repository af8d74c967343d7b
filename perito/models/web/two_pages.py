"""A page from two sides: with our mark and without, from outside and from inside, through nginx and past it; and the
log line of our visit against what nginx has open."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook
from perito.models.web import before_login, patience
from perito.practice.expect import Absent, NotApplicable
from perito.probes import http_page
from perito.probes.nginx import config
from perito.probes.nginx.match import clean_host
from perito.server.integrity.moments import BOOTING, STARTING
from perito.server.sources import Contradiction, Source
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.models.web.before_login import Visit
    from perito.models.web.deployment import Deployment
    from perito.models.web.past_nginx import PastNginx
    from perito.transport.base import HttpReply, HttpRequest

CHECKS: Final = ("integrity.page",)
OK: Final = 200
BAD: Final = 400
FAILED: Final = 500
REDIRECT: Final = 300
NO_REPLY: Final = {"not_recorded", "not_asked", "lost", "too_long", "timeout"}
AGAIN: Final = (21, 22, 23)  # numbers of attempts, apart from those of `patience`
LATER: Final = (31, 32)  # of the visit before the login
NGINX: Final = "nginx.service"
AT_ONCE, LOADING = 1.0, 30.0  # seconds in which nginx listens, and a slow program gives its first page
NO_PROGRAM: Final = {502, 504}  # nginx's, where nobody listens yet
# What makes a page depend on who asks: then another page from inside says nothing.
BY_VISITOR: Final = re.compile(r"^[^#\n]*(?:\b(?:allow|deny|geo|satisfy)\b|\$(?:\w*_)?addr)", re.MULTILINE)
ERROR_PAGE: Final = re.compile(r"^[^#\n]*\berror_page\b[^;#]*=", re.MULTILINE)
CACHE: Final = re.compile(r"^[^#\n]*\bproxy_(?:cache|store)\b(?!_)", re.MULTILINE)


class TwoPages:
    """Compares replies of one deployment. Facts that could not be seen are compared with nothing."""

    def __init__(self, deployment: Deployment, past: PastNginx) -> None:
        self.past = past
        self.page, self.site, self.server = deployment.page, deployment.site, deployment.server

    def contradictions(self) -> Iterator[Contradiction]:
        """All of them; nothing for a deployment without a site, or whose page did not answer."""
        for compare in (self._marked, self._before, self._inside, self._program, self._for_some, self._log):
            try:
                yield from list(compare())
            except (CannotLook, Absent, NotApplicable):
                continue

    def _visit(self) -> tuple[HttpRequest, HttpReply]:
        request = self.page.visit_request(self.site.server_name, self.server.http_via)
        return request, self.page.reply(self.site.server_name)

    def _marked(self) -> Iterator[Contradiction]:
        """A page that is good with our mark, and always another one without it."""
        request, reply = self._visit()
        plain = self.page.plain_request(self.site.server_name, self.server.http_via)
        other = self._plain(plain)
        if self._apart(request, reply, plain, other):
            yield self._contradiction(
                finding="integrity.page/marked-only", about=self.site.server_name,
                first=Source(_("a visit that nobody has announced"), _shown(other)),
                second=Source(_("a visit with our number"), _shown(reply)), rests=[request, plain],
                advice=self._says(CACHE),
            )  # fmt: skip

    def _before(self) -> Iterator[Contradiction]:
        """A page that nobody got before we logged in, and that is always good since."""
        session = self.server.session
        before = before_login.visit(session)
        if before is None or before.is_good or self._limited(before.status) or self._starting(before):
            return
        since = [self.server.visit(before.request.again(number)) for number in LATER]
        if all(not one.failure and one.status < BAD for one in since):
            found = self._contradiction(
                finding="integrity.page/while-logged-in", about=self.site.server_name,
                first=Source(_("a visit before we logged in"), str(before.status or before.failure)),
                second=Source(_("the same visit while we are logged in"), _shown(since[0])),
                rests=[self._visit()[0], self.page.plain_request(self.site.server_name, self.server.http_via)],
            )  # fmt: skip
            of_the_program = self._of_the_program() if before.was_accepted else ()
            yield replace(found, evidence=found.evidence + of_the_program)

    def _of_the_program(self) -> tuple[int, ...]:
        """The numbers of what the program says past nginx."""
        numbers = map(self.server.session.number, self.past.questions())
        return tuple(number for number in numbers if number is not None)

    def _starting(self, visit: Visit) -> bool:
        """Whether what did not answer may have been starting when we came: nginx, or the program behind it."""
        if self.server.system.uptime < BOOTING:
            return True
        program, took = str(self.site.names.service), STARTING
        if visit.failure == before_login.SLOW:  # it listens, and loads
            took = LOADING
        elif visit.failure:
            program, took = NGINX, AT_ONCE
        elif visit.status not in NO_PROGRAM:
            return False
        came = self.server.session.evidence.arrived or self.server.session.now.timestamp()
        unit = self.server.units.get(program)
        return unit is not None and unit.exec_main_start > came - took

    def _plain(self, request: HttpRequest) -> HttpReply:
        try:
            return self.page.answered(request)
        except CannotLook:
            return self.server.visit(request)

    def _apart(self, request: HttpRequest, reply: HttpReply, plain: HttpRequest, other: HttpReply) -> bool:
        """Whether a visit gets a good page and another visit always another one, which is bad or not the program's:
        bad, where no program can be asked which page is its own.

        What a limit says, and a page that is another one each time, count for nothing.
        """
        if reply.failure or reply.status >= BAD or self._excused(other) or _same(reply, other):
            return False
        good = not other.failure and other.status < BAD
        if good and (not self.past.can_be_asked or self._is_the_programs(other)):
            return False
        for number in AGAIN:
            again, before = self.server.visit(plain.again(number)), self.server.visit(request.again(number))
            if self._excused(again) or not (_same(again, other) and _same(before, reply)):
                return False
        return True

    def _excused(self, reply: HttpReply) -> bool:
        return reply.failure in NO_REPLY or self._limited(reply.status)

    def _limited(self, status: int) -> bool:
        return status in patience.limits(self.server) and self._says(patience.LIMIT)

    def _is_the_programs(self, reply: HttpReply) -> bool:
        return any(one.status == reply.status and http_page.alike(one.body, reply.body) for one in self.past.replies())

    def _inside(self) -> Iterator[Contradiction]:
        """A page that the server itself does not get, where nginx's files make no difference between the two."""
        if self.server.http_via != "direct" or not self._for_all():
            return
        request, reply = self._visit()
        inside = self.page.plain_request(self.site.server_name, "tunnel")
        other = self.server.visit(inside)
        if not other.failure and self._apart(request, reply, inside, other):
            yield self._contradiction(
                finding="integrity.page/inside-differs", about=self.site.server_name,
                first=Source(_("nginx, asked from the server itself"), _shown(other)),
                second=Source(_("nginx, asked from outside"), _shown(reply)), rests=[request],
            )  # fmt: skip

    def _for_all(self) -> bool:
        """Whether one server block serves visitors and the server itself, whoever they are."""
        read, name = self.server.nginx_config, self.site.server_name
        blocks = [config.server_for(read, name, address=one) for one in (self.server.address, "127.0.0.1")]
        return blocks[0] is not None and blocks[0] is blocks[1] and not self._says(BY_VISITOR)

    def _of_the_site(self) -> bool:
        """Whether it is the site's own block that answers to its name, and not nginx's default one."""
        block = config.server_for(self.server.nginx_config, self.site.server_name, address=self.server.address)
        name = clean_host(self.site.server_name)
        return block is not None and any(config.name_rank(one, name) is not None for one in block.server_names)

    def _says(self, pattern: re.Pattern[str]) -> bool:
        texts = self.server.nginx_files.texts
        return any(pattern.search(texts.get(path, "")) for path in self.server.nginx_config.files)

    def _program(self) -> Iterator[Contradiction]:
        """A good page through nginx while the program behind it is dead, or fails and nginx has means to hide
        it."""
        request, reply = self._visit()
        address = self.past.address
        if reply.failure or reply.status != OK or address is None or not self._of_the_site():
            return
        straight = self.past.reply()
        means = bool(self.site.own_answers) or any(map(self._says, (ERROR_PAGE, BY_VISITOR, CACHE)))
        dead = self.past.is_dead(straight) and (means or self.past.is_all)
        fails = straight.status >= FAILED and means
        if not (dead or fails) or self.site.link.younger_than_nginx():
            return
        yield self._contradiction(
            finding="integrity.page/without-program", about=self.site.server_name,
            first=Source(address, straight.failure or str(straight.status)), second=Source("nginx", _shown(reply)),
            rests=[request],
        )  # fmt: skip

    def _for_some(self) -> Iterator[Contradiction]:
        """A page that nginx has ready for some visitors, and that the visit may have got where the program has none:
        told, and no more. Where the program gives it, too, `access.page` says who answers."""
        passed, (_request, reply) = self.site.proxy_pass, self._visit()
        if passed == "—" or reply.status != OK or any(one.status == OK for one in self.past.replies()):
            return
        for one in self.site.own_answers:
            if one.said.startswith("if ") and (one.text is None or http_page.alike(one.text, reply.body)):
                yield Contradiction(
                    finding="integrity.page/for-some", about=str(self.site.file),
                    first=Source("proxy_pass", passed), second=Source("return", one.said), advice=True,
                )  # fmt: skip

    def _log(self) -> Iterator[Contradiction]:
        """A line about our visit in a log that nginx does not write, or that somebody else writes, too."""
        found = self.server.see(self.server.nginx_raw_probe())
        with_line = self.page.logs_with_the_request()
        for log in found.logs if found.whole else ():
            line = Source(log.path, _("a line about our visit"))
            if log.path in with_line and not log.held:
                yield self._contradiction(
                    finding="integrity.page/log-not-open", about=self.site.server_name, first=line,
                    second=Source("/proc/*/fd", _("nginx has not opened this file")), rests=[],
                )  # fmt: skip
            for pid, program in log.writers if log.path in self.site.access_logs else ():
                says = _("{program} writes there, too").format(program=program or "?")
                yield self._contradiction(
                    finding="integrity.page/log-writer", about=self.site.server_name,
                    first=Source("access_log", log.path),
                    second=Source(f"/proc/{pid}/fd", says), rests=[],
                )  # fmt: skip

    def _contradiction(
        self, *, finding: str, about: str, first: Source, second: Source, rests: list[HttpRequest], advice: bool = False
    ) -> Contradiction:
        """`rests`: the requests that are not believed any more; none: what is read of the logs is not."""
        session, numbers = self.server.session, []
        if rests:
            www = self.page.visit_request(self.site.www_name, self.server.http_via)
            numbers = [session.number(one) for one in (*rests, www)]
        else:
            numbers = [
                session.number(one.command) for one in (self.page.access_log_probe(), self.server.nginx_raw_probe())
            ]
        return Contradiction(
            finding=finding, about=about, first=first, second=second, advice=advice,
            evidence=tuple(dict.fromkeys(number for number in numbers if number is not None)),
        )  # fmt: skip


def _same(reply: HttpReply, other: HttpReply) -> bool:
    if reply.status != other.status or reply.failure != other.failure:
        return False
    return REDIRECT <= reply.status < BAD or http_page.alike(reply.body, other.body)


def _shown(reply: HttpReply) -> str:
    """A reply in a few words: its status, and its title or how it begins."""
    page = http_page.parse_page(reply.body)
    gist = page.title or page.text[:60]
    return f"{reply.status or reply.failure} {gist}".strip()
