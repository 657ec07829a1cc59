"""The rooms of the house: who may import whom, and what no file of the project may hold."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from research.pipeline.keys import BEYOND

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "research"

# A module imports only from its own floor or a lower one.
FLOORS = [
    {
        "csvtext",
        "errors",
        "faces",
        "files",
        "identifiers",
        "memory",
        "problems",
        "scratch",
        "uses",
        "yamltext",
    },
    {"edition", "statistics", "typefaces", "wording"},
    {"frameworks", "sources", "tabulation"},
    {"prose", "study"},
    {"display"},
    {"chapters"},
    {"pipeline", "report"},
    {
        "audit",
        "build",
        "coding",
        "commentary",
        "proposing",
        "reference",
        "review",
        "simulation",
        "starting",
    },
    {"cli", "commands", "entry"},
]
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

# The same inside the statistics.
STATISTICS = [
    {"answers"},
    {"samples"},
    {"agreement", "choices", "drivers", "effects", "rankings", "scales", "segments", "tables"},
]

# The same inside the chapters, whose own modules lie below their rooms.
CHAPTERS = [
    {"tabs"},
    {"questions", "maturity"},
    {"integrity", "priorities"},
    {"scorecard", "supplier"},
    {"listening"},
]

# What a room must not know, though it stands on a lower floor.
STRANGERS = {
    "edition": {"statistics"},
    "statistics": {"edition", "files"},
    "wording": {"edition", "statistics"},
    "frameworks": {"edition", "simulation"},
    "sources": {"simulation"},
    "study": {"prose", "simulation"},
    "display": {"frameworks", "prose", "simulation", "sources", "statistics"},
    "prose": {"study", "sources", "simulation"},
    "chapters": {"simulation"},
    "pipeline": {"chapters", "frameworks", "prose", "simulation", "sources", "statistics"},
    "report": {"chapters", "frameworks", "prose", "simulation", "sources", "statistics"},
}

# Slow to import: the command line answers before any of them is needed.
HEAVY = {
    "IPython",
    "docx",
    "jupyter_client",
    "lxml",
    "matplotlib",
    "nbclient",
    "nbconvert",
    "nbformat",
    "numpy",
    "pandas",
    "pandera",
    "papermill",
    "pydantic",
    "scipy",
    "seaborn",
    "statsmodels",
    "typst",
}

# Under the GPL, or doing what the house does already.
UNWANTED = {
    "great_tables",
    "irrCAC",
    "krippendorff",
    "marginaleffects",
    "pingouin",
    "quantipy",
    "rbo",
    "rpy2",
    "samplics",
}

MODULES = sorted(PACKAGE.rglob("*.py"))
FILTERS = sorted((ROOT / "reports" / "template").rglob("*.lua"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def room_of(module: str) -> str:
    return module.split(".")[0]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(nodes: list[ast.AST]) -> set[str]:
    """Modules that are imported, with the names taken from them: either may be a module."""
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_used(path: Path) -> set[str]:
    """Rooms of the house that a module imports from anywhere in it, for types too."""
    used = [name.split(".") for name in imports(list(ast.walk(tree_of(path))))]
    return {parts[1] for parts in used if parts[0] == "research" and len(parts) > 1}


def at_import(path: Path) -> set[str]:
    """Libraries that are imported as soon as the module is."""
    loaded: list[ast.AST] = []
    pending: list[ast.AST] = [tree_of(path)]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            pending += node.orelse
            continue
        loaded.append(node)
        pending += ast.iter_child_nodes(node)
    return imports(loaded)


def test_content_keys_leave_out_just_the_floors_that_notebooks_never_reach() -> None:
    beyond = {name.removesuffix(".py") for name in BEYOND}
    assert beyond == {room for floor in FLOORS[FLOOR["pipeline"] :] for room in floor}


def test_every_module_belongs_to_a_room() -> None:
    homeless = {room_of(name_of(path)) for path in MODULES} - {"", *FLOOR}
    assert not homeless


def test_a_module_imports_from_its_own_floor_or_lower_ones() -> None:
    housed = [path for path in MODULES if room_of(name_of(path))]
    above = {
        (name_of(path), used)
        for path in housed
        for used in rooms_used(path) & set(FLOOR)
        if FLOOR[used] > FLOOR[room_of(name_of(path))]
    }
    assert not above


@pytest.mark.parametrize(("house", "floors"), [("statistics", STATISTICS), ("chapters", CHAPTERS)])
def test_inside_a_house_a_room_imports_from_lower_ones_alone(
    house: str, floors: list[set[str]]
) -> None:
    floor = {room: level for level, rooms in enumerate(floors) for room in rooms}
    assert set(floor) == {path.parent.name for path in (PACKAGE / house).glob("*/__init__.py")}
    # What stands in no room of the house lies below them all.
    above = {
        (name_of(path), used)
        for path in (PACKAGE / house).rglob("*.py")
        if name_of(path) != house
        for used in imports(list(ast.walk(tree_of(path))))
        if used.startswith(f"research.{house}.")
        and (other := used.split(".")[2]) in floor
        and other != path.parent.name
        and floor[other] >= floor.get(path.parent.name, -1)
    }
    assert not above


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Imports for types count too: who reads one of the modules must read them all."""
    modules = {f"research.{name_of(path)}": path for path in MODULES if name_of(path)}
    uses = {
        name: {
            known
            for used in imports(list(ast.walk(tree_of(path))))
            for known in (used, used.rpartition(".")[0])
            if known in modules and known != name
        }
        for name, path in modules.items()
        if path.name != "__init__.py"
    }
    while ends := {name for name, used in uses.items() if not used & uses.keys()}:
        uses = {name: used for name, used in uses.items() if name not in ends}
    assert not uses


def test_inside_the_house_a_name_comes_from_its_own_module() -> None:
    """Faces are for those outside; a module that used one would depend on all that it offers."""
    packages = {name_of(path) for path in MODULES if path.name == "__init__.py"}
    from_packages = {
        (name_of(path), used.removeprefix("research."))
        for path in MODULES
        for used in imports(list(ast.walk(tree_of(path))))
        if used.startswith("research.")
        and used.removeprefix("research").rpartition(".")[0].removeprefix(".") in packages
    }
    modules = {name_of(path) for path in MODULES} | {"__version__"}
    assert ("cli", "__version__") in from_packages
    assert not {(path, used) for path, used in from_packages if used not in modules}


@pytest.mark.parametrize("room", STRANGERS)
def test_a_room_does_not_know_what_is_none_of_its_business(room: str) -> None:
    used = {
        (name_of(path), name)
        for path in MODULES
        if room_of(name_of(path)) == room
        for name in rooms_used(path) & STRANGERS[room]
    }
    assert not used


def test_the_architecture_page_lists_the_rooms_as_they_are() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    house, _, inside = page.partition("The rooms of `statistics/`")
    statistics, _, chapters = inside.partition("The rooms of `chapters/`")
    for text, floors in ((house, FLOORS), (statistics, STATISTICS), (chapters, CHAPTERS)):
        listed: dict[str, int] = {}
        for floor, names in re.findall(r"^\| (\d) \| (`[^|]+`) \|", text, re.MULTILINE):
            listed |= {name.rstrip("/"): int(floor) for name in re.findall(r"`([a-z/]+)`", names)}
        assert listed == {room: floor for floor, rooms in enumerate(floors) for room in rooms}


def test_a_chart_is_specified_apart_from_what_draws_it() -> None:
    """A second backend needs neither the first one nor its library."""
    drawing = "research.display.drawing"
    used = {
        (name_of(path), name)
        for path in MODULES
        if name_of(path).startswith(("chapters.", "display.specification."))
        for name in imports(list(ast.walk(tree_of(path))))
        if name.startswith((drawing, "matplotlib", "seaborn"))
    }
    assert not used


def test_a_module_opens_with_one_line_that_says_what_it_is_for() -> None:
    openings = {
        name_of(path): (ast.get_docstring(tree_of(path)) or "").partition("\n\n")[0]
        for path in MODULES
    }
    assert not {
        name: text
        for name, text in openings.items()
        if "\n" in text or not text.endswith((".", "::"))
    }


def test_a_module_can_be_read_in_one_sitting() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert not {name_of(path): lines for path, lines in lengths.items() if lines > 400}


def test_a_filter_is_code_as_well() -> None:
    """The filters of the template open with what they are for, and can be read in one sitting."""
    texts = {path: path.read_text(encoding="utf-8") for path in FILTERS}
    assert len(texts) > 3
    assert not {path for path, text in texts.items() if len(text.splitlines()) > 400}
    openings = {path: text.partition("\n\n")[0] for path, text in texts.items()}
    assert not {
        path
        for path, opening in openings.items()
        if not opening.startswith("-- ") or not opening.endswith(".")
    }


def cells_of(path: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return cells


def of_chapters(cells: list[dict[str, Any]]) -> set[str]:
    """What a notebook calls the modules of the chapters that it imports."""
    nodes = [
        node
        for cell in cells
        if cell["cell_type"] == "code"
        for node in ast.walk(ast.parse("".join(cell["source"])))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("research.chapters")
    ]
    return {alias.asname or alias.name for node in nodes for alias in node.names}


def calls(cell: dict[str, Any], names: set[str]) -> bool:
    """Whether a cell calls something of the modules named."""
    called = [
        node.func.value if isinstance(node.func, ast.Attribute) else node.func
        for node in ast.walk(ast.parse("".join(cell["source"])))
        if isinstance(node, ast.Call)
    ]
    return any(isinstance(node, ast.Name) and node.id in names for node in called)


def is_lab(cell: dict[str, Any]) -> bool:
    return cell["cell_type"] == "markdown" and cell["metadata"].get("tags") == ["lab"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_tells_its_reader_what_each_call_does(path: Path) -> None:
    cells = cells_of(path)
    names = of_chapters(cells)
    calling = [at for at, cell in enumerate(cells) if cell["cell_type"] == "code"]
    calling = [at for at in calling if calls(cells[at], names)]
    assert calling
    assert is_lab(cells[0])
    assert not [cells[at]["id"] for at in calling if not is_lab(cells[at - 1])]
    told = ["".join(cell["source"]) for cell in cells if is_lab(cell)]
    assert all(text.rstrip().endswith((".", "?")) for text in told)
    assert len({cell["id"] for cell in cells}) == len(cells)


def test_the_command_line_loads_nothing_heavy() -> None:
    seen: set[str] = set()
    pending = ["cli", ""]
    while pending:
        module = pending.pop()
        path = PACKAGE.joinpath(*module.split(".")).with_suffix(".py") if module else None
        if path is None or not path.is_file():
            path = PACKAGE.joinpath(*filter(None, module.split("."))) / "__init__.py"
        if module in seen or not path.is_file():
            continue
        seen.add(module)
        names = at_import(path)
        assert not {name.split(".")[0] for name in names} & HEAVY, module
        ours = [name.split(".")[1:] for name in names if name.split(".")[0] == "research"]
        pending += [".".join(parts[:end]) for parts in ours for end in range(1, len(parts) + 1)]
    assert {"cli", "errors"} <= seen


def test_nothing_unwanted_is_imported_or_asked_for() -> None:
    imported = {
        name.split(".")[0] for path in MODULES for name in imports(list(ast.walk(tree_of(path))))
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    asked = {re.split(r"[\s<>=!\[;]", line)[0] for lines in lists for line in lines}
    assert not imported & UNWANTED
    assert not {name.replace("-", "_") for name in asked} & UNWANTED


def tracked() -> list[Path]:
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("this is no clone: there is no list of the project's files")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8")


# Put together here, so that this file holds none of them.
FORBIDDEN = {
    "host of a package registry": re.compile(
        "|".join(
            [
                r"pypi\." + "org",
                "python" + "hosted",
                "conda" + r"\.anaconda",
                "npm" + r"js\.",
                r"https?://[^\s/]*(?:artifactory|nexus)",
                "--(?:extra-)?index" + "-url",
                "--find" + "-links",
            ]
        )
    ),
    "absolute path of a machine": re.compile(
        r"(?<![\w.<)*}/-])/(?:"
        + "|".join(["home", "root", "work", "Users", "mnt", "opt", "tmp"])
        + r")/(?!me/)\w"
    ),
    "path outside the project": re.compile(r"\.\./" + "shared"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names_what_others_do_not_have(what: str) -> None:
    held = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in tracked()
        for found in [FORBIDDEN[what].search(text_of(path))]
        if found
    ]
    assert not held


def test_text_files_are_utf_8_with_line_feeds() -> None:
    wrong = [path for path in tracked() if "\r" in text_of(path)]
    assert not wrong


def test_tests_stand_where_their_modules_stand() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir()}
    others = {
        "attacks",
        "benchmarks",
        "cases",
        "data",
        "docs",
        "editions",
        "fuzz",
        "notebooks",
        "peers",
        "reconstruction",
        "texts",
    }
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert {name for name in folders if not name.startswith((".", "__"))} <= rooms | others


def test_no_folder_of_modules_or_tests_is_passed_over(
    request: pytest.FixtureRequest,
) -> None:
    """By its name, as pytest's own list passes over any folder called build."""
    passed = request.config.getini("norecursedirs")
    folders = {path.parent for top in ("tests", "src") for path in (ROOT / top).rglob("*.py")}
    assert ROOT / "tests" / "build" in folders
    assert not {
        (folder.name, pattern)
        for folder in folders
        for pattern in passed
        if fnmatch(folder.name, pattern)
    }
