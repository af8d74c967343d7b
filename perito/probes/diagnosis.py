"""Log lines with the reason of a failure, from gunicorn, Python and systemd, each as a kind. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Telling:
    """A log line with the reason of a failure. `kind` is stable; `details` has the captured parts, by name.

    Python: module_not_found (module), import_error (name, module), syntax_error (exception, message, file, line),
    python_error (exception, message, file, line). gunicorn: attribute_missing (name, module), not_callable,
    app_not_found (suggestion), bad_app (spec), no_application, bad_arguments (message), config_error (message, file),
    bad_setting (name, value), invalid_address (address), not_a_socket (path), cannot_connect (address), address_in_use
    (address), bind_error (address, errno, message), worker_boot, app_load, worker_exit (status), worker_timeout,
    no_worker_memory, dev_server. systemd: exec_failed, chdir_failed, user_failed, group_failed, step_failed (all: path,
    step, reason or status), exit_code (status, name), killed (signal), oom_kill, start_limit, no_environment_file,
    unknown_key (key, section, file, line), unknown_section (section, file, line), missing_equals, outside_section
    (file, line), bad_unit_value (message, file, line), bad_unit (message).
    """

    kind: str
    message: str
    time: float = 0.0
    details: dict[str, str] = field(default_factory=dict)


FILE_LINE: Final = r"(?P<file>/[^:]+):(?P<line>\d+): "
STEPS: Final = {
    "EXEC": "exec_failed",
    "CHDIR": "chdir_failed",
    "USER": "user_failed",
    "GROUP": "group_failed",
}
# The first match wins, so special patterns come before general ones.
PATTERNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("module_not_found", r"(?:ModuleNotFound|Import)Error: No module named '?(?P<module>[\w.]+)'?"),
        ("module_not_found", r"No module named '(?P<module>[\w.]+)'(?:; .*)?$"),
        ("app_not_found", r"(?:ImportError: )?Failed to find application(?:.* mean '(?P<suggestion>[^']*))?"),
        ("import_error", r"(?:ImportError: )?cannot import name '(?P<name>\w+)' from '(?P<module>[\w.]+)'"),
        ("syntax_error", r"(?P<exception>SyntaxError|IndentationError|TabError): (?P<message>.*)"),
        ("attribute_missing", r"(?:[\w.]+: )?Failed to find attribute '(?P<name>[^']*)' in '(?P<module>[^']*)'"),
        ("not_callable", r"(?:[\w.]+: )?Application object must be callable"),
        ("bad_app", r"(?:[\w.]+: )?Failed to parse '(?P<spec>[^']*)' as an attribute name or function call"),
        ("no_application", r"(?:Error: |gunicorn: error: )?No application module specified"),
        ("bad_arguments", r"gunicorn\S*: error: (?P<message>.*)"),
        ("config_error", r"(?P<message>Failed to read config file: (?P<file>.*))"),
        ("config_error", r"Error: (?P<message>'(?P<file>[^']*)' doesn't exist)"),
        ("bad_setting", r"Invalid value for (?P<name>\w+): (?P<value>.*)"),
        ("invalid_address", r"(?:Error|RuntimeError): '(?P<address>[^']*)' is not a valid"),
        ("not_a_socket", r"ValueError: '(?P<path>[^']*)' is not a socket"),
        ("address_in_use", r"Connection in use: (?P<address>.*)"),
        ("bind_error", r"connection to (?P<address>.*) failed: \[Errno (?P<errno>-?\d+)\] (?P<message>.*)"),
        ("bind_error", r"Invalid address: (?P<address>.*)"),
        ("cannot_connect", r"Can't connect to (?P<address>.*)"),
        ("worker_boot", r"Reason: Worker failed to boot"),
        ("app_load", r"Reason: App failed to load"),
        ("worker_timeout", r"WORKER TIMEOUT \(pid:(?P<pid>\d+)\)"),
        ("no_worker_memory", r"Worker \(pid:(?P<pid>\d+)\) was sent SIGKILL! Perhaps out of memory"),
        ("worker_exit", r"Worker \(pid:\d+\) exited with code (?P<status>\d+)"),
        ("dev_server", r".*WARNING: This is a development server"),
        ("step_failed", r".*Failed at step (?P<step>[A-Z_]+) spawning (?P<path>.*): (?P<reason>.*)"),
        ("exec_failed", r".*(?:Failed|Unable) to locate executable '?(?P<path>[^':]*)'?: (?P<reason>.*)"),
        ("exec_failed", r".*: Failed to execute (?P<path>[^:]*): (?P<reason>.*)"),
        ("chdir_failed", r".*Changing to the requested working directory failed: (?P<reason>.*)"),
        ("user_failed", r".*Failed to determine user credentials: (?P<reason>.*)"),
        ("group_failed", r".*Failed to determine group credentials: (?P<reason>.*)"),
        ("no_environment_file", r".*Failed to load environment files: (?P<reason>.*)"),
        ("exit_code", r".*Main process exited, code=exited, status=(?P<status>\d+)(?:/(?P<name>\S+))?"),
        ("killed", r".*Main process exited, code=[kd]\w+, status=(?P<status>\d+)(?:/(?P<signal>\S+))?"),
        ("oom_kill", r".*: (?:A process of this unit has been killed by the OOM killer|Failed with result 'oom-kill')"),
        ("start_limit", r".*Start request repeated too quickly"),
        ("unknown_key", FILE_LINE + r"Unknown [a-z ]+ '(?P<key>[^']*)' in section '?\[?(?P<section>\w+)"),
        ("unknown_section", FILE_LINE + r"Unknown section '(?P<section>[^']*)'"),
        ("missing_equals", FILE_LINE + r"Missing '='"),
        ("outside_section", FILE_LINE + r"Assignment outside of section"),
        ("bad_unit_value", r"(?P<file>/\S+\.\w+):(?P<line>\d+): (?P<message>.*)"),
        ("bad_unit", r"\S+\.service: (?P<message>(?:Service (?:has|lacks) |Unit configuration has fatal).*)"),
        ("python_error", r"(?P<exception>(?:\w+\.)*[A-Z]\w*(?:Error|Exception|Exit)): (?P<message>.*)"),
        ("python_error", r"(?P<exception>jinja2\.exceptions\.\w+): (?P<message>.*)"),
        ("python_error", r"(?P<exception>[A-Z]\w*(?:Error|Exception))$"),
    )
)  # fmt: skip
# `[2026-11-23 00:50:25 +0100] [387] [ERROR] …`
GUNICORN: Final = re.compile(r"\[[\d: +-]{10,40}\] \[\d+\] \[[A-Z]+\] ")
NOISE: Final = ("gunicorn.errors.HaltServer", "SystemExit")


def telling(message: str, time: float = 0.0) -> Telling | None:
    """The meaning of one line, if it has a known one."""
    line = message.strip()[:2000]
    if match := GUNICORN.match(line):
        line = line[match.end() :]
    for kind, pattern in PATTERNS:
        if match := pattern.match(line):
            details = {name: value for name, value in match.groupdict().items() if value is not None}
            if details.get("exception", "") in NOISE:
                return None
            return Telling(kind_of(kind, details), line, time, details)
    return None


def kind_of(kind: str, details: dict[str, str]) -> str:
    """systemd reports exit statuses 200-217 also by its steps: one kind for both."""
    step = details.get("step") if kind == "step_failed" else details.get("name") if kind == "exit_code" else None
    return STEPS.get(step or "", kind)
