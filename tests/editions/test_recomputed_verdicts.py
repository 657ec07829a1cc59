"""The verdicts of 2015 over all reconstructions against permutation tests written anew.

Other permutations give a *p* that differs by chance, so a printed count may differ by a few sets.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from recomputation import Recomputed, Shown, decimals
from recomputation_orders import LEVEL
from recomputation_reconstructions import open_positions, verdicts

if TYPE_CHECKING:
    from conftest import Built

pytestmark = pytest.mark.slow

TABLES = {"tbl-a-groups", "tbl-a-themes", "tbl-a-open"}
# Sets of fifty that other permutations may put on the other side of the level; more where 48
# comparisons at once leave room for no permutation as extreme.
SOME, MANY = 4, 12


def test_groups_differ_in_as_many_reconstructions_as_printed(built: Built) -> None:
    own, (whole, _) = Recomputed("2015"), verdicts()
    rows = Shown(built.folder).rows("tbl-a-groups")[1:]
    assert [row[0] for row in rows] == [part["label"] for part in own.breakdowns.values()]
    for key, row in zip(own.breakdowns, rows, strict=True):
        mine = whole[whole["breakdown"] == key]
        assert len(mine) == 50
        for column, (printed, count) in (("p", row[1:3]), ("adjusted", row[3:5])):
            assert abs(int((mine[column] <= LEVEL).sum()) - int(count)) <= SOME, (key, column)
            least, most = (float(end) for end in printed.split("–"))
            assert least == pytest.approx(mine[column].min(), abs=0.02)
            assert most == pytest.approx(mine[column].max(), abs=0.1)


def test_single_themes_differ_in_as_many_reconstructions_as_printed(built: Built) -> None:
    own, (_, single) = Recomputed("2015"), verdicts()
    head, *rows = Shown(built.folder).rows("tbl-a-themes")
    assert head[1:] == [part["label"] for part in own.breakdowns.values()]
    counts, left = (
        single[single[column] <= LEVEL].groupby(["theme", "breakdown"]).size()
        for column in ("adjusted", "at once")
    )
    names = {name: key for key, name in own.names.items()}
    for name, *cells in rows:
        for key, cell in zip(own.breakdowns, cells, strict=True):
            told, _, bracket = cell.partition(" ")
            for said, mine, some in ((told, counts, SOME), (bracket.strip("()"), left, MANY)):
                found = int(mine.get((names[name], key), 0))
                assert abs(found - int(said or 0)) <= some, (name, key)


def test_positions_are_told_from_the_least_to_the_most(built: Built) -> None:
    own, rows = Recomputed("2015"), Shown(built.folder).rows("tbl-a-open")[1:]
    sums = [own.ranks(answers).sum() for answers in own.sets[1:]]
    assert len(sums) == 50
    for place, (theme, row) in enumerate(zip(own.overall.index, rows, strict=True)):
        found = [int(one[theme]) for one in sums]
        ends = (decimals(Fraction(edge, own.base)) for edge in (min(found), max(found)))
        assert row[:3] == [own.names[theme], str(place + 1), "–".join(ends)]
        sets = [(list(one.ordered).index(theme), one) for one in open_positions()]
        limits = [one.open(at, one.apart) for at, one in sets]
        for said, mine in zip(row[3:5], zip(*limits, strict=True), strict=True):
            low, _, high = said.partition("–")
            told = (int(low), int(high or low))
            assert told == pytest.approx((min(mine), max(mine)), abs=1), theme
        chances = [100 * one.top()[at] for at, one in sets]
        told = [float(part.strip("<>% ")) for part in re.split("–| to ", row[5])]
        assert (told[0], told[-1]) == pytest.approx((min(chances), max(chances)), abs=2), theme
