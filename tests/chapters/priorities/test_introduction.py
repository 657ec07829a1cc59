from __future__ import annotations

from typing import TYPE_CHECKING

from given import Given

from research.chapters.priorities import introduction

if TYPE_CHECKING:
    from research.study import Study


def test_the_model_is_described_with_its_stages_drivers_and_levels(study: Study) -> None:
    chart = introduction.model_chart(study)
    assert "plan, do, learn" in chart.alt
    assert "trust, time" in chart.alt
    assert "In the market: Keeping, Offer, Winning; Within the firm: Staff" in chart.alt
    assert chart.caption


def test_an_edition_without_a_model_has_no_drawing_of_it(study: Study) -> None:
    assert introduction.model_chart(Given(study, {"model": None})).markdown == ""


def test_an_edition_without_breakdowns_has_no_paths_on_its_cover(study: Study) -> None:
    assert introduction.motif(Given(study, {"banners": {}})).markdown == ""


def test_themes_without_levels_and_texts_stand_in_a_list(study: Study) -> None:
    texts = study.config.texts.model_copy(update={"themes": None})
    themes = study.config.themes.model_copy(update={"levels": {}})
    table = introduction.themes_table(Given(study, {"themes": themes, "texts": texts}))
    assert table.stub == ""
    assert [[cell.text for cell in row] for row in table.cells] == [
        [theme.name] for theme in study.themes
    ]


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
