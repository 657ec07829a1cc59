"""What 600 made-up suppliers recorded of what is planted by category, and one of them again."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pandas as pd

PLACE = Path(__file__).parents[1] / "benchmarks" / "recovery_categories.py"


def test_one_sample_is_of_the_kind_that_was_recorded():
    spec = importlib.util.spec_from_file_location("recovery_categories", PLACE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["recovery_categories"] = module
    spec.loader.exec_module(module)
    found = module.one_sample(module.FIRST_SEED, dict.fromkeys(module.CHANGED, 0.0))
    told = pd.read_csv(PLACE.with_suffix(".csv")).set_index("what")
    assert set(found) == set(told.index)
    assert found["managers: the one over quota found"] == 1


def test_over_many_samples_what_is_planted_is_found():
    told = pd.read_csv(PLACE.with_suffix(".csv")).set_index("what")
    [samples] = told["samples"].unique()
    assert samples >= 600
    # Costs, premiums and changes of all categories, also of those with few accounts.
    covers = told.loc[told.index.str.endswith(": covers"), "mean"]
    assert len(covers) == 17
    leeway = 3 * (0.05 * 0.95 / samples) ** 0.5
    assert covers.between(0.95 - leeway, 0.95 + leeway).all()
    errors = told[told.index.str.contains("less")]
    assert (errors["mean"].abs() <= 3 * errors["sd"] / samples**0.5).all()
    assert (told.loc[told.index.str.endswith(": found"), "mean"] == 1).all()
    # One sample of the 600 did not single out the manager who has too many.
    assert told.loc["managers: the one over quota found", "mean"] >= 0.995
