from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.commentary.drafts import Drafts
from research.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def about(params: Path) -> Path:
    return params.parents[1] / "reports" / "texts" / "about.md"


def whole(params: Path) -> str:
    (page,) = params.parents[1].glob("reports/*/report.html")
    return page.read_text(encoding="utf-8")


def test_without_a_change_the_draft_is_the_published_page(built: Path):
    drafts = Drafts(built)
    assert drafts.possible
    assert drafts.page() == whole(built)


def test_a_saved_text_is_on_the_page_with_all_that_chapters_say(built: Path):
    drafts = Drafts(built)
    text = about(built)
    text.write_text(
        text.read_text(encoding="utf-8") + "\nOne more: {{ win.length | words }}.\n\n## New\n",
        encoding="utf-8",
    )
    page = drafts.page()
    assert "One more: " in page
    assert "{{" not in page
    assert page.count("New</a>") == 1, "the contents have the new heading"
    assert page.count(" letters.") == whole(built).count(" letters.")


def test_a_text_that_goes_back_is_what_it_was(built: Path):
    drafts = Drafts(built)
    text = about(built)
    before = text.read_text(encoding="utf-8")
    text.write_text("# About\n\nOther words.\n", encoding="utf-8")
    assert "Other words." in drafts.page()
    text.write_text(before, encoding="utf-8")
    assert drafts.page() == whole(built)


def test_problems_of_a_text_come_all_at_once_with_line_and_column(built: Path):
    drafts = Drafts(built)
    lines = "# About\n\nWe {{ no.such }} say\n{% claim 1 == 2 %}x{% endclaim %} @tbl-none.\n"
    about(built).write_text(lines, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        drafts.page()
    found = [(one.row, one.place) for one in raised.value.problems]
    assert found == [(3, 4), (4, 1), (4, 35)]


def test_where_the_published_page_is_another_nothing_is_put_together(built: Path):
    about(built).write_text("# About\n\nSaved before the watch began.\n", encoding="utf-8")
    assert not Drafts(built).possible
