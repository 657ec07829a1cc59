"""How a face comes by its names: when they are imported, listed, completed and misspelt."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import subprocess
import sys
from pathlib import Path
from types import FunctionType

import pytest

import research
from research import faces, statistics

PACKAGE = Path(__file__).parents[1] / "src" / "research"
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("statistics/*/__init__.py"))
FACES = ["research", "research.statistics", *(f"research.statistics.{room}" for room in ROOMS)]
INSIDE = {"research": ["chapters", "statistics"], "research.statistics": ROOMS}

HEAVY = {"matplotlib", "numpy", "pandas", "pydantic", "scipy", "statsmodels"}


def loaded_after(code: str) -> set[str]:
    """Modules that a fresh Python has loaded once the code has run."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(ran.stderr))


@pytest.mark.parametrize("face", FACES)
def test_names_are_sorted_constants_first_then_classes_then_functions(face: str) -> None:
    names = importlib.import_module(face).__all__
    assert names == sorted(
        set(names), key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )


@pytest.mark.parametrize("face", FACES)
def test_a_type_checker_sees_each_name_in_the_module_where_it_was_made(face: str) -> None:
    module = importlib.import_module(face)
    unless_run = next(
        node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.If)
    )
    seen = {
        alias.name: node.module
        for node in unless_run.body
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    assert set(seen) == set(module.__all__)
    for name in module.__all__:
        value = getattr(module, name)
        assert value is getattr(importlib.import_module(seen[name]), name)
        assert not isinstance(value, FunctionType | type) or value.__module__ == seen[name]


@pytest.mark.parametrize("face", FACES)
def test_names_and_rooms_are_listed_and_nothing_else(face: str) -> None:
    module, rooms = importlib.import_module(face), INSIDE.get(face, [])
    listed = [name for name in dir(module) if not name.startswith("__")]
    assert listed == sorted([*module.__all__, *rooms])
    assert {"__all__", "__doc__", "__name__"} <= set(dir(module))
    assert all(inspect.ismodule(getattr(module, room)) for room in rooms)


def test_jupyter_completes_the_names() -> None:
    from IPython.core.completerlib import module_completion

    assert "kendall_w" in module_completion("from research.statistics import ")
    assert "masi_distance" in module_completion("from research.statistics.agreement import ")


@pytest.mark.parametrize(
    ("face", "name", "said"),
    [
        (statistics, "kendal_w", "nearest: kendall_w, rankings.kendall_tau"),
        (statistics, "NPS", "nearest: nps, samples.Nps"),
        (statistics, "masi_distance", "nearest: agreement.masi_distance"),
        (research, "opn_study", "nearest: open_study, Study"),
        (research, "rake", "nearest: statistics.rake"),
        (statistics.tables, "zzz", f"it offers {', '.join(statistics.tables.__all__)}"),
    ],
)
def test_a_name_that_is_not_there_is_answered_with_what_is(face, name: str, said: str) -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(face, name)
    assert str(caught.value) == f"module '{face.__name__}' has no attribute '{name}'; {said}"


def test_python_asks_for_special_names_without_being_given_advice() -> None:
    with pytest.raises(AttributeError, match=r"has no attribute '__wrapped__'$"):
        _ = statistics.__wrapped__


def test_a_name_is_looked_up_once() -> None:
    look_up, _ = faces.face("research.statistics")
    vars(statistics).pop("wilson", None)
    wilson = look_up("wilson")
    assert vars(statistics)["wilson"] is wilson


def test_nothing_heavy_is_imported_before_a_name_is_used() -> None:
    loaded = loaded_after("\n".join(f"import {face}; dir({face})" for face in FACES))
    assert set(FACES) <= loaded
    assert not {name.split(".")[0] for name in loaded} & HEAVY


def test_a_name_brings_its_own_module_and_none_of_the_others() -> None:
    loaded = loaded_after("from research.statistics import effective_size")
    assert "research.statistics.samples.weights" in loaded
    assert not {"research.statistics.tables.crosstabs", "scipy", "statsmodels"} & loaded


def test_rooms_are_reached_without_being_imported_by_name() -> None:
    loaded = loaded_after("import research\nresearch.statistics.effects.e_value(2.0)")
    assert "research.statistics.effects.contrasts" in loaded


def test_no_module_bears_a_name_that_its_face_or_that_of_the_statistics_offers() -> None:
    """Importing the name would give the module, once anything has imported that.

    A chapter has the name of its notebook, and no face beside it offers another thing by that.
    """
    modules = [
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        for path in PACKAGE.rglob("*.py")
    ]
    names = {module.removesuffix(".__init__") for module in modules} - {"research"}
    clashes = []
    for parent, _, own in (name.rpartition(".") for name in sorted(names)):
        face = getattr(importlib.import_module(parent), "__all__", [])
        beside = [] if parent.startswith("research.chapters") else statistics.__all__
        clashes += [f"{parent}.{own}"] if own in {*face, *beside} else []
    assert "research.statistics.samples.waves" in names
    assert not clashes
