"""What notebooks need: as their modules say, held against what the modules use of a study."""

from __future__ import annotations

import ast
import importlib
import json
import re
import shutil
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from research.build.checks import check
from research.build.needs import drawn_on, known_parameters, lacks, needs
from research.edition.judgement import load_edition
from research.edition.yamlfile import open_yaml
from research.study import open_study

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHAPTERS = ROOT / "src" / "research" / "chapters"
# What of a study reads what the parameter file names.
READ_BY = {
    "respondents": "data.answers",
    "ranks": "data.answers",
    "assessments": "themes.benchmark",
    "accounts": "data.accounts",
    "contacts": "data.contacts",
    "suppliers": "data.suppliers",
    "previous": "waves.earlier",
    "waves": "waves.earlier",
    "theme_text": "texts.themes",
    "theme_part": "texts.themes",
}
EDITIONS = [
    load_edition(ROOT / "params" / f"{name}.yml")
    for name in (
        "2015",
        "2016",
        "plans-2016",
        "telco",
        "customers",
        "quarterly",
        "scorecards/lumwick",
        "maturity",
        "maturity/nordwerk",
    )
]


_HELD = ("data.", "maturity.")


def used(module: str) -> set[str]:
    """What a module of chapters reads of a study, in whatever function."""
    tree = ast.parse((CHAPTERS / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))
    return {
        READ_BY[node.attr]
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in READ_BY
        and isinstance(node.value, ast.Name)
        and node.value.id == "study"
    }


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_a_notebook_draws_on_names_its_chapter(notebook: Path) -> None:
    """So that a build can import it before there is a kernel."""
    modules = [name for name in drawn_on(notebook) if find_spec(name) is not None]
    assert any(name.count(".") == 3 for name in modules)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_says_what_it_needs(notebook: Path) -> None:
    found = needs(notebook)
    # Tables of assessments are named by their author, and may be another edition's.
    assert [key for key in found if key.startswith(_HELD) or key in {"capability", "scorecard"}]
    # In an edition that has it, nothing is lacking.
    having = [
        (edition, section)
        for edition in EDITIONS
        for section in edition.report.sections
        if section.notebook == notebook.stem
    ]
    assert having
    assert not [
        key
        for edition, section in having
        for key in needs(notebook, section.parameters | section.each)
        if lacks(edition, key)
    ]


def test_a_section_that_names_an_outcome_needs_no_supplier() -> None:
    notebook = ROOT / "notebooks" / "drivers.ipynb"
    assert needs(notebook, {"outcome": "recommend"}) == []
    assert "supplier.drivers" in needs(notebook, {"outcome": ""})


@pytest.mark.parametrize("name", ["overall", "breakdown", "changes", "theme", "introduction"])
def test_a_module_names_what_it_reads(name: str) -> None:
    module = f"priorities.{name}"
    chapter = importlib.import_module(f"research.chapters.{module}")
    named = {*chapter.NEEDS, *getattr(chapter, "SHOWS", ())}
    assert used(module) <= {*named, "data.answers"}


@pytest.mark.parametrize(
    ("place", "notebook", "key"),
    [
        (("themes",), "overall", "themes"),
        (("themes", "benchmark"), "conclusions", "themes.benchmark"),
        (("banners",), "breakdown", "banners"),
    ],
)
def test_what_a_section_lacks_is_told_before_a_build(
    params: Path, place: tuple[str, ...], notebook: str, key: str
) -> None:
    content = open_yaml(params).content
    around = content
    for step in place[:-1]:
        around = around[step]
    del around[place[-1]]
    content["report"]["sections"] = [{"notebook": notebook}]
    params.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    told = [problem.what for problem in check(params)]
    assert f"the notebook '{notebook}' needs {key}, which the file does not give" in told
    assert all("needs" in line and key in line for line in told)


TABLES = ("accounts", "contacts", "suppliers")


def only(path: Path, kept: set[str]) -> None:
    """The supplier of 2016 with no questions but those that are named."""
    content = open_yaml(ROOT / "params" / "2016.yml").content
    content["edition"] = "needs"
    for key in ("loyalty", "drivers", "roi", "listening", "premium", "personas"):
        content["supplier"].pop(key)
    content["supplier"]["segments"] = []
    asked = {question["name"] for question in content["questions"]}
    content["banners"] = {
        key: groups
        for key, groups in content["banners"].items()
        if all(group["question"] in asked for group in groups)
    }
    content["waves"] = {}
    content["privacy"]["attribution"] = []
    content.pop("integrity")
    content["report"] = {"sections": [{"heading": "Answers"}]}
    for name in TABLES:
        table = content["data"][name]
        table["strict"] = False
        for question in table["questions"]:
            rows = question.get("rows", {})
            for row in [row for row in rows if f"data.{name}.{row}" not in kept]:
                del rows[row]
        table["questions"] = [
            one
            for one in table["questions"]
            if one.get("rows") or f"data.{name}.{one['name']}" in kept
        ]
    asked = {one["name"] for one in content["questions"]}
    content["banners"] = {
        key: banner for key, banner in content["banners"].items() if banner[0]["question"] in asked
    }
    written = json.dumps(
        content, default=lambda one: str(one) if isinstance(one, date) else float(one)
    )
    path.write_text(written, encoding="utf-8")


def columns_missed(params: Path, notebook: str) -> list[str]:
    """Run the cells of a notebook up to one that misses a column, and say which."""
    study = open_study(params)
    names: dict[str, object] = {"study": study, "show": lambda *shown: shown, "part": ""}
    cells = json.loads((ROOT / "notebooks" / f"{notebook}.ipynb").read_bytes())["cells"]
    for source in ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"):
        lines = [line for line in source.splitlines() if not _OPENS.match(line)]
        try:
            exec("\n".join(lines), names)  # noqa: S102 - cells of our own notebooks
        except KeyError as error:
            return [str(error)]
    return []


_OPENS = re.compile(r"params = |from research import |study = ")


@pytest.mark.slow
@pytest.mark.parametrize("notebook", ["accounts", "plan", "relationship"])
def test_a_supplier_chapter_names_every_question_that_it_cannot_do_without(
    tmp_path: Path, notebook: str
) -> None:
    found = set(needs(ROOT / "notebooks" / f"{notebook}.ipynb"))
    asked = sorted(key for key in found if key.count(".") == 2)
    for folder in ("params/themes", "data/2016", "reports/2016/texts"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    params = tmp_path / "params" / "needs.yml"
    only(params, found)
    assert columns_missed(params, notebook) == []
    for key in asked:
        only(params, found - {key})
        assert key.rpartition(".")[2] in "".join(columns_missed(params, notebook)), key


def test_a_question_that_a_section_lacks_is_told_with_the_nearest(tmp_path: Path) -> None:
    for folder in ("params", "data/2015", "data/2016", "reports/2015", "reports/2016"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    params = tmp_path / "params" / "2016.yml"
    text = params.read_text(encoding="utf-8")
    params.write_text(text.replace("trust: {column: trust", "trusted: {column: trust"))
    told = [one for one in check(params) if "data.contacts.trust," in one.what]
    assert len(told) >= 2
    assert {one.hint for one in told} == {"did you mean 'trusted'?"}
    assert {one.what.split("'")[1] for one in told} >= {"relationship", "accounts"}


def test_a_theme_needs_no_texts(params: Path) -> None:
    text, line = params.read_text(encoding="utf-8"), "  themes: themes\n"
    assert line in text
    params.write_text(text.replace(line, ""), encoding="utf-8")
    assert not [problem for problem in check(params) if "needs" in problem.what]


def test_what_is_only_misspelt_is_not_told_to_be_lacking(params: Path) -> None:
    text = params.read_text(encoding="utf-8")
    params.write_text(text.replace("  benchmark:", "  benchmrk:"), encoding="utf-8")
    (problem,) = check(params)
    assert problem.hint == "did you mean 'benchmark'?"


def test_a_notebook_of_ones_own_needs_nothing(tmp_path: Path, notebook) -> None:
    path = tmp_path / "own.ipynb"
    for content in (
        notebook("import pandas"),
        notebook("%matplotlib inline"),
        b"{",
        b"[]",
        b"\xff",
    ):
        path.write_bytes(content)
        assert needs(path) == []
    path.write_bytes(notebook("from research.chapters import nothing"))
    path.write_bytes(notebook("from research.chapters.priorities import conclusions as chapter"))
    assert "themes.benchmark" in needs(path)
    assert needs(tmp_path / "none.ipynb") == []


@pytest.mark.parametrize(
    ("cells", "known"),
    [
        ([("params = 'x'\npart: str = ''", ["parameters"]), ("y = part", [])], ["params", "part"]),
        ([("print(params, part)", [])], ["print", "params", "part"]),
        ([("%magic", ["parameters"]), ("print(part)", [])], ["print", "part"]),
    ],
)
def test_what_a_notebook_takes_values_for_is_what_its_parameters_cell_sets(
    tmp_path: Path, cells: list[tuple[str, list[str]]], known: list[str]
) -> None:
    written = [
        {"cell_type": "code", "source": source, "metadata": {"tags": tags}}
        for source, tags in cells
    ]
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": written}))
    assert known_parameters(tmp_path / "a.ipynb") == known


@pytest.mark.parametrize(
    ("said", "word", "key"),
    [
        ("parameters: {prat: region=Americas}", "prat", "parameters"),
        ("each: {brekdown: [sector]}", "brekdown", "each"),
    ],
)
def test_a_parameter_that_a_notebook_does_not_have_is_told_with_its_place(
    tmp_path: Path, said: str, word: str, key: str
) -> None:
    shutil.copytree(ROOT / "tests" / "data" / "small", tmp_path, dirs_exist_ok=True)
    params = tmp_path / "params" / "small.yml"
    text = params.read_text(encoding="utf-8")
    section = f"    - notebook: confidence\n      {said}\n"
    params.write_text(text.replace("  sections:\n", f"  sections:\n{section}"), encoding="utf-8")
    (problem,) = check(params)
    assert problem.what == f"the notebook 'confidence' has no parameter '{word}'"
    assert problem.key == f"report.sections.0.{key}.{word}"
    assert problem.row == params.read_text(encoding="utf-8").splitlines().index(f"      {said}") + 1
    assert problem.allowed == ""  # params is the build's to give, and it has no other
