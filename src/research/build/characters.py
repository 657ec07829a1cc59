"""Characters that no font has: where they stand in the files of an edition."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from research.edition.yamlfile import open_yaml
from research.errors import InputError, Problem
from research.sources.cells import read_cells

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from research.edition.parameters import Edition

__all__ = ["traced"]

_PLACES = 3
# Letters of a script that are told one by one.
_FEW = 3
_INSTALL = "pip install 'research-workbench[fonts]', or a Noto font of that script"
_PRIVATE = "put the sign that is meant in its place; for a bullet of Word, •"


def traced(codes: Sequence[int], edition: Edition, params: Path) -> list[Problem]:
    """Say of each character that is printed as its code point where it comes from.

    Parameters
    ----------
    codes : code points that no font at hand has.
    edition : the parameter file's content.
    params : the parameter file.

    Returns
    -------
    list
        For each code point, or all of a script where they are many, the first places, with file,
        row and column; the document itself where no file holds it.
    """
    found: dict[int, list[Problem]] = {code: [] for code in codes}
    for file, row, place, text in _texts(edition, params):
        for code in codes:
            if chr(code) in text:
                key, column = ("", place) if file.suffix in _TABLES else (place, "")
                at = text.index(chr(code)) + 1 if file.suffix == ".md" else None
                found[code].append(Problem(file, "", key=key, row=row, column=column, place=at))
    return [problem for some in _together(codes) for problem in _told(some, found)]


_TABLES = (".csv", ".txt", ".tsv", ".xlsx", ".sav", ".zsav", ".parquet")


def _together(codes: Sequence[int]) -> list[list[int]]:
    """Code points that are told in one: each alone, or all of a script of which they are many."""
    scripts: dict[str, list[int]] = {}
    for code in codes:
        scripts.setdefault(_script(code), []).append(code)
    return [
        some
        for script, held in scripts.items()
        for some in ([held] if script and len(held) > _FEW else [[code] for code in held])
    ]


def _script(code: int) -> str:
    """What the first word of its name says of a letter; empty of any other sign."""
    sign = chr(code)
    return unicodedata.name(sign, "").partition(" ")[0] if sign.isalpha() else ""


def _told(codes: list[int], found: Mapping[int, list[Problem]]) -> Iterator[Problem]:
    first = codes[0]
    if len(codes) == 1:
        name = unicodedata.name(chr(first), "").lower()
        said = f"U+{first:04X}{f' ({name})' if name else ''}; its code point is printed"
    else:
        script = _script(first)
        kind = "Chinese characters" if script == "CJK" else f"letters of {script.capitalize()}"
        some = ", ".join(f"U+{code:04X}" for code in codes[:_FEW])
        said = f"{len(codes)} {kind} ({some} and {len(codes) - _FEW} more); their code "
        said += "points are printed"
    places = list(dict.fromkeys(place for code in codes for place in found[code]))
    what = f"no font at hand has {said}"
    if len(places) > _PLACES:
        what += f" ({len(places)} places, the first {_PLACES} are told)"
    hint = _PRIVATE if unicodedata.category(chr(first)) == "Co" else _INSTALL
    for place in places[:_PLACES] or [Problem("report.qmd", "")]:
        yield replace(place, what=what, hint=hint)


def _texts(edition: Edition, params: Path) -> Iterator[tuple[Path, int | None, str, str]]:
    """Give every text of an edition with its file, row, and key or column."""
    yield from _yaml(params)
    folder = params.parent
    if edition.texts.themes:
        for path in sorted((folder / edition.texts.themes).resolve().glob("*.yml")):
            yield from _yaml(path)
    if edition.texts.report:
        for path in sorted((folder / edition.texts.report).resolve().glob("*.md")):
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            yield from ((path, row, "", line) for row, line in enumerate(lines, 1))
    for name in edition.data:
        table = edition.table(name)
        if table is not None:
            kept = set(table.named) - set(table.personal)
            yield from _cells((folder / table.file).resolve(), kept)


def _yaml(path: Path) -> Iterator[tuple[Path, int | None, str, str]]:
    try:
        file = open_yaml(path)
    except InputError:
        return
    for place, text in _leaves(file.content, ()):
        yield path, file.row(place), ".".join(map(str, place)), text


def _leaves(node: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, (*place, str(key)))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _leaves(value, (*place, index))
    elif isinstance(node, str):
        yield place, node


def _cells(path: Path, columns: Collection[str]) -> Iterator[tuple[Path, int | None, str, str]]:
    try:
        frame = read_cells(path).frame
    except InputError:
        return
    for column in frame.columns.intersection(list(columns)):
        held = frame[column]
        odd = held[~held.map(str.isascii)]
        yield from ((path, int(str(row)), str(column), text) for row, text in odd.items())
