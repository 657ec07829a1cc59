"""How often the planted effects of edition 2016 are found: run once, the outcome is recorded.

Draws samples from the model of `research.simulation.supplier`, climbs the ladder on each,
asks for the importance of drivers, and counts intervals that hold the truth and rank sets that hold
the true order. Usage: recovery_2016.py [samples] [file to record in].
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from research.frameworks.loyalty import Comparison, prepare
from research.frameworks.loyalty_ladder import ladder
from research.frameworks.relationship import account_scores
from research.simulation.supplier import Model, simulate_supplier
from research.statistics.drivers.key_drivers import importance

CONFOUNDERS = ("service", "tenure", "segment", "region", "industry")
FIRST_SEED = 10_000
DRAWS = 500
BIG = 60_000


def one_sample(seed: int, model: Model, shares: pd.Series) -> dict[str, object]:
    """Estimates of one sample, and whether they hold the truth."""
    supplier = simulate_supplier(model, seed=seed)
    contacts = supplier.contacts[supplier.contacts["survey"] == 2015]
    surveyed = contacts.groupby("account")["answered_on"].max()
    frame = prepare(supplier.accounts, account_scores(contacts), surveyed)
    row: dict[str, object] = {"seed": seed}
    for outcome, gap in (("renewal", model.renewal_gap), ("growth", model.growth_gap)):
        chosen = Comparison(outcome, confounders=CONFOUNDERS, cluster="family")
        rungs = ladder(frame, chosen).rungs.drop(index="E-value")
        for name, rung in rungs.iterrows():
            row[f"{outcome} {name} estimate"] = rung["estimate"]
            row[f"{outcome} {name} covers"] = rung["low"] <= 100 * gap <= rung["high"]
    answers = contacts.dropna(subset=["recommend"])
    drivers = importance(
        answers, "recommend", list(model.drivers), clusters="account", draws=DRAWS, seed=seed
    ).drivers
    truth = np.arange(1, len(drivers) + 1)
    row["true order inside"] = bool(
        ((drivers["rank_low"] <= truth) & (truth <= drivers["rank_high"])).all()
    )
    row["rank set width"] = float((drivers["rank_high"] - drivers["rank_low"] + 1).mean())
    held = (drivers["share_low"] <= shares) & (shares <= drivers["share_high"])
    row |= {f"share {name} covers": bool(held[name]) for name in held.index}
    return row


def true_shares(model: Model) -> pd.Series:
    """LMG shares in a sample so large that they are nearly without error."""
    big = Model(accounts=BIG, contacts=4 * BIG, drivers=model.drivers)
    contacts = simulate_supplier(big, seed=1).contacts
    return importance(
        contacts.dropna(subset=["recommend"]), "recommend", list(model.drivers), draws=2
    ).drivers["share"]


def main() -> int:
    """Run the study, print the table and record it."""
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    start = time.perf_counter()
    model = Model()
    shares = true_shares(model)
    rows = pd.DataFrame(
        [one_sample(FIRST_SEED + number, model, shares) for number in range(samples)]
    ).drop(columns="seed")
    table = rows.astype(float).mean().rename("mean").to_frame().rename_axis("what")
    table["sd"] = rows.astype(float).std()
    table["samples"] = samples
    print(table.round(4).to_string())
    print(f"{time.perf_counter() - start:.0f} s")
    if len(sys.argv) > 2:
        table.round(4).to_csv(Path(sys.argv[2]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
