"""Verdicts on the way from the site's names to this server."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.practice.expect import Failure, NotApplicable, finding
from perito.probes import hosts_file
from perito.probes import names as on_the_server
from perito.server.dns import answers, words
from perito.server.way import is_loopback
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.web.client_names import Way
    from perito.models.web.deployment import Deployment
    from perito.models.web.hosts_file import Excerpt


def hosts_line_must_be_sound(deployment: Deployment) -> None:
    """Raises Failure where the client's hosts file names the site in a way that no resolver understands.

    Raises NotApplicable where it says nothing of the kind.
    """
    known = deployment.client_names.hosts.known
    if known is None:
        raise NotApplicable(_("no hosts file was looked at"))
    complaint = hosts_complaint(deployment)
    if complaint is not None:
        raise complaint
    if not any(hosts_file.addresses(known.entries, name) for name in deployment.site.both_names()):
        raise NotApplicable(
            _("{file} does not mention {name}").format(file=known.file, name=deployment.site.both_names()[0])
        )


def hosts_complaint(deployment: Deployment) -> Failure | None:
    """What is wrong with the hosts file's lines about the names, if anything."""
    known = deployment.client_names.hosts.known
    if known is None:
        return None
    for name in deployment.site.both_names():
        found = _complaint_about(known, name)
        if found is None:
            continue
        entry, failure = found
        # This computer's own file may be a teacher's: a line counts where it is about this very server.
        if (
            deployment.client_names.hosts.told_how
            or entry.ip is None
            or not deployment.client_names.hosts.strangers([entry.address], deployment.client_names.hosts.here())
        ):
            return failure
    return None


def client_must_know(deployment: Deployment, name: str) -> None:
    """As name_must_be_known; on the server itself nothing can be told of anybody's own computer."""
    if deployment.client_names.is_local and not deployment.client_names.hosts.told_how:
        raise NotApplicable(_("Perito runs on the server itself, and sees no other computer"))
    name_must_be_known(deployment, name)


def name_must_be_known(deployment: Deployment, name: str) -> None:
    """Raises Failure where the client does not know the name, CannotLook where its name server would not say.

    Raises NotApplicable where it cannot be told whose client this is: a teacher's knows nothing of a student's.
    """
    way = deployment.client_names.ways[name]
    if way.addresses:
        return
    only_there = _known_to_the_server(deployment, name)
    if not deployment.client_names.hosts.told_how and hosts_complaint(deployment) is None:
        unknown = _("this computer does not know {name}").format(name=name)
        raise NotApplicable(". ".join([unknown, *only_there]))
    if not answers.unknown_for_sure(way.replies):
        raise CannotLook(Unseen.DNS, _("the name server did not tell: {said}").format(said=words.said(way.replies)))
    raise _unknown(deployment, way, only_there)


def _unknown(deployment: Deployment, way: Way, only_there: list[str]) -> Failure:
    """Of a name that the client does not know: where it was looked for, and where it is instead."""
    www, known = way.name == deployment.site.www_name, deployment.client_names.hosts.known
    expected, actual = _("an address for {name}").format(name=way.name), "—"
    detail = " ".join(_asked(deployment, way) + only_there)
    on_server = _line_on_the_server(deployment, way.name)
    if on_server is not None:
        return finding(
            "names.www/only-on-the-server" if www else "names.client/only-on-the-server",
            expected=expected, actual=actual, detail=detail,
            name=way.name, file=on_the_server.HOSTS, number=on_server.line,
        )  # fmt: skip
    others = hosts_file.by_other_names(known.readable, deployment.client_names.hosts.here()) if known else []
    if known is not None and others:
        return finding(
            "names.www/other-names" if www else "names.client/other-names",
            expected=expected, actual=actual, detail=detail,
            name=way.name, file=known.file, number=others[0].line, text=others[0].text,
        )  # fmt: skip
    said = words.said(way.replies)
    if known is not None and said:
        return finding(
            "names.www/not-in-hosts-file-nor-dns" if www else "names.client/not-in-hosts-file-nor-dns",
            expected=expected, actual=actual, detail=detail, name=way.name, file=known.file, said=said,
        )  # fmt: skip
    if known is not None:
        return finding(
            "names.www/not-in-hosts-file" if www else "names.client/not-in-hosts-file",
            expected=expected, actual=actual, detail=detail, name=way.name, file=known.file,
        )  # fmt: skip
    if said:
        return finding(
            "names.www/not-in-dns" if www else "names.client/not-in-dns",
            expected=expected, actual=actual, detail=detail, name=way.name, said=said,
        )  # fmt: skip
    return finding(
        "names.www/unknown" if www else "names.client/unknown",
        expected=expected, actual=actual, detail=detail, name=way.name,
    )  # fmt: skip


def _asked(deployment: Deployment, way: Way) -> list[str]:
    """Who was asked about an unknown name, and what they said, in sentences."""
    known, said = deployment.client_names.hosts.known, []
    if known is not None:
        said.append(_("{file} does not have {name}.").format(file=known.file, name=way.name))
    if way.replies:
        said.append(f"{words.said(way.replies)}.")
    if known is not None and known.readable:
        others = hosts_file.by_other_names(known.readable, deployment.client_names.hosts.here())
        text = _("The server's address is there by another name ({line}).")
        said += [text.format(line=known.place(line)) for line in others[:1]]
    return said


def _known_to_the_server(deployment: Deployment, name: str) -> list[str]:
    """The classic mistake, in a sentence: the line was written into the server's own hosts file. Else nothing."""
    found = _line_on_the_server(deployment, name)
    text = _(
        "Only the server itself knows it: its own {file}, line {line}, says: {text}. "
        "Such a line belongs into the hosts file of the computer that visits the site."
    )
    return [text.format(file=on_the_server.HOSTS, line=found.line, text=found.text)] if found is not None else []


def _line_on_the_server(deployment: Deployment, name: str) -> hosts_file.Entry | None:
    """The line of the server's own hosts file that has the name; None where none has, or where it cannot be seen."""
    with suppress(CannotLook):
        entries = [] if deployment.client_names.is_local else deployment.server.see(on_the_server.hosts_file())
        return next(iter(hosts_file.addresses(entries, name)), None)
    return None


def name_must_lead_here(deployment: Deployment, name: str) -> None:
    """Raises Failure where the client is led elsewhere by the name; as name_must_be_known where it is not led."""
    name_must_be_known(deployment, name)
    way, here = deployment.client_names.ways[name], deployment.client_names.hosts.known_addresses()
    if not deployment.client_names.hosts.strangers(way.addresses, here):
        return
    if not deployment.client_names.hosts.told_how and not way.lines:
        _must_lead_somewhere_here(deployment, way)
        return
    strangers = deployment.client_names.hosts.strangers(
        way.addresses, here | set(deployment.client_names.hosts.own_addresses)
    )
    if strangers and deployment.client_names.hidden() and any(_is_public(one) for one in strangers):
        outside = _("{found} may be the server's address outside: say so with --url-base")
        raise CannotLook(Unseen.NAT, outside.format(found=", ".join(strangers)))
    if strangers:
        raise _astray(deployment, way, ", ".join(sorted(here)), strangers)


def _astray(deployment: Deployment, way: Way, here: str, strangers: list[str]) -> Failure:
    """Of a name that leads to other addresses than `here`: by which line, or by whose answer."""
    www, known = way.name == deployment.site.www_name, deployment.client_names.hosts.known
    actual, detail = ", ".join(strangers), _led_by(deployment, way)
    line = next((one for one in way.lines if one.address in strangers), None)
    if known is None or line is None:
        return finding(
            "names.www/dns-elsewhere" if www else "names.server-name/dns-elsewhere",
            expected=here, actual=actual, detail=detail, name=way.name, found=actual,
            said=words.said(reply for reply in way.replies if reply.addresses) or actual,
        )  # fmt: skip
    if is_loopback(line.address):
        return finding(
            "names.www/loopback" if www else "names.server-name/loopback",
            expected=here, actual=actual, detail=detail,
            name=way.name, found=line.address, file=known.file, number=line.line, text=line.text,
        )  # fmt: skip
    addresses = deployment.client_names.hosts.here()
    right = [
        one
        for one in hosts_file.by_other_names(known.readable, addresses)
        if way.name in one.names and one.line > line.line
    ]
    if right:
        return finding(
            "names.www/earlier-line" if www else "names.server-name/earlier-line",
            expected=here, actual=actual, detail=detail,
            name=way.name, found=line.address,
            file=known.file, number=line.line, text=line.text, later=right[0].line,
        )  # fmt: skip
    return finding(
        "names.www/other-address" if www else "names.server-name/other-address",
        expected=here, actual=actual, detail=detail,
        name=way.name, found=line.address, file=known.file, number=line.line, text=line.text,
    )  # fmt: skip


def _must_lead_somewhere_here(deployment: Deployment, way: Way) -> None:
    """Raises NotApplicable where this computer, which may be anybody's, is led elsewhere altogether."""
    if len(deployment.client_names.hosts.strangers(way.addresses, deployment.client_names.hosts.here())) == len(
        way.addresses
    ):
        found = ", ".join(way.addresses)
        raise NotApplicable(_("on this computer {name} leads to {found}").format(name=way.name, found=found))


def _led_by(deployment: Deployment, way: Way) -> str:
    """Which line, or whose answer, leads there."""
    if way.lines and deployment.client_names.hosts.known is not None:
        wrong = [
            line
            for line in way.lines
            if deployment.client_names.hosts.strangers([line.address], deployment.client_names.hosts.here())
        ]
        said = [deployment.client_names.hosts.known.place(line) for line in wrong or way.lines]
        if any(is_loopback(line.address) for line in wrong):
            said.append(_("by that address every computer means itself"))
        return "; ".join(said)
    return words.said(reply for reply in way.replies if reply.addresses)


def _complaint_about(known: Excerpt, name: str) -> tuple[hosts_file.Entry, Failure] | None:
    """The line that was meant to name it and does not; None where another one does, or none was meant to."""
    good = hosts_file.addresses(known.entries, name)
    expected = _("a line such as: ADDRESS {name}").format(name=name)
    if good and known.encoding == hosts_file.Encoding.UTF_16:
        detail = _("The file is saved as UTF-16: no resolver reads it.")
        place = known.place(good[0])
        return good[0], finding(
            "names.hosts-file/utf-16", expected="UTF-8", actual="UTF-16", detail=f"{place}. {detail}", file=known.file
        )
    if good:
        return None
    bad = hosts_file.unreadable(known.entries, name)
    if bad is not None:
        detail = _("{address} is no address: the line is skipped.").format(address=bad.address)
        place = known.place(bad)
        return bad, finding(
            "names.hosts-file/no-address",
            expected=expected, actual=bad.text, detail=f"{place}. {detail}",
            file=known.file, number=bad.line, word=bad.address, text=bad.text,
        )  # fmt: skip
    hidden = hosts_file.commented(known.entries, name)
    if hidden is not None:
        detail = _("What comes after # is a comment.")
        place = known.place(hidden)
        return hidden, finding(
            "names.hosts-file/commented",
            expected=expected, actual=hidden.text, detail=f"{place}. {detail}",
            file=known.file, number=hidden.line, text=hidden.text,
        )  # fmt: skip
    close = hosts_file.misspelt(known.entries, name)
    if close is not None:
        detail = _("{found} is not {wanted}.").format(found=close[1], wanted=name)
        place = known.place(close[0])
        return close[0], finding(
            "names.hosts-file/url" if "/" in close[1] else "names.hosts-file/misspelt",
            expected=expected, actual=close[0].text, detail=f"{place}. {detail}",
            file=known.file, number=close[0].line, found=close[1], wanted=name, text=close[0].text,
        )  # fmt: skip
    return None


def _is_public(address: str) -> bool:
    found = hosts_file.parse_address(address)
    return isinstance(found, ipaddress.IPv4Address | ipaddress.IPv6Address) and found.is_global
