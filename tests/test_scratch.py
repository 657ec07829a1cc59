from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from research.scratch import HELD, scratch_folder, sweep

if TYPE_CHECKING:
    from pathlib import Path

MAKE = """
import sys, time
from research.scratch import scratch_folder
with scratch_folder("kernel-", sys.argv[1]) as folder:
    (folder / "file").write_text("x")
    print(folder, flush=True)
    time.sleep(600)
"""


def age(folder: Path) -> None:
    before = time.time() - 3600
    os.utime(folder, (before, before))


def test_a_folder_is_there_while_it_is_used_and_gone_after(tmp_path: Path) -> None:
    with scratch_folder("kernel-", str(tmp_path)) as folder:
        assert folder.is_dir()
        assert folder.name.startswith("research-kernel-")
        age(folder)
        assert sweep(tmp_path) == []
        assert folder.is_dir()
    assert not folder.exists()


def test_an_error_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), scratch_folder("", str(tmp_path)):
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal")
def test_what_a_killed_process_left_is_swept_up_once_it_is_dead(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MAKE, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        (folder,) = tmp_path.iterdir()
        age(folder)
        assert sweep(tmp_path) == []
        process.kill()
        process.wait()
    assert sweep(tmp_path) == [folder]
    assert list(tmp_path.iterdir()) == []


def test_what_is_new_or_somebody_elses_stays(tmp_path: Path) -> None:
    new = tmp_path / "research-new"
    foreign = tmp_path / "research-notes"
    for folder in (new, foreign):
        folder.mkdir()
    (new / HELD).touch()
    (foreign / "mine.txt").write_text("x")
    age(foreign)
    linked = tmp_path / "research-link"
    linked.symlink_to(foreign)
    assert sweep(tmp_path) == []
    assert {path.name for path in tmp_path.iterdir()} == {new.name, foreign.name, linked.name}
