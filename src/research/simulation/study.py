"""Edition 2016: every data file of a full annual study, made up from documented models."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.simulation.actions import made_up_actions
from research.simulation.assessments import made_up_assessments
from research.simulation.briefs import made_up_briefs
from research.simulation.experience import (
    made_up_conversations,
    made_up_employees,
    made_up_followups,
    made_up_partners,
    made_up_pulses,
    made_up_touches,
    made_up_usage,
)
from research.simulation.industry import simulate_respondents
from research.simulation.operations import made_up_tickets
from research.simulation.people import made_up_people
from research.simulation.pilot import made_up_pilot
from research.simulation.planning import made_up_asks, made_up_lines
from research.simulation.service import cost_to_serve, managers
from research.simulation.supplier import Model, simulate_supplier
from research.simulation.valued import knowledge, premiums

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SURVEYS", "simulate_assessments", "simulate_edition"]

SECTORS = {
    "Financial Services": 14,
    "Telco & Tech": 13,
    "Manufacturing": 13,
    "Advertising & Marketing": 10,
    "FMCG": 8,
    "Energy & Utilities": 6,
}

_COMMENTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # What is said of a touchpoint by who rates it lowest, and by who rates it highest.
    "responsiveness": (
        ("It takes days to get an answer.", "We wait too long for a reply.",
         "Nobody rings back before the third mail."),
        ("They call back within the hour.", "Quick replies, whoever we ask.",
         "An answer the same day, always."),
    ),
    "expertise": (
        ("We end up explaining our own trade to them.", "New people every year, and none knows us.",
         "Their advice does not fit our business."),
        ("They know our business.", "Their people understand what we do.",
         "Good advice from somebody who has seen our plants."),
    ),
    "delivery": (
        ("Dates slip, and we hear of it last.", "Late again in two months of three.",
         "We plan around their delays."),
        ("On time, every time.", "They keep the dates that they give.",
         "Deliveries come when they were promised."),
    ),
    "product": (
        ("The product falls behind what we need.", "Others offer more for the same money.",
         "Functions that we asked for never came."),
        ("It does what it says.", "The product just works.", "A solid product without surprises."),
    ),
    "support": (
        ("Support closes tickets that are not solved.", "The same fault comes back every month.",
         "The help desk reads to us from a script."),
        ("Support stays until it works.", "The help desk solves what we bring.",
         "Faults are mended for good."),
    ),
    "onboarding": (
        ("Getting started took a quarter.", "The set-up dragged on for months.",
         "Half of our users were never trained."),
        ("We were live in a week.", "A smooth start with good training.",
         "The set-up was done before we asked."),
    ),
    "portal": (
        ("The portal hides what we look for.", "Too many clicks in the portal.",
         "We cannot find old orders online."),
        ("The portal saves us calls.", "All that we need is in the portal.",
         "Ordering online takes a minute."),
    ),
    "invoicing": (
        ("No two invoices look alike.", "We correct an invoice every month.",
         "Credit notes take for ever."),
        ("Invoices are right the first time.", "Clear invoices, no questions.",
         "Billing that our accountants like."),
    ),
}  # fmt: skip
_NOTHING = ("See above.", "Nothing to add at this point.", "Same as last year.")
_TALKATIVE = 0.4
_BUT, _IDLE = 0.2, 0.03
"""How often a comment has another side, and how often it says nothing of use."""
_QUOTABLE = 0.6
"""How often whoever writes a comment agrees to be quoted."""
_CODES = {
    # What a reader makes of them, in the keys of the code frame.
    "responsiveness": ("slow", "quick"),
    "expertise": ("strangers", "experts"),
    "delivery": ("slips", "punctual"),
    "product": ("behind", "works"),
    "support": ("unsolved", "solved"),
    "onboarding": ("slow_start", "quick_start"),
    "portal": ("hidden", "saves_calls"),
    "invoicing": ("unlike", "right"),
}
_PARTNERS = {
    # What partners speak of, by weight: the set-up and dates more than their customers do.
    "slow_start": 6.0, "slips": 5.0, "slow": 3.0, "unsolved": 2.0, "unlike": 2.0, "behind": 1.0,
    "works": 3.0, "experts": 2.0, "quick": 1.5, "right": 1.0,
}  # fmt: skip
_SECOND, _APART = 240, 0.12
"""How many comments a second reader codes too, and how many of them otherwise."""


SURVEYS = (2015, 2016)
"""Years of the supplier's two surveys, as they are made up."""


def simulate_edition(
    folder: Path,
    *,
    seed: int = 2016,
    model: Model | None = None,
    surveys: tuple[int, int] = SURVEYS,
) -> list[Path]:
    """Write the data files of an edition.

    Parameters
    ----------
    folder : made when it is not there.
    seed : the same seed and model give the same bytes.
    model : what is planted at the supplier.
    surveys : years of the supplier's two surveys; all days move with the later one.

    Returns
    -------
    The files: ``respondents, assessments, accounts, contacts, benchmark, comments,
    comments-second, actions, briefs, asks, lines, tickets, pilot`` with the ending ``.csv``.
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
        "accounts": _named_accounts(supplier.accounts, seed).assign(
            manager=managers(supplier.accounts, seed=seed),
            cost_to_serve=_cost(supplier.accounts, supplier.contacts, seed),
        ),
        "contacts": _named_contacts(supplier.contacts, seed),
        "benchmark": supplier.benchmark,
    }
    frames["comments"] = _coded(supplier.contacts, seed)
    frames["comments-second"] = _coded_again(frames["comments"], seed)
    accounts = list(supplier.accounts["account"])
    frames["actions"] = made_up_actions(accounts, seed=seed)
    frames["briefs"] = made_up_briefs(supplier.accounts, seed=seed)
    frames["asks"] = made_up_asks(supplier.contacts, supplier.accounts, seed=seed)
    frames["lines"] = made_up_lines(supplier.accounts, seed=seed)
    frames["tickets"] = made_up_tickets(supplier.contacts, seed=seed)
    frames["pilot"] = made_up_pilot(accounts, seed=seed)
    frames |= _beside(supplier.accounts, supplier.contacts, seed)
    paths = []
    for name, frame in frames.items():
        path = folder / f"{name}.csv"
        path.write_text(_written(_moved(frame, surveys)), encoding="utf-8", newline="")
        paths.append(path)
    return paths


def _beside(accounts: pd.DataFrame, contacts: pd.DataFrame, seed: int) -> dict[str, pd.DataFrame]:
    """Make up what the supplier knows beside its survey."""
    noted = {
        said: _CODES[name][side]
        for name, sides in _COMMENTS.items()
        for side, several in enumerate(sides)
        for said in several
    }
    return {
        "touches": made_up_touches(accounts, seed=seed),
        "usage": made_up_usage(contacts, seed=seed),
        "followups": made_up_followups(contacts, seed=seed),
        "employees": made_up_employees(accounts, contacts, seed=seed),
        "conversations": made_up_conversations(accounts, noted, seed=seed),
        "pulses": made_up_pulses(accounts, seed=seed),
        "partners": made_up_partners(_PARTNERS, seed=seed),
    }


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


def _cost(accounts: pd.DataFrame, contacts: pd.DataFrame, seed: int) -> pd.Series[float]:
    """Cost to serve each account, from what its contacts answered first."""
    first = contacts[contacts["survey"] == contacts["survey"].min()]
    return cost_to_serve(accounts, first, seed=seed)


def _named_contacts(contacts: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Give each person a name, the same in both surveys, and some of the answers a comment.

    Whoever wrote one was asked whether it may be quoted.
    """
    people = contacts["contact"].drop_duplicates().to_numpy()
    made = made_up_people(["Management"] * len(people), seed=seed + 1)
    place = pd.Series(np.arange(len(people)), index=people)
    rows = place.loc[contacts["contact"]].to_numpy()
    frame = contacts.copy()
    frame.insert(1, "name", made["name"].to_numpy()[rows])
    frame.insert(2, "email", made["email"].to_numpy()[rows])
    frame["comment"] = [said for said, _ in _comments(contacts, seed)]
    agrees = np.random.default_rng(seed + 6).random(len(frame)) < _QUOTABLE
    frame["quotable"] = np.where(agrees, "yes", "no")
    frame.loc[frame["comment"] == "", "quotable"] = ""
    return frame.assign(premium=premiums(contacts, seed=seed), knows=knowledge(contacts, seed=seed))


def _comments(contacts: pd.DataFrame, seed: int) -> list[tuple[str, list[str]]]:
    """Give what each contact writes, and the codes that it is worth: about two in five write."""
    talks = np.random.default_rng(seed + 2).random(len(contacts)) < _TALKATIVE
    rng = np.random.default_rng(seed + 5)
    ratings = contacts[[name for name in _COMMENTS if name in contacts]].astype(float)
    lowest = ratings.fillna(9).idxmin(axis=1)
    highest = ratings.fillna(0).idxmax(axis=1)
    return [
        _comment(recommend, (str(low), str(high)), rng) if talking else ("", [])
        for recommend, low, high, talking in zip(
            contacts["recommend"], lowest, highest, talks, strict=True
        )
    ]


def _comment(
    recommend: float, touchpoints: tuple[str, str], rng: np.random.Generator
) -> tuple[str, list[str]]:
    """Promoters praise, detractors complain, and passives may do either; some see another side."""
    if not recommend >= 0:
        return "", []
    if rng.random() < _IDLE:
        return str(rng.choice(_NOTHING)), ["nothing"]
    praises = recommend >= 9 or (recommend >= 7 and rng.random() < 0.5)
    sides = [int(praises)] + ([int(not praises)] if rng.random() < _BUT else [])
    said = [str(rng.choice(_COMMENTS[touchpoints[side]][side])) for side in sides]
    return " ".join(said), [_CODES[touchpoints[side]][side] for side in sides]


def _coded(contacts: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Let a reader code the comments as they were meant."""
    codes = [codes for _, codes in _comments(contacts, seed)]
    made = contacts[["contact", "survey"]].assign(
        code_1=[one[0] if one else "" for one in codes],
        code_2=[one[1] if len(one) > 1 else "" for one in codes],
    )
    return made[made["code_1"] != ""].assign(version=1, coder="reader 1")


def _coded_again(coded: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Let a second reader code some comments: now and then otherwise, or with one more code."""
    rng = np.random.default_rng(seed + 4)
    places = np.sort(rng.choice(len(coded), size=_SECOND, replace=False))
    made = coded.iloc[places].assign(coder="reader 2")
    known = sorted({code for pair in _CODES.values() for code in pair})
    other = rng.choice(known, size=_SECOND)
    apart, fewer = rng.random(_SECOND) < _APART, rng.random(_SECOND) < 2 * _APART
    apart &= (made["code_1"] != "nothing") & (made["code_2"] != other)
    made["code_1"] = np.where(apart, other, made["code_1"])
    made["code_2"] = np.where(fewer, "", made["code_2"])
    return made


_DAY = r"\d{4}-\d{2}-\d{2}"


def _moved(frame: pd.DataFrame, surveys: tuple[int, int]) -> pd.DataFrame:
    """Move surveys and days to other years; a day that these lack is the one before it."""
    if surveys == SURVEYS:
        return frame
    years = pd.DateOffset(years=surveys[1] - SURVEYS[1])
    moved = frame.copy()
    for name in moved.columns:
        column = moved[name]
        if name == "survey":
            moved[name] = column.map(dict(zip(SURVEYS, surveys, strict=True)))
        elif pd.api.types.is_datetime64_any_dtype(column):
            moved[name] = column + years
        elif not pd.api.types.is_numeric_dtype(column):
            days = column.astype(str).str.fullmatch(_DAY)
            later = pd.to_datetime(column.where(days)) + years
            moved[name] = later.dt.strftime("%Y-%m-%d").where(days, column)
    return moved


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
