"""What a witness sees of the files that it looked at."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from research.pipeline.witness import Witness

if TYPE_CHECKING:
    from pathlib import Path

OLD = 1_000_000_000


def rewritten_in_the_same_tick(path: Path) -> None:
    marks = path.stat()
    path.write_text("two")
    os.utime(path, ns=(marks.st_atime_ns, marks.st_mtime_ns))


CHANGES = {
    "written": lambda path: path.write_text("two"),
    "longer": lambda path: path.write_text("longer"),
    "removed": lambda path: path.unlink(),
    "touched": lambda path: path.touch(),
    "written and restored": lambda path: (path.write_text("two"), path.write_text("one")),
    "replaced by its like": lambda path: path.with_name("b").rename(path),
    "in the same tick": rewritten_in_the_same_tick,
}


@pytest.mark.parametrize("change", list(CHANGES))
@pytest.mark.parametrize("age", ["old", "new"])
def test_any_writing_is_seen(tmp_path: Path, change: str, age: str) -> None:
    path = tmp_path / "a"
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text("one")
        if age == "old":
            os.utime(tmp_path / name, ns=(OLD, OLD))
    witness = Witness([path, tmp_path / "c"])
    assert witness.changed() == []
    CHANGES[change](path)
    assert witness.changed() == [path]
    assert witness.changed([tmp_path / "c"]) == []
    # Who restores it afterwards does not undo that somebody may have read the other.
    path.write_text("one")
    assert witness.changed([path]) == [path]


def test_a_file_that_comes_is_a_change(tmp_path: Path) -> None:
    witness = Witness([tmp_path / "a"])
    (tmp_path / "a").write_text("")
    assert witness.changed() == [tmp_path / "a"]


def test_what_nobody_looked_at_is_passed_over(tmp_path: Path) -> None:
    witness = Witness([])
    assert witness.changed([tmp_path / "a"]) == []
    assert tmp_path / "a" not in witness


def test_a_file_may_be_taken_for_changed(tmp_path: Path) -> None:
    witness = Witness([tmp_path / "a"])
    witness.mark(tmp_path / "a")
    assert witness.changed() == [tmp_path / "a"]
