"""The loop of the customer survey: what is kept is what is drawn, and its tables are recomputed."""

from __future__ import annotations

import importlib.util
import sys
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from recomputation import ROOT
from scipy import stats

if TYPE_CHECKING:
    from types import ModuleType

    from conftest import Built

DATA = ROOT / "data" / "customers"
SUPPLIERS = {"1": "tolvane", "2": "merrix", "3": "oskarn", "4": "pellwood"}
HEADS = ["Tolvane", "Merrix", "Oskarn & Sons", "Pellwood"]
LETTERS = "ABCD"
RATED = {"speed": "Speed of answer", "expertise": "Expertise", "prices": "Fairness of prices"}


def script() -> ModuleType:
    name = "drawn_customers"
    spec = importlib.util.spec_from_file_location(name, DATA / "make.py")
    assert spec is not None
    assert spec.loader is not None
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def ratings() -> pd.DataFrame:
    """A row for each supplier that somebody rated, read from the file."""
    answers = pd.read_csv(DATA / "answers.csv", dtype=str, keep_default_na=False)
    parts = [
        pd.DataFrame(
            {
                "respondent": asked["id"],
                "account": asked["account"],
                "weight": asked["weight"].astype(float),
                "firm": asked[f"rival{place}"],
                "sector": asked["sector"],
                **{
                    name: pd.to_numeric(asked[f"rival{place}_{name}"])
                    for name in (*RATED, "recommend", "bought")
                },
            }
        )
        for place in (1, 2, 3)
        for asked in [answers[answers[f"rival{place}"] != ""]]
    ]
    return pd.concat(parts, ignore_index=True)


LOOP = ratings()


def test_the_answers_kept_are_those_that_are_drawn() -> None:
    made = script()
    assert (DATA / "answers.csv").read_text(encoding="utf-8") == made.draw()
    assert (DATA / "design.csv").read_text(encoding="utf-8") == made.designed()


def test_each_rates_up_to_three_suppliers_and_none_twice() -> None:
    counts = LOOP.groupby("respondent").size()
    assert set(counts) == {1, 2, 3}
    assert not LOOP.duplicated(["respondent", "firm"]).any()
    assert LOOP["respondent"].nunique() < LOOP.shape[0] / 1.5


@pytest.fixture(scope="module")
def built(named) -> Built:
    return named("customers")


def scored(name: str) -> pd.Series:
    """Numbers of a line: ratings of 1 to 5, and what somebody is worth to the score."""
    if name != "recommend":
        return LOOP[name].where(LOOP[name] <= 5)
    likely = LOOP["recommend"].where(LOOP["recommend"] <= 10)
    worth = np.select([likely >= 9, likely <= 6], [100.0, -100.0], 0.0)
    return pd.Series(worth).where(likely.notna())


def means(name: str) -> dict[str, float]:
    """Weighted mean of all ratings, and of each supplier's."""
    values = scored(name)
    inside = {"": values.notna()}
    inside |= {key: values.notna() & (LOOP["firm"] == code) for code, key in SUPPLIERS.items()}
    return {
        key: float(np.average(values[chosen], weights=LOOP["weight"][chosen]))
        for key, chosen in inside.items()
    }


def letters(name: str) -> list[str]:
    """Letters of a line of means: t tests between accounts, Holm over the pairs of suppliers."""
    values, found = scored(name), dict.fromkeys(LETTERS, "")
    moves, names = {}, {}
    for letter, code in zip(LETTERS, SUPPLIERS, strict=True):
        own = LOOP[(LOOP["firm"] == code) & values.notna()]
        mean = np.average(values[own.index], weights=own["weight"])
        sums = own["weight"] * (values[own.index] - mean) / own["weight"].sum()
        by_account = sums.groupby(own["account"]).sum()
        names[letter] = set(by_account.index)
        units = len(by_account)
        moves[letter] = mean, by_account * np.sqrt(units / (units - 1))
    tests = []
    for one, other in combinations(LETTERS, 2):
        moved = moves[one][1].sub(moves[other][1], fill_value=0)
        t = (moves[one][0] - moves[other][0]) / np.sqrt((moved**2).sum())
        freedom = len(names[one] | names[other]) - 2
        tests.append((2 * stats.t.sf(abs(t), freedom), one, other, t > 0))
    for place, (p, one, other, higher) in enumerate(sorted(tests)):
        if p * (len(tests) - place) > 0.05:
            break
        above, below = (one, other) if higher else (other, one)
        found[above] += below
    return ["".join(sorted(own)) for own in found.values()]


def rows(built: Built, table: str) -> list[list[str]]:
    return built.html_rows(table)


def line(found: list[list[str]], label: str, after: str = "") -> list[str]:
    """Cells of a row by its label, the first below a heading."""
    start = next(at for at, row in enumerate(found) if row[0] == after) if after else 0
    return next(row[1:] for row in found[start:] if row[0] == label)


@pytest.mark.slow
def test_bases_are_given_in_ratings_and_in_respondents(built: Built) -> None:
    found = rows(built, "tbl-rival-likely-rivals")
    assert found[1] == HEADS
    held = LOOP.groupby("firm")
    assert line(found, "Base, unweighted (ratings)") == [
        str(len(LOOP)),
        *(str(size) for size in held.size()),
    ]
    people = [LOOP["respondent"].nunique(), *held["respondent"].nunique()]
    assert line(found, "by respondents") == [str(size) for size in people]
    sums = [LOOP["weight"].sum(), *held["weight"].sum()]
    assert line(found, "Base, weighted") == [f"{size:.0f}" for size in sums]
    squares = [(LOOP["weight"] ** 2).sum(), *(held["weight"].agg(lambda own: (own**2).sum()))]
    effective = [f"{one**2 / two:.0f}" for one, two in zip(sums, squares, strict=True)]
    assert line(found, "Base, effective") == effective


@pytest.mark.slow
def test_a_banner_of_respondents_splits_their_ratings(built: Built) -> None:
    found = rows(built, "tbl-tab-rival-likely-profile")
    shown = LOOP[LOOP["sector"].isin(["1", "2", "3", "4"])].groupby("sector")
    sizes, people = shown.size(), shown["respondent"].nunique()
    told = line(found, "Base, unweighted (ratings)")[1:5]
    assert [cell.split()[0] for cell in told] == [str(size) for size in sizes]
    assert line(found, "by respondents")[1:5] == [str(size) for size in people]
    assert (sizes > people).all()


@pytest.mark.slow
@pytest.mark.parametrize("name", RATED)
def test_means_of_ratings_and_their_letters(built: Built, name: str) -> None:
    found = rows(built, "tbl-rival-rated-rivals")
    expected = means(name)
    told = line(found, RATED[name], after="Mean")
    assert [float(cell.split()[0]) for cell in told] == [
        pytest.approx(mean, abs=0.00501) for mean in expected.values()
    ]
    assert [cell.partition(" ")[2] for cell in told[1:]] == letters(name)
    for key, mean in expected.items():
        record = ".".join(["rival.rated", name, "mean", *(["firm", key] if key else [])])
        assert built.ledger[record]["value"] == pytest.approx(mean, rel=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize(("box", "low", "high"), [("top2", 4, 5), ("bottom2", 1, 2)])
def test_boxes_of_ratings(built: Built, box: str, low: int, high: int) -> None:
    for name in RATED:
        values = scored(name)
        for code, key in SUPPLIERS.items():
            own = values[(LOOP["firm"] == code) & values.notna()]
            share = 100 * np.average(own.between(low, high), weights=LOOP["weight"][own.index])
            record = built.ledger[f"rival.rated.{name}.box.{box}.firm.{key}"]
            assert record["value"] == pytest.approx(share, rel=1e-9)
            assert record["base"] == len(own)


@pytest.mark.slow
def test_scores_of_suppliers_and_their_letters(built: Built) -> None:
    told = line(rows(built, "tbl-rival-likely-rivals"), "Net Promoter Score")
    found = [cell.replace("−", "-").split() for cell in told]
    expected = means("recommend")
    assert [cell[0] for cell in found] == [f"{score:.0f}" for score in expected.values()]
    assert [" ".join(cell[1:]) for cell in found[1:]] == letters("recommend")


@pytest.mark.slow
def test_shares_of_those_who_bought(built: Built) -> None:
    for code, key in SUPPLIERS.items():
        own = LOOP[LOOP["firm"] == code]
        share = 100 * np.average(own["bought"] == 1, weights=own["weight"])
        record = built.ledger[f"rival.bought.yes.firm.{key}"]
        assert (record["value"], record["base"]) == (pytest.approx(share, rel=1e-9), len(own))


@pytest.mark.slow
def test_what_is_planted_in_the_loop_is_said(built: Built) -> None:
    text = " ".join(built.html.get_text(" ").split())
    assert "For Merrix (4.11), the mean of “Fairness of prices” is higher than for Tolvane" in text
    assert "The mean of “Speed of answer” is higher for Tolvane" in text
    assert "By more than chance, the Net Promoter Score is higher for Oskarn & Sons" in text
