"""The reconstructions of 2015, each tested anew: differences between groups, and open positions."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
from recomputation import Recomputed
from recomputation_orders import Positions, holm, p_values

PERMUTATIONS, NORMALS = 999, 20_000


@cache
def open_positions() -> list[Positions]:
    """Each reconstruction's order, with what its answers leave open."""
    own = Recomputed("2015")
    return [Positions(own.ranks(answers), NORMALS) for answers in own.sets[1:]]


@cache
def verdicts() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Over all themes by set and breakdown, and by set, breakdown and theme: p and adjusted.

    Single themes are adjusted over the themes of the breakdown, and at once over all comparisons.
    """
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
        every = holm(np.concatenate([found[key][:-1] for key in own.breakdowns]))
        for place, key in enumerate(own.breakdowns):
            within = holm(found[key][:-1])
            for theme, value, at_once in zip(
                own.names, within, every[place * len(within) :], strict=False
            ):
                row = {"set": number, "breakdown": key, "theme": theme}
                single.append({**row, "adjusted": value, "at once": at_once})
    return pd.DataFrame(whole), pd.DataFrame(single)
