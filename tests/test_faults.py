"""Builds stopped at any moment, and built again: the same bytes as an undisturbed build.

Eight stops in the second tier of the tests, with both engines, Quarto by its stand-in; a hundred,
run by hand, with ``RESEARCH_KILLS=100 pytest -rP tests/test_faults.py``, with where they fell.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ENGINES = ("pandoc", "quarto")
KILLS = int(os.environ.get("RESEARCH_KILLS", "8"))
# The system's own way, and those that a build answers by tidying up.
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGKILL, signal.SIGINT)
FORMATS = ("html", "pdf", "docx")
BUILD = f"""
import sys
from research.build.stopping import stoppable
from research.build.verbs import build

def tell(event):
    if event.kind == "start" and event.what == "report.qmd":
        print("rendering", flush=True)

with stoppable():
    force = sys.argv[3] == "force"
    print(build(sys.argv[1], {FORMATS}, sys.argv[2], force=force, progress=tell).ok)
"""


def start(params: Path, engine: str = "pandoc", how: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BUILD, str(params), engine, how]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def built_whole(params: Path, engine: str, how: str = "") -> dict[str, bytes]:
    """Build without a disturbance, and give what came of it."""
    process = start(params, engine, how)
    assert process.communicate()[0].splitlines()[-1] == "True"
    assert process.returncode == 0
    return content(params)


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


def published(found: dict[str, bytes]) -> dict[str, bytes]:
    """What readers see of it."""
    return {name: text for name, text in found.items() if not name.startswith(".")}


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


def paced(params: Path, engine: str) -> tuple[float, float]:
    """Seconds until a whole build begins to make documents, and until it ends."""
    began = time.monotonic()
    process = start(params, engine, "force")
    assert process.stdout is not None
    assert process.stdout.readline() == "rendering\n"
    rendering = time.monotonic() - began
    assert process.communicate()[0] == "True\n"
    return rendering, time.monotonic() - began


def stopped(process: subprocess.Popen[str], number: int, moment: float, after: str) -> str:
    """Stop a build and wait until all that it started is gone; give in what the stop fell.

    Parameters
    ----------
    process : the build.
    number : of the signal.
    moment : seconds until the stop.
    after : what the build must have said before they are counted.
    """
    assert process.stdout is not None
    said = process.stdout.readline().split() if after else []
    time.sleep(moment)
    below = descendants(process.pid)
    process.send_signal(number)
    said += process.communicate(timeout=60)[0].split()
    limit = time.monotonic() + 10
    left = [pid for pid in below if alive(pid)]
    while left and time.monotonic() < limit:
        time.sleep(0.05)
        left = [pid for pid in left if alive(pid)]
    assert left == []
    if "True" in said:
        return "end"
    return "rendering" if "rendering" in said else "chapters"


def aged(temporary: Path) -> list[Path]:
    """What the build left in the temporary folder, made to look left long ago."""
    left = list(temporary.glob("research-*/.held"))
    for held in left:
        os.utime(held.parent, (0, 0))
    return left


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.usefixtures("command")
@pytest.mark.parametrize("engine", ENGINES)
def test_a_build_stopped_at_any_moment_is_taken_up_by_the_next(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    text = built.parent / "themes" / "win.yml"
    before = text.read_bytes()
    meanwhile = before + b"# Written meanwhile\n"
    text.write_bytes(meanwhile)
    other = published(built_whole(built, engine))
    text.write_bytes(before)
    whole = built_whole(built, engine)
    assert whole != other
    rendering, duration = paced(built, engine)
    assert content(built) == whole
    chance = random.Random(f"2015 {engine}")
    fell: Counter[str] = Counter()
    for kill in range(KILLS // len(ENGINES)):
        # From nothing, with one change, and from a whole report with everything to do again.
        if kill % 3 == 0:
            shutil.rmtree(built.parent.parent / "reports" / "small")
        elif kill % 3 == 1:
            text.write_bytes(meanwhile)
        process = start(built, engine, "force" if kill % 3 == 2 else "")
        # Every second one while documents are made, however busy the machine is.
        after = "rendering" if kill % 2 else ""
        moment = chance.uniform(0, duration - rendering if after else duration)
        number = SIGNALS[kill % len(SIGNALS)]
        fell[stopped(process, number, moment, after)] += 1
        for name, found in published(content(built)).items():
            versions = (whole.get(name), other.get(name))
            assert found in versions, f"stop {kill} left {name} half made"
        left = aged(temporary)
        assert number == signal.SIGKILL or not left, f"stop {kill} left a folder"
        text.write_bytes(before)
        assert built_whole(built, engine) == whole, f"stop {kill}"
        assert not list(temporary.glob("research-*/.held")), f"stop {kill}"
    print(f"{engine}: {sum(fell.values())} stops, {dict(fell)}")
    assert KILLS < 20 or {"chapters", "rendering"} <= fell.keys()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_an_interrupted_build_leaves_no_process(built: Path) -> None:
    process = start(built, how="force")
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
