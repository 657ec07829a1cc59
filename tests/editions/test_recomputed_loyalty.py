"""Tables and charts on what loyalty is worth, against models fitted anew to its files."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from recomputation_loyalty import BANDS, Compared, Z, at_stake, loyalty, retention
from recomputation_supplier import Supplier, money, printed, signed, span

if TYPE_CHECKING:
    import pandas as pd
    from recomputation import Shown

pytestmark = pytest.mark.slow

EDITION = "2016"
TABLES = {
    "tbl-loyalty-groups", "tbl-loyalty-ladder", "tbl-loyalty-stake", "tbl-loyalty-overlap",
    "tbl-loyalty-balance",
}  # fmt: skip
OUTCOMES = {"renewal": "Renewal", "growth": "Revenue growth"}


@cache
def accounts() -> pd.DataFrame:
    return loyalty(Supplier())


@cache
def compared(outcome: str) -> Compared:
    return Compared(accounts(), outcome, "promoter", "detractor")


def notes(shown: Shown, table: str) -> str:
    return " ".join(shown.items[table]["notes"])


def test_nobody_was_asked_once_the_renewal_was_decided() -> None:
    frame = accounts().dropna(subset=["decided_on"])
    assert len(frame) > 400
    assert (frame["answered_on"] < frame["decided_on"]).all()


def test_renewal_and_growth_by_group(shown: Shown) -> None:
    expected = []
    for band in BANDS:
        row = [band.capitalize()]
        for outcome in OUTCOMES:
            own = accounts()[accounts()["band"] == band].dropna(subset=[outcome])
            deviations = own[outcome] - own[outcome].mean()
            sums = deviations.groupby(own["family"]).sum()
            factor = len(sums) / (len(sums) - 1)
            reach = 100 * Z * np.sqrt((sums**2).sum() * factor) / len(own)
            middle = 100 * own[outcome].mean()
            limits = span(middle - reach, middle + reach, 1)
            row += [str(len(own)), f"{printed(middle, 1)}%", limits]
        expected.append(row)
    assert shown.rows("tbl-loyalty-groups")[1:] == expected
    unheard = len(Supplier().files) - len(accounts())
    assert f"{unheard} accounts that nobody answered for are left out." in notes(
        shown, "tbl-loyalty-groups"
    )


def test_the_ladder_from_crude_to_defensible(shown: Shown) -> None:
    rows = shown.rows("tbl-loyalty-ladder")[1:]
    rungs = [compared(outcome).rungs() for outcome in OUTCOMES]
    told = [
        "{} ({})".format(*(printed(value, 2) for value in compared(own).e_value()))
        for own in OUTCOMES
    ]
    assert [row[:-1] for row in rows] == [
        [
            name,
            *(
                cell
                for found, e_value in zip(rungs, told, strict=True)
                for value, (low, high) in [found[name]]
                for cell in (
                    signed(100 * value, 1),
                    span(100 * low, 100 * high, 1),
                    e_value if name == "Doubly robust" else "–",
                )
            ),
        ]
        for name in rungs[0]
    ]


def test_the_notes_of_the_ladder(shown: Shown) -> None:
    said = notes(shown, "tbl-loyalty-ladder")
    renewal, growth = compared("renewal"), compared("growth")
    assert f"Base: Renewal {renewal.n}; Revenue growth {growth.n}." in said
    assert f"Renewal: {renewal.left_out} of {renewal.n + renewal.left_out} promoter" in said
    assert growth.left_out == 0
    clusters = [own.families.nunique() for own in (renewal, growth)]
    assert "together: Renewal {}; Revenue growth {}.".format(*clusters) in said


def test_the_chart_of_the_ladder(shown: Shown) -> None:
    dots = shown.items["fig-loyalty-ladder"]["specification"]["dots"]
    for dot, (name, (value, ends)) in zip(dots, compared("renewal").rungs().items(), strict=True):
        assert dot["label"] == name
        found = [dot["estimate"], dot["low"], dot["high"]]
        assert found == pytest.approx([100 * value, *(100 * end for end in ends)], abs=1e-4)


def test_revenue_at_stake(shown: Shown) -> None:
    detractors = accounts()[accounts()["band"] == "detractor"]
    held = detractors["revenue_this_year"].sum()
    expected = []
    labels = {"renewal": "Through renewal", "growth": "Through growth", "total": "Together"}
    for part, (value, low, high) in at_stake(accounts()).items():
        effect = f"{printed(100 * value, 1)} ({span(100 * low, 100 * high, 1)})"
        worth = [money(held * value), f"{money(held * low)} to {money(held * high)}"]
        expected.append([labels[part], "" if part == "total" else effect, *worth])
    assert [row[:-1] for row in shown.rows("tbl-loyalty-stake")[1:]] == expected
    said = notes(shown, "tbl-loyalty-stake")
    assert said.startswith(f"The {len(detractors)} detractor accounts bring EUR {money(held)} a ")


def test_the_overlap_of_the_groups(shown: Shown) -> None:
    assert shown.rows("tbl-loyalty-overlap")[1:] == [
        [
            name.capitalize(), str(base), *(printed(value, 2) for value in quantiles),
            f"{printed(100 * extreme)}%", printed(effective),
        ]
        for name, (base, quantiles, extreme, effective) in compared("renewal").overlap().items()
    ]  # fmt: skip


def test_the_balance_of_the_confounders(shown: Shown) -> None:
    assert shown.rows("tbl-loyalty-balance")[1:] == [
        [name, *(signed(value, 2) + ("*" if abs(value) > 0.1 else "") for value in pair)]
        for name, pair in compared("renewal").balance().items()
    ]


def test_the_curves_of_retention(shown: Shown) -> None:
    curves = shown.items["fig-loyalty-retention"]["specification"]["curves"]
    found = retention(accounts())
    assert [curve["label"] for curve in curves] == BANDS
    for curve in curves:
        own = found[(found["band"] == curve["label"]) & (found["at_risk"] >= 10)]
        steps = curve["steps"][1:]
        assert curve["steps"][0]["share"] == 100
        for name in ("time", "share", "low", "high"):
            scale = 1 if name == "time" else 100
            values = [step[name] for step in steps]
            assert values == pytest.approx((scale * own[name]).tolist(), abs=1e-6), name
    note = notes(shown, "fig-loyalty-retention")
    lost, base = (accounts()["renewed"] == "no").sum(), len(accounts())
    assert note.startswith(f"{lost} of {base} accounts left.")
