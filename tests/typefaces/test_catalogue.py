from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from research.typefaces import catalogue
from research.typefaces.catalogue import at_hand, state

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No wheels of fonts, and a folder of the system's fonts to fill."""
    monkeypatch.setattr(catalogue, "WHEELS", {})
    monkeypatch.setattr(catalogue, "FOLDERS", (tmp_path,))
    at_hand.cache_clear()
    yield tmp_path
    at_hand.cache_clear()


def put(folder: Path, name: str) -> None:
    [dejavu] = [face for face in at_hand() if face.source == "matplotlib"]
    shutil.copy(dejavu.regular, folder / name)
    at_hand.cache_clear()


def test_matplotlib_brings_dejavu_whatever_else_is_there(alone: Path) -> None:
    [face] = at_hand()
    assert (face.family, face.source) == ("DejaVu Sans", "matplotlib")
    assert {ord("ش"), ord("❤")} <= face.coverage
    assert face.package.startswith("matplotlib ")


def test_fonts_of_the_system_come_last_and_the_plain_ones_first(alone: Path) -> None:
    names = ["NotoSerif-Regular.ttf", "NotoSansThai-Regular.ttf", "NotoSans-Regular.ttf"]
    for name in [*names, "NotoSansMono-Regular.ttf", "NotoSansThaiUI-Regular.ttf", "Other.ttf"]:
        put(alone, name)
    assert [face.regular.name for face in at_hand()[1:]] == names[::-1]
    assert {face.source for face in at_hand()[1:]} == {"system"}


def test_a_damaged_file_is_passed_over(alone: Path) -> None:
    (alone / "NotoSans-Regular.ttf").write_bytes(b"no font")
    at_hand.cache_clear()
    assert [face.source for face in at_hand()] == ["matplotlib"]


def test_the_state_tells_when_a_font_comes_to_hand(alone: Path) -> None:
    before = state()
    put(alone, "NotoSans-Regular.ttf")
    assert state() != before
