"""Verdicts on the keys of the unit, each judged as systemd has it loaded, by the line that says so."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.models.flask.sharing import seen
from perito.models.flask.verdicts.unit import WEB_GROUP
from perito.practice.expect import expect, finding
from perito.probes.systemd import unit_file, unit_files
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment
    from perito.probes.systemd.unit_files import UnitComplaint

TARGET = "multi-user.target"


def keys_must_be_known(deployment: Deployment) -> None:
    """Raises Failure where systemd ignores a line of the unit."""
    unit, found = deployment.unit, deployment.unit.keys.complaints
    if not found:
        return
    one, lines = found[0], {complaint.line for complaint in found}
    meant = unit.keys.meant(one)
    section = next((problem.suggestion for problem in unit.text.problems if problem.line == one.line), "")
    header = section or next(iter(get_close_matches(one.section.capitalize(), unit_file.SECTIONS, 1)), "")
    strange, split = unit.keys.strange_character(), unit.keys.blank_after_backslash()
    raise finding(
        "service.keys/look-alike" if strange
        else "service.keys/blank-after-backslash" if split
        else "service.keys/several" if len(lines) > 1
        else "service.keys/other-section" if one.kind == "unknown_key" and meant == one.key
        else "service.keys/misspelt" if one.kind == "unknown_key" and meant
        else "service.keys/unknown" if one.kind == "unknown_key"
        else "service.keys/section-misspelt" if one.kind == "unknown_section" and header
        else "service.keys/section-unknown" if one.kind == "unknown_section"
        else "service.keys/without-equals" if one.kind == "missing_equals"
        else "service.keys/before-any-section" if one.kind == "outside_section"
        else "service.keys/bad-header" if one.kind == "bad_section_header"
        else "service.keys/bad-value",
        expected=_("keys and sections of systemd's"), actual=", ".join(unit.keys.messages()),
        detail=strange, line=split,
        file=one.file, number=one.line, text=_text_of(deployment, one), message=one.message, key=one.key, meant=meant,
        section=one.section, header=header, belongs=unit_file.section_of(one.key),
        wanted=_text_of(deployment, one).replace(one.key, meant, 1) if one.key else "",
        lines=[_named(deployment, complaint) for complaint in found if complaint.line],
    )  # fmt: skip


def _named(deployment: Deployment, complaint: UnitComplaint) -> str:
    """A line as one of several: `5 (User=)`."""
    name = f"{complaint.key}=" if complaint.key else _text_of(deployment, complaint)[:40]
    return f"{complaint.line} ({name})" if name else str(complaint.line)


def _text_of(deployment: Deployment, complaint: UnitComplaint) -> str:
    """The line that systemd complains of, as it stands in the file; nothing where it names none."""
    for file in deployment.server.unit_files:
        lines = (file.text or "").splitlines()
        if unit_files.merged(file.info.path) == unit_files.merged(complaint.file) and complaint.line <= len(lines):
            return lines[complaint.line - 1].strip() if complaint.line else ""
    return ""


def unit_group_must_be_the_web_servers(deployment: Deployment) -> None:
    """Raises Failure unless Group= is nginx's group."""
    unit = deployment.unit
    group = unit.group_name
    expect(
        group,
        finding="service.group/misread" if unit.taken_otherwise("Group")
        else "service.group/unknown" if unit.missing_group()
        else "service.group/absent" if not group
        else "service.group/the-users" if group == unit.loaded.user
        else "service.group/other",
        detail=" ".join(filter(None, [unit.missing_group(), unit.line_of("Group")])),
        cleared=unit.keys.cleared("Group"),
        line=unit.line_of("Group"), file=unit.path, group=group, wanted=WEB_GROUP,
    ).to_equal(WEB_GROUP)  # fmt: skip


def working_directory_must_be_the_applications(deployment: Deployment) -> None:
    """Raises Failure unless WorkingDirectory= is the application's directory."""
    unit, wanted = deployment.unit, deployment.names.directory
    found = unit.working_directory
    known = {one.path.rstrip("/"): one.kind for one in seen(deployment, lambda one: one.server.web_tree) or ()}
    inside = PurePosixPath(found).is_relative_to("/var/www")
    close = bool(get_close_matches(found, [wanted], 1, 0.85))
    kind = known.get(found, "")
    expect(
        found,
        finding="service.working-directory/misread" if unit.taken_otherwise("WorkingDirectory")
        else "service.working-directory/absent" if not found
        else "service.working-directory/relative" if not found.startswith("/")
        else "service.working-directory/not-a-directory" if kind == "file"
        else "service.working-directory/misspelt" if inside and not kind and close
        else "service.working-directory/no-such-directory" if inside and not kind and len(known) and
        len(PurePosixPath(found).parts) <= len(PurePosixPath(wanted).parts)
        else "service.working-directory/other-directory",
        detail=unit.line_of("WorkingDirectory"), cleared=unit.keys.cleared("WorkingDirectory"),
        line=unit.line_of("WorkingDirectory"), file=unit.path, found=found, wanted=wanted,
    ).to_equal(wanted)  # fmt: skip


def environment_must_have_the_path(deployment: Deployment) -> None:
    """Raises Failure unless Environment= puts the virtual environment's programs on PATH."""
    unit = deployment.unit
    if deployment.virtualenv.found is None:
        raise finding("service.environment/no-virtualenv", expected=_("a virtual environment"), actual="—")
    path, wanted, shown = deployment.virtualenv.present.path, deployment.virtualenv.bin, unit.path_as_loaded
    entries = unit.path_entries
    others = [one for one in entries if "/virtualenvs/" in one or (PurePosixPath(one).name == "bin" and "env" in one)]
    expect(
        entries,
        shown=shown,
        finding="service.environment/misread" if unit.taken_otherwise("Environment")
        else "service.environment/absent" if not unit.text.value("Service", "Environment")
        else "service.environment/without-path" if not shown
        else "service.environment/without-bin" if path in entries
        else "service.environment/program" if f"{wanted}/gunicorn" in entries
        else "service.environment/other-virtualenv" if others
        else "service.environment/other",
        detail=unit.line_of("Environment"), cleared=unit.keys.cleared("Environment"),
        line=unit.line_of("Environment"), file=unit.path, wanted=wanted, others=others, path=path,
    ).to_contain(wanted)  # fmt: skip


def workers_must_be_given(deployment: Deployment) -> None:
    """Raises Failure unless gunicorn is told how many workers to start."""
    unit, found = deployment.unit, deployment.gunicorn.workers
    expect(
        found,
        finding="service.workers/absent" if found is None else "service.workers/none",
        detail=unit.line_of("ExecStart"), place=unit.place_of("ExecStart"), number=found,
    ).to_be_at_least(1, "--workers N")  # fmt: skip


def unit_must_be_wanted_at_boot(deployment: Deployment) -> None:
    """Raises Failure unless WantedBy= names the target of an ordinary boot."""
    unit = deployment.unit
    misread = unit.taken_otherwise("WantedBy", "Install")
    found = [] if misread else unit.wanted_by
    close = [name for name in found if get_close_matches(name, [TARGET, "multi-user"], 1, 0.7)]
    expect(
        found,
        shown=unit.text.value("Install", "WantedBy"),
        finding="service.wanted-by/misread" if misread
        else "service.wanted-by/absent" if not found
        else "service.wanted-by/misspelt" if close
        else "service.wanted-by/other",
        detail=unit.line_of("WantedBy", "Install"), cleared=unit.keys.cleared("WantedBy"),
        line=unit.line_of("WantedBy", "Install"), file=unit.path, found=close or found,
    ).to_contain(TARGET)  # fmt: skip


def service_must_be_enabled(deployment: Deployment) -> None:
    """Raises Failure unless systemd says that the service is enabled."""
    state = deployment.unit.loaded.enabled
    expect(
        state,
        finding="service.enabled/disabled" if state == "disabled"
        else "service.enabled/nothing-to-enable" if state == "static"
        else "service.enabled/other" if state
        else "service.enabled/unknown",
        file=deployment.unit.path,
    ).to_equal("enabled")  # fmt: skip
