"""The verdicts of 2015 over all reconstructions against permutation tests written anew.

Other permutations give a *p* that differs by chance, so a printed count may differ by a few sets.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from recomputation import Recomputed, Shown
from recomputation_orders import LEVEL, holm, p_values

if TYPE_CHECKING:
    from conftest import Built

pytestmark = pytest.mark.slow

TABLES = {"tbl-a-groups", "tbl-a-themes"}
PERMUTATIONS = 999
# Sets of fifty that other permutations may put on the other side of the level.
SOME = 4


@cache
def verdicts() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Over all themes by set and breakdown, and by set, breakdown and theme: p and adjusted."""
    own, random = Recomputed("2015"), np.random.default_rng(7)
    whole, single = [], []
    for number, answers in enumerate(own.sets[1:]):
        ranks = own.ranks(answers).to_numpy(dtype=float)
        found = {}
        for key, part in own.breakdowns.items():
            shown = list(own.shown(key).values())
            column = answers[part["column"]]
            kept = column.isin(shown).to_numpy()
            codes = pd.Categorical(column[kept], categories=shown).codes.astype(int)
            found[key] = p_values(ranks[kept], codes, random, PERMUTATIONS)
        over = np.array([found[key][-1] for key in own.breakdowns])
        for key, p, adjusted in zip(own.breakdowns, over, holm(over), strict=True):
            whole.append({"set": number, "breakdown": key, "p": p, "adjusted": adjusted})
            values = found[key][:-1]
            single += [
                {"breakdown": key, "theme": theme, "adjusted": value}
                for theme, value in zip(own.names, holm(values), strict=True)
            ]
    return pd.DataFrame(whole), pd.DataFrame(single)


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
    counts = single[single["adjusted"] <= LEVEL].groupby(["theme", "breakdown"]).size()
    names = {name: key for key, name in own.names.items()}
    for name, *cells in rows:
        for key, cell in zip(own.breakdowns, cells, strict=True):
            mine = int(counts.get((names[name], key), 0))
            assert abs(mine - int(cell.split()[0])) <= SOME, (name, key)
