from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from research.prose.answers_titles import title_of_answers
from research.tabulation.tab import Line
from tests.prose.answered import counted, hidden, question
from tests.prose.test_answers_groups import BASES, CLEAR, SECTORS
from tests.prose.test_answers_items import GRID, items
from tests.prose.test_answers_scales import amounts, scale, score
from tests.tabulation.made import points, tab

if TYPE_CHECKING:
    from research.tabulation.tab import Tab


@pytest.mark.parametrize(
    ("answers", "base", "title"),
    [
        ({"phone": 70, "web": 40, "mail": 30}, 210, "A third of respondents answer “Phone”"),
        ({"phone": 95, "web": 60, "mail": 35}, 210, "45% of respondents answer “Phone”"),
        ({"phone": 80, "web": 75, "mail": 35}, 210, "No clear first: “Phone” 38%, “Web” 36%"),
        ({"yes": 120, "no": 0}, 120, "All respondents answer “Yes”"),
        ({"yes": 60, "no": 60}, 120, "Both are level at 50%"),
    ],
)
def test_a_title_says_what_most_answer_and_no_more(
    answers: dict[str, int], base: int, title: str
) -> None:
    assert title_of_answers(counted("single", answers, base)) == title


@pytest.mark.parametrize(
    ("yes", "base", "title"),
    [
        (52, 100, "52% of respondents answer “Yes”"),
        (5200, 10_000, "Over half of respondents answer “Yes”"),
        (48, 100, "48% of respondents answer “Yes”"),
        (4800, 10_000, "Nearly half of respondents answer “Yes”"),
        (5000, 10_000, "Half of respondents answer “Yes”"),
    ],
)
def test_a_majority_is_called_one_only_where_its_interval_is(
    yes: int, base: int, title: str
) -> None:
    rest = base - yes
    answers = {"yes": yes, "no": rest // 2, "maybe": rest - rest // 2}
    assert title_of_answers(counted("single", answers, base)) == title


def test_one_per_cent_is_not_one_respondent() -> None:
    answers = {"a": 1000, "b": 100, "c": 50}
    title = title_of_answers(counted("multi", answers, 100_000))
    assert title == "1% of respondents name “A”"


def test_where_most_do_not_know_or_a_cell_is_hidden_the_title_is_the_question() -> None:
    unsure = counted("single", {"phone": 60, "web": 20, "dk": 120}, 200)
    assert title_of_answers(unsure) == "What was asked"
    made = counted("single", {"phone": 95, "web": 60, "mail": 35, "fax": 20}, 210)
    assert title_of_answers(hidden(made, "mail")) == "What was asked"


def test_of_a_small_or_hidden_total_the_title_is_the_question() -> None:
    assert title_of_answers(counted("single", {"yes": 15, "no": 2}, 17)) == "What was asked"
    made = hidden(counted("single", {"yes": 95, "no": 60}, 155), "yes", base=True)
    assert title_of_answers(made) == "What was asked"


def test_what_is_too_long_for_a_line_is_said_shorter_or_not_at_all() -> None:
    long = "A label that goes on and on until no line of a chart could ever hold it"
    made = counted("multi", {"a": 150, "b": 20}, 210, labels={"a": long})
    assert title_of_answers(made) == "What was asked"
    some = counted("multi", {"a": 150, "b": 20}, 210, labels={"a": long[:50]})
    assert title_of_answers(some) == f"71% name “{long[:50]}”"


@pytest.mark.parametrize(
    ("made", "title"),
    [
        (scale([5, 10, 20, 40, 25], 3.7), "65% of answers are in “Top 2”, 15% in “Bottom 2”"),
        (scale([40, 30, 15, 10, 5], 2.1), "70% of answers are in “Bottom 2”, 15% in “Top 2”"),
        (score(52, 18), "More promoters than detractors: a score of +34"),
        (score(20, 60), "More detractors than promoters: a score of −40"),
        (score(35, 31), "At +4, the score may as well be zero"),
        (
            amounts(180, 93, 24, 266, 300, unit="people"),
            "The median is 93 people, the middle half 24 to 266",
        ),
        (amounts(5, 5, 5, 5, 0), "All respondents answer 5.00"),
        (
            items("grid", {"mean": {"speed": 3.1, "skill": 4.2, "tone": 3.6}}, **GRID),
            "“Expertise” has the highest mean, “Speed” the lowest",
        ),
        (
            items("grid", {"mean": {"speed": 3.1, "skill": 4.2, "tone": 4.1}}, **GRID),
            "First “Expertise” 4.20, then “Tone” 4.10: the intervals overlap",
        ),
        (
            items("allocation", {"mean": {"speed": 55, "skill": 45}}, half=3, unit="percent"),
            "More than half goes to “Speed”: 55% on average",
        ),
        (
            items("allocation", {"mean": {"speed": 52, "skill": 44}}, half=3, unit="percent"),
            "“Speed” receives the largest share, 52% on average",
        ),
        (
            items("ranking", {"mean": {"speed": 1.4, "skill": 2.6, "tone": 2.0}}, unit="rank"),
            "“Speed” ranks first, with a mean rank of 1.4",
        ),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_every_type_has_its_message(made: Tab, title: str) -> None:
    assert title_of_answers(made) == title


def test_a_chart_of_one_line_says_where_it_is_higher() -> None:
    made = counted("multi", CLEAR, BASES, groups=SECTORS)
    assert title_of_answers(made, "phone") == (
        "“Phone”: more often among “Banking” than among “Food”"
    )
    assert title_of_answers(made, "web") == "“Web”: no difference beyond chance"
    untested = replace(made, tests=made.tests.iloc[:0], letters=made.letters * 0)
    assert title_of_answers(untested, "phone") == "What was asked"
    denied = replace(made, tests=made.tests.assign(significant=False), letters=made.letters * 0)
    assert title_of_answers(denied, "phone") == "“Phone”: no difference beyond chance"


def test_a_chart_of_a_box_by_columns_speaks_of_the_box() -> None:
    columns = points(sector=["Banking", "Retail"])
    made = tab(
        [Line("box.top2", "Top 2", "box")],
        columns,
        [[50, 60, 40]],
        question=question("scale"),
        bases=[300, 150, 150],
        letters={("box.top2", "sector.banking"): "B"},
    )
    assert title_of_answers(made, "box.top2") == (
        "The share in “Top 2” is higher among “Banking” than among “Retail”"
    )


def test_a_type_without_a_table_keeps_its_title() -> None:
    made = counted("single", {"a": 100, "b": 20}, 120)
    day = made.question.model_validate(question("day"))
    assert title_of_answers(replace(made, question=day)) == "What was asked"
