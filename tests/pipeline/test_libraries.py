"""Lists of libraries in the code: each is there, and none is missing that the code imports."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from research.edition.parameters import Edition
from research.edition.reliance import DOCUMENT_KEYS
from research.pipeline import imports, keys, template, warm

PACKAGE = keys.PACKAGE
PROJECT = Path(__file__).parents[2] / "pyproject.toml"
# They carry a build out, or propose what a reader may take, and leave no trace in what is made.
CARRIERS = {
    "anywidget",
    "scikit_learn",
    "dask",
    "distributed",
    "filelock",
    "jupyter_client",
    "jupyter_core",
    "nbclient",
    "rich",
    "traitlets",
    "typer",
}
# Read by few editions, or looked for without an import: no template waits for them.
READERS = {"font_source_sans_pro", "pyreadstat", "python_calamine"}
READERS |= {"linkify_it", "phonenumbers", "spellchecker"}


def name(distribution: str) -> str:
    """The name of a distribution as the lists have it."""
    return re.sub(r"[-.]", "_", distribution.lower())


@cache
def imported(*, beyond: bool) -> set[str]:
    """Modules that the package imports, in functions too: those that may be a name are in it."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        if (path.relative_to(PACKAGE).parts[0] in keys.BEYOND) is not beyond:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in {
                "_need",
                "find_spec",
            }:
                found |= {str(part.value) for part in node.args if isinstance(part, ast.Constant)}
    return {module for module in found if module.partition(".")[0] not in {"research", ""}}


def distributions(*, beyond: bool) -> set[str]:
    """Distributions of the modules that the package imports; Python's own have none."""
    known = importlib.metadata.packages_distributions()
    tops = {module.partition(".")[0] for module in imported(beyond=beyond)}
    return {name(distribution) for top in tops for distribution in known.get(top, ())}


def asked(lines: list[str]) -> list[str]:
    """Distributions that lines of requirements name."""
    return [re.split(r"[\s<>=!\[;(~]", line)[0] for line in lines]


@cache
def closure() -> set[str]:
    """The distributions that the project asks for, with its extras, and what these ask for."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    pending = [wanted for lines in lists for wanted in asked(lines)]
    found: set[str] = set()
    while pending:
        wanted = pending.pop()
        if name(wanted) in found:
            continue
        found.add(name(wanted))
        try:
            lines = importlib.metadata.requires(wanted) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        pending += asked([line for line in lines if "extra" not in line])
    return found


@pytest.mark.parametrize("listed", [keys.ANALYSIS, keys.DOCUMENTS])
def test_every_library_listed_is_one_that_the_project_brings(listed: tuple[str, ...]) -> None:
    assert list(listed) == sorted(set(listed))
    assert set(listed) <= closure()


def test_every_library_that_notebooks_reach_counts_for_their_outcome() -> None:
    needed = distributions(beyond=False)
    assert {"pandas", "matplotlib", "pyyaml", "pyreadstat"} <= needed
    assert needed - CARRIERS <= set(keys.ANALYSIS)


def test_every_library_that_makes_documents_counts_for_them() -> None:
    needed = distributions(beyond=True)
    assert {"typst", "xlsxwriter", "python_docx", "papermill"} <= needed
    assert needed - CARRIERS <= {*keys.ANALYSIS, *keys.DOCUMENTS}
    assert needed >= CARRIERS, "no longer imported"


def test_rooms_that_notebooks_never_reach_are_there() -> None:
    rooms = {path.name for path in PACKAGE.iterdir()}
    assert rooms >= keys.BEYOND


def test_keys_of_the_document_are_keys_and_no_chapter_reads_them() -> None:
    assert set(Edition.model_fields) >= DOCUMENT_KEYS
    read = {
        node.attr
        for room in ("chapters", "display", "frameworks", "prose", "simulation", "sources")
        for path in (PACKAGE / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and "config" in {getattr(node.value, "id", ""), getattr(node.value, "attr", "")}
    }
    assert read & set(Edition.model_fields), "chapters read the other keys"
    assert not read & DOCUMENT_KEYS


@pytest.mark.parametrize("module", [*template.PRELOAD, *template.LATER, *imports.UNUSED])
def test_every_module_listed_exists(module: str) -> None:
    if importlib.util.find_spec(module.partition(".")[0]) is None:
        pytest.skip("an extra that is not installed")
    assert importlib.util.find_spec(module) is not None


PRELOADED = f"""
import importlib, json, sys
sys.path.insert(0, {str(PACKAGE / "pipeline")!r})
import template
template.preload(template.PRELOAD + template.LATER)
before = set(sys.modules)
for module in json.loads(sys.argv[1]):
    importlib.import_module(module)
print(json.dumps([sorted(before), sorted(set(sys.modules) - before)]))
"""


@pytest.mark.slow
def test_the_template_imports_all_that_the_analysis_does() -> None:
    ours = [
        ".".join(("research", *path.relative_to(PACKAGE).with_suffix("").parts))
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).parts[0] not in keys.BEYOND
    ]
    modules = json.dumps([module.removesuffix(".__init__") for module in ours])
    command = [sys.executable, "-c", PRELOADED, modules]
    # As the template is started: a library with threads of its own would end the imports.
    environment = {**os.environ, **warm.ENVIRONMENT}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    before, later = json.loads(done.stdout)
    assert "pandas" in before
    assert not [module for module in later if module.partition(".")[0] != "research"]
    # What functions import when they are called: names that are modules, but for the readers.
    wanted = imported(beyond=False) - set(before)
    # Few charts hold a character that asks for another font.
    few = {*READERS, *CARRIERS, "fontTools", "wcwidth"}
    missing = [module for module in wanted if module.partition(".")[0] not in few]
    assert not [module for module in missing if _is_module(module)]


def _is_module(dotted: str) -> bool:
    try:
        return importlib.util.find_spec(dotted) is not None
    except (ModuleNotFoundError, AttributeError):
        return False


@pytest.mark.slow
def test_what_is_never_used_is_tried_by_those_who_import_it() -> None:
    program = "import sys, json, papermill, nbconvert; print(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    loaded = set(json.loads(done.stdout))
    installed = {module for module in imports.UNUSED if importlib.util.find_spec(module)}
    assert installed <= loaded
