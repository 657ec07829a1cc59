from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.answers.variables import Measure, MultipleResponse, Variable
from research.statistics.samples.comparisons import CRUNCH, SPSS, STANDARD, Comparison
from research.statistics.samples.suppression import Suppression
from research.statistics.tables.banner import Banner
from research.statistics.tables.crosstabs import crosstab

SAMPLE = pd.DataFrame(
    {
        "sector": ["bank"] * 4 + ["telco"] * 4 + [None],
        "rating": [5, 4, 4, 1, 2, 1, 1, np.nan, 5],
        "spend": [10.0, 20.0, 30.0, 40.0, 5.0, 5.0, 5.0, np.nan, 100.0],
        "mail": [1, 1, 0, 0, 1, 0, 0, 1, 1],
        "web": [0, 1, 1, 0, 1, 1, 0, 0, 1],
        "weight": [1, 1, 1, 3, 1, 1, 2, 1, 1],
    }
)


@st.composite
def surveys(draw):
    n = draw(st.integers(2, 40))
    pick = lambda values: st.lists(st.sampled_from(values), min_size=n, max_size=n)  # noqa: E731
    return pd.DataFrame(
        {
            "group": draw(pick(["a", "b", "c"])),
            "answer": draw(pick([1.0, 2.0, 3.0, np.nan]).filter(lambda v: not np.isnan(v).all())),
            "mail": draw(pick([0, 1])),
            "web": draw(pick([0, 1])),
            "weight": draw(pick([1, 2])),
        }
    )


STUB = [Variable("answer", top=[1], mean=True), MultipleResponse(["mail", "web"], "Used")]
BANNER = Banner(["group", MultipleResponse(["mail", "web"], "Uses", nets={"Any": ["mail", "web"]})])


def cell(table, row, column, question="rating"):
    cells = table.cells
    found = cells[
        (cells["question"] == question) & (cells["row"] == row) & (cells["column"] == column)
    ]
    assert len(found) == 1
    return found.iloc[0]


def test_counts_percents_and_means_by_hand():
    stub = [Variable("rating", nets={"Low": [1, 2]}, top=[2], mean=True), Measure("spend")]
    table = crosstab(SAMPLE, stub, Banner(["sector"]))
    assert cell(table, "4", "bank")[["count", "value"]].tolist() == [2, 50]
    assert cell(table, "Low", "telco")[["count", "value"]].tolist() == [3, 100]
    assert cell(table, "Top 2", "Total")[["count", "value"]].tolist() == [4, 50]
    assert cell(table, "Mean", "bank")["value"] == pytest.approx(3.5)
    assert cell(table, "Mean", "bank", "spend")["value"] == pytest.approx(25)


def test_three_bases_stand_on_every_column():
    bases = crosstab(SAMPLE, ["rating"], Banner(["sector"]), weights="weight").bases()
    bank = bases.loc[("rating", "sector", "bank")]
    assert bank.tolist() == pytest.approx([4, 6, 36 / 12, 4 / 3])
    assert bases.loc[("rating", "Total", "Total"), "unweighted_base"] == 8


def test_interval_of_a_mean_is_students():
    spend = crosstab(SAMPLE, [Measure("spend")], Banner(["sector"]))
    low, high = cell(spend, "Mean", "bank", "spend")[["low", "high"]]
    half = 3.182446 * np.std([10, 20, 30, 40], ddof=1) / 2
    assert (low, high) == pytest.approx((25 - half, 25 + half), rel=1e-6)


def test_a_far_origin_costs_the_variance_no_digits():
    far = SAMPLE.assign(spend=SAMPLE["spend"] + 1e9)
    near = cell(crosstab(SAMPLE, [Measure("spend")], Banner(["sector"])), "Mean", "bank", "spend")
    moved = cell(crosstab(far, [Measure("spend")], Banner(["sector"])), "Mean", "bank", "spend")
    assert moved["high"] - moved["value"] == pytest.approx(near["high"] - near["value"], rel=1e-6)


def test_letters_match_published_bonferroni_corrected_z_tests():
    counts = [[18, 12, 6, 3], [36, 36, 9, 9], [21, 45, 9, 9], [9, 36, 3, 6], [6, 21, 3, 3]]
    status = ["never", "married", "divorced", "widowed"]
    people = [
        (level, name)
        for level, row in zip("ABCDE", counts, strict=True)
        for name, count in zip(status, row, strict=True)
        for _ in range(count)
    ]
    frame = pd.DataFrame(people, columns=["education", "status"])
    table = crosstab(frame, ["status"], Banner(["education"]), comparison=SPSS)
    found = table.tests[table.tests["significant"] & (table.tests["against"] != "rest")]
    pairs = {
        (row.row, row.column + row.against): round(row.p_adjusted, 4) for row in found.itertuples()
    }
    assert pairs == {
        ("never", "AD"): 0.0199,
        ("never", "BD"): 0.0345,
        ("married", "AD"): 0.0063,
        ("married", "BD"): 0.0195,
    }
    assert cell(table, "married", "D", "status")["higher_than"] == "AB"


def test_a_cell_is_compared_with_the_rest_of_its_block():
    table = crosstab(SAMPLE, [Variable("rating", top=[2])], Banner(["sector"]), comparison=CRUNCH)
    rest = table.tests.query("row == 'Top 2' and column == 'bank' and against == 'rest'").iloc[0]
    assert (rest["value"], rest["against_value"]) == (75, 0)


def test_a_column_that_is_everyone_has_no_rest():
    table = crosstab(SAMPLE.assign(sector="bank"), ["rating"], Banner(["sector"]))
    rest = table.tests[table.tests["against"] == "rest"]
    assert set(rest["reason"]) == {"there is no rest: the column is everyone"}
    assert rest["p"].isna().all()


def test_an_empty_column_is_shown_with_its_reason():
    banner = Banner([Variable("sector", categories=["bank", "energy"])])
    empty = cell(crosstab(SAMPLE, ["rating"], banner), "1", "energy")
    assert np.isnan(empty["value"])
    assert empty["reason"] == "nobody answered"


def test_a_base_of_one_has_a_mean_without_interval():
    one = cell(crosstab(SAMPLE[:1], [Measure("spend")], Banner([])), "Mean", "Total", "spend")
    assert one["value"] == 10
    assert np.isnan(one["low"])
    assert one["reason"] == "no interval: base under two"


def test_a_hidden_column_leaves_no_trace_in_cells_or_tests():
    frame = pd.concat([SAMPLE[:8]] * 4 + [SAMPLE[:1].assign(sector="energy")])
    table = crosstab(frame, ["rating"], Banner(["sector"]), suppression=Suppression(hide=5))
    hidden = table.cells[~table.cells["shown"]]
    assert set(hidden["column"]) == {"energy", "telco"}
    assert hidden[["count", "value", "low", "high"]].isna().all(axis=None)
    assert hidden["reason"].ne("").all()
    about = table.tests[table.tests["column"].isin({"energy", "telco"})]
    assert about[["value", "against_value", "difference", "p"]].isna().all(axis=None)
    assert about["reason"].eq("a column is hidden for its low base").all()
    assert table.cells[table.cells["column"] == "Total"]["shown"].all()


def test_frequencies_thicken_a_base_where_weights_do_not():
    rule = Suppression(hide=8)
    few = SAMPLE[:8].assign(times=3.0)
    asked = {"weights": "times", "suppression": rule}
    counted = crosstab(few, ["rating"], Banner(["sector"]), frequencies=True, **asked)
    weighted = crosstab(few, ["rating"], Banner(["sector"]), **asked)
    assert counted.cells["shown"].all()
    assert not weighted.cells["shown"].any()


def test_low_bases_are_flagged():
    table = crosstab(SAMPLE, ["rating"], Banner([]), suppression=Suppression(hide=1, flag=30))
    assert table.cells["low_base"].all()


def test_no_cell_is_missing_without_a_reason():
    stub = [Variable("rating", mean=True), Measure("spend")]
    banner = Banner([Variable("sector", categories=["bank", "telco", "energy"])])
    table = crosstab(SAMPLE, stub, banner, suppression=Suppression(hide=4))
    numbers = table.cells[["value", "low", "high"]]
    assert table.cells.loc[numbers.isna().any(axis=1), "reason"].ne("").all()
    assert table.tests.loc[table.tests["p"].isna(), "reason"].ne("").all()


def test_two_questions_of_one_label_are_refused():
    with pytest.raises(StatisticsError, match="twice"):
        crosstab(SAMPLE, ["rating", Variable("spend", label="rating")], Banner([]))


def test_two_rows_of_one_label_are_refused():
    with pytest.raises(StatisticsError, match="two rows"):
        crosstab(SAMPLE, [Variable("rating", nets={"4": [4, 5]})], Banner([]))


def test_without_comparison_there_are_no_tests():
    table = crosstab(SAMPLE, ["rating"], Banner(["sector"]), comparison=None)
    assert table.tests.empty
    assert table.method == "columns not compared"


def same(a: pd.DataFrame, b: pd.DataFrame, *but: str) -> None:
    keep = [column for column in a if column not in but]
    pd.testing.assert_frame_equal(a[keep], b[keep], check_dtype=False, rtol=1e-9, atol=1e-9)


@settings(max_examples=40)
@given(surveys())
def test_weights_of_one_change_nothing(frame):
    plain = crosstab(frame, STUB, BANNER)
    weighted = crosstab(frame.assign(one=1.0), STUB, BANNER, weights="one")
    same(plain.cells, weighted.cells)
    same(plain.tests, weighted.tests)


@settings(max_examples=40)
@given(surveys())
def test_a_frequency_of_two_is_the_row_twice(frame):
    weighted = dataclasses.replace(STANDARD, base="weighted")
    twice = frame.loc[frame.index.repeat(frame["weight"])]
    for choice in (STANDARD, weighted):
        a = crosstab(frame, STUB, BANNER, weights="weight", frequencies=True, comparison=choice)
        b = crosstab(twice, STUB, BANNER, comparison=choice)
        same(a.cells, b.cells, "count", "unweighted_base", "design_effect")
        same(a.tests, b.tests)


@settings(max_examples=40)
@given(surveys())
def test_each_significant_pair_leaves_one_letter_on_its_higher_side(frame):
    table = crosstab(frame, STUB, BANNER, comparison=Comparison(levels=(0.3,), correction="none"))
    pairs = table.tests[table.tests["significant"] & (table.tests["against"] != "rest")]
    written = sum(len(letters) for letters in table.cells["higher_than"])
    assert written == len(pairs)
    for pair in pairs.itertuples():
        up = pair.difference > 0
        above, below = (pair.column, pair.against_letter) if up else (pair.against, pair.letter)
        where = (table.cells["row"] == pair.row) & (table.cells["question"] == pair.question)
        where &= (table.cells["block"] == pair.block) & (table.cells["column"] == above)
        assert below in table.cells.loc[where, "higher_than"].item()


@settings(max_examples=40)
@given(surveys(), st.permutations(["a", "b", "c"]))
def test_permuting_columns_permutes_letters(frame, order):
    loose = Comparison(levels=(0.3,))

    def above(categories):
        banner = Banner([Variable("group", categories=categories)])
        table = crosstab(frame, STUB, banner, comparison=loose)
        names = dict(zip(table.cells["letter"], table.cells["column"], strict=True))
        return {
            (row.question, row.row, row.column): {names[letter] for letter in row.higher_than}
            for row in table.cells.itertuples()
        }

    assert above(order) == above(["a", "b", "c"])


@settings(max_examples=30)
@given(surveys())
def test_columns_add_up_to_the_total(frame):
    counts = crosstab(frame, STUB, Banner(["group"])).wide("count").fillna(0)
    assert counts["group"].sum(axis=1).tolist() == counts[("Total", "Total")].tolist()


@settings(max_examples=30)
@given(surveys())
def test_counts_are_those_of_pandas(frame):
    ours = crosstab(frame, ["answer"], Banner(["group"]), comparison=None).wide("count")["group"]
    theirs = pd.crosstab(frame["answer"], frame["group"])
    ours = ours.fillna(0).droplevel("question")
    assert ours[theirs.columns].to_numpy().tolist() == theirs.to_numpy().tolist()
