from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import ThinDataError
from research.frameworks.coding import readings, reported
from research.statistics.agreement import cohen_kappa_table, krippendorff_alpha


def test_sets_of_codes_agree_as_by_the_published_coefficient():
    first = {1: ["a"], 2: ["a", "b"], 3: ["b"], 4: ["c"]}
    second = {1: ["a"], 2: ["a"], 3: ["b"], 4: ["b"], 5: ["a"]}
    found = readings(first, second, draws=50)
    sets = pd.DataFrame({"x": [*first.values()], "y": [second[key] for key in first]}, dtype=object)
    assert found.alpha.coefficient == krippendorff_alpha(sets, "masi", draws=50).coefficient
    assert found.alpha.units == 4


def test_a_code_has_the_kappa_of_its_two_by_two_table():
    # Twenty both, five and ten one only, fifteen neither: 0.4, as Cohen's formula has it.
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    first = {at: [own] for at, (own, _) in enumerate(pairs)}
    second = {at: [other] for at, (_, other) in enumerate(pairs)}
    codes = readings(first, second, draws=50).codes
    assert codes.loc["yes"].tolist() == [20, 5, 10, pytest.approx(0.4)]
    assert cohen_kappa_table([[20, 5], [10, 15]]).coefficient == pytest.approx(0.4)


def test_codes_on_which_readers_part_most_come_first():
    first = {at: ["a"] for at in range(5)} | {5: ["b"], 6: ["c"]}
    second = {at: ["a"] for at in range(3)} | {3: ["b"], 4: ["b"], 5: ["b"], 6: ["c"]}
    assert list(readings(first, second, draws=50).codes.index) == ["a", "b", "c"]


def test_comments_that_one_reader_left_without_a_code_do_not_count():
    found = readings({1: ["a"], 2: ["b"], 3: []}, {1: ["a"], 2: ["b"], 3: ["b"]}, draws=50)
    assert found.alpha.units == 2


def test_a_code_that_both_gave_to_all_has_no_kappa():
    found = readings({1: ["a", "b"], 2: ["a"]}, {1: ["a", "b"], 2: ["a"]}, draws=50)
    assert np.isnan(found.codes.loc["a", "kappa"])


@pytest.mark.parametrize(
    ("first", "second"),
    [({1: ["a"]}, {2: ["a"]}), ({1: ["a"], 2: ["a"]}, {1: ["a"], 2: ["a"]})],
)
def test_what_gives_no_agreement_is_thin(first, second):
    with pytest.raises(ThinDataError):
        readings(first, second)


def test_who_names_two_problems_is_counted_once():
    given = pd.DataFrame(
        {"slow": [True, False, True, None], "dear": [True, True, False, None], "good": [True] * 4}
    )
    who, by_code = reported(given, ["slow", "dear"], pd.Series([True, True, False, True]))
    assert who == 2
    assert by_code.to_dict() == {"dear": 2, "slow": 1}
