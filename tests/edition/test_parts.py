from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from research.build.checks import check
from research.edition.judgement import judge_edition
from research.edition.model import Model
from research.edition.parts import STAND_IN, Parts, usable
from research.edition.yamlfile import open_yaml

if TYPE_CHECKING:
    from pathlib import Path


class Item(Model):
    key: str = Field(pattern="^[a-z]+[0-9]?$")
    size: int = 1


class Whole(Model):
    title: str = ""
    items: list[Item] = Field(default_factory=list)
    named: dict[str, Item] = Field(default_factory=dict)


def parts(tmp_path: Path, text: str):
    path = tmp_path / "a.yml"
    path.write_text(text, encoding="utf-8")
    return usable(Whole, open_yaml(path))


def test_a_sound_file_is_used_whole(tmp_path: Path) -> None:
    found = parts(tmp_path, "title: A\nitems: [{key: a}]\n")
    assert found.value == Whole(title="A", items=[Item(key="a")])
    assert found.lost == frozenset()
    assert found.knows("title", "items.*.key")


def test_a_wrong_value_that_has_a_default_takes_it(tmp_path: Path) -> None:
    found = parts(tmp_path, "items: [{key: a, size: big}, {key: b, size: 2}]\n")
    assert found.value is not None
    assert [(item.key, item.size) for item in found.value.items] == [("a", 1), ("b", 2)]
    assert found.knows("items.*.key")
    assert not found.knows("items.*.size")


def test_for_a_missing_text_another_stands_in(tmp_path: Path) -> None:
    found = parts(tmp_path, "items: [{size: 3}, {key: b}]\n")
    assert found.value is not None
    first, second = found.value.items
    assert first.key.startswith(STAND_IN)
    assert (first.size, second.key) == (3, "b")
    assert not found.knows("items.*.key")


def test_an_item_that_cannot_be_used_is_dropped_and_no_other(tmp_path: Path) -> None:
    found = parts(tmp_path, "items: [{key: a}, words, {key: c}, 5]\nnamed: {x: 1, y: {key: b}}\n")
    assert found.value is not None
    assert [item.key for item in found.value.items] == ["a", "c"]
    assert list(found.value.named) == ["y"]
    assert not found.knows("items.*.key")
    assert found.knows("title")


def test_the_key_that_a_misspelt_one_meant_is_lost(tmp_path: Path) -> None:
    found = parts(tmp_path, "itmes: [{key: a}]\nelsewhere: 1\n")
    assert found.value == Whole()
    assert not found.knows("items.*.key")
    assert found.knows("title", "named.*.key")


def test_what_could_not_be_read_is_lost_too(tmp_path: Path) -> None:
    found = parts(tmp_path, "title: !!int x\nitems: [{key: a}]\n")
    assert found.value == Whole(items=[Item(key="a")])
    assert not found.knows("title")


def test_a_file_that_is_no_mapping_leaves_nothing(tmp_path: Path) -> None:
    assert parts(tmp_path, "- a\n").value is None


def test_what_is_lost_twice_over_is_lost_of_the_whole(tmp_path):
    # Codes that are no texts: the table is dropped for the first, and nothing is left to drop.
    path = tmp_path / "acme.yml"
    path.write_text(
        "edition: acme\ntitle: Acme\ndata:\n  accounts:\n    file: a.csv\n    questions:\n"
        "      - {name: a, type: single, column: a, codes: [true, false]}\n"
        "report: {sections: [{heading: All}]}\n",
        encoding="utf-8",
    )
    problems, parts = judge_edition(open_yaml(path))
    assert len(problems) == 2
    assert parts.lacks("data")
    assert Parts(None, frozenset({()})).lacks("banners")
    assert not Parts(None, frozenset({("report",)})).lacks("data")
    assert check(path)
