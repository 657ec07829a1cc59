"""An edition in use: what is asked of it is told, by what chapters then depend on."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from research.edition.in_use import in_use
from research.edition.judgement import load_edition

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from research.edition.parameters import Edition

ASKED: dict[str, tuple[Callable[[Edition], object], set[str]]] = {
    "a key": (lambda edition: edition.privacy.hide_base, {"privacy"}),
    "a table": (lambda edition: edition.table("answers"), {"data.answers"}),
    "no table": (lambda edition: edition.table("none"), {"data.none"}),
    "names of tables": (lambda edition: "contacts" in edition.data, {"data"}),
    "a question": (
        lambda edition: edition.answers.question("region"),  # type: ignore[union-attr]
        {"data.answers", "data.answers.region"},
    ),
    "the owner of a row": (
        lambda edition: edition.answers.owner("win"),  # type: ignore[union-attr]
        {"data.answers", "data.answers.win"},
    ),
    "whether there is a question": (
        lambda edition: edition.answers.holds("region"),  # type: ignore[union-attr]
        {"data.answers", "data.answers.region:kind"},
    ),
    "all questions": (
        lambda edition: edition.answers.names,  # type: ignore[union-attr]
        {"data.answers", "data.answers.*"},
    ),
    "questions at the top": (lambda edition: edition.questions, {"data.answers.*"}),
    "the themes": (
        lambda edition: edition.items[0].name,
        {"themes", "data.answers.priorities:labels"},
    ),
    "the ranking": (
        lambda edition: edition.ranking,
        {"themes", "data.answers", "data.answers.priorities", "data.answers.priorities:kind"},
    ),
    "which breakdowns there are": (
        lambda edition: [part.key for part in edition.breakdowns],
        {"banners", "themes", "data.answers.sector:kind", "data.answers.region:kind"},
    ),
    "the groups of one": (
        lambda edition: [group.label for group in edition.breakdown("region").columns],
        {"banners", "themes", "data.answers.region:kind", "data.answers.region:answers"},
    ),
    "the words of a group": (
        lambda edition: edition.breakdown("region").groups[0].phrase,
        {
            *("banners", "themes", "data.answers.region:kind"),
            *("data.answers.region:answers", "data.answers.region"),
        },
    ),
    "what a breakdown is called": (
        lambda edition: edition.breakdown("region").label,
        {"banners", "themes", "data.answers.region:kind", "data.answers.region"},
    ),
    "the sectors of the benchmark": (
        lambda edition: edition.benchmark.groups,  # type: ignore[union-attr]
        {
            *("themes", "data.*", "data.assessments.capability:kind"),
            "data.assessments.assessed_sector:answers",
        },
    ),
    "a copy": (lambda edition: edition.model_copy(update={"title": "x"}), {"*"}),
    "a copy of a table": (
        lambda edition: edition.answers.model_copy(),  # type: ignore[union-attr]
        {"data.answers", "data.answers.*"},
    ),
}


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_asked_is_told(params: Path, asked: str) -> None:
    told: set[str] = set()
    edition = in_use(load_edition(params), told.add)
    ask, expected = ASKED[asked]
    assert not told
    ask(edition)
    assert told == expected


def test_it_is_the_edition_in_every_respect(params: Path) -> None:
    plain = load_edition(params)
    used = in_use(plain, lambda _: None)
    for name in type(plain).model_fields:
        if name != "data":
            assert getattr(used, name) == getattr(plain, name)
    assert [*used.data] == [*plain.data]
    for name in plain.data:
        assert pickle.dumps(used.data[name].model_copy()) == pickle.dumps(plain.data[name])
        assert used.table(name).names == plain.table(name).names  # type: ignore[union-attr]
        assert pickle.loads(pickle.dumps(used.data[name])) == plain.data[name]
    assert pickle.loads(pickle.dumps(used)) == plain
    assert used.items == plain.items
    for found, part in zip(used.breakdowns, plain.breakdowns, strict=True):
        assert found.model_dump() == part.model_dump()
    assert used.holder_name("capability") == "assessments"
    assert used.holder_name("none") == ""


def test_an_unknown_breakdown_is_none(params: Path) -> None:
    edition = in_use(load_edition(params), lambda _: None)
    with pytest.raises(KeyError, match="none"):
        edition.breakdown("none")
