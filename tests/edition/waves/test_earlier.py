"""Earlier editions are opened, and waves that go in a circle are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.edition.judgement import load_edition
from research.edition.waves.earlier import earlier_edition
from research.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

EDITION = """\
edition: e{name}
title: Made up
data: {{answers: {{file: a.csv}}}}
questions: [{{name: sector, type: single, column: Q1}}]
waves: {{earlier: {{{waves}}}}}
report: {{sections: [{{heading: One}}]}}
"""


def write(folder: Path, name: str, *earlier: str) -> Path:
    path = folder / f"{name}.yml"
    waves = ", ".join(f"{one}: {one}.yml" for one in earlier)
    path.write_text(EDITION.format(name=name, waves=waves), encoding="utf-8")
    return path


def test_each_wave_is_an_edition_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, "a")
    write(tmp_path, "b", "a")
    path = write(tmp_path, "c", "a", "b")
    for name in ("a", "b"):
        found, place = earlier_edition(load_edition(path), path, name)
        assert (found.edition, place) == (f"e{name}", tmp_path / f"{name}.yml")


@pytest.mark.parametrize(
    ("ways", "told"),
    [
        ({"a": "a"}, "a.yml > a.yml"),
        ({"a": "b", "b": "a"}, "a.yml > b.yml > a.yml"),
        ({"a": "b", "b": "c", "c": "a"}, "a.yml > b.yml > c.yml > a.yml"),
    ],
)
def test_a_circle_is_told_with_its_way(tmp_path: Path, ways: dict[str, str], told: str) -> None:
    for name, earlier in ways.items():
        write(tmp_path, name, earlier)
    path = tmp_path / "a.yml"
    with pytest.raises(InputError) as caught:
        earlier_edition(load_edition(path), path, ways["a"])
    assert f"the waves go in a circle: {told}" in str(caught.value)


def test_a_circle_that_this_edition_is_no_part_of_has_an_end(tmp_path: Path) -> None:
    write(tmp_path, "b", "c")
    write(tmp_path, "c", "b")
    path = write(tmp_path, "a", "b")
    assert earlier_edition(load_edition(path), path, "b")[0].edition == "eb"


def test_a_wave_that_is_missing_is_a_sentence(tmp_path: Path) -> None:
    path = write(tmp_path, "a", "nowhere")
    with pytest.raises(InputError, match=r"nowhere\.yml"):
        earlier_edition(load_edition(path), path, "nowhere")


def test_a_wave_of_the_same_file_is_the_edition_with_other_rows(tmp_path: Path) -> None:
    path = write(tmp_path, "a")
    text = path.read_text(encoding="utf-8").replace("a.csv", "a.csv, wave: year")
    text = text.replace("earlier: {}", "earlier: {y2015: {cell: 2015}}, now: 2016")
    path.write_text(text, encoding="utf-8")
    found, place = earlier_edition(load_edition(path), path, "y2015")
    assert place == path
    assert found.answers.filter == {"year": ["2015"]}
    assert found.waves.earlier == {}
