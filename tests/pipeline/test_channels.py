"""What a kernel of a build prints, takes and starts stays within bounds."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from research.errors import ChapterError
from research.pipeline.channels import BoundedChannel
from research.pipeline.execution import Request, run
from research.pipeline.outputs import CUT, MOST_PRINTED

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("step", ["get_msg", "_recv"])
def test_who_waits_for_a_channel_that_has_closed_is_let_go_without_an_error(step: str) -> None:
    channel = BoundedChannel.__new__(BoundedChannel)
    channel.socket = None

    async def waiting() -> bool:
        task = asyncio.ensure_future(getattr(channel, step)())
        await asyncio.wait([task])
        return task.cancelled()

    assert asyncio.run(waiting())


def test_a_cell_that_prints_without_end_costs_no_time_and_keeps_a_part(
    tmp_path: Path, notebook: Callable[..., bytes]
) -> None:
    prints = "for _ in range(200):\n    print('y' * 100_000)\nprint('z' * 400_000)"
    book = notebook("value = 0", prints, "print('the end')")
    began = time.monotonic()
    outcome = run(Request("loud", book, {}, root=str(tmp_path), time_limit=120))
    # Twenty megabytes; the time is no measure, only a bound that a quadratic search breaks.
    assert time.monotonic() - began < 60
    _, loud, end = [
        "".join(output["text"] for output in cell["outputs"])
        for cell in json.loads(outcome.notebook)["cells"]
    ]
    assert len(loud) == MOST_PRINTED + len(CUT)
    assert end == "the end\n"


@pytest.mark.skipif(sys.platform == "win32", reason="memory is not limited there")
@pytest.mark.parametrize("cold", [False, True])
def test_a_chapter_that_takes_more_memory_than_it_may_fails_and_says_so(
    tmp_path: Path, notebook: Callable[..., bytes], cold: bool
) -> None:
    book = notebook("value = 0", "import numpy as np\nnp.ones(800_000_000)")
    request = Request("large", book, {}, root=str(tmp_path), cold=cold, memory_limit=4096)
    with pytest.raises(ChapterError, match=r"MemoryError.*the memory limit is 4096 MiB"):
        run(request)


@pytest.mark.skipif(sys.platform == "win32", reason="memory is not limited there")
@pytest.mark.parametrize("cold", [False, True])
def test_a_memory_limit_that_no_kernel_can_keep_is_said(
    tmp_path: Path, notebook: Callable[..., bytes], cold: bool
) -> None:
    request = Request(
        "small", notebook("value = 0"), {}, root=str(tmp_path), cold=cold, memory_limit=64
    )
    with pytest.raises(ChapterError, match=r"the kernel d.*the memory limit is 64 MiB"):
        run(request)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_process_that_left_its_session_ends_with_its_chapter(
    tmp_path: Path, notebook: Callable[..., bytes]
) -> None:
    start = (
        "import subprocess, sys\n"
        "sleeper = [sys.executable, '-c', 'import time; time.sleep(600)']\n"
        "inner = subprocess.Popen(sleeper, start_new_session=True)\n"
        "open('pid', 'w').write(str(inner.pid))"
    )
    run(Request("leaves", notebook("value = 0", start), {}, root=str(tmp_path)))
    left = Path(f"/proc/{(tmp_path / 'pid').read_text()}")
    for _ in range(500):
        if not left.exists():
            break
        time.sleep(0.02)
    assert not left.exists()
