"""The work folder: what is kept, what is believed, and who holds it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from research.errors import ResearchError
from research.files import UNFINISHED
from research.pipeline.store import BusyError, Store

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_kept_is_found_by_the_next_store(tmp_path: Path) -> None:
    Store(tmp_path).keep("overall", b"{}", {"a": "1"}, ["data.csv"])
    again = Store(tmp_path)
    assert again.notebook("overall") == b"{}"
    assert again.chapters["overall"]["reads"] == ["data.csv"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"layout": 0}'])
def test_a_spoiled_lock_file_is_an_empty_one(tmp_path: Path, content: bytes) -> None:
    Store(tmp_path).keep("overall", b"{}", {}, [])
    (tmp_path / "lock.json").write_bytes(content)
    assert Store(tmp_path).chapters == {}


def test_a_notebook_that_is_not_the_noted_one_is_not_believed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep("overall", b"{}", {}, [])
    (tmp_path / "chapters" / "overall.ipynb").write_bytes(b"{ }")
    assert store.notebook("overall") is None
    (tmp_path / "chapters" / "overall.ipynb").unlink()
    assert store.notebook("overall") is None
    assert store.notebook("unknown") is None


def test_a_chapter_that_succeeds_takes_its_failure_away(tmp_path: Path) -> None:
    store = Store(tmp_path)
    path = store.keep_failed("overall", b"partly")
    assert path.read_bytes() == b"partly"
    store.keep("overall", b"{}", {}, [])
    assert not path.exists()


def test_forgotten_chapters_are_gone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for name in ("one", "two"):
        store.keep(name, b"{}", {}, [])
    store.forget({"one"})
    assert store.notebook("one") == b"{}"
    assert [path.stem for path in (tmp_path / "chapters").iterdir()] == ["one"]


def test_who_comes_second_hears_who_holds_it(tmp_path: Path) -> None:
    told: list[str] = []
    me = f"process {os.getpid()} on "
    with (
        Store(tmp_path).held(0, told.append),
        pytest.raises(BusyError, match=me),
        Store(tmp_path).held(0.2, told.append),
    ):
        pass
    assert len(told) == 1
    with Store(tmp_path).held(0, told.append):
        assert len(told) == 1


def test_who_holds_the_edition_finds_no_half_of_a_file(tmp_path: Path) -> None:
    half = tmp_path / "notebooks" / f".overall.html.x8_k2lmn{UNFINISHED}"
    mine = tmp_path / "notebooks" / f".download{UNFINISHED}"
    half.parent.mkdir()
    for path in (half, mine):
        path.write_bytes(b"<htm")
    with Store(tmp_path / ".work").held(0, lambda _: None):
        assert not half.exists()
        assert mine.exists()


def test_what_kernels_share_begins_and_ends_with_the_build(tmp_path: Path) -> None:
    store = Store(tmp_path / ".work")
    left = store.memory / "of-a-killed-build"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"old")
    with store.held(0, lambda _: None):
        assert not left.exists()
        store.memory.mkdir()
    assert not store.memory.exists()


HOLD = """
import sys, time
from pathlib import Path
from research.pipeline.store import Store
with Store(Path(sys.argv[1])).held(0, print):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        told: list[str] = []
        with pytest.raises(BusyError, match=f"process {process.pid} on "):
            Store(tmp_path).held(0.2, told.append).__enter__()
        assert told == [(tmp_path / "holder").read_text()]
        process.kill()
    with Store(tmp_path).held(0, told.append):
        assert len(told) == 1


@pytest.mark.parametrize("kind", ["folder", "link", "no folder around it"])
def test_where_no_lock_can_be_taken_a_sentence_says_where(tmp_path: Path, kind: str) -> None:
    work = tmp_path / ".work"
    lock = work / "holder.lock"
    if kind == "no folder around it":
        work.write_bytes(b"")
    else:
        work.mkdir()
        lock.mkdir() if kind == "folder" else lock.symlink_to(tmp_path / "elsewhere")
    with (
        pytest.raises(ResearchError, match=r"holder\.lock: no lock can be taken.+ \((see|move)"),
        Store(work).held(0, lambda _: None),
    ):
        pass
    assert not (tmp_path / "elsewhere").exists()
