"""What a plan has room for: the more must stand on it, the less of what may be left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters.supplier import plan, plan_room
from research.chapters.supplier.plan_room import Room, room
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "plans-2016.yml")


def given(monkeypatch, rows: float) -> Room:
    monkeypatch.setattr(plan_room, "_taken", lambda *_: iter([rows]))
    monkeypatch.setattr(plan_room, "_heard", lambda *_: (9, 9))
    room.cache_clear()
    found = room(None, "A1")
    room.cache_clear()
    return found


def test_more_that_must_stand_leaves_less_beside_it(monkeypatch):
    found = [given(monkeypatch, rows) for rows in range(41)]
    assert found[0] == Room(6, 5, 2)
    assert found[-1] == Room()
    assert len(set(found)) > 6
    heights = [plan_room._height(one, (9, 9)) for one in found]
    some = [one != Room() for one in found]
    assert all(
        rows + height <= plan_room._PAGE
        for rows, (height, any_) in enumerate(zip(heights, some, strict=True))
        if any_
    )


def test_all_that_stands_on_the_page_of_an_account_fits_it(supplier):
    for key in plan.keys(supplier):
        taken = sum(plan_room._taken(supplier, key))
        heard = plan_room._heard(supplier, key)
        assert taken + plan_room._height(room(supplier, key), heard) <= plan_room._PAGE
