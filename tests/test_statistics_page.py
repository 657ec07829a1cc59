"""Every public function of the statistics: named in `docs/statistics.md`, with a call that runs."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "src" / "research"
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("statistics/*/__init__.py"))


class Verb(NamedTuple):
    """A row of the page."""

    room: str
    name: str
    used: bool
    what: str
    example: str


def verbs() -> list[Verb]:
    found = []
    for room, text in re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL):
        for name, dot, what, example in re.findall(
            r"^\| `(\w+)`( •)? \| (.+?) \| `(.+)` \|$", text, re.MULTILINE
        ):
            found.append(Verb(room, name, bool(dot), what, example))
    return found


VERBS = verbs()


def public(room: str, kind: Any) -> set[str]:
    face = importlib.import_module(f"research.statistics.{room}")
    return {name for name in face.__all__ if kind(getattr(face, name))}


def called_in(tree: ast.AST) -> set[str]:
    """Names imported from the statistics that code calls or hands on."""
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("research.statistics")
        for alias in node.names
    }
    read = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return {names[node.id] for node in read if isinstance(node.ctx, ast.Load) and node.id in names}


@cache
def called_by_the_product() -> frozenset[str]:
    """What the code of reports and their notebooks calls, outside of the statistics."""
    texts = [
        path.read_text(encoding="utf-8")
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).parts[0] not in {"statistics", "reference"}
    ]
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        texts += ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return frozenset().union(*(called_in(ast.parse(text)) for text in texts))


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_function_is_a_documented_verb(room: str) -> None:
    assert {verb.name for verb in VERBS if verb.room == room} == public(room, inspect.isfunction)


@pytest.mark.parametrize("room", ROOMS)
def test_classes_and_choices_are_named_or_given_by_a_verb(room: str) -> None:
    face = importlib.import_module(f"research.statistics.{room}")
    given = " ".join(
        str(inspect.signature(getattr(face, name)).return_annotation)
        for name in public(room, inspect.isfunction)
    )
    others = public(room, lambda value: not inspect.isfunction(value))
    unreached = {
        name for name in others if f"`{name}`" not in PAGE and not re.search(rf"\b{name}\b", given)
    }
    # Given by `Disclosure`, a method of which shows it.
    assert unreached <= {"Visibility"}


def test_no_verb_stands_twice_and_each_says_what_it_tells() -> None:
    assert len({verb.name for verb in VERBS}) == len(VERBS) > 60
    assert all(len(verb.what.split()) > 2 for verb in VERBS)


def test_a_dot_marks_just_what_chapters_call() -> None:
    assert {verb.name for verb in VERBS if verb.used} == {
        verb.name for verb in VERBS if verb.name in called_by_the_product()
    }


@pytest.fixture(scope="module")
def prepared() -> dict[str, Any]:
    (code,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102
    return names


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_the_example_calls_the_verb_and_runs(verb: Verb, prepared: dict[str, Any]) -> None:
    tree = ast.parse(verb.example, mode="eval")
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert verb.name in {func.id for func in called if isinstance(func, ast.Name)}
    assert eval(verb.example, dict(prepared)) is not None  # noqa: S307


def test_a_function_that_nothing_reaches_would_be_found() -> None:
    assert "difference_limits" not in called_by_the_product()
    assert called_in(ast.parse("from research.statistics.samples import nps\nnps([1])")) == {"nps"}
    assert called_in(ast.parse("from research.statistics.samples import nps\n")) == set()
