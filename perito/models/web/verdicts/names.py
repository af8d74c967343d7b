"""Verdicts on the way from the site's names to this server."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.practice.expect import Failure, NotApplicable
from perito.probes import hosts_file
from perito.probes import names as on_the_server
from perito.server.dns import answers, words
from perito.server.machine import is_loopback
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
    raise Failure(_("an address for {name}").format(name=name), "—", " ".join(_asked(deployment, way) + only_there))


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
    with suppress(CannotLook):
        entries = [] if deployment.client_names.is_local else deployment.server.see(on_the_server.hosts_file())
        return [
            _(
                "Only the server itself knows it: its own {file}, line {line}, says: {text}. "
                "Such a line belongs into the hosts file of the computer that visits the site."
            ).format(file=on_the_server.HOSTS, line=found.line, text=found.text)
            for found in hosts_file.addresses(entries, name)[:1]
        ]
    return []


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
        raise Failure(", ".join(sorted(here)), ", ".join(strangers), _led_by(deployment, way))


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
        return good[0], Failure("UTF-8", "UTF-16", f"{known.place(good[0])}. {detail}")
    if good:
        return None
    bad = hosts_file.unreadable(known.entries, name)
    if bad is not None:
        detail = _("{address} is no address: the line is skipped.").format(address=bad.address)
        return bad, Failure(expected, bad.text, f"{known.place(bad)}. {detail}")
    hidden = hosts_file.commented(known.entries, name)
    if hidden is not None:
        detail = _("What comes after # is a comment.")
        return hidden, Failure(expected, hidden.text, f"{known.place(hidden)}. {detail}")
    close = hosts_file.misspelt(known.entries, name)
    if close is not None:
        detail = _("{found} is not {wanted}.").format(found=close[1], wanted=name)
        return close[0], Failure(expected, close[0].text, f"{known.place(close[0])}. {detail}")
    return None


def _is_public(address: str) -> bool:
    found = hosts_file.parse_address(address)
    return isinstance(found, ipaddress.IPv4Address | ipaddress.IPv6Address) and found.is_global
