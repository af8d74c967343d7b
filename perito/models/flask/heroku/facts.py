"""The application on the platform, as typed facts for checks. Reads the evidence; asks nothing itself."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from perito.errors import CannotLook, Unseen
from perito.models.flask.heroku import asking, page, procfile, router
from perito.models.flask.heroku.certificate import Flaw, Handshake
from perito.models.flask.heroku.platform import Platform
from perito.models.flask.heroku.router import Kind, Reply
from perito.models.flask.heroku.written import RepositoryFacts
from perito.practice.expect import Failure, NotApplicable
from perito.server.dns import answers, words
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from perito.evidence.session import Session

OK: Final = 200


class Heroku(RepositoryFacts):
    """The platform as visitors see it. `pages`: the pages of the deployments on the server."""

    def __init__(self, session: Session, trail: list[int], pages: Callable[[], Iterable[str]]) -> None:
        super().__init__(session, trail)
        self._pages = pages

    @fact
    def _about(self) -> dict[str, Any]:
        return dict(self.remembered(asking.PLATFORM))

    @property
    def host(self) -> str:
        """The name that visitors use."""
        return str(self._about["host"])

    @fact
    def platform(self) -> Platform:
        """The platform's names and times."""
        return Platform.from_json({key: value for key, value in self._about.items() if key in Platform.__slots__})

    @fact
    def dns(self) -> list[answers.Reply]:
        """The questions about the name, and their answers."""
        return [answers.Reply.from_json(one) for one in self.remembered(asking.DNS)]

    @fact
    def handshake(self) -> Handshake:
        """The result of the TLS handshake."""
        return Handshake.from_json(self.remembered(asking.TLS))

    @fact
    def reply(self) -> Reply:
        """A visitor's reply: over TLS where there is any, else without."""
        return Reply.from_json(self.remembered(asking.PLAIN_PAGE if self.handshake.failure else asking.PAGE))

    @property
    def kind(self) -> Kind:
        """The kind of the reply's sender."""
        return router.kind(self.reply, self.platform)

    def name_must_lead_to_the_platform(self) -> None:
        """Raises Failure where DNS has no address for the name, or leads it elsewhere.

        A domain's own name cannot have a CNAME (RFC 1912, 2.4); providers then copy the addresses. Where the
        platform's router answers, the name does lead there.
        """
        found = answers.found(self.dns)
        if not found:
            if answers.unknown_for_sure(self.dns) and self.dns:
                raise Failure(_("an address for {name}").format(name=self.host), words.said(self.dns))
            raise CannotLook(Unseen.DNS, words.said(self.dns) or _("there is no name server to ask"))
        names = (self.host, *(name for reply in found for name in reply.chain))
        if any(self.platform.owns(name) for name in names) or router.signed(self.reply, self.platform):
            return
        wanted = " | ".join(f"*.{suffix}" for suffix in self.platform.suffixes)
        raise Failure(_("a name or a CNAME of the platform ({names})").format(names=wanted), words.said(found))

    def https_must_be_sound(self) -> None:
        """Raises Failure where a browser would not accept the connection."""
        found = self.handshake
        if found.failure:
            self._without_tls(found)
        if found.flaw is Flaw.NONE:
            return
        own = found.certificate
        if found.flaw in {Flaw.UNKNOWN_CA, Flaw.SELF_SIGNED} and self.platform.owns(self.host):
            # The platform's own names have the platform's own certificate: what we see instead is of our own network.
            issuer = own.issuer if own else "—"
            raise CannotLook(
                Unseen.of(found.flaw),
                _("this computer sees a certificate by {issuer}: a proxy, or a missing authority").format(
                    issuer=issuer
                ),
            )
        said = {
            Flaw.SELF_SIGNED: _("the certificate is self-signed: nobody vouches for it"),
            Flaw.UNKNOWN_CA: _("the certificate was issued by an authority that is not trusted: {issuer}"),
            Flaw.EXPIRED: _("the certificate expired on {ends}"),
            Flaw.NOT_YET: _("the certificate is not valid before {begins}"),
            Flaw.WRONG_NAME: _("the certificate is for {names}, not for {host}"),
        }.get(found.flaw, found.message)
        own = found.certificate
        facts = {"issuer": own.issuer, "ends": own.ends, "begins": own.begins} if own else {}
        facts = {"issuer": "—", "ends": "—", "begins": "—", "host": self.host} | facts
        facts["names"] = ", ".join(own.names) or own.subject if own else "—"
        shown = {Flaw.EXPIRED: "ends", Flaw.NOT_YET: "begins", Flaw.WRONG_NAME: "names"}.get(found.flaw, "issuer")
        raise Failure(
            _("a certificate that browsers accept for {host}").format(host=self.host),
            facts[shown],
            said.format_map(facts),
            proof=found.message,
        )

    def _without_tls(self, found: Handshake) -> None:
        """Raises Failure where it is the site's fault that there is no handshake, CannotLook where it may be ours."""
        place = f"{self.host}:{found.port}"
        if self.reply.status:
            raise Failure("https", _("only plain http answers"), f"{place}: {found.failure} ({found.detail})")
        if found.failure in {"timeout", "unreachable"}:
            raise CannotLook(Unseen.of(found.failure), f"{place}: {found.detail}")
        raise Failure("https", f"{place}: {found.failure} ({found.detail})")

    def must_answer(self) -> None:
        """Raises Failure unless a visitor gets the application's answer, 200; says what the platform's page means."""
        reply, kind = self.reply, self.kind
        if kind is Kind.NOBODY and reply.failure in {"timeout", "unreachable"}:
            raise CannotLook(Unseen.of(reply.failure), reply.detail)
        if kind is Kind.APPLICATION and reply.status == OK:
            return
        if kind is Kind.APPLICATION:
            location = next((value for name, value in reply.headers if name.lower() == "location"), "")
            shown = f"{reply.status} → {location}" if location else str(reply.status)
            raise Failure("200", shown, _("The application itself answered so."), independent=True)
        shown = str(reply.status) if reply.status else f"{reply.failure}: {reply.detail}"
        raise Failure(
            "200",
            shown,
            self._meaning(kind),
            cleared=self._cleared(kind),
            independent=kind in {Kind.NO_SUCH_APP, Kind.MAINTENANCE, Kind.NOBODY},
        )

    def _meaning(self, kind: Kind) -> str:
        """What an answer of the platform's own means, as far as the outside shows."""
        if kind is Kind.NO_SUCH_APP and self._about.get("app"):
            return _("The platform knows no such app. Newer apps have a random ending in their address.")
        return {
            Kind.ERROR: self._crashed_or_absent(),
            Kind.SLOW: _("The application took the request and did not answer in time (H12)."),
            Kind.BOOTING: _("The platform kept the request waiting: no process opened its port in time (R10, H20)."),
            Kind.NO_SUCH_APP: _("The platform knows no app by that name."),
            Kind.BLANK: _("The app is there and empty: nothing was ever deployed to it (H81)."),
            Kind.MAINTENANCE: _("The app is in maintenance mode (H80)."),
        }.get(kind, "")

    def _crashed_or_absent(self) -> str:
        """The page is the same for both; the repository, where there is one, says which it is likely to be."""
        both = _("The platform's error page: the application crashed (H10) or no web process runs (H14).")
        story = ""
        with suppress(CannotLook, NotApplicable):
            story = self._story()
        return f"{both} {story}".strip()

    def _story(self) -> str:
        if self.procfile_text is None or procfile.parse(self.procfile_text).web is None:
            return _("Without a web process in the Procfile it is H14.")
        if self.missing_packages():
            return _("What the Procfile starts is not installed: it is H10.")
        if self.web.server and procfile.wrong_binds(self.web, self.repository.texts):
            return _("It listens elsewhere than on $PORT: R10 first, then H10.")
        return ""

    @staticmethod
    def _cleared(kind: Kind) -> tuple[str, ...]:
        """The repository's mistakes that do not lead to this answer."""
        return {
            Kind.SLOW: ("heroku.procfile", "heroku.requirements", "heroku.python", "heroku.port"),
            Kind.BOOTING: ("heroku.procfile", "heroku.requirements", "heroku.python"),
            Kind.BLANK: ("heroku.procfile", "heroku.command", "heroku.port"),
        }.get(kind, ())

    def page_must_be_the_applications(self) -> None:
        """Raises Failure unless the page is that of one of the deployments, of the practice or of the repository."""
        own = list(self._pages())
        with suppress(NotApplicable, CannotLook):
            own += self.repository.pages()
        if page.belongs(self.reply.body, own):
            return
        raise Failure(_("the page of one of the two applications"), page.shown(self.reply.body))
