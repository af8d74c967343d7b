"""What each test runs for: the deployments that the model found, and the subjects that the practice names or finds."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from perito.documents.deployment import DEPLOYMENT
from perito.errors import CannotLook
from perito.grading.testinfra_errors import meaning
from perito.models.named import NamedSubject
from perito.practice.expect import Failure, NotApplicable
from perito.practice.marked import where_raised
from perito.practice.subjects import DISCOVER, Named, SubjectsError, discovered, named, to_discover, twice
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pytest

    from perito.grading.run import Run
    from perito.models.model import Subject
    from perito.practice.rubric import Rubric

HOST = "host"
NONE = Named("", "")  # stands for the subjects of a kind of which there is none


def with_named(found: Mapping[str, Subject], rubric: Rubric) -> dict[str, Subject]:
    """The subjects of the model and those that the rubric names. Raises SubjectsError for two of one name."""
    return joined(found, named(rubric.subjects).values())


def joined(found: Mapping[str, Subject], more: Iterable[Named]) -> dict[str, Subject]:
    """All subjects by label. Raises SubjectsError for two of one name."""
    made: dict[str, Subject] = dict(found)
    for one in more:
        if one.label in made:
            raise SubjectsError(twice(one.label))
        made[one.label] = NamedSubject(one)
    return made


def discover(run: Run, config: pytest.Config) -> None:
    """Find the subjects that only the server knows, by `discover(server)`, or `discover(host)`, of the practice's
    conftest.py.

    What could not be seen makes the grade provisional. Raises SubjectsError where there is no such function, or where
    it returns something else than names.
    """
    kinds = to_discover(run.rubric.subjects)
    if not kinds:
        return
    found = discovering(config)
    if not found:
        raise SubjectsError(no_discover(kinds))
    function: Callable[..., object] = getattr(found[-1], DISCOVER)
    where = f"{function.__code__.co_filename}:{function.__code__.co_firstlineno}:1"
    try:
        returned = function(*(_given(name, run) for name in inspect.signature(function).parameters))
    except Exception as error:  # a teacher's code may raise anything
        why = meaning(error, config.rootpath, next(reversed(run.session.evidence.exchanges), None))
        if isinstance(why, CannotLook):
            run.cannot_look(why)
            return
        if not isinstance(why, (Failure, NotApplicable)):
            said = f"{where}: {type(error).__name__}: {error}".partition("\n")[0]
            raise SubjectsError(where_raised(error, config.rootpath) or said) from error
        returned = {}  # a fact whose subject is not there: none was found
    run.subjects = joined(run.subjects, discovered(run.rubric.subjects, returned, where).values())


def discovering(config: pytest.Config) -> list[object]:
    """The practice's plugins that find subjects on the server: each a conftest.py."""
    return [one for one in config.pluginmanager.get_plugins() if callable(getattr(one, DISCOVER, None)) and _own(one)]


def no_discover(kinds: Iterable[str]) -> str:
    """What is said where none does."""
    text = _("the practice's conftest.py has no function discover(server), which the rubric wants for {kinds}")
    return text.format(kinds=", ".join(kinds))


def _given(name: str, run: Run) -> object:
    """What an argument of `discover` gets: testinfra's host by that name, else the server."""
    if name != HOST:
        return run.server
    from perito.server.host import host_of  # testinfra takes a moment to import

    return host_of(run.session)


def _own(plugin: object) -> bool:
    """Whether a plugin is a conftest.py."""
    return str(getattr(plugin, "__file__", "")).endswith("conftest.py")


def generate(metafunc: pytest.Metafunc, run: Run) -> None:
    """Let a test run once for each subject of the kind that it asks for."""
    if DEPLOYMENT in metafunc.fixturenames:
        labels = [label for label, one in run.subjects.items() if one.kind == DEPLOYMENT]
        metafunc.parametrize(DEPLOYMENT, labels, ids=labels, indirect=True)
    for kind in run.rubric.subjects:
        if kind in metafunc.fixturenames:
            of_kind = [one.subject for one in run.subjects.values() if isinstance(one, NamedSubject)]
            of_kind = [one for one in of_kind if one.kind == kind] or [NONE]
            metafunc.parametrize(kind, of_kind, ids=[one.label for one in of_kind])


def there_is_one(item: pytest.Item, run: Run) -> None:
    """Raise Failure where a test is for subjects of a kind, and the server has none of it."""
    callspec = getattr(item, "callspec", None)
    for kind in run.rubric.subjects:
        if callspec is not None and callspec.params.get(kind) is NONE:
            raise Failure(detail=_("nothing of the kind {kind} was found on the server").format(kind=kind))


def label_of(item: pytest.Item) -> str | None:
    """The label of the subject that a test runs for; None where it looks at the whole server."""
    callspec = getattr(item, "callspec", None)
    if callspec is None:
        return None
    label = callspec.params.get(DEPLOYMENT)
    if isinstance(label, str):
        return label
    return next((one.label or None for one in callspec.params.values() if isinstance(one, Named)), None)


def parameters_of(item: pytest.Item) -> str:
    """The values of a test's own parameters as pytest names them, in brackets, without the subject."""
    callspec = getattr(item, "callspec", None)
    if callspec is None:
        return ""
    subject = [one for name, one in callspec.params.items() if name == DEPLOYMENT or isinstance(one, Named)]
    if len(subject) == len(callspec.params):
        return ""
    last = str(subject[0]) if subject else ""
    return f"[{callspec.id.removesuffix(f'-{last}') if subject else callspec.id}]"
