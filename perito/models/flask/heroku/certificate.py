"""A certificate's facts, and a browser's reason to refuse it. Pure.

Codes of OpenSSL's verification: x509_vfy.h.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtensionOID, NameOID

if TYPE_CHECKING:
    from datetime import datetime


class Flaw(StrEnum):
    """Why a certificate is not accepted."""

    NONE = ""
    SELF_SIGNED = "self_signed"
    UNKNOWN_CA = "unknown_ca"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    WRONG_NAME = "wrong_name"
    OTHER = "other"


FLAWS: Final = {
    9: Flaw.NOT_YET,
    10: Flaw.EXPIRED,
    18: Flaw.SELF_SIGNED,
    19: Flaw.UNKNOWN_CA,
    20: Flaw.UNKNOWN_CA,
    21: Flaw.UNKNOWN_CA,
    62: Flaw.WRONG_NAME,
}


@dataclass(frozen=True, slots=True)
class Certificate:
    """The server's own certificate: names, issuer, validity (ISO 8601, UTC)."""

    subject: str = ""
    issuer: str = ""
    names: tuple[str, ...] = ()
    begins: str = ""
    ends: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Handshake:
    """The result of a TLS handshake. `failure` is empty where one took place, whatever the certificate.

    failure: refused, timeout, unreachable, reset, not_tls. `code` and `message` are OpenSSL's about the certificate, 0
    where it accepts it.
    """

    address: str = ""
    port: int = 0
    failure: str = ""
    detail: str = ""
    version: str = ""
    code: int = 0
    message: str = ""
    certificate: Certificate | None = None

    @property
    def flaw(self) -> Flaw:
        """The certificate's first flaw by OpenSSL."""
        return FLAWS.get(self.code, Flaw.OTHER) if self.code else Flaw.NONE

    def to_json(self) -> dict[str, Any]:
        """For the evidence."""
        names = ("address", "port", "failure", "detail", "version", "code", "message")
        own = self.certificate
        fields = ("subject", "issuer", "names", "begins", "ends", "fingerprint")
        certificate = {name: getattr(own, name) for name in fields} if own else None
        if certificate:
            certificate["names"] = list(certificate["names"])
        return {name: getattr(self, name) for name in names} | {"certificate": certificate}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Handshake:
        """The way back. Raises KeyError, TypeError or ValueError."""
        given = dict(value)
        own = given.pop("certificate")
        certificate = Certificate(**own | {"names": tuple(map(str, own["names"]))}) if own else None
        return cls(**given, certificate=certificate)


def read(der: bytes) -> Certificate | None:
    """A certificate's facts; None where it cannot be read."""
    try:
        found = x509.load_der_x509_certificate(der)
        return Certificate(
            subject=_common_name(found.subject),
            issuer=_common_name(found.issuer),
            names=_names(found),
            begins=_stamp(found.not_valid_before_utc),
            ends=_stamp(found.not_valid_after_utc),
            fingerprint=found.fingerprint(hashes.SHA256()).hex(),
        )
    except Exception:  # cryptography's own have no base in common: InvalidVersion, DuplicateExtension, …
        return None


def _common_name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()


def _names(found: x509.Certificate) -> tuple[str, ...]:
    try:
        value = found.extensions.get_extension_for_oid(ExtensionOID.SUBJECT_ALTERNATIVE_NAME).value
    except x509.ExtensionNotFound:
        return ()
    assert isinstance(value, x509.SubjectAlternativeName)
    return tuple(value.get_values_for_type(x509.DNSName))


def _stamp(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
