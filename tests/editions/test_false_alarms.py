"""The simulation of false alarms draws, tabulates and counts; its numbers come by hand."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

import pytest
from quarterly import ROOT

if TYPE_CHECKING:
    from types import ModuleType

PLACE = ROOT / "tests" / "benchmarks" / "false_alarms.py"


@pytest.fixture(scope="module")
def alarms() -> ModuleType:
    spec = importlib.util.spec_from_file_location("false_alarms", PLACE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["false_alarms"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("panel", [False, True])
def test_where_nothing_is_planted_few_tests_find_something_by_themselves(alarms, tmp_path, panel):
    found = alarms.simulated(1, tmp_path, planted=False, panel=panel)
    tested = found[found["p"].notna()]
    assert set(tested["step"]) == {"previous", "year"}
    assert len(tested) > 90
    assert (tested["p"] <= 0.05).mean() < 0.2
    assert not tested["significant"].any()


def test_what_is_planted_is_found(alarms, tmp_path):
    shares = alarms.power(1, tmp_path)
    assert shares["arrival, wave before"] == 1
    assert shares["score, year before"] == 1
    assert shares["faults, wave before"] == 1
    assert set(shares.values()) <= {0.0, 1.0}
