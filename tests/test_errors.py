"""Problems as a person reads them: one sentence for all of a kind, a page for all of a file."""

from __future__ import annotations

from research.errors import InputError, Problem, grouped


def cells(what: str, rows: list[int], column: str = "sector") -> list[Problem]:
    return [Problem("data.csv", what, row=row, column=column, allowed="a, b") for row in rows]


def test_a_problem_alone_says_where_what_and_what_next() -> None:
    problem = Problem("a.yml", "unknown key", "report.formts", 3, hint="did you mean 'formats'?")
    told = "a.yml, row 3, report.formts: unknown key (did you mean 'formats'?)"
    assert str(problem) == told
    assert str(InputError([problem])) == f"1 problem found:\n  {told}"


def test_problems_of_a_kind_are_one_line_with_a_count_and_the_first_places() -> None:
    found = cells("'x' is unknown", [3, 8, 11, *range(20, 231)])
    expected = "data.csv, 214 rows (3, 8, 11, ...), column sector: 'x' is unknown; allowed: a, b"
    assert grouped(found) == [expected]
    assert grouped(found[:3]) == [
        "data.csv, rows 3, 8, 11, column sector: 'x' is unknown; allowed: a, b"
    ]


def test_one_fault_of_many_columns_is_one_line() -> None:
    missing = [Problem("data.csv", "this column is missing", row=1, column=c) for c in "abcdef"]
    assert grouped(missing) == [
        "data.csv, row 1, columns a, b, c and 3 more: this column is missing"
    ]


def test_a_column_of_a_thousand_different_faults_comes_down_to_a_few() -> None:
    found = [*cells("'often' is unknown", [900, 901]), *cells("'rare' is unknown", [1])]
    found += [one for row in range(2, 802) for one in cells(f"'{row}' is unknown", [row])]
    lines = grouped(found)
    assert len(lines) == 5
    assert lines[0].startswith("data.csv, rows 900, 901, column sector: 'often'")
    assert lines[-1] == (
        "data.csv, 798 rows (4, 5, 6, ...), column sector: "
        "798 more problems of 798 kinds; allowed: a, b"
    )


def test_places_of_a_list_in_a_parameter_file_are_of_a_kind() -> None:
    found = [Problem("a.yml", f"'{n}' is none", f"report.sections.{n}.text", n) for n in range(50)]
    *_, last = grouped(found)
    assert "report.sections.*.text: 46 more problems" in last


def test_a_file_of_a_thousand_bad_columns_makes_a_page() -> None:
    found = [one for n in range(1000) for one in cells(f"wrong {n}", [n], column=f"Q{n}")]
    lines = grouped([*found, Problem("other.csv", "the file is empty")])
    assert len(lines) == 32
    assert lines[30] == "data.csv: 970 more kinds of problems"
    assert lines[31] == "other.csv: the file is empty"


def test_the_count_is_of_all_and_every_place_is_kept() -> None:
    found = cells("'x' is unknown", list(range(1200)))
    error = InputError(found)
    assert str(error).startswith("1,200 problems found:\n")
    assert len(error.problems) == 1200
    assert found[0].record() == {
        "file": "data.csv",
        "what": "'x' is unknown",
        "key": "",
        "row": 0,
        "column": "sector",
        "allowed": "a, b",
        "hint": "",
        "place": None,
    }


def test_a_problem_of_a_text_has_its_column() -> None:
    def typed(row: int, place: int) -> Problem:
        return Problem("a.md", "the figure 5 is typed by hand", row=row, place=place)

    assert str(typed(3, 14)) == "a.md, row 3, column 14: the figure 5 is typed by hand"
    assert grouped([typed(3, 14), typed(3, 30), typed(8, 1)]) == [
        "a.md, rows 3 (column 14), 3 (column 30), 8 (column 1): the figure 5 is typed by hand"
    ]


def test_what_a_stranger_wrote_stays_one_short_line() -> None:
    told = str(Problem("a\0b.yml", "x" * 9000 + "\n\x1b[2J", allowed="y" * 9000))
    assert "\n" not in told
    assert "\x1b" not in told
    assert len(told) < 1100
