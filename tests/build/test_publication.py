"""Publication: what is put where readers find it, and what goes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from research.build.publication import Publication
from research.errors import RenderError
from research.pipeline.plan import read_edition
from research.pipeline.store import Store
from research.report.engines import choose

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def publication(built: Path) -> Publication:
    edition = read_edition(built)
    store = Store(edition.folder / ".work")
    outcomes = {chapter.id: store.notebook(chapter.id) or b"" for chapter in edition.chapters}
    engine = choose("pandoc")
    return Publication(edition, store, outcomes, ["html"], engine, lambda _: None)


def test_nothing_is_made_again_of_the_same(publication: Publication) -> None:
    parts = publication.make()
    assert [part.what for part in parts if not part.kept] == []


def test_a_new_format_is_all_that_is_made(publication: Publication) -> None:
    publication.formats = ["html", "docx"]
    made = [part.what for part in publication.make() if not part.kept]
    assert made == ["report.docx"]


def test_what_the_report_no_longer_has_goes(publication: Publication) -> None:
    folder = publication.edition.folder
    for name in ("figures/fig-old.svg", "notebooks/old.html"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("old")
    (folder / "notes.txt").write_text("the author's own")
    published = publication.publish()
    assert "report.html" in published
    assert not (folder / "figures" / "fig-old.svg").exists()
    assert not (folder / "notebooks" / "old.html").exists()
    assert (folder / "notes.txt").exists()


def test_a_format_that_fails_does_not_undo_the_others(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        msg = "no page"
        raise RenderError(msg)

    from research.report import embedded

    monkeypatch.setitem(embedded.FORMATS, "html", fail)
    publication.formats = ["html", "docx"]
    publication.force = True
    with pytest.raises(RenderError, match="no page"):
        publication.make()
    assert (publication.store.report / "report.docx").is_file()
    assert publication.store.document["report.docx"]["made"]
    assert threading.active_count() < 20
