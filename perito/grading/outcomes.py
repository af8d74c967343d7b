"""From pytest's tests to outcomes: selection, order, and the meaning of each ending."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito.documents.check_names import base
from perito.documents.outcome import ADVICE_STEP
from perito.documents.result import Outcome
from perito.grading import inherited, redacted, subjects
from perito.grading.believed import believed
from perito.grading.completeness import Collected
from perito.grading.endings import Blocked, as_pytest_says, ending_of, marked_out
from perito.grading.shared_fixtures import SharedFixtures
from perito.practice.locate import own_name
from perito.practice.marked import collection_problem, marks_in, unsound, where_raised
from perito.practice.rubric import OWN_STEP
from perito.practice.subjects import SubjectsError
from perito.support.i18n import _
from perito.support.signals import Late

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

    from perito.evidence.exchange import Exchange
    from perito.grading.causes import Key
    from perito.grading.ending import Ending
    from perito.grading.run import Run

NAME = "perito-run"


class RunPlugin:
    """Grades the checks that pytest collects. Registered only where there is something to grade.

    `steps`: those asked for, none for all. `checks`: the directory of all checks; where pytest was given less, the
    missing ones count as left out.
    """

    def __init__(self, run: Run, steps: frozenset[str] = frozenset(), checks: Path | None = None) -> None:
        self.run = run
        self._checks = checks
        self.steps = steps
        self.broken: list[str] = []
        self._raised: dict[str, str] = {}  # by node
        self._skipped: dict[str, str] = {}  # by check
        self._root = Path()
        self._shared = SharedFixtures(run)
        self._left_out: list[Key] = []
        self._dropped: list[Key] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        """Find what the practice's tests run for, where only the server knows. Raises pytest.UsageError under plain
        pytest."""
        self._root = session.config.rootpath
        try:
            subjects.discover(self.run, session.config)
        except SubjectsError as error:
            if self._checks is not None:
                raise pytest.UsageError(str(error)) from None
            self.broken.append(str(error))
        self.run.server.trail.clear()

    @pytest.hookimpl(trylast=True)  # after a test's own parameters, so that the subject stands last in pytest's id
    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """A check of a deployment runs once for each deployment found, one of another kind once for each subject."""
        subjects.generate(metafunc, self.run)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Only the parts graded and the steps asked for; prerequisites first, otherwise as collected."""
        inherited.put_aside(items, self.run.rubric)
        if self._refused(items):
            return
        chosen = [item for item in items if self._chosen(item)]
        if len(chosen) < len(items):
            aside = [item for item in items if not self._chosen(item)]
            self._left_out += map(key_of, aside)
            config.hook.pytest_deselected(items=aside)
            items[:] = chosen
        if self._checks is not None and not takes_all(config, self._checks):
            self.run.left_out |= uncollected(self.run, items)
        place = {name: position for position, name in enumerate(self.run.rubric.order())}
        items.sort(key=lambda item: place.get(base(check_id(item)), len(place)))

    def _refused(self, items: list[pytest.Item]) -> bool:
        """Whether tests contradict this rubric, though their text looked sound: then none runs. Two for one check are
        left to the run, which gives it no outcome. Raises pytest.UsageError under plain pytest."""
        found = unsound(items, self.run.rubric, twice=False)
        self.broken += found
        if found and self._checks is not None:
            raise pytest.UsageError("\n".join(found))
        if self.broken:
            items.clear()
        return bool(self.broken)

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Record the tests deselected by --only, -k and the like: they are not missing, and the run is of a part."""
        keys = list(map(key_of, items))
        (self._dropped if self._checks is None else self._left_out).extend(keys)
        self.run.left_out |= {(deployment, check) for deployment, check in keys if self.run.asked(deployment, check)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Tell the run which outcomes to expect."""
        if not session.config.option.collectonly and not self.broken:
            chosen = list(map(key_of, session.items))
            left_out = frozenset(self._left_out) - set(chosen)
            whole = self._checks is None or takes_all(session.config, self._checks)
            self.run.begin(Collected((*self._left_out, *self._dropped, *chosen), left_out, whole, self._skipped))

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """A run without all outcomes does not succeed under plain pytest, either."""
        if exitstatus == pytest.ExitCode.OK and self.run.lacking():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _chosen(self, item: pytest.Item) -> bool:
        of_run = self.run.asked(deployment_of(item), check_id(item))
        return of_run and (not self.steps or wanted(self.run, item, self.steps))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Record a collection error: the checks are broken, not the server; and a module that skips itself."""
        if report.skipped and isinstance(report.longrepr, tuple):
            path, number, said = Path(report.longrepr[0]), *report.longrepr[1:]
            place = path.relative_to(self._root) if path.is_relative_to(self._root) else path.name
            reason = _("its file skips itself, {place}: {reason}").format(place=f"{place}:{number}", reason=said)
            self._skipped |= dict.fromkeys(marks_in(path), reason)
        if report.failed:
            where, root = self._raised.get(report.nodeid), self._root
            self.broken.append(where or collection_problem(str(report.longrepr), report.nodeid, root))

    def pytest_exception_interact(self, node: pytest.Item | pytest.Collector, call: pytest.CallInfo[object]) -> None:
        """Where a module raised while it was read."""
        if isinstance(node, pytest.Collector) and call.excinfo is not None:
            self._raised[node.nodeid] = where_raised(call.excinfo.value, root_of(node))

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Under plain pytest, too, an interrupted run says so in its result, and one that took too long."""
        if isinstance(excinfo.value, Late):
            self.run.late()
        elif isinstance(excinfo.value, KeyboardInterrupt):
            self.run.interrupted(str(excinfo.value) or "SIGINT")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """A check with a lost prerequisite is blocked, and not run."""
        self.run.server.trail.clear()
        self.run.session.unredacted.forget_read()
        missing = self.run.missing(deployment_of(item), check_id(item))
        if missing:
            raise Blocked(", ".join(missing))
        subjects.there_is_one(item, self.run)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
        """What a fixture of several tests asks is evidence of each."""
        with self._shared.setting_up(fixturedef):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Turn a check's end into its outcome."""
        report = yield
        if call.when == "call" or (call.when == "setup" and call.excinfo is not None):
            ending = self._ending(item, call, report)
            result = self.run.ended(deployment_of(item), check_id(item), ending)
            _tell(report, result.outcome, ending, traced=traced(item.config) and not isinstance(report.longrepr, str))
            _strike(report, self.run.session.without_secrets)
        return report

    def _ending(self, item: pytest.Item, call: pytest.CallInfo[None], report: pytest.TestReport) -> Ending:
        trail = self.run.server.trail
        raised = call.excinfo.value if call.excinfo else None
        if not isinstance(raised, Blocked):
            self._shared.taken_by(item)
        seen = tuple(sorted(set(trail)))
        ending = ending_of(raised, call.duration, seen, self._practice_of(item), self._last(trail))
        ending = as_pytest_says(ending, report)
        if self.run.rubric.entry(check_id(item)) is not None:
            ending = marked_out(ending, raised)
        if step_of(self.run, item) != ADVICE_STEP:
            ending = believed(ending, self.run.server.integrity, check_id(item), deployment_of(item))
        session = self.run.session
        if not session.unredacted.read or isinstance(raised, Blocked):
            return ending
        name = "/".join(filter(None, key_of(item)))
        ending = redacted.judged(session, name, written_in(item), ending)
        report.longrepr = ending.reason or None
        report.sections = []
        return ending

    def _practice_of(self, item: pytest.Item) -> Path:
        """The directory of a test's practice: the one that is graded by, or one that this stands on."""
        within = (item.config.rootpath, *self.run.rubric.bases)
        return next((one for one in within if item.path.is_relative_to(one)), root_of(item))

    def _last(self, trail: Sequence[int]) -> Exchange | None:
        """The last question."""
        exchanges = self.run.session.evidence.exchanges
        return exchanges[trail[-1] - 1] if trail and 0 < trail[-1] <= len(exchanges) else None


def uncollected(run: Run, items: Iterable[pytest.Item]) -> set[Key]:
    """The rubric's checks of this run that were not collected: only some tests or files were given."""
    there: dict[str, set[str | None]] = {}
    for deployment, check in {(deployment_of(item), check_id(item)) for item in items} | run.left_out:
        there.setdefault(base(check), set()).add(deployment)
    missing: set[Key] = set()
    for check in run.rubric.checks:
        part = run.rubric.part_of(check)
        if check not in there and (part is None or part in {*run.subjects, *run.extensions, *run.rubric.always}):
            missing.add((part if part in run.subjects else None, check))
        elif there.get(check, {None}) != {None}:
            kinds = {run.subjects[one].kind for one in there[check] if one in run.subjects}
            alike = [label for label, one in run.subjects.items() if one.kind in kinds]
            missing |= {(one, check) for one in alike if one not in there[check] and run.asked(one, check)}
    return missing


def traced(config: pytest.Config) -> bool:
    """Whether plain pytest was asked for tracebacks (--tb) or for variables (-l)."""
    return config.getoption("tbstyle", "auto") != "auto" or bool(config.getoption("showlocals", default=False))


def _tell(report: pytest.TestReport, outcome: Outcome, ending: Ending, *, traced: bool) -> None:
    """Plain pytest's display: one line for a failure, `skipped` for outcomes that do not count.

    `traced`: a failure keeps its traceback.
    """
    skipped = {
        Outcome.BLOCKED: "blocked by",
        Outcome.NOT_APPLICABLE: "not applicable:",
        Outcome.WAIVED: "waived",
    }
    if outcome in skipped and report.outcome == "failed":
        report.outcome = "skipped"
        reason = ending.reason or (ending.failure.detail if ending.failure else "")
        report.longrepr = (report.location[0], report.location[1] or 0, f"{skipped[outcome]} {reason}")
    elif outcome is Outcome.FAILED and ending.failure is not None:
        report.outcome = "failed"
        if traced and report.longrepr:
            return
        report.longrepr = "\n\n".join(filter(None, (str(ending.failure), ending.assertion)))
    elif outcome is Outcome.ERROR and report.outcome != "failed":
        report.outcome = "failed"
        report.longrepr = ending.reason
    elif outcome is Outcome.PASSED and report.outcome == "failed":
        report.outcome = "passed"
    if report.outcome == "failed" and hasattr(report, "wasxfail"):
        del report.wasxfail


def _strike(report: pytest.TestReport, without_secrets: Callable[[str], str]) -> None:
    """Plain pytest's display without the secrets that the server has shown: a traceback may quote them."""
    said = report.longrepr
    if isinstance(said, tuple):
        path, line, text = said
        report.longrepr = (path, line, without_secrets(text))
    elif said is not None and without_secrets(text := str(said)) != text:
        report.longrepr = without_secrets(text)
    report.sections = [(name, without_secrets(text)) for name, text in report.sections]


def check_id(item: pytest.Item) -> str:
    """The check of a test: its mark, or for a teacher's unmarked test `file.function`.

    With parameters it has their values, as pytest names them: `page.status[index]`.
    """
    marker = item.get_closest_marker("perito_check")
    if marker is not None and marker.args:
        return f"{marker.args[0]}{subjects.parameters_of(item)}"
    function = re.sub(r"^test_", "", getattr(item, "originalname", None) or item.name)
    return f"{own_name(item.path)}.{function}{subjects.parameters_of(item)}"


def key_of(item: pytest.Item) -> Key:
    """The key of a test's outcome within a run."""
    return (deployment_of(item), check_id(item))


def root_of(item: pytest.Item | pytest.Collector) -> Path:
    """The directory that a test's file names are relative to."""
    root = item.config.rootpath
    return root if item.path.is_relative_to(root) else item.path.parent


def written_in(item: pytest.Item) -> list[Path]:
    """The files of a test's code: its own, and those that pytest imports before it."""
    above = [parent for parent in item.path.parents if parent.is_relative_to(root_of(item))]
    return [item.path, *(parent / "conftest.py" for parent in above)]


def takes_all(config: pytest.Config, checks: Path) -> bool:
    """Whether pytest was given the whole directory of checks, and not some files, tests or last failures of it."""
    narrowed = any(config.getoption(name, None) for name in ("ignore", "ignore_glob", "lf"))
    here = config.invocation_params.dir
    return not narrowed and any(checks.is_relative_to((here / argument).resolve()) for argument in config.args)


def step_of(run: Run, item: pytest.Item) -> str:
    """A test's step."""
    return run.rubric.step(check_id(item))


def wanted(run: Run, item: pytest.Item, steps: frozenset[str]) -> bool:
    """Whether a test is in one of the steps; a teacher's own test goes by its file's name, too."""
    step = step_of(run, item)
    return step in steps or (step == OWN_STEP and own_name(item.path) in steps)


def deployment_of(item: pytest.Item) -> str | None:
    """The label of the subject that a test runs for, if it runs for one."""
    return subjects.label_of(item)
