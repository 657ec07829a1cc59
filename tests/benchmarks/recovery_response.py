"""How often planted non-response, named inflation and use of scales are found, and false alarms.

Draws samples of the made-up supplier (`research.simulation.supplier`), plants one effect at a time
or none, and asks the methods of `research.frameworks.integrity_*` for it. Run once, the outcome is
recorded. Usage: recovery_response.py [samples] [file to record in].
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from research.frameworks.integrity_absent import absence, representativity
from research.frameworks.integrity_named import named_inflation
from research.frameworks.integrity_scale import scale_use
from research.frameworks.integrity_weights import response_weights
from research.simulation.supplier import Model, simulate_supplier

FIRST_SEED = 40_000
KNOWN = ["service", "segment", "role", "side", "decides", "fit"]
RATINGS = ["responsiveness", "expertise", "delivery", "product", "support", "portal", "invoicing"]
SCORES = ["trust", "commitment", "satisfaction"]
SILENT, LIFT, SHIFT = 0.3, 0.4, 0.6
"""Planted: of the answers of pooled accounts so many are not given; points by which named answers
are higher; points by which a country rates everything higher."""


def invited(seed: int) -> pd.DataFrame:
    """Everybody invited to one survey, with what the accounts are; countries are drawn by lot."""
    supplier = simulate_supplier(Model(), seed=seed)
    rng = np.random.default_rng(seed)
    accounts = supplier.accounts.set_index("account")[["service", "segment", "fit"]]
    country = pd.Series(rng.choice(list("ABCD"), len(accounts)), index=accounts.index)
    contacts = supplier.contacts[supplier.contacts["survey"] == 2016]
    frame = contacts.join(accounts.assign(country=country), on="account").reset_index(drop=True)
    return frame.assign(answered=frame["answered_on"].notna())


def silenced(frame: pd.DataFrame, seed: int, share: float) -> pd.DataFrame:
    """Take answers of pooled accounts back, whoever they are."""
    drawn = np.random.default_rng(seed + 1).random(len(frame)) < share
    gone = frame["answered"] & (frame["service"] == "pooled") & drawn
    return frame.assign(answered=frame["answered"] & ~gone)


def non_response(frame: pd.DataFrame, seed: int, share: float) -> dict[str, float]:
    """Whether who keeps silent is told, and what weights make of the bias."""
    left = silenced(frame, seed, share)
    tests = absence(left, KNOWN, clusters="account").tests
    weights = response_weights(left, ["service", "segment", "role"]).weights
    own = left["answered"]
    mean = frame.loc[frame["answered"], "recommend"].astype(float).mean()
    scores = left.loc[own, "recommend"].astype(float)
    return {
        "found": float(tests.loc["service", "significant"]),
        "others found": float(tests.drop(index="service")["significant"].any()),
        "any found": float(tests["significant"].any()),
        "evenness": representativity(left, KNOWN).index,
        "bias": scores.mean() - mean,
        "bias weighted": float(np.average(scores, weights=weights[own])) - mean,
    }


def named(frame: pd.DataFrame, seed: int, lift: float) -> dict[str, float]:
    """Whether named answers are told to be higher: names go with service, as scores do."""
    answers = frame[frame["answered"]].copy()
    chance = np.where(answers["service"] == "dedicated", 0.7, 0.4)
    answers["named"] = np.random.default_rng(seed + 2).random(len(answers)) < chance
    answers[SCORES] = answers[SCORES].astype(float).add(lift * answers["named"], axis=0)
    crude = named_inflation(answers, SCORES, "named", clusters="account").scores
    found = named_inflation(
        answers, SCORES, "named", adjust=["service", "segment"], clusters="account"
    ).scores
    return {
        "found": float(found["inflated"].all()),
        "any found": float((found["inflated"] | found["deflated"]).any()),
        "estimate": found["difference"].mean(),
        "crude estimate": crude["difference"].mean(),
        "covers": float(((found["low"] <= lift) & (lift <= found["high"])).mean()),
    }


def scale(frame: pd.DataFrame, shift: float) -> dict[str, float]:
    """Whether a country that rates everything higher is told, and gone when standardised."""
    answers = frame[frame["answered"]].copy()
    higher = answers[RATINGS].astype(float).add(shift * (answers["country"] == "A"), axis=0)
    answers[RATINGS] = higher.clip(upper=7)
    found = scale_use(answers, RATINGS, "country", lowest=1, highest=7, clusters="account")
    own = found.items.xs("A", level="group")
    raw = own["reading"].isin(["raw", "both", "turned"])
    return {
        "level found": float(found.habits.loc[("A", "level"), "significant"]),
        "items found": float(raw.mean()),
        "of these gone": float((own["reading"] == "raw").sum() / max(raw.sum(), 1)),
        "any habit found": float(found.habits["significant"].any()),
        "any item found": float((found.items["reading"] != "").any()),
        "any standardised": float((found.items["standardised_p"] < 0.05).any()),
    }


def one_sample(seed: int) -> dict[str, float]:
    """Look for each effect where it is planted, and where it is not."""
    frame = invited(seed)
    asked = {
        "non-response": non_response(frame, seed, SILENT),
        "non-response, nothing planted": non_response(frame, seed, 0.0),
        "named": named(frame, seed, LIFT),
        "named, nothing planted": named(frame, seed, 0.0),
        "scale": scale(frame, SHIFT),
        "scale, nothing planted": scale(frame, 0.0),
    }
    return {
        f"{kind}: {what}": value for kind, told in asked.items() for what, value in told.items()
    }


def main() -> int:
    """Run the study, print the table and record it."""
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    start = time.perf_counter()
    rows = pd.DataFrame([one_sample(FIRST_SEED + number) for number in range(samples)])
    table = rows.mean().rename("mean").to_frame().rename_axis("what")
    table["sd"], table["samples"] = rows.std(), samples
    print(table.round(4).to_string())
    print(f"{time.perf_counter() - start:.0f} s")
    if len(sys.argv) > 2:
        table.round(4).to_csv(Path(sys.argv[2]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
