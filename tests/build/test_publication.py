"""Publication: what is put where readers find it, and what goes."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest

from research.build.publication import Publication
from research.build.verbs import build
from research.errors import InputError, RenderError
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


def test_what_the_report_no_longer_has_goes_and_what_others_put_there_stays(
    publication: Publication,
) -> None:
    folder, made = publication.edition.folder, publication.store.report
    for name in ("figures/fig-old.svg", "notebooks/old.html", "style/edited.css"):
        (made / name).parent.mkdir(exist_ok=True)
        (made / name).write_text("old")
    assert {"report.html", "figures/fig-old.svg"} <= set(publication.publish())
    own = ["figures/mine.svg", "notebooks/mine.html", "style/mine.css", "report.doc", "notes.txt"]
    for name in (*own, "style/edited.css"):
        (folder / name).write_text("somebody's own")
    for name in ("figures/fig-old.svg", "notebooks/old.html", "style/edited.css"):
        (made / name).unlink()
    publication.warnings.clear()
    publication.publish()
    assert not (folder / "figures" / "fig-old.svg").exists()
    assert not (folder / "notebooks" / "old.html").exists()
    assert all((folder / name).read_text() == "somebody's own" for name in own)
    assert publication.warnings == [
        "style/edited.css was changed by somebody since it was made: it was left, though no "
        "longer made"
    ]


def test_what_somebody_changed_is_said_and_made_whole(publication: Publication) -> None:
    publication.publish()
    page = publication.edition.folder / "report.html"
    whole = page.read_bytes()
    page.write_bytes(whole + b"<!-- a remark -->")
    publication.publish()
    assert publication.warnings == [
        "report.html was changed by somebody since it was made: it was replaced"
    ]
    assert page.read_bytes() == whole


def test_nothing_is_written_or_removed_through_a_link(
    publication: Publication, tmp_path: Path
) -> None:
    folder, made = publication.edition.folder, publication.store.report
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine")
    publication.publish()
    # A link in the place of a file gives way; what it leads to stays.
    (folder / "report.html").unlink()
    (folder / "report.html").symlink_to(elsewhere / "mine.txt")
    publication.publish()
    assert not (folder / "report.html").is_symlink()
    (made / "figures").mkdir(exist_ok=True)
    (made / "figures" / "mine.txt").write_text("figure")
    (folder / "figures").symlink_to(elsewhere)
    with pytest.raises(InputError, match=r"figures: this is a link"):
        publication.publish()
    assert (elsewhere / "mine.txt").read_text() == "mine"
    assert sorted(path.name for path in elsewhere.iterdir()) == ["mine.txt"]


def test_a_report_folder_that_is_a_link_is_refused_before_anything_is_written(
    built: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (built.parent.parent / "reports" / "small").rename(elsewhere)
    before = sorted(path.name for path in elsewhere.iterdir())
    (built.parent.parent / "reports" / "small").symlink_to(elsewhere)
    with pytest.raises(InputError, match=r"reports.small: this is a link"):
        build(built, force=True)
    assert sorted(path.name for path in elsewhere.iterdir()) == before


def test_a_document_of_an_earlier_report_is_not_published_with_a_new_one(
    publication: Publication,
) -> None:
    folder = publication.edition.folder
    publication.formats = ["html", "docx"]
    publication.make()
    assert "report.docx" in publication.publish()
    # Of the same report it stays; of another it goes, unless the parameter file asks for it.
    publication.formats = ["html"]
    publication.make()
    assert "report.docx" in publication.publish()
    first = next(iter(publication.outcomes))
    notebook = publication.outcomes[first].replace(b"It begins.", b"It ends.")
    publication.outcomes = {**publication.outcomes, first: notebook}
    publication.make()
    assert "report.docx" not in publication.publish()
    assert not (folder / "report.docx").exists()


DAMAGED = [
    "report/report.qmd",
    "report/report.md",
    "report/report.html",
    "report/results.json",
    "report/tables.xlsx",
    "report/notebooks/opening.html",
    "report/style/report.css",
    "report/style/reference.docx",
    "report/style/fonts/SourceSansPro-It.ttf",
    "report/style/fonts/SourceSansPro-It.woff2",
    "report/style/fonts/.whole",
    "chapters/theme-win.ipynb",
    "lock.json",
]


@pytest.mark.parametrize("how", ["cut", "flipped"])
def test_a_damaged_work_folder_is_found_and_made_again(built: Path, how: str) -> None:
    report = built.parent.parent / "reports" / "small"
    whole = {path: path.read_bytes() for path in report.rglob("*") if path.is_file()}
    for name in DAMAGED:
        path = report / ".work" / name
        content = bytearray(path.read_bytes())
        if how == "cut":
            del content[len(content) // 2 :]
        else:
            content[len(content) // 2] ^= 8
        path.write_bytes(content)
    (report / "report.html").unlink()
    assert build(built).ok
    of_one_build = {"build.json", "holder", "lock.json"}
    for path, content in whole.items():
        if path.name not in of_one_build:
            assert path.read_bytes() == content, path
    assert build(built).unchanged


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


def test_cells_whose_output_the_report_leaves_out_are_named(publication: Publication) -> None:
    first = next(iter(publication.outcomes))
    book = json.loads(publication.outcomes[first])
    looked = next(cell for cell in book["cells"] if cell["source"] == "assert params")
    looked["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "looked at\n"}]
    publication.outcomes = {**publication.outcomes, first: json.dumps(book).encode()}
    publication.make()
    assert publication.warnings == [
        f"chapter {first}: output of cell 3 ('assert params') is not in the report: show() puts it "
        "there, and the tag lab says that it is for you alone"
    ]
