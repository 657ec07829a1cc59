"""Comments coded in JupyterLab as a reader codes them: by clicks and keys, in a browser."""

from __future__ import annotations

import csv
import json
import time
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from in_lab import ENTER, FRONT, browser, lab, run_first_cell, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.report.browser import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONTROL, BACKSPACE, ESCAPE, DOWN, PAGE_UP, PAGE_DOWN = (
    "\ue009",
    "\ue003",
    "\ue00c",
    "\ue015",
    "\ue00e",
    "\ue00f",
)
DESK = f"{FRONT}?.querySelector('.rc-desk')"
FRAME = """\
# A made-up code frame.
version: 1
codes:
  answers:
    text: Getting an answer
    codes:
      replies:
        text: Replies <img src=x onerror="window.hit=1">
        codes:
          slow: {text: Answers come late, tone: problem, means: "waiting for a reply, by any way"}
          quick: {text: Answers come fast, tone: praise}
      wrong: {text: "Answers are wrong <script>window.hit=2</script>", tone: problem}
  money:
    text: Money
    codes:
      price: {text: Price, tone: problem, means: what is paid}
      invoices: {text: "[Invoices](javascript:window.hit=3) and {{ terms }}", tone: problem}
  people: {text: "People \\u202Eevil", tone: praise}
  nothing: {text: Says nothing of use, role: none}
"""
PARAMS = """\
edition: made-up
title: Made up
data:
  answers:
    file: ../data/answers.csv
    id: id
    personal: [name]
questions:
  - {name: comment, type: open, column: comment}
  - name: topics
    type: multi
    coding: {of: comment, frame: frame.yml, file: coded.csv, second: again.csv, most: 3}
report: {sections: [{heading: Results}]}
"""
HOSTILE = (
    "<script>window.hit=4</script><img src=x onerror='window.hit=5'> "
    "<a href=\"javascript:window.hit=6\">x</a> =cmd|' /C calc'!A0 @tbl-x {{ x }} "
    "{{< include x >}} \u202eevil\u202c \u200bhere \U0001f600"
)
# Handles are masked like names, and what would hide something is gone.
SHOWN = (
    HOSTILE.replace("\u202e", "")
    .replace("\u202c", "")
    .replace("\u200b", "")
    .replace("@tbl", "[name]")
)
LONG = "A very long word of thanks. " * 357
SAID = [
    "They answer after weeks, and Zora Vukasovich never does.\nStill, the price is fine.",
    HOSTILE,
    LONG,
    *(f"{at} days for an answer is too long for us" for at in range(4, 10)),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_up(tmp_path_factory.mktemp("coding") / "project")


def made_up(folder: Path) -> Path:
    for name in ("params", "data", "notebooks"):
        (folder / name).mkdir(parents=True)
    (folder / "params" / "made-up.yml").write_text(PARAMS, encoding="utf-8")
    (folder / "data" / "frame.yml").write_text(FRAME, encoding="utf-8")
    with (folder / "data" / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [(at, "Zora Vukasovich", text) for at, text in enumerate(SAID, start=1)]
        csv.writer(file).writerows([("id", "name", "comment"), *rows])
    heads = ["id", "comment", "code_1", "suggested_1", "chance_1", "suggested_2", "chance_2"]
    waiting = ["4", "kept", "", "slow", "0.82", "price", "0.24"]
    (folder / "data" / "coded.csv").write_text(
        f"{','.join(heads)}\n{','.join(waiting)}\n", encoding="utf-8"
    )
    for name, more in (("coding", ""), ("second", ", second=True")):
        call = f"code(open_study('params/made-up.yml'), coder='ann'{more})"
        cell = nbformat.v4.new_code_cell(f"from research import code, open_study\n\n{call}")
        cell.metadata["tags"] = ["lab"]
        notebook = nbformat.v4.new_notebook(cells=[cell])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        nbformat.write(notebook, folder / "notebooks" / f"{name}.ipynb")
    return folder


@pytest.fixture(scope="module")
def address(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with lab(project, tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture(scope="module")
def page(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as page:
        page.visit(f"{address}/lab/tree/notebooks/coding.ipynb?token=a", width=1000)
        run_first_cell(page)
        until(page, DESK)
        yield page


def cells(project: Path, name: str = "coded.csv") -> dict[str, dict[str, str]]:
    if not (project / "data" / name).is_file():
        return {}
    with (project / "data" / name).open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def codes(project: Path, ids: str, name: str = "coded.csv") -> list[str]:
    row = cells(project, name).get(ids, {})
    return [row[key] for key in ("code_1", "code_2", "code_3") if row.get(key)]


def saved(project: Path, ids: str, wanted: list[str], name: str = "coded.csv") -> None:
    """Wait until the file has these codes."""
    deadline = time.monotonic() + 20
    while codes(project, ids, name) != wanted:
        assert time.monotonic() < deadline, (wanted, codes(project, ids, name))
        time.sleep(0.05)


def given(page: Browser, project: Path, ids: str, wanted: list[str]) -> None:
    """Wait until the file and the page have these codes."""
    saved(project, ids, wanted)
    chips = f"[...{DESK}.querySelectorAll('.rc-chosen .rc-chip bdi')].length"
    until(page, f"{chips} === {len(wanted)}")


def inside(page: Browser, selector: str) -> str:
    return f"{DESK}?.querySelector({json.dumps(selector)})"


def text(page: Browser, selector: str) -> Any:
    return page.script(f"return {inside(page, selector)}?.textContent")


def click(page: Browser, selector: str) -> None:
    page.script(f"{inside(page, selector)}.click()")


def lies(page: Browser, ids: str) -> None:
    """Wait until a comment lies on the desk."""
    until(page, f"{inside(page, '.rc-id')}?.textContent === {json.dumps(ids)}")


def search(page: Browser, words: str) -> None:
    page.script(f"{inside(page, '.rc-search')}.focus()")
    page.press(*words)


def keep(page: Browser) -> None:
    """Save the notebook: Lab would ask before it leaves what was not saved."""
    page.script(f"{FRONT}.querySelector('.jp-CodeCell .cm-content').focus()")
    page.chord(CONTROL, "s")
    until(page, "!document.querySelector('.jp-mod-dirty')")


def test_a_comment_is_shown_with_its_lines_and_no_name(page: Browser) -> None:
    lies(page, "1")
    shown = text(page, ".rc-comment")
    assert shown == SAID[0].replace("Zora Vukasovich", "[name]")
    assert text(page, ".rc-count") == "Comment 1 of 9 · 0 coded, 9 waiting"
    assert text(page, ".rc-chosen") == "No code yet; up to 3."


def test_codes_chosen_by_click_and_by_key_are_in_the_file_at_once(
    page: Browser, project: Path
) -> None:
    click(page, "[id$=-price]")
    given(page, project, "1", ["price"])
    search(page, "late")
    until(page, f"{DESK}.querySelectorAll('.rc-code:not([hidden])').length === 1")
    page.press(ENTER)
    given(page, project, "1", ["price", "slow"])
    assert cells(project)["1"]["coder"] == "ann"
    # The words that led there are gone, and Backspace takes the last code back.
    assert page.script(f"return {inside(page, '.rc-search')}.value") == ""
    page.press(BACKSPACE)
    given(page, project, "1", ["price"])
    page.press(DOWN, ENTER)
    given(page, project, "1", ["price", "slow"])
    click(page, ".rc-chosen .rc-chip")
    given(page, project, "1", ["slow"])
    until(page, f"{inside(page, '.rc-said')}.textContent === 'Saved in coded.csv.'")


def test_a_net_finds_its_codes_and_words_of_none_say_so(page: Browser) -> None:
    search(page, "money")
    shown = f"[...{DESK}.querySelectorAll('.rc-code:not([hidden])')].map(x => x.id.split('-')[1])"
    assert page.script(f"return {shown}") == ["price", "invoices"]
    page.press(*"xyz")
    assert not page.script(f"return {inside(page, '.rc-nothing')}.hidden")
    page.press(ESCAPE)
    assert page.script(f"return {inside(page, '.rc-nothing')}.hidden")
    assert page.script(f"return {shown}.length") == 7


def test_codes_that_exclude_each_other_and_too_many_are_refused_in_words(
    page: Browser, project: Path
) -> None:
    click(page, "[id$=-nothing]")
    until(page, f"{inside(page, '.rc-said')}.textContent.includes('excludes other codes')")
    for key in ("quick", "price"):
        click(page, f"[id$=-{key}]")
    given(page, project, "1", ["slow", "quick", "price"])
    click(page, "[id$=-people]")
    until(page, f"{inside(page, '.rc-said')}.textContent.includes('3 at most')")
    assert codes(project, "1") == ["slow", "quick", "price"]


def test_what_somebody_wrote_is_text_and_complete(page: Browser) -> None:
    page.script(f"{inside(page, '.rc-search')}.focus()")
    page.press(PAGE_DOWN)
    lies(page, "2")
    assert text(page, ".rc-comment") == SHOWN
    page.press(PAGE_DOWN)
    lies(page, "3")
    assert text(page, ".rc-comment") == LONG.strip()
    heads = f"[...{DESK}.querySelectorAll('.rc-head, .rc-code > bdi')].map(x => x.textContent)"
    labels = page.script(f"return {heads}")
    assert {
        'Replies <img src=x onerror="window.hit=1">',
        "Answers are wrong <script>window.hit=2</script>",
        "[Invoices](javascript:window.hit=3) and {{ terms }}",
        "People evil",
    } <= {*labels}
    assert page.script(f"return {DESK}.querySelectorAll('img, script, a').length") == 0
    assert page.script("return window.hit === undefined")
    # Nothing sticks out, neither beside the page nor below the notebook's own keys.
    wide = f"[...{DESK}.querySelectorAll('*')].filter(x => x.scrollWidth > x.clientWidth + 1"
    wide += " && getComputedStyle(x).display !== 'inline').map(x => x.className)"
    assert page.script(f"return {wide}") == []
    held = page.script(f"return {FRONT}.querySelectorAll('.jp-Cell').length")
    search(page, "abdd")
    page.press(ESCAPE)
    assert page.script(f"return {FRONT}.querySelectorAll('.jp-Cell').length") == held


def test_suggestions_show_their_chance_and_wait_to_be_chosen(page: Browser, project: Path) -> None:
    page.press(PAGE_DOWN)
    lies(page, "4")
    until(page, inside(page, ".rc-suggested .rc-chip"))
    assert text(page, ".rc-suggested") == ("Suggested, not given:1Answers come late82%2Price24%")
    assert codes(project, "4") == []
    page.press("1")
    given(page, project, "4", ["slow"])
    until(page, f"{inside(page, '.rc-suggested .rc-chip')}.disabled")
    page.press("1")
    click(page, ".rc-suggested .rc-chip:nth-of-type(2)")
    given(page, project, "4", ["slow", "price"])


def test_steps_may_lead_to_uncoded_comments_alone(page: Browser, project: Path) -> None:
    click(page, ".rc-only input")
    lies(page, "5")
    page.script(f"{inside(page, '.rc-search')}.focus()")
    page.press(PAGE_UP)
    lies(page, "3")
    click(page, "[id$=-people]")
    given(page, project, "3", ["people"])
    click(page, ".rc-next")
    lies(page, "5")
    page.press(PAGE_UP)
    lies(page, "2")


def test_a_page_loaded_again_goes_on_where_it_was(
    page: Browser, address: str, project: Path
) -> None:
    before = cells(project)
    keep(page)
    page.visit(f"{address}/lab/tree/notebooks/coding.ipynb?token=a", width=1000)
    run_first_cell(page)
    until(page, f"{inside(page, '.rc-count')}?.textContent.includes('3 coded, 6 waiting')")
    lies(page, "2")
    assert cells(project) == before
    click(page, "[id$=-people]")
    given(page, project, "2", ["people"])
    kept = (project / "notebooks" / "coding.ipynb").read_text(encoding="utf-8")
    assert "days for an answer" not in kept


def test_the_second_reader_has_a_sheet_of_his_own(
    page: Browser, address: str, project: Path
) -> None:
    before = cells(project)
    keep(page)
    page.visit(f"{address}/lab/workspaces/second/tree/notebooks/second.ipynb?token=a", width=1000)
    run_first_cell(page)
    lies(page, "1")
    click(page, "[id$=-slow]")
    saved(project, "1", ["slow"], "again.csv")
    assert cells(project) == before
