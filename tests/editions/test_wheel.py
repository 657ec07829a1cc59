"""The package as others have it: a wheel in an environment, and a folder of their own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from research.build.verbs import build

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "data" / "small"
CHAPTERS = 7

pytestmark = pytest.mark.slow


def call(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command without what here names the checkout, and without a network."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))
    }
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=kept | {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(once: Callable[..., Path]) -> Path:
    def fill(folder: Path) -> None:
        done = call(
            sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT
        )
        assert done.returncode == 0, done.stdout + done.stderr

    (path,) = once("wheel", fill).glob("*.whl")
    return path


@pytest.fixture(scope="module")
def programs(once: Callable[..., Path], wheel: Path) -> Path:
    """Programs of an environment that has this one's libraries, but the package from the wheel."""

    def fill(folder: Path) -> None:
        venv.create(folder, symlinks=True)
        pip = [sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install"]
        done = call(*pip, "--no-deps", wheel, cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr
        # What is named here is searched, but the links in it to checkouts are not followed.
        libraries = {sysconfig.get_path(kind) for kind in ("purelib", "platlib")}
        (package,) = folder.glob("lib/python*/site-packages/research")
        package.with_name("libraries.pth").write_text("\n".join(sorted(libraries)))
        (folder / "share").symlink_to(Path(sys.prefix) / "share")

    return once("installed", fill) / "bin"


def fill_project(root: Path) -> None:
    """A stranger's folder: parameters, data and texts, and nothing else."""
    for name in ("params", "data", "reports/texts"):
        shutil.copytree(SMALL / name, root / name)


@pytest.fixture(scope="module")
def firm(once: Callable[..., Path], programs: Path) -> Path:
    """That folder, after a build."""

    def fill(root: Path) -> None:
        fill_project(root)
        done = call(programs / "research", "build", "params/small.yml", cwd=root)
        (root / "said.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
        assert done.returncode == 0, done.stdout + done.stderr

    return once("firm", fill)


@pytest.fixture
def own(firm: Path, tmp_path: Path) -> Path:
    """A copy of it, to change."""
    return Path(shutil.copytree(firm, tmp_path / "own"))


def test_the_wheel_holds_notebooks_template_and_tutorial_and_nothing_beside_them(
    wheel: Path,
) -> None:
    expected = {
        f"research/shipped/{kind}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for kind, folder, pattern in (
            ("notebooks", ROOT / "notebooks", "*.ipynb"),
            ("template", ROOT / "reports" / "template", "**/*"),
            ("tutorial", ROOT / "docs" / "tutorial", "*.xlsx"),
        )
        for path in folder.glob(pattern)
        if path.is_file() and not path.name.startswith(".")
    }
    expected["research/shipped/tutorial.md"] = (ROOT / "docs" / "tutorial.md").read_bytes()
    assert "research/shipped/notebooks/theme.ipynb" in expected
    assert "research/shipped/template/report.css" in expected
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        shipped = {name: archive.read(name) for name in names if "/shipped/" in name}
    assert shipped == expected
    package = {path.relative_to(ROOT / "src").as_posix() for path in ROOT.glob("src/**/*.py")}
    assert package <= set(names)
    roots = {name.partition("/")[0] for name in names}
    assert {name for name in roots if not name.endswith(".dist-info")} == {"research"}


def test_the_package_is_the_installed_one(programs: Path, tmp_path: Path) -> None:
    code = "import research, pandas; print(research.__file__)"
    done = call(programs / "python", "-c", code, cwd=tmp_path)
    assert Path(done.stdout.strip()).is_relative_to(programs.parent), done.stderr


def test_a_folder_of_parameters_data_and_texts_becomes_the_same_report(
    firm: Path, params: Path
) -> None:
    assert "started cold" not in (firm / "said.txt").read_text(encoding="utf-8")
    assert build(params).ok
    here, there = params.parents[1] / "reports" / "small", firm / "reports" / "small"
    for name in ("report.qmd", "report.html", "results.json", "tables.xlsx"):
        assert (there / name).read_bytes() == (here / name).read_bytes(), name
    assert not (firm / "notebooks").exists()
    assert not (firm / "reports" / "template").exists()
    # An update of the package that changes no chapter of theirs must not run one.
    inputs = json.loads((there / "build.json").read_text(encoding="utf-8"))["inputs"]
    assert inputs == json.loads((here / "build.json").read_text(encoding="utf-8"))["inputs"]


def test_a_build_with_nothing_to_do_says_so(own: Path, programs: Path) -> None:
    done = call(programs / "research", "explain", "params/small.yml", cwd=own)
    told = done.stdout.splitlines()
    assert told == [f"{CHAPTERS} of {CHAPTERS} chapters are up to date", "the report is up to date"]


def test_a_notebook_of_ones_own_comes_before_the_package_s(own: Path, programs: Path) -> None:
    (shipped,) = programs.parent.glob("lib/python*/site-packages/research/shipped")
    text = (shipped / "notebooks" / "overall.ipynb").read_text(encoding="utf-8")
    content = json.loads(text)
    first = next(cell for cell in content["cells"] if cell["cell_type"] == "code")
    source = first["source"]
    first["source"] = [*([source] if isinstance(source, str) else source), "\nof_our_own = True"]
    (own / "notebooks").mkdir()
    (own / "notebooks" / "overall.ipynb").write_text(json.dumps(content), encoding="utf-8")
    told = call(programs / "research", "explain", "params/small.yml", cwd=own).stdout
    assert told.startswith("overall would run:\n  code of overall.ipynb: ")
    assert f"{CHAPTERS - 1} of {CHAPTERS} chapters are up to date" in told
    done = call(programs / "research", "build", "params/small.yml", cwd=own)
    assert done.returncode == 0, done.stdout + done.stderr
    report = own / "reports" / "small"
    assert "of_our_own" in (report / "notebooks" / "overall.html").read_text(encoding="utf-8")
    assert "of_our_own" not in (report / "notebooks" / "breakdown-sector.html").read_text()


def test_a_template_of_ones_own_comes_before_the_package_s(own: Path, programs: Path) -> None:
    (shipped,) = programs.parent.glob("lib/python*/site-packages/research/shipped")
    template = Path(shutil.copytree(shipped / "template", own / "reports" / "template"))
    with (template / "report.css").open("a", encoding="utf-8") as file:
        file.write("\n.of-our-own { color: red }\n")
    done = call(programs / "research", "build", "params/small.yml", cwd=own)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (own / "reports" / "small" / "report.html").read_text(encoding="utf-8")
    assert ".of-our-own" in page


def test_a_parameter_file_may_stand_deeper(tmp_path: Path, programs: Path) -> None:
    fill_project(tmp_path)
    text = (tmp_path / "params" / "small.yml").read_text(encoding="utf-8")
    for old, new in (
        ("edition: small", "edition: x"),
        ("../data", "../../data"),
        ("themes: themes", "themes: ../themes"),
        ("../reports", "../../reports"),
    ):
        assert old in text
        text = text.replace(old, new)
    nested = tmp_path / "params" / "scorecards" / "x.yml"
    nested.parent.mkdir()
    nested.write_text(text, encoding="utf-8")
    done = call(programs / "research", "build", "params/scorecards/x.yml", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "reports" / "x" / "report.html").is_file()


def test_lab_without_notebooks_is_a_sentence_with_the_next_step(own: Path, programs: Path) -> None:
    done = call(programs / "research", "lab", "notebooks", cwd=own)
    assert done.returncode == 2
    assert "notebooks: no such folder" in done.stderr
    assert "research lab ." in done.stderr
    assert "Traceback" not in done.stderr


def test_the_tutorial_starts_from_the_wheel_alone(tmp_path: Path, programs: Path) -> None:
    research = programs / "research"
    done = call(research, "tutorial", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "follow it" in done.stdout
    page = (tmp_path / "tutorial.md").read_text(encoding="utf-8")
    new, check, *_ = re.findall(r"^(research (?:new|check) .*)", page, re.MULTILINE)
    for line in (new, check):
        done = call(research, *line.split()[1:], cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "in order" in done.stdout
