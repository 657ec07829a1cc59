from __future__ import annotations

import csv

import pytest

from research import code
from research.errors import InputError, ThinDataError


def test_what_the_page_asks_for_is_done_and_shown(study):
    widget = code(study, coder="ann")
    hear = widget._hear
    hear(widget, {"do": "give", "at": 0, "code": "slow"}, [])
    assert widget.view["codes"] == ["slow"]
    hear(widget, {"do": "move", "step": 1}, [])
    assert (widget.view["at"], widget.view["coded"]) == (1, 1)
    hear(widget, {"do": "only", "waiting": True}, [])
    assert widget.view["waiting"]
    with (study.root / "data" / "coded.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    assert (first["id"], first["code_1"], first["coder"]) == ("000", "slow", "ann")


@pytest.mark.parametrize("asked", ["", {}, {"do": "give"}, {"do": "give", "at": "0", "code": 1}])
def test_what_no_page_asks_for_changes_nothing(study, asked):
    widget = code(study)
    before = widget.view
    widget._hear(widget, asked, [])
    assert widget.view == before


def test_a_notebook_keeps_a_sentence_and_no_comment(study):
    shown = code(study)._repr_mimebundle_()
    data = shown[0] if isinstance(shown, tuple) else shown
    assert data["text/plain"] == "<0 of 60 comments coded in coded.csv>"
    assert "days for an answer" not in str(data)


def test_the_second_reader_fills_a_sheet_of_his_own(study):
    widget = code(study, second=True)
    widget._hear(widget, {"do": "give", "at": 0, "code": "price"}, [])
    assert (study.root / "data" / "again.csv").is_file()
    assert not (study.root / "data" / "coded.csv").exists()


def test_a_wrong_name_ends_in_a_sentence(study):
    with pytest.raises(InputError, match="'topcs' is no coded question") as caught:
        code(study, "topcs")
    assert "topics" in str(caught.value)


def test_suggestions_from_too_few_comments_are_refused(study):
    with pytest.raises(ThinDataError, match="40 comments or more"):
        code(study, suggest=True)


def test_who_lacks_the_library_is_told_what_to_install(study, monkeypatch):
    monkeypatch.setattr("research.coding.lab.find_spec", lambda name: None)
    with pytest.raises(InputError, match="needs anywidget") as caught:
        code(study)
    assert "pip install 'research-workbench[lab,coding]'" in str(caught.value)
