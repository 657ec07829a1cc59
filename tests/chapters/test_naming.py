from __future__ import annotations

import pickle
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

import research.uses
from research.chapters.naming import names_of, source_of
from research.study import open_study

if TYPE_CHECKING:
    from pathlib import Path

    from research.study import Study


def test_names_for_running_text_are_escaped(study: Study) -> None:
    offer = next(item for item in names_of(study).themes if item.key == "offer")
    assert (offer.name, offer.text) == (r"Offer\* \[new\]", "Offer")


def test_groups_carry_their_phrase_and_breakdowns_their_noun(study: Study) -> None:
    parts = {part.key: part for part in names_of(study).breakdowns}
    assert [group.phrase for group in parts["region"].groups] == ["in the north", "in South"]
    assert (parts["sector"].one, parts["region"].one) == ("sector", "group")


def test_the_sectors_of_the_benchmark_are_a_breakdown_too(study: Study) -> None:
    parts = {part.key: part for part in names_of(study).breakdowns}
    assert [group.key for group in parts["benchmark"].groups] == ["banking"]


def test_groups_without_a_column_have_no_name_in_prose(study: Study) -> None:
    parts = {part.key: part for part in names_of(study).breakdowns}
    assert "farms" not in [group.key for group in parts["sector"].groups]


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ({}, "edition small"),
        ({"date": "May 2020", "provenance": "real"}, "real data · edition of May 2020"),
        ({"edition": "2015", "provenance": "reconstructed"}, "reconstructed · edition 2015"),
        (
            {"edition": "2016", "date": "June", "provenance": "simulated"},
            "simulated · edition 2016",
        ),
        ({"provenance": "made up"}, "made up · edition small"),
    ],
)
def test_a_chart_says_what_its_data_are_and_of_which_edition(
    study: Study, said: dict[str, str], source: str
) -> None:
    config = study.config.model_copy(update={"date": "", **said})
    assert source_of(cast("Study", SimpleNamespace(config=config))) == source


def test_the_words_of_a_breakdown_are_used_when_a_sentence_wants_them(
    params: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(research.uses, "_noted", {})
    names = names_of(open_study(params))
    part = "params/small.yml#data.answers.region"
    assert part not in research.uses.noted()
    assert names.breakdown("sector").many == "sectors"
    assert part not in research.uses.noted()
    assert names.breakdown("region").groups[0].phrase == "in the north"
    assert part in research.uses.noted()


def test_names_are_kept_as_plain_words(study: Study) -> None:
    kept = pickle.loads(pickle.dumps(names_of(study)))
    assert [part.one for part in kept.breakdowns] == ["sector", "group", "sector"]
    assert kept.breakdown("region").groups == names_of(study).breakdown("region").groups
