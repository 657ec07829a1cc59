"""Files of strangers become reports without a hand's touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from surveys.project import SURVEYS, make

from research.build.checks import check, sections
from research.build.verbs import build
from research.edition.yamlfile import read_yaml
from research.proposing.proposal import propose
from research.starting.new import from_file

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

NAMES = sorted(set(SURVEYS) - {"triples2015"})
_LONG = 6


@pytest.mark.parametrize("name", NAMES)
def test_a_file_becomes_a_report_that_names_nobody(tmp_path: Path, name: str) -> None:
    written = make(name, tmp_path / "theirs")
    source = (written.parent / read_yaml(written).content["data"]["answers"]["file"]).resolve()
    started = from_file(name, source, tmp_path / "project")
    assert check(started.params) == []
    assert not any(sections(started.params).values())
    assert build(started.params, formats=["html"]).ok
    page = (tmp_path / "project" / "reports" / name / "report.html").read_text(encoding="utf-8")
    proposal = propose(source)
    assert proposal.roles.personal
    cells = {cell for column in proposal.roles.personal for cell in proposal.cells(column)}
    assert not [cell for cell in cells if "@" in cell and len(cell) > _LONG and cell in page]
