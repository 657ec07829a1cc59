from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.agreement.krippendorff import krippendorff_alpha, masi_distance

# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability": four coders, twelve units.
NA = None
CODES = pd.DataFrame(
    {
        "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, NA, NA, NA],
        "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NA, 3],
        "C": [NA, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NA],
        "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NA],
    }
)


@pytest.mark.parametrize(
    ("level", "alpha"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_alpha_is_as_published(level, alpha):
    found = krippendorff_alpha(CODES, level, draws=50)
    assert found.coefficient == pytest.approx(alpha, abs=5e-4)
    assert found.units == 11


def test_the_order_of_texts_and_coders_does_not_matter():
    shuffled = CODES.sample(frac=1, random_state=1)[list("DBAC")]
    assert krippendorff_alpha(shuffled, "interval", draws=10).coefficient == pytest.approx(
        krippendorff_alpha(CODES, "interval", draws=10).coefficient
    )


def test_limits_repeat_with_their_seed():
    a, b = (krippendorff_alpha(CODES, draws=200, seed=5) for _ in range(2))
    assert (a.low, a.high) == (b.low, b.high)
    assert a.low < a.coefficient <= a.high


def test_single_codes_as_sets_give_the_nominal_alpha():
    sets = CODES.map(lambda code: {code} if not pd.isna(code) else None)
    assert krippendorff_alpha(sets, "masi", draws=10).coefficient == pytest.approx(
        krippendorff_alpha(CODES, draws=10).coefficient
    )


def test_overlapping_sets_agree_more_than_disjoint_ones():
    base = [{"price"}, {"price", "service"}, {"people"}, set()]
    near = pd.DataFrame({"ann": base, "bob": [{"price"}, {"price"}, {"people"}, set()]})
    far = pd.DataFrame({"ann": base, "bob": [{"price"}, {"people"}, {"people"}, set()]})
    alphas = [krippendorff_alpha(frame, "masi", draws=10).coefficient for frame in (near, far)]
    assert alphas[0] > alphas[1]


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [("ab", "ab", 0), ("a", "ab", 1 - 1 / 2 * 2 / 3), ("ab", "bc", 1 - 1 / 3 / 3), ("a", "b", 1)],
)
def test_masi_by_hand(first, second, distance):
    assert masi_distance(frozenset(first), frozenset(second)) == pytest.approx(distance)


def test_ordinal_codes_take_the_order_given():
    words = pd.DataFrame({"ann": ["low", "mid", "high"], "bob": ["mid", "mid", "high"]})
    ordered = krippendorff_alpha(words, "ordinal", categories=["low", "mid", "high"], draws=10)
    numbered = words.replace({"low": 1, "mid": 2, "high": 3})
    assert ordered.coefficient == pytest.approx(
        krippendorff_alpha(numbered, "ordinal", draws=10).coefficient
    )


@pytest.mark.parametrize(
    ("codes", "level", "fault"),
    [
        ({"ann": [1, 1], "bob": [1, 1]}, "nominal", "undefined"),
        ({"ann": [1, NA], "bob": [NA, 2]}, "nominal", "no text"),
        ({"ann": ["a", "b"], "bob": ["a", "b"]}, "interval", "wants numbers"),
        ({"ann": [-1, 2], "bob": [1, 2]}, "ratio", "0 or more"),
        ({"ann": ["a", "b"], "bob": ["a", "b"]}, "masi", "wants sets"),
        ({"ann": [1, 2], "bob": [1, 2]}, "cardinal", "allowed: nominal"),
    ],
)
def test_what_has_no_alpha_is_refused(codes, level, fault):
    with pytest.raises(StatisticsError, match=fault):
        krippendorff_alpha(pd.DataFrame(codes), level, draws=10)


def test_coders_who_agree_fully_have_alpha_one():
    codes = pd.DataFrame({"ann": [1, 2, 3], "bob": [1, 2, 3]})
    found = krippendorff_alpha(codes, "interval", draws=100)
    assert (found.coefficient, found.high) == (1, 1)
    assert np.isfinite(found.low)
