from __future__ import annotations

from typing import TYPE_CHECKING

from research import uses

if TYPE_CHECKING:
    import pytest


def test_what_is_used_is_noted_once_and_told_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uses, "_noted", {})
    for name in ("data.csv", "a.yml#b", "data.csv"):
        uses.note(name)
    assert uses.noted() == ["a.yml#b", "data.csv"]
