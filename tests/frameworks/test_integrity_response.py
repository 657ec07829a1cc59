from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.frameworks.integrity_response import completion, frame_coverage, response_rates
from research.statistics.samples.intervals import newcombe, wilson


def people() -> pd.DataFrame:
    """Ten made-up people of four accounts; six answered."""
    frame = pd.DataFrame(
        {"account": list("AAABBBCCDD"), "region": [*["North"] * 6, *["South"] * 4]}
    )
    return frame.assign(answered=[True, True, True, True, False, False, True, False, True, False])


def test_the_rate_has_the_interval_of_a_share():
    found = completion(people())
    assert (found.invited, found.answered, found.share) == (10, 6, 0.6)
    assert (found.low, found.high) == pytest.approx(wilson(6, 10))
    assert found.target is None
    assert found.met is None
    assert found.before is None


def test_answers_that_go_together_widen_the_interval():
    alike = pd.DataFrame(
        {"account": np.repeat(range(20), 5), "answered": [True] * 50 + [False] * 50}
    )
    alone, nested = completion(alike), completion(alike, clusters="account")
    assert nested.share == alone.share
    assert nested.high - nested.low > 2 * (alone.high - alone.low) * 0.99


@pytest.mark.parametrize(
    ("answered", "met", "sure", "lacking"),
    [(49, False, True, 11), (60, True, False, 0), (66, True, False, 0), (80, True, True, 0)],
)
def test_a_completion_is_held_against_its_target(answered, met, sure, lacking):
    """49% last year, 60% wanted, 66% reached: the story of a survey of customers."""
    frame = pd.DataFrame({"answered": [True] * answered + [False] * (100 - answered)})
    found = completion(frame, target=0.6)
    assert (found.met, found.sure, found.lacking) == (met, sure, lacking)


def test_the_change_since_the_survey_before_has_an_interval():
    before = pd.DataFrame({"answered": [True] * 49 + [False] * 51})
    now = pd.DataFrame({"answered": [True] * 66 + [False] * 34})
    found = completion(now, earlier=before)
    assert found.before == pytest.approx(0.49)
    assert found.change == pytest.approx(0.17)
    assert (found.change_low, found.change_high) == pytest.approx(newcombe(66, 100, 49, 100))
    assert found.p < 0.05


def test_accounts_of_both_surveys_are_allowed_for():
    """The same accounts answer alike twice: a change among them is surer than between strangers."""
    rng = np.random.default_rng(1)
    chance = rng.choice([0.1, 0.9], size=60).repeat(6)
    sides = [
        pd.DataFrame({"account": np.arange(60).repeat(6), "answered": rng.random(360) < chance})
        for _ in range(2)
    ]
    strangers = sides[1].assign(account=sides[1]["account"] + 1000)
    same = completion(sides[1], clusters="account", earlier=sides[0])
    apart = completion(strangers, clusters="account", earlier=sides[0])
    assert same.change == apart.change
    assert same.change_high - same.change_low < 0.7 * (apart.change_high - apart.change_low)


def test_nobody_invited_is_no_rate():
    found = completion(people().head(0), target=0.5)
    assert found.invited == found.answered == found.lacking == 0
    assert np.isnan(found.share)
    assert found.met is None
    rates = response_rates(people().head(0), ["region"])
    assert rates["invited"].tolist() == [0]


def test_rates_stand_by_segment_in_the_order_of_categories():
    frame = people()
    frame["region"] = pd.Categorical(frame["region"], ["South", "North", "East"])
    found = response_rates(frame, ["region"], target=0.7, earlier=frame.head(6))
    assert found["value"].tolist() == ["", "South", "North"]
    assert found["answered"].tolist() == [6, 2, 4]
    assert found["rate"].tolist() == pytest.approx([0.6, 0.5, 4 / 6])
    assert found["below"].tolist() == [1, 1, 1]
    assert found["before"].tolist()[0] == pytest.approx(4 / 6)
    assert np.isnan(found["before"].tolist()[1])
    assert found["change"].tolist()[2] == pytest.approx(0)


def test_people_without_a_segment_are_counted_as_such():
    frame = people()
    frame.loc[0, "region"] = None
    found = response_rates(frame, ["region"]).set_index("value")
    part = found[found["segment"] == "region"]
    assert part.loc["", "invited"] == 1
    assert part["invited"].sum() == 10


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.booleans()), min_size=1, max_size=30),
)
def test_segments_add_up_to_all(rows):
    frame = pd.DataFrame(rows, columns=["side", "answered"])
    found = response_rates(frame, ["side"])
    parts = found[found["segment"] == "side"]
    assert parts["invited"].sum() == len(rows) == found["invited"].iloc[0]
    assert parts["answered"].sum() == found["answered"].iloc[0]
    assert (found["low"] <= found["rate"] + 1e-12).all()
    assert (found["rate"] <= found["high"] + 1e-12).all()


def test_the_frame_tells_who_was_never_reached():
    units = pd.DataFrame(
        {
            "worth": [100.0, 50.0, np.nan, 10.0, 5.0],
            "size": ["large", "large", "small", "small", None],
        },
        index=list("ABCDE"),
    )
    found = frame_coverage(
        units, people(), by="account", fewest=3, segments=["size"], value="worth"
    )
    assert found.units["answered"].to_dict() == {"A": 3, "B": 1, "C": 1, "D": 1, "E": 0}
    assert found.units["thin"].to_dict() == dict(zip("ABCDE", [0, 1, 1, 1, 0], strict=True))
    whole = found.counts.loc[("", "")]
    assert whole[["units", "reached", "heard", "enough", "thin", "unreached"]].tolist() == [
        *(5, 4, 4, 1, 3, 1)
    ]
    assert whole[["worth", "worth_enough"]].tolist() == [165, 100]
    assert found.counts.loc[("size", ""), "units"] == 1
    assert found.strangers == 0


def test_an_account_with_fewer_people_needs_them_all():
    units = pd.DataFrame(index=["A", "B"])
    asked = pd.DataFrame({"account": ["A", "B", "B"], "answered": [True, True, False]})
    found = frame_coverage(units, asked, by="account", fewest=2)
    assert found.units["enough"].to_dict() == {"A": True, "B": False}


def test_people_of_no_account_in_the_frame_are_told():
    found = frame_coverage(pd.DataFrame(index=["A"]), people(), by="account")
    assert found.strangers == 7
    assert found.units["invited"].tolist() == [3]


@pytest.mark.parametrize(
    ("change", "named", "message"),
    [
        ({"answered": 2.0}, {}, "true and false, for everybody"),
        ({"answered": None}, {}, "true and false, for everybody"),
        ({}, {"answered": "answerd"}, "there is no column 'answerd'"),
        ({}, {"target": 60}, "strictly between 0 and 1"),
        ({}, {"clusters": "firm"}, "there is no column 'firm'"),
    ],
)
def test_what_cannot_be_used_is_said(change, named, message):
    frame = people().astype({"answered": object}).assign(**change)
    with pytest.raises(StatisticsError, match=message):
        completion(frame, **named)


def test_an_account_twice_in_the_frame_is_said():
    with pytest.raises(StatisticsError, match="'A' stands in the frame twice"):
        frame_coverage(pd.DataFrame(index=["A", "A"]), people(), by="account")
