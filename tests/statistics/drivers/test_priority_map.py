from __future__ import annotations

import numpy as np
import pandas as pd

from research.statistics.drivers.key_drivers import Importance, importance
from research.statistics.drivers.priority_map import importance_performance


def made_up_result() -> Importance:
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(rng.normal(size=(900, 3)), columns=["trust", "service", "price"])
    frame["score"] = frame @ [1.0, 0.5, 0.0] + rng.normal(size=900)
    return importance(frame, "score", ["trust", "service", "price"], draws=200)


def test_map_says_when_a_quadrant_is_certain():
    result = made_up_result()
    laid = importance_performance(result, performance_cut=-1.0)
    assert laid.loc["trust", "quadrant"] == "keep up the good work"
    assert laid.loc["trust", "certain"]
    assert laid.loc["price", "quadrant"] == "possible overkill"
    rated = float(result.drivers.loc["trust", "mean"])
    assert not importance_performance(result, performance_cut=rated).loc["trust", "certain"]
