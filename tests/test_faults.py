"""Builds killed at any moment, and built again: the same bytes as an undisturbed build.

Six kills in the second tier of the tests; a hundred, run by hand, with ``RESEARCH_KILLS=100 pytest
tests/test_faults.py``.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("RESEARCH_KILLS", "6"))
BUILD = "import sys; from research.build.verbs import build; print(build(sys.argv[1], {}).ok)"


def start(params: Path, options: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BUILD.format(options), str(params)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)


def content(params: Path) -> dict[str, bytes]:
    """The report and the executed chapters; not what tells of one build."""
    report = params.parent.parent / "reports" / "small"
    own = {"build.json", "holder", "lock.json"}
    files = (path for path in sorted(report.rglob("*")) if path.is_file())
    return {
        path.relative_to(report).as_posix(): path.read_bytes()
        for path in files
        if path.name not in own
    }


def descendants(pid: int) -> list[int]:
    """Processes below a process, from what the system tells of parents."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(entry.parent.name))
    found, left = [], [pid]
    while left:
        children = parents.get(left.pop(), [])
        found += children
        left += children
    return found


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_build_killed_at_any_moment_is_taken_up_by_the_next(built: Path, tmp_path: Path) -> None:
    whole = content(built)
    text = built.parent / "themes" / "win.yml"
    before = text.read_bytes()
    began = time.monotonic()
    process = start(built, "force=True")
    assert process.communicate()[0].strip() == "True"
    duration = time.monotonic() - began
    assert content(built) == whole
    chance = random.Random(2015)
    for kill in range(KILLS):
        # From nothing, from a whole report with everything to do again, and with one change.
        if kill % 3 == 0:
            shutil.rmtree(built.parent.parent / "reports" / "small")
        elif kill % 3 == 1:
            text.write_bytes(before + b"# Written meanwhile\n")
        process = start(built, "force=True" if kill % 3 == 2 else "")
        time.sleep(chance.uniform(0, duration))
        below = descendants(process.pid)
        process.kill()
        process.communicate()
        left = [pid for pid in below if alive(pid)]
        limit = time.monotonic() + 10
        while left and time.monotonic() < limit:
            time.sleep(0.05)
            left = [pid for pid in left if alive(pid)]
        assert left == [], f"kill {kill} left processes"
        text.write_bytes(before)
        process = start(built)
        assert process.communicate()[0].strip() == "True"
        assert process.returncode == 0
        assert content(built) == whole, f"kill {kill}"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_an_interrupted_build_leaves_no_process(built: Path) -> None:
    process = start(built, "force=True")
    below: list[int] = []
    for _ in range(1000):
        below = descendants(process.pid)
        if len(below) > 1:
            break
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode != 0
    limit = time.monotonic() + 10
    while any(map(alive, below)) and time.monotonic() < limit:
        time.sleep(0.05)
    assert [pid for pid in below if alive(pid)] == []
