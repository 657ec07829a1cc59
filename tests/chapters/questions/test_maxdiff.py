from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

import pytest

from research.chapters.questions.maxdiff import items_chart, items_table, observations, opening
from research.chapters.questions.topline import totals
from research.chapters.tabs.planned import study_tab
from research.display.chart import Chart
from research.display.table import Table
from research.sources.remarks import heard
from research.study import Study, open_study


@pytest.fixture(scope="module")
def customers() -> Study:
    study = open_study("params/customers.yml")
    with heard():
        study.read()
    return study


@pytest.fixture(scope="module")
def planted():
    """The utilities that the made-up answers were drawn from, by the codes of the items."""
    spec = importlib.util.spec_from_file_location("make", "data/customers/make.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_planted_order_is_found(customers, planted):
    table = items_table(customers)
    assert isinstance(table, Table)
    asked = customers.table("answers").question("switch")
    pulls = {code.text: planted.PULLS[int(code.code)] for code in asked.codes}
    order = sorted(pulls, key=lambda text: -pulls[text])
    low, high = (table.frame[f"{side} rank"] for side in ("Lowest", "Highest"))
    for rank, text in enumerate(order, start=1):
        # What energy finds in lower emissions lifts these by a place.
        assert low[text] - 1 <= rank <= high[text] + 1
    assert table.frame.index[0] == order[0] == "Lower price"
    assert table.frame["Score"].is_monotonic_decreasing
    assert table.frame["Share of preference"].sum() == pytest.approx(1)
    assert (table.frame["Best"] - table.frame["Worst"]).mul(100).tolist() == pytest.approx(
        table.frame["Score"].tolist()
    )


def test_planted_differences_bear_letters_and_sentences(customers):
    tab = study_tab(customers, "switch", "profile")
    assert tab.letters["sector.retail"].loc["price.score"] == "ABC"
    assert tab.letters["sector.energy"].loc["carbon.score"] == "ACD"
    assert not tab.letters.loc[[line.key for line in tab.lines if line.block == "share"]].any(
        axis=None
    )
    said = observations(customers, "switch", "profile").markdown
    assert "the score of “Lower emissions” is higher in energy \\& utilities (+17)" in said
    assert said.count("\n- ") <= 3


def test_it_says_the_same_as_the_table_of_the_question(customers):
    table, tab = items_table(customers), study_tab(customers, "switch")
    assert isinstance(table, Table)
    scores = [tab.values["total"].loc[line.key] for line in tab.of_kind("score")]
    assert table.frame["Score"].tolist() == pytest.approx(scores)
    assert "the 412 who answered" in opening(customers).markdown
    assert "Lower price +42; Faster service +30" in totals(customers, ["switch"]).markdown()
    names = {one.name for one in table.results}
    assert names == {f"switch.{code.key}.rank" for code in tab.question.codes}


def test_its_chart_shows_shares_of_preference_and_says_so(customers):
    chart = items_chart(customers)
    assert isinstance(chart, Chart)
    figure = chart.figure
    assert [bar.label for bar in figure.bars][:2] == ["Lower price", "Faster service"]
    assert sum(bar.value for bar in figure.bars) == pytest.approx(100)
    assert figure.title == "“Lower price” has the largest share of preference, 28%"
    assert figure.subtitle.startswith("Share of preference")


def test_a_question_of_another_type_is_told(customers):
    assert "no MaxDiff question" in items_table(customers, "renew").markdown
    assert "no question is a MaxDiff" in items_table(open_study("params/2015.yml")).markdown


def test_the_design_is_the_one_that_the_answers_were_drawn_from(planted):
    assert Path("data/customers/design.csv").read_text(encoding="utf-8") == planted.designed()
    text = Path("data/customers/answers.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    shown = planted.DESIGN[int(rows[0]["version"]), 1]
    assert rows[0]["best1"] in shown
    assert rows[0]["worst1"] in shown
