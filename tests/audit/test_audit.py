"""The audit of a small survey with everything wrong in it, on a terminal and as a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from typer.testing import CliRunner

from research.audit import sections as made
from research.audit.page import page
from research.audit.parts import Section, listed
from research.build.checks import examined
from research.cli import app

HOSTILE = "<script>alert('x')</script>\u202eevil\u200b {{ 7 * 7 }} " + "y" * 10_000
PARAMS = """\
edition: spring
title: "Spring <b>survey</b>"
data:
  answers:
    file: ../data/spring/answers.csv
    id: id
    personal: [name]
    filter: {status: [Complete]}
questions:
  - {name: status, type: single, column: status, codes: [Complete, Partial]}
  - name: sector
    number: Q1
    type: single
    title: %s
    column: sector
    codes: {1: Banking, 2: %s, 3: Retail}
  - {name: service, number: Q2, type: scale, column: service, codes: {1: Poor, 5: Good}}
  - {name: why, number: Q3, type: open, column: why}
report:
  formats: [html]
  sections:
    - notebook: topline
    - notebook: drivers
"""


@pytest.fixture
def params(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """61 rows: 2 partial, an id twice, 3 cells of 9, 4 who say 3, an e-mail that is not named."""
    (tmp_path / "params").mkdir()
    (tmp_path / "data" / "spring").mkdir(parents=True)
    head = "id;name;status;sector;service;why;email"
    rows = []
    for at in range(60):
        status = "Partial" if at < 2 else "Complete"
        sector = 3 if at in range(10, 14) else 1 + at % 2
        service = 9 if at in (20, 21, 22) else "" if at == 30 else 1 + at % 5
        rows.append(
            f"R{at};Ann Will{at};{status};{sector};{service};secret words {at};a{at}@x.example"
        )
    rows.append(rows[-1])
    data = tmp_path / "data" / "spring" / "answers.csv"
    data.write_text("\n".join([head, *rows]), encoding="cp1252")
    path = tmp_path / "params" / "spring.yml"
    label = '"' + HOSTILE.replace("\u202e", "\\u202e").replace("\u200b", "\\u200b") + '"'
    path.write_text(PARAMS % (label, label), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def run(*words: object):
    return CliRunner().invoke(app, ["check", *map(str, words)])


def test_the_terminal_tells_all_of_it(params: Path) -> None:
    shown = run(params)
    text = shown.stdout
    for words in (
        "58 of 61 rows of answers count; 3 are left out.",
        "separated by semicolons; encoding or sheet UTF-8; columns 7 (6 read)",
        "2 rows do not count by the filter on 'status'",
        "Rows with an id that stands above: 1.",
        "3 cells hold '9'",
        "1 column looks personal though nothing says so: email",
        "answers: 1 column is read only to take them out",
        "drivers cannot be made: it lacks",
        "chapters that can be made: 1 of 2",
        "name columns that look personal under 'personal' of their table",
    ):
        assert words in text, words
    (service,) = [line for line in text.splitlines() if " service " in line]
    assert service.split() == ["answers", "Q2", "service", "scale", "58", "4", "7%", "3"]
    assert "\u202e" not in text
    assert "y" * 200 not in text


def test_what_can_be_made_is_told_in_whole_names() -> None:
    names = [f"chapter-{number}" for number in range(200)]
    told, _, more = listed(names, 600).partition(" and ")
    assert set(told.split(", ")) <= set(names)
    assert more == f"{200 - len(told.split(', '))} more"
    assert listed(names[:3], 600) == ", ".join(names[:3])


def test_of_what_was_not_read_nothing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = run("params/none.yml")
    assert made.exit_code == 2
    assert "no such file" in made.output
    assert "Rows with an id" not in made.output
    assert "nothing else was remarked" not in made.output


def test_one_of_a_kind_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.csv").write_text("id,speed\n1,4\n", encoding="utf-8")
    made = CliRunner().invoke(app, ["new", "x", "--from", "x.csv", "--yes"])
    assert "x.csv (csv): 1 row, 2 columns" in made.output
    shown = run("params/x.yml").stdout
    for words in ("The one row of answers counts.", "1 question; nothing odd", "None is green."):
        assert words in shown, words


def test_a_hint_stands_apart_from_what_it_is_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cells = "\n".join(f"{row},{row}.5" for row in range(1, 40))
    Path("x.csv").write_text(f"id,money\n{cells}\n40,inf\n", encoding="utf-8")
    CliRunner().invoke(app, ["new", "x", "--from", "x.csv", "--yes"])
    assert "which is no number (declare" in run("params/x.yml").stdout


def test_the_page_tells_it_without_naming_anybody(params: Path) -> None:
    shown = run(params, "--html")
    written = params.parents[1] / "reports" / "spring" / "audit.html"
    assert f"written: {written}" in shown.stderr
    text = written.read_text(encoding="utf-8")
    for word in ("secret words", "Ann", "@x.example", "R20", "<script", "onerror", "\u202e",
                 "\u200b", "y" * 200, "(row", "rows 2"):  # fmt: skip
        assert word not in text, word
    soup = BeautifulSoup(text, "html.parser")
    assert soup.title.string == "Data audit: Spring <b>survey</b>"
    assert not soup.find_all(["script", "link", "img", "iframe"])
    assert "http" not in text.replace("http-equiv", "")
    (sector,) = [one for one in soup.find_all("article") if one.h3.text.startswith("Q1 ")]
    labels = [bar.span.text for bar in sector.find_all("div", class_="bar")]
    assert "Retail" not in labels
    assert "2 answers together, some given by fewer than 10" in labels[-1]
    figure = sector.find("figure")
    assert figure["role"] == "img"
    assert "together, some given by fewer than 10: " in figure["aria-label"]
    (why,) = [one for one in soup.find_all("article") if one.h3.text == "Q3 why"]
    assert "what respondents wrote is not shown here" in why.text
    assert not why.find("figure")


def test_the_page_is_written_where_it_is_said_and_the_same_each_time(params: Path) -> None:
    assert run(params, "--html", "out/a.html").exit_code == 2
    first = Path("out/a.html").read_bytes()
    assert run(params, "--html", "out/a.html").exit_code == 2
    assert Path("out/a.html").read_bytes() == first
    assert not Path("reports/spring/audit.html").exists()


def test_a_file_without_html_is_asked_about(params: Path) -> None:
    shown = run(params, "a.html")
    assert shown.exit_code == 2 or shown.exception
    assert "--html" in str(shown.exception)


def test_with_problems_the_page_says_what_can_be_read(params: Path) -> None:
    path = params
    path.write_text(path.read_text(encoding="utf-8").replace("column: why", "column: because"))
    shown = run(path, "--html")
    assert shown.exit_code == 2
    assert "this column is missing" in shown.stderr
    assert "could not be read; see what is to put right" in shown.stdout
    text = Path("reports/spring/audit.html").read_text(encoding="utf-8")
    assert "Put right: " in text
    assert "this column is missing" in text


def test_a_section_is_one_function_more(params: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def integrity(found: made.Examined) -> Section:
        return Section("integrity", "Data integrity", f"{len(found.answers)} table")

    monkeypatch.setattr(made, "SECTIONS", (*made.SECTIONS, integrity))
    *_, last = made.audit(examined(params))
    assert last.lead == "1 table"
    assert '<section id="integrity"' in page("x", [last])
