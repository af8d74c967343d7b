"""The platform's names and waiting times, and the address that the user means. Heroku's by default.

Names and times: Heroku's documentation on custom domains, on its HTTP routing and on its error codes (H12, H20).
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field

from perito.errors import UsageError
from perito.support.i18n import _
from perito.support.yamlfile import FileError, read

if TYPE_CHECKING:
    from pathlib import Path

APP_NAME = re.compile(r"[a-z](?:[a-z0-9-]{1,61}[a-z0-9])")
LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
DOMAIN = re.compile(rf"{LABEL}(?:\.{LABEL})+")
LONGEST = 253  # characters of a name (RFC 1035, 2.3.4)


class PlatformError(FileError):
    """The platform's file cannot be used."""


@dataclass(frozen=True, slots=True)
class Platform:
    """`app_suffix`: where apps live; `suffixes`: where a custom domain's CNAME leads; `servers` and `proxies`: words in
    the headers Server and Via that only its routers send; ports as visitors use them.

    In seconds: `request_wait` the router gives an app to answer (H12), `boot_wait` it keeps a request for one that is
    starting (H20); `patience` is ours for the page: beyond the first, so that the two can be told apart.
    """

    app_suffix: str = "herokuapp.com"
    suffixes: tuple[str, ...] = ("herokuapp.com", "herokudns.com", "herokussl.com")
    servers: tuple[str, ...] = ("heroku", "heroku-router")
    proxies: tuple[str, ...] = ("vegur", "heroku-router")
    https_port: int = 443
    http_port: int = 80
    request_wait: float = 30.0
    boot_wait: float = 75.0
    patience: float = 40.0

    def owns(self, name: str) -> bool:
        """Whether a name lies under one of the platform's own."""
        bare = name.rstrip(".").lower()
        return any(bare == suffix or bare.endswith(f".{suffix}") for suffix in {self.app_suffix, *self.suffixes})

    def to_json(self) -> dict[str, Any]:
        """For the evidence."""
        return asdict(self) | {name: list(getattr(self, name)) for name in ("suffixes", "servers", "proxies")}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Platform:
        """The way back. Raises TypeError."""
        lists = ("suffixes", "servers", "proxies")
        return cls(**value | {name: tuple(map(str, value[name])) for name in lists if name in value})


Name = Annotated[str, Field(pattern=rf"^{DOMAIN.pattern}$")]
Word = Annotated[str, Field(min_length=1, max_length=60)]
Port = Annotated[int, Field(ge=1, le=65535)]
Seconds = Annotated[float, Field(gt=0, le=600)]


class _File(BaseModel):
    """A file that names another platform, or the lab's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    app_suffix: Name = Platform().app_suffix
    suffixes: tuple[Name, ...] = Platform().suffixes
    servers: tuple[Word, ...] = Platform().servers
    proxies: tuple[Word, ...] = Platform().proxies
    https_port: Port = Platform().https_port
    http_port: Port = Platform().http_port
    request_wait: Seconds = Platform().request_wait
    boot_wait: Seconds = Platform().boot_wait
    patience: Seconds = Platform().patience


def load(path: Path | None) -> Platform:
    """The platform of a YAML file, Heroku itself where there is none. Raises PlatformError with line and column."""
    if path is None:
        return Platform()
    return Platform(**read(path, PlatformError).validated(_File).model_dump())


@dataclass(frozen=True, slots=True)
class Address:
    """The visitors' address: a name in lower case as DNS has it, a port, and whether only an app's name was given."""

    host: str
    port: int
    by_app_name: bool = False

    @property
    def shown(self) -> str:
        """The address in a URL."""
        return self.host if self.port == Platform().https_port else f"{self.host}:{self.port}"


def address(text: str, platform: Platform) -> Address:
    """A URL, a domain, or an app's name. Raises UsageError."""
    given = text.strip()
    if "://" not in given and APP_NAME.fullmatch(given):
        return Address(f"{given}.{platform.app_suffix}", platform.https_port, by_app_name=True)
    try:
        parts = urlsplit(given if "://" in given else f"https://{given}")
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
        port = parts.port
    except (ValueError, UnicodeError):
        host, port, parts = "", None, urlsplit("")
    if parts.scheme not in {"http", "https"} or not DOMAIN.fullmatch(host) or len(host) > LONGEST or port == 0:
        raise UsageError(_("--heroku {text!r}: write an app's name, a domain or https://…").format(text=text))
    if parts.username is not None or re.fullmatch(r"[\d.]+", host):
        raise UsageError(_("--heroku {text!r}: a name is needed, without a user and not an address").format(text=text))
    secure = parts.scheme == "https"
    return Address(host, port if port and secure else platform.https_port)
