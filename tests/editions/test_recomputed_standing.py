"""Scores that open each standing, against a recomputation from all sets of assessments."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from recomputation import DAGGER, Recomputed, Shown, decimals, shown_of

if TYPE_CHECKING:
    import pandas as pd
    from conftest import Built

pytestmark = pytest.mark.slow

# The questionnaire and the box on the method hold words alone; their own tests hold these.
TABLES = {"tbl-a-standing", "tbl-a-sectors"}
WORDS = {"tbl-a-questionnaire", "tbl-a-method"}
QUANTILES = {3: Fraction(1, 4), 2: Fraction(1, 2), 1: Fraction(3, 4), 0: Fraction(9, 10)}


@pytest.fixture(scope="module")
def shown(each: Built) -> Shown:
    return shown_of(each, ("2015", "2016"))


@pytest.fixture
def own(each: Built) -> Recomputed:
    return Recomputed(each.edition)


def quantile(scores: pd.Series, at: Fraction) -> Fraction:
    """Between two scores in their order, in proportion (type 7)."""
    held = sorted(int(score) for score in scores)
    place = (len(held) - 1) * at
    low = int(place)
    above = held[min(low + 1, len(held) - 1)]
    return held[low] + (place - low) * (above - held[low])


def mean(scores: pd.Series) -> Fraction:
    return Fraction(int(scores.sum()), len(scores))


def test_the_scores_that_open_each_standing(shown: Shown, own: Recomputed) -> None:
    _, *rows = shown.rows("tbl-a-standing")
    assert [row[0] for row in rows] == [own.shorts[theme] for theme in own.overall.index]
    for theme, (_, low, third, second, middle, upper, decile, high) in zip(
        own.overall.index, rows, strict=True
    ):
        sets = [scores[theme] for scores in own.scored]
        assert low == marked([str(scores.min()) for scores in sets])
        assert high == marked([str(scores.max()) for scores in sets])
        assert middle == marked([decimals(mean(scores), 0) for scores in sets])
        for cell, at in zip((third, second, upper, decile), (3, 2, 1, 0), strict=True):
            found = [quantile(scores, QUANTILES[at]) for scores in sets]
            assert cell == between(found), (theme, at)


def test_what_is_said_of_the_standings_is_how_they_are_counted(
    shown: Shown, own: Recomputed
) -> None:
    said = shown.items["txt-standing-opening"]["markdown"]
    scores = own.assessments["farming"]
    best = scores.sort_values(ascending=False)
    for words, share, place in (
        ("The top decile is the best tenth", Fraction(1, 10), 0),
        ("the upper quartile the best quarter", Fraction(1, 4), 1),
    ):
        assert words in said
        above = int((best >= quantile(scores, QUANTILES[place])).sum())
        assert above == pytest.approx(float(share) * len(scores), abs=2.5)
    assert "second quartile is the quarter after it, just above the middle" in said
    assert quantile(scores, QUANTILES[2]) < quantile(scores, QUANTILES[1])
    assert "within 2.5 points of the mean" in said


def marked(told: list[str]) -> str:
    return told[0] + (DAGGER if len(set(told)) > 1 else "")


def between(found: list[Fraction]) -> str:
    one = marked([decimals(value, 1) for value in found])
    if not one.endswith(DAGGER):
        return one
    low, high = (decimals(edge(found), 0) for edge in (min, max))
    return f"{one} ({low}–{high})"


def test_the_sectors_beside_the_best_of_all(shown: Shown, own: Recomputed) -> None:
    _, *rows = shown.rows("tbl-a-sectors")
    labels = [
        group["label"]
        for group in own.benchmark["groups"]
        if group["key"] in own.benchmark["shown"]
    ]
    for theme, (_, every, *means, best) in zip(own.overall.index, rows, strict=True):
        assert every == marked([decimals(mean(scores[theme]), 0) for scores in own.scored])
        for label, cell in zip(labels, means, strict=True):
            assert cell == over_sets(own, theme, label), (theme, label)
        by_sector = own.assessments.groupby("sector")[theme].agg(mean)
        name = max(by_sector.index, key=lambda sector: by_sector[sector])
        assert best == f"{name} {over_sets(own, theme, name)}", theme


def over_sets(own: Recomputed, theme: str, sector: str) -> str:
    """The mean score of a sector, marked where another set of assessments prints another."""
    every = (scores.loc[scores["sector"] == sector, theme] for scores in own.scored)
    return marked([decimals(mean(scores), 0) for scores in every])
