"""Runs of chapters: which are due, the order of what comes of them, and where they run."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from distributed import LocalCluster

from research.build.verbs import build
from research.errors import InputError
from research.pipeline.execution import Outcome, Request
from research.pipeline.keys import surroundings
from research.pipeline.plan import read_edition
from research.pipeline.runs import Runner, executor, named_files, survey
from research.pipeline.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from research.pipeline.events import Event


class Backwards(Executor):
    """Answers at once, with no kernel; the request asked for last is ready first."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.contents: list[dict[str, bytes]] = []
        self.waiting: list[Future[Outcome]] = []

    def submit(self, call: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        future: Future[Outcome] = Future()
        self.requests.append(args[0])
        self.contents.append(args[1])
        self.waiting.append(future)
        if len(self.waiting) == 3:
            for request, answer in reversed(list(zip(self.requests, self.waiting, strict=True))):
                answer.set_result(Outcome(request.chapter, request.notebook, (), 1.0))
        return future


def test_all_is_due_at_first_and_nothing_after_a_build(plain: Path, built: Path) -> None:
    for params, due in ((plain, [True] * 3), (built, [False] * 3)):
        edition = read_edition(params)
        store = Store(edition.folder / ".work")
        runs = survey(edition, store, surroundings())
        assert [run.due for run in runs] == due


def test_the_order_of_completion_does_not_show(plain: Path) -> None:
    edition = read_edition(plain)
    shared = surroundings()
    store = Store(edition.folder / ".work")
    events: list[Event] = []
    pool = Backwards()
    runner = Runner(edition, store, shared, events.append)
    outcomes, parts, failures = runner.carry_out(survey(edition, store, shared), pool)
    order = ["opening", "theme-retain", "theme-win"]
    assert list(outcomes) == [part.what for part in parts] == order
    assert failures == []
    assert {event.what for event in events if event.kind == "done"} == set(order)


def test_a_worker_elsewhere_gets_the_files_and_no_place(plain: Path) -> None:
    edition = read_edition(plain)
    shared = surroundings()
    store = Store(edition.folder / ".work")
    pool = Backwards()
    Runner(edition, store, shared, lambda _: None).carry_out(survey(edition, store, shared), pool)
    assert {request.root for request in pool.requests} == {""}
    assert {"params/small.yml", "data/respondents.csv", "params/themes/win.yml"} <= set(
        pool.requests[0].bundle
    )
    assert set(pool.requests[0].bundle) == set(named_files(edition))
    for request, contents in zip(pool.requests, pool.contents, strict=True):
        assert {name: contents[key] for name, key in request.bundle.items()} == {
            name: (edition.root / name).read_bytes() for name in named_files(edition)
        }


def test_a_request_does_not_grow_with_data_or_stored_outputs(plain: Path, tmp_path: Path) -> None:
    def sizes() -> list[int]:
        edition = read_edition(plain)
        shared = surroundings()
        pool, store = Backwards(), Store(tmp_path / str(len(list(tmp_path.iterdir()))))
        runs = survey(edition, store, shared)
        Runner(edition, store, shared, lambda _: None).carry_out(runs, pool)
        return [len(pickle.dumps(request)) for request in pool.requests]

    before = sizes()
    data = plain.parents[1] / "data" / "respondents.csv"
    data.write_bytes(data.read_bytes() * 50)
    for path in (plain.parents[1] / "notebooks").glob("*.ipynb"):
        content = json.loads(path.read_bytes())
        for cell in content["cells"]:
            if cell["cell_type"] == "code":
                shown = {"output_type": "stream", "name": "stdout", "text": "shown\n" * 10_000}
                cell["outputs"] = [shown]
        path.write_text(json.dumps(content), encoding="utf-8")
    assert sizes() == before


def test_the_files_of_the_edition_before_belong_to_an_edition(plain: Path) -> None:
    alone = named_files(read_edition(plain))
    following = plain.with_name("next.yml")
    text = plain.read_text(encoding="utf-8") + "waves: {previous: small.yml}\n"
    text = text.replace("respondents.csv", "next.csv").replace("edition: small", "edition: next")
    following.write_text(text, encoding="utf-8")
    assert {*alone, "params/next.yml"} == set(named_files(read_edition(following)))
    assert "data/respondents.csv" in alone


def test_other_sets_of_a_reconstruction_belong_to_an_edition(plain: Path) -> None:
    text = plain.read_text(encoding="utf-8")
    plain.write_text(f"{text}reconstructed: {{answers: ../data/sets.csv}}\n", encoding="utf-8")
    assert "data/sets.csv" not in named_files(read_edition(plain))
    (plain.parents[1] / "data" / "sets.csv").write_text("reconstruction\n", encoding="utf-8")
    assert "data/sets.csv" in named_files(read_edition(plain))


OTHER = "text: B, role: other, words: {column: x, back: back.csv}"


@pytest.mark.parametrize(
    "options",
    [
        f"type: single, column: y, codes: {{1: A, 9: {{{OTHER}}}}}",
        f"type: single, column: y, codes: [A, {{{OTHER}}}]",
        f"type: multi, rows: {{a: {{column: y, {OTHER}}}}}",
    ],
)
def test_sheets_of_words_that_are_coded_back_belong_to_an_edition(
    plain: Path, options: str
) -> None:
    text = plain.read_text(encoding="utf-8")
    more = text.replace("\nquestions:\n", f"\nquestions:\n  - {{name: way, {options}}}\n")
    plain.write_text(more, encoding="utf-8")
    (plain.parents[1] / "data" / "back.csv").write_text("made up", encoding="utf-8")
    assert "data/back.csv" in named_files(read_edition(plain))


def test_records_beside_metadata_belong_to_an_edition(plain: Path) -> None:
    data = plain.parent.parent / "data"
    for name in ("wave.sss", "wave.asc", "other.asc"):
        (data / name).write_text("made up", encoding="utf-8")
    text = plain.read_text(encoding="utf-8").replace("respondents.csv", "wave.sss")
    plain.write_text(text, encoding="utf-8")
    found = {name for name in named_files(read_edition(plain)) if name.startswith("data/")}
    assert found == {"data/assessments.csv", "data/wave.asc", "data/wave.sss"}


def test_a_file_written_during_a_run_makes_the_chapter_due_again(plain: Path) -> None:
    edition = read_edition(plain)
    shared = surroundings()
    store = Store(edition.folder / ".work")
    runs = survey(edition, store, shared)
    runner = Runner(edition, store, shared, lambda _: None)
    # Just copied, hence younger than a run that says it took an hour.
    outcome = Outcome("theme-win", runs[2].source, ("params/themes/win.yml",), 3600.0)
    (plain.parent / "themes" / "win.yml").touch()
    runner._keep(runs[2], outcome)
    assert survey(edition, store, shared)[2].due


def test_a_chapter_that_asked_no_study_depends_on_all_of_the_parameter_file(plain: Path) -> None:
    edition = read_edition(plain)
    shared = surroundings()
    store = Store(edition.folder / ".work")
    runs = survey(edition, store, shared)
    runner = Runner(edition, store, shared, lambda _: None)
    for run, reads in zip(runs[1:], ((), ("params/small.yml#privacy",)), strict=True):
        runner._keep(run, Outcome(run.chapter.id, run.source, reads, 0.0))
    text = plain.read_text(encoding="utf-8").replace("spring 2020", "autumn 2020")
    plain.write_text(text, encoding="utf-8")
    now = survey(read_edition(plain), store, shared)
    assert [run.due for run in now[1:]] == [True, False]
    assert [change.name for change in now[1].changed] == ["setting *"]


def test_a_spoiled_or_missing_notebook_is_named(plain: Path) -> None:
    edition = read_edition(plain)
    store = Store(edition.folder / ".work")
    notebook = edition.root / "notebooks" / "theme.ipynb"
    notebook.write_text("{")
    with pytest.raises(InputError, match="no Jupyter notebook"):
        survey(edition, store, surroundings())
    notebook.unlink()
    text = plain.read_text(encoding="utf-8")
    plain.write_text(text.replace("notebook: theme", "notebook: gone"), encoding="utf-8")
    with pytest.raises(InputError, match=r"gone\.ipynb: no such notebook"):
        survey(read_edition(plain), store, surroundings())


@pytest.mark.slow
def test_workers_of_a_dask_scheduler_give_the_same_bytes(plain: Path, built: Path) -> None:
    # Two processes of their own on loopback, which share no folder with the edition.
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        summary = build(plain, scheduler=cluster.scheduler_address)
    assert [part.kept for part in summary.chapters] == [False] * 3
    for part in summary.chapters:
        name = f".work/chapters/{part.what}.ipynb"
        here = built.parent.parent / "reports" / "small" / name
        assert (summary.folder / name).read_bytes() == here.read_bytes()


def test_threads_are_as_many_as_jobs() -> None:
    with executor(3) as pool:
        assert isinstance(pool, ThreadPoolExecutor)
        assert pool._max_workers == 3


def test_what_is_no_fault_of_a_cell_fails_its_chapter_alone(plain: Path) -> None:
    edition = read_edition(plain)
    shared = surroundings()
    store = Store(edition.folder / ".work")
    pool = Backwards()
    runner = Runner(edition, store, shared, lambda _: None)

    class Gone(Backwards):
        def submit(self, call: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
            if args[0].chapter != "theme-win":
                return pool.submit(call, *args, **more)
            lost: Future[Outcome] = Future()
            lost.set_exception(OSError(28, "No space left on device"))
            pool.submit(call, *args, **more)
            return lost

    outcomes, _, failures = runner.carry_out(survey(edition, store, shared), Gone())
    assert list(outcomes) == ["opening", "theme-retain"]
    assert str(failures[0]) == (
        "chapter theme-win: could not be run: OSError: [Errno 28] No space left on device"
    )
