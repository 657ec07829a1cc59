from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from research.prose.answers import observe_answers
from research.tabulation.tab import SCORED, Line
from tests.prose.answered import question
from tests.tabulation.made import points, tab

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.tabulation.tab import Tab

POINTS = [Line(str(number), f"{number}", "category") for number in range(1, 6)]
BOXES = [Line("box.top2", "Top 2", "box"), Line("box.low2", "Bottom 2", "box")]
MEAN = Line("mean", "Mean", "mean", "mean", base=SCORED)
FIVE = {"codes": {1: "Very poor", 5: "Excellent"}}
SCORES = [
    Line("promoters", "Promoters", "net"),
    Line("passives", "Passives", "net"),
    Line("detractors", "Detractors", "net"),
    Line("score", "Net Promoter Score", "score", "score"),
]
AMOUNTS = [
    Line("mean", "Mean", "mean", "mean"),
    Line("median", "Median", "median", "mean"),
    Line("q1", "Lower quartile", "quartile", "mean"),
    Line("q3", "Upper quartile", "quartile", "mean"),
    Line("deviation", "Standard deviation", "deviation", "mean"),
]


def scale(shares: list[float], mean: float, half: float = 0.2, base: int = 210, **more: Any) -> Tab:
    values = [*shares, shares[3] + shares[4], shares[0] + shares[1], mean]
    return tab(
        [*POINTS, *BOXES, MEAN],
        points(),
        [[value] for value in values],
        question=question("scale", **FIVE),
        bases=[base],
        scored=[base - 10],
        half=half,
        **more,
    )


def score(promoters: float, detractors: float, half: float = 6.0) -> Tab:
    values = [promoters, 100 - promoters - detractors, detractors, promoters - detractors]
    return tab(
        SCORES,
        points(),
        [[value] for value in values],
        question=question("nps"),
        bases=[210],
        half=half,
    )


def amounts(*values: float, **more: Any) -> Tab:
    return tab(
        AMOUNTS,
        points(),
        [[value] for value in values],
        question=question("numeric", **more),
        bases=[210],
    )


def told(made: Tab) -> dict[str, str]:
    return {one.rule: one.sentence for one in observe_answers(made)}


def test_a_mean_is_told_with_its_scale_its_side_and_those_who_gave_a_number() -> None:
    assert told(scale([5, 10, 20, 40, 25], 3.7))["mean"] == (
        "The mean is 3.70 on a scale from 1 to 5, above its middle, with answers of the 200 "
        "respondents."
    )
    assert ", below its middle," in told(scale([40, 30, 20, 5, 5], 2.05))["mean"]


@pytest.mark.parametrize("mean", [3.15, 3.0, 2.9])
def test_a_mean_whose_interval_holds_the_middle_is_on_neither_side(mean: float) -> None:
    assert "middle" not in told(scale([20, 20, 20, 20, 20], mean))["mean"]


def test_a_scale_whose_numbers_nobody_tells_is_not_told_of() -> None:
    made = scale([5, 10, 20, 40, 25], 3.7)
    worded = made.question.model_copy(update={"codes": []})
    assert told(replace(made, question=worded))["mean"].startswith("The mean is 3.70, with")


def test_figures_of_too_few_numbers_are_not_told_whatever_the_base_of_all_answers() -> None:
    made = scale([5, 10, 20, 40, 25], 3.7, base=39)
    assert made.mark("total") == "*"
    assert "mean" not in told(made)


def test_boxes_are_told_side_by_side() -> None:
    assert told(scale([5, 10, 20, 40, 25], 3.7))["boxes"] == (
        "“Top 2” holds 65% of the answers, “Bottom 2” 15%."
    )


def test_the_most_frequent_answer_is_told_where_it_is_ahead() -> None:
    assert told(scale([5, 10, 10, 50, 25], 3.8))["mode"] == (
        "The most frequent answer is “4” (50%)."
    )
    assert "mode" not in told(scale([5, 10, 20, 33, 32], 3.8))


def test_all_of_one_answer_are_told_of_alone() -> None:
    made = scale([0, 0, 0, 0, 100], 5.0)
    assert list(told(made)) == ["everybody"]


def test_a_row_of_a_grid_is_named() -> None:
    rows = {"speed": {"column": "g1", "text": "Speed of answer"}}
    made = replace(
        scale([5, 10, 20, 40, 25], 3.7, row="speed"),
        question=scale([5, 10, 20, 40, 25], 3.7).question.model_validate(
            {"name": "service", "type": "grid", "rows": rows, **FIVE}
        ),
    )
    [mean] = [one for one in observe_answers(made) if one.rule == "mean"]
    assert mean.wordings[1:] == (
        "Answers of the 200 respondents give “Speed of answer” a mean of 3.70 on a scale from 1 "
        "to 5, above its middle.",
        "On “Speed of answer”, the answers of the 200 respondents average 3.70 on a scale from 1 "
        "to 5, above its middle.",
    )
    assert mean.figures[0] == "service.speed.mean"


def test_a_score_is_told_with_its_interval_and_its_sides() -> None:
    found = told(score(52, 18))
    assert found["score"] == (
        "The Net Promoter Score among the 210 respondents is +34 (interval from +28 to +40)."
    )
    assert found["sides"] == "Promoters make up 52%, detractors 18%."


def test_a_score_whose_interval_holds_zero_leaves_its_sign_open() -> None:
    assert told(score(35, 31))["score"].endswith(
        "which leaves open whether promoters outnumber detractors."
    )


def test_a_score_without_an_interval_is_told_without() -> None:
    made = score(52, 18)
    bare = replace(made, low=made.low * np.nan, high=made.high * np.nan)
    assert told(bare)["score"] == ("The Net Promoter Score among the 210 respondents is +34.")


def test_an_amount_is_told_by_its_median_and_its_middle_half() -> None:
    found = told(amounts(180, 93, 24, 266, 300, unit="people"))
    assert found["median"] == "The median is 93 people, with answers of the 210 respondents."
    assert found["quartiles"] == ("The middle half of the answers lies between 24 and 266 people.")
    assert "pulled up" not in found


def test_a_mean_outside_the_middle_half_is_told_with_what_makes_it() -> None:
    found = told(amounts(544, 93, 24, 266, 900, unit="people"))
    assert found["pulled up"] == (
        "The mean, 544.0 people, lies above the upper quartile: the largest answers pull it up."
    )
    assert "pulled down" in told(amounts(2, 9, 8, 10, 20))
    assert "pulled up" not in told(amounts(266.04, 93, 24, 266.02, 900))


def test_quartiles_that_are_the_same_are_no_range() -> None:
    found = told(amounts(5.2, 5, 5, 5, 1))
    assert found["one middle"] == "The middle half of the answers is 5 throughout."
    assert "quartiles" not in found


def test_the_same_number_of_everybody_is_told_of_alone() -> None:
    assert told(amounts(5, 5, 5, 5, 0)) == {
        "constant": "The answer of all 210 respondents is 5.00."
    }


def test_one_of_a_unit_in_the_plural_goes_without_it() -> None:
    assert told(amounts(1500, 1, 0, 2, 4000, unit="people"))["median"].startswith(
        "The median is 1, with"
    )


def test_means_differ_where_the_test_says_so() -> None:
    columns = points(sector=["Banking", "Retail"])
    made = tab(
        AMOUNTS[:1],
        columns,
        [[15, 20, 10]],
        question=question("numeric", unit="people"),
        bases=[300, 150, 150],
        letters={("mean", "sector.banking"): "B"},
    )
    assert told(made)["above"] == (
        "The mean among “Banking” (20.0) lies above that among “Retail” (10.0)."
    )


@pytest.mark.parametrize(
    "made",
    [
        scale([5, 10, 20, 40, 25], 3.7),
        score(35, 31),
        amounts(544, 93, 24, 266, 900, unit="people"),
    ],
    ids=["scale", "nps", "numeric"],
)
def test_sentences_keep_the_rules_of_the_house(
    made: Tab, well_formed: Callable[[str], bool]
) -> None:
    for one in observe_answers(made):
        assert all(well_formed(sentence.lstrip("“")) for sentence in one.wordings)
