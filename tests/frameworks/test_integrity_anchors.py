from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.frameworks.integrity_anchors import anchored, relative_places

# King and Wand (2007), Political Analysis 15:46, Table 1: all orders of a rating and two vignettes
# with the places that they allow.
ORDERS = [
    (1, 2, 3, 1, 1),
    (2, 2, 3, 2, 2),
    (2, 1, 3, 3, 3),
    (3, 1, 3, 4, 4),
    (3, 1, 2, 5, 5),
    (1, 2, 2, 1, 1),
    (2, 2, 2, 2, 4),
    (3, 2, 2, 5, 5),
    (1, 3, 2, 1, 1),
    (2, 3, 2, 1, 4),
    (2, 3, 1, 1, 5),
    (3, 3, 2, 2, 5),
    (3, 2, 1, 5, 5),
]


@pytest.mark.parametrize(("own", "first", "second", "low", "high"), ORDERS)
def test_places_are_those_of_the_published_table(own, first, second, low, high):
    assert relative_places([own], [[first, second]]).values.tolist() == [[low, high]]


def test_a_stricter_country_is_set_right():
    """Made-up: B is better off and rates itself lower, for it judges everything strictly."""
    rng = np.random.default_rng(1)
    country = np.repeat(["A", "B"], 200)
    strict = np.where(country == "B", 1.5, 0.0)
    truth = np.where(country == "B", 4.5, 3.5) + rng.normal(0, 0.5, 400)
    frame = pd.DataFrame({"country": country, "own": truth - strict})
    frame["low"], frame["high"] = 3.0 - strict, 5.0 - strict
    found = anchored(frame, "own", ["low", "high"], "country")
    assert found.groups["raw_rank"].to_dict() == {"A": 1, "B": 2}
    assert found.groups["anchored_rank"].to_dict() == {"A": 2, "B": 1}
    assert found.turned == (("A", "B"),)
    assert found.vignettes.loc["B", "low"] == pytest.approx(1.5)
    assert found.groups["ordered"].tolist() == [1, 1]


def test_who_lacks_a_rating_is_left_out():
    frame = pd.DataFrame({"country": list("AAB"), "own": [3, None, 4], "case": [2, 2, None]})
    found = anchored(frame, "own", ["case"], "country")
    assert found.groups["base"].to_dict() == {"A": 1}
    assert np.isnan(relative_places([np.nan], [[1]])).all(axis=None)


def test_shapes_that_do_not_fit_are_said():
    with pytest.raises(StatisticsError, match="one row of vignettes, one or more"):
        relative_places([1, 2], [[1]])
