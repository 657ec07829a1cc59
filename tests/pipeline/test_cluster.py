"""Workers of a dask scheduler: contents go there once and outlive a worker."""

from __future__ import annotations

import sys
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any

import pytest
from distributed import LocalCluster

from research.errors import InputError
from research.files import digest
from research.pipeline import cluster as clusters
from research.pipeline.cluster import connected
from research.pipeline.runs import executor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# More than dask wants to have in a call.
LARGE = b"large" * 3_000_000
CONTENTS = {digest(content): content for content in (b"small", LARGE)}


@pytest.fixture
def local(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Give a scheduler with workers in this process, on loopback."""
    with LocalCluster(
        n_workers=getattr(request, "param", 2),
        threads_per_worker=1,
        processes=False,
        protocol="tcp://",
        host="127.0.0.1",
        dashboard_address=None,
    ) as cluster:
        yield cluster


def lengths(number: int, contents: Mapping[str, bytes]) -> tuple[int, list[int]]:
    return number, sorted(map(len, contents.values()))


def test_contents_are_put_once_however_many_calls_use_them(local: Any) -> None:
    with connected(local.scheduler_address) as pool:
        calls = [pool.submit(lengths, number, pool.put(CONTENTS)) for number in range(4)]
        assert [call.result() for call in calls] == [(n, [5, len(LARGE)]) for n in range(4)]
        tasks = set(local.scheduler.tasks)
        assert {name for name in tasks if str(name).startswith("content-")} == {
            f"content-{name}" for name in CONTENTS
        }


def test_contents_outlive_the_worker_that_has_them(local: Any) -> None:
    with connected(local.scheduler_address) as pool:
        placed = pool.put(CONTENTS)
        assert pool.submit(lengths, 0, placed).result()[0] == 0
        gone = {place for name in placed.values() for place in pool._client.who_has()[name.key]}
        for worker in list(local.workers.values()):
            if worker.address in gone:
                local.sync(worker.close)
        local.scale(4)
        assert pool.submit(lengths, 1, pool.put(CONTENTS)).result() == (1, [5, len(LARGE)])


@pytest.mark.parametrize("local", [0], indirect=True)
def test_what_waits_is_cancelled_when_a_build_is_given_up(local: Any) -> None:
    with connected(local.scheduler_address) as pool:
        waiting = pool.submit(lengths, 0, pool.put(CONTENTS))
        pool.shutdown(wait=False, cancel_futures=True)
        with pytest.raises(CancelledError):
            waiting.result(timeout=10)
        with pytest.raises(RuntimeError, match="after shutdown"):
            pool.submit(len, "")


def test_without_dask_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(InputError, match=r"research-workbench\[cluster\]"),
        executor(None, "tcp://127.0.0.1:8786"),
    ):
        pass


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 0.3)
    for address, fault in (("tcp://127.0.0.1:1", "no scheduler answers"), ("?", "no scheduler")):
        with pytest.raises(InputError, match=fault), executor(None, address):
            pass
