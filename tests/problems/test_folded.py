"""Errors in notebooks: the sentence first, the way through the code behind a click."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from research.errors import InputError, Problem, UnknownNameError

CELL = """\
from research.errors import InputError, Problem
hostile = "<script>alert(1)</script>\\x1b[2J"
def deep():
    try:
        {}["a"]
    except KeyError as error:
        found = [Problem("params/x.yml", f"there is no {hostile}", hint="write it so")]
        raise InputError(found) from error
deep()
"""


@pytest.fixture(scope="module")
def executed() -> Any:
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(CELL), nbformat.v4.new_code_cell("1 + 1")]
    )
    NotebookClient(notebook, allow_errors=True, kernel_name="python3").execute()
    return notebook


def test_the_sentence_comes_first_and_the_way_there_follows(executed: Any) -> None:
    error, folded = executed.cells[0].outputs
    assert error.output_type == "error"
    assert error.ename == "InputError"
    lines = error.traceback
    assert lines[0] == "1 problem found:"
    assert "params/x.yml: there is no" in lines[1]
    assert lines[-1] == "In line 8 of this cell: raise InputError(found) from error"
    assert not any("Traceback" in line or "\x1b" in line for line in lines)
    page = folded.data["text/html"]
    assert page.startswith("<details><summary>The way there: 2 calls")
    assert "in deep" in page
    assert "after KeyError" in page
    assert "<script>" not in page
    assert "\x1b" not in page
    assert folded.data["text/plain"].count("\n") == 0


def test_the_cells_after_it_show_nothing_more_of_it(executed: Any) -> None:
    (after,) = executed.cells[1].outputs
    assert after.data["text/plain"] == "2"


def test_a_copy_for_reviewers_folds_it_too(executed: Any) -> None:
    page, _ = HTMLExporter().from_notebook_node(executed)
    assert "1 problem found:" in page
    assert "<details><summary>The way there" in page
    assert "<script>alert(1)" not in page


def test_on_a_terminal_the_sentence_stands_alone(capsys: pytest.CaptureFixture[str]) -> None:
    shell = InteractiveShell()
    shell.run_cell(
        "from research.errors import UnknownNameError\n"
        "raise UnknownNameError('theme', 'famring', ['farming', 'people'], 'edition 2015')"
    )
    caught = capsys.readouterr()
    told = caught.out + caught.err
    assert "there is no theme 'famring' (did you mean 'farming'?); known: farming, people" in told
    assert "Traceback" not in told
    InteractiveShell.clear_instance()


def test_an_unknown_name_is_a_key_error_whose_words_are_not_quoted() -> None:
    error = UnknownNameError("question", "x" * 500, [], "answers")
    assert isinstance(error, KeyError)
    assert str(error).startswith("answers: there is no question 'xxx")
    assert str(error).endswith("known: none")
    assert len(str(error)) < 200


def test_what_the_error_says_is_what_is_told_where_no_cell_is() -> None:
    error = InputError([Problem("a.yml", "is empty")])
    assert error._render_traceback_() == str(error).splitlines()
