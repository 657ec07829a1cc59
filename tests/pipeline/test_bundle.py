"""Files in a bundle come out as they went in."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.errors import ResearchError
from research.pipeline.bundle import pack, unpack

FILES = st.dictionaries(st.sampled_from(["a", "b/c", "b/d/e.csv"]), st.binary(max_size=8))


@given(FILES)
def test_what_is_packed_is_unpacked(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        for name, content in files.items():
            path = Path(one, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        bundle = pack(Path(one), files)
        unpack(bundle.digests, bundle.contents, Path(two))
        assert {name: Path(two, name).read_bytes() for name in files} == files
    assert sorted(bundle.contents.values()) == sorted(set(files.values()))


@pytest.mark.parametrize(
    ("arrived", "fault"),
    [
        (b"", "'x.csv' did not reach the worker"),
        (b"one and", "'x.csv' was spoiled on its way to the worker"),
    ],
)
def test_nothing_else_is_written_than_was_packed(
    tmp_path: Path, arrived: bytes, fault: str
) -> None:
    (tmp_path / "x.csv").write_bytes(b"one and all")
    bundle = pack(tmp_path, ["x.csv"])
    contents = dict.fromkeys(bundle.contents, arrived) if arrived else {}
    with pytest.raises(ResearchError, match=fault):
        unpack(bundle.digests, contents, tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()
