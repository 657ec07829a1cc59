from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from research.edition.banners import PointGroup
from research.statistics.samples.comparisons import Comparison
from research.statistics.samples.suppression import Suppression
from research.tabulation.columns import columns_of, gave, names_of_points
from research.tabulation.making import Told, planned, tabulate
from research.tabulation.questions import stubs_of
from research.tabulation.respondents import Respondents
from research.tabulation.summary import summary
from research.tabulation.tab import ANSWERED, SCORED
from tests.tabulation.asked import answers

if TYPE_CHECKING:
    from pathlib import Path

    from research.sources.answers.answers import Answers
    from research.tabulation.tab import Tab

SERVICE = """
- name: sector
  type: single
  column: sector
  codes:
    1: Banking
    2: Insurance
    3: Retail
    8: {text: Don't know, role: dont_know}
    9: {text: Other, role: other}
  nets: {Finance: [1, 2]}
  sort: size
- name: service
  type: scale
  column: service
  codes: {1: Poor, 3: Good, 9: {text: Don't know, role: dont_know}}
  boxes: {Top 1: [3]}
- {name: recommend, type: nps, column: recommend}
- {name: staff, type: numeric, column: staff, bands: {Small: 0, Large: 10}}
- name: used
  type: multi
  rows: {web: {column: web}, mail: {column: mail}, none: {column: nothing, role: none}}
  counted: [1]
  nets: {Any: [web, mail]}
"""
CELLS = """
sector,service,recommend,staff,web,mail,nothing
1,1,10,1,1,1,
1,2,9,2,1,,
2,3,8,10,,1,
3,3,0,20,,,1
3,9,6,30,1,,
9,,10,,,,
8,2,10,4,1,1,
"""


def made(held: Answers, name: str, by: list[PointGroup] | None = None, **more: object) -> list[Tab]:
    stubs = stubs_of(held.table.question(name), held)
    options = {"comparison": Comparison(), "plan": None} | more
    return tabulate(stubs, columns_of(by or [], held), Respondents(held.frame.index), **options)  # type: ignore[arg-type]


@pytest.fixture
def held(tmp_path: Path) -> Answers:
    return answers(tmp_path, CELLS, SERVICE)


def test_answers_stand_by_size_under_their_nets_and_roles_stand_last(held):
    [tab] = made(held, "sector")
    assert [(line.key, line.depth) for line in tab.lines] == [
        ("net.finance", 0),
        ("banking", 1),
        ("insurance", 1),
        ("retail", 0),
        ("other", 0),
        ("dontknow", 0),
    ]
    assert tab.values["total"].tolist() == pytest.approx(
        [300 / 7, 200 / 7, 100 / 7, 200 / 7, 100 / 7, 100 / 7]
    )
    assert tab.counts["total"].tolist() == [3, 2, 1, 2, 1, 1]
    assert tab.base_of("banking") == 7


def test_those_who_do_not_know_are_shown_and_leave_means_and_boxes(held):
    [tab] = made(held, "service")
    assert [line.label for line in tab.lines][:4] == ["1 Poor", "2", "3 Good", "Don't know"]
    assert tab.values["total"].loc[["poor", "2", "good", "dontknow"]].tolist() == pytest.approx(
        [100 / 6, 200 / 6, 200 / 6, 100 / 6]
    )
    assert tab.values["total"].loc["box.top1"] == pytest.approx(40)
    assert tab.values["total"].loc["mean"] == pytest.approx(11 / 5)
    assert tab.bases[ANSWERED]["total"].loc["unweighted"] == 6
    assert tab.bases[SCORED]["total"].loc["unweighted"] == 5


def test_deviation_and_error_are_those_of_a_sample(held):
    [tab] = made(held, "service")
    given = np.array([1, 2, 3, 3, 2])
    assert tab.values["total"].loc["deviation"] == pytest.approx(given.std(ddof=1))
    assert tab.values["total"].loc["error"] == pytest.approx(given.std(ddof=1) / np.sqrt(5))


def test_a_score_is_promoters_less_detractors(held):
    [tab] = made(held, "recommend")
    share = tab.values["total"]
    assert share.loc[["promoters", "passives", "detractors"]].tolist() == pytest.approx(
        [400 / 7, 100 / 7, 200 / 7]
    )
    assert share.loc["score"] == pytest.approx(200 / 7)
    assert tab.low["total"].loc["score"] < 200 / 7 < tab.high["total"].loc["score"]
    assert [line.label for line in tab.lines[:3]] == ["Promoters (9, 10)", "10", "9"]


def test_numbers_have_quartiles_and_bands(held):
    [tab] = made(held, "staff")
    share = tab.values["total"]
    assert share.loc[["small", "large"]].tolist() == pytest.approx([50, 50])
    assert share.loc[["q1", "median", "q3"]].tolist() == [2, 7, 20]
    assert share.loc["mean"] == pytest.approx(67 / 6)


def test_options_count_once_in_a_net_and_none_is_an_answer(held):
    [tab] = made(held, "used")
    share = tab.values["total"]
    assert share.loc[["web", "mail", "none", "net.any"]].tolist() == pytest.approx(
        [400 / 6, 300 / 6, 100 / 6, 500 / 6]
    )
    assert tab.base_of("web") == 6


def test_a_banner_has_points_by_code_net_band_and_option(held):
    by = [
        PointGroup(question="sector", points=["Finance", "3"]),
        PointGroup(question="staff"),
        PointGroup(question="used", points=["web", "mail"]),
    ]
    [tab] = made(held, "recommend", by)
    assert [(point.key, point.letter, point.group) for point in tab.points] == [
        ("total", "", -1),
        ("sector.net.finance", "A", 0),
        ("sector.retail", "B", 0),
        ("staff.small", "C", 1),
        ("staff.large", "D", 1),
        ("used.web", "E", 2),
        ("used.mail", "F", 2),
    ]
    assert tab.bases[ANSWERED].loc["unweighted"].tolist() == [7, 3, 2, 3, 3, 4, 3]
    assert tab.values.loc["promoters"].tolist() == pytest.approx(
        [400 / 7, 200 / 3, 0, 100, 0, 75, 200 / 3]
    )


def test_a_nest_splits_each_point_and_letters_run_within_it(held):
    by = [PointGroup(question="sector", points=["Finance", "3"], nest="staff")]
    [tab] = made(held, "recommend", by)
    assert [(point.heads, point.label, point.group) for point in tab.points[1:]] == [
        (("sector", "Finance", "staff"), "Small", 0),
        (("sector", "Finance", "staff"), "Large", 0),
        (("sector", "Retail", "staff"), "Small", 1),
        (("sector", "Retail", "staff"), "Large", 1),
    ]
    assert tab.bases[ANSWERED].loc["unweighted"].tolist() == [7, 2, 1, 0, 2]
    assert tab.reasons.loc["promoters", "sector.retail.staff.small"] == "nobody answered"


def test_letters_are_those_of_the_comparison_and_small_bases_are_not_compared(tmp_path):
    rows = ["sector,renews"]
    rows += ["1,1"] * 30 + ["1,0"] * 10 + ["2,1"] * 15 + ["2,0"] * 25 + ["3,1"] * 1 + ["3,0"] * 20
    asked = """
    - {name: sector, type: single, column: sector, codes: {1: Energy, 2: Food, 3: Arts}}
    - {name: renews, type: single, column: renews, codes: {1: "Yes", 0: "No"}}
    """
    held = answers(tmp_path, "\n".join(rows), asked)
    [tab] = made(held, "renews", [PointGroup(question="sector")], comparison=Comparison(fewest=30))
    assert tab.letters.loc["yes"].tolist() == ["", "B", "", ""]
    assert tab.letters.loc["no"].tolist() == ["", "", "A", ""]
    few = tab.tests[
        (tab.tests["first"] == "sector.energy") & (tab.tests["second"] == "sector.arts")
    ]
    assert few["reason"].unique().tolist() == ["fewer answers in a column than are compared"]
    assert few["p_adjusted"].isna().all()


def test_a_net_beside_its_members_bears_no_letter_and_is_compared_with_none_of_them(tmp_path):
    rows = ["sector,renews", *["1,1"] * 40, *["2,0"] * 40, *["3,0"] * 40]
    asked = """
    - name: sector
      type: single
      column: sector
      codes: {1: A, 2: B, 3: C}
      nets: {Both: [1, 2]}
    - {name: renews, type: single, column: renews, codes: {1: "Yes", 0: "No"}}
    """
    held = answers(tmp_path, "\n".join(rows), asked)
    beside = [PointGroup(question="sector", points=["1", "Both", "2", "3"])]
    [tab] = made(held, "renews", beside)
    assert [(point.label, point.letter) for point in tab.points[1:]] == [
        ("Both", ""), ("A", "B"), ("B", "C"), ("C", "D"),
    ]  # fmt: skip
    assert tab.bases[ANSWERED].loc["unweighted"].tolist() == [120, 80, 40, 40, 40]
    assert tab.letters.loc["yes"].tolist() == ["", "", "CD", "", ""]
    assert "sector.net.both" not in set(tab.tests["second"])
    alone = [PointGroup(question="sector", points=["Both", "3"])]
    [other] = made(held, "renews", alone)
    assert other.letters.loc["yes"].tolist() == ["", "B", ""]


def test_a_question_is_not_compared_between_its_own_answers(held):
    by = [PointGroup(question="sector", points=["1", "3"]), PointGroup(question="staff")]
    sector, staff = made(held, "sector", by)[0], made(held, "staff", by)[0]
    assert set(sector.tests["first"]) == {"staff.small", "staff.large"}
    assert set(staff.tests["first"]) == {"sector.banking", "sector.retail"}


def test_hidden_columns_have_neither_values_nor_bases(tmp_path):
    rows = ["sector,renews", *["1,1"] * 30, *["2,1"] * 20, *["3,0"] * 4, *["4,0"] * 12]
    asked = """
    - {name: sector, type: single, column: sector, codes: {1: A, 2: B, 3: C, 4: D}}
    - {name: renews, type: single, column: renews, codes: {1: "Yes", 0: "No"}}
    """
    held = answers(tmp_path, "\n".join(rows), asked)
    stubs = stubs_of(held.table.question("renews"), held)
    columns, people = (
        columns_of([PointGroup(question="sector")], held),
        Respondents(held.frame.index),
    )
    plan = planned(stubs, [columns_of([], held), columns], people, Suppression(hide=10))
    [tab] = tabulate(stubs, columns, people, comparison=Comparison(), plan=plan)
    hidden = [point.key for point in tab.points if not tab.shown("yes", point.key)]
    assert "sector.c" in hidden
    assert len(hidden) == 2, "another goes with it, or it could be subtracted"
    assert tab.bases[ANSWERED][hidden].isna().all(axis=None)


def test_weights_count_and_figures_follow_them(held):
    weights = pd.Series([1.0, 1, 1, 1, 1, 1, 4], index=held.frame.index)
    stubs = stubs_of(held.table.question("staff"), held)
    [tab] = tabulate(
        stubs,
        columns_of([], held),
        Respondents(held.frame.index, weights),
        comparison=None,
        plan=None,
        told=Told(weight="main"),
    )
    assert tab.values["total"].loc["mean"] == pytest.approx((1 + 2 + 10 + 20 + 30 + 4 * 4) / 9)
    assert tab.values["total"].loc["median"] == 4
    assert tab.bases[ANSWERED]["total"].tolist() == pytest.approx([6, 9, 81 / 21])


def test_a_grid_is_summed_up_by_box_and_mean(tmp_path):
    asked = """
    - name: rated
      type: grid
      rows: {speed: {column: speed, text: Speed}, price: {column: price, text: Price}}
      codes: {1: Poor, 5: Good}
      boxes: {Top 2: [4, 5]}
      sort: size
    """
    held = answers(tmp_path, "speed,price\n1,5\n4,4\n2,5\n,1", asked)
    tabs = made(held, "rated")
    summed = summary(tabs)
    assert [tab.row for tab in tabs] == ["speed", "price"]
    assert [line.key for line in summed.lines] == [
        "price.box.top2", "speed.box.top2", "price.mean", "speed.mean",
    ]  # fmt: skip
    assert summed.values["total"].tolist() == pytest.approx([75, 100 / 3, 15 / 4, 7 / 3])
    assert summed.base_of("speed.mean") == 3
    assert summed.base_of("price.mean") == 4


def test_rows_with_bases_of_their_own_say_them_side_by_side(tmp_path):
    asked = """
    - {name: used, type: multi, rows: {web: {column: a, text: Web}, shop: {column: b, text: Shop}}}
    - name: rated
      type: grid
      rows: {web: {column: c, text: Web}, shop: {column: d, text: Shop}}
      range: [1, 5]
      base: {text: "Who used the {row}", rows: used}
    """
    held = answers(tmp_path, "a,b,c,d\n1,0,5,\n1,1,4,3\n1,0,3,\n0,1,,1", asked)
    question = held.table.question("rated")
    said = {f"rated.{row.key}": question.base_of(row.key).text for row in question.rows}
    assert said["rated.shop"] == "Who used the Shop"
    assert question.base_words == "Who used the Web; Who used the Shop"
    summed = summary(made(held, "rated", told=Told(bases=said)))
    assert summed.base == "Of each row its own"
    assert summed.notes[0] == "Base of each row: Web: Who used the Web; Shop: Who used the Shop."
    assert (summed.base_of("web.mean"), summed.base_of("shop.mean")) == (3, 2)


def test_shares_of_a_whole_stand_by_size_with_who_named_them(tmp_path):
    asked = """
    - name: wallet
      type: allocation
      rows: {us: {column: us, text: Us}, rest: {column: rest, text: Others}}
    """
    held = answers(tmp_path, "us,rest\n20,80\n0,100\n40,60\n10,10", asked)
    [tab] = made(held, "wallet")
    assert [line.key for line in tab.lines] == ["rest.mean", "us.mean", "rest.named", "us.named"]
    assert tab.values["total"].tolist() == pytest.approx([80, 20, 100, 200 / 3])
    assert tab.base_of("us.mean") == 3


def test_items_left_out_of_a_ranking_share_the_ranks_left(tmp_path):
    asked = """
    - name: order
      type: ranking
      top: 2
      gaps: true
      rows: {a: {column: a}, b: {column: b}, c: {column: c}, d: {column: d}}
    """
    held = answers(tmp_path, "a,b,c,d\n1,2,,\n2,1,,\n1,,2,\n,,,", asked)
    [tab] = made(held, "order")
    assert tab.values["total"].loc["a.mean"] == pytest.approx(4 / 3)
    assert tab.values["total"].loc["d.mean"] == pytest.approx(3.5)
    assert tab.values["total"].loc["a.first"] == pytest.approx(200 / 3)
    assert tab.base_of("a.first") == 3


def test_an_answer_may_be_called_by_all_that_a_banner_calls_it(held):
    assert {"1", "banking", "Banking", "Finance"} <= set(names_of_points("sector", held))
    assert gave("sector", ["Finance"], held).tolist() == [True] * 3 + [False] * 4
    assert gave("used", ["mail"], held).sum() == 3


def test_types_without_tables_make_none(tmp_path):
    held = answers(tmp_path, "why\nsoon", "- {name: why, type: open, column: why}")
    assert stubs_of(held.table.question("why"), held) == []
