"""Files that are written whole, and their digests."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research import files


def test_a_link_gives_way_to_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("same")
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    files.write_text(tmp_path / "link", "same")
    assert not (tmp_path / "link").is_symlink()
    files.write_text(tmp_path / "link", "other")
    assert (tmp_path / "mine").read_text() == "same"


def test_the_first_link_on_a_way_is_found(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "link").symlink_to(tmp_path)
    assert files.link_within(tmp_path, tmp_path / "real" / "file") is None
    assert files.link_within(tmp_path, tmp_path) is None
    link = tmp_path / "real" / "link"
    assert files.link_within(tmp_path, link / "real" / "file") == link


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = files.write_text(tmp_path / "a" / "b.txt", "naïve\n")
    assert path.read_bytes() == "naïve\n".encode()
    assert path.stat().st_mode & 0o777 == 0o644


def test_the_same_content_does_not_touch_the_file(tmp_path: Path) -> None:
    path = files.write_bytes(tmp_path / "a", b"one")
    before = path.stat()
    files.write_bytes(path, b"one")
    assert path.stat() == before


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = files.write_bytes(tmp_path / "a", b"old")

    def broken(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(type(path), "replace", broken)
    with pytest.raises(OSError):  # noqa: PT011 - raised by the line above
        files.write_bytes(path, b"new")
    assert [item.read_bytes() for item in tmp_path.iterdir()] == [b"old"]


def test_a_full_disk_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "chmod", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*report\.pdf'"):
        files.write_bytes(tmp_path / "report.pdf", b"new")


def test_what_a_killed_process_was_writing_is_removed(tmp_path: Path) -> None:
    program = (
        "import os, pathlib, sys; from research import files;"
        "pathlib.Path.replace = lambda *_: os._exit(9);"
        "files.write_bytes(pathlib.Path(sys.argv[1]), b'new')"
    )
    path = files.write_bytes(tmp_path / "deep" / "a.pdf", b"old")
    subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    assert len(list(path.parent.iterdir())) == 2
    files.remove_unfinished(tmp_path)
    assert list(path.parent.iterdir()) == [path]
    assert path.read_bytes() == b"old"


@given(st.lists(st.binary(max_size=4), max_size=4), st.lists(st.binary(max_size=4), max_size=4))
def test_digests_differ_when_parts_do(one: list[bytes], two: list[bytes]) -> None:
    assert (files.digest(one) == files.digest(two)) is (one == two)


def test_a_missing_file_has_no_digest(tmp_path: Path) -> None:
    assert files.digest_file(tmp_path / "none") == files.digest_file(tmp_path) == ""
    path = files.write_text(tmp_path / "a", "text")
    assert files.digest_file(path) == files.digest("text")
