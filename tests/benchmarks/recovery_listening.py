"""How often what is planted beside the survey is found, and how often chance is taken for it.

    python tests/benchmarks/recovery_listening.py [samples]

Writes one line a sample to ``recovery_listening.csv`` beside it, and prints what they come to. Two
hundred samples take some minutes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from research.frameworks.engagement import together, units
from research.frameworks.health import IN_TIME, Scale, alerts, health, part_values
from research.frameworks.touchpoints import charted, periods_of
from research.simulation.experience import (
    TODAY,
    UNIT,
    Planted,
    made_up_employees,
    made_up_followups,
    made_up_touches,
    made_up_usage,
)
from research.simulation.supplier import simulate_supplier

TARGET = Path(__file__).with_suffix(".csv")
ITEMS = ["proud", "supported", "would_stay", "effort"]
SCALES = {"survey": Scale(0, 10, 2), "product": Scale(0, 100, 1), "service": Scale(0, 100, 1)}


def touchpoints(accounts: pd.DataFrame, planted: Planted, seed: int) -> dict[str, float]:
    """Whether the planted month is outside, and how many others of how many are."""
    touches = made_up_touches(accounts, planted, seed=seed)
    frame = touches.assign(day=pd.to_datetime(touches["asked_on"]))
    periods = periods_of(frame["day"], "month")
    charts = {name: charted(own, periods, least=10) for name, own in frame.groupby("touchpoint")}
    found = charts[planted.broken]["beyond"].iloc[planted.month - 1]
    every = pd.concat(charts.values())
    return {
        "month_found": int(found),
        "false_alarms": int(every["beyond"].sum() - found),
        "points": int(every["low"].notna().sum() - 1),
    }


def healthy(
    accounts: pd.DataFrame, contacts: pd.DataFrame, planted: Planted, seed: int
) -> dict[str, float]:
    """How many of the planted accounts are told to look at, and how many others."""
    usage = made_up_usage(contacts, planted, seed=seed)
    said = contacts[contacts["survey"] == 2016]
    values = {
        "survey": part_values(said, "recommend", 3),
        "product": part_values(usage, "active", 1),
        "service": part_values(usage, "in_time", 1),
    }
    found = health(values, SCALES, pd.Index(accounts["account"]))
    told = found.index[(found["state"] == "low") | found["hidden"]]
    row = usage.set_index("account")
    risky = row.index[(row["active"] < 15) & (row["in_time"] < 40)]
    return {
        "risky": len(risky),
        "risky_told": int(risky.isin(told).sum()),
        "told": len(told),
    }


def late(contacts: pd.DataFrame, planted: Planted, seed: int) -> dict[str, float]:
    """Whether the late manager is the one who answers fewest alerts in time."""
    followed = made_up_followups(contacts, planted, seed=seed)
    said = contacts[contacts["survey"] == 2016].rename(
        columns={"recommend": "score", "answered_on": "day"}
    )
    came = followed.assign(day=pd.to_datetime(followed["answered_on"]))
    found = alerts(said, came, TODAY, days=planted.promised)
    timely = (found["state"] == IN_TIME).groupby(found["owner"]).mean()
    return {"late_found": int(timely.idxmin() == planted.late)}


def engaged(
    accounts: pd.DataFrame, contacts: pd.DataFrame, planted: Planted, seed: int
) -> dict[str, float]:
    """The correlation over units with its interval, and which unit is engaged least."""
    staff = made_up_employees(accounts, contacts, planted, seed=seed)
    said = contacts[contacts["survey"] == 2016].rename(columns={"recommend": "score"})
    customers = said.merge(accounts[["account", *UNIT]], on="account")
    own = staff.assign(engagement=staff[ITEMS].mean(axis=1))
    found = units(own, customers, UNIT, 10)
    kept = found[found["enough"]].drop(columns="enough")
    low = ", ".join(planted.low)
    every, others = together(kept), together(kept.drop(index=low, errors="ignore"))
    assert every is not None
    assert others is not None
    return {
        "units": every.n,
        "r": round(every.r, 4),
        "r_without": round(others.r, 4),
        "covers": int(others.low <= planted.correlation <= others.high),
        "low_found": int(kept.index[0] == low),
        "low_among_three": int(low in kept.index[:3]),
    }


def sample(seed: int) -> dict[str, float]:
    supplier, planted = simulate_supplier(seed=seed), Planted()
    accounts, contacts = supplier.accounts, supplier.contacts
    return {
        "seed": seed,
        **touchpoints(accounts, planted, seed),
        **healthy(accounts, contacts, planted, seed),
        **late(contacts, planted, seed),
        **engaged(accounts, contacts, planted, seed),
    }


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    found = pd.DataFrame([sample(seed) for seed in range(1, count + 1)])
    found.to_csv(TARGET, index=False, lineterminator="\n")
    alarms = found["false_alarms"].sum() / found["points"].sum()
    error = np.sqrt(alarms * (1 - alarms) / found["points"].sum())
    print(found.mean().round(3).to_string())
    print(f"false alarms: {100 * alarms:.2f}% of {found['points'].sum():,} points")
    print(f"  with a standard error of {100 * error:.2f}%; known limits would give 0.27%")


if __name__ == "__main__":
    main()
