"""A name that nothing has, in a notebook's first cell, ends in a sentence with the nearest."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from research.errors import ResearchError

ROOT = Path(__file__).parents[2]
# An account may leave the data: its plan then says so, in a report too.
SAID_IN_THE_REPORT = {("plan", "account")}


def cells(notebook: Path) -> list[str]:
    held = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in held if cell["cell_type"] == "code"]


def given(notebook: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    exec(cells(notebook)[0], found)  # noqa: S102 - our own notebooks
    return {name: value for name, value in found.items() if not name.startswith("__")}


CASES = [
    (notebook.stem, name)
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb"))
    for name, value in given(notebook).items()
    if name != "params" and isinstance(value, str | list)
    if (notebook.stem, name) not in SAID_IN_THE_REPORT
]


def misspelt(value: object) -> object:
    if isinstance(value, str):
        return f"{value}x" if value else "nonesuch"
    return ["nonesuch"]


def run(stem: str, **wrong: object) -> None:
    code = cells(ROOT / "notebooks" / f"{stem}.ipynb")
    names: dict[str, object] = {"__name__": stem}
    exec(code[0], names)  # noqa: S102
    names |= wrong
    for cell in code[1:]:
        for statement in ast.parse(cell).body:
            exec(compile(ast.Module([statement], []), stem, "exec"), names)  # noqa: S102


@pytest.mark.parametrize(("stem", "name"), CASES)
def test_a_wrong_name_is_told_in_a_sentence(
    stem: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    before = given(ROOT / "notebooks" / f"{stem}.ipynb")[name]
    wrong = misspelt(before)
    with pytest.raises(ResearchError) as caught:
        run(stem, **{name: wrong})
    said = str(caught.value)
    written = wrong if isinstance(wrong, str) else "nonesuch"
    assert written in said or f"'{name}'" in said
    if before and isinstance(before, str):
        assert f"did you mean '{before}'?" in said


def test_the_cases_are_those_of_all_notebooks() -> None:
    assert {("theme", "theme"), ("breakdown", "breakdown"), ("nps", "question")} < {*CASES}
