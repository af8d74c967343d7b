"""The operating system's errors in the current language, by their numbers; one that is not in the table as the system
says it.
"""

from __future__ import annotations

import errno
import os
import socket

from perito.support.i18n import N_, _, language

SAID = {
    "ENOENT": N_("there is no such file or directory"),
    "EACCES": N_("permission denied"),
    "EPERM": N_("the operation is not permitted"),
    "EISDIR": N_("this is a directory"),
    "ENOTDIR": N_("this is not a directory"),
    "EEXIST": N_("this file is there already"),
    "ENOTEMPTY": N_("the directory is not empty"),
    "ENOSPC": N_("there is no space left on the disk"),
    "EDQUOT": N_("the disk quota is exceeded"),
    "EROFS": N_("the file system is read-only"),
    "EFBIG": N_("the file is too large"),
    "EIO": N_("the disk or the device answers with an error"),
    "ENAMETOOLONG": N_("the name is too long"),
    "ELOOP": N_("too many links follow each other"),
    "EMFILE": N_("too many files are open"),
    "ENFILE": N_("too many files are open"),
    "ENOMEM": N_("there is no memory left"),
    "EBUSY": N_("the file or the device is in use"),
    "ETXTBSY": N_("the program is running"),
    "EINVAL": N_("the value is not valid there"),
    "ENXIO": N_("there is no such device"),
    "ENODEV": N_("there is no such device"),
    "ENOEXEC": N_("this is not a program"),
    "EPIPE": N_("the reader has gone"),
    "EXDEV": N_("this is on another file system"),
    "ECONNREFUSED": N_("the connection is refused"),
    "ECONNRESET": N_("the connection was reset"),
    "ECONNABORTED": N_("the connection was aborted"),
    "ETIMEDOUT": N_("the connection has timed out"),
    "EHOSTUNREACH": N_("there is no route to the host"),
    "ENETUNREACH": N_("the network cannot be reached"),
    "ENETDOWN": N_("the network is down"),
    "EHOSTDOWN": N_("the host is down"),
    "EADDRINUSE": N_("the address is in use"),
    "EADDRNOTAVAIL": N_("the address cannot be used here"),
    "EAFNOSUPPORT": N_("addresses of this kind are not supported"),
    "ENOTCONN": N_("it is not connected"),
    "EPROTO": N_("the other side does not keep to the protocol"),
}
NAMES = {
    "EAI_NONAME": N_("no such name is known"),
    "EAI_NODATA": N_("the name has no address"),
    "EAI_AGAIN": N_("the name servers do not answer for now"),
    "EAI_FAIL": N_("the name servers answer with an error"),
    "EAI_FAMILY": N_("addresses of this kind are not supported"),
    "EAI_SERVICE": N_("no such port is known"),
}


def reason(error: OSError | ValueError) -> str:
    """Why it failed. In English as the system says it; of an error without a number, its own text."""
    if isinstance(error, ValueError):
        return str(error)
    if _own(error):
        return _(str(error.strerror))
    if language() != "en" and (text := _known(error)):
        return _(text)
    return error.strerror or str(error)


def _own(error: OSError) -> bool:
    """Whether somebody else than the system wrote its text: perito.support.atomic_write has some."""
    of_system = isinstance(error, socket.gaierror) or getattr(error, "winerror", None) is not None
    return bool(error.errno and error.strerror) and not of_system and error.strerror != os.strerror(error.errno or 0)


def _known(error: OSError) -> str | None:
    if error.errno is None:
        return None
    if isinstance(error, socket.gaierror):  # has numbers of its own
        return next((text for name, text in NAMES.items() if getattr(socket, name, None) == error.errno), None)
    name = errno.errorcode.get(error.errno, "")
    return SAID.get(name.replace("WSA", "", 1) if name.startswith("WSA") else name)  # Windows' sockets: WSAECONNRESET
