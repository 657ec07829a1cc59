from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from research.build.checks import check, named, sections
from research.display.filters import FILTERS
from research.pipeline.plan import read_edition

if TYPE_CHECKING:
    from research.errors import Problem


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_sound_edition_has_no_problems(params: Path) -> None:
    assert check(params) == []


def spoil_data(params: Path, old: str, new: str) -> None:
    replace(params.parents[1] / "data" / "respondents.csv", old, new)


def found(params: Path) -> Problem:
    (problem,) = check(params)
    return problem


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "what", "allowed"),
    [
        ("North,1,2,3,4", "North,1,2,2,4", 2, "rank_offer", "rank 2 is given twice", "once"),
        ("South,2,1,3,4", "South,2,1,3,13", 4, "rank_win", "no rank 13", "from 1 to 4"),
        ("South,2,1,4,3", "South,2,1,4,", 5, "rank_win", "empty", "from 1 to 4"),
        ("Mining,Quarry", "Minning,Quarry", 9, "sector", "'Minning' is unknown", "Mining"),
        ("rank_staff", "rank_stuff", 1, "rank_staff", "missing", ""),
    ],
)
def test_a_fault_of_the_data_comes_with_file_row_column_and_what_is_allowed(
    params: Path, old: str, new: str, row: int, column: str, what: str, allowed: str
) -> None:
    spoil_data(params, old, new)
    problem = next(item for item in check(params) if item.column == column)
    assert Path(problem.file).name == "respondents.csv"
    assert problem.row == row
    assert what in problem.what
    assert allowed in problem.allowed


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"", "empty"), (b"respondent,gr\x81e\n", "neither UTF-8 nor Windows-1252")],
)
def test_a_data_file_that_cannot_be_read_is_one_problem(
    params: Path, content: bytes, what: str
) -> None:
    (params.parents[1] / "data" / "respondents.csv").write_bytes(content)
    assert what in found(params).what


@pytest.mark.parametrize(
    ("old", "new", "key", "what", "allowed"),
    [
        (
            "notebook: overall",
            "notebook: overal",
            "report.sections.1.notebook",
            "overal",
            "accounts",
        ),
        ("text: about", "text: abuot", "report.sections.0.text", "no text 'abuot'", "about"),
        (
            "breakdown: [sector, region]",
            "breakdown: [sector, regoin]",
            "report.sections.2.each.breakdown.1",
            "regoin",
            "region",
        ),
        (
            "[retain, staff,",
            "[retian, staff,",
            "report.sections.3.each.theme.0",
            "retian",
            "retain",
        ),
    ],
)
def test_a_section_of_something_that_is_not_there_names_what_is(
    params: Path, old: str, new: str, key: str, what: str, allowed: str
) -> None:
    replace(params, old, new)
    problem = found(params)
    assert problem.key == key
    assert what in problem.what
    assert allowed in problem.allowed


def test_problems_of_all_files_come_at_once(params: Path) -> None:
    root = params.parents[1]
    replace(params, "notebook: overall", "notebook: overal")
    replace(params.parent / "themes" / "win.yml", "key: win", "kee: win")
    spoil_data(params, "North,1,2,3,4", "North,1,2,2,4")
    replace(root / "data" / "assessments.csv", "A2,Banking,50", "A2,Banking,500")
    files = [Path(problem.file).name for problem in check(params)]
    assert list(dict.fromkeys(files)) == [
        "small.yml",
        "win.yml",
        "respondents.csv",
        "assessments.csv",
    ]


def test_what_is_right_of_a_parameter_file_serves_to_judge_texts_and_data(params: Path) -> None:
    replace(params, "title:", "titel:")
    replace(params, "notebook: overall", "notebook: overal")
    replace(params.parent / "themes" / "win.yml", "key: win", "kee: win")
    spoil_data(params, "North,1,2,3,4", "North,1,2,2,4")
    replace(params.parents[1] / "data" / "assessments.csv", "A2,Banking,50", "A2,Banking,500")
    told = [(Path(problem.file).name, problem.what) for problem in check(params)]
    assert told == [
        ("small.yml", "unknown key"),
        ("small.yml", "there is no notebook 'overal' in notebooks"),
        ("win.yml", "unknown key"),
        ("respondents.csv", "rank 2 is given twice, to rank_staff, rank_offer"),
        ("assessments.csv", "'500' is off the scale"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "known"),
    [
        # What each leaves unknown is not held against the data; all else is.
        ("win: {column:", "win: {columm:", set()),
        ("  - name: sector\n", "  - nmae: sector\n", set()),
        ("text: Farms", "txet: Farms", set()),
        ("questions:\n  - name: prio", "qestions:\n  - name: prio", set()),
        ("themes:\n  question", "themse:\n  question", {"rank_win", "sector"}),
        ("banners:", "baners:", {"rank_win", "sector"}),
        ("{flag_base: 4", "{flag_base: many", {"rank_win", "sector"}),
        ("  levels:\n", "  levls:\n", {"rank_win", "sector"}),
    ],
)
def test_a_fault_of_the_parameter_file_brings_no_others_in_its_train(
    params: Path, old: str, new: str, known: set[str]
) -> None:
    replace(params, old, new)
    alone = check(params)
    assert {Path(problem.file).name for problem in alone} == {"small.yml"}
    assert 1 <= len(alone) <= 3
    spoil_data(params, "South,2,1,3,4", "South,2,1,3,13")
    spoil_data(params, "Mining,Quarry", "Minning,Quarry")
    more = [problem for problem in check(params) if problem not in alone]
    # What is not known of a table is not held against its file.
    assert {problem.column for problem in more} == known


def test_a_file_that_is_no_yaml_is_all_that_is_told(params: Path) -> None:
    spoil_data(params, "North,1,2,3,4", "North,1,2,2,4")
    params.write_text("edition: [small\n", encoding="utf-8")
    assert "not valid YAML" in found(params).what


def test_an_edition_before_that_is_missing_is_a_problem(params: Path) -> None:
    text = params.read_text(encoding="utf-8")
    params.write_text(f"{text}\nwaves: {{previous: nowhere.yml}}\n", encoding="utf-8")
    (problem,) = check(params)
    assert "nowhere.yml" in str(problem)


def test_a_format_that_no_report_has_is_told_of_in_the_parameter_file(params: Path) -> None:
    replace(params, "formats: [html]", "formats: [html, pptx, Word]")
    slides, unknown = check(params)
    assert (Path(slides.file), slides.key) == (params, "report.formats.1")
    assert "'pptx' is slides" in slides.what
    assert "'Word' is no format" in unknown.what


def test_a_format_that_nobody_makes_is_found_before_a_build(params: Path) -> None:
    replace(params, "formats: [html]", "formats: [htlm]")
    problem = found(params)
    assert (problem.key, problem.hint) == ("report.formats.0", "did you mean 'html'?")


def test_a_format_that_the_engine_does_not_make_is_found_before_a_build(params: Path) -> None:
    replace(params, "formats: [html]", "engine: pandoc\n  formats: [epub]")
    problem = found(params)
    assert "the embedded engine makes no 'epub'" in problem.what
    assert problem.key == "report.formats.0"


def test_a_chapter_that_is_there_twice_is_found_before_a_build(params: Path) -> None:
    replace(params, "    - notebook: overall", "    - notebook: overall\n    - notebook: overall")
    problem = found(params)
    assert problem.what == "the chapter 'overall' is there more than once"
    assert problem.key == "report.sections"


def test_two_groups_of_one_label_are_a_problem(params: Path) -> None:
    replace(params, "text: Mining", "text: Retail")
    (problem,) = (problem for problem in check(params) if problem.key == "questions.3")
    assert problem.what == "codes given twice: Retail"


@pytest.mark.parametrize(
    ("text", "row", "what"),
    [
        ("# About\n\n{{ a.b | percnt }}", 3, "no filter is called 'percnt'"),
        ("# About\n\n{{ a.b | number(99) }}", 3, "12 places after the point at most"),
        ("# About\n\n{% claim a.b %}", 3, "a claim cannot be read"),
        ("# About\n\n{{ a.b", 3, "opens here and never closes"),
        ("- " * 30 + "x", 1, "too many lists"),
        ("# Gr\udce4\udcdfe", None, "this text is not UTF-8"),
        ("# About\n\n![](http://example.org/x.png)", 3, "lies elsewhere"),
        ("# About\n\n[x](javascript:alert)", 3, "no address of a page"),
        ("# About\n\n## A {#x}\n\n## B {#x}", 3, "the id 'x' is given 2 times"),
        ("# About\n\n::: {#tbl-a}\n| a |\n|---|\n:::", 3, "'tbl-a' has no caption"),
    ],
)
def test_a_text_is_judged_as_far_as_it_can_be_before_a_build(
    params: Path, text: str, row: int | None, what: str
) -> None:
    path = params.parents[1] / "reports" / "texts" / "about.md"
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    problem = found(params)
    assert (Path(problem.file), problem.row) == (path, row)
    assert what in problem.what


def test_a_raw_text_is_one_of_the_report(params: Path) -> None:
    replace(params, "report:\n", "report:\n  raw: [abuot]\n")
    problem = found(params)
    assert "raw: 'abuot' is no text of the report" in problem.what
    assert "about" in problem.what
    path = params.parents[1] / "reports" / "texts" / "about.md"
    path.write_text("# About\n\n`{{< version >}}`\n", encoding="utf-8")
    replace(params, "[abuot]", "[about]")
    assert check(params) == []
    replace(params, "  raw: [about]\n", "")
    assert "a short code stands in" in found(params).what


@pytest.mark.parametrize("name", sorted(FILTERS))
def test_any_filter_of_any_name_may_stand_in_a_text(params: Path, name: str) -> None:
    path = params.parents[1] / "reports" / "texts" / "about.md"
    path.write_text(f"# About\n\n{{{{ not.known.yet | {name} }}}} and {{{{ another }}}}\n")
    assert check(params) == []


@pytest.mark.parametrize(
    ("old", "new", "key", "what"),
    [
        (
            "- notebook: overall",
            "- notebook: overall\n      parameters: {params: ../../other.yml}",
            "report.sections.1.parameters.params",
            "'params' is the parameter file itself, which the build gives",
        ),
        (
            "- notebook: overall",
            "- notebook: theme\n      each: {params: [params/a.yml]}",
            "report.sections.1.each.params",
            "'params' is the parameter file itself, which the build gives",
        ),
        (
            "- notebook: overall",
            "- notebook: theme\n      each: {theme: [win]}\n      parameters: {theme: offer}",
            "report.sections.1.parameters.theme",
            "'theme' has a value here and others under 'each'",
        ),
    ],
)
def test_a_parameter_that_something_else_gives_is_told(
    params: Path, old: str, new: str, key: str, what: str
) -> None:
    replace(params, old, new)
    problems = [problem for problem in check(params) if problem.key == key]
    assert [problem.what for problem in problems] == [what]


def test_names_of_claims_are_looked_up_in_the_ledger_of_the_last_build(params: Path) -> None:
    root = params.parents[1]
    text = root / "reports" / "texts" / "about.md"
    text.write_text("# About\n\n{% claim overall.offr.rank == 1 %}x{% endclaim %}\n")
    assert check(params) == []
    problems, (place,) = named(params)
    assert problems == []
    assert place.endswith("about.md, rows 3: these claims are judged by the first build")
    ledger = read_edition(params).folder / "results.json"
    ledger.parent.mkdir(parents=True, exist_ok=True)
    ledger.write_text('[{"name": "overall.offer.rank", "value": 1, "unit": "rank", "label": ""}]')
    (problem,), waiting = named(params)
    assert (problem.file, problem.row, waiting) == (text, 3, [])
    assert problem.what == "no result is called 'overall.offr.rank'"
    assert check(params) == [], "a build may know names that the last one did not"
    ledger.write_text("no ledger")
    assert named(params)[0] == []


def test_each_chapter_is_said_to_be_possible_or_what_it_lacks(params: Path) -> None:
    able = sections(params)
    assert list(able)[:3] == ["overall", "breakdown-sector", "breakdown-region"]
    assert not any(able.values())
    text = params.read_text(encoding="utf-8")
    banners = text.partition("banners:")[2].partition("texts:")[0]
    params.write_text(text.replace(f"banners:{banners}", ""), encoding="utf-8")
    lacking = sections(params)
    assert lacking["breakdown-sector"] == ["banners"]
    assert lacking["overall"] == []


def test_a_file_that_cannot_be_planned_has_no_chapters(params: Path) -> None:
    params.write_text("edition: [small\n", encoding="utf-8")
    assert sections(params) == {}
