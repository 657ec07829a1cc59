"""Changes as Markdown for a pull request: short, with what is behind it folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.escape import escape
from research.review.completeness import counted, missing
from research.review.telling import FOLDED, groups, name_of, summary, told
from research.wording.plurals import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.review.changes import Changes, SectionChanges
    from research.review.telling import Group, Line

__all__ = ["LONGEST", "markdown"]

LONGEST = 60_000
"""Characters of a comment: GitHub takes 65,536."""

_MARKS = {"both": "{}", "old": "<del>{}</del>", "new": "<ins>{}</ins>"}
_SIGNS = {"finding": "**!** ", "added": "new: ", "removed": "gone: ", "moved": "moved: "}
# Lines of a group that are told.
_SHOWN = 25
_FIRST = 12


def markdown(reviewed: Sequence[Changes], ways: Sequence[str] = (), title: str = "Review") -> str:
    """Write changes of editions as Markdown.

    Parameters
    ----------
    reviewed : the changes of each edition.
    ways : what a reader can do next, a line each.
    title : of the whole.

    Returns
    -------
    `LONGEST` characters at most: sections beyond are counted.
    """
    quiet = [one for one in reviewed if not (one or one.groups)]
    blocks = [f"## {title}: {_verdict(reviewed)}"]
    for changes in reviewed:
        blocks += _edition(changes) if changes or changes.groups else []
    if quiet:
        names = ", ".join(escape(one.title) for one in quiet)
        blocks.append(f"Nothing changed in {names}.")
    blocks += [f"_{line}_" for line in ways]
    return "\n\n".join(_within(blocks)) + "\n"


def _verdict(reviewed: Sequence[Changes]) -> str:
    changed = [one for one in reviewed if one]
    if not changed:
        return "nothing changed"
    crossings = sum(len(one.values.crossings) for one in changed)
    head = f"{len(changed)} of {numbered(len(reviewed), 'edition')} changed"
    many = "finding crosses" if crossings == 1 else "findings cross"
    return (
        f"{head}, {crossings} {many} a line" if crossings else f"{head}, no finding crosses a line"
    )


def _edition(changes: Changes) -> Iterator[str]:
    yield f"### {escape(changes.title)}"
    yield f"{escape(changes.old.name)} → {escape(changes.new.name)}. {_capital(summary(changes))}."
    for group in told(changes):
        listed = _listed(group.title, [_line(line) for line in group.lines], _FIRST)
        yield _folded(group) if group.title in FOLDED else listed
    for section in changes.sections:
        yield _section(section, changes)
    yield _whole(changes)


def _folded(group: Group) -> str:
    head = f"<b>{_text(group.title)}</b>: {len(group.lines)}"
    return f"<details><summary>{head}</summary>\n\n{_group(group)}\n\n</details>"


def _section(section: SectionChanges, changes: Changes) -> str:
    held = list(groups(section, changes))
    fate = "" if section.fate == "changed" else f" ({section.fate})"
    head = f"<b>{_text(name_of(section))}</b>{fate}"
    if not held:
        return f"{head}"
    body = "\n\n".join(_group(group) for group in held)
    said = ", ".join(_counted(held)) or numbered(len(held), "change")
    return f"<details><summary>{head}: {said}</summary>\n\n{body}\n\n</details>"


def _counted(held: Sequence[Group]) -> Iterator[str]:
    """How many lines of each kind stand behind a fold."""
    names = {"Values": "value", "Sentences": "sentence"}
    for group in held:
        if group.title in names:
            yield numbered(len(group.lines), names[group.title])
    for kind in ("Table", "Chart", "Picture"):
        count = sum(group.title.startswith(f"{kind} ") for group in held)
        if count:
            yield numbered(count, kind.lower())


def _group(group: Group) -> str:
    return _listed(group.title, [_line(line) for line in group.lines], _SHOWN)


def _listed(title: str, lines: Sequence[str], shown: int) -> str:
    items = [f"- {line}" for line in lines[:shown]]
    if (more := len(lines) - shown) > 0:
        items.append(f"- and {more} more")
    return "\n".join([f"**{_text(title)}**", "", *items])


def _line(line: Line) -> str:
    words = (_MARKS[piece.of].format(_text(piece.text)) for piece in line.pieces)
    return f"{_SIGNS.get(line.sign, '')}{''.join(words)}"


def _text(text: str) -> str:
    """Words that no service takes for markup, nor for the name of a person (``@tbl-overall``)."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    return f"{lead}{escape(text)}{tail}".replace("@", "@\u2060")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _whole(changes: Changes) -> str:
    rows = [f"| {one.what} | {one.old:,} | {one.new:,} |" for one in counted(changes)]
    faults = missing(changes.new)
    said = "; ".join(map(_text, faults[:5])) if faults else "nothing is missing"
    table = "\n".join(["| | before | now |", "|---|---:|---:|", *rows])
    return f"<details><summary>Complete? {said}</summary>\n\n{table}\n\n</details>"


def _within(blocks: Sequence[str]) -> list[str]:
    """The blocks that fit in a comment, and how many more there are."""
    kept: list[str] = []
    room = LONGEST
    for at, block in enumerate(blocks):
        room -= len(block) + 2
        if room < 0:
            return [*kept, f"and {len(blocks) - at} more parts, on the page of the review"]
        kept.append(block)
    return kept
