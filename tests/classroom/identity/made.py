"""Facts of students who exist only on paper."""

from __future__ import annotations

from perito.classroom.identity.model import Fact, Facts, Onward, Seen

FILES = ("application.py", "wsgi.py", "unit", "site", "virtualenv")


def student(
    who: str,
    *,
    image: str = "",
    work: str = "",
    text: str = "same",
    hosts: tuple[str, ...] = (),
    seen: tuple[Seen, ...] = (),
    onward: tuple[Onward, ...] = (),
    **own: str,
) -> Facts:
    """Somebody's facts, all of them their own but for what is said.

    image, work: the name of the one whose machine, or whose files' times, these are; text: whose files' content;
    `own`: values by kind, such as boot_id="…".
    """
    start, base = moment(work or who, 2_000_000), moment(image or who, 1_000_000)
    values = {"nonce": f"nonce of {who}", "boot-id": f"boot of {who}", "address": f"{who}:22"}
    values |= {"machine-id": f"machine {image or who}", "host-key": f"key {image or who}", "mac": f"mac {image or who}"}
    values |= {kind.replace("_", "-"): value for kind, value in own.items()}
    facts = [Fact(kind=kind, value=value, evidence=7) for kind, value in values.items()]
    facts.append(Fact(kind="image-time", role="image", value=f"{base:.9f}", shown="/etc/passwd", evidence=8))
    for number, role in enumerate(FILES):
        facts.append(Fact(kind="changed", role=role, value=f"{start + number:.9f}", evidence=8))
        facts.append(Fact(kind="content", role=role, value=text, evidence=8))
    return Facts(
        nonce=values["nonce"], facts=tuple(facts), hosts=hosts or (f"host of {who}",), seen=seen, onward=onward
    )


def moment(who: str, base: int) -> float:
    """A time of one's own."""
    return base + sum(ord(letter) * pow(997, place, 900_001) % 900_001 for place, letter in enumerate(who)) + 0.5


def unrelated(count: int) -> dict[str, Facts]:
    """A class of students who share nothing but the practice's own text."""
    return {f"s{number:02}": student(f"s{number:02}") for number in range(count)}
