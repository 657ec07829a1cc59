"""What is told of changes, in lines of words that each output writes in its own marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from research.review.sentences import Piece
from research.wording.plurals import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.review.cells import FloatChanges
    from research.review.changes import Changes, SectionChanges
    from research.review.reading import Block
    from research.review.values import Marked, Moved

__all__ = [
    "FOLDED",
    "VALUES",
    "Group",
    "Line",
    "causes_of",
    "groups",
    "name_of",
    "summary",
    "told",
    "value_line",
]

VALUES = "values that it names have moved"
"""Why a text is another one that its author left as it was."""

GONE = "Names that are gone from the ledger"
MARKS = "Marks and bases"
FOLDED = (GONE, MARKS)
"""Groups that are told of a report and need not be read to judge it."""

# Characters of a row's name.
_LONGEST = 70

Sign = Literal["added", "removed", "changed", "finding", "moved", "said"]


@dataclass(frozen=True)
class Line:
    """A change in words.

    Parameters
    ----------
    sign : of which kind it is.
    pieces : its words, those of before and of now apart.
    """

    sign: Sign
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Group:
    """Lines of a kind.

    Parameters
    ----------
    title : what they are.
    lines : one for each change.
    float : id of the table or chart that they are about; empty for others.
    """

    title: str
    lines: tuple[Line, ...]
    float: str = ""


def summary(changes: Changes) -> str:
    """Say in a line how much changed.

    Parameters
    ----------
    changes : of a report.
    """
    if not changes:
        return f"nothing changed in {numbered(changes.kept, 'section')}"
    values, sections = changes.values, changes.sections
    sentences = [one.sentences for one in sections]
    floats = [found for one in sections for found in one.floats]
    counts = [
        (len(values.crossings), "finding crosses a line", "findings cross a line"),
        (len(values.moved), "printed value moved", "printed values moved"),
        (sum(len(one.reworded) for one in sentences), "sentence reworded", "sentences reworded"),
        (sum(len(one.added) for one in sentences), "sentence added", "sentences added"),
        (sum(len(one.removed) for one in sentences), "sentence removed", "sentences removed"),
        (sum(one.new.kind == "table" for one in floats), "table changed", "tables changed"),
        (sum(one.new.kind != "table" for one in floats), "chart changed", "charts changed"),
        (len(values.added), "name added", "names added"),
        (len(values.gone), "name gone", "names gone"),
    ]
    said = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    whole = len(sections) + changes.kept
    head = f"{len(sections)} of {numbered(whole, 'section')} changed"
    below = f"; {len(values.below)} more moved below print precision" if values.below else ""
    within = f"; {len(values.within)} moved within tolerance" if values.within else ""
    return f"{head}: {', '.join(said) or 'no words and no printed value'}{below}{within}"


def name_of(section: SectionChanges) -> str:
    """What a section is called: its id, and its heading behind it.

    Parameters
    ----------
    section : one that changed.
    """
    held = section.section
    words = next((sentence for sentence in held.sentences), "")
    named = held.id if held.kind in ("chapter", "part") else f"{held.kind} {held.id}"
    return named if words in ("", held.id) else f"{named}: {words}"


def told(changes: Changes) -> Iterator[Group]:
    """Give what is told of a report before its sections.

    Parameters
    ----------
    changes : of the report.
    """
    for title, lines in changes.groups:
        yield Group(title, tuple(map(_said, lines)))
    yield from _group("Why", [_said(cause) for cause in causes_of(changes)])
    values = changes.values
    if values.crossings:
        yield Group("Findings that cross a line", tuple(map(value_line, values.crossings)))
    if values.gone:
        gone = [_worded("removed", _named(one["label"], one["name"])) for one in values.gone]
        yield Group(GONE, tuple(gone))
    if values.marks or values.bases:
        yield Group("Marks and bases", tuple(map(_marked_line, [*values.marks, *values.bases])))


def causes_of(changes: Changes) -> tuple[str, ...]:
    """Give the causes of all sections, each once; those of texts that only name values last.

    Parameters
    ----------
    changes : of the report.
    """
    found = dict.fromkeys(cause for one in changes.sections for cause in one.causes)
    return tuple(sorted(found, key=lambda cause: cause == VALUES))


def groups(section: SectionChanges, changes: Changes) -> Iterator[Group]:
    """Give what is told of a section, the weightiest first.

    Parameters
    ----------
    section : one that changed.
    changes : of its report, which tells all causes; where it has one, no section needs to.
    """
    if len(causes_of(changes)) > 1:
        yield from _group("Why", [_said(cause) for cause in section.causes])
    yield from _group("Values", [value_line(one) for one in section.moved])
    sentences = section.sentences
    yield from _group(
        "Sentences",
        [
            *(Line("changed", tuple(one.pieces)) for one in sentences.reworded),
            *(_worded("removed", one) for one in sentences.removed),
            *(_worded("added", one) for one in sentences.added),
            *(_worded("moved", one) for one in sentences.moved),
        ],
    )
    for block in section.added:
        yield Group(f"New {block.kind}", (_worded("added", _float(block)),), block.id)
    for block in section.gone:
        yield Group(f"{block.kind.capitalize()} that is gone", (_worded("removed", _float(block)),))
    for changed in section.floats:
        yield Group(
            f"{changed.new.kind.capitalize()} {_float(changed.new)}",
            tuple(_float_lines(changed)),
            changed.new.id,
        )
    if section.below:
        count = numbered(section.below, "value")
        yield Group("Below print", (_said(f"{count} more moved below print precision"),))


def value_line(moved: Moved) -> Line:
    """Tell of a value that is printed otherwise: what it is, and was → is.

    Parameters
    ----------
    moved : the value.
    """
    words = [Piece("both", f"{_named(moved.label, moved.name)}: "), *_turned(moved.old, moved.new)]
    bases = moved.bases
    if bases[0] != bases[1]:
        words += [Piece("both", " (base "), *_turned(_count(bases[0]), _count(bases[1]))]
        words += [Piece("both", ")")]
    if moved.meaning:
        words += [Piece("both", f": {moved.meaning}")]
    return Line("finding" if moved.crossing else "changed", tuple(words))


def _marked_line(marked: Marked) -> Line:
    """Tell of a mark or base that is another one."""
    words = [Piece("both", f"{_named(marked.label, marked.name)}: ")]
    return Line("changed", (*words, *_turned(marked.old, marked.new)))


def _float_lines(changed: FloatChanges) -> Iterator[Line]:
    old, new = changed.old, changed.new
    if old.caption != new.caption:
        yield Line("changed", (Piece("both", "caption: "), *_turned(old.caption, new.caption)))
    for cell in changed.cells:
        place = f"{_short(cell.row)}, {cell.column}: " if cell.row else f"{cell.column}: "
        yield Line("changed", (Piece("both", place), *_turned(cell.old, cell.new)))
    yield from (_worded("removed", name) for name in changed.gone)
    yield from (_worded("added", name) for name in changed.added)
    yield from _notes(changed)
    said = {
        "the rows stand in another order": changed.order,
        "its alternative text is another one": old.alt != new.alt and not changed.cells,
        "drawn otherwise, of the same values": changed.redrawn,
        f"{numbered(changed.within, 'value')} moved within tolerance": changed.within,
    }
    yield from (_said(text) for text, so in said.items() if so)


def _notes(changed: FloatChanges) -> Iterator[Line]:
    notes = changed.notes
    for one in notes.reworded:
        yield Line("changed", (Piece("both", "note: "), *one.pieces))
    yield from (_worded("removed", f"note: {text}") for text in notes.removed)
    yield from (_worded("added", f"note: {text}") for text in notes.added)


def _group(title: str, lines: list[Line]) -> Iterator[Group]:
    if lines:
        yield Group(title, tuple(lines))


def _float(block: Block) -> str:
    return f"{block.id}: {block.caption}" if block.caption else block.id


def _named(label: str, name: str) -> str:
    return f"{label} ({name})" if label else name


def _short(row: str) -> str:
    """What a row is called, where a table says much of it before its first value."""
    return row if len(row) <= _LONGEST else f"{row[:_LONGEST].rstrip(' ,')}…"


def _count(base: float | None) -> str:
    return "none" if base is None else f"{base:g}"


def _turned(old: str, new: str) -> list[Piece]:
    return [Piece("old", old or "nothing"), Piece("both", " → "), Piece("new", new or "nothing")]


def _worded(sign: Sign, text: str) -> Line:
    of: Literal["old", "new", "both"] = (
        "new" if sign == "added" else "old" if sign == "removed" else "both"
    )
    return Line(sign, (Piece(of, text),))


def _said(text: str) -> Line:
    return Line("said", (Piece("both", text),))
