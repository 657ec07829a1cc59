from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.segments.partitions import adjusted_rand
from research.statistics.segments.solutions import find_segments


def made_up(people: int = 90, apart: float = 6, seed: int = 1) -> tuple[pd.DataFrame, np.ndarray]:
    """Made-up answers of three kinds of respondents."""
    rng = np.random.default_rng(seed)
    kind = np.repeat([0, 1, 2], [people // 2, people // 3, people - people // 2 - people // 3])
    centres = apart * np.array([[0, 0, 0], [1, 0, 1], [0, 1, 1]])
    answers = centres[kind] + rng.normal(size=(people, 3))
    return pd.DataFrame(answers, columns=["price", "speed", "care"]), kind


@pytest.fixture(scope="module")
def found():
    return find_segments(made_up()[0], [2, 3, 4], draws=20)


def test_three_kinds_of_respondents_are_three_stable_segments(found):
    assert found.solutions.set_index("segments")["chosen"].to_dict() == {
        2: False,
        3: True,
        4: False,
    }
    assert adjusted_rand(found.membership.astype(int), made_up()[1]) == 1
    assert found.profiles["n"].tolist() == [45, 30, 15]
    assert set(found.profiles["verdict"]) == {"highly stable"}
    assert found.solutions["within"].is_monotonic_decreasing


def test_a_segment_too_many_is_not_stable(found):
    stable = found.solutions.set_index("segments")["least_stable"]
    assert stable[3] > 0.95
    assert stable[4] < 0.75


def test_answers_without_segments_are_said_to_have_none():
    noise = pd.DataFrame(np.random.default_rng(4).normal(size=(120, 6)))
    found = find_segments(noise, [4], draws=20)
    assert found.profiles["stability"].min() < 0.6
    assert "not to be trusted" in set(found.profiles["verdict"])
    assert found.solutions.loc[0, "adjusted_rand"] < 0.6


def test_profiles_are_weighted_means_and_shares(found):
    answers, _ = made_up()
    weights = pd.Series(np.random.default_rng(2).uniform(0.5, 2, 90))
    weighted = find_segments(answers, [3], weights[::-1], draws=10)
    for number, row in weighted.profiles.iterrows():
        inside = weighted.membership == number
        assert row["share"] == pytest.approx(100 * weights[inside].sum() / weights.sum())
        mean = np.average(answers["care"][inside], weights=weights[inside])
        assert row["care"] == pytest.approx(mean)
    assert adjusted_rand(weighted.membership.astype(int), found.membership.astype(int)) == 1


def test_who_lacks_an_answer_is_in_no_segment():
    answers, _ = made_up()
    answers.iloc[4, 1] = np.nan
    found = find_segments(answers, [3], draws=10)
    assert found.membership.isna().to_numpy().nonzero()[0].tolist() == [4]
    assert found.profiles["n"].sum() == 89


def test_a_question_in_another_unit_counts_the_same(found):
    answers, _ = made_up()
    scaled = find_segments(answers.assign(price=answers["price"] * 1e4), [3], draws=10)
    assert adjusted_rand(scaled.membership.astype(int), found.membership.astype(int)) == 1
    raw = find_segments(
        answers.assign(noise=np.random.default_rng(0).normal(0, 1e4, 90)),
        [3],
        standardise=False,
        draws=10,
    )
    assert adjusted_rand(raw.membership.astype(int), found.membership.astype(int)) < 0.3


def test_the_same_seed_gives_the_same_segments():
    answers, _ = made_up(apart=2)
    one, other = (find_segments(answers, [3], draws=10, seed=5) for _ in range(2))
    assert one.membership.equals(other.membership)
    assert one.profiles.equals(other.profiles)


@pytest.mark.parametrize(
    ("answers", "sizes", "said"),
    [
        (pd.DataFrame({"a": [1, 2, 1, 2, 1, 2]}), [3], "allowed"),
        (pd.DataFrame({"a": [1, 1, 1, 1]}), [2], "'a' has the same answer"),
        (pd.DataFrame({"a": [1, 2, 3]}), [2], "4 or more"),
        (pd.DataFrame({"a": [1, 2, 3, 4, 5]}), [], "sizes are empty"),
        (pd.DataFrame({"a": [1, 2, 3, 4, 5]}), [1], "allowed"),
    ],
)
def test_what_cannot_be_segmented_is_said(answers, sizes, said):
    with pytest.raises(StatisticsError, match=said):
        find_segments(answers, sizes)
