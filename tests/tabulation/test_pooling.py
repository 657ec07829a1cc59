"""Answers of several waves stand under each other, as the last wave would have coded them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from research.edition.waves.matching import matching
from research.edition.waves.named import Waves
from research.statistics.samples.calibration import Calibration
from research.tabulation.breaks import broken
from research.tabulation.bywave import compared_with
from research.tabulation.pooling import WaveAnswers, pooled, pooled_raking, pooled_rows
from tests.tabulation.asked import answers

if TYPE_CHECKING:
    from pathlib import Path

EARLIER = """
- {name: sector, type: single, column: s, codes: {1: Banking, 2: Retail, 3: Mining}}
- {name: service, type: scale, column: v, codes: {1: Poor, 5: Good}}
- {name: used, type: multi, rows: {a: Web, b: Fax}}
"""
LATER = """
- {name: sector, type: single, column: s, codes: {A: Retail, B: Banking}}
- {name: service, type: scale, column: v, codes: {1: Poor, 7: Good}}
- {name: used, type: multi, rows: {a: Web, c: App}}
"""


@pytest.fixture
def waves(tmp_path: Path) -> list[WaveAnswers]:
    made = []
    cells = ["s,v,a,b\n1,5,1,0\n3,2,0,1\n2,3,1,1", "s,v,a,c\nA,7,1,1\nB,1,0,1"]
    for name, given, asked in zip("xy", cells, (EARLIER, LATER), strict=True):
        (tmp_path / name).mkdir()
        made.append(answers(tmp_path / name, given, asked))
    found = []
    for name, one in zip("xy", made, strict=True):
        pairs = matching(made[1].table.questions, one.table.questions, Waves()).pairs
        inside = np.ones(len(one), dtype=bool)
        found.append(WaveAnswers(name, name.upper(), one, pairs, inside))
    return found


def test_words_of_the_last_wave_come_first_and_those_of_others_after(waves) -> None:
    held = pooled(["sector"], waves).frame["sector"]
    assert held.astype("str").tolist() == ["Banking", "Mining", "Retail", "Retail", "Banking"]
    assert list(held.cat.categories) == ["Retail", "Banking", "Mining"]
    codes = pooled(["sector"], waves).table.question("sector").codes
    assert [code.key for code in codes] == ["retail", "banking", "mining"]


def test_another_scale_leaves_nothing_to_set_beside(waves) -> None:
    held = pooled(["service"], waves)
    assert held.frame["service"].isna().tolist() == [True, True, True, False, False]
    assert held.asked("service").tolist() == [False, False, False, True, True]
    assert not waves[0].holds("service")
    (cut,) = broken("service", waves, compared_with(waves))
    assert (cut.row, cut.told.kinds) == ("", ("scale",))
    assert cut.told.text == "X and Y are not compared: the scale was 1 to 5 and is 1 to 7."


def test_options_of_any_wave_are_columns_and_missing_where_they_were_not_shown(waves) -> None:
    held = pooled(["used"], waves).question("used")
    assert list(held.columns) == ["a", "c", "b"]
    np.testing.assert_array_equal(held["c"], [np.nan, np.nan, np.nan, 1, 1])
    np.testing.assert_array_equal(held["b"], [0, 1, 1, np.nan, np.nan])


def test_rows_of_each_wave_are_where_they_were_put(waves) -> None:
    first, second = pooled_rows(waves)
    assert (first.tolist(), second.tolist()) == ([0, 1, 2], [3, 4])


MAXDIFF = """
- name: reasons
  type: maxdiff
  codes: {{1: {{key: {0}, text: {0}}}, 2: {{key: {1}, text: {1}}}, 3: {{key: {2}, text: {2}}}}}
  tasks: {{count: {3}, best: "b{{task}}", worst: "w{{task}}"}}
  design: {{file: design.csv}}
"""


def test_picks_of_an_earlier_wave_are_in_the_places_that_items_have_now(tmp_path: Path) -> None:
    made = []
    for name, order, count, cells in (
        ("x", ("one", "two", "three"), 2, "b1,w1,b2,w2\n1,2,2,3"),
        ("y", ("three", "one", "two"), 3, "b1,w1,b2,w2,b3,w3\n1,2,2,3,1,3"),
    ):
        (tmp_path / name).mkdir()
        design = "task,x,y\n1,1,2\n2,2,3\n" + ("3,3,1\n" if count > 2 else "")
        (tmp_path / name / "design.csv").write_text(design, encoding="utf-8")
        made.append(answers(tmp_path / name, cells, MAXDIFF.format(*order, count)))
    waves = []
    for name, one in zip("xy", made, strict=True):
        pairs = matching(made[1].table.questions, one.table.questions, Waves()).pairs
        waves.append(WaveAnswers(name, name, one, pairs, np.ones(len(one), dtype=bool)))
    picks = pooled(["reasons"], waves).picks["reasons"]
    assert picks.items == ("three", "one", "two")
    assert picks.best.tolist() == [[1, 2, -1], [0, 1, 0]]
    assert picks.worst.tolist() == [[2, 0, -1], [1, 2, 2]]
    for wave, one in zip((0, 1), made, strict=True):
        own = dict(
            zip(one.picks["reasons"].items, one.picks["reasons"].counts()[1][0], strict=True)
        )
        assert dict(zip(picks.items, picks.counts()[1][wave], strict=True)) == own


def test_each_wave_was_raked_by_margins_of_its_own(waves) -> None:
    index = waves[0].answers.frame.index
    raked = Calibration(pd.DataFrame({"size": ["s", "l", "s"]}, index=index), [1.0, 2.0, 1.0])
    whole = pooled_raking([replace(waves[0], raked=raked), waves[1]])
    assert whole.index.tolist() == [0, 1, 2, 3, 4]
    assert whole.cells.tolist() == [0, 1, 0, 2, 2]
    assert whole.mass.tolist() == [1, 2, 1, 1, 1]
    assert pooled_raking(waves) is None
