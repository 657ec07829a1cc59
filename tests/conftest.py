"""A small made-up edition that the tests of several rooms open, and copies of it to spoil."""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from research.build.verbs import build
from research.study import open_study

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.study import Study

ROOT = Path(__file__).parents[1]
SMALL = Path(__file__).parent / "data" / "small"
STAND_IN = Path(__file__).parent / "report" / "data" / "quarto"

# A shell ignores interrupts for what it runs in the background. Programs that tests interrupt would
# inherit that, and each would be waited for in vain.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


# A test whose examples are timed fails on a busy machine alone. Where CI is set, hypothesis has a
# profile of that name, which times nothing and draws the same examples for the same tree.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
if settings.default.deadline is not None:
    settings.load_profile("untimed")


def pytest_collection_finish() -> None:
    """Look for garbage more seldom: what tests keep stays to the end, and is looked at in vain.

    A tenth of the time went into that.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 20)


@pytest.fixture(scope="session")
def study() -> Study:
    """The small edition, opened once; what is asked of it does not change it."""
    return open_study(SMALL / "params" / "small.yml")


@pytest.fixture(scope="session")
def small() -> Path:
    """Folder of the small edition, as it is."""
    return SMALL


@pytest.fixture(scope="session")
def notebooks() -> Path:
    """Folder of the project's notebooks."""
    return ROOT / "notebooks"


@pytest.fixture
def params(tmp_path: Path) -> Path:
    """The parameter file of a copy of the small edition that a test may spoil."""
    root = tmp_path / "edition"
    shutil.copytree(SMALL, root)
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    return root / "params" / "small.yml"


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The stand-in for Quarto on the PATH, run by the Python of the tests."""
    path = tmp_path / "bin" / "quarto"
    path.parent.mkdir()
    lines = STAND_IN.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(f"#!{sys.executable}\n" + "".join(lines[1:]), encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    monkeypatch.setenv("STANDIN_CALLS", str(tmp_path / "calls"))
    monkeypatch.setenv("STANDIN_FRAMES", str(STAND_IN.with_name("frames.lua")))
    return path


def notebook(*cells: str) -> bytes:
    """A notebook as bytes: the first cell has the parameters; what begins with # is prose."""
    written = []
    for place, source in enumerate(cells):
        prose = source.startswith("#")
        cell = {"cell_type": "markdown" if prose else "code", "id": f"cell-{place}"}
        cell |= {"metadata": {} if place else {"tags": ["parameters"]}, "source": source}
        written.append(cell if prose else cell | {"outputs": [], "execution_count": None})
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    content = {"cells": written, "metadata": {"kernelspec": kernel}}
    return json.dumps(content | {"nbformat": 4, "nbformat_minor": 5}).encode()


@pytest.fixture(scope="session", name="notebook")
def _notebook() -> Callable[..., bytes]:
    """Make a notebook from the sources of its cells."""
    return notebook


SHOW = """
import pathlib
from IPython.display import display
from research.uses import note
file = pathlib.Path(f"params/themes/{theme}.yml")
value = len(file.read_text())
note(file.as_posix())
note(f"{params}#fieldwork")
record = dict(name=f"{theme}.length", value=value, unit="count", base=None, where="", label="")
result = dict(kind="text", id=f"txt-{theme}", markdown=f"The text has {value} letters.")
result |= dict(results=[record])
display({"text/plain": "shown", "application/vnd.research.result+json": result}, raw=True)
"""
BEGIN = """
from IPython.display import display
from research.uses import note
note(params)
result = dict(kind="text", id="txt-opening", markdown="It begins.", results=[])
display({"text/plain": "shown", "application/vnd.research.result+json": result}, raw=True)
"""
# The engine that is everywhere, so that no Quarto of this machine changes what is tested.
SECTIONS = """report:
  engine: pandoc
  formats: [html]
  sections:
    - text: about
    - notebook: opening
    - notebook: theme
      each: {theme: [retain, win]}
"""


def _make_plain(root: Path) -> Path:
    shutil.copytree(SMALL, root)
    shutil.copytree(ROOT / "reports" / "template", root / "reports" / "template")
    opening = notebook('params = ""', "# How it begins", "assert params", BEGIN)
    theme = notebook('params = ""\ntheme = "retain"', "# What it says", SHOW)
    (root / "notebooks").mkdir()
    (root / "notebooks" / "opening.ipynb").write_bytes(opening)
    (root / "notebooks" / "theme.ipynb").write_bytes(theme)
    about = "# About\n\nOne text has {{ retain.length | count }} letters.\n"
    (root / "reports" / "texts" / "about.md").write_text(about, encoding="utf-8")
    path = root / "params" / "small.yml"
    head = path.read_text(encoding="utf-8").partition("report:\n")[0]
    path.write_text(head + SECTIONS, encoding="utf-8")
    return path


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """The parameter file of a small edition whose three chapters import nothing heavy."""
    return _make_plain(tmp_path / "plain")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Make a folder once for all workers of a run: who asks first makes it, the others wait."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def make(name: str, fill: Callable[[Path], object]) -> Path:
        folder, whole = shared / name, shared / f"{name}.whole"
        with FileLock(shared / f"{name}.lock"):
            if not whole.exists():
                shutil.rmtree(folder, ignore_errors=True)
                fill(folder)
                whole.touch()
        return folder

    return make


def _build_plain(root: Path) -> None:
    assert build(_make_plain(root)).ok


@pytest.fixture(scope="session")
def _built(once: Callable[..., Path]) -> Path:
    return once("plain", _build_plain) / "params" / "small.yml"


@pytest.fixture
def built(_built: Path, tmp_path: Path) -> Path:
    """The parameter file of that edition, after a build."""
    shutil.copytree(_built.parent.parent, tmp_path / "built")
    return tmp_path / "built" / "params" / _built.name
