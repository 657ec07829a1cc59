"""How often what is planted of categories is found: run once, the outcome is recorded.

Draws samples from the models of `research.simulation`, estimates cost to serve and the premium that
contacts bear by category and the change between the two surveys, and counts intervals that hold the
truth; and looks for the one manager who has too many accounts. Usage: recovery_categories.py
[samples] [file to record in].
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from research.frameworks.loyalty import prepare
from research.frameworks.relationship import CATEGORIES, account_scores
from research.frameworks.relationship_change import score_changes
from research.frameworks.relationship_money import money_by_category
from research.frameworks.relationship_premium import premium_by_category
from research.simulation.service import COST, cost_to_serve, managers
from research.simulation.supplier import Model, Supplier, simulate_supplier
from research.simulation.valued import PREMIUM, premiums

FIRST_SEED = 40_000
CHANGED = ("quality", "value", "nps")
BIG = 60_000


def surveys(contacts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The first survey and the second."""
    return contacts[contacts["survey"] == 2015], contacts[contacts["survey"] == 2016]


def true_changes() -> dict[str, float]:
    """Changes in a sample so large that they are nearly without error."""
    big = simulate_supplier(Model(accounts=BIG, contacts=4 * BIG), seed=1)
    found = score_changes(*surveys(big.contacts))
    return {name: float(found["change"][name]) for name in CHANGED}


def one_sample(seed: int, truth: dict[str, float]) -> dict[str, float]:
    """Whether the intervals of one sample hold the truth, and how far estimates are from it."""
    supplier = simulate_supplier(seed=seed)
    first, second = surveys(supplier.contacts)
    accounts = supplier.accounts.assign(
        cost_to_serve=cost_to_serve(supplier.accounts, first, seed=seed)
    )
    money = money_by_category(prepare(accounts, account_scores(first)))
    row: dict[str, float] = {}
    for name in CATEGORIES:
        cost, planted = money.loc[name], 100 * COST[name]
        row[f"cost {name}: estimate less planted"] = float(cost["cost"] - planted)
        row[f"cost {name}: covers"] = float(cost["cost_low"] <= planted <= cost["cost_high"])
    row["cost: in the planted order"] = float(
        money.loc[list(CATEGORIES), "cost"].is_monotonic_increasing
    )
    row |= premium_found(supplier, second, seed)
    changes = score_changes(first, second)
    for name in CHANGED:
        change = changes.loc[name]
        row[f"change {name}: estimate less true"] = float(change["change"] - truth[name])
        row[f"change {name}: covers"] = float(change["low"] <= truth[name] <= change["high"])
    sizes = managers(supplier.accounts, seed=seed).value_counts().drop("")
    row["managers: the one over quota found"] = float(sizes.index[sizes > 50].tolist() == ["M03"])
    return row


def premium_found(supplier: Supplier, second: pd.DataFrame, seed: int) -> dict[str, float]:
    """What is found of the premiums of the second survey, by category."""
    held = account_scores(second)["category"]
    parent = supplier.accounts.set_index("account")["parent"]
    own = second["account"].map(parent)
    frame = pd.DataFrame(
        {
            "premium": premiums(supplier.contacts, seed=seed).loc[second.index],
            "category": second["account"].map(held),
            "account": second["account"],
            "family": own.where(own != "", second["account"]),
        }
    )
    found = premium_by_category(frame)
    row: dict[str, float] = {}
    for name, planted in PREMIUM.items():
        told = found.loc[name]
        row[f"premium {name}: estimate less planted"] = float(told["mean"] - planted)
        row[f"premium {name}: covers"] = float(told["low"] <= planted <= told["high"])
        if name != "ambassador":
            more = PREMIUM["ambassador"] - planted
            row[f"premium beyond {name}: covers"] = float(
                told["more_low"] <= more <= told["more_high"]
            )
            row[f"premium beyond {name}: found"] = float(told["p"] < 0.05)
    return row


def main(samples: int, file: Path) -> None:
    """Draw the samples and record means over them."""
    truth = true_changes()
    rows = pd.DataFrame([one_sample(FIRST_SEED + number, truth) for number in range(samples)])
    told = pd.DataFrame({"mean": rows.mean(), "sd": rows.std(), "samples": samples})
    told.round(4).rename_axis("what").to_csv(file, lineterminator="\n")


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    place = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).with_suffix(".csv")
    main(count, place)
