"""One made-up survey of the simulation of response, and what it recorded over many."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pandas as pd
import pytest

PLACE = Path(__file__).parents[1] / "benchmarks" / "recovery_response.py"


@pytest.fixture(scope="module")
def sample() -> dict[str, float]:
    spec = importlib.util.spec_from_file_location("recovery_response", PLACE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["recovery_response"] = module
    spec.loader.exec_module(module)
    found: dict[str, float] = module.one_sample(1)
    return found


def test_planted_effects_are_found_in_one_survey(sample):
    assert sample["non-response: found"] == 1
    assert abs(sample["non-response: bias weighted"]) < abs(sample["non-response: bias"])
    assert sample["named: found"] == 1
    assert sample["scale: level found"] == 1
    assert sample["scale: items found"] > 0.5


def test_over_many_surveys_false_alarms_are_as_rare_as_promised():
    """Families of tests at a level of 5%, by Holm's correction; three standard errors of leeway."""
    told = pd.read_csv(PLACE.with_suffix(".csv")).set_index("what")
    samples = told["samples"].iloc[0]
    assert samples >= 200
    most = 0.05 + 3 * (0.05 * 0.95 / samples) ** 0.5
    null = ", nothing planted: "
    for alarm in ("non-response{}any found", "named{}any found", "scale{}any habit found"):
        assert told.loc[alarm.format(null), "mean"] <= most
    assert told.loc["named: covers", "mean"] > 0.95 - 3 * (0.05 * 0.95 / samples) ** 0.5
    assert told.loc["scale: any standardised", "mean"] <= most
    planted, left = (
        told.loc[f"non-response: {bias}", "mean"] for bias in ("bias", "bias weighted")
    )
    assert abs(left) < 0.1 * abs(planted)
