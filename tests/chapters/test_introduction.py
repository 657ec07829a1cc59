from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.chapters import introduction
from research.errors import InputError
from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path


def test_the_model_is_described_with_its_stages_drivers_and_levels(study: Study) -> None:
    chart = introduction.model_chart(study)
    assert "plan, do, learn" in chart.alt
    assert "trust, time" in chart.alt
    assert "In the market: Keeping, Offer, Winning; Within the firm: Staff" in chart.alt
    assert chart.caption


def test_an_edition_without_a_model_says_which_key_is_missing(params: Path) -> None:
    text = params.read_text(encoding="utf-8")
    start, end = text.index("model:"), text.index("levels:")
    params.write_text(text[:start] + text[end:], encoding="utf-8")
    with pytest.raises(InputError) as caught:
        introduction.model_chart(open_study(params))
    assert caught.value.problems[0].key == "model"


def test_themes_stand_by_level_each_level_named_once(study: Study) -> None:
    table = introduction.themes_table(study)
    assert list(table.frame.index) == ["In the market", "", "", "Within the firm"]
    assert [row[0].text for row in table.cells][-1] == "Staff & Skills"
    assert table.cells[0][1].text == "What is made up about retain"


def test_names_with_markup_stay_text(study: Study) -> None:
    assert r"Offer\* \[new\]" in introduction.themes_table(study).markdown()


def test_the_motif_only_decorates(study: Study) -> None:
    chart = introduction.motif(study)
    assert chart.markdown() == '![](figures/motif){.motif fig-alt="" role="presentation"}\n'
    assert chart.values.empty
    assert not chart.placed
