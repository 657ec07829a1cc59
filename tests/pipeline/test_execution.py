"""One chapter run: outcome, failure and time limit, warm and cold."""

from __future__ import annotations

import gc
import json
import pickle
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from research.errors import ChapterError
from research.files import digest
from research.pipeline.execution import Outcome, Request, run
from research.pipeline.provisioner import notes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FIGURE = """
import matplotlib.pyplot as plt
import pandas as pd
figure, axes = plt.subplots()
axes.plot([1, 3, 2]);
"""
WIDE = "pd.DataFrame({f'column {i}': range(2) for i in range(30)})"


@pytest.fixture
def execute(tmp_path: Path) -> Callable[..., Outcome]:
    def start(content: bytes, parameters: dict[str, Any] | None = None, **more: Any) -> Outcome:
        return run(Request("chapter", content, parameters or {}, str(tmp_path), **more))

    return start


def printed(outcome: Outcome) -> list[str]:
    cells = json.loads(outcome.notebook)["cells"]
    return [output["text"] for cell in cells for output in cell.get("outputs", ())]


def test_parameters_reach_the_notebook(
    execute: Callable[..., Outcome], notebook: Callable[..., bytes]
) -> None:
    outcome = execute(notebook("theme = 'farming'", "print(theme)"), {"theme": "people"})
    assert printed(outcome) == ["people\n"]
    assert outcome.seconds > 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="warm kernels need Linux")
def test_warm_and_cold_kernels_give_the_same_bytes(
    execute: Callable[..., Outcome], notebook: Callable[..., bytes]
) -> None:
    content = notebook("a = 1", FIGURE, WIDE, "import os, sys", "print(os.getcwd(), sys.argv[1:2])")
    warm = execute(content, {"a": 2})
    assert notes == []
    assert warm.notebook == execute(content, {"a": 2}, cold=True).notebook
    assert b"image/png" in warm.notebook


def test_the_kernel_works_in_the_root_and_starts_with_chance(
    execute: Callable[..., Outcome], notebook: Callable[..., bytes], tmp_path: Path
) -> None:
    (tmp_path / "data.txt").write_text("found")
    program = "import random, numpy; print(open('data.txt').read()); print(random.random())"
    one, two = (printed(execute(notebook("a = 1", program)))[0] for _ in range(2))
    assert one.startswith("found\n")
    assert one != two


def test_files_of_a_bundle_are_all_that_a_worker_needs(notebook: Callable[..., bytes]) -> None:
    content = notebook("a = 1", "print(open('data/x.txt').read())")
    name = digest(b"carried")
    request = Request("chapter", content, {}, bundle={"data/x.txt": name})
    outcome = run(pickle.loads(pickle.dumps(request)), {name: b"carried"})
    assert printed(outcome) == ["carried\n"]


def test_a_content_that_did_not_arrive_whole_fails_the_chapter(
    notebook: Callable[..., bytes],
) -> None:
    name = digest(b"carried")
    request = Request("chapter", notebook("a = 1"), {}, bundle={"data/x.txt": name})
    for contents, fault in ((None, "did not reach"), ({name: b"carrie"}, "was spoiled on its way")):
        with pytest.raises(ChapterError) as error:
            run(request, contents)
        assert error.value.what.startswith(f"'data/x.txt' {fault}")


def test_a_failure_keeps_what_was_executed(
    execute: Callable[..., Outcome], notebook: Callable[..., bytes]
) -> None:
    content = notebook("a = 1", "print('before')", "1 / 0", "print('after')")
    with pytest.raises(ChapterError, match="ZeroDivisionError") as caught:
        execute(content)
    error = caught.value
    assert (error.chapter, error.cell) == ("chapter", 3)
    assert error.lines[-1] == "ZeroDivisionError: division by zero"
    assert b"before" in error.notebook
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_a_chapter_over_its_time_is_stopped_and_says_so(
    execute: Callable[..., Outcome], notebook: Callable[..., bytes]
) -> None:
    with pytest.raises(ChapterError, match=r"the time limit of 0\.5 s was over"):
        execute(notebook("a = 1", "import time; time.sleep(60)"), time_limit=0.5)


def test_the_time_limit_is_that_of_all_cells_together(
    execute: Callable[..., Outcome], notebook: Callable[..., bytes]
) -> None:
    cells = [f"import time; time.sleep(1.5); a = {number}" for number in range(20)]
    with pytest.raises(ChapterError, match=r"the time limit of 6 s was over"):
        execute(notebook("a = 1", *cells), time_limit=6)


@pytest.mark.slow
@pytest.mark.parametrize(
    "cell",
    [
        "while True: print('y' * 100_000)",
        "while True: print('y')",
        "import sys\nfor _ in range(10**9): sys.stdout.write('a\\r'); sys.stdout.flush()",
    ],
)
def test_a_cell_that_prints_until_it_is_stopped_is_stopped_in_time(
    execute: Callable[..., Outcome],
    notebook: Callable[..., bytes],
    caplog: pytest.LogCaptureFixture,
    cell: str,
) -> None:
    began = time.process_time()
    with pytest.raises(ChapterError, match=r"the time limit of 4 s was over") as error:
        execute(notebook("a = 1", cell), time_limit=4)
    # What was printed is neither kept whole nor searched again and again.
    assert time.process_time() - began < 20
    assert len(str(error.value)) < 5_000
    gc.collect()
    assert "never retrieved" not in caplog.text


def test_a_kernel_that_dies_is_a_chapter_error(
    execute: Callable[..., Outcome], notebook: Callable[..., bytes]
) -> None:
    with pytest.raises(ChapterError, match="the kernel died"):
        execute(notebook("a = 1", "import os; os._exit(7)"))


def test_a_kernel_that_is_not_installed_is_named(
    execute: Callable[..., Outcome], notebook: Callable[..., bytes]
) -> None:
    content = notebook("a = 1").replace(b'"name": "python3"', b'"name": "no-such-kernel"')
    with pytest.raises(ChapterError, match="this machine has no kernel 'no-such-kernel'"):
        execute(content)


def test_kernels_are_told_where_they_share_outcomes(
    execute: Callable[..., Outcome], notebook: Callable[..., bytes], tmp_path: Path
) -> None:
    content = notebook("a = 1", "import os; print(os.environ['RESEARCH_MEMORY'] or 'nowhere')")
    assert printed(execute(content, memory="/shared")) == ["/shared\n"]
    assert printed(execute(content)) == ["nowhere\n"]


@pytest.mark.parametrize("cold", [False, True])
def test_a_module_beside_the_notebook_is_found_there_and_in_spawned_workers(
    tmp_path: Path, notebook: Callable[..., bytes], cold: bool
) -> None:
    (tmp_path / "beside.py").write_text("def double(value):\n    return 2 * value\n")
    workers = (
        "import multiprocessing\n"
        "with multiprocessing.get_context('spawn').Pool(1) as pool:\n"
        "    print(pool.map(beside.double, [21]))"
    )
    book = notebook("value = 0", "import beside", workers)
    outcome = run(Request("beside", book, {}, root=str(tmp_path), cold=cold, time_limit=60))
    assert "[42]" in outcome.notebook.decode()


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("import sys; sys.exit(0)", "left by SystemExit: 0, so that what stands below"),
        ("raise SystemExit", "left by SystemExit, so that"),
        ("import sys; sys.exit('no data')", "SystemExit: no data"),
        ("%nosuchmagic x", "UsageError: Line magic function `%nosuchmagic` not found."),
        ("%%nosuchcell\nx", "UsageError: Cell magic `%%nosuchcell` not found."),
        ("%timeit -z", "UsageError: option -z not recognized"),
        ("raise ValueError", "ValueError"),
    ],
)
def test_a_chapter_that_stops_half_way_fails_with_the_reason(
    tmp_path: Path, notebook: Callable[..., bytes], cell: str, what: str
) -> None:
    book = notebook("value = 0", cell, "print('the end')")
    with pytest.raises(ChapterError) as caught:
        run(Request("opening", book, {}, root=str(tmp_path)))
    assert caught.value.what.startswith(what)
    assert caught.value.cell == 2
    assert caught.value.lines
