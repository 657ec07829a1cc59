"""A small made-up edition that the tests of several rooms open, and copies of it to spoil."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from research.study import open_study

if TYPE_CHECKING:
    from research.study import Study

ROOT = Path(__file__).parents[1]
SMALL = Path(__file__).parent / "data" / "small"


@pytest.fixture(scope="session")
def study() -> Study:
    """The small edition, opened once; what is asked of it does not change it."""
    return open_study(SMALL / "params" / "small.yml")


@pytest.fixture
def params(tmp_path: Path) -> Path:
    """The parameter file of a copy of the small edition that a test may spoil."""
    root = tmp_path / "edition"
    shutil.copytree(SMALL, root)
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    return root / "params" / "small.yml"
