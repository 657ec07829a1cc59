"""Which chapters an edition has, read from its parameter file alone."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from research.errors import InputError
from research.pipeline.plan import plan, read_edition

if TYPE_CHECKING:
    from pathlib import Path


def test_each_value_is_a_chapter_in_the_order_written(plain: Path) -> None:
    chapters = plan(plain)
    assert [chapter.id for chapter in chapters] == ["opening", "theme-retain", "theme-win"]
    assert chapters[2].parameters == {"params": "params/small.yml", "theme": "win"}
    assert chapters[2].notebook == plain.parent.parent / "notebooks" / "theme.ipynb"


def test_chapters_are_called_by_the_names_of_their_themes(plain: Path) -> None:
    titles = [chapter.title for chapter in plan(plain)]
    assert titles == ["Opening", "Keeping Customers", "Winning Customers"]


def test_the_same_chapter_twice_is_an_input_error(plain: Path) -> None:
    plain.write_text(plain.read_text() + "    - notebook: opening\n")
    with pytest.raises(InputError, match="'opening' is there more than once"):
        plan(plain)


def test_a_value_of_the_data_makes_an_id_of_letters_and_digits(plain: Path) -> None:
    text = plain.read_text().replace("[retain, win]", '[retain, "Africa/Middle East", "R&D {x}"]')
    plain.write_text(text)
    ids = [chapter.id for chapter in plan(plain)]
    assert ids == ["opening", "theme-retain", "theme-africa-middle-east", "theme-r-d-x"]
    assert plan(plain)[2].parameters["theme"] == "Africa/Middle East"


@pytest.mark.parametrize("pair", [("A/B", "A B"), ("A1", "a1")])
def test_two_values_of_one_id_are_refused_by_name(plain: Path, pair: tuple[str, str]) -> None:
    text = plain.read_text().replace("[retain, win]", f'["{pair[0]}", "{pair[1]}"]')
    plain.write_text(text)
    with pytest.raises(InputError, match=f"'{pair[0]}' and '{pair[1]}' would both be the chapter"):
        plan(plain)


def test_planning_imports_nothing_of_the_analysis(plain: Path) -> None:
    program = (
        "import sys; from research.pipeline.plan import plan; plan(sys.argv[1]);"
        "print({'pandas', 'papermill'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", program, str(plain)]
    assert subprocess.check_output(command, text=True).strip() == "set()"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("edition: [", "not valid YAML"),
        ("title: without sections", "edition: this key is missing"),
        ("edition: a\nreport: {sections: [words]}", "report.sections.0"),
    ],
)
def test_a_spoiled_file_is_named_with_its_fault(plain: Path, content: str, fault: str) -> None:
    plain.write_text(content)
    with pytest.raises(InputError, match=fault) as caught:
        plan(plain)
    assert str(plain) in str(caught.value)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_edition(tmp_path / "none.yml")
