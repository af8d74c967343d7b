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
from perito.practice.expect import Failure, NotApplicable, finding
from perito.server.dns import answers, words
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from perito.evidence.session import Session

OK: Final = 200
BROKEN: Final = 500  # from here on it is the server's own trouble (RFC 9110, 15.6)


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
                wanted = _("an address for {name}").format(name=self.host)
                raise finding("heroku.name/unknown", expected=wanted, actual=words.said(self.dns), host=self.host)
            raise CannotLook(Unseen.DNS, words.said(self.dns) or _("there is no name server to ask"))
        names = (self.host, *(name for reply in found for name in reply.chain))
        if any(self.platform.owns(name) for name in names) or router.signed(self.reply, self.platform):
            return
        wanted = " | ".join(f"*.{suffix}" for suffix in self.platform.suffixes)
        addresses = ", ".join(dict.fromkeys(one for reply in found for one in reply.addresses))
        raise finding(
            "heroku.name/elsewhere",
            expected=_("a name or a CNAME of the platform ({names})").format(names=wanted),
            actual=words.said(found), host=self.host, addresses=addresses, suffixes=wanted,
        )  # fmt: skip

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
        raise self._certificate_refused(found)

    def _certificate_refused(self, found: Handshake) -> Failure:
        """Why a browser would not accept it."""
        own = found.certificate
        facts = {"issuer": own.issuer, "ends": own.ends, "begins": own.begins} if own else {}
        facts = {"issuer": "—", "ends": "—", "begins": "—"} | facts
        names = ", ".join(own.names) or own.subject if own else "—"
        shown = {Flaw.EXPIRED: facts["ends"], Flaw.NOT_YET: facts["begins"], Flaw.WRONG_NAME: names}
        return finding(
            {
                Flaw.SELF_SIGNED: "heroku.https/self-signed",
                Flaw.UNKNOWN_CA: "heroku.https/unknown-authority",
                Flaw.EXPIRED: "heroku.https/expired",
                Flaw.NOT_YET: "heroku.https/not-valid-yet",
                Flaw.WRONG_NAME: "heroku.https/other-name",
                Flaw.OTHER: "heroku.https/refused",
            }[found.flaw if own else Flaw.OTHER],
            expected=_("a certificate that browsers accept for {host}").format(host=self.host),
            actual=shown.get(found.flaw, facts["issuer"]), proof=found.message, message=found.message,
            host=self.host, names=names, issuer=facts["issuer"], ends=facts["ends"][:10], begins=facts["begins"][:10],
        )  # fmt: skip

    def _without_tls(self, found: Handshake) -> None:
        """Raises Failure where it is the site's fault that there is no handshake, CannotLook where it may be ours."""
        place = f"{self.host}:{found.port}"
        if self.reply.status:
            raise finding(
                "heroku.https/only-http",
                expected="https", actual=_("only plain http answers"),
                detail=f"{place}: {found.failure} ({found.detail})", host=self.host,
            )  # fmt: skip
        if found.failure in {"timeout", "unreachable"}:
            raise CannotLook(Unseen.of(found.failure), f"{place}: {found.detail}")
        raise finding(
            "heroku.https/nobody",
            expected="https", actual=f"{place}: {found.failure} ({found.detail})",
            host=self.host, port=found.port, reason=found.detail,
        )  # fmt: skip

    def must_answer(self) -> None:
        """Raises Failure unless a visitor gets the application's answer, 200; says what the platform's page means."""
        reply, kind = self.reply, self.kind
        if kind is Kind.NOBODY and reply.failure in {"timeout", "unreachable"}:
            raise CannotLook(Unseen.of(reply.failure), reply.detail)
        if kind is Kind.APPLICATION and reply.status == OK:
            return
        if kind is Kind.APPLICATION:
            raise self._own_answer(reply)
        raise finding(
            {
                Kind.ERROR: "heroku.answers/crashed-or-no-process",
                Kind.SLOW: "heroku.answers/too-slow",
                Kind.BOOTING: "heroku.answers/port-not-opened",
                Kind.NO_SUCH_APP: "heroku.answers/no-such-app",
                Kind.BLANK: "heroku.answers/nothing-deployed",
                Kind.MAINTENANCE: "heroku.answers/maintenance",
                Kind.NOBODY: "heroku.answers/no-reply",
                "no-process": "heroku.answers/no-process",
                "not-installed": "heroku.answers/not-installed",
                "other-port": "heroku.answers/other-port",
                "short-name": "heroku.answers/no-such-app-by-name",
            }[self._what_it_is(kind)],
            expected="200", actual=str(reply.status) if reply.status else f"{reply.failure}: {reply.detail}",
            cleared=self._cleared(kind),
            independent=kind in {Kind.NO_SUCH_APP, Kind.MAINTENANCE, Kind.NOBODY},
            host=self.host, status=reply.status, missing=self._not_installed(), reason=reply.detail,
            seconds=f"{self.platform.request_wait:g}",
        )  # fmt: skip

    def _own_answer(self, reply: Reply) -> Failure:
        """The application itself answered, and not with 200."""
        location = next((value for name, value in reply.headers if name.lower() == "location"), "")
        kind = "redirect" if location else "fails" if reply.status >= BROKEN else "status"
        return finding(
            {
                "redirect": "heroku.answers/redirects",
                "fails": "heroku.answers/application-fails",
                "status": "heroku.answers/other-status",
            }[kind],
            expected="200", actual=f"{reply.status} → {location}" if location else str(reply.status),
            independent=True, status=reply.status, location=location, host=self.host,
        )  # fmt: skip

    def _what_it_is(self, kind: Kind) -> str:
        """An answer of the platform's own, as far as the outside shows; where H10 and H14 look alike, the repository
        says which it is likely to be."""
        if kind is Kind.NO_SUCH_APP and self._about.get("app"):
            return "short-name"
        if kind is not Kind.ERROR:
            return kind
        with suppress(CannotLook, NotApplicable):
            if self.procfile_text is None or procfile.parse(self.procfile_text).web is None:
                return "no-process"
            if self.missing_packages():
                return "not-installed"
            if self.web.server and procfile.wrong_binds(self.web, self.repository.texts):
                return "other-port"
        return kind

    def _not_installed(self) -> str:
        """What the repository does not have installed; nothing where there is no repository to look at."""
        with suppress(CannotLook, NotApplicable):
            return ", ".join(self.missing_packages())
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
        shown = page.shown(self.reply.body)
        raise finding(
            "heroku.page/empty" if shown == "—" else "heroku.page/another",
            expected=_("the page of one of the two applications"), actual=shown, host=self.host,
        )  # fmt: skip
