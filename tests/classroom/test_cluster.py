"""A Dask cluster of this machine alone; and what is told before anything is graded by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.classroom import cluster, pools
from perito.classroom.job import Done
from perito.documents.class_result import Student
from perito.errors import UsageError
from tests.classroom.dask_cluster import cluster as dask_cluster

if TYPE_CHECKING:
    from collections.abc import Mapping


def answer(number: int) -> Done:
    return Done(Student(id=str(number), status="graded"))


def test_without_a_scheduler_this_machine_is_the_cluster(capsys: pytest.CaptureFixture[str]) -> None:
    pool = pools.of("dask", None, 1)
    assert isinstance(pool, cluster.Dask)
    address = pool._own.scheduler_address
    assert address.startswith("tls://127.0.0.1:")
    assert pool.submit(answer, 7, 60).result().student.id == "7"
    pool.close()
    assert "--scheduler" in capsys.readouterr().err
    assert pool._own.status.name == "closed"


def test_a_scheduler_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with dask_cluster({}, workers=0) as (address, _none), pytest.raises(UsageError, match=f"dask worker {address}"):
        cluster.Dask(address, 0)


class Others:
    """A cluster's client whose workers have this to say about their Perito."""

    def __init__(self, said: Mapping[str, object]) -> None:
        self.said = said

    def wait_for_workers(self, _count: int, timeout: float) -> None:
        assert timeout

    def run(self, _function: object, on_error: str) -> Mapping[str, object]:
        assert on_error == "return"
        return self.said


@pytest.mark.parametrize("said", ["0.0.9", ModuleNotFoundError("No module named 'perito'")], ids=str)
def test_a_worker_with_another_perito_is_told(said: object) -> None:
    pool = object.__new__(cluster.Dask)
    pool._client = Others({"tcp://aula1:9": cluster.here(), "tcp://aula2:9": said})
    with pytest.raises(UsageError, match=r"tcp://aula2:9.*(0\.0\.9|No module named)"):
        pool._the_same_everywhere("tcp://mesa:8786")
    pool._client = Others({"tcp://aula1:9": cluster.here()})
    pool._the_same_everywhere("tcp://mesa:8786")
