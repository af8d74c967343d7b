"""`./dev sbom [-o FILE]`: what Perito is made of, as CycloneDX 1.6 JSON: packages, versions, licences, who needs whom.

Reproducible: the same packages make the same document; it has no time, and its serial number is the content's.
"""

from __future__ import annotations

import argparse
import json
import sys
import uuid
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from perito.support import atomic_write
from release.packages import ROOT, closure, direct

NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_OID, "perito sbom")
VERSION: Final = "1.6"


def document() -> dict[str, Any]:
    """The bill of materials of the packages that Perito needs to run, with the versions that are installed here."""
    names = sorted(closure(direct()))
    components = [_component(name) for name in names]
    own = _named("perito", metadata.version("perito"))
    asked = {canonicalize_name(one.name) for one in direct()} & {*names}
    needs = [{"ref": own["bom-ref"], "dependsOn": sorted(map(_ref, asked))}]
    needs += [{"ref": _ref(name), "dependsOn": sorted(map(_ref, _needed(name) & {*names}))} for name in names]
    body: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": VERSION,
        "version": 1,
        "metadata": {"component": own},
        "components": components,
        "dependencies": needs,
    }
    content = sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    return {**body, "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, content)}"}


def _named(name: str, version: str) -> dict[str, Any]:
    address = f"pkg:pypi/{canonicalize_name(name)}@{version}"
    kind = "application" if name == "perito" else "library"
    return {"type": kind, "bom-ref": address, "name": name, "version": version, "purl": address}


def _ref(name: str) -> str:
    return str(_named(name, metadata.version(name))["bom-ref"])


def _component(name: str) -> dict[str, Any]:
    found = _named(name, metadata.version(name))
    fields = metadata.metadata(name)
    expression = next(iter(fields.get_all("License-Expression") or ()), None)
    said = [one for one in fields.get_all("Classifier") or () if one.startswith("License ::")]
    classifiers = [one.rpartition(" :: ")[2] for one in said]
    if expression:
        found["licenses"] = [{"expression": expression}]
    elif classifiers:
        found["licenses"] = [{"license": {"name": one}} for one in sorted(classifiers)]
    return found


def _needed(name: str) -> set[str]:
    """The packages that one needs on this machine, without extras."""
    asked = [Requirement(line) for line in metadata.requires(name) or ()]
    return {canonicalize_name(one.name) for one in asked if one.marker is None or one.marker.evaluate({"extra": ""})}


def main() -> int:
    """Write the document; the exit status."""
    parser = argparse.ArgumentParser(prog="./dev sbom", description=str(__doc__).partition("\n")[0])
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist" / "perito.cdx.json", metavar="FILE")
    output: Path = parser.parse_args().output
    output.parent.mkdir(parents=True, exist_ok=True)
    atomic_write.write(output, (json.dumps(document(), indent=2) + "\n").encode(), private=False)
    print(output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
