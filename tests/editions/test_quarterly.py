"""The quarterly survey: what is kept is what its script draws, and holds what is planted."""

from __future__ import annotations

from itertools import pairwise

import pytest
import yaml
from quarterly import ROOT, script

MAKE = script()
WAVES = [MAKE.planted(number) for number in range(1, 9)]
LAST = (ROOT / "params" / "quarterly.yml").read_text(encoding="utf-8")


def test_the_answers_kept_are_those_that_are_drawn():
    for quarter, wave, rows in zip(MAKE.QUARTERS, WAVES, MAKE.draw(WAVES), strict=True):
        kept = ROOT / "data" / "quarterly" / f"{quarter}.csv"
        assert kept.read_text(encoding="utf-8") == MAKE.written(rows, wave), quarter


@pytest.mark.parametrize("number", range(1, 8))
def test_earlier_questionnaires_are_the_last_one_as_it_was_asked_then(number):
    quarter = MAKE.QUARTERS[number - 1]
    kept = (ROOT / "params" / "quarterly" / f"{quarter}.yml").read_text(encoding="utf-8")
    assert kept == MAKE.questionnaire(LAST, number)
    asked = {one["name"]: one for one in yaml.safe_load(kept)["questions"]}
    now = {one["name"]: one for one in yaml.safe_load(LAST)["questions"]}
    assert asked.keys() == now.keys()
    differing = {name for name in now if asked[name] != now[name]}
    planted = {"known": number < 4, "value": number < 6}
    assert differing == {name for name, differs in planted.items() if differs}


def test_accounts_come_back_and_respondents_are_as_many_each_time():
    waves = MAKE.draw(WAVES)
    assert [len(rows) for rows in waves] == [300] * 8
    accounts = [{row["account"] for row in rows} for rows in waves]
    assert [len(each) for each in accounts] == [120] * 8
    shared = [len(a & b) for a, b in pairwise(accounts)]
    assert shared == [72] * 7


def test_without_anything_planted_all_waves_are_drawn_alike():
    still = MAKE.Planted()
    waves = MAKE.draw([still] * 8, seed=1)
    means = [sum(row["faults"] for row in rows) / 300 for rows in waves]
    assert max(means) - min(means) < 0.8
    assert all(any(row["movara"] for row in rows) for rows in waves)
