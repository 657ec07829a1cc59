"""Tables on changes, positions and differences between groups in 2016, against tests made anew."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pandas as pd
import pytest
from recomputation import Recomputed, Shown
from recomputation_orders import (
    LEVEL,
    Positions,
    answers,
    changes,
    holm,
    p_values,
    pseudo_f,
    ranks_of,
)
from recomputation_supplier import DASH, printed, signed

pytestmark = pytest.mark.slow

EDITION = "2016"
TABLES = {"tbl-changes", "tbl-a-positions", "tbl-a-omnibus"}
PERMUTATIONS, SEED = 10_000, 31


@cache
def moved() -> pd.DataFrame:
    return changes(ranks_of(answers("2015")), ranks_of(answers("2016")))


@cache
def positions() -> Positions:
    return Positions(ranks_of(answers("2016")))


@cache
def verdicts() -> dict[str, tuple[int, int, float, np.ndarray]]:
    """By breakdown: groups, base, spread, and p by theme and over all."""
    own, frame = Recomputed("2016"), answers("2016")
    random, found = np.random.default_rng(SEED), {}
    for key, part in own.breakdowns.items():
        kept = frame[part["column"]].isin(list(own.shown(key).values()))
        ranks = ranks_of(frame)[kept].to_numpy(dtype=float)
        codes, groups = pd.factorize(frame.loc[kept, part["column"]])
        p = p_values(ranks, codes, random, PERMUTATIONS)
        found[key] = (len(groups), len(ranks), pseudo_f(ranks, codes), p)
    return found


def probability(p: float) -> str:
    return "< 0.001" if p < 0.001 else printed(p, 3)


def near(said: str, p: float, times: int = 1) -> bool:
    """Whether p printed is p but for four errors of two sets of permutations, so often counted."""
    if said.startswith("<"):
        return p < 0.001 + 0.0005 * times
    error = np.sqrt(2 * max(p / times * (1 - p / times), 1e-4) / PERMUTATIONS)
    return abs(float(said) - p) <= 4 * times * error + 0.0005


def test_changes_of_ranks_and_mean_ranks(shown: Shown) -> None:
    names, expected = Recomputed("2016").names, []
    for theme, row in moved().iterrows():
        sure = row["corrected"] <= LEVEL
        mark = "" if not sure else " ▲" if row["change"] < 0 else " ▼"
        expected.append(
            [
                names[str(theme)], str(int(row["before"])), str(int(row["now"])),
                signed(row["places"]) if row["places"] else DASH,
                signed(row["change"], 2) + mark,
                f"{signed(row['low'], 2)} to {signed(row['high'], 2)}",
                probability(row["corrected"]),
            ]
        )  # fmt: skip
    assert shown.rows("tbl-changes")[1:] == expected
    note = " ".join(shown.items["tbl-changes"]["notes"])
    assert f"Bases: {len(answers('2015'))} and {len(answers('2016'))} respondents" in note


def test_the_chart_of_changes(shown: Shown) -> None:
    slopes = shown.items["fig-changes"]["specification"]["slopes"]
    assert len(slopes) == 12
    for slope, (_, row) in zip(slopes, moved().iterrows(), strict=True):
        assert (slope["before"], slope["after"]) == (row["before"], row["now"])
        role = "other" if row["corrected"] > LEVEL else "subject"
        role = "contrast" if role == "subject" and row["change"] > 0 else role
        assert slope.get("role", "other") == role


def test_positions_and_what_is_open_about_them(shown: Shown) -> None:
    own, found = Recomputed("2016"), positions()
    means, reach, top = found.ordered.mean(), found.reach, found.top()
    rows = shown.rows("tbl-a-positions")[1:]
    assert len(rows) == 12
    for place, (theme, row) in enumerate(zip(found.ordered, rows, strict=True)):
        assert row[:3] == [
            own.names[theme],
            str(place + 1),
            f"{printed(means[theme], 2)}±{printed(reach[place], 2)}",
        ]
        ends = [found.alone(place), found.open(place, found.apart)]
        assert row[3:5] == [f"{a}–{b}" if a != b else str(a) for a, b in ends], theme
        limits = {"> 99%": (0.989, 1), "< 1%": (0, 0.011)}
        share = float(row[5].strip("<>% ")) / 100
        low, high = limits.get(row[5], (share - 0.01, share + 0.01))
        assert low <= top[place] <= high, theme
        assert row[6] == found.letters[place], theme


def test_the_chart_of_positions(shown: Shown) -> None:
    found, own = positions(), Recomputed("2016")
    bands = shown.items["fig-a-positions"]["specification"]["bands"]
    assert [band["label"] for band in bands] == [own.shorts[theme] for theme in found.ordered]
    for place, band in enumerate(bands):
        assert (band["low"], band["high"]) == found.alone(place)
        assert (band["wide_low"], band["wide_high"]) == found.open(place, found.apart)


def test_differences_between_groups(shown: Shown) -> None:
    own, found = Recomputed("2016"), verdicts()
    rows = shown.rows("tbl-a-omnibus")[1:]
    overall = holm(p[-1] for *_, p in found.values())
    for (key, result), row, adjusted in zip(found.items(), rows, overall, strict=True):
        groups, base, spread, p = result
        assert row[:4] == [
            own.breakdowns[key]["label"], str(groups), str(base), printed(spread, 2),
        ]  # fmt: skip
        assert near(row[4], p[-1]), key
        assert near(row[5], adjusted, len(found)), key
        single = dict(zip(ranks_of(answers("2016")), holm(p[:-1]), strict=True))
        told = dict(re.findall(r"([^,]+) \(([\d.<  ]+)\)", row[6]))
        apart = {own.shorts[theme]: p for theme, p in single.items() if p <= LEVEL}
        assert told.keys() == apart.keys(), key
        assert (row[6] == "none") == (not apart)
        for theme, said in told.items():
            assert near(said, apart[theme], 12), theme
