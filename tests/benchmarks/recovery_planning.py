"""How often what is planted in account planning is found: run once, the outcome is recorded.

Draws samples of pilot, tickets, asks and lines from the models of `research.simulation`, and counts
intervals that hold the truth. Usage: recovery_planning.py [samples] [file to record in].
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

from research.frameworks.operations import before_answers
from research.frameworks.pilot import changed, counted_around
from research.frameworks.relationship import band
from research.frameworks.whitespace import line_summary
from research.simulation.operations import PILOT_EASES, made_up_tickets
from research.simulation.pilot import LIFT, made_up_pilot
from research.simulation.planning import ASKED, PREMIUM, made_up_asks, made_up_lines
from research.simulation.supplier import Model, simulate_supplier
from research.statistics.drivers.coefficients import regression
from research.statistics.samples.intervals import wilson

FIRST_SEED = 20_000
BIG = 12_000
DRIVERS = list(Model().drivers)
STEPS = {"promoter": 100.0, "passive": 0.0, "detractor": -100.0}
START = pd.Timestamp("2016-04-01")


def true_pilot() -> dict[str, float]:
    """What a lift of the feeling is on the scale of whole points, and on the net promoter score."""
    spread = np.hypot(0.7, 1.7)
    found = {}
    for name, worth in (("mean", np.arange(11.0)), ("score", np.repeat([-100, 0, 100], [7, 2, 2]))):
        expected = []
        for lift in (0.0, LIFT):
            ends = np.r_[-np.inf, np.arange(10) + 0.5, np.inf]
            chances = np.diff(stats.norm.cdf(ends, 7.3 + 0.2 + lift, spread))
            expected.append(float(chances @ worth))
        found[name] = expected[1] - expected[0]
    return found


def operations(contacts: pd.DataFrame, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Points that go with one more ticket or delay beside the ratings, and the record."""
    record = made_up_tickets(contacts, seed=seed)
    record["opened"] = pd.to_datetime(record["opened"])
    answered = contacts[contacts["survey"] == 2016].dropna(subset=["recommend"])
    frame = answered.join(before_answers(answered, record, 90)).dropna(subset=DRIVERS)
    kinds = ["delay", "ticket"]
    table = regression(frame, "recommend", [*DRIVERS, *kinds], clusters="account").table
    return table.loc[kinds], record


def piloted(seed: int, lift: float) -> dict[str, dict[str, float]]:
    """Difference in differences of mean and score."""
    frame = made_up_pilot([f"A{number:04d}" for number in range(1, 601)], seed=seed, lift=lift)
    inside, after = frame["arm"] == "pilot", frame["period"] == "after"
    values = frame["recommend"].astype(float)
    steps = band(values).map(STEPS).astype(float)
    return {
        "mean": changed(values, inside, after, frame["account"]),
        "score": changed(steps, inside, after, frame["account"]),
    }


def one_sample(seed: int, truth: dict[str, float]) -> dict[str, object]:
    """Estimates of one sample, and whether they hold the truth."""
    supplier = simulate_supplier(seed=seed)
    row: dict[str, object] = {}
    for name, found in piloted(seed, LIFT).items():
        row[f"pilot {name} estimate"] = found["effect"]
        row[f"pilot {name} covers"] = found["low"] <= truth[name] <= found["high"]
        row[f"pilot {name} found"] = found["low"] > 0
    idle = piloted(seed, 0.0)["score"]
    row["no pilot, found all the same"] = idle["low"] > 0 or idle["high"] < 0
    table, record = operations(supplier.contacts, seed)
    for kind, found in table.to_dict("index").items():
        row[f"{kind} estimate"] = found["coefficient"]
        row[f"{kind} covers"] = found["low"] <= truth[kind] <= found["high"]
        row[f"{kind} found"] = found["high"] < 0
    row |= _eased(supplier.accounts, record, seed)
    row |= _asked(supplier.contacts, supplier.accounts, seed)
    row |= _sold(supplier.accounts, seed)
    return row


def _eased(accounts: pd.DataFrame, record: pd.DataFrame, seed: int) -> dict[str, object]:
    pilot = made_up_pilot(list(accounts["account"]), seed=seed)
    arm = pilot.groupby("account")["arm"].first() == "pilot"
    counts = counted_around(record, list(arm.index), START, 90)
    member = counts["account"].map(arm).astype(bool)
    found = changed(counts["count"], member, counts["after"], counts["account"])
    part = found["expected"]
    return {
        "pilot record estimate": found["effect"] / part,
        "pilot record covers": found["low"] / part <= -PILOT_EASES <= found["high"] / part,
    }


def _asked(contacts: pd.DataFrame, accounts: pd.DataFrame, seed: int) -> dict[str, object]:
    asks = made_up_asks(contacts, accounts, seed=seed)
    present = contacts[contacts["survey"] == 2016]
    promoters = present[band(present["recommend"]) == "promoter"]
    frame = accounts.set_index("account")
    large = (2 * frame["revenue_this_year"] >= frame["total_spend"])[promoters["account"]]
    asked = promoters["contact"].isin(asks["contact"]).to_numpy()
    row: dict[str, object] = {}
    for name, own in (("large", large.to_numpy()), ("small", ~large.to_numpy())):
        low, high = wilson(int(asked[own].sum()), int(own.sum()))
        row[f"asked {name} estimate"] = float(asked[own].mean())
        row[f"asked {name} covers"] = low <= ASKED[name] <= high
    return row


def _sold(accounts: pd.DataFrame, seed: int) -> dict[str, object]:
    lines = made_up_lines(accounts, seed=seed).rename(columns={"supplier": "seller"})
    known = lines["account"].drop_duplicates()
    found = line_summary(lines, "own", pd.Series(data=True, index=known))
    row: dict[str, object] = {
        "most whitespace in analytics or security": found.index[0] in ("Analytics", "Security"),
        "R2 the largest rival in analytics": found.loc["Analytics", "rival"] == "R2",
        "R2's share of analytics": found.loc["Analytics", "share"],
    }
    buys = set(lines.loc[lines["line"] == "Premium support", "account"])
    industry = accounts.set_index("account")["industry"].reindex(known)
    keen = industry.isin(PREMIUM).to_numpy()
    bought = known.isin(buys).to_numpy()
    for name, own, share in (("keen", keen, 0.45), ("other", ~keen, 0.2)):
        low, high = wilson(int(bought[own].sum()), int(own.sum()))
        row[f"premium {name} estimate"] = float(bought[own].mean())
        row[f"premium {name} covers"] = low <= share <= high
    return row


def main() -> int:
    """Run the study, print the table and record it."""
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    start = time.perf_counter()
    big = simulate_supplier(Model(accounts=BIG, contacts=4 * BIG), seed=1).contacts
    truth = true_pilot() | operations(big, 1)[0]["coefficient"].to_dict()
    print(truth, f"{time.perf_counter() - start:.0f} s", flush=True)
    rows = pd.DataFrame([one_sample(FIRST_SEED + number, truth) for number in range(samples)])
    table = rows.astype(float).mean().rename("mean").to_frame().rename_axis("what")
    table["sd"] = rows.astype(float).std()
    table["truth"] = pd.Series(
        {
            f"{prefix}{name} estimate": value
            for name, value in truth.items()
            for prefix in ("pilot ", "")
            if f"{prefix}{name} estimate" in table.index
        }
        | {"pilot record estimate": -PILOT_EASES}
    )
    table["samples"] = samples
    print(table.round(4).to_string())
    print(f"{time.perf_counter() - start:.0f} s")
    if len(sys.argv) > 2:
        table.round(4).to_csv(Path(sys.argv[2]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
