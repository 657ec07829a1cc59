"""What outsiders may lean on: quick to import, whole, and with help that is true."""

from __future__ import annotations

import ast
import dataclasses
import doctest
import importlib
import inspect
import json
import re
import subprocess
import sys
import textwrap
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any, get_origin

import numpy as np
import pandas as pd
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "research"
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("statistics/*/__init__.py"))
FACES = ["research", "research.statistics", *(f"research.statistics.{room}" for room in ROOMS)]
# Modules of the statistics by dotted name.
STATISTICS = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path
    for path in sorted(PACKAGE.glob("statistics/*/*.py"))
    if path.name != "__init__.py"
}

HEAVY = {
    "IPython",
    "matplotlib",
    "nbclient",
    "nbconvert",
    "numpy",
    "pandas",
    "papermill",
    "pydantic",
    "scipy",
    "seaborn",
    "statsmodels",
}


def loaded_after(code: str) -> set[str]:
    """Top names of the modules that a fresh Python has loaded once the code has run."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in json.loads(ran.stderr)}


def offered(module: str) -> dict[str, Any]:
    """What a face, or a module, has in its ``__all__``."""
    loaded = importlib.import_module(module)
    return {name: getattr(loaded, name) for name in loaded.__all__}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def taken(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Modules, and the names that are imported from them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


def outside() -> Iterator[ast.Module]:
    """Code of those who look in: pages, notebooks, and the scripts beside the data."""
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        text = page.read_text(encoding="utf-8")
        found = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
        # A block within an item of a list stands in.
        yield from (ast.parse(textwrap.dedent(code)) for code in found)
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        yield from (ast.parse("".join(c["source"])) for c in cells if c["cell_type"] == "code")
    yield from map(tree_of, (ROOT / "data").rglob("*.py"))


# By itself and the last face that has it, which is its room's.
FUNCTIONS = {
    value: face for face in FACES for value in offered(face).values() if inspect.isfunction(value)
}
CLASSES = {value for face in FACES for value in offered(face).values() if inspect.isclass(value)}


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not loaded_after("import research") & HEAVY


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from research.cli import main\n"
        "sys.argv = ['research', '--help']\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code"
    )
    loaded = loaded_after(code)
    assert "typer" in loaded
    assert not loaded & HEAVY


def test_a_name_is_loaded_when_it_is_first_used() -> None:
    assert "pydantic" in loaded_after("from research import open_study")


@pytest.mark.parametrize("face", FACES)
def test_what_is_offered_is_documented(face: str) -> None:
    things = {name: value for name, value in offered(face).items() if not name.isupper()}
    assert things
    assert not [name for name, value in things.items() if not inspect.getdoc(value)]


def test_the_statistics_offer_some_thirty_verbs_from_all_rooms_and_none_of_their_own() -> None:
    room_of = {name: room for room in ROOMS for name in offered(f"research.statistics.{room}")}
    names = offered("research.statistics")
    assert {room_of[name] for name in names} == set(ROOMS)
    assert 20 <= len([value for value in names.values() if inspect.isfunction(value)]) <= 36


def test_two_rooms_never_offer_different_things_under_one_name() -> None:
    names = [name for room in ROOMS for name in offered(f"research.statistics.{room}")]
    assert len(names) == len(set(names))


# What the house puts its tables together of, where others call `crosstab`.
PARTS = {
    "Layout",
    "answered",
    "answers_behind",
    "clustered_covariance",
    "column_letter",
    "corrected",
    "grouped_quantiles",
    "lead_limits",
    "paired_means",
    "pieces",
    "title_of",
}


def of_the_house(module: str, name: str) -> bool:
    """Whether a name serves the house alone: tests of many sets of answers at once, and words."""
    return module.endswith(".rankings.ensembles") or name in {
        "correction_named",
        "method_in_words",
        *PARTS,
    }


def test_what_the_rest_of_the_house_takes_from_a_room_its_face_offers() -> None:
    """Names of types apart: they annotate, and nothing is done with them."""
    others = [path for path in PACKAGE.rglob("*.py") if PACKAGE / "statistics" not in path.parents]
    used = {
        (module, name)
        for tree in [*map(tree_of, others), *outside()]
        for module, name in taken(tree)
        if module in STATISTICS
        and get_origin(getattr(importlib.import_module(module), name)) is None
    }
    assert ("research.statistics.samples.intervals", "wilson") in used
    assert not {
        f"{module}.{name}"
        for module, name in used
        if name not in offered(module.rpartition(".")[0]) and not of_the_house(module, name)
    }


def test_pages_notebooks_and_scripts_take_statistics_from_the_faces() -> None:
    used = {found for tree in outside() for found in taken(tree)}
    assert ("research.statistics", "rank_sets") in used
    assert not {module for module, _ in used} & set(STATISTICS)


def test_a_function_that_the_house_never_calls_is_offered_to_others() -> None:
    """What is neither called nor offered has no use."""
    named = {
        node.id if isinstance(node, ast.Name) else node.attr
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Name | ast.Attribute)
    }
    made = {
        value
        for module in STATISTICS
        for value in offered(module).values()
        if isinstance(value, FunctionType)
    }
    assert set(FUNCTIONS) & made
    assert not {value.__name__ for value in made - set(FUNCTIONS)} - named


def test_what_a_public_function_takes_and_gives_is_public_too() -> None:
    annotations = [
        kind for function in FUNCTIONS for kind in inspect.get_annotations(function).values()
    ]
    for value in (each for each in CLASSES if each.__module__ in STATISTICS):
        if dataclasses.is_dataclass(value):
            fields = dataclasses.fields(value)
            annotations += [field.type for field in fields if not field.name.startswith("_")]
        else:
            annotations += inspect.get_annotations(value.__init__).values()
    words = set(re.findall(r"\w+", " ".join(map(str, annotations))))
    needed = {
        value
        for module in STATISTICS
        for name, value in offered(module).items()
        if name in words and inspect.isclass(value)
    }
    assert len(needed) > 10
    assert not needed - CLASSES


@pytest.mark.parametrize(
    "function", FUNCTIONS, ids=lambda each: f"{each.__module__.split('.')[1]}.{each.__name__}"
)
def test_a_public_function_has_one_example_that_runs_from_its_face(
    function: FunctionType, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = inspect.getdoc(function) or ""
    assert len(re.findall(r"^Examples\n-{8}$", text, re.MULTILINE)) == 1
    names = {"np": np, "pd": pd, **offered(FUNCTIONS[function])}
    example = doctest.DocTestParser().get_doctest(text, names, function.__name__, None, None)
    assert any(line.want for line in example.examples), "an example shows what comes out"
    monkeypatch.chdir(ROOT)
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    assert not runner.run(example, out=said.append).failed, "".join(said)


@pytest.mark.parametrize("room", ["frameworks", "statistics"])
def test_a_room_lists_what_is_in_it(room: str) -> None:
    text = importlib.import_module(f"research.{room}").__doc__ or ""
    listed = re.findall(r"^(\w+)\n    \S", text, re.MULTILINE)
    assert listed == sorted(
        path.stem
        for path in (PACKAGE / room).iterdir()
        if not path.name.startswith("__") and (path.suffix == ".py" or path.is_dir())
    )


def inside(folder: Path) -> set[str]:
    """Modules and rooms of a folder."""
    return {
        path.stem
        for path in folder.iterdir()
        if not path.name.startswith("__") and (path.suffix == ".py" or path.is_dir())
    }


CHAPTERS = sorted(path.parent.name for path in PACKAGE.glob("chapters/*/__init__.py"))


@pytest.mark.parametrize("room", CHAPTERS)
def test_a_room_of_the_chapters_names_those_that_no_notebook_calls_as_private(room: str) -> None:
    house = f"research.chapters.{room}"
    called = {name for tree in outside() for module, name in taken(tree) if module == house}
    text = importlib.import_module(house).__doc__ or ""
    private = inside(PACKAGE / "chapters" / room) - called
    assert set(re.findall(r"``(\w+)``", text)) == (private if called else set())


def test_the_chapters_list_their_rooms_and_what_all_of_them_rest_on() -> None:
    text = importlib.import_module("research.chapters").__doc__ or ""
    assert re.findall(r"^(\w+)\n    \S", text, re.MULTILINE) == CHAPTERS
    shared = inside(PACKAGE / "chapters") - set(CHAPTERS)
    assert set(re.findall(r"``(\w+)``", text)) == shared
    assert not {name for tree in outside() for _, name in taken(tree)} & shared
