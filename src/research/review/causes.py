"""Causes: which input, code, cell or library of a section is another one than before."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from research.edition.judgement import load_edition
from research.edition.reliance import DOCUMENT_KEYS
from research.pipeline import notebook as notebooks
from research.pipeline.keys import ANALYSIS, BEYOND, PACKAGE, versions
from research.review.datachanges import data_changes
from research.review.reach import reached
from research.review.settings import Written, tables_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from research.edition.tables import DataTable
    from research.pipeline.plan import Chapter, Edition
    from research.review.revisions import Repository

__all__ = ["Causes"]

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)
_CLAIM = b"{% claim"
_YAML = (".yml", ".yaml")
# Modules that are named one by one.
_SHOWN = 8


@dataclass
class Causes:
    """What of an edition's inputs differs from a revision.

    Parameters
    ----------
    edition : the edition as it is.
    chapters : what builds noted of each chapter, by id: its `reads` among it.
    repository : where the edition is kept.
    revision : what it is compared with.
    """

    edition: Edition
    chapters: Mapping[str, Mapping[str, Any]]
    repository: Repository
    revision: str
    _told: dict[str, list[str]] = field(default_factory=dict)
    _written: dict[Path, Written | None] = field(default_factory=dict)

    def of(self, kind: str, name: str) -> list[str]:
        """Give the causes of a section, a line each; none where none is known.

        Parameters
        ----------
        kind, name : of the section, as `research.review.reading` has them.
        """
        if kind == "chapter":
            return [line for one in self.edition.chapters if one.id == name
                    for line in self._chapter(one)]  # fmt: skip
        if kind == "text":
            return list(self._text(name))
        return self._parameters(DOCUMENT_KEYS) if kind == "matter" else []

    def order(self) -> list[str]:
        """Say what of the report's sections differs in the parameter file."""
        return [line for line in self._parameters({"report"}) if "sections" in line]

    def counts(self) -> tuple[tuple[str, int, int], ...]:
        """Count what a build judges before it publishes: claims of texts, and tables of data."""
        written = self._contents(self.edition.path)
        texts = [self._contents(path) for path in self._text_files()]
        claims = [sum((one[at] or b"").count(_CLAIM) for one in texts) for at in (0, 1)]
        tables = [len(tables_in(content or b"")) for content in written]
        return (
            ("claims of its texts", claims[0], claims[1]),
            ("tables of data, each held against its contract", tables[0], tables[1]),
        )

    def _text_files(self) -> list[Path]:
        folder = (self.edition.content.get("texts") or {}).get("report")
        sections = self.edition.content["report"].get("sections", ())
        named = [str(one["text"]) for one in sections if one.get("text")]
        root = self.edition.path.parent / str(folder)
        return [(root / f"{name}.md").resolve() for name in named] if folder else []

    def _chapter(self, chapter: Chapter) -> Iterator[str]:
        noted = self.chapters.get(chapter.id, {})
        yield from self._once(chapter.notebook, lambda: self._cells(chapter.notebook))
        for name in noted.get("reads", ()):
            yield from self._read(name)
        yield from self._code(chapter)
        yield from self._libraries

    def _once(self, path: Path, tell: Any) -> list[str]:
        key = str(path)
        if key not in self._told:
            self._told[key] = list(tell())
        return self._told[key]

    def _contents(self, path: Path) -> tuple[bytes | None, bytes | None]:
        """A file before and now."""
        now = path.read_bytes() if path.is_file() else None
        try:
            return self.repository.content(self.revision, path), now
        except ValueError:
            # Outside of the repository nobody knows what was before.
            return now, now

    def _read(self, name: str) -> list[str]:
        """What differs in a file, or a part of it, that a chapter read."""
        file, _, part = name.partition("#")
        path = self.edition.root / file
        if path.suffix in _YAML:
            written = self._yaml(path)
            return [f"{file}: {line}" for line in written.told(part)] if written else []
        return self._once(path, lambda: self._data(file, path))

    def _yaml(self, path: Path) -> Written | None:
        if path not in self._written:
            old, new = self._contents(path)
            self._written[path] = Written(old or b"", new or b"") if old != new else None
        return self._written[path]

    def _parameters(self, keys: set[str]) -> list[str]:
        written = self._yaml(self.edition.path)
        name = self.edition.path.relative_to(self.edition.root).as_posix()
        return [f"{name}: {line}" for line in written.of_keys(keys)] if written else []

    def _data(self, file: str, path: Path) -> Iterator[str]:
        old, new = self._contents(path)
        if old == new:
            return
        if old is None or new is None:
            yield f"{file}: {'new' if old is None else 'gone'}"
            return
        for line in data_changes(path.name, old, new, self._tables.get(path)):
            yield f"{file}: {line}"

    @cached_property
    def _tables(self) -> dict[Path, DataTable]:
        tables = load_edition(self.edition.path).data.values()
        folder = self.edition.path.parent
        return {(folder / str(one.file)).resolve(): one for one in tables}

    def _cells(self, path: Path) -> Iterator[str]:
        """Cells of a notebook that have another source."""
        old, new = self._contents(path)
        if old is None or new is None or old == new:
            return
        before, now = _sources(old), _sources(new)
        for name, (kind, source) in now.items():
            if name not in before:
                yield f"{path.name}: new {kind} cell {name}"
            elif before[name] != (kind, source):
                yield f"{path.name}: {kind} cell {name}"
        yield from (f"{path.name}: cell {name} is gone" for name in before if name not in now)
        if [one for one in before if one in now] != [one for one in now if one in before]:
            yield f"{path.name}: its cells stand in another order"

    @cached_property
    def _modules(self) -> dict[str, str]:
        """Modules of the package that notebooks may reach and that differ, with the lines."""
        if not PACKAGE.is_relative_to(self.repository.root):
            return {}
        found = {}
        for name, (added, removed) in self.repository.changed(self.revision, PACKAGE).items():
            below = (self.repository.root / name).relative_to(PACKAGE)
            if below.parts[0] not in BEYOND and below.suffix in (".py", ".yml"):
                lines = f" (+{added} −{removed})" if added or removed else " (new)"
                found[below.with_suffix("").as_posix()] = f"{name}{lines}"
        return found

    def _code(self, chapter: Chapter) -> list[str]:
        if not self._modules:
            return []
        source = notebooks.read(chapter.notebook.read_bytes())
        reach = reached(source)
        held = [told for name, told in self._modules.items() if name in reach]
        more = len(held) - _SHOWN
        return [*held[:_SHOWN], *([f"and {more} more modules"] if more > 0 else [])]

    @cached_property
    def _libraries(self) -> list[str]:
        """Libraries of another version than the lock of the revision names."""
        old, _ = self._contents(self.repository.root / "constraints.txt")
        pinned: dict[str, list[str]] = {}
        for name, version in _PINNED.findall((old or b"").decode(errors="replace")):
            pinned.setdefault(name.lower().replace("-", "_").replace(".", "_"), []).append(version)
        return [
            f"library {name}: {' or '.join(pinned[name])} → {version}"
            for name, version in versions(ANALYSIS).items()
            if name in pinned and version not in pinned[name]
        ]

    def _text(self, name: str) -> Iterator[str]:
        folder = (self.edition.content.get("texts") or {}).get("report")
        if not folder:
            return
        path = (self.edition.path.parent / str(folder) / f"{name}.md").resolve()
        old, new = self._contents(path)
        if old == new:
            return
        shown = path.relative_to(self.edition.root).as_posix()
        if old is None or new is None:
            yield f"{shown}: {'new' if old is None else 'gone'}"
            return
        before = old.decode(errors="replace").splitlines()
        lines = [
            at
            for at, line in enumerate(new.decode(errors="replace").splitlines(), 1)
            if line not in before
        ]
        at = f"line {lines[0]}" if len(lines) == 1 else f"{len(lines)} lines"
        yield f"{shown}: {at}" if lines else f"{shown}: lines are gone"


def _sources(content: bytes) -> dict[str, tuple[str, str]]:
    """Kind and source of each cell by its id."""
    try:
        cells = json.loads(content)["cells"]
        return {
            str(cell.get("id", at)): (cell["cell_type"], notebooks.joined(cell["source"]))
            for at, cell in enumerate(cells)
        }
    except (ValueError, KeyError, TypeError):
        return {}
