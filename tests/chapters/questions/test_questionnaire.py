from __future__ import annotations

from research.chapters.questions.questionnaire import questions_table
from research.display.table import Table
from research.study import open_study


def test_every_question_stands_with_answers_type_and_base(customers):
    table = questions_table(customers)
    assert isinstance(table, Table)
    assert len(table.frame) == len(customers.questions) + len(customers.table("rival").questions)
    frame = table.frame
    assert frame.loc["Q1"].tolist() == [
        "Likelihood to recommend: How likely are you to recommend us to a colleague?",
        "0 to 10; 98 Don't know", "0 to 10",
    ]  # fmt: skip
    assert frame.loc["Q5", "Type"] == "scale; asked of: Customers"
    assert "Size of firm (made of “Employees”)" in frame["Question"].tolist()
    assert "Speed of answer" in frame.loc["Q4", "Answers"]
    assert "each: 1 Very poor; 5 Excellent" in frame.loc["Q4", "Answers"]


def test_questions_of_a_loop_stand_too_and_numbers_in_their_order(customers):
    frame = questions_table(customers).frame
    numbers = [int(label[1:]) for label in frame.index if label.startswith("Q")]
    assert numbers == list(range(1, 16))
    assert frame.loc["Q14", "Type"] == "0 to 10, for each rating"


def test_themes_stand_with_the_states_that_respondents_ranked():
    table = questions_table(open_study("params/2015.yml"))
    answers, name = {}, ""
    for label, row in zip(table.frame.index, table.cells, strict=True):
        name = label or name
        answers[name] = (*answers.get(name, ()), *row[0].items)
    ranked = next(items for name, items in answers.items() if name.startswith("Priorities"))
    assert len(ranked) == 12
    assert ranked[0].startswith("Relationship & Value Building (Farming): What sustains us")
    assert answers["Anonymity waived"] == ("yes", "no")
    assert not {"priorities", "waived"} & set(answers)


def test_no_row_is_too_tall_for_a_page():
    table = questions_table(open_study("params/2015.yml"))
    tallest = max(sum(max(len(item), 26) for item in row[0].items) for row in table.cells)
    assert tallest <= 900
    labels = [label.partition(":")[0] for label in table.frame.index if label]
    assert labels[:2] == ["Priorities", "Reason"]


def test_the_questionnaire_may_be_one_of_the_appendix():
    study = open_study("params/2015.yml")
    assert questions_table(study).id == "tbl-questionnaire"
    assert questions_table(study, appendix=True).id == "tbl-a-questionnaire"
