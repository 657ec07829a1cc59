"""The command line: what it teaches, what it says of bad input, and how it ends."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

import research
from research import cli
from research.errors import ChapterError, InputError, Problem

if TYPE_CHECKING:
    from click.testing import Result

COMMANDS = [
    command.callback.__name__ for command in cli.app.registered_commands if command.callback
]


def run(*words: object) -> Result:
    return CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}).invoke(
        cli.app, [str(word) for word in words]
    )


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_help_says_where_to_start_and_where_the_report_will_be() -> None:
    shown = run("--help")
    assert shown.exit_code == 0
    assert "research check params/2015.yml" in shown.output
    assert "reports/2015/" in shown.output
    assert all(command in shown.output for command in COMMANDS)


def test_no_words_at_all_show_the_help() -> None:
    assert "Usage" in run().output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_every_option_explains_itself(command: str) -> None:
    shown = run(command, "--help")
    assert shown.exit_code == 0
    lines = [line.strip(" │") for line in shown.output.splitlines()]
    options = [line for line in lines if re.match(r"[*\s]*(--?\w|params\b)", line)]
    assert options
    # An option's line has a sentence, or the default, behind its name and kind.
    assert all(len(line.split()) > 3 or "[default" in line for line in options)


def test_the_version_is_the_package_s() -> None:
    shown = run("--version")
    assert (shown.exit_code, shown.output) == (0, f"research {research.__version__}\n")


def test_a_mistyped_command_is_refused_with_a_suggestion() -> None:
    shown = run("chek", "params/2015.yml")
    assert shown.exit_code == 2
    assert "chek" in shown.output


def test_a_sound_edition_is_in_order(params: Path) -> None:
    shown = run("check", params)
    assert shown.exit_code == 0
    assert "in order" in shown.output


def test_check_lists_every_problem_and_changes_nothing(params: Path) -> None:
    root = params.parents[1]
    data = root / "data" / "respondents.csv"
    spoil(params, "notebook: overall", "notebook: overal")
    spoil(data, "Norway,North,1,2,3,4", "Norway,North,1,1,3,13")
    spoil(data, "Mining,Quarry", "Minning,Quarry")
    before = contents(root)
    shown = run("check", params)
    assert shown.exit_code == 2
    assert "problems found:" in shown.stderr
    for words in (
        [
            "small.yml",
            "report.sections.1.notebook",
            "overal",
            "allowed: ",
            "did you mean 'overall'",
        ],
        ["respondents.csv", "row 2", "column rank_win", "no rank 13", "from 1 to 4"],
        ["respondents.csv", "row 2", "column rank_staff", "rank 1 is given twice"],
        ["respondents.csv", "row 9", "column sector", "'Minning' is unknown", "Mining"],
    ):
        assert [line for line in shown.stderr.splitlines() if all(word in line for word in words)]
    assert contents(root) == before


def test_the_number_of_problems_is_told(params: Path) -> None:
    spoil(params, "title: Priorities", "titel: Priorities")
    shown = run("check", params)
    assert shown.stderr.startswith("1 problem found:\n")
    assert "did you mean 'title'?" in shown.stderr
    spoil(params, "formats: [html]", "formats: html")
    assert run("check", params).stderr.startswith("2 problems found:\n")


def test_a_thousand_bad_cells_make_a_page_and_a_program_gets_each_place(params: Path) -> None:
    data = params.parents[1] / "data" / "respondents.csv"
    head, *rows = data.read_text(encoding="utf-8").splitlines()
    ranks = head.split(",").index("rank_win")
    made = [row.split(",") for row in rows for _ in range(125)]
    for place, cells in enumerate(made):
        cells[head.split(",").index("respondent")] = f"R{place}"
        cells[ranks] = str(20 + place % 2)
    data.write_text("\n".join([head, *(",".join(cells) for cells in made)]), encoding="utf-8")
    shown = run("check", params)
    first, *lines = shown.stderr.splitlines()
    assert first == "1,000 problems found:"
    assert len(lines) == 2
    assert "chapters that can be made: 7 of 7" in shown.stdout
    assert "500 rows (2, 4, 6, ...), column rank_win: there is no rank 20; allowed:" in lines[0]
    found = json.loads(run("check", params, "--json").stdout)
    assert [problem["row"] for problem in found] == list(range(2, 1002))
    assert {problem["column"] for problem in found} == {"rank_win"}


def test_a_sound_edition_is_an_empty_list_for_a_program(params: Path) -> None:
    shown = run("check", params, "--json")
    assert (shown.exit_code, json.loads(shown.stdout)) == (0, [])


def test_the_schema_is_printed_as_it_is_committed() -> None:
    committed = (Path(__file__).parents[1] / "params" / "schema.json").read_text(encoding="utf-8")
    assert run("schema").stdout == committed


def research_command(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from research.cli import main; main()", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_unknown_parameter_file_is_a_sentence_and_no_traceback(tmp_path: Path) -> None:
    ran = research_command("check", tmp_path / "none.yml")
    assert ran.returncode == 2
    assert "no such file" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_build_from_bad_input_lists_every_problem_and_leaves_the_last_report(
    params: Path,
) -> None:
    root = params.parents[1]
    report = root / "reports" / "small" / "report.html"
    report.parent.mkdir(parents=True)
    report.write_text("the last good report", encoding="utf-8")
    spoil(root / "data" / "respondents.csv", "Norway,North,1,2,3,4", "Norway,North,1,1,3,13")
    spoil(params.parent / "themes" / "win.yml", "key: win", "kee: win")
    before = contents(root)
    ran = research_command("build", params)
    assert ran.returncode == 2
    for words in (["respondents.csv", "row 2", "rank 13"], ["win.yml", "kee", "did you mean"]):
        assert all(word in ran.stderr for word in words)
    assert "Traceback" not in ran.stderr
    after = contents(root)
    assert {name: after.get(name) for name in before} == before
    assert all("/.work/" in name for name in after.keys() - before.keys())


@pytest.mark.parametrize(
    ("error", "code"),
    [(InputError([Problem("a.yml", "wrong")]), 2), (ChapterError("overall", "it failed", 3), 1)],
)
def test_an_error_of_ours_is_its_message_and_its_exit_code(
    error: Exception, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise error

    with pytest.raises(SystemExit) as stop:
        cli.main(fail)
    assert stop.value.code == code
    assert capsys.readouterr().err == f"{error}\n"


def test_an_error_that_is_not_ours_is_not_hidden() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cli.main(fail)


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "what was finished is kept"),
        (errno.EACCES, "read and write there"),
        (errno.ENOTDIR, "a file stands where a folder should"),
        (errno.EEXIST, "a file stands where a folder should"),
        (errno.EISDIR, "a folder stands where a file should"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(
    number: int, advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise OSError(number, os.strerror(number), "reports/2015/report.pdf")

    with pytest.raises(SystemExit) as stop:
        cli.main(fail)
    assert stop.value.code == 1
    said = capsys.readouterr().err
    assert said.startswith(f"reports/2015/report.pdf: {os.strerror(number)} (")
    assert advice in said


def test_any_other_fault_of_the_system_is_not_hidden() -> None:
    def fail() -> None:
        raise ChildProcessError(errno.ECHILD, "no such child")

    with pytest.raises(ChildProcessError):
        cli.main(fail)


def test_a_tab_book_is_made_without_a_report(params: Path) -> None:
    shown = run("tables", params, "--banner", "sector", "--question", "region")
    assert shown.exit_code == 0
    path = params.parents[1] / "reports" / "small" / "tables-sector.xlsx"
    assert path.is_file()
    assert shown.stdout.splitlines()[0].startswith("Made 1 table by sector (")
    assert shown.stdout.splitlines()[1].endswith("tables-sector.xlsx")
    assert [file.name for file in path.parent.iterdir()] == ["tables-sector.xlsx"]


def test_what_a_tab_book_cannot_hold_is_told_at_once(params: Path) -> None:
    shown = research_command("tables", params, "--banner", "sektor", "--filter", "region=nroth")
    assert shown.returncode == 2
    assert shown.stderr.splitlines()[-3:] == [
        "2 problems found:",
        "  --banner: the edition has no banner 'sektor' (did you mean 'sector'?)",
        "  --filter: 'nroth' is no answer of 'region' (did you mean 'north'?)",
    ]
