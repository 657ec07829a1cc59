"""Next year's edition: last year's parameter file and texts, moved on and marked for reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from research.edition.judgement import load_edition
from research.edition.project import find_params, project_root
from research.files import write_text
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
# Of a published edition alone.
_LEFT = ("reconstructed",)
_KEY = re.compile(r"(?P<key>[\w-]+|\"[^\"]+\"):")
_DAY = re.compile(r"(?P<head>\b(?:today|until):\s*)(?P<year>\d{4})(?P<rest>-\d{2}-\d{2})")
_YEAR = re.compile(r"(?P<head>^\s*(?:horizon|surveys):\s*)(?P<rest>.*)", re.MULTILINE)
_FOUR = re.compile(r"\b(?:19|20)\d{2}\b")
_MARK = "<!-- Read again: this says what was found in {edition}. -->\n"


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
    params = place_of(name, root)
    parts = dict(_parts(before.read_text(encoding="utf-8")))
    made = [
        _moved(key, text, name, edition, before.name, keep_cover=keep_cover)
        for key, text in parts.items()
    ]
    if "waves" not in parts:
        made.insert(-1, _waves(edition, before.name) + "\n")
    texts = list(_texts(edition, before, root, name))
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


def _moved(key: str, text: str, name: str, edition: Edition, file: str, *, keep_cover: bool) -> str:
    """One key of the file, as next year has it."""
    if key == "edition":
        return re.sub(r"^edition:.*$", f"edition: {flow(name)}", text, flags=re.MULTILINE)
    if key == "title":
        return text if keep_cover else f"title: {flow(title_of(name))}  # was: {edition.title}\n"
    if key in _LEFT or (key in _COVER and not keep_cover):
        return "".join(f"# {line}" if line.strip() else line for line in text.splitlines(True))
    if key == "waves":
        return _waves(edition, file) + "\n\n"
    if key == "data":
        return text.replace(f"/data/{edition.edition}/", f"/data/{name}/")
    if key == "texts":
        plain = text.replace(f"/reports/{edition.edition}/", f"/reports/{name}/")
        return re.sub(r"^(\s+)(claims:)", r"\1# \2", plain, flags=re.MULTILINE)
    return _later(text)


def _later(text: str) -> str:
    """Move the days and years of analyses on by one."""
    moved = _DAY.sub(lambda at: f"{at['head']}{int(at['year']) + 1}{at['rest']}", text)
    return _YEAR.sub(
        lambda at: at["head"] + _FOUR.sub(lambda year: str(int(year[0]) + 1), at["rest"]), moved
    )


def _waves(edition: Edition, file: str) -> str:
    """The waves before, with the edition that this one comes from as the last."""
    earlier = {
        key: str(wave.file) for key, wave in edition.waves.earlier.items() if wave.file is not None
    }
    key = re.sub(r"\W", "_", edition.edition)
    return f"waves: {flow({'earlier': earlier | {key: file}})}"


def _texts(edition: Edition, before: Path, root: Path, name: str) -> Iterator[tuple[Path, str]]:
    """The author's texts of before, what they claim marked."""
    folder = edition.texts.report
    if folder is None:
        return
    for path in sorted((before.parent / folder).resolve().glob("*.md")):
        target = root / "reports" / name / "texts" / path.name
        if not target.exists():
            yield target, _marked(path.read_text(encoding="utf-8"), edition.edition)


def _marked(text: str, edition: str) -> str:
    blocks = re.split(r"(?<=\n)\n+", text)
    mark = _MARK.format(edition=edition)
    return "\n".join(
        f"{mark}\n{block}" if "{{" in block or "{%" in block else block for block in blocks
    )
