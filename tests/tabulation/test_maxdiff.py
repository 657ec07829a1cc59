from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.edition.banners import PointGroup
from research.statistics.choices.best_worst import maxdiff_counts, maxdiff_logit
from research.statistics.samples.comparisons import Comparison
from research.tabulation.columns import columns_of
from research.tabulation.making import tabulate
from research.tabulation.maxdiff import maxdiff_stub
from research.tabulation.respondents import Respondents
from research.tabulation.tab import ANSWERED
from tests.tabulation.asked import answers

ASKED = """
- {name: group, type: single, column: g, codes: [a, b]}
- name: reasons
  type: maxdiff
  codes: {1: {key: one, text: One}, 2: {key: two, text: Two}, 3: {key: three, text: Three}}
  tasks: {count: 3, best: "b{task}", worst: "w{task}"}
  design: {file: design.csv}
"""
DESIGN = "task,x,y\n1,1,2\n2,2,3\n3,3,1\n"
ROWS = [
    *("a,1,2,2,3,1,3", "a,1,2,3,2,1,3", "a,2,1,2,3,1,3", "a,1,2,2,3,3,1", "a,1,2,2,3,1,3"),
    *("b,2,1,3,2,3,1", "b,1,2,3,2,3,1", "b,2,1,2,3,3,1", "b,2,1,3,2,1,3", "b,2,1,3,2,3,1"),
]


@pytest.fixture
def held(tmp_path):
    (tmp_path / "design.csv").write_text(DESIGN, encoding="utf-8")
    return answers(tmp_path, "g,b1,w1,b2,w2,b3,w3\n" + "\n".join(ROWS), ASKED)


def made(held, by=(), **more):
    stub = maxdiff_stub(held.table.question("reasons"), held)
    columns = columns_of(list(by), held)
    respondents = Respondents(held.frame.index, **more)
    return tabulate([stub], columns, respondents, comparison=Comparison(), plan=None)[0]


def tasks(rows) -> pd.DataFrame:
    """The tasks of rows in long form, as the statistics take them."""
    sets = [("1", "2"), ("2", "3"), ("3", "1")]
    cells = [row.split(",") for row in rows]
    return pd.DataFrame(
        [
            {"who": who, "x": x, "y": y, "best": row[1 + 2 * at], "worst": row[2 + 2 * at]}
            for who, row in enumerate(cells)
            for at, (x, y) in enumerate(sets)
        ]
    )


@pytest.mark.parametrize(("point", "rows"), [("total", ROWS), ("group.a", ROWS[:5])])
def test_scores_and_shares_are_those_of_the_statistics(held, point, rows):
    tab = made(held, [PointGroup(question="group")])
    counts = maxdiff_counts(tasks(rows), ["x", "y"], "best", "worst", respondent="who").items
    logit = maxdiff_logit(tasks(rows), ["x", "y"], "best", "worst", respondent="who").items
    for key, code in (("one", "1"), ("two", "2"), ("three", "3")):
        shown = counts.loc[code, "shown"]
        for name, column in (("best", "best"), ("worst", "worst")):
            told = tab.values[point].loc[f"{key}.{name}"]
            assert told == pytest.approx(100 * counts.loc[code, column] / shown)
        score = f"{key}.score"
        limits = [frame[point].loc[score] for frame in (tab.values, tab.low, tab.high)]
        expected = [100 * counts.loc[code, name] for name in ("score", "low", "high")]
        np.testing.assert_allclose(np.clip(limits, -100, 100), expected, rtol=1e-9)
        share = [frame[point].loc[f"{key}.share"] for frame in (tab.values, tab.low, tab.high)]
        expected = [logit.loc[code, name] for name in ("share", "share_low", "share_high")]
        np.testing.assert_allclose(share, expected, rtol=1e-6)
    assert tab.bases[ANSWERED][point].loc["unweighted"] == len(rows)


def test_weights_count_in_scores_and_shares(held):
    twice = pd.Series([2.0] * 5 + [1.0] * 5, held.frame.index)
    weighted, rows = made(held, weights=twice), [*ROWS, *ROWS[:5]]
    logit = maxdiff_logit(tasks(rows), ["x", "y"], "best", "worst", respondent="who").items
    counts = maxdiff_counts(tasks(rows), ["x", "y"], "best", "worst", respondent="who").items
    assert weighted.values["total"].loc["one.share"] == pytest.approx(logit.loc["1", "share"])
    score = weighted.values["total"].loc["one.score"]
    assert score == pytest.approx(100 * counts.loc["1", "score"])


def test_items_stand_by_their_score_in_every_block(held):
    tab = made(held, [PointGroup(question="group")])
    order = [line.key.partition(".")[0] for line in tab.lines]
    first = order[:3]
    scores = [tab.values["total"].loc[f"{key}.score"] for key in first]
    assert scores == sorted(scores, reverse=True)
    assert order == first * 4
    assert [line.block for line in tab.lines][::3] == ["score", "best", "worst", "share"]


def test_a_share_that_does_not_exist_says_why(tmp_path):
    (tmp_path / "design.csv").write_text(DESIGN, encoding="utf-8")
    always = ["a,1,2,2,3,1,3", "b,1,2,2,3,1,3"]
    held = answers(tmp_path, "g,b1,w1,b2,w2,b3,w3\n" + "\n".join(always), ASKED)
    tab = made(held)
    assert np.isnan(tab.values["total"].loc["one.share"])
    assert "always preferred" in tab.reasons["total"].loc["one.share"]
    assert tab.values["total"].loc["one.score"] == 100


def test_items_not_shown_to_all_rest_on_bases_of_their_own(tmp_path):
    design = "version,task,x,y\n1,1,1,2\n1,2,2,1\n1,3,1,2\n2,1,2,3\n2,2,3,2\n2,3,2,3\n"
    (tmp_path / "design.csv").write_text(design, encoding="utf-8")
    asked = ASKED.replace("{file: design.csv}", "{file: design.csv, version: v}")
    rows = ["a,1,1,2,2,1,1,2", "a,1,2,1,2,1,1,2", "b,2,2,3,3,2,2,3"]
    held = answers(tmp_path, "g,v,b1,w1,b2,w2,b3,w3\n" + "\n".join(rows), asked)
    tab = made(held)
    bases = {key: tab.base_of(f"{key}.score") for key in ("one", "two", "three")}
    assert bases == {"one": 2, "two": 3, "three": 1}
    assert tab.bases[ANSWERED]["total"].loc["unweighted"] == 3
