from pathlib import Path

import pytest

from research.report.checks import inspect
from research.report.references import lost, twice

ONE, OTHER = Path("one.md"), Path("other.md")
TABLE = "::: {#tbl-x}\n| A |\n|---|\n| 1 |\n\nCaption\n:::\n"


def told(text: str, other: str = "", known: tuple[str, ...] = ()) -> list[str]:
    texts = {ONE: text, OTHER: other}
    return [str(problem) for problem in lost(texts, inspect(f"{text}\n\n{other}"), known)]


@pytest.mark.parametrize(
    ("text", "sign", "row", "column"),
    [
        ("Words.\n\nSee @tbl-y.\n", "@tbl-y", 3, 5),
        ("See [@fig-y; @tbl-x].\n", "@fig-y", 1, 6),
        ("See @{tbl-y}, *and\n@tbl-x*.\n", "@tbl-y", 1, 5),
        ("# On @sec-y\n", "@sec-y", 1, 6),
        ("See [there](#sec-y).\n", "#sec-y", 1, 13),
        ('See [there](#tbl-y "title").\n', "#tbl-y", 1, 13),
    ],
)
def test_a_reference_that_leads_nowhere_has_its_file_line_and_column(
    text: str, sign: str, row: int, column: int
) -> None:
    (problem,) = told(text, f"# Other {{#sec-x}}\n\n{TABLE}")
    assert problem.startswith(
        f"one.md, row {row}, column {column}: the reference {sign} leads nowhere"
    )


def test_each_place_is_told_with_the_nearest_ids() -> None:
    others = TABLE.replace("tbl-x", "tbl-overall")
    found = told("@tbl-overal, @tbl-overall\n\n@tbl-overal", f"@tbl-overal\n\n{others}")
    assert found == [
        f"{file}, row {row}: the reference @tbl-overal leads nowhere (nearest ids: tbl-overall)"
        for file, row in (
            ("one.md", "1, column 1"),
            ("one.md", "3, column 1"),
            ("other.md", "1, column 1"),
        )
    ]


def test_what_is_known_besides_the_report_and_what_is_no_reference_is_no_problem() -> None:
    assert told("@tbl-y", known=("tbl-y",)) == []
    assert told("`@tbl-y` and \\@tbl-y and someone@tbl-y.org") == []


def test_an_id_that_two_texts_give_is_told_in_both() -> None:
    texts = {ONE: TABLE, OTHER: f"Words.\n\n{TABLE}\n\n# Heading {{.y #tbl-x-more}}\n"}
    found = twice(texts, inspect("\n".join(texts.values())))
    assert [(problem.file, problem.row) for problem in found] == [(ONE, 1), (OTHER, 3)]
    assert "'tbl-x' is given more than once" in found[0].what
