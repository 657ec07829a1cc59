from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pypandoc
from given import Given

from research.chapters.priorities.objectives import aimed_at, aims_of, objectives_of
from research.edition.themes import Capability

if TYPE_CHECKING:
    from pathlib import Path

    from research.study import Study


def labels(study: Study) -> list[str]:
    return list(objectives_of(study, "retain").labels)


def limited(study: Study, **limits: str | float) -> Given:
    capability = Capability.model_validate(limits)
    themes = study.config.themes.model_copy(update={"capability": capability})
    return Given(study, {"themes": themes})


def test_a_head_over_the_columns_says_what_they_are(study: Study) -> None:
    tree = json.loads(
        pypandoc.convert_text(objectives_of(study, "retain").markdown(), "json", format="markdown")
    )
    table = next(block for block in tree["blocks"][0]["c"][1] if block["t"] == "Table")
    over, own = table["c"][3][1]
    spans = [(cell[2], cell[3]) for cell in over[1]]
    assert spans == [(1, 1), (1, 3)] or spans == [(2, 1), (1, 3)]
    assert "Appetite" in json.dumps(over)
    assert "Benchmark" in json.dumps(own)


def test_the_notebook_has_the_head_over_the_columns_too(study: Study) -> None:
    assert 'colspan="3"' in objectives_of(study, "retain").html()


def test_what_makes_a_beginner_or_a_performer_is_said_in_scores(study: Study) -> None:
    # Scores of 20, 50 and 80: their mean is 50, their upper quartile 65.
    assert labels(study) == [
        "Performer: a score of 65.0 or more",
        "Moderate: 47.5 to below 65.0",
        "Beginner: below 47.5",
    ]


def test_the_parameter_file_decides_from_which_score(study: Study) -> None:
    assert labels(limited(study, moderate=40, performer="top decile")) == [
        "Performer: a score of 74.0 or more",
        "Moderate: 40.0 to below 74.0",
        "Beginner: below 40.0",
    ]


def test_the_notes_give_the_columns_in_scores_and_what_tells_where_a_firm_stands(
    study: Study,
) -> None:
    notes = objectives_of(limited(study, found_by="An assessment tells."), "retain").notes
    assert "within 2.5 points of the mean" in notes[0]
    assert "from 47.5" in notes[0]
    assert "from 65.0" in notes[1]
    assert notes[-1] == "An assessment tells."


def test_without_assessments_capabilities_have_their_names_alone(study: Study) -> None:
    themes = study.config.themes.model_copy(update={"benchmark": None})
    bare = Given(study, {"themes": themes})
    assert labels(bare) == ["Performer", "Moderate", "Beginner"]
    assert objectives_of(bare, "retain").notes == []


def test_cells_that_share_objectives_or_have_none_say_so(params: Path) -> None:
    from research.study import open_study

    text = params.parent / "themes" / "retain.yml"
    before = text.read_text(encoding="utf-8")
    after = before.replace("first: [Stay where you are]", "first: not applicable", 1)
    after = after.replace("best: [Lead, Measure]", "best: as performer", 1)
    assert after.count("as performer") == 1
    text.write_text(after, encoding="utf-8")
    cells = objectives_of(open_study(params), "retain").cells
    assert cells[0][0].text == "Not applicable"
    assert cells[1][2].text == "As for performers"
    assert {cells[0][0].mark, cells[1][2].mark} == {"muted"}


def test_a_target_is_a_score(study: Study) -> None:
    # Scores of 20, 50 and 80.
    assert aimed_at(study, "retain", "match or beat the best score") == " (80)"
    assert aimed_at(study, "retain", "upper quartile") == " (from 65.0)"
    two = " (upper quartile from 65.0, top decile from 74.0)"
    assert aimed_at(study, "retain", "upper quartile or top decile") == two
    assert aimed_at(study, "retain", "Upper quartile") == " (from 65.0)"
    both = " (second quartile from 50.0, upper quartile from 65.0)"
    for told in ("upper or second quartile", "second quartile or upper quartile"):
        assert aimed_at(study, "retain", told) == both
    assert aimed_at(study, "retain", "the upper half, or a quartile of our own") == ""
    assert aimed_at(study, "retain", "near the sector's best") == ""


def test_all_that_is_aimed_for_comes_once_with_the_lowest_score_first(study: Study) -> None:
    # Its text has the upper quartile before the benchmark.
    aims = aims_of(study, "retain")
    assert [(one.label, one.text) for one in aims] == [
        ("benchmark from", "47.5"),
        ("upper quartile", "65.0"),
    ]
    themes = study.config.themes.model_copy(update={"benchmark": None})
    assert aims_of(Given(study, {"themes": themes}), "retain") == ()
