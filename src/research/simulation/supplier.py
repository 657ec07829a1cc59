"""A made-up supplier's accounts and contacts, drawn from a model whose effects are known.

The model is for trying methods out: what it plants, a method must find. Every number it uses
stands in `Model`; `data/2016/README.md` tells the same in words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from research.frameworks.relationship import account_band, account_nps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Model", "Supplier", "simulate_supplier"]

SEGMENTS = ("strategic", "core", "smaller")
INDUSTRIES = ("Banking", "Insurance", "Manufacturing", "Retail", "Public Sector")
REGIONS = ("UK/Europe", "Americas", "Africa/Middle East", "Asia Pacific")
ROLES: tuple[tuple[str, str, str, float], ...] = (
    # role, side, decides on the renewal, share of contacts
    ("Procurement", "payer", "yes", 0.20),
    ("Finance", "payer", "no", 0.10),
    ("General Management", "payer", "yes", 0.12),
    ("Operations", "user", "no", 0.30),
    ("IT", "user", "yes", 0.16),
    ("Customer Service", "user", "no", 0.12),
)


@dataclass(frozen=True)
class Model:
    """What is planted.

    Parameters
    ----------
    accounts, contacts : numbers invited.
    completion : share of the contacts that answers a survey.
    renewal_gap : how much more often promoter accounts renew than detractor accounts that are
        alike in service and tenure, a proportion; passives lie half way.
    growth_gap : the same for revenue growth.
    renewal_service, growth_service : effect of a dedicated manager. It also lifts the mood by
        ``mood_service``, so it makes the crude gaps look larger than they are.
    mood_service : in standard deviations of what else moves an account's mood.
    due : share of accounts whose renewal is decided between the two surveys.
    drivers : touchpoints, their weight in the recommendation and their mean rating, 1 to 7.
    likeness : share of a touchpoint's rating that the person's general mood makes up.
    """

    accounts: int = 600
    contacts: int = 2_500
    completion: float = 0.60
    renewal_gap: float = 0.10
    growth_gap: float = 0.02
    renewal_service: float = 0.27
    growth_service: float = 0.06
    mood_service: float = 1.3
    due: float = 0.85
    drivers: Mapping[str, tuple[float, float]] = field(
        default_factory=lambda: {
            "responsiveness": (0.45, 4.5),
            "expertise": (0.36, 5.4),
            "delivery": (0.28, 4.9),
            "product": (0.21, 5.3),
            "support": (0.15, 4.4),
            "onboarding": (0.09, 4.8),
            "portal": (0.04, 4.2),
            "invoicing": (0.00, 5.5),
        }
    )
    likeness: float = 0.35


class Supplier(NamedTuple):
    """One row an account; one row a contact and survey; and one a supplier of the benchmark."""

    accounts: pd.DataFrame
    contacts: pd.DataFrame
    benchmark: pd.DataFrame


def simulate_supplier(model: Model | None = None, *, seed: int = 2016) -> Supplier:
    """Draw a supplier's accounts, contacts and benchmark.

    Parameters
    ----------
    model : what is planted; `Model` as it stands when left out.
    seed : the same model and seed give the same frames.

    Returns
    -------
    Frames without personal fields: names are added where the files are written.
    """
    planted = model or Model()
    rng = np.random.default_rng(seed)
    accounts = _accounts(planted, rng)
    people = _people(planted, accounts, rng)
    moods = _moods(planted, accounts, rng)
    person = rng.normal(size=len(people))
    surveys = []
    for year, mood in zip((2015, 2016), moods, strict=True):
        surveys.append(_answers(planted, year, people, mood, person, rng))
    _outcomes(planted, accounts, surveys[0], rng)
    contacts = pd.concat(surveys, ignore_index=True)
    return Supplier(accounts.drop(columns=["tenure"]), contacts, _benchmark(rng))


def _accounts(model: Model, rng: np.random.Generator) -> pd.DataFrame:
    count = model.accounts
    segment = rng.choice(3, size=count, p=[0.2, 0.35, 0.45])
    dedicated = rng.random(count) < np.array([0.85, 0.50, 0.20])[segment]
    tenure = np.clip(rng.gamma(3.0, 2.0, count), 0.5, 20)
    revenue = np.round(np.exp(rng.normal(np.array([13.2, 12.0, 10.8])[segment], 0.6)), -2)
    wallet = np.clip(rng.beta(2.2, 2.2, count), 0.05, 0.98)
    spend = np.round(revenue / wallet, -3)
    spend[rng.random(count) < 0.08] = np.nan
    since = pd.Timestamp("2015-05-01") - pd.to_timedelta(np.round(tenure * 365.25), unit="D")
    return pd.DataFrame(
        {
            "account": [f"A{number:04d}" for number in range(1, count + 1)],
            "parent": _parents(count, rng),
            "industry": rng.choice(INDUSTRIES, size=count, p=[0.25, 0.15, 0.3, 0.2, 0.1]),
            "region": rng.choice(REGIONS, size=count, p=[0.55, 0.2, 0.15, 0.1]),
            "segment": np.array(SEGMENTS)[segment],
            "service": np.where(dedicated, "dedicated", "pooled"),
            "customer_since": since,
            "tenure": tenure,
            "fit": rng.integers(1, 6, count),
            "revenue_last_year": revenue,
            "total_spend": spend,
        }
    )


def _parents(count: int, rng: np.random.Generator) -> list[str]:
    """About a quarter of the accounts belong, two to five at a time, to a parent company."""
    parents = [""] * count
    order = rng.permutation(count)
    at = number = 0
    while at < 0.25 * count:
        size = int(rng.integers(2, 6))
        number += 1
        for position in order[at : at + size]:
            parents[position] = f"P{number:03d}"
        at += size
    return parents


def _family(accounts: pd.DataFrame) -> NDArray[np.intp]:
    """Number of the parent, or of the account that has none."""
    own = accounts["parent"].where(accounts["parent"] != "", accounts["account"])
    return np.asarray(pd.factorize(own)[0], dtype=np.intp)


def _people(model: Model, accounts: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Everybody invited: every account has one contact at least, larger ones more."""
    appeal = accounts["segment"].map({"strategic": 3.0, "core": 1.5, "smaller": 0.8}).to_numpy()
    more = rng.multinomial(model.contacts - model.accounts, appeal / appeal.sum())
    account = np.repeat(np.arange(model.accounts), 1 + more)
    role = rng.choice(len(ROLES), size=len(account), p=[share for *_, share in ROLES])
    return pd.DataFrame(
        {
            "contact": [f"C{number:05d}" for number in range(1, len(account) + 1)],
            "account": accounts["account"].to_numpy()[account],
            "role": [ROLES[number][0] for number in role],
            "side": [ROLES[number][1] for number in role],
            "decides": [ROLES[number][2] for number in role],
            "row": account,
        }
    )


def _moods(model: Model, accounts: pd.DataFrame, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """How each account feels at the two surveys, on average nought."""
    family = _family(accounts)
    shared = rng.normal(0, 0.3, family.max() + 1)[family]
    dedicated = (accounts["service"] == "dedicated").to_numpy()
    lasting = model.mood_service * (dedicated - dedicated.mean()) + 0.15 * _centred(accounts)
    own = rng.normal(0, 0.75, len(accounts))
    later = 0.8 * own + 0.6 * rng.normal(0, 0.75, len(accounts)) + 0.05
    return lasting + shared + own, lasting + shared + later


def _centred(accounts: pd.DataFrame) -> Floats:
    tenure = accounts["tenure"].to_numpy()
    return np.clip((tenure - 6.0) / 3.5, -1.5, 1.5)


def _answers(
    model: Model,
    year: int,
    people: pd.DataFrame,
    mood: Floats,
    person: Floats,
    rng: np.random.Generator,
) -> pd.DataFrame:
    count = len(people)
    general = 0.75 * mood[people["row"]] + 0.6 * person + 0.3 * rng.normal(size=count)
    payer = (people["side"] == "payer").to_numpy()
    frame = people.drop(columns="row").assign(survey=year)
    start = pd.Timestamp(f"{year}-05-04")
    frame["invited_on"] = start
    answered = rng.random(count) < model.completion
    frame["answered_on"] = start + pd.to_timedelta(rng.integers(0, 40, count), unit="D")
    recommend = 0.9 * rng.normal(size=count) + 0.35 * general
    likeness = np.sqrt(model.likeness)
    for name, (weight, rating) in model.drivers.items():
        own = likeness * general + np.sqrt(1 - model.likeness) * rng.normal(size=count)
        recommend += weight * own * 1.6
        frame[name] = _rated(rating + 1.15 * own)
        unrated = rng.random(count) < (0.12 if name == "onboarding" else 0.03)
        frame.loc[unrated, name] = np.nan
    frame["recommend"] = np.clip(np.round(7.7 + 1.15 * recommend), 0, 10) + 0.0
    feeling = 0.55 * recommend
    for part, centre, tilt in (
        ("trust", 5.55, 0.0),
        ("commitment", 5.3, 0.0),
        ("satisfaction", 5.35, 0.0),
        ("value", 5.1, -0.5),
        ("solution", 5.35, 0.0),
        ("experience", 5.25, -0.2),
    ):
        frame[part] = _rated(centre + tilt * payer + feeling + 0.75 * rng.normal(size=count))
    asked = ["answered_on", "recommend", *PARTS, *model.drivers]
    frame.loc[~answered, asked] = np.nan
    return frame


PARTS = ("trust", "commitment", "satisfaction", "value", "solution", "experience")


def _rated(latent: Floats) -> Floats:
    return np.clip(np.round(latent), 1, 7)


def _outcomes(
    model: Model, accounts: pd.DataFrame, first: pd.DataFrame, rng: np.random.Generator
) -> None:
    """Add the year after the first survey: the planted effects act on what that survey measured."""
    count = len(accounts)
    measured = account_band(account_nps(first)).reindex(accounts["account"])
    step = measured.map({"promoter": 1.0, "passive": 0.5, "detractor": 0.0}).fillna(0.5).to_numpy()
    dedicated = (accounts["service"] == "dedicated").to_numpy()
    family = _family(accounts)
    shared = rng.uniform(-1, 1, family.max() + 1)[family]
    tenure = _centred(accounts)
    growth = (
        0.01
        + model.growth_gap * step
        + model.growth_service * dedicated
        + 0.006 * tenure
        + 0.01 * shared
        + rng.normal(0, 0.06, count)
    )
    last = accounts["revenue_last_year"].to_numpy()
    accounts["revenue_this_year"] = np.round(last * (1 + growth))
    spend = accounts["total_spend"].to_numpy()
    accounts["total_spend"] = 1_000 * np.ceil(
        np.maximum(spend, accounts["revenue_this_year"] * 1.02) / 1_000
    )
    chance = (
        0.55
        + model.renewal_gap * step
        + model.renewal_service * dedicated
        + 0.02 * tenure
        + 0.03 * shared
    )
    renews = rng.random(count) < chance
    due = rng.random(count) < model.due
    days = pd.to_timedelta(rng.integers(0, 228, count), unit="D")
    accounts["decided_on"] = (pd.Timestamp("2015-09-01") + days).where(due)
    accounts["renewed"] = np.where(due, np.where(renews, "yes", "no"), "")
    lost = pd.to_timedelta(rng.integers(0, 180, count), unit="D") + pd.Timestamp("2016-07-01")
    kept = pd.to_timedelta(rng.integers(0, 720, count), unit="D") + pd.Timestamp("2016-09-01")
    accounts["contract_end"] = np.where(due & ~renews, lost, kept)


def _benchmark(rng: np.random.Generator) -> pd.DataFrame:
    """Draw other made-up suppliers, forty an industry, that asked their clients the same."""
    industries = ("Technology Services", "Logistics", "Facilities", "Financial Services")
    rows: list[dict[str, object]] = []
    for industry in industries:
        for _ in range(40):
            quality = rng.normal(5.0, 0.45)
            rows.append(
                {
                    "supplier": f"S{len(rows) + 1:03d}",
                    "industry": industry,
                    "quality": round(quality, 2),
                    "solution": round(quality + rng.normal(0, 0.2), 2),
                    "experience": round(quality + rng.normal(-0.05, 0.25), 2),
                    "nps": round(
                        float(np.clip(50 * (quality - 5.05) + rng.normal(0, 10), -80, 90))
                    ),
                    "answers": int(rng.integers(60, 900)),
                }
            )
    return pd.DataFrame(rows)
