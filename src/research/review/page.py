"""Changes as one page of HTML, with the pictures of before and now; it needs nothing else."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from research.review.completeness import counted, missing
from research.review.drawn import moved_svg
from research.review.telling import FOLDED, groups, name_of, summary, told
from research.wording.plurals import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.review.cells import FloatChanges
    from research.review.changes import Changes, SectionChanges, State
    from research.review.telling import Group, Line

__all__ = ["page"]

_CSS = Path(__file__).with_name("page.css")
_TAGS = {"both": "{}", "old": "<del>{}</del>", "new": "<ins>{}</ins>"}
_SIGNS = {"added": "new: ", "removed": "gone: ", "moved": "moved: "}


def page(reviewed: Sequence[Changes], ways: Sequence[str] = (), title: str = "Review") -> str:
    """Write changes as a page.

    Parameters
    ----------
    reviewed : the changes of each edition.
    ways : what a reader can do next, a line each.
    title : of the page.
    """
    style = _CSS.read_text(encoding="utf-8")
    body = "".join(part for changes in reviewed for part in _edition(changes))
    next_steps = "".join(f"<p><code>{escape(line)}</code></p>" for line in ways)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>\n{style}</style></head>\n<body><main>"
        f"<h1>{escape(title)}: {escape(_verdict(reviewed))}</h1>{next_steps}{body}"
        "</main></body></html>\n"
    )


def _verdict(reviewed: Sequence[Changes]) -> str:
    changed = sum(map(bool, reviewed))
    if not changed:
        return "nothing changed"
    return f"{changed} of {numbered(len(reviewed), 'edition')} changed"


def _edition(changes: Changes) -> Iterator[str]:
    yield f"<h2>{escape(changes.title)}</h2>\n"
    yield f'<p class="soft">{escape(changes.old.name)} → {escape(changes.new.name)}</p>'
    yield f"<p>{escape(summary(changes))}.</p>"
    for group in told(changes):
        yield _folded(group) if group.title in FOLDED else _listed(group)
    for section in changes.sections:
        yield _section(section, changes)
    yield _whole(changes)


def _folded(group: Group) -> str:
    head = f"{escape(group.title)} <span>{numbered(len(group.lines), 'line')}</span>"
    return f"<details><summary>{head}</summary>{_listed(group)}</details>\n"


def _section(section: SectionChanges, changes: Changes) -> str:
    fate = "" if section.fate == "changed" else f" ({section.fate})"
    held = list(groups(section, changes))
    floats = {one.new.id: one for one in section.floats}
    body = "".join(_group(group, floats.get(group.float), changes) for group in held)
    count = sum(len(group.lines) for group in held if group.title != "Why")
    opened = " open" if any(one.crossing for one in section.moved) else ""
    head = f"{escape(name_of(section))}{fate} <span>{numbered(count, 'line')}</span>"
    return f"<details{opened}><summary>{head}</summary>{body}</details>\n"


def _group(group: Group, changed: FloatChanges | None, changes: Changes) -> str:
    pictures = ""
    if changed is not None:
        pictures = _side_by_side(changed, changes)
    return _listed(group) + pictures


def _listed(group: Group) -> str:
    items = "".join(f'<li class="{line.sign}">{_line(line)}</li>' for line in group.lines)
    return f"<h3>{escape(group.title)}</h3><ul>{items}</ul>"


def _line(line: Line) -> str:
    words = "".join(_TAGS[piece.of].format(escape(piece.text)) for piece in line.pieces)
    return f"{_SIGNS.get(line.sign, '')}{words}"


def _side_by_side(changed: FloatChanges, changes: Changes) -> str:
    """The pictures of before and now, where both are at hand, and the values that moved."""
    drawn = moved_svg(changed.cells)
    moved = (
        '<figure class="moved"><figcaption>What moved: hollow before, filled now</figcaption>'
        f"{drawn}</figure>"
        if drawn
        else ""
    )
    if changed.new.kind == "table":
        return moved
    before = _picture(changes.old, changed.old.picture, "before", " ".join(changed.old.alt))
    now = _picture(changes.new, changed.new.picture, "now", " ".join(changed.new.alt))
    return f'<div class="pair">{before}{now}</div>{moved}'


def _picture(state: State, digest: str, when: str, alt: str) -> str:
    """A picture as an image: what stands in it runs nothing and loads nothing."""
    caption = f"<figcaption>{when.capitalize()}</figcaption>"
    if digest not in state.pictures:
        said = f"Picture {escape(digest)} is not at hand: no build here has drawn it."
        return f'<figure>{caption}<p class="soft">{said}</p></figure>'
    mime, content = state.pictures[digest]
    data = base64.b64encode(content).decode("ascii")
    return (
        f'<figure>{caption}<img src="data:{mime};base64,{data}" '
        f'alt="{escape(alt or when, quote=True)}"></figure>'
    )


def _whole(changes: Changes) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(one.what)}</th><td class="n">{one.old:,}</td>'
        f'<td class="n">{one.new:,}</td></tr>'
        for one in counted(changes)
    )
    faults = missing(changes.new)
    said = "nothing is missing" if not faults else f"{len(faults)} missing"
    listed = "".join(f"<li>{escape(fault)}</li>" for fault in faults)
    return (
        f"<details><summary>Complete? <span>{said}</span></summary>"
        f"{f'<ul>{listed}</ul>' if listed else ''}"
        '<table><thead><tr><td></td><th class="n" scope="col">before</th>'
        f'<th class="n" scope="col">now</th></tr></thead><tbody>{rows}</tbody></table></details>\n'
    )
