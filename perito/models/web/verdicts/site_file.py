"""Verdicts on a site's file: its grammar, where it listens, what it logs, and to whom it passes requests."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.models.web import as_taken
from perito.practice.expect import Failure, finding, say
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.web.deployment import Deployment

NUMBERED = re.compile(r"(?:(\d+): )?(.*)", re.DOTALL)
QUOTED = re.compile(r'"([^"]*)"')
NO_SEMICOLON = re.compile(r'is not terminated by ";"|invalid parameter "|invalid number of arguments')


def site_must_be_accepted(deployment: Deployment) -> None:
    """Raises Failure where the site's file has errors, of the kind of the first."""
    errors = deployment.site.errors()
    if errors:
        expected = _("no errors in {site}").format(site=deployment.names.site)
        strange = _look_alike(deployment, errors)
        if strange:
            raise finding("site.syntax/look-alike", expected=expected, actual=say(errors), detail=strange)
        raise _refused(deployment, errors[0], expected, say(errors))


def _look_alike(deployment: Deployment, errors: list[str]) -> str:
    """Which character of the lines with errors is not what it looks like; empty: none."""
    lines = [int(found[1]) for one in errors if (found := re.match(r"(\d+): ", one))]
    strange = deployment.site.strange_character(*lines)
    return strange or as_taken.of_message(" ".join(errors), str(deployment.site.file), next(iter(lines), 1))


def _refused(deployment: Deployment, error: str, expected: str, actual: str) -> Failure:
    """What an error of nginx's, `line: message` or the message alone, comes from."""
    number, message = NUMBERED.fullmatch(error).groups()  # type: ignore[union-attr] # it matches anything
    place, word = deployment.site.at(int(number or 0)), QUOTED.search(message)
    what = word[1] if word else ""
    if "No such file or directory" in message and what:
        kind = finding("site.syntax/no-such-file", expected=expected, actual=actual, place=place, file=what)
    elif "unexpected end of file" in message:
        kind = finding("site.syntax/brace-left-open", expected=expected, actual=actual, place=place)
    elif 'unexpected "}"' in message:
        kind = finding("site.syntax/brace-too-many", expected=expected, actual=actual, place=place)
    elif NO_SEMICOLON.search(message):
        kind = finding("site.syntax/semicolon-missing", expected=expected, actual=actual, place=place, message=message)
    elif "unknown directive" in message and what:
        kind = finding("site.syntax/unknown-directive", expected=expected, actual=actual, place=place, word=what)
    elif "host not found in upstream" in message and what:
        kind = finding("site.syntax/no-such-host", expected=expected, actual=actual, place=place, host=what)
    elif "invalid URL prefix" in message:
        kind = finding("site.syntax/url-without-http", expected=expected, actual=actual, place=place)
    else:
        kind = finding("site.syntax/error", expected=expected, actual=actual, place=place, message=message)
    return kind


def server_name_must_have_www(deployment: Deployment) -> None:
    """Raises Failure unless some server_name fits the name with www."""
    site = deployment.site
    if not site.covers(site.www_name):
        names = " ".join(site.server_names)
        raise finding(
            "site.server-name-www/absent",
            expected=site.www_name, actual=names, place=site.at(site.block.names_line), name=site.www_name,
        )  # fmt: skip


def accesses_must_be_logged(deployment: Deployment) -> None:
    """Raises Failure where no access log is in force for the front page; what is written rests on who writes there."""
    if deployment.site.access_logs:
        with suppress(CannotLook):
            deployment.server.see(deployment.server.nginx_raw_probe())
        return
    if "/dev/null" in deployment.site.scope.access_logs:
        raise finding("site.access-log/discarded", expected=_("an access_log"), actual="access_log off")
    raise finding("site.access-log/off", expected=_("an access_log"), actual="access_log off")


def errors_must_be_logged(deployment: Deployment) -> None:
    """Raises Failure where no error log is in force for the front page."""
    if not deployment.site.error_logs:
        raise finding("site.error-log/discarded", expected=_("an error_log"), actual=say([]))


def proxy_pass_must_name_a_socket(deployment: Deployment) -> None:
    """Raises Failure unless the front page is passed on to a Unix socket by HTTP."""
    site = deployment.site
    if site.proxied_sockets:
        return
    expected, actual = "http://unix:/…", site.proxy_pass
    if site.front is None:
        elsewhere = [one.path for one in site.block.locations if one.proxy_pass]
        if elsewhere:
            place = ", ".join(elsewhere)
            raise finding("site.proxy-pass/other-location", expected=expected, actual=actual, location=place)
        raise finding("site.proxy-pass/no-location", expected=expected, actual=actual)
    if not site.front.proxy_pass:
        place = site.at(site.front.line)
        raise finding("site.proxy-pass/absent", expected=expected, actual=actual, place=place, path=site.front.path)
    place = site.at(site.front.proxy_line)
    if actual.startswith("https://"):
        raise finding("site.proxy-pass/https", expected=expected, actual=actual, place=place)
    if actual.startswith(("unix:", "/")):
        raise finding("site.proxy-pass/without-http", expected=expected, actual=actual, place=place)
    if actual.startswith("http://unix/"):
        raise finding("site.proxy-pass/without-colon", expected=expected, actual=actual, place=place)
    raise finding("site.proxy-pass/not-a-socket", expected=expected, actual=actual, place=place)


def headers_must_be_passed_on(deployment: Deployment, missing: list[str]) -> None:
    """Raises Failure where the program does not learn which name was asked for, and by whom: headers are missing."""
    site = deployment.site
    place = site.at(site.front.proxy_line) if site.front else site.at(0)
    expected, actual = "include proxy_params", say(missing)
    if len(missing) > 1:
        raise finding("site.proxy-headers/none", expected=expected, actual=actual, place=place)
    if missing:
        raise finding("site.proxy-headers/one-missing", expected=expected, actual=actual, place=place)
