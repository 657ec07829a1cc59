"""Next year's edition: last year's parameter file and texts, moved on and marked for reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.edition.judgement import load_edition
from research.edition.project import find_params, project_root
from research.files import write_text
from research.identifiers import slug
from research.proposing.yamlwords import flow
from research.starting.place import place_of, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from research.edition.parameters import Edition

__all__ = ["from_edition"]

# What stands on the cover; it says who answers for the report, and nothing of it is carried over.
_COVER = (
    "subtitle",
    "description",
    "date",
    "fieldwork",
    "disclaimer",
    "authors",
    "partners",
    "publisher",
)
# Of a published edition alone, and what its data are; and the section that needs it.
_LEFT = ("reconstructed", "provenance")
_OF_LEFT = re.compile(r"^(?P<blank>\s+)(?P<rest>- notebook: reconstruction\b.*)$", re.MULTILINE)
_KEY = re.compile(r"(?P<key>[\w-]+|\"[^\"]+\"):")
_DAY = re.compile(r"(?P<head>\b(?:today|until|start):\s*)(?P<year>\d{4})(?P<rest>-\d{2}-\d{2})")
_YEAR = re.compile(r"(?P<head>^\s*(?:horizon|surveys):\s*)(?P<rest>.*)", re.MULTILINE)
_WAVE = re.compile(r"(?P<head>\bwave:\s*[\"']?)(?P<rest>\d{4}\b)")
_FOUR = re.compile(r"\b(?:19|20)\d{2}\b")
_MARK = "<!-- Read again: this says what was found in {edition}. -->\n"
_MAKERS = "<!-- Who made {edition} stood here, in its {file}: say who makes this edition. -->\n"
_FOR_EDITORS = "# yaml-language-server:"
# What is still true of earlier waves.
_KEPT_OF_WAVES = ("repeated", "renamed", "incomparable", "comparable")


def from_edition(name: str, source: Path, *, keep_cover: bool = False) -> list[Path]:
    """Start an edition from the one before.

    Its questions, banners, analyses and sections are those of the edition before; that edition is
    the earlier wave. Days and years of the analyses move on by a year, data are looked for in the
    new edition's folder, texts are copied with each claim marked for reading again.

    Parameters
    ----------
    name : of the new edition.
    source : parameter file of the edition before.
    keep_cover : whether author, publisher, date and disclaimer are carried over; they stand there
        as comments where not.

    Returns
    -------
    The files written, the parameter file first.

    Raises
    ------
    InputError
        The edition before has problems, or the name is none or taken; nothing is written.
    """
    before = find_params(source)
    edition = load_edition(before)
    root = project_root(before)
    params = place_of(name, root, beside=before.parent)
    parts = dict(_parts(before.read_text(encoding="utf-8")))
    new = _Next(name, edition, before.name, keep_cover=keep_cover)
    made = [new.moved(key, text) for key, text in parts.items()]
    if "waves" not in parts and "answers" in edition.data:
        made.insert(-1, new.waves("") + "\n")
    texts = [*_texts(new, before, root), *_frames(new, before, root)]
    written = [write_text(path, content) for path, content in texts]
    return [write_text(params, "".join(made)), *written]


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Cut a file at its keys, each with the comments above it."""
    key, held, waiting = "", "", ""
    for line in text.splitlines(keepends=True):
        found = _KEY.match(line)
        if found:
            yield key, held
            key, held, waiting = found["key"].strip('"'), waiting + line, ""
        elif line.startswith("#") or not line.strip():
            waiting += line
        else:
            held, waiting = held + waiting + line, ""
    yield key, held + waiting


@dataclass(frozen=True)
class _Next:
    """The edition that is made, of the one before.

    Parameters
    ----------
    name : of the new edition.
    before : the edition before.
    file : its parameter file.
    keep_cover : whether its cover is carried over.
    """

    name: str
    before: Edition
    file: str
    keep_cover: bool

    def moved(self, key: str, text: str) -> str:
        """One key of the file, as next year has it."""
        if key == "edition":
            written = f"edition: {flow(self.name)}"
            return re.sub(r"^edition:.*$", written, self._head(text), flags=re.MULTILINE)
        if key == "title":
            told = f"title: {flow(title_of(self.name))}  # was: {self.before.title}\n"
            return text if self.keep_cover else told
        if key in _LEFT or (key in _COVER and not self.keep_cover):
            return "".join(f"# {line}" if line.strip() else line for line in text.splitlines(True))
        if key == "waves":
            return self.waves(text) + "\n\n"
        if key == "data":
            return self._data(text)
        if key == "texts":
            plain = text.replace(f"/reports/{self.before.edition}/", f"/reports/{self.name}/")
            return re.sub(r"^(\s+)(claims:)", r"\1# \2", plain, flags=re.MULTILINE)
        return _later(self._sections(text) if key == "report" else text)

    def _sections(self, text: str) -> str:
        """Sections, those as comments that tell of what is left out."""
        if self.before.reconstructed.answers is None:
            return text
        return _OF_LEFT.sub(lambda at: f"{at['blank']}# {at['rest']}", text)

    def _head(self, text: str) -> str:
        """What stands above all keys: for an editor as it is, for a reader as that of before."""
        return "".join(
            f"# {self.file} began: {line.lstrip('# ')}"
            if line.startswith("#") and not line.startswith(_FOR_EDITORS)
            else line
            for line in text.splitlines(keepends=True)
        )

    def _data(self, text: str) -> str:
        """Data are looked for in a folder of their own, wherever those of before stand."""
        for table in self.before.data.values():
            old = str(table.file)
            up = "../" * (old.count("../") or 1)
            text = text.replace(old, f"{up}data/{self.name}/{table.file.name}")
        return text

    def waves(self, text: str) -> str:
        """The waves before, with the edition that this one comes from as the last.

        Parameters
        ----------
        text : of the key in the file of before; empty where it has none.
        """
        waves = self.before.waves
        lines = [line for line in text.splitlines() if line.startswith("#")]
        lines.append("waves:")
        if waves.label:
            lines.append(f"  # label: of this edition, as that of before was {flow(waves.label)}")
        if waves.period:
            lines.append(f"  # period: of this edition, such as {flow(waves.period)}")
        kept = waves.model_dump(include={*_KEPT_OF_WAVES}, exclude_defaults=True)
        lines += [f"  {key}: {flow(value)}" for key, value in kept.items()]
        lines.append("  earlier:")
        for key, wave in waves.earlier.items():
            lines.append(f"    {key}: {_wave(wave.file, wave.cell, wave.label, wave.period)}")
        key = waves.key or slug(self.before.edition, "_")
        here = None if waves.now else self.file
        lines.append(f"    {key}: {_wave(here, waves.now, waves.label, waves.period)}")
        if waves.now:
            lines.append(f"  now: what the rows of this edition have where others have {waves.now}")
        if waves.note:
            lines.append("  # What was said of the changes before; read it again:")
            lines.append(f"  # note: {flow(waves.note.strip())}")
        return "\n".join(lines)


def _wave(file: object, cell: str, label: str, period: str) -> str:
    """One wave before, as short as it can be written."""
    held = {"file": str(file) if file else "", "cell": cell, "label": label, "period": period}
    told = {key: value for key, value in held.items() if value}
    return flow(told["file"] if [*told] == ["file"] else told)


def _later(text: str) -> str:
    """Move the days and years of analyses on by one."""
    moved = _DAY.sub(lambda at: f"{at['head']}{int(at['year']) + 1}{at['rest']}", text)
    for years in (_YEAR, _WAVE):
        moved = years.sub(
            lambda at: at["head"] + _FOUR.sub(lambda year: str(int(year[0]) + 1), at["rest"]), moved
        )
    return moved


def _frames(new: _Next, before: Path, root: Path) -> Iterator[tuple[Path, str]]:
    """Code frames go on: the same codes, by the same keys, so that surveys can be compared."""
    for name in new.before.data:
        table = new.before.table(name)
        for frame in table.frames if table else ():
            held = (before.parent / frame).resolve()
            yield root / "data" / new.name / held.name, held.read_text(encoding="utf-8")


def _texts(new: _Next, before: Path, root: Path) -> Iterator[tuple[Path, str]]:
    """The author's texts of before, what they claim marked, and without who made that edition."""
    folder = new.before.texts.report
    if folder is None:
        return
    for path in sorted((before.parent / folder).resolve().glob("*.md")):
        target = root / "reports" / new.name / "texts" / path.name
        if not target.exists():
            yield target, _told_again(path.read_text(encoding="utf-8"), path.name, new)


def _told_again(text: str, file: str, new: _Next) -> str:
    claims = "{{" in text or "{%" in text
    if claims or new.keep_cover or not any(name in text for name in _makers(new.before)):
        return _marked(text, new.before.edition)
    head = next((line for line in text.splitlines() if line.startswith("#")), "")
    left = _MAKERS.format(edition=new.before.edition, file=file)
    return f"{head}\n\n{left}" if head else left


def _makers(edition: Edition) -> Iterator[str]:
    """Names on the cover of an edition."""
    yield from (author.name for author in edition.authors)
    yield from (partner.name for partner in edition.partners)
    if edition.publisher is not None:
        yield edition.publisher.name


def _marked(text: str, edition: str) -> str:
    blocks = re.split(r"(?<=\n)\n+", text)
    mark = _MARK.format(edition=edition)
    if not any("{{" in block or "{%" in block for block in blocks):
        return f"{mark}\n{text}"
    return "\n".join(
        f"{mark}\n{block}" if "{{" in block or "{%" in block else block for block in blocks
    )
