from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.prose.answers import observe_answers
from tests.prose.answered import counted, hidden, question

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.tabulation.tab import Tab


def told(made: Tab) -> dict[str, str]:
    """The first wording of each rule that has something to say."""
    return {one.rule: one.sentence for one in reversed(observe_answers(made))}


def test_the_most_frequent_answer_is_told_with_its_base_and_the_next() -> None:
    found = told(counted("single", {"phone": 95, "web": 60, "mail": 35, "fax": 20}, 210))
    assert found["ahead"] == (
        "“Phone” is the most frequent answer: 45% of the 210 respondents, ahead of “Web” (29%)."
    )
    assert "close" not in found


def test_a_lead_that_chance_may_have_given_is_told_as_one() -> None:
    found = told(counted("single", {"phone": 80, "web": 75, "mail": 35, "fax": 20}, 210))
    assert found["close"] == (
        "“Phone” is the most frequent answer: 38% of the 210 respondents, but its lead over “Web” "
        "(36%) may be chance."
    )
    assert "ahead" not in found


def test_the_same_lead_of_many_more_respondents_is_one() -> None:
    shares = {"phone": 8000, "web": 7500, "mail": 3500, "fax": 2000}
    assert "ahead" in told(counted("single", shares, 21_000))


def test_shares_that_print_alike_share_their_place() -> None:
    found = told(counted("multi", {"phone": 801, "web": 800, "mail": 300}, 2100))
    assert found["level"] == (
        "“Phone” and “Web” share the first place: 38% of the 2,100 respondents each."
    )
    assert not {"ahead", "close"} & set(found)


def test_shares_that_print_alike_and_yet_differ_by_the_test_are_not_called_level() -> None:
    many = {"phone": 401_000, "web": 397_000, "mail": 202_000}
    assert not {"ahead", "close", "level"} & set(told(counted("single", many, 1_000_000)))


def test_options_of_several_that_lead_by_their_overlap_alone_are_not_told_apart() -> None:
    # At least 75 of 100 named both; the others may all have named one of them.
    assert "close" in told(counted("multi", {"phone": 90, "web": 85, "mail": 10}, 100))


def test_of_two_answers_one_is_the_more_frequent() -> None:
    found = told(counted("single", {"yes": 150, "no": 60}, 210))
    assert found["ahead"].startswith("“Yes” is the more frequent answer: 71% of the 210")


def test_two_answers_of_one_share_are_level() -> None:
    found = told(counted("single", {"yes": 40, "no": 40}, 80))
    assert found["all level"] == "“Yes” and “No” are level at 50% of only 80 respondents each."


def test_many_level_answers_become_their_number() -> None:
    found = told(counted("single", dict.fromkeys("abcde", 40), 200))
    assert found["all level"] == "All five answers are level at 20% of the 200 respondents each."
    assert "even" not in found


def test_all_of_one_mind_are_told_of_and_nothing_else() -> None:
    assert told(counted("single", {"yes": 120, "no": 0}, 120)) == {
        "everybody": "“Yes” is given by all 120 respondents."
    }


def test_a_share_that_only_rounds_to_everybody_is_not_everybody() -> None:
    found = told(counted("single", {"yes": 999, "no": 1}, 1000))
    assert "everybody" not in found
    assert found["ahead"].startswith("“Yes” is the more frequent answer: 100% of the 1,000")


def test_options_that_nobody_names_are_told_as_such() -> None:
    assert told(counted("multi", {"a": 0, "b": 0, "c": 0}, 120)) == {
        "nobody": "None of the three options is named by any respondent."
    }
    found = told(counted("multi", {"phone": 80, "web": 40, "fax": 0, "telex": 0}, 120))
    assert found["untouched"] == "“Fax” and “Telex” are named by nobody."


def test_an_answer_that_says_nothing_is_in_no_contest() -> None:
    found = told(counted("single", {"phone": 60, "web": 20, "mail": 10, "dk": 120}, 210))
    assert found["unsure"] == (
        "“Dk” is given by 57% of the 210 respondents, more than any other answer."
    )
    assert found["ahead"] == (
        "“Phone” is the most frequent answer, “Dk” aside: 29% of the 210 respondents, "
        "ahead of “Web” (10%)."
    )


def test_dont_know_that_leads_by_chance_is_not_said_to_lead() -> None:
    found = told(counted("single", {"phone": 80, "web": 20, "dk": 84}, 184))
    assert "unsure" not in found
    assert "“Dk” aside" in found["ahead"]


def test_two_answers_that_hold_most_are_told_together() -> None:
    found = told(counted("single", {"phone": 95, "web": 60, "mail": 35, "fax": 20}, 210))
    assert found["gathered"] == "“Phone” and “Web” together make up 74% of all answers."


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("multi", {"phone": 95, "web": 60, "mail": 35, "fax": 20}),  # may exceed 100%
        ("single", {"phone": 60, "web": 55, "mail": 50, "fax": 45}),  # even
        ("single", {"phone": 150, "web": 20, "mail": 20, "fax": 20}),  # which of the next?
        ("single", {"phone": 150, "web": 40, "mail": 20}),  # few
    ],
)
def test_answers_that_do_not_gather_are_not_said_to(kind: str, answers: dict[str, int]) -> None:
    assert "gathered" not in told(counted(kind, answers, 210))


def test_answers_close_together_are_told_between_their_ends() -> None:
    found = told(counted("single", {"a": 50, "b": 52, "c": 48, "d": 50}, 200))
    assert found["even"] == "The four answers lie close together, between 24% and 26%."


def test_the_last_is_told_only_where_chance_does_not_decide_it() -> None:
    sure = told(counted("multi", {"phone": 95, "web": 60, "fax": 20}, 210))
    assert sure["last"] == "“Fax” is the option named least often (10%)."
    assert "last" not in told(counted("multi", {"phone": 95, "web": 25, "fax": 20}, 210))


def test_answers_counted_together_are_told_where_they_are_more_than_the_first() -> None:
    made = counted("single", {"a": 60, "b": 50, "c": 40}, 150, nets={"front": 110})
    assert told(made)["net"] == "The answers under “Front” come to 73% together."
    assert "net" not in told(counted("single", {"a": 90, "b": 30}, 120, nets={"rear": 30}))


def test_a_hidden_answer_is_left_out_and_the_rest_called_those_compared() -> None:
    made = hidden(counted("single", {"phone": 95, "web": 60, "mail": 35, "fax": 20}, 210), "mail")
    found = told(made)
    assert "the most frequent answer of those compared" in found["ahead"]
    assert "gathered" not in found
    assert not any("Mail" in sentence or "other" in sentence for sentence in found.values())


def test_of_a_hidden_total_nothing_is_said() -> None:
    made = hidden(counted("single", {"phone": 95, "web": 60}, 155), "phone", base=True)
    assert observe_answers(made) == []


def test_a_small_base_is_flagged_in_words_and_a_tiny_one_is_all_there_is_to_tell() -> None:
    assert "of only 60 respondents" in told(counted("single", {"yes": 50, "no": 10}, 60))["ahead"]
    assert told(counted("single", {"yes": 15, "no": 2}, 17)) == {
        "thin": "Only 17 respondents have answered, too few to say more than the table does."
    }
    alone = told(counted("single", {"yes": 1, "no": 0}, 1))
    assert alone["thin"].startswith("Only one respondent has answered")


def test_weighted_shares_are_not_said_of_a_count_of_respondents_alone() -> None:
    made = counted("single", {"yes": 150, "no": 60}, 210, weight="size")
    assert "71% of the 210 respondents (weighted), ahead" in told(made)["ahead"]


def test_labels_of_any_signs_stay_what_they_are() -> None:
    labels = {"a": "{name} *bold* 1. “so”", "b": "50% | more"}
    found = told(counted("single", {"a": 150, "b": 60}, 210, labels=labels))
    assert "“{name} *bold* 1. “so””" in found["ahead"]
    assert "“50% | more” (29%)" in found["ahead"]


def test_answers_go_by_the_short_names_that_their_author_gives() -> None:
    asked = question(
        "single", codes=[{"key": "a", "text": "By phone, in person", "short": "Phone"}]
    )
    made = counted("single", {"a": 150, "b": 60}, 210, question=asked)
    assert told(made)["ahead"].startswith("“Phone” is the more frequent answer")


@pytest.mark.parametrize("kind", ["single", "multi", "open"])
def test_sentences_keep_the_rules_of_the_house(
    kind: str, well_formed: Callable[[str], bool]
) -> None:
    answers = {"phone": 95, "web": 60, "mail": 35, "fax": 0, "dk": 20}
    for one in observe_answers(counted(kind, answers, 210, nets={"far": 160})):
        assert all(well_formed(sentence.lstrip("“")) for sentence in one.wordings)
