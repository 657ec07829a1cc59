from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from research.build.tables import summary_lines, tables
from research.errors import InputError, ThinDataError

if TYPE_CHECKING:
    from pathlib import Path

    from research.pipeline.events import Event


def titles(path: Path, sheet: str) -> list[str]:
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [str(row[0]) for row in rows if row[0]]


def test_every_question_by_every_banner_is_in_the_book(params: Path) -> None:
    made = tables(params)
    assert made.path == params.parents[1] / "reports" / "small" / "tables-all.xlsx"
    book = openpyxl.load_workbook(made.path)
    assert book.sheetnames == ["Contents", *made.tables, "Method", "Legend"]
    assert book["Contents"]["A1"].value == "Priorities of a Small Town"
    for banner, count in made.tables.items():
        told = titles(made.path, banner)
        assert "Sector" in told
        assert told.count("Base, unweighted") == count
    names = {name.rpartition(".")[0] for name in book.defined_names if "table." in name}
    assert "table.sector" in names


def test_what_is_asked_for_is_made_and_nothing_else(params: Path, tmp_path: Path) -> None:
    events: list[Event] = []
    made = tables(
        params,
        banners=["sector"],
        questions=["waived", "priorities"],
        filters=["sector=mining", "sector=Retail"],
        to=tmp_path / "some.xlsx",
        progress=events.append,
    )
    assert (made.path, dict(made.tables)) == (tmp_path / "some.xlsx", {"sector": 2})
    told = titles(made.path, "sector")
    assert told.index("Anonymity waived") < told.index("Priorities")
    assert "Filter: Sector: Mining or Retail" in told
    ended = [event.what for event in events if event.kind == "done"]
    assert ended == ["answers", "tables by sector", "some.xlsx"]
    first, path = summary_lines(made)
    assert first.startswith("Made 2 tables by sector (")
    assert path.endswith("some.xlsx")


def test_an_edition_without_banners_gets_the_total(params: Path) -> None:
    kept, _, _ = params.read_text(encoding="utf-8").partition("banners:")
    report = "report: {sections: [{heading: Answers}]}\n"
    params.write_text(kept + report, encoding="utf-8")
    made = tables(params, questions=["sector"])
    assert dict(made.tables) == {"": 1}
    assert openpyxl.load_workbook(made.path).sheetnames[1] == "Total"


def test_all_that_does_not_exist_is_told_at_once_with_the_nearest_names(params: Path) -> None:
    report = params.parents[1] / "reports" / "small" / "tables.xlsx"
    with pytest.raises(InputError) as caught:
        tables(
            params,
            banners=["sectr"],
            questions=["priority", "reason"],
            filters=["sector=minning", "regoin=North", "sector", "reason=x"],
            weight="mian",
            to=report,
        )
    told = [str(problem) for problem in caught.value.problems]
    for place, words in enumerate(
        [
            ["--banner", "'sectr'", "did you mean 'sector'?"],
            ["--question", "'priority'", "did you mean 'priorities'?"],
            ["--question", "'reason'", "type open", "allowed: single"],
            ["--filter", "'sector'", "write question=answer"],
            ["--filter", "'minning'", "did you mean 'mining'?"],
            ["--filter", "'regoin'", "did you mean 'region'?"],
            ["--filter", "'reason'", "type open"],
            ["--weight", "'mian'", "none"],
            ["--to", "the report's own"],
        ]
    ):
        assert all(word in told[place] for word in words), (told[place], words)
    assert len(told) == 9
    assert not report.parent.exists()


@pytest.mark.parametrize(("name", "words"), [("x.csv", "end in .xlsx"), ("folder.xlsx", "folder")])
def test_a_place_that_is_none_is_refused(
    params: Path, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(InputError, match=words):
        tables(params, to=tmp_path / name)


def test_nobody_left_is_a_sentence(params: Path) -> None:
    with pytest.raises(ThinDataError, match="nobody"):
        tables(params, filters=["sector=mining", "country=Spain"])


def test_a_filter_that_leaves_few_out_shows_nothing_that_tells_of_them(
    params: Path, tmp_path: Path
) -> None:
    """One of eight respondents is in mining; two or more may be shown."""
    few = [f"sector={name}" for name in ("banking", "retail")]
    whole = tables(params, ["region"], ["sector"], to=tmp_path / "all.xlsx").path
    narrow = tables(params, ["region"], ["sector"], few, to=tmp_path / "few.xlsx").path
    assert shares(whole)
    assert not shares(narrow)


def shares(path: Path) -> list[float]:
    """Percentages of the grid by region."""
    grid = openpyxl.load_workbook(path)["region"]
    return [
        cell.value
        for row in grid.iter_rows()
        for cell in row
        if "%" in str(cell.number_format) and isinstance(cell.value, int | float)
    ]


def test_the_same_edition_gives_the_same_bytes(params: Path, tmp_path: Path) -> None:
    first = tables(params, ["sector"], to=tmp_path / "a.xlsx").path.read_bytes()
    assert tables(params, ["sector"], to=tmp_path / "b.xlsx").path.read_bytes() == first


def test_no_base_too_small_to_show_can_be_worked_out_of_the_book(params: Path) -> None:
    """Mining has one respondent, fewer than may be shown: no subtraction may give it away."""
    made = tables(params)
    sheet = openpyxl.load_workbook(made.path)["sector"]
    points = [sheet.cell(3, column).value for column in (4, 6, 8)]
    assert points == ["Banking & Co", "Retail", "Mining"]
    bases = [
        [row[column].value for column in (1, 3, 5, 7)]
        for row in sheet.iter_rows()
        if row[0].value == "Base, unweighted"
    ]
    assert len(bases) == made.tables["sector"]
    for total, *groups in bases:
        hidden = [base for base in groups if base == "–"]
        left = total - sum(base for base in groups if base != "–")
        assert groups[2] == "–"
        assert len(hidden) > 1
        assert left >= 2
