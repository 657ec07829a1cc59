from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.groups import rank_tables
from research.chapters.naming import names_of
from research.chapters.remarks import passage
from research.prose.ranks import observe_ranks

if TYPE_CHECKING:
    from research.study import Study


def test_no_observation_makes_no_list() -> None:
    assert passage("x", [], place=0).markdown == ""


def test_observations_become_bullets_up_to_the_limit(study: Study) -> None:
    found = observe_ranks("retain", rank_tables(study), names_of(study))
    assert len(found) > 1
    text = passage("x", found, place=0, limit=1)
    assert text.id == "txt-x"
    assert text.markdown.startswith("::: {.observations}\n\n- ")
    assert text.markdown.count("\n- ") == 1
