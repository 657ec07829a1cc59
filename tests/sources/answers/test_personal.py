from __future__ import annotations

import pytest

from research.sources.answers.personal import cells_look_personal, kind_of_head


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("name", "name"),
        ("Vorname", "name"),
        ("first_name", "name"),
        ("Company name", "firm"),
        ("Job title", "title"),
        ("respondentPhone", "other"),
        ("Your e-mail address, please", "other"),
        ("IPAddress", "other"),
        ("brand_name", ""),
        ("PhoneService", ""),
        ("Which phone do you use?", ""),
        ("Q5", ""),
        ("", ""),
    ],
)
def test_a_head_that_asks_for_no_more_is_told_by_its_words(head, kind):
    assert kind_of_head(head) == kind


@pytest.mark.parametrize(
    ("cells", "personal"),
    [
        (["ann@x.example", "-", "bo@y.example"], True),
        (["020 7946 0958", "+44 20 7946 0958"], True),
        (["12345678", "23456789"], False),
        (["2016-07-01", "2016-07-02"], False),
        (["good", "write to me@x.example"], False),
        ([], False),
    ],
)
def test_cells_are_told_by_their_form(cells, personal):
    assert cells_look_personal(cells) == personal
