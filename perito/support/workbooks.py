"""Limits for workbooks (XLSX): a zip of XML parts that anybody may have made (ECMA-376, parts 1 and 2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.support.i18n import _

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

MIB = 1 << 20
LARGEST = 24 * MIB  # of all parts together; a class of ten thousand has six
MOST = 1000  # parts
WIDEST = 16_384  # cells of a row (Excel's own limit), which is read whole
ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)\b")
DECLARATION = "<!DOCTYPE"  # with its entities a part grows without end; no workbook has one


def check(archive: zipfile.ZipFile) -> None:
    """Raises ValueError for what is beyond the limits, zipfile.BadZipFile where a part cannot be read."""
    parts = archive.infolist()
    if len(parts) > MOST or sum(part.file_size for part in parts) > LARGEST:
        raise ValueError(_("it unpacks to more than {size} MiB").format(size=LARGEST // MIB))
    for part in parts:
        if part.flag_bits & 1:
            raise ValueError(_("it is encrypted"))
        cells = 0
        for piece in _pieces(archive, part):
            if _declares(piece):
                raise ValueError(_("{name} declares a document type").format(name=repr(part.filename[:200])))
            for found in ROW_OR_CELL.finditer(piece):
                cells = cells + 1 if found[1] == b"c" else 0
                if cells > WIDEST:
                    raise ValueError(_("a row of more than {count} cells").format(count=WIDEST))


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part's content in pieces that overlap; a zip never gives more than it declares."""
    before = b""
    with archive.open(part) as content:
        while piece := content.read(MIB):
            yield before + piece
            before = piece[-2 * len(DECLARATION) :]


def _declares(piece: bytes) -> bool:
    return any(DECLARATION.encode(one) in piece for one in ("utf-8", "utf-16-le", "utf-16-be"))
