from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from research.statistics.answers.variables import Measure, MultipleResponse, Variable
from research.statistics.samples.comparisons import SPSS, STANDARD, Comparison
from research.statistics.tables.banner import Banner, Layout
from research.statistics.tables.column_tests import compare_columns, comparison_frame
from research.statistics.tables.counts import tally

RNG = np.random.default_rng(11)
PEOPLE = pd.DataFrame(
    {
        "group": RNG.choice(list("abc"), 90),
        "size": RNG.choice(["small", "large"], 90),
        "answer": RNG.choice(["yes", "no"], 90),
        "spend": RNG.normal(50, 9, 90),
        "mail": RNG.integers(0, 2, 90),
        "web": RNG.integers(0, 2, 90),
    }
)


def compared(stub, headings, settings, hidden=()):
    layout = Layout.of(PEOPLE, Banner(headings))
    counted = tally(PEOPLE, stub, layout, None, None)
    shown = np.ones((len(counted.rows), len(layout.columns)), dtype=bool)
    shown[:, list(hidden)] = False
    return comparison_frame(
        counted, layout, compare_columns(counted, layout, settings, shown), settings
    )


def test_every_pair_of_a_family_and_every_rest_is_listed():
    table = compared(["answer"], ["group", "size"], STANDARD)
    yes = table[table["row"] == "yes"]
    pairs = sorted(yes["letter"] + yes["against_letter"])
    assert pairs == ["A", "AB", "AC", "B", "BC", "C", "D", "DE", "E"]


def test_a_nest_compares_only_within_its_innermost_question():
    table = compared(["answer"], [("size", "group")], STANDARD)
    apart = table[table["against"] != "rest"]
    assert len(apart[apart["row"] == "yes"]) == 6
    assert all(
        row.column.split(" / ")[0] == row.against.split(" / ")[0] for row in apart.itertuples()
    )


def test_shared_respondents_enter_the_variance():
    used = MultipleResponse(["mail", "web"], "Used")
    row = compared(["answer"], [used], STANDARD).query("row == 'yes' and against == 'web'").iloc[0]
    mail, web = PEOPLE["mail"] == 1, PEOPLE["web"] == 1
    yes = PEOPLE["answer"] == "yes"
    a, b, both = mail.sum(), web.sum(), (mail & web).sum()
    share = (yes[mail].sum() + yes[web].sum()) / (a + b)
    variance = share * (1 - share) * (1 / a + 1 / b - 2 * both / (a * b))
    assert row["statistic"] == pytest.approx((yes[mail].mean() - yes[web].mean()) / variance**0.5)


def test_means_over_the_whole_family_use_the_variance_of_an_analysis_of_variance():
    settings = Comparison(variance="all", correction="none")
    table = compared([Measure("spend")], ["group"], settings)
    parts = [PEOPLE.loc[PEOPLE["group"] == g, "spend"] for g in "abc"]
    within = sum(((part - part.mean()) ** 2).sum() for part in parts) / (90 - 3)
    row = table.query("column == 'a' and against == 'b'").iloc[0]
    expected = (parts[0].mean() - parts[1].mean()) / np.sqrt(
        within * (1 / len(parts[0]) + 1 / len(parts[1]))
    )
    assert row["statistic"] == pytest.approx(expected)
    assert row["p"] == pytest.approx(2 * stats.t.sf(abs(expected), 87))


def test_rest_is_everyone_of_the_family_but_the_column():
    row = (
        compared(["answer"], ["group"], STANDARD)
        .query("row == 'yes' and against == 'rest'")
        .iloc[0]
    )
    others = PEOPLE.loc[PEOPLE["group"] != "a", "answer"] == "yes"
    assert row["against_value"] == pytest.approx(100 * others.mean())


def test_a_correction_spans_a_row_and_a_family():
    plain = compared(["answer"], ["group", "size"], Comparison(correction="none"))
    corrected = compared(["answer"], ["group", "size"], Comparison(correction="bonferroni"))
    times = (corrected["p_adjusted"] / plain["p"]).where(corrected["p_adjusted"] < 1)
    pairs = corrected["against"] != "rest"
    assert times[pairs & (corrected["block"] == "group")].dropna().unique() == pytest.approx([3])
    assert times[pairs & (corrected["block"] == "size")].dropna().unique() == pytest.approx([1])


def test_a_hidden_column_is_compared_with_nothing():
    table = compared(["answer"], ["group"], STANDARD, hidden=[1])
    about = table[(table["column"] == "a") | (table["against"].isin(["a", "rest"]))]
    assert about[["value", "against_value", "statistic", "p"]].isna().all(axis=None)
    assert about["reason"].eq("a column is hidden for its low base").all()


def test_spss_compares_no_share_of_nothing_or_all():
    frame = Variable("answer", categories=["yes", "no", "never"])
    table = compared([frame], ["group"], SPSS).query("row == 'never' and against != 'rest'")
    assert set(table["reason"]) == {"a share of 0% or 100% is not compared"}
