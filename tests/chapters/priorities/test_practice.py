from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from given import Given

from research.chapters.priorities import theme
from research.chapters.priorities.practice import choice_of, practice_of
from research.errors import InputError
from research.study import open_study

if TYPE_CHECKING:
    from pathlib import Path

    from research.study import Study


def told(params: Path, **fields: str) -> Study:
    """The small edition with more texts on what keeping customers means."""
    text = params.parent / "themes" / "retain.yml"
    more = "".join(f"{key}: >-\n  {words}\n" for key, words in fields.items())
    text.write_text(text.read_text(encoding="utf-8") + more, encoding="utf-8")
    return open_study(params)


def test_practice_prints_results_and_is_marked_as_the_authors_view(params: Path) -> None:
    study = told(params, practice="The best score is {{ benchmark.retain.overall.high | count }}.")
    assert practice_of(study, "retain") == "[Author's view.]{.view} The best score is 80.\n"


def test_what_results_mean_is_set_apart_in_the_opening_as_the_authors_view(params: Path) -> None:
    said = "{% claim overall.offer.rank >= 1 %}So act.{% else %}Rest.{% endclaim %}"
    opening = theme.opening(told(params, so_what=said), "retain").markdown
    assert "::: {.sowhat}\n\n[Author's view.]{.view} So act.\n\n:::\n" in opening
    assert opening.index(".lead") < opening.index(".sowhat") < opening.index(".traits")


def test_a_false_claim_leaves_no_sentence_to_set_apart(params: Path) -> None:
    said = "{% claim overall.offer.rank < 1 %}So act.{% else %}{% endclaim %}"
    assert ".sowhat" not in theme.opening(told(params, so_what=said), "retain").markdown


def test_what_the_data_deny_is_left_out(params: Path) -> None:
    said = "{% claim benchmark.retain.overall.low < 10 %}Some began.{% else %}{% endclaim %}"
    assert practice_of(told(params, practice=said), "retain") == ""


def test_groups_and_the_order_of_all_may_be_claimed_too(params: Path) -> None:
    claim = "{% claim region.north.offer.rank == overall.offer.rank %}"
    said = claim + "As all.{% else %}Not.{% endclaim %}"
    assert practice_of(told(params, practice=said), "retain").endswith("As all.\n")


def test_words_between_claims_are_no_markdown(params: Path) -> None:
    said = "A *good* one [see](x) of {{ overall.offer.rank | rank }} <b>."
    assert practice_of(told(params, practice=said), "retain").endswith(
        "A \\*good\\* one \\[see\\](x) of 3= \\<b\\>.\n"
    )


def test_a_claim_that_is_false_and_says_nothing_else_stops(params: Path) -> None:
    study = told(params, practice="{% claim overall.offer.rank == 1 %}First.{% endclaim %}")
    with pytest.raises(InputError, match=r"retain\.yml.*practice.*overall\.offer\.rank"):
        theme.practice(study, "retain")


def test_a_text_on_a_group_that_is_hidden_is_left_out(params: Path) -> None:
    said = "{% claim sector.mining.offer.rank == 1 %}First.{% endclaim %}"
    assert practice_of(told(params, practice=said), "retain") == ""


def test_without_assessments_practice_shows_nothing(params: Path) -> None:
    study = told(params, practice="Much.")
    themes = study.config.themes.model_copy(update={"benchmark": None})
    assert practice_of(Given(study, {"themes": themes}), "retain") == ""


def test_what_choosing_means_and_what_happens_otherwise_stand_before_the_aims(
    params: Path,
) -> None:
    study = told(params, chosen="It keeps them.", neglected="They go.")
    assert choice_of(study, "retain") == (
        "[Author's view.]{.view} **A firm that chooses it.** It keeps them.\n\n"
        "**A firm that does not.** They go.\n\n"
    )
    aim = theme.aim(study, "retain").markdown
    assert aim.index("It keeps them.") < aim.index("They go.") < aim.index("::: {.aims}")


def test_texts_that_tell_neither_say_nothing(study: Study) -> None:
    assert choice_of(study, "retain") == practice_of(study, "retain") == ""
    assert theme.practice(study, "retain").markdown == ""
