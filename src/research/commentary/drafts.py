"""Drafts: the web page of an edition with its author texts as they are saved, no chapter run."""

from __future__ import annotations

import contextlib
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from research.commentary.holes import cut, filled, held, hole
from research.edition.judgement import load_edition
from research.edition.project import template_folder
from research.pipeline import state
from research.pipeline.plan import read_edition
from research.pipeline.store import Store
from research.report.assembly import assemble
from research.report.chapters import markdown
from research.report.embedded import web_page
from research.report.executed import executed
from research.report.matter import INDEX
from research.sources.dummies import MARK, are_dummies

if TYPE_CHECKING:
    from pathlib import Path

    from research.report.executed import Chapter, ExecutedChapter

__all__ = ["Drafts"]

# Words of the glossary are not marked in a draft: where each first stands only the whole tells.
_OPTIONS = ("--metadata=terms:false",)


class Drafts:
    """Renders the author texts of a built edition, and takes all else from the published page.

    Parameters
    ----------
    params : the parameter file, of an edition whose last build is whole.
    """

    def __init__(self, params: Path) -> None:
        self.planned = read_edition(params)
        self.edition = load_edition(params)
        self._store = Store(state.work_folder(self.planned.folder))
        self._short = _Short()
        self._holes: dict[str, str] = {}
        with contextlib.suppress(OSError):
            whole = (self.planned.folder / "report.html").read_text(encoding="utf-8")
            # Once with all texts, to see that they are those of the page; then without them.
            if held(self._page(), whole):
                self._holes = held(self._page(), whole)

    @property
    def possible(self) -> bool:
        """Whether the page of this edition can be put together from parts."""
        return bool(self._holes)

    def page(self) -> str:
        """Give the page with the texts as they are now.

        Raises
        ------
        InputError
            With every problem of the texts.
        RenderError
            If the page cannot be rendered.
        """
        return filled(self._page(), self._holes)

    def _page(self) -> str:
        document = assemble(
            self._chapters,
            self.edition,
            template=template_folder(self.planned.root),
            texts=self._texts,
            output=self._store.folder / "draft",
            mark=MARK if are_dummies(self.planned.data_files) else "",
            params=self.planned.path,
            shorter=self._short,
        )
        return web_page(document, *_OPTIONS).decode()

    @property
    def _texts(self) -> Path | None:
        folder = (self.planned.content.get("texts") or {}).get("report")
        return (self.planned.path.parent / folder).resolve() if folder else None

    @cached_property
    def _chapters(self) -> list[ExecutedChapter]:
        found = {one.id: self._store.notebook(one.id) for one in self.planned.chapters}
        return [_read(name, content) for name, content in found.items() if content]


@lru_cache(maxsize=200)
def _read(name: str, content: bytes) -> ExecutedChapter:
    return executed(name, content)


class _Short:
    """Chapters, and texts as they were published, with holes for all that they say."""

    def __init__(self) -> None:
        self._chapters: dict[str, str] = {}
        self._texts: dict[tuple[str, str], str] = {}
        self._first: set[str] = set()
        self.pictures: dict[str, Path] = {}

    def chapter(self, chapter: Chapter) -> str:
        """Give the headings and numbers of a chapter."""
        if chapter.id not in self._chapters:
            self._chapters[chapter.id] = cut(f"chapter-{chapter.id}", markdown(chapter))
        return self._chapters[chapter.id]

    def text(self, name: str, text: str) -> str | None:
        """Give the headings and numbers of a text that is as it was published."""
        return self._texts.get((name, text))

    def keep(self, name: str, text: str, resolved: str) -> None:
        """Keep the first state of a text: the published page holds what it says."""
        if name not in self._first:
            self._first.add(name)
            self._texts[name, text] = cut(f"text-{name}", resolved)

    def index(self, body: str) -> str:
        """Leave a hole for the index of tables and figures."""
        return body.replace(INDEX, f"{hole('index:0')}\n")
