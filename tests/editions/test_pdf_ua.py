"""The PDF of every edition, held against PDF/UA-1 by veraPDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject
from verapdf import missing, verdict

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Built

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing()), reason=f"veraPDF needs {missing()}"),
]


def test_verapdf_finds_every_pdf_to_comply(each: Built) -> None:
    told = verdict(each.folder / "report.pdf")
    assert told.failed == {}
    assert told.complies
    assert told.checks > 10_000


def test_verapdf_names_the_clauses_that_a_spoilt_pdf_fails(built: Built, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.pdf"
    writer = PdfWriter(clone_from=PdfReader(built.folder / "report.pdf"))
    for key in ("/StructTreeRoot", "/Lang", "/Metadata"):
        del writer.root_object[NameObject(key)]
    writer.write(spoilt)
    told = verdict(spoilt)
    assert not told.complies
    # No tree of tags and content that none reaches; no metadata; no language of texts.
    assert {"7.1-11", "7.1-3", "7.1-8", "7.2-34"} <= set(told.failed)
