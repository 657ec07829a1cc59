"""References and ids judged before a build, by the texts and the chapters of the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.build.checks import check, named
from research.build.verbs import build
from research.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

ABOUT = "# About\n\nOne text has {{ retain.length | count }} letters.\n"


def write(params: Path, text: str) -> None:
    path = params.parents[1] / "reports" / "texts" / "about.md"
    path.write_text(ABOUT + text, encoding="utf-8")


def told(params: Path) -> list[tuple[int | None, str]]:
    assert check(params) == []
    problems, waiting = named(params)
    assert waiting == []
    assert {str(problem.file).rpartition("/")[2] for problem in problems} <= {"about.md"}
    return [(problem.row, problem.what) for problem in problems]


def test_references_to_texts_parts_and_chapters_of_the_last_build_lead_somewhere(
    built: Path,
) -> None:
    write(built, "See @sec-about, @sec-opening, and [one](#sec-theme-win).\n")
    assert told(built) == []
    assert build(built).ok


@pytest.mark.parametrize("sign", ["@tbl-retan", "@fig-retan", "@sec-openin"])
def test_what_leads_nowhere_is_told_before_a_build_as_by_it(built: Path, sign: str) -> None:
    write(built, f"See\n{sign}.\n")
    assert told(built) == [(5, f"the reference {sign} leads nowhere")]
    with pytest.raises(InputError, match=rf"row 5, column \d+: the reference {sign} leads nowhere"):
        build(built)


def test_an_id_that_another_text_gives_is_told_before_a_build_as_by_it(built: Path) -> None:
    sections = built.read_text(encoding="utf-8").replace(
        "    - text: about", "    - text: about\n    - text: more"
    )
    built.write_text(sections, encoding="utf-8")
    table = "::: {#tbl-x}\n| A |\n|---|\n| b |\n\nCaption\n:::\n"
    write(built, f"See @tbl-x.\n\n{table}")
    (built.parents[1] / "reports" / "texts" / "more.md").write_text(f"# More\n\n{table}")
    assert check(built) == []
    problems, _ = named(built)
    assert [(problem.file.name, problem.row) for problem in problems] == [
        ("about.md", 6),
        ("more.md", 3),
    ]
    given = r"more\.md, row 3, column \d+: the id 'tbl-x' is given more"
    with pytest.raises(InputError, match=given):
        build(built)


def test_before_a_first_build_sections_are_known_and_the_rest_is_said_to_wait(plain: Path) -> None:
    write(plain, "See @sec-opening, @sec-theme-win.\n\nSee @sec-openin and @fig-retan.\n")
    problems, waiting = named(plain)
    assert [(problem.row, problem.what) for problem in problems] == [
        (6, "the reference @sec-openin leads nowhere")
    ]
    assert problems[0].hint.startswith("nearest ids: sec-opening")
    (line,) = waiting
    where = "about.md, row 6, column 21"
    assert line.endswith(f"{where}: the reference @fig-retan is looked up by the build")


def test_a_chapter_whose_code_has_changed_since_may_have_other_ids(built: Path) -> None:
    write(built, "See @fig-other.\n")
    path = built.parents[1] / "notebooks" / "theme.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("retain", "win"), encoding="utf-8")
    problems, waiting = named(built)
    assert problems == []
    assert len(waiting) == 1
