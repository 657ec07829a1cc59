from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from research.build.stopping import SIGNALS, Stopped, stoppable

if TYPE_CHECKING:
    from collections.abc import Iterator

STAND_IN = Path(__file__).parents[1] / "report" / "data" / "quarto"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")


@pytest.fixture
def heeded() -> Iterator[None]:
    """Signals as in a program that nobody detached: under nohup SIGHUP is ignored, tests or not."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in SIGNALS}
    # Ctrl+C is Python's own affair.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("heeded")
@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_to_end_is_an_exception_that_cleans_up(number: int) -> None:
    before = signal.getsignal(number)
    second = []

    def work() -> None:
        try:
            os.kill(os.getpid(), number)
        finally:
            second.append(signal.getsignal(number))

    with pytest.raises(Stopped) as caught, stoppable():
        work()
    # A second one would end the process at once.
    assert second == [signal.SIG_DFL]
    assert caught.value.exit_code == 128 + number
    assert signal.getsignal(number) == before


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable():
            os.kill(os.getpid(), signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_other_threads_leave_signals_alone() -> None:
    before = signal.getsignal(signal.SIGTERM)
    seen = []

    def look() -> None:
        with stoppable():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [before]


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def wait_for(path: Path) -> int:
    """Wait until a file holds a process number, and give it."""
    for _ in range(4500):
        if path.is_file() and path.read_text().strip():
            return int(path.read_text())
        time.sleep(0.02)
    msg = f"{path.name} was never written"
    raise AssertionError(msg)


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize(
    ("moment", "number"),
    [
        ("chapter", signal.SIGINT),
        ("rendering", signal.SIGTERM),
        ("chapter", signal.SIGTERM),
        ("rendering", signal.SIGINT),
    ],
)
def test_a_build_that_is_asked_to_stop_ends_all_it_started(
    plain: Path, tmp_path: Path, number: int, moment: str
) -> None:
    child, temporary = tmp_path / "child", tmp_path / "temporary"
    temporary.mkdir()
    if moment == "chapter":
        opening = plain.parents[1] / "notebooks" / "opening.ipynb"
        hang = f"open({str(child)!r}, 'w').write(str(__import__('os').getpid())); "
        hang += "import time; time.sleep(600)"
        opening.write_text(opening.read_text().replace("assert params", hang))
    environment = {
        **os.environ,
        "QUARTO_PATH": str(STAND_IN),
        "STANDIN_MODE": "hang",
        "STANDIN_CHILD": str(child),
        "TMPDIR": str(temporary),
    }
    command = [sys.executable, "-m", "research.entry", "build", str(plain), "--engine", "quarto"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as build:
        hanging = wait_for(child)
        build.send_signal(number)
        _, said = build.communicate(timeout=60)
    assert build.returncode == 128 + number
    assert said.splitlines()[-1].startswith("Stopped. What was finished is kept")
    assert "Traceback" not in said
    assert not alive(hanging)
    assert not list(temporary.glob("research-*"))
    assert not (plain.parents[1] / "reports" / "small" / "report.html").exists()
