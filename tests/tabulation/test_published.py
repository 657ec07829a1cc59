"""Tables whose letters, bases, means and nets others have published, made of single answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy import stats

from research.edition.banners import PointGroup
from research.reference.values import text
from research.statistics.samples.comparisons import CRUNCH, STANDARD
from research.tabulation.columns import columns_of
from research.tabulation.making import tabulate
from research.tabulation.questions import stubs_of
from research.tabulation.respondents import Respondents
from research.yamltext import parse_yaml
from tests.tabulation.asked import answers

if TYPE_CHECKING:
    from pathlib import Path

    from research.sources.answers.answers import Answers
    from research.statistics.samples.comparisons import Comparison
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


def by(held: Answers, name: str, *banner: str, base: Comparison = STANDARD, **how: Any) -> Tab:
    [tab] = tabulate(
        stubs_of(held.table.question(name), held),
        columns_of([PointGroup(question=one) for one in banner], held),
        Respondents(held.frame.index),
        comparison=replace(base, **how),
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


# Occupation by illness (Hirotsu 1983): counts of slight, medium and serious; then t and p of slight
# and medium against serious, as in the tests of Crunch's library cr.cube 3.3.7 (cat-x-cat-pw-tstats
# and cat-x-cat-pw-pvals, MIT licence).
ILLNESS = """
148 444 86 0.926265419379764 -1.06821799614525 0.3543704462583741 0.2854486628456121
111 352 49 2.46608073666841 1.45733791450049 0.0137065536277976 0.1450553643559893
645 1911 328 4.47444356884568 -0.127565104025694 0.0000078991077082 0.898495781851322
165 771 119 -0.825615066069789 1.09455611515513 0.4090774528587606 0.2737382169902576
383 1829 311 -3.08993537423754 0.0491518359221346 0.0020173609289613 0.9607993020139403
96 293 47 1.72556180249472 0.403257023461294 0.0845124966799853 0.6867680056298973
98 330 58 0.633715242008222 -0.215815666049458 0.5263071263993964 0.8291359554655602
199 874 155 -1.67730697176792 -0.472402692576022 0.093569693339443 0.6366499668820378
59 199 30 1.17745694642709 0.663805453182429 0.2390913772747494 0.5068305468138976
262 1320 236 -3.74325301090516 -0.723631945942289 0.0001845038553001 0.4693091017156237
"""
HEALTH = """
- {name: work, type: single, column: work, codes: [w1, w2, w3, w4, w5, w6, w7, w8, w9, w10]}
- {name: illness, type: single, column: illness, codes: [slight, medium, serious]}
"""


@pytest.fixture
def health(tmp_path: Path) -> Answers:
    counts = np.loadtxt(ILLNESS.splitlines())[:, :3].astype(int)
    rows = [
        f"w{work},{illness}"
        for work, own in enumerate(counts, start=1)
        for illness, count in zip(("slight", "medium", "serious"), own, strict=True)
        for _ in range(count)
    ]
    return answers(tmp_path, "work,illness\n" + "\n".join(rows), HEALTH)


def test_statistics_and_probabilities_of_crunch_are_the_published_ones(health):
    """Unpooled t tests at both bases less two, without correction."""
    tests = by(health, "work", "illness", base=CRUNCH).tests
    published = np.loadtxt(ILLNESS.splitlines())[:, 3:]
    for place, one in enumerate(("slight", "medium")):
        own = tests[
            (tests["first"] == f"illness.{one}") & (tests["second"] == "illness.serious")
        ].set_index("line")
        own = own.loc[[f"w{work}" for work in range(1, 11)]]
        assert (own["difference"] / own["error"]).tolist() == pytest.approx(published[:, place])
        assert own["p"].tolist() == pytest.approx(published[:, 2 + place])


def test_pooled_the_same_columns_are_compared_as_pearson_does(health):
    """Two columns and an answer or not: the square of the pooled z is Pearson's chi-squared."""
    tests = by(health, "work", "illness", base=CRUNCH, test="z", pooled=True).tests
    counts = np.loadtxt(ILLNESS.splitlines())[:, [0, 2]]
    own = tests[(tests["first"] == "illness.slight") & (tests["second"] == "illness.serious")]
    assert len(own) == len(counts)
    for (_, row), given in zip(own.set_index("line").iterrows(), counts, strict=True):
        others = counts.sum(axis=0) - given
        found = stats.chi2_contingency([given, others], correction=False)
        assert (row["difference"] / row["error"]) ** 2 == pytest.approx(found.statistic)
        assert row["p"] == pytest.approx(found.pvalue)


# Gender by drinks, of those who named alcohol and coffee: everybody named the first. From the tests
# of cr.cube 3.3.7 (cat-x-mr-realistic-example, MIT licence).
DRINKS = """
- {name: gender, type: single, column: gender, codes: [male, female]}
- {name: drinks, type: multi, rows: {alcohol: {column: alcohol}, coffee: {column: coffee}}, counted: [1]}
"""  # noqa: E501
DRINKERS = (("male", 1, 148), ("male", 0, 14), ("female", 1, 140), ("female", 0, 5))


def test_columns_that_share_respondents_are_not_compared_as_cr_cube_does(tmp_path):
    """The library divides by another error: of how many are in the columns, not of their shares."""
    rows = [f"{who},1,{coffee}" for who, coffee, count in DRINKERS for _ in range(count)]
    held = answers(tmp_path, "gender,alcohol,coffee\n" + "\n".join(rows), DRINKS)
    tests = by(held, "gender", "drinks", base=CRUNCH).tests
    [row] = [one for one in tests.itertuples() if one.line == "male" and one.second != "rest"]
    difference = 162 / 307 - 148 / 288
    assert row.difference == pytest.approx(100 * difference)
    inside, outside = 288 / 307, 19 / 307
    incidence = np.sqrt(inside * outside / 307)
    assert difference / incidence == pytest.approx(1.00337549, rel=1e-7)
    # Everybody's share less coffee's is a part of those without coffee less those with it.
    spread = 148 / 288 * 140 / 288
    whole = 162 / 307 * 145 / 307
    error = np.sqrt(whole / 307 + spread / 288 - 2 * np.sqrt(whole * spread) / 307)
    assert row.error == pytest.approx(100 * error)
    assert error < incidence / 1.5
