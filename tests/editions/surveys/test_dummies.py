"""Before fieldwork every survey gets dummy answers that its own parameter file accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.build.checks import examine
from research.simulation.files import simulate
from surveys.project import PARAMS, SURVEYS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", sorted(SURVEYS))
def test_a_strict_table_takes_every_dummy_answer(tmp_path: Path, name: str) -> None:
    (tmp_path / "params").mkdir()
    for path in PARAMS.glob("triples*.yml" if name.startswith("triples") else f"{name}.yml"):
        params = tmp_path / "params" / path.name
        said = path.read_text(encoding="utf-8")
        strict = said.replace("  answers:\n", "  answers:\n    strict: true\n", 1)
        params.write_text(strict, encoding="utf-8")
        assert simulate(params, respondents=30, seed=3)
    assert examine(tmp_path / "params" / f"{name}.yml") == ([], [])
