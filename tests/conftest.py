"""For all tests: what was skipped is counted, Ctrl-C is heard, and of slow proofs a sample is run."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from hypothesis import settings

from perito.support import i18n
from tests import skips
from tests.hostile import table
from tests.skips import pytest_sessionfinish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.terminal import TerminalReporter

__all__ = ["pytest_collection_modifyitems", "pytest_configure", "pytest_sessionfinish", "pytest_terminal_summary"]

# Practices that tests grade by: their checks are no tests of ours.
collect_ignore_glob = ["*/checks"]
# Of these one in so many runs, always the same ones; `./dev proofs` runs them all.
ONE_IN = {
    "tests/option_proofs/": 24,
    "tests/interrupted/": 8,
    "tests/hostile/test_liars.py": 34,
    "tests/hostile/test_liars_python.py": 18,
    "tests/hostile/test_liars_nginx.py": 16,
    "tests/hostile/test_unusual.py": 16,
    "tests/hostile/test_own_side.py": 50,
    "tests/hostile/test_odd_files.py": 30,
    "tests/hostile/test_injection.py": 30,
    "tests/hostile/test_unusual_python.py": 12,
    "tests/hostile/test_secrets.py": 28,
    "tests/hostile/test_sshd.py": 9,
    "tests/hostile/": 5,
    "tests/recorded/test_recorded.py::test_it_comes_out": 24,
    "tests/recorded/test_unseen.py::test_a_command": 6,
    "tests/recorded/test_recorded.py::test_asked_anew": 32,
    "tests/recorded/test_worth.py::test_one_of_each_kind": 1,
    "tests/recorded/test_worth.py": 44,
    "tests/recorded/test_ahead.py": 80,
    "tests/recorded/test_told.py": 4,
    "tests/live/test_mending.py": 6,
    "tests/live/test_waived.py": 6,
    "tests/live/test_two_sources.py": 4,
    "tests/live/test_anything.py": 6,
    "tests/live/test_matrix.py::test_a_": 44,
    "tests/live/test_moments.py::test_a_server": 9,
    "tests/live/test_names.py": 12,
    "tests/live/test_combinations.py": 6,
    "tests/live/test_exercise.py": 4,
    "tests/gate/test_container.py": 1 << 32,
    "tests/browser/test_markup.py": 1 << 32,  # it installs what it asks
    "tests/live/test_waiting.py::test_a_server_that_comes_up_is_graded[nobody": 1 << 32,
    "tests/live/test_discovery.py": 6,
    "tests/live/test_examples.py::test_a_mistake": 12,
    "tests/live/test_examples.py::test_nothing": 3,
    "tests/live/test_examples.py::test_it_is_clean": 4,
    "tests/classroom/identity/test_lab.py": 2,
    "tests/classroom/test_dask_page.py": 2,
    "tests/docs/test_follow.py::test_a_page": 97,  # one of them: each is followed for up to half a minute
    "tests/browser/test_ten_seconds.py": 3,
    "tests/classroom/test_cluster.py": 2,
    "tests/release/test_pyz.py::test_it_grades": 3,
    "tests/cli/test_soundness.py": 12,
    "tests/cli/test_outputs.py": 16,
    "tests/cli/test_bad_input.py": 4,
    "tests/cli/test_plain_pytest.py": 4,
    "tests/grading/test_part.py": 4,
    "tests/grading/test_rescoring.py": 8,
    "tests/cli/test_own_checks.py": 3,
    "tests/classroom/test_run_practice.py": 5,
    "tests/classroom/test_threads.py": 6,
    "tests/classroom/test_run_record.py": 10,
    "tests/windows/test_commands.py::test_workers": 3,
    "tests/windows/test_commands.py": 3,
    "tests/classroom/test_grade.py::test_what_makes_no_sense": 4,
    "tests/classroom/test_grade.py": 3,
    "tests/classroom/test_regrade.py": 6,
    "tests/classroom/test_bad_files.py": 2,
    "tests/classroom/test_export.py": 5,
    "tests/classroom/test_own_inputs.py": 2,
    "tests/grading/test_completeness.py": 2,
    "tests/evidence/test_redaction.py::test_hostile": 8,
    "tests/support/test_yaml_bounds.py::test_whichever": 4,
    "tests/classroom/test_proving.py::test_it_tells": 3,
    "tests/browser/test_class_page.py": 2,
    "tests/browser/test_server_page.py": 2,
    "tests/classroom/test_report.py": 3,
    "tests/classroom/test_workers.py": 2,
    "tests/cli/test_check.py": 2,
    "tests/cli/test_command_line.py": 3,
    "tests/cli/test_config.py": 3,
    "tests/cli/test_first_minute.py": 3,
    "tests/cli/test_watch.py": 2,
    "tests/cli/test_wheel.py": 4,
    "tests/docs/test_authors_examples.py": 2,
    "tests/evidence/test_redaction.py": 2,
    "tests/fuzz/test_fuzz.py": 4,
    "tests/grading/test_follows.py": 3,
    "tests/grading/test_shared_fixtures.py": 3,
    "tests/lab/test_library.py": 4,
    "tests/live/test_testinfra.py": 2,
    "tests/models/flask/heroku/test_library.py": 6,
    "tests/models/test_options.py": 3,
    "tests/practice/test_authors.py": 3,
    "tests/practice/test_importing.py": 3,
    "tests/practice/test_inputs.py": 2,
    "tests/probes/test_hostile.py": 4,
    "tests/recorded/test_denied.py": 4,
    "tests/release/test_pyz.py": 2,
    "tests/report/evidence/test_recorded.py": 3,
    "tests/report/test_printing.py": 2,
    "tests/support/test_yaml_bounds.py": 2,
}
WHOLE = ("tests/option_proofs/test_all.py",)  # the proof that there is a proof of each


# Processors are shared by the workers and the servers they boot: a property may take long for reasons not its own.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


@pytest.fixture(autouse=True)
def same_language() -> Iterator[None]:
    """What one test says in another language, the next one says in Spanish."""
    before = i18n.language()
    yield
    if i18n.language() != before:
        i18n.use(before)


@pytest.fixture
def in_english() -> None:
    """Texts in English; the next test is in Spanish again."""
    i18n.use("en")


def pytest_configure() -> None:
    """Programs that tests start hear SIGINT, also where a shell has started the tests in the background."""
    os.environ.setdefault("PERITO_CACHE_DIR", os.devnull)  # no run of a test asks ahead what another one learned
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """The attacks, and what was skipped."""
    table.show(terminalreporter)
    skips.pytest_terminal_summary(terminalreporter)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """All of them where PERITO_PROOFS=all says so, or where a file was named; otherwise a sample of the slow ones.

    `-k hostile` asks for every attack.
    """
    if os.environ.get("PERITO_PROOFS") == "all" or any("::" in one or one.endswith(".py") for one in config.args):
        return
    attacks = "hostile" in config.option.keyword
    left = [
        one
        for one in items
        if not (attacks and one.nodeid.startswith("tests/hostile/")) and not _in_the_sample(one.nodeid)
    ]
    gone = set(left)
    items[:] = [one for one in items if one not in gone]
    config.hook.pytest_deselected(items=left)


def _in_the_sample(name: str) -> bool:
    if name.startswith(WHOLE):
        return True
    share = next((share for place, share in ONE_IN.items() if name.startswith(place)), 1)
    return crc32(name.partition("::")[2].encode()) % share == 0
