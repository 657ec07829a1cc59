"""The report as plain Markdown, a sentence a line: what `git diff` shows a person.

What an engine renders is made for pages. Here every sentence, row and note has a line of its own,
and every picture its data and a digest, so that a line differs only where something has changed::

    <!-- chapter theme-farming -->

    ## Relationship & Value Building (Farming)

    <!-- table tbl-farming-ranks -->

    **Ranks of Relationship & Value Building (Farming) by sector**

    |  | Group | Base† | Rank |
    |---|---|---|---|
    | Sector | Insurance | 9 | 4 |

    Rank by mean rank within the group.

`research.review.reading` reads it back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from research.display.escape import escape
from research.display.text import plain_markdown
from research.files import digest
from research.report.chapters import chart_files
from research.report.executed import cells, joined, result_of
from research.report.matter import matter
from research.wording.parted import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from research.edition.parameters import Edition
    from research.report.executed import Chapter, Result

__all__ = ["OPENING", "drawn", "picture_of", "plain_chapter", "plain_report"]

OPENING = "<!-- report of edition {edition}: made by research build, read by research review -->"
"""The first line of the file."""

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEAD = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*(?:\{[^{}]*\})?$")
_MARK = re.compile(r"^((?:[ \t]*(?:[-*+>]|\d{1,9}[.)])[ \t]+|[ \t]*>[ \t]*)*)(.*)$")
_PICTURE = re.compile(r"!\[[^\]\n]*\]\(figures/([\w-]+)\)\{[^}\n]*\}")
_SPAN = re.compile(r"\[([^\[\]\n]*)\]\{[.#][^}\n]*\}")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\(<(?:mailto:|https?://)([^<>\n]*)>\)")
# Digits of a value that a chart draws: more than any eye sees.
_DIGITS = 6
_SHARE = 4
# Of a digest: enough to tell the pictures of all reports of a project apart.
_LETTERS = 12


def plain_report(chapters: Sequence[Chapter], edition: Edition, texts: Mapping[str, str]) -> str:
    """Write the report as plain Markdown.

    Parameters
    ----------
    chapters : the executed chapters.
    edition : the parameter file, with the sections in their order.
    texts : author texts by name, their placeholders filled.
    """
    by_id = {chapter.id: chapter for chapter in chapters}
    blocks = [OPENING.format(edition=edition.edition), f"# {escape(edition.title)}"]
    for section in edition.report.sections:
        if section.heading:
            blocks += [f"<!-- part -->\n\n# {escape(section.heading)}"]
        elif section.text:
            blocks += [f"<!-- text {section.text} -->", *prose(texts.get(section.text, ""))]
        for kind in section.matter:
            blocks += [f"<!-- matter {kind} -->", *prose(matter(edition, kind))]
        for key in section.chapter_ids:
            if key in by_id:
                blocks += [f"<!-- chapter {key} -->", *_chapter(by_id[key])]
    return "\n\n".join(blocks) + "\n"


def plain_chapter(chapter: Chapter) -> str:
    """Write a chapter as plain Markdown.

    Parameters
    ----------
    chapter : executed.
    """
    return "\n\n".join(_chapter(chapter)) + "\n"


def _chapter(chapter: Chapter) -> Iterator[str]:
    for at, cell in enumerate(cells(chapter)):
        if cell["cell_type"] == "markdown":
            # What stands below a table is no note of it.
            yield from ["<!-- prose -->"] if at else []
            yield from prose(joined(cell["source"]))
        for output in cell.get("outputs", ()):
            found = result_of(chapter.id, output)
            if found is not None:
                yield from _result(found, output["data"])


def _result(result: Result, data: Mapping[str, Any]) -> Iterator[str]:
    kind = {"text": "passage", "chart": "chart" if _numbered(result) else "picture"}.get(
        result.kind, result.kind
    )
    yield f"<!-- {kind} {result.id} -->"
    if result.kind == "text":
        yield from prose(result.markdown)
        return
    content = result.content
    if content.get("caption"):
        yield f"**{escape(content['caption'])}**"
    if result.kind == "chart":
        yield from _picture(result)
        rows = drawn(content.get("data") or {})
    else:
        rows = _printed(joined(data.get("text/html", ""))) or drawn(content.get("data") or {})
    if rows:
        yield _table(rows)
    for note in content.get("notes", ()):
        yield "\n".join(sentences(_spoken(note)))


def _numbered(result: Result) -> bool:
    """Whether a chart is a figure with a number: none that decorates, or that a text places."""
    return result.placed and bool(result.content.get("alt"))


def _picture(result: Result) -> Iterator[str]:
    """What a chart says to those who do not see it, a part a line, and a digest of its picture."""
    alt = str(result.content.get("alt") or "")
    parts = [part for one in sentences(alt) for part in re.split(r"(?<=;) ", one)]
    if parts:
        yield "\n".join(f"> {escape(part)}" for part in parts)
    yield f"Picture `{picture_of(result)[2]}`"


def picture_of(result: Result) -> tuple[str, bytes, str]:
    """Give a chart's picture: the ending of its file, its content, and its digest.

    Parameters
    ----------
    result : a chart; drawn as SVG, or in dots where it has none.
    """
    if "picture" in result.content:
        # Of a stored notebook, which has no more of it.
        return "", b"", str(result.content["picture"])
    files = chart_files(result)
    for suffix in (".svg", ".png"):
        for name, content in files.items():
            if name.endswith(suffix):
                return suffix, content, digest(content)[:_LETTERS]
    return "", b"", digest(b"")[:_LETTERS]


def prose(text: str) -> Iterator[str]:
    """Give Markdown with a sentence a line, without fences, classes and comments.

    Parameters
    ----------
    text : Markdown of an author or a rule.
    """
    held = _COMMENT.sub("", text.replace("\r", ""))
    held = _LINK.sub(_said_once, _PICTURE.sub(r"Picture of \1.", held))
    for paragraph in re.split(r"\n[ \t]*\n", _spoken(held)):
        lines = list(_lines(paragraph))
        if lines:
            yield "\n".join(lines)


def _said_once(link: re.Match[str]) -> str:
    """A link as its words alone where they are its target."""
    return link[1] if link[1].replace("\\", "") == link[2] else link[0]


def _lines(paragraph: str) -> Iterator[str]:
    """The lines of a paragraph: headings, rows and items stay, what runs on is parted anew."""
    mark = ""
    running: list[str] = []
    for line in paragraph.splitlines():
        head = _HEAD.match(line)
        if head or line.lstrip().startswith(("|", "+-", "+=")):
            yield from _sentences(mark, running)
            mark, running = "", []
            yield f"{head[1]} {head[2]}" if head else " ".join(line.split())
            continue
        found = _MARK.match(line)
        assert found is not None  # noqa: S101 - it matches any line
        if found[1].strip() and found[1].strip() != ">":
            yield from _sentences(mark, running)
            mark, running = found[1], []
        elif found[1].strip() and not running:
            mark = found[1]
        running.append(found[2])
    yield from _sentences(mark, running)


def _sentences(mark: str, running: Sequence[str]) -> Iterator[str]:
    """Sentences of an item, the first behind its mark and the others below it."""
    quote = mark if set(mark.strip()) == {">"} else " " * len(mark)
    for at, sentence in enumerate(sentences(" ".join(running))):
        yield f"{mark if at == 0 else quote}{sentence}"


def _spoken(text: str) -> str:
    return plain_markdown(_SPAN.sub(r"\1", text))


def _printed(html: str) -> list[list[str]]:
    """The cells of a table as they are printed, its heads first; none where there is no table."""
    if not html:
        return []
    from lxml import etree

    tree = etree.HTML(html)
    rows = [] if tree is None else tree.findall(".//tr")
    return [[text for cell in row for text in _cell(cell)] for row in rows]


def _cell(cell: Any) -> list[str]:
    """The text of a cell, and an empty one for each further column that it spans."""
    items = cell.findall(".//li")
    texts = ["".join(one.itertext()) for one in items or [cell]]
    span = int(cell.get("colspan") or 1)
    return ["; ".join(" ".join(text.split()) for text in texts), *[""] * (span - 1)]


def drawn(data: Mapping[str, Any]) -> list[list[str]]:
    """Give the values behind a chart as texts, its heads first.

    Parameters
    ----------
    data : columns and rows, as `research.display.framedata` writes them.
    """
    if not data:
        return []
    shares = data.get("shares", ())
    rows = [[_value(one, at in shares) for at, one in enumerate(row)] for row in data["rows"]]
    return [list(map(str, data["columns"])), *rows]


def _value(value: Any, share: bool = False) -> str:
    if share and isinstance(value, int | float):
        return f"{100 * value:.{_SHARE}g}%"
    if isinstance(value, float):
        return f"{value:.{_DIGITS}g}"
    if isinstance(value, list):
        return "; ".join(map(_value, value))
    return "" if value is None else str(value)


def _table(rows: Sequence[Sequence[str]]) -> str:
    wide = max(map(len, rows))
    full = [[*row, *[""] * (wide - len(row))] for row in rows]
    lines = [f"| {' | '.join(map(escape, row))} |" for row in full]
    return "\n".join([lines[0], f"|{'---|' * wide}", *lines[1:]])
