"""What a made-up supplier knows beside its survey: experiences by day, use, staff, talks, partners.

Everything is drawn from random streams of its own, after accounts and contacts: these stay what
they are. What is planted stands in `Planted`, and in words in `data/2016/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Planted",
    "made_up_conversations",
    "made_up_employees",
    "made_up_followups",
    "made_up_partners",
    "made_up_pulses",
    "made_up_touches",
    "made_up_usage",
]

TODAY = pd.Timestamp("2016-07-01")
UNIT = ["region", "industry"]
_MANAGERS = ("M01", "M02", "M03", "M04", "M05", "M06")


@dataclass(frozen=True)
class Planted:
    """What is planted.

    Parameters
    ----------
    touchpoints : mean rating and experiences a month of each, 1 to 7.
    broken, month, drop : the touchpoint that breaks out, in which month from 1, by how much.
    months : from January 2015.
    hidden : accounts that say nothing bad and hardly use the product, nor are helped in time.
    promised, late : days within which an alert is to be answered, and the manager who is late.
    correlation : of the engagement of units with the satisfaction of their customers.
    low : the unit whose staff is engaged least, whatever its customers say.
    belief : points by which staff think customers to be more willing to recommend than they are.
    """

    touchpoints: Mapping[str, tuple[float, float]] = field(
        default_factory=lambda: {
            "call centre": (4.9, 55),
            "delivery": (5.3, 50),
            "spare parts": (4.6, 40),
            "repair visit": (5.4, 35),
            "social media": (4.2, 13),
        }
    )
    broken: str = "repair visit"
    month: int = 11
    drop: float = 1.0
    months: int = 18
    hidden: int = 20
    promised: int = 5
    late: str = "M05"
    correlation: float = 0.85
    low: tuple[str, str] = ("Americas", "Retail")
    belief: float = 1.2


def made_up_touches(
    accounts: pd.DataFrame, planted: Planted | None = None, *, seed: int = 2016
) -> pd.DataFrame:
    """Make up experiences with single touchpoints, day by day, rated from 1 to 7.

    Parameters
    ----------
    accounts : with ``account``.
    planted, seed : the same give the same ratings.

    Returns
    -------
    ``id, account, touchpoint, asked_on, rating``, days as text.
    """
    own, rng = planted or Planted(), np.random.default_rng([seed, 11])
    parts = []
    for month in range(own.months):
        first = pd.Timestamp("2015-01-01") + pd.DateOffset(months=month)
        for name, (mean, count) in own.touchpoints.items():
            n = int(rng.poisson(count))
            shift = own.drop if name == own.broken and month + 1 == own.month else 0.0
            days = first + pd.to_timedelta(rng.integers(0, first.days_in_month, n), unit="D")
            rating = np.clip(np.round(rng.normal(mean - shift, 1.3, n)), 1, 7).astype(int)
            account = rng.choice(accounts["account"].to_numpy(), n)
            found = {"account": account, "touchpoint": name, "asked_on": days, "rating": rating}
            parts.append(pd.DataFrame(found))
    made = pd.concat(parts).sort_values("asked_on", kind="stable", ignore_index=True)
    made["asked_on"] = made["asked_on"].dt.strftime("%Y-%m-%d")
    made.insert(0, "id", [f"T{number:05d}" for number in range(1, len(made) + 1)])
    return made


def made_up_usage(
    contacts: pd.DataFrame, planted: Planted | None = None, *, seed: int = 2016
) -> pd.DataFrame:
    """Make up how far each account uses what it bought, and how often it was helped in time.

    Parameters
    ----------
    contacts : of both surveys, with ``account, survey, recommend``.
    planted, seed : the same give the same shares.

    Returns
    -------
    ``account, active, in_time``: seats in use and requests solved in time, in per cent; a few
    accounts made no request.
    """
    own, rng = planted or Planted(), np.random.default_rng([seed, 12])
    mood = contacts.groupby("account")["recommend"].mean()
    told = mood.fillna(mood.mean())
    active = np.clip(55 + 6 * (told - told.mean()) + rng.normal(0, 15, len(told)), 2, 100)
    timely = np.clip(78 + 3 * (told - told.mean()) + rng.normal(0, 12, len(told)), 5, 100)
    frame = pd.DataFrame({"active": active.round(), "in_time": timely.round()}, index=told.index)
    good = np.sort(told.index[told >= told.quantile(0.5)])
    risky = rng.choice(good, own.hidden, replace=False)
    frame.loc[risky, "active"] = rng.integers(2, 15, own.hidden)
    frame.loc[risky, "in_time"] = rng.integers(15, 40, own.hidden)
    quiet = (rng.random(len(frame)) < 0.05) & ~frame.index.isin(risky)
    frame.loc[quiet, "in_time"] = np.nan
    return frame.rename_axis("account").reset_index()


def made_up_followups(
    contacts: pd.DataFrame, planted: Planted | None = None, *, seed: int = 2016
) -> pd.DataFrame:
    """Make up when managers came back to the accounts of those who gave a low score.

    Parameters
    ----------
    contacts : of both surveys, with ``account, survey, recommend, answered_on``.
    planted, seed : the same give the same days.

    Returns
    -------
    ``id, account, owner, answered_on``, days as text: about nine in ten alerts of the last survey.
    """
    own, rng = planted or Planted(), np.random.default_rng([seed, 13])
    low = contacts[(contacts["survey"] == 2016) & (contacts["recommend"] <= 6)]
    raised = pd.to_datetime(low.groupby("account")["answered_on"].min()).sort_index()
    owner = rng.choice(_MANAGERS, len(raised))
    slow, quick = rng.integers(3, 19, len(raised)), rng.integers(0, 8, len(raised))
    wait = np.where(owner == own.late, slow, quick)
    answered = raised + pd.to_timedelta(wait, unit="D")
    made = pd.DataFrame({"owner": owner, "answered_on": answered})
    kept = made[(rng.random(len(made)) < 0.9) & (answered < TODAY)]
    found = kept.rename_axis("account").reset_index()
    found["answered_on"] = found["answered_on"].dt.strftime("%Y-%m-%d")
    found.insert(0, "id", [f"F{number:03d}" for number in range(1, len(found) + 1)])
    return found


def made_up_employees(
    accounts: pd.DataFrame,
    contacts: pd.DataFrame,
    planted: Planted | None = None,
    *,
    seed: int = 2016,
) -> pd.DataFrame:
    """Make up what staff say of their work and of their customers, by the unit that they serve.

    Parameters
    ----------
    accounts, contacts : of the supplier.
    planted, seed : the same give the same answers.

    Returns
    -------
    ``employee, region, industry, proud, supported, would_stay, effort`` (1 to 5), ``believed``:
    how likely they think a customer to recommend, 0 to 10; ``centric``, whether they call their
    company centred on its customers.
    """
    own, rng = planted or Planted(), np.random.default_rng([seed, 14])
    last = contacts[contacts["survey"] == 2016].merge(accounts[["account", *UNIT]], on="account")
    unit = last.groupby(UNIT)["recommend"].mean()
    level = ((unit - unit.mean()) / unit.std(ddof=0)).to_numpy()
    noise = np.sqrt(1 - own.correlation**2) * rng.normal(size=len(unit))
    level = own.correlation * level + noise
    level[list(unit.index).index(own.low)] -= 2.0
    sizes = np.maximum(12, accounts.groupby(UNIT)["account"].count().to_numpy() // 2)
    rows = []
    for (region, industry), mood, size in zip(unit.index, level, sizes, strict=True):
        own_mood = 0.55 * mood + rng.normal(0, 0.5, size)
        items = np.clip(np.round(3.5 + own_mood[:, None] + rng.normal(0, 0.6, (size, 4))), 1, 5)
        believed = rng.normal(last["recommend"].mean() + own.belief, 1.4, size)
        rows += [
            (region, industry, *answers.astype(int), int(np.clip(round(score), 0, 10)), yes)
            for answers, score, yes in zip(
                items, believed, np.where(rng.random(size) < 0.5, "yes", "no"), strict=True
            )
        ]
    names = [*UNIT, "proud", "supported", "would_stay", "effort", "believed", "centric"]
    made = pd.DataFrame(rows, columns=names)
    made.insert(0, "employee", [f"E{number:04d}" for number in range(1, len(made) + 1)])
    return made


def made_up_conversations(
    accounts: pd.DataFrame, said: Mapping[str, str], *, seed: int = 2016
) -> pd.DataFrame:
    """Make up talks of executives with those of large accounts, noted on a form.

    Parameters
    ----------
    accounts : with ``account, segment``.
    said : sentences that may be noted, with the code of each.
    seed : the same seed gives the same talks.

    Returns
    -------
    ``talk, account, held_on, executive, recommend, trust, concern, ticked``: a concern in words,
    and what the form has for it.
    """
    rng = np.random.default_rng([seed, 15])
    large = accounts.loc[accounts["segment"] == "strategic", "account"].to_numpy()
    held = np.sort(rng.choice(large, 60, replace=False))
    notes = rng.choice(list(said), len(held))
    days = pd.Timestamp("2016-02-01") + pd.to_timedelta(rng.integers(0, 140, len(held)), unit="D")
    return pd.DataFrame(
        {
            "talk": [f"X{number:03d}" for number in range(1, len(held) + 1)],
            "account": held,
            "held_on": days.strftime("%Y-%m-%d"),
            "executive": rng.choice(["V1", "V2", "V3", "V4", "V5"], len(held)),
            "recommend": np.clip(np.round(rng.normal(8.1, 1.6, len(held))), 0, 10).astype(int),
            "trust": np.clip(np.round(rng.normal(5.4, 1.1, len(held))), 1, 7).astype(int),
            "concern": notes,
            "ticked": [said[note] for note in notes],
        }
    )


def made_up_pulses(accounts: pd.DataFrame, *, seed: int = 2016) -> pd.DataFrame:
    """Make up short surveys in the middle of projects.

    Parameters
    ----------
    accounts : with ``account``.
    seed : the same seed gives the same answers.

    Returns
    -------
    ``pulse, account, asked_on, stage, recommend, trust``.
    """
    rng = np.random.default_rng([seed, 16])
    count = 180
    stage = rng.choice(["design", "roll-out", "hand-over"], count, p=[0.3, 0.4, 0.3])
    shift = np.select([stage == "roll-out", stage == "design"], [-1.0, 0.2], 0.4)
    days = pd.Timestamp("2016-01-04") + pd.to_timedelta(rng.integers(0, 170, count), unit="D")
    return pd.DataFrame(
        {
            "pulse": [f"Q{number:03d}" for number in range(1, count + 1)],
            "account": rng.choice(accounts["account"].to_numpy(), count),
            "asked_on": days.strftime("%Y-%m-%d"),
            "stage": stage,
            "recommend": np.clip(np.round(rng.normal(7.5 + shift)), 0, 10).astype(int),
            "trust": np.clip(np.round(rng.normal(5.2 + 0.5 * shift)), 1, 7).astype(int),
        }
    )


def made_up_partners(codes: Mapping[str, float], *, seed: int = 2016) -> pd.DataFrame:
    """Make up partners: whether they would recommend the supplier, and what they speak of.

    Parameters
    ----------
    codes : how much each theme weighs.
    seed : the same seed gives the same answers.

    Returns
    -------
    ``partner, kind, recommend, theme_1, theme_2``, the second theme mostly empty.
    """
    rng = np.random.default_rng([seed, 17])
    weights = np.array(list(codes.values())) / sum(codes.values())
    rows = []
    for number in range(1, 91):
        first, second = rng.choice(list(codes), 2, replace=False, p=weights)
        score = int(np.clip(round(rng.normal(7.2, 1.9)), 0, 10))
        kind = str(rng.choice(["distributor", "integrator"], p=[0.6, 0.4]))
        rows.append((f"D{number:03d}", kind, score, first, second if rng.random() < 0.4 else ""))
    return pd.DataFrame(rows, columns=["partner", "kind", "recommend", "theme_1", "theme_2"])
