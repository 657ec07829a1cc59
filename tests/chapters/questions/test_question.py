from __future__ import annotations

import pytest

from research.chapters.questions.question import chart, observations, opening, table
from research.display.chart import Chart
from research.display.table import Table


def test_the_table_says_how_the_question_was_asked_and_the_heading_does_not(customers):
    assert opening(customers, "recommend").markdown == "## Likelihood to recommend\n"
    said = table(customers, "recommend").markdown()
    assert said.count("How likely are you to recommend us to a colleague?") == 1


def test_a_question_has_a_table_over_everybody_or_by_a_banner(customers):
    alone, split = table(customers, "renew"), table(customers, "renew", "profile")
    assert isinstance(alone, Table)
    assert isinstance(split, Table)
    assert alone.frame.shape[1] == 1
    assert split.frame.shape[1] == 11
    assert alone.id != split.id


def test_rows_of_a_grid_stand_side_by_side_or_alone(customers):
    whole, row = table(customers, "service"), table(customers, "service", row="speed")
    assert "Speed of answer" in list(whole.labels or whole.frame.index)
    assert "5 Excellent" in list(row.labels or row.frame.index)


def test_a_question_has_a_chart_of_its_type_over_everybody_or_by_a_banner(customers):
    kinds = {
        (name, banner): chart(customers, name, banner).figure.kind
        for name in ("renew", "service", "spend", "wallet")
        for banner in ("", "profile")
    }
    assert kinds == {
        ("renew", ""): "bars",
        ("renew", "profile"): "dots",
        ("service", ""): "stacks",
        ("service", "profile"): "stacks",
        ("spend", ""): "columns",
        ("spend", "profile"): "dots",
        ("wallet", ""): "stacks",
        ("wallet", "profile"): "stacks",
    }
    whole, row = chart(customers, "service"), chart(customers, "service", row="speed")
    assert isinstance(whole, Chart)
    assert (len(whole.figure.stacks), len(row.figure.stacks)) == (5, 1)
    assert whole.id != row.id


def test_figures_of_a_chart_are_those_of_its_table(customers):
    drawn, printed = chart(customers, "renew"), table(customers, "renew")
    shares = printed.frame.set_axis(printed.labels or printed.frame.index)["total"]
    for label, share in drawn.values["Share"].items():
        assert share == pytest.approx(shares[label])


def test_sentences_are_three_at_most_and_those_of_the_table(customers):
    said = observations(customers, "channels", "profile").markdown
    assert 1 <= said.count("\n- ") <= 3
    assert "Telephone" in said


def test_a_question_that_makes_no_table_says_so(customers):
    made = table(customers, "reason")
    assert not isinstance(made, Table)
    assert "reason" in made.markdown
