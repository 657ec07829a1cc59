"""Edition 2016: every data file of a full annual study, made up from documented models."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.simulation.assessments import made_up_assessments
from research.simulation.industry import simulate_respondents
from research.simulation.people import made_up_people
from research.simulation.supplier import Model, simulate_supplier

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["simulate_assessments", "simulate_edition"]

SECTORS = {
    "Financial Services": 14,
    "Telco & Tech": 13,
    "Manufacturing": 13,
    "Advertising & Marketing": 10,
    "FMCG": 8,
    "Energy & Utilities": 6,
}

_COMMENTS: dict[str, tuple[str, str]] = {
    # What is said of the touchpoint rated lowest by a detractor, and highest by a promoter.
    "responsiveness": ("It takes days to get an answer.", "They call back within the hour."),
    "expertise": ("We end up explaining our own trade to them.", "They know our business."),
    "delivery": ("Dates slip, and we hear of it last.", "On time, every time."),
    "product": ("The product falls behind what we need.", "It does what it says."),
    "support": ("Support closes tickets that are not solved.", "Support stays until it works."),
    "onboarding": ("Getting started took a quarter.", "We were live in a week."),
    "portal": ("The portal hides what we look for.", "The portal saves us calls."),
    "invoicing": ("No two invoices look alike.", "Invoices are right the first time."),
}
_TALKATIVE = 0.4


def simulate_edition(folder: Path, *, seed: int = 2016, model: Model | None = None) -> list[Path]:
    """Write the data files of an edition.

    Parameters
    ----------
    folder : made when it is not there.
    seed : the same seed and model give the same bytes.
    model : what is planted at the supplier.

    Returns
    -------
    The files: ``respondents, assessments, accounts, contacts, benchmark`` with the ending ``.csv``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    supplier = simulate_supplier(model, seed=seed)
    themes = [
        name.removeprefix("rank_")
        for name in simulate_respondents(1, seed=seed).columns
        if name.startswith("rank_")
    ]
    frames = {
        "respondents": simulate_respondents(seed=seed),
        "assessments": simulate_assessments(themes, seed=seed),
        "accounts": _named_accounts(supplier.accounts, seed),
        "contacts": _named_contacts(supplier.contacts, seed),
        "benchmark": supplier.benchmark,
    }
    paths = []
    for name, frame in frames.items():
        path = folder / f"{name}.csv"
        path.write_text(_written(frame), encoding="utf-8", newline="")
        paths.append(path)
    return paths


def simulate_assessments(themes: list[str], *, seed: int = 2016) -> pd.DataFrame:
    """Make up capability assessments of firms, a little better than the year before's.

    Parameters
    ----------
    themes : keys.
    seed : the same seed gives the same scores.
    """
    rng = np.random.default_rng(seed)
    general = {theme: rng.uniform(35, 50) for theme in themes}
    scores = {}
    for theme in themes:
        by_sector = {}
        for sector in SECTORS:
            mean = general[theme] + rng.normal(0, 3)
            spread = rng.uniform(15, 25)
            by_sector[sector] = (
                max(1, round(mean - spread)),
                round(mean, 1),
                min(99, round(mean + 1.1 * spread)),
            )
        scores[theme] = by_sector
    return made_up_assessments(SECTORS, scores, seed=seed)


def _named_accounts(accounts: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Give accounts and parents names of firms that do not exist."""
    parents = sorted(set(accounts["parent"]) - {""})
    count = len(accounts) + len(parents)
    firms = made_up_people(["Management"] * count, seed=seed + 3)["company"]
    named = dict(zip(parents, firms[len(accounts) :], strict=True))
    frame = accounts.copy()
    frame.insert(1, "name", firms[: len(accounts)].to_numpy())
    frame.insert(3, "parent_name", frame["parent"].map(named).fillna(""))
    return frame


def _named_contacts(contacts: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Give each person a name, the same in both surveys, and some of the answers a comment."""
    people = contacts["contact"].drop_duplicates().to_numpy()
    made = made_up_people(["Management"] * len(people), seed=seed + 1)
    place = pd.Series(np.arange(len(people)), index=people)
    rows = place.loc[contacts["contact"]].to_numpy()
    frame = contacts.copy()
    frame.insert(1, "name", made["name"].to_numpy()[rows])
    frame.insert(2, "email", made["email"].to_numpy()[rows])
    rng = np.random.default_rng(seed + 2)
    talks = rng.random(len(frame)) < _TALKATIVE
    touchpoints = [name for name in _COMMENTS if name in frame]
    ratings = frame[touchpoints].astype(float)
    lowest = ratings.fillna(9).idxmin(axis=1)
    highest = ratings.fillna(0).idxmax(axis=1)
    frame["comment"] = [
        _comment(recommend, str(low), str(high)) if talking else ""
        for recommend, low, high, talking in zip(
            frame["recommend"], lowest, highest, talks, strict=True
        )
    ]
    return frame


def _comment(recommend: float, lowest: str, highest: str) -> str:
    if recommend >= 9:
        return _COMMENTS[highest][1]
    return _COMMENTS[lowest][0] if recommend <= 6 else ""


def _written(frame: pd.DataFrame) -> str:
    """Lay out as CSV: dates as days, whole numbers without a point, missing cells empty."""
    tidy = frame.copy()
    for name in tidy.columns:
        column = tidy[name]
        if pd.api.types.is_datetime64_any_dtype(column):
            tidy[name] = column.dt.strftime("%Y-%m-%d")
        elif pd.api.types.is_float_dtype(column) and (column.dropna() % 1 == 0).all():
            tidy[name] = column.astype("Int64")
    return tidy.to_csv(index=False, lineterminator="\n")
