"""Made-up respondents of an industry survey: rankings drawn from a model with a known order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.simulation.people import made_up_people

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["STRENGTHS", "simulate_respondents"]

STRENGTHS: dict[str, float] = {
    "people": 2.2,
    "farming": 2.1,
    "technology": 1.7,
    "brand": 1.5,
    "channels": 1.2,
    "kam": 1.1,
    "markets": 1.0,
    "hunting": 0.9,
    "negotiating": 0.8,
    "organisation": 0.7,
    "ways": 0.5,
    "category": 0.0,
}
"""Planted order of the themes (logarithms of Plackett-Luce worths): against 2015, technology and
channels have risen, hunting has fallen."""

_TILT = {
    ("Banking & Financial Services", "technology"): 0.8,
    ("Telecommunications & Technology", "hunting"): 0.8,
    ("Advertising & Marketing", "brand"): 0.7,
    ("Manufacturing", "kam"): 0.8,
    ("Insurance", "channels"): 0.8,
}

_SECTORS = {
    "Banking & Financial Services": ("Banking", 24),
    "Telecommunications & Technology": ("Technology", 20),
    "Advertising & Marketing": ("Marketing", 16),
    "Manufacturing": ("Manufacturing", 15),
    "Insurance": ("Insurance", 12),
    "Food & Beverages": ("Food & Beverages", 8),
    "Non-profit": ("Non-profit", 4),
    "Retail & Consumer Durables": ("Retail", 6),
    "Education": ("Education", 3),
    "Public Sector": ("Public Sector", 3),
    "Construction & Homes": ("Construction", 3),
    "Automotive": ("Automotive", 5),
    "Energy & Utilities": ("Energy", 4),
    "Logistics": ("Logistics", 3),
    "Pharma & Healthcare": ("Healthcare", 4),
}
_COUNTRIES = {
    "UK/Europe": (("UK", 0.70), ("Ireland", 0.08), ("Germany", 0.12), ("Spain", 0.10)),
    "Americas": (("USA", 0.6), ("Canada", 0.25), ("Chile", 0.15)),
    "Africa/Middle East": (("South Africa", 0.75), ("UAE", 0.25)),
    "Asia Pacific": (("India", 0.5), ("Australia", 0.5)),
}
_REGIONS = {"UK/Europe": 0.62, "Americas": 0.18, "Africa/Middle East": 0.14, "Asia Pacific": 0.06}
_SENIORITY = {"Management": 0.42, "C-Level": 0.33, "MD/CEO": 0.25}

_REASONS: Mapping[str, tuple[str, str]] = {
    "farming": (
        "Most of next year's revenue is already in the building, if we look after it.",
        "Every account we lose takes three new ones to replace.",
    ),
    "people": (
        "The proposal may be ours, but it is the person in the room they decide to trust.",
        "We can buy systems in a quarter; good account people take years.",
    ),
    "brand": (
        "Until a buyer can say in one line why us, we are only a price.",
        "We promise too much in some places and too little in others.",
    ),
    "hunting": (
        "The pipeline is thinner than the targets that hang on it.",
        "Our best customers are being merged away, and new ones must take their place.",
    ),
    "markets": (
        "We chase too many sectors and are known in none.",
        "Leaving two markets did more for us than entering five.",
    ),
    "kam": (
        "Eight customers pay for the rest of us, and they know it.",
        "Our largest accounts want one plan with us and not five contacts.",
    ),
    "negotiating": (
        "We win good customers and then give the margin away at the table.",
        "Procurement is better prepared than we are, every time.",
    ),
    "organisation": (
        "The customer meets our structure before meeting our service.",
        "Nobody owns the journey between sales and delivery.",
    ),
    "channels": (
        "Buyers now read, compare and order where we are hardly present.",
        "Our partners sell our rival because it is easier to deal with.",
    ),
    "ways": (
        "Each office does it well, and each does it differently.",
        "Being easy to deal with would be worth more than another feature.",
    ),
    "technology": (
        "Half of what we know of our customers sits in files nobody else can open.",
        "Customers see our systems now, and judge us by them.",
    ),
    "category": (
        "Retailers expect us to know their whole shelf and not only our part of it.",
        "We grow when the category grows, so we had better lead it.",
    ),
}


def simulate_respondents(count: int = 130, *, seed: int = 2016) -> pd.DataFrame:
    """Make up respondents with complete rankings.

    Parameters
    ----------
    count : number of respondents.
    seed : the same seed gives the same respondents.

    Returns
    -------
    One row a respondent, with the columns of a respondents file: made-up personal fields, profile,
    ``rank_<theme>`` and the reason for the first rank (empty for one in seven).

    Notes
    -----
    Plackett (1975) and Luce (1959): the order of strengths with a standard Gumbel error each.
    """
    rng = np.random.default_rng(seed)
    weights = np.array([weight for _, weight in _SECTORS.values()], dtype=float)
    sectors = rng.choice(list(_SECTORS), size=count, p=weights / weights.sum())
    regions = rng.choice(list(_REGIONS), size=count, p=list(_REGIONS.values()))
    seniority = rng.choice(list(_SENIORITY), size=count, p=list(_SENIORITY.values()))
    people = made_up_people(list(seniority), seed=seed)
    themes = list(STRENGTHS)
    strengths = np.array([[_strength(sector, theme) for theme in themes] for sector in sectors])
    utility = strengths + rng.gumbel(size=strengths.shape)
    ranks = np.argsort(np.argsort(-utility, axis=1), axis=1) + 1
    frame = pd.DataFrame(
        {
            "respondent": [f"R{number:03d}" for number in range(1, count + 1)],
            **{name: people[name] for name in ("name", "email", "company", "job_title")},
            "anonymity_waived": np.where(rng.random(count) < 0.85, "yes", "no"),
            "sector": sectors,
            "industry": [_SECTORS[sector][0] for sector in sectors],
            "country": [_country(region, rng) for region in regions],
            "region": regions,
            "size": np.where(rng.random(count) < 0.6, "<5000", "5000+"),
            "seniority": seniority,
        }
    )
    for column, theme in enumerate(themes):
        frame[f"rank_{theme}"] = ranks[:, column]
    first = [themes[column] for column in ranks.argmin(axis=1)]
    given = rng.random(count) < 6 / 7
    spoken = [_REASONS[theme][int(rng.integers(2))] for theme in first]
    frame["reason"] = np.where(given, spoken, "")
    return frame


def _strength(sector: str, theme: str) -> float:
    return STRENGTHS[theme] + _TILT.get((sector, theme), 0.0)


def _country(region: str, rng: np.random.Generator) -> str:
    names, shares = zip(*_COUNTRIES[region], strict=True)
    return str(rng.choice(names, p=shares))
