from __future__ import annotations

from dataclasses import replace

from research.chapters.tabs.prose import passage_of
from tests.prose.answered import counted


def test_a_passage_holds_three_sentences_at_most_made_literal() -> None:
    labels = {"phone": "Phone *or* <b>fax</b>"}
    answers = {"phone": 95, "web": 60, "mail": 35, "fax": 20}
    made = passage_of(counted("single", answers, 210, labels=labels, nets={"far": 150}))
    sentences = [line for line in made.markdown.splitlines() if line.startswith("- ")]
    assert made.id == "txt-asked-observations"
    assert len(sentences) == 3
    assert "“Phone \\*or\\* \\<b\\>fax\\</b\\>”" in made.markdown


def test_neighbours_open_in_other_words_and_a_table_without_news_has_no_passage() -> None:
    tab = counted("single", {"phone": 95, "web": 60}, 155)
    openings = {passage_of(tab, place=place).markdown for place in range(3)}
    assert len(openings) == 3
    assert passage_of(counted("single", {"phone": 0, "web": 0}, 0)).markdown == ""


def test_a_passage_goes_by_the_name_of_its_tab_or_its_own() -> None:
    tab = replace(counted("single", {"phone": 95, "web": 60}, 155), id="first_contact.profile")
    assert passage_of(tab).id == "txt-first-contact-profile-observations"
    assert passage_of(tab, "question-contact").id == "txt-question-contact-observations"
