from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from research.chapters.questions import drivers
from research.chapters.questions.driving import driven, driver_problems
from research.display.chart import Chart
from research.display.text import Text
from research.errors import InputError
from research.statistics.drivers.key_drivers import importance
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


def test_importance_is_that_of_the_answers_weighted_and_in_their_accounts(customers):
    asked = driven(customers, "", "recommend", ["service"])
    answers = customers.read()
    frame = answers.question("service").astype(float)
    frame["y"] = answers.question("recommend")["recommend"].astype(float)
    frame["w"], frame["account"] = customers.weight("main"), answers.clusters
    plain = importance(
        frame, "y", list(answers.question("service")), weights="w", clusters="account"
    )
    assert asked.found.base == plain.base
    assert asked.found.drivers["share"].tolist() == plain.drivers["share"].tolist()
    assert asked.found.drivers["share_low"].tolist() == plain.drivers["share_low"].tolist()


def test_without_a_weight_each_counts_for_one(customers):
    plain = driven(customers, "", "recommend", ["care"], "none")
    assert not plain.weighted
    assert plain.found.r2 != driven(customers, "", "recommend", ["care"]).found.r2


def test_ledger_names_are_made_of_outcome_and_drivers(customers):
    chart = drivers.share_chart(customers, outcome="recommend", drivers=["service", "care"])
    results = {item.name: item.value for item in chart.results}
    assert results["drivers.recommend.rank1.driver"] == "Speed of answer"
    low, share, high = (
        results[f"drivers.recommend.service.speed.{name}"] for name in ("low", "share", "high")
    )
    assert low < share < high
    assert results["drivers.recommend.rating"] > 1
    assert "drivers.recommend.care.share" in results


def test_one_answer_is_an_outcome_of_those_who_were_asked(customers):
    asked = driven(customers, "", "renew=Yes", ["service"])
    answers = customers.read()
    rows = [answers.asked("service", row) for row in answers.columns("service")]
    everything = np.logical_and.reduce([answers.asked("renew"), *rows])
    given = answers.question("renew")["renew"][everything]
    assert asked.kind == "binary"
    assert asked.population == "customers"
    outcome = asked.frame[asked.outcome]
    assert set(outcome.dropna()) == {0, 1}
    assert int(outcome.sum()) == int((given == "Yes").sum())
    assert int(outcome.isna().sum()) == len(outcome) - int(given.isin(["Yes", "No"]).sum())


def test_drivers_on_one_scale_are_mapped_and_others_are_not(customers):
    rated = {"outcome": "recommend", "drivers": ["service", "care"]}
    assert isinstance(drivers.map_chart(customers, **rated), Chart)
    mixed = {"outcome": "recommend", "drivers": ["service", "channels"]}
    assert isinstance(drivers.map_chart(customers, **mixed), Text)


@pytest.mark.parametrize(
    ("outcome", "title"),
    [
        (
            "recommend",
            "Speed of answer carries more than an equal share and is rated below the mean",
        ),
        (
            "renew=Yes",
            "Speed of answer may carry more than an equal share, and be rated below the mean",
        ),
    ],
)
def test_a_map_says_what_is_rated_low_and_not_what_to_do(customers, outcome, title):
    about = {"outcome": outcome, "drivers": ["service", "care"]}
    assert drivers.map_chart(customers, **about).figure.title == title


def test_answers_to_choose_from_stand_once_among_who_answered(customers):
    table = drivers.missing_table(customers, outcome="recommend", drivers=["sector", "care"])
    assert table.frame.index.tolist() == [
        "Outcome: “Likelihood to recommend”",
        "Sector",
        "Care after the sale",
    ]


def test_who_was_not_asked_a_driver_is_said(customers):
    chart = drivers.share_chart(customers, outcome="recommend", drivers=["care"])
    assert any("was asked of Customers alone" in note for note in chart.notes)
    assert "causes it" in chart.notes[-1]


@pytest.mark.parametrize(
    ("outcome", "wanted", "whom"),
    [
        ("recommend", ["service", "care"], "customers"),
        ("care", ["service"], "customers"),
        ("recommend", ["renew", "care"], "customers"),
        ("recommend", ["service"], "all respondents"),
    ],
)
def test_the_base_is_who_was_asked_everything_and_nobody_else_is_missing(
    customers, outcome, wanted, whom
):
    about = {"outcome": outcome, "drivers": wanted, "weight": "none"}
    answers, asked = customers.read(), driven(customers, **about)
    parts = [
        answers.asked(name, row if row != name else "")
        for name in (outcome, *wanted)
        for row in answers.columns(name)
    ]
    everything = np.logical_and.reduce(parts)
    assert len(asked.frame) == everything.sum()
    assert asked.population == whom
    assert f"among {whom}" in drivers.opening(customers, **about).markdown.lower()
    table = drivers.missing_table(customers, **about)
    if "care" in wanted:
        unknown = answers.roles("care")["dont_know"] & everything
        assert table.frame.loc["Care after the sale", "missing"] == unknown.sum()
    assert table.notes[0].startswith(f"{everything.sum()} of 412 respondents were asked")


def test_drivers_that_explain_no_more_than_chance_put_nothing_first(customers):
    about = {"outcome": "spend", "drivers": ["channels"]}
    asked = driven(customers, **about)
    assert asked.found.p_value > 0.05
    assert "cannot be told" in drivers.share_chart(customers, **about).figure.title
    said = drivers.observations(customers, **about).markdown
    assert "comes by chance with a probability of" in said
    assert "more than any other" not in said
    assert "do not show" in drivers.opening(customers, **about).markdown


def test_too_few_answers_give_a_sentence():
    study = open_study(ROOT / "params" / "customers.yml")
    privacy = study.config.privacy.model_copy(update={"hide_base": 350})
    few = Study(study.config.model_copy(update={"privacy": privacy}), study.path)
    said = drivers.share_chart(few, outcome="recommend", drivers=["service"])
    assert isinstance(said, Text)
    assert "fewer than 350" in said.markdown


def test_an_outcome_that_all_gave_or_none_gives_a_sentence(customers):
    said = drivers.share_chart(customers, outcome="status=customer", drivers=["renew"])
    assert isinstance(said, Text)
    assert "“Tie to the supplier: Customer” has the same value in all" in said.markdown


@pytest.mark.parametrize(
    ("outcome", "wanted", "fault"),
    [
        ("renew", ["service"], "whose answers are no one number"),
        ("service", ["care"], "of a grid one of its rows"),
        ("recomend", ["care"], "'recomend' is no question and no row (did you mean 'recommend'?)"),
        ("recommend", ["reason"], "of type open, which drives nothing"),
        ("recommend", ["recommend"], "is, or holds, the outcome itself"),
        ("speed", ["service"], "name the other rows"),
        ("recommend", [], "'recommend' has no drivers"),
        ("wallet=us", ["care"], "'wallet=us' is no answer to a question"),
        ("renew=Perhaps", ["care"], "'Perhaps' is no answer of 'renew'"),
    ],
)
def test_what_is_no_outcome_or_driver_is_an_error(customers, outcome, wanted, fault):
    with pytest.raises(InputError) as caught:
        driven(customers, "", outcome, wanted)
    assert fault in str(caught.value)


def test_a_table_that_is_none_is_told(customers):
    given = {"outcome": "recommend", "drivers": ["care"], "table": "contacts"}
    [(parameter, problem)] = driver_problems(customers.config, given)
    assert parameter == "table"
    assert problem.what == "there is no table 'contacts'"


def test_rows_of_a_grid_are_outcomes_and_drivers_by_themselves(customers):
    asked = driven(customers, "", "speed", ["expertise", "delivery"])
    assert list(asked.labels.values()) == ["Expertise", "Delivery on time"]
    assert asked.dotted == ".speed"
    assert np.isclose(asked.found.drivers["share"].sum(), 100)
