"""Tables whose letters, bases, means and nets others have published, made of single answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats

from research.edition.banners import PointGroup
from research.reference.values import text
from research.statistics.samples.comparisons import Comparison
from research.tabulation.columns import columns_of
from research.tabulation.making import tabulate
from research.tabulation.questions import stubs_of
from research.tabulation.respondents import Respondents
from research.yamltext import parse_yaml
from tests.tabulation.asked import answers

if TYPE_CHECKING:
    from pathlib import Path

    from research.sources.answers.answers import Answers
    from research.tabulation.tab import Tab


SPSS = parse_yaml(text("reference.yml").encode())["column_letters"]
MARRIAGE = """
- name: marital
  type: single
  column: marital
  codes: {1: Never, 2: Married, 3: Divorced, 4: Widowed}
  nets: {Once married: [2, 3, 4]}
- name: education
  type: single
  column: education
  codes: {1: Middle school, 2: High school, 3: Bachelor, 4: Master, 5: PhD}
"""
# Miles per gallon and cylinders of 32 cars (Henderson and Velleman 1981; R's mtcars).
CARS = """
21.0 6 1, 21.0 6 1, 22.8 4 1, 21.4 6 0, 18.7 8 0, 18.1 6 0, 14.3 8 0, 24.4 4 0, 22.8 4 0, 19.2 6 0,
17.8 6 0, 16.4 8 0, 17.3 8 0, 15.2 8 0, 10.4 8 0, 10.4 8 0, 14.7 8 0, 32.4 4 1, 30.4 4 1, 33.9 4 1,
21.5 4 0, 15.5 8 0, 15.2 8 0, 13.3 8 0, 19.2 8 0, 27.3 4 1, 26.0 4 1, 30.4 4 1, 15.8 8 1, 19.7 6 1,
15.0 8 1, 21.4 4 1
"""
GARAGE = """
- {name: mpg, type: numeric, column: mpg, bands: {Thirsty: 0, Sparing: 20}}
- {name: cylinders, type: single, column: cylinders, codes: {4: Four, 6: Six, 8: Eight}}
- {name: gear, type: single, column: gear, codes: {0: Automatic, 1: Manual}}
"""


def by(held: Answers, name: str, *banner: str, **how: object) -> Tab:
    [tab] = tabulate(
        stubs_of(held.table.question(name), held),
        columns_of([PointGroup(question=one) for one in banner], held),
        Respondents(held.frame.index),
        comparison=Comparison(**how),
        plan=None,
    )
    return tab


@pytest.fixture
def married(tmp_path: Path) -> Answers:
    counts = SPSS["table"]
    rows = [
        f"{status},{level}"
        for level, own in enumerate(counts, start=1)
        for status, count in enumerate(own, start=1)
        for _ in range(count)
    ]
    return answers(tmp_path, "marital,education\n" + "\n".join(rows), MARRIAGE)


@pytest.fixture
def cars(tmp_path: Path) -> Answers:
    rows = [row.strip().replace(" ", ",") for row in CARS.split(",") if row.strip()]
    return answers(tmp_path, "mpg,cylinders,gear\n" + "\n".join(rows), GARAGE)


def test_letters_of_column_proportions_are_those_of_spss(married):
    """Pooled z tests of each pair with Bonferroni's correction, as Custom Tables has them."""
    tab = by(married, "marital", "education", correction="bonferroni")
    assert [point.letter for point in tab.points] == ["", "A", "B", "C", "D", "E"]
    lettered = {
        key: [tab.letters[point.key].loc[key] for point in tab.points[1:]]
        for key in ("never", "married", "divorced", "widowed")
    }
    assert lettered == {
        "never": ["D", "D", "", "", ""],
        "married": ["", "", "", "AB", ""],
        "divorced": [""] * 5,
        "widowed": [""] * 5,
    }


def test_their_probabilities_are_the_published_ones(married):
    tab = by(married, "marital", "education", correction="bonferroni")
    letters = {point.key: point.letter for point in tab.points}
    found = {
        (row.line, "-".join(sorted([letters[row.first], letters[row.second]]))): row.p_adjusted
        for row in tab.tests.itertuples()
        if row.significant and row.second != "rest" and not row.line.startswith("net.")
    }
    published = SPSS["bonferroni_pooled_z"]
    expected = {(line, pair): p for line, own in published.items() for pair, p in own.items()}
    assert found.keys() == expected.keys()
    assert all(found[pair] == pytest.approx(expected[pair], abs=6e-5) for pair in expected)


def test_bases_shares_and_nets_are_those_of_the_printed_table(married):
    tab = by(married, "marital", "education", correction="bonferroni")
    counts = np.array(SPSS["table"])
    bases = tab.bases["answered"].loc["unweighted"].tolist()
    assert bases == [300, *counts.sum(axis=1)]
    shares = tab.values.loc[["never", "married", "divorced", "widowed"]]
    expected = np.vstack([counts.sum(axis=0) / 300, counts / counts.sum(axis=1)[:, None]])
    assert pytest.approx(100 * expected) == shares.to_numpy(dtype=float).T
    net = tab.values.loc["net.oncemarried"].to_numpy(dtype=float)
    assert net == pytest.approx(100 - shares.loc["never"].to_numpy(dtype=float))


def test_letters_of_means_are_those_of_welchs_tests_with_bonferroni(cars):
    """Published: means 26.66, 19.74 and 15.10; probabilities 0.0012, below 0.0001 and 0.0001."""
    tab = by(cars, "mpg", "cylinders", correction="bonferroni")
    keys = [point.key for point in tab.points[1:]]
    assert tab.values.loc["mean", keys].astype(float).round(2).tolist() == [26.66, 19.74, 15.1]
    assert tab.letters.loc["mean", keys].tolist() == ["BC", "C", ""]
    pairs = tab.tests[(tab.tests["line"] == "mean") & (tab.tests["second"] != "rest")]
    found = {frozenset((row.first, row.second)): row.p_adjusted for row in pairs.itertuples()}
    four, six, eight = keys
    assert found[frozenset((four, six))] == pytest.approx(0.0012, abs=5e-5)
    assert found[frozenset((four, eight))] < 0.0001
    assert found[frozenset((six, eight))] == pytest.approx(0.0001, abs=5e-5)


def test_two_means_are_compared_as_in_the_books(cars):
    """Welch's test of the two gears: t = 3.7671 on 18.332 degrees, p = 0.001374."""
    tab = by(cars, "mpg", "gear", correction="none")
    automatic, manual = (point.key for point in tab.points[1:])
    [row] = [
        row
        for row in tab.tests.itertuples()
        if row.line == "mean" and {row.first, row.second} == {automatic, manual}
    ][:1]
    assert abs(row.difference) == pytest.approx(24.39231 - 17.14737, abs=1e-5)
    assert row.p_adjusted == pytest.approx(0.001374, abs=5e-7)
    pooled = by(cars, "mpg", "gear", correction="none", variance="pair").tests
    p = pooled[(pooled["line"] == "mean") & (pooled["second"] != "rest")]["p_adjusted"].iloc[0]
    assert p == pytest.approx(0.000285, abs=5e-7)


OVERLAPPING = """
- {name: kept, type: single, column: kept, codes: {1: "Yes", 2: "No"}}
- {name: used, type: multi, rows: {web: {column: web}, mail: {column: mail}}, counted: [1]}
"""


@pytest.mark.parametrize("pooled", [False, True])
def test_columns_that_share_respondents_are_compared_with_their_covariance(tmp_path, pooled):
    """As UNICOM Intelligence documents its column proportions test, pooled and unpooled."""
    random = np.random.default_rng(4)
    web, mail = random.random((2, 400)) < 0.55
    kept = random.random(400) < np.where(web, 0.62, 0.45)
    cells = [f"{2 - k},{int(w)},{int(m)}" for k, w, m in zip(kept, web, mail, strict=True)]
    held = answers(tmp_path, "kept,web,mail\n" + "\n".join(cells), OVERLAPPING)
    tab = by(held, "kept", "used", correction="none", pooled=pooled)
    one, other = kept[web].mean(), kept[mail].mean()
    n, m, both = web.sum(), mail.sum(), (web & mail).sum()
    spreads = [one * (1 - one), other * (1 - other)]
    if pooled:
        share = (n * one + m * other) / (n + m)
        spreads = [share * (1 - share)] * 2
    # An answer of who is in both columns is one answer: it correlates with itself by one.
    shared = 2 * np.sqrt(spreads[0] * spreads[1]) * both / (n * m)
    variance = spreads[0] / n + spreads[1] / m - shared
    expected = 2 * stats.norm.sf(abs(one - other) / np.sqrt(variance))
    [row] = [
        row
        for row in tab.tests.itertuples()
        if row.line == "yes" and row.first == "used.web" and row.second == "used.mail"
    ]
    assert row.difference == pytest.approx(100 * (one - other))
    assert row.p_adjusted == pytest.approx(expected, rel=1e-9)
