"""The tutorial, put where somebody wants to follow it."""

from __future__ import annotations

import pytest

from research.errors import InputError
from research.starting.tutorial import put_tutorial
from tests.conftest import ROOT


def test_page_and_workbook_are_put_into_a_folder_and_once_more(tmp_path):
    for _ in range(2):
        page, book = put_tutorial(tmp_path / "visits")
    assert page.read_bytes() == (ROOT / "docs" / "tutorial.md").read_bytes()
    assert book.read_bytes() == (ROOT / "docs" / "tutorial" / "visits.xlsx").read_bytes()


def test_another_file_of_that_name_stays_and_nothing_is_written(tmp_path):
    (tmp_path / "visits.xlsx").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="another file is there"):
        put_tutorial(tmp_path)
    assert (tmp_path / "visits.xlsx").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "tutorial.md").exists()
