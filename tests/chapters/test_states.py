from __future__ import annotations

from typing import TYPE_CHECKING

from given import Given

from research.chapters.states import theme_states
from research.study import open_study

if TYPE_CHECKING:
    from pathlib import Path


def test_states_are_those_of_the_themes_whose_texts_tell_one(params: Path) -> None:
    text = params.parent / "themes" / "staff.yml"
    said = text.read_text(encoding="utf-8") + "state: Our people are why customers come.\n"
    text.write_text(said, encoding="utf-8")
    assert theme_states(open_study(params)) == {"staff": "Our people are why customers come."}


def test_without_texts_on_its_themes_an_edition_tells_no_states(params: Path) -> None:
    study = open_study(params)
    texts = study.config.texts.model_copy(update={"themes": None})
    assert theme_states(Given(study, {"texts": texts})) == {}
